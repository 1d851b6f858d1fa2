//! Amounts with their bound and unit.

mod pair;
mod reader;
mod unit;

use std::ops::Range;

use article::TextRange;

use crate::row::Row;

/// An amount with its bound and unit: "at least 107" is `low 107, high inf, AtLeast, Count`.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity {
    /// The words, with bound and unit: "more than $3.2 million".
    pub range: TextRange,
    /// Smallest value it allows, in `unit`.
    pub low: f64,
    /// Largest value it allows; infinite for "at least".
    pub high: f64,
    /// The number that is written, without its bound (107 for "at least 107").
    pub value: f64,
    /// How the written number bounds the meant one.
    pub bound: Bound,
    /// What the number measures.
    pub unit: Unit,
    /// The noun counted ("people", "troops"), if it stands beside the number.
    pub noun: Option<TextRange>,
    /// The stem of that noun, for comparing.
    pub noun_stem: Option<String>,
}

/// How a written number bounds the one that is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Bound {
    /// "107".
    Exact,
    /// "about 100", "some 100", "a dozen or so", "hundreds".
    About,
    /// "at least 107".
    AtLeast,
    /// "more than 100", "over 100".
    MoreThan,
    /// "at most 10", "up to 10".
    AtMost,
    /// "fewer than 10", "nearly 10".
    LessThan,
    /// "10 to 12".
    Between,
}

/// What a number measures.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Unit {
    /// A count of the noun beside it, or a bare number.
    Count,
    /// Money in a currency by ISO 4217 code: `Money("USD")`.
    Money(String),
    /// Per cent.
    Percent,
    /// Percentage points.
    Points,
    /// Years of age.
    Age,
    /// A place in an order: "third".
    Rank,
    /// A score or vote of two sides, "51-49": value is the first, high the second.
    Score,
    /// A length of time, in seconds.
    Duration,
    /// A physical measure by its SI or common symbol, value converted to it: `Measure("km")`.
    Measure(String),
}

/// Reads the quantities of a sentence. `taken` are the tokens of its dates, `names` those of its
/// names, both in order.
pub(crate) fn read(row: &Row<'_>, taken: &[Range<usize>], names: &[Range<usize>]) -> Vec<Quantity> {
    reader::Reader { row, taken, names }.all()
}
