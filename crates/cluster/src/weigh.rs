//! Weighs every pair of sentences of different articles of a story: by its own evidence, and by how
//! its meaning and words stand among the other pairs.

use std::ops::Range;
use std::sync::LazyLock;

use claim::Claims;
use encode::{Encoding, PairReading};
use rayon::prelude::*;

use crate::evidence::{self, Probe, Rarity, Row, Side};
use crate::relation::{self, Grid, Peaks};
use crate::signature::{self, Interner, Signature};
use crate::{Scorer, foreign, part, reading, standing};

/// How much evidence there is for a pair.
pub(crate) const N_EVIDENCE: usize = PARTS_FROM + evidence::NAMES_OF_PARTS.len();
/// Where the evidence of parts begins.
const PARTS_FROM: usize = evidence::NAMES.len() + GRIDS.len() * relation::NAMES.len();

/// Two sentences of different articles and what speaks for their stating the same fact.
#[derive(Debug, Clone)]
pub struct Pair {
    /// Article and sentence index of the one.
    pub lhs: (usize, usize),
    /// Article and sentence index of the other; its article comes later.
    pub rhs: (usize, usize),
    /// The evidence, in the order of [`evidence_names`].
    pub evidence: [f32; N_EVIDENCE],
    /// Probability that the two state the same fact.
    pub probability: f32,
    /// What the network said of the two, if it has read them together.
    pub reading: Option<Box<PairReading>>,
}

/// Names of the evidence of a [`Pair`], in order.
#[must_use]
pub fn evidence_names() -> Vec<String> {
    let mut names: Vec<String> = evidence::NAMES.iter().map(|it| (*it).to_owned()).collect();
    for (grid, _) in GRIDS {
        names.extend(relation::NAMES.iter().map(|it| format!("{grid}: {it}")));
    }
    names.extend(evidence::NAMES_OF_PARTS.iter().map(|it| (*it).to_owned()));
    names
}

/// Names of what [`crate::explain()`] gives as reasons, in order: the evidence, what the network says, and what a second
/// look adds.
#[must_use]
pub fn reason_names() -> Vec<String> {
    let mut names = evidence_names();
    names.push(format!("{READING}: both sentences together"));
    names.push(format!("{STANDING}: among the other pairs"));
    names
}

/// The sort of what the network says when it has read two sentences together.
pub(crate) const READING: &str = "reading";
/// The sort of what a second look at a pair adds, once all pairs are weighed.
pub(crate) const STANDING: &str = "standing";

/// The sort of each piece of evidence, in the order of [`evidence_names`]: what its name begins with.
#[must_use]
pub fn evidence_sorts() -> Vec<&'static str> {
    let sort = |it: &&'static str| it.split(':').next().unwrap_or(it);
    let grids = GRIDS.iter().flat_map(|(it, _)| [*it; relation::NAMES.len()]);
    evidence::NAMES
        .iter()
        .map(sort)
        .chain(grids)
        .chain(evidence::NAMES_OF_PARTS.iter().map(sort))
        .collect()
}

/// Pairs that a thread weighs at once.
const PAIRS_AT_ONCE: usize = 512;
/// The grids: their names, and the columns of a row that they are made of.
const GRIDS: [(&str, usize); 2] = [("meaning", 3), ("words", 7)];

/// Weighs all pairs. `encodings[a][s]` is sentence `s` of article `a`.
pub(crate) fn weigh(articles: &[Claims], encodings: &[&[Encoding]], scorer: &Scorer) -> Vec<Pair> {
    let mut interner = Interner::default();
    let signatures: Vec<Vec<Signature>> = articles
        .iter()
        .zip(encodings)
        .map(|(claims, encodings)| signature::read(claims, encodings.len(), &mut interner))
        .collect();
    let rarity = Rarity::of(signatures.iter().flatten(), interner.len());
    let lengths: Vec<usize> = signatures.iter().map(Vec::len).collect();
    let mut pairs = all_pairs(articles, &signatures, encodings, &rarity);
    if scorer.is_foreign {
        foreign::standardise(&mut pairs);
    }
    for (idx, (_, column)) in GRIDS.iter().enumerate() {
        add_relations(&mut pairs, &lengths, *column, idx);
    }
    pairs.par_chunks_mut(PAIRS_AT_ONCE).for_each(|pairs| {
        let rows: Vec<&[f32]> = pairs.iter().map(|it| &it.evidence[..]).collect();
        let probabilities = scorer.trees.probabilities(&rows);
        pairs.iter_mut().zip(probabilities).for_each(|(it, found)| it.probability = found);
    });
    if let Some(reader) = &scorer.reader {
        reading::read(&mut pairs, encodings, reader);
    }
    if let Some(trees) = &scorer.standing {
        standing::settle(&mut pairs, &lengths, trees);
    }
    pairs.par_iter_mut().filter(|it| is_verbatim(it)).for_each(|it| {
        it.probability = it.probability.max(VERBATIM);
    });
    pairs
}

/// Of sentences of so many words and so like length, so much of the longer of which stands in both, 99 in a hundred
/// state one fact (out of fold over the labelled events). Where two texts of a sentence or two are compared, nothing
/// tells the model what is rare in the story, and it would miss them.
fn is_verbatim(pair: &Pair) -> bool {
    let [shared, shorter, ratio] = *LIKENESS;
    pair.evidence[shared] >= MIN_SHARED
        && pair.evidence[shorter] >= MIN_LENGTH
        && pair.evidence[ratio] >= MIN_SHARED
}

const MIN_SHARED: f32 = 0.75;
const MIN_LENGTH: f32 = 5.0;
/// How likely they are held to be at least.
const VERBATIM: f32 = 0.9;
/// Columns of the evidence.
static LIKENESS: LazyLock<[usize; 3]> = LazyLock::new(|| {
    ["words: shared share of the longer", "length: shorter", "length: ratio"].map(|wanted| {
        let found = evidence::NAMES.iter().position(|it| *it == wanted);
        found.expect("a name of the evidence")
    })
});

fn all_pairs(
    articles: &[Claims],
    signatures: &[Vec<Signature>],
    encodings: &[&[Encoding]],
    rarity: &Rarity,
) -> Vec<Pair> {
    // Only what a network has read is compared by parts.
    let parts = LazyLock::new(|| -> Vec<Vec<Vec<Range<usize>>>> {
        let of_article = |(claims, encodings): (&Claims, &&[Encoding])| {
            let sentences = encodings.iter().take(claims.document.sentences.len()).enumerate();
            sentences.map(|(idx, it)| part::of(claims, idx, it)).collect()
        };
        articles.iter().zip(encodings).map(of_article).collect()
    });
    let sides: Vec<Vec<Side<'_>>> =
        signatures.iter().map(|it| it.iter().map(|it| Side::of(it, rarity)).collect()).collect();
    let lengths: Vec<usize> = signatures.iter().map(Vec::len).collect();
    let mut pairs = places(&lengths);
    let mut rest = pairs.as_mut_slice();
    let mut blocks = Vec::new();
    for a in 0..lengths.len() {
        for b in a + 1..lengths.len() {
            let (block, others) = rest.split_at_mut(lengths[a] * lengths[b]);
            rest = others;
            if !block.is_empty() {
                blocks.push((a, b, block));
            }
        }
    }
    blocks.into_par_iter().for_each(|(a, b, block)| {
        let (lhs, rhs) = (&encodings[a][..lengths[a]], &encodings[b][..lengths[b]]);
        let aligned = encode::align_looked_up(lhs, rhs);
        block.par_chunks_mut(lengths[b]).enumerate().for_each(|(i, row)| {
            let mut probe = Probe::of(&sides[a][i], rarity);
            for (j, pair) in row.iter_mut().enumerate() {
                let alignment = match &aligned {
                    Some(aligned) => aligned[i * lengths[b] + j],
                    None => {
                        let (whole, of_parts) =
                            encode::align_parts(&lhs[i], &rhs[j], &parts[a][i], &parts[b][j]);
                        evidence::weigh_parts(of_parts, &mut pair.evidence[PARTS_FROM..]);
                        whole
                    }
                };
                probe.weigh(&sides[b][j], alignment, &mut pair.evidence[..evidence::NAMES.len()]);
            }
        });
    });
    pairs
}

/// All pairs, not yet weighed.
fn places(lengths: &[usize]) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for article_a in 0..lengths.len() {
        for article_b in article_a + 1..lengths.len() {
            for a in 0..lengths[article_a] {
                pairs.extend((0..lengths[article_b]).map(|b| Pair {
                    lhs: (article_a, a),
                    rhs: (article_b, b),
                    evidence: [0.0; N_EVIDENCE],
                    probability: 0.0,
                    reading: None,
                }));
            }
        }
    }
    pairs
}

/// Adds how each pair stands in the grid of a column.
fn add_relations(pairs: &mut [Pair], lengths: &[usize], column: usize, grid_idx: usize) {
    let grid = grid(pairs, lengths, |it| it.evidence[column]);
    let peaks = Peaks::of(&grid);
    let from = evidence::NAMES.len() + grid_idx * relation::NAMES.len();
    pairs.par_iter_mut().for_each(|pair| {
        let (a, b) = places_in(&grid, pair);
        let mut row = Row(&mut pair.evidence[from..from + relation::NAMES.len()]);
        relation::relate(&grid, &peaks, (pair.lhs.0, a), (pair.rhs.0, b), &mut row);
    });
}

/// A score of all pairs.
pub(crate) fn grid(pairs: &[Pair], lengths: &[usize], score: impl Fn(&Pair) -> f32) -> Grid {
    let mut grid = Grid::new(lengths);
    for pair in pairs {
        let (a, b) = places_in(&grid, pair);
        grid.set(a, b, score(pair));
    }
    grid
}

/// The rows of a pair's sentences.
pub(crate) fn places_in(grid: &Grid, pair: &Pair) -> (usize, usize) {
    (grid.row(pair.lhs.0, pair.lhs.1), grid.row(pair.rhs.0, pair.rhs.1))
}
