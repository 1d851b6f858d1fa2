//! What reading an article gives: its sentences and tokens as ranges of the body.

use article::{Article, TextRange, Warning};
use compact_str::CompactString;

use crate::Lexicon;

/// An article that has been read: its language, sentences and tokens, all as ranges of
/// `article.body`.
#[derive(Debug, Clone)]
pub struct Document {
    /// The article itself, unchanged.
    pub article: Article,
    /// The language it is written in, as ISO 639 code (`"en"`, `"fr"`), also where no lexicon
    /// exists for it; `"und"` if unknown.
    pub language: &'static str,
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
    /// Empty for white space.
    pub lower: CompactString,
    /// The stem of a word by the language's stemmer; the same as `lower` for stop words and all
    /// that is no word.
    pub stem: CompactString,
    /// True for a word that carries no topic ("the", "of", "said" is not one).
    pub is_stop: bool,
}

impl Token {
    /// True for words and numbers: what is counted as the words of a text.
    #[must_use]
    pub fn is_counted(&self) -> bool {
        matches!(self.kind, TokenKind::Word | TokenKind::Number)
    }

    /// True for words and numbers that carry the topic.
    #[must_use]
    pub fn is_topic(&self) -> bool {
        self.is_counted() && !self.is_stop
    }
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters, with inner apostrophes, hyphens, dots and digits: "port-side", "U.S.", "O'Neil",
    /// "G7". Letters right after a number are a word of their own: "20th" is "20" and "th".
    Word,
    /// Digits with their separators: "1,200", "3.5", "2031". Colons, slashes and hyphens between
    /// digits are marks: "9:30" is three tokens.
    Number,
    /// White space of any length.
    Space,
    /// Everything else, one character each.
    Mark,
}

impl Document {
    /// Words and numbers of the body.
    #[must_use]
    pub fn n_words(&self) -> usize {
        self.tokens.iter().filter(|it| it.is_counted()).count()
    }

    /// The words of a sentence.
    #[must_use]
    pub fn sentence_text(&self, sentence_idx: usize) -> &str {
        self.article.text(self.sentences[sentence_idx].range)
    }

    /// The tokens of a sentence, white space included.
    #[must_use]
    pub fn tokens_of(&self, sentence_idx: usize) -> &[Token] {
        &self.tokens[self.sentences[sentence_idx].tokens.clone()]
    }

    /// The tokens of a sentence that are words, in order.
    pub fn words_of(&self, sentence_idx: usize) -> impl Iterator<Item = &Token> {
        self.tokens_of(sentence_idx).iter().filter(|token| token.kind == TokenKind::Word)
    }

    /// A token as written.
    #[must_use]
    pub fn token_text(&self, token_idx: usize) -> &str {
        self.article.text(self.tokens[token_idx].range)
    }
}
