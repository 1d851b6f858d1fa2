//! What a page says about itself in JSON-LD.

use dom_query::Document;
use serde_json::{Map, Value};

use crate::dates;
use crate::draft::Draft;
use crate::lines::tidy;
use crate::records::names;

/// The page's own record.
#[derive(Debug, Default)]
pub(crate) struct Linked {
    /// Its fields.
    pub(crate) draft: Draft,
    /// True if it says that the page is not free to read.
    pub(crate) is_locked: bool,
    /// The text it holds, if any.
    pub(crate) body: String,
}

/// Share of the announced text below which the shown text counts as cut.
const SHOWN_SHARE: f64 = 0.6;

impl Linked {
    /// Why the shown body is not all, for a page that is locked.
    pub(crate) fn missing_part(&self, body: &str) -> Option<String> {
        let shown = body.chars().count() as f64;
        let is_short = if !self.body.is_empty() {
            shown < SHOWN_SHARE * self.body.chars().count() as f64
        } else {
            shown < 1000.0
        };
        is_short.then(|| "the rest is behind a paywall".to_owned())
    }
}

/// Reads all JSON-LD of the page and keeps the record that is most of an article.
pub(crate) fn read(document: &Document) -> Linked {
    let mut best: Option<(u8, Map<String, Value>)> = None;
    let mut nodes = Vec::new();
    for script in document.select("script[type*='ld+json']").nodes() {
        if let Some(value) = parse(&script.text()) {
            flatten(value, &mut nodes, 0);
        }
    }
    for node in &nodes {
        let rank = rank(node);
        if rank > 0 && best.as_ref().is_none_or(|(it, _)| rank > *it) {
            best = Some((rank, node.clone()));
        }
    }
    best.map(|(_, it)| record(&it, &nodes)).unwrap_or_default()
}

/// Parses JSON as pages write it: comments around it, raw line breaks in strings, stray commas.
fn parse(text: &str) -> Option<Value> {
    let text = text.trim();
    let text = text.strip_prefix("<!--").unwrap_or(text);
    let text = text.strip_prefix("//<![CDATA[").or(text.strip_prefix("<![CDATA[")).unwrap_or(text);
    let text = text.trim_end_matches("-->").trim_end_matches("//]]>").trim_end_matches("]]>");
    let text = text.trim().trim_end_matches(';');
    if let Ok(value) = serde_json::from_str(text) {
        return Some(value);
    }
    let repaired = repair(text);
    let mut stream = serde_json::Deserializer::from_str(&repaired).into_iter::<Value>();
    stream.next()?.ok()
}

/// Escapes control characters inside strings and removes commas before closing brackets.
fn repair(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut in_string, mut escaped) = (false, false);
    for ch in text.chars() {
        if in_string {
            match ch {
                _ if escaped => {
                    escaped = false;
                    // An escape that JSON does not know loses its backslash.
                    if !matches!(ch, '"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' | 'u') {
                        out.pop();
                    }
                }
                '\\' => escaped = true,
                '"' => in_string = false,
                _ if ch.is_control() => {
                    out.push(' ');
                    continue;
                }
                _ => {}
            }
        } else if ch == '"' {
            in_string = true;
        } else if matches!(ch, '}' | ']') {
            out.truncate(out.trim_end().trim_end_matches(',').len());
        }
        out.push(ch);
    }
    out
}

/// All objects of a value, outermost first.
fn flatten(value: Value, nodes: &mut Vec<Map<String, Value>>, depth: usize) {
    match value {
        Value::Array(parts) => parts.into_iter().for_each(|it| flatten(it, nodes, depth)),
        Value::Object(node) => {
            nodes.push(node.clone());
            if depth > 3 {
                return;
            }
            for key in
                ["@graph", "mainEntity", "mainEntityOfPage", "liveBlogUpdate", "itemReviewed"]
            {
                if key == "liveBlogUpdate" && depth > 0 {
                    continue;
                }
                if let Some(inner) = node.get(key).filter(|it| !it.is_string()) {
                    flatten(inner.clone(), nodes, depth + 1);
                }
            }
        }
        _ => {}
    }
}

/// How much of an article a record is; 0 for none.
fn rank(node: &Map<String, Value>) -> u8 {
    let kinds: Vec<&str> = match node.get("@type") {
        Some(Value::String(kind)) => vec![kind.as_str()],
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).collect(),
        _ => return 0,
    };
    let has_title = node.contains_key("headline") || node.contains_key("name");
    kinds
        .iter()
        .map(|kind| match kind.rsplit('/').next().unwrap_or("") {
            it if it.ends_with("Article") || it == "Report" || it == "Reportage" => 4,
            "BlogPosting" | "LiveBlogPosting" | "Blog" | "Review" | "Recipe" => 3,
            "WebPage" if has_title => 1,
            "VideoObject" => 1,
            _ => 0,
        })
        .map(|it| if it > 0 && node.contains_key("datePublished") { it + 1 } else { it })
        .max()
        .unwrap_or(0)
}

/// The fields of a record.
fn record(node: &Map<String, Value>, nodes: &[Map<String, Value>]) -> Linked {
    let text = |key: &str| node.get(key).and_then(plain).unwrap_or_default();
    let date = |key: &str| node.get(key).and_then(plain).and_then(|it| dates::read(&it));
    let resolve = |value: &Value| resolved(value, nodes);
    let body = body(node);
    let free = node.get("isAccessibleForFree").and_then(plain).unwrap_or_default();
    let title = [text("headline"), text("name")].into_iter().find(|it| !it.is_empty());
    Linked {
        is_locked: free.eq_ignore_ascii_case("false"),
        body,
        draft: Draft {
            outlet: node
                .get("publisher")
                .map(resolve)
                .and_then(|it| plain(&it))
                .unwrap_or_default(),
            title: title.unwrap_or_default(),
            byline: ["author", "creator"]
                .iter()
                .find_map(|it| node.get(*it))
                .map(resolve)
                .and_then(|it| names(&it)),
            url: [text("url"), text("mainEntityOfPage")]
                .into_iter()
                .find(|it| it.starts_with("http")),
            published: date("datePublished").or_else(|| date("dateCreated")),
            modified: date("dateModified"),
            language: Some(text("inLanguage")).filter(|it| !it.is_empty()),
            ..Draft::default()
        },
    }
}

/// The text of a record, with its line breaks.
fn body(node: &Map<String, Value>) -> String {
    let text = node.get("articleBody").and_then(Value::as_str).unwrap_or_default();
    if text.contains("</p>") || text.contains("&lt;") {
        return crate::html::fragment_text(&unescape_lines(text));
    }
    unescape_lines(text)
}

/// Character references replaced line by line.
fn unescape_lines(text: &str) -> String {
    text.lines().map(unescape).collect::<Vec<_>>().join("\n")
}

/// References (`{"@id": …}`) replaced by the objects that they name.
fn resolved(value: &Value, nodes: &[Map<String, Value>]) -> Value {
    match value {
        Value::Array(parts) => parts.iter().map(|it| resolved(it, nodes)).collect(),
        Value::Object(node) if !node.contains_key("name") => {
            let id = node.get("@id");
            let named = nodes
                .iter()
                .find(|it| id.is_some() && it.get("@id") == id && it.contains_key("name"));
            Value::Object(named.unwrap_or(node).clone())
        }
        _ => value.clone(),
    }
}

/// A value as one line.
fn plain(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => unescape(&tidy(text)),
        Value::Bool(value) => value.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Array(parts) => return parts.iter().find_map(plain),
        Value::Object(node) => {
            return ["name", "@value", "@id"].iter().find_map(|it| node.get(*it)).and_then(plain);
        }
        Value::Null => return None,
    };
    (!text.is_empty()).then_some(text)
}

/// Character references, which some pages leave inside JSON.
pub(crate) fn unescape(text: &str) -> String {
    if !text.contains('&') || !text.contains(';') {
        return text.to_owned();
    }
    tidy(&Document::fragment(text.replace('<', "&lt;")).text())
}
