//! Which part of a sentence states the group's fact.
//!
//! A long sentence states several facts. The member's range is the run of its pieces (what stands between marks and
//! before conjunctions) whose words the other members share most, with who says so; a quotation is never cut.

use std::collections::BTreeSet;
use std::ops::Range;

use article::TextRange;
use claim::Claims;
use text::{ClauseWord, Token, TokenKind};

use crate::{Member, SentenceId};

/// What a word that no other member has costs inside the stating part; one that all have gains 1. Chosen on the labelled
/// facts of `gold/train` (`words --parts`): of their words the parts keep 0.95, and 0.30 of the words kept are the fact's, of whole
/// sentences 0.26.
const GAP: f64 = 0.2;
/// Topic words of a piece that is weighed by itself.
const MIN_PIECE: usize = 2;
/// Topic words that an end of a sentence must have to be left out.
const MIN_LEFT_OUT: usize = 3;
/// Topic words of what states a fact, and how many of them are in no name, if the sentence has so many.
const MIN_STATING: usize = 4;
const MIN_PREDICATE: usize = 2;

/// The members of a group with their ranges.
pub(crate) fn members(articles: &[Claims], ids: &[SentenceId]) -> Vec<Member> {
    let told: Vec<Told<'_>> = ids.iter().map(|it| Told::of(&articles[it.0], it.1)).collect();
    ids.iter()
        .map(|id| {
            let others = ids.iter().zip(&told).filter(|(it, _)| it.0 != id.0).map(|it| it.1);
            Member {
                article_idx: id.0,
                sentence_idx: id.1,
                range: stating_range(&articles[id.0], id.1, &others.collect::<Vec<_>>()),
            }
        })
        .collect()
}

/// What no fact of a sentence tells: the longest run of its pieces outside these parts of it that does not go on what stands before
/// it without a mark ("the man …" / "who fled").
#[must_use]
pub fn rest(claims: &Claims, sentence_idx: usize, told: &[TextRange]) -> Option<TextRange> {
    let tokens = claims.document.tokens_of(sentence_idx);
    let bytes = |it: &Range<usize>| tokens[it.start].range.join(tokens[it.end - 1].range);
    let pieces = pieces(claims, sentence_idx);
    let is_told = |it: &Range<usize>| told.iter().any(|range| range.overlaps(bytes(it)));
    let runs = pieces.chunk_by(|a, b| is_told(a) == is_told(b));
    let left = runs.filter(|it| !is_told(&it[0]) && follows_mark(tokens, it[0].start));
    let ranges = left.map(|it| bytes(&it[0]).join(bytes(&it[it.len() - 1])));
    let ranges = ranges.filter(|it| is_paired(claims, *it));
    ranges.max_by_key(|it| (it.len(), std::cmp::Reverse(it.start)))
}

/// What a sentence has to share.
struct Told<'a> {
    stems: BTreeSet<&'a str>,
    /// The words of the names that its pronouns and roles stand for.
    meant: BTreeSet<String>,
    days: Vec<(jiff::civil::Date, jiff::civil::Date)>,
}

impl<'a> Told<'a> {
    fn of(claims: &'a Claims, sentence_idx: usize) -> Self {
        let claim = &claims.claims[sentence_idx];
        let tokens = claims.document.tokens_of(sentence_idx).iter();
        let anaphors = claim.names.iter().filter(|it| it.is_anaphor);
        let names = anaphors.map(|it| claims.entities[it.entity_idx].name.to_lowercase());
        let word = |it: &str| claims.document.lexicon.stem(it);
        Self {
            stems: tokens.filter(|it| it.is_topic()).map(|it| it.stem.as_str()).collect(),
            meant: names
                .flat_map(|it| it.split_whitespace().map(word).collect::<Vec<_>>())
                .collect(),
            days: claim.dates.iter().map(|it| (it.start.date(), it.end.date())).collect(),
        }
    }

    fn has(&self, claims: &Claims, sentence_idx: usize, token: &Token) -> bool {
        let dates = &claims.claims[sentence_idx].dates;
        let date = dates.iter().find(|it| it.range.contains(token.range));
        let is_met = |it: &claim::DateMention| {
            let (from, to) = (it.start.date(), it.end.date());
            self.days.iter().any(|day| from <= day.1 && day.0 <= to)
        };
        self.stems.contains(token.stem.as_str())
            || self.meant.contains(token.stem.as_str())
            || date.is_some_and(is_met)
    }
}

fn stating_range(claims: &Claims, sentence_idx: usize, others: &[&Told<'_>]) -> TextRange {
    let document = &claims.document;
    let tokens = document.tokens_of(sentence_idx);
    #[expect(clippy::cast_precision_loss, reason = "word counts are far below 2^52")]
    let worth = |token: &Token| {
        let n_having = others.iter().filter(|it| it.has(claims, sentence_idx, token)).count();
        let share = n_having as f64 / others.len().max(1) as f64;
        share - GAP * (1.0 - share)
    };
    let pieces = pieces(claims, sentence_idx);
    let gains: Vec<f64> =
        pieces.iter().map(|it| topics(&tokens[it.clone()]).map(worth).sum()).collect();
    let names = &claims.claims[sentence_idx].names;
    let in_name = |it: &Token| names.iter().any(|name| name.range.contains(it.range));
    let is_thin = |it: &Range<usize>| {
        let words: Vec<&Token> =
            it.clone().flat_map(|it| topics(&tokens[pieces[it].clone()])).collect();
        let n_predicate = words.iter().filter(|it| !in_name(it)).count();
        words.len() < MIN_STATING || n_predicate < MIN_PREDICATE
    };
    let whole = document.sentences[sentence_idx].range;
    let Some(mut best) = best_run(&gains) else { return whole };
    // What goes before is mostly who does what: it belongs to "after he had met her".
    while best.start > 0 && (is_thin(&best) || is_bound(claims, tokens, pieces[best.start].start)) {
        best.start -= 1;
    }
    while best.end < pieces.len() && is_thin(&best) {
        best.end += 1;
    }
    let (mut first, mut last) = (pieces[best.start].start, pieces[best.end - 1].end);
    if topics(&tokens[..first]).count() < MIN_LEFT_OUT {
        first = 0;
    }
    if topics(&tokens[last..]).count() < MIN_LEFT_OUT {
        last = tokens.len();
    }
    let start = if first == 0 { whole.start } else { tokens[first].range.start };
    let end = if last == tokens.len() { whole.end } else { tokens[last - 1].range.end };
    let part = with_frame(claims, sentence_idx, TextRange::new(start, end));
    if is_paired(claims, part) || !is_paired(claims, whole) { part } else { whole }
}

/// True if as many quotation marks open as close.
fn is_paired(claims: &Claims, range: TextRange) -> bool {
    let text = claims.document.article.text(range);
    let count = |mark: char| text.matches(mark).count();
    claims.document.lexicon.quote_marks.iter().all(|(open, close)| match open == close {
        true => matches!(open, '\'' | '’') || count(*open) % 2 == 0,
        false => matches!(close, '’') || count(*open) == count(*close),
    })
}

/// True of a place where a sentence goes on without a mark, with a conjunction that is no relative one.
fn is_bound(claims: &Claims, tokens: &[Token], idx: usize) -> bool {
    let found = claims.document.lexicon.clause_words.at(tokens, idx);
    found.is_some_and(|it| *it.value != ClauseWord::Relative) && !follows_mark(tokens, idx)
}

/// True of the first token and of one behind a mark.
fn follows_mark(tokens: &[Token], idx: usize) -> bool {
    let before = tokens[..idx].iter().rev().find(|it| it.kind != TokenKind::Space);
    before.is_none_or(|it| !it.is_counted())
}

/// The run of the greatest sum; of equals the first and shortest.
fn best_run(gains: &[f64]) -> Option<Range<usize>> {
    let mut best: Option<(f64, Range<usize>)> = None;
    for from in 0..gains.len() {
        let mut sum = 0.0;
        for (to, gain) in gains.iter().enumerate().skip(from) {
            sum += gain;
            if best.as_ref().is_none_or(|it| sum > it.0) {
                best = Some((sum, from..to + 1));
            }
        }
    }
    best.map(|it| it.1)
}

/// The pieces of a sentence that can be left out of it by themselves, as runs of its tokens; marks between them belong to none.
fn pieces(claims: &Claims, sentence_idx: usize) -> Vec<Range<usize>> {
    let tokens = claims.document.tokens_of(sentence_idx);
    let mut pieces: Vec<Range<usize>> = Vec::new();
    let mut first = 0;
    for idx in 0..=tokens.len() {
        let is_mark = tokens.get(idx).is_none_or(|it| is_fence(tokens, idx, it));
        let end = match is_mark {
            true => idx,
            false if begins_piece(claims, tokens, idx) => before_stops(tokens, first..idx),
            false => continue,
        };
        if !is_mark && topics(&tokens[first..end]).count() < MIN_PIECE {
            continue;
        }
        let piece = trimmed(claims, tokens, first..end);
        if tokens[piece.clone()].iter().any(Token::is_counted) {
            add_piece(claims, tokens, &mut pieces, piece);
        }
        first = if is_mark { idx + 1 } else { end };
    }
    // A first piece that is too short belongs to the next.
    if pieces.len() > 1 && topics(&tokens[pieces[0].clone()]).count() < MIN_PIECE {
        let first = pieces.remove(0);
        pieces[0].start = first.start;
    }
    for quote in &claims.claims[sentence_idx].quotes {
        join_across(tokens, &mut pieces, quote.range);
    }
    pieces
}

/// Adds a piece; one that is too short belongs to the one before, and what goes on with a verb ("…, under its chair, will vote")
/// to the two before.
fn add_piece(claims: &Claims, tokens: &[Token], pieces: &mut Vec<Range<usize>>, it: Range<usize>) {
    let lexicon = claims.document.lexicon;
    let first = &tokens[it.start];
    let is_verb = lexicon.auxiliaries.contains(&first.lower)
        || lexicon.say_verbs.contains(&first.lower)
        || !first.is_stop
            && lexicon.participle_endings.iter().any(|it| first.lower.ends_with(&**it));
    let n_joined = match topics(&tokens[it.clone()]).count() {
        _ if is_verb => 2,
        n_topics if n_topics < MIN_PIECE => 1,
        _ => 0,
    };
    let kept = pieces.len().saturating_sub(n_joined);
    let start = pieces.get(kept).map_or(it.start, |first| first.start);
    pieces.truncate(kept);
    pieces.push(start..it.end);
}

/// Makes one of the pieces that a range runs through.
fn join_across(tokens: &[Token], pieces: &mut Vec<Range<usize>>, range: TextRange) {
    let is_met = |it: &Range<usize>| {
        let bytes = tokens[it.start].range.join(tokens[it.end - 1].range);
        bytes.overlaps(range)
    };
    let Some(first) = pieces.iter().position(is_met) else { return };
    let last = pieces.iter().rposition(is_met).unwrap_or(first);
    let joined = pieces[first].start..pieces[last].end;
    pieces.splice(first..=last, [joined]);
}

fn topics(tokens: &[Token]) -> impl Iterator<Item = &Token> {
    tokens.iter().filter(|it| it.is_topic())
}

/// A mark that parts what stands beside it.
fn is_fence(tokens: &[Token], idx: usize, token: &Token) -> bool {
    match token.lower.as_str() {
        "," | ";" | ":" | "—" => true,
        "-" | "–" | "--" => {
            let is_space = |idx: usize| tokens.get(idx).is_none_or(|it| !it.is_counted());
            idx > 0 && is_space(idx - 1) && is_space(idx + 1)
        }
        _ => false,
    }
}

/// True of a conjunction that parts: not "that", without which a verb of saying says nothing, and not "as", which mostly compares.
fn begins_piece(claims: &Claims, tokens: &[Token], idx: usize) -> bool {
    let Some(found) = claims.document.lexicon.clause_words.at(tokens, idx) else { return false };
    match found.value {
        ClauseWord::Coordinator | ClauseWord::Complement => false,
        ClauseWord::Subordinator if found.tokens.len() == 1 => tokens[idx].lower.len() > 2,
        _ => true,
    }
}

/// Where a run ends without the stop words at its end, which go with the conjunction behind them: "in which", "about whether".
fn before_stops(tokens: &[Token], run: Range<usize>) -> usize {
    let is_left = |it: &Token| it.is_stop || it.kind == TokenKind::Space;
    let n_left = tokens[run.clone()].iter().rev().take_while(|it| is_left(it)).count();
    run.end - n_left
}

/// A run without white space and closing marks before it, and without white space, opening marks and "and" behind it.
fn trimmed(claims: &Claims, tokens: &[Token], mut run: Range<usize>) -> Range<usize> {
    let words = &claims.document.lexicon.clause_words;
    let is_space = |idx: usize| tokens.get(idx).is_none_or(|it| it.kind == TokenKind::Space);
    while run.len() > 1
        && (is_space(run.start) || !tokens[run.start].is_counted() && is_space(run.start + 1))
    {
        run.start += 1;
    }
    while run.len() > 1
        && (is_space(run.end - 1)
            || !tokens[run.end - 1].is_counted() && is_space(run.end - 2)
            || words.get(&tokens[run.end - 1].lower) == Some(&ClauseWord::Coordinator))
    {
        run.end -= 1;
    }
    run
}

/// "The mayor rejected claims that he took a bribe": who says so, and how, belongs to the part beside it, which alone would say
/// something else.
fn with_frame(claims: &Claims, sentence_idx: usize, part: TextRange) -> TextRange {
    let whole = claims.document.sentences[sentence_idx].range;
    let Some(attribution) = &claims.claims[sentence_idx].attribution else { return part };
    let is_before = |it: &TextRange| whole.contains(*it) && !it.is_empty() && it.end <= part.start;
    let Some(verb) = Some(attribution.verb).filter(is_before) else { return part };
    let source = attribution.source.filter(is_before);
    source.map_or(verb, |it| it.join(verb)).join(part)
}

#[cfg(test)]
mod tests {
    //! The part of a sentence that another one shares, and what it leaves.

    use super::*;

    fn read(sentence: &str) -> Claims {
        let article = article::Article {
            declared_language: Some("en".into()),
            ..article::Article::of(sentence)
        };
        claim::extract(text::read(article))
    }

    /// What of `sentence` states the fact that it shares with `other`, and what is left of it.
    fn parted(sentence: &str, other: &str) -> (String, Option<String>) {
        let articles = [read(sentence), read(other)];
        let range = members(&articles, &[(0, 0), (1, 0)])[0].range;
        let text = |it: TextRange| articles[0].document.article.text(it).to_owned();
        (text(range), rest(&articles[0], 0, &[range]).map(text))
    }

    #[test]
    fn the_part_that_another_article_shares_states_the_fact() {
        let (stating, rest) = parted(
            "In the days after 17 pupils drowned in the harbour, the mayor blamed the weather and called on the boat owners to \
             repair their jetties.",
            "Seventeen children, all pupils of one school, drowned in the harbour on Friday: 17 pupils from Osterby.",
        );
        assert_eq!(stating, "In the days after 17 pupils drowned in the harbour");
        let left =
            "the mayor blamed the weather and called on the boat owners to repair their jetties";
        assert_eq!(rest.as_deref().map(|it| it.trim_end_matches('.')), Some(left));
    }

    #[test]
    fn a_sentence_that_is_shared_as_a_whole_leaves_nothing() {
        let sentence = "The council voted on Monday to close the old bridge, and the mayor signed the order at once.";
        assert_eq!(parted(sentence, sentence), (sentence.to_owned(), None));
    }

    #[test]
    fn a_quotation_is_not_cut() {
        let (stating, _) = parted(
            "“The bridge is old, it has served three generations of farmers, and we shall not repair it,” the mayor told the \
             council, while outside a crowd of fishermen burned three wooden boats.",
            "The bridge is old, the mayor told the council.",
        );
        assert!(
            stating.starts_with("“The bridge is old") && stating.contains("repair it"),
            "{stating}"
        );
        assert!(!stating.contains("fishermen"), "{stating}");
    }

    #[test]
    fn who_says_so_stays_with_what_is_said() {
        let (stating, _) = parted(
            "The harbour master, a former captain from Lindmar with two sons at sea, denied that he had sold the ferry to a \
             stranger.",
            "Nobody sold the ferry to a stranger, it was said.",
        );
        assert!(stating.contains("denied that he had sold the ferry"), "{stating}");
    }

    #[test]
    fn no_part_begins_with_a_helping_verb_or_ends_before_which() {
        let (stating, _) = parted(
            "The council of Osterby, under its chair Anna Holt, will vote on the new ferry line in the spring of next year.",
            "A vote on the new ferry line will be held next spring.",
        );
        assert!(stating.starts_with("The council of Osterby"), "{stating}");
        let (stating, _) = parted(
            "The gale of last week, in which nine people died on the coast, tore the roof from the old town hall of Lindmar.",
            "The roof of the old town hall of Lindmar was torn off by the gale.",
        );
        assert!(!stating.ends_with(" in"), "{stating}");
    }
}
