//! Weighs every pair of sentences of different articles of a story: by its own evidence, and by how
//! its meaning and words stand among the other pairs.

use claim::Claims;
use encode::{Encoding, PairReading};
use rayon::prelude::*;

use crate::evidence::{self, Rarity};
use crate::relation::{self, Grid, Peaks};
use crate::signature::{self, Interner, Signature};
use crate::{Scorer, SentenceId, foreign, reading};

/// Two sentences of different articles and what speaks for their stating the same fact.
#[derive(Debug, Clone)]
pub struct Pair {
    /// Article and sentence index of the one.
    pub lhs: (usize, usize),
    /// Article and sentence index of the other; its article comes later.
    pub rhs: (usize, usize),
    /// The evidence, in the order of [`evidence_names`]; shorter if the pair was not read.
    pub evidence: Vec<f32>,
    /// Probability that the two state the same fact.
    pub probability: f32,
    /// What the network said of the two, if it has read them together.
    pub reading: Option<PairReading>,
}

/// Names of the evidence that every [`Pair`] has, in order.
#[must_use]
pub fn evidence_names_of_all() -> Vec<String> {
    let mut names: Vec<String> = evidence::NAMES.iter().map(|it| (*it).to_owned()).collect();
    for grid in ["meaning", "words"] {
        names.extend(relation::NAMES.iter().map(|it| format!("{grid}: {it}")));
    }
    names
}

/// Names of the evidence of a [`Pair`] that was read, in order: first those that every pair has.
#[must_use]
pub fn evidence_names() -> Vec<String> {
    let mut names = evidence_names_of_all();
    names.push(format!("reading: {}", reading::NAME));
    names.extend(relation::NAMES.iter().map(|it| format!("reading: {it}")));
    names
}

/// The sort of each piece of evidence, in the order of [`evidence_names`]: what its name begins with.
#[must_use]
pub fn evidence_sorts() -> Vec<&'static str> {
    let own = evidence::NAMES.iter().map(|it| it.split(':').next().unwrap_or(it));
    let related = ["meaning", "words"].into_iter().flat_map(|it| [it; relation::NAMES.len()]);
    own.chain(related).chain(["reading"; 1 + relation::NAMES.len()]).collect()
}

/// Pairs that a thread weighs at once.
const PAIRS_AT_ONCE: usize = 64;
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
    if scorer.is_foreign {
        foreign::standardise(&mut pairs);
    }
    for column in [MEANING, WORDS] {
        add_relations(&mut pairs, &lengths, |pair| pair.evidence[column]);
    }
    pairs.par_chunks_mut(PAIRS_AT_ONCE).for_each(|pairs| {
        let rows: Vec<&[f32]> = pairs.iter().map(|it| &*it.evidence).collect();
        let probabilities = scorer.trees.probabilities(&rows);
        pairs.iter_mut().zip(probabilities).for_each(|(it, found)| it.probability = found);
    });
    reading::read(&mut pairs, encodings, scorer);
    pairs
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
