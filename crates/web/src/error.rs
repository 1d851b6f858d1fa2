//! Why the server could not be opened or had to end.

use std::net::SocketAddr;
use std::path::PathBuf;

/// What went wrong, and where.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The address is taken or not of this machine.
    #[error("cannot listen on {address}: {source}")]
    Listen {
        /// Where it should have listened.
        address: SocketAddr,
        /// The system's answer.
        source: std::io::Error,
    },
    /// Others could reach the address, and no token keeps them out.
    #[error("{0} can be reached by others: give a token file, or listen on 127.0.0.1")]
    NoToken(SocketAddr),
    /// A token that could be guessed.
    #[error("the token is too short: it needs {0} characters or more")]
    ShortToken(usize),
    /// The system gave no threads, random bytes or timers.
    #[error("cannot start the server: {0}")]
    Start(std::io::Error),
    /// The archive cannot be opened or is something else.
    #[error("{0}")]
    Archive(#[from] archive::Error),
    /// The library's file cannot be opened or is something else.
    #[error("cannot open the library {path}: {reason}", path = path.display())]
    Library {
        /// The file.
        path: PathBuf,
        /// Why, and what to do.
        reason: String,
    },
}
