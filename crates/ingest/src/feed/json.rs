//! JSON Feed.

use serde_json::{Map, Value};

use super::entry::{line, paragraphs};
use super::{Entry, Feed};
use crate::dates;

/// Reads a JSON Feed.
pub(super) fn read(text: &str) -> Result<Feed, String> {
    let value: Value = serde_json::from_str(text)
        .map_err(|err| format!("this is neither XML nor valid JSON ({err})"))?;
    let items = value.get("items").and_then(Value::as_array);
    let items = items.ok_or("this JSON has no list of \"items\", so it is no feed")?;
    let entries: Vec<Entry> = items.iter().filter_map(Value::as_object).filter_map(entry).collect();
    let n_lost = items.len() - entries.len();
    let lost = format!("{n_lost} entries without an address were left out");
    let title = value.get("title").and_then(Value::as_str).unwrap_or_default();
    let warnings = if n_lost > 0 { vec![lost] } else { Vec::new() };
    Ok(Feed { title: line(title), entries, warnings })
}

fn entry(item: &Map<String, Value>) -> Option<Entry> {
    let text = |name: &str| item.get(name).and_then(Value::as_str).unwrap_or_default();
    let url = [text("url"), text("external_url"), text("id")]
        .into_iter()
        .map(str::trim)
        .find(|it| it.starts_with("http") || it.starts_with('/'))?;
    let authors = item.get("authors").or_else(|| item.get("author"));
    Some(Entry {
        url: url.to_owned(),
        title: line(text("title")),
        published: dates::read(text("date_published")),
        modified: dates::read(text("date_modified")),
        author: authors.and_then(crate::records::names),
        summary: line(text("summary")),
        content: match text("content_html") {
            "" => text("content_text").trim().to_owned(),
            html => paragraphs(html),
        },
    })
}
