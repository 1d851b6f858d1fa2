//! Stretches of the calendar.

use jiff::civil::{Date, DateTime, Weekday};
use jiff::{Span, ToSpan};
use text::{DatePart, TimeUnit};

use super::Grain;

/// A stretch of time, end exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stretch {
    pub(crate) start: DateTime,
    pub(crate) end: DateTime,
    pub(crate) grain: Grain,
}

impl Stretch {
    /// From one day to another, the latter not included.
    pub(crate) fn days(start: Date, end: Date, grain: Grain) -> Self {
        Self { start: midnight(start), end: midnight(end), grain }
    }

    pub(crate) fn day(date: Date) -> Option<Self> {
        Some(Self::days(date, add(date, 1.day())?, Grain::Day))
    }

    /// Monday to Sunday around a day.
    pub(crate) fn week(date: Date) -> Option<Self> {
        let monday = add(date, (-i64::from(date.weekday().to_monday_zero_offset())).days())?;
        Some(Self::days(monday, add(monday, 7.days())?, Grain::Week))
    }

    /// Saturday and Sunday of the week of a day.
    pub(crate) fn weekend(date: Date) -> Option<Self> {
        let week = Self::week(date)?;
        Some(Self::days(add(week.start.date(), 5.days())?, week.end.date(), Grain::Week))
    }

    pub(crate) fn month(year: i16, month: i8) -> Option<Self> {
        let start = Date::new(year, month, 1).ok()?;
        Some(Self::days(start, add(start, 1.month())?, Grain::Month))
    }

    /// From this month to the end of that one, the next of its name.
    pub(crate) fn to_month(self, month: i8) -> Option<Self> {
        let first = self.start.date();
        let year = if month < first.month() { first.year() + 1 } else { first.year() };
        let last = Self::month(year, month)?;
        Some(Self { end: last.end, ..self })
    }

    pub(crate) fn year(year: i16) -> Option<Self> {
        Self::years(year, 1, Grain::Year)
    }

    pub(crate) fn years(year: i16, n_years: i16, grain: Grain) -> Option<Self> {
        let start = Date::new(year, 1, 1).ok()?;
        Some(Self::days(start, add(start, i64::from(n_years).years())?, grain))
    }

    /// The season that begins in `year`.
    pub(crate) fn season(year: i16, first: u8, last: u8) -> Option<Self> {
        let start = Date::new(year, i8::try_from(first).ok()?, 1).ok()?;
        let n_months = (i64::from(last) + 12 - i64::from(first)) % 12 + 1;
        Some(Self::days(start, add(start, n_months.months())?, Grain::Month))
    }

    /// The unit of the calendar that a day lies in, moved by `turn` units.
    pub(crate) fn unit(today: Date, unit: TimeUnit, turn: i64) -> Option<Self> {
        match unit {
            TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour => None,
            TimeUnit::Day => Self::day(add(today, turn.days())?),
            TimeUnit::Weekend => Self::weekend(add(today, (7 * turn).days())?),
            TimeUnit::Week => Self::week(add(today, (7 * turn).days())?),
            TimeUnit::Fortnight => {
                let week = Self::week(add(today, (14 * turn).days())?)?;
                Some(Self { end: midnight(add(week.start.date(), 14.days())?), ..week })
            }
            TimeUnit::Month => {
                let date = add(today, turn.months())?;
                Self::month(date.year(), date.month())
            }
            TimeUnit::Quarter => {
                let date = add(today, (3 * turn).months())?;
                let first = (date.month() - 1) / 3 * 3 + 1;
                let start = Date::new(date.year(), first, 1).ok()?;
                Some(Self::days(start, add(start, 3.months())?, Grain::Month))
            }
            TimeUnit::Year => Self::year(add(today, turn.years())?.year()),
            TimeUnit::Decade => {
                let year = add(today, (10 * turn).years())?.year();
                Self::years(year.div_euclid(10) * 10, 10, Grain::Decade)
            }
            TimeUnit::Century => None,
        }
    }

    /// The early, middle or late third; of a day the early or late hours.
    pub(crate) fn part(self, part: DatePart) -> Option<Self> {
        if self.grain <= Grain::Day {
            let (from, to) = match part {
                DatePart::Early => (0, 10),
                DatePart::Mid => (10, 16),
                DatePart::Late => (17, 24),
            };
            return self.hours(from, to);
        }
        let start = self.start.date();
        let n_days = i64::from(start.until(self.end.date()).ok()?.get_days());
        let (from, to) = match part {
            DatePart::Early => (0, n_days / 3),
            DatePart::Mid => (n_days / 3, n_days - n_days / 3),
            DatePart::Late => (n_days - n_days / 3, n_days),
        };
        let grain = match self.grain {
            Grain::Decade => Grain::Year,
            Grain::Year => Grain::Month,
            _ => Grain::Week,
        };
        Some(Self::days(add(start, from.days())?, add(start, to.days())?, grain))
    }

    /// Hours of the first day; past 24 they run into the next one.
    pub(crate) fn hours(self, from: u8, to: u8) -> Option<Self> {
        let day = midnight(self.start.date());
        let start = day.checked_add(i64::from(from).hours()).ok()?;
        let end = day.checked_add(i64::from(to).hours()).ok()?;
        Some(Self { start, end, grain: Grain::PartOfDay })
    }

    /// A time of the first day.
    pub(crate) fn clock(self, clock: Clock) -> Option<Self> {
        let day = midnight(self.start.date());
        let minutes = 60 * i64::from(clock.hour) + i64::from(clock.minute.unwrap_or(0));
        let start = day.checked_add(minutes.minutes()).ok()?;
        let length = match clock.until {
            Some(until) => (until - minutes).minutes(),
            None if clock.minute.is_some() => 1.minute(),
            None => 1.hour(),
        };
        Some(Self { start, end: start.checked_add(length).ok()?, grain: Grain::Time })
    }
}

/// A time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Clock {
    pub(crate) hour: u8,
    /// `None` where only the hour is told.
    pub(crate) minute: Option<u8>,
    /// Minutes from the start of the day to the end of "from 2 to 4 p.m.".
    pub(crate) until: Option<i64>,
}

pub(crate) fn add(date: Date, span: Span) -> Option<Date> {
    date.checked_add(span).ok()
}

/// The last day of that name on or before `date`.
pub(crate) fn weekday_before(date: Date, weekday: u8) -> Option<Date> {
    let weekday = Weekday::from_monday_one_offset(i8::try_from(weekday).ok()?).ok()?;
    let back = (7 + date.weekday().to_monday_zero_offset() - weekday.to_monday_zero_offset()) % 7;
    add(date, (-i64::from(back)).days())
}

fn midnight(date: Date) -> DateTime {
    date.at(0, 0, 0, 0)
}
