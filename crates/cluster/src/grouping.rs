//! From weighed pairs to groups.
//!
//! Takes the pairs from the surest down. A pair joins a group that one of its sentences stands in
//! if the other sentence links well with the group's members of other articles, on average and
//! with each; else it founds a group. So no chain of weak links joins two facts, and a sentence
//! that states two facts stands in two groups. Ties are settled by the words of the sentences, so the
//! order of the articles changes nothing.

use claim::Claims;

use crate::weigh::Pair;
use crate::{Config, SentenceId};

/// A group under construction: sentences in order, at least two.
#[derive(Debug, Clone)]
pub(crate) struct Group {
    pub members: Vec<SentenceId>,
}

/// Probabilities of the pairs that may link, by both ends.
struct Links(std::collections::BTreeMap<(SentenceId, SentenceId), f32>);

impl Links {
    fn get(&self, a: SentenceId, b: SentenceId) -> f32 {
        self.0.get(&(a.min(b), a.max(b))).copied().unwrap_or(0.0)
    }
}

/// Groups the sentences of a story.
pub(crate) fn group(articles: &[Claims], pairs: &[Pair], config: &Config) -> Vec<Group> {
    let mut ranked: Vec<&Pair> =
        pairs.iter().filter(|it| it.probability >= config.min_link).collect();
    let words = |pair: &Pair| {
        let lhs = articles[pair.lhs.0].document.sentence_text(pair.lhs.1);
        let rhs = articles[pair.rhs.0].document.sentence_text(pair.rhs.1);
        if lhs <= rhs { (lhs, rhs) } else { (rhs, lhs) }
    };
    ranked.sort_by(|a, b| {
        b.probability.total_cmp(&a.probability).then_with(|| words(a).cmp(&words(b)))
    });
    let links = Links(
        pairs
            .iter()
            .filter(|it| it.probability >= config.min_member_link)
            .map(|it| ((it.lhs, it.rhs), it.probability))
            .collect(),
    );
    let mut groups: Vec<Group> = Vec::new();
    for pair in ranked {
        if groups.iter().any(|it| it.members.contains(&pair.lhs) && it.members.contains(&pair.rhs))
        {
            continue;
        }
        let home = groups
            .iter()
            .enumerate()
            .filter_map(|(idx, group)| {
                let newcomer = newcomer(group, pair)?;
                Some((idx, newcomer, fit(group, newcomer, &links, config)?))
            })
            .max_by(|a, b| a.2.total_cmp(&b.2).then(b.0.cmp(&a.0)));
        match home {
            Some((idx, newcomer, _)) => {
                let members = &mut groups[idx].members;
                members.push(newcomer);
                members.sort_unstable();
            }
            None => groups.push(Group { members: vec![pair.lhs, pair.rhs] }),
        }
    }
    without_parts(groups)
}

/// The groups that do not lie in another: "A, C" says nothing beside "A, B, C".
fn without_parts(groups: Vec<Group>) -> Vec<Group> {
    let is_part = |idx: usize, it: &Group| {
        groups.iter().enumerate().any(|(other_idx, other)| {
            let is_larger = other.members.len() > it.members.len();
            let is_first = other.members.len() == it.members.len() && other_idx < idx;
            (is_larger || is_first) && it.members.iter().all(|it| other.members.contains(it))
        })
    };
    let whole = groups.iter().enumerate().filter(|(idx, it)| !is_part(*idx, it));
    whole.map(|it| it.1.clone()).collect()
}

/// The end of the pair that is not yet in the group, if the other one is.
fn newcomer(group: &Group, pair: &Pair) -> Option<SentenceId> {
    match (group.members.contains(&pair.lhs), group.members.contains(&pair.rhs)) {
        (true, false) => Some(pair.rhs),
        (false, true) => Some(pair.lhs),
        _ => None,
    }
}

/// Mean link of a newcomer with the members of other articles, if it may join.
fn fit(group: &Group, newcomer: SentenceId, links: &Links, config: &Config) -> Option<f32> {
    let scores: Vec<f32> = group
        .members
        .iter()
        .filter(|it| it.0 != newcomer.0)
        .map(|it| links.get(*it, newcomer))
        .collect();
    let n = f32::from(u16::try_from(scores.len()).unwrap_or(u16::MAX));
    let mean = scores.iter().sum::<f32>() / n.max(1.0);
    let least = scores.iter().copied().fold(f32::MAX, f32::min);
    (mean >= config.min_mean_link && least >= config.min_member_link).then_some(mean)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_within_another_says_nothing_more() {
        let group = |members: &[SentenceId]| Group { members: members.to_vec() };
        let whole = group(&[(0, 1), (1, 4), (2, 2)]);
        let groups = vec![group(&[(0, 1), (2, 2)]), whole.clone(), whole, group(&[(0, 1), (1, 5)])];
        let members: Vec<Vec<SentenceId>> =
            without_parts(groups).into_iter().map(|it| it.members).collect();
        assert_eq!(members, [vec![(0, 1), (1, 4), (2, 2)], vec![(0, 1), (1, 5)]]);
    }
}
