//! The tokens of one sentence, walked without their white space.

use std::ops::Range;

use article::TextRange;
use text::{Document, Lexicon, Token, TokenKind};

/// Tokens of a dateline.
const MAX_DATELINE: usize = 12;

/// A sentence as a row of tokens. Indexes are those of the document's tokens.
#[derive(Clone, Copy)]
pub(crate) struct Row<'a> {
    document: &'a Document,
    /// The words that belong to the language.
    pub(crate) lexicon: &'static Lexicon,
    /// The document's tokens up to the end of the sentence, so that no phrase runs past it.
    pub(crate) tokens: &'a [Token],
    /// Index of the sentence's first token.
    pub(crate) start: usize,
}

impl<'a> Row<'a> {
    /// The row of a sentence.
    pub(crate) fn of(document: &'a Document, sentence_idx: usize) -> Self {
        let Range { start, end } = document.sentences[sentence_idx].tokens.clone();
        Self { document, lexicon: document.lexicon, tokens: &document.tokens[..end], start }
    }

    /// One past the last token.
    pub(crate) fn end(&self) -> usize {
        self.tokens.len()
    }

    /// The first token at `idx` or later that is no white space.
    pub(crate) fn skip(&self, idx: usize) -> Option<usize> {
        (idx..self.end()).find(|&idx| self.tokens[idx].kind != TokenKind::Space)
    }

    /// The token after `idx` that is no white space.
    pub(crate) fn next(&self, idx: usize) -> Option<usize> {
        self.skip(idx + 1)
    }

    /// The token before `idx` that is no white space.
    pub(crate) fn prev(&self, idx: usize) -> Option<usize> {
        (self.start..idx).rev().find(|&idx| self.tokens[idx].kind != TokenKind::Space)
    }

    /// All tokens that are no white space.
    pub(crate) fn indexes(&self) -> impl DoubleEndedIterator<Item = usize> + use<'a> {
        let tokens = self.tokens;
        (self.start..tokens.len()).filter(|&idx| tokens[idx].kind != TokenKind::Space)
    }

    /// The lower-case form of a token; empty past the end.
    pub(crate) fn lower(&self, idx: usize) -> &'a str {
        self.tokens.get(idx).map_or("", |token| token.lower.as_str())
    }

    /// A token as written.
    pub(crate) fn text(&self, idx: usize) -> &'a str {
        self.document.article.text(self.tokens[idx].range)
    }

    /// What a token is.
    pub(crate) fn kind(&self, idx: usize) -> Option<TokenKind> {
        self.tokens.get(idx).map(|token| token.kind)
    }

    pub(crate) fn is_word(&self, idx: usize) -> bool {
        self.kind(idx) == Some(TokenKind::Word)
    }

    pub(crate) fn is_number(&self, idx: usize) -> bool {
        self.kind(idx) == Some(TokenKind::Number)
    }

    /// True if the token is this mark.
    pub(crate) fn is_mark(&self, idx: usize, mark: &str) -> bool {
        self.kind(idx) == Some(TokenKind::Mark) && self.lower(idx) == mark
    }

    /// True if the token is one of the dashes and hyphens.
    pub(crate) fn is_dash(&self, idx: usize) -> bool {
        self.kind(idx) == Some(TokenKind::Mark)
            && matches!(self.lower(idx), "-" | "–" | "—" | "‐" | "‑")
    }

    /// True if no white space stands between `idx` and the token after it.
    pub(crate) fn is_tight(&self, idx: usize) -> bool {
        self.tokens.get(idx + 1).is_some_and(|token| token.kind != TokenKind::Space)
    }

    /// True for a word that begins with a capital letter.
    pub(crate) fn is_capital(&self, idx: usize) -> bool {
        self.is_word(idx) && self.text(idx).starts_with(char::is_uppercase)
    }

    /// True for a word that carries no topic.
    pub(crate) fn is_stop(&self, idx: usize) -> bool {
        self.tokens.get(idx).is_some_and(|token| token.is_stop)
    }

    /// The place of some tokens in the body, without white space at the ends.
    pub(crate) fn range(&self, tokens: Range<usize>) -> TextRange {
        let start = self.skip(tokens.start).unwrap_or(tokens.start).min(self.end() - 1);
        let end = self.prev(tokens.end).unwrap_or(start).max(start);
        TextRange::new(self.tokens[start].range.start, self.tokens[end].range.end)
    }

    /// The first token behind "VELM, Dorn (AP) —".
    pub(crate) fn behind_dateline(&self) -> Option<usize> {
        let head = self
            .indexes()
            .take(MAX_DATELINE)
            .take_while(|&idx| self.is_capital(idx) || self.is_number(idx) || !self.is_word(idx));
        self.next(head.filter(|&idx| self.is_dash(idx) && !self.is_tight(idx)).last()?)
    }

    /// A number of digits without separators, if `idx` is one of at most four digits.
    pub(crate) fn plain_number(&self, idx: usize) -> Option<u16> {
        if !self.is_number(idx) {
            return None;
        }
        let text = self.lower(idx);
        (text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| text.parse().ok())?
    }
}
