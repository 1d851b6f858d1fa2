//! `certainty`: one tells as to come what the other tells as done.
//!
//! "Is set to sign the treaty" beside "signed the treaty": the later article tells what became of it.

use text::{Token, TokenKind};

use super::{Found, Telling, both_ways, stretch};
use crate::{Kind, Relation, rates};

/// Topic words of the plan, its verb the first, that are looked for on the other side.
const REACH: usize = 6;
/// Share of them, and how many, that must stand there.
const MIN_SHARE: f64 = 0.3;
const MIN_STATED: usize = 2;
/// Words before a verb among which a plan or a doubt stands that it belongs to.
const BEFORE: usize = 4;

pub(super) fn find(lhs: &Telling<'_>, rhs: &Telling<'_>, found: &mut Vec<Found>) {
    found.extend(both_ways(lhs, rhs, planned).next());
}

/// One side tells as to come what the other tells as done.
fn planned(one: &Telling<'_>, other: &Telling<'_>) -> Option<Found> {
    let lexicon = one.claims.document.lexicon;
    (0..one.tokens.len()).find_map(|idx| {
        let plan = lexicon.expectations.at(one.tokens, idx)?.tokens;
        let range = one.tokens[plan.start].range.join(one.tokens[plan.end - 1].range);
        let mut behind = one.tokens[plan.end..].iter().filter(|it| it.kind != TokenKind::Space);
        let verb = behind.find(|it| !lexicon.passive_auxiliaries.contains(&it.lower))?;
        if !one.range.contains(range) || !verb.is_topic() || verb.kind != TokenKind::Word {
            return None;
        }
        let stated = stretch::find(other, &stretch::scope(one, range, false, REACH), Some(verb))?;
        if stated.share < MIN_SHARE || stated.n_shared < MIN_STATED {
            return None;
        }
        let mut words = other.words().filter(|it| stated.range.contains(it.range));
        let done = words.find(|it| it.stem == verb.stem && is_past(other, it, verb))?;
        Some(Found {
            kind: Kind::Certainty,
            relation: if other.is_after(one) { Relation::Updated } else { Relation::Compatible },
            confidence: rates::PLAN,
            lhs: (range.join(verb.range), None),
            rhs: (done.range, None),
        })
    })
}

/// True for a form of a verb that tells it as done, with no plan, doubt or denial before it.
fn is_past(telling: &Telling<'_>, word: &Token, planned: &Token) -> bool {
    let (lexicon, claim) = (telling.claims.document.lexicon, telling.claim);
    let is_form = word.lower != planned.lower
        && lexicon.participle_endings.iter().any(|it| word.lower.ends_with(&**it));
    let is_open = |it: &&Token| {
        let mut doubts = claim.hedges.iter().chain(&claim.negations);
        lexicon.expectations.contains(&it.lower) || doubts.any(|doubt| doubt.overlaps(it.range))
    };
    is_form && !telling.words_before(word.range, BEFORE).iter().any(is_open)
}
