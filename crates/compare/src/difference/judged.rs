//! What the rules found, weighed by what the network read; and what only the network saw.
//!
//! Of each family of kinds the judge gives a probability. Where it is high, what the rules found is
//! kept, a loose hint too; where they found nothing the words that the network marks are shown.
//! Where it is low, only the rules that are nearly always right are heard.

use article::TextRange;
use encode::{Mark, PairReading};

use super::{Found, Telling};
use crate::judge::{self, Family, Judge, KINDS};
use crate::{Config, Kind, Relation};

/// Rules of at least this rate are kept whatever the network says.
const SURE_RULE: f64 = 0.65;
/// Least logit of a token that is among the words shown, and of the surest of them.
const MARKED: f32 = -1.6;
const SUREST: f32 = -1.6;
/// Tokens without a mark that a run of marked ones may span.
const MAX_GAP: usize = 1;
/// Longest run shown, in tokens of the network.
const MAX_TOKENS: usize = 24;

/// Chooses what is worth an editor's notice between two tellings.
pub(super) fn settle(
    lhs: &Telling<'_>,
    rhs: &Telling<'_>,
    found: Vec<Found>,
    reading: Option<&PairReading>,
    judge: &Judge,
    config: &Config,
) -> Vec<Found> {
    let row = judge::evidence(lhs, rhs, &found, reading);
    let mut kept = Vec::new();
    let mut by_family: [Vec<Found>; 5] = Default::default();
    for it in found {
        by_family[Family::of(it.kind).index()].push(it);
    }
    for (family, mut found) in Family::ALL.into_iter().zip(by_family) {
        let probability = judge.probability(family, &row, reading.is_some());
        if probability < config.min_judged[family.index()] {
            kept.extend(found.into_iter().filter(|it| it.confidence >= SURE_RULE));
            continue;
        }
        found.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
        let is_loose = found.first().is_some_and(|it| it.confidence < config.min_difference);
        if is_loose {
            found.truncate(1);
        } else {
            found.retain(|it| it.confidence >= config.min_difference);
        }
        if let (true, Some(reading)) = (found.is_empty(), reading) {
            found.extend(seen(lhs, rhs, family, reading));
        }
        kept.extend(found.into_iter().map(|it| Found { confidence: probability, ..it }));
    }
    kept
}

/// A difference that no rule knows, at the words that the network marks on both sides.
fn seen(
    lhs: &Telling<'_>,
    rhs: &Telling<'_>,
    family: Family,
    reading: &PairReading,
) -> Option<Found> {
    let of_family = (0..KINDS.len()).filter(|it| Family::of(KINDS[*it]) == family);
    let likeliest = of_family.max_by(|a, b| {
        let logit = |it: &usize| reading.kinds.get(*it).copied().unwrap_or(f32::MIN);
        logit(a).total_cmp(&logit(b)).then(b.cmp(a))
    })?;
    let kind = KINDS[likeliest];
    let (lhs, rhs) =
        (marked(lhs, family, &reading.lhs_marks)?, marked(rhs, family, &reading.rhs_marks)?);
    let relation = match kind {
        Kind::Name | Kind::Contradiction => Relation::Conflict,
        Kind::Number | Kind::Date if reading.exclusive > 0.0 => Relation::Conflict,
        _ => Relation::Compatible,
    };
    // Confidence is set by the caller.
    Some(Found { kind, relation, confidence: 0.0, lhs: (lhs, None), rhs: (rhs, None) })
}

/// The run of marked tokens with the surest one, widened to whole words.
fn marked(telling: &Telling<'_>, family: Family, marks: &[Mark]) -> Option<TextRange> {
    let logit = |it: usize| marks[it].families.get(family.index()).copied().unwrap_or(f32::MIN);
    let surest = (0..marks.len()).max_by(|a, b| logit(*a).total_cmp(&logit(*b)).then(b.cmp(a)))?;
    if logit(surest) < SUREST {
        return None;
    }
    let is_marked = |it: usize| logit(it) >= MARKED;
    let (mut first, mut last) = (surest, surest);
    while last - first < MAX_TOKENS {
        let reach = last + 1..(last + 2 + MAX_GAP).min(marks.len());
        let Some(next) = reach.into_iter().find(|it| is_marked(*it)) else { break };
        last = next;
    }
    while last - first < MAX_TOKENS {
        let reach = first.saturating_sub(1 + MAX_GAP)..first;
        let Some(next) = reach.into_iter().rev().find(|it| is_marked(*it)) else { break };
        first = next;
    }
    let start = telling.claim.range.start;
    let (from, to) = (start + marks[first].offsets.0, start + marks[last].offsets.1);
    let words = telling.words().filter(|it| it.range.start < to && it.range.end > from);
    words.map(|it| it.range).reduce(TextRange::join)
}
