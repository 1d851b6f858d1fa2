//! What a comparison was made with, so that the report says it truly.

use serde::Serialize;

/// What a comparison was made with: the program, its settings, and whether the language model had
/// a part in it. The lenses looked through are the readings that [`crate::build`] is given.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Making {
    /// The program's version.
    pub version: String,
    /// With the language model, or without.
    pub mode: Mode,
    /// What the user calls the sentence encoder, if it is one of the user's own.
    pub encoder: Option<String>,
    /// Confidence from which two sentences were linked at all.
    pub min_link: f64,
    /// Confidence from which on linked sentences are said to state one fact; below it: unsure.
    pub sure_fact: f64,
    /// Confidence from which on they are said to tell it alike, if no difference is found; below it: unsure.
    pub sure_alike: f64,
    /// Confidence from which on a difference is said plainly; below it: with "perhaps".
    pub sure_difference: f64,
    /// True if the lenses looked for words of the user's own rule files too.
    pub has_own_rules: bool,
}

/// Whether the language model had a part in a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// Sentences were read by the language model.
    Standard,
    /// By words, names, figures and a table of word vectors alone.
    Fast,
    /// Sentences were read by an encoder of the user's own; nobody measured how right that is.
    Brought,
}

impl Mode {
    /// The word used everywhere: JSON, pages, catalogues.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::Fast => "fast",
            Self::Brought => "brought",
        }
    }
}
