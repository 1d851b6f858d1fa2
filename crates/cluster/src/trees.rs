//! Boosted regression trees: from a row of evidence to a probability.
//!
//! The trees are trained outside (see `training/`) and read from a compact little-endian file:
//! `u32` number of trees; for each tree `u16` number of nodes, then for each node `u16` feature
//! (`0xFFFF` for a leaf), `f32` threshold or leaf value, `u16` left and `u16` right child. A row
//! goes left where `row[feature] <= threshold`. The sum of the leaves is a log-odds.
//!
//! A model is not walked node by node, which a processor cannot foresee. For each feature the
//! thresholds of all trees stand in a row; a row of evidence passes those it exceeds and closes, in
//! each one's tree, the leaves to its left. The first leaf left open is the tree's
//! (Lucchese et al., 2015, QuickScorer). Some rows go side by side, so that one pass over the thresholds
//! serves them all (Lucchese et al., 2016).
//!
//! Three in four pairs are hopeless after the first trees, and the others are not asked (Cambazoglu et al.,
//! 2010, early exit).

use std::ops::Range;

use rten_simd::{Isa, SimdOp};

/// A loaded model.
#[derive(Debug, Clone)]
pub struct Trees {
    /// The trees that every row is asked, and those that only rows with some hope are.
    first: Grove,
    rest: Grove,
    /// The same trees node by node, to tell what each piece of evidence did.
    pub(crate) grown: Vec<Vec<Node>>,
}

/// Some of the trees, in the form in which many rows are asked together.
#[derive(Debug, Clone)]
struct Grove {
    /// All thresholds, by feature and then by value.
    cuts: Vec<Cut>,
    /// The cuts of each feature.
    features: Vec<Range<usize>>,
    /// All leaves, tree by tree, from left to right.
    leaves: Vec<f32>,
    /// Index of each tree's first leaf.
    first_leaves: Vec<usize>,
}

/// A threshold of a tree.
#[derive(Debug, Clone, Copy)]
struct Cut {
    value: f32,
    /// A bit for each leaf that stays open where the evidence is larger.
    open: u16,
    tree: u32,
}

/// The leaves of a tree that are still open, for each of some rows: a line of the cache.
#[derive(Debug, Clone, Copy)]
#[repr(align(64))]
struct Open([u16; LANES]);

/// A node as the file has it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Node {
    /// The evidence it asks for; none for a leaf.
    feature: u16,
    /// Threshold, or what the leaf adds to the log-odds.
    pub(crate) value: f32,
    pub(crate) left: u16,
    pub(crate) right: u16,
}

impl Node {
    /// The evidence it asks for; `None` for a leaf.
    pub(crate) fn asks(&self) -> Option<usize> {
        (self.feature != LEAF).then_some(usize::from(self.feature))
    }

    /// True if a row goes left here.
    pub(crate) fn is_left(&self, row: &[f32]) -> bool {
        row.get(usize::from(self.feature)).copied().unwrap_or(0.0) <= self.value
    }
}

const LEAF: u16 = u16::MAX;
/// Rows that go side by side: so many that the compiler makes vector instructions of the loops over them.
const LANES: usize = 32;
/// Every row is asked one in so many of the trees, from the first; and the log-odds below which a row is then hopeless: of the pairs of
/// `gold/train` 79 of 100 with the network and 77 without. Of those that all trees give 0.12 or more these are 2 of
/// 12,566 and 1 of 12,726, none above 0.17.
const FIRST: usize = 5;
const HOPELESS: f32 = -4.5;
/// Nodes of a tree at most: it has a bit for each leaf.
const MAX_NODES: usize = 2 * u16::BITS as usize - 1;

impl Trees {
    /// Reads a model; `None` if the bytes are not one.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut rest = bytes;
        let n_trees = u32::from_le_bytes(take(&mut rest)?);
        let mut grown = Vec::new();
        for _ in 0..n_trees {
            grown.push(nodes(&mut rest)?);
        }
        let (first, others) = grown.split_at(grown.len().div_ceil(FIRST));
        let (first, others) = (Grove::plant(first)?, Grove::plant(others)?);
        rest.is_empty().then_some(Self { first, rest: others, grown })
    }

    /// The probability for one row. Evidence the row lacks counts as 0.
    #[must_use]
    pub fn probability(&self, row: &[f32]) -> f32 {
        probability(self.log_odds(row))
    }

    /// The same for many rows; each gets what it would get alone, to the bit, but one that the first trees
    /// find hopeless: what these say, which is below 0.012.
    #[must_use]
    pub fn probabilities(&self, rows: &[&[f32]]) -> Vec<f32> {
        let mut sums = vec![0.0; rows.len()];
        let all: Vec<usize> = (0..rows.len()).collect();
        Asking { grove: &self.first, rows, chosen: &all, sums: &mut sums }.dispatch();
        let hopeful: Vec<usize> = all.into_iter().filter(|it| sums[*it] >= HOPELESS).collect();
        Asking { grove: &self.rest, rows, chosen: &hopeful, sums: &mut sums }.dispatch();
        sums.into_iter().map(probability).collect()
    }

    /// The same as log-odds.
    #[must_use]
    pub fn log_odds(&self, row: &[f32]) -> f32 {
        // Of one row alone a walk is quicker.
        let leaf = |nodes: &Vec<Node>| {
            let mut node = nodes.first()?;
            while node.asks().is_some() {
                let next = if node.is_left(row) { node.left } else { node.right };
                node = nodes.get(usize::from(next))?;
            }
            Some(node.value)
        };
        self.grown.iter().filter_map(leaf).sum()
    }
}

/// Trees asked of the rows chosen, in the widest vector instructions that the machine has.
struct Asking<'a> {
    grove: &'a Grove,
    rows: &'a [&'a [f32]],
    chosen: &'a [usize],
    sums: &'a mut [f32],
}

impl SimdOp for Asking<'_> {
    type Output = ();

    #[expect(clippy::inline_always, reason = "only what is inlined here gets those instructions")]
    #[inline(always)]
    fn eval<I: Isa>(self, _: I) {
        self.grove.ask(self.rows, self.chosen, self.sums);
    }
}

impl Grove {
    /// Of these trees; `None` if they are damaged.
    fn plant(grown: &[Vec<Node>]) -> Option<Self> {
        let mut cuts: Vec<(u16, Cut)> = Vec::new();
        let mut leaves = Vec::new();
        let mut first_leaves = Vec::new();
        for (tree, nodes) in grown.iter().enumerate() {
            first_leaves.push(leaves.len());
            let mut planting = Planting { nodes, tree, n_seen: 0, leaves: Vec::new() };
            planting.add(0, &mut cuts)?;
            leaves.append(&mut planting.leaves);
        }
        cuts.sort_by(|(a, lhs), (b, rhs)| a.cmp(b).then(lhs.value.total_cmp(&rhs.value)));
        let n_features = cuts.last().map_or(0, |(feature, _)| usize::from(*feature) + 1);
        let start = |it: usize| cuts.partition_point(|(feature, _)| usize::from(*feature) < it);
        let features = (0..n_features).map(|it| start(it)..start(it + 1)).collect();
        let cuts = cuts.into_iter().map(|(_, cut)| cut).collect();
        Some(Self { cuts, features, leaves, first_leaves })
    }

    /// Adds what these trees say of the rows chosen to their sums.
    #[inline(always)]
    fn ask(&self, rows: &[&[f32]], chosen: &[usize], sums: &mut [f32]) {
        let mut open = vec![Open([0; LANES]); self.first_leaves.len()];
        for some in chosen.chunks(LANES) {
            let mut lanes = [0.0; LANES];
            lanes.iter_mut().zip(some).for_each(|(lane, it)| *lane = sums[*it]);
            let asked: Vec<&[f32]> = some.iter().map(|it| rows[*it]).collect();
            self.open_leaves(&asked, &mut open);
            self.add(&open, &mut lanes);
            lanes.iter().zip(some).for_each(|(lane, it)| sums[*it] = *lane);
        }
    }

    /// Leaves open in `open`, for each tree and each of at most [`LANES`] rows, those that the rows leave
    /// open.
    #[inline(always)]
    fn open_leaves(&self, rows: &[&[f32]], open: &mut [Open]) {
        open.fill(Open([u16::MAX; LANES]));
        for (feature, range) in self.features.iter().enumerate() {
            let mut evidence = [f32::NEG_INFINITY; LANES];
            for (lane, row) in evidence.iter_mut().zip(rows) {
                let value = row.get(feature).copied().unwrap_or(0.0);
                // What is no number goes right everywhere.
                *lane = if value.is_nan() { f32::INFINITY } else { value };
            }
            let highest = evidence.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            for cut in self.cuts[range.clone()].iter().take_while(|it| it.value < highest) {
                let open = &mut open[cut.tree as usize].0;
                for (open, evidence) in open.iter_mut().zip(&evidence) {
                    // Without a branch: all bits where the evidence is no larger.
                    *open &= cut.open | u16::from(cut.value < *evidence).wrapping_sub(1);
                }
            }
        }
    }

    /// Adds the first open leaf of every tree to each row's sum.
    #[inline(never)]
    fn add(&self, open: &[Open], sums: &mut [f32; LANES]) {
        for (first, open) in self.first_leaves.iter().zip(open) {
            for (sum, open) in sums.iter_mut().zip(&open.0) {
                *sum += self.leaves[first + open.trailing_zeros() as usize];
            }
        }
    }
}

pub(crate) fn probability(log_odds: f32) -> f32 {
    1.0 / (1.0 + (-log_odds).exp())
}

/// `ln(p / (1 - p))`, for probabilities that are neither 0 nor 1 by rounding.
pub(crate) fn log_odds(probability: f32) -> f32 {
    let probability = probability.clamp(1e-6, 1.0 - 1e-6);
    (probability / (1.0 - probability)).ln()
}

/// Reads the nodes of one tree.
fn nodes(rest: &mut &[u8]) -> Option<Vec<Node>> {
    let n_nodes = usize::from(u16::from_le_bytes(take(rest)?));
    let node = |_| {
        Some(Node {
            feature: u16::from_le_bytes(take(rest)?),
            value: f32::from_le_bytes(take(rest)?),
            left: u16::from_le_bytes(take(rest)?),
            right: u16::from_le_bytes(take(rest)?),
        })
    };
    (n_nodes <= MAX_NODES).then(|| (0..n_nodes).map(node).collect())?
}

/// One tree on its way from nodes to cuts and leaves.
struct Planting<'a> {
    nodes: &'a [Node],
    tree: usize,
    /// Nodes met so far; a damaged file could lead round in circles.
    n_seen: usize,
    leaves: Vec<f32>,
}

impl Planting<'_> {
    /// Adds what is below a node, from left to right.
    fn add(&mut self, node_idx: u16, cuts: &mut Vec<(u16, Cut)>) -> Option<()> {
        let node = *self.nodes.get(usize::from(node_idx))?;
        self.n_seen += 1;
        if self.n_seen > self.nodes.len() {
            return None;
        }
        if node.feature == LEAF {
            self.leaves.push(node.value);
            return Some(());
        }
        let before = self.leaves.len();
        self.add(node.left, cuts)?;
        let to_the_left = (1u32 << self.leaves.len()) - (1u32 << before);
        let cut = Cut { value: node.value, open: !(to_the_left as u16), tree: self.tree as u32 };
        cuts.push((node.feature, cut));
        self.add(node.right, cuts)
    }
}

fn take<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    let (head, tail) = rest.split_first_chunk::<N>()?;
    *rest = tail;
    Some(*head)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stump() -> Vec<u8> {
        let mut bytes = 1u32.to_le_bytes().to_vec();
        bytes.extend(3u16.to_le_bytes());
        for (feature, value, left, right) in
            [(0, 0.5f32, 1u16, 2u16), (LEAF, -2.0, 0, 0), (LEAF, 2.0, 0, 0)]
        {
            bytes.extend(feature.to_le_bytes());
            bytes.extend(value.to_le_bytes());
            bytes.extend(left.to_le_bytes());
            bytes.extend(right.to_le_bytes());
        }
        bytes
    }

    #[test]
    fn a_row_goes_left_up_to_the_threshold() {
        let trees = Trees::from_bytes(&stump()).expect("a whole model");
        assert!(trees.probability(&[0.5]) < 0.2);
        assert!(trees.probability(&[0.6]) > 0.8);
        assert!(trees.probability(&[]) < 0.2);
    }

    #[test]
    fn rows_side_by_side_get_what_each_gets_alone() {
        let trees = crate::Scorer::fast().trees;
        let row = |seed: usize| -> Vec<f32> {
            (0..96).map(|it| ((it * 37 + seed * 101) % 89) as f32 / 60.0 - 0.4).collect()
        };
        let rows: Vec<Vec<f32>> = (0..21).map(row).collect();
        let rows: Vec<&[f32]> = rows.iter().map(Vec::as_slice).collect();
        let together = trees.probabilities(&rows);
        let alone: Vec<f32> = rows.iter().map(|it| trees.probability(it)).collect();
        assert_eq!(together.len(), 21);
        let least = probability(HOPELESS);
        let is_same = |(a, b): (&f32, &f32)| a.to_bits() == b.to_bits() || *a < least && *b < 0.05;
        assert!(together.iter().zip(&alone).all(is_same), "{together:?} {alone:?}");
        assert!(alone.iter().any(|it| *it >= least), "none with any hope: {alone:?}");
    }

    #[test]
    fn damaged_bytes_are_no_model() {
        let bytes = stump();
        assert!(Trees::from_bytes(&bytes[..bytes.len() - 1]).is_none());
        assert!(Trees::from_bytes(&[]).is_none());
        let mut round = stump();
        round[12..14].copy_from_slice(&0u16.to_le_bytes());
        assert!(Trees::from_bytes(&round).is_none(), "the root is its own left child");
    }
}
