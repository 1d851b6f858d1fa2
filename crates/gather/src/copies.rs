//! Finds what an article is a copy or a version of.

use crate::change::{Change, Likeness};
use crate::held::{Entry, Slot};
use crate::memory::Memory;
use crate::sketch;

/// Share of common runs of words from which on one text is a near copy of another.
const NEAR: f32 = 0.6;
/// What copies and versions are linked with: they tell one event, whatever the scorer says.
const SAME: f32 = 0.99;

/// What an article that is not in memory yet copies, or is a version of. Its links to these are
/// made sure.
pub(crate) fn find(memory: &Memory, new: &mut Entry, links: &mut Vec<(Slot, f32)>) -> Vec<Change> {
    let mut changes = Vec::new();
    let at_url = memory.at_url(new.url);
    let (key, content, n_words, own) = (new.key, new.content, new.n_words, new.sketch.clone());
    let likeness = |it: Slot| {
        let old = memory.get(it);
        if n_words > 0 && content == old.content {
            Likeness::Exact
        } else {
            Likeness::Near(sketch::likeness(&own, &old.sketch))
        }
    };
    if let Some((slot, likeness)) = copied(memory, new, links) {
        let original = memory.get(slot).copy_of.unwrap_or(memory.get(slot).key);
        let is_version = at_url.is_some() && likeness != Likeness::Exact;
        if !is_version {
            changes.push(Change::Duplicate { article: new.key, of: original, likeness });
            new.copy_of = Some(original);
        }
        link(links, slot);
    }
    if let Some(slot) = at_url
        && likeness(slot) != Likeness::Exact
    {
        let (article, of) = (key, memory.get(slot).key);
        changes.push(Change::Version { article, of, likeness: likeness(slot) });
        link(links, slot);
    }
    changes
}

/// The article that this one copies: word for word, or else the likest above the limit.
fn copied(memory: &Memory, new: &Entry, links: &[(Slot, f32)]) -> Option<(Slot, Likeness)> {
    if let Some(slot) = memory.with_content(new) {
        return Some((slot, Likeness::Exact));
    }
    let mut best: Option<(Slot, f32)> = None;
    for &(slot, _) in links {
        let share = sketch::likeness(&new.sketch, &memory.get(slot).sketch);
        if share >= NEAR && best.is_none_or(|it| share > it.1) {
            best = Some((slot, share));
        }
    }
    best.map(|(slot, share)| (slot, Likeness::Near(share)))
}

fn link(links: &mut Vec<(Slot, f32)>, slot: Slot) {
    links.retain(|it| it.0 != slot);
    links.insert(0, (slot, SAME));
}
