//! Times of day.

use text::DateWord;

use super::calendar::Clock;
use super::reader::Reader;

impl Reader<'_> {
    /// "9:30 a.m. ET", "14:30", "9 p.m.", "noon".
    pub(crate) fn clock(&self, idx: usize) -> Option<(usize, Clock)> {
        let row = self.row;
        if row.is_word(idx) {
            let (end, DateWord::Hour(hour)) = self.date_word(idx)? else { return None };
            return Some((self.zone(end), Clock { hour, minute: None, until: None }));
        }
        if let Some((end, clock)) = self.hours_between(idx) {
            return Some((self.zone(end), clock));
        }
        let (mut end, hour, minute, is_sure) = self.clock_digits(idx)?;
        let mut hour = hour;
        let mut is_clock = is_sure;
        if let Some((after, word)) = row.skip(end).and_then(|next| self.date_word(next)) {
            match word {
                DateWord::Clock(add) if (1..=12).contains(&hour) => {
                    hour = hour % 12 + add;
                    end = after;
                    is_clock = true;
                }
                DateWord::Oclock => {
                    end = after;
                    is_clock = true;
                }
                _ => {}
            }
        }
        is_clock.then(|| (self.zone(end), Clock { hour, minute, until: None }))
    }

    /// "2 to 4 p.m.", "9:30-11:30 a.m.": the half of the day is told once, at the end.
    fn hours_between(&self, idx: usize) -> Option<(usize, Clock)> {
        let row = self.row;
        let (end, first, minute, _) = self.clock_digits(idx)?;
        let join = row.skip(end)?;
        if !row.is_dash(join) && !row.lexicon.range_joins.contains(row.lower(join)) {
            return None;
        }
        let (end, last, last_minute, _) = self.clock_digits(row.next(join)?)?;
        let (end, word) = self.date_word(row.skip(end)?)?;
        let DateWord::Clock(add) = word else { return None };
        if !(1..=12).contains(&first) || !(1..=12).contains(&last) {
            return None;
        }
        let last = last % 12 + add;
        let first = first % 12 + add;
        // "11 to 2 p.m." begins before noon.
        let hour = if first > last && first >= 12 { first - 12 } else { first };
        let until = 60 * i64::from(last) + i64::from(last_minute.unwrap_or(0));
        let start = 60 * i64::from(hour) + i64::from(minute.unwrap_or(0));
        (until > start).then_some((end, Clock { hour, minute, until: Some(until) }))
    }

    /// Hour and minute in digits, and whether they can be nothing else.
    fn clock_digits(&self, idx: usize) -> Option<(usize, u8, Option<u8>, bool)> {
        let row = self.row;
        // "9.30" is one number token.
        if let Some((hour, minute)) = row.is_number(idx).then(|| row.lower(idx).split_once('.'))? {
            let (hour, minute) = two_parts(hour, minute)?;
            return Some((idx + 1, hour, Some(minute), false));
        }
        let hour = u8::try_from(row.plain_number(idx)?).ok().filter(|&hour| hour < 25)?;
        if !(row.is_tight(idx) && row.is_mark(idx + 1, ":")) {
            return Some((idx + 1, hour, None, false));
        }
        // "2: 53 p.m.", as some archives part it, is a time only with its half of the day.
        let at = row.next(idx + 1)?;
        let is_sure = at == idx + 2;
        let (_, minute) = two_parts("0", row.lower(at))?;
        let mut end = at + 1;
        if is_sure && row.is_tight(at) && row.is_mark(end, ":") && row.is_number(end + 1) {
            end += 2;
        }
        Some((end, hour, Some(minute), is_sure))
    }

    /// One past the words of time zones and the like behind a time.
    fn zone(&self, mut end: usize) -> usize {
        for _ in 0..3 {
            let Some(next) = self.row.skip(end) else { break };
            match self.date_word(next) {
                Some((after, DateWord::Oclock)) => end = after,
                _ => break,
            }
        }
        end
    }
}

fn two_parts(hour: &str, minute: &str) -> Option<(u8, u8)> {
    let hour = hour.parse().ok().filter(|&hour: &u8| hour < 25)?;
    let minute =
        (minute.len() == 2).then(|| minute.parse().ok())?.filter(|&minute: &u8| minute < 60)?;
    Some((hour, minute))
}
