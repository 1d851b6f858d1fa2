//! What was read, for programs.

use article::Completeness;
use serde::Serialize;

use super::Reading;

#[derive(Serialize)]
struct Page<'a> {
    format: &'static str,
    version: u32,
    articles: Vec<Article<'a>>,
}

#[derive(Serialize)]
struct Article<'a> {
    id: &'a str,
    outlet: &'a str,
    title: &'a str,
    byline: Option<&'a str>,
    url: Option<&'a str>,
    published: Option<String>,
    modified: Option<String>,
    language: &'a str,
    partial: Option<&'a str>,
    body: &'a str,
    sentences: Vec<Sentence<'a>>,
    warnings: Vec<Warning<'a>>,
}

#[derive(Serialize)]
struct Sentence<'a> {
    id: String,
    start: usize,
    end: usize,
    paragraph: usize,
    details: Vec<Detail<'a>>,
}

#[derive(Serialize)]
struct Detail<'a> {
    kind: &'static str,
    start: usize,
    end: usize,
    text: &'a str,
    meaning: &'a str,
}

#[derive(Serialize)]
struct Warning<'a> {
    kind: &'static str,
    text: &'a str,
}

/// One object with every article.
pub(super) fn write(readings: &[Reading]) -> String {
    let articles = readings.iter().map(article).collect();
    let page = Page { format: "twicetold/article", version: 1, articles };
    let mut json = serde_json::to_string_pretty(&page).expect("strings and numbers are JSON");
    json.push('\n');
    json
}

fn article(reading: &Reading) -> Article<'_> {
    let document = &reading.claims.document;
    let article = &document.article;
    Article {
        id: &article.id,
        outlet: &article.outlet,
        title: &article.title,
        byline: article.byline.as_deref(),
        url: article.url.as_deref(),
        published: article.published.map(|it| it.to_string()),
        modified: article.modified.map(|it| it.to_string()),
        language: document.language,
        partial: match &article.completeness {
            Completeness::Complete => None,
            Completeness::Partial(reason) => Some(reason),
        },
        body: &article.body,
        sentences: sentences(reading),
        warnings: reading
            .warnings()
            .map(|it| Warning { kind: it.kind.name(), text: &it.text })
            .collect(),
    }
}

fn sentences(reading: &Reading) -> Vec<Sentence<'_>> {
    let document = &reading.claims.document;
    document
        .sentences
        .iter()
        .enumerate()
        .map(|(idx, sentence)| Sentence {
            id: format!("{}{}", document.article.id, idx + 1),
            start: sentence.range.start,
            end: sentence.range.end,
            paragraph: sentence.paragraph,
            details: reading.details.get(idx).map_or(Vec::new(), |details| {
                details
                    .iter()
                    .map(|it| Detail {
                        kind: it.kind,
                        start: it.range.start,
                        end: it.range.end,
                        text: document.article.text(it.range),
                        meaning: &it.meaning,
                    })
                    .collect()
            }),
        })
        .collect()
}
