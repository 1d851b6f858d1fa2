//! The client and the watch against servers of this machine that misbehave.
#![expect(clippy::disallowed_methods, reason = "tests measure that nothing hangs")]

mod fetching;
mod server;
mod watching;
