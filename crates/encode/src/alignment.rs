//! Compares two encodings: as wholes, and token by token.

use std::ops::Range;

use rten_simd::{Isa, SimdOp};

use crate::encoding::{Encoding, GRID, cosine};

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
    align_parts(lhs, rhs, &[], &[]).0
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

/// How well parts of two texts match: clauses, say.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct PartsMatch {
    /// The left part that is best found in the right text: the weighted mean of the best cosines of its tokens.
    pub lhs_in_rhs: f32,
    /// What share of the left text's token weight that part holds.
    pub lhs_share: f32,
    /// The same from right to left.
    pub rhs_in_lhs: f32,
    /// What share of the right text's token weight that part holds.
    pub rhs_share: f32,
    /// The two parts that match best: the lower of how well either is found in the other.
    pub both: f32,
    /// The lower of the shares that these two hold.
    pub both_share: f32,
    /// The most that any two parts find of each other, by share of the whole texts: up to 2.
    pub covered: f32,
}

/// Share of a text's token weight that a part must hold to be matched by itself.
const LEAST_SHARE: f32 = 0.12;

/// Compares two texts as [`align`] does, and parts of them, given as ranges of their tokens.
pub fn align_parts(
    lhs: &Encoding,
    rhs: &Encoding,
    lhs_parts: &[Range<usize>],
    rhs_parts: &[Range<usize>],
) -> (Alignment, PartsMatch) {
    let n_columns = rhs.tokens.len();
    if lhs.tokens.width() != rhs.tokens.width() || lhs.tokens.is_empty() || n_columns == 0 {
        return (Alignment::default(), PartsMatch::default());
    }
    // Products stay whole numbers until the best is known: a larger one never has the smaller cosine.
    let mut products = vec![0; lhs.tokens.len() * n_columns];
    for (left, row) in lhs.tokens.stepped().zip(products.chunks_exact_mut(n_columns)) {
        multiply(left, rhs.tokens.steps(), row);
    }
    let (rows, columns) = best_of(products.chunks_exact(n_columns), n_columns);
    let found = parts_match(lhs, rhs, lhs_parts, rhs_parts, &products, (&rows, &columns));
    (Alignment::told(lhs, rhs, rows.into_iter(), columns.into_iter()), found)
}

fn parts_match(
    lhs: &Encoding,
    rhs: &Encoding,
    lhs_parts: &[Range<usize>],
    rhs_parts: &[Range<usize>],
    products: &[i32],
    (rows, columns): (&[i32], &[i32]),
) -> PartsMatch {
    let left = weighty(lhs_parts, &lhs.weights);
    let right = weighty(rhs_parts, &rhs.weights);
    let best = |parts: &[(Range<usize>, f32)], best: &[i32], weights: &[f32]| {
        let means = parts.iter().map(|(part, share)| {
            (weighted(&best[part.clone()], &weights[part.clone()]) / share, *share)
        });
        means.fold((0.0, 0.0), |best, it| if it.0 > best.0 { it } else { best })
    };
    let (lhs_in_rhs, lhs_share) = best(&left, rows, &lhs.weights);
    let (rhs_in_lhs, rhs_share) = best(&right, columns, &rhs.weights);
    let mut found =
        PartsMatch { lhs_in_rhs, lhs_share, rhs_in_lhs, rhs_share, ..PartsMatch::default() };
    for (part, share) in &left {
        let rows = || products.chunks_exact(columns.len()).skip(part.start).take(part.len());
        for (other, other_share) in &right {
            let (rows, columns) = best_of(rows().map(|it| &it[other.clone()]), other.len());
            let to_right = weighted(&rows, &lhs.weights[part.clone()]);
            let to_left = weighted(&columns, &rhs.weights[other.clone()]);
            let both = (to_right / share).min(to_left / other_share);
            if both > found.both {
                (found.both, found.both_share) = (both, share.min(*other_share));
            }
            found.covered = found.covered.max(to_right + to_left);
        }
    }
    found
}

/// The parts that hold enough of the weight, and how much.
fn weighty(parts: &[Range<usize>], weights: &[f32]) -> Vec<(Range<usize>, f32)> {
    let inside = parts.iter().map(|it| it.start.min(weights.len())..it.end.min(weights.len()));
    inside
        .map(|it| (it.clone(), weights[it].iter().sum()))
        .filter(|(_, share)| *share >= LEAST_SHARE)
        .collect()
}

fn weighted(best: &[i32], weights: &[f32]) -> f32 {
    best.iter().zip(weights).map(|(product, weight)| *product as f32 / (GRID * GRID) * weight).sum()
}

/// The greatest number of each row, and of each column.
fn best_of<'a>(rows: impl Iterator<Item = &'a [i32]>, n_columns: usize) -> (Vec<i32>, Vec<i32>) {
    let mut columns = vec![i32::MIN; n_columns];
    let best_of_row = |row: &[i32]| {
        let mut best = i32::MIN;
        for (product, column) in row.iter().zip(&mut columns) {
            best = best.max(*product);
            *column = (*column).max(*product);
        }
        best
    };
    let best = rows.map(best_of_row).collect();
    (best, columns)
}

/// The products of a token with every token on the right, whose vectors stand one after the other.
pub(crate) fn multiply(left: &[i16], rights: &[i16], products: &mut [i32]) {
    Multiplying { left, rights, products }.dispatch();
}

/// A token multiplied with others, in the widest vector instructions that the machine has.
struct Multiplying<'a> {
    left: &'a [i16],
    rights: &'a [i16],
    products: &'a mut [i32],
}

impl SimdOp for Multiplying<'_> {
    type Output = ();

    #[expect(clippy::inline_always, reason = "only what is inlined here gets those instructions")]
    #[inline(always)]
    fn eval<I: Isa>(self, _: I) {
        let (blocks, rest) = self.left.as_chunks::<BLOCK>();
        let rights = || self.rights.chunks_exact(self.left.len());
        self.products.fill(0);
        for (place, block) in blocks.iter().enumerate() {
            for (right, product) in rights().zip(&mut *self.products) {
                if let Some(other) = right[place * BLOCK..].first_chunk::<BLOCK>() {
                    *product += dot_product(block, other);
                }
            }
        }
        let n_done = self.left.len() - rest.len();
        if !rest.is_empty() {
            for (right, product) in rights().zip(&mut *self.products) {
                *product += dot_product(rest, &right[n_done..]);
            }
        }
    }
}

#[expect(clippy::inline_always, reason = "as above")]
#[inline(always)]
fn dot_product(lhs: &[i16], rhs: &[i16]) -> i32 {
    lhs.iter().zip(rhs).map(|(a, b)| i32::from(*a) * i32::from(*b)).sum()
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
