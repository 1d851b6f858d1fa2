//! Exit statuses, as `diff` has them.

use std::process::ExitCode;

/// How the program ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Status {
    /// Done; a comparison found every fact told alike.
    Alike,
    /// The articles differ.
    Differ,
    /// Something could not be read or done.
    Trouble,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        ExitCode::from(match status {
            Status::Alike => 0,
            Status::Differ => 1,
            Status::Trouble => 2,
        })
    }
}
