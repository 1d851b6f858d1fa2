//! A second look at the likely pairs of a story, once all are weighed: how each stands among the others.
//!
//! What a pair is worth hangs on what else was found: a sentence of a third article that goes with both speaks for it,
//! one that goes with one of them alone against it; a sentence that goes with many is a summary of them. Trees over
//! that and over all that is known of the pair correct its log-odds.

use crate::Trees;
use crate::evidence::Row;
use crate::reading::BLEND;
use crate::relation::{self, Grid, Peaks};
use crate::trees::{log_odds, probability};
use crate::weigh::{self, N_EVIDENCE, Pair};

/// Least probability at which a pair gets a second look.
const LEAST: f32 = 0.02;
/// What stands for the word of the network where it has read nothing.
const UNREAD: f32 = -9.0;
/// Kinds of difference of which the network speaks.
const N_KINDS: usize = 10;
/// Sentences to each side along which the articles may run side by side.
const REACH: isize = 3;
/// Steps to a probability of 1.
const STEPS: f64 = 16_777_216.0;
/// Sums over the other pairs that a row has.
const N_OTHERS: usize = 7;
/// Numbers of a row.
pub const WIDTH: usize = 4 + N_KINDS + relation::NAMES.len() + N_OTHERS + N_EVIDENCE;

/// How each likely pair of a story stands: its index, and a row that begins with its log-odds so far. `lengths` are the
/// sentences of each article.
pub(crate) fn rows(pairs: &[Pair], lengths: &[usize]) -> Vec<(usize, Vec<f32>)> {
    let grid = weigh::grid(pairs, lengths, |it| it.probability);
    let peaks = Peaks::of(&grid);
    let likely = pairs.iter().enumerate().filter(|it| it.1.probability >= LEAST);
    likely.map(|(idx, it)| (idx, row(it, &grid, &peaks))).collect()
}

/// Corrects the probabilities of the likely pairs.
pub(crate) fn settle(pairs: &mut [Pair], lengths: &[usize], trees: &Trees) {
    for (idx, row) in rows(pairs, lengths) {
        pairs[idx].probability = probability(row[0] + trees.log_odds(&row));
    }
}

/// What a second look adds to log-odds that came to a probability of `before`, and now come to `after`.
pub(crate) fn weight(before: f32, after: f32) -> f32 {
    if probability(before) < LEAST { 0.0 } else { log_odds(after) - before }
}

fn row(pair: &Pair, grid: &Grid, peaks: &Peaks) -> Vec<f32> {
    let so_far = log_odds(pair.probability);
    let mut row = Vec::with_capacity(WIDTH);
    row.push(so_far);
    match &pair.reading {
        Some(said) => {
            row.extend([BLEND.trees(so_far, said), said.same, said.exclusive]);
            row.extend((0..N_KINDS).map(|it| said.kinds.get(it).copied().unwrap_or(UNREAD)));
        }
        None => {
            row.extend([so_far, UNREAD, UNREAD]);
            row.extend([UNREAD; N_KINDS]);
        }
    }
    let (a, b) = weigh::places_in(grid, pair);
    let (lhs, rhs) = ((pair.lhs.0, a), (pair.rhs.0, b));
    let mut among = [0.0; relation::NAMES.len()];
    relation::relate(grid, peaks, lhs, rhs, &mut Row(&mut among));
    row.extend(among);
    row.extend(others(grid, lhs, rhs));
    row.extend(pair.evidence);
    row
}

/// Sums over the other pairs: of sentences of third articles with both, and how far one of them goes with the one and
/// not with the other; of the rest of the other article with each of the two, the lesser first; along the articles side
/// by side; and of all other sentences with each of the two.
fn others(
    grid: &Grid,
    (article_a, a): (usize, usize),
    (article_b, b): (usize, usize),
) -> [f32; N_OTHERS] {
    let score = grid.get(a, b);
    let third = (0..grid.n_articles()).filter(|it| *it != article_a && *it != article_b);
    let of_third = third.flat_map(|it| grid.slice(a, it).iter().zip(grid.slice(b, it)));
    let with_both = sum(of_third.clone().map(|(x, y)| x * y));
    let with_one = of_third.map(|(x, y)| (x - y).abs()).fold(0.0, f32::max);
    let with =
        |sentence: usize, article_idx: usize| grid.slice(sentence, article_idx).iter().copied();
    let all = |sentence: usize| sum((0..grid.n_articles()).flat_map(|it| with(sentence, it)));
    let (all_a, all_b) = (all(a) - score, all(b) - score);
    let (rest_a, rest_b) = (sum(with(a, article_b)) - score, sum(with(b, article_a)) - score);
    let steps: Vec<(isize, isize)> =
        (-REACH..=REACH).filter(|it| *it != 0).map(|it| (it, it)).collect();
    let beside = sum(relation::beside(grid, (article_a, a), (article_b, b), &steps));
    [
        with_both,
        with_one,
        rest_a.min(rest_b),
        rest_a.max(rest_b),
        beside,
        all_a.min(all_b),
        all_a.max(all_b),
    ]
}

/// The sum of some probabilities, in whole steps: the same whatever the order of the articles.
#[expect(clippy::cast_possible_truncation, reason = "a story has some thousands of sentences")]
fn sum(probabilities: impl Iterator<Item = f32>) -> f32 {
    let steps: i64 = probabilities.map(|it| (f64::from(it) * STEPS).round() as i64).sum();
    (steps as f64 / STEPS) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(lhs: (usize, usize), rhs: (usize, usize), probability: f32) -> Pair {
        let evidence = [0.0; N_EVIDENCE];
        Pair { lhs, rhs, evidence, probability, reading: None }
    }

    #[test]
    fn a_third_article_is_seen_to_go_with_both_or_with_one_alone() {
        let story = |third: f32| {
            [pair((0, 0), (1, 0), 0.5), pair((0, 0), (2, 0), 0.9), pair((1, 0), (2, 0), third)]
        };
        let of_first = |third: f32| {
            let rows = rows(&story(third), &[1, 1, 1]);
            assert_eq!(rows[0].0, 0);
            let from = 4 + N_KINDS + relation::NAMES.len();
            (rows.len(), rows[0].1[from], rows[0].1[from + 1])
        };
        let (n, with_both, with_one) = of_first(0.8);
        assert!(n == 3 && with_both > 0.7 && with_one < 0.11, "{n} {with_both} {with_one}");
        // The third pair is no longer worth a second look, and the first is told apart by it.
        let (n, with_both, with_one) = of_first(0.01);
        assert!(n == 2 && with_both < 0.01 && with_one > 0.88, "{n} {with_both} {with_one}");
    }
}
