//! The pages that a person sees.

use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::{Shared, ask};
use crate::assets::{self, Asset};
use crate::body::Id;
use crate::problem::Problem;
use crate::rendition::Format;
use crate::report_page;

/// The app.
pub(super) async fn start() -> Response {
    file(&assets::START)
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

/// The report of a comparison, with a line that leads back to the library.
pub(super) async fn report(State(app): State<Shared>, Id(id): Id) -> Result<Response, Problem> {
    let asked = id.clone();
    let found = ask(&app, move |library| library.rendition(&asked, Format::Html)).await?;
    let (_, html) = found.ok_or_else(|| Problem::not_found("comparison"))?;
    let page = report_page::within_app(&html, &id, &app.gate.csrf);
    let mut response = (StatusCode::OK, page.html).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(Format::Html.content_type()));
    if let Ok(policy) = HeaderValue::try_from(page.policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    Ok(response)
}

fn file(asset: &Asset) -> Response {
    let kind = HeaderValue::from_static(asset.content_type);
    ([(header::CONTENT_TYPE, kind)], asset.text).into_response()
}
