//! The second half of a replay: kinds, verdicts and notes.

use std::collections::BTreeSet;

use article::TextRange;
use claim::Claims;
use compare::{Comparison, Difference, Fact, Relation, Side, Verdict};

use crate::key;
use crate::replay::{Place, Replay, Replayed};
use crate::{Act, DifferenceKey, Target};

/// What is said of a fact of which an editor cannot say whether it is one.
const UNDECIDED: f64 = 0.5;

impl Replay {
    /// Applies what was said of facts and differences, in the order in which it was said, and adds
    /// a warning for every correction that did not fit.
    #[must_use]
    pub fn amend(mut self, comparison: &mut Comparison) -> Replayed {
        let sets = |it: &Fact| key::places(it).collect::<BTreeSet<Place>>();
        let facts: Vec<BTreeSet<Place>> = comparison.facts.iter().map(sets).collect();
        let mut replayed = Replayed::default();
        self.mark_regrouped(&facts, &mut replayed);
        for idx in 0..self.corrections.list.len() {
            let act = self.corrections.list[idx].act.clone();
            let mut work = Work { replay: &self, facts: &facts, comparison, idx };
            if let Err(reason) = work.apply(&act, &mut replayed) {
                self.left_out[idx] = Some(reason);
            }
        }
        replayed.facts.sort_unstable();
        replayed.facts.dedup();
        comparison.warnings.extend(self.warnings().into_iter().map(|it| (None, it)));
        replayed.fits = self.left_out.iter().map(Option::is_none).collect();
        replayed.corrections = self.corrections;
        replayed
    }

    /// Marks the facts that the first half made, changed or left behind.
    fn mark_regrouped(&self, facts: &[BTreeSet<Place>], replayed: &mut Replayed) {
        for (fact_idx, members) in facts.iter().enumerate() {
            let changed = self.changed.iter().filter(|it| it.0 == *members);
            let by: Vec<usize> = changed.flat_map(|it| it.1.iter().copied()).collect();
            replayed.facts.extend(by.into_iter().map(|it| (fact_idx, it)));
            if let (Some(only), 1) = (members.first(), members.len()) {
                let loose = self.loose.iter().filter(|it| it.0 == *only);
                replayed.facts.extend(loose.map(|it| (fact_idx, it.1)));
            }
        }
    }
}

/// One correction at work.
struct Work<'a> {
    replay: &'a Replay,
    facts: &'a [BTreeSet<Place>],
    comparison: &'a mut Comparison,
    /// Index of the correction.
    idx: usize,
}

impl Work<'_> {
    fn apply(&mut self, act: &Act, replayed: &mut Replayed) -> Result<(), String> {
        match act {
            Act::Same { .. } | Act::NotSame { .. } | Act::Merge { .. } | Act::Split { .. } => {}
            Act::Kind { fact, difference, to, relation } => {
                let (fact_idx, found) = self.find(fact, difference)?;
                let found = found
                    .or_else(|| {
                        self.at(fact_idx, &DifferenceKey { kind: *to, ..difference.clone() })
                    })
                    .ok_or("the difference is no longer found")?;
                let it = &mut self.comparison.facts[fact_idx].differences[found];
                it.kind = *to;
                it.relation = relation.unwrap_or(it.relation);
                affirm(it);
                self.tell_apart(fact_idx);
                replayed.differences.push((fact_idx, found, self.idx));
            }
            Act::Dismiss { fact, difference } => {
                let (fact_idx, found) = self.find(fact, difference)?;
                if let Some(found) = found {
                    self.dismiss(fact_idx, found, replayed);
                }
                replayed.facts.push((fact_idx, self.idx));
            }
            Act::Add { fact, difference, relation } => {
                let (fact_idx, found) = self.find(fact, difference)?;
                let relation = relation.unwrap_or(Relation::Compatible);
                let at = match found {
                    Some(found) => found,
                    None => self.add(fact_idx, difference, relation)?,
                };
                let it = &mut self.comparison.facts[fact_idx].differences[at];
                it.relation = relation;
                affirm(it);
                self.tell_apart(fact_idx);
                replayed.differences.push((fact_idx, at, self.idx));
            }
            Act::Verdict { fact, to } => {
                let fact_idx = self.fact(fact)?;
                self.judge(fact_idx, *to, replayed)?;
                replayed.facts.push((fact_idx, self.idx));
            }
            Act::Note { on } => self.note(on, replayed)?,
        }
        Ok(())
    }

    fn note(&self, on: &Target, replayed: &mut Replayed) -> Result<(), String> {
        match on {
            Target::Difference { fact, difference } => {
                let (fact_idx, found) = self.find(fact, difference)?;
                let found = found.ok_or("the difference is no longer found")?;
                replayed.differences.push((fact_idx, found, self.idx));
            }
            Target::Fact { fact } => replayed.facts.push((self.fact(fact)?, self.idx)),
            Target::Sentence { sentence } => {
                replayed.sentences.push((self.replay.find(sentence)?, self.idx));
            }
            Target::Article { article } => {
                let found = self.replay.keys.find_article(article);
                let article_idx = found.ok_or_else(|| self.replay.absent(article))?;
                replayed.articles.push((article_idx, self.idx));
            }
        }
        Ok(())
    }

    fn fact(&self, wanted: &[String]) -> Result<usize, String> {
        self.replay.nearest(wanted, self.facts.iter())
    }

    fn find(
        &self,
        fact: &[String],
        difference: &DifferenceKey,
    ) -> Result<(usize, Option<usize>), String> {
        let fact_idx = self.fact(fact)?;
        Ok((fact_idx, self.at(fact_idx, difference)))
    }

    /// The difference of this kind that meets at least two of the sides, and most of them.
    fn at(&self, fact_idx: usize, wanted: &DifferenceKey) -> Option<usize> {
        let fact = &self.comparison.facts[fact_idx];
        let n_met = |it: &Difference| {
            let meets = |place: Place, range: TextRange| {
                it.between.iter().any(|side| {
                    let member = fact.members[side.member];
                    (member.article_idx, member.sentence_idx) == place && side.range.overlaps(range)
                })
            };
            let sides = wanted.sides.iter();
            sides
                .filter_map(|it| {
                    Some((self.replay.keys.find(&it.sentence)?, TextRange::new(it.start, it.end)))
                })
                .filter(|(place, range)| meets(*place, *range))
                .count()
        };
        let differences = fact.differences.iter().enumerate();
        differences
            .filter(|(_, it)| it.kind == wanted.kind)
            .map(|(idx, it)| (n_met(it), std::cmp::Reverse(idx)))
            .filter(|it| it.0 >= 2)
            .max()
            .map(|it| it.1.0)
    }

    fn dismiss(&mut self, fact_idx: usize, found: usize, replayed: &mut Replayed) {
        let fact = &mut self.comparison.facts[fact_idx];
        fact.differences.remove(found);
        replayed.differences.retain(|it| (it.0, it.1) != (fact_idx, found));
        for it in replayed.differences.iter_mut().filter(|it| it.0 == fact_idx && it.1 > found) {
            it.1 -= 1;
        }
        if fact.verdict == Verdict::Differs && !fact.differences.iter().any(Difference::is_likely) {
            fact.verdict = Verdict::Agreed;
        }
        restate(&self.comparison.articles, &self.comparison.near, fact);
    }

    fn add(
        &mut self,
        fact_idx: usize,
        wanted: &DifferenceKey,
        relation: Relation,
    ) -> Result<usize, String> {
        let fact = &self.comparison.facts[fact_idx];
        let mut between: Vec<Side> = Vec::new();
        for it in &wanted.sides {
            let place = self.replay.find(&it.sentence)?;
            let range = TextRange::new(it.start, it.end);
            let document = &self.comparison.articles[place.0].document;
            let member =
                fact.members.iter().position(|it| (it.article_idx, it.sentence_idx) == place);
            let member = member.ok_or("a sentence with its words is no longer in the fact")?;
            let is_whole = !document.article.text(range).is_empty();
            if !is_whole || !document.sentences[place.1].range.contains(range) {
                return Err("its words do not lie in their sentence".to_owned());
            }
            between.push(Side { member, range, value: None });
        }
        between.sort_by_key(|it| (it.member, it.range));
        let article = |it: &Side| fact.members[it.member].article_idx;
        if between.iter().all(|it| article(it) == article(&between[0])) {
            return Err("all its words stand in one article".to_owned());
        }
        let kind = wanted.kind;
        let fact = &mut self.comparison.facts[fact_idx];
        fact.differences.push(Difference {
            kind,
            relation,
            confidence: 1.0,
            is_sure: true,
            is_located: true,
            between,
        });
        Ok(fact.differences.len() - 1)
    }

    /// A difference that an editor vouches for makes a fact told alike one told differently.
    fn tell_apart(&mut self, fact_idx: usize) {
        let fact = &mut self.comparison.facts[fact_idx];
        if fact.verdict == Verdict::Agreed {
            fact.verdict = Verdict::Differs;
        }
        restate(&self.comparison.articles, &self.comparison.near, fact);
    }

    fn judge(
        &mut self,
        fact_idx: usize,
        to: Verdict,
        replayed: &mut Replayed,
    ) -> Result<(), String> {
        let fact = &mut self.comparison.facts[fact_idx];
        if fact.verdict == Verdict::Sole {
            return Err("one article alone states the fact now".to_owned());
        }
        fact.confidence = match to {
            Verdict::Unsure => fact.confidence.min(UNDECIDED),
            _ => 1.0,
        };
        if to == Verdict::Agreed {
            // No difference worth notice is what the word means.
            fact.differences.clear();
            replayed.differences.retain(|it| it.0 != fact_idx);
        }
        fact.verdict = to;
        restate(&self.comparison.articles, &self.comparison.near, fact);
        Ok(())
    }
}

fn affirm(it: &mut Difference) {
    it.confidence = 1.0;
    it.is_sure = true;
    it.is_located = true;
}

/// Stances as the differences say; where an editor says that a fact is told differently and names
/// no difference, all who state it differ.
fn restate(articles: &[Claims], near: &cluster::Near, fact: &mut Fact) {
    compare::restate(articles, near, fact);
    if fact.verdict == Verdict::Differs && !fact.differences.iter().any(Difference::is_likely) {
        for it in fact.stances.iter_mut().filter(|it| **it == compare::Stance::States) {
            *it = compare::Stance::Differs;
        }
    }
}
