//! What can go wrong with an archive as a whole: one clear line each, with the file and what to do.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::store::FORM;

/// Why an archive cannot be used or a job cannot go on. Bad records among good ones are no error;
/// they are listed with the archive.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// There is no such file.
    Missing {
        /// The archive.
        archive: PathBuf,
    },
    /// The file is something else.
    NotAnArchive {
        /// The file.
        archive: PathBuf,
        /// What tells.
        reason: String,
    },
    /// The file was made by another version of the program.
    OtherForm {
        /// The archive.
        archive: PathBuf,
        /// The version of its form.
        form: i64,
    },
    /// The file or its folder may not be written.
    ReadOnly {
        /// The archive.
        archive: PathBuf,
    },
    /// Another job is at work on the archive.
    Locked {
        /// The archive.
        archive: PathBuf,
    },
    /// No room is left.
    DiskFull {
        /// The archive.
        archive: PathBuf,
    },
    /// What SQLite says of anything else.
    Database {
        /// The archive.
        archive: PathBuf,
        /// Its message.
        source: rusqlite::Error,
    },
    /// A file of articles cannot be read, or a table cannot be written.
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// There is no such story.
    NoStory {
        /// Its number.
        story: i64,
    },
    /// A query that cannot be understood.
    Query {
        /// What is wrong.
        reason: String,
    },
    /// What was kept for going on cannot be read.
    Damaged {
        /// The archive.
        archive: PathBuf,
        /// What is wrong.
        reason: String,
    },
}

impl Error {
    /// What SQLite's answer about an archive means to its user.
    pub(crate) fn of(archive: &Path, source: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        let archive = archive.to_owned();
        match source.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::DiskFull { archive },
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => Self::ReadOnly { archive },
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Locked { archive },
            Some(ErrorCode::NotADatabase) => {
                Self::NotAnArchive { archive, reason: "it is no SQLite file".to_owned() }
            }
            _ => Self::Database { archive, source },
        }
    }

    /// What the system's answer about a file means.
    pub(crate) fn file(path: &Path, source: io::Error) -> Self {
        Self::File { path: path.to_owned(), source }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing { archive } => write!(
                f,
                "{}: there is no archive here; `twicetold archive add FILES` makes one",
                archive.display()
            ),
            Self::NotAnArchive { archive, reason } => write!(
                f,
                "{}: this is not an archive of twicetold ({reason}); name another file with \
                 --archive",
                archive.display()
            ),
            Self::OtherForm { archive, form } => write!(
                f,
                "{}: made by {} of twicetold (form {form}); use that version, or add the files to a new archive",
                archive.display(),
                if *form < FORM { "an earlier version" } else { "a later version" }
            ),
            Self::ReadOnly { archive } => write!(
                f,
                "{}: the archive cannot be written; check the rights of the file and its folder, \
                 or copy it elsewhere",
                archive.display()
            ),
            Self::Locked { archive } => write!(
                f,
                "{}: another job is at work on this archive; wait until it has ended",
                archive.display()
            ),
            Self::DiskFull { archive } => write!(
                f,
                "{}: no room is left on the disk; what was done is kept: make room and run \
                 `twicetold archive resume`",
                archive.display()
            ),
            Self::Database { archive, source } => write!(f, "{}: {source}", archive.display()),
            Self::File { path, source } => write!(f, "{}: {}", path.display(), plain(source)),
            Self::NoStory { story } => write!(
                f,
                "there is no story {story}; `twicetold archive stories` lists those there are"
            ),
            Self::Query { reason } => write!(f, "the search cannot be understood: {reason}"),
            Self::Damaged { archive, reason } => {
                write!(f, "{}: damaged ({reason}); make the archive anew", archive.display())
            }
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Database { source, .. } => Some(source),
            Self::File { source, .. } => Some(source),
            _ => None,
        }
    }
}

/// The system's message without its number: "No such file or directory".
fn plain(error: &io::Error) -> String {
    let message = error.to_string();
    message.split(" (os error").next().unwrap_or(&message).to_owned()
}
