//! How well loaded words tell biased sentences from others, on sentences labelled by experts.

use std::io::Read as _;
use std::path::Path;

use article::Article;
use lens::LoadedWord;
use serde::Deserialize;

use super::Table;
use crate::gold::Tally;

/// From this weight on a sentence is held to be biased: the one number chosen on this set, see
/// `crates/lens/rules/loaded.md`.
const LEAST: f64 = 0.25;
/// What a word in a quote weighs of one that is the outlet's own.
const QUOTED: f64 = 0.5;

#[derive(Deserialize)]
struct Row {
    text: String,
    label_bias: String,
}

/// A labelled sentence.
#[derive(Debug)]
pub struct Sentence {
    /// What was found in it.
    pub words: Vec<LoadedWord>,
    /// What the labels say.
    pub is_biased: bool,
}

impl Sentence {
    /// How loaded it is.
    #[must_use]
    pub fn weight(&self) -> f64 {
        self.words.iter().map(|it| it.strength * if it.is_quoted { QUOTED } else { 1.0 }).sum()
    }
}

/// The figures at the weight in use; nothing where the set is not there.
#[must_use]
pub fn loaded(shared: &Path) -> Option<Table> {
    let sentences = sentences(&shared.join("data/framing/babe.jsonl.gz")).ok()?;
    let tally = at(&sentences, LEAST);
    let mut table = Table::new("Loaded words, biased sentences (BABE)");
    table.add("precision", tally.precision());
    table.add("recall", tally.recall());
    table.add("F1", tally.f1());
    table.note = format!(
        "{} sentences, {} labelled as biased; calling every one biased gives F1 {:.2}.",
        sentences.len(),
        tally.gold,
        at(&sentences, 0.0).f1()
    );
    Some(table)
}

/// The labelled sentences of a file (`text`, and `label_bias`: "Biased" or not), with what is found in them.
///
/// # Errors
/// If the file cannot be read or holds another form.
pub fn sentences(file: &Path) -> Result<Vec<Sentence>, String> {
    let bytes = std::fs::read(file).map_err(|it| format!("{}: {it}", file.display()))?;
    let mut text = String::new();
    flate2::read::GzDecoder::new(&bytes[..])
        .read_to_string(&mut text)
        .map_err(|it| format!("{}: {it}", file.display()))?;
    let rules = lens::Rules::shipped();
    let read = |line: &str| {
        let row: Row =
            serde_json::from_str(line).map_err(|it| format!("{}: {it}", file.display()))?;
        let words = lens::loaded_words(&pipeline::read(vec![article(&row.text)])[0], &rules);
        Ok(Sentence { words, is_biased: row.label_bias == "Biased" })
    };
    text.lines().map(read).collect()
}

/// What is shown from a weight on.
#[must_use]
pub fn at(sentences: &[Sentence], least: f64) -> Tally {
    let shown = || sentences.iter().filter(|it| it.weight() >= least);
    Tally {
        right: shown().filter(|it| it.is_biased).count(),
        shown: shown().count(),
        gold: sentences.iter().filter(|it| it.is_biased).count(),
    }
}

/// A text in English as an article without more.
#[must_use]
pub fn article(body: &str) -> Article {
    Article { id: "A".to_owned(), declared_language: Some("en".to_owned()), ..Article::of(body) }
}
