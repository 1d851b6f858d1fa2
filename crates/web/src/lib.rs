//! The local app: a library of comparisons behind a small HTTP server.
//!
//! Takes articles from a browser, hands them to [`pipeline`], keeps what comes of it in an
//! embedded database and shows the report that [`report`] writes; shows the stories of an archive,
//! if it is given one. Holds no judgement about
//! stories: every sentence of a page comes from the article, every verdict from `compare`.
//!
//! A request passes the guard (right host, right origin, right token), then a route of
//! `/api/…` or a page. Comparisons are made by a few worker threads; whoever waits is told by
//! server-sent events how far they are. Everything that comes in has a limit, named in
//! [`Limits`]. What the API promises stands in `assets/openapi.json`.

mod assets;
mod body;
mod config;
mod error;
mod fetch;
mod guard;
mod jobs;
mod library;
mod models;
mod problem;
mod record;
mod rendition;
mod report_page;
mod routes;
mod secret;
mod server;
mod settings;
mod shelf;
mod words;

pub use config::{Config, Limits};
pub use error::Error;
pub use fetch::{Fetch, FetchTrouble, Fetched};
pub use secret::random_hex;
pub use server::{Server, Stopper, open};

/// What the API promises: an OpenAPI 3.1 document.
pub const OPENAPI: &str = include_str!("../assets/openapi.json");

/// Every path of the API with the methods that it answers, as in `("/api/jobs/{id}", "GET")`.
#[must_use]
pub fn api_routes() -> Vec<(&'static str, &'static str)> {
    routes::api().iter().map(|it| (it.path, it.method)).collect()
}
