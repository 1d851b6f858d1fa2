//! `quote`: one speaker's words, given otherwise.
//!
//! Two quotes are of the same words if most of the shorter's words stand in the longer in the
//! same order. Mere shortening at an end is no difference; a word changed or left out inside is.

use article::TextRange;
use text::{Token, TokenKind};

use super::{Found, Telling};
use crate::{Kind, Relation, rates};

/// Fewest words a quote must have to be compared.
const MIN_WORDS: usize = 4;
/// Share of the shorter quote's words that must stand in the longer, in order.
const MIN_SHARED: f64 = 0.6;

pub(super) fn find(lhs: &Telling<'_>, rhs: &Telling<'_>, found: &mut Vec<Found>) {
    for a in lhs.claim.quotes.iter().filter(|it| !it.is_scare) {
        for b in rhs.claim.quotes.iter().filter(|it| !it.is_scare) {
            if let Some((at_lhs, at_rhs)) = reworded(&words(lhs, a.range), &words(rhs, b.range)) {
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

fn words<'a>(telling: &Telling<'a>, range: TextRange) -> Vec<&'a Token> {
    telling.words().filter(|it| range.contains(it.range)).collect()
}

/// The stretches from the first to the last changed word, if the quotes are the same but for them.
fn reworded(lhs: &[&Token], rhs: &[&Token]) -> Option<(TextRange, TextRange)> {
    let shorter = lhs.len().min(rhs.len());
    if shorter < MIN_WORDS {
        return None;
    }
    let pairs = in_common(lhs, rhs);
    #[expect(clippy::cast_precision_loss, reason = "word counts are far below 2^52")]
    if (pairs.len() as f64) < MIN_SHARED * shorter as f64 {
        return None;
    }
    // Between the first and the last shared word nothing may be lost but what is marked.
    let mut change: Option<((usize, usize), (usize, usize))> = None;
    for step in pairs.windows(2) {
        let ((a, b), (next_a, next_b)) = (step[0], step[1]);
        if next_a - a > 1 || next_b - b > 1 {
            let start = change.map_or((a, b), |it| it.0);
            change = Some((start, (next_a, next_b)));
        }
    }
    let ((from_a, from_b), (to_a, to_b)) = change?;
    Some((lhs[from_a].range.join(lhs[to_a].range), rhs[from_b].range.join(rhs[to_b].range)))
}

/// Longest common subsequence, as pairs of places.
fn in_common(lhs: &[&Token], rhs: &[&Token]) -> Vec<(usize, usize)> {
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
