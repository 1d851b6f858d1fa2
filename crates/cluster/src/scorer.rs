//! The trained parts: trees that weigh every pair, a network that reads the likely ones, and trees for a second look at them.

use encode::PairReader;

use crate::Trees;

/// What weighs the pairs of a story, and reads the likely ones.
pub struct Scorer {
    pub(crate) trees: Trees,
    pub(crate) reader: Option<PairReader>,
    /// What corrects the likely pairs once all are weighed.
    pub(crate) standing: Option<Trees>,
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
        Self::new(trees)
            .with_reader(PairReader::standard().with_threads(n_threads))
            .with_standing(shipped(include_bytes!("../weights/standing.bin")))
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
        Self { trees, reader: None, standing: None, is_foreign: false }
    }

    /// The same with a reader for the likely pairs.
    #[must_use]
    pub fn with_reader(self, reader: PairReader) -> Self {
        Self { reader: Some(reader), ..self }
    }

    /// The same with trees for a second look at the likely pairs.
    #[must_use]
    pub fn with_standing(self, trees: Trees) -> Self {
        Self { standing: Some(trees), ..self }
    }
}

fn shipped(bytes: &[u8]) -> Trees {
    Trees::from_bytes(bytes).expect("the weights in the repository are whole; a test reads them")
}
