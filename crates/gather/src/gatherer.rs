//! The crate's act: puts each article of a stream into its story.

use std::collections::{BTreeMap, BTreeSet};

use crate::evidence::{self, Evidence, Shared, Terms};
use crate::held::{Entry, Slot};
use crate::memory::Memory;
use crate::rarity::Rarity;
use crate::{ArticleKey, Change, Config, Profile, StoryId};
use crate::{copies, grouping, rival, scorer, settle};

/// Articles most like a new one that are weighed against it.
const N_LIKEST: usize = 48;
/// Most articles that are grouped anew at a time; stories with weaker links are left as they are.
const MAX_TOGETHER: usize = 120;
/// Articles of a story from which on it is split no more, and only its articles that a new one is
/// linked to speak for it.
const LARGE: usize = 40;
/// Share of the least mean probability that a link needs for its story to be grouped anew.
const NEIGHBOUR: f32 = 0.5;

/// Puts articles into stories, one after the other.
///
/// Push undated articles first: they wait until a dated article tells their story. Then the dated
/// ones, oldest first, ties in any order that stays the same.
#[derive(Debug, Clone)]
pub struct Gatherer {
    config: Config,
    pub(crate) memory: Memory,
    pub(crate) rarity: Rarity,
    /// Pushes so far.
    pub(crate) n_pushed: u64,
}

impl Gatherer {
    /// A gatherer that has seen nothing.
    #[must_use]
    pub fn new(config: Config) -> Self {
        Self::from_parts(config, Memory::default(), Rarity::default(), 0)
    }

    pub(crate) fn from_parts(
        config: Config,
        memory: Memory,
        rarity: Rarity,
        n_pushed: u64,
    ) -> Self {
        Self { config, memory, rarity, n_pushed }
    }

    /// The settings.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// How many articles are in memory.
    #[must_use]
    pub fn len(&self) -> usize {
        self.memory.len()
    }

    /// True if no article is in memory.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The stories in memory and the articles in memory of each, both by number.
    #[must_use]
    pub fn stories(&self) -> BTreeMap<StoryId, Vec<ArticleKey>> {
        let keys = |slots: &[Slot]| {
            let mut keys: Vec<ArticleKey> =
                slots.iter().map(|it| self.memory.get(*it).key).collect();
            keys.sort_unstable();
            keys
        };
        self.memory.stories().map(|(story, slots)| (story, keys(slots))).collect()
    }

    /// Puts an article into a story and says what that changes. A key that is in memory already
    /// changes nothing and gives nothing back.
    pub fn push(&mut self, key: ArticleKey, profile: &Profile) -> Vec<Change> {
        if self.memory.has(key) {
            return Vec::new();
        }
        let (mut entry, mut links) = self.arrive(key, profile);
        let copies = copies::find(&self.memory, &mut entry, &mut links);
        let slot = self.enter(entry, links);
        let groups = self.group(slot);
        let mut changes = settle::settle(&mut self.memory, slot, &groups, profile);
        changes.splice(1..1, copies);
        changes
    }

    /// Puts an article where it was put before, without deciding anew: to take up a window of an
    /// archive again in a new gatherer, for articles that come late.
    pub fn recall(&mut self, story: StoryId, key: ArticleKey, profile: &Profile) {
        if self.memory.has(key) {
            return;
        }
        let (mut entry, mut links) = self.arrive(key, profile);
        copies::find(&self.memory, &mut entry, &mut links);
        entry.story = story;
        self.enter(entry, links);
    }

    /// The evidence of an article with those in memory that are most like it, the likest first:
    /// what [`Gatherer::push`] would weigh. Named by [`crate::EVIDENCE_NAMES`].
    pub fn weigh(&mut self, profile: &Profile) -> Vec<(ArticleKey, Vec<f32>)> {
        let (_, rows) = self.compare(ArticleKey::MAX, profile);
        rows.iter().map(|(slot, row)| (self.memory.get(*slot).key, row.to_vec())).collect()
    }

    /// Weighs an article against those in memory that are most like it, the likest first.
    fn compare(&mut self, key: ArticleKey, profile: &Profile) -> (Entry, Vec<(Slot, Evidence)>) {
        let mut entry = Entry::new(key, profile, &self.rarity, self.n_pushed);
        let likest = self.memory.likest(&entry, N_LIKEST, &self.config);
        let terms = Terms::of(&entry);
        let shared = |it: &Slot| {
            let other = self.memory.get(*it);
            let shared = terms.shared(other);
            (shared.cosine(&entry, other), *it, shared)
        };
        let mut likest: Vec<(f32, Slot, Shared)> = likest.iter().map(shared).collect();
        likest.sort_by(|a, b| b.0.total_cmp(&a.0));
        likest.iter().for_each(|it| entry.likest.add(it.0));
        let row = |(rank, (_, slot, shared)): (usize, &(f32, Slot, Shared))| {
            (*slot, evidence::weigh(&entry, shared, self.memory.get(*slot), rank))
        };
        let rows = likest.iter().enumerate().map(row).collect();
        (entry, rows)
    }

    /// Weighs an article and takes note of it; it is not in memory yet.
    fn arrive(&mut self, key: ArticleKey, profile: &Profile) -> (Entry, Vec<(Slot, f32)>) {
        self.memory.tick(profile.published);
        self.memory.retire(&self.config);
        let (entry, rows) = self.compare(key, profile);
        self.rarity.add(profile);
        self.n_pushed += 1;
        for (slot, row) in &rows {
            self.memory.get_mut(*slot).likest.add(row[0]);
        }
        let links = rows.iter().map(|(slot, row)| (*slot, scorer::probability(row)));
        let links = links.filter(|it| it.1 > self.memory.get(it.0).held).collect();
        (entry, links)
    }

    /// Takes an article into memory, with links both ways.
    fn enter(&mut self, entry: Entry, links: Vec<(Slot, f32)>) -> Slot {
        let slot = self.memory.add(entry);
        for (other, probability) in links.into_iter().filter(|it| it.1 >= rival::MIN_KEPT) {
            self.memory.get_mut(slot).links.push((other, probability));
            self.memory.get_mut(other).links.push((slot, probability));
        }
        slot
    }

    /// Groups the neighbourhood of a new article anew.
    fn group(&self, new: Slot) -> Vec<Vec<Slot>> {
        let slots = self.neighbourhood(new);
        let at: BTreeMap<Slot, usize> = slots.iter().enumerate().map(|(a, it)| (*it, a)).collect();
        let mut probability = BTreeMap::new();
        for (a, it) in slots.iter().enumerate() {
            for (other, _) in &self.memory.get(*it).links {
                if let Some(&b) = at.get(other).filter(|b| a < **b) {
                    probability.insert((a, b), rival::probability(&self.memory, *it, *other));
                }
            }
            let story = self.memory.get(*it).story;
            if self.memory.story(story).len() > LARGE {
                let rest = slots.iter().enumerate().skip(a + 1);
                let beside = rest.filter(|(_, other)| self.memory.get(**other).story == story);
                probability.extend(beside.map(|(b, _)| ((a, b), 1.0)));
            }
        }
        let groups = grouping::average_link(slots.len(), &probability, self.config.min_mean);
        groups.iter().map(|group| self.whole(group.iter().map(|it| slots[*it]))).collect()
    }

    /// A group with all articles of the large stories in it.
    fn whole(&self, group: impl Iterator<Item = Slot>) -> Vec<Slot> {
        let mut slots = BTreeSet::new();
        for slot in group {
            slots.insert(slot);
            let members = self.memory.story(self.memory.get(slot).story);
            if members.len() > LARGE {
                slots.extend(members);
            }
        }
        let mut slots: Vec<Slot> = slots.into_iter().collect();
        slots.sort_by_key(|it| self.memory.get(*it).order);
        slots
    }

    /// The articles whose grouping a new one may change: those of the stories it has links to,
    /// oldest push first.
    fn neighbourhood(&self, new: Slot) -> Vec<Slot> {
        let order = |it: Slot| self.memory.get(it).order;
        let mut links = self.memory.get(new).links.clone();
        links.retain(|it| it.1 >= self.config.min_mean * NEIGHBOUR);
        links.sort_by(|a, b| b.1.total_cmp(&a.1).then(order(a.0).cmp(&order(b.0))));
        let mut stories = BTreeSet::from([self.memory.get(new).story]);
        let mut slots = vec![new];
        for (other, _) in links {
            let story = self.memory.get(other).story;
            let members = self.memory.story(story);
            let is_linked = |it: &&Slot| {
                members.len() <= LARGE
                    || self.memory.get(new).links.iter().any(|link| link.0 == **it)
            };
            let speaking: Vec<Slot> = members.iter().filter(is_linked).copied().collect();
            if slots.len() + speaking.len() <= MAX_TOGETHER && stories.insert(story) {
                slots.extend(speaking);
            }
        }
        slots.sort_by_key(|it| order(*it));
        slots
    }
}
