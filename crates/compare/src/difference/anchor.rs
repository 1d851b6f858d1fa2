//! What a value belongs to: the words beside it.
//!
//! "Killed 12 people and injured 30" holds two counts of people; only the words beside each tell
//! which is which. Two values of two sentences belong together if the words nearest to them are
//! the same, best on the same side of them.

use article::TextRange;
use text::{Token, TokenKind};

use super::Telling;

/// Words to each side that are looked at.
const REACH: usize = 6;
/// Each word further off weighs this much less.
const FADE: f64 = 0.8;
/// What a word behind a comma, or behind another value, keeps of its weight.
const BEYOND: f64 = 0.5;
/// A word is near a value if fewer words than these stand between.
const NEAR_RANK: usize = 3;
/// What a word keeps that stands before the one value and behind the other.
const CROSSED: f64 = 0.6;

/// The words beside a value with their weights.
pub(super) struct Anchor<'a> {
    words: Vec<Word<'a>>,
}

struct Word<'a> {
    stem: &'a str,
    weight: f64,
    /// How many words stand between it and the value.
    rank: usize,
    is_before: bool,
    is_name: bool,
}

impl<'a> Anchor<'a> {
    /// The words beside `range`.
    pub(super) fn of(telling: &Telling<'a>, range: TextRange) -> Self {
        let before = telling.tokens.iter().rev().skip_while(|it| it.range.end > range.start);
        let after = telling.tokens.iter().skip_while(|it| it.range.start < range.end);
        let mut words = side(telling, before, true);
        words.extend(side(telling, after, false));
        Self { words }
    }

    /// How surely two values belong to the same: the weights of the words beside both, from 0 to
    /// about 3. Names alone do not count: they are all over a story.
    pub(super) fn likeness(&self, other: &Anchor<'_>) -> f64 {
        let mut sum = 0.0;
        let mut has_word = false;
        for (idx, a) in self.words.iter().enumerate() {
            if self.words[..idx].iter().any(|it| it.stem == a.stem) {
                continue;
            }
            let of_stem = self.words.iter().filter(|it| it.stem == a.stem);
            let best = of_stem
                .flat_map(|a| other.words.iter().filter(|b| b.stem == a.stem).map(move |b| (a, b)))
                .map(|(a, b)| {
                    let side = if a.is_before == b.is_before { 1.0 } else { CROSSED };
                    a.weight * b.weight * side
                })
                .max_by(f64::total_cmp);
            if let Some(best) = best {
                sum += best;
                has_word |= !a.is_name;
            }
        }
        if has_word { sum } else { 0.0 }
    }

    /// True if the word right beside one of the values stands near the other, too.
    pub(super) fn meets(&self, other: &Anchor<'_>) -> bool {
        let is_near = |a: &Word<'_>, b: &Word<'_>| {
            a.stem == b.stem && a.rank.min(b.rank) == 0 && a.rank.max(b.rank) < NEAR_RANK
        };
        self.words.iter().any(|a| other.words.iter().any(|b| is_near(a, b)))
    }
}

/// A way to pair two values, with how surely they belong to the same.
pub(super) type Pair<'a, T> = (f64, &'a T, &'a T);

/// Of two ways to pair a value the better must be this much better, or neither is sure.
const CLEAR: f64 = 0.85;

/// The surest pairs, each value in at most one. A value that could as well belong to another is
/// left out.
pub(super) fn matched<'a, T: PartialEq>(mut pairs: Vec<Pair<'a, T>>) -> Vec<Pair<'a, T>> {
    pairs.sort_by(|x, y| y.0.total_cmp(&x.0));
    let mut taken: Vec<&T> = Vec::new();
    let mut matched = Vec::new();
    for (idx, (likeness, a, b)) in pairs.iter().copied().enumerate() {
        if taken.contains(&a) || taken.contains(&b) {
            continue;
        }
        taken.extend([a, b]);
        let is_rival = |it: &Pair<'_, T>| (it.1 == a) != (it.2 == b) && it.0 >= CLEAR * likeness;
        if !pairs[idx + 1..].iter().any(is_rival) {
            matched.push((likeness, a, b));
        }
    }
    matched
}

/// The words of one side, nearest first.
fn side<'a>(
    telling: &Telling<'a>,
    tokens: impl Iterator<Item = &'a Token>,
    is_before: bool,
) -> Vec<Word<'a>> {
    let lexicon = telling.claims.document.lexicon;
    let claim = telling.claim;
    let mut weight = 1.0;
    let mut words = Vec::new();
    let mut value: Option<TextRange> = None;
    for token in tokens {
        if token.kind == TokenKind::Mark {
            match token.lower.as_str() {
                ";" => break,
                "," | "—" | "–" | ":" => weight *= BEYOND,
                _ => {}
            }
            continue;
        }
        let values = claim.quantities.iter().map(|it| it.range);
        let found =
            values.chain(claim.dates.iter().map(|it| it.range)).find(|it| it.contains(token.range));
        if let Some(found) = found {
            if value != Some(found) {
                weight *= BEYOND;
            }
            value = Some(found);
            continue;
        }
        if token.kind != TokenKind::Word
            || token.is_stop
            || lexicon.say_verbs.contains(&token.lower)
        {
            continue;
        }
        let is_name = claim.names.iter().any(|it| !it.is_anaphor && it.range.contains(token.range));
        let rank = words.len();
        words.push(Word { stem: &token.stem, weight, rank, is_before, is_name });
        weight *= FADE;
        if words.len() == REACH {
            break;
        }
    }
    words
}
