//! Reads two encoded texts together: the upper half of the network, for the pairs that deserve it.

use crate::encoder::Error;
use crate::encoding::Encoding;
use crate::runtime::{self, Lane, PairNetwork, Rows};

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

/// Turns pairs of encodings into readings.
pub struct PairReader {
    network: PairNetwork,
    lanes: Vec<Lane>,
}

impl PairReader {
    /// The reader that belongs to [`crate::Encoder::standard`].
    pub fn standard() -> PairReader {
        let network =
            PairNetwork::from_static(NETWORK).expect("the embedded network is checked by a test");
        PairReader { network, lanes: runtime::lanes(runtime::default_threads()) }
    }

    /// A reader from an ONNX graph, trained together with the encoder whose output it will be given.
    pub fn from_bytes(onnx: &[u8]) -> Result<PairReader, Error> {
        let network = PairNetwork::from_bytes(onnx)?;
        Ok(PairReader { network, lanes: runtime::lanes(runtime::default_threads()) })
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
        if lhs.rows.is_empty() || rhs.rows.is_empty() {
            return None;
        }
        let (n_lhs, n_rhs) = (lhs.pieces.len() + 2, rhs.pieces.len() + 2);
        let width = lhs.rows.len() / n_lhs;
        let rows = Rows { width, values: [lhs.rows.as_slice(), &rhs.rows].concat() };
        let side = (0..n_lhs + n_rhs).map(|place| i32::from(place >= n_lhs)).collect();
        let [said, marks] = self.network.run(rows, side, lane).ok()?;
        let (same, exclusive, kinds) = match said.values.as_slice() {
            [same, exclusive, kinds @ ..] => (*same, *exclusive, kinds.to_vec()),
            _ => return None,
        };
        // A row for the start and one for the end stand around the tokens of each text.
        let of = |text: &Encoding, first: usize| -> Vec<Mark> {
            let rows = marks.values.chunks_exact(marks.width.max(1)).skip(first);
            let mark =
                |(offsets, row): (&_, &[f32])| Mark { offsets: *offsets, families: row.to_vec() };
            text.offsets.iter().zip(rows).map(mark).collect()
        };
        let (lhs_marks, rhs_marks) = (of(lhs, 1), of(rhs, n_lhs + 1));
        Some(PairReading { same, exclusive, kinds, lhs_marks, rhs_marks })
    }
}

/// What tells which of two texts stands first.
fn order(it: &Encoding) -> (&[i32], Option<u32>) {
    (&it.pieces, it.rows.first().map(|it| it.to_bits()))
}
