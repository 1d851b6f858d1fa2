//! The comparison as labelled data: the form in which labelled events are kept and scored.
//!
//! One event with one reading of it. Articles are lettered in the order given and sentences
//! numbered, as in `A3`. A reading holds what the comparison says plainly; facts and differences
//! that are unsure stand apart, under `unsure`, for whoever labels to decide. What an editor
//! corrected is sure.

use crate::view::{Difference, Fact, Member, View};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Facts of one article alone that are listed; the guide for labelling asks for no more.
const MAX_ONLY: usize = 6;

#[derive(Serialize)]
struct Labelled<'a> {
    event: String,
    origin: &'static str,
    articles: Vec<ArticleForm<'a>>,
    annotations: [Reading<'a>; 1],
}

#[derive(Serialize)]
struct ArticleForm<'a> {
    id: String,
    outlet: &'a str,
    title: &'a str,
    date: Option<&'a str>,
    url: Option<&'a str>,
    text: &'a str,
    sentences: Vec<&'a str>,
}

#[derive(Serialize)]
struct Reading<'a> {
    annotator: &'static str,
    clusters: Vec<Cluster<'a>>,
    only: Vec<Only<'a>>,
    noise: Vec<String>,
    unsure: Vec<Cluster<'a>>,
}

#[derive(Serialize)]
struct Cluster<'a> {
    id: usize,
    fact: &'a str,
    members: Vec<String>,
    divergences: Vec<Divergence<'a>>,
    #[serde(skip_serializing_if = "String::is_empty")]
    note: String,
}

#[derive(Serialize)]
struct Divergence<'a> {
    kind: &'static str,
    between: Vec<String>,
    words: BTreeMap<String, &'a str>,
    note: String,
}

#[derive(Serialize)]
struct Only<'a> {
    outlet: String,
    fact: &'a str,
    members: Vec<String>,
}

impl View {
    /// The comparison as a labelled event in JSON, ending with a line feed.
    #[must_use]
    pub fn gold(&self) -> String {
        let labelled = Labelled {
            event: self.event_name(),
            origin: "twicetold",
            articles: (0..self.articles.len()).map(|it| article(self, it)).collect(),
            annotations: [reading(self)],
        };
        let mut json = serde_json::to_string_pretty(&labelled).expect("strings and lists only");
        json.push('\n');
        json
    }

    /// A name of the story from its texts, whatever their order.
    fn event_name(&self) -> String {
        let mut keys: Vec<&str> = self.articles.iter().map(|it| it.key.as_str()).collect();
        keys.sort_unstable();
        let short = |it: &str| it.chars().take(4).collect::<String>();
        format!("T-{}", keys.into_iter().map(short).collect::<Vec<_>>().join("-"))
    }
}

fn article(view: &View, idx: usize) -> ArticleForm<'_> {
    let it = &view.articles[idx];
    let sentences = it.sentences.iter();
    ArticleForm {
        id: letters(idx),
        outlet: &it.outlet,
        title: &it.title,
        date: it.published.as_deref(),
        url: it.url.as_deref(),
        text: &it.body,
        sentences: sentences.map(|of| it.body.get(of.start..of.end).unwrap_or("")).collect(),
    }
}

fn reading(view: &View) -> Reading<'_> {
    let is_told =
        |it: &&Fact| matches!(it.verdict, compare::Verdict::Agreed | compare::Verdict::Differs);
    let told = view.facts.iter().filter(is_told);
    let unsure = view.facts.iter().filter(|it| it.verdict == compare::Verdict::Unsure);
    let mut noise = Vec::new();
    for (idx, article) in view.articles.iter().enumerate() {
        for (sentence_idx, it) in article.sentences.iter().enumerate() {
            if it.facts.is_empty() {
                noise.push(name(idx, sentence_idx));
            }
        }
    }
    Reading {
        annotator: if view.corrections.is_empty() { "twicetold" } else { "editor" },
        clusters: told.enumerate().map(|(idx, it)| cluster(view, it, idx + 1)).collect(),
        only: (0..view.articles.len()).flat_map(|it| only(view, it)).collect(),
        noise,
        unsure: unsure.enumerate().map(|(idx, it)| cluster(view, it, idx + 1)).collect(),
    }
}

fn cluster<'a>(view: &'a View, fact: &'a Fact, id: usize) -> Cluster<'a> {
    let members: BTreeSet<(usize, usize)> = fact.members.iter().map(|it| it.place()).collect();
    let sure = fact.differences.iter().filter(|it| it.is_sure);
    Cluster {
        id,
        fact: view.member_text(fact.members[fact.statement]),
        members: members.into_iter().map(|(a, s)| name(a, s)).collect(),
        divergences: sure.map(|it| divergence(view, fact, it)).collect(),
        note: notes(view, &fact.corrections),
    }
}

fn divergence<'a>(view: &View, fact: &Fact, it: &'a Difference) -> Divergence<'a> {
    let place = |member: usize| {
        let Member { article, sentence, .. } = fact.members[member];
        name(article, sentence)
    };
    let mut between: Vec<String> = Vec::new();
    for side in &it.sides {
        let place = place(side.member);
        if !between.contains(&place) {
            between.push(place);
        }
    }
    Divergence {
        kind: it.kind.name(),
        between,
        words: it.sides.iter().map(|it| (place(it.member), it.text.as_str())).collect(),
        note: notes(view, &it.corrections),
    }
}

/// What an editor wrote, without what was done.
fn notes(view: &View, marks: &[usize]) -> String {
    let noted = marks.iter().filter_map(|it| view.corrections.list.get(*it));
    let notes: Vec<&str> = noted.map(|it| it.note.trim()).filter(|it| !it.is_empty()).collect();
    notes.join("; ")
}

fn only(view: &View, idx: usize) -> Vec<Only<'_>> {
    let sole = view.facts.iter().filter(|it| it.verdict == compare::Verdict::Sole);
    let mut of_article: Vec<&Fact> =
        sole.filter(|it| it.members.iter().all(|it| it.article == idx)).collect();
    of_article.sort_by_key(|it| it.members[0].sentence);
    let only = of_article.into_iter().take(MAX_ONLY).map(|it| Only {
        outlet: letters(idx),
        fact: view.member_text(it.members[it.statement]),
        members: it.members.iter().map(|it| name(it.article, it.sentence)).collect(),
    });
    only.collect()
}

/// `(0, 2) -> "A3"`.
fn name(article: usize, sentence: usize) -> String {
    format!("{}{}", letters(article), sentence + 1)
}

/// A letter for each article; the few stories of more than 26 begin anew with two.
fn letters(idx: usize) -> String {
    let letter = char::from(b'A' + u8::try_from(idx % 26).unwrap_or(0));
    if idx < 26 { letter.to_string() } else { format!("{}{letter}", letters(idx / 26 - 1)) }
}
