//! `contradiction`: one states what the other says is not so.
//!
//! Only where the very verb is negated that the other side has without negation, with most of the
//! words around it: "did not sign the treaty" beside "signed the treaty".

use article::TextRange;
use text::{Token, TokenKind};

use super::{Found, Telling, both_ways, stretch};
use crate::{Kind, Relation, rates};

/// Topic words behind the negated verb that are looked for on the other side.
const REACH: usize = 6;
/// Share of them, and how many, that must stand there.
const MIN_SHARE: f64 = 0.6;
const MIN_STATED: usize = 3;
/// Letters of a contracted "not": "was" of "wasn't".
const CONTRACTED: [char; 4] = ['n', '\'', '’', 't'];

pub(super) fn find(lhs: &Telling<'_>, rhs: &Telling<'_>, found: &mut Vec<Found>) {
    found.extend(both_ways(lhs, rhs, negated).next());
}

/// One side negates what the other states.
fn negated(one: &Telling<'_>, other: &Telling<'_>) -> Option<Found> {
    if !other.claim.negations.is_empty() {
        return None;
    }
    let lexicon = one.claims.document.lexicon;
    let negations = one.claim.negations.iter().copied().filter(|it| one.range.contains(*it));
    for negation in negations {
        let Some(verb) = verb_of(one, negation) else { continue };
        let scope = stretch::scope(one, negation, false, REACH);
        let Some(stated) = stretch::find(other, &scope, Some(verb)) else { continue };
        let is_told = stated.share >= MIN_SHARE
            && stated.n_shared >= MIN_STATED
            && !is_turned(one, negation, other, stated.range);
        let doubts = [one, other].iter().any(|it| {
            it.claim.hedges.iter().any(|hedge| it.range.contains(*hedge))
                || it.words().any(|word| lexicon.expectations.contains(&word.lower))
        });
        if is_told && !doubts {
            return Some(Found {
                kind: Kind::Contradiction,
                relation: Relation::Conflict,
                confidence: rates::CONTRADICTION,
                lhs: (negation.join(verb.range), None),
                rhs: (stated.range, None),
            });
        }
    }
    None
}

/// True if one side tells what somebody did and the other what was done to somebody: "did not ask", "was asked".
fn is_turned(
    one: &Telling<'_>,
    negation: TextRange,
    other: &Telling<'_>,
    stated: TextRange,
) -> bool {
    let is_passive = |telling: &Telling<'_>, from: usize, to: usize| {
        let lexicon = telling.claims.document.lexicon;
        let mut words = telling.words().filter(|it| from <= it.range.start && it.range.end <= to);
        let is_one = |it: &str| lexicon.passive_auxiliaries.contains(it);
        words.any(|it| is_one(&it.lower) || is_one(it.lower.trim_end_matches(CONTRACTED)))
    };
    let from = one.word_before(negation).map_or(negation.start, |it| it.range.start);
    is_passive(one, from, negation.end) != is_passive(other, stated.start, stated.end)
}

/// The verb right behind "did not", "hasn't", "was never". "No" negates a thing, and a denial
/// ("rejected") is a matter of certainty.
fn verb_of<'a>(telling: &Telling<'a>, negation: TextRange) -> Option<&'a Token> {
    let lexicon = telling.claims.document.lexicon;
    let words = || telling.words();
    let word = telling.text(negation).to_lowercase();
    let before = telling.word_before(negation);
    let has_auxiliary = word.contains('\'')
        || word.contains('’')
        || before.is_some_and(|it| it.is_stop && it.kind == TokenKind::Word);
    let is_bare = lexicon.number_words.get(&word).is_none()
        && !lexicon.denials.contains(&word)
        && !word.contains(' ');
    let verb = words().find(|it| it.range.start >= negation.end)?;
    (has_auxiliary && is_bare && !verb.is_stop).then_some(verb)
}
