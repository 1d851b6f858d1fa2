//! JSON and JSON Lines: records under the names that collections use for the same fields.

use serde_json::{Map, Value};

use article::Article;

use crate::cruft::sift_record;
use crate::draft::{Draft, host};
use crate::lines::{split, tidy};
use crate::{Error, Reading, Reject, dates, head, html};

/// Names of the text, best first.
const TEXT: &[&str] = &[
    "text",
    "body",
    "content",
    "maintext",
    "articleBody",
    "article_body",
    "full_text",
    "article",
    "story",
];
const TITLE: &[&str] = &["title", "headline", "name"];
const OUTLET: &[&str] = &[
    "outlet",
    "source",
    "publisher",
    "site",
    "site_name",
    "sitename",
    "source_name",
    "source_domain",
    "domain",
    "hostname",
];
const PUBLISHED: &[&str] = &[
    "date",
    "published",
    "published_at",
    "publishedAt",
    "date_publish",
    "publish_date",
    "date_published",
    "datePublished",
    "publication_date",
    "publishing_date",
    "pub_date",
    "pubDate",
];
const MODIFIED: &[&str] = &[
    "modified",
    "updated",
    "updated_at",
    "date_modify",
    "date_modified",
    "dateModified",
    "modified_at",
];
const URL: &[&str] = &["url", "link", "source_url", "canonical", "href"];
const BYLINE: &[&str] = &["byline", "author", "authors", "creator"];
const LANGUAGE: &[&str] = &["language", "lang", "inLanguage"];
const ID: &[&str] = &["id", "_id", "uuid", "guid"];
/// Names under which a file holds its list of records.
const LISTS: &[&str] = &["articles", "items", "records", "data", "stories", "results"];

/// Reads one JSON value: a record, a list of records, or an object that holds such a list.
pub(crate) fn json(name: &str, text: &str) -> Result<Reading, Error> {
    let text = text.trim_start_matches('\u{feff}');
    let value: Value = serde_json::from_str(text).map_err(|err| bad(name, &err, 0))?;
    let records = match value {
        Value::Array(records) => records,
        Value::Object(mut record) => {
            let list = LISTS.iter().find(|it| {
                let is_list =
                    |it: &Value| it.as_array().is_some_and(|it| it.iter().all(Value::is_object));
                record.get(**it).is_some_and(is_list)
            });
            match list.and_then(|it| record.remove(*it)) {
                Some(Value::Array(records)) => records,
                _ => vec![Value::Object(record)],
            }
        }
        _ => {
            return Err(Error::NoRecord { name: name.to_owned(), reason: "no object".to_owned() });
        }
    };
    let rows =
        records.into_iter().enumerate().map(|(idx, it)| (format!("record {}", idx + 1), Ok(it)));
    gather(name, rows)
}

/// Reads one record a line.
pub(crate) fn lines(name: &str, text: &str) -> Result<Reading, Error> {
    let text = text.trim_start_matches('\u{feff}');
    let rows =
        text.lines().enumerate().filter(|(_, row)| !row.trim().is_empty()).map(|(idx, row)| {
            let value =
                serde_json::from_str::<Value>(row).map_err(|err| format!("not valid JSON: {err}"));
            (format!("line {}", idx + 1), value)
        });
    gather(name, rows)
}

/// Reads one record.
pub(crate) fn line(text: &str) -> Result<Article, String> {
    let text = text.trim_start_matches('\u{feff}');
    match serde_json::from_str(text).map_err(|err| format!("not valid JSON: {err}"))? {
        Value::Object(record) => article(&record),
        _ => Err("not a JSON object".to_owned()),
    }
}

/// The good records as articles, the others as rejects.
fn gather(
    name: &str,
    rows: impl Iterator<Item = (String, Result<Value, String>)>,
) -> Result<Reading, Error> {
    let mut reading = Reading { articles: Vec::new(), rejects: Vec::new() };
    for (place, value) in rows {
        let article = value.and_then(|it| match it {
            Value::Object(record) => article(&record),
            _ => Err("not a JSON object".to_owned()),
        });
        match article {
            Ok(article) => reading.articles.push(article),
            Err(reason) => reading.rejects.push(Reject { place, reason }),
        }
    }
    if reading.articles.is_empty() {
        let reason = match reading.rejects.first() {
            Some(it) => format!("{}: {}", it.place, it.reason),
            None => "the list is empty".to_owned(),
        };
        return Err(Error::NoRecord { name: name.to_owned(), reason });
    }
    Ok(reading)
}

/// The parser's complaint with its place.
fn bad(name: &str, err: &serde_json::Error, lines_before: usize) -> Error {
    let reason = err.to_string();
    let reason = reason.split(" at line ").next().unwrap_or("").to_owned();
    Error::BadJson {
        name: name.to_owned(),
        line: lines_before + err.line(),
        column: err.column(),
        reason,
    }
}

/// One record.
fn article(record: &Map<String, Value>) -> Result<Article, String> {
    let raw = TEXT
        .iter()
        .find_map(|it| record.get(*it).map(paragraphs).filter(|it| !it.trim().is_empty()))
        .ok_or_else(|| "no text field".to_owned())?;
    let url = string(record, URL);
    let outlet =
        string(record, OUTLET).or_else(|| url.as_deref().and_then(host)).unwrap_or_default();
    let draft = Draft {
        id: string(record, ID).unwrap_or_default(),
        outlet,
        title: string(record, TITLE).unwrap_or_default(),
        byline: BYLINE.iter().find_map(|it| record.get(*it)).and_then(names),
        url,
        published: string(record, PUBLISHED).and_then(|it| dates::read(&it)),
        modified: string(record, MODIFIED).and_then(|it| dates::read(&it)),
        language: string(record, LANGUAGE),
    };
    let raw = if html::is_fragment(&raw) { html::fragment_text(&raw) } else { raw };
    let (found, lines) = head::take_head_lines(split(&raw), &draft.title);
    let mut sifted = sift_record(lines);
    let mut draft = draft.or(found);
    head::take_repeated_headline(&mut sifted.kept, &mut draft);
    let body = sifted.body();
    if body.is_empty() {
        return Err("no sentence in its text".to_owned());
    }
    Ok(draft.finish(body, sifted.completeness(), sifted.warnings()))
}

/// The first field that holds a string or number.
fn string(record: &Map<String, Value>, keys: &[&str]) -> Option<String> {
    keys.iter().find_map(|key| record.get(*key).and_then(scalar))
}

/// A value as one line: strings, numbers, and the name of a named object.
fn scalar(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => tidy(text),
        Value::Number(number) => number.to_string(),
        Value::Object(inner) => return string(inner, &["name", "title", "id"]),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

/// The text of a field: a string, or a list of paragraphs.
fn paragraphs(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(parts) => {
            let parts: Vec<String> = parts.iter().map(paragraphs).collect();
            parts.join("\n\n")
        }
        Value::Object(inner) => {
            TEXT.iter().find_map(|it| inner.get(*it)).map(paragraphs).unwrap_or_default()
        }
        _ => String::new(),
    }
}

/// One byline from a name, a named object or a list of them.
pub(crate) fn names(value: &Value) -> Option<String> {
    match value {
        Value::Array(parts) => {
            let mut names: Vec<String> = Vec::new();
            for name in parts.iter().filter_map(self::names) {
                if !names.contains(&name) {
                    names.push(name);
                }
            }
            join(&names)
        }
        _ => scalar(value),
    }
}

/// `Ana Ruiz, Tom Berg and Li Wei`.
pub(crate) fn join(names: &[String]) -> Option<String> {
    let (last, rest) = names.split_last()?;
    Some(if rest.is_empty() { last.clone() } else { format!("{} and {last}", rest.join(", ")) })
}
