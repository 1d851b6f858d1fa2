//! From an article to its language, sentences and tokens.
//!
//! Takes an [`article::Article`] from `ingest`, gives a [`Document`] to `claim`. Sees one article
//! at a time. Tokens tile the body; sentences do not overlap and none spans two paragraphs.
//! "Mr. Diaz left. \"It is over,\" he said." reads as two sentences: "Mr. Diaz left." and
//! "\"It is over,\" he said."

use article::{Article, TextRange, Warning};

/// An article that has been read: its language, sentences and tokens, all as ranges of
/// `article.body`.
#[derive(Debug, Clone)]
pub struct Document {
    /// The article itself, unchanged.
    pub article: Article,
    /// The words that belong to its language.
    pub lexicon: &'static Lexicon,
    /// In reading order; they do not overlap.
    pub sentences: Vec<Sentence>,
    /// In reading order; joined they give the body.
    pub tokens: Vec<Token>,
    /// What was odd: unknown language, declared language contradicted, …
    pub warnings: Vec<Warning>,
}

/// One sentence of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Its place in the body, without surrounding white space.
    pub range: TextRange,
    /// Index of its paragraph, from 0.
    pub paragraph: usize,
    /// Indexes of its tokens: `document.tokens[sentence.tokens.clone()]`.
    pub tokens: std::ops::Range<usize>,
}

/// The smallest piece of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Its place in the body.
    pub range: TextRange,
    /// What it is.
    pub kind: TokenKind,
    /// Lower case, accents kept, typographic apostrophes made plain: `"Don’t" -> "don't"`.
    pub lower: String,
    /// The stem of a word by the language's stemmer, else the same as `lower`.
    pub stem: String,
    /// True for a word that carries no topic ("the", "of", "said" is not one).
    pub is_stop: bool,
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters, with inner apostrophes, hyphens and dots: "port-side", "U.S.", "O'Neil".
    Word,
    /// Digits with their separators: "1,200", "3.5", "2031".
    Number,
    /// White space of any length.
    Space,
    /// Everything else, one character each.
    Mark,
}

/// What belongs to a language, read from one data file (`languages/<code>.toml`).
#[derive(Debug)]
pub struct Lexicon {
    /// ISO 639-1 code; `"und"` for the lexicon of unknown languages.
    pub code: &'static str,
}

impl Document {
    /// The words of a sentence.
    #[must_use]
    pub fn sentence_text(&self, sentence_idx: usize) -> &str {
        self.article.text(self.sentences[sentence_idx].range)
    }
}
