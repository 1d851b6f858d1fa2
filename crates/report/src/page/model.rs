//! What the templates read: the view with every text cut into segments and made visible, so that
//! they compute nothing but layout.

mod class;
mod columns;
mod editor;
mod facts;
mod overview;
mod sheet;
mod timeline;
mod wording;

use crate::catalogue::Catalogue;
use crate::limits::{limits, made};
use crate::passage::{self, Segment};
use crate::phrases::{short, title};
use crate::view::{Fact, Side, View};
use crate::visible::visible;
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct Story {
    title: String,
    n_articles: usize,
    cards: Vec<overview::Card>,
    tiles: Vec<overview::Tile>,
    summary: Vec<overview::Quoted>,
    glance: Vec<overview::GlanceRow>,
    groups: Vec<facts::Group>,
    /// True if it is told how much speaks for a fact's being one.
    has_weights: bool,
    only: Vec<facts::Only>,
    columns: Vec<columns::Column>,
    tasks: Vec<class::Task>,
    wordings: Vec<overview::GlanceRow>,
    lenses: Vec<wording::LensTable>,
    timeline: timeline::Timeline,
    sheet: Option<sheet::Sheet>,
    notes: Vec<overview::Note>,
    edits: Vec<editor::Edit>,
    editor: String,
    /// What the report cannot tell.
    limits: Vec<String>,
    /// How it was made.
    made: Vec<String>,
}

/// A stretch of text told in one manner.
#[derive(Serialize, Clone)]
struct Piece {
    text: String,
    stated: bool,
    marked: bool,
}

/// Where a reader finds a sentence.
#[derive(Serialize, Clone)]
struct Place {
    idx: usize,
    letter: char,
    label: String,
    number: usize,
    total: usize,
    /// The sentence's id.
    id: String,
    /// Its paragraph, from 1.
    paragraph: usize,
    n_paragraphs: usize,
    language: String,
}

#[derive(Serialize)]
struct Cell {
    text: String,
    /// The same with the words around it.
    around: Vec<Piece>,
    place: Place,
}

/// Everything the page shows.
pub(super) fn story(view: &View, words: &Catalogue) -> Story {
    let n = view.articles.len();
    let wordings = view.wording_differences().into_iter();
    let lenses = view.lenses.iter().filter(|it| !it.rows.is_empty());
    Story {
        title: title(words, n),
        n_articles: n,
        cards: (0..n).map(|it| overview::card(view, words, it)).collect(),
        tiles: overview::tiles(view),
        summary: view.summary.iter().map(|it| overview::quoted(view, it)).collect(),
        glance: overview::glance(view),
        groups: facts::groups(view, words),
        has_weights: view.facts.iter().any(|it| !it.reasons.is_empty()),
        only: facts::only_here(view, words),
        columns: columns::columns(view, words),
        tasks: class::tasks(view, words),
        wordings: wordings.map(|(fact, it)| overview::glance_row(view, fact, it)).collect(),
        lenses: lenses.map(|it| wording::table(view, words, it)).collect(),
        timeline: timeline::timeline(view, words),
        sheet: sheet::sheet(view, words),
        notes: overview::notes(view, words),
        edits: editor::edits(view, words),
        editor: editor::data(view, words),
        limits: limits(view, words),
        made: made(view, words),
    }
}

fn letter(article_idx: usize) -> char {
    u8::try_from(article_idx).ok().filter(|it| *it < 26).map_or('•', |it| char::from(b'A' + it))
}

fn label(view: &View, article_idx: usize) -> String {
    visible(&view.articles[article_idx].label)
}

/// A full stop or bracket left over between the pieces goes with the words before it.
fn pieces(segments: &[Segment]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for it in segments {
        let text = visible(&it.text);
        let stated = it.is_stated || !text.contains(char::is_alphanumeric);
        match pieces.last_mut() {
            Some(last) if !it.is_marked && !last.marked && last.stated == stated => {
                last.text.push_str(&text);
            }
            _ => pieces.push(Piece { text, stated, marked: it.is_marked }),
        }
    }
    pieces
}

fn place(view: &View, article: usize, sentence: usize) -> Place {
    let it = &view.articles[article];
    Place {
        idx: article,
        letter: letter(article),
        label: label(view, article),
        number: sentence + 1,
        total: it.sentences.len(),
        id: visible(&it.sentences[sentence].id),
        paragraph: it.sentences[sentence].paragraph + 1,
        n_paragraphs: it.sentences.last().map_or(0, |it| it.paragraph + 1),
        language: it.language.clone(),
    }
}

/// The words of one side of a difference.
fn cell(view: &View, fact: &Fact, side: &Side) -> Cell {
    let member = fact.members[side.member];
    Cell {
        text: short(&side.text),
        around: pieces(&passage::around(view, member.place(), (side.start, side.end))),
        place: place(view, member.article, member.sentence),
    }
}
