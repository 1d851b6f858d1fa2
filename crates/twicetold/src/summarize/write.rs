//! A summary as text, Markdown or JSON: quoted sentences, each with its sources.

use article::WarningKind;
use compare::Comparison;
use serde::Serialize;

use crate::layout;
use crate::output::Output;

/// One line of the summary, ready to be shown.
#[derive(Debug, Serialize)]
pub(super) struct Quote<'a> {
    /// The words quoted.
    text: String,
    /// Sentences that state them, the quoted one first: `A1`.
    sources: Vec<String>,
    /// Sentences that state a part of them alone.
    in_part: Vec<String>,
    /// How many independent origins stand behind it.
    origins: usize,
    /// The outlets of the sources, the quoted one first.
    #[serde(skip)]
    outlets: Vec<&'a str>,
    /// The outlets of those that state a part of them alone.
    #[serde(skip)]
    outlets_in_part: Vec<&'a str>,
    /// Where it contradicts the line before: the words of both.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    conflict: Vec<Side<'a>>,
}

/// One side of a conflict, ready to be shown.
#[derive(Debug, Serialize)]
struct Side<'a> {
    /// The sentence it stands in: `A1`.
    source: String,
    /// Its outlet.
    #[serde(skip)]
    outlet: &'a str,
    /// Its words.
    text: String,
}

impl Quote<'_> {
    /// "Herald, Courier; in part: Post".
    fn told_by(&self) -> String {
        let whole = self.outlets.join(", ");
        match self.outlets_in_part.as_slice() {
            [] => whole,
            part => format!("{whole}; in part: {}", part.join(", ")),
        }
    }

    /// The words to show: the line, or both sides of a conflict with the line before, as that one
    /// has told the rest.
    fn shown(&self) -> String {
        if self.conflict.is_empty() {
            return self.text.clone();
        }
        let side = |it: &Side<'_>| format!("{}: “{}”", it.outlet, it.text);
        self.conflict.iter().map(side).collect::<Vec<_>>().join("; ")
    }
}

#[derive(Serialize)]
struct Page<'a> {
    format: &'static str,
    version: u32,
    articles: Vec<Article<'a>>,
    summary: &'a [Quote<'a>],
    warnings: Vec<Warning<'a>>,
}

#[derive(Serialize)]
struct Article<'a> {
    id: &'a str,
    outlet: &'a str,
    title: &'a str,
    url: Option<&'a str>,
    published: Option<String>,
}

#[derive(Serialize)]
struct Warning<'a> {
    article: Option<&'a str>,
    kind: &'static str,
    text: &'a str,
}

/// The lines with the names of their sources.
pub(super) fn quotes<'a>(comparison: &'a Comparison, lines: &[summary::Line]) -> Vec<Quote<'a>> {
    let source = |article_idx: usize, sentence_idx: usize| {
        format!("{}{}", article(comparison, article_idx).id, sentence_idx + 1)
    };
    let words = |article_idx: usize, range: article::TextRange| {
        let text = article(comparison, article_idx).text(range);
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let side = |it: summary::Side| Side {
        source: source(it.article_idx, it.sentence_idx),
        outlet: outlet(article(comparison, it.article_idx)),
        text: words(it.article_idx, it.range),
    };
    let outlets = |places: &[(usize, usize)]| {
        let mut outlets: Vec<&str> = Vec::new();
        for &(article_idx, _) in places {
            let name = outlet(article(comparison, article_idx));
            if !outlets.contains(&name) {
                outlets.push(name);
            }
        }
        outlets
    };
    let ids = |places: &[(usize, usize)]| places.iter().map(|it| source(it.0, it.1)).collect();
    lines
        .iter()
        .enumerate()
        .map(|(idx, line)| {
            let before = idx.checked_sub(1).and_then(|it| lines.get(it));
            let conflict = before.and_then(|it| summary::conflict(comparison, it, line));
            Quote {
                text: words(line.article_idx, line.range),
                sources: ids(&line.sources),
                in_part: ids(&line.in_part),
                origins: line.n_origins,
                outlets: outlets(&line.sources),
                outlets_in_part: outlets(&line.in_part),
                conflict: conflict.into_iter().flatten().map(side).collect(),
            }
        })
        .collect()
}

/// For a terminal or a plain text file.
pub(super) fn text(quotes: &[Quote<'_>], comparison: &Comparison, output: &Output) -> String {
    let mut out = String::new();
    let is_story = comparison.articles.len() > 1;
    for quote in quotes {
        let sources = if is_story { format!(" [{}]", quote.told_by()) } else { String::new() };
        layout::put(&mut out, "- ", &format!("{}{sources}", quote.shown()), 2, output.width);
    }
    for warning in warnings(comparison) {
        layout::put(&mut out, "! ", &warning, 2, output.width);
    }
    out
}

/// A Markdown list.
pub(super) fn markdown(quotes: &[Quote<'_>], comparison: &Comparison) -> String {
    let mut out = String::new();
    for quote in quotes {
        out.push_str(&format!("- {} — {}\n", escaped(&quote.shown()), escaped(&quote.told_by())));
    }
    for warning in warnings(comparison) {
        out.push_str(&format!("\n> {}\n", escaped(&warning)));
    }
    out
}

/// What a reader of the summary must know, with the outlet it concerns. What was dropped around
/// an article and which of its data were not found is for `inspect`.
fn warnings(comparison: &Comparison) -> impl Iterator<Item = String> {
    comparison
        .warnings
        .iter()
        .filter(|(_, it)| !matches!(it.kind, WarningKind::Cruft | WarningKind::Metadata))
        .map(|(article_idx, it)| match article_idx {
            Some(article_idx) => {
                format!("{}: {}", outlet(article(comparison, *article_idx)), it.text)
            }
            None => it.text.clone(),
        })
}

/// For programs.
pub(super) fn json(quotes: &[Quote<'_>], comparison: &Comparison) -> String {
    let page = Page {
        format: "twicetold/summary",
        version: 1,
        articles: comparison.articles.iter().map(|it| published(&it.document.article)).collect(),
        summary: quotes,
        warnings: comparison
            .warnings
            .iter()
            .map(|(article_idx, warning)| Warning {
                article: article_idx.map(|it| article(comparison, it).id.as_str()),
                kind: warning.kind.name(),
                text: &warning.text,
            })
            .collect(),
    };
    let mut json = serde_json::to_string_pretty(&page).expect("strings and numbers are JSON");
    json.push('\n');
    json
}

fn published(article: &article::Article) -> Article<'_> {
    Article {
        id: &article.id,
        outlet: &article.outlet,
        title: &article.title,
        url: article.url.as_deref(),
        published: article.published.map(|it| it.to_string()),
    }
}

fn article(comparison: &Comparison, article_idx: usize) -> &article::Article {
    &comparison.articles[article_idx].document.article
}

/// The outlet's name, or the article's letter where none is known.
fn outlet(article: &article::Article) -> &str {
    if article.outlet.is_empty() { &article.id } else { &article.outlet }
}

/// Marks that Markdown would take for its own are escaped.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for it in text.chars() {
        if matches!(it, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|') {
            out.push('\\');
        }
        out.push(it);
    }
    out
}
