//! Labels: what each outlet calls the same person, group, act and place.
//!
//! See `rules/labels.md`. Two sorts of rows: for a name that several articles use, the nouns that
//! they put beside it; and for a group of the rules ("people in the street"), the words that they
//! use for it. Words inside of quotation marks are left out.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::reading::{Lens, Observation, Place, Row, Subject};
use crate::rules::{Hit, Scope};
use crate::shared::{self, Shared};
use crate::sheet::{Line, Sheet, Story};

/// Groups of the rules: nouns for a person, and nouns that stand beside a name without being about it.
const NOUNS: &str = "nouns for a person";
const NO_NOUNS: &str = "no nouns for a person";
/// Names shown.
const MAX_NAMES: usize = 10;
/// Words of a description beside a name.
const MAX_WORDS: usize = 9;
/// Words before the noun that belong to it: "convicted sex offender".
const MAX_BEFORE: usize = 3;

pub(crate) fn look(story: &Story<'_>) -> Vec<Row> {
    let mut rows = names(story);
    rows.extend(groups(story));
    rows
}

/// What the articles put beside a name they share.
fn names(story: &Story<'_>) -> Vec<Row> {
    let mut rows = Vec::new();
    for shared in shared::entities(story) {
        if rows.len() >= MAX_NAMES {
            break;
        }
        if !shared.is_person(story) {
            continue;
        }
        let row = row_of(story, &shared);
        let told: Vec<BTreeSet<String>> = row
            .cells
            .iter()
            .zip(&story.sheets)
            .map(|(cell, sheet)| {
                cell.observations.iter().map(|it| plain_words(sheet, it)).collect()
            })
            .collect();
        let differs = told.iter().any(|it| *it != told[0]);
        if row.n_filled() > usize::from(story.n_articles() > 1) && differs {
            rows.push(row);
        }
    }
    rows
}

fn row_of(story: &Story<'_>, shared: &Shared) -> Row {
    let mut row = Row::new(Subject::Name(shared.name.clone()), story.n_articles());
    for (article_idx, sheet) in story.sheets.iter().enumerate() {
        let Some(entity_idx) = shared.entities[article_idx] else { continue };
        let mut known: BTreeSet<String> = BTreeSet::new();
        for line in &sheet.lines {
            let nouns = story.find(Lens::Labels, article_idx, line.place);
            let Some(claim) = sheet.claim(line) else { continue };
            let named = claim.names.iter().filter(|it| it.entity_idx == entity_idx);
            for mention in named.filter(|it| !it.is_anaphor) {
                let Some(tokens) = tokens_of(line, mention.range) else { continue };
                let beside = [before(line, tokens.start, nouns), after(line, tokens.end, nouns)];
                for found in beside.into_iter().flatten() {
                    let seen = line.observe(found);
                    if !seen.is_quoted && known.insert(plain_words(sheet, &seen)) {
                        row.cells[article_idx].observations.push(seen);
                    }
                }
            }
        }
    }
    row
}

/// The words of an observation in lower case, without the article before them.
fn plain_words(sheet: &Sheet<'_>, seen: &Observation) -> String {
    let document = &sheet.claims.document;
    let written = document.article.text(seen.range).to_lowercase();
    let lexicon = document.lexicon;
    match written.split_once(' ') {
        Some((first, rest))
            if lexicon.definite_articles.contains(first)
                || lexicon.indefinite_articles.contains(first) =>
        {
            rest.to_owned()
        }
        _ => written,
    }
}

/// The tokens of a line that lie in a range.
fn tokens_of(line: &Line<'_>, range: article::TextRange) -> Option<Range<usize>> {
    let start = line.tokens.iter().position(|it| range.contains(it.range))?;
    let n = line.tokens[start..].iter().take_while(|it| range.contains(it.range)).count();
    Some(start..start + n)
}

/// "convicted sex offender" before the name at `start`.
fn before(line: &Line<'_>, start: usize, nouns: &[Hit<'_>]) -> Option<Range<usize>> {
    let noun = start.checked_sub(1)?;
    if !is_noun(nouns, noun) || line.is_named[noun] || line.is_capital(noun) {
        return None;
    }
    let earliest = noun.saturating_sub(MAX_BEFORE);
    let belongs = |it: &usize| {
        line.is_word(*it)
            && !line.tokens[*it].is_stop
            && !line.is_named[*it]
            && !line.is_capital(*it)
            && !line.lower(*it).ends_with("'s")
            && !matches!(line.lower(*it), "including" | "like")
    };
    let first = (earliest..noun).rev().take_while(belongs).last().unwrap_or(noun);
    Some(first..noun + 1)
}

/// ", a convicted sex offender" after the name that ends before `end`; "is a …" too.
fn after(line: &Line<'_>, end: usize, nouns: &[Hit<'_>]) -> Option<Range<usize>> {
    let opens = matches!(line.lower(end), "," | "is" | "was" | "—" | "(");
    if !opens {
        return None;
    }
    let start = end + 1;
    // ", executive director of the port", ", one of its founders": without an article.
    let is_bare = || {
        let is_comma = line.lower(end) == "," && !line.is_capital(start);
        let near = start..(start + MAX_BEFORE).min(line.tokens.len());
        let run = near.take_while(|it| line.is_word(*it) && !line.tokens[*it].is_stop);
        is_comma && (line.lower(start) == "one" || run.into_iter().any(|it| is_noun(nouns, it)))
    };
    if !matches!(line.lower(start), "a" | "an" | "the" | "who") && !is_bare() {
        return None;
    }
    let start = match (line.lower(start), line.lower(start + 1), line.lower(start + 2)) {
        ("who", "is" | "was", "a" | "an" | "the") => start + 2,
        ("who", ..) => return None,
        _ => start,
    };
    let ends = |it: &usize| {
        let is_break = !line.is_word(*it) && line.tokens[*it].kind != text::TokenKind::Number;
        is_break
            || matches!(
                line.lower(*it),
                "who"
                    | "which"
                    | "that"
                    | "whose"
                    | "and"
                    | "for"
                    | "from"
                    | "in"
                    | "at"
                    | "with"
                    | "on"
                    | "to"
                    | "by"
                    | "as"
                    | "but"
                    | "when"
                    | "said"
                    | "says"
            )
    };
    let until = (start + MAX_WORDS).min(line.tokens.len());
    let last = (start..until).find(ends).unwrap_or(until);
    let has_noun = (start..last).any(|it| is_noun(nouns, it));
    // ", a Dunmore beekeeper": what follows a comma and "a" is about the name as a rule.
    let is_described = || {
        line.lower(end) == ","
            && matches!(line.lower(start), "a" | "an")
            && last < until
            && !(start..last).any(|it| is_in(nouns, NO_NOUNS, it))
    };
    let is_long = last > start + 1 || last > start && is_noun(nouns, start);
    (is_long && (has_noun || is_described())).then_some(start..last)
}

/// True if a word is one of the rules' nouns for a person.
fn is_noun(hits: &[Hit<'_>], token_idx: usize) -> bool {
    is_in(hits, NOUNS, token_idx)
}

fn is_in(hits: &[Hit<'_>], group: &str, token_idx: usize) -> bool {
    hits.iter().any(|it| it.group.name == group && it.tokens.contains(&token_idx))
}

/// What the articles call the same sort of people, groups and acts.
fn groups(story: &Story<'_>) -> Vec<Row> {
    let mut used: BTreeMap<&str, (Scope, Row)> = BTreeMap::new();
    for (article_idx, sheet) in story.sheets.iter().enumerate() {
        for line in sheet.all_lines() {
            for hit in story.find(Lens::Labels, article_idx, line.place) {
                let is_own = !line.is_quoted[hit.tokens.start] && !line.is_named[hit.tokens.start];
                if hit.group.scope == Scope::Attribution || !is_own {
                    continue;
                }
                let name = hit.group.name.as_str();
                let (_, row) = used.entry(name).or_insert_with(|| {
                    (hit.group.scope, Row::new(Subject::Sort(name.to_owned()), story.n_articles()))
                });
                row.cells[article_idx].observations.push(line.observe(hit.tokens.clone()));
            }
        }
    }
    let mut rows = Vec::new();
    for (scope, row) in used.into_values() {
        let row = if scope == Scope::Fact { within_facts(story, row) } else { row };
        if tells_apart(story, &row) {
            rows.push(row);
        }
    }
    rows.sort_by_key(|it| std::cmp::Reverse(it.n_filled()));
    rows
}

/// Keeps words that stand in a fact beside another word of the group in another article.
fn within_facts(story: &Story<'_>, mut row: Row) -> Row {
    let mut kept: Vec<(usize, usize)> = Vec::new();
    for fact in &story.comparison.facts {
        let mut here: Vec<(usize, usize, String)> = Vec::new();
        for member in &fact.members {
            let cell = &row.cells[member.article_idx];
            for seen in &cell.observations {
                if seen.place == Place::Sentence(member.sentence_idx) {
                    let words = words(story, member.article_idx, seen);
                    here.push((member.article_idx, member.sentence_idx, words));
                }
            }
        }
        for (article_idx, sentence_idx, words) in &here {
            if here.iter().any(|it| it.0 != *article_idx && it.2 != *words) {
                kept.push((*article_idx, *sentence_idx));
            }
        }
    }
    for (article_idx, cell) in row.cells.iter_mut().enumerate() {
        cell.observations.retain(|it| match it.place {
            Place::Title => false,
            Place::Sentence(sentence_idx) => kept.contains(&(article_idx, sentence_idx)),
        });
    }
    row
}

/// The stem of the last word, which tells "rioters" and "rioter" to be one, in its phrase.
fn words(story: &Story<'_>, article_idx: usize, seen: &Observation) -> String {
    let document = &story.sheets[article_idx].claims.document;
    let text = match seen.place {
        Place::Title => &document.article.title,
        Place::Sentence(_) => &document.article.body,
    };
    let lower = text.get(seen.range.start..seen.range.end).unwrap_or("").to_lowercase();
    let stems: Vec<String> = lower.split(' ').map(|it| document.lexicon.stem(it)).collect();
    stems.join(" ")
}

/// True if at least two articles have words, and not the same ones.
fn tells_apart(story: &Story<'_>, row: &Row) -> bool {
    let told: Vec<BTreeSet<String>> = row
        .cells
        .iter()
        .enumerate()
        .filter(|(_, cell)| !cell.observations.is_empty())
        .map(|(idx, cell)| cell.observations.iter().map(|it| words(story, idx, it)).collect())
        .collect();
    told.len() > 1 && told.iter().any(|it| *it != told[0])
}
