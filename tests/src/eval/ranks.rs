//! Two well-known ways to choose sentences by how alike they are, to measure ours against.
//!
//! LexRank (Erkan and Radev, 2004), the continuous form: cosine of words weighted by their inverse
//! sentence frequency in the story. TextRank (Mihalcea and Tarau, 2004): shared words over the sum
//! of the logarithms of both lengths. Both then rank sentences as a walk over them would meet them.

use std::collections::{BTreeMap, BTreeSet};

/// Share of steps that follow an edge; the others jump anywhere.
const DAMPING: f64 = 0.85;
/// The walk is followed until no more than this moves in a step.
const TOLERANCE: f64 = 1e-6;
/// Steps at most.
const MAX_STEPS: usize = 200;

/// The ranks of sentences by LexRank, from all of their words.
pub(super) fn lexrank(sentences: &[Vec<String>]) -> Vec<f64> {
    let counts: Vec<BTreeMap<&str, f64>> = sentences
        .iter()
        .map(|words| {
            let mut counts = BTreeMap::new();
            words.iter().for_each(|it| *counts.entry(it.as_str()).or_insert(0.0) += 1.0);
            counts
        })
        .collect();
    let mut n_with: BTreeMap<&str, f64> = BTreeMap::new();
    for word in counts.iter().flat_map(BTreeMap::keys) {
        *n_with.entry(word).or_insert(0.0) += 1.0;
    }
    let idf = |word: &str| (sentences.len() as f64 / n_with[word]).ln();
    let dot = |lhs: &BTreeMap<&str, f64>, rhs: &BTreeMap<&str, f64>| -> f64 {
        lhs.iter().filter_map(|(word, n)| Some(n * rhs.get(word)? * idf(word).powi(2))).sum()
    };
    walk(sentences.len(), |a, b| {
        let norms = (dot(&counts[a], &counts[a]) * dot(&counts[b], &counts[b])).sqrt();
        if norms > 0.0 { dot(&counts[a], &counts[b]) / norms } else { 0.0 }
    })
}

/// The ranks of sentences by TextRank, from the stems of their words without stop words.
pub(super) fn textrank(sentences: &[Vec<String>]) -> Vec<f64> {
    let sets: Vec<BTreeSet<&str>> =
        sentences.iter().map(|it| it.iter().map(String::as_str).collect()).collect();
    let length = |it: usize| (sentences[it].len() as f64).ln();
    walk(sentences.len(), |a, b| {
        if a == b || sentences[a].len() < 2 || sentences[b].len() < 2 {
            return 0.0;
        }
        sets[a].intersection(&sets[b]).count() as f64 / (length(a) + length(b))
    })
}

/// The highest ranks, as indexes in reading order; of equals the earlier.
pub(super) fn best(ranks: &[f64], n_best: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..ranks.len()).collect();
    order.sort_by(|lhs, rhs| ranks[*rhs].total_cmp(&ranks[*lhs]).then(lhs.cmp(rhs)));
    order.truncate(n_best);
    order.sort_unstable();
    order
}

/// How often a walk over sentences is at each, if likeness draws it.
fn walk(n_sentences: usize, likeness: impl Fn(usize, usize) -> f64) -> Vec<f64> {
    let even = 1.0 / n_sentences.max(1) as f64;
    let steps: Vec<Vec<f64>> = (0..n_sentences)
        .map(|a| {
            let row: Vec<f64> = (0..n_sentences).map(|b| likeness(a, b)).collect();
            let sum: f64 = row.iter().sum();
            row.into_iter().map(|it| if sum > 0.0 { it / sum } else { even }).collect()
        })
        .collect();
    let mut ranks = vec![even; n_sentences];
    for _ in 0..MAX_STEPS {
        let mut next = vec![(1.0 - DAMPING) * even; n_sentences];
        for (rank, row) in ranks.iter().zip(&steps) {
            for (sum, step) in next.iter_mut().zip(row) {
                *sum += DAMPING * rank * step;
            }
        }
        let moved: f64 = ranks.iter().zip(&next).map(|(old, new)| (old - new).abs()).sum();
        ranks = next;
        if moved < TOLERANCE {
            break;
        }
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentences() -> Vec<Vec<String>> {
        ["the bridge fell in velm", "a bridge fell in velm on monday", "bread was sold out"]
            .iter()
            .map(|it| it.split(' ').map(str::to_owned).collect())
            .collect()
    }

    #[test]
    fn a_sentence_that_is_like_none_ranks_last() {
        for ranks in [lexrank(&sentences()), textrank(&sentences())] {
            assert!((ranks.iter().sum::<f64>() - 1.0).abs() < 1e-4, "{ranks:?}");
            assert_eq!(best(&ranks, 2), [0, 1], "{ranks:?}");
        }
    }
}
