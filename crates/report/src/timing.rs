//! Times of publication: how they are written, what lies between them, who was first.

use crate::view::View;
use article::Moment;
use jiff::civil::{Date, date};

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// How much later one time is than another, as far as both are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gap {
    /// Less than a minute.
    None,
    /// On one day, the hour of one of them not known.
    SameDay,
    /// Under two hours.
    Minutes(usize),
    /// Under two days.
    Hours(usize),
    /// Whole days.
    Days(usize),
}

/// `2031-03-04 09:30 UTC`, or the day alone.
pub(crate) fn when(at: Moment) -> String {
    match at.instant {
        Some(instant) => format!("{}", instant.strftime("%Y-%m-%d %H:%M UTC")),
        None => at.date.to_string(),
    }
}

/// From the first to the last second, since 1970, that the time may stand for: a day without an
/// hour stands for all of it.
pub(crate) fn seconds(at: Moment) -> (i64, i64) {
    match at.instant {
        Some(instant) => (instant.as_second(), instant.as_second()),
        None => {
            let start = days(at.date) * DAY;
            (start, start + DAY)
        }
    }
}

/// What lies between two times; none if the second is not later.
pub(crate) fn gap(first: Moment, second: Moment) -> Gap {
    let whole = |it: i64| usize::try_from(it).unwrap_or(0);
    match (first.instant, second.instant) {
        (Some(lhs), Some(rhs)) => {
            let between = rhs.as_second() - lhs.as_second();
            match between {
                ..MINUTE => Gap::None,
                it if it < 2 * HOUR => Gap::Minutes(whole(it / MINUTE)),
                it if it < 2 * DAY => Gap::Hours(whole(it / HOUR)),
                it => Gap::Days(whole(it / DAY)),
            }
        }
        _ => match days(second.date) - days(first.date) {
            ..=0 => Gap::SameDay,
            it => Gap::Days(whole(it)),
        },
    }
}

/// True if an article is known to have had it before every other of these.
pub(crate) fn is_first(view: &View, idx: usize, among: &[usize]) -> bool {
    let at = |idx: usize| view.articles[idx].published_at;
    let is_after =
        |other: &usize| at(*other).zip(at(idx)).is_some_and(|(b, a)| b.is_clearly_after(a));
    among.iter().filter(|it| **it != idx).all(is_after)
}

fn days(it: Date) -> i64 {
    it.duration_since(date(1970, 1, 1)).as_hours() / 24
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str) -> Moment {
        let instant: jiff::Timestamp = text.parse().expect("a time");
        Moment {
            date: instant.strftime("%Y-%m-%d").to_string().parse().expect("a day"),
            instant: Some(instant),
        }
    }

    #[test]
    fn a_gap_is_told_no_finer_than_both_times_are_known() {
        let (morning, noon) = (moment("2031-03-04T09:30:00Z"), moment("2031-03-04T12:10:00Z"));
        assert_eq!(gap(morning, noon), Gap::Hours(2));
        assert_eq!(gap(morning, moment("2031-03-04T09:50:00Z")), Gap::Minutes(20));
        assert_eq!(gap(morning, moment("2031-03-09T09:30:00Z")), Gap::Days(5));
        assert_eq!(gap(morning, Moment::day(date(2031, 3, 4))), Gap::SameDay);
        assert_eq!(gap(Moment::day(date(2031, 3, 4)), Moment::day(date(2031, 3, 6))), Gap::Days(2));
    }

    #[test]
    fn a_day_without_an_hour_stands_for_all_of_it() {
        assert_eq!(seconds(Moment::day(date(1970, 1, 2))), (86_400, 172_800));
        assert_eq!(when(moment("2031-03-04T09:30:59Z")), "2031-03-04 09:30 UTC");
        assert_eq!(when(Moment::day(date(2031, 3, 4))), "2031-03-04");
    }
}
