//! The whole articles, sentence by sentence, to stand side by side.

use super::{Piece, label, letter, pieces};
use crate::catalogue::Catalogue;
use crate::passage;
use crate::phrases::sign;
use crate::told::told_or_kept;
use crate::view::{Article, Fact, View};
use crate::visible::visible;
use serde::Serialize;

/// A whole article.
#[derive(Serialize)]
pub(super) struct Column {
    idx: usize,
    letter: char,
    label: String,
    title: String,
    language: String,
    paragraphs: Vec<Vec<SentenceSpan>>,
    density: Density,
    /// The article's id.
    id: String,
    partial: Option<String>,
}

#[derive(Serialize)]
pub(super) struct SentenceSpan {
    /// The sentence's id.
    id: String,
    number: usize,
    pieces: Vec<Piece>,
    /// The weightiest verdict among its facts.
    verdict: &'static str,
    sign: &'static str,
    /// Facts that another article may share.
    facts: Vec<String>,
    /// Those of them that are told here first.
    addresses: Vec<String>,
}

/// Where along an article it shares facts with others: the shapes of a strip, a thousand wide and
/// twelve high. Height says the verdict as colour does.
#[derive(Serialize)]
struct Density {
    shapes: Vec<Shape>,
    n_shared: usize,
    total: usize,
}

/// The sentences of one verdict, as the data of an SVG path.
#[derive(Serialize)]
struct Shape {
    verdict: &'static str,
    path: String,
}

/// Every article; a fact has its address where it is told first.
pub(super) fn columns(view: &View, words: &Catalogue) -> Vec<Column> {
    let mut columns: Vec<Column> =
        (0..view.articles.len()).map(|it| column(view, words, it)).collect();
    let mut addressed: Vec<String> = Vec::new();
    let paragraphs = columns.iter_mut().flat_map(|it| &mut it.paragraphs);
    for span in paragraphs.flatten() {
        let new = span.facts.iter().filter(|it| !addressed.contains(it));
        span.addresses = new.cloned().collect();
        addressed.extend(span.addresses.iter().cloned());
    }
    columns
}

fn column(view: &View, words: &Catalogue, idx: usize) -> Column {
    let article = &view.articles[idx];
    let mut paragraphs: Vec<Vec<SentenceSpan>> = Vec::new();
    let mut last = None;
    for (sentence_idx, it) in article.sentences.iter().enumerate() {
        if last != Some(it.paragraph) {
            paragraphs.push(Vec::new());
            last = Some(it.paragraph);
        }
        let span = sentence_span(view, idx, sentence_idx);
        paragraphs.last_mut().expect("pushed above").push(span);
    }
    Column {
        idx,
        letter: letter(idx),
        label: label(view, idx),
        title: visible(&article.title),
        language: article.language.clone(),
        density: density(article, &paragraphs),
        id: visible(&article.id),
        paragraphs,
        partial: article.partial.as_deref().map(|it| visible(&told_or_kept(words, it))),
    }
}

fn density(article: &Article, paragraphs: &[Vec<SentenceSpan>]) -> Density {
    let lengths = article.sentences.iter().map(|it| it.end - it.start);
    let total = lengths.clone().sum::<usize>().max(1);
    let mut shapes =
        ["differs", "agreed", "unsure"].map(|verdict| Shape { verdict, path: String::new() });
    let mut seen = 0;
    let mut n_shared = 0;
    for (length, it) in lengths.zip(paragraphs.iter().flatten()) {
        let start = seen * 1000 / total;
        seen += length;
        let width = seen * 1000 / total - start;
        let height = match it.verdict {
            "differs" => 12,
            "agreed" => 8,
            _ => 4,
        };
        n_shared += usize::from(matches!(it.verdict, "differs" | "agreed"));
        if let Some(shape) = shapes.iter_mut().find(|shape| shape.verdict == it.verdict) {
            shape.path.push_str(&format!("M{start} 12v-{height}h{width}v{height}z"));
        }
    }
    Density { shapes: shapes.into(), n_shared, total: article.sentences.len() }
}

/// One sentence with its marks.
pub(super) fn sentence_span(view: &View, article_idx: usize, sentence_idx: usize) -> SentenceSpan {
    let sentence = &view.articles[article_idx].sentences[sentence_idx];
    let facts: Vec<&Fact> = sentence.facts.iter().map(|it| &view.facts[*it]).collect();
    let weight = |it: compare::Verdict| match it {
        compare::Verdict::Differs => 0,
        compare::Verdict::Agreed => 1,
        compare::Verdict::Unsure => 2,
        compare::Verdict::Sole => 3,
    };
    let verdict = facts
        .iter()
        .map(|it| it.verdict)
        .min_by_key(|it| weight(*it))
        .unwrap_or(compare::Verdict::Sole);
    SentenceSpan {
        id: visible(&sentence.id),
        number: sentence_idx + 1,
        pieces: pieces(&passage::annotated(view, article_idx, sentence_idx)),
        verdict: verdict.name(),
        sign: sign(verdict),
        facts: facts
            .iter()
            .filter(|it| it.verdict != compare::Verdict::Sole)
            .map(|it| it.id.clone())
            .collect(),
        addresses: Vec::new(),
    }
}
