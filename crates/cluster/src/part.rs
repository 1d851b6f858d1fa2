//! Parts of a sentence that may state a fact of their own: what stands between marks and conjunctions.
//!
//! Finer than the clauses that `claim` tells, which are shown: these only help to weigh a pair, where
//! one sentence's aside is the other's whole statement.

use std::ops::Range;

use claim::Claims;
use encode::Encoding;
use text::Token;

/// Fewest words of a part.
const MIN_WORDS: usize = 3;

/// The parts of a sentence and each two neighbours together, as ranges of the encoding's tokens; the
/// whole sentence if it has one part.
pub(crate) fn of(claims: &Claims, sentence_idx: usize, encoding: &Encoding) -> Vec<Range<usize>> {
    let document = &claims.document;
    let tokens = document.tokens_of(sentence_idx);
    let start = document.sentences[sentence_idx].range.start;
    let conjunctions = &document.lexicon.clause_words;
    let ends_part = |it: &Token| !it.is_counted() && !is_inner(&it.lower);
    let mut parts: Vec<Range<usize>> = Vec::new();
    let mut first = 0;
    for idx in 0..=tokens.len() {
        let is_cut =
            tokens.get(idx).is_none_or(|it| ends_part(it) || conjunctions.contains(&it.lower));
        if !is_cut {
            continue;
        }
        let part = &tokens[first..idx];
        if part.iter().filter(|it| it.is_counted()).count() >= MIN_WORDS {
            let bytes = part[0].range.start - start..part[part.len() - 1].range.end - start;
            let from = encoding.offsets.partition_point(|it| it.0 < bytes.start);
            let to = encoding.offsets.partition_point(|it| it.1 <= bytes.end);
            parts.push(from..to.max(from));
        }
        first = idx + 1;
    }
    let joined: Vec<_> = parts.windows(2).map(|it| it[0].start..it[1].end).collect();
    parts.extend(joined);
    if parts.is_empty() {
        parts.push(0..encoding.offsets.len());
    }
    parts
}

/// White space and signs that do not part what they stand between.
fn is_inner(lower: &str) -> bool {
    lower.is_empty() || matches!(lower, "$" | "€" | "£" | "%" | "#" | "'" | "’" | "&" | "/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(sentence: &str) -> Vec<String> {
        let article = article::Article {
            declared_language: Some("en".into()),
            ..article::Article::of(sentence)
        };
        let claims = claim::extract(text::read(article));
        let input = encode::Input { context: "", glosses: &[], text: sentence };
        let encoding = encode::StaticEncoder::standard().encode(&[input]).remove(0);
        let words = |it: Range<usize>| {
            let pieces = &encoding.offsets[it];
            sentence[pieces[0].0..pieces[pieces.len() - 1].1].to_owned()
        };
        of(&claims, 0, &encoding).into_iter().map(words).collect()
    }

    #[test]
    fn a_sentence_is_cut_at_marks_and_conjunctions() {
        assert_eq!(
            parts("The dam broke on Monday, engineers said, because its gates had rusted shut."),
            [
                "The dam broke on Monday",
                "its gates had rusted shut",
                "The dam broke on Monday, engineers said, because its gates had rusted shut"
            ]
        );
    }

    #[test]
    fn a_short_sentence_is_one_part() {
        assert_eq!(parts("Nobody knows."), ["Nobody knows."]);
        assert_eq!(parts("The $3.2 million dam broke."), ["The $3.2 million dam broke"]);
    }
}
