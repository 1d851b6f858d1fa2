//! Agency: who acts, and who is hidden.
//!
//! See `rules/agency.md`. Three signs: a passive without "by …" of a verb whose doer matters, a
//! noun made of such a verb, and phrases that hide the doer. First come the facts in which one
//! article shows the doer and another hides them.

use article::TextRange;

use crate::reading::{Lens, Observation, Row, Subject};
use crate::rules::{Hit, Scope};
use crate::sheet::{Line, SURE_FACT, Sheet, Story};

/// Words that may stand between the auxiliary and the participle: "was later fatally shot".
const MAX_BETWEEN: usize = 2;
/// Words after the participle in which "by" shows the doer.
const MAX_TO_DOER: usize = 9;
/// Words before the auxiliary in which a condition or a negation turns it round.
const MAX_TO_CONDITION: usize = 4;
/// Groups of the rules: acts whose doer is often named beside them, the words for those doers, words that
/// show another doer or none, nouns of acts.
const ARRESTED: &str = "arrested";
const WHO_ARRESTS: &str = "who arrests";
const ELSEWHERE: &str = "the doer elsewhere";
const NOUNS: &str = "nouns without a doer";
/// Endings of adverbs: "fatally", "gravemente".
const ADVERBS: [&str; 2] = ["ly", "mente"];
/// Facts shown.
const MAX_FACTS: usize = 6;

pub(crate) fn look(story: &Story<'_>) -> Vec<Row> {
    let mut rows = facts(story);
    let mut passive = Row::new(Subject::Sort("passive".to_owned()), story.n_articles());
    let mut phrases: Vec<Row> = Vec::new();
    for (article_idx, sheet) in story.sheets.iter().enumerate() {
        for line in sheet.all_lines() {
            let hits = story.find(Lens::Agency, article_idx, line.place);
            for hit in hits {
                let start = hit.tokens.start;
                if line.is_quoted[start] {
                    continue;
                }
                if matches!(hit.group.name.as_str(), WHO_ARRESTS | ELSEWHERE)
                    || is_told_elsewhere(sheet, line, hit, hits)
                {
                    continue;
                }
                if hit.group.scope == Scope::Attribution {
                    let seen = hidden_passive(sheet, line, hit.tokens.clone());
                    passive.cells[article_idx].observations.extend(seen);
                    continue;
                }
                if hit.group.name == NOUNS && shows_doer(sheet, line, hit.tokens.end) {
                    continue;
                }
                let subject = Subject::Sort(hit.group.name.clone());
                let row_idx = match phrases.iter().position(|it| it.subject == subject) {
                    Some(row_idx) => row_idx,
                    None => {
                        phrases.push(Row::new(subject, story.n_articles()));
                        phrases.len() - 1
                    }
                };
                let seen = line.observe(hit.tokens.clone());
                phrases[row_idx].cells[article_idx].observations.push(seen);
            }
        }
    }
    rows.extend(Some(passive).into_iter().chain(phrases).filter(Row::is_filled));
    rows
}

/// How a verb is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Voice {
    Hidden,
    Shown,
}

/// A verb of a member and how it is told.
struct Told<'a> {
    article_idx: usize,
    stem: &'a str,
    voice: Voice,
    seen: Observation,
}

/// The verbs of a member that the rules know or that end like a participle.
fn told<'a>(story: &'a Story<'_>, member: &cluster::Member) -> Vec<Told<'a>> {
    let article_idx = member.article_idx;
    let sheet = &story.sheets[article_idx];
    let Some(line) = sheet.lines.get(member.sentence_idx) else { return Vec::new() };
    let hits = story.find(Lens::Agency, article_idx, line.place);
    let is_known = |idx: usize| {
        hits.iter().any(|it| it.group.scope == Scope::Attribution && it.tokens.contains(&idx))
    };
    let mut found = Vec::new();
    for (idx, token) in line.tokens.iter().enumerate() {
        let is_here = member.range.contains(token.range) && !line.is_quoted[idx];
        let is_verb = is_known(idx) || token.lower.ends_with("ed") && token.lower.len() > 4;
        // "Are opposed to it" is no passive.
        let is_state = line.lower(idx + 1) == "to" && !is_known(idx);
        if !is_here || !is_verb || is_state || line.is_named[idx] || token.is_stop {
            continue;
        }
        let verb = idx..idx + 1;
        let (voice, seen) = match hidden_passive(sheet, line, verb.clone()) {
            Some(seen) => (Voice::Hidden, Some(seen)),
            None => {
                let seen = active(sheet, line, verb.clone());
                (Voice::Shown, seen.or_else(|| by_doer(sheet, line, verb)))
            }
        };
        let stem = token.stem.as_str();
        found.extend(seen.map(|seen| Told { article_idx, stem, voice, seen }));
    }
    found
}

/// "was shot by police": the passive with its doer.
fn by_doer(
    sheet: &Sheet<'_>,
    line: &Line<'_>,
    verb: std::ops::Range<usize>,
) -> Option<Observation> {
    let lexicon = sheet.claims.document.lexicon;
    let is_doer = line.is_capital(verb.end + 1)
        || lexicon.role_words.contains(line.lower(verb.end + 1))
        || lexicon.definite_articles.contains(line.lower(verb.end + 1));
    let is_by = lexicon.agent_prepositions.contains(line.lower(verb.end));
    (is_by && is_doer).then(|| line.observe(verb.start..(verb.end + 3).min(line.tokens.len())))
}

/// Facts in which one article shows the doer and another hides them, told by the same verb.
fn facts(story: &Story<'_>) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for (fact_idx, fact) in story.comparison.facts.iter().enumerate() {
        if fact.members.len() < 2 || fact.confidence < SURE_FACT {
            continue;
        }
        let told: Vec<Told<'_>> =
            fact.members.iter().flat_map(|member| told(story, member)).collect();
        let pair = told.iter().find_map(|lhs| {
            let other = told.iter().find(|rhs| {
                lhs.voice == Voice::Hidden
                    && rhs.voice == Voice::Shown
                    && lhs.article_idx != rhs.article_idx
                    && lhs.stem == rhs.stem
            });
            other.map(|rhs| [lhs, rhs])
        });
        let Some(pair) = pair.filter(|_| rows.len() < MAX_FACTS) else { continue };
        let mut row = Row::new(Subject::Fact(fact_idx), story.n_articles());
        for it in pair {
            let sort = if it.voice == Voice::Hidden { "hidden" } else { "shown" };
            let seen = Observation { sort: sort.to_owned(), ..it.seen.clone() };
            row.cells[it.article_idx].observations.push(seen);
        }
        if !rows.iter().any(|it| places(it) == places(&row)) {
            rows.push(row);
        }
    }
    rows
}

fn places(row: &Row) -> Vec<Option<TextRange>> {
    row.cells.iter().map(|it| it.observations.first().map(|it| it.range)).collect()
}

/// "police shot the": a name, a pronoun or a role right before the verb and what it is done to
/// right after; "people killed in" is none.
fn active(sheet: &Sheet<'_>, line: &Line<'_>, verb: std::ops::Range<usize>) -> Option<Observation> {
    let lexicon = sheet.claims.document.lexicon;
    let doer = verb.start.checked_sub(1)?;
    let is_doer = line.is_named[doer]
        || lexicon.role_words.contains(line.lower(doer))
        || lexicon.pronouns.get(line.lower(doer)).is_some_and(|it| !it.possessive);
    let next = line.lower(verb.end);
    let is_done_to = line.is_named.get(verb.end).is_some_and(|it| *it)
        || lexicon.definite_articles.contains(next)
        || lexicon.indefinite_articles.contains(next)
        || lexicon.pronouns.contains(next)
        || lexicon.number_words.contains(next)
        || line.tokens.get(verb.end).is_some_and(|it| it.kind == text::TokenKind::Number);
    (is_doer && is_done_to).then(|| line.observe(doer..verb.end))
}

/// The passive around a participle, unless it says who does it, or that nobody did.
fn hidden_passive(
    sheet: &Sheet<'_>,
    line: &Line<'_>,
    participle: std::ops::Range<usize>,
) -> Option<Observation> {
    let lexicon = sheet.claims.document.lexicon;
    let is_auxiliary = |it: usize| lexicon.passive_auxiliaries.contains(line.lower(it));
    let earliest = participle.start.saturating_sub(MAX_BETWEEN + 1);
    let auxiliary = (earliest..participle.start).rev().find(|it| is_auxiliary(*it))?;
    let between = auxiliary + 1..participle.start;
    let may_stand = |it: usize| {
        let lower = line.lower(it);
        let is_adverb = ADVERBS.iter().any(|ending| lower.ends_with(ending));
        let is_light = line.tokens[it].is_stop && lower != "to";
        is_light || lexicon.date_words.contains(lower) || is_adverb
    };
    let is_real = between.into_iter().all(may_stand) && !is_unreal(sheet, line, auxiliary);
    if !is_real || (auxiliary..participle.start).any(|it| lexicon.negators.contains(line.lower(it)))
    {
        return None;
    }
    (!shows_doer(sheet, line, participle.end)).then(|| line.observe(auxiliary..participle.end))
}

/// True for what did not happen: "should be fired", "if he is fired", "no one was shot".
fn is_unreal(sheet: &Sheet<'_>, line: &Line<'_>, auxiliary: usize) -> bool {
    let lexicon = sheet.claims.document.lexicon;
    let near = || auxiliary.saturating_sub(MAX_TO_CONDITION)..auxiliary;
    let is_wished = line.lower(auxiliary) == "be" && !near().any(|it| line.lower(it) == "will");
    is_wished
        || near().any(|it| {
            let lower = line.lower(it);
            lexicon.negators.contains(lower)
                || lower == "no"
                || lexicon.clause_words.get(lower) == Some(&text::ClauseWord::Condition)
        })
}

/// True if "by …" follows within a few words.
fn shows_doer(sheet: &Sheet<'_>, line: &Line<'_>, end: usize) -> bool {
    let lexicon = sheet.claims.document.lexicon;
    let ends = |it: &usize| matches!(line.lower(*it), ";" | ":");
    (end..(end + MAX_TO_DOER).min(line.tokens.len()))
        .take_while(|it| !ends(it))
        .any(|it| lexicon.agent_prepositions.contains(line.lower(it)))
}

/// True if other words of the line tell who does what a hit says: "at the hands of", or for an arrest the
/// police, where they are not the ones who tell it.
fn is_told_elsewhere(sheet: &Sheet<'_>, line: &Line<'_>, hit: &Hit<'_>, hits: &[Hit<'_>]) -> bool {
    let source = sheet.claim(line).and_then(|it| it.attribution.as_ref()).and_then(|it| it.source);
    let is_source =
        |it: &Hit<'_>| source.is_some_and(|source| source.overlaps(line.range(it.tokens.clone())));
    hits.iter().any(|it| match it.group.name.as_str() {
        ELSEWHERE => it.tokens.start >= hit.tokens.end,
        WHO_ARRESTS => hit.group.name == ARRESTED && !is_source(it),
        _ => false,
    })
}
