//! The report's page inside the app.
//!
//! The page is the one that `report` wrote, with one line before it that leads to the library and
//! to every form, and with the address where its corrections are kept. It stays under the policy
//! that it brings, its own style and script by their hashes; to that only comes that it may ask
//! this server.

use crate::guard::CSRF_QUERY;
use crate::rendition::Format;

/// What the line stands before.
const MASTHEAD: &str = "<header class=\"masthead\">";

/// How the page's policy begins.
const NOTHING: &str = "default-src &#x27;none&#x27;;";

/// A page and what it may do.
pub(crate) struct Page {
    pub(crate) html: String,
    /// Content-Security-Policy.
    pub(crate) policy: String,
}

/// The report of a comparison for a visitor of the app.
pub(crate) fn within_app(html: &str, id: &str, csrf: &str) -> Page {
    let address = format!("/api/comparisons/{id}/corrections?{CSRF_QUERY}{csrf}");
    let root = format!("<html data-corrections-url=\"{address}\"");
    let html = html
        .replacen("<html", &root, 1)
        .replacen(NOTHING, &format!("{NOTHING} connect-src &#x27;self&#x27;;"), 1)
        .replacen(MASTHEAD, &line(id), 1);
    let policy = format!("{}; frame-ancestors 'none'", policy(&html));
    Page { html, policy }
}

/// The line, in classes of the report's own style sheet; `start` is not printed.
fn line(id: &str) -> String {
    let forms: Vec<String> = Format::ALL
        .iter()
        .map(|it| {
            let form = it.extension();
            format!("<a href=\"/api/comparisons/{id}/export/{form}\">{}</a>", form.to_uppercase())
        })
        .collect();
    format!(
        "<nav class=\"frame meta\" aria-label=\"App\"><p class=\"start\">\
         <a href=\"/#library\">← Library</a><a href=\"/#new\">New comparison</a>\
         <a href=\"/#again/{id}\">Run again</a><span>Save as {}</span></p></nav>{MASTHEAD}",
        forms.join(" · ")
    )
}

/// The policy in the page's own `meta`, or one that allows nothing.
fn policy(html: &str) -> String {
    let start = "http-equiv=\"Content-Security-Policy\" content=\"";
    let written = html.split_once(start).and_then(|it| it.1.split_once('"')).map(|it| it.0);
    let policy = written.unwrap_or("default-src 'none'");
    policy.replace("&#x27;", "'").replace("&#x2f;", "/").replace("&amp;", "&")
}
