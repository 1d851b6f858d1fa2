//! The few sentences a reader needs, quoted, each with its sources.
//!
//! Takes a [`compare::Comparison`], gives [`Line`]s to `report`. Every line is a sentence of an
//! article as it stands there; nothing is written anew, so a line never says more than its source.

use article::TextRange;

/// One quoted sentence of a summary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Index of the article quoted.
    pub article_idx: usize,
    /// Index of the sentence quoted.
    pub sentence_idx: usize,
    /// The words quoted: the sentence, or the clause of it that states the fact.
    pub range: TextRange,
    /// Indexes into `Comparison::facts` of the facts that the line tells.
    pub facts: Vec<usize>,
    /// Every sentence that states them: (article index, sentence index), the quoted one first.
    pub sources: Vec<(usize, usize)>,
    /// How many independent origins stand behind it.
    pub n_origins: usize,
}
