//! How often each rule of `difference` is right, as measured.
//!
//! Each number is the share of a rule's findings on the labelled facts of `gold/train` between whose
//! sentences the labels too see a difference of the same family of kinds
//! (`cargo run --release -p tests --bin rates ../shared/gold/train`; it prints other shares beside
//! it). The labels name what an editor noticed, not all that differs, so a rule may be right more
//! often. Rules that spoke fewer than twenty times carry the mean of all.
//!
//! The `…_LOOSE` rules only say where a difference would be if there is one: theirs is the share in
//! which the labels see it at these words, and it is below what is shown.

/// Amounts of the same thing that cannot both be true.
pub(crate) const NUMBER: f64 = 0.86;
/// Amounts that can both be true in the same place of sentences that are else the same, or of which one article tells more;
/// of others `slot` says how surely they are of the same.
pub(crate) const NUMBER_PRECISION: f64 = 0.83;
/// Amounts of one unit whose words beside them hardly tell that they measure the same.
pub(crate) const NUMBER_LOOSE: f64 = 0.26;
/// Dates of the same thing that do not overlap.
pub(crate) const DATE: f64 = 0.74;
/// Dates that overlap in the same place of sentences that are else the same; of others `slot` says how surely they are of the
/// same.
pub(crate) const DATE_PRECISION: f64 = 0.69;
/// Dates whose words beside them hardly tell that they belong to the same.
pub(crate) const DATE_LOOSE: f64 = 0.29;
/// Another name between the same words.
pub(crate) const NAME: f64 = 0.5;
/// A quote with other words.
pub(crate) const QUOTE: f64 = 0.68;
/// Plain fact on one side, a source on the other.
pub(crate) const SOURCE_PLAIN: f64 = 0.47;
/// The same where the plain side has few words of what is said.
pub(crate) const SOURCE_PLAIN_LOOSE: f64 = 0.08;
/// Other sources.
pub(crate) const SOURCE_OTHER: f64 = 0.37;
/// One hedged.
pub(crate) const CERTAINTY: f64 = 0.55;
/// One hedged, of which the other has the words around the verb but not the verb.
pub(crate) const CERTAINTY_LOOSE: f64 = 0.06;
/// One denied, the other not.
pub(crate) const DENIAL: f64 = 0.5;
/// To come on one side, done on the other.
pub(crate) const PLAN: f64 = 0.5;
/// The same verb negated on one side.
pub(crate) const CONTRADICTION: f64 = 0.5;
/// A verb of saying that takes a stand beside one that does not.
pub(crate) const SAY_VERB: f64 = 0.44;
/// Verbs of saying of different colour.
pub(crate) const SAY_VERB_LOOSE: f64 = 0.04;
/// Loaded words for the same.
pub(crate) const LABEL: f64 = 0.69;
/// A hidden agent.
pub(crate) const AGENCY: f64 = 0.38;
/// Words exchanged in sentences that are else the same.
pub(crate) const REVISION: f64 = 0.61;
