//! Splits a sentence into its statements.

use article::TextRange;
use text::ClauseWord;

use crate::row::Row;

/// A clause of its own has at least this many words that carry a topic.
const FEWEST_WORDS: usize = 3;

/// The clauses of a sentence, in order: at least one, none overlapping. Words that only say who
/// says so (`frame`) belong to none of them where they stand at an end.
pub(crate) fn split(
    row: &Row<'_>,
    sentence: TextRange,
    frame: Option<TextRange>,
) -> Vec<TextRange> {
    let mut cuts = vec![row.start];
    for idx in row.indexes() {
        if idx > row.start && begins_clause(row, idx) {
            cuts.push(idx);
        }
    }
    cuts.push(row.end());
    let mut clauses: Vec<std::ops::Range<usize>> = Vec::new();
    let mut start = cuts[0];
    for (nth, &end) in cuts.iter().enumerate().skip(1) {
        let rest = end..row.end();
        let is_long = n_content(row, start..end, frame) >= FEWEST_WORDS;
        let rest_is_long = end == row.end() || n_content(row, rest, frame) >= FEWEST_WORDS;
        if is_long && rest_is_long || nth + 1 == cuts.len() {
            clauses.push(start..end);
            start = end;
        }
    }
    // A last piece that is too short belongs to the one before.
    if clauses.len() > 1
        && let Some(last) = clauses.last().cloned()
        && n_content(row, last.clone(), frame) < FEWEST_WORDS
    {
        clauses.pop();
        if let Some(before) = clauses.last_mut() {
            before.end = last.end;
        }
    }
    let ranges: Vec<TextRange> =
        clauses.into_iter().filter_map(|clause| bare(row, clause, frame)).collect();
    if ranges.is_empty() { vec![sentence] } else { ranges }
}

/// A clause without the marks around it and without the frame at its ends.
fn bare(
    row: &Row<'_>,
    clause: std::ops::Range<usize>,
    frame: Option<TextRange>,
) -> Option<TextRange> {
    let in_frame = |idx: usize| frame.is_some_and(|frame| frame.contains(row.tokens[idx].range));
    let is_edge = |idx: usize| {
        in_frame(idx) || !row.is_word(idx) && !row.is_number(idx) && !is_kept_mark(row, idx)
    };
    let kept: Vec<usize> = row.indexes().filter(|idx| clause.contains(idx)).collect();
    let first = kept.iter().copied().find(|&idx| !is_edge(idx))?;
    let last = kept.iter().copied().rev().find(|&idx| !is_edge(idx))?;
    let last = with_closing_mark(row, first, last);
    (first <= last).then(|| row.range(first..last + 1))
}

/// The mark behind `last`, if it closes one that is opened in the clause.
fn with_closing_mark(row: &Row<'_>, first: usize, last: usize) -> usize {
    let Some(next) = row.next(last) else { return last };
    let mark = row.lower(next);
    let count = |mark: &str| (first..=last).filter(|&idx| row.lower(idx) == mark).count();
    let opens = |idx: usize, open: char| row.lower(idx).starts_with(open);
    let closes = mark == ")" && count("(") > count(")")
        || row.lexicon.quote_marks.iter().any(|(open, close)| {
            mark.starts_with(*close)
                && if open == close {
                    count(mark) % 2 == 1
                } else {
                    (first..=last).filter(|&idx| opens(idx, *open)).count() > count(mark)
                }
        });
    if closes { next } else { last }
}

/// Signs that belong to what they stand beside.
fn is_kept_mark(row: &Row<'_>, idx: usize) -> bool {
    matches!(row.lower(idx), "$" | "€" | "£" | "%" | "#")
}

fn n_content(row: &Row<'_>, tokens: std::ops::Range<usize>, frame: Option<TextRange>) -> usize {
    tokens
        .filter(|&idx| {
            (row.is_word(idx) && !row.is_stop(idx) || row.is_number(idx))
                && !frame.is_some_and(|frame| frame.contains(row.tokens[idx].range))
        })
        .count()
}

/// True if a new statement may begin at a token.
fn begins_clause(row: &Row<'_>, idx: usize) -> bool {
    let Some(prev) = row.prev(idx) else { return false };
    if row.is_mark(prev, ";") || matches!(row.lower(prev), "—" | "–") && !row.is_tight(prev - 1)
    {
        return true;
    }
    let after_comma = row.is_mark(prev, ",");
    if row.lower(prev) == "—" {
        return true;
    }
    let Some(found) = row.lexicon.clause_words.at(row.tokens, idx) else {
        // The main clause behind "After the vote, …".
        return false;
    };
    let next = row.skip(found.tokens.end);
    match found.value {
        ClauseWord::Coordinator => next.is_some_and(|next| {
            is_subject(row, next) && (after_comma || is_pronoun(row, next))
                || after_comma && row.lexicon.expectations.at(row.tokens, next).is_some()
        }),
        ClauseWord::Relative => after_comma,
        ClauseWord::Subordinator | ClauseWord::Condition => {
            after_comma || next.is_some_and(|next| is_pronoun(row, next))
        }
        ClauseWord::Complement => false,
    }
}

/// True for a word that may be the subject of a statement.
fn is_subject(row: &Row<'_>, idx: usize) -> bool {
    let lexicon = row.lexicon;
    let lower = row.lower(idx);
    is_pronoun(row, idx)
        || lexicon.definite_articles.contains(lower)
        || lexicon.demonstratives.contains(lower)
        || lexicon.pronouns.contains(lower)
        || row.is_capital(idx)
        || row.is_number(idx)
}

fn is_pronoun(row: &Row<'_>, idx: usize) -> bool {
    row.lexicon.pronouns.get(row.lower(idx)).is_some_and(|it| !it.possessive)
}
