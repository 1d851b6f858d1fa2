//! `certainty` and `contradiction`: how surely a thing is said to be so.

use article::TextRange;
use claim::Certainty;

use super::{Found, Telling};
use crate::{Kind, Relation, rates};

/// Share of the shorter sentence's topic words that must stand in the other for a lone "not" to
/// count as a contradiction.
const MIN_SHARED: f64 = 0.6;

pub(super) fn find(lhs: &Telling<'_>, rhs: &Telling<'_>, found: &mut Vec<Found>) {
    let swapped = |found: &mut Vec<Found>, one: Found, is_swapped: bool| {
        let it = if is_swapped { Found { lhs: one.rhs, rhs: one.lhs, ..one } } else { one };
        found.push(it);
    };
    for (one, other, is_swapped) in [(lhs, rhs, false), (rhs, lhs, true)] {
        if let Some(it) = denied(one, other) {
            swapped(found, it, is_swapped);
        } else if let Some(it) = hedged(one, other) {
            swapped(found, it, is_swapped);
        } else if let Some(it) = negated(one, other) {
            swapped(found, it, is_swapped);
        }
    }
}

/// One side hedges or expects what the other states plainly.
fn hedged(one: &Telling<'_>, other: &Telling<'_>) -> Option<Found> {
    if one.claim.certainty != Certainty::Hedged || other.claim.certainty != Certainty::Plain {
        return None;
    }
    let hedge = inside(one, &one.claim.hedges)?;
    Some(Found {
        kind: Kind::Certainty,
        relation: Relation::Compatible,
        confidence: rates::CERTAINTY,
        lhs: (hedge, None),
        rhs: (other.range, None),
    })
}

/// One side denies what the other states.
fn denied(one: &Telling<'_>, other: &Telling<'_>) -> Option<Found> {
    if one.claim.certainty != Certainty::Denied || other.claim.certainty == Certainty::Denied {
        return None;
    }
    let denial = inside(one, &one.claim.negations)?;
    Some(Found {
        kind: Kind::Certainty,
        relation: Relation::Conflict,
        confidence: rates::DENIAL,
        lhs: (denial, None),
        rhs: (other.range, None),
    })
}

/// One side has a "not" that the other lacks, in sentences of nearly the same words.
fn negated(one: &Telling<'_>, other: &Telling<'_>) -> Option<Found> {
    if one.claim.negations.is_empty() || !other.claim.negations.is_empty() {
        return None;
    }
    let stems: Vec<&str> = one.topic_words().map(|it| it.stem.as_ref()).collect();
    let n_other = other.topic_words().count();
    let n_shared = stems.iter().filter(|it| other.has_stem(it)).count();
    #[expect(clippy::cast_precision_loss, reason = "word counts are far below 2^52")]
    if (n_shared as f64) < MIN_SHARED * stems.len().max(n_other) as f64 {
        return None;
    }
    let negation = inside(one, &one.claim.negations)?;
    Some(Found {
        kind: Kind::Contradiction,
        relation: Relation::Conflict,
        confidence: rates::NEGATION,
        lhs: (negation, None),
        rhs: (other.range, None),
    })
}

/// The first of the ranges that lies in the part of the sentence that states the fact.
fn inside(telling: &Telling<'_>, ranges: &[TextRange]) -> Option<TextRange> {
    ranges.iter().copied().find(|it| telling.range.contains(*it))
}
