//! The pages that a person sees.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::{Shared, ask, settings};
use crate::assets::{self, Asset};
use crate::body::Id;
use crate::problem::Problem;
use crate::rendition::Format;
use crate::words;

/// What a report's page may never do, whatever its own policy says.
const REPORT_POLICY: &str = "connect-src 'self'; img-src 'none'; font-src 'none'; media-src 'none'; \
    object-src 'none'; frame-src 'none'; worker-src 'none'; manifest-src 'none'; base-uri 'none'; \
    form-action 'none'; frame-ancestors 'none'";

/// The app.
pub(super) async fn start(
    State(app): State<Shared>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let language = settings::language(&app, &headers).await?;
    let kind = HeaderValue::from_static(assets::START.content_type);
    let page = words::fill(assets::START.text, language);
    Ok(([(header::CONTENT_TYPE, kind)], page).into_response())
}

/// A file of the app.
pub(super) async fn asset(
    path: Result<Path<String>, axum::extract::rejection::PathRejection>,
) -> Result<Response, Problem> {
    let Ok(Path(name)) = path else { return Err(Problem::not_found("file")) };
    let asset = assets::ALL.iter().find(|it| it.name == name);
    asset.map(file).ok_or_else(|| Problem::not_found("file"))
}

/// What the API promises.
pub(super) async fn openapi() -> Response {
    let kind = HeaderValue::from_static("application/json");
    ([(header::CONTENT_TYPE, kind)], crate::OPENAPI).into_response()
}

/// The report of a comparison, with a line that leads back to the library. One that an earlier
/// version made is shown as it would be given away.
pub(super) async fn report(State(app): State<Shared>, Id(id): Id) -> Result<Response, Problem> {
    let found = ask(&app, move |library| match library.rendition(&id, Format::Page)? {
        None => library.rendition(&id, Format::Html),
        page => Ok(page),
    });
    let (_, html) = found.await?.ok_or_else(|| Problem::not_found("comparison"))?;
    Ok(report_answer(html))
}

/// A report's page. Which style and script it may have says the page itself, by their hashes; all
/// else is said here.
pub(super) fn report_answer(html: String) -> Response {
    let mut response = (StatusCode::OK, html).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(Format::Page.content_type()));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(REPORT_POLICY));
    response
}

fn file(asset: &Asset) -> Response {
    let kind = HeaderValue::from_static(asset.content_type);
    ([(header::CONTENT_TYPE, kind)], asset.text).into_response()
}
