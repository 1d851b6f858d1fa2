//! What a record holds: a page, a note that a page was the same as before, or neither.

use article::{Article, Completeness, Moment};

use super::{Config, Record};
use crate::{Page, Reject, http};

/// A page as it was captured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Capture {
    /// Where its record stands: `record 7, byte 81920`.
    pub place: String,
    /// The address that was asked for.
    pub url: String,
    /// When the page was captured. It may have been published long before.
    pub captured: Option<Moment>,
    /// As the server gave it, such as `text/html; charset=utf-8`.
    pub content_type: Option<String>,
    /// The page without its codings.
    pub bytes: Vec<u8>,
    /// A part of the page was lost before it was stored.
    pub cut: bool,
}

/// A visit that found what an earlier one had found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revisit {
    /// Where its record stands.
    pub place: String,
    /// The address that was asked for.
    pub url: String,
    /// When.
    pub captured: Option<Moment>,
    /// The address under which the page was stored, if that is known; it may be the same.
    pub first: Option<String>,
}

impl Capture {
    /// The article on the page.
    ///
    /// # Errors
    ///
    /// The place and the reason when the page holds none.
    pub fn article(&self, config: &crate::Config) -> Result<Article, Reject> {
        let page =
            Page { url: &self.url, bytes: &self.bytes, content_type: self.content_type.as_deref() };
        let mut article = crate::page(&page, config)
            .map_err(|err| Reject { place: self.place.clone(), reason: err.to_string() })?;
        if self.cut && !article.is_partial() {
            article.completeness =
                Completeness::Partial("the end of the page was not captured".to_owned());
        }
        Ok(article)
    }
}

/// A record as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stored {
    pub(super) place: String,
    pub(super) kind: String,
    pub(super) url: String,
    pub(super) date: Option<Moment>,
    pub(super) content_type: Option<String>,
    /// Of a revisit: the address of the first visit.
    pub(super) first: Option<String>,
    /// Why the crawler kept only a part.
    pub(super) truncated: Option<String>,
    pub(super) block: Vec<u8>,
    /// Why the block may not be whole.
    pub(super) doubt: Option<String>,
}

/// Makes of a stored record what it is to a reader of articles.
pub(super) fn sort(mut stored: Stored, config: &Config) -> Record {
    // What the file ends within is read only if the server's own count says that it is whole.
    if let Some(doubt) = stored.doubt.take()
        && !http::read(&stored.block).is_ok_and(|it| it.is_all_there())
    {
        return reject(stored, doubt);
    }
    match stored.kind.as_str() {
        "response" => response(stored, config),
        "resource" | "conversion" if is_page(stored.content_type.as_deref(), &stored.block) => {
            match stored.url.starts_with("http") {
                true => capture(stored),
                // Logs and lists that the crawler keeps beside the pages.
                false => passed(stored, "resource of the crawler"),
            }
        }
        "revisit" => Record::Revisit(Revisit {
            place: stored.place,
            url: stored.url,
            captured: stored.date,
            first: stored.first,
        }),
        kind => {
            let what = kind.to_owned();
            passed(stored, &what)
        }
    }
}

fn passed(stored: Stored, what: &str) -> Record {
    Record::Passed { place: stored.place, what: what.to_owned() }
}

fn capture(stored: Stored) -> Record {
    Record::Capture(Capture {
        place: stored.place,
        url: stored.url,
        captured: stored.date,
        content_type: stored.content_type,
        cut: stored.truncated.is_some(),
        bytes: stored.block,
    })
}

/// What a server answered; the block is the answer with its head.
fn response(mut stored: Stored, config: &Config) -> Record {
    if !stored.url.starts_with("http") {
        // The answers of name servers, mostly.
        return passed(stored, "response that is not HTTP");
    }
    if stored.block.starts_with(b"HTTP/0.9") || !stored.block.starts_with(b"HTTP/") {
        return bare(stored);
    }
    let block = std::mem::take(&mut stored.block);
    let answer = match http::read(&block) {
        Ok(answer) => answer,
        Err(reason) => return reject(stored, reason),
    };
    if answer.status != 200 {
        return passed(stored, &format!("status {}", answer.status));
    }
    let content_type = answer.field("content-type").map(str::to_owned);
    // Types are told before anything is unpacked, so that films cost no time.
    if content_type.as_deref().is_some_and(|it| !is_page_type(it)) {
        return passed(stored, content_type.as_deref().unwrap_or_default());
    }
    match answer.content(config.max_page_bytes) {
        Ok(content) if !is_page(content_type.as_deref(), &content.bytes) => {
            passed(stored, "no page")
        }
        Ok(content) => {
            let is_cut = content.cut;
            let bytes = content.bytes.into_owned();
            let truncated = stored.truncated.or_else(|| is_cut.then(String::new));
            capture(Stored { block: bytes, content_type, truncated, ..stored })
        }
        Err(reason) => reject(stored, reason),
    }
}

/// A response without a head, as the oldest servers gave it.
fn bare(stored: Stored) -> Record {
    match is_page(None, &stored.block) {
        true => capture(Stored { content_type: None, ..stored }),
        false => reject(stored, "it is no HTTP response".to_owned()),
    }
}

fn reject(stored: Stored, reason: String) -> Record {
    Record::Reject(Reject { place: stored.place, reason })
}

/// True for types under which articles come.
fn is_page_type(content_type: &str) -> bool {
    let name = content_type.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
    // A few servers leave the type empty or send the name of the unknown one.
    ["text/html", "application/xhtml+xml", "text/plain", "", "unknown/unknown"]
        .contains(&name.as_str())
}

/// True if bytes of this type may hold an article.
fn is_page(content_type: Option<&str>, bytes: &[u8]) -> bool {
    match content_type {
        Some(it) if !it.trim().is_empty() => is_page_type(it),
        _ => {
            let opening = bytes.trim_ascii_start();
            opening.first() == Some(&b'<') && crate::form::binary(bytes).is_none()
        }
    }
}
