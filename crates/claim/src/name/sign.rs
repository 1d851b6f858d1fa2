//! What a name shows of itself: whether it is one, and of what kind.

use std::ops::Range;

use article::TextRange;
use text::TokenKind;

use super::entity::EntityKind;
use super::run::{Finder, Lead, Run, is_acronym, small_tail};
use super::survey::{bare, begins};

impl Finder<'_> {
    pub(super) fn push(&self, tokens: Range<usize>, lead: Lead, runs: &mut Vec<Run>) {
        let row = &self.row;
        let Lead { mut roles, mut gender, is_titled } = lead;
        if !is_titled
            && let Some((end, country)) = self.country_at(tokens.start, tokens.end)
            && row.skip(end).is_none_or(|next| next >= tokens.end)
        {
            return self.push_country(tokens, country, runs);
        }
        // "U.S.-led", "Berlin-based": the name is the first part.
        if let Some(run) = self.first_part(&tokens) {
            runs.push(run);
            return;
        }
        let words: Vec<String> = (tokens.start..tokens.end)
            .filter(|&idx| row.is_word(idx))
            .map(|idx| {
                small_tail(row.text(idx))
                    .map_or_else(|| bare(row.lower(idx)).to_owned(), str::to_lowercase)
            })
            .collect();
        let Some(first) = words.first() else { return };
        let n_capitals = (tokens.start..tokens.end).filter(|&idx| self.is_capital(idx)).count();
        let begins_sentence = begins(row, tokens.start) && !is_titled;
        let is_weak = n_capitals == 1 && begins_sentence && !is_acronym(row.text(tokens.start));
        let is_noun = self.survey.has_noun_capitals
            && !is_titled
            && !self.is_name_among_nouns(&tokens, &words);
        if is_noun || n_capitals == 1 && !is_titled && self.is_no_name(tokens.start, first, is_weak)
        {
            return;
        }
        if n_capitals >= 2 {
            gender = gender.or(row.lexicon.given_names.get(first).copied());
        }
        let mut kind = if is_titled {
            Some(EntityKind::Person)
        } else {
            self.kind(&tokens, &words, n_capitals)
        };
        if !matches!(kind, Some(EntityKind::Organization | EntityKind::Place)) && n_capitals <= 4 {
            let may_have = n_capitals >= 2 || is_titled;
            let behind = if may_have { self.role_behind(tokens.end) } else { None };
            let before = if is_titled { None } else { self.role_before(tokens.start, may_have) };
            if behind.is_some() || before.is_some() {
                kind = kind.or(Some(EntityKind::Person));
            }
            roles.extend(before);
            roles.extend(behind);
        }
        let is_weak = is_weak || self.is_title_case || n_capitals > 1 && self.fills_quote(&tokens);
        runs.push(Run {
            sentence_idx: self.sentence_idx,
            range: self.without_possessive(tokens.clone()),
            short: self.short_form(tokens.end).filter(|_| n_capitals >= 2),
            tokens,
            words,
            roles,
            kind,
            gender,
            is_weak,
            country: None,
        });
    }

    /// “Pier Burns”: nothing but these words stands in marks, as a title does.
    fn fills_quote(&self, tokens: &Range<usize>) -> bool {
        let row = &self.row;
        let is_mark = |idx: usize, is_open: bool| {
            row.kind(idx) == Some(TokenKind::Mark)
                && row.lexicon.quote_marks.iter().any(|(open, close)| {
                    row.lower(idx).starts_with(if is_open { *open } else { *close })
                })
        };
        let is_stop = |idx: usize| matches!(row.lower(idx), "." | "," | "!" | "?");
        let after = row.skip(tokens.end).filter(|it| is_stop(*it)).map_or(tokens.end, |it| it + 1);
        tokens.start.checked_sub(1).is_some_and(|it| is_mark(it, true)) && is_mark(after, false)
    }

    pub(super) fn push_country(
        &self,
        tokens: Range<usize>,
        country: &'static str,
        runs: &mut Vec<Run>,
    ) {
        let row = &self.row;
        runs.push(Run {
            sentence_idx: self.sentence_idx,
            range: self.without_possessive(tokens.clone()),
            words: vec![row.lower(tokens.start).to_owned()],
            roles: Vec::new(),
            kind: Some(EntityKind::Place),
            gender: None,
            is_weak: false,
            country: Some(country),
            tokens,
            short: None,
        });
    }

    pub(super) fn without_possessive(&self, tokens: Range<usize>) -> TextRange {
        let row = &self.row;
        let mut range = row.range(tokens.clone());
        let last = row.prev(tokens.end).unwrap_or(tokens.start);
        let text = row.text(last);
        for ending in ["'s", "’s", "'S", "’S"] {
            if text.len() > ending.len() && text.ends_with(ending) {
                range.end -= ending.len();
            }
        }
        if let Some(first) = small_tail(text) {
            range.end -= text.len() - first.len();
        }
        range
    }

    pub(super) fn first_part(&self, tokens: &Range<usize>) -> Option<Run> {
        let row = &self.row;
        let text = row.text(tokens.start);
        if tokens.len() > 1 {
            return None;
        }
        let (first, rest) = text.split_once('-')?;
        let is_adjective =
            first.starts_with(char::is_uppercase) && rest.starts_with(char::is_lowercase);
        let lower = first.to_lowercase();
        let country = row.lexicon.countries.get(&lower).map(|country| &**country);
        if !is_adjective
            || country.is_none() && (begins(row, tokens.start) || self.survey.has_noun_capitals)
        {
            return None;
        }
        let start = row.tokens[tokens.start].range.start;
        Some(Run {
            sentence_idx: self.sentence_idx,
            tokens: tokens.clone(),
            range: TextRange::new(start, start + first.len()),
            words: vec![lower],
            roles: Vec::new(),
            kind: country.map(|_| EntityKind::Place),
            gender: None,
            is_weak: false,
            country,
            short: None,
        })
    }

    pub(super) fn is_no_name(&self, idx: usize, first: &str, is_weak: bool) -> bool {
        let row = &self.row;
        if row.lexicon.pronouns.contains(first) || first.chars().count() < 2 {
            return true;
        }
        if is_acronym(row.text(idx)) {
            return false;
        }
        if row.lexicon.months.contains(first) || row.lexicon.weekdays.contains(first) {
            return true;
        }
        let is_party = row.lexicon.role_words.contains(first)
            && self.survey.n_inner_capitals(first) > 0
            && !self.survey.is_small(first);
        if is_weak {
            let is_known = self.survey.n_inner_capitals(first) > 0 && !self.is_common(idx)
                || row.lexicon.countries.contains(first);
            return self.survey.is_small(first)
                || self.is_common(idx) && !is_party
                || !is_known && row.is_stop(idx);
        }
        // "the President", "the Court": an office in capitals, joined to its holder elsewhere.
        self.is_common(idx) && !is_party
    }

    pub(super) fn is_name_among_nouns(&self, tokens: &Range<usize>, words: &[String]) -> bool {
        let row = &self.row;
        let lexicon = row.lexicon;
        let known = |word: &String| {
            lexicon.given_names.contains(word)
                || lexicon.countries.contains(word)
                || lexicon.media_words.contains(word)
        };
        if words.iter().any(known) || is_acronym(row.text(tokens.start)) {
            return true;
        }
        let has_article = row.prev(tokens.start).is_some_and(|prev| {
            lexicon.definite_articles.contains(row.lower(prev))
                || lexicon.indefinite_articles.contains(row.lower(prev))
        });
        let n_small = words.iter().filter(|word| self.survey.is_small(word)).count();
        words.len() > 1
            && !has_article
            && n_small == 0
            && !words.iter().any(|word| lexicon.role_words.contains(word))
            || words.len() > 1 && words.iter().any(|word| lexicon.organization_words.contains(word))
    }

    pub(super) fn kind(
        &self,
        tokens: &Range<usize>,
        words: &[String],
        n_capitals: usize,
    ) -> Option<EntityKind> {
        let row = &self.row;
        let lexicon = row.lexicon;
        let last = words.last()?;
        let first = words.first()?;
        if lexicon
            .media_words
            .at(row.tokens, tokens.start)
            .is_some_and(|it| it.tokens.end >= tokens.end)
        {
            return Some(EntityKind::Organization);
        }
        let is_given = lexicon.given_names.contains(first) && n_capitals >= 2;
        let is_body = words.iter().any(|word| lexicon.organization_words.contains(word));
        let is_place = lexicon.place_words.contains(last)
            || lexicon.place_words.contains(first) && n_capitals > 1;
        if is_given
            && n_capitals <= 3
            && !lexicon.organization_words.contains(last)
            && !lexicon.place_words.contains(last)
        {
            return Some(EntityKind::Person);
        }
        if is_body && n_capitals > 1 {
            return Some(EntityKind::Organization);
        }
        if is_place && n_capitals > 1 {
            return Some(EntityKind::Place);
        }
        self.age_behind(tokens.end).then_some(EntityKind::Person)
    }
}
