//! Which part of a sentence states the group's fact.
//!
//! A long sentence states several facts; the member's range is the clause that shares most words
//! with the other members, if one clause holds nearly all that is shared, else the whole sentence.

use std::collections::BTreeSet;

use article::TextRange;
use claim::Claims;

use crate::{Member, SentenceId};

/// Share of a sentence's shared words that one clause must hold to stand for the sentence.
const MIN_SHARE: f64 = 0.8;

/// The members of a group with their ranges.
pub(crate) fn members(articles: &[Claims], ids: &[SentenceId]) -> Vec<Member> {
    ids.iter()
        .map(|id| {
            let others: BTreeSet<&str> = ids
                .iter()
                .filter(|it| it.0 != id.0)
                .flat_map(|it| stems(&articles[it.0], it.1))
                .map(|(_, stem)| stem)
                .collect();
            Member {
                article_idx: id.0,
                sentence_idx: id.1,
                range: stating_range(&articles[id.0], id.1, &others),
            }
        })
        .collect()
}

fn stating_range(claims: &Claims, sentence_idx: usize, others: &BTreeSet<&str>) -> TextRange {
    let whole = claims.document.sentences[sentence_idx].range;
    let clauses = &claims.claims[sentence_idx].clauses;
    let shared: Vec<TextRange> = stems(claims, sentence_idx)
        .filter(|(_, stem)| others.contains(stem))
        .map(|(range, _)| range)
        .collect();
    let held = |clause: &TextRange| shared.iter().filter(|it| clause.contains(**it)).count();
    let best = clauses.iter().max_by_key(|it| (held(it), std::cmp::Reverse(it.start)));
    match best {
        #[expect(clippy::cast_precision_loss, reason = "word counts are far below 2^52")]
        Some(clause) if held(clause) as f64 >= MIN_SHARE * shared.len().max(1) as f64 => {
            with_frame(claims, sentence_idx, *clause)
        }
        _ => whole,
    }
}

/// "The mayor rejected claims that he took a bribe": who says so, and how, belongs to a clause that
/// follows it; the clause alone would say something else.
fn with_frame(claims: &Claims, sentence_idx: usize, clause: TextRange) -> TextRange {
    let whole = claims.document.sentences[sentence_idx].range;
    let Some(attribution) = &claims.claims[sentence_idx].attribution else { return clause };
    let is_before =
        |it: &TextRange| whole.contains(*it) && !it.is_empty() && it.end <= clause.start;
    let Some(verb) = Some(attribution.verb).filter(is_before) else { return clause };
    let source = attribution.source.filter(is_before);
    source.map_or(verb, |it| it.join(verb)).join(clause)
}

fn stems(claims: &Claims, sentence_idx: usize) -> impl Iterator<Item = (TextRange, &str)> {
    claims
        .document
        .tokens_of(sentence_idx)
        .iter()
        .filter(|it| it.is_topic())
        .map(|it| (it.range, it.stem.as_ref()))
}
