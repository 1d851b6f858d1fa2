//! `attribution`: who stands behind a statement.

use claim::{Attribution, SourceKind};

use super::{Found, Telling};
use crate::{Kind, Relation, rates};

pub(super) fn find(lhs: &Telling<'_>, rhs: &Telling<'_>, found: &mut Vec<Found>) {
    match (&lhs.claim.attribution, &rhs.claim.attribution) {
        (Some(a), None) => plain(lhs, a, rhs, found, false),
        (None, Some(b)) => plain(rhs, b, lhs, found, true),
        (Some(a), Some(b)) => other(lhs, a, rhs, b, found),
        (None, None) => {}
    }
}

/// One side attributes what the other states as fact. The plain side's words are those that state
/// it. Where the plain side is about the saying itself, nothing differs.
fn plain(
    said: &Telling<'_>,
    attribution: &Attribution,
    plain: &Telling<'_>,
    found: &mut Vec<Found>,
    swapped: bool,
) {
    let source = attribution.source.filter(|it| said.claim.range.contains(*it));
    let quoted = |it: &Telling<'_>| !it.claim.quotes.is_empty();
    let names_source = attribution.entity_idx.is_some_and(|entity_idx| {
        let name = &said.claims.entities[entity_idx].name;
        let surname = name.rsplit(' ').next().unwrap_or(name).to_lowercase();
        plain.words().any(|it| it.lower == surname)
    });
    if quoted(said) || quoted(plain) || names_source {
        return;
    }
    let words = source.map_or(attribution.verb, |it| it.join(attribution.verb));
    let (one, other) = ((words, None), (plain.range, None));
    let (lhs, rhs) = if swapped { (other, one) } else { (one, other) };
    found.push(Found {
        kind: Kind::Attribution,
        relation: Relation::Compatible,
        confidence: rates::SOURCE_PLAIN,
        lhs,
        rhs,
    });
}

/// Both sides attribute, to other sources.
fn other(
    lhs: &Telling<'_>,
    a: &Attribution,
    rhs: &Telling<'_>,
    b: &Attribution,
    found: &mut Vec<Found>,
) {
    let (Some(source_a), Some(source_b)) = (a.source, b.source) else { return };
    if !lhs.claim.range.contains(source_a) || !rhs.claim.range.contains(source_b) {
        return;
    }
    if is_same(lhs, a, rhs, b) {
        return;
    }
    found.push(Found {
        kind: Kind::Attribution,
        relation: Relation::Compatible,
        confidence: rates::SOURCE_OTHER,
        lhs: (source_a, name(lhs, a)),
        rhs: (source_b, name(rhs, b)),
    });
}

fn name(telling: &Telling<'_>, attribution: &Attribution) -> Option<String> {
    attribution.entity_idx.map(|it| telling.claims.entities[it].name.clone())
}

/// True if the two sources share a name or a topic word, or if one is a pronoun that may stand
/// for the other.
fn is_same(lhs: &Telling<'_>, a: &Attribution, rhs: &Telling<'_>, b: &Attribution) -> bool {
    let words = |telling: &Telling<'_>, it: &Attribution| -> Vec<String> {
        let written = it.source.map_or("", |range| telling.text(range));
        let name = name(telling, it).unwrap_or_default();
        let lexicon = telling.claims.document.lexicon;
        format!("{written} {name}")
            .split(|c: char| !c.is_alphanumeric())
            .filter(|it| !it.is_empty())
            .map(str::to_lowercase)
            .filter(|it| !lexicon.stop_words.contains(it))
            .collect()
    };
    let (words_a, words_b) = (words(lhs, a), words(rhs, b));
    if words_a.is_empty() || words_b.is_empty() {
        return true;
    }
    let unnamed = |it: &Attribution| it.kind == SourceKind::Unnamed;
    (unnamed(a) && unnamed(b))
        || words_a.iter().any(|x| words_b.iter().any(|y| strsim::jaro_winkler(x, y) > 0.92))
}
