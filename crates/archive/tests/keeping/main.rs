//! What an archive keeps of what it is given, and what it answers.

mod jobs;
mod reading;
mod shelf;
mod tables;
