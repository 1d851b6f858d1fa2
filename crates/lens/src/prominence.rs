//! Prominence: how high and how long each fact is told.
//!
//! See `rules/prominence.md`. Headline, lead or the paragraph's number, and the share of the
//! article's words; facts with the widest spread first.

use crate::reading::{Observation, Place, Row, Subject};
use crate::sheet::{SURE_FACT, Sheet, Story, share};

/// Facts shown.
const MAX_FACTS: usize = 8;
/// A fact is shown if its places in two articles are this far apart, as shares of the articles.
const LEAST_SPREAD: f64 = 0.4;

pub(crate) fn look(story: &Story<'_>) -> Vec<Row> {
    let heads: Vec<compare::Head> =
        story.sheets.iter().map(|it| compare::Head::of(&it.claims.document)).collect();
    let mut found: Vec<(f64, Row)> = Vec::new();
    for (fact_idx, fact) in story.comparison.facts.iter().enumerate() {
        if fact.members.len() < 2 || fact.confidence < SURE_FACT {
            continue;
        }
        let mut row = Row::new(Subject::Fact(fact_idx), story.n_articles());
        let mut places: Vec<f64> = Vec::new();
        for (article_idx, sheet) in story.sheets.iter().enumerate() {
            let members = || fact.members.iter().filter(|it| it.article_idx == article_idx);
            let Some(first) = members().min_by_key(|it| it.sentence_idx) else { continue };
            let document = &sheet.claims.document;
            let n_words: usize = members().map(|it| n_words(sheet, it)).sum();
            let n_paragraphs = document.sentences.last().map_or(1, |it| it.paragraph + 1);
            let paragraph = document.sentences[first.sentence_idx].paragraph;
            let in_headline = members().any(|it| heads[article_idx].tells(document, it));
            let sort = match paragraph {
                _ if in_headline => "headline",
                0 => "lead",
                _ => "paragraph",
            };
            places.push(if in_headline { 0.0 } else { share(paragraph, n_paragraphs) });
            let place = Place::Sentence(first.sentence_idx);
            let cell = &mut row.cells[article_idx];
            cell.share = Some(share(n_words, sheet.n_words));
            cell.observations.push(Observation {
                sort: sort.to_owned(),
                value: Some(format!("{}/{n_paragraphs}", paragraph + 1)),
                ..Observation::at(place, first.range)
            });
        }
        let highest = places.iter().copied().fold(f64::INFINITY, f64::min);
        let lowest = places.iter().copied().fold(0.0, f64::max);
        let is_high = highest < 0.15;
        if places.len() > 1 && is_high && lowest - highest >= LEAST_SPREAD {
            found.push((lowest - highest, row));
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    // Two facts of one sentence in the same articles read as one here.
    let mut rows: Vec<Row> = Vec::new();
    for (_, row) in found {
        let places = |row: &Row| -> Vec<Option<Place>> {
            row.cells.iter().map(|it| it.observations.first().map(|it| it.place)).collect()
        };
        if rows.len() < MAX_FACTS && !rows.iter().any(|it| places(it) == places(&row)) {
            rows.push(row);
        }
    }
    rows
}

fn n_words(sheet: &Sheet<'_>, member: &cluster::Member) -> usize {
    let Some(line) = sheet.lines.get(member.sentence_idx) else { return 0 };
    line.tokens.iter().filter(|it| it.is_counted() && member.range.contains(it.range)).count()
}
