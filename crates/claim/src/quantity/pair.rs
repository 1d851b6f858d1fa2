//! Ranges, scores and ages in tens: amounts of two ends.

use super::reader::Reader;
use super::unit::{self, Scale};
use super::{Bound, Quantity, Unit};
use crate::number::{self, Form, Number};
use text::{BoundWord, DatePart, DateWord};

/// Two numbers with "or" between them are one amount up to this factor.
const MOST_APART: f64 = 2.0;

impl Reader<'_> {
    /// The second number of "10 to 12", "51-49", "between 3 and 5".
    pub(super) fn second(&self, number: Number, has_sign: bool) -> Option<Number> {
        let row = self.row;
        let join = row.skip(number.end)?;
        let is_tight_dash = join == number.end && row.is_dash(join) && row.is_tight(join);
        let word = row.lower(join);
        let is_join = is_tight_dash || row.is_word(join) && row.lexicon.range_joins.contains(word);
        if !is_join {
            return None;
        }
        let mut next = row.next(join)?;
        // "a 134-to-63 vote": "to-63" is one word to the tokenizer.
        if is_tight_dash
            && let Some((word, digits)) = row.lower(next).split_once('-')
            && row.lexicon.range_joins.contains(word)
            && let Ok(value) = digits.parse::<f64>()
        {
            let end = next + 1;
            return Some(Number { end, value, low: value, high: value, form: Form::Digits });
        }
        if has_sign && row.lexicon.currencies.at(row.tokens, next).is_some() && !row.is_word(next) {
            next = row.next(next)?;
        }
        let second = number::read(row, next)?;
        if matches!(second.form, Form::Ordinal | Form::Fraction)
            || self.end_of_taken(next).is_some()
        {
            return None;
        }
        // "two and three" are two counts; only after "between" does "and" join them.
        let is_and =
            row.lexicon.number_joins.contains(word) || row.lexicon.clause_words.get(word).is_some();
        // "Four or five", but not "five or 300".
        if is_and
            && !row.lexicon.number_joins.contains(word)
            && second.value > number.value
            && second.value <= MOST_APART * number.value
        {
            return Some(second);
        }
        if is_and {
            let before = row.prev(number.end - 1).map_or(row.start, |it| it);
            let opens = self.bound_before(self.first_of(number, before)).map(|it| it.1);
            return (opens == Some(BoundWord::Between) && second.value > number.value)
                .then_some(second);
        }
        Some(second)
    }

    /// The first token of a number, seen from its end.
    fn first_of(&self, number: Number, before: usize) -> usize {
        let row = self.row;
        let mut first = row.prev(number.end).unwrap_or(before);
        while let Some(prev) = row.prev(first) {
            let goes_on = number::read(row, prev).is_some_and(|longer| longer.end == number.end)
                || !row.is_word(prev)
                    && row.lexicon.currencies.ending_at(row.tokens, prev, row.start).is_some();
            if !goes_on {
                break;
            }
            first = prev;
        }
        first
    }

    /// A range or a score.
    pub(super) fn pair(
        &self,
        first: usize,
        start: usize,
        number: Number,
        second: Number,
        scale: Scale,
    ) -> Option<(Quantity, usize)> {
        let row = self.row;
        let join = row.skip(number.end);
        let is_dash = row.is_dash(number.end) || join.is_some_and(|join| row.is_dash(join));
        // "134 to 63": no range goes down.
        let goes_down = second.value < number.value
            && second.form == Form::Digits
            && join.is_some_and(|join| row.is_word(join));
        let are_small = number.value < 1000.0 && second.value < 1000.0;
        let are_whole = number.value.fract() == 0.0 && second.value.fract() == 0.0;
        let counts = unit::noun(row, second.end).is_some_and(|noun| row.lower(noun).ends_with('s'));
        let is_score = (is_dash || goes_down)
            && are_small
            && are_whole
            && scale.unit == Unit::Count
            && (number.value >= second.value || !counts);
        if is_score {
            let range = row.range(first..second.end);
            let quantity = Quantity {
                range,
                low: number.value,
                high: second.value,
                value: number.value,
                bound: Bound::Exact,
                unit: Unit::Score,
                noun: None,
                noun_stem: None,
            };
            return Some((quantity, second.end));
        }
        if second.value <= number.value {
            // "$3 to 5 million": the first shares the multiple of the second.
            let factor =
                [1e3, 1e6, 1e9, 1e12].into_iter().rev().find(|factor| second.value >= *factor)?;
            if number.value * factor > second.value {
                return None;
            }
        }
        let mut number = number;
        if number.form == Form::Digits && second.value >= 1e6 && number.value < 1000.0 {
            let factor =
                [1e12, 1e9, 1e6].into_iter().find(|factor| second.value >= *factor).unwrap_or(1.0);
            if number.value * factor <= second.value {
                number = Number { value: number.value * factor, ..number };
            }
        }
        let noun = if scale.unit == Unit::Count { unit::noun(row, scale.end) } else { None };
        let (mut quantity, end) = self.scaled(first, number, Some(second), scale, start);
        self.set_noun(&mut quantity, noun);
        Some((quantity, end))
    }

    /// "In his 50s", "in her early 20s": an age of ten years, or of a part of them.
    pub(super) fn age_in_tens(&self, start: usize) -> Option<(Quantity, usize)> {
        let row = self.row;
        let part = |word: &str| match row.lexicon.date_words.get(word) {
            Some(DateWord::Part(part)) => Some(*part),
            _ => None,
        };
        let before = row.prev(start)?;
        // "In his mid-50s" is one word to the tokenizer.
        let joined =
            row.lower(start).split_once('-').and_then(|(first, rest)| Some((part(first)?, rest)));
        let (tens, end, part, owner) = if let Some((part, rest)) = joined {
            (rest.strip_suffix('s')?.parse().ok()?, start + 1, Some(part), before)
        } else {
            let is_plural = row.is_tight(start) && matches!(row.lower(start + 1), "s" | "'s");
            let part = part(row.lower(before));
            let owner = if part.is_some() { row.prev(before)? } else { before };
            (row.plain_number(start).filter(|_| is_plural)?, start + 2, part, owner)
        };
        if !(20..100).contains(&tens) || tens % 10 != 0 {
            return None;
        }
        if !row.lexicon.pronouns.get(row.lower(owner)).is_some_and(|it| it.possessive) {
            return None;
        }
        let (from, to) = match part {
            None => (0.0, 9.0),
            Some(DatePart::Early) => (0.0, 3.0),
            Some(DatePart::Mid) => (4.0, 6.0),
            Some(DatePart::Late) => (7.0, 9.0),
        };
        let low = f64::from(tens) + from;
        let quantity = Quantity {
            range: row.range(row.next(owner).unwrap_or(start)..end),
            low,
            high: f64::from(tens) + to,
            value: low,
            bound: Bound::Between,
            unit: Unit::Age,
            noun: None,
            noun_stem: None,
        };
        Some((quantity, end))
    }
}
