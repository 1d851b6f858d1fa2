//! `attribution`: who stands behind a statement.

use article::TextRange;
use claim::{Attribution, SourceKind};
use text::{SayKind, Token};

use super::{Found, Telling, stretch};
use crate::{Kind, Relation, rates};

/// Topic words of a statement that are looked at.
const REACH: usize = 10;
/// Topic words behind "X said" for the statement to stand there, and not before it.
const MIN_CONTENT: usize = 3;
/// Topic words of a statement, and of them those that are no names, that the other side must have
/// (the plain side in one stretch), and what share of them.
const MIN_STATED: usize = 3;
const MIN_WORDS: usize = 2;
const MIN_SHARE: f64 = 0.5;
/// A source of more words than this is a misread clause: "the failure to pass a package like the deal"; one with a
/// name in it may be longer.
const MAX_SOURCE_WORDS: usize = 10;
const MAX_NAMELESS_WORDS: usize = 5;

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
    (passes_on && says && is_someone && is_short(telling, source)).then_some(source)
}

/// True if a source is no longer than sources are.
pub(super) fn is_short(telling: &Telling<'_>, source: TextRange) -> bool {
    let n_words = telling.words().filter(|it| source.contains(it.range)).count();
    let has_name = telling.claim.names.iter().any(|it| !it.is_anaphor && source.overlaps(it.range));
    n_words <= if has_name { MAX_SOURCE_WORDS } else { MAX_NAMELESS_WORDS }
}

/// One side attributes what the other states as fact: the words that are said must stand in the
/// plain side, and those that stand there are its words. Where the plain side is about the saying
/// itself, nothing differs.
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
    let frame = source.join(attribution.verb);
    let Some(stated) = stretch::find(plain, &content(said, frame), None) else { return };
    if stated.n_words < MIN_WORDS {
        return;
    }
    let is_sure = stated.share >= MIN_SHARE && stated.n_shared >= MIN_STATED;
    let (one, other) = ((frame, None), (stated.range, None));
    let (lhs, rhs) = if swapped { (other, one) } else { (one, other) };
    found.push(Found {
        kind: Kind::Attribution,
        relation: Relation::Compatible,
        confidence: if is_sure { rates::SOURCE_PLAIN } else { rates::SOURCE_PLAIN_LOOSE },
        lhs,
        rhs,
    });
}

/// The topic words of what is said: those behind "X said", or before it where it ends the sentence.
fn content<'a>(telling: &Telling<'a>, frame: TextRange) -> Vec<&'a Token> {
    let behind = stretch::scope(telling, frame, false, REACH);
    if behind.len() >= MIN_CONTENT { behind } else { stretch::scope(telling, frame, true, REACH) }
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

/// True if the other side's article gives words to the same source, wherever: its last word is the same.
pub(super) fn is_heard(one: &Telling<'_>, other: &Telling<'_>) -> bool {
    let last = |claims: &claim::Claims, attribution: &Attribution| {
        let written = claims.document.article.text(attribution.source?);
        let letters = |it: char| !it.is_alphanumeric();
        Some(written.trim_end_matches(letters).rsplit(letters).next()?.to_lowercase())
    };
    let own = one.claim.attribution.as_ref().and_then(|it| last(one.claims, it));
    let mut all = other.claims.claims.iter().filter_map(|it| it.attribution.as_ref());
    own.is_some() && all.any(|it| last(other.claims, it) == own)
}

/// True if the source is the outlet itself: "NPR has reported".
pub(super) fn is_own_outlet(telling: &Telling<'_>) -> bool {
    let outlet = telling.claims.document.article.outlet.to_lowercase();
    let source = telling.claim.attribution.as_ref().and_then(|it| it.source);
    source.is_some_and(|source| {
        let mut words = telling.topic_words().filter(|it| source.contains(it.range)).peekable();
        let is_there = |it: &Token| outlet.split_whitespace().any(|word| word == it.lower);
        words.peek().is_some() && words.all(is_there)
    })
}

/// True if what stands behind (or before) the words of attribution is in part the same.
pub(super) fn say_the_same(
    lhs: &Telling<'_>,
    frame_lhs: TextRange,
    rhs: &Telling<'_>,
    frame_rhs: TextRange,
) -> bool {
    let said = content(rhs, frame_rhs);
    let is_shared = |it: &&Token| said.iter().any(|other| other.stem == it.stem);
    content(lhs, frame_lhs).into_iter().filter(is_shared).count() >= MIN_WORDS
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
    if may_be_anyone(lhs, a) || may_be_anyone(rhs, b) {
        return true;
    }
    let (words_a, words_b) = (words(lhs, a), words(rhs, b));
    if words_a.is_empty() || words_b.is_empty() {
        return true;
    }
    let unnamed = |it: &Attribution| it.kind == SourceKind::Unnamed;
    (unnamed(a) && unnamed(b))
        || words_a.iter().any(|x| words_b.iter().any(|y| strsim::jaro_winkler(x, y) > 0.92))
}

/// True for a pronoun, and for "the governor": either may stand for whoever the other names.
fn may_be_anyone(telling: &Telling<'_>, attribution: &Attribution) -> bool {
    let lexicon = telling.claims.document.lexicon;
    let Some(source) = attribution.source else { return true };
    let words: Vec<&Token> = telling.words().filter(|it| source.contains(it.range)).collect();
    let names = telling.claim.names.iter().filter(|it| !it.is_anaphor);
    let has_name = words.iter().any(|it| names.clone().any(|name| name.range.contains(it.range)));
    words.first().is_none_or(|it| {
        lexicon.pronouns.contains(&it.lower)
            || !has_name
                && (lexicon.definite_articles.contains(&it.lower)
                    || lexicon.demonstratives.contains(&it.lower))
    })
}
