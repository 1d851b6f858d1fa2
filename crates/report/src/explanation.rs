//! Why sentences are held to be one fact, in words: as text and as JSON.
//!
//! Takes a [`View`] and a [`cluster::Explanation`] of one of its facts. The arithmetic is done; here
//! evidence gets its name and its place among its kind.

mod json;
mod text;

use std::collections::BTreeMap;

use crate::view::{Fact, View};
use cluster::{Explanation, PairReasons};

/// The numbers that decide what is linked and shown as sure.
#[derive(Debug, Clone, Copy)]
pub struct Thresholds {
    /// Least probability at which two sentences are linked.
    pub link: f64,
    /// Least probability of a member with any member of another article.
    pub member: f64,
    /// Least mean probability of a member with those of other articles.
    pub mean: f64,
    /// Confidence below which a fact is unsure.
    pub sure_fact: f64,
    /// Confidence below which a fact without a difference is unsure.
    pub sure_alike: f64,
    /// Confidence below which a difference is said with "perhaps".
    pub sure_difference: f64,
}

/// A fact and why it is one, ready to be written.
#[derive(Debug, Clone)]
pub struct Reasons<'a> {
    view: &'a View,
    fact: &'a Fact,
    explanation: &'a Explanation,
    thresholds: Thresholds,
}

impl View {
    /// Why the members of a fact are held to state the same; `None` if there is no such fact.
    #[must_use]
    pub fn reasons<'a>(
        &'a self,
        fact_idx: usize,
        explanation: &'a Explanation,
        thresholds: Thresholds,
    ) -> Option<Reasons<'a>> {
        let fact = self.facts.get(fact_idx)?;
        Some(Reasons { view: self, fact, explanation, thresholds })
    }
}

/// Evidence of one sort, as in "meaning: sentence vectors".
struct Family {
    /// `meaning`, `words`, …
    name: String,
    /// What all of it adds to the log-odds.
    weight: f64,
    /// Name within the sort, value, weight; the weightiest first.
    parts: Vec<(String, f64, f64)>,
}

/// The evidence of a pair by sort, what speaks most clearly first.
fn families(pair: &PairReasons) -> Vec<Family> {
    let Some(weighed) = &pair.weighed else { return Vec::new() };
    let mut families: BTreeMap<String, Family> = BTreeMap::new();
    for (name, it) in cluster::reason_names().into_iter().zip(&weighed.reasons) {
        let (sort, part) = name.split_once(": ").unwrap_or((name.as_str(), ""));
        let family = families.entry(sort.to_owned()).or_insert_with(|| Family {
            name: sort.to_owned(),
            weight: 0.0,
            parts: Vec::new(),
        });
        family.weight += it.weight;
        family.parts.push((part.to_owned(), it.value, it.weight));
    }
    let mut families: Vec<Family> = families.into_values().collect();
    for it in &mut families {
        it.parts.sort_by(|a, b| b.2.abs().total_cmp(&a.2.abs()));
    }
    families.sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()));
    families
}

/// `1 / (1 + e^-x)`.
fn probability(logit: f32) -> f64 {
    1.0 / (1.0 + (-f64::from(logit)).exp())
}

impl Reasons<'_> {
    /// `"Herald 3"`.
    fn source(&self, member: usize) -> String {
        let it = self.fact.members[member];
        self.view.source_of(it.article, it.sentence)
    }

    /// The words of a member's article at a range.
    fn words(&self, member: usize, range: article::TextRange) -> &str {
        let body = &self.view.articles[self.fact.members[member].article].body;
        body.get(range.start..range.end).unwrap_or("")
    }
}

#[cfg(test)]
mod tests;
