//! The server over real sockets of this machine.

mod articles;
mod browsing;
mod client;
mod comparing;
mod guarding;
mod keeping;
mod promised;
mod schema;
