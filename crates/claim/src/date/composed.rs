//! Dates made of two: "the last week of July", "from 2014 to 2018", "Friday the 13th", and days that
//! come every year.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use text::{BoundWord, DateWord, NumberWord, TimeUnit};

use super::Grain;
use super::calendar::{Stretch, add};
use super::reader::{Read, Reader, When};

/// Months in which a weekday and a day of the month are looked for, on each side.
const MONTHS_AROUND: i64 = 12;

impl Reader<'_> {
    /// "Christmas Day", "New Year's Eve 2030".
    pub(crate) fn feast(&self, idx: usize) -> Option<Read> {
        let (end, DateWord::Feast(month, day)) = self.date_word(idx)? else { return None };
        let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        // "Christmas trees", "Merry Christmas": a name of one word is a day only where a day is told.
        let is_told = end > idx + 1
            || self.row.prev(idx).is_some_and(|prev| {
                self.row.lexicon.date_prepositions.contains(self.row.lower(prev))
            });
        if !is_told {
            return None;
        }
        Some(self.days(end, month, day, day))
    }

    /// "the last week of July", "the first weekend of May 2030": `turn` is which of them, counted
    /// from the start, or from the end where it is negative; `unit_idx` is the unit's token.
    pub(crate) fn week_of(&self, unit_idx: usize, turn: i64) -> Option<Read> {
        let row = self.row;
        let unit = row.lexicon.time_units.at(row.tokens, unit_idx)?;
        if !matches!(unit.value, TimeUnit::Week | TimeUnit::Weekend | TimeUnit::Day) {
            return None;
        }
        let join = row.skip(unit.tokens.end)?;
        if !row.lexicon.date_joins.contains(row.lower(join)) {
            return None;
        }
        let read = self.written(row.next(join)?)?;
        let When::Known(month) = read.when else { return Some(read) };
        if month.grain < Grain::Month || turn == 0 {
            return None;
        }
        let n_days = if *unit.value == TimeUnit::Day { 1 } else { 7 };
        let (first, last) = (month.start.date(), month.end.date());
        let start = if turn > 0 {
            add(first, (n_days * (turn - 1)).days())?
        } else {
            add(last, (n_days * turn).days())?
        };
        let stretch = match unit.value {
            TimeUnit::Day => Stretch::day(start),
            TimeUnit::Weekend => Stretch::weekend(start),
            _ => Some(Stretch::days(start, add(start, 7.days())?, Grain::Week)),
        };
        Some(Read::new(read.end, stretch))
    }

    /// "first week of May": the number of the week.
    pub(crate) fn numbered_week(&self, idx: usize) -> Option<Read> {
        let row = self.row;
        let found = row.lexicon.number_words.at(row.tokens, idx)?;
        let NumberWord::Ordinal(turn) = *found.value else { return None };
        let unit_idx = row.skip(found.tokens.end)?;
        (turn <= 5.0).then(|| self.week_of(unit_idx, turn as i64))?
    }

    /// "the week of April 10": the week around a day.
    pub(crate) fn week_around(&self, idx: usize) -> Option<Read> {
        let row = self.row;
        let prev = row.prev(idx)?;
        let unit = row.lexicon.time_units.at(row.tokens, idx)?;
        let join = row.skip(unit.tokens.end)?;
        let is_open = *unit.value == TimeUnit::Week
            && row.lexicon.definite_articles.contains(row.lower(prev))
            && row.lexicon.date_joins.contains(row.lower(join));
        let read = if is_open { self.written(row.next(join)?)? } else { return None };
        match read.when {
            When::Known(day) if day.grain == Grain::Day => {
                Some(Read::new(read.end, Stretch::week(day.start.date())))
            }
            _ => None,
        }
    }

    /// The end of "from 2014 to 2018", "between 2014 and 2018": one past it, and the last year.
    pub(crate) fn last_year(&self, idx: usize, first: i16) -> Option<(usize, i16)> {
        let row = self.row;
        let join = row.next(idx)?;
        let year_idx = row.next(join)?;
        let year = row.plain_number(year_idx).filter(|_| row.lower(year_idx).len() == 4)?;
        let year = i16::try_from(year).ok()?;
        let is_range = year > first && year < first + 100 && self.opens_range(idx, join);
        is_range.then_some((year_idx + 1, year))
    }

    /// The end of "from June to August": one past it, and the last month.
    pub(crate) fn last_month(&self, idx: usize, end: usize) -> Option<(usize, i8)> {
        let row = self.row;
        let join = row.skip(end)?;
        let is_dash = join == end && row.is_dash(join) && row.is_tight(join);
        let (after, month) = self.month_name(row.next(join)?)?;
        let has_day = row.skip(after).is_some_and(|next| {
            row.plain_number(next).is_some_and(|day| day < 32) && row.lower(next).len() < 3
        });
        (!has_day && (is_dash || self.opens_range(idx, join))).then_some((after, month))
    }

    /// True if the word before `idx` and the one at `join` make a range: "from … to".
    fn opens_range(&self, idx: usize, join: usize) -> bool {
        let row = self.row;
        let joins = row.lexicon.range_joins.contains(row.lower(join))
            || matches!(row.lexicon.date_words.get(row.lower(join)), Some(DateWord::Until));
        joins
            && row.prev(idx).is_some_and(|prev| {
                let found = row.lexicon.bounds_before.ending_at(row.tokens, prev, row.start);
                found.is_some_and(|it| *it.value == BoundWord::Between)
            })
    }

    /// "Friday the 13th", "el martes 11": the nearest such day, and one past its words.
    pub(crate) fn weekday_of_month(&self, weekday: u8, end: usize) -> Option<Read> {
        let row = self.row;
        let mut next = row.skip(end)?;
        if row.is_mark(next, ",") {
            next = row.next(next)?;
        }
        let has_article = row.lexicon.definite_articles.contains(row.lower(next));
        if has_article {
            next = row.next(next)?;
        }
        let (mut after, day) = self.day_number(next)?;
        let is_plain = row.is_number(next) || has_article;
        if row.lexicon.ordinal_dot && row.is_mark(after, ".") {
            after += 1;
        }
        let is_closed = row.skip(after).is_none_or(|it| {
            matches!(row.lower(it), "," | "." | ";" | ")" | "!" | "?")
                || row.is_word(it) && row.is_stop(it) && self.date_word(it).is_none()
        });
        if !is_plain || !is_closed {
            return None;
        }
        let today = self.today?;
        let weekday = Weekday::from_monday_one_offset(i8::try_from(weekday).ok()?).ok()?;
        let day_of = |month: i64| -> Option<Date> {
            let month = add(today.first_of_month(), month.months())?;
            Date::new(month.year(), month.month(), day).ok().filter(|it| it.weekday() == weekday)
        };
        let far = |it: &Date| today.until(*it).map_or(i32::MAX, |it| it.get_days().abs());
        let date = (-MONTHS_AROUND..=MONTHS_AROUND).filter_map(day_of).min_by_key(far)?;
        Some(Read::new(after, Stretch::day(date)))
    }

    /// "22.04.", "27. 11.": day and month where dates are written with dots.
    pub(crate) fn dotted_day(&self, idx: usize) -> Option<Read> {
        let row = self.row;
        if !row.lexicon.ordinal_dot {
            return None;
        }
        let small = |text: &str, most: i8| {
            let is_short = (1..=2).contains(&text.len());
            text.parse::<i8>().ok().filter(|it| is_short && (1..=most).contains(it))
        };
        if let Some((day, month)) = row.lower(idx).split_once('.') {
            let (day, month) = (small(day, 31)?, small(month, 12)?);
            let is_date = row.is_mark(idx + 1, ".")
                || row.prev(idx).is_some_and(|prev| {
                    let word = row.lower(prev);
                    row.lexicon.date_prepositions.contains(word)
                        || row.lexicon.definite_articles.contains(word)
                });
            let goes_on = row.skip(idx + 2).is_some();
            let end = idx + 1 + usize::from(row.is_mark(idx + 1, ".") && goes_on);
            return is_date.then(|| self.days(end, month, day, day));
        }
        let day = small(row.lower(idx), 31)?;
        let month_idx = row.is_mark(idx + 1, ".").then(|| row.next(idx + 1))??;
        let month = small(row.lower(month_idx), 12)?;
        row.is_mark(month_idx + 1, ".").then(|| self.days(month_idx + 2, month, day, day))
    }
}
