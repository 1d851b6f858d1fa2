//! The trained parts that weigh a pair: trees over cheap evidence for all pairs, and for the likely
//! ones a network that reads both sentences together, with trees of its own.

use encode::PairReader;

use crate::Trees;

/// What weighs the pairs of a story.
pub struct Scorer {
    pub(crate) first: Trees,
    pub(crate) second: Option<Second>,
}

/// The closer look at the likely pairs.
pub(crate) struct Second {
    pub reader: PairReader,
    pub trees: Option<Trees>,
}

impl std::fmt::Debug for Scorer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Scorer").finish_non_exhaustive()
    }
}

impl Scorer {
    /// What ships with the program, for the encoder that ships. `n_threads` does not change the
    /// results.
    #[must_use]
    pub fn standard(n_threads: usize) -> Self {
        let reader = PairReader::standard().with_threads(n_threads);
        Self::new(shipped(include_bytes!("../weights/standard.bin")))
            .with_reader(reader, Some(shipped(include_bytes!("../weights/second.bin"))))
    }

    /// What ships for the pipeline without the transformer.
    #[must_use]
    pub fn fast() -> Self {
        Self::new(shipped(include_bytes!("../weights/fast.bin")))
    }

    /// Trees over the evidence of the first step, and no second one.
    #[must_use]
    pub fn new(first: Trees) -> Self {
        Self { first, second: None }
    }

    /// The same with a second step: a reader, and trees over both steps' evidence. Without them the
    /// first step's word holds.
    #[must_use]
    pub fn with_reader(self, reader: PairReader, trees: Option<Trees>) -> Self {
        Self { second: Some(Second { reader, trees }), ..self }
    }
}

fn shipped(bytes: &[u8]) -> Trees {
    Trees::from_bytes(bytes).expect("the weights in the repository are whole; a test reads them")
}
