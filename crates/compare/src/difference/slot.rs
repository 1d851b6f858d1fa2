//! How likely it is that two values that can both be true are told of the same thing, as a reader would note them beside
//! each other: "more than 30 nations" and "at least 30 other countries", "last month" and "in March".
//!
//! A logistic regression over a few figures of each two values of one sort, learned from the labelled facts of `gold/train`
//! (`crates/compare/training/slots.py`). Values that cannot both be true need surer signs: rules decide on these.

use article::TextRange;

use super::anchor::{self, Pair};
use super::logistic::Logistic;
use super::{Found, Telling};

/// What is known of two values, in the order of the model's names.
pub(super) type Figures = Vec<f64>;

/// Two values with what is known of them together.
pub(super) type Slot<'a, T> = (&'a T, &'a T, Figures);

/// Most words to a shared word that are counted.
const FAR: usize = 12;

/// The model of a sort of values, with a weight for each of these figures.
pub(super) fn model(sort: &str, figures: &[&str]) -> Logistic {
    Logistic::of(include_str!("../../weights/slots.tsv"), sort, figures)
}

/// The likeliest pairs of values with the probability that a reader would hold them against each other, each value in
/// at most one.
pub(super) fn matched<'a, T: PartialEq>(
    model: &Logistic,
    slots: Vec<Slot<'a, T>>,
) -> Vec<Pair<'a, T>> {
    let pairs = slots.into_iter().map(|(a, b, it)| (model.probability(&it), a, b));
    anchor::matched(pairs.collect())
}

/// Adds a finding, unless one with a surer word than a hint has taken one of its two values.
pub(super) fn tell(found: &mut Vec<Found>, it: Found) {
    let is_taken = |known: &Found| {
        known.confidence > it.confidence
            && (known.lhs.0.overlaps(it.lhs.0) || known.rhs.0.overlaps(it.rhs.0))
    };
    if !found.iter().any(is_taken) {
        found.push(it);
    }
}

/// 1 for true.
pub(super) fn flag(is: bool) -> f64 {
    f64::from(u8::from(is))
}

/// Logarithm of how many words stand between a value and the next word that both sentences have; of the side where it is
/// further.
#[expect(clippy::cast_precision_loss, reason = "a dozen at most")]
pub(super) fn to_shared_word(
    (lhs, at_lhs): (&Telling<'_>, TextRange),
    (rhs, at_rhs): (&Telling<'_>, TextRange),
) -> f64 {
    let distance = |one: &Telling<'_>, at: TextRange, other: &Telling<'_>| {
        let words: Vec<_> = one.words().filter(|it| !at.overlaps(it.range)).collect();
        let (before, after) = words.split_at(words.partition_point(|it| it.range.end <= at.start));
        let is_shared = |it: &&text::Token| !it.is_stop && other.has_stem(&it.stem);
        let nearest = [before.iter().rev().position(is_shared), after.iter().position(is_shared)];
        nearest.into_iter().flatten().min().map_or(FAR, |it| it.min(FAR))
    };
    let furthest = distance(lhs, at_lhs, rhs).max(distance(rhs, at_rhs, lhs));
    (furthest as f64).ln_1p()
}

/// True if one of the two stands in a quotation.
pub(super) fn is_quoted(
    (lhs, at_lhs): (&Telling<'_>, TextRange),
    (rhs, at_rhs): (&Telling<'_>, TextRange),
) -> bool {
    lhs.claim.is_quoted(at_lhs) || rhs.claim.is_quoted(at_rhs)
}

/// Logarithms of how many values of the sort the two sentences have, the fewer first.
#[expect(clippy::cast_precision_loss, reason = "a sentence has few values")]
pub(super) fn counts(n_lhs: usize, n_rhs: usize) -> [f64; 2] {
    [n_lhs.min(n_rhs), n_lhs.max(n_rhs)].map(|it| (it.max(1) as f64).ln())
}
