//! The reasons as JSON.

use super::{Reasons, probability};
use cluster::PairReasons;
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Serialize)]
struct Whole<'a> {
    format: &'static str,
    version: u32,
    fact: &'a str,
    key: &'a str,
    verdict: &'static str,
    confidence: f64,
    members: Vec<MemberForm<'a>>,
    /// Log-odds of the average pair of the story; with the weights of a pair it gives its own.
    base_log_odds: f64,
    pairs_in_story: usize,
    method: &'static str,
    pairs: Vec<PairForm<'a>>,
    grouping: Grouping,
    thresholds: ThresholdsForm,
}

#[derive(Serialize)]
struct MemberForm<'a> {
    sentence: &'a str,
    key: &'a str,
    text: &'a str,
    /// Mean and least probability with the members of other articles.
    mean: f64,
    least: f64,
    also_in: Vec<&'a str>,
}

#[derive(Serialize)]
struct PairForm<'a> {
    sentences: [&'a str; 2],
    /// None if there is no link, or of sentences that were not weighed.
    link: Option<f64>,
    probability: Option<f64>,
    log_odds: Option<f64>,
    better_matches: Option<[usize; 2]>,
    evidence: Vec<EvidenceForm>,
    shared_words: Vec<WordForm<'a>>,
    read: Option<ReadForm>,
}

#[derive(Serialize)]
struct EvidenceForm {
    name: String,
    value: f64,
    weight: f64,
}

#[derive(Serialize)]
struct WordForm<'a> {
    words: [&'a str; 2],
    rarity: f64,
}

#[derive(Serialize)]
struct ReadForm {
    same: f64,
    exclusive: f64,
    kinds: BTreeMap<&'static str, f64>,
}

#[derive(Serialize)]
struct Grouping {
    mean_link: f64,
    one_event: f64,
    calibrated: f64,
}

#[derive(Serialize)]
struct ThresholdsForm {
    min_link: f64,
    min_member_link: f64,
    min_mean_link: f64,
    sure_fact: f64,
    sure_alike: f64,
    sure_difference: f64,
}

impl Reasons<'_> {
    /// The reasons as pretty-printed JSON, ending with a line feed. Weights are log-odds by
    /// path-dependent TreeSHAP over the story's own pairs; they and `base_log_odds` add up to the
    /// pair's `log_odds`.
    #[must_use]
    pub fn json(&self) -> String {
        let (explained, limits) = (self.explanation, self.thresholds);
        let whole = Whole {
            format: "twicetold/explanation",
            version: 1,
            fact: &self.fact.id,
            key: &self.fact.key,
            verdict: self.fact.verdict.name(),
            confidence: self.fact.confidence,
            members: (0..self.fact.members.len()).map(|it| self.member(it)).collect(),
            base_log_odds: explained.base,
            pairs_in_story: explained.n_pairs,
            method: "path-dependent TreeSHAP over the pairs of the story",
            pairs: explained.pairs.iter().map(|it| self.pair(it)).collect(),
            grouping: Grouping {
                mean_link: explained.mean,
                one_event: explained.one_event,
                calibrated: explained.confidence,
            },
            thresholds: ThresholdsForm {
                min_link: limits.link,
                min_member_link: limits.member,
                min_mean_link: limits.mean,
                sure_fact: limits.sure_fact,
                sure_alike: limits.sure_alike,
                sure_difference: limits.sure_difference,
            },
        };
        let mut json = serde_json::to_string_pretty(&whole).expect("strings and numbers only");
        json.push('\n');
        json
    }

    fn member(&self, idx: usize) -> MemberForm<'_> {
        let place = self.fact.members[idx];
        let article = &self.view.articles[place.article];
        let sentence = &article.sentences[place.sentence];
        let others = sentence.facts.iter().map(|it| self.view.facts[*it].id.as_str());
        let fit = self.explanation.members.get(idx);
        MemberForm {
            sentence: &sentence.id,
            key: &sentence.key,
            text: article.body.get(sentence.start..sentence.end).unwrap_or(""),
            mean: fit.map_or(0.0, |it| it.mean),
            least: fit.map_or(0.0, |it| it.least),
            also_in: others.filter(|it| *it != self.fact.id).collect(),
        }
    }

    fn pair(&self, it: &PairReasons) -> PairForm<'_> {
        let weighed = it.weighed.as_ref();
        let sentence = |member: usize| {
            let place = self.fact.members[member];
            self.view.articles[place.article].sentences[place.sentence].id.as_str()
        };
        let mut evidence: Vec<EvidenceForm> = cluster::reason_names()
            .into_iter()
            .zip(weighed.iter().flat_map(|it| &it.reasons))
            .map(|(name, it)| EvidenceForm { name, value: it.value, weight: it.weight })
            .collect();
        evidence.sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()));
        let words = it.words.iter().map(|word| WordForm {
            words: [self.words(it.lhs, word.lhs), self.words(it.rhs, word.rhs)],
            rarity: word.rarity,
        });
        PairForm {
            sentences: [sentence(it.lhs), sentence(it.rhs)],
            link: it.linked,
            probability: weighed.map(|it| it.probability),
            log_odds: weighed.map(|it| it.log_odds),
            better_matches: weighed.map(|it| [it.n_better_rhs, it.n_better_lhs]),
            evidence,
            shared_words: words.collect(),
            read: it.reading.as_ref().map(|it| ReadForm {
                same: probability(it.same),
                exclusive: probability(it.exclusive),
                kinds: compare::read_kinds()
                    .iter()
                    .zip(&it.kinds)
                    .map(|(kind, logit)| (kind.name(), probability(*logit)))
                    .collect(),
            }),
        }
    }
}
