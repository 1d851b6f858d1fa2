//! The summary of a story: what most outlets state, what contradicts it, what one alone reports.
//!
//! Greedy cover: each line is the sentence that tells most of what is not yet told. What it tells is
//! its facts and, as not every shared fact is found, the words that other origins use as well.

use std::collections::{BTreeMap, BTreeSet};

use article::TextRange;
use compare::{Comparison, Fact, Relation, Verdict};

use crate::{
    Config, Line,
    alone::heavier,
    budget::Budget,
    candidate::{self, Candidate, Stem, Term},
    conflict::is_conflict,
    weights,
};

/// What is chosen so far, and what is known about the story.
struct Draft<'a> {
    comparison: &'a Comparison,
    candidates: Vec<Candidate>,
    /// Index into `candidates` by article and sentence.
    place: BTreeMap<(usize, usize), usize>,
    /// Facts by candidate.
    facts_of: Vec<BTreeSet<usize>>,
    /// Weight of each fact.
    weights: Vec<f64>,
    /// Stems of the headlines.
    headline: Vec<Stem>,
    /// For each candidate its terms, by number, each with the share of the other origins that use it.
    agreement: Vec<Vec<(usize, f64)>>,
    /// Facts that a chosen line tells.
    told: BTreeSet<usize>,
    /// For each term whether a chosen line holds it.
    is_told: Vec<bool>,
    /// Gain of the first line.
    heaviest: f64,
    /// The lines chosen: indexes into `candidates`, in the order to be read.
    chosen: Vec<usize>,
    budget: Budget,
}

/// The lines in the order to be read.
pub(crate) fn write(comparison: &Comparison, config: &Config) -> Vec<Line> {
    let mut draft = Draft::new(comparison, config);
    draft.cover(Part::Shared);
    draft.order();
    draft.add_contradictions();
    draft.cover(Part::Sole);
    draft.chosen.iter().map(|&it| draft.line(it)).collect()
}

/// Which facts a pass may tell.
#[derive(Clone, Copy, PartialEq)]
enum Part {
    /// Those of several articles.
    Shared,
    /// Those of one alone as well.
    Sole,
}

impl<'a> Draft<'a> {
    fn new(comparison: &'a Comparison, config: &Config) -> Self {
        let (candidates, headline) = candidate::read(&comparison.articles);
        let place: BTreeMap<_, _> = candidates
            .iter()
            .enumerate()
            .map(|(idx, it)| ((it.article_idx, it.sentence_idx), idx))
            .collect();
        let mut facts_of = vec![BTreeSet::new(); candidates.len()];
        for (fact_idx, fact) in comparison.facts.iter().enumerate() {
            for member in &fact.members {
                if let Some(&idx) = place.get(&(member.article_idx, member.sentence_idx)) {
                    facts_of[idx].insert(fact_idx);
                }
            }
        }
        let weights = comparison
            .facts
            .iter()
            .map(|it| {
                let members = it.members.iter().filter_map(|member| {
                    place
                        .get(&(member.article_idx, member.sentence_idx))
                        .map(|&idx| &candidates[idx])
                });
                fact_weight(it, members, &headline)
            })
            .collect();
        let (agreement, n_terms) = agreement(comparison, &candidates);
        Self {
            comparison,
            agreement,
            candidates,
            place,
            facts_of,
            weights,
            headline,
            told: BTreeSet::new(),
            is_told: vec![false; n_terms],
            heaviest: 0.0,
            chosen: Vec::new(),
            budget: Budget::new(config.length, comparison),
        }
    }

    /// Adds sentences while they tell something worth a line.
    fn cover(&mut self, part: Part) {
        let mut budget = self.budget;
        if part == Part::Shared {
            budget = budget.part(weights::AGREED_PART);
        }
        loop {
            let floor = weights::WORTH_A_LINE * self.heaviest;
            let best = (0..self.candidates.len())
                .filter(|&it| budget.allows(&[self.candidates[it].n_words]))
                .filter(|&it| !self.repeats_a_chosen(it))
                .map(|it| (it, self.gain(it, part)))
                .filter(|&(_, gain)| gain > floor)
                .fold(None, heavier);
            let Some((best, gain)) = best else { break };
            if self.chosen.is_empty() {
                self.heaviest = gain;
            }
            budget.spend(self.candidates[best].n_words);
            self.choose(best, self.chosen.len());
        }
    }

    fn repeats_a_chosen(&self, idx: usize) -> bool {
        self.chosen.iter().any(|&old| {
            old == idx
                || self.candidates[old].repeats(&self.candidates[idx])
                || self.states_the_same(old, idx)
        })
    }

    /// Weight of what a candidate tells that no line tells yet.
    fn gain(&self, idx: usize, part: Part) -> f64 {
        let candidate = &self.candidates[idx];
        let place = (candidate.article_idx, candidate.sentence_idx);
        let untold: f64 = self.facts_of[idx]
            .difference(&self.told)
            .filter(|&&it| part == Part::Sole || !is_sole(&self.comparison.facts[it]))
            .map(|&it| {
                let outdated = self.is_outdated(&self.comparison.facts[it], place);
                self.weights[it] * if outdated { weights::OUTDATED } else { 1.0 }
            })
            .sum();
        let terms = self.agreement[idx].iter().filter(|it| !self.is_told[it.0]);
        let agreed: f64 =
            terms.map(|it| it.1).sum::<f64>() / (candidate.stems.len().max(1) as f64).sqrt();
        let title = 1.0 + weights::HEADLINE * candidate.headline_share(&self.headline);
        let place = weights::PLACE + (1.0 - weights::PLACE) * candidate.prominence();
        (untold + weights::AGREED_WORDS * agreed * title) * candidate.readability * place
    }

    /// True if another article has a later value of what this sentence tells.
    fn is_outdated(&self, fact: &Fact, place: (usize, usize)) -> bool {
        let published =
            |article_idx: usize| self.comparison.articles[article_idx].document.article.published;
        fact.differences.iter().filter(|it| it.relation == Relation::Updated).any(|difference| {
            let mut sides = difference.between.iter().map(|it| fact.members[it.member]);
            let is_side = sides.clone().any(|it| (it.article_idx, it.sentence_idx) == place);
            is_side
                && sides.any(|it| match (published(it.article_idx), published(place.0)) {
                    (Some(other), Some(own)) => other.is_after(own),
                    _ => false,
                })
        })
    }

    /// Puts a candidate at a place among the lines.
    fn choose(&mut self, idx: usize, position: usize) {
        self.budget.spend(self.candidates[idx].n_words);
        self.told.extend(&self.facts_of[idx]);
        self.agreement[idx].iter().for_each(|it| self.is_told[it.0] = true);
        self.chosen.insert(position, idx);
    }

    /// Brings the lines into the order of a report: the heaviest first, the others by their place
    /// in their articles.
    fn order(&mut self) {
        if let Some(rest) = self.chosen.get_mut(1..) {
            let depth = |idx: &usize| {
                let it = &self.candidates[*idx];
                let n_sentences =
                    self.comparison.articles[it.article_idx].document.sentences.len().max(1);
                it.sentence_idx as f64 / n_sentences as f64
            };
            rest.sort_by(|lhs, rhs| depth(lhs).total_cmp(&depth(rhs)).then(lhs.cmp(rhs)));
        }
    }

    /// Beside each line that another article contradicts, the line that does so; for conflicts of
    /// which neither side is quoted, both sides at the end.
    fn add_contradictions(&mut self) {
        for (lhs, rhs) in self.conflicts() {
            let position = |it: usize| self.chosen.iter().position(|&line| line == it);
            match (position(lhs), position(rhs)) {
                (Some(_), Some(_)) => {}
                (Some(at), None) => self.add_all(&[rhs], at + 1),
                (None, Some(at)) => self.add_all(&[lhs], at + 1),
                (None, None) => self.add_all(&[lhs, rhs], self.chosen.len()),
            }
        }
    }

    fn add_all(&mut self, idxs: &[usize], position: usize) {
        let n_words: Vec<usize> = idxs.iter().map(|&it| self.candidates[it].n_words).collect();
        if self.budget.allows(&n_words) {
            for (offset, &idx) in idxs.iter().enumerate() {
                self.choose(idx, position + offset);
            }
        }
    }

    /// The two candidates of each fact's surest conflict, the weightiest fact first.
    fn conflicts(&self) -> Vec<(usize, usize)> {
        let mut facts: Vec<usize> = (0..self.comparison.facts.len()).collect();
        facts.sort_by(|&lhs, &rhs| {
            self.weights[rhs].total_cmp(&self.weights[lhs]).then(lhs.cmp(&rhs))
        });
        let side = |fact: &Fact, side: &compare::Side| {
            let member = fact.members[side.member];
            self.place.get(&(member.article_idx, member.sentence_idx)).copied()
        };
        facts
            .into_iter()
            .map(|it| &self.comparison.facts[it])
            .filter(|it| it.verdict == Verdict::Differs)
            .filter_map(|fact| {
                let difference = fact.differences.iter().find(|it| is_conflict(it))?;
                let (lhs, rhs) = (difference.between.first()?, difference.between.last()?);
                Some((side(fact, lhs)?, side(fact, rhs)?))
            })
            .filter(|(lhs, rhs)| lhs != rhs)
            .collect()
    }

    fn line(&self, idx: usize) -> Line {
        let candidate = &self.candidates[idx];
        let own = (candidate.article_idx, candidate.sentence_idx);
        let facts: Vec<usize> = self.facts_of[idx].iter().copied().collect();
        let (whole, in_part): (Vec<_>, Vec<_>) = self
            .nearest(own, &facts)
            .into_iter()
            .partition(|it| self.tells(candidate, *it, &facts));
        let sources: Vec<(usize, usize)> = [own].into_iter().chain(whole).collect();
        let origins: BTreeSet<usize> = sources
            .iter()
            .map(|it| self.comparison.origins.get(it.0).copied().unwrap_or(it.0))
            .collect();
        Line {
            article_idx: own.0,
            sentence_idx: own.1,
            range: candidate.range,
            facts,
            sources,
            in_part,
            n_origins: origins.len(),
        }
    }

    /// True if a sentence of another article tells a line and not a part of it alone: it has most of its words and every
    /// amount, its article every date and name, and nothing was found in which the two differ.
    fn tells(&self, line: &Candidate, other: (usize, usize), facts: &[usize]) -> bool {
        let own = (line.article_idx, line.sentence_idx);
        let claims = |it: (usize, usize)| &self.comparison.articles[it.0];
        let claim = |it: (usize, usize)| &claims(it).claims[it.1];
        let (claim_own, claim_other, theirs) = (claim(own), claim(other), claims(other));
        let has_amount = |it: &claim::Quantity| {
            let mut all = claim_other.quantities.iter();
            it.unit == claim::Unit::Count && it.value.abs() <= weights::FEW
                || all.any(|other| {
                    other.unit == it.unit && (other.low, other.high) == (it.low, it.high)
                })
        };
        let has_date = |it: &claim::DateMention| {
            let mut all = theirs.claims.iter().flat_map(|it| &it.dates);
            all.any(|other| other.overlaps(it))
        };
        let has_name = |it: &claim::NameMention| {
            let name = &claims(own).entities[it.entity_idx].name;
            it.is_anaphor
                || theirs
                    .entities
                    .iter()
                    .any(|it| claim::name_likeness(&it.name, name) >= weights::ONE_NAME)
        };
        let differ = facts.iter().map(|it| &self.comparison.facts[*it]).any(|fact| {
            let is_at = |it: &compare::Difference, at: (usize, usize)| {
                let members = it.between.iter().map(|side| &fact.members[side.member]);
                members.into_iter().any(|it| (it.article_idx, it.sentence_idx) == at)
            };
            fact.differences.iter().any(|it| is_at(it, own) && is_at(it, other))
        });
        let inside = |range: TextRange| line.range.contains(range);
        self.share_said(own, other, true) >= weights::MOST_WORDS
            && !differ
            && claim_own.quantities.iter().filter(|it| inside(it.range)).all(has_amount)
            && claim_own.dates.iter().filter(|it| inside(it.range)).all(has_date)
            && claim_own.names.iter().filter(|it| inside(it.range)).all(has_name)
    }

    /// Of each other article the sentence that most surely states what `own` does, if that is sure and it has the
    /// line's words: of a fact of many sentences not all say what one of them says.
    fn nearest(&self, own: (usize, usize), facts: &[usize]) -> Vec<(usize, usize)> {
        let mut nearest: BTreeMap<usize, (f64, usize)> = BTreeMap::new();
        for fact in facts.iter().map(|&it| &self.comparison.facts[it]) {
            let place = |it: usize| (fact.members[it].article_idx, fact.members[it].sentence_idx);
            for link in fact.links.iter().filter(|it| it.confidence >= weights::SURE) {
                let (article_idx, sentence_idx) = match (place(link.lhs), place(link.rhs)) {
                    (lhs, rhs) if lhs == own => rhs,
                    (lhs, rhs) if rhs == own => lhs,
                    _ => continue,
                };
                if self.share_said(own, (article_idx, sentence_idx), false) < weights::CITED_WORDS {
                    continue;
                }
                let best = nearest.entry(article_idx).or_insert((0.0, sentence_idx));
                if link.confidence > best.0 {
                    *best = (link.confidence, sentence_idx);
                }
            }
        }
        nearest.into_iter().map(|(article_idx, (_, sentence))| (article_idx, sentence)).collect()
    }

    /// True if a sure link joins two sentences.
    fn states_the_same(&self, lhs: usize, rhs: usize) -> bool {
        let place = |it: usize| (self.candidates[it].article_idx, self.candidates[it].sentence_idx);
        let wanted = [place(lhs), place(rhs)];
        self.facts_of[lhs].intersection(&self.facts_of[rhs]).any(|&it| {
            let fact = &self.comparison.facts[it];
            let of = |it: usize| (fact.members[it].article_idx, fact.members[it].sentence_idx);
            fact.links.iter().any(|it| {
                let ends = [of(it.lhs), of(it.rhs)];
                it.confidence >= weights::SAME && wanted.iter().all(|it| ends.contains(it))
            })
        })
    }

    /// Share of the stems of a line, or of the shorter one of the two, that another sentence has as well; 1 where the two
    /// are of two languages, whose words tell nothing.
    fn share_said(&self, line: (usize, usize), other: (usize, usize), of_line: bool) -> f64 {
        let language = |it: (usize, usize)| self.comparison.articles[it.0].document.language;
        if language(line) != language(other) {
            return 1.0;
        }
        let stems = |it| self.place.get(&it).map(|&idx| &self.candidates[idx].stems);
        let (Some(line), Some(other)) = (stems(line), stems(other)) else { return 0.0 };
        let n_all = if of_line { line.len() } else { line.len().min(other.len()) };
        candidate::n_shared(line, other) as f64 / n_all.max(1) as f64
    }
}

/// For each candidate its terms, each with the share of the other origins that use it: 0 if one alone does, 1 if
/// all do; and how many terms there are.
fn agreement(comparison: &Comparison, candidates: &[Candidate]) -> (Vec<Vec<(usize, f64)>>, usize) {
    let origin =
        |it: &Candidate| comparison.origins.get(it.article_idx).copied().unwrap_or(it.article_idx);
    let n_origins = candidates.iter().map(origin).collect::<BTreeSet<_>>().len();
    let n_others = n_origins.saturating_sub(1).max(1) as f64;
    let mut uses: Vec<(Term, usize, usize)> = Vec::new();
    for (idx, candidate) in candidates.iter().enumerate() {
        let origin = origin(candidate);
        uses.extend(candidate.terms.iter().map(|it| (*it, origin, idx)));
    }
    uses.sort_unstable();
    let mut agreement = vec![Vec::new(); candidates.len()];
    let mut n_terms = 0;
    for of_term in uses.chunk_by(|a, b| a.0 == b.0) {
        let n_using = of_term.chunk_by(|a, b| a.1 == b.1).count();
        let share = (n_using - 1) as f64 / n_others;
        of_term.iter().for_each(|it| agreement[it.2].push((n_terms, share)));
        n_terms += 1;
    }
    (agreement, n_terms)
}

fn is_sole(fact: &Fact) -> bool {
    fact.verdict == Verdict::Sole
}

/// What a fact is worth: who states it, how high up, and whether a headline names it.
fn fact_weight<'a>(
    fact: &Fact,
    members: impl Iterator<Item = &'a Candidate>,
    headline: &[Stem],
) -> f64 {
    let origins = 1.0 + weights::NEXT_ORIGIN * fact.n_origins.saturating_sub(1) as f64;
    let certainty = match fact.verdict {
        Verdict::Sole => weights::SOLE,
        Verdict::Unsure => weights::UNSURE * fact.confidence,
        Verdict::Agreed | Verdict::Differs => fact.confidence,
    };
    let members: Vec<&Candidate> = members.collect();
    let n_members = members.len().max(1) as f64;
    let prominence = members.iter().map(|it| it.prominence()).sum::<f64>() / n_members;
    let title = members.iter().map(|it| it.headline_share(headline)).fold(0.0, f64::max);
    origins * certainty * prominence * (1.0 + weights::HEADLINE * title)
}
