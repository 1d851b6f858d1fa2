//! The noun phrases beside a verb of saying.

use std::ops::Range;

use article::TextRange;
use text::ClauseWord;

use crate::name::{NAME_SUFFIXES, ends_in_possessive};
use crate::row::Row;

/// No source is looked for over more than this many tokens, white space included.
const REACH: usize = 30;

/// Nor over a clause about the source longer than this: "Marsh, whose view is that …, said".
const CLAUSE_REACH: usize = 80;

pub(crate) struct Phrases<'a> {
    pub(crate) row: Row<'a>,
    /// The quoted words of the sentence.
    pub(crate) spoken: &'a [TextRange],
}

impl Phrases<'_> {
    /// True inside of quotation marks.
    pub(crate) fn is_spoken(&self, idx: usize) -> bool {
        let range = self.row.tokens[idx].range;
        self.spoken.iter().any(|speech| speech.contains(range))
    }

    pub(crate) fn is_quote_mark(&self, idx: usize) -> bool {
        let row = &self.row;
        row.lower(idx).chars().next().is_some_and(|mark| {
            !(mark.is_alphanumeric()
                || matches!(mark, '’' | '\'') && idx > 0 && row.is_word(idx - 1))
                && row
                    .lexicon
                    .quote_marks
                    .iter()
                    .any(|(open, close)| *open == mark || *close == mark)
        })
    }

    /// True for words with which a clause may begin.
    pub(crate) fn begins_clause(&self, idx: usize) -> bool {
        let row = &self.row;
        let lexicon = row.lexicon;
        let lower = row.lower(idx);
        lexicon.pronouns.contains(lower)
            || self.is_determiner(idx)
            || row.is_capital(idx)
            || row.is_number(idx)
            || lexicon.number_words.contains(lower)
            || lexicon.bounds_before.at(row.tokens, idx).is_some()
            || row.is_stop(idx)
                && !lexicon.prepositions.contains(lower)
                && !lexicon.name_particles.contains(lower)
                && !lexicon.date_prepositions.contains(lower)
                && !lexicon.range_joins.contains(lower)
                && !lexicon.clause_words.contains(lower)
            || row.is_word(idx) && lower.ends_with('s')
            || lexicon.role_words.contains(lower)
    }

    /// True if the phrase behind a verb is its subject: ", said Tom Berg".
    pub(crate) fn is_subject_behind(&self, range: &Range<usize>, is_after_quote: bool) -> bool {
        let row = &self.row;
        let first = range.start;
        let lexicon = row.lexicon;
        let lower = row.lower(first);
        // "harbour spokesman Al Quint".
        let is_titled = || {
            row.prev(range.end).is_some_and(|last| row.is_capital(last))
                && range.clone().any(|idx| lexicon.role_words.at(row.tokens, idx).is_some())
        };
        let is_noun_phrase = row.is_capital(first)
            || self.is_determiner(first)
            || lexicon.role_words.at(row.tokens, first).is_some()
            || self.is_subject_pronoun(first)
            || lexicon.number_words.contains(lower)
            || is_titled();
        is_noun_phrase
            && (is_after_quote || row.skip(range.end).is_none_or(|end| !row.is_word(end)))
    }

    /// True for "he" and "they"; "US" is a country.
    pub(crate) fn is_subject_pronoun(&self, idx: usize) -> bool {
        let pronoun = self.row.lexicon.pronouns.get(self.row.lower(idx));
        pronoun.is_some_and(|it| !it.possessive) && {
            let written = self.row.text(idx);
            written.len() == 1 || written.chars().any(char::is_lowercase)
        }
    }

    pub(crate) fn is_determiner(&self, idx: usize) -> bool {
        let lexicon = self.row.lexicon;
        let lower = self.row.lower(idx);
        lexicon.definite_articles.contains(lower)
            || lexicon.indefinite_articles.contains(lower)
            || lexicon.demonstratives.contains(lower)
            || lexicon.pronouns.get(lower).is_some_and(|it| it.possessive)
    }

    /// A dot, hyphen or comma that belongs to a name or a word.
    fn is_inner_mark(&self, idx: usize) -> bool {
        let row = &self.row;
        if idx <= row.start {
            return false;
        }
        let before = idx - 1;
        let is_dot = row.is_mark(idx, ".")
            && row.is_word(before)
            && (row.lexicon.titles.contains(row.lower(before))
                || row.lexicon.abbreviations.contains(row.lower(before))
                || row.lexicon.abbreviations_may_end.contains(row.lower(before))
                || row.text(before).chars().count() == 1)
            && row.next(idx).is_some();
        let is_suffix = row.is_mark(idx, ",")
            && row.next(idx).is_some_and(|it| NAME_SUFFIXES.contains(&row.lower(it)));
        let is_hyphen = row.is_dash(idx) && row.is_tight(idx) && row.is_tight(before);
        is_dot
            || is_suffix
            || is_hyphen
            || row.is_mark(idx, "&")
            || matches!(row.lower(idx), "'" | "’") && row.is_word(before)
    }

    /// The noun phrase that begins at a token.
    pub(crate) fn after(&self, start: usize) -> Option<Range<usize>> {
        let row = &self.row;
        let lexicon = row.lexicon;
        let first = row.skip(start)?;
        if self.is_subject_pronoun(first) {
            return Some(first..first + 1);
        }
        let mut end = first;
        let mut next = Some(first);
        while let Some(at) = next.filter(|at| at - first < REACH) {
            let lower = row.lower(at);
            let is_thing = row.is_word(at) || row.is_number(at) || self.is_inner_mark(at);
            let is_fence = !is_thing
                || self.is_quote_mark(at)
                || at > first
                    && (lexicon.clause_words.at(row.tokens, at).is_some_and(|it| {
                        *it.value != ClauseWord::Coordinator
                            || row.skip(it.tokens.end).is_none_or(|it| self.is_subject_pronoun(it))
                    }) || lexicon.weekdays.contains(lower)
                        || lexicon.date_prepositions.contains(lower) && !lexicon.name_particles.contains(lower)
                        || self.is_determiner(at) && row.prev(at).is_some_and(|before| !row.is_stop(before))
                        || self.is_subject_pronoun(at)
                        // In "several published reports" it is no verb.
                        || lexicon.say_verbs.contains(lower)
                            && !lexicon.document_words.contains(lower)
                            && row.prev(at).is_some_and(|before| !row.is_stop(before) && !row.is_number(before)));
            if is_fence {
                break;
            }
            end = at + 1;
            next = row.next(at);
        }
        // "said the mayor on": a preposition at the end opens what is no longer the source.
        while let Some(last) = row.prev(end).filter(|&last| last > first && row.is_stop(last)) {
            end = last;
        }
        (end > first).then_some(first..end)
    }

    /// The token before a verb and the words that help it; `None` where nobody does what it says:
    /// "in state", "to say", "was not told".
    pub(crate) fn lead(&self, verb: usize) -> Option<usize> {
        let row = &self.row;
        let lexicon = row.lexicon;
        let mut last = row.prev(self.first_report(verb))?;
        let is_infinitive = lexicon.range_joins.contains(row.lower(last))
            && row.is_word(last)
            && !lexicon.clause_words.contains(row.lower(last));
        if is_infinitive || row.is_stop(last) && lexicon.date_prepositions.contains(row.lower(last))
        {
            return None;
        }
        let is_gerund = self.is_gerund(verb);
        // Helping verbs, adverbs and dates ("over the weekend") may stand between.
        let mut is_time = false;
        for _ in 0..5 {
            let lower = row.lower(last);
            if lexicon.negators.contains(lower)
                || lexicon.passive_auxiliaries.contains(lower) && !is_gerund
                || lexicon.expectations.ending_at(row.tokens, last, row.start).is_some()
            {
                return None;
            }
            let is_determiner = self.is_determiner(last);
            let is_of_time = lexicon.weekdays.contains(lower)
                || lexicon.date_words.contains(lower)
                || lexicon.time_units.contains(lower);
            let is_helper = row.is_stop(last)
                && !lexicon.pronouns.contains(lower)
                && (!is_determiner || is_time)
                || !row.is_capital(last) && lower.ends_with("ly")
                || is_of_time;
            is_time = is_of_time || is_time && is_determiner;
            if !row.is_word(last) || !is_helper || lexicon.clause_words.contains(lower) {
                break;
            }
            last = row.prev(last)?;
        }
        Some(last)
    }

    /// Where "first reported" begins, if a verb ends it.
    pub(crate) fn first_report(&self, verb: usize) -> usize {
        let found = self.row.lexicon.first_reports.ending_at(self.row.tokens, verb, self.row.start);
        found.map_or(verb, |it| it.tokens.start)
    }

    /// True for "saying".
    pub(crate) fn is_gerund(&self, verb: usize) -> bool {
        let lower = self.row.lower(verb);
        self.row.lexicon.gerund_endings.iter().any(|it| lower.ends_with(&**it))
    }

    /// The noun phrase that ends right before a verb.
    pub(crate) fn before(&self, verb: usize) -> Option<Range<usize>> {
        let phrase = self.noun_phrase_before(verb)?;
        let last = self.row.prev(phrase.end)?;
        // "Marsh's comments".
        let is_owner = ends_in_possessive(&self.row, last) && !self.is_subject_pronoun(last);
        (!is_owner && !self.is_clause(&phrase)).then_some(phrase)
    }

    /// True if a phrase holds a verb of its own: "pulled their money from", "the union has left",
    /// "the first official to face".
    fn is_clause(&self, phrase: &Range<usize>) -> bool {
        let row = &self.row;
        let lexicon = row.lexicon;
        let mut is_relative = false;
        for idx in row.indexes().filter(|idx| *idx > phrase.start && phrase.contains(idx)) {
            let lower = row.lower(idx);
            let Some(prev) = row.prev(idx) else { continue };
            is_relative |= lexicon.clause_words.get(lower) == Some(&ClauseWord::Relative);
            let is_infinitive = lexicon.range_joins.contains(row.lower(prev))
                && row.is_word(prev)
                && !lexicon.clause_words.contains(row.lower(prev))
                && !row.is_capital(idx)
                && !row.is_number(idx)
                && !row.is_stop(idx);
            let is_object = self.is_determiner(idx)
                && !row.is_capital(idx)
                && row.is_word(prev)
                && !row.is_stop(prev)
                && !row.is_capital(prev);
            let is_act = self.is_gerund(idx)
                && !row.is_capital(idx)
                && row.is_stop(prev)
                && !self.is_determiner(prev);
            let is_verb = lexicon.auxiliaries.contains(lower) || is_infinitive || is_act;
            if !is_relative && (is_verb || is_object) {
                return true;
            }
        }
        false
    }

    /// The noun phrase before a verb, be it a clause in truth.
    fn noun_phrase_before(&self, verb: usize) -> Option<Range<usize>> {
        let row = &self.row;
        let mut last = self.lead(verb)?;
        if row.lexicon.clause_words.get(row.lower(last)) == Some(&ClauseWord::Relative) {
            // "critics who say": whom the clause is about.
            last = row.prev(last)?;
            let is_noun = row.is_word(last) && !row.is_stop(last) && !self.is_spoken(last);
            return is_noun.then(|| self.ending_before_relative(last))?;
        }
        // "Tom Berg Jr. said".
        if self.is_inner_mark(last) {
            last = row.prev(last)?;
        }
        // "Ann Cole (L-Dunmore), said".
        let comma = last;
        if row.is_mark(last, ",") && row.prev(last).is_some_and(|before| row.is_mark(before, ")")) {
            last = row.prev(last)?;
        }
        if row.is_mark(last, ")") {
            let open = row
                .indexes()
                .rev()
                .skip_while(|&idx| idx >= last)
                .take(REACH)
                .find(|&idx| row.is_mark(idx, "("))?;
            last = row.prev(open)?;
        } else if row.is_mark(comma, ",") {
            return self.before_apposition(comma);
        }
        if !row.is_word(last) || self.is_determiner(last) || self.is_spoken(last) {
            return None;
        }
        if self.is_subject_pronoun(last) {
            return Some(last..last + 1);
        }
        if row.is_stop(last) {
            return None;
        }
        self.ending_at(last)
    }

    /// "Tom Berg, the mayor of Dunmore, said": what stands before the apposition; in "Marsh's
    /// spokesman, Tom Berg, said" the apposition, as it is the name.
    pub(crate) fn before_apposition(&self, comma: usize) -> Option<Range<usize>> {
        let row = &self.row;
        let mut at = row.prev(comma)?;
        while comma - at < CLAUSE_REACH {
            if row.is_mark(at, ",") {
                let last = row.prev(at)?;
                let opens = row.lexicon.clause_words.at(row.tokens, row.next(at)?);
                let is_clause = opens.is_some_and(|it| *it.value == ClauseWord::Relative);
                if comma - at >= REACH && !is_clause {
                    return None;
                }
                let is_noun = row.is_word(last) && !row.is_stop(last) && !self.is_spoken(last);
                let phrase = is_noun.then(|| self.ending_at(last))??;
                let inner = row.next(at)?;
                if !row.is_capital(last) && row.is_capital(inner) && !row.is_stop(inner) {
                    return Some(inner..comma);
                }
                // A list or a clause before the comma is no subject.
                let is_role = |idx: usize| row.lexicon.role_words.at(row.tokens, idx).is_some();
                let is_subject = row.is_capital(last)
                    || self.is_determiner(phrase.start)
                    || is_role(phrase.start);
                return is_subject.then_some(phrase);
            }
            if row.is_mark(at, ";") || self.is_quote_mark(at) {
                return None;
            }
            at = row.prev(at)?;
        }
        None
    }

    /// The noun phrase that ends at a token, as far back as the start of its clause.
    pub(crate) fn ending_at(&self, last: usize) -> Option<Range<usize>> {
        self.ending(last, true)
    }

    fn ending_before_relative(&self, last: usize) -> Option<Range<usize>> {
        self.ending(last, false)
    }

    fn ending(&self, last: usize, may_be_relative: bool) -> Option<Range<usize>> {
        let row = &self.row;
        let lexicon = row.lexicon;
        let mut first = last;
        while let Some(prev) = row.prev(first).filter(|prev| last - prev < REACH) {
            let is_thing = row.is_word(prev) || row.is_number(prev) || self.is_inner_mark(prev);
            let opens_clause =
                lexicon.clause_words.get(row.lower(prev)).is_some_and(|word| match word {
                    // "Berg and Marsh said".
                    ClauseWord::Coordinator => {
                        !(row.is_capital(first)
                            && row.prev(prev).is_some_and(|before| row.is_capital(before)))
                    }
                    // "after" and "since" also stand before dates.
                    _ => {
                        !lexicon.date_prepositions.contains(row.lower(prev))
                            || !row.is_number(first)
                                && !lexicon.weekdays.contains(row.lower(first))
                                && !lexicon.months.contains(row.lower(first))
                                && !lexicon.time_units.contains(row.lower(first))
                    }
                });
            let is_said = lexicon.say_verbs.contains(row.lower(prev))
                && !lexicon.document_words.contains(row.lower(prev))
                && !row.is_stop(first);
            if !is_thing
                || opens_clause
                || is_said
                || self.is_subject_pronoun(prev)
                || self.is_spoken(prev)
                || self.is_quote_mark(prev)
            {
                let is_relative =
                    lexicon.clause_words.get(row.lower(prev)) == Some(&ClauseWord::Relative);
                if let Some(antecedent) =
                    row.prev(prev).filter(|&it| is_relative && may_be_relative && row.is_word(it))
                {
                    // "One of the members who met him said".
                    return self.ending_before_relative(antecedent);
                }
                break;
            }
            first = prev;
        }
        Some(self.without_lead(first, last)..last + 1)
    }

    /// Drops "On Tuesday" and "In a statement" before a phrase that ends at `last`.
    fn without_lead(&self, first: usize, last: usize) -> usize {
        let row = &self.row;
        let is_preposition = |idx: usize| {
            !self.is_determiner(idx)
                && !row.lexicon.number_words.contains(row.lower(idx))
                && !row.lexicon.bounds_before.contains(row.lower(idx))
                && (row.is_stop(idx) || row.lexicon.date_prepositions.contains(row.lower(idx)))
        };
        if !is_preposition(first) {
            return first;
        }
        // The last name or determiner that no preposition stands before.
        let mut start = last;
        for idx in row.indexes().filter(|idx| (first..=last).contains(idx)) {
            let before = row.prev(idx).filter(|&before| before >= first);
            let opens = self.is_determiner(idx)
                || row.is_capital(idx)
                    && before.is_none_or(|before| {
                        !row.is_capital(before) && !self.is_determiner(before)
                    });
            let is_bound = before.is_some_and(is_preposition);
            if opens && !is_bound && !row.lexicon.weekdays.contains(row.lower(idx)) {
                start = idx;
            }
        }
        start
    }
}
