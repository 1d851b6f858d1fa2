//! `certainty`: how surely a thing is said to be so.
//!
//! A hedge or a denial reaches over the words behind it. It makes a difference only where the
//! other side states those words plainly.

use article::TextRange;
use claim::Certainty;
use text::{ClauseWord, SayKind, Token, TokenKind};

use super::stretch::Stretch;
use super::{Found, Telling, both_ways, stretch};
use crate::{Kind, Relation, rates};

/// Topic words behind a hedge or a denial that it reaches over.
const REACH: usize = 6;
/// Share of what is denied, and how many of its words, the other side must state.
const MIN_DENIED: f64 = 0.5;
const MIN_STATED: usize = 3;
/// How many of them are no names: that both speak of "the meeting with Ann Cole" does not say what is denied of it.
const MIN_PLAIN: usize = 2;
/// Words between a verb that makes a claim and what is claimed: "accused of".
const MAX_TO_CLAIM: usize = 5;
/// Words between a hedge and the verb it belongs to: "may have been caused".
const MAX_TO_VERB: usize = 4;
/// Words of the longest stretch that is shown for what is stated plainly; of a longer one the verb alone.
const MAX_STATED: usize = 9;

pub(super) fn find(lhs: &Telling<'_>, rhs: &Telling<'_>, found: &mut Vec<Found>) {
    let rule =
        |one: &Telling<'_>, other: &Telling<'_>| denied(one, other).or_else(|| hedged(one, other));
    found.extend(both_ways(lhs, rhs, rule));
}

/// One side hedges what the other states plainly.
fn hedged(one: &Telling<'_>, other: &Telling<'_>) -> Option<Found> {
    let hedges = || inside(one, &one.claim.hedges);
    let sure = surest(one, other, hedges(), &other.claim.hedges);
    let confidence = if sure.is_some() { rates::CERTAINTY } else { rates::CERTAINTY_LOOSE };
    let (words, stated) = sure.or_else(|| {
        let is_plain = other.claim.certainty == Certainty::Plain;
        is_plain.then(|| near(one, other, hedges()))?
    })?;
    Some(Found {
        kind: Kind::Certainty,
        relation: Relation::Compatible,
        confidence,
        lhs: (words, None),
        rhs: (stated.range, None),
    })
}

/// One side denies what the other states.
fn denied(one: &Telling<'_>, other: &Telling<'_>) -> Option<Found> {
    let lexicon = one.claims.document.lexicon;
    let denials = inside(one, &one.claim.negations)
        .filter(|it| lexicon.denials.contains(&one.text(*it).to_lowercase()));
    let doubts: Vec<TextRange> =
        other.claim.hedges.iter().chain(&other.claim.negations).copied().collect();
    let found = denials.filter_map(|denial| {
        let scope = stretch::scope(one, denial, false, REACH);
        let stated = stretch::find(other, &scope, None)?;
        let is_told = stated.share >= MIN_DENIED
            && stated.n_shared >= MIN_STATED
            && stated.n_words >= MIN_PLAIN;
        let is_doubted = doubts.iter().any(|it| stated.range.contains(*it));
        (is_told && !is_doubted && !is_denied(other, stated.range)).then_some((denial, stated))
    });
    let (words, stated) = found.max_by(|a, b| a.1.share.total_cmp(&b.1.share))?;
    Some(Found {
        kind: Kind::Certainty,
        relation: Relation::Conflict,
        confidence: rates::DENIAL,
        lhs: (words, None),
        rhs: (stated.range, None),
    })
}

/// The hedge of which most words behind it, though not the verb, stand on the plain side.
fn near(
    one: &Telling<'_>,
    other: &Telling<'_>,
    hedges: impl Iterator<Item = TextRange>,
) -> Option<(TextRange, Stretch)> {
    let found = hedges.filter_map(|hedge| {
        let stated = stretch::find(other, &stretch::scope(one, hedge, false, REACH), None)?;
        let verb = verb_of(one, hedge)?;
        Some((hedge.join(verb.range), stated))
    });
    found.max_by(|a, b| a.1.share.total_cmp(&b.1.share))
}

/// The hedge or denial of `one` whose verb the other side states and does not hedge anywhere, none of `doubts` before it;
/// with the words of both.
fn surest(
    one: &Telling<'_>,
    other: &Telling<'_>,
    hedges: impl Iterator<Item = TextRange>,
    doubts: &[TextRange],
) -> Option<(TextRange, Stretch)> {
    let found = hedges.filter_map(|hedge| {
        let verb = verb_of(one, hedge)?;
        if doubts.iter().any(|it| verb_of(other, *it).is_some_and(|it| it.stem == verb.stem)) {
            return None;
        }
        let scope = stretch::scope(one, hedge, false, REACH);
        let stated = stretch::find(other, &scope, Some(verb))?;
        let is_doubted = |it: &TextRange| {
            stated.range.contains(*it)
                || verb_of(other, *it).is_some_and(|word| stated.range.contains(word.range))
        };
        let is_plain = !doubts.iter().any(is_doubted) && !is_claimed(other, stated.range);
        is_plain.then(|| (hedge.join(verb.range), brief(other, stated, verb)))
    });
    found.max_by(|a, b| a.1.share.total_cmp(&b.1.share))
}

/// A long stretch cut to its verb; any other as it is.
fn brief(telling: &Telling<'_>, stated: Stretch, verb: &Token) -> Stretch {
    let words = || telling.words().filter(|it| stated.range.contains(it.range));
    let is_verb = |it: &&Token| it.stem == verb.stem;
    match words().find(is_verb).filter(|_| words().count() > MAX_STATED) {
        Some(verb) => Stretch { range: verb.range, ..stated },
        None => stated,
    }
}

/// True if a denial leads up to the stretch: "disputed that".
fn is_denied(telling: &Telling<'_>, stretch: TextRange) -> bool {
    let lexicon = telling.claims.document.lexicon;
    telling.words_before(stretch, MAX_TO_CLAIM).iter().any(|it| {
        let verb = lexicon.say_verbs.get(&it.lower);
        lexicon.denials.contains(&it.lower) || verb.is_some_and(|it| it.kind == SayKind::Deny)
    })
}

/// True if a verb that makes a claim or a word of condition leads up to the stretch: "claiming that",
/// "accused of", "whether".
fn is_claimed(telling: &Telling<'_>, stretch: TextRange) -> bool {
    let lexicon = telling.claims.document.lexicon;
    telling.words_before(stretch, MAX_TO_CLAIM).iter().any(|it| {
        let verb = lexicon.say_verbs.get(&it.lower);
        verb.is_some_and(|it| matches!(it.kind, SayKind::Claim | SayKind::Accuse))
            || lexicon.clause_words.get(&it.lower) == Some(&ClauseWord::Condition)
    })
}

/// The ranges that lie in the part of the sentence that states the fact.
fn inside<'a>(
    telling: &'a Telling<'_>,
    ranges: &'a [TextRange],
) -> impl Iterator<Item = TextRange> + 'a {
    ranges.iter().copied().filter(|it| telling.range.contains(*it))
}

/// The verb that a hedge belongs to: "caused" in "may have been caused".
fn verb_of<'a>(telling: &Telling<'a>, hedge: TextRange) -> Option<&'a Token> {
    let behind = telling.tokens.iter().filter(|it| it.range.start >= hedge.end);
    let mut words = behind.filter(|it| it.kind != TokenKind::Space).take(MAX_TO_VERB);
    words.find(|it| !it.is_stop).filter(|it| it.kind == TokenKind::Word)
}
