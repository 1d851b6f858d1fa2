//! What each lens saw, as tables.

use super::{Place, place};
use crate::catalogue::Catalogue;
use crate::lenses;
use crate::view::{LensCell, LensReading, LensRow, LensSubject, View};
use serde::Serialize;

/// What one lens saw.
#[derive(Serialize)]
pub(super) struct LensTable {
    title: String,
    about: String,
    rows: Vec<LensLine>,
}

#[derive(Serialize)]
pub(super) struct LensLine {
    subject: String,
    /// The fact it is about.
    fact: Option<String>,
    /// One for each article.
    cells: Vec<LensEntry>,
}

#[derive(Serialize)]
pub(super) struct LensEntry {
    share: Option<String>,
    words: Vec<LensNote>,
    n_more: usize,
}

#[derive(Serialize)]
pub(super) struct LensNote {
    text: String,
    places: Vec<Place>,
}

/// One lens.
pub(super) fn table(view: &View, words: &Catalogue, reading: &LensReading) -> LensTable {
    let entry = |(article_idx, cell): (usize, &LensCell)| {
        let found = lenses::shown(words, reading.lens, cell);
        LensEntry {
            share: lenses::share(cell).filter(|_| lenses::is_filled(cell)),
            n_more: found.len().saturating_sub(lenses::MAX_WORDS),
            words: found
                .into_iter()
                .take(lenses::MAX_WORDS)
                .map(|it| LensNote {
                    text: it.text,
                    places: it.sentences.iter().map(|it| place(view, article_idx, *it)).collect(),
                })
                .collect(),
        }
    };
    let row = |it: &LensRow| LensLine {
        subject: lenses::subject(view, words, reading.lens, it),
        fact: match it.subject {
            LensSubject::Fact(fact_idx) => Some(view.facts[fact_idx].id.clone()),
            LensSubject::Sort(_) | LensSubject::Name(_) => None,
        },
        cells: it.cells.iter().enumerate().map(entry).collect(),
    };
    LensTable {
        title: words.say(&format!("lens.{}", reading.lens)).to_owned(),
        about: words.say(&format!("lens_about.{}", reading.lens)).to_owned(),
        rows: reading.rows.iter().map(row).collect(),
    }
}
