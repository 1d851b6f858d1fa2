//! `date` and `precision` of times.

use claim::{DateMention, Grain};

use super::{Found, Telling};
use crate::{Kind, Relation, rates};

pub(super) fn find(lhs: &Telling<'_>, rhs: &Telling<'_>, found: &mut Vec<Found>) {
    // With several dates on a side it is not told which answers to which.
    let ([a], [b]) = (lhs.claim.dates.as_slice(), rhs.claim.dates.as_slice()) else {
        return;
    };
    if (a.start, a.end) == (b.start, b.end) {
        return;
    }
    let meet = a.start < b.end && b.start < a.end;
    if meet && a.grain == b.grain {
        return;
    }
    let (kind, relation, confidence) = if meet {
        (Kind::Precision, Relation::Compatible, rates::DATE_PRECISION)
    } else {
        (Kind::Date, Relation::Conflict, rates::DATE)
    };
    found.push(Found {
        kind,
        relation,
        confidence,
        lhs: (a.range, Some(written(a))),
        rhs: (b.range, Some(written(b))),
    });
}

/// A date as an ISO 8601 day or interval of days, end inclusive; with the time where it is told.
fn written(date: &DateMention) -> String {
    if date.grain == Grain::Time {
        return date.start.strftime("%Y-%m-%dT%H:%M").to_string();
    }
    let first = date.start.date();
    let last = date.end.date().yesterday().unwrap_or(first);
    if last <= first { first.to_string() } else { format!("{first}/{last}") }
}
