//! From evidence to a probability that two articles tell one event.
//!
//! A weighted sum, so that every figure can be checked by hand. The weights are trained outside (see
//! `training/`) and read from `weights/pair.txt`: a name and a number a line, the offset first.

use std::sync::OnceLock;

use crate::evidence::{EVIDENCE_NAMES, Evidence, WIDTH};

static FILE: &str = include_str!("../weights/pair.txt");
static WEIGHTS: OnceLock<Weights> = OnceLock::new();

struct Weights {
    offset: f32,
    of: Evidence,
}

/// The probability for a row of evidence.
pub(crate) fn probability(row: &Evidence) -> f32 {
    let weights = WEIGHTS.get_or_init(|| read(FILE).expect("the shipped weights are checked"));
    let sum: f32 = row.iter().zip(&weights.of).map(|(value, weight)| value * weight).sum();
    1.0 / (1.0 + (-(weights.offset + sum)).exp())
}

/// Reads weights; `None` unless each piece of evidence has one.
fn read(file: &str) -> Option<Weights> {
    let number = |name: &str| {
        let line = file.lines().find_map(|it| it.strip_prefix(name)?.strip_prefix(' '))?;
        line.trim().parse().ok()
    };
    let mut of = [0.0; WIDTH];
    for (weight, name) in of.iter_mut().zip(EVIDENCE_NAMES) {
        *weight = number(name)?;
    }
    Some(Weights { offset: number("offset")?, of })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_piece_of_evidence_has_a_weight() {
        assert!(read(FILE).is_some());
        assert!(read("offset 1\n").is_none());
    }
}
