//! Cuts a body into sentences.

use article::TextRange;

use crate::{Lexicon, Sentence, Token, TokenKind};

/// The sentences of a body.
pub(crate) fn split(body: &str, tokens: &[Token], lexicon: &Lexicon) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let mut paragraph_idx = 0;
    let mut start = 0;
    for token_idx in 0..=tokens.len() {
        let ends_paragraph = tokens.get(token_idx).is_none_or(|token| is_line_end(body, token));
        if ends_paragraph {
            let paragraph = trim(tokens, start..token_idx);
            if !paragraph.is_empty() {
                split_paragraph(body, tokens, paragraph, lexicon, |range| {
                    sentences.push(sentence(tokens, range, paragraph_idx));
                });
                paragraph_idx += 1;
            }
            start = token_idx + 1;
        }
    }
    sentences
}

fn is_line_end(body: &str, token: &Token) -> bool {
    token.kind == TokenKind::Space
        && body[token.range.start..token.range.end].contains(['\n', '\r', '\u{2028}', '\u{2029}'])
}

fn sentence(tokens: &[Token], range: std::ops::Range<usize>, paragraph: usize) -> Sentence {
    let start = tokens[range.start].range.start;
    let end = tokens[range.end - 1].range.end;
    Sentence { range: TextRange::new(start, end), paragraph, tokens: range }
}

/// The same range without white space at its ends.
fn trim(tokens: &[Token], mut range: std::ops::Range<usize>) -> std::ops::Range<usize> {
    while !range.is_empty() && tokens[range.start].kind == TokenKind::Space {
        range.start += 1;
    }
    while !range.is_empty() && tokens[range.end - 1].kind == TokenKind::Space {
        range.end -= 1;
    }
    range
}

fn split_paragraph(
    body: &str,
    tokens: &[Token],
    paragraph: std::ops::Range<usize>,
    lexicon: &Lexicon,
    mut give: impl FnMut(std::ops::Range<usize>),
) {
    let text = |idx: usize| &body[tokens[idx].range.start..tokens[idx].range.end];
    let mut start = paragraph.start;
    let mut idx = paragraph.start;
    while idx < paragraph.end {
        if !matches!(text(idx), "." | "!" | "?" | "…") {
            idx += 1;
            continue;
        }
        let stop = idx;
        while idx < paragraph.end
            && matches!(text(idx), "." | "!" | "?" | "…" | "”" | "\"" | "’" | ")")
        {
            idx += 1;
        }
        let is_abbreviation = text(stop) == "."
            && stop > start
            && (lexicon.abbreviations.contains(&tokens[stop - 1].lower)
                || text(stop - 1).len() == 1);
        if idx + 1 < paragraph.end
            && tokens[idx].kind == TokenKind::Space
            && !is_abbreviation
            && !text(idx + 1).starts_with(char::is_lowercase)
        {
            give(start..idx);
            start = idx + 1;
        }
    }
    if start < paragraph.end {
        give(start..paragraph.end);
    }
}
