//! The articles in memory, and how they are looked up: by words, address, content, story.

use std::collections::{BTreeMap, BTreeSet};

use crate::hash::Map;
use crate::held::{Entry, Slot};
use crate::{ArticleKey, Config, StoryId};

/// Terms by which an article is found.
const N_TELLING: usize = 48;
/// Least rarity of such a term: what more than half of all articles hold finds too many.
const MIN_RARITY: f32 = 0.7;
const DAY: f32 = 86_400.0;
/// How many times more than is asked for are kept before the least like are let go.
const ROOM: usize = 4;

/// The articles in memory.
#[derive(Debug, Clone, Default)]
pub(crate) struct Memory {
    entries: Vec<Option<Entry>>,
    free: Vec<Slot>,
    /// Articles and weights by term.
    postings: Map<u32, Vec<(Slot, f32)>>,
    by_time: BTreeSet<(i64, u64, Slot)>,
    waiting: BTreeSet<(u64, Slot)>,
    by_key: BTreeMap<ArticleKey, Slot>,
    by_url: Map<u64, Slot>,
    by_content: Map<u64, Slot>,
    stories: BTreeMap<StoryId, Vec<Slot>>,
    /// The latest time seen.
    clock: Option<i64>,
    /// What every slot met on the way is asked for.
    bearings: Vec<Bearing>,
    /// Room to add likenesses up, one number a slot; all zero between calls.
    sums: Vec<f32>,
    /// Room for the articles met on the way and how like they are; empty between calls.
    met: Vec<Slot>,
    likest: Vec<(f32, u64, Slot)>,
}

/// The length of an article in memory as a vector, and its time: kept close together, for tens of thousands are met
/// on the way to the likest.
#[derive(Debug, Clone, Copy, Default)]
struct Bearing {
    length: f32,
    time: Option<i64>,
}

impl Memory {
    /// What is saved: the entries, the free slots and the clock. All else follows from them.
    pub(crate) fn parts(&self) -> (&[Option<Entry>], &[Slot], Option<i64>) {
        (&self.entries, &self.free, self.clock)
    }

    pub(crate) fn from_parts(
        entries: Vec<Option<Entry>>,
        free: Vec<Slot>,
        clock: Option<i64>,
    ) -> Self {
        let n = entries.len();
        let (sums, bearings) = (vec![0.0; n], vec![Bearing::default(); n]);
        let mut memory = Self { sums, bearings, entries, free, clock, ..Self::default() };
        let mut slots: Vec<(u64, Slot)> = Vec::new();
        for (slot, entry) in memory.entries.iter().enumerate() {
            slots.extend(entry.as_ref().map(|it| (it.order, slot as Slot)));
        }
        slots.sort_unstable();
        for (_, slot) in slots {
            memory.enter(slot);
        }
        memory
    }

    pub(crate) fn len(&self) -> usize {
        self.by_key.len()
    }

    /// The stories in memory with their articles.
    pub(crate) fn stories(&self) -> impl Iterator<Item = (StoryId, &[Slot])> {
        self.stories.iter().map(|(story, slots)| (*story, slots.as_slice()))
    }

    pub(crate) fn get(&self, slot: Slot) -> &Entry {
        self.entries[slot as usize].as_ref().expect("a slot in use is full")
    }

    pub(crate) fn get_mut(&mut self, slot: Slot) -> &mut Entry {
        self.entries[slot as usize].as_mut().expect("a slot in use is full")
    }

    pub(crate) fn has(&self, key: ArticleKey) -> bool {
        self.by_key.contains_key(&key)
    }

    /// The latest article at an address.
    pub(crate) fn at_url(&self, url: u64) -> Option<Slot> {
        if url == 0 { None } else { self.by_url.get(&url).copied() }
    }

    /// The first article with a content.
    pub(crate) fn with_content(&self, entry: &Entry) -> Option<Slot> {
        if entry.n_words == 0 { None } else { self.by_content.get(&entry.content).copied() }
    }

    /// The articles of a story in memory, oldest push first.
    pub(crate) fn story(&self, story: StoryId) -> &[Slot] {
        self.stories.get(&story).map_or(&[], Vec::as_slice)
    }

    /// True if a story in memory bears this number.
    pub(crate) fn names_story(&self, story: StoryId) -> bool {
        self.stories.contains_key(&story)
    }

    /// Moves the clock on.
    pub(crate) fn tick(&mut self, time: Option<i64>) {
        self.clock = self.clock.max(time);
    }

    pub(crate) fn add(&mut self, entry: Entry) -> Slot {
        let slot = self.free.pop().unwrap_or(self.entries.len() as Slot);
        if slot as usize == self.entries.len() {
            self.entries.push(None);
            self.sums.push(0.0);
            self.bearings.push(Bearing::default());
        }
        self.entries[slot as usize] = Some(entry);
        self.enter(slot);
        slot
    }

    fn enter(&mut self, slot: Slot) {
        let entry = self.entries[slot as usize].as_ref().expect("it was just filled");
        self.bearings[slot as usize] = Bearing { length: entry.lengths.whole, time: entry.time };
        for it in entry.telling(N_TELLING, MIN_RARITY) {
            self.postings.entry(it.id).or_default().push((slot, it.weight));
        }
        match entry.time {
            Some(time) => _ = self.by_time.insert((time, entry.order, slot)),
            None => _ = self.waiting.insert((entry.order, slot)),
        }
        self.by_key.insert(entry.key, slot);
        if entry.url != 0 {
            self.by_url.insert(entry.url, slot);
        }
        if entry.n_words > 0 {
            self.by_content.entry(entry.content).or_insert(slot);
        }
        self.stories.entry(entry.story).or_default().push(slot);
    }

    /// Gives an undated article the time of the dated one whose story it tells.
    pub(crate) fn date(&mut self, slot: Slot, time: i64) {
        let entry = self.entries[slot as usize].as_mut().expect("a slot in use is full");
        if entry.time.is_none() {
            entry.time = Some(time);
            self.bearings[slot as usize].time = Some(time);
            self.waiting.remove(&(entry.order, slot));
            self.by_time.insert((time, entry.order, slot));
        }
    }

    /// Puts an article into another story.
    pub(crate) fn move_to(&mut self, slot: Slot, story: StoryId) {
        let entry = self.entries[slot as usize].as_mut().expect("a slot in use is full");
        let from = std::mem::replace(&mut entry.story, story);
        entry.held = 0.0;
        self.leave_story(slot, from);
        self.stories.entry(story).or_default().push(slot);
    }

    fn leave_story(&mut self, slot: Slot, story: StoryId) {
        if let Some(slots) = self.stories.get_mut(&story) {
            slots.retain(|it| *it != slot);
            if slots.is_empty() {
                self.stories.remove(&story);
            }
        }
    }

    /// Lets go of what is older than the window, and of the oldest beyond the limits.
    pub(crate) fn retire(&mut self, config: &Config) {
        let least = self.clock.map(|it| it - (config.window_days * DAY) as i64);
        while let Some(&(time, _, slot)) = self.by_time.first() {
            if least.is_some_and(|it| time < it) || self.by_time.len() > config.max_articles {
                self.forget(slot);
            } else {
                break;
            }
        }
        while self.waiting.len() > config.max_undated {
            let Some(&(_, slot)) = self.waiting.first() else { break };
            self.forget(slot);
        }
    }

    fn forget(&mut self, slot: Slot) {
        let Some(entry) = self.entries[slot as usize].take() else { return };
        for it in entry.telling(N_TELLING, MIN_RARITY) {
            if let Some(posting) = self.postings.get_mut(&it.id) {
                // In which order they stand makes no difference.
                if let Some(at) = posting.iter().position(|it| it.0 == slot) {
                    posting.swap_remove(at);
                }
                if posting.is_empty() {
                    self.postings.remove(&it.id);
                }
            }
        }
        match entry.time {
            Some(time) => self.by_time.remove(&(time, entry.order, slot)),
            None => self.waiting.remove(&(entry.order, slot)),
        };
        self.by_key.remove(&entry.key);
        for (map, hash) in [(&mut self.by_url, entry.url), (&mut self.by_content, entry.content)] {
            if map.get(&hash) == Some(&slot) {
                map.remove(&hash);
            }
        }
        self.leave_story(slot, entry.story);
        for &(other, probability) in &entry.links {
            if let Some(other) = self.entries[other as usize].as_mut() {
                other.links.retain(|it| it.0 != slot);
                if other.time.is_none() && other.story == entry.story {
                    other.held = other.held.max(probability);
                }
            }
        }
        self.free.push(slot);
    }

    /// The articles that share most with one, the likest first; of equals the older push.
    pub(crate) fn likest(&mut self, entry: &Entry, n_likest: usize, config: &Config) -> Vec<Slot> {
        let (mut met, mut likest) =
            (std::mem::take(&mut self.met), std::mem::take(&mut self.likest));
        for it in entry.telling(N_TELLING, MIN_RARITY) {
            for &(slot, weight) in self.postings.get(&it.id).map_or(&[][..], Vec::as_slice) {
                let sum = &mut self.sums[slot as usize];
                if *sum == 0.0 {
                    met.push(slot);
                }
                *sum += it.weight * weight;
            }
        }
        let window = config.window_days * DAY;
        let order =
            |a: &(f32, u64, Slot), b: &(f32, u64, Slot)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
        let cut = |likest: &mut Vec<(f32, u64, Slot)>| {
            likest.select_nth_unstable_by(n_likest, order);
            likest.truncate(n_likest);
        };
        // What the likest so far come to at least.
        let mut least = 0.0;
        for slot in met.drain(..) {
            let sum = std::mem::take(&mut self.sums[slot as usize]);
            let Bearing { length, time } = self.bearings[slot as usize];
            let likeness = sum / length;
            let is_near = match (entry.time, time) {
                (Some(a), Some(b)) => a.abs_diff(b) as f32 <= window,
                _ => true,
            };
            if likeness >= least && is_near {
                likest.push((likeness, self.get(slot).order, slot));
                if likest.len() > ROOM * n_likest {
                    cut(&mut likest);
                    least = likest.iter().map(|it| it.0).fold(f32::MAX, f32::min);
                }
            }
        }
        if likest.len() > n_likest {
            cut(&mut likest);
        }
        likest.sort_unstable_by(order);
        let found = likest.drain(..).map(|it| it.2).collect();
        (self.met, self.likest) = (met, likest);
        found
    }
}
