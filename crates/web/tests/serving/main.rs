//! The server over real sockets of this machine.

mod articles;
#[expect(clippy::disallowed_methods, reason = "what lies in files is what is tested")]
mod browsing;
mod client;
mod comparing;
mod guarding;
mod keeping;
mod promised;
mod schema;
