//! Publication times, from machine notations and from lines that people read.

use article::Moment;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time, date};
use jiff::tz::{Offset, TimeZone};

use crate::rules::rules;

/// Years in which something can have been published.
const YEARS: std::ops::RangeInclusive<i16> = 1700..=2200;

/// Reads a time in a notation for machines: ISO 8601 and its loose relatives, RFC 2822, or the
/// seconds or milliseconds since 1970. Falls back to the notations people use.
pub(crate) fn read(text: &str) -> Option<Moment> {
    let text = text.trim().trim_matches('"');
    if text.is_empty() || text.len() > 200 {
        return None;
    }
    epoch(text).or_else(|| iso(text)).or_else(|| rfc_2822(text)).or_else(|| visible(text))
}

/// `1930000000` or `1930000000000`.
fn epoch(text: &str) -> Option<Moment> {
    if !text.bytes().all(|it| it.is_ascii_digit()) {
        return None;
    }
    let number: i64 = text.parse().ok()?;
    let instant = match text.len() {
        9..=10 => Timestamp::from_second(number).ok()?,
        12..=13 => Timestamp::from_millisecond(number).ok()?,
        _ => return None,
    };
    Some(Moment { date: instant.to_zoned(TimeZone::UTC).date(), instant: Some(instant) })
}

/// `2031-03-04T09:30:00+01:00`, `2031-03-04 09:30`, `20310304`, `2031/03/04`, …
fn iso(text: &str) -> Option<Moment> {
    let bytes = text.as_bytes();
    let (day, rest) = if bytes.len() >= 8 && bytes[..8].iter().all(u8::is_ascii_digit) {
        (day(&text[..4], &text[4..6], &text[6..8])?, &text[8..])
    } else {
        let mut pieces = text.splitn(3, ['-', '/', '.']);
        let (year, month) = (pieces.next()?, pieces.next()?);
        let rest = pieces.next()?;
        let n_digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if year.len() != 4 || !(1..=2).contains(&n_digits) {
            return None;
        }
        (day(year, month, &rest[..n_digits])?, &rest[n_digits..])
    };
    let rest = rest.trim_start_matches(['T', 't', ' ', ',']);
    let Some((time, zone)) = clock(rest) else { return Some(Moment::day(day)) };
    Some(moment(day, Some(time), offset(zone.trim(), day)))
}

/// `Tue, 04 Mar 2031 09:30:00 +0100`.
fn rfc_2822(text: &str) -> Option<Moment> {
    let zoned = jiff::fmt::rfc2822::parse(text).ok()?;
    Some(Moment { date: zoned.date(), instant: Some(zoned.timestamp()) })
}

/// A calendar day from digits.
fn day(year: &str, month: &str, day: &str) -> Option<Date> {
    let year: i16 = year.parse().ok()?;
    if !YEARS.contains(&year) {
        return None;
    }
    Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()
}

/// A time of day at the start of `text`, and what follows it.
fn clock(text: &str) -> Option<(Time, &str)> {
    let digits = |it: &str| it.bytes().take_while(u8::is_ascii_digit).count();
    let n = digits(text);
    if n == 4 && !text[4..].starts_with([':', '.']) {
        let time = Time::new(text[..2].parse().ok()?, text[2..4].parse().ok()?, 0, 0).ok()?;
        return Some((time, &text[4..]));
    }
    if !(1..=2).contains(&n) {
        return None;
    }
    let mut hour: i8 = text[..n].parse().ok()?;
    let mut rest = &text[n..];
    let (mut minute, mut second) = (0i8, 0i8);
    let mut has_minute = false;
    if rest.starts_with([':', '.', 'h']) && digits(&rest[1..]) == 2 {
        minute = rest[1..3].parse().ok()?;
        rest = &rest[3..];
        has_minute = true;
        if rest.starts_with(':') && digits(&rest[1..]) == 2 {
            second = rest[1..3].parse().ok()?;
            rest = &rest[3..];
            if rest.starts_with(['.', ',']) {
                rest = &rest[1 + digits(&rest[1..])..];
            }
        }
    }
    let after = rest.trim_start().to_ascii_lowercase();
    let half = ["a.m.", "p.m.", "am", "pm"].into_iter().find(|it| {
        after.strip_prefix(it).is_some_and(|it| !it.starts_with(|ch: char| ch.is_alphabetic()))
    });
    if let Some(half) = half {
        rest = &rest.trim_start()[half.len()..];
        if !(1..=12).contains(&hour) {
            return None;
        }
        hour = hour % 12 + if half.starts_with('p') { 12 } else { 0 };
    } else if !has_minute {
        return None;
    }
    Some((Time::new(hour, minute, second, 0).ok()?, rest))
}

/// The zone named at the start of `text`.
fn offset(text: &str, day: Date) -> Option<Offset> {
    let text = text.trim_start_matches(['(', ' ', ',']);
    if let Some(sign) = text.chars().next().filter(|it| matches!(it, '+' | '-' | '−')) {
        let digits: String =
            text[sign.len_utf8()..].chars().filter(char::is_ascii_digit).take(4).collect();
        let hours: i32 = digits.get(..2)?.parse().ok()?;
        let minutes: i32 = digits.get(2..4).map_or(Some(0), |it| it.parse().ok())?;
        let seconds = hours * 3600 + minutes * 60;
        return Offset::from_seconds(if sign == '+' { seconds } else { -seconds }).ok();
    }
    let name: String = text.chars().take_while(char::is_ascii_alphabetic).collect();
    let summer = is_us_summer(day);
    let hours = match name.to_ascii_uppercase().as_str() {
        "Z" | "UTC" | "GMT" | "WET" => 0,
        "BST" | "CET" | "MEZ" | "WEST" => 1,
        "CEST" | "MESZ" | "EET" | "SAST" => 2,
        "EEST" | "MSK" => 3,
        "IST" | "AST" => return None,
        "EST" => -5,
        "EDT" => -4,
        "CST" => -6,
        "CDT" => -5,
        "MST" => -7,
        "MDT" => -6,
        "PST" => -8,
        "PDT" => -7,
        "ET" => -5 + summer,
        "CT" => -6 + summer,
        "MT" => -7 + summer,
        "PT" => -8 + summer,
        _ => return None,
    };
    Offset::from_hours(hours).ok()
}

/// 1 between the second Sunday of March and the first Sunday of November, when clocks in most of
/// the United States are an hour ahead; else 0. Changing days count as changed.
fn is_us_summer(day: Date) -> i8 {
    let sunday = |month: i8, nth: i8| {
        let first = date(day.year(), month, 1);
        let ahead = (7 - first.weekday().to_sunday_zero_offset()) % 7;
        date(day.year(), month, 1 + ahead + 7 * (nth - 1))
    };
    i8::from(day >= sunday(3, 2) && day < sunday(11, 1))
}

/// Puts the parts together.
fn moment(day: Date, time: Option<Time>, offset: Option<Offset>) -> Moment {
    let instant = time
        .zip(offset)
        .and_then(|(time, offset)| offset.to_timestamp(DateTime::from_parts(day, time)).ok());
    Moment { date: day, instant }
}

/// Reads the first date in a line for people: `March 3, 2031 / 9:30 AM ET`, `3 de marzo de 2031`,
/// `3. März 2031, 9.30 Uhr`, `03.03.2031`. Numeric days that could be read two ways give nothing.
pub(crate) fn visible(text: &str) -> Option<Moment> {
    let tokens = tokens(text);
    for idx in 0..tokens.len() {
        if let Some((day, end)) = day_at(&tokens, idx, text) {
            let (time, offset) = time_in(&text[end..], day)
                .or_else(|| time_in(&text[..tokens[idx].0], day))
                .map_or((None, None), |(time, offset)| (Some(time), offset));
            return Some(moment(day, time, offset));
        }
    }
    None
}

/// Words and numbers with their places.
fn tokens(text: &str) -> Vec<(usize, String)> {
    let mut out: Vec<(usize, String)> = Vec::new();
    let mut open = false;
    for (at, ch) in text.char_indices() {
        let continues = open
            && out.last().is_some_and(|(_, it)| {
                it.chars().last().is_some_and(|last| last.is_ascii_digit() == ch.is_ascii_digit())
            });
        if ch.is_alphanumeric() {
            match out.last_mut() {
                Some((_, word)) if continues => word.extend(ch.to_lowercase()),
                _ => out.push((at, ch.to_lowercase().collect())),
            }
            open = true;
        } else {
            open = false;
        }
    }
    out
}

/// A date that begins at token `idx`, and the byte where it ends.
fn day_at(tokens: &[(usize, String)], idx: usize, text: &str) -> Option<(Date, usize)> {
    let word = |at: usize| tokens.get(at).map_or("", |(_, it)| it.as_str());
    let end = |at: usize| tokens.get(at).map_or(text.len(), |(from, it)| from + it.len());
    let number = |at: usize| glued_year(word(at)).or_else(|| word(at).parse::<i16>().ok());
    let is_filler = |at: usize| {
        matches!(word(at), "de" | "del" | "of" | "st" | "nd" | "rd" | "th" | "º" | "er")
    };
    let next = |at: usize| (at + 1..at + 4).find(|&it| !is_filler(it)).unwrap_or(at + 1);
    let make = |year: i16, month: i8, day: i16, at: usize| {
        YEARS.contains(&year).then_some(())?;
        Date::new(year, month, i8::try_from(day).ok()?).ok().map(|it| (it, end(at)))
    };
    if let Some(month) = rules().month(word(idx)) {
        let (at_day, at_year) = (next(idx), next(next(idx)));
        return make(number(at_year)?, month, number(at_day)?, at_year);
    }
    let first = number(idx)?;
    let (at_second, at_third) = (next(idx), next(next(idx)));
    if let Some(month) = rules().month(word(at_second)) {
        return make(number(at_third)?, month, first, at_third);
    }
    let gap = |from: usize| text.get(end(from)..tokens.get(from + 1)?.0).map(str::trim);
    let sign = gap(idx).filter(|it| matches!(*it, "." | "/" | "-"))?;
    if gap(idx + 1) != Some(sign) {
        return None;
    }
    let (second, third) = (number(idx + 1)?, number(idx + 2)?);
    if word(idx).len() == 4 {
        return make(first, i8::try_from(second).ok()?, third, idx + 2);
    }
    if word(idx + 2).len() != 4 {
        return None;
    }
    match (sign, first, second) {
        (".", day, month) if month <= 12 => make(third, i8::try_from(month).ok()?, day, idx + 2),
        (_, day, month) if day > 12 => make(third, i8::try_from(month).ok()?, day, idx + 2),
        (_, month, day) if day > 12 || day == month => {
            make(third, i8::try_from(month).ok()?, day, idx + 2)
        }
        _ => None,
    }
}

/// The year at the start of a number to which an hour was glued by copying (`20315` of `20315:01`).
fn glued_year(digits: &str) -> Option<i16> {
    let is_glued = (5..=6).contains(&digits.len()) && digits.bytes().all(|it| it.is_ascii_digit());
    let year = digits.get(..4).filter(|_| is_glued)?.parse().ok()?;
    YEARS.contains(&year).then_some(year)
}

/// A time of day in the short stretch beside a date.
fn time_in(text: &str, day: Date) -> Option<(Time, Option<Offset>)> {
    let text =
        if text.chars().count() > 40 { text.get(..text.char_indices().nth(40)?.0)? } else { text };
    let mut previous = ' ';
    for (at, ch) in text.char_indices() {
        if ch.is_ascii_digit()
            && !previous.is_alphanumeric()
            && !matches!(previous, '.' | ':')
            && let Some((time, rest)) = clock(&text[at..])
        {
            return Some((time, offset(rest.trim_start(), day)));
        }
        previous = ch;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let found = read(text).map_or("nothing".to_owned(), |it| it.to_string());
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn machine_notations_are_read() {
        check("2031-03-04T09:30:00+01:00", "2031-03-04T08:30:00Z");
        check("2031-03-04T09:30:00Z", "2031-03-04T09:30:00Z");
        check("2031-03-04T09:30:00.123+0100", "2031-03-04T08:30:00Z");
        check("2031-03-04 09:30:00", "2031-03-04");
        check("2031-03-04", "2031-03-04");
        check("20310304", "2031-03-04");
        check("Tue, 04 Mar 2031 09:30:00 +0100", "2031-03-04T08:30:00Z");
        check("1930383000", "2031-03-04T09:30:00Z");
        check("2031-13-04", "nothing");
        check("soon", "nothing");
    }

    #[test]
    fn dates_for_people_are_read_in_several_languages() {
        check("March 3, 2031 / 9:30 AM / Harrow News", "2031-03-03");
        check("Updated 4:12 p.m. ET, March 3, 2031", "2031-03-03T21:12:00Z");
        check("Published 1:05 PM EDT, Tue July 8, 2031", "2031-07-08T17:05:00Z");
        check("3rd of March 2031", "2031-03-03");
        check("3 de marzo de 2031 - 09:30 CET", "2031-03-03T08:30:00Z");
        check("Stand: 3. März 2031, 9.30 Uhr", "2031-03-03");
        check("03.04.2031", "2031-04-03");
        check("04/05/2031", "nothing");
        check("12.30.2031", "2031-12-30");
        check("December 30, 20315:01 AM ET", "2031-12-30");
        check("04/25/2031", "2031-04-25");
        check("25/04/2031 10:15 GMT", "2031-04-25T10:15:00Z");
        check("In 2031, 40 people came", "nothing");
    }
}
