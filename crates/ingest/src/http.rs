//! What a server answered: its head, and the content within transfer and content codings.
//!
//! Captures of a crawl and answers of a live server are the same bytes, so both are read here.
//! Crawls keep what servers get wrong, and get things wrong themselves: a body may be plain where
//! the head says chunked or gzip. Such a body is taken as it is. A body that was cut off gives
//! what there is, and says so.

mod coding;

pub use coding::{Unpacked, unpack};

use std::borrow::Cow;

/// Most fields of a head; servers send a few dozen.
const MAX_FIELDS: usize = 512;
/// Bytes at the end of a page in which its last tag stands.
const PAGE_TAIL: usize = 64;

/// A response as it was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response<'a> {
    /// `200` for a page that is there.
    pub status: u16,
    /// Names in lower case, and values, in their order.
    fields: Vec<(String, String)>,
    /// What follows the head, in its codings.
    pub body: &'a [u8],
}

impl Response<'_> {
    /// The value of the first field of this name (in lower case).
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(it, _)| it == name).map(|(_, value)| value.as_str())
    }

    /// The content without its codings.
    ///
    /// # Errors
    ///
    /// What is wrong, in a few words, when nothing can be made of the body or it unpacks to more
    /// than `limit` bytes.
    pub fn content(&self, limit: usize) -> Result<Unpacked<'_>, String> {
        let is_chunked = self
            .field("transfer-encoding")
            .is_some_and(|it| it.to_ascii_lowercase().contains("chunked"));
        let sent = if is_chunked { coding::dechunk(self.body) } else { self.sent_plainly() };
        let coding = self.field("content-encoding").unwrap_or("");
        let is_cut = sent.cut;
        let mut unpacked = match sent.bytes {
            Cow::Borrowed(bytes) => unpack(bytes, coding, limit)?,
            Cow::Owned(bytes) => unpack(&bytes, coding, limit)?.owned(),
        };
        unpacked.cut |= is_cut;
        Ok(unpacked)
    }

    /// True if the body is at least as long as the head says it is.
    pub(crate) fn is_all_there(&self) -> bool {
        let stated = self.field("content-length").and_then(|it| it.trim().parse::<usize>().ok());
        stated.is_some_and(|it| it <= self.body.len())
    }

    /// A body that is not in chunks is cut if it is shorter than the head says.
    fn sent_plainly(&self) -> Unpacked<'_> {
        let stated = self.field("content-length").and_then(|it| it.trim().parse::<usize>().ok());
        // Crawlers that unpack a body often leave the length that was sent.
        let is_plain = self.field("content-encoding").is_none();
        let tail = &self.body[self.body.len().saturating_sub(PAGE_TAIL)..];
        let is_whole = tail.trim_ascii_end().to_ascii_lowercase().ends_with(b"</html>");
        let cut = is_plain && !is_whole && stated.is_some_and(|it| it > self.body.len());
        Unpacked { bytes: Cow::Borrowed(self.body), cut }
    }
}

/// Reads a response: a status line, fields, an empty line and a body.
///
/// # Errors
///
/// What is wrong with the head, in a few words.
pub fn read(bytes: &[u8]) -> Result<Response<'_>, String> {
    let mut lenient = httparse::ParserConfig::default();
    lenient
        .allow_spaces_after_header_name_in_responses(true)
        .allow_obsolete_multiline_headers_in_responses(true)
        .allow_multiple_spaces_in_response_status_delimiters(true)
        .ignore_invalid_headers_in_responses(true);
    let mut room = [httparse::EMPTY_HEADER; MAX_FIELDS];
    let mut head = httparse::Response::new(&mut room);
    let end = match lenient.parse_response(&mut head, bytes) {
        Ok(httparse::Status::Complete(end)) => end,
        Ok(httparse::Status::Partial) => return Err("its HTTP head has no end".to_owned()),
        Err(err) => return Err(format!("its HTTP head cannot be read ({err})")),
    };
    let fields = head.headers.iter().map(|it| {
        (it.name.to_ascii_lowercase(), String::from_utf8_lossy(it.value).trim().to_owned())
    });
    let fields = fields.collect();
    Ok(Response { status: head.code.unwrap_or(0), fields, body: bytes.get(end..).unwrap_or(&[]) })
}

#[cfg(test)]
mod tests;
