//! Words of the story that deserve a second look: headlines, loaded words, names for the same.

use super::super::{Piece, Place, label, letter, pieces, place};
use crate::catalogue::Catalogue;
use crate::lenses;
use crate::passage;
use crate::phrases::short;
use crate::view::{LensReading, LensSubject, View};
use crate::visible::visible;
use serde::Serialize;

/// Words in the glossary.
const MAX_WORDS: usize = 10;
/// Words of one entry; longer ones are sentences.
const MAX_ENTRY_WORDS: usize = 6;

/// A headline, and in its answers what a teacher may point at.
#[derive(Serialize)]
pub(super) struct Headline {
    idx: usize,
    letter: char,
    label: String,
    language: String,
    text: String,
    /// The words that stand in no other headline are marked.
    answer_pieces: Vec<Piece>,
    /// Words and what the lenses note about them.
    answer_notes: Vec<String>,
}

/// A word, where it stands, and what could stand there instead.
#[derive(Serialize)]
pub(super) struct Word {
    text: String,
    place: Place,
    /// A plainer word, or what the others write.
    answer_plain: Option<String>,
    answer_others: Vec<String>,
}

pub(super) fn headlines(view: &View, words: &Catalogue) -> Vec<Headline> {
    let titled = view.articles.iter().enumerate().filter(|(_, it)| !it.title.trim().is_empty());
    let headline = |(idx, it): (usize, &crate::view::Article)| {
        let others = view.articles.iter().enumerate().filter(|(other, _)| *other != idx);
        let titles: Vec<&str> = others.map(|(_, other)| other.title.as_str()).collect();
        Headline {
            idx,
            letter: letter(idx),
            label: label(view, idx),
            language: it.language.clone(),
            text: visible(&it.title),
            answer_pieces: pieces(&passage::headline(&it.title, &titles)),
            answer_notes: notes(view, words, idx),
        }
    };
    titled.map(headline).collect()
}

/// What the lenses note about the words of a headline.
fn notes(view: &View, words: &Catalogue, idx: usize) -> Vec<String> {
    let mut notes: Vec<String> = Vec::new();
    for (lens, key) in
        [(lens::Lens::Loaded, "sheet.loaded"), (lens::Lens::Headlines, "sheet.beyond_text")]
    {
        let rows = reading(view, lens).into_iter().flat_map(|it| &it.rows);
        let is_whole =
            |it: &LensSubject| matches!(it, LensSubject::Sort(sort) if sort == "headline");
        for cell in rows.filter(|it| !is_whole(&it.subject)).filter_map(|it| it.cells.get(idx)) {
            for it in cell.words.iter().filter(|it| it.sentence.is_none()) {
                let value = it.value.as_deref().map(visible);
                let plain = value.map_or(String::new(), |it| format!(" → {it}"));
                let note = format!("“{}”: {}{plain}", lenses::brief(&it.text), words.say(key));
                if !notes.contains(&note) {
                    notes.push(note);
                }
            }
        }
    }
    notes
}

/// Loaded words of the texts, then names for the same thing; each once.
pub(super) fn words(view: &View, words: &Catalogue) -> Vec<Word> {
    let mut found: Vec<Word> = Vec::new();
    let is_new = |found: &[Word], text: &str| {
        found.iter().all(|it| it.text.to_lowercase() != text.to_lowercase())
    };
    let loaded = reading(view, lens::Lens::Loaded).into_iter().flat_map(|it| &it.rows);
    for (idx, it) in loaded.flat_map(|it| it.cells.iter().enumerate()) {
        for it in it.words.iter().filter(|it| !it.is_quoted) {
            let text = visible(&it.text);
            let Some(sentence) = it.sentence.filter(|_| is_new(&found, &text)) else { continue };
            found.push(Word {
                place: place(view, idx, sentence),
                answer_plain: it.value.as_deref().map(visible),
                answer_others: Vec::new(),
                text,
            });
        }
    }
    // Those with a plain word are easier to begin with.
    found.sort_by_key(|it| it.answer_plain.is_none());
    found.truncate(MAX_WORDS);
    for (fact, it) in view.wording_differences() {
        for side in &it.sides {
            let text = short(&side.text);
            let is_short = (1..=MAX_ENTRY_WORDS).contains(&text.split_whitespace().count());
            if found.len() >= MAX_WORDS || !is_short || !is_new(&found, &text) {
                continue;
            }
            let member = fact.members[side.member];
            let others = it.sides.iter().filter(|other| other.member != side.member);
            let other = |it: &crate::view::Side| {
                format!("“{}” ({})", short(&it.text), letter(fact.members[it.member].article))
            };
            let others: Vec<String> = others.map(other).collect();
            found.push(Word {
                text,
                place: place(view, member.article, member.sentence),
                answer_plain: None,
                answer_others: vec![words.fill("sheet.instead", &[("words", &others.join(", "))])],
            });
        }
    }
    found
}

/// The kinds of difference found in the story, the weightiest first.
pub(super) fn kinds(view: &View) -> Vec<&'static str> {
    let all = view.facts.iter().flat_map(crate::view::Fact::told_differences);
    let mut kinds: Vec<compare::Kind> = all.map(|it| it.kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds.into_iter().map(compare::Kind::name).collect()
}

fn reading(view: &View, lens: lens::Lens) -> Option<&LensReading> {
    view.lenses.iter().find(|it| it.lens == lens.name())
}
