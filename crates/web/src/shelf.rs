//! An archive that the app shows: read, never written.

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use archive::comparison::{self, Manner};
use archive::{Archive, Error, Filter, Listed, Shown};

/// An archive that is open to read.
pub(crate) struct Shelf {
    archive: Mutex<Archive>,
}

/// A page of a list of stories.
pub(crate) struct Stories {
    pub(crate) listed: Vec<Listed>,
    /// For each of them where the words stand; empty if none were looked for.
    pub(crate) excerpts: Vec<Vec<(String, bool)>>,
    /// How many there are in all.
    pub(crate) n_all: usize,
}

impl Shelf {
    /// Opens a file that must be an archive.
    pub(crate) fn open(path: &Path) -> Result<Self, Error> {
        Ok(Self { archive: Mutex::new(Archive::read(path)?) })
    }

    /// Asks the archive.
    pub(crate) fn with<R>(
        &self,
        question: impl FnOnce(&Archive) -> Result<R, Error>,
    ) -> Result<R, Error> {
        // A question that panicked has changed nothing.
        question(&self.archive.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// A page of the stories that a filter lets through; none if it holds no word to look for.
    pub(crate) fn stories(&self, filter: &Filter) -> Result<Stories, Error> {
        self.with(|archive| {
            let n_all = match archive.n_stories(filter) {
                Err(Error::Query { .. }) => 0,
                other => other?,
            };
            let listed = if n_all == 0 { Vec::new() } else { archive.stories(filter)? };
            let excerpt = |it: &Listed| match &filter.words {
                Some(words) => archive.excerpt(it.story, words),
                None => Ok(Vec::new()),
            };
            let excerpts = listed.iter().map(excerpt).collect::<Result<_, _>>()?;
            Ok(Stories { listed, excerpts, n_all })
        })
    }

    /// One story with its articles.
    pub(crate) fn story(&self, story: i64) -> Result<Shown, Error> {
        self.with(|archive| archive.story(story))
    }

    /// What it takes to compare a story as it was compared.
    pub(crate) fn texts(&self, story: i64) -> Result<(comparison::Story, Manner), Error> {
        let (texts, manner) = self.with(|archive| archive.texts(story))?;
        Ok((texts, manner.unwrap_or(Manner::Fast)))
    }
}
