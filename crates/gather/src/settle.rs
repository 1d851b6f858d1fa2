//! Gives groups of articles their stories' numbers and says what changed.
//!
//! A story bears the number of the article that founded it and stays with that article, or else
//! with most of its articles; of several numbers in one group the one of the oldest story is kept. A
//! group without a number takes that of its first article whose number names no story; where there
//! is none, its articles stay where they were.

use std::collections::{BTreeMap, BTreeSet};

use crate::change::Change;
use crate::held::Slot;
use crate::memory::Memory;
use crate::{Profile, StoryId, why};

/// Probability with an article of the story from which on an undated article takes its time.
const SURE: f32 = 0.95;

/// Puts the articles of `groups` into stories. The change for `new` comes first.
pub(crate) fn settle(
    memory: &mut Memory,
    new: Slot,
    groups: &[Vec<Slot>],
    profile: &Profile,
) -> Vec<Change> {
    let names = names(memory, new, groups);
    let mut moves: Vec<Move> = Vec::new();
    for (group, name) in groups.iter().zip(&names) {
        for &slot in group {
            let entry = memory.get(slot);
            let (from, was_held) = (entry.story, entry.held > 0.0);
            let name = name.filter(|name| *name != from);
            moves.extend(name.map(|into| Move { slot, from, into, was_held }));
        }
    }
    for it in &moves {
        memory.move_to(it.slot, it.into);
    }
    let mut changes = vec![place(memory, new, profile)];
    changes.extend(moved(memory, new, &moves, profile));
    groups.iter().for_each(|it| date(memory, it));
    changes
}

/// Undated articles that surely tell a story take the time of its oldest article; the others go on
/// waiting for a better one.
fn date(memory: &mut Memory, group: &[Slot]) {
    let Some(time) = group.iter().filter_map(|it| memory.get(*it).time).min() else { return };
    for &slot in group {
        let links = memory.get(slot).links.iter().filter(|it| group.contains(&it.0));
        if links.map(|it| it.1).fold(0.0, f32::max) >= SURE {
            memory.date(slot, time);
        }
    }
}

/// An article that goes into another story.
struct Move {
    slot: Slot,
    from: StoryId,
    into: StoryId,
    /// True if its story's other articles have left memory.
    was_held: bool,
}

/// The number of each group; `None` where its articles stay in the stories they are in.
fn names(memory: &Memory, new: Slot, groups: &[Vec<Slot>]) -> Vec<Option<StoryId>> {
    let mut n_of: BTreeMap<StoryId, BTreeMap<usize, usize>> = BTreeMap::new();
    for (idx, group) in groups.iter().enumerate() {
        for &it in group.iter().filter(|it| **it != new && memory.get(**it).held == 0.0) {
            *n_of.entry(memory.get(it).story).or_default().entry(idx).or_default() += 1;
        }
    }
    let mut stories: Vec<StoryId> = n_of.keys().copied().collect();
    stories.sort_by_key(|it| memory.story(*it).first().map(|it| memory.get(*it).order));
    let mut names = vec![None; groups.len()];
    for story in &stories {
        let has_founder = |idx: usize| groups[idx].iter().any(|it| memory.get(*it).key == *story);
        let free = n_of[story].iter().filter(|(idx, _)| names[**idx].is_none());
        let heir = free.max_by_key(|(idx, n)| (has_founder(**idx), **n, std::cmp::Reverse(**idx)));
        if let Some((&idx, _)) = heir {
            names[idx] = Some(*story);
        }
    }
    let mut taken: BTreeSet<StoryId> = names.iter().flatten().copied().collect();
    for (idx, group) in groups.iter().enumerate() {
        let is_held = |it: &Slot| *it != new && memory.get(*it).held > 0.0;
        if names[idx].is_none() && !group.iter().all(is_held) {
            let new_key = memory.get(new).key;
            let is_free = |key: &StoryId| {
                !taken.contains(key) && (*key == new_key || !memory.names_story(*key))
            };
            names[idx] = group.iter().map(|it| memory.get(*it).key).find(is_free);
            taken.extend(names[idx]);
        }
    }
    names
}

fn place(memory: &Memory, new: Slot, profile: &Profile) -> Change {
    let entry = memory.get(new);
    let (story, article) = (entry.story, entry.key);
    let beside: Vec<Slot> = memory.story(story).iter().copied().filter(|it| *it != new).collect();
    if beside.is_empty() {
        let linked: Vec<Slot> = entry.links.iter().map(|it| it.0).collect();
        let nearest = why::nearest(memory, new, &linked);
        let why =
            nearest.map_or_else(Default::default, |it| why::tell(memory, &[new], &[it], profile));
        return Change::Founded { story, article, why };
    }
    Change::Joined { story, article, why: why::tell(memory, &[new], &beside, profile) }
}

/// Whole stories that went into another are merged; other articles moved.
fn moved(memory: &Memory, new: Slot, moves: &[Move], profile: &Profile) -> Vec<Change> {
    let mut by_way: BTreeMap<(StoryId, StoryId), Vec<Slot>> = BTreeMap::new();
    for it in moves.iter().filter(|it| it.slot != new) {
        by_way.entry((it.from, it.into)).or_default().push(it.slot);
    }
    let mut merged = Vec::new();
    let mut moved = Vec::new();
    for ((from, into), slots) in &by_way {
        let (from, into) = (*from, *into);
        let is_whole = !memory.names_story(from)
            && by_way.keys().filter(|it| it.0 == from).count() == 1
            && !moves.iter().any(|it| it.from == from && it.was_held);
        let beside: Vec<Slot> =
            memory.story(into).iter().copied().filter(|it| !slots.contains(it)).collect();
        if is_whole {
            merged.push(Change::Merged {
                from,
                into,
                why: why::tell(memory, slots, &beside, profile),
            });
        } else {
            moved.extend(slots.iter().map(|it| Change::Moved {
                article: memory.get(*it).key,
                from,
                into,
                why: why::tell(memory, &[*it], &beside, profile),
            }));
        }
    }
    merged.extend(moved);
    merged
}
