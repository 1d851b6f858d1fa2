//! The tuned numbers of this stage, each with its unit.
//!
//! Set by hand for readers of the corpus stories; `AGREED_WORDS`, `HEADLINE`, `WORTH_A_LINE`,
//! `SOLE`, `HALF_DEPTH_SENTENCES` and `MAX_OVERLAP_RATIO` are then the best of a few round numbers
//! for ROUGE-1 and ROUGE-2 on the first 1,400 stories of `../shared/data/summary/neus-train.jsonl.gz`.
//! `cargo run --release -p tests --bin eval` measures on those of `neus-val.jsonl.gz`, which chose
//! nothing.

/// Weight of a fact for every independent origin after the first, as a share of the first.
pub(crate) const NEXT_ORIGIN: f64 = 0.8;
/// Weight of a fact that one article alone states, as a share of an agreed one.
pub(crate) const SOLE: f64 = 0.2;
/// Weight of a fact of which it is not sure that the articles state the same.
pub(crate) const UNSURE: f64 = 0.4;
/// Sentences after which the weight by place in the article has halved.
pub(crate) const HALF_DEPTH_SENTENCES: f64 = 3.0;
/// Weight of a word, or of two in a row, that all other origins use too and no line holds yet; their
/// sum counts over the square root of the sentence's number of words.
pub(crate) const AGREED_WORDS: f64 = 2.0;
/// Weight added when all of the headline's words are in the sentence, as a share.
pub(crate) const HEADLINE: f64 = 1.0;
/// Share of the summary that agreed facts may take before the rest had its turn.
pub(crate) const AGREED_PART: f64 = 0.7;
/// A sentence that adds less than this, as a share of what the first line tells, is not worth a line.
pub(crate) const WORTH_A_LINE: f64 = 0.06;
/// Two lines that share more of their word stems than this say the same, as a share of the shorter.
pub(crate) const MAX_OVERLAP_RATIO: f64 = 0.7;
/// Conflicts of a lower measured confidence (amounts whose nouns do not tell that they measure the
/// same) are left to the report.
pub(crate) const MIN_CONFLICT_CONFIDENCE: f64 = 0.6;
/// Words of a sentence that reads well as a line; longer ones pay by the square root.
pub(crate) const GOOD_LENGTH_WORDS: f64 = 24.0;
/// Words below which a sentence seldom stands alone.
pub(crate) const SHORT_WORDS: usize = 7;
/// Factor for a sentence that is too short to stand alone.
pub(crate) const SHORT: f64 = 0.5;
/// Factor for a sentence without a mark at its end: a headline, a caption, a cut.
pub(crate) const NO_STOP: f64 = 0.4;
/// Factor for a sentence that opens with "he", "the agency" or another word that needs the
/// sentence before.
pub(crate) const NEEDS_CONTEXT: f64 = 0.6;
/// Factor for a sentence with "but", "also" or "the same" among its first words, and how many those are.
pub(crate) const LINKED: f64 = 0.7;
pub(crate) const OPENING_WORDS: usize = 4;
/// Factor for a sentence that is mostly a quotation or opens with one.
pub(crate) const QUOTATION: f64 = 0.6;
/// Factor for a sentence in which the writer speaks of "I" and "we".
pub(crate) const OWN_VOICE: f64 = 0.5;
/// Factor for the earlier side of a fact that was updated.
pub(crate) const OUTDATED: f64 = 0.5;
/// Weight of one quantity, date or name in a sentence of an article that stands alone, as a share.
pub(crate) const DETAIL: f64 = 0.06;
/// Details of one sentence that count.
pub(crate) const MAX_DETAILS: usize = 5;
/// What place in its own article cannot take from a sentence, as a share of its weight.
pub(crate) const PLACE: f64 = 0.5;
/// From this confidence of a link on, the other sentence stands behind a line too.
pub(crate) const SURE: f64 = 0.7;
/// Share of the shorter one's stems that a line and a sentence cited for it have in common.
pub(crate) const CITED_WORDS: f64 = 0.35;
/// Share of a line's stems that a sentence cited for it has, from which on it tells the line and not a part of it alone.
pub(crate) const MOST_WORDS: f64 = 0.5;
/// Amounts up to this one are words as others: "one of them".
pub(crate) const FEW: f64 = 1.0;
/// Likeness from which on two names are one.
pub(crate) const ONE_NAME: f64 = 0.85;
/// From this confidence of a link on, two sentences say the same, and one of them is enough.
pub(crate) const SAME: f64 = 0.96;
