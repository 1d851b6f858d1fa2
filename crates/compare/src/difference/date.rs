//! `date` and `precision` of times.
//!
//! Two dates that do not overlap are held against each other if the words beside them say that they belong to the
//! same. The day of a statement ("said on Friday") answers only to that of a statement of the
//! same source. Of those that overlap a model says how likely they are of the same ([`super::slot`]).

use std::sync::LazyLock;

use article::TextRange;
use claim::{DateMention, Grain};
use text::{DateWord, Token, TokenKind};

use super::anchor::{self, Anchor};
use super::logistic::Logistic;
use super::slot::{self, Figures, Slot};
use super::{Found, Telling, source};
use crate::{Kind, Relation, rates};

/// Words between a verb of saying and the date of the saying: "said in a statement on Friday".
const MAX_TO_SAYING: usize = 4;
/// The same behind the date: "on Friday again denied".
const MAX_FROM_SAYING: usize = 2;
/// Least likeness of dates that do not overlap; and of those that are told in other units as well ("last week", "on
/// Tuesday").
const MIN_CONFLICT: f64 = 0.5;
const MIN_CONFLICT_UNLIKE: f64 = 1.0;
/// A date more than this many times as long as another that lies in it is not told of the same
/// thing: "in 2008" and "on Tuesday".
const MAX_VAGUER: i32 = 31;
/// Nor is one of more days than these beside another that lies elsewhere: "in May", "on Tuesday".
const MAX_UNLIKE: i32 = 7;
/// Nor is one of years, if it is more than this many times as long.
const MAX_LONGER_YEARS: i32 = 2;
/// Days between two publications in which the same words mean the same day.
const SAME_WEEK: i32 = 7;

pub(super) fn find(lhs: &Telling<'_>, rhs: &Telling<'_>, found: &mut Vec<Found>) {
    let (ours, theirs) = (alone(lhs, rhs), alone(rhs, lhs));
    let mut pairs = Vec::new();
    for a in &ours {
        let likeness = |b| likeness(lhs, a, rhs, b);
        pairs.extend(theirs.iter().filter_map(|b| Some((likeness(b)?, *a, *b))));
    }
    for (likeness, a, b) in anchor::matched(pairs) {
        if !meet(a, b) {
            found.extend(told_apart(lhs, a, rhs, b, likeness));
        }
    }
    for (probability, a, b) in slot::matched(&SLOTS, slots(lhs, rhs)) {
        slot::tell(found, told_otherwise(a, b, probability));
    }
}

/// The figures of [`slots`].
pub(super) const FIGURES: [&str; 11] = [
    "anchor",
    "comparable",
    "alike",
    "saying",
    "grain",
    "hours",
    "told",
    "quoted",
    "fewer",
    "more",
    "shared",
];
static SLOTS: LazyLock<Logistic> = LazyLock::new(|| slot::model("dates", &FIGURES));

/// Each two dates that differ and overlap, with the figures of [`FIGURES`].
pub(super) fn slots<'a>(lhs: &Telling<'a>, rhs: &Telling<'a>) -> Vec<Slot<'a, DateMention>> {
    let theirs = alone(rhs, lhs);
    let mut slots = Vec::new();
    for a in alone(lhs, rhs) {
        let can_be_one = |b: &&&DateMention| {
            let (short, long) = lengths(a, b);
            let is_known = !a.is_assumed && !b.is_assumed || are_told_alike(lhs, a, rhs, b);
            let are_of_a_size = long <= MAX_VAGUER * short || tell_one_year(lhs, a, rhs, b);
            meet(a, b) && are_of_a_size && is_known
        };
        slots.extend(theirs.iter().filter(can_be_one).map(|b| (a, *b, figures(lhs, a, rhs, b))));
    }
    slots
}

/// True if both dates are told with the same year: "in 1972", "March 30, 1972".
fn tell_one_year(lhs: &Telling<'_>, a: &DateMention, rhs: &Telling<'_>, b: &DateMention) -> bool {
    let year = |telling: &Telling<'_>, date: &DateMention| {
        let is_year = |it: &&Token| it.kind == TokenKind::Number && it.lower.len() == 4;
        words(telling, date).find(is_year).and_then(|it| it.lower.parse::<u16>().ok())
    };
    year(lhs, a).is_some_and(|it| year(rhs, b) == Some(it))
}

fn figures(lhs: &Telling<'_>, a: &DateMention, rhs: &Telling<'_>, b: &DateMention) -> Figures {
    let (at_lhs, at_rhs) = ((lhs, a.range), (rhs, b.range));
    let [fewer, more] = slot::counts(lhs.claim.dates.len(), rhs.claim.dates.len());
    vec![
        Anchor::of(lhs, a.range).likeness(&Anchor::of(rhs, b.range)),
        slot::flag(likeness(lhs, a, rhs, b).is_some()),
        slot::flag(are_told_alike(lhs, a, rhs, b)),
        slot::flag(is_of_saying(lhs, a) != is_of_saying(rhs, b)),
        f64::from(a.grain.min(b.grain) as u8),
        slot::flag(a.grain.max(b.grain) == Grain::Day),
        slot::flag(is_told(lhs, b) || is_told(rhs, a)),
        slot::flag(slot::is_quoted(at_lhs, at_rhs)),
        fewer,
        more,
        slot::to_shared_word(at_lhs, at_rhs),
    ]
}

/// The dates of one side that the other does not tell too.
pub(super) fn alone<'a>(one: &Telling<'a>, other: &Telling<'_>) -> Vec<&'a DateMention> {
    let others = &other.claim.dates;
    one.claim.dates.iter().filter(|a| !others.iter().any(|b| same(one, a, other, b))).collect()
}

/// The dates at two places of sentences that are else the same, if they differ.
pub(super) fn exchanged(
    (lhs, at_lhs): (&Telling<'_>, TextRange),
    (rhs, at_rhs): (&Telling<'_>, TextRange),
) -> Option<Found> {
    let here =
        |one, other, at: TextRange| alone(one, other).into_iter().find(|it| it.range.overlaps(at));
    let (a, b) = (here(lhs, rhs, at_lhs)?, here(rhs, lhs, at_rhs)?);
    if meet(a, b) {
        let (short, long) = lengths(a, b);
        let may_be_one = a.grain != b.grain && long <= MAX_VAGUER * short;
        return may_be_one.then(|| told_otherwise(a, b, rates::DATE_PRECISION));
    }
    told_apart(lhs, a, rhs, b, MIN_CONFLICT_UNLIKE)
}

/// True if an article tells a date, wherever.
fn is_told(telling: &Telling<'_>, date: &DateMention) -> bool {
    let mut all = telling.claims.claims.iter().flat_map(|it| &it.dates);
    all.any(|it| (it.start, it.end) == (date.start, date.end))
}

/// True if an article may tell a date: in part, less finely, or in words whose day is not known.
pub(super) fn may_be_told(telling: &Telling<'_>, date: &DateMention) -> bool {
    let mut all = telling.claims.claims.iter().flat_map(|it| &it.dates);
    date.is_assumed || all.any(|it| it.is_assumed || it.overlaps(date))
}

/// True if two dates are one, or may be: the day by which "Monday" was resolved may be off, and
/// the year of "June 25" is a guess.
fn same(lhs: &Telling<'_>, a: &DateMention, rhs: &Telling<'_>, b: &DateMention) -> bool {
    let published = |it: &Telling<'_>| it.claims.document.article.published;
    let are_near = match (published(lhs), published(rhs)) {
        (Some(a), Some(b)) => a.date.until(b.date).is_ok_and(|it| it.get_days().abs() < SAME_WEEK),
        _ => true,
    };
    let weekday = |telling: &Telling<'_>, it: &DateMention| {
        let lexicon = telling.claims.document.lexicon;
        words(telling, it).find_map(|word| lexicon.weekdays.get(&word.lower).copied())
    };
    let months =
        |it: &DateMention| (it.start.month(), it.start.day(), it.end.month(), it.end.day());
    (a.start, a.end) == (b.start, b.end)
        || are_near
            && !is_part(a, b)
            && weekday(lhs, a).is_some_and(|it| weekday(rhs, b) == Some(it))
        || are_near && words(lhs, a).map(|it| &it.lower).eq(words(rhs, b).map(|it| &it.lower))
        || (lacks_year(lhs, a) || lacks_year(rhs, b)) && months(a) == months(b)
        || (!a.has_day || !b.has_day) && a.grain == b.grain && a.start.time() == b.start.time()
}

fn words<'a>(telling: &Telling<'a>, date: &DateMention) -> impl Iterator<Item = &'a Token> {
    let range = date.range;
    telling.tokens.iter().filter(move |it| it.kind != TokenKind::Space && range.contains(it.range))
}

/// True if two dates overlap and one is told more finely: "Monday night", "Monday".
fn is_part(a: &DateMention, b: &DateMention) -> bool {
    a.grain != b.grain && a.overlaps(b)
}

/// True for a day or month of a year that is not told.
fn lacks_year(telling: &Telling<'_>, date: &DateMention) -> bool {
    let lexicon = telling.claims.document.lexicon;
    words(telling, date).any(|it| lexicon.months.contains(&it.lower))
        && !words(telling, date).any(|it| {
            it.kind == TokenKind::Number && it.lower.len() == 4
                || matches!(lexicon.date_words.get(&it.lower), Some(DateWord::Turn(_)))
        })
}

/// True if both dates are told by months, both by days of the week, or both by the clock. Where the day of publication
/// is not known "yesterday" can be any day.
fn are_told_alike(lhs: &Telling<'_>, a: &DateMention, rhs: &Telling<'_>, b: &DateMention) -> bool {
    let told_by = |telling: &Telling<'_>, date: &DateMention| {
        let lexicon = telling.claims.document.lexicon;
        let has_month = words(telling, date).any(|it| lexicon.months.contains(&it.lower));
        let has_weekday = words(telling, date).any(|it| lexicon.weekdays.contains(&it.lower));
        (has_month, has_weekday, date.grain == Grain::Time)
    };
    let told = told_by(lhs, a);
    told == told_by(rhs, b) && (told.0 || told.1 || told.2)
}

/// How surely two dates belong to the same; `None` if they do not.
fn likeness(lhs: &Telling<'_>, a: &DateMention, rhs: &Telling<'_>, b: &DateMention) -> Option<f64> {
    let has_years = |it: &DateMention| it.grain >= Grain::Year;
    let is_guess = lacks_year(lhs, a) && has_years(b) || lacks_year(rhs, b) && has_years(a);
    if a.has_day != b.has_day
        || is_guess
        || (a.is_assumed || b.is_assumed) && !are_told_alike(lhs, a, rhs, b)
        || !a.overlaps(b) && (is_vague(lhs, a) || is_vague(rhs, b))
        || is_ahead(lhs, a) != is_ahead(rhs, b)
        || end_of(lhs, a) != end_of(rhs, b)
    {
        return None;
    }
    if let (Some(one), Some(other)) = (head(lhs, a), head(rhs, b))
        && one != other
    {
        return None;
    }
    match (is_of_saying(lhs, a), is_of_saying(rhs, b)) {
        (true, true) => source::are_same(lhs, rhs).then(|| lhs.shared_words(rhs)),
        (false, false) => Some(Anchor::of(lhs, a.range).likeness(&Anchor::of(rhs, b.range))),
        _ => None,
    }
}

/// True for "coming months" and "recent weeks": nobody can say when they end.
fn is_vague(telling: &Telling<'_>, date: &DateMention) -> bool {
    let lexicon = telling.claims.document.lexicon;
    let is_plural = |it: &Token| lexicon.time_units.contains(&it.lower) && it.lower.ends_with('s');
    let is_count =
        |it: &Token| it.kind == TokenKind::Number || lexicon.number_words.contains(&it.lower);
    words(telling, date).any(is_plural) && !words(telling, date).any(is_count)
}

/// True for a day after the publication.
fn is_ahead(telling: &Telling<'_>, date: &DateMention) -> bool {
    telling.claims.document.article.published.is_some_and(|it| date.start.date() > it.date)
}

/// Whether something begins or ends at the date: "since 2002", "until Friday".
fn end_of(telling: &Telling<'_>, date: &DateMention) -> Option<DateWord> {
    let lexicon = telling.claims.document.lexicon;
    let before = telling.word_before(date.range)?;
    let word = lexicon.date_words.get(&before.lower)?;
    let is_end = matches!(
        word,
        DateWord::Since | DateWord::Until | DateWord::By | DateWord::Earlier | DateWord::Later
    );
    is_end.then_some(*word)
}

/// The word that the date stands before as "2016" before "campaign", "Tuesday's" before "vote".
fn head<'a>(telling: &Telling<'a>, date: &DateMention) -> Option<&'a str> {
    let next = telling.token_behind(date.range)?;
    // "The 2020 US election": not the pronoun.
    let is_name = telling.text(next.range).chars().all(char::is_uppercase);
    (next.kind == TokenKind::Word && (is_name || !next.is_stop)).then_some(next.stem.as_str())
}

/// True if the date tells when something was said.
fn is_of_saying(telling: &Telling<'_>, date: &DateMention) -> bool {
    let lexicon = telling.claims.document.lexicon;
    let (before, after): (Vec<&Token>, Vec<&Token>) = telling
        .tokens
        .iter()
        .filter(|it| it.kind != TokenKind::Space && !date.range.contains(it.range))
        .partition(|it| it.range.start < date.range.start);
    let n_before = before.iter().filter(|it| it.is_counted()).count();
    // "On Friday, she said"; but what "blocked it in March, saying" says of March is another verb.
    let is_fenced = |it: &&&Token| n_before > 1 && it.lower == ",";
    let after = after
        .iter()
        .take_while(|it| !is_fenced(it))
        .filter(|it| it.is_counted())
        .take(MAX_FROM_SAYING);
    let before = before.iter().rev().filter(|it| it.is_counted()).take(MAX_TO_SAYING);
    before.chain(after).any(|it| lexicon.say_verbs.contains(&it.lower))
}

/// True if both can be true. "1966 to 1978" and "1967 to 1979" overlap and are yet two times.
fn meet(a: &DateMention, b: &DateMention) -> bool {
    let are_shifted = a.grain == Grain::Year
        && b.grain == Grain::Year
        && a.start != b.start
        && a.end != b.end
        && (a.start < b.start) == (a.end < b.end);
    a.overlaps(b) && !are_shifted
}

/// Two dates that cannot both be true.
fn told_apart(
    lhs: &Telling<'_>,
    a: &DateMention,
    rhs: &Telling<'_>,
    b: &DateMention,
    likeness: f64,
) -> Option<Found> {
    let (short, long) = lengths(a, b);
    let are_alike = a.grain.max(Grain::Day) == b.grain.max(Grain::Day);
    let least = match () {
        // "From 2010 to 2013" and "in 2003" are two things as a rule.
        () if a.grain == Grain::Year && long > MAX_LONGER_YEARS * short => return None,
        () if are_alike && a.has_day => MIN_CONFLICT,
        () if long > MAX_UNLIKE => return None,
        () => MIN_CONFLICT_UNLIKE,
    };
    // An article that tells both days tells of two things.
    if likeness <= 0.0 || is_told(lhs, b) || is_told(rhs, a) {
        return None;
    }
    let confidence = if likeness < least { rates::DATE_LOOSE } else { rates::DATE };
    let (kind, relation) = (Kind::Date, Relation::Conflict);
    Some(Found { kind, relation, ..told_otherwise(a, b, confidence) })
}

/// Two dates that can both be true.
fn told_otherwise(a: &DateMention, b: &DateMention, confidence: f64) -> Found {
    let side = |it: &DateMention| (it.range, (!it.is_assumed).then(|| written(it)));
    let (kind, relation) = (Kind::Precision, Relation::Compatible);
    Found { kind, relation, confidence, lhs: side(a), rhs: side(b) }
}

/// Lengths of two dates in days, the shorter first.
fn lengths(a: &DateMention, b: &DateMention) -> (i32, i32) {
    (days(a).min(days(b)), days(a).max(days(b)))
}

/// Length in days, at least one.
fn days(date: &DateMention) -> i32 {
    date.start.date().until(date.end.date()).map_or(1, |it| it.get_days().max(1))
}

/// A date as an ISO 8601 day or interval of days, end inclusive; with the time where it is told.
pub(super) fn written(date: &DateMention) -> String {
    if date.grain == Grain::Time {
        return date.start.strftime("%Y-%m-%dT%H:%M").to_string();
    }
    let first = date.start.date();
    let last = date.end.date().yesterday().unwrap_or(first);
    if last <= first { first.to_string() } else { format!("{first}/{last}") }
}
