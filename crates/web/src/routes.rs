//! The addresses of the server and who answers them.

mod articles;
mod comparisons;
mod corrections;
mod jobs;
mod pages;
mod session;
mod settings;
mod stories;

use std::sync::Arc;

use axum::Router;
use axum::http::StatusCode;
use axum::middleware::from_fn_with_state;
use axum::routing::{MethodRouter, delete, get, patch, post, put};
use tokio::sync::{Semaphore, watch};

use crate::config::Limits;
use crate::fetch::Fetch;
use crate::guard::{self, Gate};
use crate::jobs::Jobs;
use crate::library::{Library, Trouble};
use crate::problem::Problem;
use crate::shelf::Shelf;

/// All that the routes share.
pub(crate) struct App {
    pub(crate) gate: Gate,
    pub(crate) limits: Limits,
    pub(crate) library: Arc<Library>,
    pub(crate) jobs: Arc<Jobs>,
    pub(crate) fetch: Arc<dyn Fetch>,
    /// Pages that may still be fetched at the same time.
    pub(crate) fetches: Semaphore,
    /// The archive that is shown, if one is.
    pub(crate) shelf: Option<Arc<Shelf>>,
    /// Stories of the archive that may still be compared at the same time.
    pub(crate) reports: Semaphore,
    /// Threads to compare with.
    pub(crate) n_threads: usize,
    /// True once the server is ending: whoever waits for news goes home.
    pub(crate) ending: watch::Receiver<bool>,
}

/// [`App`], as each request has it.
pub(crate) type Shared = Arc<App>;

/// One method of one path of the API.
pub(crate) struct Route {
    pub(crate) path: &'static str,
    pub(crate) method: &'static str,
    answer: MethodRouter<Shared>,
}

/// The API.
pub(crate) fn api() -> Vec<Route> {
    let route = |method, path, answer| Route { path, method, answer };
    vec![
        route("GET", "/api/openapi.json", get(pages::openapi)),
        route("GET", "/api/session", get(session::show)),
        route("POST", "/api/session", post(session::sign_in)),
        route("GET", "/api/settings", get(settings::show)),
        route("PUT", "/api/settings", put(settings::choose)),
        route("POST", "/api/articles/read", post(articles::read)),
        route("POST", "/api/articles/fetch", post(articles::fetch)),
        route("POST", "/api/compare", post(jobs::compare)),
        route("GET", "/api/jobs", get(jobs::list)),
        route("GET", "/api/jobs/{id}", get(jobs::show)),
        route("POST", "/api/jobs/{id}/cancel", post(jobs::cancel)),
        route("GET", "/api/jobs/{id}/events", get(jobs::events)),
        route("GET", "/api/comparisons", get(comparisons::list)),
        route("GET", "/api/comparisons/{id}", get(comparisons::show)),
        route("PATCH", "/api/comparisons/{id}", patch(comparisons::rename)),
        route("DELETE", "/api/comparisons/{id}", delete(comparisons::delete)),
        route("GET", "/api/comparisons/{id}/export/{format}", get(comparisons::export)),
        route("POST", "/api/comparisons/{id}/rerun", post(jobs::rerun)),
        route("GET", "/api/archive", get(stories::about)),
        route("GET", "/api/archive/stories", get(stories::list)),
        route("GET", "/api/archive/stories/{story}", get(stories::show)),
        route("GET", "/api/archive/stories/{story}/export/{format}", get(stories::export)),
        route("GET", "/api/comparisons/{id}/corrections", get(corrections::show)),
        route("PUT", "/api/comparisons/{id}/corrections", put(corrections::keep)),
        route("POST", "/api/comparisons/{id}/corrections", post(corrections::keep)),
        route("DELETE", "/api/comparisons/{id}/corrections", delete(corrections::remove)),
    ]
}

/// Everything the server answers.
pub(crate) fn router(app: Shared) -> Router {
    let mut router = Router::new()
        .route("/", get(pages::start))
        .route("/assets/{name}", get(pages::asset))
        .route("/comparisons/{id}", get(pages::report))
        .route("/archive/stories/{story}", get(stories::report));
    for it in api() {
        router = router.route(it.path, it.answer);
    }
    router
        .fallback(async || Problem::not_found("page"))
        .method_not_allowed_fallback(async || {
            let detail = "this address is not asked in that way";
            Problem::new(StatusCode::METHOD_NOT_ALLOWED, detail)
        })
        .layer(from_fn_with_state(Arc::clone(&app), guard::watch))
        .with_state(app)
}

/// Does what takes time on a thread that may wait.
pub(crate) async fn aside<R: Send + 'static>(
    work: impl FnOnce() -> R + Send + 'static,
) -> Result<R, Problem> {
    tokio::task::spawn_blocking(work).await.map_err(|_| Problem::internal())
}

/// Asks the library.
pub(crate) async fn ask<R: Send + 'static>(
    app: &Shared,
    question: impl FnOnce(&Library) -> Result<R, Trouble> + Send + 'static,
) -> Result<R, Problem> {
    let library = Arc::clone(&app.library);
    aside(move || question(&library)).await?.map_err(|_| Problem::internal())
}
