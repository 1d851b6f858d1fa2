//! Dates and times as written, resolved against the article's own date.

mod calendar;
mod clock;
mod composed;
mod reader;
mod relative;
mod written;

use std::ops::Range;

use article::TextRange;
use jiff::civil;
use text::Document;

use crate::row::Row;
use calendar::{Clock, Stretch};
use reader::{Reader, When};

/// A date or time as written, resolved to an interval against the article's date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateMention {
    /// The words: "late December", "Tuesday".
    pub range: TextRange,
    /// First moment it may mean.
    pub start: civil::DateTime,
    /// One past the last moment it may mean.
    pub end: civil::DateTime,
    /// How fine the words are.
    pub grain: Grain,
    /// False for a time of day whose day is not told beside it and was taken from the text before.
    pub has_day: bool,
    /// True if the article has no date of its own and the words ("Tuesday", "March 3") mean another day with another
    /// date: only what is told in the same way can be held against it.
    pub is_assumed: bool,
}

impl DateMention {
    /// True if both may mean one moment.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// How fine a date is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grain {
    /// "9:30 a.m."
    Time,
    /// "Tuesday morning".
    PartOfDay,
    /// "Tuesday", "March 3".
    Day,
    /// "this week", "late December".
    Week,
    /// "in March", "last month".
    Month,
    /// "2030", "two years ago".
    Year,
    /// "in the 2010s", "decades ago".
    Decade,
}

/// The dates of a sentence.
pub(crate) struct Dates {
    pub(crate) mentions: Vec<DateMention>,
    /// Tokens that belong to a date, resolved or not: they are neither names nor amounts.
    pub(crate) taken: Vec<Range<usize>>,
}

/// The dates of each sentence of a document. One without a date of publication is read as if published on the day
/// `as_of`.
pub(crate) fn read(document: &Document, as_of: civil::Date) -> Vec<Dates> {
    let all = |published: Option<civil::Date>| -> Vec<Dates> {
        let mut day = None;
        let rows = (0..document.sentences.len()).map(|it| Row::of(document, it));
        rows.map(|row| of_sentence(&row, published, &mut day)).collect()
    };
    if let Some(published) = document.article.published {
        return all(Some(published.date));
    }
    let mut read = all(Some(as_of));
    for (dates, known) in read.iter_mut().zip(all(None)) {
        for it in &mut dates.mentions {
            it.is_assumed = !known.mentions.contains(it);
        }
    }
    read
}

/// Reads the dates of a sentence. `day` is the day last told in the article; it stands in for a
/// time without a day, and is moved on.
fn of_sentence(
    row: &Row<'_>,
    published: Option<civil::Date>,
    day: &mut Option<civil::Date>,
) -> Dates {
    let reader = Reader { row, today: published };
    let mut dates = Dates { mentions: Vec::new(), taken: Vec::new() };
    let mut clocks: Vec<(usize, Clock)> = Vec::new();
    let mut idx = row.start;
    while let Some(start) = row.skip(idx) {
        idx = start + 1;
        // "USA Today" tells no day.
        if let Some(name) = row.lexicon.media_words.at(row.tokens, start)
            && name.tokens.len() > 1
        {
            idx = name.tokens.end;
            continue;
        }
        let Some(found) = reader.read(start) else { continue };
        debug_assert!(found.end > start, "a date has at least one token");
        let range = row.range(start..found.end);
        match found.when {
            When::Known(stretch) => {
                if stretch.grain <= Grain::Day {
                    *day = Some(stretch.start.date());
                }
                dates.mentions.push(mention(range, stretch, true));
            }
            When::Clock(clock) => clocks.push((dates.taken.len(), clock)),
            When::Unknown => {}
        }
        dates.taken.push(start..found.end);
        idx = found.end.max(start + 1);
    }
    let base = day.or(published).and_then(Stretch::day);
    for (taken_idx, clock) in clocks {
        if let Some(stretch) = base.and_then(|base| base.clock(clock)) {
            let range = row.range(dates.taken[taken_idx].clone());
            dates.mentions.push(mention(range, stretch, false));
        }
    }
    dates.mentions.sort_by_key(|mention| mention.range);
    dates
}

fn mention(range: TextRange, stretch: Stretch, has_day: bool) -> DateMention {
    let Stretch { start, end, grain } = stretch;
    DateMention { range, start, end, grain, has_day, is_assumed: false }
}
