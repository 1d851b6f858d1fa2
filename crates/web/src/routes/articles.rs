//! From files, pasted text and addresses to articles.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde::{Deserialize, Serialize};

use super::{Shared, aside};
use crate::body::{self, Query};
use crate::config::Limits;
use crate::fetch::FetchTrouble;
use crate::problem::Problem;
use crate::record::Record;

/// Most characters of a file's name or an address.
const MAX_NAME_CHARS: usize = 2000;
const MAX_FETCH_BYTES: usize = 16 << 10;
/// Most articles that are given of one file.
const MAX_READ: usize = 100;

/// What was found in one file or page.
#[derive(Serialize)]
struct Reading {
    articles: Vec<Record>,
    /// What could not be read and why, a sentence each.
    troubles: Vec<String>,
}

/// Reads the articles in a file.
pub(super) async fn read(
    State(app): State<Shared>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    let query = Query::read(query.as_deref(), &["name"])?;
    let name = query.get("name").unwrap_or("text").to_owned();
    if name.is_empty() || name.chars().count() > MAX_NAME_CHARS {
        let detail = format!("a name has 1 to {MAX_NAME_CHARS} characters");
        return Err(Problem::invalid(detail));
    }
    body::expect_type(&headers, "application/octet-stream")?;
    let bytes = body::bytes(&app, body, app.limits.max_file_bytes).await?;
    let limits = app.limits.clone();
    let reading = aside(move || reading(&name, &bytes, None, &limits)).await??;
    Ok(body::answer(StatusCode::OK, &reading))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Address {
    url: String,
}

/// Fetches a page and reads the article in it.
pub(super) async fn fetch(
    State(app): State<Shared>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    let Address { url } = body::json(&app, &headers, body, MAX_FETCH_BYTES).await?;
    if url.is_empty() || url.chars().count() > MAX_NAME_CHARS {
        let detail = format!("an address has 1 to {MAX_NAME_CHARS} characters");
        return Err(Problem::invalid(detail));
    }
    let Ok(_permit) = app.fetches.try_acquire() else {
        let detail = "enough pages are being fetched; try again in a moment";
        return Err(Problem::new(StatusCode::TOO_MANY_REQUESTS, detail));
    };
    let fetch = Arc::clone(&app.fetch);
    let limits = app.limits.clone();
    let reading = aside(move || {
        let page = fetch.fetch(&url).map_err(|it| match it {
            FetchTrouble::Refused(reason) => Problem::new(StatusCode::FORBIDDEN, reason),
            FetchTrouble::Failed(reason) => Problem::new(StatusCode::FAILED_DEPENDENCY, reason),
        })?;
        reading(&page.url, &page.bytes, Some(&page.url), &limits)
    });
    Ok(body::answer(StatusCode::OK, &reading.await??))
}

/// What `ingest` finds, within the limits. Articles of a page that does not name its own address
/// get the one it came from.
fn reading(
    name: &str,
    bytes: &[u8],
    url: Option<&str>,
    limits: &Limits,
) -> Result<Reading, Problem> {
    let config =
        ingest::Config { max_bytes: limits.max_file_bytes, max_body_bytes: limits.max_body_chars };
    let found = ingest::read(&ingest::Source { name, bytes }, &config)
        .map_err(|it| Problem::invalid(one_line(&it.to_string())))?;
    let rejects = found.rejects.iter().map(|it| format!("{}: {}", it.place, it.reason));
    let mut troubles: Vec<String> = rejects.map(|it| one_line(&it)).take(MAX_READ).collect();
    let mut articles = Vec::new();
    for mut article in found.articles {
        if !article.body.contains(char::is_alphabetic) {
            troubles.push("no sentence was found in it".to_owned());
        } else if articles.len() == MAX_READ {
            troubles.push(format!("it holds more articles: only the first {MAX_READ} were taken"));
            break;
        } else {
            article.url = article.url.or_else(|| url.map(str::to_owned));
            articles.push(Record::of(&article));
        }
    }
    Ok(Reading { articles, troubles })
}

fn one_line(message: &str) -> String {
    message.split_whitespace().collect::<Vec<_>>().join(" ")
}
