//! Unsure facts in the order of reading, those that share a sentence together.
//!
//! One sentence may be much like several others; it is shown once, with all that may state the same below it.

use std::collections::BTreeMap;

use crate::view::View;

/// Unsure facts to be shown together.
pub(crate) struct Chain {
    /// Article and sentence that all of them have, if they are several.
    pub(crate) shared: Option<(usize, usize)>,
    /// Indexes of the facts.
    pub(crate) facts: Vec<usize>,
}

/// All unsure facts.
pub(crate) fn chains(view: &View) -> Vec<Chain> {
    let mut left: Vec<usize> = view.of(compare::Verdict::Unsure).collect();
    let mut chains = Vec::new();
    while let Some(place) = most_shared(view, &left) {
        let has = |it: &usize| view.facts[*it].members.iter().any(|it| it.place() == place);
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
    for it in facts.iter().flat_map(|it| &view.facts[*it].members) {
        *uses.entry(it.place()).or_default() += 1;
    }
    let most = uses.into_iter().max_by_key(|(place, n)| (*n, std::cmp::Reverse(*place)));
    most.filter(|it| it.1 > 1).map(|it| it.0)
}
