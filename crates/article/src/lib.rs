//! What an outlet published.
//!
//! An [`Article`] is one published text with what is known about it; a [`Story`] is the articles
//! about one event; a [`TextRange`] is a place in an article's body. Every later stage points back
//! into [`Article::body`] with such ranges, so that each line a reader sees can be traced to its
//! source. This crate knows nothing of where the bytes came from.

mod moment;
mod range;
mod warning;

pub use moment::Moment;
pub use range::TextRange;
pub use warning::{Warning, WarningKind};

/// One published text.
///
/// `body` holds the article's own paragraphs and nothing else, separated by a blank line
/// (`"\n\n"`). It is never rewritten after `ingest`; all ranges of later stages are byte offsets
/// into it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// The record's own id, or a letter (`A`, `B`, …) by the order given.
    pub id: String,
    /// Who published it; empty if unknown.
    pub outlet: String,
    /// The headline as published; empty if there is none.
    pub title: String,
    /// Who wrote it, as printed (`"Ana Ruiz and Tom Berg"`).
    pub byline: Option<String>,
    /// Where it stands on the web.
    pub url: Option<String>,
    /// When it was published.
    pub published: Option<Moment>,
    /// When it was last changed, if it says so.
    pub modified: Option<Moment>,
    /// The language the article declares for itself, as a BCP 47 tag (`"en"`, `"pt-BR"`).
    pub declared_language: Option<String>,
    /// The kept text: paragraphs separated by `"\n\n"`.
    pub body: String,
    /// Whether this is all that was published.
    pub completeness: Completeness,
    /// What was lost or odd while reading.
    pub warnings: Vec<Warning>,
}

/// Whether the text at hand is all that the outlet published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Completeness {
    /// Nothing says that a part is missing.
    Complete,
    /// A teaser, paywall or cut-off stands for a missing part. Every statement about what this
    /// article omits must say so. The string is the reason in a few words.
    Partial(String),
}

impl Article {
    /// An article of which only the text is known, all of it: the rest can be filled in with
    /// `Article { outlet, ..Article::of(body) }`.
    #[must_use]
    pub fn of(body: &str) -> Self {
        Self {
            id: String::new(),
            outlet: String::new(),
            title: String::new(),
            byline: None,
            url: None,
            published: None,
            modified: None,
            declared_language: None,
            body: body.to_owned(),
            completeness: Completeness::Complete,
            warnings: Vec::new(),
        }
    }

    /// True if a part of the published text is known to be missing.
    #[must_use]
    pub fn is_partial(&self) -> bool {
        matches!(self.completeness, Completeness::Partial(_))
    }

    /// The words at a range of the body; empty if the range lies outside.
    #[must_use]
    pub fn text(&self, range: TextRange) -> &str {
        self.body.get(range.start..range.end).unwrap_or("")
    }
}

/// The articles about one event, in the order given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Story {
    /// At least one; comparison needs two.
    pub articles: Vec<Article>,
}
