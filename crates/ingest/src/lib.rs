//! From bytes to articles with their metadata; warnings where something was lost.
//!
//! [`read`] takes the bytes of one file and answers with the articles in it. What the bytes are
//! is told by looking at them: a gzip of any of the rest, a web page, JSON or JSON Lines records,
//! a WARC or ARC file, or plain text as a person copies it from a page. Page furniture (menus, captions, sign-up
//! boxes) is dropped with a warning that counts it; a teaser that stands for a missing part makes
//! the article partial. No file is opened here: the caller brings the bytes.
//!
//! What comes in pieces has rooms of its own: [`warc`] reads the files of a crawl record by record,
//! [`feed`] reads lists of links, [`http`] and [`page`](page()) what a server answers.

mod charset;
mod copied;
mod cruft;
mod dates;
mod draft;
mod error;
pub mod feed;
mod form;
mod gzip;
mod head;
mod html;
pub mod http;
mod lines;
mod outlet;
mod page;
mod records;
mod rules;
pub mod warc;
mod words;

pub use error::Error;
pub use page::{Page, charset_of, page};

use article::{Article, Warning, WarningKind};
use form::Form;

/// What to read, and what it is called.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// The file's name or `-`; used in messages and as a hint, never opened.
    pub name: &'a str,
    /// Everything in it.
    pub bytes: &'a [u8],
}

/// What was found in one source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// At least one article unless every record was rejected; ids may be empty.
    pub articles: Vec<Article>,
    /// Records that could not be read, in their order.
    pub rejects: Vec<Reject>,
}

/// A record that is not an article, beside others that are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reject {
    /// Where it stands, such as `line 7` or `record 3`.
    pub place: String,
    /// Why it was not read.
    pub reason: String,
}

/// The limits of reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Config {
    /// Most bytes of one source, after decompression.
    pub max_bytes: usize,
    /// Most bytes of one article's body; a page or record beyond it is refused.
    pub max_body_bytes: usize,
}

impl Config {
    /// Room for a 64 MB file of records, and 2 MB (about 300,000 words) for one article.
    #[must_use]
    pub fn standard() -> Self {
        Self { max_bytes: 64 << 20, max_body_bytes: 2 << 20 }
    }
}

/// Reads one source.
///
/// # Errors
///
/// When no article can be made of the bytes; the message names the file, the place and what to
/// do. A bad record among good ones is no error but a [`Reject`].
pub fn read(source: &Source<'_>, config: &Config) -> Result<Reading, Error> {
    if warc::is_archive(&gzip::opening(source.bytes)) {
        return captures(source, config);
    }
    read_as(source, Hint::default(), config)
}

/// What is known of bytes before they are looked at.
#[derive(Debug, Clone, Copy, Default)]
struct Hint<'a> {
    /// The character set that came with them.
    charset: Option<&'a str>,
    /// The address of the page that they are.
    url: Option<&'a str>,
}

fn read_as(source: &Source<'_>, hint: Hint<'_>, config: &Config) -> Result<Reading, Error> {
    let name = source.name;
    let unpacked = gzip::unpack(source, config)?;
    if unpacked.len() > config.max_bytes {
        return Err(Error::TooLarge { name: name.to_owned(), limit: config.max_bytes });
    }
    if let Some(what) = form::binary(&unpacked) {
        return Err(Error::Binary { name: name.to_owned(), what });
    }
    let decoded = charset::decode(&unpacked, hint.charset);
    let text = decoded.text.as_str();
    if text.trim().is_empty() {
        return Err(Error::Empty { name: name.to_owned() });
    }
    let mut reading = match form::of(name, text) {
        Form::Html => one(html::read(name, text, hint.url)?),
        Form::Plain => one(copied::read(name, text, hint.url)?),
        Form::Json => records::json(name, text)?,
        Form::JsonLines => records::lines(name, text)?,
        Form::Feed => return Err(Error::Feed { name: name.to_owned() }),
    };
    keep_within(&mut reading, name, config)?;
    if let Some(warning) = decoded.warning {
        for article in &mut reading.articles {
            article.warnings.insert(0, Warning::new(WarningKind::Charset, warning.clone()));
        }
    }
    Ok(reading)
}

/// The pages of a WARC or ARC file.
fn captures(source: &Source<'_>, config: &Config) -> Result<Reading, Error> {
    let mut reading = Reading { articles: Vec::new(), rejects: Vec::new() };
    let mut n_bytes = 0;
    for record in warc::records(source.bytes, warc::Config::standard()) {
        match record {
            warc::Record::Capture(capture) => {
                n_bytes += capture.bytes.len();
                if n_bytes > config.max_bytes {
                    let (name, limit) = (source.name.to_owned(), config.max_bytes);
                    return Err(Error::TooLarge { name, limit });
                }
                match capture.article(config) {
                    Ok(article) => reading.articles.push(article),
                    Err(reject) => reading.rejects.push(reject),
                }
            }
            warc::Record::Reject(reject) => reading.rejects.push(reject),
            warc::Record::Revisit(_) | warc::Record::Passed { .. } => {}
        }
    }
    if reading.articles.is_empty() {
        let reason = reading.rejects.first().map(|it| format!("{}: {}", it.place, it.reason));
        return Err(Error::NoCapture { name: source.name.to_owned(), reason });
    }
    Ok(reading)
}

/// Reads one record of JSON Lines by itself, for callers that cut large files into lines.
///
/// # Errors
///
/// Why the line is no article, in a few words; the caller knows its place.
pub fn record(line: &[u8], config: &Config) -> Result<Article, String> {
    let decoded = charset::decode(line, None);
    let mut article = records::line(decoded.text.trim())?;
    if article.body.len() > config.max_body_bytes {
        return Err(format!("its text is longer than {} bytes", config.max_body_bytes));
    }
    if let Some(warning) = decoded.warning {
        article.warnings.insert(0, Warning::new(WarningKind::Charset, warning));
    }
    Ok(article)
}

/// A reading of a single article.
fn one(article: Article) -> Reading {
    Reading { articles: vec![article], rejects: Vec::new() }
}

/// Refuses bodies beyond the limit: as an error if it is the only article, else as a reject.
fn keep_within(reading: &mut Reading, name: &str, config: &Config) -> Result<(), Error> {
    let limit = config.max_body_bytes;
    if reading.articles.len() == 1 && reading.rejects.is_empty() {
        if reading.articles.iter().any(|it| it.body.len() > limit) {
            return Err(Error::TooLarge { name: name.to_owned(), limit });
        }
        return Ok(());
    }
    let (kept, long) = std::mem::take(&mut reading.articles)
        .into_iter()
        .enumerate()
        .partition::<Vec<_>, _>(|(_, it)| it.body.len() <= limit);
    reading.articles = kept.into_iter().map(|(_, it)| it).collect();
    reading.rejects.extend(long.into_iter().map(|(idx, _)| Reject {
        place: format!("article {}", idx + 1),
        reason: format!("its text is longer than {limit} bytes"),
    }));
    Ok(())
}
