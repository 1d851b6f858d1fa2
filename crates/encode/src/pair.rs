//! Reads two texts together, word piece against word piece, for the pairs that deserve it.

use crate::encoder::Error;
use crate::encoding::Encoding;
use crate::runtime::{self, Lane, PairNetwork, TwoTexts};
use crate::wordpieces;

static NETWORK: &[u8] = include_bytes!("../weights/pair.onnx");

/// What the network says of a pair; all are logits. `training/networks.py` says what was learned.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PairReading {
    /// That the two state one fact.
    pub same: f32,
    /// That the two cannot both be true.
    pub exclusive: f32,
    /// For each kind of difference that there is one, in the order of `training/prepare.py`.
    pub kinds: Vec<f32>,
    /// What is said of each token of the left text, in order.
    pub lhs_marks: Vec<Mark>,
    /// The same for the right text.
    pub rhs_marks: Vec<Mark>,
}

/// What the network says of a token.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Mark {
    /// Where it stands: byte offsets (start, end) in the text.
    pub offsets: (usize, usize),
    /// For each family of differences, in the order of `training/prepare.py`, the logit that the token is among the
    /// words that differ.
    pub families: Vec<f32>,
}

/// Turns pairs of texts into readings.
pub struct PairReader {
    network: PairNetwork,
    /// The pieces that stand before and behind a text.
    ends: (i32, i32),
    lanes: Vec<Lane>,
}

impl PairReader {
    /// The reader that comes with the program, for what [`crate::Encoder::standard`] has cut into pieces.
    pub fn standard() -> PairReader {
        let network =
            PairNetwork::from_static(NETWORK).expect("the embedded network is checked by a test");
        PairReader::of(network)
    }

    /// A reader from an ONNX graph of the same form.
    pub fn from_bytes(onnx: &[u8]) -> Result<PairReader, Error> {
        PairNetwork::from_bytes(onnx).map(PairReader::of)
    }

    fn of(network: PairNetwork) -> PairReader {
        let lanes = runtime::lanes(runtime::default_threads());
        PairReader { network, ends: wordpieces::ends(), lanes }
    }

    /// The same reader on another number of threads; the results do not depend on it.
    pub fn with_threads(mut self, n_threads: usize) -> PairReader {
        self.lanes = runtime::lanes(n_threads);
        self
    }

    /// Reads pairs, each for itself; the readings stand in the order of the pairs. `None` where one of the two was
    /// not read by a network of ours.
    pub fn read(&self, pairs: &[(&Encoding, &Encoding)]) -> Vec<Option<PairReading>> {
        runtime::on_lanes(&self.lanes, pairs, |(lhs, rhs), lane| {
            // Which of the two stands first must not hang on the order in which they are given.
            if order(lhs) <= order(rhs) {
                self.read_one(lhs, rhs, lane)
            } else {
                let it = self.read_one(rhs, lhs, lane)?;
                Some(PairReading { lhs_marks: it.rhs_marks, rhs_marks: it.lhs_marks, ..it })
            }
        })
    }

    fn read_one(&self, lhs: &Encoding, rhs: &Encoding, lane: &Lane) -> Option<PairReading> {
        let is_ours = |it: &Encoding| it.context.is_some() && !it.pieces.is_empty();
        if !is_ours(lhs) || !is_ours(rhs) {
            return None;
        }
        let (start, end) = self.ends;
        let mut ids = vec![start];
        let mut types = Vec::new();
        let own = [lhs, rhs].map(|text| {
            ids.extend(text.context.iter().flatten());
            ids.push(end);
            let first = ids.len();
            ids.extend(&text.pieces);
            ids.push(end);
            types.resize(ids.len(), i32::from(!types.is_empty()));
            first..ids.len() - 1
        });
        let firsts = [own[0].start, own[1].start];
        let [said, marks] = self.network.run(TwoTexts { ids, types, own }, lane).ok()?;
        let (same, exclusive, kinds) = match said.values.as_slice() {
            [same, exclusive, kinds @ ..] => (*same, *exclusive, kinds.to_vec()),
            _ => return None,
        };
        let of = |text: &Encoding, first: usize| -> Vec<Mark> {
            let rows = marks.values.chunks_exact(marks.width.max(1)).skip(first);
            let mark =
                |(offsets, row): (&_, &[f32])| Mark { offsets: *offsets, families: row.to_vec() };
            text.offsets.iter().zip(rows).map(mark).collect()
        };
        let (lhs_marks, rhs_marks) = (of(lhs, firsts[0]), of(rhs, firsts[1]));
        Some(PairReading { same, exclusive, kinds, lhs_marks, rhs_marks })
    }
}

/// What tells which of two texts stands first.
fn order(it: &Encoding) -> (&[i32], Option<&[i32]>) {
    (&it.pieces, it.context.as_deref())
}
