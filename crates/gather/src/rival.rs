//! Weighs a link against its rivals.
//!
//! In a crowded affair many articles are somewhat alike. Two tell one event if they are surer of each
//! other than of the rest, or if what they are surest of besides is the same article.

use crate::held::Slot;
use crate::memory::Memory;
use crate::scorer;

/// Probability below which a link is not kept; what has no link counts as one of this.
pub(crate) const MIN_KEPT: f32 = 0.02;
/// Probability of the surest link.
const MAX: f32 = 0.999;

/// What a link is weighed by, as log-odds.
pub(crate) const RIVALS: [&str; 4] = ["own", "best_other", "least_other", "common"];

/// The probability that two linked articles tell one event, given their other links.
pub(crate) fn probability(memory: &Memory, a: Slot, b: Slot) -> f32 {
    let (lhs, rhs) = (&memory.get(a).links, &memory.get(b).links);
    let Some(own) = lhs.iter().find(|it| it.0 == b) else { return 0.0 };
    let best = |links: &[(Slot, f32)], but: Slot| {
        links.iter().filter(|it| it.0 != but).map(|it| it.1).fold(MIN_KEPT, f32::max)
    };
    let (x, y) = (best(lhs, b), best(rhs, a));
    // Of a series of like texts each has hundreds of links.
    let mut of_rhs = rhs.clone();
    of_rhs.sort_unstable_by_key(|it| it.0);
    let shared = lhs.iter().filter_map(|(other, p)| {
        let place = of_rhs.binary_search_by_key(other, |it| it.0).ok()?;
        Some(p.min(of_rhs[place].1))
    });
    let common = shared.fold(MIN_KEPT, f32::max);
    scorer::among_rivals(&[own.1, x.max(y), x.min(y), common].map(log_odds))
}

fn log_odds(probability: f32) -> f32 {
    let probability = probability.clamp(MIN_KEPT, MAX);
    (probability / (1.0 - probability)).ln()
}
