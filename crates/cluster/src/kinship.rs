//! How likely two articles are to tell of one event at all.
//!
//! The trees were trained on stories, where any two articles have facts in common: of what is alike
//! the best is usually a fact. Two articles that have nothing to do with each other have their best
//! pair too ("signed on Wednesday", "passed the House"). So a fact between articles that are hardly of one
//! event is unsure, unless the trees are surer of it than they ever are of such a pair. That is told from all that they share, sentence by
//! sentence, in words and names; no encoder has a say, so it holds for any.

use std::collections::BTreeMap;

use crate::weigh::Pair;
use crate::{Config, Link, Member};

/// The columns of evidence that are read: weighted cosine of words, weight of shared names.
const COLUMNS: [usize; 2] = [7, 17];

/// Log-odds of one event: a constant, and a weight for each of [`COLUMNS`], fitted on `gold/train` with as
/// many pairs of articles of one event as of two (`kinships ../shared/gold/train FILE`, then
/// `training/train_kinship.py FILE`; out of fold it ranks 99 of 100 pairs of such pairs rightly).
const BIAS: f32 = -8.0519;
const WEIGHTS: [f32; 2] = [54.6731, 1.8184];

/// Two articles and what they share.
#[derive(Debug, Clone)]
pub struct Kinship {
    /// Indices of the articles in the story, the lower one first.
    pub articles: (usize, usize),
    /// For the words and for the names: what each sentence has in common with the sentence of the
    /// other article that is most alike, on average over the sentences of either article.
    pub figures: [f32; 2],
}

impl Kinship {
    /// The probability that the two articles tell of one event.
    #[must_use]
    pub fn probability(&self) -> f64 {
        let weighed = self.figures.iter().zip(WEIGHTS).map(|(figure, weight)| figure * weight);
        f64::from(1.0 / (1.0 + (-(BIAS + weighed.sum::<f32>())).exp()))
    }
}

/// What every two articles of a story share, in order of the articles.
#[must_use]
pub fn kinships(pairs: &[Pair]) -> Vec<Kinship> {
    let mut by_articles: BTreeMap<(usize, usize), Vec<&Pair>> = BTreeMap::new();
    for pair in pairs {
        by_articles.entry((pair.lhs.0, pair.rhs.0)).or_default().push(pair);
    }
    let kinship = |(articles, pairs): (_, Vec<&Pair>)| Kinship {
        articles,
        figures: COLUMNS.map(|it| mean_best(&pairs, it)),
    };
    by_articles.into_iter().map(kinship).collect()
}

#[expect(clippy::cast_precision_loss, reason = "sentence counts are far below 2^24")]
fn mean_best(pairs: &[&Pair], column: usize) -> f32 {
    let n_sentences = |of: fn(&Pair) -> usize| pairs.iter().map(|it| of(it) + 1).max().unwrap_or(0);
    let mut lhs = vec![0.0f32; n_sentences(|it| it.lhs.1)];
    let mut rhs = vec![0.0f32; n_sentences(|it| it.rhs.1)];
    for pair in pairs {
        let value = pair.evidence[column];
        lhs[pair.lhs.1] = lhs[pair.lhs.1].max(value);
        rhs[pair.rhs.1] = rhs[pair.rhs.1].max(value);
    }
    let mean = |of: &[f32]| of.iter().sum::<f32>() / of.len().max(1) as f32;
    0.5 * (mean(&lhs) + mean(&rhs))
}

/// The probabilities of a story's articles, by their indices.
pub(crate) struct Kin(BTreeMap<(usize, usize), f64>);

impl Kin {
    /// Of all pairs of sentences of a story.
    pub(crate) fn of(pairs: &[Pair]) -> Self {
        Self(kinships(pairs).into_iter().map(|it| (it.articles, it.probability())).collect())
    }

    /// How likely the articles that a fact's links join are to be of one event: the mean over its links.
    /// Of a link that an editor made that is certain.
    pub(crate) fn of_links(&self, members: &[Member], links: &[Link]) -> f64 {
        let article = |it: usize| members[it].article_idx;
        let kin = |it: &Link| match it.confidence >= 1.0 {
            true => 1.0,
            false => self.0.get(&(article(it.lhs), article(it.rhs))).copied().unwrap_or(1.0),
        };
        let n_links = f64::from(u32::try_from(links.len()).unwrap_or(u32::MAX));
        if links.is_empty() { 1.0 } else { links.iter().map(kin).sum::<f64>() / n_links }
    }

    /// A fact's confidence, if its articles are of one event with this probability.
    pub(crate) fn confidence(of_one_event: f64, confidence: f64, config: &Config) -> f64 {
        let is_doubtful = of_one_event < config.min_kinship && confidence < config.sure_alone;
        if is_doubtful { confidence.min(config.strangers) } else { confidence }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(lhs: (usize, usize), rhs: (usize, usize), words: f32, names: f32) -> Pair {
        let mut evidence = [0.0; crate::weigh::N_EVIDENCE];
        evidence[COLUMNS[0]] = words;
        evidence[COLUMNS[1]] = names;
        Pair { lhs, rhs, evidence, probability: 0.5, reading: None }
    }

    #[test]
    fn articles_that_share_one_sentence_of_many_are_hardly_of_one_event() {
        let grid = |shared: &dyn Fn(usize, usize) -> f32| -> f64 {
            let pairs: Vec<Pair> = (0..20)
                .flat_map(|a| (0..20).map(move |b| (a, b)))
                .map(|(a, b)| pair((0, a), (1, b), shared(a, b), 4.0 * shared(a, b)))
                .collect();
            kinships(&pairs)[0].probability()
        };
        let one = grid(&|a, b| if (a, b) == (3, 5) { 0.9 } else { 0.02 });
        let many = grid(&|a, b| if a == b { 0.3 } else { 0.02 });
        assert!(one < 0.3 && many > 0.95, "{one} {many}");
    }
}
