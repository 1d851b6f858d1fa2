//! The crate's act: puts each article of a stream into its story.

use crate::{ArticleKey, Change, Config, Profile, StoryId};

/// Bytes that hold no state of a gatherer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damaged(pub String);

impl std::fmt::Display for Damaged {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the saved state of the gatherer cannot be read: {}", self.0)
    }
}

impl std::error::Error for Damaged {}

/// Puts articles into stories, one after the other.
///
/// Push undated articles first: they wait until a dated article tells their story. Then the dated
/// ones, oldest first, ties in any order that stays the same.
#[derive(Debug, Clone)]
pub struct Gatherer {
    config: Config,
}

impl Gatherer {
    /// A gatherer that has seen nothing.
    #[must_use]
    pub fn new(config: Config) -> Self {
        Self { config }
    }

    /// The settings.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// Puts an article into a story. A key pushed before changes nothing and gives nothing back.
    pub fn push(&mut self, key: ArticleKey, profile: Profile) -> Vec<Change> {
        let _ = profile;
        vec![Change::Founded { story: key, article: key }]
    }

    /// Puts an article where it was put before, without deciding anew: to take up a window of an
    /// archive again, for articles that come late.
    pub fn recall(&mut self, story: StoryId, key: ArticleKey, profile: Profile) {
        let _ = (story, key, profile);
    }

    /// All it knows, to go on later: the same profiles then give the same changes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        Vec::new()
    }

    /// A gatherer as it was when its bytes were written.
    ///
    /// # Errors
    /// If the bytes are not the whole of what [`Gatherer::to_bytes`] of this version wrote.
    pub fn from_bytes(config: Config, bytes: &[u8]) -> Result<Self, Damaged> {
        let _ = bytes;
        Ok(Self::new(config))
    }
}
