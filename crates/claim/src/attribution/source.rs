//! What sort of source a noun phrase is.

use std::ops::Range;

use text::RoleWord;

use super::SourceKind;
use crate::name::{Entity, EntityKind, NameMention, Names};
use crate::row::Row;

/// What a source is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Source {
    pub(crate) kind: SourceKind,
    pub(crate) entity_idx: Option<usize>,
}

/// Judges the source written at some tokens; `mentions` are the names of its sentence.
pub(crate) fn read(
    row: &Row<'_>,
    tokens: Range<usize>,
    names: &Names,
    mentions: &[NameMention],
) -> Source {
    let lexicon = row.lexicon;
    let (person, mut body) = named(row, &tokens, names, mentions);
    let words: Vec<usize> = tokens.clone().filter(|&idx| row.is_word(idx)).collect();
    // "Marsh supporters" are not Marsh.
    let follow = |place: article::TextRange| {
        words.last().is_some_and(|&last| {
            row.tokens[last].range.start >= place.end
                && !row.is_capital(last)
                && lexicon.role_words.contains(row.lower(last))
        })
    };
    if let Some((entity_idx, place)) = person {
        if !speaks_for(row, &words, place) && !follow(place) {
            return Source { kind: SourceKind::Named, entity_idx: Some(entity_idx) };
        }
        body = body.or(Some(entity_idx));
    }
    let is_unnamed = words.iter().any(|&idx| {
        lexicon
            .unnamed_phrases
            .at(row.tokens, idx)
            .is_some_and(|it| it.tokens.end <= tokens.end && it.tokens.len() > 1)
    });
    if is_unnamed {
        return Source { kind: SourceKind::Unnamed, entity_idx: None };
    }
    if is_medium(row, &words) {
        return Source { kind: SourceKind::Media, entity_idx: body };
    }
    // "the Dunmore councilman" is not Dunmore.
    let ends_in_role = words.last().is_some_and(|&last| {
        !row.is_capital(last)
            && matches!(
                lexicon.role_words.get(row.lower(last)),
                Some(RoleWord::Official | RoleWord::Person)
            )
    });
    if ends_in_role {
        body = None;
    }
    let has_article =
        words.first().is_some_and(|&first| lexicon.definite_articles.contains(row.lower(first)));
    if let Some(entity_idx) = body.filter(|_| !has_article)
        && is_full_name(&names.entities[entity_idx])
        && words.iter().all(|&idx| role_free(row, idx))
    {
        return Source { kind: SourceKind::Named, entity_idx: Some(entity_idx) };
    }
    // In "The Post" it is no post.
    let is_in_name = |idx: usize| {
        row.is_capital(idx)
            && mentions.iter().any(|it| !it.is_anaphor && it.range.contains(row.tokens[idx].range))
    };
    let kind = kind(row, &words, body.is_some(), &is_in_name);
    Source { kind, entity_idx: body.filter(|_| kind != SourceKind::Unnamed) }
}

/// True for "a spokesman for Marsh" and "the letter to Marsh", "the agreement signed by Marsh": words before a name that make
/// it another's.
fn speaks_for(row: &Row<'_>, words: &[usize], name: article::TextRange) -> bool {
    let lexicon = row.lexicon;
    let before = words.iter().rev().find(|&&idx| row.tokens[idx].range.end <= name.start);
    let is_joined = before.is_some_and(|&idx| {
        let lower = row.lower(idx);
        lexicon.prepositions.contains(lower) || lexicon.agent_prepositions.contains(lower)
    });
    words.iter().any(|&idx| {
        let goes_on = row.next(idx).is_some_and(|it| row.is_stop(it) && row.is_word(it));
        let is_role = goes_on && lexicon.role_words.at(row.tokens, idx).is_some();
        let is_sent = is_joined && lexicon.document_words.at(row.tokens, idx).is_some();
        row.tokens[idx].range.end <= name.start && (is_role || is_sent)
    })
}

/// True for "CNN" and "the newspaper", not for "a CNN spokesman" and "the hill".
fn is_medium(row: &Row<'_>, words: &[usize]) -> bool {
    let lexicon = row.lexicon;
    let Some(last) = words.last() else { return false };
    let speaks = words.iter().any(|&idx| {
        matches!(
            lexicon.role_words.get(row.lower(idx)),
            Some(RoleWord::Speaker | RoleWord::Official | RoleWord::Person)
        )
    });
    let is_named = |found: &Range<usize>| {
        !lexicon.definite_articles.contains(row.lower(found.start))
            || row.prev(found.end).is_some_and(|it| row.is_capital(it))
    };
    !speaks
        && words
            .iter()
            .filter_map(|&idx| lexicon.media_words.at(row.tokens, idx))
            .any(|it| it.tokens.end <= last + 1 && is_named(&it.tokens))
}

/// The first person and the first body among the names of the phrase.
fn named(
    row: &Row<'_>,
    tokens: &Range<usize>,
    names: &Names,
    mentions: &[NameMention],
) -> (Option<(usize, article::TextRange)>, Option<usize>) {
    let range = row.range(tokens.clone());
    let mut person = None;
    let mut body = None;
    // "Marsh's book" and "her book" are not Marsh.
    let owns = |place: article::TextRange| {
        tokens.clone().any(|idx| {
            let token = row.tokens[idx].range;
            let is_pronoun =
                row.lexicon.pronouns.get(row.lower(idx)).is_some_and(|it| it.possessive);
            let is_possessive = token.start < place.end && place.end < token.end;
            (is_possessive || token == place && is_pronoun) && idx + 1 < tokens.end
        })
    };
    for mention in mentions
        .iter()
        .filter(|it| range.contains(it.range) && !it.range.is_empty() && !owns(it.range))
    {
        match names.entities[mention.entity_idx].kind {
            EntityKind::Person => person = person.or(Some((mention.entity_idx, mention.range))),
            EntityKind::Place => {}
            EntityKind::Organization | EntityKind::Unknown => {
                body = body.or(Some(mention.entity_idx))
            }
        }
    }
    (person, body)
}

/// Two or three words of which nothing tells that they name a body: most likely a person.
fn is_full_name(entity: &Entity) -> bool {
    let n_words = entity.name.split(' ').count();
    entity.kind == EntityKind::Unknown
        && (2..=3).contains(&n_words)
        && entity.name.chars().any(char::is_lowercase)
}

fn role_free(row: &Row<'_>, idx: usize) -> bool {
    row.lexicon.role_words.get(row.lower(idx)).is_none()
        && row.lexicon.document_words.get(row.lower(idx)).is_none()
}

/// The kind by the head of the phrase, its first role or document word before "of" and "for".
fn kind(
    row: &Row<'_>,
    words: &[usize],
    has_body: bool,
    is_in_name: &dyn Fn(usize) -> bool,
) -> SourceKind {
    let lexicon = row.lexicon;
    let role_at = |idx: usize| lexicon.role_words.at(row.tokens, idx).map(|it| *it.value);
    let is_document =
        |idx: usize| lexicon.document_words.at(row.tokens, idx).is_some() && !is_in_name(idx);
    let Some(head_place) = words.iter().position(|&idx| role_at(idx).is_some() || is_document(idx))
    else {
        return if has_body { SourceKind::Office } else { SourceKind::Unnamed };
    };
    // "police officials", "law enforcement source": the last word before "of" and "for" counts.
    let run = words[head_place..].iter().copied().take_while(|&idx| !row.is_stop(idx));
    let head = run
        .filter(|&idx| role_at(idx).is_some() || is_document(idx))
        .last()
        .unwrap_or(words[head_place]);
    let Some(role) = role_at(head) else { return SourceKind::Document };
    let is_definite =
        words.first().is_some_and(|&first| lexicon.definite_articles.contains(row.lower(first)));
    match role {
        RoleWord::Speaker | RoleWord::Office | RoleWord::Group => SourceKind::Office,
        RoleWord::Official if is_definite && !row.lower(head).ends_with('s') => SourceKind::Office,
        RoleWord::Official | RoleWord::Person => SourceKind::Unnamed,
    }
}
