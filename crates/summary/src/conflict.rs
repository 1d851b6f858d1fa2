//! What two lines contradict each other in.

use article::TextRange;
use claim::Claims;
use compare::{Comparison, Difference, Kind, Relation};

use crate::{Line, weights};

/// Bytes between an amount and its noun, at most: "three U.S. troops".
const MAX_TO_NOUN: usize = 24;

/// One side of a conflict.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Side {
    /// Index of the article.
    pub article_idx: usize,
    /// Index of the sentence.
    pub sentence_idx: usize,
    /// The words that cannot be true together with the other side's.
    pub range: TextRange,
}

/// The words in which two lines contradict each other, if they do: "eleven" and "12".
#[must_use]
pub fn conflict(comparison: &Comparison, lhs: &Line, rhs: &Line) -> Option<[Side; 2]> {
    lhs.facts.iter().filter(|it| rhs.facts.contains(it)).find_map(|&fact_idx| {
        let fact = comparison.facts.get(fact_idx)?;
        let side_of = |line: &Line, difference: &Difference| {
            difference.between.iter().find_map(|side| {
                let member = fact.members.get(side.member)?;
                let Line { article_idx, sentence_idx, .. } = *line;
                ((member.article_idx, member.sentence_idx) == (article_idx, sentence_idx)).then(
                    || {
                        let claims = &comparison.articles[article_idx];
                        let range = with_noun(claims, sentence_idx, side.range);
                        Side { article_idx, sentence_idx, range }
                    },
                )
            })
        };
        fact.differences
            .iter()
            .filter(|it| is_conflict(it))
            .find_map(|it| Some([side_of(lhs, it)?, side_of(rhs, it)?]))
            .filter(|[one, other]| one.article_idx != other.article_idx)
    })
}

/// An amount with the noun that it counts: "three troops". Anything else as it is.
fn with_noun(claims: &Claims, sentence_idx: usize, range: TextRange) -> TextRange {
    let amount = claims.claims[sentence_idx].quantities.iter().find(|it| it.range.overlaps(range));
    let noun = amount.and_then(|it| it.noun).filter(|it| it.start >= range.end);
    match noun.filter(|it| it.start - range.end <= MAX_TO_NOUN) {
        Some(noun) => range.join(noun),
        None => range,
    }
}

/// True if a summary should tell it: what happened is in conflict, and not only when it did or in
/// which words. Two dates in one fact are often those of two things, which only the whole tells.
pub(crate) fn is_conflict(difference: &Difference) -> bool {
    matches!(difference.kind, Kind::Number | Kind::Name | Kind::Contradiction)
        && difference.relation == Relation::Conflict
        && difference.confidence >= weights::MIN_CONFLICT_CONFIDENCE
}
