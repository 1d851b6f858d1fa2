//! The reader's choices.

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use super::{Shared, ask};
use crate::body;
use crate::problem::Problem;
use crate::settings::Settings;

const MAX_SETTINGS_BYTES: usize = 16 << 10;

/// The choices as they are.
pub(super) async fn show(State(app): State<Shared>) -> Result<Response, Problem> {
    Ok(body::answer(StatusCode::OK, &chosen(&app).await?))
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

/// What a comparison is made with unless it says otherwise.
pub(super) async fn chosen(app: &Shared) -> Result<Settings, Problem> {
    let settings = ask(app, |library| library.settings()).await?;
    Ok(settings.unwrap_or_else(Settings::standard))
}
