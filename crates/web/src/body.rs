//! The bodies and parts of requests, each within its limit.

use axum::body::Body;
use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::problem::Problem;
use crate::routes::App;

/// Hexadecimal digits of the name of a job or a comparison.
const N_ID_DIGITS: usize = 16;

/// The whole body, of at most `max_bytes`.
pub(crate) async fn bytes(app: &App, body: Body, max_bytes: usize) -> Result<Vec<u8>, Problem> {
    let reading = axum::body::to_bytes(body, max_bytes);
    match tokio::time::timeout(app.limits.body_timeout, reading).await {
        Ok(Ok(bytes)) => Ok(bytes.to_vec()),
        Ok(Err(error)) if is_too_long(&error) => Err(Problem::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            format!("this is too much: at most {max_bytes} bytes at a time"),
        )),
        Ok(Err(_)) => Err(Problem::new(StatusCode::BAD_REQUEST, "the request broke off")),
        Err(_) => Err(Problem::new(StatusCode::REQUEST_TIMEOUT, "the request came too slowly")),
    }
}

/// True if a body was cut at its limit and did not just break off.
fn is_too_long(error: &axum::Error) -> bool {
    let mut cause: Option<&dyn std::error::Error> = Some(error);
    while let Some(it) = cause {
        if it.to_string().contains("length limit exceeded") {
            return true;
        }
        cause = it.source();
    }
    false
}

/// A JSON body, of at most `max_bytes`.
pub(crate) async fn json<T: DeserializeOwned>(
    app: &App,
    headers: &HeaderMap,
    body: Body,
    max_bytes: usize,
) -> Result<T, Problem> {
    expect_type(headers, "application/json")?;
    let bytes = bytes(app, body, max_bytes).await?;
    serde_json::from_slice(&bytes)
        .map_err(|it| Problem::invalid(format!("this is not what is asked for: {it}")))
}

/// Refuses a body that says it is something else.
pub(crate) fn expect_type(headers: &HeaderMap, expected: &str) -> Result<(), Problem> {
    let named = headers.get(header::CONTENT_TYPE).and_then(|it| it.to_str().ok()).unwrap_or("");
    let named = named.split(';').next().unwrap_or("").trim();
    if named.eq_ignore_ascii_case(expected) {
        return Ok(());
    }
    let detail = format!("send it with the header Content-Type: {expected}");
    Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, detail))
}

/// An answer in JSON.
pub(crate) fn answer(status: StatusCode, value: &impl Serialize) -> Response {
    match serde_json::to_string(value) {
        Ok(json) => {
            let kind = HeaderValue::from_static("application/json");
            (status, [(header::CONTENT_TYPE, kind)], json).into_response()
        }
        Err(_) => Problem::internal().into_response(),
    }
}

/// The name of a job or a comparison in a path; anything else is found nowhere.
pub(crate) struct Id(pub(crate) String);

impl<S: Send + Sync> FromRequestParts<S> for Id {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let path = Path::<String>::from_request_parts(parts, state).await;
        let is_digit = |it: u8| it.is_ascii_digit() || (b'a'..=b'f').contains(&it);
        match path {
            Ok(Path(id)) if id.len() == N_ID_DIGITS && id.bytes().all(is_digit) => Ok(Self(id)),
            _ => Err(Problem::not_found("thing")),
        }
    }
}

/// The pairs behind the `?` of an address. A pair that is not in `known` or stands twice is
/// refused.
pub(crate) struct Query(Vec<(String, String)>);

impl Query {
    pub(crate) fn read(query: Option<&str>, known: &[&str]) -> Result<Self, Problem> {
        let mut pairs: Vec<(String, String)> = Vec::new();
        for (name, value) in form_urlencoded::parse(query.unwrap_or("").as_bytes()) {
            if !known.contains(&name.as_ref()) {
                return Err(Problem::invalid(format!("the address may not ask for {name:?}")));
            }
            if pairs.iter().any(|it| it.0 == name) {
                return Err(Problem::invalid(format!("the address asks for {name:?} twice")));
            }
            pairs.push((name.into_owned(), value.into_owned()));
        }
        Ok(Self(pairs))
    }

    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|it| it.0 == name).map(|it| it.1.as_str())
    }

    /// A whole number within a range, or the value that goes without saying.
    pub(crate) fn number(
        &self,
        name: &str,
        range: std::ops::RangeInclusive<usize>,
        otherwise: usize,
    ) -> Result<usize, Problem> {
        let Some(written) = self.get(name) else { return Ok(otherwise) };
        let number = written.parse().ok().filter(|it| range.contains(it));
        let (low, high) = (range.start(), range.end());
        number.ok_or_else(|| {
            Problem::invalid(format!("{name} is a whole number from {low} to {high}"))
        })
    }
}
