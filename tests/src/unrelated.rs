//! Stories that are none: articles of different events put together, in which nothing is told twice.

use article::Article;
use pipeline::{Config, Models};

/// Confidence from which on a fact of such a story is a fault.
pub const SURE: f64 = 0.5;

/// What was held to be one fact, and is not.
pub struct Found {
    /// How surely.
    pub confidence: f64,
    /// The sentences.
    pub sentences: Vec<String>,
}

/// Pairs of articles of different events, drawn by a seed: the index of the event and of its
/// article, of either. None is drawn of fewer than two events.
#[must_use]
pub fn drawn(n_articles: &[usize], n_pairs: usize, seed: u64) -> Vec<[(usize, usize); 2]> {
    let n_events = n_articles.iter().filter(|it| **it > 0).count();
    let mut state = seed;
    let mut draw = |below: usize| {
        // The numbers of Knuth's MMIX; the upper bits are the random ones.
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap_or(0) % below
    };
    let mut pairs = Vec::new();
    while n_events > 1 && pairs.len() < n_pairs {
        let mut one = || {
            loop {
                let event = draw(n_articles.len());
                if n_articles[event] > 0 {
                    return (event, draw(n_articles[event]));
                }
            }
        };
        let pair = [one(), one()];
        if pair[0].0 != pair[1].0 {
            pairs.push(pair);
        }
    }
    pairs
}

/// The facts of a story with at least this confidence, the surest first.
#[must_use]
pub fn facts(story: Vec<Article>, models: &Models, config: &Config, least: f64) -> Vec<Found> {
    let mut config = config.clone();
    config.lens.lenses.clear();
    let comparison = pipeline::run(story, models, &config).comparison;
    let text = |it: &cluster::Member| {
        comparison.articles[it.article_idx].document.sentence_text(it.sentence_idx).to_owned()
    };
    // A sentence that only one article has is a fact too, and a sure one.
    let told_twice = comparison.facts.iter().filter(|it| it.members.len() > 1);
    let mut found: Vec<Found> = told_twice
        .filter(|it| it.confidence >= least)
        .map(|it| Found {
            confidence: it.confidence,
            sentences: it.members.iter().map(text).collect(),
        })
        .collect();
    found.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
    found
}
