//! Brings what another encoder says of the pairs of a story to the scale that the trees know.
//!
//! Encoders differ in what they call near: of some, unlike sentences have a cosine of 0.1, of others
//! of 0.7. Almost all pairs of a story tell of different things, so their mean is where an encoder
//! sees nothing in common and their spread is its measure; both are put where they are for the
//! table of vectors that the trees were trained with. What stands out then still stands out as far
//! as the encoder says, and in a story without common facts nothing does.

use crate::weigh::Pair;

/// Mean and standard deviation over the pairs of a story of each figure of meaning (the first ones
/// of [`crate::evidence_names`]) with the table of vectors: means over the events of `gold/train`
/// (`calibrate ../shared/gold/train WORK fast` prints them).
const USUAL: [(f32, f32); 7] = [
    (0.1800, 0.1956),
    (0.2964, 0.0859),
    (0.3720, 0.0874),
    (0.8484, 0.3267),
    (0.0429, 0.0629),
    (0.0778, 0.1014),
    (0.2505, 0.1150),
];

/// Fewest pairs whose mean and spread say something.
const MIN_PAIRS: usize = 20;

/// Puts the figures of meaning of all pairs of a story where the trees expect them.
#[expect(clippy::cast_possible_truncation, reason = "evidence is single precision")]
pub(crate) fn standardise(pairs: &mut [Pair]) {
    if pairs.len() < MIN_PAIRS {
        return;
    }
    for (column, (usual_mean, usual_deviation)) in USUAL.iter().enumerate() {
        let Spread { mean, deviation } = Spread::of(pairs, column);
        for pair in &mut *pairs {
            let away = (f64::from(pair.evidence[column]) - mean) / deviation.max(1e-6);
            pair.evidence[column] = usual_mean + usual_deviation * away as f32;
        }
    }
}

/// Where a figure lies over the pairs of a story, and how far it strays.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spread {
    /// The mean.
    pub mean: f64,
    /// The standard deviation.
    pub deviation: f64,
}

impl Spread {
    /// Of the evidence of this column; the order of the pairs does not matter.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "pair counts are far below 2^52")]
    pub fn of(pairs: &[Pair], column: usize) -> Self {
        // Summed in order of size, so that the order of the articles changes no bit.
        let mut values: Vec<f64> = pairs.iter().map(|it| f64::from(it.evidence[column])).collect();
        values.sort_by(f64::total_cmp);
        let n = values.len().max(1) as f64;
        let mean = values.iter().sum::<f64>() / n;
        let square = values.iter().map(|it| (it - mean).powi(2)).sum::<f64>() / n;
        Self { mean, deviation: square.sqrt() }
    }
}
