//! Dates told by their distance from the day of publication: "yesterday", "two years ago".

use jiff::ToSpan;
use text::{DatePart, DateWord, NumberWord, TimeUnit};

use super::Grain;
use super::calendar::{Stretch, add, weekday_before};
use super::reader::{Read, Reader};

/// Days of a week in which "this weekend" may still be the last one.
const DAYS_AFTER_WEEKEND: i8 = 2;

impl Reader<'_> {
    /// A date that begins at a token and is told from the day of publication.
    pub(crate) fn relative(&self, idx: usize) -> Option<Read> {
        if let Some((end, word)) = self.date_word(idx) {
            let read = match word {
                DateWord::Day(days) => self.day_word(idx, end, days),
                DateWord::Span(days, from, to) => {
                    let day = self
                        .today
                        .and_then(|today| Stretch::unit(today, TimeUnit::Day, days.into()));
                    Some(Read::new(end, day.and_then(|day| day.hours(from, to))))
                }
                DateWord::Turn(turn) => self.turn(idx, end, turn),
                DateWord::Within(part) => self.within(end, part),
                DateWord::Ago => self.ago_before(end),
                _ => None,
            };
            if read.is_some() {
                return read;
            }
        }
        self.ago(idx)
            .or_else(|| self.numbered_week(idx))
            .or_else(|| self.week_around(idx))
            .or_else(|| self.turn_behind(idx))
    }

    /// "yesterday". In "por la mañana" and "am Morgen" the word is the noun for a part of the day.
    fn day_word(&self, idx: usize, end: usize, days: i32) -> Option<Read> {
        let row = self.row;
        let prev = row.prev(idx);
        let has_article =
            prev.is_some_and(|prev| row.lexicon.definite_articles.contains(row.lower(prev)));
        let is_noun = row.lexicon.ordinal_dot && row.is_capital(idx) && prev.is_some();
        if has_article || is_noun {
            return None;
        }
        let stretch = self.today.and_then(|today| Stretch::unit(today, TimeUnit::Day, days.into()));
        Some(Read::new(end, stretch))
    }

    /// "last week", "next Tuesday", "this morning", "the past two weeks".
    fn turn(&self, idx: usize, end: usize, turn: i32) -> Option<Read> {
        let row = self.row;
        let next = row.skip(end)?;
        if let Some(unit) = row.lexicon.time_units.at(row.tokens, next) {
            // "this second" and "last minute" are no dates, nor is "this year's" to be parted.
            if *unit.value <= TimeUnit::Hour || *unit.value == TimeUnit::Day && turn >= 0 {
                return None;
            }
            if let Some(read) = self.week_of(next, turn.into()) {
                return Some(read);
            }
            let stretch = self.today.and_then(|today| {
                // On a Monday or Tuesday "this weekend" is the one before, unless it is to come.
                let is_over = *unit.value == TimeUnit::Weekend
                    && turn == 0
                    && today.weekday().to_monday_zero_offset() < DAYS_AFTER_WEEKEND
                    && !self.is_future(idx);
                Stretch::unit(today, *unit.value, i64::from(turn) - i64::from(is_over))
            });
            return Some(Read::new(unit.tokens.end, stretch));
        }
        if let Some((end, weekday)) = self.weekday_name(next) {
            return Some(Read::new(end, self.turned_weekday(weekday, turn)));
        }
        if let Some((end, month)) =
            row.lexicon.months.at(row.tokens, next).map(|it| (it.tokens.end, *it.value))
        {
            let is_name = row.is_capital(next) || row.lower(next).len() > 4;
            return is_name.then(|| Read::new(end, self.turned_month(month, turn)));
        }
        match self.date_word(next) {
            Some((end, DateWord::Season(first, last))) => {
                let stretch = self
                    .today
                    .and_then(|today| self.turned_season(today.year(), first, last, turn));
                Some(Read::new(end, stretch))
            }
            Some((end, DateWord::Hours(from, to))) => {
                let day =
                    self.today.and_then(|today| Stretch::unit(today, TimeUnit::Day, turn.into()));
                Some(Read::new(end, day.and_then(|day| day.hours(from, to))))
            }
            _ => self.turned_length(idx, next, turn),
        }
    }

    /// "the past two weeks", "the next 24 hours".
    fn turned_length(&self, _idx: usize, next: usize, turn: i32) -> Option<Read> {
        let (after, low, high) = self.count(next)?;
        let unit_idx = self.row.skip(after)?;
        let unit = self.row.lexicon.time_units.at(self.row.tokens, unit_idx)?;
        let (end, unit) = (unit.tokens.end, *unit.value);
        if turn == 0 {
            return None;
        }
        let stretch = self.today.and_then(|today| {
            let far = moved(today, unit, i64::from(turn.signum()) * low.max(high))?;
            let tomorrow = add(today, 1.day())?;
            let (start, end) = if turn < 0 { (far, tomorrow) } else { (today, add(far, 1.day())?) };
            Some(Stretch::days(start, end, grain_of(unit)))
        });
        Some(Read::new(end, stretch))
    }

    /// The Tuesday of last or next week; "last Tuesday" is the last one before the day.
    fn turned_weekday(&self, weekday: u8, turn: i32) -> Option<Stretch> {
        let today = self.today?;
        let date = match turn {
            ..0 => weekday_before(add(today, (-1).day())?, weekday)?,
            0 => {
                let monday = Stretch::week(today)?.start.date();
                add(monday, i64::from(weekday - 1).days())?
            }
            1.. => {
                let monday = Stretch::week(today)?.end.date();
                add(monday, i64::from(weekday - 1).days())?
            }
        };
        Stretch::day(date)
    }

    fn turned_month(&self, month: u8, turn: i32) -> Option<Stretch> {
        let today = self.today?;
        let month = i8::try_from(month).ok()?;
        let year = match turn.signum() {
            -1 if month >= today.month() => today.year() - 1,
            1 if month <= today.month() => today.year() + 1,
            _ => today.year(),
        };
        Stretch::month(year, month)
    }

    fn turned_season(&self, year: i16, first: u8, last: u8, turn: i32) -> Option<Stretch> {
        let today = self.today?;
        let seasons = [year - 1, year, year + 1].map(|year| Stretch::season(year, first, last));
        let mut seasons = seasons.into_iter().flatten();
        match turn {
            ..0 => seasons.rfind(|season| season.end.date() <= today),
            0 => seasons.find(|season| season.end.date() > today),
            1.. => seasons.find(|season| season.start.date() > today),
        }
    }

    /// "earlier this month", "later this year".
    fn within(&self, end: usize, part: DatePart) -> Option<Read> {
        let next = self.row.skip(end)?;
        let unit = self.row.lexicon.time_units.at(self.row.tokens, next)?;
        let stretch = self.today.and_then(|today| {
            let whole = Stretch::unit(today, *unit.value, 0)?;
            let tomorrow = add(today, 1.day())?;
            Some(match part {
                DatePart::Late => Stretch::days(today, whole.end.date(), whole.grain),
                _ => Stretch::days(whole.start.date(), tomorrow, whole.grain),
            })
        });
        Some(Read::new(unit.tokens.end, stretch))
    }

    /// "two years ago", "decades ago", "three weeks from now".
    fn ago(&self, idx: usize) -> Option<Read> {
        let row = self.row;
        let (unit_idx, low, high) = match self.count(idx) {
            Some((after, low, high)) => (row.skip(after)?, low, high),
            None => (idx, 2, 9),
        };
        let unit = row.lexicon.time_units.at(row.tokens, unit_idx)?;
        let next = row.skip(unit.tokens.end)?;
        let (end, way) = match self.date_word(next)? {
            (end, DateWord::Ago) => (end, -1),
            (end, DateWord::Ahead) => (end, 1),
            _ => return None,
        };
        Some(Read::new(end, self.distance(*unit.value, low, high, way)))
    }

    /// "hace dos años", "vor zwei Jahren".
    fn ago_before(&self, end: usize) -> Option<Read> {
        let row = self.row;
        let next = row.skip(end)?;
        let (unit_idx, low, high) = match self.count(next) {
            Some((after, low, high)) => (row.skip(after)?, low, high),
            None => (next, 2, 9),
        };
        let unit = row.lexicon.time_units.at(row.tokens, unit_idx)?;
        Some(Read::new(unit.tokens.end, self.distance(*unit.value, low, high, -1)))
    }

    /// The stretch that lies so many units before or after the day.
    fn distance(&self, unit: TimeUnit, low: i64, high: i64, way: i64) -> Option<Stretch> {
        let today = self.today?;
        if unit <= TimeUnit::Hour {
            return Stretch::day(today);
        }
        let unit = if unit == TimeUnit::Weekend { TimeUnit::Week } else { unit };
        if low == high {
            let date = moved(today, unit, way * low)?;
            return Stretch::unit(date, unit, 0);
        }
        let near = moved(today, unit, way * low)?;
        let far = moved(today, unit, way * high)?;
        let (start, end) = (near.min(far), near.max(far));
        Some(Stretch::days(start, add(end, 1.day())?, grain_of(unit)))
    }

    /// "semana pasada", "martes pasado": the turn stands behind.
    fn turn_behind(&self, idx: usize) -> Option<Read> {
        let row = self.row;
        let unit = row.lexicon.time_units.at(row.tokens, idx).map(|it| (it.tokens.end, *it.value));
        let weekday = if unit.is_none() { self.weekday_name(idx) } else { None };
        let end = unit.map(|unit| unit.0).or(weekday.map(|weekday| weekday.0))?;
        let next = row.skip(end)?;
        let (end, DateWord::Turn(turn)) = self.date_word(next)? else { return None };
        // "the week past" may be; "a week past the date" is not.
        let is_closed = row.skip(end).is_none_or(|after| {
            !row.lexicon.definite_articles.contains(row.lower(after))
                && row.lexicon.time_units.at(row.tokens, after).is_none()
                && !row.is_capital(after)
        });
        if !is_closed {
            return None;
        }
        let stretch = match (unit, weekday) {
            (Some((_, unit)), _) if unit > TimeUnit::Day => {
                self.today.and_then(|today| Stretch::unit(today, unit, turn.into()))
            }
            (_, Some((_, weekday))) => self.turned_weekday(weekday, turn),
            _ => return None,
        };
        Some(Read::new(end, stretch))
    }

    /// A small number in digits or words, as lowest and highest: "two", "a few", "10", "a".
    fn count(&self, idx: usize) -> Option<(usize, i64, i64)> {
        let row = self.row;
        if let Some(number) = row.plain_number(idx) {
            return Some((idx + 1, number.into(), number.into()));
        }
        if row.lexicon.indefinite_articles.contains(row.lower(idx)) {
            let next = row.next(idx)?;
            if row.lexicon.time_units.at(row.tokens, next).is_some() {
                return Some((idx + 1, 1, 1));
            }
        }
        let found = row.lexicon.number_words.at(row.tokens, idx)?;
        let (low, high) = match *found.value {
            NumberWord::Cardinal(value) => (value as i64, value as i64),
            NumberWord::Vague(low, high) => (low as i64, high as i64),
            _ => return None,
        };
        (high <= 9_999).then_some((found.tokens.end, low, high))
    }
}

fn moved(date: jiff::civil::Date, unit: TimeUnit, n_units: i64) -> Option<jiff::civil::Date> {
    // A bound far past any date of news keeps the arithmetic from overflowing.
    let n_units = n_units.clamp(-9_999, 9_999);
    match unit {
        TimeUnit::Second | TimeUnit::Minute => Some(date),
        TimeUnit::Hour => add(date, (n_units / 24).days()),
        TimeUnit::Day => add(date, n_units.days()),
        TimeUnit::Weekend | TimeUnit::Week => add(date, (7 * n_units).days()),
        TimeUnit::Fortnight => add(date, (14 * n_units).days()),
        TimeUnit::Month => add(date, n_units.months()),
        TimeUnit::Quarter => add(date, (3 * n_units).months()),
        TimeUnit::Year => add(date, n_units.years()),
        TimeUnit::Decade => add(date, (10 * n_units).clamp(-9_999, 9_999).years()),
        TimeUnit::Century => add(date, (100 * n_units).clamp(-9_999, 9_999).years()),
    }
}

fn grain_of(unit: TimeUnit) -> Grain {
    match unit {
        TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour | TimeUnit::Day => Grain::Day,
        TimeUnit::Weekend | TimeUnit::Week | TimeUnit::Fortnight => Grain::Week,
        TimeUnit::Month | TimeUnit::Quarter => Grain::Month,
        TimeUnit::Year => Grain::Year,
        TimeUnit::Decade | TimeUnit::Century => Grain::Decade,
    }
}
