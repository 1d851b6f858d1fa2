//! How often each rule of `difference` is right, as measured.
//!
//! Each number is the share of a rule's findings on linked sentence pairs of `gold/train` that the
//! labels confirm with the same family of kinds (`cargo run --release -p tests --bin rates`).

/// Amounts of the same thing that cannot both be true.
pub(crate) const NUMBER: f64 = 0.5;
/// Amounts of the same thing, one vaguer.
pub(crate) const NUMBER_PRECISION: f64 = 0.5;
/// Amounts of one unit whose nouns do not tell that they measure the same.
pub(crate) const NUMBER_LOOSE: f64 = 0.3;
/// An amount that the other side gives as a vague plural.
pub(crate) const NUMBER_ABSENT: f64 = 0.3;
/// Dates that do not overlap.
pub(crate) const DATE: f64 = 0.4;
/// Dates that overlap, one vaguer.
pub(crate) const DATE_PRECISION: f64 = 0.5;
/// A day that the other side does not give.
pub(crate) const DATE_ABSENT: f64 = 0.3;
/// Another name in the same role.
pub(crate) const NAME: f64 = 0.3;
/// A quote with other words.
pub(crate) const QUOTE: f64 = 0.4;
/// Plain fact on one side, a source on the other.
pub(crate) const SOURCE_PLAIN: f64 = 0.3;
/// Other sources.
pub(crate) const SOURCE_OTHER: f64 = 0.3;
/// One hedged.
pub(crate) const CERTAINTY: f64 = 0.35;
/// One denied, the other not.
pub(crate) const DENIAL: f64 = 0.3;
/// A verb of saying that takes a stand beside one that does not.
pub(crate) const SAY_VERB: f64 = 0.4;
/// Other words at the same place of two near-equal phrases.
pub(crate) const LABEL: f64 = 0.4;
/// A hidden agent.
pub(crate) const AGENCY: f64 = 0.3;
/// A negation on one side alone, in sentences of the same words.
pub(crate) const NEGATION: f64 = 0.4;
