//! The archive: its stories by day, searched, and one of them as a report.

use std::sync::Arc;

use archive::{Filter, Listed, Member, Shown};
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde::Serialize;
use serde_json::json;

use super::{App, Shared, aside, pages, settings};
use crate::body::{self, Query};
use crate::library::{Counts, Piece};
use crate::models;
use crate::problem::Problem;
use crate::rendition::Format;
use crate::report_page;
use crate::shelf::Shelf;

/// Stories of one page of the list, unless asked otherwise, and at most.
const N_LISTED: usize = 20;
const MAX_LISTED: usize = 100;
/// Most stories that are left out at the front.
const MAX_OFFSET: usize = 1_000_000;
/// Most characters that are searched for, and of the name of an outlet.
const MAX_SEARCH_CHARS: usize = 300;
/// Most outlets that are named to choose from.
const MAX_OUTLETS: usize = 500;
/// Most articles of a story that are told of one by one, and outlets that are named.
const MAX_ARTICLES: usize = 200;
/// Digits of the largest number of a story.
const MAX_DIGITS: usize = 18;

/// What the archive holds.
pub(super) async fn about(State(app): State<Shared>) -> Result<Response, Problem> {
    let found = ask(&app, |shelf| {
        shelf.with(|it| {
            Ok((it.n_stories(&Filter::default())?, it.days()?, it.outlet_names(MAX_OUTLETS)?))
        })
    });
    let (n_stories, days, outlets) = found.await?;
    let (first_day, last_day) = days.unzip();
    let day = |it: Option<jiff::civil::Date>| it.map(|it| it.to_string());
    let about = json!({
        "n_stories": n_stories,
        "first_day": day(first_day),
        "last_day": day(last_day),
        "outlets": outlets,
    });
    Ok(body::answer(StatusCode::OK, &about))
}

/// A story as a list shows it.
#[derive(Serialize)]
struct StoryEntry {
    story: i64,
    title: String,
    first_day: Option<String>,
    last_day: Option<String>,
    n_articles: usize,
    outlets: Vec<String>,
    n_outlets: usize,
    topic: String,
    /// Facts by verdict; none if it is not compared.
    counts: Option<Counts>,
    /// Where what was searched for stands; empty if nothing was.
    excerpt: Vec<Piece>,
}

impl StoryEntry {
    fn of(it: Listed, excerpt: Vec<(String, bool)>) -> Self {
        let (first_day, last_day) = it.days.unzip();
        let n_outlets = it.outlets.len();
        Self {
            story: it.story,
            title: it.title,
            first_day: first_day.map(|it| it.to_string()),
            last_day: last_day.map(|it| it.to_string()),
            n_articles: it.n_articles,
            outlets: it.outlets.into_iter().take(MAX_ARTICLES).collect(),
            n_outlets,
            topic: it.topic,
            counts: it.counts.map(|[agreed, differs, unsure, sole]| Counts {
                agreed,
                differs,
                unsure,
                sole,
            }),
            excerpt: excerpt.into_iter().map(|(text, is_found)| Piece { text, is_found }).collect(),
        }
    }
}

/// A page of the stories, the latest first; with filters of those that they let through.
pub(super) async fn list(
    State(app): State<Shared>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let filter = filter(query.as_deref())?;
    let found = ask(&app, move |shelf| shelf.stories(&filter)).await?;
    let stories: Vec<StoryEntry> = found
        .listed
        .into_iter()
        .zip(found.excerpts)
        .map(|(it, excerpt)| StoryEntry::of(it, excerpt))
        .collect();
    Ok(body::answer(StatusCode::OK, &json!({ "stories": stories, "n_all": found.n_all })))
}

/// The filter behind the `?` of an address.
fn filter(query: Option<&str>) -> Result<Filter, Problem> {
    let known = ["q", "from", "to", "outlet", "min_articles", "limit", "offset"];
    let query = Query::read(query, &known)?;
    let text = |name: &str| {
        let text = query.get(name).map(|it| it.replace(char::is_control, " "));
        let text = text.filter(|it| !it.trim().is_empty());
        match text.as_ref().is_some_and(|it| it.chars().count() > MAX_SEARCH_CHARS) {
            true => {
                Err(Problem::invalid(format!("{name} has at most {MAX_SEARCH_CHARS} characters")))
            }
            false => Ok(text),
        }
    };
    let day = |name: &str| match query.get(name) {
        None => Ok(None),
        Some(written) => date(written)
            .map(Some)
            .ok_or_else(|| Problem::invalid(format!("{name} is a day, such as 2031-05-09"))),
    };
    Ok(Filter {
        from: day("from")?,
        to: day("to")?,
        outlet: text("outlet")?,
        min_articles: Some(query.number("min_articles", 1..=MAX_OFFSET, 1)?),
        words: text("q")?,
        limit: Some(query.number("limit", 1..=MAX_LISTED, N_LISTED)?),
        offset: query.number("offset", 0..=MAX_OFFSET, 0)?,
    })
}

/// `"2031-05-09"`, and nothing longer or shorter.
fn date(written: &str) -> Option<jiff::civil::Date> {
    let is_plain =
        written.len() == 10 && written.bytes().all(|it| it.is_ascii_digit() || it == b'-');
    written.parse().ok().filter(|_| is_plain)
}

/// A story with its articles.
#[derive(Serialize)]
struct WholeStory {
    #[serde(flatten)]
    entry: StoryEntry,
    is_changed: bool,
    /// `fast` or `standard`.
    manner: Option<&'static str>,
    merged: Vec<Merged>,
    articles: Vec<ArticleEntry>,
}

#[derive(Serialize)]
struct Merged {
    story: i64,
    why: String,
}

#[derive(Serialize)]
struct ArticleEntry {
    article: i64,
    outlet: String,
    title: String,
    url: Option<String>,
    published: Option<String>,
    language: String,
    n_words: usize,
    partial: Option<String>,
    /// What it shares with the story; none for the article that founded it.
    why: Option<String>,
    repeats: Option<Repeats>,
    n_duplicates: usize,
    n_versions: usize,
}

#[derive(Serialize)]
struct Repeats {
    article: i64,
    likeness: f64,
}

impl ArticleEntry {
    fn of(it: Member) -> Self {
        Self {
            article: it.article,
            outlet: it.outlet,
            title: it.title,
            url: it.url,
            published: it.published,
            language: it.language,
            n_words: it.n_words,
            partial: it.partial,
            why: it.why,
            repeats: it.repeats.map(|(article, likeness)| Repeats { article, likeness }),
            n_duplicates: it.n_duplicates,
            n_versions: it.n_versions,
        }
    }
}

/// One story with its articles, and why they are one.
pub(super) async fn show(
    State(app): State<Shared>,
    Number(story): Number,
) -> Result<Response, Problem> {
    let Shown { listed, is_changed, manner, merged, articles } =
        ask(&app, move |shelf| shelf.story(story)).await?;
    let whole = WholeStory {
        entry: StoryEntry::of(listed, Vec::new()),
        is_changed,
        manner: manner.map(archive::comparison::Manner::name),
        merged: merged
            .into_iter()
            .take(MAX_ARTICLES)
            .map(|(story, why)| Merged { story, why })
            .collect(),
        articles: articles.into_iter().take(MAX_ARTICLES).map(ArticleEntry::of).collect(),
    };
    Ok(body::answer(StatusCode::OK, &whole))
}

/// The comparison of a story as a page, with a line that leads back to the archive.
pub(super) async fn report(
    State(app): State<Shared>,
    Number(story): Number,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let language = settings::language(&app, &headers).await?;
    let mut view = compared(&app, story).await?;
    view.links = report_page::of_story(story, language);
    Ok(pages::report_answer(aside(move || view.html(language)).await?))
}

/// The comparison of a story as a file.
pub(super) async fn export(
    State(app): State<Shared>,
    path: Result<Path<(String, String)>, axum::extract::rejection::PathRejection>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let nothing = || Problem::not_found("story or form");
    let Ok(Path((story, format))) = path else { return Err(nothing()) };
    let format = Format::named(&format).ok_or_else(nothing)?;
    let story = number(&story).ok_or_else(nothing)?;
    let language = settings::language(&app, &headers).await?;
    let view = compared(&app, story).await?;
    let text = aside(move || format.write(&view, language)).await?;
    Ok(super::comparisons::file_answer(format, &format!("story {story}"), text))
}

/// A story compared as it was compared when it came into the archive; a few at a time.
async fn compared(app: &Shared, story: i64) -> Result<report::View, Problem> {
    let _turn = app.reports.acquire().await.map_err(|_| Problem::internal())?;
    let (texts, manner) = ask(app, move |shelf| shelf.texts(story)).await?;
    let n_threads = app.n_threads;
    aside(move || {
        let comparer = models::comparer(manner, n_threads);
        pipeline::on_threads(n_threads, || {
            let outcome = archive::comparison::run(&texts, comparer);
            outcome.view(&comparer.models, &comparer.config)
        })
    })
    .await
}

/// Asks the archive.
async fn ask<R: Send + 'static>(
    app: &App,
    question: impl FnOnce(&Shelf) -> Result<R, archive::Error> + Send + 'static,
) -> Result<R, Problem> {
    let shelf = app.shelf.as_ref().map(Arc::clone);
    let shelf = shelf.ok_or_else(|| Problem::not_found("archive; start with --archive FILE"))?;
    aside(move || question(&shelf)).await?.map_err(|it| match it {
        archive::Error::NoStory { .. } => Problem::not_found("story"),
        archive::Error::Query { reason } => Problem::invalid(reason),
        _ => Problem::internal(),
    })
}

/// The number of a story in a path; anything else is found nowhere.
pub(super) struct Number(i64);

fn number(written: &str) -> Option<i64> {
    let is_plain = written.len() <= MAX_DIGITS && written.bytes().all(|it| it.is_ascii_digit());
    written.parse().ok().filter(|_| is_plain)
}

impl<S: Send + Sync> axum::extract::FromRequestParts<S> for Number {
    type Rejection = Problem;

    async fn from_request_parts(
        parts: &mut axum::http::request::Parts,
        state: &S,
    ) -> Result<Self, Problem> {
        let path = Path::<String>::from_request_parts(parts, state).await;
        let found = path.ok().and_then(|Path(it)| number(&it));
        found.map(Self).ok_or_else(|| Problem::not_found("story"))
    }
}
