//! How likely two articles are to tell of one event at all.
//!
//! The trees were trained on stories, where any two articles have facts in common: of what is alike
//! the best is usually a fact. Two articles that have nothing to do with each other have their best
//! pair too. So the confidence of a fact is what the trees say, times how likely its articles are
//! to be of one event, told from all that they share: best words, names and runs of words, sentence by
//! sentence. No encoder has a say in it, so that it holds for any.

use std::collections::BTreeMap;

use crate::weigh::Pair;

/// What is read of two articles, in the order of [`Kinship::figures`].
pub const FIGURES: [&str; 9] = [
    "mean best weighted cosine of words",
    "mean best weight of shared words",
    "mean best weight of shared names",
    "mean best number of shared pairs of words in a row",
    "weighted cosine of words, second best",
    "weighted cosine of words, third best",
    "sentences of the shorter article, logarithm",
    "mean best meaning",
    "links expected, logarithm",
];

/// Columns of evidence whose best is taken for every sentence.
const COLUMNS: [usize; 5] = [7, 11, 17, 14, 3];

/// Two articles and what they share.
#[derive(Debug, Clone)]
pub struct Kinship {
    /// Indices of the articles in the story.
    pub articles: (usize, usize),
    /// In the order of [`FIGURES`].
    pub figures: [f32; 9],
}

/// What every two articles of a story share, in order of the articles.
#[must_use]
pub fn kinships(pairs: &[Pair]) -> Vec<Kinship> {
    let mut by_articles: BTreeMap<(usize, usize), Vec<&Pair>> = BTreeMap::new();
    for pair in pairs {
        by_articles.entry((pair.lhs.0, pair.rhs.0)).or_default().push(pair);
    }
    by_articles.into_iter().map(|(articles, it)| Kinship { articles, figures: figures(&it) }).collect()
}

#[expect(clippy::cast_precision_loss, reason = "sentence counts are far below 2^24")]
fn figures(pairs: &[&Pair]) -> [f32; 9] {
    let n_lhs = pairs.iter().map(|it| it.lhs.1 + 1).max().unwrap_or(0);
    let n_rhs = pairs.iter().map(|it| it.rhs.1 + 1).max().unwrap_or(0);
    let mean_best = |column: usize| {
        let (mut lhs, mut rhs) = (vec![0.0f32; n_lhs], vec![0.0f32; n_rhs]);
        for pair in pairs {
            let value = pair.evidence[column];
            lhs[pair.lhs.1] = lhs[pair.lhs.1].max(value);
            rhs[pair.rhs.1] = rhs[pair.rhs.1].max(value);
        }
        let mean = |of: Vec<f32>| of.iter().sum::<f32>() / of.len().max(1) as f32;
        0.5 * (mean(lhs) + mean(rhs))
    };
    let [cosine, words, names, runs, meaning] = COLUMNS.map(mean_best);
    let [second, third] = next_best(pairs);
    let expected: f32 = pairs.iter().map(|it| it.probability).sum();
    let n_shorter = n_lhs.min(n_rhs) as f32;
    [cosine, words, names, runs, second, third, n_shorter.ln(), meaning, (expected + 0.01).ln()]
}

/// The cosines of words of the second and third best pair, no sentence taken twice.
fn next_best(pairs: &[&Pair]) -> [f32; 2] {
    let mut ranked: Vec<&&Pair> = pairs.iter().collect();
    ranked.sort_by(|a, b| b.evidence[COLUMNS[0]].total_cmp(&a.evidence[COLUMNS[0]]));
    let mut taken: Vec<&Pair> = Vec::new();
    for pair in ranked {
        if taken.len() < 3 && taken.iter().all(|it| it.lhs != pair.lhs && it.rhs != pair.rhs) {
            taken.push(pair);
        }
    }
    [1, 2].map(|it| taken.get(it).map_or(0.0, |it| it.evidence[COLUMNS[0]]))
}
