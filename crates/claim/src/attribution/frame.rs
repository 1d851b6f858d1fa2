//! Finds the words that say who says so: "the mayor said that", ", according to police".

use std::ops::Range;

use article::TextRange;
use text::{ClauseWord, Document, SayKind};

use super::Attribution;
use super::phrase::Phrases;
use super::source::{self, Source};
use crate::name::Names;
use crate::quote::Speech;
use crate::row::Row;

/// Between a verb of saying and its "that" or quote stand no more tokens than this.
const COMPLEMENT_REACH: usize = 8;

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
        if let Some(found) = row.lexicon.source_prepositions.at(row.tokens, start) {
            idx = found.tokens.end;
            frames.extend(finder.by_preposition(found.tokens));
        } else if let Some(found) = row.lexicon.say_verbs.at(row.tokens, start) {
            idx = found.tokens.end;
            frames.extend(finder.by_verb(found.tokens, found.value.kind));
        }
    }
    frames
}

struct Finder<'a> {
    phrases: Phrases<'a>,
    row: Row<'a>,
    names: &'a Names,
    sentence_idx: usize,
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

    fn frame(
        &self,
        verb: Range<usize>,
        source: Range<usize>,
        whole: Range<usize>,
        sureness: u8,
        is_before: bool,
    ) -> Frame {
        let Source { kind, entity_idx } = self.source(&source);
        let row = &self.row;
        let attribution = Attribution {
            verb: row.range(verb),
            source: Some(row.range(source)),
            entity_idx,
            kind,
        };
        Frame { attribution, range: row.range(whole), sureness, is_before }
    }

    /// "Marsh said", "said Marsh".
    fn by_verb(&self, verb: Range<usize>, kind: SayKind) -> Option<Frame> {
        let row = &self.row;
        let phrases = &self.phrases;
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
        if is_after_mark
            && apposition.is_none()
            && !is_last
            && complement.is_none()
            && let Some(source) = phrases.after(verb.end)
            && phrases.is_subject_behind(&source, is_after_quote)
        {
            let whole = verb.start..source.end;
            return Some(self.frame(
                verb,
                source,
                whole,
                if is_after_quote { 6 } else { 3 },
                false,
            ));
        }
        let source = phrases.before(verb.start)?;
        let before = row.prev(source.start);
        let follows_mark =
            before.is_some_and(|before| row.is_mark(before, ",") || phrases.is_quote_mark(before));
        let closes = follows_mark && (is_last || self.ends_soon(verb.end)) && complement.is_none();
        let sureness = self.sureness(&verb, kind, complement, closes)?;
        let whole = source.start..complement.unwrap_or(verb.end);
        Some(self.frame(verb, source, whole, sureness, !closes))
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
        if is_plain
            && kind != SayKind::Report
            && next.is_some_and(|next| self.phrases.begins_clause(next))
        {
            return Some(3);
        }
        matches!(kind, SayKind::Deny | SayKind::Accuse | SayKind::Insist | SayKind::Claim)
            .then_some(1)
    }

    /// One past "that" behind a verb of saying, also behind the one who is told: "told the Herald
    /// on Tuesday that".
    fn complement(&self, end: usize) -> Option<usize> {
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
    fn opens_quote(&self, end: usize) -> bool {
        let row = &self.row;
        let mut next = row.skip(end);
        for _ in 0..COMPLEMENT_REACH {
            let Some(at) = next else { return false };
            if self.phrases.is_quote_mark(at) {
                return true;
            }
            if !row.is_word(at) && !matches!(row.lower(at), "," | ":") {
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
