//! The reader's choices.

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use super::{Shared, ask};
use crate::body;
use crate::problem::Problem;
use crate::settings::Settings;
use crate::words;

const MAX_SETTINGS_BYTES: usize = 16 << 10;

/// The choices as they are.
pub(super) async fn show(
    State(app): State<Shared>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    Ok(body::answer(StatusCode::OK, &chosen(&app, &headers).await?))
}

/// Keeps other choices.
pub(super) async fn choose(
    State(app): State<Shared>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    let settings: Settings = body::json(&app, &headers, body, MAX_SETTINGS_BYTES).await?;
    let settings = settings.checked().map_err(Problem::invalid)?;
    let kept = settings.clone();
    ask(&app, move |library| library.choose(&kept)).await?;
    Ok(body::answer(StatusCode::OK, &settings))
}

/// What a comparison is made with unless it says otherwise; before anybody chose, in the language
/// that the browser asks for.
pub(super) async fn chosen(app: &Shared, headers: &HeaderMap) -> Result<Settings, Problem> {
    let settings = ask(app, |library| library.settings()).await?;
    Ok(settings.unwrap_or_else(|| Settings::standard(words::asked(headers))))
}

/// The language of the app's own words.
pub(super) async fn language(
    app: &Shared,
    headers: &HeaderMap,
) -> Result<report::Language, Problem> {
    Ok(chosen(app, headers).await?.language())
}
