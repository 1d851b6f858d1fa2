//! `attribution`: who stands behind a statement.

use article::TextRange;
use claim::{Attribution, SourceKind};
use text::SayKind;

use super::{Found, Telling};
use crate::{Kind, Relation, rates};

/// A source of more words than this is a misread clause.
const MAX_SOURCE_WORDS: usize = 10;

pub(super) fn find(lhs: &Telling<'_>, rhs: &Telling<'_>, found: &mut Vec<Found>) {
    match (&lhs.claim.attribution, &rhs.claim.attribution) {
        (Some(a), None) => plain(lhs, a, rhs, found, false),
        (None, Some(b)) => plain(rhs, b, lhs, found, true),
        (Some(a), Some(b)) => other(lhs, a, rhs, b, found),
        (None, None) => {}
    }
}

/// The source in this sentence, if the attribution says where the statement comes from. "Announced"
/// and "rejected" tell what someone did; only a verb that passes a statement on counts, and only a
/// source with a name, an office or a role.
fn source_of(telling: &Telling<'_>, attribution: &Attribution) -> Option<TextRange> {
    let lexicon = telling.claims.document.lexicon;
    let source = attribution.source.filter(|it| telling.claim.range.contains(*it))?;
    let verbs = || telling.words().filter(|it| attribution.verb.contains(it.range));
    let passes_on = verbs().all(|it| {
        lexicon.say_verbs.get(&it.lower).is_none_or(|verb| {
            matches!(verb.kind, SayKind::Neutral | SayKind::Report | SayKind::Claim | SayKind::Show)
        })
    });
    let says = verbs().any(|it| lexicon.say_verbs.contains(&it.lower))
        || lexicon.source_prepositions.contains(&telling.text(attribution.verb).to_lowercase());
    let words: Vec<_> = telling.words().filter(|it| source.contains(it.range)).collect();
    let is_someone = attribution.kind != SourceKind::Unnamed
        || words.iter().any(|it| lexicon.role_words.contains(&it.lower));
    (passes_on && says && is_someone && words.len() <= MAX_SOURCE_WORDS).then_some(source)
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
    let Some(source) = source_of(said, attribution) else { return };
    let quoted = |it: &Telling<'_>| !it.claim.quotes.is_empty();
    let names_source = attribution.entity_idx.is_some_and(|entity_idx| {
        let name = &said.claims.entities[entity_idx].name;
        let surname = name.rsplit(' ').next().unwrap_or(name).to_lowercase();
        plain.words().any(|it| it.lower == surname)
    });
    if quoted(said) || quoted(plain) || names_source {
        return;
    }
    let (one, other) = ((source.join(attribution.verb), None), (plain.range, None));
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
    let (Some(source_a), Some(source_b)) = (source_of(lhs, a), source_of(rhs, b)) else { return };
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

/// True if both sentences say who says so, and it is the same source.
pub(super) fn are_same(lhs: &Telling<'_>, rhs: &Telling<'_>) -> bool {
    let (Some(a), Some(b)) = (&lhs.claim.attribution, &rhs.claim.attribution) else { return false };
    is_same(lhs, a, rhs, b)
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
