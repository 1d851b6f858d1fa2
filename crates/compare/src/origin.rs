//! Which articles and passages are copies of one text.
//!
//! Reprints are not corroboration. Two articles are of one origin if most of the shorter one's
//! runs of [`SHINGLE_WORDS`] words stand in the other. Passages that they share word for word are
//! given as [`Reprint`]s, longest runs first in the order of the text.

use std::collections::BTreeMap;

use article::TextRange;
use claim::Claims;
use cluster::Member;
use text::{Token, TokenKind};

use crate::Reprint;

/// Words in a row that must be the same to be told as copied, and not as chance.
const SHINGLE_WORDS: usize = 8;
/// Share of the shorter article's shingles that stand in the other for one origin.
const MIN_SHARED: f64 = 0.5;
/// Fewest words of a passage worth showing.
const MIN_PASSAGE_WORDS: usize = 20;

/// Words in a row by which two sentences are compared.
const SENTENCE_SHINGLE_WORDS: usize = 4;
/// Share of the shorter sentence's shingles that stand in the other for one origin.
const MIN_SENTENCE_SHARED: f64 = 0.7;
/// Fewest words, those in quotes aside, by which a sentence can be known as a copy: what somebody
/// said is the same in every outlet that was there.
const MIN_SENTENCE_WORDS: usize = 10;

/// How many independent origins state a fact: articles of one origin count once, and so do sentences
/// that are one text, whatever the rest of their articles.
pub(crate) fn count(articles: &[Claims], members: &[Member], origins: &[usize]) -> usize {
    let words: Vec<Vec<&Token>> = members.iter().map(|it| own_words(articles, it)).collect();
    let mut of: Vec<usize> = members.iter().map(|it| origins[it.article_idx]).collect();
    for a in 0..members.len() {
        for b in a + 1..members.len() {
            let (from, to) = (of[a].min(of[b]), of[a].max(of[b]));
            if from != to && is_copy(&words[a], &words[b]) {
                of.iter_mut().filter(|it| **it == to).for_each(|it| *it = from);
            }
        }
    }
    of.sort_unstable();
    of.dedup();
    of.len()
}

/// The words of a member's sentence that no one is quoted with.
fn own_words<'a>(articles: &'a [Claims], member: &Member) -> Vec<&'a Token> {
    let claims = &articles[member.article_idx];
    let quotes = &claims.claims[member.sentence_idx].quotes;
    let tokens = claims.document.tokens_of(member.sentence_idx).iter();
    let is_own = |it: &&Token| {
        matches!(it.kind, TokenKind::Word | TokenKind::Number)
            && !quotes.iter().any(|quote| quote.range.contains(it.range))
    };
    tokens.filter(is_own).collect()
}

fn is_copy(lhs: &[&Token], rhs: &[&Token]) -> bool {
    let (shorter, longer) = if lhs.len() <= rhs.len() { (lhs, rhs) } else { (rhs, lhs) };
    if shorter.len() < MIN_SENTENCE_WORDS {
        return false;
    }
    let shingles = |words: &[&Token]| -> Vec<String> {
        let join = |it: &[&Token]| it.iter().map(|it| &*it.lower).collect::<Vec<_>>().join(" ");
        words.windows(SENTENCE_SHINGLE_WORDS).map(join).collect()
    };
    let known = shingles(longer);
    let own = shingles(shorter);
    let n_shared = own.iter().filter(|it| known.contains(it)).count();
    #[expect(clippy::cast_precision_loss, reason = "word counts are far below 2^52")]
    let share = n_shared as f64 / own.len().max(1) as f64;
    share >= MIN_SENTENCE_SHARED
}

/// The origin of each article, numbered from 0 in order, and the passages they share.
pub(crate) fn trace(articles: &[Claims]) -> (Vec<usize>, Vec<Reprint>) {
    let words: Vec<Vec<&Token>> = articles.iter().map(words).collect();
    let mut origins: Vec<usize> = (0..articles.len()).collect();
    let mut reprints = Vec::new();
    for a in 0..articles.len() {
        for b in a + 1..articles.len() {
            let shared = Shared::of(&words[a], &words[b]);
            if shared.share >= MIN_SHARED {
                let (from, to) = (origins[a].min(origins[b]), origins[a].max(origins[b]));
                origins.iter_mut().filter(|it| **it == to).for_each(|it| *it = from);
            }
            let passages = shared.passages.into_iter().filter(|it| it.len >= MIN_PASSAGE_WORDS);
            reprints.extend(passages.map(|it| {
                let range = |words: &[&Token], from: usize| {
                    TextRange::new(words[from].range.start, words[from + it.len - 1].range.end)
                };
                Reprint {
                    lhs_article: a,
                    lhs: range(&words[a], it.lhs),
                    rhs_article: b,
                    rhs: range(&words[b], it.rhs),
                }
            }));
        }
    }
    (renumbered(&origins), reprints)
}

fn words(claims: &Claims) -> Vec<&Token> {
    let is_word = |it: &&Token| matches!(it.kind, TokenKind::Word | TokenKind::Number);
    claims.document.tokens.iter().filter(is_word).collect()
}

/// The same grouping with numbers in order of first use.
fn renumbered(origins: &[usize]) -> Vec<usize> {
    let mut seen: Vec<usize> = Vec::new();
    origins
        .iter()
        .map(|origin| {
            seen.iter().position(|it| it == origin).unwrap_or_else(|| {
                seen.push(*origin);
                seen.len() - 1
            })
        })
        .collect()
}

struct Passage {
    lhs: usize,
    rhs: usize,
    len: usize,
}

struct Shared {
    /// Share of the shorter text's shingles that stand in the other.
    share: f64,
    passages: Vec<Passage>,
}

impl Shared {
    fn of(lhs: &[&Token], rhs: &[&Token]) -> Self {
        let mut places: BTreeMap<Vec<&str>, usize> = BTreeMap::new();
        for (at, shingle) in rhs.windows(SHINGLE_WORDS).enumerate() {
            places.entry(shingle.iter().map(|it| &*it.lower).collect()).or_insert(at);
        }
        let mut n_shared = 0usize;
        let mut passages: Vec<Passage> = Vec::new();
        for (at, shingle) in lhs.windows(SHINGLE_WORDS).enumerate() {
            let key: Vec<&str> = shingle.iter().map(|it| &*it.lower).collect();
            let Some(place) = places.get(&key) else { continue };
            n_shared += 1;
            match passages.last_mut() {
                Some(last)
                    if at == last.lhs + last.len + 1 - SHINGLE_WORDS
                        && *place == last.rhs + last.len + 1 - SHINGLE_WORDS =>
                {
                    last.len += 1;
                }
                _ => passages.push(Passage { lhs: at, rhs: *place, len: SHINGLE_WORDS }),
            }
        }
        let shorter = (lhs.len().min(rhs.len()) + 1).saturating_sub(SHINGLE_WORDS).max(1);
        #[expect(clippy::cast_precision_loss, reason = "word counts are far below 2^52")]
        Self { share: n_shared as f64 / shorter as f64, passages }
    }
}
