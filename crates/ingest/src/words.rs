//! The words of a line, as the rules see them.

use compact_str::ToCompactString as _;

/// A lower-case word of a line; few are so long that they need memory of their own.
pub(crate) type Word = compact_str::CompactString;

/// Bytes that a word of a line takes, about, with the blank after it.
const BYTES_A_WORD: usize = 5;

/// The lower-case words of a line, with the few signs that rules may name. A bullet or dash in
/// front is not among them.
pub(crate) fn words(line: &str) -> Vec<Word> {
    let mut out: Vec<Word> = Vec::with_capacity(line.len() / BYTES_A_WORD);
    let mut word = Word::default();
    let mut chars = line.chars().peekable();
    while let Some(ch) = chars.next() {
        let is_inner = matches!(ch, '\'' | '’')
            && !word.is_empty()
            && chars.peek().is_some_and(|it| it.is_alphanumeric());
        if ch.is_ascii_alphanumeric() {
            word.push(ch.to_ascii_lowercase());
        } else if ch.is_alphanumeric() {
            word.extend(ch.to_lowercase());
        } else if is_inner {
            word.push('\'');
        } else {
            if !word.is_empty() {
                out.push(std::mem::take(&mut word));
            }
            let is_sign =
                matches!(ch, ':' | '©' | '@' | '|' | '»' | '→') || (ch == '(' && out.is_empty());
            if is_sign {
                out.push(ch.to_compact_string());
            }
        }
    }
    if !word.is_empty() {
        out.push(word);
    }
    out
}
