//! The trained parts: the sentence encoder and the scorer that goes with it.

use claim::Claims;
use cluster::Scorer;
use encode::{Encoder, Encoding, Input};

/// An encoder and the scorer trained on its output.
pub struct Models {
    encoder: Option<Encoder>,
    scorer: Scorer,
}

impl std::fmt::Debug for Models {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Models").finish_non_exhaustive()
    }
}

impl Models {
    /// The transformer that ships with the program. `n_threads` does not change the results.
    #[must_use]
    pub fn standard(n_threads: usize) -> Self {
        let encoder = Encoder::standard().with_threads(n_threads);
        Self { encoder: Some(encoder), scorer: Scorer::standard() }
    }

    /// No transformer: words, names, numbers and quotes alone, for archives.
    #[must_use]
    pub fn fast() -> Self {
        Self::fast_with(Scorer::fast())
    }

    /// No transformer, with a scorer of one's own.
    #[must_use]
    pub fn fast_with(scorer: Scorer) -> Self {
        Self { encoder: None, scorer }
    }

    /// Another encoder with a scorer of one's own.
    #[must_use]
    pub fn from_parts(encoder: Encoder, scorer: Scorer) -> Self {
        Self { encoder: Some(encoder), scorer }
    }

    /// The scorer.
    #[must_use]
    pub fn scorer(&self) -> &Scorer {
        &self.scorer
    }

    /// Encodes the sentences of an article, each with the one before it (the first one with the
    /// headline).
    #[must_use]
    pub fn encode(&self, claims: &Claims) -> Vec<Encoding> {
        let document = &claims.document;
        let inputs: Vec<Input<'_>> = (0..document.sentences.len())
            .map(|it| Input {
                context: match it.checked_sub(1) {
                    Some(before) => document.sentence_text(before),
                    None => &document.article.title,
                },
                text: document.sentence_text(it),
            })
            .collect();
        match &self.encoder {
            Some(encoder) => encoder.encode(&inputs),
            None => vec![Encoding::default(); inputs.len()],
        }
    }
}
