//! Cuts a body into sentences.

mod boundary;

use std::ops::Range;

use article::TextRange;

use crate::{Lexicon, Sentence, Token, TokenKind};
use boundary::Paragraph;

/// The sentences of a body.
pub(crate) fn split(body: &str, tokens: &[Token], lexicon: &Lexicon) -> Vec<Sentence> {
    let mut sentences = Vec::with_capacity(body.len() / 120 + 1);
    let mut paragraph_idx = 0;
    let mut start = 0;
    for token_idx in 0..=tokens.len() {
        let ends_paragraph = tokens.get(token_idx).is_none_or(|token| is_line_end(body, token));
        if !ends_paragraph {
            continue;
        }
        let range = trim(tokens, start..token_idx);
        start = token_idx + 1;
        if range.is_empty() {
            continue;
        }
        let paragraph =
            Paragraph { body, start: range.start, tokens: &tokens[..range.end], lexicon };
        let mut sentence_start = range.start;
        while sentence_start < range.end {
            let end = paragraph.sentence_end(sentence_start);
            sentences.push(sentence(tokens, trim(tokens, sentence_start..end), paragraph_idx));
            sentence_start = trim(tokens, end..range.end).start;
        }
        paragraph_idx += 1;
    }
    sentences
}

fn is_line_end(body: &str, token: &Token) -> bool {
    let is_break = |char| matches!(char, '\n' | '\r' | '\u{2028}' | '\u{2029}');
    token.kind == TokenKind::Space && body[token.range.start..token.range.end].contains(is_break)
}

fn sentence(tokens: &[Token], range: Range<usize>, paragraph: usize) -> Sentence {
    let start = tokens[range.start].range.start;
    let end = tokens[range.end - 1].range.end;
    Sentence { range: TextRange::new(start, end), paragraph, tokens: range }
}

/// The same range without white space at its ends.
fn trim(tokens: &[Token], mut range: Range<usize>) -> Range<usize> {
    while !range.is_empty() && tokens[range.start].kind == TokenKind::Space {
        range.start += 1;
    }
    while !range.is_empty() && tokens[range.end - 1].kind == TokenKind::Space {
        range.end -= 1;
    }
    range
}
