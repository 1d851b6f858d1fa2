//! The second step: the likely pairs of a story are read by a network, both sentences together, and weighed anew with
//! what it says of them.
//!
//! The first step sees each sentence for itself and costs little; it keeps nine of ten linked pairs. Only what it
//! leaves is worth the network's time.

use encode::{Encoding, PairReading};

use crate::evidence::Row;
use crate::relation::{self, Grid, Peaks};
use crate::{Pair, Scorer};

/// Least probability of the first step at which a pair is read.
pub(crate) const MIN_LIKELY: f32 = 0.05;

/// What the network says of a pair by itself.
pub(crate) const NAME: &str = "states one fact";

/// How much evidence reading adds.
pub(crate) const N_EVIDENCE: usize = 1 + relation::NAMES.len();

/// A pair as the network has read it.
#[derive(Debug, Clone)]
pub struct Read {
    /// What it said.
    pub reading: PairReading,
    /// What that is as evidence: the last names of [`crate::evidence_names`].
    pub evidence: [f32; N_EVIDENCE],
}

/// Reads the likely pairs, adds what is said to their evidence and weighs them anew; without a network or its trees
/// nothing changes.
pub(crate) fn read(pairs: &mut [Pair], encodings: &[&[Encoding]], scorer: &Scorer) {
    let (Some(reader), Some(trees)) = (&scorer.reader, &scorer.second) else { return };
    let mut likely: Vec<&mut Pair> =
        pairs.iter_mut().filter(|it| it.probability >= MIN_LIKELY).collect();
    let encoding = |it: (usize, usize)| &encodings[it.0][it.1];
    let texts: Vec<(&Encoding, &Encoding)> =
        likely.iter().map(|it| (encoding(it.lhs), encoding(it.rhs))).collect();
    for (pair, reading) in likely.iter_mut().zip(reader.read(&texts)) {
        let read = |reading| Box::new(Read { reading, evidence: [0.0; N_EVIDENCE] });
        pair.read = reading.map(read);
    }
    likely.retain(|it| it.read.is_some());
    let lengths: Vec<usize> = encodings.iter().map(|it| it.len()).collect();
    add_evidence(&mut likely, &lengths);
    let rows: Vec<Vec<f32>> = likely.iter().map(|it| it.all_evidence()).collect();
    let rows: Vec<&[f32]> = rows.iter().map(Vec::as_slice).collect();
    let probabilities = trees.probabilities(&rows);
    likely.iter_mut().zip(probabilities).for_each(|(it, found)| it.probability = found);
}

/// What is said of each pair, and how that stands among what is said of the others.
fn add_evidence(likely: &mut [&mut Pair], lengths: &[usize]) {
    let mut grid = Grid::new(lengths);
    let rows =
        |grid: &Grid, it: &Pair| (grid.row(it.lhs.0, it.lhs.1), grid.row(it.rhs.0, it.rhs.1));
    for pair in likely.iter() {
        let (a, b) = rows(&grid, pair);
        let said = pair.read.as_ref().map_or(f32::MIN, |it| it.reading.same);
        grid.set(a, b, 1.0 / (1.0 + (-said).exp()));
    }
    let peaks = Peaks::of(&grid);
    for pair in likely {
        let (a, b) = rows(&grid, pair);
        let Some(read) = &mut pair.read else { continue };
        let mut row = Row(&mut read.evidence);
        row.put([read.reading.same]);
        relation::relate(&grid, &peaks, (pair.lhs.0, a), (pair.rhs.0, b), &mut row);
    }
}
