//! Puts the evidence for a change into words.

use std::collections::BTreeMap;

use crate::change::Why;
use crate::evidence;
use crate::held::{Held, Slot};
use crate::memory::Memory;
use crate::{Profile, TermKind, rival};

/// Words and names told of each.
const N_TOLD: usize = 5;

/// What the articles of one side share with those of the other. Words are told as far as the
/// article at hand, whose profile this is, holds them.
pub(crate) fn tell(memory: &Memory, one: &[Slot], other: &[Slot], profile: &Profile) -> Why {
    let mut sum = 0.0;
    let mut best: Option<(f32, Slot, Slot)> = None;
    for &a in one {
        for &(b, _) in &memory.get(a).links {
            if other.contains(&b) {
                let probability = rival::probability(memory, a, b);
                sum += probability;
                if best.is_none_or(|it| probability > it.0) {
                    best = Some((probability, a, b));
                }
            }
        }
    }
    let probability = sum / (one.len() * other.len()).max(1) as f32;
    let Some((nearest_probability, a, b)) = best else {
        return Why { probability, ..Why::default() };
    };
    let (words, names) = shared(memory, a, b, profile);
    Why {
        probability,
        nearest: Some(memory.get(b).key),
        nearest_probability,
        words,
        names,
        days_apart: evidence::days_apart(memory.get(a), memory.get(b)),
    }
}

/// The article among these that one is most surely linked to.
pub(crate) fn nearest(memory: &Memory, slot: Slot, among: &[Slot]) -> Option<Slot> {
    let links = memory.get(slot).links.iter().filter(|it| among.contains(&it.0));
    let order = |it: Slot| std::cmp::Reverse(memory.get(it).order);
    links.max_by(|a, b| a.1.total_cmp(&b.1).then(order(a.0).cmp(&order(b.0)))).map(|it| it.0)
}

/// The weightiest words and names of both articles.
fn shared(memory: &Memory, a: Slot, b: Slot, profile: &Profile) -> (Vec<String>, Vec<String>) {
    let spelled: BTreeMap<u32, &str> =
        profile.terms.iter().map(|it| (it.id, it.word.as_str())).collect();
    let mut terms: Vec<(f32, Held)> = Vec::new();
    evidence::for_shared(memory.get(a), memory.get(b), |a, b| {
        terms.push((a.weight * b.weight, *a));
    });
    terms.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.id.cmp(&b.1.id)));
    let told = |has: &dyn Fn(&Held) -> bool| -> Vec<String> {
        let words = terms.iter().filter(|it| has(&it.1)).filter_map(|it| spelled.get(&it.1.id));
        words.take(N_TOLD).map(|it| (*it).to_owned()).collect()
    };
    let mut names = told(&|it| it.kind == TermKind::Name);
    // "okoro" is told already where "ines okoro" is.
    let capitals = told(&|it| it.kind == TermKind::Capital);
    names.extend(
        capitals
            .into_iter()
            .filter(|it| !names.iter().any(|name| name.contains(it)))
            .collect::<Vec<_>>(),
    );
    names.truncate(N_TOLD);
    (told(&|it| !it.is_name()), names)
}
