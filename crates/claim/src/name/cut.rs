//! Cuts a run of capitals: titles and countries before a name, capitals owed to the place in the
//! sentence, two names in a row.

use std::ops::Range;

use text::TitleWord;

use super::run::{Finder, Lead, Run, is_acronym};
use super::survey::{bare, begins};

impl Finder<'_> {
    /// Cuts a run into names, titles and owed capitals.
    pub(super) fn cut(&self, run: Range<usize>, runs: &mut Vec<Run>) {
        let row = &self.row;
        let Range { mut start, end } = run;
        let mut lead = Lead::default();
        let mut is_stripped = false;
        while start < end {
            if let Some((after, country)) = self.country_before(start, end) {
                self.push_country(start..after, country, runs);
                start = row.skip(after).unwrap_or(end);
            } else if let Some((after, title)) = self.title(start, end) {
                lead.add(self.role_text(row.range(start..after)), title);
                start = self.behind_title(after, end);
            } else if !is_stripped && self.is_owed(start, end) {
                // "The Harbour", "Former President": an owed capital before more.
                is_stripped = true;
                start = row.next(start).unwrap_or(end);
            } else {
                break;
            }
        }
        if start >= end {
            return;
        }
        if let Some((at, after, title)) = self.inner_title(start, end) {
            let is_role =
                (start..at).filter(|&idx| row.is_word(idx)).all(|idx| self.is_of_office(idx));
            if is_role {
                lead.add(self.role_text(row.range(start..after)), title);
            } else {
                self.push(start..at, Lead::default(), runs);
                lead.add(self.role_text(row.range(at..after)), title);
            }
            start = self.behind_title(after, end);
        } else if let Some(given) = self.inner_given_name(start, end) {
            let last = row.prev(given).unwrap_or(start);
            if row.lexicon.role_words.contains(row.lower(last)) {
                lead.roles.push(self.role_text(row.range(start..given)));
            } else {
                self.push(start..last + 1, Lead::default(), runs);
            }
            start = given;
        }
        if start < end {
            self.push(start..end, lead, runs);
        }
    }

    fn behind_title(&self, after: usize, end: usize) -> usize {
        let row = &self.row;
        let mut next = row.skip(after).unwrap_or(end);
        while next < end && (row.is_mark(next, ".") || row.is_mark(next, ",")) {
            next = row.next(next).unwrap_or(end);
        }
        next
    }

    /// "House Democratic" before "Leader": words of bodies, parties and roles.
    fn is_of_office(&self, idx: usize) -> bool {
        let lexicon = self.row.lexicon;
        let lower = self.row.lower(idx);
        lexicon.organization_words.contains(lower)
            || lexicon.role_words.contains(lower)
            || lexicon.titles.contains(lower)
            || self.row.is_stop(idx)
            || self.row.tokens[idx].stem.len() > 4
                && lexicon.role_words.contains(&self.row.tokens[idx].stem)
    }

    /// The title in "Arizona Gov. Ann Brook".
    fn inner_title(&self, start: usize, end: usize) -> Option<(usize, usize, TitleWord)> {
        let row = &self.row;
        if row.lexicon.given_names.contains(row.lower(start)) {
            return None;
        }
        (start + 1..end).filter(|&idx| self.is_capital(idx)).find_map(|idx| {
            let (after, title) = self.title(idx, end)?;
            matches!(title, TitleWord::Office | TitleWord::Rank).then_some((idx, after, title))
        })
    }

    /// "Paul" in "House of Representatives Paul Stone": a first name behind words that belong to
    /// no person.
    fn inner_given_name(&self, start: usize, end: usize) -> Option<usize> {
        let row = &self.row;
        let lexicon = row.lexicon;
        if lexicon.given_names.contains(row.lower(start)) {
            return None;
        }
        let given = (start + 1..end)
            .filter(|&idx| self.is_capital(idx))
            .find(|&idx| lexicon.given_names.contains(row.lower(idx)))?;
        let surname = row.next(given).filter(|&next| next < end && self.is_capital(next))?;
        let is_body = lexicon.organization_words.contains(row.lower(surname))
            || lexicon.place_words.contains(row.lower(surname));
        let before = row.prev(given)?;
        let follows_body = self.survey.has_noun_capitals
            || (start..given).filter(|&idx| row.is_word(idx)).any(|idx| {
                lexicon.organization_words.contains(row.lower(idx))
                    || lexicon.role_words.contains(row.lower(idx))
            });
        let is_bound = lexicon.name_particles.contains(row.lower(before)) || !row.is_word(before);
        (follows_body && !is_body && !is_bound).then_some(given)
    }

    /// The country named at a token, also as "US" for "U.S.".
    pub(super) fn country_at(&self, idx: usize, end: usize) -> Option<(usize, &'static str)> {
        let row = &self.row;
        if let Some(found) = row.lexicon.countries.at(&row.tokens[..end], idx) {
            return Some((found.tokens.end, &**found.value));
        }
        let text = row.text(idx);
        if text.len() > 3 || !is_acronym(text) {
            return None;
        }
        let dotted: String =
            text.chars().flat_map(|char| [char.to_ascii_lowercase(), '.']).collect();
        row.lexicon.countries.get(&dotted).map(|country| (idx + 1, &**country))
    }

    /// "Russian" in "Russian President Ivan Orlov".
    pub(super) fn country_before(&self, start: usize, end: usize) -> Option<(usize, &'static str)> {
        let row = &self.row;
        let (after, country) = self.country_at(start, end)?;
        let next = row.skip(after).filter(|&next| next < end)?;
        let is_person =
            self.title(next, end).is_some() || row.lexicon.given_names.contains(row.lower(next));
        is_person.then_some((after, country))
    }

    pub(super) fn title(&self, start: usize, end: usize) -> Option<(usize, TitleWord)> {
        let row = &self.row;
        let found =
            row.lexicon.titles.at(&row.tokens[..end], start).map(|it| (it.tokens.end, *it.value));
        let plural = || {
            let title = row.lexicon.titles.get(row.lower(start).strip_suffix('s')?)?;
            Some((start + 1, *title))
        };
        let (mut after, title) = found.or_else(plural)?;
        if row.is_mark(after, ".") {
            after += 1;
        }
        let next = row.skip(after).filter(|&next| next < end);
        let is_before_name = next.is_some_and(|next| self.is_capital(next));
        // "Prince George's County", "Justice Department", "House Speaker" alone.
        let heads_body = next.is_some_and(|next| {
            matches!(title, TitleWord::Office | TitleWord::Address | TitleWord::Rank)
                && row.lexicon.organization_words.contains(row.lower(next))
                && row.lexicon.given_names.get(row.lower(next)).is_none()
        });
        (is_before_name && !heads_body).then_some((after, title))
    }

    pub(super) fn is_owed(&self, start: usize, end: usize) -> bool {
        let row = &self.row;
        let lower = row.lower(start);
        if row.is_stop(start) && !is_acronym(row.text(start)) {
            return true;
        }
        if !begins(row, start) || row.next(start).is_none_or(|next| next >= end) {
            return false;
        }
        if row.lexicon.openers.contains(lower) {
            return true;
        }
        let is_known_name = row.lexicon.given_names.contains(lower)
            || row.lexicon.countries.contains(bare(lower))
            || is_acronym(row.text(start));
        if is_known_name || self.survey.n_inner_capitals(lower) > 0 {
            return false;
        }
        self.survey.is_small(lower) || self.is_common(start)
    }

    pub(super) fn is_common(&self, idx: usize) -> bool {
        let row = &self.row;
        let lexicon = row.lexicon;
        let lower = row.lower(idx);
        lexicon.role_words.contains(lower)
            || lexicon.say_verbs.contains(lower)
            || lexicon.number_words.contains(lower)
            || lexicon.clause_words.contains(lower)
            || lexicon.date_words.contains(lower)
            || lexicon.time_units.contains(lower)
            || lexicon.hedges.contains(lower)
            || lexicon.bounds_before.contains(lower)
            || lexicon.document_words.contains(lower)
            || lexicon.titles.contains(lower)
    }
}
