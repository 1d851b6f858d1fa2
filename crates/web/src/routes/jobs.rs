//! Making comparisons and following them.

use std::convert::Infallible;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::future::{Either, select};
use futures_util::stream::{self, Stream};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use tokio::sync::watch;

use super::{Shared, aside, ask, settings};
use crate::body::{self, Id};
use crate::jobs::{Job, Order, Refusal};
use crate::problem::Problem;
use crate::record::Record;
use crate::settings::Settings;

/// Most characters of a title.
pub(super) const MAX_TITLE_CHARS: usize = 300;
const MAX_RERUN_BYTES: usize = 16 << 10;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Compare {
    articles: Vec<Record>,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    settings: Option<Settings>,
    /// What somebody corrected in an earlier comparison.
    #[serde(default)]
    corrections: Option<Map<String, Value>>,
}

/// Takes articles to compare.
pub(super) async fn compare(
    State(app): State<Shared>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    let asked: Compare = body::json(&app, &headers, body, app.limits.max_request_bytes).await?;
    let most = app.limits.max_articles;
    if asked.articles.len() < 2 || asked.articles.len() > most {
        return Err(Problem::invalid(format!("a comparison takes 2 to {most} articles")));
    }
    if asked.title.as_ref().is_some_and(|it| it.chars().count() > MAX_TITLE_CHARS) {
        let detail = format!("a title has at most {MAX_TITLE_CHARS} characters");
        return Err(Problem::invalid(detail));
    }
    for (idx, it) in asked.articles.iter().enumerate() {
        it.article(&app.limits)
            .map_err(|it| Problem::invalid(format!("article {}: {it}", idx + 1)))?;
    }
    let settings = choose(&app, &headers, asked.settings).await?;
    let corrections = asked.corrections.filter(|it| !it.is_empty());
    let corrections = corrections.map(|it| Value::Object(it).to_string());
    take(&app, Order { title: asked.title, settings, articles: asked.articles, corrections })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rerun {
    #[serde(default)]
    settings: Option<Settings>,
}

/// Makes a comparison of the same articles again, with other settings and with the corrections
/// kept for it.
pub(super) async fn rerun(
    State(app): State<Shared>,
    Id(id): Id,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    let asked: Rerun = body::json(&app, &headers, body, MAX_RERUN_BYTES).await?;
    let found = ask(&app, move |library| Ok(library.get(&id)?.zip(library.corrections(&id)?)));
    let ((entry, articles), corrections) =
        found.await?.ok_or_else(|| Problem::not_found("comparison"))?;
    let settings = choose(&app, &headers, asked.settings).await?;
    take(&app, Order { title: Some(entry.title), settings, articles, corrections })
}

async fn choose(
    app: &Shared,
    headers: &HeaderMap,
    asked: Option<Settings>,
) -> Result<Settings, Problem> {
    match asked {
        Some(settings) => settings.checked().map_err(Problem::invalid),
        None => settings::chosen(app, headers).await,
    }
}

fn take(app: &Shared, order: Order) -> Result<Response, Problem> {
    let job = app.jobs.add(order).map_err(|it| match it {
        Refusal::Full => {
            let detail = "too many comparisons are waiting: try again later";
            Problem::new(StatusCode::TOO_MANY_REQUESTS, detail)
        }
        Refusal::Closed => Problem::new(StatusCode::SERVICE_UNAVAILABLE, "the server is ending"),
    })?;
    let place = HeaderValue::try_from(format!("/api/jobs/{}", job.id));
    let mut response = body::answer(StatusCode::ACCEPTED, &job);
    if let Ok(place) = place {
        response.headers_mut().insert(header::LOCATION, place);
    }
    Ok(response)
}

/// Every job that is still known.
pub(super) async fn list(State(app): State<Shared>) -> Response {
    body::answer(StatusCode::OK, &json!({ "jobs": app.jobs.list() }))
}

/// One job as it stands.
pub(super) async fn show(State(app): State<Shared>, Id(id): Id) -> Result<Response, Problem> {
    let job = app.jobs.follow(&id).ok_or_else(|| Problem::not_found("job"))?;
    let job = job.borrow().clone();
    Ok(body::answer(StatusCode::OK, &job))
}

/// Ends a job.
pub(super) async fn cancel(State(app): State<Shared>, Id(id): Id) -> Result<Response, Problem> {
    let jobs = Arc::clone(&app.jobs);
    let job = aside(move || jobs.cancel(&id)).await?;
    let job = job.ok_or_else(|| Problem::not_found("job"))?;
    Ok(body::answer(StatusCode::OK, &job))
}

/// Tells each change of a job as an event `job` until it ends.
pub(super) async fn events(State(app): State<Shared>, Id(id): Id) -> Result<Response, Problem> {
    let job = app.jobs.follow(&id).ok_or_else(|| Problem::not_found("job"))?;
    let stream = changes(job, app.ending.clone());
    Ok(Sse::new(stream).keep_alive(KeepAlive::default()).into_response())
}

/// How a job stands now, then each change; ends with the job or the server.
fn changes(
    job: watch::Receiver<Job>,
    ending: watch::Receiver<bool>,
) -> impl Stream<Item = Result<Event, Infallible>> {
    struct Follower {
        job: watch::Receiver<Job>,
        ending: watch::Receiver<bool>,
        is_first: bool,
        is_over: bool,
    }
    let follower = Follower { job, ending, is_first: true, is_over: false };
    stream::unfold(follower, |mut it| async move {
        if it.is_over {
            return None;
        }
        if !it.is_first {
            let news = std::pin::pin!(it.job.changed());
            let end = std::pin::pin!(it.ending.wait_for(|ending| *ending));
            match select(news, end).await {
                Either::Left((Ok(()), _)) => {}
                _ => return None,
            }
        }
        it.is_first = false;
        let job = it.job.borrow_and_update().clone();
        it.is_over = job.is_ended();
        let data = serde_json::to_string(&job).unwrap_or_default();
        Some((Ok(Event::default().event("job").data(data)), it))
    })
}
