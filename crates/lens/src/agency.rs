//! Agency: who acts, and who is hidden.
//!
//! See `rules/agency.md`. Three signs: a passive without "by …" of a verb whose doer matters, a
//! noun made of such a verb, and phrases that hide the doer. First come the facts in which one
//! article shows the doer and another hides them.

use crate::reading::{Lens, Observation, Place, Row, Subject};
use crate::rules::Scope;
use crate::sheet::{Line, Sheet, Story};

/// Words that may stand between the auxiliary and the participle: "was later fatally shot".
const MAX_BETWEEN: usize = 2;
/// Words after the participle in which "by" shows the doer.
const MAX_TO_DOER: usize = 9;
/// Facts shown.
const MAX_FACTS: usize = 6;

pub(crate) fn look(story: &Story<'_>) -> Vec<Row> {
    let mut rows = facts(story);
    let mut passive = Row::new(Subject::Sort("passive".to_owned()), story.n_articles());
    let mut phrases: Vec<Row> = Vec::new();
    for (article_idx, sheet) in story.sheets.iter().enumerate() {
        for line in sheet.all_lines() {
            for hit in story.find(Lens::Agency, sheet, line) {
                let start = hit.tokens.start;
                if line.is_quoted[start] {
                    continue;
                }
                if hit.group.scope == Scope::Attribution {
                    let seen = hidden_passive(sheet, line, hit.tokens);
                    passive.cells[article_idx].observations.extend(seen);
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
                let seen = line.observe(hit.tokens);
                phrases[row_idx].cells[article_idx].observations.push(seen);
            }
        }
    }
    rows.extend(Some(passive).into_iter().chain(phrases).filter(Row::is_filled));
    rows
}

/// Facts in which one article shows the doer and another hides them.
fn facts(story: &Story<'_>) -> Vec<Row> {
    let mut rows = Vec::new();
    for (fact_idx, fact) in story.comparison.facts.iter().enumerate() {
        let found = fact.differences.iter().find(|it| it.kind == compare::Kind::Agency);
        let Some(difference) = found.filter(|_| rows.len() < MAX_FACTS) else { continue };
        let mut row = Row::new(Subject::Fact(fact_idx), story.n_articles());
        for side in &difference.between {
            let Some(member) = fact.members.get(side.member) else { continue };
            let seen = Observation::at(Place::Sentence(member.sentence_idx), side.range);
            row.cells[member.article_idx].observations.push(seen);
        }
        rows.push(row);
    }
    rows
}

/// The passive around a participle, unless it says who does it.
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
    if !between.clone().all(|it| is_adverb(line.lower(it))) {
        return None;
    }
    let until = (participle.end + MAX_TO_DOER).min(line.tokens.len());
    let mut after = participle.end..until;
    let ends = |it: usize| matches!(line.lower(it), ";" | ":");
    let shows_doer = after
        .by_ref()
        .take_while(|it| !ends(*it))
        .any(|it| lexicon.agent_prepositions.contains(line.lower(it)));
    (!shows_doer).then(|| line.observe(auxiliary..participle.end))
}

/// Words that may stand inside of a passive.
fn is_adverb(lower: &str) -> bool {
    lower.ends_with("ly")
        || matches!(
            lower,
            "also" | "been" | "being" | "not" | "later" | "then" | "never" | "first" | "again"
                | "once" | "all" | "both" | "still" | "since" | "even" | "to" | "be"
        )
}
