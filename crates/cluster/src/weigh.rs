//! Weighs every pair of sentences of different articles of a story: by its own evidence, and by how
//! its meaning and words stand among the other pairs.

use claim::Claims;
use encode::{Encoding, PairReading};
use rayon::prelude::*;

use crate::SentenceId;
use crate::evidence::{self, Rarity};
use crate::relation::{self, Grid, Peaks};
use crate::signature::{self, Interner, Signature};
use crate::scorer::{Scorer, Second};

/// Two sentences of different articles and what speaks for their stating the same fact.
#[derive(Debug, Clone)]
pub struct Pair {
    /// Article and sentence index of the one.
    pub lhs: (usize, usize),
    /// Article and sentence index of the other; its article comes later.
    pub rhs: (usize, usize),
    /// The evidence, in the order of [`evidence_names`].
    pub evidence: Vec<f32>,
    /// Probability that the two state the same fact.
    pub probability: f32,
    /// What the network said of the two, if the first step held them likely enough to be read.
    pub reading: Option<PairReading>,
}

/// Names of the evidence of a [`Pair`], in order.
#[must_use]
pub fn evidence_names() -> Vec<String> {
    let mut names: Vec<String> = evidence::NAMES.iter().map(|it| (*it).to_owned()).collect();
    for grid in ["meaning", "words"] {
        names.extend(relation::NAMES.iter().map(|it| format!("{grid}: {it}")));
    }
    names
}

/// Names of what the second step adds to the evidence of a pair that it has read.
pub const SECOND_NAMES: [&str; 4] = [
    "first step: log-odds",
    "read together: same",
    "read together: exclusive",
    "read together: likeliest difference",
];

/// Least probability of the first step at which a pair is read: of the linked pairs of
/// `gold/train` nine in ten lie above it (`make model` prints the share).
const LEAST_TO_READ: f32 = 0.03;
/// Most pairs that are read, for each sentence of the story; the likeliest come first.
const READ_PER_SENTENCE: usize = 3;

/// Columns of a row that the grids are made of.
const MEANING: usize = 3;
const WORDS: usize = 7;

/// Weighs all pairs. `encodings[a][s]` is sentence `s` of article `a`.
pub(crate) fn weigh(articles: &[Claims], encodings: &[&[Encoding]], scorer: &Scorer) -> Vec<Pair> {
    let mut interner = Interner::default();
    let signatures: Vec<Vec<Signature<'_>>> = articles
        .iter()
        .zip(encodings)
        .map(|(claims, encodings)| signature::read(claims, encodings, &mut interner))
        .collect();
    let rarity = Rarity::of(signatures.iter().flatten(), interner.len());
    let lengths: Vec<usize> = signatures.iter().map(Vec::len).collect();
    let mut pairs = all_pairs(&signatures, &rarity);
    for column in [MEANING, WORDS] {
        add_relations(&mut pairs, &lengths, |pair| pair.evidence[column]);
    }
    pairs.par_iter_mut().for_each(|it| it.probability = scorer.first.probability(&it.evidence));
    if let Some(second) = &scorer.second {
        read(&mut pairs, encodings, second);
    }
    pairs
}

/// The second step: the likely pairs are read by the network and weighed anew, with what it says
/// added to their evidence in the order of [`SECOND_NAMES`].
fn read(pairs: &mut [Pair], encodings: &[&[Encoding]], second: &Second) {
    let n_sentences: usize = encodings.iter().map(|it| it.len()).sum();
    let mut likely: Vec<usize> =
        (0..pairs.len()).filter(|it| pairs[*it].probability >= LEAST_TO_READ).collect();
    likely.sort_by(|a, b| pairs[*b].probability.total_cmp(&pairs[*a].probability));
    // Pairs as likely as the first one beyond the limit are not read either, so that which are read
    // does not hang on the order of the articles.
    if let Some(beyond) = likely.get(READ_PER_SENTENCE * n_sentences) {
        let beyond = pairs[*beyond].probability;
        likely.retain(|it| pairs[*it].probability > beyond);
    }
    let texts: Vec<(&Encoding, &Encoding)> = likely
        .iter()
        .map(|it| {
            let Pair { lhs, rhs, .. } = &pairs[*it];
            (&encodings[lhs.0][lhs.1], &encodings[rhs.0][rhs.1])
        })
        .collect();
    for (place, reading) in likely.into_iter().zip(second.reader.read(&texts)) {
        let Some(reading) = reading else { continue };
        let pair = &mut pairs[place];
        let odds = pair.probability / (1.0 - pair.probability).max(1e-6);
        let most = reading.kinds.iter().copied().fold(f32::MIN, f32::max);
        pair.evidence.extend([odds.max(1e-6).ln(), reading.same, reading.exclusive, most]);
        if let Some(trees) = &second.trees {
            pair.probability = trees.probability(&pair.evidence);
        }
        pair.reading = Some(reading);
    }
}

fn all_pairs(signatures: &[Vec<Signature<'_>>], rarity: &Rarity) -> Vec<Pair> {
    let mut places = Vec::new();
    for (article_a, lhs) in signatures.iter().enumerate() {
        for (article_b, rhs) in signatures.iter().enumerate().skip(article_a + 1) {
            for a in 0..lhs.len() {
                places.extend((0..rhs.len()).map(|b| ((article_a, a), (article_b, b))));
            }
        }
    }
    let signature = |it: SentenceId| &signatures[it.0][it.1];
    places
        .into_par_iter()
        .map(|(lhs, rhs)| Pair {
            lhs,
            rhs,
            evidence: evidence::weigh(signature(lhs), signature(rhs), rarity),
            probability: 0.0,
            reading: None,
        })
        .collect()
}

fn add_relations(pairs: &mut [Pair], lengths: &[usize], score: impl Fn(&Pair) -> f32) {
    let mut grid = Grid::new(lengths);
    let rows = |grid: &Grid, pair: &Pair| {
        (grid.row(pair.lhs.0, pair.lhs.1), grid.row(pair.rhs.0, pair.rhs.1))
    };
    for pair in pairs.iter() {
        let (a, b) = rows(&grid, pair);
        grid.set(a, b, score(pair));
    }
    let peaks = Peaks::of(&grid);
    pairs.par_iter_mut().for_each(|pair| {
        let (a, b) = rows(&grid, pair);
        relation::relate(&grid, &peaks, (pair.lhs.0, a), (pair.rhs.0, b), &mut pair.evidence);
    });
}
