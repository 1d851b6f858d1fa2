//! Compares two encodings: as wholes, and token by token.

use crate::encoding::{Encoding, GRID, TokenVectors, cosine};

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

/// Numbers of a token vector that are multiplied at a time.
const BLOCK: usize = 64;

/// Compares two texts. An empty encoding is like nothing: every figure is 0.
pub fn align(lhs: &Encoding, rhs: &Encoding) -> Alignment {
    if lhs.tokens.width() != rhs.tokens.width() {
        return Alignment::default();
    }
    let (rows, columns) = best_products(&lhs.tokens, &rhs.tokens);
    Alignment::told(lhs, rhs, rows.into_iter(), columns.into_iter())
}

impl Alignment {
    /// Of two texts, by the greatest product of each token of the one with any of the other, and the other way round.
    pub(crate) fn told(
        lhs: &Encoding,
        rhs: &Encoding,
        lhs_best: impl Iterator<Item = i32>,
        rhs_best: impl Iterator<Item = i32>,
    ) -> Alignment {
        if lhs.tokens.is_empty() || rhs.tokens.is_empty() {
            return Alignment::default();
        }
        let (lhs_in_rhs, lhs_found, lhs_key) = one_direction(lhs_best, &lhs.weights);
        let (rhs_in_lhs, rhs_found, rhs_key) = one_direction(rhs_best, &rhs.weights);
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
}

/// The greatest product of each token of the one text with any of the other, and of each of the other with any of the
/// one.
///
/// Products stay whole numbers until the best is known: a larger one never has the smaller cosine.
fn best_products(lhs: &TokenVectors, rhs: &TokenVectors) -> (Vec<i32>, Vec<i32>) {
    let mut columns = vec![i32::MIN; rhs.len()];
    let mut products = vec![0; rhs.len()];
    let mut rows = Vec::with_capacity(lhs.len());
    for left in lhs.stepped() {
        multiply(left, rhs.steps(), &mut products);
        let mut best = i32::MIN;
        for (product, column) in products.iter().zip(&mut columns) {
            best = best.max(*product);
            *column = (*column).max(*product);
        }
        rows.push(best);
    }
    (rows, columns)
}

/// The products of a token with every token on the right, whose vectors stand one after the other.
pub(crate) fn multiply(left: &[i16], rights: &[i16], products: &mut [i32]) {
    let (blocks, rest) = left.as_chunks::<BLOCK>();
    let rights = || rights.chunks_exact(left.len());
    products.fill(0);
    for (place, block) in blocks.iter().enumerate() {
        for (right, product) in rights().zip(&mut *products) {
            if let Some(other) = right[place * BLOCK..].first_chunk::<BLOCK>() {
                *product += block_product(block, other);
            }
        }
    }
    let n_done = left.len() - rest.len();
    if !rest.is_empty() {
        for (right, product) in rights().zip(&mut *products) {
            let pairs = rest.iter().zip(&right[n_done..]);
            *product += pairs.map(|(&a, &b)| i32::from(a) * i32::from(b)).sum::<i32>();
        }
    }
}

/// Four sums, each over every fourth pair of neighbours: the form in which the compiler sees that one instruction
/// multiplies eight numbers and adds them in pairs. Inlined it no longer sees that.
#[expect(clippy::needless_range_loop, reason = "nor does it with iterators")]
#[inline(never)]
fn block_product(lhs: &[i16; BLOCK], rhs: &[i16; BLOCK]) -> i32 {
    const LANES: usize = 4;
    let mut lanes = [0; LANES];
    for eight in 0..BLOCK / (2 * LANES) {
        for lane in 0..LANES {
            let at = 2 * (LANES * eight + lane);
            lanes[lane] += i32::from(lhs[at]) * i32::from(rhs[at])
                + i32::from(lhs[at + 1]) * i32::from(rhs[at + 1]);
        }
    }
    lanes.iter().sum()
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

fn one_direction(best: impl Iterator<Item = i32>, weights: &[f32]) -> (f32, f32, f32) {
    let (mut mean, mut found, mut key) = (0.0, 0.0, (f32::MIN, 0.0));
    let cosines = best.map(|product| product as f32 / (GRID * GRID));
    for (cosine, &weight) in cosines.zip(weights) {
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
