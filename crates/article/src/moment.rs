//! When something was published.

use jiff::{Timestamp, civil};

/// A publication time: always a calendar day, as printed by the outlet, and the exact instant
/// where one is given with its zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// The day in the outlet's own zone.
    pub date: civil::Date,
    /// The instant, where a time of day with a zone or offset is known.
    pub instant: Option<Timestamp>,
}

/// Days between two publications of which only the days are known, for one to be the first.
const LEAST_DAYS: i32 = 2;

impl Moment {
    /// A day without a time.
    #[must_use]
    pub fn day(date: civil::Date) -> Self {
        Self { date, instant: None }
    }

    /// True if `self` is known to be later than `other`: by instant where both have one, else by
    /// day. Two times on one day without instants are not known to differ.
    #[must_use]
    pub fn is_after(self, other: Moment) -> bool {
        match (self.instant, other.instant) {
            (Some(lhs), Some(rhs)) => lhs > rhs,
            _ => self.date > other.date,
        }
    }

    /// True if who told a thing at `other` had it before who told it at `self`: later, and where only the days are
    /// known by two days at least, for a paper's next morning is no later than a site's last evening.
    #[must_use]
    pub fn is_clearly_after(self, other: Moment) -> bool {
        let has_instants = self.instant.is_some() && other.instant.is_some();
        let days = other.date.until(self.date).map_or(0, |it| it.get_days());
        self.is_after(other) && (has_instants || days >= LEAST_DAYS)
    }
}

impl std::fmt::Display for Moment {
    /// ISO 8601: the instant in UTC if there is one (`2031-03-04T09:30:00Z`), else the day
    /// (`2031-03-04`).
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.instant {
            Some(instant) => instant.fmt(f),
            None => self.date.fmt(f),
        }
    }
}
