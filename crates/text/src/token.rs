//! Cuts a body into tokens that tile it.

use std::cell::RefCell;
use std::collections::BTreeMap;

use article::TextRange;
use compact_str::CompactString;
use rustc_hash::FxHashMap;
use unicode_segmentation::UnicodeSegmentation;

use crate::{Lexicon, Token, TokenKind};

/// A token's place and kind, before its words are looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) range: TextRange,
    pub(crate) kind: TokenKind,
}

/// The tokens of a body.
pub(crate) fn tokenise(body: &str, lexicon: &Lexicon) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(body.len() / 3);
    tokens.extend(pieces(body).map(|Piece { range, kind }| {
        let lower = match kind {
            TokenKind::Space => CompactString::const_new(""),
            _ => lower(&body[range.start..range.end]),
        };
        let is_stop = kind == TokenKind::Word && lexicon.stop_words.contains(&lower);
        Token { range, kind, lower, stem: CompactString::const_new(""), is_stop }
    }));
    add_stems(&mut tokens, lexicon);
    tokens
}

/// Words that a thread remembers the stems of, at most.
const REMEMBERED: usize = 1 << 15;

/// Stems by word, of one language.
type Stems = FxHashMap<CompactString, CompactString>;

thread_local! {
    /// What was stemmed before, by language: most words of a text stood in another one.
    static STEMS: RefCell<BTreeMap<&'static str, Stems>> = const { RefCell::new(BTreeMap::new()) };
}

/// Adds the stems. Stemming is the dearest part of reading, so what is known is not stemmed again.
fn add_stems(tokens: &mut [Token], lexicon: &Lexicon) {
    STEMS.with_borrow_mut(|of_languages| {
        let stems = of_languages.entry(lexicon.code).or_default();
        for token in tokens {
            token.stem = if token.kind != TokenKind::Word || token.is_stop {
                token.lower.clone()
            } else if let Some(stem) = stems.get(token.lower.as_str()) {
                stem.clone()
            } else {
                let stem = CompactString::from(lexicon.stem(&token.lower));
                if stems.len() == REMEMBERED {
                    stems.clear();
                }
                stems.insert(token.lower.clone(), stem.clone());
                stem
            };
        }
    });
}

/// Lower case with plain apostrophes and hyphens.
pub(crate) fn lower(word: &str) -> CompactString {
    let mut lower = CompactString::from(word);
    if word.is_ascii() {
        lower.make_ascii_lowercase();
        return lower;
    }
    lower.clear();
    for char in word.chars() {
        match char {
            '’' | 'ʼ' | '‘' => lower.push('\''),
            '\u{2010}' | '\u{2011}' => lower.push('-'),
            '\u{ad}' => {}
            _ => lower.extend(char.to_lowercase()),
        }
    }
    lower
}

/// The pieces of a text, in order; joined they give the text.
pub(crate) fn pieces(text: &str) -> impl Iterator<Item = Piece> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let first = text[start..].chars().next()?;
        let (kind, len) = if is_space(first) {
            (TokenKind::Space, space_len(&text[start..]))
        } else if first.is_numeric() {
            (TokenKind::Number, number_len(&text[start..]))
        } else if is_letter(first) {
            (TokenKind::Word, word_len(&text[start..]))
        } else {
            (TokenKind::Mark, first.len_utf8())
        };
        let range = TextRange::new(start, start + len);
        start += len;
        Some(Piece { range, kind })
    })
}

/// White space, and the characters that print nothing and part words.
fn is_space(char: char) -> bool {
    char.is_whitespace() || matches!(char, '\u{200b}' | '\u{feff}')
}

/// Letters, and what may stand inside of words: combining accents, joiners, soft hyphens.
fn is_letter(char: char) -> bool {
    char.is_alphabetic()
        || matches!(char, '\u{300}'..='\u{36f}' | '\u{200c}' | '\u{200d}' | '\u{ad}')
}

fn space_len(text: &str) -> usize {
    text.find(|char| !is_space(char)).unwrap_or(text.len())
}

/// Length of digits with the separators between them.
fn number_len(text: &str) -> usize {
    let mut len = 0;
    let mut rest = text.chars();
    while let Some(char) = rest.next() {
        let goes_on = match char {
            '.' | ',' => starts_with_digits(rest.as_str(), 1),
            // Groups of three, as in "12 000" with a narrow space or "12'000".
            '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '’' => {
                starts_with_digits(rest.as_str(), 3)
                    && !rest.as_str()[3..].starts_with(char::is_alphanumeric)
            }
            _ => char.is_numeric(),
        };
        if !goes_on {
            break;
        }
        len += char.len_utf8();
    }
    len
}

fn starts_with_digits(text: &str, count: usize) -> bool {
    text.len() >= count && text.bytes().take(count).all(|byte| byte.is_ascii_digit())
}

/// Length of a word with its inner apostrophes, hyphens and dots.
fn word_len(text: &str) -> usize {
    let mut len = run_len(text);
    if len == 0 {
        return text.chars().next().map_or(0, char::len_utf8);
    }
    if let Some(dotted) = dotted_len(text) {
        len = dotted;
    }
    loop {
        let mut rest = text[len..].chars();
        let Some(joint) = rest.next() else { return len };
        let Some(next) = rest.next() else { return len };
        let goes_on = match joint {
            '\'' | '’' | 'ʼ' => is_letter(next),
            '-' | '\u{2010}' | '\u{2011}' => is_letter(next) || next.is_numeric(),
            // "example.org": a missing space would show an upper-case letter.
            '.' => next.is_lowercase(),
            _ => false,
        };
        if !goes_on {
            return len;
        }
        len += joint.len_utf8() + run_len(&text[len + joint.len_utf8()..]).max(next.len_utf8());
    }
}

/// Length of letters and digits in a row. Scripts that write no spaces are cut by Unicode's rules.
fn run_len(text: &str) -> usize {
    let ascii = text.bytes().take_while(u8::is_ascii_alphanumeric).count();
    if text[ascii..].chars().next().is_none_or(|next| next.is_ascii()) {
        return ascii;
    }
    let len = text.find(|char: char| !is_letter(char) && !char.is_numeric()).unwrap_or(text.len());
    let writes_no_spaces = |char| matches!(char, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}');
    if text[..len].chars().any(writes_no_spaces) {
        return text[..len].split_word_bounds().next().map_or(len, str::len);
    }
    len
}

/// Length of an abbreviation whose dots are its own: "U.S.", "a.m.", "Ph.D.".
fn dotted_len(text: &str) -> Option<usize> {
    let mut len = 0;
    let mut parts = 0;
    let mut rest = text.chars();
    loop {
        let part = rest.as_str();
        let Some(letter) = rest.next().filter(|char| char.is_alphabetic()) else { break };
        let mut part_len = letter.len_utf8();
        if part[part_len..].starts_with('h') && letter == 'P' && parts == 0 {
            part_len += rest.next().map_or(0, char::len_utf8);
        }
        if rest.next() != Some('.') {
            break;
        }
        len += part_len + 1;
        parts += 1;
    }
    (parts >= 2).then_some(len)
}
