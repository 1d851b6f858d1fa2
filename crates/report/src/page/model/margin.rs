//! One article to read, with what the others tell otherwise in its margin.

use super::columns::{SentenceSpan, sentence_span};
use super::facts::MemberRow;
use super::{Piece, Place, label, letter, pieces, place};
use crate::passage;
use crate::phrases::{difference_key, relation_key, sign};
use crate::view::{Fact, View};
use crate::visible::visible;
use serde::Serialize;

/// Others whose words a note shows; the rest stands with the fact.
const MAX_OTHERS: usize = 2;
/// Facts listed as not found in one article; the rest is counted.
const MAX_ABSENT: usize = 24;

#[derive(Serialize)]
pub(super) struct Reading {
    idx: usize,
    letter: char,
    label: String,
    title: String,
    language: String,
    paragraphs: Vec<Paragraph>,
    partial: Option<String>,
    /// What at least two others tell and this one does not.
    absent: Vec<Absent>,
    n_more_absent: usize,
}

#[derive(Serialize)]
struct Paragraph {
    sentences: Vec<SentenceSpan>,
    notes: Vec<Note>,
}

/// How the others tell a fact that the paragraph states.
#[derive(Serialize)]
struct Note {
    fact: String,
    verdict: &'static str,
    sign: &'static str,
    kinds: Vec<(&'static str, &'static str)>,
    others: Vec<MemberRow>,
    /// Others that tell it too and are not shown.
    n_more: usize,
}

#[derive(Serialize)]
struct Absent {
    fact: String,
    sign: &'static str,
    statement: Vec<Piece>,
    language: String,
    places: Vec<Place>,
}

/// The article with its margin.
pub(super) fn reading(view: &View, idx: usize) -> Reading {
    let article = &view.articles[idx];
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut noted: Vec<usize> = Vec::new();
    let mut last = None;
    for (sentence_idx, it) in article.sentences.iter().enumerate() {
        if last != Some(it.paragraph) {
            paragraphs.push(Paragraph { sentences: Vec::new(), notes: Vec::new() });
            last = Some(it.paragraph);
        }
        let paragraph = paragraphs.last_mut().expect("pushed above");
        paragraph.sentences.push(sentence_span(view, idx, sentence_idx));
        for fact_idx in &it.facts {
            let fact = &view.facts[*fact_idx];
            if fact.verdict != compare::Verdict::Sole && !noted.contains(fact_idx) {
                noted.push(*fact_idx);
                paragraph.notes.push(note(view, fact, idx));
            }
        }
    }
    let is_absent = |it: &&Fact| {
        matches!(it.verdict, compare::Verdict::Agreed | compare::Verdict::Differs)
            && it.members.iter().all(|it| it.article != idx)
    };
    let facts_absent = view.facts.iter().filter(is_absent).take(MAX_ABSENT);
    Reading {
        idx,
        letter: letter(idx),
        label: label(view, idx),
        title: visible(&article.title),
        language: article.language.clone(),
        paragraphs,
        partial: article.partial.as_deref().map(visible),
        n_more_absent: view.facts.iter().filter(is_absent).count().saturating_sub(MAX_ABSENT),
        absent: facts_absent.map(|it| absent(view, it)).collect(),
    }
}

fn note(view: &View, fact: &Fact, idx: usize) -> Note {
    let others = fact.members.iter().enumerate().filter(|(_, it)| it.article != idx);
    let mut kinds: Vec<(&'static str, &'static str)> = Vec::new();
    for it in &fact.differences {
        let pair = (difference_key(it), relation_key(it.relation));
        if !kinds.contains(&pair) {
            kinds.push(pair);
        }
    }
    Note {
        fact: fact.id.clone(),
        verdict: fact.verdict.name(),
        sign: sign(fact.verdict),
        kinds,
        n_more: others.clone().count().saturating_sub(MAX_OTHERS),
        others: others
            .take(MAX_OTHERS)
            .map(|(member_idx, it)| MemberRow {
                place: place(view, it.article, it.sentence),
                pieces: pieces(&passage::brief(view, fact, member_idx)),
            })
            .collect(),
    }
}

fn absent(view: &View, fact: &Fact) -> Absent {
    Absent {
        fact: fact.id.clone(),
        sign: sign(fact.verdict),
        statement: pieces(&passage::excerpt(view, fact, fact.statement)),
        language: view.articles[fact.members[fact.statement].article].language.clone(),
        places: fact.members.iter().map(|it| place(view, it.article, it.sentence)).collect(),
    }
}
