//! `name`: another person, body or place in the same role.
//!
//! Two names answer to each other only where they stand between the same words, most words near
//! them are the same, both are of one kind, neither is a way to write the other, and neither stands in the other's sentence. A role
//! that is told in other words is left alone: most names that merely stand at like places belong to
//! two different facts.

use article::TextRange;
use claim::{EntityKind, NameMention};
use text::TokenKind;

use super::anchor::{self, Anchor};
use super::{Found, Telling};
use crate::{Kind, Relation, rates};

/// Share of the shorter sentence's topic words that must stand in the other, too.
const MIN_SHARED: f64 = 0.5;
/// Least likeness of the words beside two names.
const MIN_LIKENESS: f64 = 1.2;
/// From this likeness on two names may mean the same.
const MAX_ALIKE: f64 = 0.5;

pub(super) fn find(lhs: &Telling<'_>, rhs: &Telling<'_>, found: &mut Vec<Found>) {
    if lhs.shared_words(rhs) < MIN_SHARED {
        return;
    }
    let (ours, theirs) = (alone(lhs, rhs), alone(rhs, lhs));
    let mut pairs = Vec::new();
    for a in &ours {
        let fits = theirs.iter().filter(|b| kind(lhs, a) == kind(rhs, b));
        pairs.extend(fits.map(|b| {
            let likeness = Anchor::of(lhs, a.range).likeness(&Anchor::of(rhs, b.range));
            (likeness, *a, *b)
        }));
    }
    for (likeness, a, b) in anchor::matched(pairs) {
        if likeness >= MIN_LIKENESS && neighbours(lhs, a) == neighbours(rhs, b) {
            found.push(Found {
                kind: Kind::Name,
                relation: Relation::Conflict,
                confidence: rates::NAME,
                lhs: (a.range, Some(name(lhs, a))),
                rhs: (b.range, Some(name(rhs, b))),
            });
        }
    }
}

/// True if the words that were exchanged at these places are parts of two names, and no two ways to write one.
pub(super) fn are_other(
    (lhs, at_lhs): (&Telling<'_>, TextRange),
    (rhs, at_rhs): (&Telling<'_>, TextRange),
) -> bool {
    let written = |telling: &Telling<'_>, at: TextRange| -> Vec<String> {
        let here = telling.claim.names.iter().filter(|it| !it.is_anaphor && it.range.overlaps(at));
        let names = here.flat_map(|it| [telling.text(it.range).to_owned(), name(telling, it)]);
        names.chain([telling.text(at).to_owned()]).collect()
    };
    let theirs = written(rhs, at_rhs);
    written(lhs, at_lhs)
        .iter()
        .all(|a| theirs.iter().all(|b| claim::name_likeness(a, b) < MAX_ALIKE))
}

/// The words right before and behind a name.
fn neighbours<'a>(telling: &Telling<'a>, mention: &NameMention) -> [Option<&'a str>; 2] {
    let tokens = telling.tokens.iter().filter(|it| it.kind != TokenKind::Space);
    let before = tokens.take_while(|it| it.range.end <= mention.range.start).last();
    let behind = telling.token_behind(mention.range);
    [before, behind].map(|it| it.map(|it| it.lower.as_str()))
}

fn kind(telling: &Telling<'_>, mention: &NameMention) -> EntityKind {
    telling.claims.entities[mention.entity_idx].kind
}

fn name(telling: &Telling<'_>, mention: &NameMention) -> String {
    telling.claims.entities[mention.entity_idx].name.clone()
}

/// Written-out names of one side of which no word stands in the other's sentence or its names.
fn alone<'a>(one: &Telling<'a>, other: &Telling<'_>) -> Vec<&'a NameMention> {
    let words: Vec<String> = other
        .tokens
        .iter()
        .filter(|it| it.kind == TokenKind::Word && !it.is_stop)
        .map(|it| it.lower.to_string())
        .collect();
    let names: Vec<String> = other.claim.names.iter().map(|it| name(other, it)).collect();
    let stranger = |mention: &&NameMention| {
        let written = [one.text(mention.range).to_owned(), name(one, mention)];
        let is_known = |it: &str| {
            it.split_whitespace().any(|word| words.contains(&word.to_lowercase()))
                || names.iter().any(|known| claim::name_likeness(known, it) >= MAX_ALIKE)
        };
        !mention.is_anaphor && !written.iter().any(|it| is_known(it))
    };
    one.claim.names.iter().filter(stranger).collect()
}
