//! `quote`: one speaker's words, given otherwise.
//!
//! Two quotes are of the same words if most of the shorter's words stand in the longer in the
//! same order. Mere shortening at an end is no difference; a word changed or left out inside is.

use article::TextRange;
use text::{NumberWord, Token, TokenKind};

use super::{Found, Telling};
use crate::{Kind, Relation, rates};

/// Fewest words a quote must have to be compared.
const MIN_WORDS: usize = 4;
/// Share of the shorter quote's words that must stand in the longer, in order.
const MIN_SHARED: f64 = 0.6;
/// Most words that may be changed or left out at one place.
const MAX_GAP: usize = 6;
/// Marks that tell the reader that words were left out or put in.
const MARKS_OF_CUTS: [char; 3] = ['…', '[', '('];

pub(super) fn find(lhs: &Telling<'_>, rhs: &Telling<'_>, found: &mut Vec<Found>) {
    for a in lhs.claim.quotes.iter().filter(|it| !it.is_scare) {
        for b in rhs.claim.quotes.iter().filter(|it| !it.is_scare) {
            let (words_a, words_b) = (words(lhs, a.range), words(rhs, b.range));
            let Some((at_lhs, at_rhs)) = reworded(lhs, &words_a, rhs, &words_b) else { continue };
            let n_shared = in_common(&words_a, &words_b).len();
            let are_partners = !has_nearer(rhs, b.range, &words_a, n_shared)
                && !has_nearer(lhs, a.range, &words_b, n_shared);
            if are_partners {
                found.push(Found {
                    kind: Kind::Quote,
                    relation: Relation::Conflict,
                    confidence: rates::QUOTE,
                    lhs: (at_lhs, None),
                    rhs: (at_rhs, None),
                });
            }
        }
    }
}

/// True if another quote of the article has more of these words: a speaker says the like more than once.
fn has_nearer(telling: &Telling<'_>, own: TextRange, wanted: &[&Token], n_shared: usize) -> bool {
    let claims = telling.claims;
    claims.claims.iter().any(|claim| {
        let tokens = claims.document.tokens_of(claim.sentence_idx);
        claim.quotes.iter().filter(|it| it.range != own && !it.is_scare).any(|quote| {
            let counted = tokens.iter().filter(|it| it.is_counted());
            let words: Vec<&Token> = counted.filter(|it| quote.range.contains(it.range)).collect();
            in_common(wanted, &words).len() > n_shared
        })
    })
}

fn words<'a>(telling: &Telling<'a>, range: TextRange) -> Vec<&'a Token> {
    telling.words().filter(|it| range.contains(it.range)).collect()
}

/// The stretches around the words that were changed, if the quotes are the same but for them.
fn reworded(
    lhs: &Telling<'_>,
    words_lhs: &[&Token],
    rhs: &Telling<'_>,
    words_rhs: &[&Token],
) -> Option<(TextRange, TextRange)> {
    let shorter = words_lhs.len().min(words_rhs.len());
    if shorter < MIN_WORDS {
        return None;
    }
    let pairs = solid(in_common(words_lhs, words_rhs));
    #[expect(clippy::cast_precision_loss, reason = "word counts are far below 2^52")]
    if (pairs.len() as f64) < MIN_SHARED * shorter as f64 {
        return None;
    }
    // Between the first and the last shared word nothing may be lost but what is marked.
    let mut change: Option<(Pair, Pair)> = None;
    for step in pairs.windows(2) {
        let (from, to) = (step[0], step[1]);
        let gap_lhs = &words_lhs[from.0 + 1..to.0];
        let gap_rhs = &words_rhs[from.1 + 1..to.1];
        if gap_lhs.len().max(gap_rhs.len()) > MAX_GAP {
            return None;
        }
        let between = |telling: &Telling<'_>, words: &[&Token], from: usize, to: usize| {
            let range = TextRange::new(words[from].range.end, words[to].range.start);
            telling.text(range).contains(MARKS_OF_CUTS)
        };
        let is_cut = between(lhs, words_lhs, from.0, to.0) || between(rhs, words_rhs, from.1, to.1);
        let is_same = is_one_number(lhs, gap_lhs, gap_rhs);
        if !is_cut && !is_same && is_change(lhs, gap_lhs, gap_rhs) {
            change = Some((change.map_or(from, |it| it.0), to));
        }
    }
    let (from, to) = change?;
    let range = |words: &[&Token], from: usize, to: usize| words[from].range.join(words[to].range);
    Some((range(words_lhs, from.0, to.0), range(words_rhs, from.1, to.1)))
}

/// True of "twenty" and "20".
fn is_one_number(telling: &Telling<'_>, lhs: &[&Token], rhs: &[&Token]) -> bool {
    let words = &telling.claims.document.lexicon.number_words;
    let number = |gap: &[&Token]| match gap {
        [it] => it.lower.parse().ok().or_else(|| match words.get(&it.lower) {
            Some(NumberWord::Cardinal(value)) => Some(*value),
            _ => None,
        }),
        _ => None,
    };
    let (lhs, rhs): (Option<f64>, Option<f64>) = (number(lhs), number(rhs));
    lhs.zip(rhs).is_some_and(|(lhs, rhs)| lhs.total_cmp(&rhs).is_eq())
}

/// Places of one word in two quotes.
type Pair = (usize, usize);

/// True if the words that stand in the one gap and in the other are not the same but for hyphens,
/// dots and small words ("on the part of", "on part of").
fn is_change(telling: &Telling<'_>, lhs: &[&Token], rhs: &[&Token]) -> bool {
    let lexicon = telling.claims.document.lexicon;
    let letters = |words: &[&Token]| -> String {
        words.iter().flat_map(|it| it.lower.chars()).filter(|it| it.is_alphanumeric()).collect()
    };
    let is_small = |it: &&Token| {
        lexicon.definite_articles.contains(&it.lower)
            || lexicon.indefinite_articles.contains(&it.lower)
            || lexicon.number_joins.contains(&it.lower)
            || lexicon.clause_words.contains(&it.lower)
            || lexicon.date_prepositions.contains(&it.lower)
    };
    letters(lhs) != letters(rhs) && !lhs.iter().chain(rhs).all(is_small)
}

/// Without words at either end that are shared alone, as "he" and "the" are in any two quotes.
fn solid(mut pairs: Vec<Pair>) -> Vec<Pair> {
    let follows = |a: Pair, b: Pair| a.0 + 1 == b.0 && a.1 + 1 == b.1;
    while pairs.len() > 1 && !follows(pairs[0], pairs[1]) {
        pairs.remove(0);
    }
    while pairs.len() > 1 && !follows(pairs[pairs.len() - 2], pairs[pairs.len() - 1]) {
        pairs.pop();
    }
    pairs
}

/// Longest common subsequence, as pairs of places.
pub(super) fn in_common(lhs: &[&Token], rhs: &[&Token]) -> Vec<Pair> {
    debug_assert!(lhs.iter().all(|it| it.kind != TokenKind::Space));
    let width = rhs.len() + 1;
    let mut lengths = vec![0usize; (lhs.len() + 1) * width];
    for i in (0..lhs.len()).rev() {
        for j in (0..rhs.len()).rev() {
            lengths[i * width + j] = if lhs[i].lower == rhs[j].lower {
                lengths[(i + 1) * width + j + 1] + 1
            } else {
                lengths[(i + 1) * width + j].max(lengths[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut pairs = Vec::new();
    while i < lhs.len() && j < rhs.len() {
        if lhs[i].lower == rhs[j].lower {
            pairs.push((i, j));
            i += 1;
            j += 1;
        } else if lengths[(i + 1) * width + j] >= lengths[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}
