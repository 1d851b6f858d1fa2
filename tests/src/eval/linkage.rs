//! Average link over all articles at once, to measure the online way against, and the scores.

use std::collections::BTreeMap;

use crate::stories::Labelled;

/// Likenesses of `n` articles, each pair once: row by row, `n` numbers a row.
pub(super) struct Likeness {
    n: usize,
    values: Vec<f32>,
}

impl Likeness {
    pub(super) fn new(n: usize, of: impl Fn(usize, usize) -> f32) -> Self {
        let mut values = vec![0.0; n * n];
        for a in 0..n {
            for b in 0..a {
                let likeness = of(a, b);
                values[a * n + b] = likeness;
                values[b * n + a] = likeness;
            }
        }
        Self { n, values }
    }

    /// Joins the two likest groups by their mean until none are left: likeness and members' first
    /// articles of each joint, in order.
    pub(super) fn joints(mut self) -> Vec<(f32, usize, usize)> {
        let n = self.n;
        let mut size = vec![1.0f32; n];
        let mut alive: Vec<usize> = (0..n).collect();
        let best_of = |values: &[f32], alive: &[usize], a: usize| {
            let mut best = (0.0, usize::MAX);
            for &b in alive.iter().filter(|it| **it != a) {
                if values[a * n + b] > best.0 {
                    best = (values[a * n + b], b);
                }
            }
            best
        };
        let mut best: Vec<(f32, usize)> =
            (0..n).map(|it| best_of(&self.values, &alive, it)).collect();
        let mut joints = Vec::new();
        loop {
            let top = alive.iter().copied().max_by(|a, b| best[*a].0.total_cmp(&best[*b].0));
            let Some((a, (likeness, b))) = top.map(|it| (it, best[it])) else { break };
            if likeness <= 0.0 {
                break;
            }
            joints.push((likeness, a, b));
            alive.retain(|it| *it != b);
            for &other in alive.iter().filter(|it| **it != a) {
                let mean = (size[a] * self.values[a * n + other]
                    + size[b] * self.values[b * n + other])
                    / (size[a] + size[b]);
                self.values[a * n + other] = mean;
                self.values[other * n + a] = mean;
            }
            size[a] += size[b];
            for &other in &alive {
                if other == a || best[other].1 == a || best[other].1 == b {
                    best[other] = best_of(&self.values, &alive, other);
                }
            }
        }
        joints
    }
}

/// The group of each article if only joints of at least this likeness are made.
pub(super) fn cut(n: usize, joints: &[(f32, usize, usize)], least: f32) -> Vec<usize> {
    let mut group: Vec<usize> = (0..n).collect();
    for &(_, a, b) in joints.iter().take_while(|it| it.0 >= least) {
        let (into, from) = (group[a], group[b]);
        group.iter_mut().filter(|it| **it == from).for_each(|it| *it = into);
    }
    group
}

/// How well groups match the editors' stories, over the labelled articles alone.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Match {
    /// Harmonic mean of B-cubed precision and recall (Bagga and Baldwin, 1998).
    pub b_cubed: f64,
    /// Of the pairs put together the share of one story.
    pub precision: f64,
    /// Of the pairs of one story the share put together.
    pub recall: f64,
}

impl Match {
    /// Harmonic mean of both.
    pub(super) fn pairwise(self) -> f64 {
        2.0 * self.precision * self.recall / (self.precision + self.recall).max(1e-9)
    }

    /// `group` gives each labelled article's group.
    pub(super) fn of(articles: &[&Labelled], group: &BTreeMap<u64, u64>) -> Self {
        let known: Vec<(u64, &str)> = articles
            .iter()
            .filter_map(|it| Some((*group.get(&it.key)?, it.story.as_deref()?)))
            .collect();
        let (mut found, mut gold, mut both) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        for it in &known {
            *found.entry(it.0).or_insert(0.0) += 1.0;
            *gold.entry(it.1).or_insert(0.0) += 1.0;
            *both.entry(*it).or_insert(0.0) += 1.0;
        }
        let n: f64 = known.len() as f64;
        let precision = known.iter().map(|it| both[it] / found[&it.0]).sum::<f64>() / n;
        let recall = known.iter().map(|it| both[it] / gold[it.1]).sum::<f64>() / n;
        let pairs = |sizes: &mut dyn Iterator<Item = &f64>| -> f64 {
            sizes.map(|it| it * (it - 1.0) / 2.0).sum()
        };
        let n_both = pairs(&mut both.values());
        Self {
            b_cubed: 2.0 * precision * recall / (precision + recall),
            precision: n_both / pairs(&mut found.values()).max(1.0),
            recall: n_both / pairs(&mut gold.values()).max(1.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_joined_by_their_mean() {
        let like = [[1.0, 0.9, 0.1], [0.9, 1.0, 0.5], [0.1, 0.5, 1.0]];
        let joints = Likeness::new(3, |a, b| like[a][b]).joints();
        assert_eq!(joints.len(), 2);
        assert!((joints[1].0 - 0.3).abs() < 1e-6, "{joints:?}");
        let groups = cut(3, &joints, 0.4);
        assert_eq!(groups[0], groups[1]);
        assert_ne!(groups[0], groups[2]);
    }
}
