//! Runs of capitalised words that are names.

use std::ops::Range;

use article::TextRange;
use text::{Document, Gender, TitleWord};

use super::entity::EntityKind;
use super::survey::{Survey, begins};
use crate::row::Row;

/// No name has more words than this.
const LONGEST: usize = 9;

/// What may stand behind a comma and belongs to the name before it.
pub(crate) const NAME_SUFFIXES: [&str; 2] = ["jr", "sr"];

/// A name found, before it is known whose it is.
#[derive(Debug, Clone)]
pub(crate) struct Run {
    pub(crate) sentence_idx: usize,
    /// Its tokens, without title and possessive.
    pub(crate) tokens: Range<usize>,
    /// The words, without title and possessive.
    pub(crate) range: TextRange,
    /// Its words in lower case, without particles of speech.
    pub(crate) words: Vec<String>,
    /// Titles and roles written before or behind it.
    pub(crate) roles: Vec<String>,
    /// What the words beside it tell of its kind, and how surely.
    pub(crate) kind: Option<EntityKind>,
    /// What titles and given names tell.
    pub(crate) gender: Option<Gender>,
    /// True if the only sign of a name is a capital that is owed anyway.
    pub(crate) is_weak: bool,
    /// The country named, in the words of the lexicon.
    pub(crate) country: Option<&'static str>,
    /// Short form in brackets behind it: "HSA".
    pub(crate) short: Option<String>,
}

/// The names of a sentence.
pub(crate) fn find(
    document: &Document,
    sentence_idx: usize,
    survey: &Survey<'_>,
    dates: &[Range<usize>],
) -> Vec<Run> {
    let row = Row::of(document, sentence_idx);
    let finder = Finder {
        row,
        sentence_idx,
        survey,
        dates,
        is_title_case: survey.is_title_case(sentence_idx),
    };
    let mut runs = Vec::new();
    let mut idx = row.start;
    while let Some(start) = row.skip(idx) {
        idx = start + 1;
        if !finder.may_begin(start) {
            continue;
        }
        let end = finder.end_of_run(start);
        finder.cut(start..end, &mut runs);
        idx = end.max(idx);
    }
    runs
}

/// What stands before a name and belongs to it.
#[derive(Debug, Default)]
pub(super) struct Lead {
    pub(super) roles: Vec<String>,
    pub(super) gender: Option<Gender>,
    pub(super) is_titled: bool,
}

impl Lead {
    pub(super) fn add(&mut self, role: String, title: TitleWord) {
        self.roles.push(role);
        self.is_titled = true;
        self.gender = self.gender.or(match title {
            TitleWord::Mister => Some(Gender::Masculine),
            TitleWord::Madam => Some(Gender::Feminine),
            _ => None,
        });
    }
}

pub(super) struct Finder<'a> {
    pub(super) row: Row<'a>,
    pub(super) sentence_idx: usize,
    pub(super) survey: &'a Survey<'a>,
    pub(super) dates: &'a [Range<usize>],
    /// True in a headline, where capitals tell nothing.
    pub(super) is_title_case: bool,
}

impl Finder<'_> {
    pub(super) fn is_date(&self, idx: usize) -> bool {
        self.dates.iter().any(|range| range.contains(&idx))
    }

    pub(super) fn is_capital(&self, idx: usize) -> bool {
        let row = &self.row;
        if !row.is_word(idx) || self.is_date(idx) {
            return false;
        }
        let text = row.text(idx);
        text.starts_with(char::is_uppercase)
            // "al-Sadr", "iBoat", "d'Arc", but not "ex-President".
            || text.chars().count() > 3
                // The end of an address.
                && !(idx > row.start && row.is_mark(idx - 1, "/"))
                && text.chars().skip(1).take(4).any(char::is_uppercase)
                && row.lower(idx).split_once('-').is_none_or(|(first, _)| row.lexicon.name_particles.contains(first))
    }

    pub(super) fn may_begin(&self, idx: usize) -> bool {
        let row = &self.row;
        if !self.is_capital(idx) {
            return false;
        }
        if is_acronym(row.text(idx)) {
            return true;
        }
        let lower = row.lower(idx);
        let is_function_word =
            row.is_stop(idx) && (begins(row, idx) || lower.len() < 3 || lower.contains('\''));
        !row.lexicon.pronouns.contains(lower) && !is_function_word
    }

    /// One past the last token of a run of capitals, particles between them included.
    pub(super) fn end_of_run(&self, start: usize) -> usize {
        let row = &self.row;
        // "Secretary of State Ann Brook": the particle is of the title.
        let title = row.lexicon.titles.at(row.tokens, start).map(|it| it.tokens.end);
        let before_name =
            title.filter(|it| row.skip(*it).is_some_and(|next| self.is_capital(next)));
        let mut end = before_name.unwrap_or(start + 1);
        let mut last = end - 1;
        for _ in 0..LONGEST {
            if ends_in_possessive(row, last) || small_tail(row.text(last)).is_some() {
                break;
            }
            let Some(next) = row.skip(end) else { break };
            // "John F. Stone", "Gov. Tom Berg", "St. Ives".
            let after_dot = row.is_mark(next, ".") && next == end && self.is_dot_inside(last);
            let Some(next) = (if after_dot { row.next(next) } else { Some(next) }) else { break };
            // "John Hayden, Jr."
            if row.is_mark(next, ",")
                && let Some(suffix) =
                    row.next(next).filter(|it| NAME_SUFFIXES.contains(&row.lower(*it)))
            {
                last = suffix;
                end = suffix + 1;
                continue;
            }
            if self.goes_on(next) {
                last = next;
                end = next + 1;
                continue;
            }
            if after_dot {
                break;
            }
            let Some(after) = self.behind_particles(start, last, next) else { break };
            last = after;
            end = after + 1;
        }
        end
    }

    /// True for a capital inside of a name. Of function words only those that names are made of:
    /// the "S." of a middle name, the "One" of "Air Force One".
    fn goes_on(&self, idx: usize) -> bool {
        let row = &self.row;
        if !self.is_capital(idx) {
            return false;
        }
        let is_initial = row.text(idx).chars().count() == 1 && row.is_mark(idx + 1, ".");
        let is_small = row.is_stop(idx) && row.lower(idx).len() < 4;
        !is_small
            || is_initial
            || is_acronym(row.text(idx))
            || row.lexicon.number_words.contains(row.lower(idx))
    }

    pub(super) fn is_dot_inside(&self, idx: usize) -> bool {
        let row = &self.row;
        row.text(idx).chars().count() == 1
            || row.lexicon.titles.contains(row.lower(idx))
            || row.lexicon.abbreviations.contains(row.lower(idx))
    }

    pub(super) fn behind_particles(
        &self,
        start: usize,
        last: usize,
        mut next: usize,
    ) -> Option<usize> {
        let row = &self.row;
        if row.is_mark(next, "&") {
            return row.next(next).filter(|&after| self.is_capital(after));
        }
        let first = next;
        let mut n_particles = 0;
        while n_particles < 3
            && row.lexicon.name_particles.contains(row.lower(next))
            && row.is_word(next)
        {
            n_particles += 1;
            next = row.next(next)?;
        }
        if n_particles == 0 || !self.is_capital(next) {
            return None;
        }
        // "of" and "the" join only what a body or a place begins with: "Ministry of Defence".
        let is_weak = row.is_stop(first) || row.lower(first).len() < 2;
        let is_named = (start..=last).any(|idx| row.lexicon.given_names.contains(row.lower(idx)));
        let heads = !is_named
            && (start..=last).any(|idx| {
                row.lexicon.organization_words.contains(row.lower(idx))
                    || row.lexicon.place_words.contains(row.lower(idx)) && n_particles == 1
            });
        let is_person = row.lexicon.given_names.contains(row.lower(start))
            && row.lower(first).len() < 4
            && !row.lexicon.date_joins.contains(row.lower(first));
        // "Bank of England" goes on; "the Senate and House" does not.
        let joins_two = row.lexicon.clause_words.contains(row.lower(first));
        (!is_weak || (heads || is_person) && !joins_two).then_some(next)
    }
}

/// Two capitals or more and no small letter: "HSA", "U.S.".
pub(crate) fn is_acronym(text: &str) -> bool {
    let text = text.trim_end_matches("'s").trim_end_matches("’s");
    text.chars().filter(|char| char.is_uppercase()).count() >= 2
        && !text.chars().any(char::is_lowercase)
}

/// "Marsh's", "the workers'".
pub(crate) fn ends_in_possessive(row: &Row<'_>, idx: usize) -> bool {
    row.lower(idx).ends_with("'s")
        || row.lower(idx).ends_with('s') && (row.is_mark(idx + 1, "'") || row.is_mark(idx + 1, "’"))
}

/// The first part of "Berlin-based": a capital, a hyphen, and a word in small letters.
pub(super) fn small_tail(text: &str) -> Option<&str> {
    let (first, rest) = text.rsplit_once('-')?;
    let is_tail = first.chars().count() > 1
        && first.starts_with(char::is_uppercase)
        && rest.starts_with(char::is_lowercase);
    is_tail.then_some(first)
}
