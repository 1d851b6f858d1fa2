//! The tuned numbers of this stage and the command that chose them.

use serde::{Deserialize, Serialize};

/// Settings of a [`crate::Gatherer`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Config {
    /// Days after which a story takes no more articles and leaves memory.
    pub window_days: f32,
    /// Most articles in memory; beyond it the oldest stories leave early.
    pub max_articles: usize,
    /// Most undated articles that wait for a dated one; beyond it those pushed first leave.
    pub max_undated: usize,
    /// Least mean probability at which an article joins a story, or two stories are one.
    pub min_mean: f32,
}

impl Config {
    /// The numbers that ship. `min_mean` was chosen on the labelled stories, each half by the weights of
    /// the other: the best figures alone and among 10,000 other articles lie side by side between 0.26
    /// and 0.40 (`crates/gather/training/train.py`).
    #[must_use]
    pub fn standard() -> Self {
        Self { window_days: 7.0, max_articles: 60_000, max_undated: 60_000, min_mean: 0.28 }
    }
}
