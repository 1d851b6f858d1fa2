//! Many articles on disk, resumable jobs, feeds.
//!
//! Takes the bytes of files and feeds through `ingest`, keeps their articles in one SQLite file,
//! has `gather` find which tell one story and `pipeline` compare each story that is new or has
//! changed. Files, sockets and the clock are touched here. What is done to one record, one article
//! and one story are plain functions from rows to rows ([`row::read`], [`sweep::profile`],
//! [`comparison::compare`]): the jobs bring the rows to them and write down what they give.
#![expect(clippy::disallowed_methods, reason = "the archive is where files are read and written")]

pub mod comparison;
mod digest;
mod error;
pub mod export;
pub mod fetch;
mod input;
mod job;
mod keep;
mod list;
mod load;
pub mod outlets;
mod pipe;
mod progress;
pub mod row;
mod search;
mod store;
mod story;
pub mod sweep;
mod version;
pub mod watch;

pub use digest::TableDigest;
pub use error::Error;
pub use job::{Done, Settings, add, add_articles, dry_run, resume};
pub use keep::Counts;
pub use list::{Filter, Listed, Member, Shown, Version};
pub use progress::{Progress, Stage, Unwatched};
pub use search::Hit;
pub use store::Archive;
pub use version::{Changes, changes};
