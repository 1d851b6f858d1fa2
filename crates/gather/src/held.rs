//! An article in memory: its terms weighed, its place, its likeness to others.

use serde::{Deserialize, Serialize};

use crate::rarity::Rarity;
use crate::{ArticleKey, Profile, StoryId, TermKind, hash};

/// An article's number in memory; given anew when the article has left.
pub(crate) type Slot = u32;

/// A weighed term.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(crate) struct Held {
    pub id: u32,
    /// How rare it was when the article came.
    pub rarity: f32,
    /// Frequency in the article, damped, times rarity.
    pub weight: f32,
    pub kind: TermKind,
    pub in_title: bool,
    pub in_lead: bool,
}

/// Lengths of an article's parts as vectors.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Lengths {
    pub whole: f32,
    pub title: f32,
    pub lead: f32,
    pub names: f32,
    pub words: f32,
    pub numbers: f32,
}

/// The highest likenesses of an article to others, falling.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Likest([f32; 7]);

impl Likest {
    pub(crate) fn add(&mut self, likeness: f32) {
        let at = self.0.partition_point(|it| *it >= likeness);
        if at < self.0.len() {
            self.0[at..].rotate_right(1);
            self.0[at] = likeness;
        }
    }

    /// Mean of all but the first two, which may tell the same event: high in a crowded affair.
    pub(crate) fn crowd(&self) -> f32 {
        self.0[2..].iter().sum::<f32>() / 5.0
    }
}

/// An article in memory.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Entry {
    pub key: ArticleKey,
    pub story: StoryId,
    /// Seconds since 1970; for an undated article that has joined a dated one, that one's.
    pub time: Option<i64>,
    pub is_dated: bool,
    pub outlet: u64,
    pub url: u64,
    pub content: u64,
    pub n_words: u32,
    pub sketch: Vec<u32>,
    /// Sorted by number.
    pub terms: Vec<Held>,
    pub lengths: Lengths,
    /// The first article with its text, where it is a copy.
    pub copy_of: Option<ArticleKey>,
    /// For an undated article the highest probability with a partner that has left memory: another
    /// story must offer more.
    pub held: f32,
    /// The highest likenesses met.
    pub likest: Likest,
    /// Probabilities with articles in memory that both tell one event.
    pub links: Vec<(Slot, f32)>,
    /// Its place among all pushes.
    pub order: u64,
}

impl Entry {
    /// Weighs a profile.
    pub(crate) fn new(key: ArticleKey, profile: &Profile, rarity: &Rarity, order: u64) -> Self {
        let rarity_of = rarity.among(&profile.language);
        let terms: Vec<Held> = profile
            .terms
            .iter()
            .map(|it| {
                let rarity = rarity_of(it.id);
                let weight = (1.0 + f32::from(it.count.max(1)).ln()) * rarity;
                let (kind, in_title, in_lead) = (it.kind, it.in_title, it.in_lead);
                Held { id: it.id, rarity, weight, kind, in_title, in_lead }
            })
            .collect();
        let hashed = |it: &str| hash::bytes(0, it.as_bytes());
        Self {
            key,
            story: key,
            time: profile.published,
            is_dated: profile.published.is_some(),
            outlet: if profile.outlet.is_empty() { 0 } else { hashed(&profile.outlet) },
            url: profile.url.as_deref().map_or(0, hashed),
            content: profile.content,
            n_words: profile.n_words,
            sketch: profile.sketch.clone(),
            lengths: lengths(&terms),
            terms,
            copy_of: None,
            held: 0.0,
            likest: Likest::default(),
            links: Vec::new(),
            order,
        }
    }

    /// The terms by which an article is looked for, the weightiest first.
    pub(crate) fn telling(&self, n_terms: usize, min_rarity: f32) -> Vec<Held> {
        let mut telling: Vec<Held> =
            self.terms.iter().filter(|it| it.rarity >= min_rarity).copied().collect();
        telling.sort_by(|a, b| {
            let weight = |it: &Held| it.weight * if it.in_title || it.in_lead { 1.5 } else { 1.0 };
            weight(b).total_cmp(&weight(a)).then(a.id.cmp(&b.id))
        });
        telling.truncate(n_terms);
        telling
    }
}

impl Held {
    pub(crate) fn is_name(&self) -> bool {
        matches!(self.kind, TermKind::Capital | TermKind::Name)
    }
}

fn lengths(terms: &[Held]) -> Lengths {
    let length = |has: &dyn Fn(&Held) -> bool, value: &dyn Fn(&Held) -> f32| {
        terms.iter().filter(|it| has(it)).map(|it| value(it).powi(2)).sum::<f32>().sqrt()
    };
    Lengths {
        whole: length(&|_| true, &|it| it.weight),
        title: length(&|it| it.in_title, &|it| it.rarity),
        lead: length(&|it| it.in_lead, &|it| it.rarity),
        names: length(&|it| it.is_name(), &|it| it.weight),
        words: length(&|it| it.kind == TermKind::Word, &|it| it.weight),
        numbers: length(&|it| it.kind == TermKind::Number, &|it| it.rarity),
    }
}
