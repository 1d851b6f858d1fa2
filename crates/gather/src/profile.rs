//! What is kept of an article to tell which event it is about.

mod read;

use serde::{Deserialize, Serialize};

pub use read::profile;

/// What is kept of an article: a few kilobytes, whatever its length.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Profile {
    /// Who published it; empty if unknown.
    pub outlet: String,
    /// Its address without what does not change the page (scheme, `www.`, campaign parameters,
    /// fragment).
    pub url: Option<String>,
    /// When it was published, in seconds since 1970 (noon where only the day is known); from the
    /// address where the article does not say. `None` if nothing tells.
    pub published: Option<i64>,
    /// ISO 639 code; `"und"` if unknown.
    pub language: String,
    /// Topic words, names and numbers, sorted by their number, each once.
    pub terms: Vec<Term>,
    /// Words of the body.
    pub n_words: u32,
    /// Hash of the words of the body, in order.
    pub content: u64,
    /// The least hashes of the body's runs of words; empty for a body too short to tell.
    pub sketch: Vec<u32>,
}

/// A word, name or number of an article.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Term {
    /// Hash of the kind and the word.
    pub id: u32,
    /// The stem of a word; a name of two words in lower case; a number as written.
    pub word: String,
    /// How often title and body hold it.
    pub count: u16,
    /// What it is.
    pub kind: TermKind,
    /// True if the title holds it.
    pub in_title: bool,
    /// True if the first sentences hold it.
    pub in_lead: bool,
}

/// What a term is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum TermKind {
    /// A topic word.
    Word,
    /// A word written as a name within sentences.
    Capital,
    /// Two words that follow each other in a name.
    Name,
    /// A number in digits.
    Number,
}
