//! The settings of the server.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use crate::fetch::Fetch;

/// Settings of [`crate::open`].
#[derive(Clone)]
pub struct Config {
    /// Where to listen; port 0 takes a free one.
    pub address: SocketAddr,
    /// Names by which the server may be addressed besides its own, as in `reading-room.local`.
    pub hosts: Vec<String>,
    /// What a visitor must know. Needed where `address` is not of this machine alone.
    pub token: Option<String>,
    /// The file of the library; without one it lives in memory and ends with the server.
    pub library: Option<PathBuf>,
    /// The file of an archive to show; it is only read.
    pub archive: Option<PathBuf>,
    /// Threads to compare with, of each comparison.
    pub n_threads: usize,
    /// How pages are fetched from addresses.
    pub fetch: Arc<dyn Fetch>,
    /// The limits on everything that comes in.
    pub limits: Limits,
}

impl std::fmt::Debug for Config {
    /// Without the token.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Config")
            .field("address", &self.address)
            .field("hosts", &self.hosts)
            .field("has_token", &self.token.is_some())
            .field("library", &self.library)
            .field("archive", &self.archive)
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}

/// The limits on everything that comes in.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Most bytes of one file or page, before and after unpacking.
    pub max_file_bytes: usize,
    /// Most bytes of the body of a request to compare.
    pub max_request_bytes: usize,
    /// Most bytes of the corrections of one comparison.
    pub max_corrections_bytes: usize,
    /// Most articles of one comparison; it needs two.
    pub max_articles: usize,
    /// Most characters of one article's body.
    pub max_body_chars: usize,
    /// Most sentences of one comparison, all articles together.
    pub max_sentences: usize,
    /// Comparisons made at a time.
    pub n_workers: usize,
    /// Most comparisons that wait.
    pub max_waiting: usize,
    /// Stories of an archive compared at a time; further ones wait.
    pub max_reports: usize,
    /// Pages fetched at a time.
    pub max_fetches: usize,
    /// Connections at a time; further ones wait.
    pub max_connections: usize,
    /// Longest time for the head of a request.
    pub head_timeout: Duration,
    /// Longest time for the body of a request.
    pub body_timeout: Duration,
}

impl Limits {
    /// Room for a class: twelve articles and 3000 sentences a comparison, two at a time, sixteen
    /// waiting.
    #[must_use]
    pub fn standard() -> Self {
        Self {
            max_file_bytes: 8 << 20,
            max_request_bytes: 8 << 20,
            max_corrections_bytes: 1 << 20,
            max_articles: 12,
            max_body_chars: 1 << 20,
            max_sentences: 3000,
            n_workers: 2,
            max_waiting: 16,
            max_reports: 2,
            max_fetches: 4,
            max_connections: 256,
            head_timeout: Duration::from_secs(15),
            body_timeout: Duration::from_secs(60),
        }
    }
}
