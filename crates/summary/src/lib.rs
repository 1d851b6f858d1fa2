//! The few sentences a reader needs, quoted, each with its sources.
//!
//! Takes a [`compare::Comparison`], gives [`Line`]s to `report`. Every line is a sentence of an
//! article as it stands there; nothing is written anew, so a line never says more than its source.
//! Of a story it quotes first what most outlets state, beside a contradicted line the line that
//! contradicts it, then what one outlet alone reports if that is weighty. Of one article it quotes
//! the sentences that carry most of the rest.

mod alone;
mod budget;
mod candidate;
mod conflict;
mod story;
mod weights;

pub use budget::Length;
pub use conflict::{Side, conflict};

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
    /// The sentences behind it: (article index, sentence index), the quoted one first, then of each other
    /// article that tells most of it the sentence that most surely states the same.
    pub sources: Vec<(usize, usize)>,
    /// The same of each article that tells a part of it alone.
    pub in_part: Vec<(usize, usize)>,
    /// How many independent origins stand behind it.
    pub n_origins: usize,
}

/// What a summary should be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Config {
    /// How much it may say.
    pub length: Length,
}

/// The summary of a story, or of an article that stands alone. Lines stand in the order in which
/// they should be read; a story without any sentence gives none.
#[must_use]
pub fn write(comparison: &compare::Comparison, config: &Config) -> Vec<Line> {
    match comparison.articles.len() {
        0 => Vec::new(),
        1 => alone::write(comparison, config),
        _ => story::write(comparison, config),
    }
}

#[cfg(test)]
mod tests;
