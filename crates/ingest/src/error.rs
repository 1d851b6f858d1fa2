//! Why bytes are not an article: one clear line each.

use std::fmt;

/// What is wrong with a source as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// No bytes, or white space only.
    Empty {
        /// The source.
        name: String,
    },
    /// Not text.
    Binary {
        /// The source.
        name: String,
        /// What it seems to be, such as `a PDF file`.
        what: &'static str,
    },
    /// A gzip stream that ends early or is damaged.
    TruncatedGzip {
        /// The source.
        name: String,
    },
    /// More than the limit allows.
    TooLarge {
        /// The source.
        name: String,
        /// The limit in bytes.
        limit: usize,
    },
    /// Text without a single sentence of an article.
    NoText {
        /// The source.
        name: String,
    },
    /// JSON that does not parse.
    BadJson {
        /// The source.
        name: String,
        /// Counted from 1.
        line: usize,
        /// Counted from 1.
        column: usize,
        /// What the parser says.
        reason: String,
    },
    /// JSON without one article in it.
    NoRecord {
        /// The source.
        name: String,
        /// What is missing in the first record.
        reason: String,
    },
    /// A WARC or ARC file without one article in it.
    NoCapture {
        /// The source.
        name: String,
        /// The first record that could not be read, if there is one.
        reason: Option<String>,
    },
    /// A feed (RSS, Atom): a list of links, not an article.
    Feed {
        /// The source.
        name: String,
    },
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty { name } => write!(f, "{name}: the file is empty; give an article"),
            Self::Binary { name, what } => {
                write!(f, "{name}: this is {what}, not text; save the article as HTML or text")
            }
            Self::TruncatedGzip { name } => {
                write!(f, "{name}: the gzip data is cut off or damaged; fetch the file again")
            }
            Self::TooLarge { name, limit } => {
                let limit = *limit as f64 / f64::from(1 << 20);
                write!(f, "{name}: more than {limit} MiB; split the file or give single articles")
            }
            Self::NoText { name } => write!(
                f,
                "{name}: no sentence of an article found; check that the page holds its text"
            ),
            Self::BadJson { name, line, column, reason } => write!(
                f,
                "{name}:{line}:{column}: not valid JSON ({reason}); give one object, one array \
                 or one object a line"
            ),
            Self::NoRecord { name, reason } => {
                write!(f, "{name}: no article in this JSON ({reason}); each needs a \"text\" field")
            }
            Self::NoCapture { name, reason: None } => {
                write!(f, "{name}: no record of this file holds an article")
            }
            Self::NoCapture { name, reason: Some(reason) } => {
                write!(f, "{name}: no record of this file holds an article ({reason})")
            }
            Self::Feed { name } => write!(
                f,
                "{name}: this is a feed, a list of links; `twicetold watch` reads what they link \
                 to, or give the pages of its articles"
            ),
        }
    }
}

impl std::error::Error for Error {}
