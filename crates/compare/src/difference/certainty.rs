//! `certainty` and `contradiction`: how surely a thing is said to be so.

use article::TextRange;
use claim::Certainty;

use super::{Found, Telling};
use crate::{Kind, Relation, rates};

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
    // What one denies and the other states on its own account cannot both be true; beside another
    // voice it is one's word against the other's.
    let is_flat = other.claim.attribution.is_none() && other.claim.quotes.is_empty();
    Some(Found {
        kind: if is_flat { Kind::Contradiction } else { Kind::Certainty },
        relation: Relation::Conflict,
        confidence: rates::DENIAL,
        lhs: (denial, None),
        rhs: (other.range, None),
    })
}

/// The first of the ranges that lies in the part of the sentence that states the fact.
fn inside(telling: &Telling<'_>, ranges: &[TextRange]) -> Option<TextRange> {
    ranges.iter().copied().find(|it| telling.range.contains(*it))
}
