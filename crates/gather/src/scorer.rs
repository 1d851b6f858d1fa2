//! From evidence to a probability that two articles tell one event.
//!
//! Two weighted sums, so that every figure can be checked by hand: `weights/pair.txt` weighs what two
//! articles share, `weights/link.txt` what links them against their other links. Both are trained
//! outside (see `training/`); a line is a name and a number, the offset first.

use std::sync::LazyLock;

use crate::evidence::{EVIDENCE_NAMES, Evidence, WIDTH};
use crate::rival::RIVALS;

static PAIR: LazyLock<Weights<WIDTH>> =
    LazyLock::new(|| Weights::read(include_str!("../weights/pair.txt"), EVIDENCE_NAMES));
static LINK: LazyLock<Weights<4>> =
    LazyLock::new(|| Weights::read(include_str!("../weights/link.txt"), RIVALS));

/// The probability for a row of evidence.
pub(crate) fn probability(row: &Evidence) -> f32 {
    PAIR.probability(row)
}

/// The probability for a link among its rivals.
pub(crate) fn among_rivals(row: &[f32; 4]) -> f32 {
    LINK.probability(row)
}

struct Weights<const N: usize> {
    offset: f32,
    of: [f32; N],
}

impl<const N: usize> Weights<N> {
    /// Reads a file; what it does not name weighs nothing.
    fn read(file: &str, names: [&str; N]) -> Self {
        Self {
            offset: number(file, "offset").unwrap_or(0.0),
            of: names.map(|it| number(file, it).unwrap_or(0.0)),
        }
    }

    fn probability(&self, row: &[f32; N]) -> f32 {
        let sum: f32 = row.iter().zip(&self.of).map(|(value, weight)| value * weight).sum();
        1.0 / (1.0 + (-(self.offset + sum)).exp())
    }
}

fn number(file: &str, name: &str) -> Option<f32> {
    let line = file.lines().find_map(|it| it.strip_prefix(name)?.strip_prefix(' '))?;
    line.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_piece_of_evidence_has_a_weight() {
        let files = [include_str!("../weights/pair.txt"), include_str!("../weights/link.txt")];
        for (file, names) in files.into_iter().zip([&EVIDENCE_NAMES[..], &RIVALS[..]]) {
            for name in names.iter().chain(&["offset"]) {
                assert!(number(file, name).is_some(), "{name} has no weight");
            }
            assert_eq!(file.lines().count(), names.len() + 1, "a weight for nothing");
        }
    }
}
