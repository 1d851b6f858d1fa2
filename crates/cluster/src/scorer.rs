//! The trained parts: trees that weigh every pair, a network that reads the likely ones, and trees that weigh these anew.

use encode::PairReader;

use crate::{Pair, Trees};

/// What weighs the pairs of a story.
pub struct Scorer {
    /// Of every pair.
    pub(crate) trees: Trees,
    pub(crate) reader: Option<PairReader>,
    /// Of the pairs that the reader has read.
    pub(crate) second: Option<Trees>,
    /// True if the trees were trained on what another encoder says.
    pub(crate) is_foreign: bool,
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
        let trees = shipped(include_bytes!("../weights/standard.bin"));
        let second = shipped(include_bytes!("../weights/second.bin"));
        Self::new(trees)
            .with_reader(PairReader::standard().with_threads(n_threads))
            .with_second(second)
    }

    /// What ships for the pipeline without the transformer.
    #[must_use]
    pub fn fast() -> Self {
        Self::new(shipped(include_bytes!("../weights/fast.bin")))
    }

    /// The trees of the pipeline without the transformer, for sentences that an encoder of the
    /// user's own has read: what it says of a pair is brought to the scale of what the table of
    /// vectors would say.
    #[must_use]
    pub fn brought() -> Self {
        Self::fast().for_foreign()
    }

    /// The same for an encoder that the trees were not trained with.
    #[must_use]
    pub fn for_foreign(self) -> Self {
        Self { is_foreign: true, ..self }
    }

    /// Trees, and nothing that reads pairs.
    #[must_use]
    pub fn new(trees: Trees) -> Self {
        Self { trees, reader: None, second: None, is_foreign: false }
    }

    /// The same with a reader: of the likely pairs, if there are trees for what it says, and of the linked ones.
    #[must_use]
    pub fn with_reader(self, reader: PairReader) -> Self {
        Self { reader: Some(reader), ..self }
    }

    /// The same with trees that weigh anew what the reader has read.
    #[must_use]
    pub fn with_second(self, second: Trees) -> Self {
        Self { second: Some(second), ..self }
    }

    /// The trees that a pair was weighed by.
    pub(crate) fn trees_of(&self, pair: &Pair) -> &Trees {
        self.second.as_ref().filter(|_| pair.read.is_some()).unwrap_or(&self.trees)
    }
}

fn shipped(bytes: &[u8]) -> Trees {
    Trees::from_bytes(bytes).expect("the weights in the repository are whole; a test reads them")
}
