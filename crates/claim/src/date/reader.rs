//! Reads one date at a token: what stands before and after its core.

use jiff::civil::Date;
use text::{DateWord, TokenKind};

use super::Grain;
use super::calendar::{Clock, Stretch};
use crate::row::Row;

/// Reads the dates of one sentence.
pub(crate) struct Reader<'a> {
    pub(crate) row: &'a Row<'a>,
    /// The day of publication; without it only absolute dates are resolved.
    pub(crate) today: Option<Date>,
}

/// What was read from a token on.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Read {
    /// One past the last token.
    pub(crate) end: usize,
    pub(crate) when: When,
}

#[derive(Debug, Clone, Copy)]
pub(crate) enum When {
    Known(Stretch),
    /// A time without a day.
    Clock(Clock),
    /// Surely a date, but not to be resolved.
    Unknown,
}

impl Read {
    pub(crate) fn new(end: usize, stretch: Option<Stretch>) -> Self {
        Self { end, when: stretch.map_or(When::Unknown, When::Known) }
    }

    /// The same words with the stretch changed.
    fn map(self, end: usize, change: impl FnOnce(Stretch) -> Option<Stretch>) -> Self {
        match self.when {
            When::Known(stretch) => Self::new(end, change(stretch)),
            other => Self { end, when: other },
        }
    }

    fn is_day(self) -> bool {
        match self.when {
            When::Known(stretch) => stretch.grain == Grain::Day,
            When::Clock(_) => false,
            When::Unknown => true,
        }
    }
}

impl Reader<'_> {
    /// The date that begins at a token.
    pub(crate) fn read(&self, idx: usize) -> Option<Read> {
        if self.row.kind(idx)? == TokenKind::Mark && !matches!(self.row.lower(idx), "'" | "’") {
            return None;
        }
        if let Some((end, clock)) = self.clock(idx) {
            return Some(self.after_clock(end, clock));
        }
        if let Some(read) = self.part(idx) {
            return Some(read);
        }
        let read = self.core(idx)?;
        Some(self.with_hours(read))
    }

    /// A date without the words for parts of it before and after.
    pub(crate) fn core(&self, idx: usize) -> Option<Read> {
        self.written(idx).or_else(|| self.relative(idx))
    }

    /// The date word or phrase at a token.
    pub(crate) fn date_word(&self, idx: usize) -> Option<(usize, DateWord)> {
        let found = self.row.lexicon.date_words.at(self.row.tokens, idx)?;
        Some((found.tokens.end, *found.value))
    }

    /// "9:30 a.m. ET on Tuesday": a time, and the day behind it.
    fn after_clock(&self, end: usize, clock: Clock) -> Read {
        let alone = Read { end, when: When::Clock(clock) };
        let Some(mut next) = self.row.skip(end) else { return alone };
        if self.row.is_mark(next, ",") {
            next = self.row.next(next).unwrap_or(next);
        }
        for _ in 0..2 {
            if self.row.lexicon.date_prepositions.contains(self.row.lower(next)) {
                next = self.row.next(next).unwrap_or(next);
            }
        }
        match self.core(next) {
            Some(day) if day.is_day() => day.map(day.end, |day| day.clock(clock)),
            _ => alone,
        }
    }

    /// "early Tuesday", "late in December", "the end of the month", "the morning of March 3".
    fn part(&self, idx: usize) -> Option<Read> {
        let (end, word) = self.date_word(idx)?;
        let mut next = self.row.skip(end)?;
        match word {
            DateWord::Part(part) => {
                for _ in 0..2 {
                    let is_link = self.row.lexicon.date_joins.contains(self.row.lower(next))
                        || self.row.lexicon.date_prepositions.contains(self.row.lower(next));
                    if is_link {
                        next = self.row.next(next)?;
                    }
                }
                if let Some(unit) = self.row.lexicon.time_units.at(self.row.tokens, next) {
                    let is_link = next != self.row.skip(end)?;
                    let stretch = self.today.and_then(|today| Stretch::unit(today, *unit.value, 0));
                    return is_link
                        .then(|| Read::new(unit.tokens.end, stretch?.part(part)).into())?;
                }
                let whole = self.core(next)?;
                // "early Tuesday morning" is told by the hours.
                let finer = self.with_hours(whole);
                if finer.end > whole.end {
                    return Some(finer);
                }
                Some(whole.map(whole.end, |whole| whole.part(part)))
            }
            DateWord::Hours(from, to) => {
                let links = &self.row.lexicon.date_joins;
                while links.contains(self.row.lower(next))
                    || self.row.lexicon.date_prepositions.contains(self.row.lower(next))
                {
                    next = self.row.next(next)?;
                }
                let day = self.written(next).filter(|day| day.is_day())?;
                Some(day.map(day.end, |day| day.hours(from, to)))
            }
            _ => None,
        }
    }

    /// "Tuesday morning", "Tuesday at 9:30 a.m.": a day, and the hours behind it.
    fn with_hours(&self, day: Read) -> Read {
        if !day.is_day() {
            return day;
        }
        let Some(mut next) = self.row.skip(day.end) else { return day };
        if let Some((end, DateWord::Hours(from, to))) = self.date_word(next) {
            return day.map(end, |day| day.hours(from, to));
        }
        for _ in 0..2 {
            let word = self.row.lower(next);
            if word == "," || self.row.lexicon.date_prepositions.contains(word) {
                let Some(after) = self.row.next(next) else { return day };
                next = after;
            }
        }
        match self.clock(next) {
            Some((end, clock)) => day.map(end, |day| day.clock(clock)),
            None => day,
        }
    }
}
