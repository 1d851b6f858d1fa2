//! A sentence cut into stretches: the words that state a fact, the words that differ, the rest.
//!
//! Every format that shows a member of a fact shows these segments in order; joined, their texts
//! give the sentence (or, for an excerpt, a part of it).

use crate::view::{Fact, Member, Side, View};

/// Words on either side of a difference that give its context at a glance.
const MAX_AROUND: usize = 5;

/// A stretch of a sentence that is told in one manner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Segment {
    /// The words as published.
    pub(crate) text: String,
    /// True if they belong to the fact at hand.
    pub(crate) is_stated: bool,
    /// True if another article differs in these words.
    pub(crate) is_marked: bool,
}

/// The whole sentence of a member, in segments.
pub(crate) fn sentence(view: &View, fact: &Fact, member_idx: usize) -> Vec<Segment> {
    let member = fact.members[member_idx];
    let marks = marks(fact, member_idx);
    cut(view, member.place(), (member.start, member.end), &marks)
}

/// A sentence with the words marked in which it differs from another article in any fact.
pub(crate) fn annotated(view: &View, article: usize, sentence: usize) -> Vec<Segment> {
    let mut all: Vec<(usize, usize)> = Vec::new();
    for fact_idx in &view.articles[article].sentences[sentence].facts {
        let fact = &view.facts[*fact_idx];
        for (member_idx, it) in fact.members.iter().enumerate() {
            if it.place() == (article, sentence) {
                all.extend(marks(fact, member_idx));
            }
        }
    }
    cut(view, (article, sentence), (0, usize::MAX), &all)
}

/// Cuts a sentence at the ends of the words that state and of the words that differ.
fn cut(
    view: &View,
    (article, sentence): (usize, usize),
    stated: (usize, usize),
    marks: &[(usize, usize)],
) -> Vec<Segment> {
    let article = &view.articles[article];
    let (first, last) = (article.sentences[sentence].start, article.sentences[sentence].end);
    let mut cuts = vec![first, last];
    for (start, end) in marks.iter().chain([&stated]) {
        cuts.extend([(*start).clamp(first, last), (*end).clamp(first, last)]);
    }
    cuts.sort_unstable();
    cuts.dedup();

    let is_in = |start: usize, end: usize, (from, to): (usize, usize)| from <= start && end <= to;
    let mut segments: Vec<Segment> = Vec::new();
    for pair in cuts.windows(2) {
        let (start, end) = (pair[0], pair[1]);
        let Some(text) = article.body.get(start..end) else { continue };
        let is_marked = marks.iter().any(|it| is_in(start, end, *it));
        let is_stated = is_marked || is_in(start, end, stated);
        match segments.last_mut() {
            Some(it) if it.is_stated == is_stated && it.is_marked == is_marked => {
                it.text.push_str(text);
            }
            _ => segments.push(Segment { text: text.to_owned(), is_stated, is_marked }),
        }
    }
    segments
}

/// The stated part of a member's sentence, with an ellipsis where words were left out.
pub(crate) fn excerpt(view: &View, fact: &Fact, member_idx: usize) -> Vec<Segment> {
    shortened(sentence(view, fact, member_idx))
}

/// A whole sentence as published.
pub(crate) fn whole(view: &View, place: (usize, usize)) -> Vec<Segment> {
    cut(view, place, (0, usize::MAX), &[])
}

/// A whole sentence with some of its words marked.
pub(crate) fn within(view: &View, place: (usize, usize), words: (usize, usize)) -> Vec<Segment> {
    cut(view, place, (0, usize::MAX), &[words])
}

/// The marked words of a sentence with a few words on either side.
pub(crate) fn around(
    view: &View,
    place: (usize, usize),
    (start, end): (usize, usize),
) -> Vec<Segment> {
    let mut segments = cut(view, place, (0, usize::MAX), &[(start, end)]);
    let n_segments = segments.len();
    for (idx, it) in segments.iter_mut().enumerate() {
        let words: Vec<&str> = it.text.split_inclusive(char::is_whitespace).collect();
        if it.is_marked || words.len() <= MAX_AROUND + 1 {
            continue;
        }
        if idx == 0 && n_segments > 1 {
            it.text = format!("…\u{a0}{}", words[words.len() - MAX_AROUND..].concat());
        } else {
            it.text = format!("{}\u{a0}…", words[..MAX_AROUND].concat().trim_end());
        }
    }
    segments
}

fn shortened(segments: Vec<Segment>) -> Vec<Segment> {
    let is_kept = |it: &Segment| it.is_stated || !has_words(&it.text);
    let Some(first) = segments.iter().position(|it| it.is_stated) else { return segments };
    let last = segments.iter().rposition(|it| it.is_stated).unwrap_or(first);
    // A closing mark left over by a clause is shown rather than replaced by an ellipsis.
    let from = if segments[..first].iter().all(is_kept) { 0 } else { first };
    let to = if segments[last + 1..].iter().all(is_kept) { segments.len() } else { last + 1 };
    let mut excerpt: Vec<Segment> = segments[from..to].to_vec();
    if from > 0 {
        excerpt.insert(0, ellipsis("… "));
    }
    if to < segments.len() {
        excerpt.push(ellipsis(" …"));
    }
    excerpt
}

/// A sentence that tells what no other article tells.
pub(crate) struct Sole {
    /// Index of the sentence.
    pub(crate) sentence: usize,
    /// The words, from the first that states such a fact to the last.
    pub(crate) segments: Vec<Segment>,
    /// Indexes of these facts.
    pub(crate) facts: Vec<usize>,
    /// Who is quoted with it, where the sentence does not say so; told once for sentences in a row.
    pub(crate) speaker: Option<String>,
}

/// What only this article tells, sentence by sentence.
pub(crate) fn sole(view: &View, article_idx: usize) -> Vec<Sole> {
    let article = &view.articles[article_idx];
    let mut told: Vec<Sole> = Vec::new();
    for (sentence_idx, sentence) in article.sentences.iter().enumerate() {
        let is_sole = |it: &usize| view.facts[*it].verdict == compare::Verdict::Sole;
        let facts: Vec<usize> = sentence.facts.iter().copied().filter(is_sole).collect();
        let place = (article_idx, sentence_idx);
        let members = facts.iter().flat_map(|it| &view.facts[*it].members);
        let whole = members.copied().filter(|it| it.place() == place).reduce(|lhs, rhs| Member {
            start: lhs.start.min(rhs.start),
            end: lhs.end.max(rhs.end),
            ..lhs
        });
        if let Some(it) = whole {
            let segments = shortened(cut(view, place, (it.start, it.end), &[]));
            let goes_on = told.last().is_some_and(|it| it.sentence + 1 == sentence_idx)
                && article.sentences[sentence_idx - 1].speaker == sentence.speaker;
            let speaker = sentence.speaker.clone().filter(|_| !goes_on);
            told.push(Sole { sentence: sentence_idx, segments, facts, speaker });
        }
    }
    told
}

/// The words of `text` outside every headline in `others` are marked; stretches in between are
/// not.
pub(crate) fn headline(text: &str, others: &[&str]) -> Vec<Segment> {
    let known: Vec<String> =
        others.iter().flat_map(|it| it.split_whitespace()).map(bare_word).collect();
    let mut segments: Vec<Segment> = Vec::new();
    for word in text.split_inclusive(char::is_whitespace) {
        let bare = bare_word(word);
        // Words of one or two letters carry no headline.
        let is_marked = bare.chars().count() > 2 && !known.contains(&bare);
        match segments.last_mut() {
            Some(it) if it.is_marked == is_marked => it.text.push_str(word),
            _ => segments.push(Segment { text: word.to_owned(), is_stated: true, is_marked }),
        }
    }
    segments
}

/// The words in which a member differs. Where a side is all that the member says there is nothing
/// to point at, and nothing is marked.
fn marks(fact: &Fact, member_idx: usize) -> Vec<(usize, usize)> {
    let member = fact.members[member_idx];
    // A closing mark left out of a side does not make it a part.
    let covers = |it: &Side| it.start <= member.start + 2 && member.end <= it.end + 2;
    let sides = fact.told_differences().flat_map(|it| &it.sides);
    let of_member = sides.filter(|it| it.member == member_idx && it.start < it.end);
    of_member.filter(|it| !covers(it)).map(|it| (it.start, it.end)).collect()
}

fn has_words(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

fn ellipsis(text: &str) -> Segment {
    Segment { text: text.to_owned(), is_stated: false, is_marked: false }
}

fn bare_word(word: &str) -> String {
    let bare = word.trim_matches(|it: char| !it.is_alphanumeric()).to_lowercase();
    bare.replace('’', "'").trim_end_matches("'s").to_owned()
}

#[cfg(test)]
mod tests;
