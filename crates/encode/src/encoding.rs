//! What goes into an encoder and what comes out.

/// A text to encode, with what a reader has just read before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Input<'a> {
    /// What stands before the text: the sentence before, or the title. May be empty.
    pub context: &'a str,
    /// The text itself, usually one sentence.
    pub text: &'a str,
}

/// Vectors of the tokens of one text, as rows of equal width, one after the other.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TokenVectors {
    width: usize,
    values: Vec<f32>,
}

impl TokenVectors {
    /// Takes rows of `width` numbers each and gives every row unit length.
    pub(crate) fn from_rows(width: usize, mut values: Vec<f32>) -> TokenVectors {
        for row in values.chunks_exact_mut(width.max(1)) {
            to_unit_length(row);
        }
        TokenVectors { width, values }
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
    /// Where each token stands: byte offsets (start, end) in the text.
    pub offsets: Vec<(usize, usize)>,
}

impl Encoding {
    /// Assembles an encoding from the sum of hidden states, the token rows and unscaled token weights.
    pub(crate) fn assemble(
        mut vector: Vec<f32>,
        tokens: TokenVectors,
        logits: &[f32],
        offsets: Vec<(usize, usize)>,
    ) -> Encoding {
        to_unit_length(&mut vector);
        Encoding { vector, tokens, weights: softmax(logits), offsets }
    }
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
