//! Stories of two articles that have nothing to do with each other: in how many is a fact seen all the same?

use article::Article;
use pipeline::{Config, Models};

use super::Table;
use crate::unrelated::{SURE, drawn, facts};

/// Stories drawn; with another seed others are.
const N_PAIRS: usize = 200;
const SEED: u64 = 1;

/// Facts of confidence in stories drawn from the articles of events, for both pipelines.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
pub fn strangers(title: &str, stories: &[Vec<Article>]) -> Table {
    let mut table = Table::new(title);
    let lengths: Vec<usize> = stories.iter().map(Vec::len).collect();
    let pairs = drawn(&lengths, N_PAIRS, SEED);
    let runs = [
        ("default", Models::standard(2), Config::standard()),
        ("--fast", Models::fast(), Config::fast()),
    ];
    for (name, models, config) in runs {
        let n_found: usize = pairs
            .iter()
            .map(|pair| pair.map(|it| stories[it.0][it.1].clone()).to_vec())
            .map(|story| facts(story, &models, &config, SURE).len())
            .sum();
        let share = n_found as f64 / pairs.len().max(1) as f64;
        table.add_lower(&format!("{name}: facts from confidence {SURE} on, for each story"), share);
    }
    table.note = format!("{} stories; none should have one.", pairs.len());
    table
}
