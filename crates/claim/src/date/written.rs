//! Dates told by the names and numbers of the calendar: "March 3", "Tuesday", "2030".

use jiff::ToSpan;
use jiff::civil::Date;
use text::{ClauseWord, DateOrder, DateWord, NumberWord, TokenKind};

use super::Grain;
use super::calendar::{Stretch, add, weekday_before};
use super::reader::{Read, Reader};

/// A day without a year that lies up to this many days ahead is meant, not the one a year before.
const AHEAD_DAYS: i32 = 45;

impl Reader<'_> {
    /// A date that begins at a token and is told by the calendar.
    pub(crate) fn written(&self, idx: usize) -> Option<Read> {
        match self.row.kind(idx)? {
            TokenKind::Number => self
                .digits(idx)
                .or_else(|| self.day_month(idx))
                .or_else(|| self.dotted_day(idx))
                .or_else(|| self.decade(idx))
                .or_else(|| self.year(idx)),
            TokenKind::Word => self
                .weekday(idx)
                .or_else(|| self.month(idx))
                .or_else(|| self.day_month(idx))
                .or_else(|| self.season(idx))
                .or_else(|| self.feast(idx))
                .or_else(|| self.hyphened(idx)),
            TokenKind::Mark => self.decade(idx),
            TokenKind::Space => None,
        }
    }

    /// "2031-03-04", "3/4/2031", "03.04.2031".
    fn digits(&self, idx: usize) -> Option<Read> {
        let row = self.row;
        let dotted: Vec<&str> = row.lower(idx).split('.').collect();
        let (end, parts) = if let [first, second, third] = dotted[..] {
            (idx + 1, [first, second, third])
        } else {
            let is_split = row.is_tight(idx)
                && (row.is_dash(idx + 1) || row.is_mark(idx + 1, "/"))
                && row.lower(idx + 1) == row.lower(idx + 3)
                && row.is_number(idx + 2)
                && row.is_number(idx + 4);
            if !is_split {
                return None;
            }
            (idx + 5, [row.lower(idx), row.lower(idx + 2), row.lower(idx + 4)])
        };
        let [first, second, third] = parts.map(|part| part.parse::<i16>().ok());
        let (first, second, third) = (first?, second?, third?);
        let (year, month, day) = if parts[0].len() == 4 {
            (first, second, third)
        } else {
            let year = if parts[2].len() == 4 { third } else { 2000 + third };
            let is_month_first = self.row.lexicon.date_order == DateOrder::MonthFirst;
            if is_month_first && first <= 12 || second > 12 {
                (year, first, second)
            } else {
                (year, second, first)
            }
        };
        let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
        Some(Read::new(end, Stretch::day(date)))
    }

    /// The month named at a token, if it is written as one: "May" and "march" may be verbs.
    pub(crate) fn month_name(&self, idx: usize) -> Option<(usize, i8)> {
        let row = self.row;
        let found = row.lexicon.months.at(row.tokens, idx)?;
        let mut end = found.tokens.end;
        if end - idx == 1 && row.lower(idx).len() <= 4 && row.is_tight(idx) && row.is_mark(end, ".")
        {
            let goes_on = row.skip(end + 1).is_some_and(|next| row.is_number(next));
            end += usize::from(goes_on);
        }
        let is_beside_number = row.skip(end).is_some_and(|next| row.is_number(next))
            || row.prev(idx).is_some_and(|prev| row.is_number(prev));
        // "Jan" and "Dec" without dot or number are first names and the like.
        let is_short = row.lower(idx).chars().count() == 3 && !row.is_stop(idx) && end == idx + 1;
        if is_short && !is_beside_number && !row.is_mark(end, ".") {
            return None;
        }
        let is_first = row.prev(idx).is_none();
        let is_clear = row.is_capital(idx) && !(is_first && row.is_stop(idx))
            || !row.is_stop(idx) && self.is_after_date_word(idx);
        let is_given_name = row.lexicon.given_names.contains(row.lower(idx))
            && row.next(idx).is_some_and(|next| row.is_capital(next) && next > idx + 1);
        (is_beside_number || is_clear && !is_given_name && !self.is_of_name(idx, end))
            .then(|| Some((end, i8::try_from(*found.value).ok()?)))?
    }

    /// "The March for Life", "the Peoples March": a month's name in that of something else.
    fn is_of_name(&self, idx: usize, end: usize) -> bool {
        let row = self.row;
        let lexicon = row.lexicon;
        // Where all nouns are capitals a capital is no sign.
        if lexicon.ordinal_dot {
            return false;
        }
        let is_date = |it: usize| {
            lexicon.weekdays.contains(row.lower(it))
                || lexicon.months.contains(row.lower(it))
                || lexicon.time_units.contains(row.lower(it))
                || self.date_word(it).is_some()
        };
        let is_name = |it: usize| row.is_capital(it) && !row.is_stop(it) && !is_date(it);
        let Some(prev) = row.prev(idx) else { return false };
        let leads = row.skip(end).is_some_and(|it| {
            lexicon.prepositions.contains(row.lower(it)) && row.next(it).is_some_and(is_name)
        });
        leads && lexicon.definite_articles.contains(row.lower(prev))
            || row.prev(prev).is_some() && is_name(prev)
    }

    fn is_after_date_word(&self, idx: usize) -> bool {
        let row = self.row;
        let Some(prev) = row.prev(idx) else { return false };
        row.lexicon.date_prepositions.contains(row.lower(prev))
            || row.lexicon.date_words.ending_at(row.tokens, prev, row.start).is_some()
    }

    /// "March 3, 2031", "Jan. 3-5", "March 2030", "March".
    fn month(&self, idx: usize) -> Option<Read> {
        let row = self.row;
        let (mut end, month) = self.month_name(idx)?;
        let day = row.skip(end).and_then(|next| self.day_number(next));
        if let Some((after, day)) = day {
            end = after;
            let mut last = day;
            if let Some((after, to)) = self.range_end(end, day) {
                (end, last) = (after, to);
            }
            return Some(self.days(end, month, day, last));
        }
        let last = self.last_month(idx, end);
        if let Some((after, _)) = last {
            end = after;
        }
        let (end, stretch) = match self.year_behind(end) {
            Some((end, year)) => (end, Stretch::month(year, month)),
            None => (end, self.nearest_month(idx, month)),
        };
        let whole = match last {
            Some((_, last)) => stretch.and_then(|it| it.to_month(last)),
            None => stretch,
        };
        Some(Read::new(end, whole))
    }

    /// "3 March 2031", "the 3rd of March", "3. März".
    fn day_month(&self, idx: usize) -> Option<Read> {
        let row = self.row;
        let (mut end, day) = self.day_number(idx).or_else(|| self.day_in_words(idx))?;
        let mut last = day;
        if let Some((after, to)) = self.range_end(end, day) {
            (end, last) = (after, to);
        }
        let mut next = row.skip(end)?;
        if row.lexicon.ordinal_dot && row.is_mark(next, ".") {
            next = row.next(next)?;
        }
        if row.lexicon.date_joins.contains(row.lower(next)) {
            next = row.next(next)?;
        }
        let found = row.lexicon.months.at(row.tokens, next)?;
        let is_name = row.lower(next).len() > 2 && (row.is_capital(next) || !row.is_stop(next));
        let month = i8::try_from(*found.value).ok()?;
        is_name.then(|| self.days(found.tokens.end, month, day, last))
    }

    /// A day of the month: "3", "3rd", "third".
    pub(crate) fn day_number(&self, idx: usize) -> Option<(usize, i8)> {
        let row = self.row;
        if row.is_word(idx) {
            let found = row.lexicon.number_words.at(row.tokens, idx)?;
            let NumberWord::Ordinal(value) = found.value else { return None };
            return (*value <= 31.0).then_some((found.tokens.end, *value as i8));
        }
        let day = i8::try_from(row.plain_number(idx)?).ok().filter(|day| (1..=31).contains(day))?;
        if row.lower(idx).len() > 2 {
            return None;
        }
        let mut end = idx + 1;
        if row.is_tight(idx) {
            if row.lexicon.ordinal_endings.contains(row.lower(end)) {
                end += 1;
            } else if row.is_word(end) || row.is_mark(end, ":") || row.is_mark(end, "%") {
                return None;
            }
        }
        Some((end, day))
    }

    /// "cuatro de julio": where the day stands first it is told by a plain number too.
    fn day_in_words(&self, idx: usize) -> Option<(usize, i8)> {
        let row = self.row;
        let found = row.lexicon.number_words.at(row.tokens, idx)?;
        let NumberWord::Cardinal(value) = *found.value else { return None };
        let is_joined = row
            .skip(found.tokens.end)
            .is_some_and(|next| row.lexicon.date_joins.contains(row.lower(next)));
        let is_day = row.lexicon.date_order == DateOrder::DayFirst && (1.0..=31.0).contains(&value);
        (is_joined && is_day).then_some((found.tokens.end, value as i8))
    }

    /// The last day of "3-5", "3 to 5" or "3, 8 and 11".
    fn range_end(&self, end: usize, first: i8) -> Option<(usize, i8)> {
        let row = self.row;
        let join = row.skip(end)?;
        let is_join = row.is_dash(join) || row.lexicon.range_joins.contains(row.lower(join));
        let range = is_join.then(|| self.day_number(row.next(join)?)).flatten();
        range.or_else(|| self.list_end(end, first)).filter(|(_, last)| *last > first)
    }

    /// The last day of "4, 8, 11 and 15". In "on August 4, 8 people" there is none.
    fn list_end(&self, end: usize, first: i8) -> Option<(usize, i8)> {
        let row = self.row;
        let (mut end, mut last, mut n_more) = (end, first, 0);
        let closes = |it: usize| row.lexicon.number_joins.contains(row.lower(it));
        while let Some(mark) = row.skip(end).filter(|it| row.is_mark(*it, ",") || closes(*it))
            && let Some(next) = row.next(mark)
            && row.is_number(next)
            && let Some((after, day)) = self.day_number(next)
            && day > last
            && row.skip(after).is_none_or(|it| !row.is_word(it) || closes(it) || row.is_capital(it))
        {
            (end, last, n_more) = (after, day, n_more + 1);
        }
        (n_more > 1).then_some((end, last))
    }

    /// Days of a month, with the year behind them if there is one.
    pub(crate) fn days(&self, end: usize, month: i8, first: i8, last: i8) -> Read {
        let (end, year) = match self.year_behind(end) {
            Some((end, year)) => (end, Some(year)),
            None => (end, None),
        };
        let date = match year {
            Some(year) => Date::new(year, month, first).ok(),
            None => self.nearest_day(end, month, first),
        };
        let stretch = date.and_then(|date| {
            let n_days = i64::from(last - first) + 1;
            let grain = if n_days > 1 { Grain::Week } else { Grain::Day };
            Some(Stretch::days(date, add(date, n_days.days())?, grain))
        });
        Read::new(end, stretch)
    }

    /// The year that follows a month or a day: "2031", ", 2031", "de 2031".
    fn year_behind(&self, end: usize) -> Option<(usize, i16)> {
        let row = self.row;
        let mut next = row.skip(end)?;
        for _ in 0..2 {
            if row.is_mark(next, ",") || row.lexicon.date_joins.contains(row.lower(next)) {
                next = row.next(next)?;
            }
        }
        let year = row.plain_number(next).filter(|year| (1000..2200).contains(year))?;
        let is_whole = !row.is_tight(next) || row.kind(next + 1) == Some(TokenKind::Mark);
        is_whole.then(|| Some((next + 1, i16::try_from(year).ok()?)))?
    }

    /// The day meant when no year is told.
    fn nearest_day(&self, idx: usize, month: i8, day: i8) -> Option<Date> {
        let today = self.today?;
        let ahead = [today.year(), today.year() + 1]
            .into_iter()
            .filter_map(|year| Date::new(year, month, day).ok())
            .find(|&date| date >= today);
        let back = [today.year(), today.year() - 1]
            .into_iter()
            .filter_map(|year| Date::new(year, month, day).ok())
            .find(|&date| date <= today);
        let (Some(ahead), Some(back)) = (ahead, back) else { return ahead.or(back) };
        let days_ahead = today.until(ahead).ok()?.get_days();
        let is_ahead = self.is_future(idx) || days_ahead <= AHEAD_DAYS;
        Some(if is_ahead { ahead } else { back })
    }

    /// The month meant when no year is told.
    fn nearest_month(&self, idx: usize, month: i8) -> Option<Stretch> {
        let today = self.today?;
        let year = match (self.is_future(idx), month.cmp(&today.month())) {
            (true, std::cmp::Ordering::Less) => today.year() + 1,
            (false, std::cmp::Ordering::Greater) => today.year() - 1,
            _ => today.year(),
        };
        Stretch::month(year, month)
    }

    /// "Tuesday", "Tuesday, March 4".
    fn weekday(&self, idx: usize) -> Option<Read> {
        let row = self.row;
        let (mut end, weekday) = self.weekday_name(idx)?;
        if row.is_tight(idx) && row.is_mark(end, ".") && row.lower(idx).len() <= 4 {
            let goes_on = row.skip(end + 1).is_some_and(|next| row.is_word(next));
            end += usize::from(goes_on);
        }
        let next = row
            .skip(end)
            .and_then(|next| if row.is_mark(next, ",") { row.next(next) } else { Some(next) });
        let behind = next.and_then(|next| {
            let date = if row.is_number(next) { self.day_month(next) } else { self.month(next) };
            date.filter(|date| self.is_one_day(date))
        });
        if let Some(date) = behind.or_else(|| self.weekday_of_month(weekday, end)) {
            return Some(date);
        }
        let stretch = self.today.and_then(|today| {
            let past = weekday_before(today, weekday)?;
            // The day after the article's own is hardly ever that of the week before: it says so of what is to come, or
            // was brought up to date.
            let is_tomorrow = past == add(today, (-6).days())?;
            let is_end = row.prev(idx).is_some_and(|it| self.is_until(it));
            let is_ahead = past != today && (is_tomorrow || is_end || self.is_future(idx));
            Stretch::day(if is_ahead { add(past, 7.days())? } else { past })
        });
        Some(Read::new(end, stretch))
    }

    /// "Until": the day that follows is to come.
    fn is_until(&self, idx: usize) -> bool {
        matches!(self.date_word(idx), Some((_, DateWord::Until)))
    }

    fn is_one_day(&self, read: &Read) -> bool {
        matches!(read.when, super::When::Known(Stretch { grain: Grain::Day, .. }))
    }

    /// The weekday named at a token: "Tuesday", but neither "sun" nor "Black Friday".
    pub(crate) fn weekday_name(&self, idx: usize) -> Option<(usize, u8)> {
        let row = self.row;
        let found = row.lexicon.weekdays.at(row.tokens, idx)?;
        let end = found.tokens.end;
        let is_short = row.lower(idx).trim_end_matches("'s").chars().count() < 5;
        let next = row.skip(end);
        if is_short {
            let is_abbreviation = row.is_capital(idx)
                && next.is_some_and(|next| {
                    matches!(row.lower(next), "." | ",")
                        && row.next(next).is_some_and(|after| self.month_name(after).is_some())
                        || self.month_name(next).is_some()
                });
            return is_abbreviation.then_some((end, *found.value));
        }
        let is_paper = row.is_capital(idx)
            && next.is_some_and(|next| {
                row.is_capital(next) && row.lexicon.organization_words.contains(row.lower(next))
            });
        (!is_paper).then_some((end, *found.value))
    }

    /// "spring 2030", "the spring".
    fn season(&self, idx: usize) -> Option<Read> {
        let row = self.row;
        let (end, DateWord::Season(first, last)) = self.date_word(idx)? else { return None };
        if let Some((end, year)) = self.year_behind(end) {
            return Some(Read::new(end, Stretch::season(year, first, last)));
        }
        let prev = row.prev(idx)?;
        let is_named = row.lexicon.definite_articles.contains(row.lower(prev))
            && row
                .prev(prev)
                .is_some_and(|prev| row.lexicon.date_prepositions.contains(row.lower(prev)));
        if !is_named {
            return None;
        }
        Some(Read::new(end, self.season_of(idx, first, last)))
    }

    /// The last season of that name that has begun, or the next one where the future is spoken of.
    fn season_of(&self, idx: usize, first: u8, last: u8) -> Option<Stretch> {
        let today = self.today?;
        let mut years = [1, 0, -1].map(|turn| today.year() + turn);
        if self.is_future(idx) {
            years.reverse();
            return years
                .into_iter()
                .filter_map(|year| Stretch::season(year, first, last))
                .find(|season| season.end.date() > today);
        }
        years
            .into_iter()
            .filter_map(|year| Stretch::season(year, first, last))
            .find(|season| season.start.date() <= today)
    }

    /// "2030", "2029-30", "2010 to 2015".
    fn year(&self, idx: usize) -> Option<Read> {
        let row = self.row;
        let year = row.plain_number(idx).filter(|_| row.lower(idx).len() == 4)?;
        let year = i16::try_from(year).ok()?;
        let end = idx + 1;
        if row.is_tight(idx)
            && (row.is_word(end) || matches!(row.lower(end), "%" | ":" | "/" | "€"))
        {
            return None;
        }
        let is_after_preposition = row
            .prev(idx)
            .is_some_and(|prev| row.lexicon.date_prepositions.contains(row.lower(prev)));
        let is_modern = (1900..2100).contains(&year);
        if !(is_modern || (1000..1900).contains(&year) && is_after_preposition) {
            return None;
        }
        if self.is_counted(idx) {
            return None;
        }
        if row.is_tight(idx) && row.is_dash(end) && row.is_tight(end) {
            let to = row.plain_number(end + 1).and_then(|to| i16::try_from(to).ok());
            let to = to.map(|to| if to < 100 { year / 100 * 100 + to } else { to });
            if let Some(to) = to.filter(|&to| to > year && to < year + 100) {
                return Some(Read::new(end + 2, Stretch::years(year, to - year + 1, Grain::Year)));
            }
        }
        if let Some((end, last)) = self.last_year(idx, year) {
            return Some(Read::new(end, Stretch::years(year, last - year + 1, Grain::Year)));
        }
        Some(Read::new(end, Stretch::year(year)))
    }

    /// True if four digits count what follows ("some 2000 troops") or stand beside money.
    fn is_counted(&self, idx: usize) -> bool {
        let row = self.row;
        let prev = row.prev(idx);
        if prev.is_some_and(|prev| {
            row.lexicon.currencies.ending_at(row.tokens, prev, row.start).is_some()
                || row.is_mark(prev, "#")
                || prev + 1 == idx && (row.is_dash(prev) || row.is_mark(prev, "/"))
        }) {
            return true;
        }
        let Some(next) = row.next(idx) else { return false };
        let lexicon = row.lexicon;
        if lexicon.currencies.at(row.tokens, next).is_some()
            || lexicon.measures.at(row.tokens, next).is_some_and(|_| !row.is_stop(next))
            || lexicon.percent_words.at(row.tokens, next).is_some()
            || lexicon.time_units.at(row.tokens, next).is_some()
            || matches!(
                lexicon.number_words.at(row.tokens, next).map(|it| *it.value),
                Some(NumberWord::Multiple(_))
            )
        {
            return true;
        }
        let has_bound = prev.is_some_and(|prev| {
            lexicon.bounds_before.ending_at(row.tokens, prev, row.start).is_some()
        });
        let counts_people =
            lexicon.role_words.at(row.tokens, next).is_some() && row.lower(next).ends_with('s');
        next == idx + 2
            && row.is_word(next)
            && !row.is_stop(next)
            && (has_bound || counts_people)
            && !row.is_capital(next)
    }

    /// "the 1990s", "'90s".
    fn decade(&self, idx: usize) -> Option<Read> {
        let row = self.row;
        let number = if row.is_number(idx) { idx } else { idx + 1 };
        if number > idx && !(row.is_mark(idx, "'") || row.is_mark(idx, "’")) {
            return None;
        }
        let digits = row.plain_number(number)?;
        let is_named = row.is_tight(number) && matches!(row.lower(number + 1), "s" | "'s" | "er");
        let year = match (row.lower(number).len(), digits) {
            (4, year) => i16::try_from(year).ok()?,
            (2, year) => i16::try_from(year).ok()? + if year < 30 { 2000 } else { 1900 },
            _ => return None,
        };
        if !is_named || year % 10 != 0 || number == idx && digits < 100 && self.is_someones(idx) {
            return None;
        }
        let n_years =
            if year % 100 == 0 && row.lower(number + 1) == "s" && year < 2000 { 100 } else { 10 };
        Some(Read::new(number + 2, Stretch::years(year, n_years, Grain::Decade)))
    }

    /// "in her early 20s": an age.
    fn is_someones(&self, idx: usize) -> bool {
        let row = self.row;
        let is_part = |at: usize| matches!(self.date_word(at), Some((_, DateWord::Part(_))));
        let before = row.prev(idx).and_then(|at| if is_part(at) { row.prev(at) } else { Some(at) });
        before.is_some_and(|at| {
            row.lexicon.pronouns.get(row.lower(at)).is_some_and(|it| it.possessive)
        })
    }

    /// "mid-March", "mid-1990s", "late-2030": one word to the tokenizer.
    fn hyphened(&self, idx: usize) -> Option<Read> {
        let row = self.row;
        let (part, rest) = row.lower(idx).split_once('-')?;
        let Some(DateWord::Part(part)) = row.lexicon.date_words.get(part) else { return None };
        let mut end = idx + 1;
        let whole = if let Some(&month) = row.lexicon.months.get(rest) {
            let month = i8::try_from(month).ok()?;
            match self.year_behind(end) {
                Some((after, year)) => {
                    end = after;
                    Stretch::month(year, month)
                }
                None => self.nearest_month(idx, month),
            }
        } else {
            let digits = rest.trim_end_matches("'s").trim_end_matches('s');
            let year: i16 = digits.parse().ok().filter(|year| (1000..2200).contains(year))?;
            if digits.len() < rest.len() {
                Stretch::years(year, 10, Grain::Decade)
            } else {
                Stretch::year(year)
            }
        };
        Some(Read::new(end, whole.and_then(|whole| whole.part(*part))))
    }

    /// True if the words around a date speak of what is to come: the nearest verb of saying or
    /// word of expectation before it in its clause decides, else the nearest one after it.
    pub(crate) fn is_future(&self, idx: usize) -> bool {
        let row = self.row;
        let is_fence = |at: usize| {
            row.is_mark(at, ";")
                || matches!(
                    row.lexicon.clause_words.get(row.lower(at)),
                    Some(ClauseWord::Subordinator | ClauseWord::Relative)
                ) && !row.lexicon.date_prepositions.contains(row.lower(at))
        };
        for at in row.indexes().rev().skip_while(|&at| at >= idx) {
            if is_fence(at) {
                return false;
            }
            if row.lexicon.expectations.at(row.tokens, at).is_some_and(|it| it.tokens.end <= idx) {
                return true;
            }
            // "Will lie in state until Wednesday" says nothing.
            let is_noun = row
                .prev(at)
                .is_some_and(|it| row.lexicon.date_prepositions.contains(row.lower(it)));
            if row.lexicon.say_verbs.at(row.tokens, at).is_some() && !is_noun {
                return false;
            }
        }
        for at in row.indexes().skip_while(|&at| at < idx) {
            if is_fence(at) || row.lexicon.say_verbs.at(row.tokens, at).is_some() {
                return false;
            }
            if row.lexicon.expectations.at(row.tokens, at).is_some() {
                return true;
            }
        }
        false
    }
}
