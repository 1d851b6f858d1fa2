//! `certainty`: one tells as to come what the other tells as done.
//!
//! "Is set to sign the treaty" beside "signed the treaty": the later article tells what became of it.

use article::TextRange;
use text::{Token, TokenKind};

use super::{Found, Telling, stretch};
use crate::{Kind, Relation, rates};

/// Topic words of the plan, its verb the first, that are looked for on the other side.
const REACH: usize = 6;
/// Share of them, and how many, that must stand there.
const MIN_SHARE: f64 = 0.3;
const MIN_STATED: usize = 2;
/// Words before a verb among which a plan or a doubt stands that it belongs to.
const BEFORE: usize = 4;

pub(super) fn find(lhs: &Telling<'_>, rhs: &Telling<'_>, found: &mut Vec<Found>) {
    for (one, other, is_swapped) in [(lhs, rhs, false), (rhs, lhs, true)] {
        let Some((planned, done)) = done(one, other) else { continue };
        let published = |it: &Telling<'_>| it.claims.document.article.published;
        let is_later = match (published(one), published(other)) {
            (Some(first), Some(second)) => second.is_after(first),
            _ => false,
        };
        let (lhs, rhs) = if is_swapped { (done, planned) } else { (planned, done) };
        found.push(Found {
            kind: Kind::Certainty,
            relation: if is_later { Relation::Updated } else { Relation::Compatible },
            confidence: rates::PLAN,
            lhs: (lhs, None),
            rhs: (rhs, None),
        });
        return;
    }
}

/// The words of a plan of `one` with its verb, and the verb of `other` that tells it as done.
fn done(one: &Telling<'_>, other: &Telling<'_>) -> Option<(TextRange, TextRange)> {
    let lexicon = one.claims.document.lexicon;
    (0..one.tokens.len()).find_map(|idx| {
        let plan = lexicon.expectations.at(one.tokens, idx)?.tokens;
        let range = one.tokens[plan.start].range.join(one.tokens[plan.end - 1].range);
        let mut behind = one.tokens[plan.end..].iter().filter(|it| it.kind != TokenKind::Space);
        let verb = behind.find(|it| !lexicon.passive_auxiliaries.contains(&it.lower))?;
        let is_here = one.range.contains(range) && verb.is_topic() && verb.kind == TokenKind::Word;
        let scope = stretch::scope(one, range, false, REACH);
        let stated = stretch::find(other, &scope, Some(verb)).filter(|_| is_here)?;
        let is_told = stated.share >= MIN_SHARE && stated.n_shared >= MIN_STATED;
        let mut words = other.words().filter(|it| stated.range.contains(it.range));
        let told = words.find(|it| it.stem == verb.stem && is_past(other, it, verb))?;
        is_told.then(|| (range.join(verb.range), told.range))
    })
}

/// True for a form of a verb that tells it as done, with no plan, doubt or denial before it.
fn is_past(telling: &Telling<'_>, word: &Token, planned: &Token) -> bool {
    let (lexicon, claim) = (telling.claims.document.lexicon, telling.claim);
    let is_form = word.lower != planned.lower
        && lexicon.participle_endings.iter().any(|it| word.lower.ends_with(&**it));
    let doubts: Vec<TextRange> = claim.hedges.iter().chain(&claim.negations).copied().collect();
    let before: Vec<&Token> =
        telling.words().take_while(|it| it.range.end <= word.range.start).collect();
    let is_open = before.iter().rev().take(BEFORE).any(|it| {
        lexicon.expectations.contains(&it.lower)
            || doubts.iter().any(|doubt| doubt.overlaps(it.range))
    });
    is_form && !is_open
}
