//! What a page must know before it asks for more; signing in.

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::json;

use super::Shared;
use crate::problem::Problem;
use crate::{body, secret};

/// Bytes of a request that holds little more than a token.
const MAX_SIGN_IN_BYTES: usize = 16 << 10;
/// Characters of the longest token.
const MAX_TOKEN_CHARS: usize = 1000;

/// The version, the limits, and for visitors who may come in the token that goes with writing.
pub(super) async fn show(State(app): State<Shared>, headers: HeaderMap) -> Response {
    let is_known = app.gate.is_known(&headers);
    let limits = &app.limits;
    let session = json!({
        "version": env!("CARGO_PKG_VERSION"),
        "is_signed_in": is_known,
        "csrf_token": if is_known { Some(&app.gate.csrf) } else { None },
        "lenses": lens::Lens::ALL.map(lens::Lens::name),
        "has_archive": app.shelf.is_some(),
        "page_languages": report::Language::ALL.map(report::Language::code),
        "limits": {
            "max_file_bytes": limits.max_file_bytes,
            "max_request_bytes": limits.max_request_bytes,
            "max_articles": limits.max_articles,
            "max_body_chars": limits.max_body_chars,
            "max_sentences": limits.max_sentences,
        },
    });
    body::answer(StatusCode::OK, &session)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SignIn {
    token: String,
}

/// Takes the token, gives a cookie.
pub(super) async fn sign_in(
    State(app): State<Shared>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    let sign_in: SignIn = body::json(&app, &headers, body, MAX_SIGN_IN_BYTES).await?;
    if sign_in.token.chars().count() > MAX_TOKEN_CHARS {
        return Err(Problem::invalid("no token is that long"));
    }
    let is_right = match &app.gate.token {
        None => true,
        Some(token) => secret::is_same(sign_in.token.trim(), token),
    };
    if !is_right {
        return Err(Problem::new(StatusCode::UNAUTHORIZED, "this is not the server's token"));
    }
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, app.gate.cookie())]).into_response())
}
