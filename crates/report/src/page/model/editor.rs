//! What editor mode needs to know of the story, and what an editor did to it already.

use super::{Place, place};
use crate::catalogue::Catalogue;
use crate::phrases;
use crate::view::{Fact, View};
use crate::visible::visible;
use serde::Serialize;
use std::collections::BTreeMap;

/// A correction that was replayed.
#[derive(Serialize)]
pub(super) struct Edit {
    /// What was done, with the editor's note.
    what: String,
    /// The sentences concerned.
    places: Vec<Place>,
    /// False if it found its place no more.
    fits: bool,
}

#[derive(Serialize)]
struct Data<'a> {
    articles: Vec<ArticleData<'a>>,
    facts: Vec<FactData<'a>>,
    /// Those that were replayed, as their file has them.
    corrections: &'a [correction::Correction],
    /// The articles that their file names.
    named: &'a [correction::Named],
    kinds: [&'static str; 10],
    words: BTreeMap<&'a str, &'a str>,
}

#[derive(Serialize)]
struct ArticleData<'a> {
    key: &'a str,
    outlet: &'a str,
    title: &'a str,
    label: String,
    /// First byte and end of each.
    sentences: Vec<(usize, usize)>,
}

/// Id, verdict, members (article and sentence), differences. A list without names: a page has
/// hundreds.
type FactData<'a> = (&'a str, &'static str, Vec<(usize, usize)>, Vec<DifferenceData>);

/// Kind, and of each side article, sentence, first byte and end.
type DifferenceData = (&'static str, Vec<(usize, usize, usize, usize)>);

/// What the script reads, as JSON in which nothing can end the element that holds it.
pub(super) fn data(view: &View, words: &Catalogue) -> String {
    let articles = view.articles.iter().map(|it| ArticleData {
        key: &it.key,
        outlet: &it.outlet,
        title: &it.title,
        label: visible(&it.label),
        sentences: it.sentences.iter().map(|it| (it.start, it.end)).collect(),
    });
    let data = Data {
        articles: articles.collect(),
        facts: view.facts.iter().map(fact).collect(),
        corrections: &view.corrections.list,
        named: &view.corrections.articles,
        kinds: compare::Kind::ALL.map(compare::Kind::name),
        words: said(words),
    };
    guarded(&serde_json::to_string(&data).expect("strings, numbers and string keys only"))
}

/// JSON in which every sign that a page could take for its own, or that nobody sees, is escaped.
fn guarded(json: &str) -> String {
    let mut guarded = String::with_capacity(json.len());
    for it in json.chars() {
        let is_hidden = crate::visible::is_hidden(it) || matches!(it, '\u{2028}' | '\u{2029}');
        if it != '<' && !is_hidden {
            guarded.push(it);
            continue;
        }
        for unit in it.encode_utf16(&mut [0; 2]) {
            guarded.push_str(&format!("\\u{unit:04x}"));
        }
    }
    guarded
}

/// The words of editor mode by their key, and those of kinds, verdicts and relations with section.
fn said(words: &Catalogue) -> BTreeMap<&str, &str> {
    let mut said: BTreeMap<&str, &str> = (words.section("editor."))
        .map(|(key, text)| (key.trim_start_matches("editor."), text))
        .collect();
    for section in ["kind.", "verdict.", "relation."] {
        said.extend(words.section(section));
    }
    said
}

fn fact(fact: &Fact) -> FactData<'_> {
    let side = |it: &crate::view::Side| {
        let (article, sentence) = fact.members[it.member].place();
        (article, sentence, it.start, it.end)
    };
    let differences = fact.differences.iter();
    (
        &fact.id,
        fact.verdict.name(),
        fact.members.iter().map(|it| it.place()).collect(),
        differences.map(|it| (it.kind.name(), it.sides.iter().map(side).collect())).collect(),
    )
}

/// The corrections replayed, in their order.
pub(super) fn edits(view: &View, words: &Catalogue) -> Vec<Edit> {
    let edit = |idx: usize| Edit {
        what: phrases::corrections(view, words, &[idx]).concat(),
        places: places(view, idx).into_iter().map(|(a, s)| place(view, a, s)).collect(),
        fits: view.fits.get(idx).copied().unwrap_or(true),
    };
    (0..view.corrections.list.len()).map(edit).collect()
}

/// The sentences of what a correction changed, each once.
fn places(view: &View, idx: usize) -> Vec<(usize, usize)> {
    let mut places: Vec<(usize, usize)> = Vec::new();
    for fact in &view.facts {
        let of_differences = fact.differences.iter().flat_map(|it| &it.corrections);
        if fact.corrections.iter().chain(of_differences).any(|it| *it == idx) {
            places.extend(fact.members.iter().map(|it| it.place()));
        }
    }
    for (article_idx, article) in view.articles.iter().enumerate() {
        for (sentence_idx, it) in article.sentences.iter().enumerate() {
            if it.corrections.contains(&idx) {
                places.push((article_idx, sentence_idx));
            }
        }
    }
    places.sort_unstable();
    places.dedup();
    places
}

/// What an editor did to a fact, to its differences and noted on its sentences, in phrases.
pub(super) fn edited(view: &View, words: &Catalogue, fact: &Fact) -> Vec<String> {
    let mut said = phrases::corrections(view, words, &fact.corrections);
    for it in &fact.differences {
        for phrase in phrases::corrections(view, words, &it.corrections) {
            said.push(format!("{}: {phrase}", words.say(phrases::kind_key(it.kind))));
        }
    }
    for it in &fact.members {
        let sentence = &view.articles[it.article].sentences[it.sentence];
        for phrase in phrases::corrections(view, words, &sentence.corrections) {
            said.push(format!("{}: {phrase}", visible(&view.source_of(it.article, it.sentence))));
        }
    }
    said
}
