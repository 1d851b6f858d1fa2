//! What a reader corrected in a comparison.

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde_json::{Map, Value, json};

use super::comparisons::found;
use super::{Shared, ask};
use crate::body::{self, Id};
use crate::problem::Problem;

/// The corrections kept, or `{}`.
pub(super) async fn show(State(app): State<Shared>, Id(id): Id) -> Result<Response, Problem> {
    let kept = ask(&app, move |library| library.corrections(&id)).await?;
    let kept = kept.ok_or_else(|| Problem::not_found("comparison"))?;
    let corrections = kept.and_then(|it| serde_json::from_str(&it).ok()).unwrap_or(json!({}));
    Ok(body::answer(StatusCode::OK, &corrections))
}

/// Keeps corrections instead of the earlier ones.
pub(super) async fn keep(
    State(app): State<Shared>,
    Id(id): Id,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    let limit = app.limits.max_corrections_bytes;
    let corrections: Map<String, Value> = body::json(&app, &headers, body, limit).await?;
    let text = serde_json::to_string(&corrections).map_err(|_| Problem::internal())?;
    found(ask(&app, move |library| library.correct(&id, Some(&text))).await?)
}

/// Forgets the corrections.
pub(super) async fn remove(State(app): State<Shared>, Id(id): Id) -> Result<Response, Problem> {
    found(ask(&app, move |library| library.correct(&id, None)).await?)
}
