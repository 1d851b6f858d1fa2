//! Words that stand for a name: "he", "she", "the agency", "the senator".

use article::TextRange;
use text::{Document, Gender, RoleWord};

use super::{EntityKind, NameMention, Names};
use crate::row::Row;

/// A pronoun is not looked up further back than this many sentences.
const PRONOUN_REACH: usize = 3;

/// Nor is a person's role.
const ROLE_REACH: usize = 12;

/// Adds the mentions that stand for a name told before. `quotes` are the places of quoted speech,
/// in order: whom "he" means in there only its speaker knows.
pub(crate) fn resolve(
    document: &Document,
    names: &mut Names,
    genders: &mut [Option<Gender>],
    quotes: &[TextRange],
) {
    // Where and as what each entity was mentioned last.
    let mut past: Vec<Past> = Vec::new();
    for sentence_idx in 0..document.sentences.len() {
        let row = Row::of(document, sentence_idx);
        let named = names.mentions[sentence_idx].clone();
        let mut found: Vec<NameMention> = Vec::new();
        let mut next_name = 0;
        let mut subject_is_open = true;
        for idx in row.indexes() {
            let range = row.tokens[idx].range;
            while let Some(name) =
                named.get(next_name).filter(|name| name.range.start <= range.start)
            {
                let is_subject = (subject_is_open || is_behind_say_verb(&row, idx))
                    && names.entities[name.entity_idx].kind != EntityKind::Place;
                let is_quoted = is_within(quotes, name.range);
                past.push(Past {
                    sentence_idx,
                    entity_idx: name.entity_idx,
                    is_subject,
                    is_quoted,
                });
                subject_is_open &= !is_subject;
                next_name += 1;
            }
            if !row.is_word(idx) || is_within(quotes, range) {
                continue;
            }
            let entity = pronoun(&row, idx, sentence_idx, names, genders, &past)
                .map(|entity_idx| (idx, entity_idx))
                .or_else(|| role(&row, idx, sentence_idx, names, &past));
            let Some((last, entity_idx)) = entity else { continue };
            let range = row.range(idx..last + 1);
            found.push(NameMention { range, entity_idx, is_anaphor: true });
            past.push(Past {
                sentence_idx,
                entity_idx,
                is_subject: subject_is_open,
                is_quoted: false,
            });
            subject_is_open = false;
        }
        if !found.is_empty() {
            let mentions = &mut names.mentions[sentence_idx];
            mentions.extend(found);
            mentions.sort_by_key(|mention| mention.range);
        }
    }
}

struct Past {
    sentence_idx: usize,
    entity_idx: usize,
    is_subject: bool,
    is_quoted: bool,
}

/// "said Tom Berg": the subject stands behind its verb.
fn is_behind_say_verb(row: &Row<'_>, name: usize) -> bool {
    row.prev(name).is_some_and(|it| row.lexicon.say_verbs.contains(row.lower(it)))
}

fn is_within(quotes: &[TextRange], range: TextRange) -> bool {
    let after = quotes.partition_point(|quote| quote.end <= range.start);
    quotes.get(after).is_some_and(|quote| quote.contains(range))
}

/// The person "he" or "she" stands for, if one is clearly more likely than all others.
fn pronoun(
    row: &Row<'_>,
    idx: usize,
    sentence_idx: usize,
    names: &Names,
    genders: &mut [Option<Gender>],
    past: &[Past],
) -> Option<usize> {
    let pronoun = row.lexicon.pronouns.get(row.lower(idx))?;
    let gender = pronoun.gender.filter(|gender| *gender != Gender::Neuter)?;
    if pronoun.person != 3 || pronoun.plural {
        return None;
    }
    // Each candidate with how near it is, whether as subject, and whether its gender is told.
    let mut best: Vec<(usize, i32)> = Vec::new();
    for mention in past.iter().rev() {
        let distance = sentence_idx - mention.sentence_idx;
        if distance > PRONOUN_REACH {
            break;
        }
        // "“Cole is right,” he said": nobody speaks of himself by name.
        if distance == 0 && mention.is_quoted {
            continue;
        }
        let entity = &names.entities[mention.entity_idx];
        let known = genders[mention.entity_idx];
        if entity.kind != EntityKind::Person || known.is_some_and(|known| known != gender) {
            continue;
        }
        let score = 6 - 2 * i32::try_from(distance).unwrap_or(i32::MAX)
            + i32::from(distance == 0)
            + i32::from(mention.is_subject)
            - 2 * i32::from(mention.is_quoted)
            + 2 * i32::from(known.is_some());
        match best.iter_mut().find(|(entity_idx, _)| *entity_idx == mention.entity_idx) {
            Some((_, highest)) => *highest = (*highest).max(score),
            None => best.push((mention.entity_idx, score)),
        }
    }
    best.sort_by_key(|(_, score)| std::cmp::Reverse(*score));
    let entity_idx = match best[..] {
        [(entity_idx, _)] => entity_idx,
        // "Cole met Berg at his house": whose house is not told.
        [(_, first), (_, second), ..] if pronoun.possessive && first - second < 2 => return None,
        [(entity_idx, first), (_, second), ..] if first > second => entity_idx,
        _ => return None,
    };
    genders[entity_idx] = Some(gender);
    Some(entity_idx)
}

/// "the agency": the body or person that was named with that word before.
fn role(
    row: &Row<'_>,
    idx: usize,
    sentence_idx: usize,
    names: &Names,
    past: &[Past],
) -> Option<(usize, usize)> {
    if !row.lexicon.definite_articles.contains(row.lower(idx)) {
        return None;
    }
    let noun = row.next(idx)?;
    let role = row.lexicon.role_words.at(row.tokens, noun)?;
    let last = row.prev(role.tokens.end)?;
    let word = row.lower(last);
    // "the mayor of Dunmore", "the ministry spokesman", "the senator from" tell more of their own.
    let goes_on = row.next(last).is_some_and(|next| {
        row.is_word(next)
            && (row.is_capital(next)
                || row.lexicon.name_particles.contains(row.lower(next))
                || row.lexicon.role_words.contains(row.lower(next)))
    });
    if goes_on || row.is_capital(last) || matches!(role.value, RoleWord::Speaker) {
        return None;
    }
    let is_body = matches!(role.value, RoleWord::Office | RoleWord::Group);
    let mention = past.iter().rev().find(|mention| {
        let entity = &names.entities[mention.entity_idx];
        if is_body {
            return entity.kind == EntityKind::Organization && has_word(&entity.name, word);
        }
        entity.kind == EntityKind::Person
            && sentence_idx - mention.sentence_idx <= ROLE_REACH
            && entity.roles.iter().any(|role| is_role(role, word))
    })?;
    Some((last, mention.entity_idx))
}

fn has_word(name: &str, word: &str) -> bool {
    name.split(' ').skip(1).any(|part| part.to_lowercase() == word)
}

/// "Sen." is a senator, "Defense Secretary" a secretary.
fn is_role(role: &str, word: &str) -> bool {
    role.split(' ').next_back().is_some_and(|last| {
        let last = last.trim_end_matches('.').to_lowercase();
        last == word || last.chars().count() >= 3 && role.ends_with('.') && word.starts_with(&last)
    })
}
