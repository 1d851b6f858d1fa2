//! The trained parts: the sentence encoder and the scorer that goes with it.

use claim::Claims;
use cluster::Scorer;
use encode::{Encoder, Encoding, Input, StaticEncoder};
use rayon::prelude::*;

/// Texts that one thread looks up at a time.
const LOOKED_UP_TOGETHER: usize = 16;

/// An encoder and the scorer trained on its output.
pub struct Models {
    encoder: Either,
    scorer: Scorer,
    brought: Option<String>,
}

/// A network, or its table of static vectors.
enum Either {
    Network(Box<Encoder>),
    Table(StaticEncoder),
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
        Self::from_parts(encoder, Scorer::standard(n_threads))
    }

    /// No transformer: static vectors beside the words, names, numbers and quotes, for archives.
    #[must_use]
    pub fn fast() -> Self {
        Self::fast_with(StaticEncoder::standard(), Scorer::fast())
    }

    /// No transformer, with a table and a scorer of one's own.
    #[must_use]
    pub fn fast_with(table: StaticEncoder, scorer: Scorer) -> Self {
        Self { encoder: Either::Table(table), scorer, brought: None }
    }

    /// Another encoder with a scorer of one's own.
    #[must_use]
    pub fn from_parts(encoder: Encoder, scorer: Scorer) -> Self {
        Self { encoder: Either::Network(Box::new(encoder)), scorer, brought: None }
    }

    /// An encoder of the user's own, called by this name, with the scorer for such; goes with
    /// [`crate::Config::brought`]. `n_threads` does not change the results.
    #[must_use]
    pub fn brought(name: &str, encoder: Encoder, n_threads: usize) -> Self {
        let models = Self::from_parts(encoder.with_threads(n_threads), Scorer::brought());
        Self { brought: Some(name.to_owned()), ..models }
    }

    /// What the user calls the encoder, if it is one of the user's own.
    #[must_use]
    pub fn brought_name(&self) -> Option<&str> {
        self.brought.as_deref()
    }

    /// True if a network reads the sentences.
    #[must_use]
    pub fn has_network(&self) -> bool {
        matches!(self.encoder, Either::Network(_))
    }

    /// The scorer.
    #[must_use]
    pub fn scorer(&self) -> &Scorer {
        &self.scorer
    }

    /// Encodes the sentences of all articles, each with the one before it (the first one of an
    /// article with the headline). `[a][s]` of the result is sentence `s` of article `a`. Words
    /// that most sentences of the story hold weigh less than elsewhere.
    #[must_use]
    pub fn encode(&self, articles: &[Claims]) -> Vec<Vec<Encoding>> {
        let mut inputs: Vec<Input<'_>> = articles.iter().flat_map(inputs).collect();
        let glosses: Vec<Vec<String>>;
        let mut encodings = match &self.encoder {
            Either::Network(encoder) => {
                glosses = articles.iter().flat_map(self::glosses).collect();
                inputs.iter_mut().zip(&glosses).for_each(|(it, glosses)| it.glosses = glosses);
                encoder.encode(&inputs)
            }
            Either::Table(encoder) => inputs
                .par_chunks(LOOKED_UP_TOGETHER)
                .flat_map_iter(|it| encoder.encode(it))
                .collect(),
        };
        encode::weigh_together(&mut encodings);
        let mut rest = encodings.into_iter();
        articles
            .iter()
            .map(|it| rest.by_ref().take(it.document.sentences.len()).collect())
            .collect()
    }
}

fn inputs(claims: &Claims) -> impl Iterator<Item = Input<'_>> {
    let document = &claims.document;
    (0..document.sentences.len()).map(|it| Input {
        context: match it.checked_sub(1) {
            Some(before) => document.sentence_text(before),
            None => &document.article.title,
        },
        glosses: &[],
        text: document.sentence_text(it),
    })
}

/// For each sentence of an article what its pronouns and roles stand for ("he : Ann Ray ;").
fn glosses(claims: &Claims) -> impl Iterator<Item = Vec<String>> {
    claims.claims.iter().map(|claim| {
        let anaphors = claim.names.iter().filter(|it| it.is_anaphor);
        let gloss = |it: &claim::NameMention| {
            let word = claims.document.article.text(it.range);
            format!("{word} : {} ;", claims.entities[it.entity_idx].name)
        };
        anaphors.map(gloss).collect()
    })
}
