//! From weighed pairs to groups.
//!
//! Takes the pairs from the surest down. A pair joins a group that one of its sentences stands in
//! if the other sentence links well with the group's members of other articles, on average and
//! with each; else it founds a group. So no chain of weak links joins two facts, and a sentence
//! that states two facts stands in two groups. Ties are settled by the words of the sentences, so the
//! order of the articles changes nothing.
//!
//! What a whole group then says is no surer than its least sure member. So those that link less well with the
//! rest are set apart, each as a doubtful member of a group of its own, and the core is left.

use claim::Claims;

use crate::weigh::Pair;
use crate::{Config, SentenceId};

/// Sentences in order, at least two.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Group {
    pub members: Vec<SentenceId>,
    /// The one that may not belong to the others, if the group is there for its sake.
    pub doubtful: Option<SentenceId>,
}

impl Group {
    fn of(members: Vec<SentenceId>) -> Self {
        Self { members, doubtful: None }
    }

    fn lies_in(&self, other: &Self) -> bool {
        self.members.iter().all(|it| other.members.contains(it))
    }
}

/// Probabilities of the pairs that may link, by both ends.
struct Links(std::collections::BTreeMap<(SentenceId, SentenceId), f32>);

impl Links {
    fn get(&self, a: SentenceId, b: SentenceId) -> f32 {
        self.0.get(&(a.min(b), a.max(b))).copied().unwrap_or(0.0)
    }

    /// Mean and least link of a sentence with those of other articles.
    fn with(&self, members: &[SentenceId], one: SentenceId) -> (f32, f32) {
        let others = members.iter().filter(|it| it.0 != one.0);
        let scores: Vec<f32> = others.map(|it| self.get(*it, one)).collect();
        let n = f32::from(u16::try_from(scores.len()).unwrap_or(u16::MAX));
        let mean = scores.iter().sum::<f32>() / n.max(1.0);
        (mean, scores.iter().copied().fold(f32::MAX, f32::min))
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
            None => groups.push(Group::of(vec![pair.lhs, pair.rhs])),
        }
    }
    let text = |it: &SentenceId| articles[it.0].document.sentence_text(it.1);
    let groups = groups.into_iter().flat_map(|it| parted(it, &links, config, &text)).collect();
    without_parts(groups)
}

/// The groups that do not lie in another: "A, C" says nothing beside "A, B, C", unless a member of that is doubtful.
fn without_parts(groups: Vec<Group>) -> Vec<Group> {
    let is_part = |idx: usize, it: &Group| {
        groups.iter().enumerate().any(|(other_idx, other)| {
            let is_larger = other.members.len() > it.members.len();
            let is_first = other.members.len() == it.members.len() && other_idx < idx;
            let says_more = other.doubtful.is_none() || other.doubtful == it.doubtful;
            (is_larger || is_first) && says_more && it.lies_in(other)
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
    let (mean, least) = links.with(&group.members, newcomer);
    (mean >= config.min_mean_link && least >= config.min_member_link).then_some(mean)
}

/// The core of a group, and for each member that links too little with it a group of that one and those it links with;
/// ties are settled by the `text` of the sentences.
fn parted<'a>(
    group: Group,
    links: &Links,
    config: &Config,
    text: &impl Fn(&SentenceId) -> &'a str,
) -> Vec<Group> {
    let mut core = group.members;
    let mut doubtful = Vec::new();
    while core.len() > 2 {
        let mean = |it: &SentenceId| links.with(&core, *it).0;
        let weakest = core
            .iter()
            .min_by(|a, b| mean(a).total_cmp(&mean(b)).then_with(|| text(a).cmp(text(b))));
        let Some(&weakest) = weakest.filter(|it| mean(it) < config.min_core_link) else { break };
        let rest: Vec<SentenceId> = core.iter().copied().filter(|it| *it != weakest).collect();
        if rest.iter().all(|it| it.0 == rest[0].0) {
            break;
        }
        core = rest;
        doubtful.push(weakest);
    }
    let mut groups = vec![Group::of(core)];
    for (idx, &one) in doubtful.iter().enumerate() {
        let is_linked = |it: &SentenceId| it.0 != one.0 && links.get(*it, one) > 0.0;
        let mut members: Vec<SentenceId> =
            groups[0].members.iter().copied().filter(is_linked).collect();
        members.push(one);
        members.sort_unstable();
        groups.push(Group { members, doubtful: Some(one) });
        let pairs = doubtful[..idx].iter().filter(|it| links.get(**it, one) >= config.min_link);
        groups.extend(pairs.map(|it| Group::of(vec![one.min(*it), one.max(*it)])));
    }
    groups.retain(|it| it.members.len() > 1);
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_within_another_says_nothing_more() {
        let group = |members: &[SentenceId]| Group::of(members.to_vec());
        let whole = group(&[(0, 1), (1, 4), (2, 2)]);
        let groups = vec![group(&[(0, 1), (2, 2)]), whole.clone(), whole, group(&[(0, 1), (1, 5)])];
        let members: Vec<Vec<SentenceId>> =
            without_parts(groups).into_iter().map(|it| it.members).collect();
        assert_eq!(members, [vec![(0, 1), (1, 4), (2, 2)], vec![(0, 1), (1, 5)]]);
    }
    #[test]
    fn a_doubtful_member_stands_apart_from_the_core() {
        let (a, b, c, d) = ((0, 0), (1, 0), (2, 0), (0, 5));
        let pairs = [((a, b), 0.95), ((a, c), 0.6), ((b, c), 0.5), ((b, d), 0.65), ((c, d), 0.9)];
        let links = Links(pairs.map(|((a, b), it)| ((a.min(b), a.max(b)), it)).into());
        let whole = Group::of(vec![a, d, b, c]);
        let groups = parted(whole, &links, &Config::standard(), &|_| "");
        let of = |doubtful| groups.iter().filter(move |it| it.doubtful == doubtful);
        let members = |doubtful| of(doubtful).map(|it| it.members.clone()).collect::<Vec<_>>();
        assert_eq!(
            members(None),
            [vec![a, b], vec![d, c]],
            "the core, and what is sure apart from it"
        );
        assert_eq!(members(Some(c)), [vec![a, b, c]]);
        assert_eq!(members(Some(d)), [vec![d, b]], "{groups:?}");
    }

    #[test]
    fn copies_stay_one_group() {
        let members = vec![(0, 0), (1, 0), (2, 0)];
        let links = Links(
            [((0, 1), 0.99), ((0, 2), 0.99), ((1, 2), 0.99)]
                .map(|((a, b), it)| (((a, 0), (b, 0)), it))
                .into(),
        );
        let groups = parted(Group::of(members.clone()), &links, &Config::standard(), &|_| "");
        assert_eq!(groups, [Group::of(members)]);
    }
}
