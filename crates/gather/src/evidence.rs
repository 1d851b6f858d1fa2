//! What two articles share, as a row of numbers.

use crate::hash::Map;
use crate::held::{Entry, Held};
use crate::{TermKind, sketch};

/// Numbers of a row.
pub(crate) const WIDTH: usize = 24;
/// A pair's evidence, named by [`EVIDENCE_NAMES`].
pub(crate) type Evidence = [f32; WIDTH];

/// What each number of a row is.
pub const EVIDENCE_NAMES: [&str; WIDTH] = [
    "whole",
    "title",
    "title_in_least",
    "title_in_most",
    "lead",
    "lead_in_least",
    "lead_in_most",
    "names",
    "words",
    "numbers",
    "rarest_name",
    "rarest_three",
    "n_rare",
    "days",
    "is_undated",
    "is_one_outlet",
    "copied",
    "length",
    "crowd_new",
    "crowd_old",
    "over_crowd_new",
    "over_crowd_old",
    "rank",
    "n_common",
];

/// Days apart from which on more make no difference.
const MAX_DAYS: f32 = 8.0;
/// Crowding beyond which it is one event that many tell, not an affair of many events: nine in ten
/// pairs of the labelled stories lie below.
const MAX_CROWD: f32 = 0.3;
/// Rarity of a term that few articles hold.
const RARE: f32 = 5.5;

/// Sums over the terms that both articles hold.
#[derive(Default)]
pub(crate) struct Shared {
    whole: f32,
    title: f32,
    lead: f32,
    names: f32,
    words: f32,
    numbers: f32,
    /// Terms of one's title or lead anywhere in the other.
    titles_in: [f32; 2],
    leads_in: [f32; 2],
    rarest_name: f32,
    rarest: [f32; 3],
    n_rare: f32,
    n_common: f32,
}

impl Shared {
    fn add(&mut self, a: &Held, b: &Held) {
        let weight = a.weight * b.weight;
        let rarity = a.rarity * b.rarity;
        self.whole += weight;
        self.n_common += 1.0;
        if a.in_title && b.in_title {
            self.title += rarity;
        }
        if a.in_lead && b.in_lead {
            self.lead += rarity;
        }
        for (side, it) in [a, b].into_iter().enumerate() {
            if it.in_title {
                self.titles_in[side] += it.rarity * it.rarity;
            }
            if it.in_lead {
                self.leads_in[side] += it.rarity * it.rarity;
            }
        }
        let least = a.rarity.min(b.rarity);
        if a.is_name() && b.is_name() {
            self.names += weight;
            self.rarest_name = self.rarest_name.max(least);
        }
        match a.kind {
            TermKind::Word => self.words += weight,
            TermKind::Number => self.numbers += rarity,
            _ => {}
        }
        if least > RARE {
            self.n_rare += 1.0;
        }
        if least > self.rarest[2] {
            self.rarest[2] = least;
            self.rarest.sort_by(|a, b| b.total_cmp(a));
        }
    }

    /// The cosine of the two whole articles.
    pub(crate) fn cosine(&self, a: &Entry, b: &Entry) -> f32 {
        share(self.whole, a.lengths.whole, b.lengths.whole)
    }
}

/// A sum over shared terms against the lengths of both sides.
fn share(sum: f32, a: f32, b: f32) -> f32 {
    if sum > 0.0 { sum / (a * b) } else { 0.0 }
}

/// The evidence of a pair with what it shares; `rank` is the older one's place among those most like the new one.
pub(crate) fn weigh(new: &Entry, shared: &Shared, old: &Entry, rank: usize) -> Evidence {
    let (l, r) = (&new.lengths, &old.lengths);
    let whole = shared.cosine(new, old);
    let titles = [
        share(shared.titles_in[0], l.title, l.title),
        share(shared.titles_in[1], r.title, r.title),
    ];
    let leads =
        [share(shared.leads_in[0], l.lead, l.lead), share(shared.leads_in[1], r.lead, r.lead)];
    let (crowd, old_crowd) = (new.likest.crowd().min(MAX_CROWD), old.likest.crowd().min(MAX_CROWD));
    let (long, short) = (new.n_words.max(old.n_words), new.n_words.min(old.n_words));
    [
        whole,
        share(shared.title, l.title, r.title),
        titles[0].min(titles[1]),
        titles[0].max(titles[1]),
        share(shared.lead, l.lead, r.lead),
        leads[0].min(leads[1]),
        leads[0].max(leads[1]),
        share(shared.names, l.names, r.names),
        share(shared.words, l.words, r.words),
        share(shared.numbers, l.numbers.max(4.0), r.numbers.max(4.0)),
        shared.rarest_name,
        shared.rarest.iter().sum::<f32>() / 3.0,
        (1.0 + shared.n_rare).ln(),
        days_apart(new, old).unwrap_or(-1.0).min(MAX_DAYS),
        f32::from(u8::from(days_apart(new, old).is_none())),
        f32::from(u8::from(new.outlet == old.outlet && new.outlet != 0)),
        sketch::likeness(&new.sketch, &old.sketch),
        ((long as f32 + 50.0) / (short as f32 + 50.0)).ln(),
        crowd,
        old_crowd,
        whole - crowd,
        whole - old_crowd,
        1.0 / (1.0 + rank as f32),
        (1.0 + shared.n_common).ln(),
    ]
}

/// Days between two articles that say when they were published.
pub(crate) fn days_apart(a: &Entry, b: &Entry) -> Option<f32> {
    (a.is_dated && b.is_dated).then_some(())?;
    Some(a.time?.abs_diff(b.time?) as f32 / 86_400.0)
}

/// Walks the terms of both, which are sorted by number.
pub(crate) fn for_shared(a: &Entry, b: &Entry, mut seen: impl FnMut(&Held, &Held)) {
    let (mut lhs, mut rhs) = (a.terms.iter().peekable(), b.terms.iter().peekable());
    while let (Some(a), Some(b)) = (lhs.peek(), rhs.peek()) {
        match a.id.cmp(&b.id) {
            std::cmp::Ordering::Less => _ = lhs.next(),
            std::cmp::Ordering::Greater => _ = rhs.next(),
            std::cmp::Ordering::Equal => {
                seen(a, b);
                lhs.next();
                rhs.next();
            }
        }
    }
}

/// The terms of an article, ready to be held against those of many others.
pub(crate) struct Terms {
    by_id: Map<u32, Held>,
    /// A bit for each term by its last digits: most terms of others are not worth a look.
    marks: [u64; MARKS / 64],
}

/// Bits of [`Terms`]: a few hundred terms leave most of them free.
const MARKS: usize = 1 << 13;

impl Terms {
    pub(crate) fn of(entry: &Entry) -> Self {
        let mut marks = [0; MARKS / 64];
        for it in &entry.terms {
            let at = it.id as usize % MARKS;
            marks[at / 64] |= 1 << (at % 64);
        }
        Self { by_id: entry.terms.iter().map(|it| (it.id, *it)).collect(), marks }
    }

    /// What an article of these terms shares with another, in order of the terms' numbers.
    pub(crate) fn shared(&self, other: &Entry) -> Shared {
        let mut shared = Shared::default();
        for it in &other.terms {
            let at = it.id as usize % MARKS;
            if self.marks[at / 64] >> (at % 64) & 1 == 1
                && let Some(own) = self.by_id.get(&it.id)
            {
                shared.add(own, it);
            }
        }
        shared
    }
}
