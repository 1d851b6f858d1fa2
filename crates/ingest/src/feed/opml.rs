//! OPML: a list of feeds, as readers of feeds write it.

use quick_xml::events::{BytesStart, Event};

use super::xml::{attribute, reader};
use crate::charset;

/// Most feeds that are taken of one list.
const MAX_FEEDS: usize = 10_000;

/// A feed in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subscription {
    /// What the list calls it; may be empty.
    pub title: String,
    /// Where the feed is.
    pub url: String,
}

/// Reads a list. Each feed is given once, in the order of the list.
///
/// # Errors
///
/// Why this is no list of feeds, in a few words that follow its name.
pub fn outline(bytes: &[u8]) -> Result<Vec<Subscription>, String> {
    let decoded = charset::decode(bytes, None);
    let Some(start) = decoded.text.find('<') else {
        return Err("this is no OPML; export the list from your feed reader".to_owned());
    };
    let mut reader = reader(&decoded.text[start..]);
    let (mut feeds, mut is_opml, mut fault) = (Vec::<Subscription>::new(), false, None);
    let mut seen = std::collections::HashSet::new();
    while feeds.len() < MAX_FEEDS {
        let end = start as u64 + reader.buffer_position();
        match reader.read_event() {
            Ok(Event::Eof) => break,
            Ok(Event::Start(it) | Event::Empty(it)) => {
                let name = it.name().as_ref().to_ascii_lowercase();
                is_opml |= name == "opml" || name == "outline";
                if name == "outline"
                    && let Some(feed) = subscription(&it)
                    && seen.insert(feed.url.clone())
                {
                    feeds.push(feed);
                }
            }
            Ok(_) => {}
            Err(err) => {
                fault = Some(format!("; its XML breaks off at byte {end} ({err})"));
                break;
            }
        }
    }
    let fault = fault.unwrap_or_default();
    match (feeds.is_empty(), is_opml) {
        (false, _) => Ok(feeds),
        (true, true) => Err(format!("this list names no feed (xmlUrl){fault}")),
        (true, false) => {
            Err(format!("this is no OPML; export the list from your feed reader{fault}"))
        }
    }
}

fn subscription(element: &BytesStart<'_>) -> Option<Subscription> {
    let url = attribute(element, "xmlurl").filter(|it| !it.is_empty())?;
    let title = attribute(element, "title").filter(|it| !it.is_empty());
    let title = title.or_else(|| attribute(element, "text")).unwrap_or_default();
    Some(Subscription { title, url })
}
