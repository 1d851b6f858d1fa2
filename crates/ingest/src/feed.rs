//! Feeds and lists of feeds: RSS, RDF, Atom, JSON Feed and OPML.
//!
//! [`read`] gives the entries of a feed, [`outline`] the feeds of an OPML list. Both take what is
//! well-formed of a damaged file and say in [`Feed::warnings`] where it breaks off. Addresses are
//! as written; relative ones are the caller's to resolve against the address of the feed.

mod entry;
mod json;
mod opml;
mod xml;

pub use entry::Entry;
pub use opml::{Subscription, outline};

use crate::charset;

/// Most entries that are taken of one feed; feeds have 10 to 100.
const MAX_ENTRIES: usize = 2000;

/// What a feed holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Feed {
    /// What it calls itself; the outlet, mostly.
    pub title: String,
    /// In the order of the feed, each with an address.
    pub entries: Vec<Entry>,
    /// What was lost or odd, a line each.
    pub warnings: Vec<String>,
}

/// Reads a feed. `charset` is the character set that came with the bytes, if any did.
///
/// # Errors
///
/// Why this is no feed, in a few words that follow its name.
pub fn read(bytes: &[u8], charset: Option<&str>) -> Result<Feed, String> {
    let decoded = charset::decode(bytes, charset);
    let text = decoded.text.trim_start_matches(|it: char| it == '\u{feff}' || it.is_whitespace());
    let mut feed = match text.chars().next() {
        None => return Err("this is empty, not a feed".to_owned()),
        Some('{') => json::read(text)?,
        Some(_) => xml::read(text)?,
    };
    if feed.entries.len() > MAX_ENTRIES {
        feed.entries.truncate(MAX_ENTRIES);
        feed.warnings.push(format!("only its first {MAX_ENTRIES} entries were taken"));
    }
    feed.warnings.extend(decoded.warning);
    Ok(feed)
}

#[cfg(test)]
mod tests;
