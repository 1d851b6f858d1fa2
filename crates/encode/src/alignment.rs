//! Compares two encodings: as wholes, and token by token.

use crate::encoding::{Encoding, cosine};

/// How alike two texts are.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Alignment {
    /// Cosine of the two whole vectors.
    pub cosine: f32,
    /// Weighted mean, over the tokens of the left text, of their best cosine in the right one.
    pub lhs_in_rhs: f32,
    /// The same from right to left.
    pub rhs_in_lhs: f32,
    /// Share of the left text's token weight whose best cosine is at least 0.7.
    pub lhs_found: f32,
    /// The same from right to left.
    pub rhs_found: f32,
    /// Best cosine of the left text's heaviest token in the right one.
    pub lhs_key: f32,
    /// The same from right to left.
    pub rhs_key: f32,
}

/// Cosine from which on a token counts as found in the other text.
const CLOSE: f32 = 0.7;

/// Compares two texts. An empty encoding is like nothing: every figure is 0.
pub fn align(lhs: &Encoding, rhs: &Encoding) -> Alignment {
    if lhs.tokens.is_empty() || rhs.tokens.is_empty() || lhs.tokens.width() != rhs.tokens.width() {
        return Alignment::default();
    }
    let mut row_best = vec![f32::MIN; lhs.tokens.len()];
    let mut column_best = vec![f32::MIN; rhs.tokens.len()];
    for (left, row) in lhs.tokens.stepped().zip(&mut row_best) {
        for (right, column) in rhs.tokens.stepped().zip(&mut column_best) {
            let cosine = cosine(left, right);
            *row = row.max(cosine);
            *column = column.max(cosine);
        }
    }
    let (lhs_in_rhs, lhs_found, lhs_key) = one_direction(&row_best, &lhs.weights);
    let (rhs_in_lhs, rhs_found, rhs_key) = one_direction(&column_best, &rhs.weights);
    Alignment {
        cosine: dot(&lhs.vector, &rhs.vector),
        lhs_in_rhs,
        rhs_in_lhs,
        lhs_found,
        rhs_found,
        lhs_key,
        rhs_key,
    }
}

/// For each token of the left text the place of the most alike token of the right one, and their cosine.
/// Empty if either text is.
pub fn best_matches(lhs: &Encoding, rhs: &Encoding) -> Vec<(usize, f32)> {
    if rhs.tokens.is_empty() || lhs.tokens.width() != rhs.tokens.width() {
        return Vec::new();
    }
    let best_for = |left: &[i16]| {
        let mut best = (0, f32::MIN);
        for (place, right) in rhs.tokens.stepped().enumerate() {
            let cosine = cosine(left, right);
            if cosine > best.1 {
                best = (place, cosine);
            }
        }
        best
    };
    lhs.tokens.stepped().map(best_for).collect()
}

fn one_direction(best: &[f32], weights: &[f32]) -> (f32, f32, f32) {
    let (mut mean, mut found, mut key) = (0.0, 0.0, (f32::MIN, 0.0));
    for (&cosine, &weight) in best.iter().zip(weights) {
        mean += cosine * weight;
        if cosine >= CLOSE {
            found += weight;
        }
        if weight > key.0 {
            key = (weight, cosine);
        }
    }
    (mean, found, key.1)
}

/// Sums in eight lanes, so that the compiler can use vector instructions without changing the order of additions.
fn dot(lhs: &[f32], rhs: &[f32]) -> f32 {
    const LANES: usize = 8;
    let mut lanes = [0.0f32; LANES];
    let (left, right) = (lhs.chunks_exact(LANES), rhs.chunks_exact(LANES));
    let rest: f32 = left.remainder().iter().zip(right.remainder()).map(|(a, b)| a * b).sum();
    for (a, b) in left.zip(right) {
        for lane in 0..LANES {
            lanes[lane] += a[lane] * b[lane];
        }
    }
    rest + lanes.iter().sum::<f32>()
}
