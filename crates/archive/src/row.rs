//! Records in, rows out: what is done to one batch of a file, as a plain function.
//!
//! Takes the bytes of records, gives for each the article or why there is none. Sees one record at
//! a time and touches no file, so that it runs in any number of threads or on other machines.

use std::io::{Read as _, Write as _};
use std::sync::Arc;

use article::Article;
use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use sha2::{Digest as _, Sha256};

/// One record of a file, not yet looked at.
#[derive(Debug, Clone)]
pub struct Record {
    /// The file's name, for messages.
    pub name: Arc<str>,
    /// Where the record stands in it, such as `line 7`; empty for the whole file.
    pub place: String,
    /// What is in it.
    pub content: Content,
}

/// What a record is.
#[derive(Debug, Clone)]
pub enum Content {
    /// A JSON object.
    Line(Vec<u8>),
    /// A file that `ingest` is to look at: a page, a text, a list of records.
    Whole(Vec<u8>),
    /// A page of a crawl.
    Capture(Box<ingest::warc::Capture>),
    /// An article that was read before.
    Article(Box<Article>),
    /// What could not be read from the file, and why.
    Broken(String),
}

/// An article ready to be kept.
#[derive(Debug, Clone)]
pub struct Row {
    /// The article.
    pub article: Article,
    /// Where it stood in the file.
    pub place: String,
    /// The body, deflated.
    pub packed: Vec<u8>,
    /// Hash of outlet, headline and body.
    pub content: i64,
    /// Hash of the address without what does not change the page.
    pub address: Option<i64>,
    /// Seconds since 1970 at which it was published, noon where only the day is known; from the
    /// address where the article does not say.
    pub time: Option<i64>,
    /// True if only the address tells the time.
    pub is_time_of_address: bool,
}

/// What became of a record: articles, and what was no article.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    /// In the order of the record.
    pub rows: Vec<Row>,
    /// Place and reason.
    pub rejects: Vec<(String, String)>,
}

/// Reads one record.
#[must_use]
pub fn read(record: Record, config: &ingest::Config) -> Outcome {
    let Record { name, place, content } = record;
    let mut outcome = Outcome::default();
    match content {
        Content::Line(bytes) => match ingest::record(&bytes, config) {
            Ok(article) => outcome.add(article, place),
            Err(reason) => outcome.rejects.push((place, reason)),
        },
        Content::Whole(bytes) => {
            match ingest::read(&ingest::Source { name: &name, bytes: &bytes }, config) {
                Ok(reading) => {
                    let n_articles = reading.articles.len();
                    for (idx, article) in reading.articles.into_iter().enumerate() {
                        let of = if n_articles > 1 {
                            format!("record {}", idx + 1)
                        } else {
                            place.clone()
                        };
                        outcome.add(article, of);
                    }
                    outcome
                        .rejects
                        .extend(reading.rejects.into_iter().map(|it| (it.place, it.reason)));
                }
                Err(error) => {
                    outcome.rejects.push((place, without_name(&error.to_string(), &name)))
                }
            }
        }
        Content::Capture(capture) => match capture.article(config) {
            Ok(article) => outcome.add(article, place),
            Err(reject) => {
                outcome.rejects.push((place, without_name(&reject.reason, &capture.url)))
            }
        },
        Content::Article(article) => outcome.add(*article, place),
        Content::Broken(reason) => outcome.rejects.push((place, reason)),
    }
    outcome
}

/// The message without the file's name before it: the name stands beside it in every list.
fn without_name(message: &str, name: &str) -> String {
    let rest = message.strip_prefix(name).unwrap_or(message);
    rest.trim_start_matches([':', ' ']).to_owned()
}

impl Outcome {
    fn add(&mut self, article: Article, place: String) {
        if article.body.contains(char::is_alphabetic) {
            self.rows.push(row(article, place));
        } else {
            self.rejects.push((place, "no sentence was found in it".to_owned()));
        }
    }
}

/// An article as it is kept.
#[must_use]
pub fn row(article: Article, place: String) -> Row {
    // What stands beside the text says where and when; `gather` reads it, and here without the text.
    let beside =
        text::read(Article { body: String::new(), title: String::new(), ..article.clone() });
    let profile = gather::profile(&beside);
    Row {
        packed: pack(&article.body),
        content: hash(&[&article.outlet.to_lowercase(), &article.title, &article.body]),
        address: profile.url.as_deref().map(|it| hash(&[it])),
        time: profile.published,
        is_time_of_address: article.published.is_none(),
        article,
        place,
    }
}

/// The first eight bytes of SHA-256 over the parts.
pub(crate) fn hash(parts: &[&str]) -> i64 {
    let mut sha = Sha256::new();
    for part in parts {
        sha.update(part.as_bytes());
        sha.update([0]);
    }
    let digest = sha.finalize();
    i64::from_le_bytes(std::array::from_fn(|it| digest[it]))
}

/// Text deflated.
pub(crate) fn pack(text: &str) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::with_capacity(text.len() / 2), Compression::fast());
    encoder.write_all(text.as_bytes()).and_then(|()| encoder.finish()).expect("memory takes it all")
}

/// The text of [`pack`]; what is not such gives what can be read of it.
pub(crate) fn unpack(packed: &[u8]) -> String {
    let mut text = Vec::with_capacity(packed.len() * 3);
    let _ = DeflateDecoder::new(packed).read_to_end(&mut text);
    String::from_utf8(text).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_comes_back_as_it_was() {
        let text = "Two trains met. Nobody was hurt – say the firefighters.\n\nMore follows.";
        assert_eq!(unpack(&pack(text)), text);
    }

    #[test]
    fn a_changed_headline_is_another_content() {
        let article = |title: &str| Article {
            title: title.to_owned(),
            outlet: "Herald".to_owned(),
            url: Some("https://www.herald.example/2031/03/05/bridge?utm_source=x".to_owned()),
            ..Article::of("The bridge fell.")
        };
        let (first, second) = (row(article("A"), String::new()), row(article("B"), String::new()));
        assert_ne!(first.content, second.content);
        assert_eq!(first.address, second.address);
        assert!(first.time.is_some(), "the address bears the day");
    }
}
