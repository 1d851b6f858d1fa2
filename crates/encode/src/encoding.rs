//! What goes into an encoder and what comes out.

use std::collections::{BTreeMap, BTreeSet};

use crate::wordpieces::Pieces;

/// A text to encode, with what a reader has just read before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Input<'a> {
    /// What stands before the text: the sentence before, or the title. May be empty.
    pub context: &'a str,
    /// What words of the text stand for: "he : Ann Ray ;". May be empty.
    pub glosses: &'a [String],
    /// The text itself, usually one sentence.
    pub text: &'a str,
}

/// Vectors of the tokens of one text, as rows of equal width, one after the other.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TokenVectors {
    width: usize,
    values: Vec<f32>,
    /// The same in whole steps of 1 / [`GRID`]: sums of whole numbers are fast and the same in any order.
    steps: Vec<i16>,
}

/// Steps to a length of 1. The product of two unit vectors stays below 2^28 steps, far from overflow.
pub(crate) const GRID: f32 = 16384.0;

impl TokenVectors {
    /// Takes rows of `width` numbers each and gives every row unit length.
    pub(crate) fn from_rows(width: usize, mut values: Vec<f32>) -> TokenVectors {
        for row in values.chunks_exact_mut(width.max(1)) {
            to_unit_length(row);
        }
        let steps = values.iter().map(|value| (value * GRID).round() as i16).collect();
        TokenVectors { width, values, steps }
    }

    /// The vectors of several, of this width, one after the other.
    pub(crate) fn joined<'a>(
        width: usize,
        parts: impl ExactSizeIterator<Item = &'a TokenVectors>,
    ) -> TokenVectors {
        let n = width * parts.len();
        let (mut values, mut steps) = (Vec::with_capacity(n), Vec::with_capacity(n));
        for part in parts {
            values.extend_from_slice(&part.values);
            steps.extend_from_slice(&part.steps);
        }
        TokenVectors { width, values, steps }
    }

    /// How many tokens there are.
    pub fn len(&self) -> usize {
        self.values.len() / self.width.max(1)
    }

    /// Whether there is no token at all.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// The length of each vector.
    pub fn width(&self) -> usize {
        self.width
    }

    /// The vectors in order, for [`cosine`].
    pub(crate) fn stepped(&self) -> impl ExactSizeIterator<Item = &[i16]> {
        self.steps.chunks_exact(self.width.max(1))
    }

    /// The same, one after the other.
    pub(crate) fn steps(&self) -> &[i16] {
        &self.steps
    }

    /// The vectors in order; each has unit length.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = &[f32]> {
        self.values.chunks_exact(self.width.max(1))
    }
}

/// A text as the model sees it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Encoding {
    /// The whole text as one vector of unit length; empty if the text holds no token.
    pub vector: Vec<f32>,
    /// One vector of unit length per token of the text.
    pub tokens: TokenVectors,
    /// How much each token matters when texts are compared; the sum is 1.
    pub weights: Vec<f32>,
    /// Which word piece of the vocabulary each token is.
    pub pieces: Vec<i32>,
    /// Where each token stands: byte offsets (start, end) in the text.
    pub offsets: Vec<(usize, usize)>,
    /// The pieces of what a network of ours has read before the text, for a [`crate::PairReader`] to read too; `None`
    /// if another one has read it.
    pub(crate) context: Option<Vec<i32>>,
    /// True if each token's vector follows from its piece alone.
    pub(crate) is_looked_up: bool,
}

impl Encoding {
    /// True if a network of ours has read the text with what stands before it: what was learned from its vectors holds
    /// for this one.
    pub fn is_in_context(&self) -> bool {
        self.context.is_some() && !self.vector.is_empty()
    }

    /// Assembles an encoding from the sum of hidden states, the token rows and unscaled token weights.
    pub(crate) fn assemble(
        vector: Vec<f32>,
        tokens: TokenVectors,
        logits: &[f32],
        own: Pieces,
        context: Option<Vec<i32>>,
    ) -> Encoding {
        Encoding { context, ..Encoding::of(vector, tokens, softmax(logits), own) }
    }

    /// Assembles an encoding of tokens that a table told, whose whole vector is their weighted mean.
    pub(crate) fn of_weighted_tokens(
        tokens: TokenVectors,
        logits: &[f32],
        own: Pieces,
    ) -> Encoding {
        let weights = softmax(logits);
        let mut vector = vec![0.0; tokens.width()];
        for (row, weight) in tokens.rows().zip(&weights) {
            for (sum, value) in vector.iter_mut().zip(row) {
                *sum += value * weight;
            }
        }
        Encoding { is_looked_up: true, ..Encoding::of(vector, tokens, weights, own) }
    }

    fn of(mut vector: Vec<f32>, tokens: TokenVectors, weights: Vec<f32>, own: Pieces) -> Encoding {
        to_unit_length(&mut vector);
        let (pieces, offsets) = (own.ids, own.offsets);
        Encoding { vector, tokens, weights, pieces, offsets, ..Encoding::default() }
    }
}

/// Turns token weights that hold for any text into weights for this company of texts: a word that most of them hold
/// says little about which of them tell the same. On its own the order of the texts does not matter.
pub fn weigh_together(encodings: &mut [Encoding]) {
    let mut n_with: BTreeMap<i32, usize> = BTreeMap::new();
    for encoding in encodings.iter() {
        for piece in encoding.pieces.iter().collect::<BTreeSet<_>>() {
            *n_with.entry(*piece).or_default() += 1;
        }
    }
    let n_texts = encodings.len() as f32;
    for encoding in encodings {
        for (weight, piece) in encoding.weights.iter_mut().zip(&encoding.pieces) {
            let n_holding = n_with.get(piece).copied().unwrap_or(1) as f32;
            *weight *= ((n_texts + 1.0) / n_holding).ln();
        }
        let total: f32 = encoding.weights.iter().sum();
        for weight in &mut encoding.weights {
            *weight /= total;
        }
    }
}

/// Cosine of two vectors in steps. The short inner sums are what the compiler turns into vector instructions.
pub(crate) fn cosine(lhs: &[i16], rhs: &[i16]) -> f32 {
    const RUN: usize = 32;
    let whole = lhs.len().min(rhs.len()) / RUN * RUN;
    let run = |a: &[i16], b: &[i16]| -> i32 {
        a.iter().zip(b).map(|(&a, &b)| i32::from(a) * i32::from(b)).sum()
    };
    let mut total = 0;
    for (a, b) in lhs[..whole].chunks_exact(RUN).zip(rhs[..whole].chunks_exact(RUN)) {
        let mut sum = 0;
        for i in 0..RUN {
            sum += i32::from(a[i]) * i32::from(b[i]);
        }
        total += sum;
    }
    total += run(&lhs[whole..], &rhs[whole..]);
    total as f32 / (GRID * GRID)
}

fn to_unit_length(row: &mut [f32]) {
    let norm = row.iter().map(|v| v * v).sum::<f32>().sqrt().max(1e-12);
    for value in row {
        *value /= norm;
    }
}

fn softmax(logits: &[f32]) -> Vec<f32> {
    let top = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut weights: Vec<f32> = logits.iter().map(|logit| (logit - top).exp()).collect();
    let total: f32 = weights.iter().sum();
    for weight in &mut weights {
        *weight /= total;
    }
    weights
}
