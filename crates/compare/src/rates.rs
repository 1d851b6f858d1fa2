//! How often each rule of `difference` is right, as measured.
//!
//! Each number is the share of a rule's findings on the labelled facts of `gold/train` between whose
//! sentences the labels too see a difference worth notice, of whatever kind
//! (`cargo run --release -p tests --bin rates ../shared/gold/train`; it prints the share of the same
//! family of kinds beside it). Rules that spoke fewer than twenty times carry the mean of all.

/// Amounts of the same thing that cannot both be true.
pub(crate) const NUMBER: f64 = 0.69;
/// Amounts of the same thing, one vaguer.
pub(crate) const NUMBER_PRECISION: f64 = 0.8;
/// Dates that do not overlap.
pub(crate) const DATE: f64 = 0.75;
/// Dates that overlap, one vaguer.
pub(crate) const DATE_PRECISION: f64 = 0.801;
/// Another name in the same role.
pub(crate) const NAME: f64 = 0.7;
/// A quote with other words.
pub(crate) const QUOTE: f64 = 0.58;
/// Plain fact on one side, a source on the other.
pub(crate) const SOURCE_PLAIN: f64 = 0.5;
/// The same where the plain side has few words of what is said.
pub(crate) const SOURCE_PLAIN_LOOSE: f64 = 0.34;
/// Other sources.
pub(crate) const SOURCE_OTHER: f64 = 0.42;
/// The same where little of what is said is the same.
pub(crate) const SOURCE_OTHER_LOOSE: f64 = 0.37;
/// One hedged.
pub(crate) const CERTAINTY: f64 = 0.81;
/// One denied, the other not.
pub(crate) const DENIAL: f64 = 0.8;
/// The same verb negated on one side.
pub(crate) const CONTRADICTION: f64 = 0.5;
/// A verb of saying that takes a stand beside one that does not.
pub(crate) const SAY_VERB: f64 = 0.701;
/// Other words at the same place of two near-equal phrases.
pub(crate) const LABEL: f64 = 0.702;
/// A hidden agent.
pub(crate) const AGENCY: f64 = 0.69;
