//! Why sentences are held to state one fact: the evidence of every pair and what it weighed, and
//! what the grouping made of it.

use std::collections::BTreeMap;

use article::TextRange;
use claim::Claims;
use encode::{Encoding, PairReading};

use crate::attribution::Covers;
use crate::kinship::Kin;
use crate::reading::BLEND;
use crate::weigh::{self, Pair, READING, STANDING};
use crate::{
    Clustering, Config, FactCluster, Link, Member, Scorer, SentenceId, Sort, limit, mean_link,
    standing,
};

/// Words that both sentences of a pair hold, shown at most.
const MAX_WORDS: usize = 8;

/// Why the members of a fact are held to state the same.
#[derive(Debug, Clone)]
pub struct Explanation {
    /// Log-odds of the average pair of the story, from which every pair starts.
    pub base: f64,
    /// How many pairs of sentences the story has.
    pub n_pairs: usize,
    /// Every pair of members of different articles, in the order of members.
    pub pairs: Vec<PairReasons>,
    /// How each member fits the others.
    pub members: Vec<Fit>,
    /// Mean probability of the fact's links.
    pub mean: f64,
    /// How likely the articles that the links join are to be of one event.
    pub one_event: f64,
    /// What both come to as a calibrated probability.
    pub confidence: f64,
}

/// Why two members are linked, or not.
#[derive(Debug, Clone)]
pub struct PairReasons {
    /// Index of a member.
    pub lhs: usize,
    /// Index of a member of another article.
    pub rhs: usize,
    /// What the trees say; `None` of sentences that were not weighed.
    pub weighed: Option<Weighed>,
    /// What the fact's link says, if there is one: an editor's is 1.
    pub linked: Option<f64>,
    /// Words that both hold, rarest first.
    pub words: Vec<SharedWord>,
    /// What the network said of the two.
    pub reading: Option<PairReading>,
}

/// The score of a pair and what it is made of.
#[derive(Debug, Clone)]
pub struct Weighed {
    /// Probability that the two state the same.
    pub probability: f64,
    /// The same as log-odds: [`Explanation::base`] and all weights.
    pub log_odds: f64,
    /// One for each name in [`crate::reason_names`], in that order.
    pub reasons: Vec<Reason>,
    /// Sentences of the right one's article that fit the left one better.
    pub n_better_rhs: usize,
    /// Sentences of the left one's article that fit the right one better.
    pub n_better_lhs: usize,
}

/// One piece of evidence.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reason {
    /// As measured.
    pub value: f64,
    /// What it adds to the log-odds.
    pub weight: f64,
}

/// A word in two sentences.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SharedWord {
    /// Where it stands in the left one's article.
    pub lhs: TextRange,
    /// Where it stands in the right one's article.
    pub rhs: TextRange,
    /// `ln((n + 1) / (df + 0.5))` over the sentences of the story.
    pub rarity: f64,
}

/// How a member fits the members of other articles.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fit {
    /// Mean probability.
    pub mean: f64,
    /// Least probability.
    pub least: f64,
}

/// Gives each link the sorts of evidence that speak most clearly for it.
pub(crate) fn give_reasons(
    clustering: &mut Clustering,
    pairs: &[Pair],
    scorer: &Scorer,
    n_reasons: usize,
) {
    let place = |it: &Member| (it.article_idx, it.sentence_idx);
    let mut links: BTreeMap<(SentenceId, SentenceId), Vec<&mut Link>> = BTreeMap::new();
    for FactCluster { members, links: of_fact, .. } in &mut clustering.facts {
        for it in of_fact {
            let ends = (place(&members[it.lhs]), place(&members[it.rhs]));
            links.entry(ends).or_default().push(it);
        }
    }
    let trees = &scorer.trees;
    let covers = Covers::of(trees, pairs.iter().map(|it| it.evidence.as_slice()));
    for pair in pairs {
        let Some(links) = links.get_mut(&(pair.lhs, pair.rhs)) else { continue };
        let weights = covers.attribute(trees, &pair.evidence).weights;
        let mut sorts = sorts(&weights, &beyond_trees(pair, scorer));
        sorts.retain(|it| it.weight > 0.0);
        sorts.truncate(n_reasons);
        links.iter_mut().for_each(|it| it.reasons.clone_from(&sorts));
    }
}

/// What the network's word adds to the log-odds of the trees, and what a second look adds to both.
fn beyond_trees(pair: &Pair, scorer: &Scorer) -> [Sort; 2] {
    let trees = scorer.trees.log_odds(&pair.evidence);
    let with_word = pair.reading.as_ref().map_or(trees, |said| BLEND.log_odds(trees, said));
    let looked = match scorer.standing {
        Some(_) => standing::weight(with_word, pair.probability),
        None => 0.0,
    };
    let sort = |name, weight| Sort { name, weight: f64::from(weight) };
    [sort(READING, with_word - trees), sort(STANDING, looked)]
}

/// Weights by sort of evidence, and those of what goes beyond the trees, the greatest first.
fn sorts(weights: &[f64], beyond: &[Sort]) -> Vec<Sort> {
    let mut sorts: Vec<Sort> = Vec::new();
    for (name, weight) in weigh::evidence_sorts().into_iter().zip(weights) {
        match sorts.iter_mut().find(|it| it.name == name) {
            Some(it) => it.weight += weight,
            None => sorts.push(Sort { name, weight: *weight }),
        }
    }
    sorts.extend(beyond);
    sorts.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    sorts
}

/// Explains a fact of a clustering of these articles. `encodings[a][s]` belongs to sentence `s` of
/// article `a`.
#[must_use]
pub fn explain(
    articles: &[Claims],
    encodings: &[Vec<Encoding>],
    scorer: &Scorer,
    config: &Config,
    (members, links): (&[Member], &[Link]),
) -> Explanation {
    let lengths: Vec<usize> = encodings.iter().map(Vec::len).collect();
    let longest = limit::longest(&lengths, config.max_sentences);
    let encodings: Vec<&[Encoding]> =
        encodings.iter().map(|it| &it[..it.len().min(longest)]).collect();
    let pairs = weigh::weigh(articles, &encodings, scorer);
    let story = Story { articles, scorer, pairs: &pairs, rarity: rarity(articles) };
    let covers = Covers::of(&scorer.trees, pairs.iter().map(|it| it.evidence.as_slice()));
    let mut explained = Vec::new();
    let mut base = 0.0;
    for lhs in 0..members.len() {
        for rhs in lhs + 1..members.len() {
            if members[lhs].article_idx != members[rhs].article_idx {
                let (mut it, its_base) = story.pair(&covers, members, (lhs, rhs));
                let link = links.iter().find(|it| (it.lhs, it.rhs) == (lhs, rhs));
                it.linked = link.map(|it| it.confidence);
                it.reading = link.and_then(|it| it.reading.clone());
                base = its_base.unwrap_or(base);
                explained.push(it);
            }
        }
    }
    let mean = mean_link(links);
    let one_event = Kin::of(&pairs).of_links(members, links);
    Explanation {
        base,
        n_pairs: pairs.len(),
        members: (0..members.len()).map(|it| fit(&explained, it)).collect(),
        pairs: explained,
        mean,
        one_event,
        confidence: Kin::confidence(one_event, config.confidence(mean), config),
    }
}

struct Story<'a> {
    articles: &'a [Claims],
    scorer: &'a Scorer,
    pairs: &'a [Pair],
    rarity: BTreeMap<&'a str, f64>,
}

impl Story<'_> {
    /// The pair without its link, and the log-odds that all pairs start from.
    fn pair(
        &self,
        covers: &Covers,
        members: &[Member],
        (lhs, rhs): (usize, usize),
    ) -> (PairReasons, Option<f64>) {
        let place = |it: usize| (members[it].article_idx, members[it].sentence_idx);
        let (a, b) = (place(lhs), place(rhs));
        let found = self.pairs.iter().find(|it| (it.lhs, it.rhs) == (a, b));
        let attribution = found.map(|it| covers.attribute(&self.scorer.trees, &it.evidence));
        let weighed = found.zip(attribution.as_ref()).map(|(it, attribution)| {
            let evidence = it.evidence.iter().zip(&attribution.weights);
            let mut reasons: Vec<Reason> = evidence
                .map(|(value, weight)| Reason { value: f64::from(*value), weight: *weight })
                .collect();
            let trees = &self.scorer.trees;
            let [reading, standing] = beyond_trees(it, self.scorer).map(|it| it.weight);
            let said = it.reading.as_ref().map_or(0.0, |it| it.same);
            reasons.push(Reason { value: f64::from(said), weight: reading });
            reasons.push(Reason { value: f64::from(it.probability), weight: standing });
            let is_better = |other: &&Pair| other.probability > it.probability;
            let rivals = |is_rival: &dyn Fn(&Pair) -> bool| {
                self.pairs.iter().filter(|it| is_rival(it)).filter(is_better).count()
            };
            Weighed {
                probability: f64::from(it.probability),
                log_odds: f64::from(trees.log_odds(&it.evidence)) + reading + standing,
                reasons,
                n_better_rhs: rivals(&|it| it.lhs == a && it.rhs.0 == b.0),
                n_better_lhs: rivals(&|it| it.rhs == b && it.lhs.0 == a.0),
            }
        });
        let words = self.words(a, b);
        let pair = PairReasons { lhs, rhs, weighed, linked: None, words, reading: None };
        (pair, attribution.map(|it| it.base))
    }

    fn words(&self, a: SentenceId, b: SentenceId) -> Vec<SharedWord> {
        let of = |it: SentenceId| topic_words(&self.articles[it.0], it.1);
        let mut words: Vec<SharedWord> = Vec::new();
        let mut seen: Vec<&str> = Vec::new();
        for (lhs, stem) in of(a) {
            let Some((rhs, _)) = of(b).find(|it| it.1 == stem) else { continue };
            if !seen.contains(&stem) {
                seen.push(stem);
                let rarity = self.rarity.get(stem).copied().unwrap_or(0.0);
                words.push(SharedWord { lhs, rhs, rarity });
            }
        }
        words.sort_by(|a, b| b.rarity.total_cmp(&a.rarity).then(a.lhs.cmp(&b.lhs)));
        words.truncate(MAX_WORDS);
        words
    }
}

/// The words of a sentence that carry its topic, with their stems.
fn topic_words(claims: &Claims, sentence_idx: usize) -> impl Iterator<Item = (TextRange, &str)> {
    let tokens = claims.document.tokens_of(sentence_idx).iter().filter(|it| it.is_topic());
    tokens.map(|it| (it.range, it.stem.as_str()))
}

/// How rare each stem of the story is.
#[expect(clippy::cast_precision_loss, reason = "sentence counts are far below 2^52")]
fn rarity(articles: &[Claims]) -> BTreeMap<&str, f64> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut n_sentences = 0usize;
    for claims in articles {
        for sentence_idx in 0..claims.document.sentences.len() {
            n_sentences += 1;
            let mut stems: Vec<&str> = topic_words(claims, sentence_idx).map(|it| it.1).collect();
            stems.sort_unstable();
            stems.dedup();
            stems.into_iter().for_each(|it| *counts.entry(it).or_default() += 1);
        }
    }
    let n = n_sentences.max(crate::evidence::MIN_SENTENCES) as f64;
    counts.into_iter().map(|(stem, df)| (stem, ((n + 1.0) / (df as f64 + 0.5)).ln())).collect()
}

fn fit(pairs: &[PairReasons], member: usize) -> Fit {
    let own = pairs.iter().filter(|it| it.lhs == member || it.rhs == member);
    let said = |it: &PairReasons| {
        it.linked.or(it.weighed.as_ref().map(|it| it.probability)).unwrap_or(0.0)
    };
    let scores: Vec<f64> = own.map(said).collect();
    let n = f64::from(u32::try_from(scores.len().max(1)).unwrap_or(u32::MAX));
    let least = scores.iter().copied().fold(1.0, f64::min);
    Fit { mean: scores.iter().sum::<f64>() / n, least }
}
