//! Whose a verb of saying is where the noun phrase beside it does not tell.

use std::ops::Range;

use text::{ClauseWord, Gender};

use super::frame::{Finder, Frame};
use crate::name::EntityKind;

/// Words between a name and the role that it belongs to: "Velm high school students".
const MAX_TO_ROLE: usize = 4;

impl Finder<'_> {
    fn clause_word(&self, idx: usize) -> Option<ClauseWord> {
        self.row.lexicon.clause_words.get(self.row.lower(idx)).copied()
    }

    /// Whoever does what a verb says, if it stands before the verb.
    pub(super) fn subject_of(&self, verb: usize) -> Option<Range<usize>> {
        let lead = self.phrases.lead(verb)?;
        let stands_before = |it: &Range<usize>| it.end <= lead;
        // "He paused and said", "Marsh left early but said".
        if self.clause_word(lead) == Some(ClauseWord::Coordinator) {
            let lower = self.row.lower(verb);
            let is_noun = self.row.lexicon.document_words.contains(lower)
                || self.row.lexicon.say_verbs.get(lower).is_some_and(|it| *it.lemma == *lower);
            return self.subject().filter(stands_before).filter(|_| !is_noun);
        }
        // "Senator Ann Cole, L-Dunmore, the head of the committee, said".
        let whole = self.row.is_mark(lead, ",").then(|| self.subject()).flatten();
        let whole = whole.filter(stands_before).filter(|it| self.is_apposition(it.end..lead));
        // In "Marsh's spokesman, Tom Berg, said" the apposition is the name.
        let whole = whole.filter(|it| self.with_name_behind(it.clone()) == *it);
        whole.or_else(|| self.phrases.before(verb))
    }

    /// True if what stands between the subject and a comma only says who it is.
    fn is_apposition(&self, between: Range<usize>) -> bool {
        let row = &self.row;
        let Some(first) = row.skip(between.start) else { return false };
        let mut is_relative = false;
        let holds_verb = row.indexes().filter(|it| between.contains(it)).any(|idx| {
            if row.is_mark(idx, ",") {
                is_relative = false;
            }
            is_relative |= self.clause_word(idx) == Some(ClauseWord::Relative);
            !is_relative
                && (row.lexicon.auxiliaries.contains(row.lower(idx))
                    || self.phrases.is_subject_pronoun(idx))
        });
        (row.is_mark(first, ",") || first == between.end) && !holds_verb
    }

    /// True for "the day after Marsh said", "critics who say": the verb speaks of a part of the sentence.
    pub(super) fn is_embedded(&self, source: &Range<usize>, verb: usize) -> bool {
        let row = &self.row;
        let is_relative = |idx: usize| self.clause_word(idx) == Some(ClauseWord::Relative);
        if row.prev(verb).is_some_and(is_relative)
            || self.phrases.lead(verb).is_some_and(is_relative)
        {
            return true;
        }
        let Some(before) = row.prev(source.start) else { return false };
        let opens = match self.clause_word(before) {
            Some(ClauseWord::Coordinator) | None => false,
            Some(_) => true,
        };
        // ", as Marsh put it": the whole sentence is what was said.
        let is_aside = row.lower(before) == "as"
            && row.prev(before).is_none_or(|comma| row.is_mark(comma, ","));
        opens && !is_aside
    }

    /// "The council turned it down, saying the pier must stay", "Marsh sent a letter saying that": the
    /// speaker before says so too, else the subject of the sentence.
    pub(super) fn by_gerund(&self, verb: &Range<usize>, before: Option<&Frame>) -> Option<Frame> {
        let row = &self.row;
        let says = self.complement(verb.end).is_some()
            || self.opens_quote(verb.end)
            || row.skip(verb.end).is_some_and(|next| self.phrases.begins_clause(next));
        let mut prev = row.prev(verb.start).filter(|_| says)?;
        if row.lower(prev).ends_with("ly") {
            prev = row.prev(prev)?;
        }
        let end = self.complement(verb.end).unwrap_or(verb.end);
        let follows_comma = row.is_mark(prev, ",") || self.phrases.is_quote_mark(prev);
        if let Some(source) = self.with_whom(prev).filter(|_| !follows_comma) {
            return Some(self.frame(verb.clone(), source, verb.start..end, 2, true));
        }
        if let Some(frame) = before.filter(|_| follows_comma) {
            let words = row.range(verb.clone());
            let attribution = super::Attribution { verb: words, ..frame.attribution.clone() };
            let range = row.range(verb.start..end);
            return Some(Frame { attribution, range, sureness: 2, is_before: true, ..*frame });
        }
        // "It was not clear what it meant, declaring": of whom it tells is not said.
        let is_it = |source: &Range<usize>| {
            let pronoun = row.lexicon.pronouns.get(row.lower(source.start));
            pronoun.is_some_and(|it| it.gender == Some(Gender::Neuter))
        };
        let source = self.subject().filter(|it| it.end <= verb.start && !is_it(it))?;
        let is_written = || {
            let between = row.indexes().filter(|it| (source.end..verb.start).contains(it));
            let mut between =
                between.filter(|&it| row.lexicon.document_words.contains(row.lower(it)));
            between.next().is_some()
        };
        (follows_comma || is_written())
            .then(|| self.frame(verb.clone(), source, verb.start..end, 2, true))
    }

    /// ", with critics warning that": the noun phrase between "with" and a verb.
    fn with_whom(&self, last: usize) -> Option<Range<usize>> {
        let row = &self.row;
        let phrase = self.phrases.ending_at(last)?;
        let with = row.prev(phrase.start).unwrap_or(phrase.start);
        let opens = |it: usize| {
            row.lexicon.prepositions.contains(row.lower(it))
                && row.prev(it).is_some_and(|comma| row.is_mark(comma, ","))
        };
        let start = [with, phrase.start].into_iter().find(|&it| opens(it))?;
        let first = row.next(start).filter(|&it| it <= last && row.is_word(last))?;
        Some(first..last + 1)
    }

    /// The subject of the sentence, if it opens it or follows its first comma: a pronoun, a name with
    /// what stands before it, "the council".
    pub(super) fn subject(&self) -> Option<Range<usize>> {
        let row = &self.row;
        let first = self.first_of_subject()?;
        if self.phrases.is_subject_pronoun(first) {
            return Some(first..first + 1);
        }
        // "Senate leader Ann Cole": the last name before which stand names and roles alone.
        let is_role = |idx: usize| row.lexicon.role_words.at(row.tokens, idx).is_some();
        let leads = |start: usize| {
            let mut before =
                row.indexes().filter(|&idx| idx >= first && row.tokens[idx].range.start < start);
            before.all(|idx| {
                row.is_capital(idx)
                    || !row.is_word(idx) && !row.is_mark(idx, ",")
                    || is_role(idx)
                    || row.lexicon.name_particles.contains(row.lower(idx))
            })
        };
        let start = row.tokens[first].range.start;
        let named = self.names.mentions[self.sentence_idx]
            .iter()
            .rfind(|it| !it.range.is_empty() && it.range.start >= start && leads(it.range.start));
        if let Some(name) = named {
            let last =
                row.indexes().rev().find(|&idx| row.tokens[idx].range.start < name.range.end)?;
            // "The Velm students", but "Marsh pressed officials": a name alone acts itself.
            let is_led = self.phrases.is_determiner(first)
                && self.names.entities[name.entity_idx].kind != EntityKind::Person;
            let end = if is_led { self.end_of_role(last + 1) } else { last + 1 };
            return Some(first..end).filter(|_| row.tokens[last].range.end <= name.range.end);
        }
        let at = row.indexes().skip_while(|&idx| idx < first).take(4).find(|&idx| is_role(idx))?;
        let opens = self.phrases.is_determiner(first) || row.is_capital(first);
        opens.then(|| first..self.end_of_roles(at))
    }

    /// The end of "Velm high school students", of which the name ends at `end`; `end` where no role follows.
    fn end_of_role(&self, end: usize) -> usize {
        let row = &self.row;
        let lexicon = row.lexicon;
        let is_role = |idx: usize| lexicon.role_words.at(row.tokens, idx).is_some();
        let is_verb = |lower: &str| {
            lexicon.say_verbs.contains(lower)
                || lexicon.participle_endings.iter().any(|it| lower.ends_with(&**it))
        };
        let mut follows = row
            .indexes()
            .skip_while(|&idx| idx < end)
            .take_while(|&idx| {
                let is_noun = is_role(idx) || !is_verb(row.lower(idx));
                row.is_word(idx) && !row.is_stop(idx) && !row.is_capital(idx) && is_noun
            })
            .take(MAX_TO_ROLE);
        follows.find(|&idx| is_role(idx)).map_or(end, |idx| self.end_of_roles(idx))
    }

    /// One past the roles that stand in a row from a token on: "police spokesman".
    fn end_of_roles(&self, at: usize) -> usize {
        let row = &self.row;
        let role = |idx: usize| row.lexicon.role_words.at(row.tokens, idx);
        let mut end = at;
        while let Some(found) = row.skip(end).and_then(role) {
            end = found.tokens.end;
        }
        end
    }

    /// "Added 14 points": how much more there is.
    pub(super) fn counts_on(&self, verb: &Range<usize>) -> bool {
        let row = &self.row;
        row.lexicon.adding_verbs.contains(row.lower(verb.start))
            && row.skip(verb.end).is_some_and(|next| row.is_number(next))
    }

    /// "Stoked growing fears", ", following reports": a noun with a word before it that describes it. "The ruling says" is a verb.
    pub(super) fn is_described_noun(&self, verb: &Range<usize>) -> bool {
        let row = &self.row;
        let lexicon = row.lexicon;
        let Some(described) = row.prev(verb.start) else { return false };
        let Some(before) = row.prev(described) else { return false };
        let (form, lower) = (row.lower(described), row.lower(before));
        let describes = self.phrases.is_gerund(described)
            && !row.is_stop(described)
            && !row.is_capital(described)
            && !lexicon.document_words.contains(form)
            && !lexicon.role_words.contains(form);
        // "Those living there say", "the finding says".
        let is_subject = self.phrases.is_determiner(before)
            || lower.ends_with('s')
            || lexicon.role_words.contains(lower);
        let is_inside = row.is_word(before) && !is_subject || row.is_mark(before, ",");
        row.lower(verb.start).ends_with('s') && describes && is_inside
    }

    /// The first token behind "VELM, Dorn (AP) —".
    fn behind_dateline(&self, first: usize) -> usize {
        self.row.behind_dateline().unwrap_or(first)
    }

    /// Where the subject of the sentence begins, if nothing but "But" or "After the vote," stands before it.
    fn first_of_subject(&self) -> Option<usize> {
        let row = &self.row;
        let mut first = self.behind_dateline(row.skip(row.start)?);
        if self.clause_word(first) == Some(ClauseWord::Coordinator) {
            first = row.next(first)?;
        }
        let is_lead = row.lexicon.date_prepositions.contains(row.lower(first))
            || row.lexicon.clause_words.at(row.tokens, first).is_some()
            || row.next(first).is_some_and(|comma| row.is_mark(comma, ",")) && row.is_stop(first);
        if is_lead {
            let comma = row.indexes().find(|&idx| idx > first && row.is_mark(idx, ","))?;
            first = row.next(comma)?;
        }
        Some(first)
    }
}
