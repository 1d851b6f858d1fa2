//! Who says so.

mod frame;
mod phrase;
mod post;
mod source;
mod subject;

use article::TextRange;
use text::Document;

use crate::name::Names;
use crate::quote::{self, Speech};
use frame::Frame;

/// Who says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribution {
    /// The words of attribution: "said", "according to". Empty, at the start of the sentence,
    /// where a quote runs on and they stand in another sentence.
    pub verb: TextRange,
    /// The source as written: "two officials familiar with the matter". `None` if none is named
    /// ("it is said"); may lie in another sentence when a quote runs on.
    pub source: Option<TextRange>,
    /// Index into [`crate::Claims::entities`] where the source is named.
    pub entity_idx: Option<usize>,
    /// What sort of source it is.
    pub kind: SourceKind,
}

/// What sort of source stands behind a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SourceKind {
    /// A person by name.
    Named,
    /// An office or body: "the ministry", "police".
    Office,
    /// A document: "the indictment", "court papers".
    Document,
    /// Another outlet: "the Herald reported".
    Media,
    /// Someone without a name: "officials familiar with the matter".
    Unnamed,
}

/// The attributions of a document.
pub(crate) struct Attributions {
    /// For each sentence, who says what it states.
    pub(crate) of_sentence: Vec<Option<Attribution>>,
    /// For each sentence, the words that only say who says so.
    pub(crate) frames: Vec<Option<TextRange>>,
    /// For each speech, who speaks.
    pub(crate) of_speech: Vec<Option<Attribution>>,
}

/// Finds who says what in a document.
pub(crate) fn read(document: &Document, speeches: &[Speech], names: &Names) -> Attributions {
    let mut frames: Vec<Vec<Frame>> = (0..document.sentences.len())
        .map(|sentence_idx| frame::find(document, sentence_idx, speeches, names))
        .collect();
    fill_sources(&mut frames);
    let of_speech = speakers(document, speeches, &frames, names);
    let mut of_sentence = Vec::with_capacity(frames.len());
    let mut ranges = Vec::with_capacity(frames.len());
    for (sentence_idx, frames) in frames.iter().enumerate() {
        let best = best(frames);
        ranges.push(best.map(|frame| frame.range));
        of_sentence.push(match best {
            Some(frame) => Some(frame.attribution.clone()),
            None => carried(document, sentence_idx, speeches, &of_speech),
        });
    }
    post::sign(document, names, &mut of_sentence);
    Attributions { of_sentence, frames: ranges, of_speech }
}

/// "…, dijo.": a verb without a subject is said by whoever spoke in the sentence before.
fn fill_sources(frames: &mut [Vec<Frame>]) {
    for sentence_idx in 1..frames.len() {
        let (before, here) = frames.split_at_mut(sentence_idx);
        let Some(last) = before.last().and_then(|frames| best(frames)) else { continue };
        for frame in here[0].iter_mut().filter(|frame| frame.attribution.source.is_none()) {
            let verb = frame.attribution.verb;
            frame.attribution = Attribution { verb, ..last.attribution.clone() };
        }
    }
}

/// The frame that holds for the sentence: the surest, and of those the first.
fn best(frames: &[Frame]) -> Option<&Frame> {
    frames.iter().rev().filter(|frame| !frame.is_embedded).max_by_key(|frame| frame.sureness)
}

/// The attribution of the speech that makes up most of a sentence without words of its own.
fn carried(
    document: &Document,
    sentence_idx: usize,
    speeches: &[Speech],
    of_speech: &[Option<Attribution>],
) -> Option<Attribution> {
    let sentence = document.sentences[sentence_idx].range;
    let first = speeches.partition_point(|speech| speech.range.end <= sentence.start);
    let here = speeches[first..].iter().zip(&of_speech[first..]);
    let (speech, attribution) = here
        .take_while(|(speech, _)| speech.range.start < sentence.end)
        .find(|(speech, attribution)| {
            attribution.is_some()
                && (speech.range.len() + MARKS >= sentence.len()
                    || !quote::is_short(document, speech.range))
        })?;
    let shared = speech.range.end.min(sentence.end) - speech.range.start.max(sentence.start);
    let attribution = attribution.as_ref()?;
    (2 * shared >= sentence.len()).then(|| Attribution {
        verb: TextRange::new(sentence.start, sentence.start),
        ..attribution.clone()
    })
}

/// One to three words in marks are speech only if the frame is this near, in bytes; else they are
/// the writer's own distance to a word.
const SHORT_REACH: usize = 24;

/// Bytes of the marks around a sentence that is all speech.
const MARKS: usize = 2 * '“'.len_utf8();

/// Who speaks each speech: the frame beside it; else whoever spoke right before.
fn speakers(
    document: &Document,
    speeches: &[Speech],
    frames: &[Vec<Frame>],
    names: &Names,
) -> Vec<Option<Attribution>> {
    let mut said: Vec<Option<Attribution>> = Vec::with_capacity(speeches.len());
    for (speech_idx, speech) in speeches.iter().enumerate() {
        let sentences = sentences_of(document, speech.range);
        let own = sentences
            .clone()
            .flat_map(|idx| &frames[idx])
            .filter(|frame| {
                !quote::is_short(document, speech.range)
                    || frame.distance(speech.range) <= SHORT_REACH
                    || quote::follows_colon(document, speech.range)
            })
            .min_by_key(|frame| frame.distance(speech.range));
        let attribution = match own {
            Some(frame) => Some(frame.attribution.clone()),
            None => follows(document, speeches, &said, speech_idx, frames)
                .or_else(|| introduced(document, *speech, frames, names)),
        };
        said.push(attribution);
    }
    said
}

fn sentences_of(document: &Document, range: TextRange) -> std::ops::Range<usize> {
    let first = document.sentences.partition_point(|sentence| sentence.range.end <= range.start);
    let last = document.sentences.partition_point(|sentence| sentence.range.start < range.end);
    first..last.max(first)
}

/// "Marsh spoke on Monday:", and a sentence that opens with the quote.
fn introduced(
    document: &Document,
    speech: Speech,
    frames: &[Vec<Frame>],
    names: &Names,
) -> Option<Attribution> {
    let here = sentences_of(document, speech.range).start;
    let before = here.checked_sub(1)?;
    let sentence = document.sentences.get(here)?;
    let is_opening = speech.range.start <= sentence.range.start + '“'.len_utf8();
    let ends_in_colon = document.sentence_text(before).ends_with(':');
    if !is_opening || !ends_in_colon || !frames[here].is_empty() {
        return None;
    }
    match best(&frames[before]) {
        Some(frame) => Some(frame.attribution.clone()),
        None => frame::subject(document, before, names),
    }
}

/// The speaker of the speech before, if nobody else was named since; else whoever the sentence before
/// is from.
fn follows(
    document: &Document,
    speeches: &[Speech],
    said: &[Option<Attribution>],
    speech_idx: usize,
    frames: &[Vec<Frame>],
) -> Option<Attribution> {
    let speech = speeches[speech_idx];
    let before_idx = speech_idx.checked_sub(1);
    if let Some(before_idx) = before_idx.filter(|_| speech.is_continued) {
        return said[before_idx].clone();
    }
    let here = sentences_of(document, speech.range).start;
    let sentence = document.sentences.get(here)?;
    let end = speech.range.end.min(sentence.range.end);
    let is_all_speech = 10 * end.saturating_sub(speech.range.start)
        >= 8 * sentence.range.len().saturating_sub(MARKS);
    if !is_all_speech || !frames[here].is_empty() {
        return None;
    }
    let last = here.checked_sub(1)?;
    let is_near = sentence.paragraph <= document.sentences[last].paragraph + 1;
    let spoken = || {
        let before_idx = before_idx?;
        let reaches = sentences_of(document, speeches[before_idx].range).end > last;
        said[before_idx].as_ref().filter(|_| reaches)
    };
    let framed = || best(&frames[last]).map(|frame| &frame.attribution);
    spoken().or_else(framed).filter(|_| is_near).cloned()
}
