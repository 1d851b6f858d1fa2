//! Timeline: who had it first, whose value changed, in which order it is told.
//!
//! See `rules/timeline.md`. "First" is said only of facts whose earliest article is known to be
//! earlier than all others that tell them.

use article::TextRange;
use claim::{DateMention, Grain};

use crate::reading::{Observation, Place, Row, Subject};
use crate::sheet::{SURE_FACT, Story, share};

/// An order is told of articles with at least this many dated stretches, and its share of steps that go forward
/// with at least this many.
const LEAST_DATES: usize = 4;
const LEAST_DATES_FOR_SHARE: usize = 6;
/// Facts shown.
const MAX_FACTS: usize = 6;

pub(crate) fn look(story: &Story<'_>) -> Vec<Row> {
    let mut rows = vec![first(story)];
    rows.extend(changed(story));
    rows.push(order(story));
    rows.retain(Row::is_filled);
    rows
}

/// Facts of several articles, under the article that had them first.
fn first(story: &Story<'_>) -> Row {
    let mut row = Row::new(Subject::Sort("first".to_owned()), story.n_articles());
    let published = |idx: usize| story.comparison.articles.get(idx)?.document.article.published;
    for fact in &story.comparison.facts {
        let mut articles: Vec<usize> = fact.members.iter().map(|it| it.article_idx).collect();
        articles.dedup();
        if articles.len() < 2 || fact.confidence < SURE_FACT {
            continue;
        }
        let is_first = |idx: &usize| {
            articles.iter().filter(|it| *it != idx).all(|other| {
                published(*other)
                    .zip(published(*idx))
                    .is_some_and(|(rhs, lhs)| rhs.is_clearly_after(lhs))
            })
        };
        let Some(earliest) = articles.iter().copied().find(is_first) else { continue };
        let member = fact.members.iter().find(|it| it.article_idx == earliest);
        let seen = member.map(|it| Observation {
            value: published(earliest).map(|it| it.to_string()),
            ..Observation::at(Place::Sentence(it.sentence_idx), it.range)
        });
        row.cells[earliest].observations.extend(seen);
    }
    row
}

/// Facts of which a later article has a later value.
fn changed(story: &Story<'_>) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for (fact_idx, fact) in story.comparison.facts.iter().enumerate() {
        if fact.confidence < SURE_FACT {
            continue;
        }
        let mut row = Row::new(Subject::Fact(fact_idx), story.n_articles());
        let updated =
            fact.differences.iter().filter(|it| it.relation == compare::Relation::Updated);
        for side in updated.flat_map(|it| &it.between) {
            let Some(member) = fact.members.get(side.member) else { continue };
            let place = Place::Sentence(member.sentence_idx);
            let seen = Observation {
                sort: "changed".to_owned(),
                value: side.value.clone(),
                ..Observation::at(place, side.range)
            };
            let seen_here = &mut row.cells[member.article_idx].observations;
            if seen_here.iter().all(|it| it.value != seen.value) {
                seen_here.push(seen);
            }
        }
        let places = |row: &Row| -> Vec<Option<TextRange>> {
            row.cells.iter().map(|it| it.observations.first().map(|it| it.range)).collect()
        };
        let is_known = rows.iter().any(|it| places(it) == places(&row));
        if row.n_filled() > 1 && !is_known && rows.len() < MAX_FACTS {
            rows.push(row);
        }
    }
    rows
}

/// The dates that an article tells in its own words, in the order of telling; the share is that of
/// steps from one date to the next that go forward.
fn order(story: &Story<'_>) -> Row {
    let mut row = Row::new(Subject::Sort("order".to_owned()), story.n_articles());
    for (sheet, cell) in story.sheets.iter().zip(&mut row.cells) {
        let mut seen: Vec<(jiff::civil::DateTime, Observation)> = Vec::new();
        for (sentence_idx, claim) in sheet.claims.claims.iter().enumerate() {
            for date in &claim.dates {
                let is_fine = matches!(
                    date.grain,
                    Grain::Time | Grain::PartOfDay | Grain::Day | Grain::Week | Grain::Month
                );
                let is_same =
                    seen.last().is_some_and(|(start, _)| start.date() == date.start.date());
                // "The 17 February Brigade".
                let is_name =
                    claim.names.iter().any(|it| !it.is_anaphor && it.range.overlaps(date.range));
                if claim.is_quoted(date.range) || !is_fine || is_same || is_name || date.is_assumed
                {
                    continue;
                }
                let at = Observation::at(Place::Sentence(sentence_idx), date.range);
                let value = Some(written(date));
                seen.push((date.start, Observation { value, ..at }));
            }
        }
        if seen.len() < LEAST_DATES {
            continue;
        }
        let n_forward = seen.windows(2).filter(|it| it[0].0 < it[1].0).count();
        cell.share =
            (seen.len() >= LEAST_DATES_FOR_SHARE).then(|| share(n_forward, seen.len() - 1));
        cell.observations = seen.into_iter().map(|it| it.1).collect();
    }
    row
}

/// As exactly as it is told: "2031-03" for a month, the first and the last day for a week.
fn written(date: &DateMention) -> String {
    let first = date.start.date();
    match date.grain {
        Grain::Month => first.strftime("%Y-%m").to_string(),
        Grain::Week => {
            let last = date.end.date().yesterday().unwrap_or(first);
            if last > first { format!("{first}/{last}") } else { first.to_string() }
        }
        _ => first.to_string(),
    }
}
