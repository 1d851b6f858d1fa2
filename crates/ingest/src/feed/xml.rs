//! RSS, RDF and Atom, event by event, so that a file that breaks off gives what came before.
//!
//! Elements are told by their names, with the prefixes under which the known name spaces go; names
//! of one meaning (`item` and `entry`, `pubDate` and `published`) are one [`Field`]. What an entry
//! holds within a field is its text: tags within it are kept as markup.

use quick_xml::Reader;
use quick_xml::escape::{escape, unescape_with};
use quick_xml::events::{BytesStart, Event};

use super::entry::{line, paragraphs};
use super::{Entry, Feed};
use crate::dates;

/// Elements within each other; deeper ones are not looked into.
const MAX_DEPTH: usize = 64;

/// What an element of an entry tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Title,
    Link,
    /// An id that is an address, unless it says that it is not.
    Id,
    Published,
    Modified,
    Author,
    Summary,
    Content,
}

/// The field of an element's name in lower case.
fn field(name: &str) -> Option<Field> {
    Some(match name {
        "title" => Field::Title,
        "link" | "origlink" => Field::Link,
        "guid" | "id" => Field::Id,
        "pubdate" | "published" | "issued" | "dc:date" | "created" | "dcterms:issued" => {
            Field::Published
        }
        "updated" | "modified" | "dcterms:modified" => Field::Modified,
        "author" | "dc:creator" | "creator" => Field::Author,
        "description" | "summary" => Field::Summary,
        "content" | "content:encoded" | "encoded" => Field::Content,
        _ => return None,
    })
}

/// A name in lower case, without the prefixes that feeds use for the language of feeds itself.
fn plain_name(name: &str) -> String {
    let name = name.to_ascii_lowercase();
    ["atom:", "atom10:", "a:", "rss:", "rss09:", "feedburner:"]
        .iter()
        .find_map(|it| name.strip_prefix(it))
        .map_or_else(|| name.clone(), str::to_owned)
}

/// Reads a feed in XML.
pub(super) fn read(text: &str) -> Result<Feed, String> {
    let start = text.find('<').ok_or("this is plain text, not a feed")?;
    let mut reader = reader(&text[start..]);
    let mut reading = Reading::default();
    loop {
        let end = start as u64 + reader.buffer_position();
        match reader.read_event() {
            Ok(Event::Eof) => break,
            Ok(event) => {
                if reading.take(&event).is_break() {
                    break;
                }
            }
            Err(err) => {
                reading.feed.warnings.push(format!("its XML breaks off at byte {end} ({err})"));
                break;
            }
        }
    }
    reading.finish()
}

/// A reader that goes on behind what it can.
pub(super) fn reader(text: &str) -> Reader<&[u8]> {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.allow_dangling_amp = true;
    config.allow_unmatched_ends = true;
    config.check_end_names = false;
    reader
}

/// The value of an attribute, by its name in lower case without a prefix.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    element.html_attributes().with_checks(false).flatten().find_map(|it| {
        let key = it.key.as_ref().to_ascii_lowercase();
        (key == name).then(|| unescaped(&it.value).trim().to_owned())
    })
}

/// Text without the escapes of XML; those of HTML are left for later.
fn unescaped(text: &str) -> String {
    let known = |name: &str| match name {
        "amp" => Some("&"),
        "lt" => Some("<"),
        "gt" => Some(">"),
        "quot" => Some("\""),
        "apos" => Some("'"),
        _ => None,
    };
    unescape_with(text, known).map_or_else(|_| text.to_owned(), |it| it.into_owned())
}

/// A feed in the reading.
#[derive(Default)]
struct Reading {
    feed: Feed,
    /// True once an element of a feed was seen.
    is_feed: bool,
    /// The first element, to say what this is instead.
    root: Option<String>,
    /// Names of the open elements.
    open: Vec<String>,
    entry: Option<Entry>,
    /// The entry's id if it is an address; it stands in for a link.
    id: Option<String>,
    n_without_address: usize,
    /// The field being read, and how many elements were open before it.
    field: Option<(Field, usize)>,
    /// The field's text as markup, and as text if it has no tags of its own.
    markup: String,
    text: String,
    has_tags: bool,
}

impl Reading {
    fn take(&mut self, event: &Event<'_>) -> std::ops::ControlFlow<()> {
        match event {
            Event::Start(it) => {
                if self.open.len() == MAX_DEPTH {
                    let warning = "its elements lie too deep within each other".to_owned();
                    self.feed.warnings.push(warning);
                    return std::ops::ControlFlow::Break(());
                }
                self.start(it);
                self.open.push(plain_name(it.name().as_ref()));
            }
            Event::Empty(it) => {
                if self.field.is_some() {
                    self.tag(it);
                } else {
                    self.start(it);
                    self.close_field();
                }
            }
            Event::End(it) => self.end(&plain_name(it.name().as_ref())),
            Event::Text(it) => self.piece(it, &unescaped(it)),
            Event::CData(it) => self.piece(&escape(&**it), it),
            Event::GeneralRef(it) => {
                let raw = format!("&{};", &**it);
                self.piece(&raw, &unescaped(&raw));
            }
            _ => {}
        }
        std::ops::ControlFlow::Continue(())
    }

    fn start(&mut self, element: &BytesStart<'_>) {
        let name = plain_name(element.name().as_ref());
        self.root.get_or_insert_with(|| name.clone());
        self.is_feed |= matches!(name.as_str(), "rss" | "feed" | "rdf:rdf" | "channel");
        if matches!(name.as_str(), "item" | "entry") {
            // One that was never closed ends where the next begins.
            self.close_entry();
            self.entry = Some(Entry::default());
        } else if self.field.is_some() {
            self.tag(element);
        } else if self.entry.is_some() {
            if let Some(field) = field(&name) {
                self.begin(field, element);
            }
        } else if name == "title" && self.feed.title.is_empty() && self.is_of_feed() {
            self.begin(Field::Title, element);
        }
    }

    /// True directly within the feed, not within its picture or text box.
    fn is_of_feed(&self) -> bool {
        self.open.last().is_some_and(|it| matches!(it.as_str(), "channel" | "feed"))
    }

    fn begin(&mut self, field: Field, element: &BytesStart<'_>) {
        if field == Field::Link
            && let Some(url) = attribute(element, "href")
        {
            let kind = attribute(element, "rel");
            let is_page = kind.as_deref().is_none_or(|it| it.eq_ignore_ascii_case("alternate"));
            if let Some(entry) = self.entry.as_mut().filter(|_| is_page) {
                fill(&mut entry.url, url);
            }
        }
        // An id that says it is none is no address.
        if field == Field::Id && attribute(element, "ispermalink").as_deref() == Some("false") {
            return;
        }
        self.field = Some((field, self.open.len()));
        self.markup.clear();
        self.text.clear();
        self.has_tags = false;
    }

    /// A tag within a field.
    fn tag(&mut self, element: &BytesStart<'_>) {
        self.has_tags = true;
        let name = element.name();
        let local = name.as_ref().rsplit(':').next().unwrap_or_default();
        self.markup.push_str(&format!("<{local}>"));
    }

    fn piece(&mut self, markup: &str, text: &str) {
        if self.field.is_some() {
            self.markup.push_str(markup);
            self.text.push_str(text);
        }
    }

    fn end(&mut self, name: &str) {
        let Some(at) = self.open.iter().rposition(|it| it == name) else { return };
        self.open.truncate(at);
        match self.field {
            Some((_, n_before)) if at <= n_before => self.close_field(),
            Some(_) => {
                let local = name.rsplit(':').next().unwrap_or_default();
                self.markup.push_str(&format!("</{local}>"));
            }
            None => {}
        }
        if matches!(name, "item" | "entry") {
            self.close_entry();
        }
    }

    fn close_field(&mut self) {
        let Some((field, _)) = self.field.take() else { return };
        let text = std::mem::take(if self.has_tags { &mut self.markup } else { &mut self.text });
        let Some(entry) = &mut self.entry else {
            self.feed.title = line(&text);
            return;
        };
        match field {
            Field::Title => fill(&mut entry.title, line(&text)),
            Field::Link => fill(&mut entry.url, text.trim().to_owned()),
            Field::Id if text.trim().starts_with("http") => {
                self.id.get_or_insert(text.trim().to_owned());
            }
            Field::Id => {}
            Field::Published => entry.published = entry.published.or_else(|| dates::read(&text)),
            Field::Modified => entry.modified = entry.modified.or_else(|| dates::read(&text)),
            Field::Author => author(entry, &line(named(&text))),
            Field::Summary => fill(&mut entry.summary, line(&text)),
            Field::Content => fill(&mut entry.content, paragraphs(&text)),
        }
    }

    fn close_entry(&mut self) {
        self.close_field();
        let id = self.id.take();
        let Some(mut entry) = self.entry.take() else { return };
        if let Some(id) = id {
            fill(&mut entry.url, id);
        }
        if entry.url.is_empty() {
            self.n_without_address += 1;
        } else {
            self.feed.entries.push(entry);
        }
    }

    fn finish(mut self) -> Result<Feed, String> {
        self.close_entry();
        if !self.is_feed {
            let found = self.root.map_or(String::new(), |it| format!(" (it begins with <{it}>)"));
            return Err(match self.feed.warnings.pop() {
                Some(fault) => format!("this is no feed{found}; {fault}"),
                None => format!("this is no feed{found}; give the address of its RSS or Atom"),
            });
        }
        if self.n_without_address > 0 {
            let n = self.n_without_address;
            self.feed.warnings.push(format!("{n} entries without an address were left out"));
        }
        Ok(self.feed)
    }
}

/// Sets what is not set yet.
fn fill(place: &mut String, value: String) {
    if place.is_empty() {
        *place = value;
    }
}

/// What stands in the `<name>` of an author of Atom, beside an address; else all of it.
fn named(text: &str) -> &str {
    let rest = text.split_once("<name>").map(|(_, rest)| rest);
    rest.and_then(|it| it.split_once("</name>")).map_or(text, |(name, _)| name)
}

/// Adds an author; `desk@example.org (Ana Ruiz)` is how RSS writes one.
fn author(entry: &mut Entry, written: &str) {
    let name = match written.split_once(" (") {
        Some((before, name)) if before.contains('@') => name.trim_end_matches(')'),
        _ => written,
    };
    if name.is_empty() || name.contains('@') {
        return;
    }
    entry.author = Some(match entry.author.take() {
        Some(others) if !others.contains(name) => format!("{others}, {name}"),
        Some(others) => others,
        None => name.to_owned(),
    });
}
