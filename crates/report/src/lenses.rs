//! What the lenses saw, in plain values and in words.
//!
//! A reading is a table: a row for each thing looked at, a cell for each article. Formats show the
//! cells as they stand; this file tells them what a row and its words are called.

use crate::catalogue::Catalogue;
use crate::phrases::{percent, short};
use crate::view::{Article, LensCell, LensReading, LensRow, LensSubject, LensWords, View};
use crate::visible::visible;

/// Words of one cell that are shown before a format says how many more there are.
pub(crate) const MAX_WORDS: usize = 6;
/// Words of one place that are shown; of more the middle is left out.
const MAX_BRIEF_WORDS: usize = 11;

/// The readings of a story; a row that points nowhere, or is empty for every article, is left out. `places`
/// tells where each fact of the comparison stands in the view.
pub(crate) fn readings(
    readings: &[lens::Reading],
    places: &[Option<usize>],
    articles: &[Article],
) -> Vec<LensReading> {
    let row = |it: &lens::Row| {
        let subject = match &it.subject {
            lens::Subject::Sort(sort) => LensSubject::Sort(sort.clone()),
            lens::Subject::Name(name) => LensSubject::Name(name.clone()),
            lens::Subject::Fact(fact_idx) => LensSubject::Fact((*places.get(*fact_idx)?)?),
        };
        let cells = it.cells.iter().zip(articles).map(|(cell, article)| LensCell {
            share: cell.share,
            words: cell.observations.iter().filter_map(|it| words(it, article)).collect(),
        });
        let row = LensRow { subject, cells: cells.collect() };
        row.cells.iter().any(is_filled).then_some(row)
    };
    readings
        .iter()
        .map(|it| LensReading {
            lens: it.lens.name(),
            rows: it.rows.iter().filter_map(row).collect(),
        })
        .collect()
}

fn words(it: &lens::Observation, article: &Article) -> Option<LensWords> {
    let sentence = match it.place {
        lens::Place::Title => None,
        lens::Place::Sentence(sentence_idx) => {
            article.sentences.get(sentence_idx)?;
            Some(sentence_idx)
        }
    };
    let text = if sentence.is_some() { &article.body } else { &article.title };
    Some(LensWords {
        sentence,
        start: it.range.start,
        end: it.range.end,
        text: text.get(it.range.start..it.range.end)?.to_owned(),
        sort: it.sort.clone(),
        value: it.value.clone(),
        is_quoted: it.is_quoted,
    })
}

/// What a row is called: a sort by the catalogue, else by its own name; a fact by its words.
pub(crate) fn subject(view: &View, words: &Catalogue, lens: &str, row: &LensRow) -> String {
    match &row.subject {
        LensSubject::Sort(sort) => sort_name(words, lens, sort),
        LensSubject::Name(name) => visible(name),
        LensSubject::Fact(fact_idx) => {
            let fact = &view.facts[*fact_idx];
            let text = view.member_text(fact.members[fact.statement]);
            // A quote that opens the sentence needs no second mark.
            let bare = text.trim_start_matches(['“', '"', '„', '«', '‘']);
            let is_one = bare.len() < text.len() && !bare.contains(['“', '"', '„', '«']);
            let bare =
                if is_one { bare.trim_end_matches(['”', '"', '“', '»', '’']) } else { bare };
            format!("“{}”", short(bare))
        }
    }
}

fn sort_name(words: &Catalogue, lens: &str, sort: &str) -> String {
    let key = format!("lens_{lens}.{sort}");
    let said = words.say(&key);
    if said == key { visible(sort) } else { said.to_owned() }
}

/// Words that one article has in a row, equal ones once.
pub(crate) struct Shown {
    /// The words and what is noted about them: `“slammed” (criticized)`.
    pub(crate) text: String,
    /// The sentences they stand in, by index; none for the headline.
    pub(crate) sentences: Vec<usize>,
}

/// The words of a cell, equal ones together, in reading order.
pub(crate) fn shown(words: &Catalogue, lens: &str, cell: &LensCell) -> Vec<Shown> {
    let mut found: Vec<(String, Shown)> = Vec::new();
    for it in &cell.words {
        let text = note(words, lens, it);
        let key = text.to_lowercase();
        match found.iter_mut().find(|known| known.0 == key) {
            Some((_, known)) => {
                known.sentences.extend(it.sentence.filter(|it| !known.sentences.contains(it)));
            }
            None => {
                let sentences = it.sentence.into_iter().collect();
                found.push((key, Shown { text, sentences }));
            }
        }
    }
    found.into_iter().map(|it| it.1).collect()
}

/// `“slammed” (criticized)`, `“critics say” (nobody shown)`.
fn note(words: &Catalogue, lens: &str, it: &LensWords) -> String {
    let mut notes = Vec::new();
    if !it.sort.is_empty() {
        notes.push(sort_name(words, lens, &it.sort));
    }
    notes.extend(it.value.as_deref().map(visible));
    if it.is_quoted {
        notes.push(words.say("lens_note.quoted").to_owned());
    }
    // A headline with its middle left out says something else.
    let text = if lens == "headlines" { visible(&it.text) } else { brief(&it.text) };
    match notes.is_empty() {
        true => format!("“{text}”"),
        false => format!("“{text}” ({})", notes.join(" ")),
    }
}

/// The words of a cell, the middle left out where they are many.
pub(crate) fn brief(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let shown = if words.len() > MAX_BRIEF_WORDS {
        let (first, last) = (&words[..MAX_BRIEF_WORDS - 4], &words[words.len() - 3..]);
        format!("{} … {}", first.join(" "), last.join(" "))
    } else {
        words.join(" ")
    };
    visible(&shown)
}

/// The share of a cell: `"12 %"`.
pub(crate) fn share(cell: &LensCell) -> Option<String> {
    cell.share.map(|it| format!("{} %", percent(it)))
}

/// True for a cell with anything in it.
pub(crate) fn is_filled(cell: &LensCell) -> bool {
    !cell.words.is_empty() || cell.share.is_some_and(|it| it > 0.0)
}
