//! What was read, for a person.

use std::fmt::Write;

use article::Completeness;

use super::Reading;
use crate::layout;

/// Columns before a sentence's words.
const SENTENCE_INDENT: usize = 6;
/// Columns before what was found in a sentence.
const DETAIL_INDENT: usize = 18;

/// One article after the other.
pub(super) fn write(readings: &[Reading], width: usize) -> String {
    let pages: Vec<String> = readings.iter().map(|it| page(it, width)).collect();
    pages.join("\n")
}

fn page(reading: &Reading, width: usize) -> String {
    let mut out = String::new();
    head(&mut out, reading, width);
    let document = &reading.claims.document;
    let mut paragraph = None;
    for (idx, sentence) in document.sentences.iter().enumerate() {
        if paragraph != Some(sentence.paragraph) {
            out.push('\n');
        }
        paragraph = Some(sentence.paragraph);
        let label = format!("{:>4}  ", idx + 1);
        layout::put(&mut out, &label, document.sentence_text(idx), SENTENCE_INDENT, width);
        for it in reading.details.get(idx).into_iter().flatten() {
            let words = document.article.text(it.range);
            let line = match (it.kind, it.meaning.as_str()) {
                ("certainty", meaning) => meaning.to_owned(),
                (_, "") => format!("\"{words}\""),
                (_, meaning) => format!("\"{words}\" → {meaning}"),
            };
            let label = format!("        {:<10}", it.kind);
            layout::put(&mut out, &label, &line, DETAIL_INDENT, width);
        }
    }
    out
}

fn head(out: &mut String, reading: &Reading, width: usize) {
    let document = &reading.claims.document;
    let article = &document.article;
    let mut field = |name: &str, value: &str| {
        let value = if value.is_empty() { "not found" } else { value };
        layout::put(out, &format!("{name:<11}"), value, 11, width);
    };
    field("Article", &article.id);
    field("Outlet", &article.outlet);
    field("Headline", &article.title);
    field("By", article.byline.as_deref().unwrap_or_default());
    let date = |it: Option<article::Moment>| it.map(|it| it.to_string()).unwrap_or_default();
    field("Published", &date(article.published));
    if article.modified.is_some() {
        field("Changed", &date(article.modified));
    }
    field("Address", article.url.as_deref().unwrap_or_default());
    field("Language", document.language);
    if let Completeness::Partial(reason) = &article.completeness {
        field("Partial", reason);
    }
    let n_paragraphs = document.sentences.last().map_or(0, |it| it.paragraph + 1);
    let n_sentences = document.sentences.len();
    let kept = format!("{n_sentences} sentences in {n_paragraphs} paragraphs");
    field("Kept", &kept);
    for it in reading.warnings() {
        field("Note", &it.text);
    }
    // Writing to a string does not fail.
    let _ = writeln!(out);
}
