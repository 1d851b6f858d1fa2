//! The dates of an article as it tells them, beside the same dates as they happened.

use super::super::{Place, label, letter, place};
use crate::lenses;
use crate::view::{LensSubject, LensWords, View};
use serde::Serialize;

/// Dates of one article that are shown; the rest is counted.
const MAX_DATES: usize = 12;

#[derive(Serialize)]
pub(super) struct Order {
    idx: usize,
    letter: char,
    label: String,
    language: String,
    told: Vec<Told>,
    /// The same dates, each once, as they happened.
    happened: Vec<String>,
    n_more: usize,
}

/// A date where it is told.
#[derive(Serialize)]
struct Told {
    text: String,
    place: Place,
    /// Its place among the dates as they happened, from 0.
    rank: usize,
    date: String,
    /// True if it lies before the date told before it.
    is_back: bool,
}

/// One for each article of which the timeline lens told an order.
pub(super) fn orders(view: &View) -> Vec<Order> {
    let timeline = view.lenses.iter().find(|it| it.lens == lens::Lens::Timeline.name());
    let is_order = |it: &&crate::view::LensRow| matches!(&it.subject, LensSubject::Sort(sort) if sort == "order");
    let Some(row) = timeline.and_then(|it| it.rows.iter().find(is_order)) else {
        return Vec::new();
    };
    let cells = row.cells.iter().enumerate().take(view.articles.len());
    cells.filter_map(|(idx, it)| order(view, idx, &it.words)).collect()
}

fn order(view: &View, idx: usize, words: &[LensWords]) -> Option<Order> {
    let dated: Vec<(&LensWords, usize, &str)> = words
        .iter()
        .filter_map(|it| Some((it, it.sentence?, it.value.as_deref()?)))
        .take(MAX_DATES)
        .collect();
    let mut happened: Vec<String> = dated.iter().map(|it| it.2.to_owned()).collect();
    // Dates are written as 2031-03-04, so that they sort as text.
    happened.sort();
    happened.dedup();
    let mut before: Option<&str> = None;
    let mut told = Vec::new();
    for (it, sentence, date) in &dated {
        told.push(Told {
            text: lenses::brief(&it.text),
            place: place(view, idx, *sentence),
            rank: happened.iter().position(|known| known == date).unwrap_or(0),
            date: (*date).to_owned(),
            is_back: before.is_some_and(|it| *date < it),
        });
        before = Some(date);
    }
    (!told.is_empty()).then(|| Order {
        idx,
        letter: letter(idx),
        label: label(view, idx),
        language: view.articles[idx].language.clone(),
        told,
        happened,
        n_more: words.len().saturating_sub(MAX_DATES),
    })
}
