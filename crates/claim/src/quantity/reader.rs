//! Finds the numbers of a sentence that are amounts, and reads bound, unit and noun around them.

use std::ops::Range;

use text::{BoundWord, DateWord, NumberWord, TokenKind};

use super::unit::{self, Scale};
use super::{Bound, Quantity, Unit};
use crate::number::{self, Form, Number};
use crate::row::Row;

/// "About 100" allows this share more or less.
const ABOUT: f64 = 0.15;

pub(crate) struct Reader<'a> {
    pub(crate) row: &'a Row<'a>,
    pub(crate) taken: &'a [Range<usize>],
    pub(crate) names: &'a [Range<usize>],
}

impl Reader<'_> {
    /// The quantities of the sentence, in order.
    pub(crate) fn all(&self) -> Vec<Quantity> {
        let mut quantities = Vec::new();
        let mut idx = self.row.start;
        while let Some(start) = self.row.skip(idx) {
            idx = start + 1;
            if let Some(end) = self.end_of_taken(start) {
                idx = end;
                continue;
            }
            if let Some((quantity, end)) = self.at(start) {
                join_or_push(self.row, &mut quantities, quantity);
                idx = end.max(idx);
            } else if let Some(end) = self.end_of_row_of_numbers(start) {
                idx = end;
            }
        }
        quantities
    }

    /// One past the date or name that a token belongs to.
    pub(super) fn end_of_taken(&self, idx: usize) -> Option<usize> {
        let within = |ranges: &[Range<usize>]| {
            let after = ranges.partition_point(|range| range.end <= idx);
            ranges.get(after).filter(|range| range.contains(&idx)).map(|range| range.end)
        };
        within(self.taken).or_else(|| within(self.names))
    }

    /// Phone numbers, times, scores of sets and other rows of digits that are no amount.
    fn end_of_row_of_numbers(&self, start: usize) -> Option<usize> {
        let row = self.row;
        let mut end = start;
        while row.is_number(end)
            && row.is_tight(end)
            && (row.is_dash(end + 1) || matches!(row.lower(end + 1), ":" | "/"))
            && row.is_number(end + 2)
        {
            end += 2;
        }
        (end > start).then_some(end + 1)
    }

    fn at(&self, start: usize) -> Option<(Quantity, usize)> {
        let row = self.row;
        if let Some(found) = self.hyphened(start).or_else(|| self.age_in_tens(start)) {
            return Some(found);
        }
        let number = match self.slashed(start) {
            Some(number) => number,
            None if row.is_number(start) && !self.is_amount(start) => return None,
            None => number::read(row, start)?,
        };
        let number = if self.minus_before(start).is_some() { number.negative() } else { number };
        match number.form {
            Form::Ordinal => self.rank(start, number),
            Form::Fraction => self.fraction(start, number),
            _ => self.amount(start, number),
        }
    }

    /// "10 1/2 miles", "1/4 mile": a fraction in digits, if a whole number stands before it or a
    /// unit behind.
    fn slashed(&self, start: usize) -> Option<Number> {
        let row = self.row;
        let part = |at: usize| {
            let is_split = row.is_tight(at) && row.is_mark(at + 1, "/") && row.is_tight(at + 1);
            let (over, under) = (row.plain_number(at)?, row.plain_number(at + 2)?);
            let is_whole = !row.is_tight(at + 2) || !row.is_mark(at + 3, "/");
            let is_part = is_split && is_whole && over > 0 && over < under && under <= 16;
            is_part.then_some((at + 3, f64::from(over) / f64::from(under)))
        };
        let exact = |end: usize, value: f64| {
            Some(Number { end, value, low: value, high: value, form: Form::Digits })
        };
        if let Some((end, value)) = part(start) {
            return unit::behind(row, end).and_then(|_| exact(end, value));
        }
        let whole = f64::from(row.plain_number(start)?);
        let (end, value) = part(row.skip(start + 1).filter(|next| *next > start + 1)?)?;
        exact(end, whole + value)
    }

    /// The word or sign of a number below zero: "minus 5", "-3.2 percent".
    fn minus_before(&self, start: usize) -> Option<usize> {
        let row = self.row;
        let prev = row.prev(start)?;
        if row.is_word(prev) {
            // "al menos 5" is a bound.
            let is_bound = row.lexicon.bounds_before.ending_at(row.tokens, prev, row.start);
            let is_minus = row.lexicon.minus_words.contains(row.lower(prev)) && is_bound.is_none();
            return is_minus.then_some(prev);
        }
        let is_sign = matches!(row.lower(prev), "-" | "−") && prev + 1 == start;
        let is_apart = prev == row.start
            || row.kind(prev - 1) == Some(TokenKind::Space)
            || row.is_mark(prev - 1, "(");
        (is_sign && is_apart).then_some(prev)
    }

    /// "4: 08", as some texts set a time; "08" alone.
    fn is_clock(&self, start: usize) -> bool {
        let row = self.row;
        let has_zero = row.lower(start).len() > 1
            && row.lower(start).starts_with('0')
            && row.lower(start).bytes().all(|byte| byte.is_ascii_digit());
        let minutes_behind = row.is_mark(start + 1, ":")
            && row.next(start + 1).is_some_and(|it| {
                row.plain_number(it).is_some_and(|it| it < 60) && row.lower(it).len() == 2
            });
        let is_minutes = row.prev(start).is_some_and(|it| {
            row.is_mark(it, ":") && it > row.start && row.plain_number(it - 1).is_some()
        });
        has_zero || minutes_behind || is_minutes
    }

    /// Numbers that name something ("Boeing 737", "No. 3") or are rows of digits are no amounts.
    fn is_amount(&self, start: usize) -> bool {
        let row = self.row;
        if self.is_clock(start) {
            return false;
        }
        if let Some(end) = self.end_of_row_of_numbers(start) {
            let is_pair = end == start + 3 && row.is_dash(start + 1);
            if !is_pair {
                return false;
            }
        }
        if start > row.start && row.tokens[start - 1].range.end == row.tokens[start].range.start {
            let before = start - 1;
            if row.is_word(before) && row.lexicon.currencies.get(row.lower(before)).is_none()
                || matches!(row.lower(before), "/" | ":" | "#" | "_" | "@")
            {
                return false;
            }
        }
        // "41 / 2", as some texts set four and a half.
        let is_slash = |at: Option<usize>| at.is_some_and(|it| row.is_mark(it, "/"));
        let behind = row.skip(start + 1);
        let divides = behind.and_then(|it| row.skip(it + 1)).is_some_and(|it| row.is_number(it));
        if is_slash(row.prev(start)) || is_slash(behind) && divides {
            return false;
        }
        let Some(prev) = row.prev(start) else { return true };
        if row.is_mark(prev, ".") && prev > row.start && row.is_word(prev - 1) {
            return !row.lexicon.abbreviations_before_number.contains(row.lower(prev - 1))
                || row.lexicon.currencies.contains(row.lower(prev - 1));
        }
        let is_named = row.is_capital(prev)
            && row.prev(prev).is_some()
            && !row.is_stop(prev)
            && self.taken.iter().all(|taken| !taken.contains(&prev))
            && row.lexicon.currencies.get(row.lower(prev)).is_none()
            && row.lexicon.bounds_before.get(row.lower(prev)).is_none()
            && !row.lexicon.ordinal_dot;
        let counts = unit::behind(row, start + 1).is_some()
            || unit::noun(row, start + 1).is_some_and(|noun| {
                row.lower(noun).ends_with('s') || row.lexicon.role_words.contains(row.lower(noun))
            });
        !is_named || counts
    }

    /// "three-year", "two-thirds", "34-year-old": one word to the tokenizer.
    fn hyphened(&self, idx: usize) -> Option<(Quantity, usize)> {
        let row = self.row;
        let (first, rest) = row.is_word(idx).then(|| row.lower(idx).split_once('-'))??;
        let NumberWord::Cardinal(value) = *row.lexicon.number_words.get(first)? else {
            return None;
        };
        if row.lexicon.number_words.get(row.lower(idx)).is_some() {
            return None;
        }
        let (mut value, mut rest) = (value, rest);
        if let Some((unit, behind)) = rest.split_once('-')
            && let Some(NumberWord::Cardinal(whole)) =
                row.lexicon.number_words.get(&format!("{first}-{unit}"))
        {
            (value, rest) = (*whole, behind);
        }
        let lexicon = row.lexicon;
        let scale = if lexicon.age_after.contains(rest) {
            Scale::plain(idx + 1, Unit::Age)
        } else if let Some(seconds) = lexicon.time_units.get(rest).and_then(|it| unit::seconds(*it))
        {
            Scale { end: idx + 1, unit: Unit::Duration, factor: seconds, offset: 0.0 }
        } else {
            let measure = lexicon.measures.get(rest)?;
            let unit = Unit::Measure(measure.symbol.clone());
            Scale { end: idx + 1, unit, factor: measure.factor, offset: measure.offset }
        };
        let number = Number { end: idx + 1, value, low: value, high: value, form: Form::Words };
        Some(self.scaled(idx, number, None, scale, idx + 1))
    }

    /// "third", "20th".
    fn rank(&self, start: usize, number: Number) -> Option<(Quantity, usize)> {
        let row = self.row;
        // "20th century", "first" as an adverb at the end of a clause.
        let Some(noun) = unit::noun(row, number.end) else {
            let next = row.skip(number.end);
            let is_bare = row.is_number(start)
                || row.lower(start).contains('-')
                || row.prev(number.end).is_some_and(|last| last > start);
            let is_name = next.is_some_and(|next| row.is_capital(next));
            let quantity = exact(row, start..number.end, number.value, Unit::Rank);
            return (is_bare && !is_name).then_some((quantity, number.end));
        };
        // "who first spoke": without a determiner it is an adverb.
        let is_counted = row.is_number(start)
            || row.prev(start).is_none_or(|prev| {
                let lexicon = row.lexicon;
                let lower = row.lower(prev);
                lexicon.definite_articles.contains(lower)
                    || lexicon.indefinite_articles.contains(lower)
                    || lexicon.demonstratives.contains(lower)
                    || lexicon.pronouns.get(lower).is_some_and(|it| it.possessive)
                    || lower.ends_with("'s")
                    || !row.is_word(prev)
                    || !row.is_stop(prev) && !row.is_capital(prev)
            });
        if !is_counted {
            return None;
        }
        // "first lady".
        if row.lexicon.titles.at(row.tokens, start).is_some_and(|it| it.tokens.len() > 1) {
            return None;
        }
        if row
            .lexicon
            .time_units
            .get(row.lower(noun))
            .is_some_and(|unit| *unit == text::TimeUnit::Century)
            || row.is_capital(start) && row.is_capital(noun) && row.prev(start).is_some()
        {
            return None;
        }
        let is_second_of_time = row.lexicon.time_units.contains(row.lower(start))
            && row.prev(start).is_some_and(|prev| row.is_number(prev));
        if is_second_of_time {
            return None;
        }
        let of_row = unit::noun_of_row(row, number.end);
        let sort = if of_row.is_some() { Unit::Count } else { Unit::Rank };
        let mut quantity = exact(row, start..number.end, number.value, sort);
        self.set_noun(&mut quantity, of_row.or(Some(noun)));
        Some((quantity, number.end))
    }

    /// "half of the voters" is 50 per cent of them.
    fn fraction(&self, start: usize, number: Number) -> Option<(Quantity, usize)> {
        let row = self.row;
        let next = row.skip(number.end);
        let last = row.prev(number.end)?;
        // "two thirds", but not "a third".
        let is_multiple = number.end > start + 1
            && !row.lexicon.indefinite_articles.contains(row.lower(start))
            && unit::noun(row, number.end).is_none();
        let is_part = row.lower(start).contains('-')
            || is_multiple
            || row.lexicon.counter_words.contains(row.lower(last))
            || next.is_some_and(|next| {
                row.lexicon.counter_words.contains(row.lower(next))
                    || row.lexicon.definite_articles.contains(row.lower(next))
            });
        if let Some(next) = next
            && let Some(time) = row.lexicon.time_units.at(row.tokens, next)
            && let Some(seconds) = unit::seconds(*time.value)
        {
            let scale =
                Scale { end: time.tokens.end, unit: Unit::Duration, factor: seconds, offset: 0.0 };
            return Some(self.scaled(start, number, None, scale, start));
        }
        let follows_ordinal = row
            .prev(start)
            .and_then(|prev| row.lexicon.number_words.get(row.lower(prev)))
            .is_some_and(|word| matches!(word, NumberWord::Ordinal(_)));
        if !is_part || follows_ordinal {
            return None;
        }
        let scale = Scale { end: number.end, unit: Unit::Percent, factor: 100.0, offset: 0.0 };
        let noun = unit::noun(row, number.end);
        let (mut quantity, end) = self.scaled(start, number, None, scale, start);
        self.set_noun(&mut quantity, noun);
        Some((quantity, end))
    }

    /// Counts, money, percentages, ages, lengths of time, measures, ranges, scores.
    fn amount(&self, start: usize, number: Number) -> Option<(Quantity, usize)> {
        let row = self.row;
        if number.form == Form::Words && !self.is_count_word(start, number) {
            return None;
        }
        let sign = self.sign_before(start);
        let first = sign.as_ref().map_or(start, |sign| sign.0);
        let second = self.second(number, sign.is_some());
        let mut number = number;
        let end = second.map_or(number.end, |second| second.end);
        let behind = unit::behind(row, end);
        let scale = match (&sign, behind) {
            (Some((_, scale)), behind) => {
                // "$5 million dollars", "US$5".
                let end = behind.filter(|it| it.unit == scale.unit).map_or(end, |it| it.end);
                let factor = self.letter_multiple(end);
                number.end = end + usize::from(factor > 1.0);
                Scale { end: number.end, factor: scale.factor * factor, ..scale.clone() }
            }
            (None, Some(scale)) => self.money_behind_letter(end).unwrap_or(scale),
            (None, None) if self.is_age(start, end) => Scale::plain(end, Unit::Age),
            (None, None) => Scale::plain(end, Unit::Count),
        };
        if let Some(second) = second {
            return self.pair(first, start, number, second, scale);
        }
        if number.form == Form::Digits && scale.unit == Unit::Count && self.is_glued(scale.end) {
            return None;
        }
        let noun = match scale.unit {
            Unit::Count => unit::noun(row, scale.end),
            Unit::Percent => self.noun_of_part(scale.end),
            _ => None,
        };
        let (mut quantity, end) = self.scaled(first, number, None, scale, start);
        self.set_noun(&mut quantity, noun);
        Some((quantity, end))
    }

    /// "3.2m euros".
    fn money_behind_letter(&self, end: usize) -> Option<Scale> {
        let factor = self.letter_multiple(end);
        if factor == 1.0 {
            return None;
        }
        let scale = unit::behind(self.row, end + 1)?;
        matches!(scale.unit, Unit::Money(_))
            .then(|| Scale { factor: scale.factor * factor, ..scale })
    }

    /// "3G", "737s": digits with letters that are no unit are a name.
    fn is_glued(&self, end: usize) -> bool {
        self.row.is_tight(end - 1)
            && (self.row.is_word(end) || matches!(self.row.lower(end), "/" | ":" | "_" | "@"))
    }

    /// "12 percent of voters" counts voters.
    fn noun_of_part(&self, end: usize) -> Option<usize> {
        let next = self.row.skip(end)?;
        self.row
            .lexicon
            .counter_words
            .contains(self.row.lower(next))
            .then(|| unit::noun(self.row, end))?
    }

    /// "m" and "b" behind an amount of money.
    fn letter_multiple(&self, end: usize) -> f64 {
        if !self.row.is_tight(end - 1) {
            return 1.0;
        }
        match self.row.lower(end) {
            "m" => 1e6,
            "b" => 1e9,
            _ => 1.0,
        }
    }

    /// Number words such as "one", "both" and "pair" count only beside a noun.
    fn is_count_word(&self, start: usize, number: Number) -> bool {
        let row = self.row;
        let is_single = row.prev(number.end) == Some(start);
        if !is_single || number.value > 2.0 {
            return true;
        }
        // "una", "ein": the article of a language that has no other word for one.
        if number.value == 1.0 && row.lexicon.indefinite_articles.contains(row.lower(start)) {
            return false;
        }
        if row.is_stop(start) && number.value != 1.0 {
            return false;
        }
        let Some(next) = row.skip(number.end) else { return false };
        let is_pronoun = row.prev(start).is_some_and(|prev| {
            row.lexicon.negators.contains(row.lower(prev))
                || row.lexicon.demonstratives.contains(row.lower(prev))
                || row.lexicon.definite_articles.contains(row.lower(prev))
        });
        // "One to three years", "one-two".
        let opens_range = row.lexicon.range_joins.contains(row.lower(next))
            && (row.is_dash(next)
                || row.next(next).and_then(|it| number::read(row, it)).is_some_and(|second| {
                    second.form == Form::Words
                        && second.value > number.value
                        && !row.lexicon.number_joins.contains(row.lower(next))
                }));
        let counts = row.is_word(next) && !row.is_stop(next) && !row.is_capital(next)
            || opens_range
            || unit::behind(row, number.end).is_some();
        // "one day" and "one way" are seldom counts.
        counts && !(number.value == 1.0 && is_pronoun)
    }

    /// A sign or word of money before a number: "$", "US$", "Rs".
    fn sign_before(&self, start: usize) -> Option<(usize, Scale)> {
        let row = self.row;
        let prev = row.prev(start)?;
        if prev + 2 < start {
            return None;
        }
        let found = row.lexicon.currencies.ending_at(row.tokens, prev, row.start)?;
        // A word before a number is money only as a code: "EUR 5", not "the dollar 5 times".
        let is_sign = !row.is_word(prev)
            || row.text(prev).chars().all(char::is_uppercase)
            || row.lower(prev) == "rs";
        is_sign.then(|| {
            let unit = Unit::Money(found.value.code.clone());
            (
                found.tokens.start,
                Scale { end: start, unit, factor: found.value.factor, offset: 0.0 },
            )
        })
    }

    /// ", 34," behind a name; "aged 34".
    fn is_age(&self, start: usize, end: usize) -> bool {
        let row = self.row;
        let Some(prev) = row.prev(start) else { return false };
        if row.lexicon.age_before.contains(row.lower(prev)) && !row.is_stop(prev) {
            return true;
        }
        let is_framed = row.is_mark(prev, ",")
            && row.skip(end).is_none_or(|next| matches!(row.lower(next), "," | "." | ")" | ";"))
            || row.is_mark(prev, "(") && row.skip(end).is_some_and(|next| row.is_mark(next, ")"));
        let is_small = row.plain_number(start).is_some_and(|age| age < 120);
        let follows_name = row.prev(prev).is_some_and(|name| {
            row.is_capital(name) && self.names.iter().any(|range| range.contains(&name))
        });
        is_framed && is_small && follows_name
    }

    /// The word of bound that ends right before a token.
    pub(super) fn bound_before(&self, first: usize) -> Option<(usize, BoundWord)> {
        let row = self.row;
        let prev = row.prev(first)?;
        let found = row.lexicon.bounds_before.ending_at(row.tokens, prev, row.start)?;
        Some((found.tokens.start, *found.value))
    }

    /// Puts number, bound and unit together.
    pub(super) fn scaled(
        &self,
        first: usize,
        number: Number,
        second: Option<Number>,
        scale: Scale,
        start: usize,
    ) -> (Quantity, usize) {
        let row = self.row;
        let mut first = first;
        let mut word = None;
        let before = self.bound_before(first).or_else(|| {
            // "aged at least 30", "at least a dozen": the age word stands between.
            let prev =
                row.prev(start).filter(|prev| row.lexicon.age_before.contains(row.lower(*prev)))?;
            (scale.unit == Unit::Age).then_some((prev, BoundWord::Exactly))
        });
        if let Some((from, bound)) = before {
            first = from;
            word = Some(bound);
        }
        if let Some(minus) = self.minus_before(first) {
            first = minus;
        }
        let mut end = scale.end.max(second.map_or(number.end, |it| it.end));
        if let Some(next) = row.skip(end)
            && let Some(found) = row.lexicon.bounds_after.at(row.tokens, next)
            && word.is_none_or(|word| word == BoundWord::Exactly)
        {
            word = Some(*found.value);
            end = found.tokens.end;
        }
        let convert = |value: f64| value * scale.factor + scale.offset;
        let value = convert(number.value);
        let bound = match (second, word) {
            (Some(_), _) => Bound::Between,
            (None, Some(BoundWord::AtLeast)) => Bound::AtLeast,
            (None, Some(BoundWord::MoreThan)) => Bound::MoreThan,
            (None, Some(BoundWord::AtMost)) => Bound::AtMost,
            (None, Some(BoundWord::LessThan)) => Bound::LessThan,
            (None, Some(BoundWord::About)) => Bound::About,
            (None, _) if number.form == Form::Vague => Bound::About,
            (None, _) => Bound::Exact,
        };
        let (low, high) = match bound {
            Bound::Exact => (value, value),
            Bound::About if number.form == Form::Vague => {
                (convert(number.low), convert(number.high))
            }
            Bound::About => (value - value.abs() * ABOUT, value + value.abs() * ABOUT),
            Bound::AtLeast | Bound::MoreThan => (value, f64::INFINITY),
            Bound::AtMost | Bound::LessThan => (value.min(0.0), value),
            Bound::Between => (value, convert(second.map_or(number.value, |it| it.value))),
        };
        let range = row.range(first..end);
        let quantity = Quantity {
            range,
            low,
            high,
            value,
            bound,
            unit: scale.unit,
            noun: None,
            noun_stem: None,
        };
        (quantity, end)
    }

    pub(super) fn set_noun(&self, quantity: &mut Quantity, noun: Option<usize>) {
        if let Some(noun) = noun {
            quantity.noun = Some(self.row.tokens[noun].range);
            quantity.noun_stem = Some(self.row.tokens[noun].stem.to_string());
        }
    }
}

/// "1 hour and 30 minutes", "3 dollars 50 cents", "6 feet 2 inches" are one amount: the second is of
/// a smaller unit of the same sort and stands right behind.
fn join_or_push(row: &Row<'_>, quantities: &mut Vec<Quantity>, next: Quantity) {
    // "3 months and 2 days ago" may be two distances.
    let is_distance = row
        .indexes()
        .find(|&idx| row.tokens[idx].range.start >= next.range.end)
        .and_then(|idx| row.lexicon.date_words.get(row.lower(idx)))
        .is_some_and(|it| matches!(it, DateWord::Ago | DateWord::Earlier | DateWord::Later));
    let is_joined = |last: &Quantity| {
        let between = row.indexes().filter(|&idx| {
            let range = row.tokens[idx].range;
            range.start >= last.range.end && range.end <= next.range.start
        });
        let unit = |it: &Quantity| {
            row.indexes().rev().find(|&idx| it.range.contains(row.tokens[idx].range))
        };
        let are_apart = match (unit(last), unit(&next)) {
            (Some(one), Some(other)) => row.lower(one) != row.lower(other) && row.is_word(one),
            _ => false,
        };
        matches!(last.unit, Unit::Duration | Unit::Money(_) | Unit::Measure(_))
            && last.unit == next.unit
            && !is_distance
            && next.bound == Bound::Exact
            && matches!(last.bound, Bound::Exact | Bound::AtLeast | Bound::MoreThan | Bound::About)
            && next.value < last.value
            && next.value > 0.0
            && are_apart
            && between.map(|idx| row.lower(idx)).all(|it| row.lexicon.number_joins.contains(it))
    };
    match quantities.last_mut() {
        Some(last) if is_joined(last) => {
            last.range = last.range.join(next.range);
            last.value += next.value;
            last.low += next.value;
            last.high += next.value;
        }
        _ => quantities.push(next),
    }
}

fn exact(row: &Row<'_>, tokens: Range<usize>, value: f64, unit: Unit) -> Quantity {
    let range = row.range(tokens);
    Quantity {
        range,
        low: value,
        high: value,
        value,
        bound: Bound::Exact,
        unit,
        noun: None,
        noun_stem: None,
    }
}
