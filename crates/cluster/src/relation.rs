//! How a pair stands among the other pairs of its story.
//!
//! A pair that is each other's best match is likelier a fact than an equal score among many; so is
//! one whose neighbours match, or one whose third article matches both. Works on any score of all
//! pairs, given as a [`Grid`].

use crate::evidence::Row;

/// The relations of one score, in the order of [`relate`]'s row.
pub(crate) const NAMES: [&str; 9] = [
    "rank for the one",
    "rank for the other",
    "lead over the next best",
    "lead over the next best, other side",
    "share of the best",
    "above both sentences' average",
    "neighbours match",
    "sentence before or after matches",
    "third article matches both",
];

/// Scores that are compared side by side.
const LANES: usize = 16;

/// A score for every pair of sentences of different articles.
#[derive(Debug)]
pub(crate) struct Grid {
    /// First row of each article, and one past the last.
    starts: Vec<usize>,
    n: usize,
    scores: Vec<f32>,
}

impl Grid {
    /// An empty grid over articles of these many sentences.
    pub(crate) fn new(lengths: &[usize]) -> Self {
        let mut starts = vec![0];
        for length in lengths {
            starts.push(starts[starts.len() - 1] + length);
        }
        let n = starts[starts.len() - 1];
        Self { starts, n, scores: vec![0.0; n * n] }
    }

    /// Row of a sentence.
    pub(crate) fn row(&self, article_idx: usize, sentence_idx: usize) -> usize {
        self.starts[article_idx] + sentence_idx
    }

    /// Sets a pair's score, both ways.
    pub(crate) fn set(&mut self, a: usize, b: usize, score: f32) {
        self.scores[a * self.n + b] = score;
        self.scores[b * self.n + a] = score;
    }

    /// A pair's score.
    pub(crate) fn get(&self, a: usize, b: usize) -> f32 {
        self.scores[a * self.n + b]
    }

    /// The scores of a sentence with those of one article.
    pub(crate) fn slice(&self, a: usize, article_idx: usize) -> &[f32] {
        &self.scores
            [a * self.n + self.starts[article_idx]..a * self.n + self.starts[article_idx + 1]]
    }

    pub(crate) fn n_articles(&self) -> usize {
        self.starts.len() - 1
    }
}

/// Best, second best and mean of one sentence's scores with one article.
#[derive(Debug, Clone, Copy, Default)]
struct Peak {
    best: f32,
    second: f32,
    mean: f32,
}

/// The peaks of every sentence with every article.
#[derive(Debug)]
pub(crate) struct Peaks {
    peaks: Vec<Peak>,
    n_articles: usize,
}

impl Peaks {
    /// Reads them off a grid.
    #[expect(clippy::cast_precision_loss, reason = "sentence counts are far below 2^24")]
    pub(crate) fn of(grid: &Grid) -> Self {
        let n_articles = grid.n_articles();
        let mut peaks = Vec::with_capacity(grid.n * n_articles);
        for a in 0..grid.n {
            for article_idx in 0..n_articles {
                let scores = grid.slice(a, article_idx);
                let mut peak = Peak { best: f32::MIN, second: f32::MIN, mean: 0.0 };
                for score in scores {
                    if *score > peak.best {
                        peak.second = peak.best;
                        peak.best = *score;
                    } else if *score > peak.second {
                        peak.second = *score;
                    }
                    peak.mean += score / scores.len() as f32;
                }
                peaks.push(peak);
            }
        }
        Self { peaks, n_articles }
    }

    fn get(&self, row: usize, article_idx: usize) -> Peak {
        self.peaks[row * self.n_articles + article_idx]
    }
}

/// Adds the relations of the pair (`sentence a` of `article_a`, `sentence b` of `article_b`), in
/// the order of [`NAMES`].
pub(crate) fn relate(
    grid: &Grid,
    peaks: &Peaks,
    (article_a, a): (usize, usize),
    (article_b, b): (usize, usize),
    row: &mut Row<'_>,
) {
    let score = grid.get(a, b);
    let of_a = peaks.get(a, article_b);
    let of_b = peaks.get(b, article_a);
    let rank = |scores: &[f32]| scores.iter().map(|it| u32::from(*it > score)).sum::<u32>().min(10);
    let lead = |peak: Peak| {
        let next = if score >= peak.best { peak.second } else { peak.best };
        if next == f32::MIN { score } else { score - next }
    };
    let ranks = (rank(grid.slice(a, article_b)), rank(grid.slice(b, article_a)));
    let leads = (lead(of_a), lead(of_b));
    let best = of_a.best.max(of_b.best);
    row.put([
        ranks.0.min(ranks.1) as f32,
        ranks.0.max(ranks.1) as f32,
        leads.0.min(leads.1),
        leads.0.max(leads.1),
        if best > 0.0 { score / best } else { 0.0 },
        score - 0.5 * (of_a.mean + of_b.mean),
        neighbours(grid, (article_a, a), (article_b, b), &[(-1, -1), (1, 1)]),
        neighbours(grid, (article_a, a), (article_b, b), &[(-1, 0), (1, 0), (0, -1), (0, 1)]),
        third(grid, (article_a, a), (article_b, b)),
    ]);
}

fn neighbours(grid: &Grid, a: (usize, usize), b: (usize, usize), steps: &[(isize, isize)]) -> f32 {
    beside(grid, a, b, steps).fold(0.0, f32::max)
}

/// The scores of the pairs that lie so many sentences before or after this one in their articles.
pub(crate) fn beside(
    grid: &Grid,
    (article_a, a): (usize, usize),
    (article_b, b): (usize, usize),
    steps: &[(isize, isize)],
) -> impl Iterator<Item = f32> {
    let inside = |article_idx: usize, row: usize, step: isize| {
        row.checked_add_signed(step)
            .filter(|it| (grid.starts[article_idx]..grid.starts[article_idx + 1]).contains(it))
    };
    steps.iter().filter_map(move |(step_a, step_b)| {
        Some(grid.get(inside(article_a, a, *step_a)?, inside(article_b, b, *step_b)?))
    })
}

/// The best that a sentence of another article comes to with both, by the lesser of the two.
fn third(grid: &Grid, (article_a, a): (usize, usize), (article_b, b): (usize, usize)) -> f32 {
    // Many side by side: the compiler makes vector instructions of it.
    let mut best = [0.0f32; LANES];
    let mut take = |lhs: &[f32], rhs: &[f32]| {
        for ((best, x), y) in best.iter_mut().zip(lhs).zip(rhs) {
            let lesser = if x < y { *x } else { *y };
            *best = if lesser > *best { lesser } else { *best };
        }
    };
    for article_idx in (0..grid.n_articles()).filter(|it| *it != article_a && *it != article_b) {
        let (of_a, of_b) = (grid.slice(a, article_idx), grid.slice(b, article_idx));
        of_a.chunks(LANES).zip(of_b.chunks(LANES)).for_each(|(lhs, rhs)| take(lhs, rhs));
    }
    best.into_iter().fold(0.0, f32::max)
}
