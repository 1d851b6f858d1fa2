//! The second step: the likely pairs of a story are read by a network, both sentences together, and weighed anew with
//! what it says of them.
//!
//! The first step sees each sentence for itself and costs little; it keeps nine of ten linked pairs. Only what it
//! leaves is worth the network's time.

use encode::Encoding;

use crate::relation::{self, Grid, Peaks};
use crate::{Pair, Scorer};

/// Least probability of the first step at which a pair is read.
pub(crate) const MIN_LIKELY: f32 = 0.05;

/// What the network says of a pair by itself.
pub(crate) const NAME: &str = "states one fact";

/// Reads the likely pairs, adds what is said to their evidence and weighs them anew; without a network or its trees
/// nothing changes.
pub(crate) fn read<E: AsRef<[Encoding]>>(pairs: &mut [Pair], encodings: &[E], scorer: &Scorer) {
    let (Some(reader), Some(trees)) = (&scorer.reader, &scorer.second) else { return };
    let mut likely: Vec<&mut Pair> =
        pairs.iter_mut().filter(|it| it.probability >= MIN_LIKELY).collect();
    let encoding = |it: (usize, usize)| &encodings[it.0].as_ref()[it.1];
    let texts: Vec<(&Encoding, &Encoding)> =
        likely.iter().map(|it| (encoding(it.lhs), encoding(it.rhs))).collect();
    for (pair, reading) in likely.iter_mut().zip(reader.read(&texts)) {
        pair.reading = reading;
    }
    likely.retain(|it| it.reading.is_some());
    let lengths: Vec<usize> = encodings.iter().map(|it| it.as_ref().len()).collect();
    add_evidence(&mut likely, &lengths);
    let rows: Vec<&[f32]> = likely.iter().map(|it| &*it.evidence).collect();
    let probabilities = trees.probabilities(&rows);
    likely.iter_mut().zip(probabilities).for_each(|(it, found)| it.probability = found);
}

/// What is said of each pair, and how that stands among what is said of the others.
fn add_evidence(likely: &mut [&mut Pair], lengths: &[usize]) {
    let said = |it: &Pair| it.reading.as_ref().map_or(f32::MIN, |it| it.same);
    let mut grid = Grid::new(lengths);
    let rows =
        |grid: &Grid, it: &Pair| (grid.row(it.lhs.0, it.lhs.1), grid.row(it.rhs.0, it.rhs.1));
    for pair in likely.iter() {
        let (a, b) = rows(&grid, pair);
        grid.set(a, b, 1.0 / (1.0 + (-said(pair)).exp()));
    }
    let peaks = Peaks::of(&grid);
    for pair in likely {
        let (a, b) = rows(&grid, pair);
        pair.evidence.push(said(pair));
        relation::relate(&grid, &peaks, (pair.lhs.0, a), (pair.rhs.0, b), &mut pair.evidence);
    }
}
