//! Words in quotation marks and who speaks them.

use article::TextRange;
use text::{Document, TokenKind};

use crate::attribution::Attribution;

/// Words in quotation marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// The words inside the marks (the part that lies in this sentence).
    pub range: TextRange,
    /// Who speaks, as written near the quote ("the mayor", "he"); may lie in another sentence.
    pub speaker: Option<TextRange>,
    /// Index into [`crate::Claims::entities`] where the speaker is named.
    pub entity_idx: Option<usize>,
    /// True for one to three words in marks that are no speech ("so-called" quotes).
    pub is_scare: bool,
}

/// Quoted words as they stand in the body, over as many sentences as they run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Speech {
    /// Inside of the marks.
    pub(crate) range: TextRange,
    /// True if it takes up a quote that was left open at the end of the paragraph before.
    pub(crate) is_continued: bool,
}

/// An opened quote: its closing mark, where the words begin, and in which sentence.
struct Open {
    mark: char,
    close: char,
    start: usize,
    sentence_idx: usize,
    /// True while a quote inside of it runs, in marks of another style.
    is_nested: bool,
}

/// Double marks, which some writers mix: “so".
const DOUBLE: [char; 3] = ['"', '“', '”'];

/// All quoted words of a document, in order.
pub(crate) fn scan(document: &Document) -> Vec<Speech> {
    let mut speeches = Vec::new();
    // The mark of a quote left open at the end of the paragraph before.
    let mut left_open: Option<char> = None;
    let mut open: Option<Open> = None;
    let mut is_continued = false;
    for (sentence_idx, sentence) in document.sentences.iter().enumerate() {
        let is_new_paragraph = sentence_idx > 0
            && document.sentences[sentence_idx - 1].paragraph != sentence.paragraph;
        if is_new_paragraph {
            let before = &document.sentences[sentence_idx - 1];
            if let Some(opened) = open.take() {
                left_open = Some(opened.mark);
                speeches.push(left(document, &opened, before.range.end, is_continued));
                is_continued = false;
            } else {
                left_open = None;
            }
        }
        for idx in sentence.tokens.clone() {
            let token = &document.tokens[idx];
            if token.kind != TokenKind::Mark {
                continue;
            }
            let Some(mark) = token.lower.chars().next() else { continue };
            if let Some(opened) = &mut open {
                let is_mixed = mark != opened.close
                    && [mark, opened.mark].iter().all(|it| DOUBLE.contains(it));
                let is_behind = idx > 0 && document.tokens[idx - 1].kind != TokenKind::Space;
                let closes = match (is_mixed, is_behind) {
                    (true, true) => !std::mem::take(&mut opened.is_nested),
                    (true, false) => {
                        opened.is_nested = true;
                        false
                    }
                    (false, _) => {
                        mark == opened.close && !is_apostrophe(document, idx, sentence.tokens.start)
                    }
                };
                if closes {
                    let range = TextRange::new(opened.start, token.range.start);
                    speeches.push(Speech { range, is_continued });
                    (open, is_continued) = (None, false);
                }
                continue;
            }
            let pair = document.lexicon.quote_marks.iter().find(|(first, _)| *first == mark);
            let is_tight =
                document.tokens.get(idx + 1).is_some_and(|next| next.kind != TokenKind::Space);
            if let Some((_, close)) = pair.filter(|_| is_tight || is_before_ellipsis(document, idx))
            {
                is_continued = left_open == Some(mark) && idx == sentence.tokens.start;
                open = Some(Open {
                    mark,
                    close: *close,
                    start: token.range.end,
                    sentence_idx,
                    is_nested: false,
                });
            }
        }
    }
    if let (Some(opened), Some(last)) = (open, document.sentences.last()) {
        speeches.push(left(document, &opened, last.range.end, is_continued));
    }
    speeches
}

/// True for a mark between blanks before dots that stand for what was left out: `" ... One more thing"`.
fn is_before_ellipsis(document: &Document, idx: usize) -> bool {
    let is_space =
        |it: usize| document.tokens.get(it).is_some_and(|it| it.kind == TokenKind::Space);
    let starts = idx.checked_sub(1).is_none_or(is_space);
    let is_dots = |it: &text::Token| it.lower.starts_with("..") || it.lower.starts_with('…');
    let next = document.tokens.get(idx + 2);
    let dots = next.is_some_and(is_dots)
        || [2, 3].iter().all(|it| document.tokens.get(idx + it).is_some_and(|it| it.lower == "."));
    starts && is_space(idx + 1) && dots
}

/// A quote that nothing closes: marks with two sides run to the end of the paragraph, as papers
/// leave them open there; plain ones no further than their sentence.
fn left(document: &Document, opened: &Open, end: usize, is_continued: bool) -> Speech {
    let end = if opened.mark == opened.close {
        document.sentences[opened.sentence_idx].range.end.min(end)
    } else {
        end
    };
    Speech { range: TextRange::new(opened.start, end), is_continued }
}

/// The mark in "the workers’ union" closes nothing while a quote in ‘single marks’ runs.
fn is_apostrophe(document: &Document, idx: usize, start: usize) -> bool {
    let token = &document.tokens[idx];
    let is_single = matches!(token.lower.as_str(), "’" | "'");
    is_single
        && idx > start
        && document.tokens[idx - 1].lower.ends_with('s')
        && document.tokens.get(idx + 1).is_some_and(|next| next.kind == TokenKind::Space)
        && document.tokens.get(idx + 2).is_some_and(|next| {
            next.kind == TokenKind::Word
                && document.article.text(next.range).starts_with(char::is_lowercase)
                && !document.lexicon.say_verbs.contains(&next.lower)
        })
}

/// The quotes of a sentence, each with the attribution that was found for its speech.
pub(crate) fn of_sentence(
    document: &Document,
    sentence_idx: usize,
    speeches: &[Speech],
    said: &[Option<Attribution>],
) -> Vec<Quote> {
    let sentence = document.sentences[sentence_idx].range;
    let first = speeches.partition_point(|speech| speech.range.end <= sentence.start);
    let mut quotes = Vec::new();
    for (speech, attribution) in speeches.iter().zip(said).skip(first) {
        if speech.range.start >= sentence.end {
            break;
        }
        let range = TextRange::new(
            speech.range.start.max(sentence.start),
            speech.range.end.min(sentence.end),
        );
        let range = trimmed(document, range);
        if range.is_empty() {
            continue;
        }
        let is_scare = attribution.is_none() && is_short(document, speech.range);
        if is_scare && is_nickname(document, range) {
            continue;
        }
        quotes.push(Quote {
            range,
            speaker: attribution.as_ref().and_then(|it| it.source),
            entity_idx: attribution.as_ref().and_then(|it| it.entity_idx),
            is_scare,
        });
    }
    quotes
}

/// True for a name between two others: the “Bo” of Ann “Bo” Ray.
fn is_nickname(document: &Document, range: TextRange) -> bool {
    let is_name = |idx: Option<usize>| {
        let token = idx.and_then(|it| document.tokens.get(it));
        token.is_some_and(|it| {
            it.kind == TokenKind::Word
                && document.article.text(it.range).starts_with(char::is_uppercase)
        })
    };
    let first = document.tokens.partition_point(|it| it.range.end <= range.start);
    // Behind the word stand a mark, a blank and a name; before it the same turned round.
    document.tokens.get(first).is_some_and(|it| it.range == range)
        && is_name(Some(first))
        && is_name(first.checked_sub(3))
        && is_name(Some(first + 3))
}

fn trimmed(document: &Document, range: TextRange) -> TextRange {
    let text = document.article.text(range);
    let start = range.start + (text.len() - text.trim_start().len());
    TextRange::new(start, start + text.trim().len())
}

/// True for words that a colon introduces.
pub(crate) fn follows_colon(document: &Document, range: TextRange) -> bool {
    let first = document.tokens.partition_point(|token| token.range.end < range.start);
    let before = document.tokens[..first].iter().rev().find(|token| token.kind != TokenKind::Space);
    before.is_some_and(|token| token.lower == ":")
}

/// One to three words.
pub(crate) fn is_short(document: &Document, range: TextRange) -> bool {
    let first = document.tokens.partition_point(|token| token.range.end <= range.start);
    let n_words = document.tokens[first..]
        .iter()
        .take_while(|token| token.range.start < range.end)
        .filter(|token| token.kind == TokenKind::Word)
        .take(4)
        .count();
    n_words <= 3
}
