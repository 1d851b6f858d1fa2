//! Has the network read the likely pairs of a story, both sentences together, and puts what it says beside what the
//! trees say.

use encode::{Encoding, PairReader, PairReading};

use crate::trees::{log_odds, probability};
use crate::weigh::Pair;

/// Least probability by the trees at which a pair is read: of all linked pairs of `gold/train`, three in four.
const LEAST: f32 = 0.08;
/// Most pairs that are read for each sentence of a story, the likeliest.
const PER_SENTENCE: f32 = 1.2;

/// How the log-odds of the trees and of the network come to one; logistic regression, out of fold on `gold/train`
/// (`crates/cluster/training/blend.py`).
pub(crate) struct Blend {
    base: f32,
    trees: f32,
    reading: f32,
}

/// The numbers for the trees and the network that ship.
pub(crate) const BLEND: Blend = Blend { base: 0.014, trees: 0.657, reading: 0.504 };

impl Blend {
    /// The log-odds by the trees of a pair that comes to these with what the network has said.
    pub(crate) fn trees(&self, log_odds: f32, said: &PairReading) -> f32 {
        (log_odds - self.base - self.reading * said.same) / self.trees
    }

    /// Log-odds of a pair that the trees hold this likely and of which the network has said so much.
    pub(crate) fn log_odds(&self, trees: f32, said: &PairReading) -> f32 {
        self.base + self.trees * trees + self.reading * said.same
    }
}

/// Reads the likely pairs and weighs them anew. `encodings[a][s]` is sentence `s` of article `a`.
pub(crate) fn read(pairs: &mut [Pair], encodings: &[&[Encoding]], reader: &PairReader) {
    let likely = likely(pairs, encodings.iter().map(|it| it.len()).sum());
    let text = |(article, sentence): (usize, usize)| &encodings[article][sentence];
    let texts: Vec<(&Encoding, &Encoding)> =
        likely.iter().map(|it| (text(pairs[*it].lhs), text(pairs[*it].rhs))).collect();
    for (idx, reading) in likely.into_iter().zip(reader.read(&texts)) {
        let pair = &mut pairs[idx];
        if let Some(reading) = reading {
            pair.probability = probability(BLEND.log_odds(log_odds(pair.probability), &reading));
            pair.reading = Some(Box::new(reading));
        }
    }
}

/// Which pairs are read; of equally likely ones the earlier.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a story has some hundreds of sentences"
)]
fn likely(pairs: &[Pair], n_sentences: usize) -> Vec<usize> {
    let mut likely: Vec<usize> =
        (0..pairs.len()).filter(|it| pairs[*it].probability >= LEAST).collect();
    likely.sort_by(|a, b| pairs[*b].probability.total_cmp(&pairs[*a].probability));
    likely.truncate((PER_SENTENCE * n_sentences as f32) as usize);
    likely
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(idx: usize, probability: f32) -> Pair {
        let evidence = [0.0; crate::weigh::N_EVIDENCE];
        Pair { lhs: (0, idx), rhs: (1, idx), evidence, probability, reading: None }
    }

    #[test]
    fn the_likeliest_pairs_are_read_and_no_more_than_the_length_of_the_story_allows() {
        let pairs: Vec<Pair> = [0.01, 0.3, 0.9, 0.079, 0.3]
            .into_iter()
            .enumerate()
            .map(|(n, it)| pair(n, it))
            .collect();
        assert_eq!(likely(&pairs, 10), [2, 1, 4]);
        assert_eq!(likely(&pairs, 1), [2]);
        assert!(likely(&[], 3).is_empty());
    }

    #[test]
    fn what_the_network_says_moves_a_pair_up_or_down() {
        let of = |same| BLEND.log_odds(0.0, &PairReading { same, ..PairReading::default() });
        let said = PairReading { same: 2.5, ..PairReading::default() };
        assert!((BLEND.trees(BLEND.log_odds(-1.5, &said), &said) + 1.5).abs() < 1e-5);
        assert!(of(-4.0) < -0.5 && of(4.0) > 0.5, "{} {}", of(-4.0), of(4.0));
        assert!((probability(log_odds(0.3)) - 0.3).abs() < 1e-5);
    }
}
