//! `number` and `precision` of amounts.
//!
//! Two amounts that cannot both be true are held against each other if they measure the same (unit and counted noun), if
//! the words beside them say that they belong to the same, and if neither side has the other's amount as well. Of those
//! that can both be true a model says how likely they are of the same ([`super::slot`]).

use std::sync::LazyLock;

use article::TextRange;
use claim::{Bound, Quantity, Unit};
use text::{BoundWord, DateWord, Token, TokenKind};

use super::anchor::{self, Anchor};
use super::logistic::Logistic;
use super::slot::{self, Figures, Slot};
use super::{Found, Telling};
use crate::{Kind, Relation, rates};

/// Two values nearer than this share are one value in two units, or rounded on the way.
const ROUNDED: f64 = 0.02;
/// A number with fewer digits is off by this share at most: "$100 billion" is not $125 billion rounded.
const ROUNDED_OFF: f64 = 0.1;
/// What a noun that both amounts count adds to their likeness, and what it adds where it is one
/// word with the number ("a 448-page report").
const SAME_NOUN: f64 = 0.4;
const JOINED_NOUN: f64 = 0.2;
/// What it adds that both count one sort of toll, or are the age of one person.
const SAME_SORT: f64 = 0.5;
/// What it adds that two numbers of two digits or more are near each other.
const NEAR: f64 = 0.2;
/// Numbers are near up to this factor.
const NEAR_FACTOR: f64 = 1.3;
/// Up to this factor two numbers are so near that they hardly count other things; those of other
/// nouns only from this size on.
const TWIN_FACTOR: f64 = 1.1;
const TWIN_LEAST: f64 = 20.0;
/// Words to each side of an amount among which it is told what it counts.
const TOLL_REACH: usize = 5;
/// The same before an amount whose noun tells what it counts.
const NOUN_REACH: usize = 2;
/// A vague word or an open bound may be off by this factor: "several" for two, "over 100" for 190.
const VAGUE: f64 = 1.5;
const OPEN: f64 = 2.0;
/// From this factor on two lengths of time measure two things.
const OTHER_SIZE: f64 = 100.0;
/// Smaller counts stand everywhere: a noun must say that they are the same.
const LEAST_TELLING: f64 = 100.0;
/// Smaller ranks tell two of a row apart.
const FIRST_RANKS: f64 = 3.0;
/// Least likeness for amounts that cannot both be true.
const MIN_CONFLICT: f64 = 0.5;
/// A larger logarithm of how many times one amount is the other says no more.
const MOST_RATIO: f64 = 5.0;

pub(super) fn find(lhs: &Telling<'_>, rhs: &Telling<'_>, found: &mut Vec<Found>) {
    let (ours, theirs) = (alone(lhs, rhs), alone(rhs, lhs));
    let mut pairs = Vec::new();
    for a in &ours {
        let likeness = |b| likeness(lhs, a, rhs, b);
        let is_rough = |b: &&&Quantity| b.unit == a.unit && near(a.value, b.value, 0.0);
        let twin = theirs.iter().find(is_rough);
        let others = theirs.iter().filter(|b| twin.is_none_or(|twin| twin == *b));
        pairs.extend(others.filter_map(|b| Some((likeness(b)?, *a, *b))));
    }
    for (likeness, a, b) in anchor::matched(pairs) {
        if !meet(a, b) && !adds_up(lhs, a, b) && !adds_up(rhs, b, a) {
            found.extend(told_apart(lhs, a, rhs, b, likeness));
        }
    }
    for (probability, a, b) in slot::matched(&SLOTS, slots(lhs, rhs)) {
        slot::tell(found, told_otherwise(a, b, probability));
    }
}

/// The figures of [`slots`].
pub(super) const FIGURES: [&str; 9] =
    ["anchor", "noun", "near", "ratio", "vague", "told", "quoted", "values", "shared"];
static SLOTS: LazyLock<Logistic> = LazyLock::new(|| slot::model("amounts", &FIGURES));

/// Each two amounts of one unit that differ and can both be true, with the figures of [`FIGURES`].
pub(super) fn slots<'a>(lhs: &Telling<'a>, rhs: &Telling<'a>) -> Vec<Slot<'a, Quantity>> {
    let theirs = alone(rhs, lhs);
    let mut slots = Vec::new();
    for a in alone(lhs, rhs) {
        let can_be_one = |b: &&&Quantity| {
            let are_two_tolls = toll(lhs, a).zip(toll(rhs, b)).is_some_and(|(a, b)| a != b);
            let are_two_times = a.unit == Unit::Duration
                && (is_distance(lhs, a) != is_distance(rhs, b) || are_of_other_size(a, b));
            a.unit == b.unit
                && meet(a, b)
                && !is_one_round_number(a, b)
                && !are_two_tolls
                && !are_two_times
        };
        slots.extend(theirs.iter().filter(can_be_one).map(|b| (a, *b, figures(lhs, a, rhs, b))));
    }
    slots
}

fn figures(lhs: &Telling<'_>, a: &Quantity, rhs: &Telling<'_>, b: &Quantity) -> Figures {
    let (low, high) = (a.value.min(b.value), a.value.max(b.value));
    let (at_lhs, at_rhs) = ((lhs, a.range), (rhs, b.range));
    let [_, most] = slot::counts(lhs.claim.quantities.len(), rhs.claim.quantities.len());
    vec![
        Anchor::of(lhs, whole(a)).likeness(&Anchor::of(rhs, whole(b))),
        slot::flag(a.noun_stem.is_some() && a.noun_stem == b.noun_stem),
        slot::flag(are_near(a, b)),
        ((high + f64::EPSILON) / (low + f64::EPSILON)).ln().min(MOST_RATIO),
        slot::flag(is_vague(a) || is_vague(b)),
        slot::flag(is_told(lhs, b) || is_told(rhs, a)),
        slot::flag(slot::is_quoted(at_lhs, at_rhs)),
        most,
        slot::to_shared_word(at_lhs, at_rhs),
    ]
}

/// The amounts at two places of sentences that are else the same, if they differ.
pub(super) fn exchanged(
    (lhs, at_lhs): (&Telling<'_>, TextRange),
    (rhs, at_rhs): (&Telling<'_>, TextRange),
) -> Option<Found> {
    let here =
        |one, other, at: TextRange| alone(one, other).into_iter().find(|it| it.range.overlaps(at));
    let (a, b) = (here(lhs, rhs, at_lhs)?, here(rhs, lhs, at_rhs)?);
    if !are_of_a_kind(lhs, a, rhs, b) || is_one_round_number(a, b) {
        return None;
    }
    if meet(a, b) {
        return Some(told_otherwise(a, b, rates::NUMBER_PRECISION));
    }
    told_apart(lhs, a, rhs, b, MIN_CONFLICT)
}

/// True if an article tells an amount, wherever.
pub(super) fn is_told(telling: &Telling<'_>, amount: &Quantity) -> bool {
    let mut all = telling.claims.claims.iter().flat_map(|it| &it.quantities);
    all.any(|it| same(it, amount))
}

/// True if a sentence has an amount that may stand for this one: of the same thing, or in the same unit.
pub(super) fn is_answered(telling: &Telling<'_>, amount: &Quantity) -> bool {
    let is_of_same = |it: &Quantity| {
        it.unit == amount.unit && (it.unit != Unit::Count || it.noun_stem == amount.noun_stem)
    };
    telling.claim.quantities.iter().any(is_of_same)
}

/// True if an article tells, wherever, an amount of the same thing that may be this one: "several members" for three.
pub(super) fn may_be_told(telling: &Telling<'_>, amount: &Quantity) -> bool {
    let is_of_same = |it: &Quantity| {
        let counts_same = it.noun_stem.is_some() && it.noun_stem == amount.noun_stem;
        it.unit == amount.unit && (it.unit != Unit::Count || counts_same) && meet(it, amount)
    };
    telling.claims.claims.iter().flat_map(|it| &it.quantities).any(is_of_same)
}

/// True if the article that tells `own` tells the other side's amount elsewhere: what it gives both of are two things.
fn is_told_too(telling: &Telling<'_>, own: &Quantity, other: &Quantity) -> bool {
    let all = telling.claims.claims.iter().flat_map(|it| &it.quantities);
    let counts_the_same = |it: &Quantity| {
        it.unit != Unit::Count
            || it.value >= LEAST_TELLING
            || it.noun_stem.is_some() && it.noun_stem == other.noun_stem
    };
    all.filter(|it| it.range != own.range).any(|it| same(it, other) && counts_the_same(it))
}

/// The amounts of one side that the other does not state too.
pub(super) fn alone<'a>(one: &Telling<'a>, other: &Telling<'_>) -> Vec<&'a Quantity> {
    let others = &other.claim.quantities;
    one.claim.quantities.iter().filter(|a| !others.iter().any(|b| same(a, b))).collect()
}

/// True if one amount is the other, or holds its value: the 63 of "134-63".
fn same(a: &Quantity, b: &Quantity) -> bool {
    if (a.unit == Unit::Score) != (b.unit == Unit::Score) {
        let (score, plain) = if a.unit == Unit::Score { (a, b) } else { (b, a) };
        return plain.unit == Unit::Count
            && [score.low, score.high].iter().any(|it| near(*it, plain.value, 0.0));
    }
    let tolerance = match a.unit {
        Unit::Measure(_) | Unit::Duration => ROUNDED,
        _ => 0.0,
    };
    let turned = a.unit == Unit::Score && near(a.low, b.high, 0.0) && near(a.high, b.low, 0.0);
    a.unit == b.unit
        && (turned || near(a.low, b.low, tolerance) && near(a.high, b.high, tolerance))
        && a.bound == b.bound
}

fn near(a: f64, b: f64, tolerance: f64) -> bool {
    a.total_cmp(&b).is_eq() || (a - b).abs() <= tolerance * a.abs().max(b.abs())
}

/// How surely two amounts measure the same thing; `None` if they do not.
fn likeness(lhs: &Telling<'_>, a: &Quantity, rhs: &Telling<'_>, b: &Quantity) -> Option<f64> {
    if !are_of_a_kind(lhs, a, rhs, b) {
        return None;
    }
    // "The 14th day" and "the 12th day"; a first and a second meeting are two.
    if a.unit == Unit::Rank
        && (a.noun_stem.is_none()
            || a.noun_stem != b.noun_stem
            || a.value.min(b.value) < FIRST_RANKS)
    {
        return None;
    }
    // "46 killed" and "the dead stood at 112" count the same, "killed" and "injured" do not.
    let tolls = (toll(lhs, a), toll(rhs, b));
    let are_of_a_sort = match tolls {
        (Some(one), Some(other)) if one != other => return None,
        (Some(_), Some(_)) => a.unit == Unit::Count,
        _ => false,
    };
    let joined = |telling: &Telling<'_>, it: &Quantity| {
        it.noun.is_some_and(|noun| telling.text(it.range.join(noun)).contains('-'))
    };
    let (anchor_a, anchor_b) = (Anchor::of(lhs, whole(a)), Anchor::of(rhs, whole(b)));
    let beside = anchor_a.likeness(&anchor_b);
    let (low, high) = (a.value.min(b.value), a.value.max(b.value));
    let within = |factor: f64| low >= 10.0 && high <= factor * low;
    // "Over 100 traffickers" and "at least 107 people": by chance two bounds are seldom so near.
    let is_bound = |it: &Quantity| !matches!(it.bound, Bound::Exact);
    let are_twins = low >= TWIN_LEAST && within(TWIN_FACTOR) && (is_bound(a) || is_bound(b));
    // Two people drown and 600 people sail: the noun alone tells nothing.
    let are_apart = !anchor_a.meets(&anchor_b);
    let noun = match (&a.noun_stem, &b.noun_stem) {
        (Some(one), Some(other)) if one == other => match joined(lhs, a) && joined(rhs, b) {
            // "A two-year extension of tax cuts" and "a 13-month extension of benefits".
            true if are_apart && !within(NEAR_FACTOR) => SAME_NOUN,
            true => SAME_NOUN + JOINED_NOUN,
            false if are_apart && !within(TWIN_FACTOR) => 0.0,
            false => SAME_NOUN,
        },
        (Some(_), Some(_)) if a.unit == Unit::Count && !are_of_a_sort && !are_twins => return None,
        _ => 0.0,
    };
    let near = if within(NEAR_FACTOR) { NEAR } else { 0.0 };
    let sort = if are_of_a_sort { SAME_SORT } else { 0.0 };
    // "Anna Holt, 34": an age is that of the name beside it.
    let age = if a.unit == Unit::Age && !are_apart { SAME_SORT } else { 0.0 };
    Some(noun + beside + near + sort + age)
}

/// True if nothing beside two amounts says that they measure two things: both in one unit, none of them a rest or a
/// start, both or none of them a rate, a distance in time, a score of a run or set aside in brackets.
fn are_of_a_kind(lhs: &Telling<'_>, a: &Quantity, rhs: &Telling<'_>, b: &Quantity) -> bool {
    let both = |is: fn(&Telling<'_>, &Quantity) -> bool| is(lhs, a) == is(rhs, b);
    let neither = |is: fn(&Telling<'_>, &Quantity) -> bool| !is(lhs, a) && !is(rhs, b);
    a.unit == b.unit
        // "At least four others injured" is all of them beside three wounded.
        && (neither(is_rest) || toll(lhs, a).is_some() && toll(lhs, a) == toll(rhs, b))
        && neither(is_start)
        && both(is_rate)
        && (a.unit != Unit::Duration || both(is_distance) && !are_of_other_size(a, b))
        && (a.unit != Unit::Score
            || both(is_aside) && (counted(lhs, a) == counted(rhs, b) || share_a_side(a, b)))
}

/// True for scores of which one side is the same: "45-35" and "a 45-36 lead".
fn share_a_side(a: &Quantity, b: &Quantity) -> bool {
    near(a.low, b.low, 0.0) || near(a.high, b.high, 0.0)
}

/// True for an amount for each of something: "$23 million per season", "$50 billion a year".
fn is_rate(telling: &Telling<'_>, quantity: &Quantity) -> bool {
    let lexicon = telling.claims.document.lexicon;
    let whole = whole(quantity);
    let mut after = telling.words().filter(|it| it.range.start >= whole.end).map(|it| &it.lower);
    let (Some(next), second) = (after.next(), after.next()) else { return false };
    lexicon.rate_words.contains(next)
        || lexicon.indefinite_articles.contains(next)
            && second.is_some_and(|it| lexicon.time_units.contains(it))
}

/// True for what stands in brackets: "the Colts (10-5)".
fn is_aside(telling: &Telling<'_>, quantity: &Quantity) -> bool {
    let marks = |it: &&Token| it.kind == TokenKind::Mark && it.range.end <= quantity.range.start;
    let last = telling.tokens.iter().rev().filter(marks).find(|it| matches!(&*it.lower, "(" | ")"));
    last.is_some_and(|it| it.lower == "(")
}

/// The word that a score stands before: "run" in "a 15-2 run".
fn counted<'a>(telling: &Telling<'a>, score: &Quantity) -> Option<&'a str> {
    let next = telling.token_behind(score.range)?;
    (next.kind == TokenKind::Word && !next.is_stop).then_some(next.stem.as_str())
}

/// True for lengths of time that no two tellings of one thing give: minutes and years.
fn are_of_other_size(a: &Quantity, b: &Quantity) -> bool {
    a.value.max(b.value) > OTHER_SIZE * a.value.min(b.value)
}

/// An amount with the noun it counts.
pub(super) fn whole(quantity: &Quantity) -> TextRange {
    quantity.noun.map_or(quantity.range, |noun| quantity.range.join(noun))
}

/// True for what is left beside others: "11 other states", "another $600 million".
fn is_rest(telling: &Telling<'_>, quantity: &Quantity) -> bool {
    let lexicon = telling.claims.document.lexicon;
    let whole = whole(quantity);
    let words: Vec<_> = telling.words().collect();
    let before = words.iter().rev().find(|it| it.range.end <= whole.start);
    let after = words.iter().find(|it| it.range.start >= quantity.range.end);
    // Behind the number, for "more than 100" is a bound.
    let is_number =
        |it: &&Token| it.kind == TokenKind::Number || lexicon.number_words.contains(&it.lower);
    let inside = words.iter().filter(|it| whole.contains(it.range)).skip_while(|it| !is_number(it));
    before.into_iter().chain(after).chain(inside).any(|it| lexicon.rest_words.contains(&it.lower))
}

/// True for the first end of a rise: "from $665 billion".
fn is_start(telling: &Telling<'_>, quantity: &Quantity) -> bool {
    let lexicon = telling.claims.document.lexicon;
    let first = telling.words().find(|it| quantity.range.contains(it.range));
    quantity.bound != Bound::Between
        && first.is_some_and(|it| lexicon.bounds_before.get(&it.lower) == Some(&BoundWord::Between))
}

/// True for a length of time that tells how far something lies from something else: "one day
/// after", "two years ago".
fn is_distance(telling: &Telling<'_>, quantity: &Quantity) -> bool {
    let lexicon = telling.claims.document.lexicon;
    // "Hung on for 30 minutes before running out of gas" tells a length.
    let before = telling.word_before(quantity.range);
    if before.is_some_and(|it| lexicon.length_words.contains(&it.lower)) {
        return false;
    }
    let after = telling.words().find(|it| it.range.start >= quantity.range.end);
    after.is_some_and(|it| {
        let word = lexicon.date_words.get(&it.lower);
        matches!(word, Some(DateWord::Ago | DateWord::Ahead | DateWord::Earlier | DateWord::Later))
    })
}

/// True if `whole` is a part told beside others of its sort: three adults and two children are
/// five people.
fn adds_up(telling: &Telling<'_>, part: &Quantity, whole: &Quantity) -> bool {
    let idx = telling.claim.sentence_idx;
    let claims = &telling.claims.claims;
    claims[idx.saturating_sub(1)..(idx + 2).min(claims.len())]
        .iter()
        .flat_map(|it| &it.quantities)
        .any(|it| {
            it.range != part.range
                && it.unit == part.unit
                && near(part.value + it.value, whole.value, 1e-9)
        })
}

/// True if no two nouns tell that two amounts count two things.
fn may_count_the_same(a: &Quantity, b: &Quantity) -> bool {
    a.noun_stem.is_none() || b.noun_stem.is_none() || a.noun_stem == b.noun_stem
}

/// True if `margin` is how far two amounts of one sentence are apart: what failed by 121 votes to 118 fell three
/// votes short.
fn is_margin(telling: &Telling<'_>, one: &Quantity, margin: &Quantity) -> bool {
    may_count_the_same(one, margin)
        && telling.claim.quantities.iter().any(|it| {
            it.range != one.range
                && it.unit == one.unit
                && near((one.value - it.value).abs(), margin.value, 1e-9)
        })
}

/// True if the article that tells `own` as a number gives it elsewhere as a bound that leaves room for `other`: "50
/// dead" in one that begins with "more than 50".
fn is_loosened(telling: &Telling<'_>, own: &Quantity, other: &Quantity) -> bool {
    let mut all = telling.claims.claims.iter().flat_map(|it| &it.quantities);
    own.unit == Unit::Count
        && all.any(|it| {
            it.unit == own.unit
                && it.bound != Bound::Exact
                && near(it.value, own.value, 0.0)
                && may_count_the_same(it, own)
                && are_near(it, other)
        })
}

/// True if both can be true. "Thousands" and "hundreds of thousands" can: a vague word has no top.
fn meet(a: &Quantity, b: &Quantity) -> bool {
    let overlap = a.low <= b.high && b.low <= a.high;
    a.unit != Unit::Score && (overlap || are_near(a, b) || is_vague(a) && is_vague(b))
}

/// True if both can be true and neither is far from what the other's words make one think.
fn are_near(a: &Quantity, b: &Quantity) -> bool {
    let meant = |it: &Quantity| match it.bound {
        _ if is_vague(it) => (it.low / VAGUE, it.high * VAGUE),
        Bound::AtLeast | Bound::MoreThan => (it.value, it.value * OPEN),
        Bound::AtMost | Bound::LessThan => (it.value / OPEN, it.value),
        Bound::Exact | Bound::About | Bound::Between => (it.low, it.high),
    };
    let ((low_a, high_a), (low_b, high_b)) = (meant(a), meant(b));
    low_a <= high_b && low_b <= high_a || rounds(a, b) || rounds(b, a)
}

/// "Several", "dozens".
fn is_vague(it: &Quantity) -> bool {
    it.bound == Bound::About && it.low.total_cmp(&it.value).is_ge()
}

/// True if `rough` is `exact` with fewer digits: 15 million for 15.2 million.
fn rounds(rough: &Quantity, exact: &Quantity) -> bool {
    let mut step = 1.0;
    while rough.value != 0.0 && rough.value % (step * 10.0) == 0.0 && step < 1e15 {
        step *= 10.0;
    }
    let off = (rough.value - exact.value).abs();
    step > 1.0 && off < step / 2.0 && off <= ROUNDED_OFF * exact.value.abs()
}

/// Two amounts that cannot both be true, if no margin or looser telling of one article explains both.
fn told_apart(
    lhs: &Telling<'_>,
    a: &Quantity,
    rhs: &Telling<'_>,
    b: &Quantity,
    likeness: f64,
) -> Option<Found> {
    if likeness <= 0.0 {
        return None;
    }
    let sure = |rate| if likeness < MIN_CONFLICT { rates::NUMBER_LOOSE } else { rate };
    let are_of_one_count = is_margin(lhs, a, b)
        || is_margin(rhs, b, a)
        || is_loosened(lhs, a, b)
        || is_loosened(rhs, b, a);
    if are_of_one_count {
        return Some(told_otherwise(a, b, sure(rates::NUMBER_PRECISION)));
    }
    let gives_both = is_told_too(lhs, a, b) || is_told_too(rhs, b, a);
    (!gives_both).then(|| Found {
        kind: Kind::Number,
        relation: moved(lhs, a, rhs, b),
        ..told_otherwise(a, b, sure(rates::NUMBER))
    })
}

/// Two amounts that can both be true.
fn told_otherwise(a: &Quantity, b: &Quantity, confidence: f64) -> Found {
    let side = |it: &Quantity| (it.range, Some(written(it)));
    let (kind, relation) = (Kind::Precision, Relation::Compatible);
    Found { kind, relation, confidence, lhs: side(a), rhs: side(b) }
}

/// "About $1 billion" and "$1 billion": a round number is not told as an exact one.
fn is_one_round_number(a: &Quantity, b: &Quantity) -> bool {
    let is_loose = |it: &Quantity| matches!(it.bound, Bound::About | Bound::Exact);
    let is_round = a.value % 10.0 == 0.0 || a.value < 10.0 || matches!(a.unit, Unit::Duration);
    near(a.value, b.value, 0.0) && is_loose(a) && is_loose(b) && is_round
}

/// A count that grows with the time of publication was updated; anything else conflicts.
fn moved(lhs: &Telling<'_>, a: &Quantity, rhs: &Telling<'_>, b: &Quantity) -> Relation {
    let grows = rhs.is_after(lhs) && b.value > a.value || lhs.is_after(rhs) && a.value > b.value;
    let runs = a.unit == Unit::Count && toll(lhs, a).is_some() && toll(rhs, b).is_some();
    if grows && runs { Relation::Updated } else { Relation::Conflict }
}

/// What an amount counts, where it may still grow (dead, votes, acres), as the nearest word says:
/// the sort of toll in the language's list.
fn toll(telling: &Telling<'_>, quantity: &Quantity) -> Option<u8> {
    let lexicon = telling.claims.document.lexicon;
    let sort = |it: &&Token| lexicon.toll_words.get(&it.lower).copied();
    let words: Vec<&Token> = telling.words().collect();
    let first = words.partition_point(|it| it.range.start < quantity.range.start);
    let behind = words.partition_point(|it| it.range.start < quantity.range.end);
    let is_other =
        |it: &&&Token| telling.claim.quantities.iter().any(|other| other.range.contains(it.range));
    let mut after = words[behind..].iter().take(TOLL_REACH).take_while(|it| !is_other(it));
    // "Killed in landslides in one part of the province" counts parts.
    let reach = if quantity.noun.is_some() { NOUN_REACH } else { TOLL_REACH };
    let mut before = words[..first].iter().rev().take(reach).take_while(|it| !is_other(it));
    after.find_map(sort).or_else(|| before.find_map(sort))
}

/// A quantity in figures: ">=107", "~100 USD", "12%".
pub(crate) fn written(quantity: &Quantity) -> String {
    let sign = match quantity.bound {
        Bound::Exact | Bound::Between => "",
        Bound::About => "~",
        Bound::AtLeast => ">=",
        Bound::MoreThan => ">",
        Bound::AtMost => "<=",
        Bound::LessThan => "<",
    };
    let number = if quantity.bound == Bound::Between || quantity.unit == Unit::Score {
        format!("{}-{}", quantity.low, quantity.high)
    } else {
        quantity.value.to_string()
    };
    let unit = match &quantity.unit {
        Unit::Count | Unit::Rank | Unit::Score => String::new(),
        Unit::Money(code) => format!(" {code}"),
        Unit::Percent => "%".to_owned(),
        Unit::Points => " points".to_owned(),
        Unit::Age => " years old".to_owned(),
        Unit::Duration => " s".to_owned(),
        Unit::Measure(symbol) => format!(" {symbol}"),
    };
    format!("{sign}{number}{unit}")
}
