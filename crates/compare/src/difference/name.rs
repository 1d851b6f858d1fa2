//! `name`: another person, body or place in the same role.
//!
//! Two names answer to each other if the words beside them are the same ("at the X hospital",
//! "mayor X said"), the name of the one is nowhere in the other's sentence, and the sentences share
//! most of their words.

use claim::{EntityKind, NameMention};
use text::Token;

use super::{Found, Telling};
use crate::{Kind, Relation, rates};

/// Share of the shorter sentence's topic words that must stand in the other, too.
const MIN_SHARED: f64 = 0.5;

pub(super) fn find(lhs: &Telling<'_>, rhs: &Telling<'_>, found: &mut Vec<Found>) {
    if lhs.shared_words(rhs) < MIN_SHARED {
        return;
    }
    for a in alone(lhs, rhs) {
        for b in alone(rhs, lhs) {
            if same_role(lhs, a, rhs, b) {
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
}

fn name(telling: &Telling<'_>, mention: &NameMention) -> String {
    telling.claims.entities[mention.entity_idx].name.clone()
}

/// Written-out names of one side none of whose words stands in the other's sentence or its names.
fn alone<'a>(one: &Telling<'a>, other: &Telling<'a>) -> Vec<&'a NameMention> {
    let known: Vec<String> = other
        .words()
        .map(|it| it.lower.to_string())
        .chain(other.claim.names.iter().flat_map(|it| {
            let entity = &other.claims.entities[it.entity_idx];
            entity.name.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>()
        }))
        .collect();
    let stranger = |mention: &NameMention| {
        let written = one.text(mention.range);
        let initials: String =
            written.split_whitespace().filter_map(|it| it.chars().next()).collect();
        !known.iter().any(|it| it.eq_ignore_ascii_case(&initials))
            && written.split_whitespace().all(|word| {
                let word = word.to_lowercase();
                !known.iter().any(|it| strsim::jaro_winkler(it, &word) > 0.85)
            })
    };
    one.claim.names.iter().filter(|it| !it.is_anaphor && stranger(it)).collect()
}

fn same_role(lhs: &Telling<'_>, a: &NameMention, rhs: &Telling<'_>, b: &NameMention) -> bool {
    let kind =
        |telling: &Telling<'_>, it: &NameMention| telling.claims.entities[it.entity_idx].kind;
    let (kind_a, kind_b) = (kind(lhs, a), kind(rhs, b));
    if kind_a != kind_b || kind_a == EntityKind::Unknown {
        return false;
    }
    let before = |telling: &Telling<'_>, it: &NameMention| -> Option<String> {
        nearest(telling.topic_words().filter(|word| word.range.end <= it.range.start).last())
    };
    let after = |telling: &Telling<'_>, it: &NameMention| -> Option<String> {
        nearest(telling.topic_words().find(|word| word.range.start >= it.range.end))
    };
    let both = |x: Option<String>, y: Option<String>| x.is_some() && x == y;
    both(before(lhs, a), before(rhs, b)) || both(after(lhs, a), after(rhs, b))
}

fn nearest(token: Option<&Token>) -> Option<String> {
    token.map(|it| it.stem.to_string())
}
