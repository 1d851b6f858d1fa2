//! WARC and ARC files: what a crawl kept, read record by record.
//!
//! [`records`] takes anything that can be read in pieces, plain or gzip, and gives one [`Record`]
//! after the other: pages as they were captured, notes of what holds no page, and the records that
//! cannot be read, each with its place and the reason. Reading goes on behind a bad record. Only
//! one record is in memory at a time, and only so much of it as [`Config`] allows.
//! [`Capture::article`] makes an article of a page; that is the slow part, and each capture can
//! have it done on a thread of its own.

mod arc;
mod capture;
mod head;
mod members;
mod reader;
mod stream;

pub use capture::{Capture, Revisit};
pub use reader::{Records, records};

use crate::Reject;

/// The limits of reading one record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Config {
    /// Most bytes of a record's head.
    pub max_head_bytes: usize,
    /// Most bytes of a record as it is stored; a larger one is passed over and rejected.
    pub max_record_bytes: usize,
    /// Most bytes of a page without its transfer and content codings.
    pub max_page_bytes: usize,
}

impl Config {
    /// Room for heads of 64 KiB and pages of 16 MiB; news pages take a tenth of a MiB.
    #[must_use]
    pub fn standard() -> Self {
        Self { max_head_bytes: 64 << 10, max_record_bytes: 16 << 20, max_page_bytes: 16 << 20 }
    }
}

/// One record of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Record {
    /// A page that a server gave.
    Capture(Capture),
    /// The server gave what it had given before; the page lies in an earlier record.
    Revisit(Revisit),
    /// Nothing to read as an article, rightly so: a request, a picture, an error page.
    Passed {
        /// Where it stands.
        place: String,
        /// What it is, such as `request` or `image/png`.
        what: String,
    },
    /// A record that cannot be read.
    Reject(Reject),
}

/// True if bytes, unpacked, begin as a WARC or ARC file does.
#[must_use]
pub fn is_archive(opening: &[u8]) -> bool {
    head::opens(opening) || arc::opens(opening)
}

#[cfg(test)]
mod tests;
