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
/// Least logit of the surest token of the words shown, and how far below it the others may be.
const SUREST: f32 = -1.6;
const BELOW_SUREST: f32 = 1.2;
/// Tokens below that which a run of marked ones may span.
const MAX_GAP: usize = 1;
/// Longest run shown, in tokens of the network: the words that differ, not the line they stand in.
const MAX_TOKENS: usize = 12;

/// Chooses what is worth an editor's notice between two tellings.
pub(super) fn settle(
    lhs: &Telling<'_>,
    rhs: &Telling<'_>,
    found: Vec<Found>,
    reading: Option<&PairReading>,
    judge: &Judge,
    config: &Config,
) -> Vec<Found> {
    if config.rules_alone {
        return found.into_iter().filter(|it| it.confidence >= config.min_rule).collect();
    }
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
        // A loose hint needs the network to look at the same words.
        found.retain(|it| {
            it.confidence >= config.min_rule
                || reading.is_some_and(|reading| is_seen(lhs, rhs, family, it, reading))
        });
        if found.first().is_some_and(|it| it.confidence < config.min_rule) {
            found.truncate(1);
        }
        if let (true, Some(reading)) = (found.is_empty(), reading) {
            found.extend(seen(lhs, rhs, family, reading));
        }
        kept.extend(found.into_iter().map(|it| {
            let is_sure = it.confidence >= SURE_RULE;
            let confidence = if is_sure { it.confidence.max(probability) } else { probability };
            Found { confidence, ..it }
        }));
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
    let (mut at_lhs, mut at_rhs) =
        (marked(lhs, family, &reading.lhs_marks)?, marked(rhs, family, &reading.rhs_marks)?);
    if family == Family::Value {
        // An amount or a date against vaguer words; without either nothing is measured.
        match (value(lhs, at_lhs), value(rhs, at_rhs)) {
            (Some(a), Some(b)) if a.is_date == b.is_date => (at_lhs, at_rhs) = (a.range, b.range),
            (Some(a), None) => at_lhs = a.range,
            (None, Some(b)) => at_rhs = b.range,
            _ => return None,
        }
    }
    if lhs.text(at_lhs).to_lowercase() == rhs.text(at_rhs).to_lowercase() {
        return None;
    }
    // Only what the rules have read as amounts and dates can be said to disagree as such.
    let kind = match KINDS[likeliest] {
        Kind::Number | Kind::Date => Kind::Precision,
        kind => kind,
    };
    let relation = match kind {
        Kind::Name | Kind::Contradiction => Relation::Conflict,
        _ => Relation::Compatible,
    };
    // Confidence is set by the caller.
    Some(Found { kind, relation, confidence: 0.0, lhs: (at_lhs, None), rhs: (at_rhs, None) })
}

/// True if the network marks words of what a rule found, on both sides.
fn is_seen(
    lhs: &Telling<'_>,
    rhs: &Telling<'_>,
    family: Family,
    found: &Found,
    reading: &PairReading,
) -> bool {
    let meets = |telling: &Telling<'_>, marks: &[Mark], range: TextRange| {
        marked(telling, family, marks)
            .is_some_and(|it| it.start < range.end && range.start < it.end)
    };
    meets(lhs, &reading.lhs_marks, found.lhs.0) && meets(rhs, &reading.rhs_marks, found.rhs.0)
}

/// An amount or a date.
struct Value {
    range: TextRange,
    is_date: bool,
}

/// The first amount or date that meets a run of words.
fn value(telling: &Telling<'_>, run: TextRange) -> Option<Value> {
    let amounts = telling.claim.quantities.iter().map(|it| (it.range, false));
    let dates = telling.claim.dates.iter().map(|it| (it.range, true));
    let met = amounts.chain(dates).filter(|(it, _)| it.start < run.end && run.start < it.end);
    met.min().map(|(range, is_date)| Value { range, is_date })
}

/// The run of marked tokens with the surest one, widened to whole words.
fn marked(telling: &Telling<'_>, family: Family, marks: &[Mark]) -> Option<TextRange> {
    let logit = |it: usize| marks[it].families.get(family.index()).copied().unwrap_or(f32::MIN);
    let surest = (0..marks.len()).max_by(|a, b| logit(*a).total_cmp(&logit(*b)).then(b.cmp(a)))?;
    if logit(surest) < SUREST {
        return None;
    }
    let is_marked = |it: usize| logit(it) >= logit(surest) - BELOW_SUREST;
    let (mut first, mut last) = (surest, surest);
    // One step to each side in turn, so that a run too long keeps the surest token in its middle.
    loop {
        let (was_first, was_last) = (first, last);
        let mut after = last + 1..(last + 2 + MAX_GAP).min(marks.len());
        let mut before = first.saturating_sub(1 + MAX_GAP)..first;
        if last - first + 1 < MAX_TOKENS {
            last = after.find(|it| is_marked(*it)).unwrap_or(last);
        }
        if last - first + 1 < MAX_TOKENS {
            first = before.rfind(|it| is_marked(*it)).unwrap_or(first);
        }
        if (first, last) == (was_first, was_last) {
            break;
        }
    }
    let start = telling.claim.range.start;
    let (from, to) = (start + marks[first].offsets.0, start + marks[last].offsets.1);
    let words = telling.words().filter(|it| it.range.start < to && it.range.end > from);
    words.map(|it| it.range).reduce(TextRange::join)
}
