//! `number` and `precision` of amounts.
//!
//! Two amounts are held against each other if they measure the same (unit and counted noun, or
//! the words around them) and neither side has the other's amount as well.

use claim::{Bound, Quantity, Unit};

use super::{Found, Telling};
use crate::{Kind, Relation, rates};

/// Words to each side of an amount that tell what it measures.
const CONTEXT_WORDS: usize = 4;

pub(super) fn find(lhs: &Telling<'_>, rhs: &Telling<'_>, found: &mut Vec<Found>) {
    for a in alone(lhs, rhs) {
        let matches = alone(rhs, lhs).filter_map(|b| Some((b, likeness(lhs, a, rhs, b)?)));
        let best = matches.max_by(|x, y| x.1.total_cmp(&y.1).then(y.0.range.cmp(&x.0.range)));
        if let Some((b, rate)) = best {
            found.push(told_apart(lhs, a, rhs, b, rate));
        }
    }
}

/// The amounts of one side that the other does not state too.
fn alone<'a>(
    one: &Telling<'a>,
    other: &Telling<'a>,
) -> impl Iterator<Item = &'a Quantity> + use<'a> {
    let others = &other.claim.quantities;
    one.claim.quantities.iter().filter(|a| !others.iter().any(|b| same(a, b)))
}

fn same(a: &Quantity, b: &Quantity) -> bool {
    a.unit == b.unit && a.low.total_cmp(&b.low).is_eq() && a.high.total_cmp(&b.high).is_eq()
}

/// How surely two amounts measure the same thing: the rate of the rule that says so.
fn likeness(lhs: &Telling<'_>, a: &Quantity, rhs: &Telling<'_>, b: &Quantity) -> Option<f64> {
    if a.unit != b.unit || a.unit == Unit::Rank {
        return None;
    }
    let sure = if meet(a, b) { rates::NUMBER_PRECISION } else { rates::NUMBER };
    if let (Some(one), Some(other)) = (&a.noun_stem, &b.noun_stem) {
        return (one == other && a.unit == Unit::Count).then_some(sure).or_else(|| {
            (a.unit != Unit::Count && share_context(lhs, a, rhs, b)).then_some(rates::NUMBER_LOOSE)
        });
    }
    let bare = a.unit == Unit::Count;
    (share_context(lhs, a, rhs, b)).then_some(if bare { rates::NUMBER_LOOSE } else { sure })
}

fn share_context(lhs: &Telling<'_>, a: &Quantity, rhs: &Telling<'_>, b: &Quantity) -> bool {
    let others = context(rhs, b);
    context(lhs, a).iter().any(|it| others.contains(it))
}

/// Stems of the topic words nearest to an amount.
fn context<'a>(telling: &Telling<'a>, quantity: &Quantity) -> Vec<&'a str> {
    let words: Vec<_> = telling.topic_words().collect();
    let before = words.iter().rev().filter(|it| it.range.end <= quantity.range.start);
    let after = words.iter().filter(|it| it.range.start >= quantity.range.end);
    before.take(CONTEXT_WORDS).chain(after.take(CONTEXT_WORDS)).map(|it| it.stem.as_ref()).collect()
}

fn meet(a: &Quantity, b: &Quantity) -> bool {
    let roughly = |q: &Quantity| {
        let slack = if q.bound == Bound::About { 0.1 * q.value.abs() } else { 0.0 };
        (q.low - slack, q.high + slack)
    };
    let ((low_a, high_a), (low_b, high_b)) = (roughly(a), roughly(b));
    low_a <= high_b && low_b <= high_a || rounds(a, b) || rounds(b, a)
}

/// True if `rough` is `exact` with fewer digits: 15 million for 15.2 million.
fn rounds(rough: &Quantity, exact: &Quantity) -> bool {
    let mut step = 1.0;
    while rough.value != 0.0 && rough.value % (step * 10.0) == 0.0 && step < 1e15 {
        step *= 10.0;
    }
    step > 1.0 && (rough.value - exact.value).abs() <= step / 2.0
}

fn told_apart(
    lhs: &Telling<'_>,
    a: &Quantity,
    rhs: &Telling<'_>,
    b: &Quantity,
    rate: f64,
) -> Found {
    let (kind, relation) = if meet(a, b) {
        (Kind::Precision, Relation::Compatible)
    } else {
        (Kind::Number, moved(lhs, a, rhs, b))
    };
    let value = |it: &Quantity| Some(written(it));
    Found { kind, relation, confidence: rate, lhs: (a.range, value(a)), rhs: (b.range, value(b)) }
}

/// A count that grows with the time of publication was updated; anything else conflicts.
fn moved(lhs: &Telling<'_>, a: &Quantity, rhs: &Telling<'_>, b: &Quantity) -> Relation {
    let published = |it: &Telling<'_>| it.claims.document.article.published;
    let (Some(first), Some(second)) = (published(lhs), published(rhs)) else {
        return Relation::Conflict;
    };
    let grows = (second.is_after(first) && b.value > a.value)
        || (first.is_after(second) && a.value > b.value);
    if grows && a.unit == Unit::Count { Relation::Updated } else { Relation::Conflict }
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
