//! Runs of capitalised words that are names.

use std::ops::Range;

use article::TextRange;
use text::{Document, Gender, RoleWord, TitleWord};

use super::entity::EntityKind;
use super::survey::{Survey, bare, begins};
use crate::row::Row;

/// No name has more words than this.
const LONGEST: usize = 9;

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

struct Finder<'a> {
    row: Row<'a>,
    sentence_idx: usize,
    survey: &'a Survey<'a>,
    dates: &'a [Range<usize>],
    is_title_case: bool,
}

impl Finder<'_> {
    fn is_date(&self, idx: usize) -> bool {
        self.dates.iter().any(|range| range.contains(&idx))
    }

    fn is_capital(&self, idx: usize) -> bool {
        let row = &self.row;
        if !row.is_word(idx) || self.is_date(idx) {
            return false;
        }
        let text = row.text(idx);
        text.starts_with(char::is_uppercase)
            // "al-Sadr", "eBay", "d'Arc".
            || text.chars().count() > 3 && text.chars().skip(1).take(4).any(char::is_uppercase)
                && text.chars().any(char::is_lowercase)
    }

    fn may_begin(&self, idx: usize) -> bool {
        let row = &self.row;
        if !self.is_capital(idx) {
            return false;
        }
        let lower = row.lower(idx);
        let is_pronoun = row.lexicon.pronouns.contains(lower);
        let is_function_word = row.is_stop(idx)
            && (begins(row, idx) || lower.len() < 3 || lower.contains('\''))
            && !is_acronym(row.text(idx));
        !is_pronoun && !is_function_word
    }

    /// One past the last token of a run of capitals, particles between them included.
    fn end_of_run(&self, start: usize) -> usize {
        let row = &self.row;
        let mut end = start + 1;
        let mut last = start;
        for _ in 0..LONGEST {
            if ends_in_possessive(row, last) {
                break;
            }
            let Some(next) = row.skip(end) else { break };
            // "John F. Kennedy", "Gov. Tom Berg", "St. Ives".
            let after_dot = row.is_mark(next, ".") && next == end && self.is_dot_inside(last);
            let Some(next) = (if after_dot { row.next(next) } else { Some(next) }) else { break };
            if self.is_capital(next)
                && !(row.is_stop(next) && !is_acronym(row.text(next)) && row.lower(next).len() < 4)
            {
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

    /// True if the dot behind a token belongs to it.
    fn is_dot_inside(&self, idx: usize) -> bool {
        let row = &self.row;
        row.text(idx).chars().count() == 1
            || row.lexicon.titles.contains(row.lower(idx))
            || row.lexicon.abbreviations.contains(row.lower(idx))
    }

    /// The capital behind "of", "de la", "van der", "&".
    fn behind_particles(&self, start: usize, last: usize, mut next: usize) -> Option<usize> {
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
        let heads = (start..=last).any(|idx| {
            row.lexicon.organization_words.contains(row.lower(idx))
                || row.lexicon.place_words.contains(row.lower(idx)) && n_particles == 1
        });
        let is_person = row.lexicon.given_names.contains(row.lower(start))
            && row.lower(first).len() < 4
            && !is_english_of(row, first);
        // "Bank of England" goes on; "the Senate and House" does not.
        let joins_two = row.lexicon.clause_words.contains(row.lower(first));
        let is_head_next = row.lexicon.organization_words.contains(row.lower(last));
        (!is_weak || heads && (!joins_two || is_head_next && false) || is_person && !joins_two)
            .then_some(next)
    }

    /// Cuts a run into names, titles and owed capitals.
    fn cut(&self, run: Range<usize>, runs: &mut Vec<Run>) {
        let row = &self.row;
        let Range { mut start, end } = run;
        let mut roles = Vec::new();
        let mut gender = None;
        let mut person = false;
        let mut stripped = false;
        while start < end {
            if let Some((after, country)) = self.country_before(start, end) {
                self.push_country(start..after, country, runs);
                start = row.skip(after).unwrap_or(end);
                continue;
            }
            if let Some((after, title)) = self.title(start, end) {
                let role = row.range(start..after);
                roles.push(self.role_text(role));
                gender = gender.or(match title {
                    TitleWord::Mister => Some(Gender::Masculine),
                    TitleWord::Madam => Some(Gender::Feminine),
                    _ => None,
                });
                person = true;
                let mut next = row.skip(after).unwrap_or(end);
                while next < end && (row.is_mark(next, ".") || row.is_mark(next, ",")) {
                    next = row.next(next).unwrap_or(end);
                }
                start = next;
                continue;
            }
            // "Former President", "Republican Sen.", "The Harbour": an owed capital before more.
            if !stripped && self.is_owed(start, end) {
                stripped = true;
                start = row.next(start).unwrap_or(end);
                continue;
            }
            break;
        }
        if start >= end {
            return;
        }
        self.push(start..end, roles, gender, person, runs);
    }

    fn role_text(&self, range: TextRange) -> String {
        let row = &self.row;
        let words: Vec<&str> = row
            .indexes()
            .filter(|&idx| range.contains(row.tokens[idx].range))
            .map(|idx| row.text(idx))
            .collect();
        words.join(" ").replace(" .", ".")
    }

    /// "Russian" in "Russian President Vladimir Putin".
    fn country_before(&self, start: usize, end: usize) -> Option<(usize, &'static str)> {
        let row = &self.row;
        let country = row.lexicon.countries.at(&row.tokens[..end], start)?;
        let after = country.tokens.end;
        let next = row.skip(after).filter(|&next| next < end)?;
        let is_person =
            self.title(next, end).is_some() || row.lexicon.given_names.contains(row.lower(next));
        is_person.then(|| (after, &**country.value))
    }

    /// A title at a token, if a name may follow.
    fn title(&self, start: usize, end: usize) -> Option<(usize, TitleWord)> {
        let row = &self.row;
        let found = row.lexicon.titles.at(&row.tokens[..end], start)?;
        let mut after = found.tokens.end;
        if row.is_mark(after, ".") {
            after += 1;
        }
        let next = row.skip(after).filter(|&next| next < end);
        let title = *found.value;
        let is_before_name = next.is_some_and(|next| self.is_capital(next));
        // "Prince George's County", "Justice Department", "House Speaker" alone.
        let heads_body = next.is_some_and(|next| {
            matches!(title, TitleWord::Office | TitleWord::Address | TitleWord::Rank)
                && row.lexicon.organization_words.contains(row.lower(next))
                && row.lexicon.given_names.get(row.lower(next)).is_none()
        });
        (is_before_name && !heads_body).then_some((after, title))
    }

    /// True if the first word has a capital only because it begins the sentence.
    fn is_owed(&self, start: usize, end: usize) -> bool {
        let row = &self.row;
        let lower = row.lower(start);
        if row.is_stop(start) && !is_acronym(row.text(start)) {
            return true;
        }
        if !begins(row, start) || row.next(start).is_none_or(|next| next >= end) {
            return false;
        }
        let is_known_name = row.lexicon.given_names.contains(lower)
            || row.lexicon.countries.contains(bare(lower))
            || is_acronym(row.text(start));
        if is_known_name || self.survey.n_inner_capitals(lower) > 0 {
            return false;
        }
        self.survey.is_small(lower) || self.is_common(start)
    }

    /// Words that the lexicon knows as no names.
    fn is_common(&self, idx: usize) -> bool {
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

    fn push_country(&self, tokens: Range<usize>, country: &'static str, runs: &mut Vec<Run>) {
        let row = &self.row;
        runs.push(Run {
            sentence_idx: self.sentence_idx,
            range: self.without_possessive(tokens.clone()),
            words: vec![row.lower(tokens.start).to_owned()],
            tokens,
            roles: Vec::new(),
            kind: Some(EntityKind::Place),
            gender: None,
            is_weak: false,
            country: Some(country),
            short: None,
        });
    }

    fn without_possessive(&self, tokens: Range<usize>) -> TextRange {
        let row = &self.row;
        let mut range = row.range(tokens.clone());
        let last = row.prev(tokens.end).unwrap_or(tokens.start);
        let text = row.text(last);
        for ending in ["'s", "’s", "'S", "’S"] {
            if text.len() > ending.len() && text.ends_with(ending) {
                range.end -= ending.len();
            }
        }
        range
    }

    fn push(
        &self,
        tokens: Range<usize>,
        mut roles: Vec<String>,
        mut gender: Option<Gender>,
        is_titled: bool,
        runs: &mut Vec<Run>,
    ) {
        let row = &self.row;
        if let Some(whole) = row.lexicon.countries.at(row.tokens, tokens.start)
            && whole.tokens.end == tokens.end
            && !is_titled
        {
            return self.push_country(tokens, whole.value, runs);
        }
        // "U.S.-led", "Berlin-based": the name is the first part.
        if let Some(run) = self.first_part(&tokens) {
            runs.push(run);
            return;
        }
        let words: Vec<String> = (tokens.start..tokens.end)
            .filter(|&idx| row.is_word(idx))
            .map(|idx| bare(row.lower(idx)).to_owned())
            .collect();
        let Some(first) = words.first() else { return };
        let n_capitals = (tokens.start..tokens.end).filter(|&idx| self.is_capital(idx)).count();
        let begins_sentence = begins(row, tokens.start) && !is_titled;
        let is_weak = n_capitals == 1 && begins_sentence && !is_acronym(row.text(tokens.start));
        if n_capitals == 1 && !is_titled && self.is_no_name(tokens.start, first, is_weak) {
            return;
        }
        if self.is_title_case && n_capitals > 4 {
            return;
        }
        if self.survey.has_noun_capitals && !is_titled && !self.is_name_among_nouns(&tokens, &words)
        {
            return;
        }
        if let Some(given) = row.lexicon.given_names.get(first)
            && n_capitals >= 2
        {
            gender = gender.or(Some(*given));
        }
        let mut kind = if is_titled {
            Some(EntityKind::Person)
        } else {
            self.kind(&tokens, &words, n_capitals)
        };
        if kind != Some(EntityKind::Organization) && kind != Some(EntityKind::Place) {
            let behind = self.role_behind(tokens.end);
            let before = if is_titled { None } else { self.role_before(tokens.start) };
            if (behind.is_some() || before.is_some()) && n_capitals <= 4 {
                kind = kind.or(Some(EntityKind::Person));
            }
            roles.extend(before);
            roles.extend(behind);
        }
        runs.push(Run {
            sentence_idx: self.sentence_idx,
            range: self.without_possessive(tokens.clone()),
            short: self.short_form(tokens.end),
            tokens,
            words,
            roles,
            kind,
            gender,
            is_weak,
            country: None,
        });
    }

    fn first_part(&self, tokens: &Range<usize>) -> Option<Run> {
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

    /// A single word with a capital that is no name all the same.
    fn is_no_name(&self, idx: usize, first: &str, is_weak: bool) -> bool {
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

    /// In languages that write nouns with capitals: is there another sign of a name?
    fn is_name_among_nouns(&self, tokens: &Range<usize>, words: &[String]) -> bool {
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

    fn kind(
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
        if let Some(word) = row.next(tokens.end - 1)
            && row.is_word(word)
            && matches!(lexicon.clause_words.get(row.lower(word)), Some(text::ClauseWord::Relative))
            && row.lower(word) == "who"
        {
            return Some(EntityKind::Person);
        }
        self.age_behind(tokens.end).then_some(EntityKind::Person)
    }

    /// "Tom Berg, 34,".
    fn age_behind(&self, end: usize) -> bool {
        let row = &self.row;
        let Some(comma) = row.skip(end).filter(|&idx| row.is_mark(idx, ",")) else { return false };
        let Some(age) = row.next(comma) else { return false };
        row.plain_number(age).is_some_and(|age| (1..120).contains(&age))
            && row.next(age).is_some_and(|next| matches!(row.lower(next), "," | "." | ")"))
    }

    /// "mayor" in "mayor Tom Berg" and "the mayor, Tom Berg".
    fn role_before(&self, start: usize) -> Option<String> {
        let row = &self.row;
        let mut prev = row.prev(start)?;
        let has_comma = row.is_mark(prev, ",");
        if has_comma {
            prev = row.prev(prev)?;
        }
        let title = row.lexicon.titles.ending_at(row.tokens, prev, row.start).map(|it| it.tokens);
        let role = row
            .lexicon
            .role_words
            .ending_at(row.tokens, prev, row.start)
            .filter(|it| {
                matches!(it.value, RoleWord::Official | RoleWord::Speaker | RoleWord::Person)
            })
            .map(|it| it.tokens);
        let tokens = title.or(role)?;
        if has_comma {
            let article = row.prev(tokens.start)?;
            if !row.lexicon.definite_articles.contains(row.lower(article)) {
                return None;
            }
        }
        (!row.lower(prev).ends_with('s'))
            .then(|| row.range(tokens))
            .map(|range| self.role_text(range))
    }

    /// "the mayor of Dunmore" in "Tom Berg, the mayor of Dunmore,".
    fn role_behind(&self, end: usize) -> Option<String> {
        let row = &self.row;
        let comma = row.skip(end).filter(|&idx| row.is_mark(idx, ","))?;
        let mut next = row.next(comma)?;
        let lexicon = row.lexicon;
        if lexicon.definite_articles.contains(row.lower(next))
            || lexicon.indefinite_articles.contains(row.lower(next))
        {
            next = row.next(next)?;
        }
        for _ in 0..3 {
            let found = lexicon.titles.at(row.tokens, next).map(|it| it.tokens.end).or_else(|| {
                lexicon
                    .role_words
                    .at(row.tokens, next)
                    .filter(|it| {
                        matches!(
                            it.value,
                            RoleWord::Official | RoleWord::Speaker | RoleWord::Person
                        )
                    })
                    .map(|it| it.tokens.end)
            });
            if let Some(end) = found {
                return (!row.is_capital(next) || lexicon.titles.at(row.tokens, next).is_some())
                    .then(|| self.role_text(row.range(next..end)));
            }
            if !row.is_word(next) || row.is_stop(next) {
                return None;
            }
            next = row.next(next)?;
        }
        None
    }

    /// "HSA" in "Harbour Safety Agency (HSA)".
    fn short_form(&self, end: usize) -> Option<String> {
        let row = &self.row;
        let open = row.skip(end).filter(|&idx| row.is_mark(idx, "("))?;
        let word = open + 1;
        let is_short =
            row.is_word(word) && is_acronym(row.text(word)) && row.is_mark(word + 1, ")");
        is_short.then(|| row.text(word).to_owned())
    }
}

fn is_english_of(row: &Row<'_>, idx: usize) -> bool {
    row.lexicon.date_joins.contains(row.lower(idx)) && row.lower(idx) == "of"
}

/// Two capitals or more and no small letter: "HSA", "U.S.".
pub(crate) fn is_acronym(text: &str) -> bool {
    let text = text.trim_end_matches("'s").trim_end_matches("’s");
    text.chars().filter(|char| char.is_uppercase()).count() >= 2
        && !text.chars().any(char::is_lowercase)
}

fn ends_in_possessive(row: &Row<'_>, idx: usize) -> bool {
    row.lower(idx).ends_with("'s")
        || row.lower(idx).ends_with('s') && (row.is_mark(idx + 1, "'") || row.is_mark(idx + 1, "’"))
}
