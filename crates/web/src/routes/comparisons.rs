//! The library: listing, searching, giving away, deleting.

use axum::body::Body;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::jobs::MAX_TITLE_CHARS;
use super::{Shared, ask};
use crate::body::{self, Id, Query};
use crate::library::{Entry, Wanted};
use crate::problem::Problem;
use crate::record::Record;
use crate::rendition::Format;

/// Comparisons of one page of the list, unless asked otherwise, and at most.
const N_LISTED: usize = 20;
const MAX_LISTED: usize = 100;
/// Most comparisons that are left out at the front.
const MAX_OFFSET: usize = 1_000_000;
/// Most characters that are searched for.
const MAX_SEARCH_CHARS: usize = 300;
const MAX_RENAME_BYTES: usize = 16 << 10;
/// Most characters of the name of a file.
const MAX_FILE_NAME_CHARS: usize = 60;

/// A page of the list; with `q` of those in which all the words stand.
pub(super) async fn list(
    State(app): State<Shared>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let query = Query::read(query.as_deref(), &["q", "limit", "offset"])?;
    let words = query.get("q").unwrap_or("").to_owned();
    if words.chars().count() > MAX_SEARCH_CHARS {
        let detail = format!("at most {MAX_SEARCH_CHARS} characters are searched for");
        return Err(Problem::invalid(detail));
    }
    let limit = query.number("limit", 1..=MAX_LISTED, N_LISTED)?;
    let offset = query.number("offset", 0..=MAX_OFFSET, 0)?;
    let wanted = Wanted { words, limit, offset };
    let (comparisons, n_all) = ask(&app, move |library| library.list(&wanted)).await?;
    Ok(body::answer(StatusCode::OK, &json!({ "comparisons": comparisons, "n_all": n_all })))
}

/// A comparison with its articles.
#[derive(Serialize)]
struct Whole {
    #[serde(flatten)]
    entry: Entry,
    articles: Vec<Record>,
}

/// One comparison with its articles, as they were read.
pub(super) async fn show(State(app): State<Shared>, Id(id): Id) -> Result<Response, Problem> {
    let found = ask(&app, move |library| library.get(&id)).await?;
    let (entry, articles) = found.ok_or_else(|| Problem::not_found("comparison"))?;
    Ok(body::answer(StatusCode::OK, &Whole { entry, articles }))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rename {
    title: String,
}

/// Gives a comparison another title.
pub(super) async fn rename(
    State(app): State<Shared>,
    Id(id): Id,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    let Rename { title } = body::json(&app, &headers, body, MAX_RENAME_BYTES).await?;
    let n_chars = title.chars().count();
    if n_chars == 0 || n_chars > MAX_TITLE_CHARS {
        let detail = format!("a title has 1 to {MAX_TITLE_CHARS} characters");
        return Err(Problem::invalid(detail));
    }
    found(ask(&app, move |library| library.rename(&id, &title)).await?)
}

/// Deletes a comparison for good.
pub(super) async fn delete(State(app): State<Shared>, Id(id): Id) -> Result<Response, Problem> {
    found(ask(&app, move |library| library.delete(&id)).await?)
}

/// Nothing more to say, or nothing of that name.
pub(super) fn found(is_there: bool) -> Result<Response, Problem> {
    match is_there {
        true => Ok(StatusCode::NO_CONTENT.into_response()),
        false => Err(Problem::not_found("comparison")),
    }
}

/// A comparison as a file.
pub(super) async fn export(
    State(app): State<Shared>,
    path: Result<Path<(String, String)>, axum::extract::rejection::PathRejection>,
) -> Result<Response, Problem> {
    let nothing = || Problem::not_found("comparison or form");
    let Ok(Path((id, format))) = path else { return Err(nothing()) };
    let format = Format::named(&format).ok_or_else(nothing)?;
    let found = ask(&app, move |library| library.rendition(&id, format)).await?;
    let (title, text) = found.ok_or_else(nothing)?;
    Ok(file_answer(format, &title, text))
}

/// A file to keep, called by a title.
pub(super) fn file_answer(format: Format, title: &str, text: String) -> Response {
    let name = format!("attachment; filename=\"{}.{}\"", file_name(title), format.extension());
    let mut response = text.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(format.content_type()));
    if let Ok(name) = HeaderValue::try_from(name) {
        headers.insert(header::CONTENT_DISPOSITION, name);
    }
    response
}

/// A name that every system takes: `"Bridge falls: 12 hurt" -> "bridge-falls-12-hurt"`.
fn file_name(title: &str) -> String {
    let mut name = String::new();
    for it in title.chars() {
        if it.is_ascii_alphanumeric() {
            name.push(it.to_ascii_lowercase());
        } else if !name.is_empty() && !name.ends_with('-') {
            name.push('-');
        }
        if name.len() == MAX_FILE_NAME_CHARS {
            break;
        }
    }
    let name = name.trim_end_matches('-');
    if name.is_empty() { "comparison".to_owned() } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    //! What exported files are called.

    #[test]
    fn a_file_is_called_by_its_title() {
        assert_eq!(super::file_name("Bridge falls: 12 hurt!"), "bridge-falls-12-hurt");
        assert_eq!(super::file_name("\u{202e}\"\r\n../"), "comparison");
        assert_eq!(super::file_name(&"ab ".repeat(99)).len(), 59);
    }
}
