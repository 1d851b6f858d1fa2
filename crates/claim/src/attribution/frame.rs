//! Finds the words that say who says so: "the mayor said that", ", according to police".

use std::ops::Range;

use article::TextRange;
use text::{ClauseWord, DateWord, Document, RoleWord, SayKind};

use super::phrase::Phrases;
use super::source::{self, Source};
use super::{Attribution, SourceKind};
use crate::certainty;
use crate::name::{EntityKind, Names};
use crate::quote::Speech;
use crate::row::Row;

/// Between a verb of saying and its "that" or quote stand no more tokens than this.
const COMPLEMENT_REACH: usize = 8;

/// "wrote on the page of the union: “": nor between the verb and its quote.
const QUOTE_REACH: usize = 14;

/// "said on Tuesday in the evening the pier": nor between the verb and a clause, if all that stands
/// between says when.
const TIME_REACH: usize = 7;

/// Words of a noun before its last one: "campaign promises".
const NOUN_WORDS: usize = 2;

/// From this on a frame is sure to hold for what stands behind it.
const SURE: u8 = 3;

/// Words that say who says so.
#[derive(Debug, Clone)]
pub(crate) struct Frame {
    pub(crate) attribution: Attribution,
    /// Source, verb and "that".
    pub(crate) range: TextRange,
    /// How sure it is that these words speak of the sentence.
    pub(crate) sureness: u8,
    /// True if the frame stands before what is said.
    pub(crate) is_before: bool,
    /// True if it speaks of a part of the sentence: "the day after Marsh said so".
    pub(crate) is_embedded: bool,
}

impl Frame {
    /// How far the frame is from quoted words it may belong to; the lower the likelier.
    pub(crate) fn distance(&self, speech: TextRange) -> usize {
        let (gap, is_turned) = if self.range.start >= speech.end {
            (self.range.start - speech.end, self.is_before)
        } else {
            (speech.start.saturating_sub(self.range.end), !self.is_before)
        };
        gap + if is_turned { 40 } else { 0 }
    }
}

/// The frames of a sentence, in order.
pub(crate) fn find(
    document: &Document,
    sentence_idx: usize,
    speeches: &[Speech],
    names: &Names,
) -> Vec<Frame> {
    let row = Row::of(document, sentence_idx);
    let sentence = document.sentences[sentence_idx].range;
    let first = speeches.partition_point(|speech| speech.range.end <= sentence.start);
    let spoken: Vec<TextRange> = speeches[first..]
        .iter()
        .map(|speech| speech.range)
        .take_while(|range| range.start < sentence.end)
        .collect();
    let finder = Finder { phrases: Phrases { row, spoken: &spoken }, row, names, sentence_idx };
    let mut frames = Vec::new();
    let mut idx = row.start;
    while let Some(start) = row.skip(idx) {
        idx = start + 1;
        if !row.is_word(start) || finder.phrases.is_spoken(start) {
            continue;
        }
        if let Some(found) = row.lexicon.other_senses.at(row.tokens, start) {
            idx = found.tokens.end;
        } else if let Some(found) = row.lexicon.source_prepositions.at(row.tokens, start) {
            idx = found.tokens.end;
            frames.extend(finder.by_preposition(found.tokens));
        } else if let Some(found) = row.lexicon.say_verbs.at(row.tokens, start) {
            idx = found.tokens.end;
            let before = frames.iter().rfind(|it: &&Frame| !it.is_embedded);
            frames.extend(finder.by_verb(found.tokens, found.value.kind, before));
        }
    }
    weigh_inner(&mut frames);
    frames
}

/// "Marsh said the figures showed that": who says so first says all of it.
fn weigh_inner(frames: &mut [Frame]) {
    let mut most = u8::MAX;
    for frame in frames.iter_mut().filter(|it| it.is_before && !it.is_embedded) {
        frame.sureness = frame.sureness.min(most);
        if frame.sureness >= SURE {
            most = frame.sureness;
        }
    }
}

/// The subject of a sentence that introduces somebody's words, as their source.
pub(crate) fn subject(
    document: &Document,
    sentence_idx: usize,
    names: &Names,
) -> Option<Attribution> {
    let finder = Finder::of(document, sentence_idx, names);
    finder.subject().map(|source| finder.without_verb(source))
}

/// The attribution to whom these tokens of a sentence name.
pub(super) fn signed(
    document: &Document,
    sentence_idx: usize,
    names: &Names,
    source: Range<usize>,
) -> Attribution {
    Finder::of(document, sentence_idx, names).without_verb(source)
}

pub(super) struct Finder<'a> {
    pub(super) phrases: Phrases<'a>,
    pub(super) row: Row<'a>,
    pub(super) names: &'a Names,
    pub(super) sentence_idx: usize,
}

impl<'a> Finder<'a> {
    /// A finder in a sentence whose quoted words do not matter.
    fn of(document: &'a Document, sentence_idx: usize, names: &'a Names) -> Self {
        let row = Row::of(document, sentence_idx);
        Self { phrases: Phrases { row, spoken: &[] }, row, names, sentence_idx }
    }

    /// The attribution to a source that no verb of the sentence names.
    fn without_verb(&self, source: Range<usize>) -> Attribution {
        let start = self.row.start;
        self.frame(start..start, source, start..self.row.end(), 0, true).attribution
    }
}

impl Finder<'_> {
    fn source(&self, tokens: &Range<usize>) -> Source {
        source::read(&self.row, tokens.clone(), self.names, &self.names.mentions[self.sentence_idx])
    }

    /// "according to the ministry".
    fn by_preposition(&self, tokens: Range<usize>) -> Option<Frame> {
        let source = self.phrases.after(tokens.end)?;
        let whole = tokens.start..source.end;
        let is_before = self.row.prev(tokens.start).is_none();
        Some(self.frame(tokens, source, whole, 4, is_before))
    }

    /// "…, dijo."
    fn without_source(&self, verb: Range<usize>) -> Frame {
        let verb = self.row.range(verb);
        let kind = SourceKind::Unnamed;
        let attribution = Attribution { verb, source: None, entity_idx: None, kind };
        Frame { attribution, range: verb, sureness: 4, is_before: false, is_embedded: false }
    }

    /// "the secretary of the union, Ann Cole": the name behind the comma belongs to the source.
    pub(super) fn with_name_behind(&self, source: Range<usize>) -> Range<usize> {
        let row = &self.row;
        let range = row.range(source.clone());
        let mentions = &self.names.mentions[self.sentence_idx];
        let is_person =
            |entity_idx: usize| self.names.entities[entity_idx].kind == EntityKind::Person;
        if mentions.iter().any(|it| range.contains(it.range) && is_person(it.entity_idx)) {
            return source;
        }
        let name = row
            .skip(source.end)
            .filter(|&comma| row.is_mark(comma, ","))
            .and_then(|comma| row.next(comma))
            .and_then(|first| {
                let start = row.tokens[first].range.start;
                mentions.iter().find(|it| {
                    it.range.start == start && !it.is_anaphor && is_person(it.entity_idx)
                })
            });
        let Some(name) = name else { return source };
        let end = row.indexes().find(|&idx| row.tokens[idx].range.end >= name.range.end);
        source.start..end.map_or(source.end, |last| last + 1)
    }

    pub(super) fn frame(
        &self,
        verb: Range<usize>,
        source: Range<usize>,
        whole: Range<usize>,
        sureness: u8,
        is_before: bool,
    ) -> Frame {
        let Source { mut kind, entity_idx } = self.source(&source);
        let row = &self.row;
        // "the Dunmore Chronicle reported": whoever reports and has but a name.
        let reports = row.lexicon.say_verbs.at(row.tokens, verb.start);
        let reports = reports.is_some_and(|it| it.value.kind == SayKind::Report);
        let is_role = |idx: usize| row.lexicon.role_words.at(row.tokens, idx).is_some();
        if kind == SourceKind::Office
            && reports
            && entity_idx.is_some()
            && !source.clone().any(is_role)
        {
            kind = SourceKind::Media;
        }
        let attribution = Attribution {
            verb: row.range(verb),
            source: Some(row.range(source)),
            entity_idx,
            kind,
        };
        Frame { attribution, range: row.range(whole), sureness, is_before, is_embedded: false }
    }

    /// "was confirmed by Marsh".
    fn by_passive(&self, verb: &Range<usize>, kind: SayKind) -> Option<Frame> {
        let row = &self.row;
        let by = row.skip(verb.end).filter(|&by| {
            matches!(kind, SayKind::Announce | SayKind::Report)
                && row.lexicon.agent_prepositions.contains(row.lower(by))
        })?;
        let is_first = self.phrases.first_report(verb.start) < verb.start;
        let mut helper = row.prev(self.phrases.first_report(verb.start))?;
        if !row.lexicon.passive_auxiliaries.contains(row.lower(helper)) && row.is_stop(helper) {
            helper = row.prev(helper)?;
        }
        let is_passive = row.lexicon.passive_auxiliaries.contains(row.lower(helper));
        let is_plan = row.lexicon.expectations.ending_at(row.tokens, helper, row.start).is_some()
            || row.prev(helper).is_some_and(|it| row.lexicon.range_joins.contains(row.lower(it)));
        if !is_passive && !is_first || is_plan {
            return None;
        }
        let source = self.phrases.after(by + 1)?;
        Some(self.frame(verb.start..by + 1, source, verb.start..by + 1, 2, false))
    }

    /// "Marsh said", "said Marsh".
    fn by_verb(
        &self,
        verb: Range<usize>,
        kind: SayKind,
        frame_before: Option<&Frame>,
    ) -> Option<Frame> {
        let row = &self.row;
        let phrases = &self.phrases;
        let is_noun = self.is_owned_noun(&verb) || self.is_described_noun(&verb);
        if self.is_of_name(&verb) || is_noun || self.counts_on(&verb) {
            return None;
        }
        let complement = self.complement(verb.end);
        let prev = row.prev(verb.start);
        let next = row.skip(verb.end);
        let is_after_quote = prev.is_some_and(|prev| {
            phrases.is_quote_mark(prev)
                || row.is_mark(prev, ",")
                    && row.prev(prev).is_some_and(|it| phrases.is_quote_mark(it))
        });
        let is_after_mark =
            is_after_quote || prev.is_none_or(|prev| row.is_mark(prev, ",") || row.is_dash(prev));
        let is_last =
            next.is_none_or(|next| matches!(row.lower(next), "." | "," | ";" | "—" | "!" | "?"));
        // ", said Tom Berg": the subject stands behind.
        let apposition = prev
            .filter(|&prev| !is_after_quote && row.is_mark(prev, ","))
            .and_then(|comma| phrases.before_apposition(comma))
            .filter(|phrase| row.prev(phrase.end).is_some_and(|last| row.is_capital(last)));
        if let Some(frame) = self.by_passive(&verb, kind) {
            return Some(frame);
        }
        let is_helped = prev.is_some_and(|it| row.lexicon.auxiliaries.contains(row.lower(it)))
            && (complement.is_some() || self.opens_quote(verb.end));
        if phrases.is_gerund(verb.start) && !is_helped {
            return self.by_gerund(&verb, frame_before);
        }
        if is_after_mark
            && apposition.is_none()
            && !is_last
            && complement.is_none()
            && let Some(frame) = self.by_verb_before(&verb, is_after_quote)
        {
            return Some(frame);
        }
        let source = match self.subject_of(verb.start) {
            Some(source) => source,
            None if is_after_quote && is_last => return Some(self.without_source(verb)),
            None => return None,
        };
        let before = row.prev(source.start);
        let follows_mark =
            before.is_some_and(|before| row.is_mark(before, ",") || phrases.is_quote_mark(before));
        let follows_quote = before.is_some_and(|before| phrases.is_quote_mark(before));
        let closes = complement.is_none()
            && (follows_quote || follows_mark && (is_last || self.ends_soon(verb.end)));
        let sureness = self.sureness(&verb, kind, complement, closes)?;
        if self.is_noun(&verb, &source) && complement.is_none() || self.is_ruled(&source) {
            return None;
        }
        let end = if closes { self.end_of_tail(verb.end) } else { complement.unwrap_or(verb.end) };
        let whole = source.start..end;
        let is_embedded = !closes && self.is_embedded(&source, verb.start);
        let frame = self.frame(verb, source, whole, sureness, !closes);
        Some(Frame { is_embedded, ..frame })
    }

    /// "from his baseless claim that": a preposition with an owner behind it begins no subject.
    fn is_ruled(&self, source: &Range<usize>) -> bool {
        let row = &self.row;
        let lexicon = row.lexicon;
        let first = row.lower(source.start);
        let owned = row.next(source.start).and_then(|it| lexicon.pronouns.get(row.lower(it)));
        (lexicon.prepositions.contains(first) || lexicon.date_prepositions.contains(first))
            && owned.is_some_and(|it| it.possessive)
    }

    /// "said Marsh".
    fn by_verb_before(&self, verb: &Range<usize>, is_after_quote: bool) -> Option<Frame> {
        let source = self.phrases.after(verb.end)?;
        if !self.phrases.is_subject_behind(&source, is_after_quote) {
            return None;
        }
        let source = self.with_name_behind(source);
        let whole = verb.start..source.end;
        let sureness = if is_after_quote { 6 } else { SURE };
        Some(self.frame(verb.clone(), source, whole, sureness, false))
    }

    /// The "States" of "United States": a capital inside of a sentence.
    fn is_of_name(&self, verb: &Range<usize>) -> bool {
        let row = &self.row;
        let before = row.prev(verb.start).filter(|it| row.is_word(*it));
        row.is_capital(verb.start) && before.is_some()
    }

    /// "post" in "her last post" and "state" in "the state": a verb in its plain form needs a
    /// subject in the plural.
    fn is_noun(&self, verb: &Range<usize>, source: &Range<usize>) -> bool {
        let row = &self.row;
        let is_plain_form = row
            .lexicon
            .say_verbs
            .get(row.lower(verb.start))
            .is_some_and(|it| *it.lemma == *row.lower(verb.start));
        // "Supporters of the pier": the noun before what it is of.
        let words = source.clone().filter(|&idx| row.is_word(idx));
        let head =
            words.skip_while(|&idx| row.is_stop(idx)).take_while(|&idx| !row.is_stop(idx)).last();
        let Some(head) = head.or_else(|| row.prev(source.end)) else { return true };
        let lower = row.lower(head);
        is_plain_form
            && !lower.ends_with('s')
            && !row.lexicon.pronouns.contains(lower)
            && row.lexicon.role_words.get(lower).is_none_or(|it| *it == RoleWord::Group)
    }

    /// "His campaign promises, …", "under evacuation orders.": a plural with a preposition or an owner before it, and no
    /// word behind it.
    fn is_owned_noun(&self, verb: &Range<usize>) -> bool {
        let row = &self.row;
        let ends = row.skip(verb.end).is_none_or(|next| !row.is_word(next));
        let is_plural = row.prev(verb.end).is_some_and(|last| row.lower(last).ends_with('s'));
        let mut before = row.prev(verb.start);
        while let Some(at) = before
            && row.is_word(at)
            && !row.is_stop(at)
            && !row.is_capital(at)
        {
            before = row.prev(at);
        }
        let is_near = |at: usize| verb.start - at <= 2 * NOUN_WORDS;
        let owns = |at: usize| {
            let lower = row.lower(at);
            row.lexicon.prepositions.contains(lower)
                || row.lexicon.pronouns.get(lower).is_some_and(|it| it.possessive)
        };
        ends && is_plural && before.is_some_and(|at| is_near(at) && owns(at))
    }

    /// "on Tuesday in a statement" behind a closing frame says no more than how it was said.
    fn end_of_tail(&self, end: usize) -> usize {
        let row = &self.row;
        let rest = row.indexes().skip_while(|&idx| idx < end);
        rest.take_while(|&idx| row.is_word(idx) || row.is_number(idx))
            .last()
            .map_or(end, |last| last + 1)
    }

    /// How sure it is that subject and verb frame the sentence; `None` if they do not.
    fn sureness(
        &self,
        verb: &Range<usize>,
        kind: SayKind,
        complement: Option<usize>,
        closes: bool,
    ) -> Option<u8> {
        let row = &self.row;
        let next = row.skip(verb.end);
        let is_plain = matches!(
            kind,
            SayKind::Neutral
                | SayKind::Claim
                | SayKind::Announce
                | SayKind::Insist
                | SayKind::Admit
                | SayKind::Report
        );
        let opens_quote = self.opens_quote(verb.end);
        if opens_quote || closes {
            return Some(if is_plain { 6 } else { 5 });
        }
        if complement.is_some() {
            return Some(5);
        }
        let is_bare = row.lexicon.bare_say_verbs.contains(row.lower(verb.start));
        if is_plain
            && !is_bare
            && kind != SayKind::Report
            && [next, self.past_time(verb.end)]
                .into_iter()
                .flatten()
                .any(|next| self.phrases.begins_clause(next))
        {
            return Some(3);
        }
        let is_stance = matches!(
            kind,
            SayKind::Accuse | SayKind::Claim | SayKind::Ask | SayKind::Warn | SayKind::Promise
        ) || kind == SayKind::Deny
            && (certainty::is_denial(row, verb.start, verb.end)
                || next.is_some_and(|it| {
                    self.phrases.is_gerund(it) || self.phrases.is_subject_pronoun(it)
                }))
            || kind == SayKind::Think && next.is_some_and(|it| self.phrases.begins_clause(it));
        (is_stance && !is_bare).then_some(1)
    }

    /// The token behind "last week" and "on Tuesday", if such words follow at `end`.
    fn past_time(&self, end: usize) -> Option<usize> {
        let row = &self.row;
        let lexicon = row.lexicon;
        let (mut at, mut past) = (row.skip(end)?, None);
        for _ in 0..TIME_REACH {
            let word = lexicon.date_words.at(row.tokens, at);
            let is_bound = |it: &DateWord| {
                matches!(
                    it,
                    DateWord::Turn(_)
                        | DateWord::Within(_)
                        | DateWord::Part(_)
                        | DateWord::Since
                        | DateWord::Until
                        | DateWord::By
                        | DateWord::Earlier
                        | DateWord::Later
                )
            };
            let firm = [
                lexicon.weekdays.at(row.tokens, at).map(|it| it.tokens.end),
                lexicon.months.at(row.tokens, at).map(|it| it.tokens.end),
                lexicon.time_units.at(row.tokens, at).map(|it| it.tokens.end),
                word.as_ref().filter(|it| !is_bound(it.value)).map(|it| it.tokens.end),
            ];
            let firm = firm.into_iter().flatten().max();
            let loose = word.map(|it| it.tokens.end).or_else(|| {
                let lower = row.lower(at);
                (row.is_number(at)
                    || lexicon.date_prepositions.contains(lower)
                    || lexicon.definite_articles.contains(lower)
                    || lexicon.indefinite_articles.contains(lower))
                .then_some(at + 1)
            });
            let Some(next) = firm.or(loose).and_then(|it| row.skip(it)) else { break };
            if firm.is_some() {
                past = Some(next);
            }
            at = next;
        }
        past
    }

    /// One past "that" behind a verb of saying, also behind the one who is told: "told the Herald
    /// on Tuesday that".
    pub(super) fn complement(&self, end: usize) -> Option<usize> {
        let row = &self.row;
        let mut next = row.skip(end)?;
        for _ in 0..COMPLEMENT_REACH {
            if row.lexicon.clause_words.get(row.lower(next)) == Some(&ClauseWord::Complement) {
                return Some(next + 1);
            }
            if !row.is_word(next) && !row.is_number(next) {
                return None;
            }
            next = row.next(next)?;
        }
        None
    }

    /// True if a quote begins right behind: "said: “", "told the Herald, “".
    pub(super) fn opens_quote(&self, end: usize) -> bool {
        let row = &self.row;
        let mut next = row.skip(end);
        for _ in 0..QUOTE_REACH {
            let Some(at) = next else { return false };
            if self.phrases.is_quote_mark(at) {
                return true;
            }
            let is_other = !row.is_word(at) && !matches!(row.lower(at), "," | ":")
                || row.lexicon.say_verbs.contains(row.lower(at)) && !row.is_stop(at);
            if is_other {
                return false;
            }
            next = row.next(at);
        }
        false
    }

    /// ", Marsh said on Tuesday in a statement.": no more than a few words to the end.
    fn ends_soon(&self, end: usize) -> bool {
        let row = &self.row;
        let rest: Vec<usize> =
            row.indexes().skip_while(|&idx| idx < end).take(COMPLEMENT_REACH + 4).collect();
        let n_words = rest.iter().take_while(|&&idx| row.is_word(idx)).count();
        rest.len() <= COMPLEMENT_REACH + 3
            && n_words + 1 >= rest.len()
            && rest.first().is_some_and(|&first| {
                row.lexicon.date_prepositions.contains(row.lower(first))
                    || row.lexicon.weekdays.contains(row.lower(first))
                    || row.lexicon.date_words.contains(row.lower(first))
            })
    }
}
