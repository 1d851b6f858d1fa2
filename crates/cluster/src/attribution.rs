//! What each piece of evidence did to a score.
//!
//! A row's log-odds is shared out among its evidence by Shapley values of the trees, where a piece
//! of evidence that is not known sends a row both ways, in the shares in which a set of rows went
//! (path-dependent TreeSHAP: Lundberg, Erion and Lee, 2018, "Consistent individualized feature
//! attribution for tree ensembles"). The shares and the mean log-odds of that set add up to the
//! row's log-odds, up to rounding.
//!
//! Each leaf is a game of its own: it gives its value if every piece of evidence on its path is
//! such that the row comes there. With `z` the share of the set that goes the leaf's way and `o` 1
//! or 0 as the row goes it or not, the value of a set `S` of known evidence is the product of `o`
//! over `S` and of `z` over the rest; a polynomial counts these products by the size of `S`.

use crate::Trees;
use crate::trees::Node;

/// Rows that stand for all pairs of a story at most; evenly picked where there are more.
const MAX_ROWS: usize = 2000;

/// How many rows of a set passed each node, tree by tree.
#[derive(Debug, Clone)]
pub(crate) struct Covers(Vec<Vec<u32>>);

/// A score shared out.
#[derive(Debug, Clone)]
pub(crate) struct Attribution {
    /// Mean log-odds of the set of rows.
    pub(crate) base: f64,
    /// For each piece of evidence what it adds to the log-odds.
    pub(crate) weights: Vec<f64>,
}

/// The evidence on the way to a leaf: which, share of the set, whether the row goes this way.
type Step = (usize, f64, bool);

impl Covers {
    /// Sends a set of rows through the trees, or evenly picked ones of a large set.
    pub(crate) fn of<'a>(trees: &Trees, rows: impl ExactSizeIterator<Item = &'a [f32]>) -> Self {
        let step = rows.len().div_ceil(MAX_ROWS).max(1);
        let mut covers: Vec<Vec<u32>> = trees.grown.iter().map(|it| vec![0; it.len()]).collect();
        for row in rows.step_by(step) {
            for (nodes, passed) in trees.grown.iter().zip(&mut covers) {
                let mut at = 0;
                while let Some(node) = nodes.get(at) {
                    passed[at] += 1;
                    if node.asks().is_none() {
                        break;
                    }
                    at = usize::from(if node.is_left(row) { node.left } else { node.right });
                }
            }
        }
        Self(covers)
    }

    /// Shares a row's log-odds out.
    pub(crate) fn attribute(&self, trees: &Trees, row: &[f32]) -> Attribution {
        let mut attribution = Attribution { base: 0.0, weights: vec![0.0; row.len()] };
        let (path, steps, sums) = (Vec::new(), Vec::new(), Vec::new());
        let mut walk =
            Walk { nodes: &[], covers: &[], row, path, steps, sums, to: &mut attribution };
        for (nodes, covers) in trees.grown.iter().zip(&self.0) {
            (walk.nodes, walk.covers) = (nodes, covers);
            walk.go(0);
        }
        attribution
    }
}

struct Walk<'a> {
    nodes: &'a [Node],
    covers: &'a [u32],
    row: &'a [f32],
    path: Vec<Step>,
    /// The same with each piece of evidence once.
    steps: Vec<Step>,
    sums: Vec<f64>,
    to: &'a mut Attribution,
}

impl Walk<'_> {
    fn go(&mut self, at: usize) {
        let node = self.nodes[at];
        let Some(asked) = node.asks() else { return self.share(f64::from(node.value)) };
        let is_left = node.is_left(self.row);
        for (child, is_ours) in [(node.left, is_left), (node.right, !is_left)] {
            let child = usize::from(child);
            let share = f64::from(self.covers[child]) / f64::from(self.covers[at].max(1));
            if share == 0.0 && !is_ours {
                // Neither the row nor the set comes there.
                continue;
            }
            self.path.push((asked, share, is_ours));
            self.go(child);
            self.path.pop();
        }
    }

    /// Shares out what one leaf gives.
    fn share(&mut self, value: f64) {
        self.steps.clear();
        for (asked, share, is_ours) in &self.path {
            match self.steps.iter_mut().find(|it| it.0 == *asked) {
                Some(known) => *known = (*asked, known.1 * share, known.2 && *is_ours),
                None => self.steps.push((*asked, *share, *is_ours)),
            }
        }
        self.to.base += value * self.steps.iter().map(|it| it.1).product::<f64>();
        for (at, (asked, share, is_ours)) in self.steps.iter().enumerate() {
            let own = f64::from(u8::from(*is_ours)) - share;
            let others = self.steps[..at].iter().chain(&self.steps[at + 1..]);
            products(others, &mut self.sums);
            if let Some(weight) = self.to.weights.get_mut(*asked) {
                *weight += value * own * mean_over_orders(&self.sums);
            }
        }
    }
}

/// For each size of a set of known evidence the sum of the products over all sets of that size.
fn products<'a>(steps: impl Iterator<Item = &'a Step>, sums: &mut Vec<f64>) {
    sums.clear();
    sums.push(1.0);
    for (_, share, is_ours) in steps {
        sums.push(0.0);
        for size in (0..sums.len()).rev() {
            let grown = if *is_ours && size > 0 { sums[size - 1] } else { 0.0 };
            sums[size] = sums[size] * share + grown;
        }
    }
}

/// The sums weighed as Shapley values want it: by the share of all orders of the `n` pieces of
/// evidence in which one comes right after a set of that size.
fn mean_over_orders(sums: &[f64]) -> f64 {
    // k! (n - 1 - k)! / n!, from one size to the next; there are as many sums as evidence.
    let mut left = f64::from(u32::try_from(sums.len()).unwrap_or(u32::MAX));
    let mut weight = 1.0 / left;
    let (mut size, mut mean) = (0.0, 0.0);
    for sum in sums {
        mean += weight * sum;
        size += 1.0;
        left -= 1.0;
        weight *= size / f64::max(left, 1.0);
    }
    mean
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trees() -> Trees {
        // If the first is large, and the second too, 4, else 1; else -3 or -1 by the third.
        let nodes: [(u16, f32, u16, u16); 7] = [
            (0, 0.5, 1, 4),
            (2, 0.5, 2, 3),
            (u16::MAX, -3.0, 0, 0),
            (u16::MAX, -1.0, 0, 0),
            (1, 0.5, 5, 6),
            (u16::MAX, 1.0, 0, 0),
            (u16::MAX, 4.0, 0, 0),
        ];
        let mut bytes = 1u32.to_le_bytes().to_vec();
        bytes.extend(7u16.to_le_bytes());
        for (feature, value, left, right) in nodes {
            bytes.extend(feature.to_le_bytes());
            bytes.extend(value.to_le_bytes());
            bytes.extend(left.to_le_bytes());
            bytes.extend(right.to_le_bytes());
        }
        Trees::from_bytes(&bytes).expect("a whole model")
    }

    const ROWS: [[f32; 4]; 4] =
        [[0.0, 0.0, 0.0, 0.0], [0.0, 1.0, 1.0, 0.0], [1.0, 0.0, 0.0, 0.0], [1.0, 1.0, 0.0, 0.0]];

    #[test]
    fn the_shares_add_up_to_the_score() {
        let trees = trees();
        let covers = Covers::of(&trees, ROWS.iter().map(<[f32; 4]>::as_slice));
        let mean = ROWS.iter().map(|it| f64::from(trees.log_odds(it))).sum::<f64>() / 4.0;
        for row in ROWS {
            let it = covers.attribute(&trees, &row);
            assert!((it.base - mean).abs() < 1e-9, "{} is not {mean}", it.base);
            let sum = it.base + it.weights.iter().sum::<f64>();
            assert!((sum - f64::from(trees.log_odds(&row))).abs() < 1e-6, "{row:?}: {sum}");
            assert_eq!(it.weights[3].abs(), 0.0, "what no tree asks for does nothing");
        }
    }

    #[test]
    fn evidence_weighs_what_it_changes_on_average() {
        let trees = trees();
        let covers = Covers::of(&trees, ROWS.iter().map(<[f32; 4]>::as_slice));
        let it = covers.attribute(&trees, &[1.0, 1.0, 0.0, 0.0]);
        // Known alone the first gives 2.5 instead of 0.25, after the second 4 instead of 1; the
        // third does not matter once the first is known.
        let value = |first: bool, second: bool, third: bool| match (first, second, third) {
            (true, true, _) => 4.0,
            (true, false, _) => 2.5,
            (false, second, third) => {
                let large = if second { 4.0 } else { 2.5 };
                let small = if third { -3.0 } else { -2.0 };
                (large + small) / 2.0
            }
        };
        let first =
            [(false, false, 2.0), (true, false, 1.0), (false, true, 1.0), (true, true, 2.0)]
                .map(|(b, c, n)| n / 6.0 * (value(true, b, c) - value(false, b, c)))
                .iter()
                .sum::<f64>();
        assert!((it.weights[0] - first).abs() < 1e-9, "{} is not {first}", it.weights[0]);
        assert!(it.weights[0] > it.weights[1] && it.weights[1] > it.weights[2]);
    }
}
