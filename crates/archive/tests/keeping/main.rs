//! What an archive keeps of what it is given, and what it answers.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "tests write files, and say what they skip"
)]

mod jobs;
mod reading;
mod shelf;
mod tables;
