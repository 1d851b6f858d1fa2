//! How a job tells what it is doing, to whoever watches.

/// What a job is at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Articles are read from files; counted in bytes of the files.
    Reading,
    /// Articles get their stories; counted in articles.
    Gathering,
    /// Stories are compared; counted in stories.
    Comparing,
}

impl Stage {
    /// The word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Reading => "reading",
            Self::Gathering => "gathering",
            Self::Comparing => "comparing",
        }
    }
}

/// Hears of a job's progress.
pub trait Progress: Sync {
    /// A stage begins; with its length, where that is known.
    fn begin(&self, stage: Stage, n_total: Option<u64>);
    /// So much of the stage is done.
    fn at(&self, n_done: u64);
    /// So many articles have been read so far.
    fn articles(&self, _n_articles: u64) {}
    /// The stage is over.
    fn end(&self);
}

/// Nobody watches.
#[derive(Debug, Clone, Copy)]
pub struct Unwatched;

impl Progress for Unwatched {
    fn begin(&self, _stage: Stage, _n_total: Option<u64>) {}
    fn at(&self, _n_done: u64) {}
    fn end(&self) {}
}
