//! Sketches of texts, to tell copies with small changes.
//!
//! A body's runs of words are hashed and dealt into bins; each bin keeps its least hash. Two texts
//! agree in a bin about as often as they share their runs (one permutation hashing, Li, Owen and
//! Zhang, 2012).

use crate::hash;

/// Bins of a sketch: the estimate strays by some 0.06.
const N_BINS: usize = 64;
/// Words of a run.
const RUN: usize = 4;
/// Words from which on a text has a sketch.
const MIN_WORDS: usize = 40;
/// What an empty bin holds.
const EMPTY: u32 = u32::MAX;

/// The sketch of a text from the hashes of its words.
pub(crate) fn of(words: &[u64]) -> Vec<u32> {
    if words.len() < MIN_WORDS {
        return Vec::new();
    }
    let mut bins = vec![EMPTY; N_BINS];
    for run in words.windows(RUN) {
        let hash = run.iter().fold(0, |hash, word| hash::and(hash, *word));
        let bin = &mut bins[(hash % N_BINS as u64) as usize];
        *bin = (*bin).min((hash >> 32) as u32);
    }
    bins
}

/// The share of runs that two texts have in common, estimated; 0 where one has no sketch.
pub(crate) fn likeness(lhs: &[u32], rhs: &[u32]) -> f32 {
    let pairs = || lhs.iter().zip(rhs).filter(|(a, b)| **a != EMPTY || **b != EMPTY);
    let n_same = pairs().filter(|(a, b)| a == b).count();
    n_same as f32 / pairs().count().max(1) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(range: std::ops::Range<u64>) -> Vec<u64> {
        range.map(hash::mix).collect()
    }

    #[test]
    fn likeness_is_the_share_of_common_runs() {
        let whole = of(&words(0..400));
        assert!((likeness(&whole, &whole) - 1.0).abs() < 1e-6);
        assert!(likeness(&whole, &of(&words(1000..1400))) < 0.05);
        // Three of four words on both sides: 300 of 500 runs.
        let near = likeness(&whole, &of(&words(100..500)));
        assert!((near - 0.6).abs() < 0.2, "{near}");
    }

    #[test]
    fn a_short_text_is_like_none() {
        assert!(likeness(&of(&words(0..10)), &of(&words(0..10))) < 0.01);
    }
}
