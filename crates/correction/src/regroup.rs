//! The first half of a replay: which sentences state one fact.
//!
//! Each fact is a [`Draft`] while corrections come on top of one another; those that no
//! correction touched come out as they went in.

use std::collections::{BTreeMap, BTreeSet};

use claim::Claims;
use cluster::{Clustering, FactCluster, Link};

use crate::replay::Place;
use crate::{Act, Corrections, Keys, Replay};

/// Confidence from which on members are likelier one fact than not.
const SURE: f64 = 0.5;

/// A fact under correction.
#[derive(Debug, Clone, Default)]
struct Draft {
    members: BTreeSet<Place>,
    /// By both ends, the smaller first; the ends within are filled in at last.
    links: BTreeMap<(Place, Place), Link>,
    /// As grouped, or 1 of what an editor says is one fact.
    confidence: f64,
    /// Its links say how sure it is, if it has any left: sentences were taken out.
    is_narrowed: bool,
    /// The corrections that made or changed it.
    by: Vec<usize>,
    /// The fact as it was grouped.
    grouped: Option<FactCluster>,
}

impl Corrections {
    /// Applies what was said of grouping, in the order in which it was said.
    #[must_use]
    pub fn regroup(
        &self,
        articles: &[Claims],
        clustering: &mut Clustering,
        config: &cluster::Config,
    ) -> Replay {
        let mut replay = Replay {
            corrections: self.clone(),
            keys: Keys::of(articles),
            left_out: vec![None; self.list.len()],
            ..Replay::default()
        };
        if self.is_empty() {
            return replay;
        }
        let facts = std::mem::take(&mut clustering.facts);
        let mut drafts: Vec<Draft> = facts.into_iter().map(Draft::of).collect();
        let grouped = together(&drafts);
        for (idx, correction) in self.list.iter().enumerate() {
            let done = match &correction.act {
                Act::Same { sentences } => same(&mut drafts, &replay, sentences, idx),
                Act::NotSame { sentences } => not_same(&mut drafts, &replay, sentences, idx),
                Act::Merge { facts } => merge(&mut drafts, &replay, facts, idx),
                Act::Split { fact, part } => split(&mut drafts, &replay, fact, part, idx),
                _ => Ok(Vec::new()),
            };
            match done {
                Ok(loose) => replay.loose.extend(loose.into_iter().map(|it| (it, idx))),
                Err(reason) => replay.left_out[idx] = Some(reason),
            }
        }
        let drafts = each_once(drafts);
        // What an editor has parted, the articles do not "perhaps" tell either.
        for (a, b) in grouped.difference(&together(&drafts)) {
            clustering.near.remove(&(a.0, a.1, b.0));
            clustering.near.remove(&(b.0, b.1, a.0));
        }
        let changed = drafts.iter().filter(|it| !it.by.is_empty());
        replay.changed = changed.map(|it| (it.members.clone(), it.by.clone())).collect();
        clustering.facts = drafts.into_iter().map(|it| it.settle(articles, config)).collect();
        replay
    }
}

impl Draft {
    fn of(fact: FactCluster) -> Self {
        let place = |idx: usize| (fact.members[idx].article_idx, fact.members[idx].sentence_idx);
        let ends = |it: &Link| ordered(place(it.lhs), place(it.rhs));
        let links = fact.links.iter().map(|it| (ends(it), it.clone()));
        Self {
            members: (0..fact.members.len()).map(place).collect(),
            links: links.collect(),
            confidence: fact.confidence,
            is_narrowed: false,
            by: Vec::new(),
            grouped: Some(fact),
        }
    }

    fn settle(self, articles: &[Claims], config: &cluster::Config) -> FactCluster {
        if let (true, Some(fact)) = (self.by.is_empty(), self.grouped) {
            return fact;
        }
        let members: Vec<Place> = self.members.iter().copied().collect();
        let idx_of = |it: &Place| members.binary_search(it).ok();
        let link = |((lhs, rhs), it): ((Place, Place), Link)| {
            Some(Link { lhs: idx_of(&lhs)?, rhs: idx_of(&rhs)?, ..it })
        };
        let links: Vec<Link> = self.links.into_iter().filter_map(link).collect();
        let is_told_by_links = self.is_narrowed && !links.is_empty();
        let fact = cluster::join(articles, &members, links, config);
        let confidence = if is_told_by_links { fact.confidence } else { self.confidence };
        FactCluster { confidence, ..fact }
    }

    /// Says that two of its sentences state the same.
    fn affirm(&mut self, a: Place, b: Place) {
        if a.0 != b.0 {
            self.links.entry(ordered(a, b)).or_insert(new_link()).confidence = 1.0;
        }
    }

    /// Takes a sentence in beside its like: it is compared with every other one too, as surely as
    /// they are one fact.
    fn take_in(&mut self, it: Place) {
        for other in self.members.iter().filter(|other| other.0 != it.0) {
            let new = Link { confidence: self.confidence, ..new_link() };
            self.links.entry(ordered(*other, it)).or_insert(new);
        }
        self.members.insert(it);
    }

    /// How surely two of its sentences were linked.
    fn link(&self, a: Place, b: Place) -> f64 {
        self.links.get(&ordered(a, b)).map_or(0.0, |it| it.confidence)
    }

    /// True if at least two articles state it.
    fn is_shared(&self) -> bool {
        let first = self.members.first().map(|it| it.0);
        self.members.iter().any(|it| Some(it.0) != first)
    }

    /// The same fact of some of its sentences.
    fn narrowed(&self, members: BTreeSet<Place>, idx: usize) -> Self {
        let holds = |(a, b): &(Place, Place)| members.contains(a) && members.contains(b);
        let links = self.links.iter().filter(|(ends, _)| holds(ends));
        let links = links.map(|(ends, it)| (*ends, it.clone())).collect();
        let by = [self.by.as_slice(), &[idx]].concat();
        let confidence = self.confidence;
        Self { members, links, by, confidence, is_narrowed: true, grouped: None }
    }
}

/// Facts of the same sentences, which corrections may have made, as one.
fn each_once(drafts: Vec<Draft>) -> Vec<Draft> {
    let mut kept: Vec<Draft> = Vec::new();
    for it in drafts {
        match kept.iter_mut().find(|known| known.members == it.members) {
            Some(known) if !it.by.is_empty() => {
                known.by.extend(it.by);
                known.confidence = known.confidence.max(it.confidence);
            }
            Some(_) => {}
            None => kept.push(it),
        }
    }
    kept
}

/// The pairs of sentences of different articles that stand in one fact.
fn together(drafts: &[Draft]) -> BTreeSet<(Place, Place)> {
    let pairs = |it: &Draft| -> Vec<(Place, Place)> {
        let members = || it.members.iter().copied();
        let pairs = members().flat_map(|a| members().map(move |b| (a, b)));
        pairs.filter(|(a, b)| a.0 < b.0).collect()
    };
    drafts.iter().flat_map(pairs).collect()
}

/// A link that an editor draws.
fn new_link() -> Link {
    Link { lhs: 0, rhs: 0, confidence: 1.0, reading: None, reasons: Vec::new() }
}

fn ordered(a: Place, b: Place) -> (Place, Place) {
    (a.min(b), a.max(b))
}

/// Puts parts in the place of a fact; gives the sentences of parts that one article alone states.
fn replace(drafts: &mut Vec<Draft>, at: usize, parts: Vec<Draft>) -> Vec<Place> {
    drafts.remove(at);
    let mut loose = Vec::new();
    for part in parts {
        if part.is_shared() {
            drafts.push(part);
        } else {
            loose.extend(part.members);
        }
    }
    loose
}

fn same(
    drafts: &mut Vec<Draft>,
    replay: &Replay,
    sentences: &[String; 2],
    idx: usize,
) -> Result<Vec<Place>, String> {
    let (a, b) = (replay.find(&sentences[0])?, replay.find(&sentences[1])?);
    let both: BTreeSet<Place> = [a, b].into();
    let mut was_there = false;
    for it in drafts.iter_mut().filter(|it| it.members.is_superset(&both)) {
        // Of a third sentence in an unsure fact nothing was said.
        let is_all = it.members == both;
        if is_all || it.confidence >= SURE {
            it.affirm(a, b);
            it.confidence = if is_all { 1.0 } else { it.confidence };
            it.by.push(idx);
            was_there = true;
        }
    }
    if was_there {
        return Ok(Vec::new());
    }
    let homes = |it: &Place| -> Vec<usize> {
        (0..drafts.len()).filter(|at| drafts[*at].members.contains(it)).collect()
    };
    // A sentence that states nothing else yet joins the other one's fact, if that is a sure one.
    // Two facts are never drawn together by one pair: that is what `merge` says.
    let home = match (homes(&a).as_slice(), homes(&b).as_slice()) {
        ([home], []) | ([], [home]) if drafts[*home].confidence >= SURE => *home,
        _ if a.0 == b.0 => {
            return Err("both sentences stand in one article, and no fact holds one of them".into());
        }
        _ => {
            drafts.push(Draft { confidence: 1.0, ..Draft::default() });
            drafts.len() - 1
        }
    };
    let home = &mut drafts[home];
    both.into_iter().for_each(|it| home.take_in(it));
    home.affirm(a, b);
    home.by.push(idx);
    Ok(Vec::new())
}

fn not_same(
    drafts: &mut Vec<Draft>,
    replay: &Replay,
    sentences: &[String; 2],
    idx: usize,
) -> Result<Vec<Place>, String> {
    let [first, second] = if sentences[0] <= sentences[1] {
        [&sentences[0], &sentences[1]]
    } else {
        [&sentences[1], &sentences[0]]
    };
    let (a, b) = (replay.find(first)?, replay.find(second)?);
    let mut loose = Vec::new();
    let holds = |it: &Draft| it.members.contains(&a) && it.members.contains(&b);
    while let Some(at) = drafts.iter().position(holds) {
        let draft = &drafts[at];
        // Everyone else goes with the one of the two to whom the link is stronger.
        let goes_with_b =
            |it: &Place| *it == b || (*it != a && draft.link(*it, b) > draft.link(*it, a));
        let (with_b, with_a): (BTreeSet<Place>, BTreeSet<Place>) =
            draft.members.iter().partition(|it| goes_with_b(it));
        let parts = vec![draft.narrowed(with_a, idx), draft.narrowed(with_b, idx)];
        loose.extend(replace(drafts, at, parts));
    }
    Ok(loose)
}

fn merge(
    drafts: &mut Vec<Draft>,
    replay: &Replay,
    facts: &[Vec<String>],
    idx: usize,
) -> Result<Vec<Place>, String> {
    let mut homes: BTreeSet<usize> = BTreeSet::new();
    let mut parts: Vec<BTreeSet<Place>> = Vec::new();
    for fact in facts {
        if let [sentence] = fact.as_slice() {
            parts.push([replay.find(sentence)?].into());
        } else {
            let home = replay.nearest(fact, drafts.iter().map(|it| &it.members))?;
            if homes.insert(home) {
                parts.push(drafts[home].members.clone());
            }
        }
    }
    let mut merged = Draft { confidence: 1.0, ..Draft::default() };
    for home in &homes {
        let draft = &drafts[*home];
        merged.links.extend(draft.links.iter().map(|(ends, it)| (*ends, it.clone())));
        merged.by.extend(&draft.by);
    }
    merged.members = parts.iter().flatten().copied().collect();
    merged.by.push(idx);
    if !merged.is_shared() {
        return Err("all its sentences stand in one article".to_owned());
    }
    for (at, part) in parts.iter().enumerate() {
        for other in &parts[at + 1..] {
            for a in part {
                other.iter().for_each(|b| merged.affirm(*a, *b));
            }
        }
    }
    for home in homes.into_iter().rev() {
        drafts.remove(home);
    }
    drafts.push(merged);
    Ok(Vec::new())
}

fn split(
    drafts: &mut Vec<Draft>,
    replay: &Replay,
    fact: &[String],
    part: &[String],
    idx: usize,
) -> Result<Vec<Place>, String> {
    let at = replay.nearest(fact, drafts.iter().map(|it| &it.members))?;
    let draft = &drafts[at];
    let mut leaving = BTreeSet::new();
    for it in part {
        leaving.insert(replay.find(it)?);
    }
    let leaving: BTreeSet<Place> = leaving.intersection(&draft.members).copied().collect();
    let staying: BTreeSet<Place> = draft.members.difference(&leaving).copied().collect();
    if leaving.is_empty() {
        return Err("the sentences to split off no longer stand in the fact".to_owned());
    }
    if staying.is_empty() {
        return Err("nothing would be left of the fact".to_owned());
    }
    let parts = vec![draft.narrowed(staying, idx), draft.narrowed(leaving, idx)];
    Ok(replace(drafts, at, parts))
}
