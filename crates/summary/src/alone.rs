//! The summary of one article: the sentences that carry most of the rest.
//!
//! Greedy choice; a sentence weighs by its place, by how common its words are in the article
//! (words already told count no more), by the headline's words and by its figures and names.

use std::collections::{BTreeMap, BTreeSet};

use compare::Comparison;

use crate::{
    Config, Line,
    budget::Budget,
    candidate::{self, Candidate, Stem},
    weights,
};

/// The chosen sentences in reading order.
pub(crate) fn write(comparison: &Comparison, config: &Config) -> Vec<Line> {
    let (candidates, headline) = candidate::read(&comparison.articles);
    let frequencies = stem_frequencies(&candidates);
    let mut budget = Budget::new(config.length, comparison);
    let mut told: BTreeSet<Stem> = BTreeSet::new();
    let mut chosen: Vec<usize> = Vec::new();
    loop {
        let best = (0..candidates.len())
            .filter(|it| !chosen.contains(it))
            .filter(|&it| budget.allows(&[candidates[it].n_words]))
            .filter(|&it| !chosen.iter().any(|&old| candidates[old].repeats(&candidates[it])))
            .map(|it| (it, weight(comparison, &candidates[it], &frequencies, &told, &headline)))
            .fold(None, heavier);
        let Some((best, _)) = best else { break };
        budget.spend(candidates[best].n_words);
        told.extend(&candidates[best].stems);
        chosen.push(best);
    }
    chosen.sort_unstable();
    chosen.into_iter().map(|it| line(comparison, &candidates[it])).collect()
}

/// The heavier of two; the earlier of equals.
pub(crate) fn heavier(best: Option<(usize, f64)>, next: (usize, f64)) -> Option<(usize, f64)> {
    match best {
        Some(best) if best.1 >= next.1 => Some(best),
        _ => Some(next),
    }
}

/// In how many sentences each stem stands.
fn stem_frequencies(candidates: &[Candidate]) -> BTreeMap<Stem, usize> {
    let mut frequencies = BTreeMap::new();
    for stem in candidates.iter().flat_map(|it| it.stems.iter().copied()) {
        *frequencies.entry(stem).or_insert(0) += 1;
    }
    frequencies
}

fn weight(
    comparison: &Comparison,
    candidate: &Candidate,
    frequencies: &BTreeMap<Stem, usize>,
    told: &BTreeSet<Stem>,
    headline: &[Stem],
) -> f64 {
    // A stem of one sentence alone ties it to nothing.
    let untold = candidate.stems.iter().filter(|it| !told.contains(it));
    let carried: usize = untold.map(|it| frequencies.get(it).map_or(0, |n| n - 1)).sum();
    let centrality = carried as f64 / (candidate.stems.len().max(1) as f64).sqrt();
    let n_details = comparison.articles[candidate.article_idx]
        .claims
        .get(candidate.sentence_idx)
        .map_or(0, |it| it.quantities.len() + it.dates.len() + it.names.len());
    let details = 1.0 + weights::DETAIL * n_details.min(weights::MAX_DETAILS) as f64;
    let title = 1.0 + weights::HEADLINE * candidate.headline_share(headline);
    (1.0 + centrality) * (0.35 + candidate.prominence()) * title * details * candidate.readability
}

fn line(comparison: &Comparison, candidate: &Candidate) -> Line {
    let facts = (0..comparison.facts.len())
        .filter(|&it| {
            comparison.facts[it].members.iter().any(|it| {
                (it.article_idx, it.sentence_idx) == (candidate.article_idx, candidate.sentence_idx)
            })
        })
        .collect();
    Line {
        article_idx: candidate.article_idx,
        sentence_idx: candidate.sentence_idx,
        range: candidate.range,
        facts,
        sources: vec![(candidate.article_idx, candidate.sentence_idx)],
        in_part: Vec::new(),
        n_origins: 1,
    }
}
