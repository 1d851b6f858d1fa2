//! What stands beside a number and says what it measures.

use text::{Currency, Found, TimeUnit, TokenKind};

use super::Unit;
use crate::name::is_acronym;
use crate::row::Row;

/// A unit found: one past its last token, and what a value is multiplied with (and added to) to
/// be in it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Scale {
    pub(crate) end: usize,
    pub(crate) unit: Unit,
    pub(crate) factor: f64,
    pub(crate) offset: f64,
}

impl Scale {
    pub(crate) fn plain(end: usize, unit: Unit) -> Self {
        Self { end, unit, factor: 1.0, offset: 0.0 }
    }
}

/// The unit that stands behind a number ending at `end`.
pub(crate) fn behind(row: &Row<'_>, end: usize) -> Option<Scale> {
    let next = row.skip(end)?;
    let lexicon = row.lexicon;
    // "de 43 años" is an age, "durante 43 años" is none.
    let is_age = |at: usize| {
        let is_length = lexicon.time_units.contains(row.lower(at));
        let opens = |idx: usize| lexicon.age_before.contains(row.lower(idx));
        lexicon.age_after.at(row.tokens, at).filter(|found| {
            found.tokens.len() > 1
                || !is_length
                || row.prev(end).and_then(|last| row.prev(last)).is_some_and(opens)
        })
    };
    if let Some(age) = is_age(next) {
        return Some(Scale::plain(age.tokens.end, Unit::Age));
    }
    // "a 12-year sentence", "a 40-mile march": the hyphen is no minus.
    let is_joined = next == end && row.is_dash(next) && row.is_tight(next);
    let at = if is_joined { next + 1 } else { next };
    if is_joined {
        if let Some(age) = lexicon.age_after.at(row.tokens, at) {
            return Some(Scale::plain(age.tokens.end, Unit::Age));
        }
    } else if row.is_dash(next) {
        return None;
    }
    if let Some(points) = lexicon.point_words.at(row.tokens, at) {
        let is_percent = points.tokens.len() > 1 || lexicon.percent_words.contains(row.lower(at));
        return Some(Scale::plain(
            points.tokens.end,
            if is_percent { Unit::Points } else { Unit::Count },
        ))
        .filter(|scale| scale.unit == Unit::Points);
    }
    if let Some(percent) = lexicon.percent_words.at(row.tokens, at) {
        return Some(Scale::plain(percent.tokens.end, Unit::Percent));
    }
    if let Some(money) = currency(row, at) {
        return Some(Scale {
            end: money.tokens.end,
            unit: Unit::Money(money.value.code.clone()),
            factor: money.value.factor,
            offset: 0.0,
        });
    }
    if let Some(time) = lexicon.time_units.at(row.tokens, at) {
        let seconds = seconds(*time.value)?;
        return Some(Scale {
            end: time.tokens.end,
            unit: Unit::Duration,
            factor: seconds,
            offset: 0.0,
        });
    }
    let measure = lexicon
        .measures
        .at(row.tokens, at)
        .filter(|it| !is_letter_apart(row, end, it.tokens.start))?;
    Some(Scale {
        end: measure.tokens.end,
        unit: Unit::Measure(measure.value.symbol.clone()),
        factor: measure.value.factor,
        offset: measure.value.offset,
    })
}

/// The money named at a token: "euros", "Turkish lira". Dollars and pounds of another country than
/// the one they mean alone are in the language's list, or unknown.
fn currency<'a>(row: &Row<'a>, at: usize) -> Option<Found<'a, Currency>> {
    let lexicon = row.lexicon;
    if let Some(money) = lexicon.currencies.at(row.tokens, at) {
        return Some(money).filter(|_| !is_capital_word(row, at));
    }
    let country = lexicon.countries.at(row.tokens, at)?;
    let money = lexicon.currencies.at(row.tokens, row.skip(country.tokens.end)?)?;
    let is_of_many = matches!(money.value.code.as_str(), "USD" | "GBP" | "MXN" | "CHF" | "INR");
    (!is_of_many && row.is_word(money.tokens.start)).then_some(money)
}

/// A single letter is a unit only where it touches the number: "5m", not "5 m".
fn is_letter_apart(row: &Row<'_>, end: usize, at: usize) -> bool {
    row.lower(at).chars().count() == 1 && at > end && row.is_word(at)
}

/// "Won", "Rand" and "Real" may be names.
fn is_capital_word(row: &Row<'_>, at: usize) -> bool {
    row.is_capital(at)
        && row.text(at).chars().skip(1).any(char::is_lowercase)
        && !row.lexicon.ordinal_dot
}

pub(crate) fn seconds(unit: TimeUnit) -> Option<f64> {
    const DAY: f64 = 86_400.0;
    Some(match unit {
        TimeUnit::Second => 1.0,
        TimeUnit::Minute => 60.0,
        TimeUnit::Hour => 3_600.0,
        TimeUnit::Day => DAY,
        TimeUnit::Week => 7.0 * DAY,
        TimeUnit::Fortnight => 14.0 * DAY,
        // Mean lengths of the calendar: "12 months" and "a year" are to be near each other.
        TimeUnit::Month => 30.436_875 * DAY,
        TimeUnit::Year => 365.242_5 * DAY,
        TimeUnit::Decade => 3_652.425 * DAY,
        TimeUnit::Century => 36_524.25 * DAY,
        TimeUnit::Weekend | TimeUnit::Quarter => return None,
    })
}

/// No noun is looked for further than this many words behind a number.
const NOUN_REACH: usize = 4;

/// The noun behind "consecutive": the eleventh straight week is the last of eleven.
pub(super) fn noun_of_row(row: &Row<'_>, end: usize) -> Option<usize> {
    let next = row.skip(end).filter(|it| row.lexicon.in_a_row.contains(row.lower(*it)))?;
    noun(row, next + 1)
}

/// The noun counted by a number ending at `end`: "people" in "107 other people".
pub(crate) fn noun(row: &Row<'_>, end: usize) -> Option<usize> {
    let mut run = Vec::with_capacity(NOUN_REACH);
    let mut next = row.skip(end)?;
    while run.len() < NOUN_REACH {
        let is_counter = row.lexicon.counter_words.contains(row.lower(next))
            || run.is_empty() && row.lexicon.definite_articles.contains(row.lower(next));
        let is_end = row.kind(next) != Some(TokenKind::Word)
            || !is_counter
                && (row.is_stop(next) && !is_acronym(row.text(next))
                    || row.lexicon.say_verbs.get(row.lower(next)).is_some_and(|_| !run.is_empty()));
        if is_end {
            break;
        }
        if !is_counter {
            run.push(next);
        }
        let Some(after) = row.next(next) else { break };
        next = after;
    }
    let is_people = |idx: &usize| row.lexicon.role_words.contains(row.lower(*idx));
    let is_plural =
        |idx: &usize| row.lower(*idx).ends_with('s') && !row.lower(*idx).ends_with("ss");
    let found = if row.lexicon.ordinal_dot {
        // German writes its nouns with capitals.
        run.iter().find(|idx| row.is_capital(**idx)).or(run.first())
    } else {
        run.iter()
            .find(|idx| is_plural(idx) || is_people(idx) && !next_is_plural(row, **idx, &run))
            .or(run.first())
    };
    found.copied().filter(|&idx| !row.lower(idx).ends_with("'s"))
}

/// "two police officers" counts officers.
fn next_is_plural(row: &Row<'_>, idx: usize, run: &[usize]) -> bool {
    run.iter().any(|&other| {
        other > idx
            && row.next(idx) == Some(other)
            && row.lower(other).ends_with('s')
            && row.lexicon.role_words.contains(row.lower(other))
    })
}
