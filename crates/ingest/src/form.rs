//! What a source is, told by its content.

/// The forms that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// A web page.
    Html,
    /// One JSON value: a record or an array of records.
    Json,
    /// One JSON record a line.
    JsonLines,
    /// RSS or Atom.
    Feed,
    /// Anything else.
    Plain,
}

/// First bytes of files that people hand over by mistake.
const MAGIC: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"{\\rtf", "an RTF document"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"\x7fELF", "a program"),
];

/// How many bytes decide whether a source is binary.
const PROBE: usize = 8192;

/// What the bytes are if they are not text.
pub(crate) fn binary(bytes: &[u8]) -> Option<&'static str> {
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Some(what);
    }
    if crate::charset::wide(bytes).is_some() {
        return None;
    }
    let probe = &bytes[..bytes.len().min(PROBE)];
    let odd = probe.iter().filter(|&&it| is_odd(it)).count();
    (probe.contains(&0) || odd * 20 > probe.len()).then_some("binary data")
}

/// Control bytes that no text holds.
fn is_odd(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b)
}

/// The form of decoded text.
pub(crate) fn of(name: &str, text: &str) -> Form {
    let text = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    match text.as_bytes().first() {
        Some(b'{') => json_object(text),
        Some(b'[') => {
            let inner = text[1..].trim_start();
            let is_json = inner.starts_with('{') || inner.starts_with(']');
            if is_json { Form::Json } else { Form::Plain }
        }
        Some(b'<') => markup(text),
        _ if has_html_name(name) || looks_like_markup(text) => Form::Html,
        _ => Form::Plain,
    }
}

/// One object, or one object a line.
fn json_object(text: &str) -> Form {
    let mut rows = text.lines().map(str::trim).filter(|it| !it.is_empty());
    let first = rows.next().unwrap_or("");
    let is_whole = first.ends_with('}') && serde_json::from_str::<serde_json::Value>(first).is_ok();
    match rows.next() {
        Some(second) if second.starts_with('{') && (is_whole || first.ends_with('}')) => {
            Form::JsonLines
        }
        Some(_) if is_whole => Form::JsonLines,
        _ if text[1..].trim_start().starts_with(['"', '}']) => Form::Json,
        _ => Form::Plain,
    }
}

/// A page or a feed, if the text opens with a tag; plain text may open with `<` too.
fn markup(text: &str) -> Form {
    let head: String = text.chars().take(2000).collect::<String>().to_ascii_lowercase();
    if head.contains("<rss") || head.contains("<feed") || head.contains("<rdf:rdf") {
        return Form::Feed;
    }
    let opens = ["<!doctype", "<html", "<head", "<body", "<!--", "<?xml", "<article", "<div", "<p"];
    if opens.iter().any(|it| head.starts_with(it)) || looks_like_markup(text) {
        Form::Html
    } else {
        Form::Plain
    }
}

/// True if block tags are common in the text.
fn looks_like_markup(text: &str) -> bool {
    let closing = ["</p>", "</div>", "</body>", "</html>", "</head>", "</span>"];
    closing.iter().map(|it| text.matches(it).take(3).count()).sum::<usize>() >= 3
}

/// A name that says HTML.
fn has_html_name(name: &str) -> bool {
    let name = name.trim_end_matches(".gz").to_ascii_lowercase();
    [".html", ".htm", ".xhtml"].iter().any(|it| name.ends_with(it))
}
