//! The crate's act: puts each article of a stream into its story.

use std::collections::{BTreeMap, BTreeSet};

use crate::change::{Change, Likeness, Why};
use crate::evidence::{self, Evidence};
use crate::grouping;
use crate::held::{Entry, Slot};
use crate::memory::Memory;
use crate::rarity::Rarity;
use crate::{ArticleKey, Config, Profile, StoryId, scorer, sketch};

/// Articles most like a new one that are weighed against it.
const N_LIKEST: usize = 32;
/// Probability below which a link is not kept.
const MIN_KEPT: f32 = 0.03;
/// Most articles that are grouped anew at a time; stories with weaker links are left as they are.
const MAX_TOGETHER: usize = 120;
/// Likest articles that are taken to tell the same event when crowding is measured.
const N_SAME: usize = 2;
/// Likest articles that tell how crowded it is around an article.
const N_CROWD: usize = 7;

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

/// A new article and what it was weighed against.
struct Arrival {
    entry: Entry,
    /// Articles weighed, with the probability of one event.
    links: Vec<(Slot, f32)>,
}

impl Gatherer {
    /// A gatherer that has seen nothing.
    #[must_use]
    pub fn new(config: Config) -> Self {
        Self { config, memory: Memory::default(), rarity: Rarity::default(), n_pushed: 0 }
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

    /// Puts an article into a story. A key that is in memory already changes nothing and gives
    /// nothing back.
    pub fn push(&mut self, key: ArticleKey, profile: &Profile) -> Vec<Change> {
        if self.memory.has(key) {
            return Vec::new();
        }
        let Arrival { entry, links } = self.arrive(key, profile);
        let copies = self.copies(key, &entry);
        let slot = self.enter(entry, links);
        let mut changes = self.place(slot, profile);
        changes.splice(1..1, copies);
        changes
    }

    /// Puts an article where it was put before, without deciding anew: to take up a window of an
    /// archive again, for articles that come late.
    pub fn recall(&mut self, story: StoryId, key: ArticleKey, profile: &Profile) {
        if self.memory.has(key) {
            return;
        }
        let Arrival { entry, links } = self.arrive(key, profile);
        let slot = self.enter(entry, links);
        self.memory.move_to(slot, story);
    }

    /// The evidence of an article with those in memory that are most like it, the likest first:
    /// what [`Gatherer::push`] would weigh. Named by [`crate::evidence_names`].
    pub fn weigh(&mut self, profile: &Profile) -> Vec<(ArticleKey, Vec<f32>)> {
        let (entry, rows) = self.compare(u64::MAX, profile);
        let _ = entry;
        rows.iter().map(|(slot, row)| (self.memory.get(*slot).key, row.to_vec())).collect()
    }

    /// Weighs an article against the likest in memory, best first.
    fn compare(&mut self, key: ArticleKey, profile: &Profile) -> (Entry, Vec<(Slot, Evidence)>) {
        let mut entry = Entry::new(key, profile, &self.rarity, self.n_pushed);
        let likest = self.memory.likest(&entry, N_LIKEST, &self.config);
        let cosines: Vec<f32> =
            likest.iter().map(|it| evidence::cosine(&entry, self.memory.get(*it))).collect();
        entry.near(&cosines);
        let mut order: Vec<usize> = (0..likest.len()).collect();
        order.sort_by(|a, b| cosines[*b].total_cmp(&cosines[*a]).then(a.cmp(b)));
        let rows = order
            .iter()
            .enumerate()
            .map(|(rank, &it)| {
                (likest[it], evidence::weigh(&entry, self.memory.get(likest[it]), rank))
            })
            .collect();
        (entry, rows)
    }

    fn arrive(&mut self, key: ArticleKey, profile: &Profile) -> Arrival {
        self.memory.tick(profile.published);
        self.memory.retire(&self.config);
        let (entry, rows) = self.compare(key, profile);
        self.rarity.add(profile);
        self.n_pushed += 1;
        let links = rows.iter().map(|(slot, row)| (*slot, scorer::probability(row))).collect();
        for (slot, row) in &rows {
            self.memory.get_mut(*slot).near(&row[..1]);
        }
        Arrival { entry, links }
    }

    /// What the article is a copy or a version of.
    fn copies(&self, key: ArticleKey, entry: &Entry) -> Vec<Change> {
        let _ = (key, entry, sketch::likeness(&[], &[]), Likeness::Exact);
        Vec::new()
    }

    /// Takes an article into memory, with links both ways.
    fn enter(&mut self, entry: Entry, links: Vec<(Slot, f32)>) -> Slot {
        let slot = self.memory.add(entry);
        for (other, probability) in links {
            if probability >= MIN_KEPT {
                self.memory.get_mut(slot).links.push((other, probability));
                self.memory.get_mut(other).links.push((slot, probability));
            }
        }
        slot
    }

    /// The articles whose grouping a new one may change: those of the stories it has links to.
    fn neighbourhood(&self, slot: Slot) -> Vec<Slot> {
        let mut links = self.memory.get(slot).links.clone();
        let order = |it: Slot| self.memory.get(it).order;
        links.sort_by(|a, b| b.1.total_cmp(&a.1).then(order(a.0).cmp(&order(b.0))));
        let mut stories = BTreeSet::new();
        let mut slots = vec![slot];
        for (other, _) in links.iter().filter(|it| it.1 >= self.config.min_mean / 2.0) {
            let story = self.memory.get(*other).story;
            let members = self.memory.story(story);
            if slots.len() + members.len() <= MAX_TOGETHER && stories.insert(story) {
                slots.extend_from_slice(members);
            }
        }
        slots.sort_by_key(|it| order(*it));
        slots
    }

    /// Groups the neighbourhood of a new article anew and tells what that changes.
    fn place(&mut self, slot: Slot, profile: &Profile) -> Vec<Change> {
        let slots = self.neighbourhood(slot);
        let at: BTreeMap<Slot, usize> = slots.iter().enumerate().map(|(a, it)| (*it, a)).collect();
        let mut probability = BTreeMap::new();
        for (a, it) in slots.iter().enumerate() {
            for (other, p) in &self.memory.get(*it).links {
                if let Some(&b) = at.get(other) {
                    probability.insert((a.min(b), a.max(b)), *p);
                }
            }
        }
        let groups = grouping::average_link(slots.len(), &probability, self.config.min_mean);
        let groups: Vec<Vec<Slot>> =
            groups.iter().map(|group| group.iter().map(|it| slots[*it]).collect()).collect();
        self.settle(slot, &groups, profile)
    }

    /// Gives each group its story's number and says what moved.
    fn settle(&mut self, new: Slot, groups: &[Vec<Slot>], profile: &Profile) -> Vec<Change> {
        let _ = profile;
        let key = self.memory.get(new).key;
        let mut changes = Vec::new();
        let mut names = vec![None; groups.len()];
        // A story's number goes where most of its articles are, of equals where its first is.
        let mut by_story: BTreeMap<StoryId, BTreeMap<usize, usize>> = BTreeMap::new();
        for (idx, group) in groups.iter().enumerate() {
            for &it in group.iter().filter(|it| **it != new) {
                *by_story.entry(self.memory.get(it).story).or_default().entry(idx).or_default() += 1;
            }
        }
        let mut stories: Vec<StoryId> = by_story.keys().copied().collect();
        stories.sort_by_key(|it| self.memory.get(self.memory.story(*it)[0]).order);
        for story in &stories {
            let most = by_story[story].iter().max_by_key(|(idx, n)| (**n, std::cmp::Reverse(**idx)));
            if let Some((&idx, _)) = most
                && names[idx].is_none()
            {
                names[idx] = Some(*story);
            }
        }
        let taken: BTreeSet<StoryId> = names.iter().flatten().copied().collect();
        for (idx, group) in groups.iter().enumerate() {
            if names[idx].is_none() {
                let keys = group.iter().map(|it| self.memory.get(*it).key);
                names[idx] = keys
                    .filter(|it| !taken.contains(it))
                    .find(|it| *it == key || !self.memory.names_story(*it) || stories.contains(it));
            }
        }
        for (group, name) in groups.iter().zip(&names) {
            let Some(name) = *name else { continue };
            for &it in group {
                let from = self.memory.get(it).story;
                if from != name {
                    self.memory.move_to(it, name);
                    if it == new {
                        changes.insert(0, Change::Joined {
                            story: name,
                            article: key,
                            why: Why::default(),
                        });
                    } else {
                        changes.push(Change::Moved {
                            article: self.memory.get(it).key,
                            from,
                            into: name,
                            why: Why::default(),
                        });
                    }
                }
            }
            let time = group.iter().find_map(|it| self.memory.get(*it).time);
            if let Some(time) = time {
                group.iter().for_each(|it| self.memory.date(*it, time));
            }
        }
        if self.memory.get(new).story == key {
            changes.insert(0, Change::Founded { story: key, article: key, why: Why::default() });
        }
        changes
    }

    /// Stories in memory, for tests and counts.
    #[must_use]
    pub fn story_of(&self, key: ArticleKey) -> Option<StoryId> {
        let slot = self.memory.slots().find(|it| self.memory.get(*it).key == key)?;
        Some(self.memory.get(slot).story)
    }
}

impl Entry {
    /// Takes note of likenesses to other articles.
    fn near(&mut self, cosines: &[f32]) {
        self.likest.extend_from_slice(cosines);
        self.likest.sort_by(|a, b| b.total_cmp(a));
        self.likest.truncate(N_CROWD);
        let others: f32 = self.likest.iter().skip(N_SAME).sum();
        self.crowd = others / (N_CROWD - N_SAME) as f32;
    }
}
