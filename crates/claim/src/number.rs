//! Numbers in digits and words, before it is known what they measure.

use text::{NumberWord, TokenKind};

use crate::row::Row;

/// A number as written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Number {
    /// One past its last token.
    pub(crate) end: usize,
    /// The number that is written; of vague words the lowest.
    pub(crate) value: f64,
    /// Lowest and highest number a vague word usually means; else the value.
    pub(crate) low: f64,
    pub(crate) high: f64,
    pub(crate) form: Form,
}

/// How a number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Digits,
    Words,
    /// "hundreds", "several".
    Vague,
    /// "third", "20th".
    Ordinal,
    /// "half", "two-thirds": `value` is the part of one.
    Fraction,
}

impl Number {
    fn exact(end: usize, value: f64, form: Form) -> Self {
        Self { end, value, low: value, high: value, form }
    }

    /// The same below zero.
    pub(crate) fn negative(self) -> Self {
        Self { value: -self.value, low: -self.high, high: -self.low, ..self }
    }

    fn times(self, end: usize, factor: f64) -> Self {
        Self {
            end,
            value: self.value * factor,
            low: self.low * factor,
            high: self.high * factor,
            ..self
        }
    }
}

/// The number that begins at a token.
pub(crate) fn read(row: &Row<'_>, idx: usize) -> Option<Number> {
    match row.kind(idx)? {
        TokenKind::Number => digits(row, idx),
        TokenKind::Word => words(row, idx),
        TokenKind::Space | TokenKind::Mark => None,
    }
}

fn digits(row: &Row<'_>, idx: usize) -> Option<Number> {
    let mut value = parse(row.lower(idx), row.lexicon.decimal_mark)?;
    let mut end = idx + 1;
    // "40 000", where the dot groups thousands; elsewhere "May 12 300 people" may be meant.
    let is_group = |at: usize| row.plain_number(at).is_some() && row.lower(at).len() == 3;
    if row.lexicon.decimal_mark == ',' && (1.0..1000.0).contains(&value) && value.fract() == 0.0 {
        while let Some(next) = row.skip(end).filter(|next| *next == end + 1 && is_group(*next)) {
            value = value * 1000.0 + f64::from(row.plain_number(next)?);
            end = next + 1;
        }
    }
    if row.is_tight(end - 1) && row.is_word(end) {
        if row.lexicon.ordinal_endings.contains(row.lower(end)) {
            return Some(Number::exact(end + 1, value, Form::Ordinal));
        }
        if let Some(NumberWord::Multiple(factor)) = row.lexicon.number_words.get(row.lower(end)) {
            return Some(Number::exact(end + 1, value * factor, Form::Digits));
        }
    }
    let mut number = Number::exact(end, value, Form::Digits);
    if let Some(longer) = and_a_half(row, number) {
        number = Number { form: Form::Digits, ..longer };
        end = longer.end;
    }
    while let Some((after, factor)) = multiple(row, end) {
        end = after;
        number = number.times(end, factor);
    }
    Some(number)
}

/// The value of digits with separators; none for dates, versions and the like.
fn parse(text: &str, decimal_mark: char) -> Option<f64> {
    if let Some(fraction) = sign_fraction(text) {
        return Some(fraction);
    }
    let group_mark = if decimal_mark == ',' { '.' } else { ',' };
    let mut digits = String::with_capacity(text.len());
    let n_groups = text.matches(group_mark).count();
    let whole = text.split(decimal_mark).next().unwrap_or(text);
    let are_groups = whole.split(group_mark).skip(1).all(|group| group.len() == 3)
        && whole.split(group_mark).next().is_some_and(|first| (1..=3).contains(&first.len()));
    let is_foreign_decimal = n_groups == 1 && !are_groups && !text.contains(decimal_mark);
    if n_groups > 0 && !are_groups && !is_foreign_decimal || text.matches(decimal_mark).count() > 1
    {
        return None;
    }
    for char in text.chars() {
        if char.is_ascii_digit() {
            digits.push(char);
        } else if char == decimal_mark || is_foreign_decimal && char == group_mark {
            digits.push('.');
        } else if char.is_numeric() {
            return None;
        }
    }
    digits.parse().ok().filter(|value: &f64| value.is_finite())
}

fn sign_fraction(text: &str) -> Option<f64> {
    let sign = text.chars().next_back()?;
    let part = match sign {
        '½' => 0.5,
        '¼' => 0.25,
        '¾' => 0.75,
        '⅓' => 1.0 / 3.0,
        '⅔' => 2.0 / 3.0,
        '⅕' => 0.2,
        '⅖' => 0.4,
        '⅗' => 0.6,
        '⅘' => 0.8,
        '⅙' => 1.0 / 6.0,
        '⅛' => 0.125,
        '⅜' => 0.375,
        '⅝' => 0.625,
        '⅞' => 0.875,
        _ => return None,
    };
    let whole = &text[..text.len() - sign.len_utf8()];
    if whole.is_empty() { Some(part) } else { whole.parse::<f64>().ok().map(|whole| whole + part) }
}

fn word_at(row: &Row<'_>, idx: usize) -> Option<(usize, NumberWord)> {
    let found = row.lexicon.number_words.at(row.tokens, idx)?;
    Some((found.tokens.end, *found.value))
}

/// "hundred" or "million" behind a number.
fn multiple(row: &Row<'_>, end: usize) -> Option<(usize, f64)> {
    let next = row.skip(end)?;
    // "$3.2-million" and "3 million".
    let next = if row.is_dash(next) && next == end && row.is_tight(next) { next + 1 } else { next };
    match word_at(row, next)? {
        // "k" and "bn" belong to the digits before them.
        (after, NumberWord::Multiple(factor)) if row.lower(next).len() > 3 => Some((after, factor)),
        (after, NumberWord::Multiple(factor)) if row.lower(next).len() > 1 && after == next + 1 => {
            Some((after, factor))
        }
        _ => None,
    }
}

fn words(row: &Row<'_>, idx: usize) -> Option<Number> {
    let Some(word) = word_at(row, idx) else { return hyphened_fraction(row, idx) };
    match word {
        (end, NumberWord::Vague(low, high)) => {
            let mut number = Number { end, value: low, low, high, form: Form::Vague };
            while let Some((end, factor)) = multiple(row, number.end) {
                number = number.times(end, factor);
            }
            Some(number)
        }
        (end, NumberWord::Fraction(part)) => Some(fraction(row, idx, end, part)),
        (end, NumberWord::Ordinal(value)) => Some(Number::exact(end, value, Form::Ordinal)),
        (_, NumberWord::Cardinal(_) | NumberWord::Multiple(_) | NumberWord::Article) => {
            let number = cardinal(row, idx)?;
            Some(parts(row, number).or_else(|| decimals(row, number)).unwrap_or(number))
        }
        (end, NumberWord::Zero) => {
            (!row.is_stop(idx)).then(|| Number::exact(end, 0.0, Form::Words))
        }
    }
}

/// "three fifths", "one eighth": so many parts of one.
fn parts(row: &Row<'_>, number: Number) -> Option<Number> {
    let next = row.skip(number.end)?;
    let part = part_of(row, next, number.value > 1.0)?;
    let is_small = number.form == Form::Words && number.value < part;
    is_small.then(|| Number::exact(next + 1, number.value / part, Form::Fraction))
}

/// "three-fifths", "one-eighth": one word to the tokenizer.
fn hyphened_fraction(row: &Row<'_>, idx: usize) -> Option<Number> {
    let (first, rest) = row.lower(idx).split_once('-')?;
    let Some(NumberWord::Cardinal(value)) = row.lexicon.number_words.get(first) else {
        return None;
    };
    let part = ordinal(row, rest, *value > 1.0)?;
    (*value < part).then(|| Number::exact(idx + 1, value / part, Form::Fraction))
}

/// The number of parts that "fifth" or "fifths" makes of one.
fn part_of(row: &Row<'_>, idx: usize, is_plural: bool) -> Option<f64> {
    ordinal(row, row.lower(idx), is_plural)
}

fn ordinal(row: &Row<'_>, word: &str, is_plural: bool) -> Option<f64> {
    let word = if is_plural { word.strip_suffix('s')? } else { word };
    match row.lexicon.number_words.get(word) {
        Some(NumberWord::Ordinal(part)) if *part > 2.0 => Some(*part),
        _ => None,
    }
}

/// "five point two".
fn decimals(row: &Row<'_>, number: Number) -> Option<Number> {
    let point = row.skip(number.end)?;
    if !row.lexicon.decimal_words.contains(row.lower(point)) {
        return None;
    }
    let mut value = number.value;
    let mut end = None;
    let mut place = 0.1;
    let mut next = row.next(point);
    while let Some(idx) = next {
        let digit = match word_at(row, idx) {
            Some((_, NumberWord::Cardinal(digit))) if digit < 10.0 => digit,
            Some((_, NumberWord::Zero)) => 0.0,
            _ => break,
        };
        value += digit * place;
        place /= 10.0;
        end = Some(idx + 1);
        next = row.next(idx);
    }
    let mut number = Number::exact(end?, value, Form::Words);
    while let Some((end, factor)) = multiple(row, number.end) {
        number = number.times(end, factor);
    }
    Some(number)
}

/// "half a million" is a number; "half of" is a part.
fn fraction(row: &Row<'_>, idx: usize, end: usize, part: f64) -> Number {
    let mut next = row.skip(end);
    if let Some((after, NumberWord::Article)) = next.and_then(|next| word_at(row, next)) {
        next = row.skip(after);
    }
    match next.and_then(|next| multiple(row, next)) {
        Some((end, factor)) if row.lower(idx) != row.lower(end) => {
            Number::exact(end, part * factor, Form::Words)
        }
        _ => Number::exact(end, part, Form::Fraction),
    }
}

/// "two hundred and ten", "a dozen", "one million two hundred thousand".
fn cardinal(row: &Row<'_>, idx: usize) -> Option<Number> {
    let mut total = 0.0;
    let mut group = 0.0;
    let mut end = idx;
    let mut next = Some(idx);
    // A unit may be added only after a multiple, or at the start.
    let mut may_add = true;
    while let Some(at) = next {
        match word_at(row, at) {
            Some((after, NumberWord::Article)) if at == idx => {
                let beside = row.skip(after)?;
                if !matches!(word_at(row, beside), Some((_, NumberWord::Multiple(factor))) if factor >= 10.0)
                    || row.lower(beside).len() < 3
                {
                    return None;
                }
                end = after;
            }
            Some((after, NumberWord::Cardinal(value))) if may_add => {
                group += value;
                end = after;
                may_add = false;
            }
            Some((after, NumberWord::Multiple(factor))) if row.lower(at).len() > 2 => {
                if factor >= 1000.0 {
                    total += if group == 0.0 { factor } else { group * factor };
                    group = 0.0;
                } else {
                    group = if group == 0.0 { factor } else { group * factor };
                }
                end = after;
                may_add = factor >= 100.0;
            }
            _ if at > idx && may_add && row.lexicon.number_joins.contains(row.lower(at)) => {
                let follows = row.next(at).and_then(|next| word_at(row, next));
                if !matches!(follows, Some((_, NumberWord::Cardinal(value))) if value < 100.0) {
                    break;
                }
            }
            _ => break,
        }
        next = if end > at { row.skip(end) } else { row.next(at) };
    }
    if end == idx {
        return None;
    }
    let number = Number::exact(end, total + group, Form::Words);
    Some(and_a_half(row, number).unwrap_or(number))
}

/// "two and a half", "forty-two and a fifth".
fn and_a_half(row: &Row<'_>, number: Number) -> Option<Number> {
    let join =
        row.skip(number.end).filter(|&join| row.lexicon.number_joins.contains(row.lower(join)))?;
    let mut next = row.next(join)?;
    if row.lexicon.indefinite_articles.contains(row.lower(next)) {
        next = row.next(next)?;
        // "and a fifth of them" counts those; at the end it belongs to the number.
        if let Some(part) = part_of(row, next, false)
            && row.skip(next + 1).is_none_or(|it| row.kind(it) == Some(TokenKind::Mark))
        {
            return Some(Number::exact(next + 1, number.value + 1.0 / part, Form::Words));
        }
    }
    let (end, NumberWord::Fraction(part)) = word_at(row, next)? else { return None };
    // "two and half of them": only a bare part belongs to the number.
    (end == next + 1).then(|| Number::exact(end, number.value + part, Form::Words))
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn digits_are_read_by_the_decimal_mark_of_the_language() {
        let cases = [
            ("1,200", '.', Some(1200.0)),
            ("3.5", '.', Some(3.5)),
            ("1.200", ',', Some(1200.0)),
            ("3,5", ',', Some(3.5)),
            ("3,5", '.', Some(3.5)),
            ("1.234.567", ',', Some(1_234_567.0)),
            ("12\u{a0}000", ',', Some(12000.0)),
            ("10.12.2031", '.', None),
            ("2½", '.', Some(2.5)),
        ];
        for (text, mark, value) in cases {
            assert_eq!(parse(text, mark), value, "{text}");
        }
    }
}
