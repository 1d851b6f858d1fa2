//! Unsure facts in the order of reading, those that share a sentence together.
//!
//! One sentence may be much like several others; it is shown once, with all that may state the same below it.

use std::collections::BTreeMap;

use crate::view::{Fact, View};

/// Unsure facts to be shown together.
pub(crate) struct Chain {
    /// Article and sentence that all of them have, if they are several.
    pub(crate) shared: Option<(usize, usize)>,
    /// Indexes of the facts.
    pub(crate) facts: Vec<usize>,
}

/// Of a fact that holds one sentence beside those of a surer one, lists that sentence, quoted for the whole, and of the
/// others those that differ from it, or the one quoted for the surer fact.
pub(crate) fn list_newcomers(facts: &mut [Fact]) {
    let newcomers: Vec<Option<(usize, Vec<usize>)>> =
        (0..facts.len()).map(|idx| newcomer(facts, idx)).collect();
    for (fact, newcomer) in facts.iter_mut().zip(newcomers) {
        if let Some((new, listed)) = newcomer {
            fact.statement = new;
            fact.listed = listed;
        }
    }
}

/// The member that a fact has beside those of a surer one, if it is one alone, and the members to list.
fn newcomer(facts: &[Fact], idx: usize) -> Option<(usize, Vec<usize>)> {
    let fact = &facts[idx];
    if fact.members.len() < 3 {
        return None;
    }
    let is_known = |surer: &Fact, it: usize| {
        surer.members.iter().any(|member| member.place() == fact.members[it].place())
    };
    let beside = |surer: &Fact| {
        let mut new = (0..fact.members.len()).filter(|it| !is_known(surer, *it));
        new.next().filter(|_| new.next().is_none())
    };
    let is_surer = |it: &&Fact| it.members.len() > 1 && it.confidence > fact.confidence;
    let (surer, new) = facts.iter().filter(is_surer).find_map(|it| Some((it, beside(it)?)))?;
    let differing = fact.told_differences().flat_map(|it| &it.sides).map(|it| it.member);
    let mut listed: Vec<usize> = differing.collect();
    let quoted = surer.members[surer.statement].place();
    if listed.iter().all(|it| *it == new) {
        let is_other = |it: &usize| fact.members[*it].article != fact.members[new].article;
        let others = || (0..fact.members.len()).filter(is_other);
        let is_quoted = |it: &usize| fact.members[*it].place() == quoted;
        listed.extend(others().find(is_quoted).or_else(|| others().next()));
    }
    listed.push(new);
    listed.sort_unstable();
    listed.dedup();
    Some((new, listed))
}

/// All unsure facts.
pub(crate) fn chains(view: &View) -> Vec<Chain> {
    let mut left: Vec<usize> = view.of(compare::Verdict::Unsure).collect();
    let mut chains = Vec::new();
    while let Some(place) = most_shared(view, &left) {
        let has = |it: &usize| view.facts[*it].listed_places().any(|it| it == place);
        let facts: Vec<usize> = left.iter().copied().filter(has).collect();
        left.retain(|it| !facts.contains(it));
        chains.push(Chain { shared: Some(place), facts });
    }
    chains.extend(left.into_iter().map(|it| Chain { shared: None, facts: vec![it] }));
    chains.sort_by_key(|it| it.facts[0]);
    chains
}

/// The sentence that most of these facts have, if two have it; of equals the first.
fn most_shared(view: &View, facts: &[usize]) -> Option<(usize, usize)> {
    let mut uses: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for place in facts.iter().flat_map(|it| view.facts[*it].listed_places()) {
        *uses.entry(place).or_default() += 1;
    }
    let most = uses.into_iter().max_by_key(|(place, n)| (*n, std::cmp::Reverse(*place)));
    most.filter(|it| it.1 > 1).map(|it| it.0)
}
