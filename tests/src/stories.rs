//! Labelled stories and the articles beside them, read as the program reads them.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::Path;

use gather::{ArticleKey, Profile};

/// An article with the story an editor put it into.
pub struct Labelled {
    /// Its number in the stream.
    pub key: ArticleKey,
    /// The record's id.
    pub id: String,
    /// The editor's story; `None` for articles of no labelled story.
    pub story: Option<String>,
    /// Headline and the first words of the body, for what reads only these.
    pub lead: String,
    /// What `gather` keeps of it.
    pub profile: Profile,
}

/// Words of the body that follow the headline in [`Labelled::lead`].
const LEAD_WORDS: usize = 60;

/// Reads a file of records (`.jsonl.gz`); keys follow from `first`.
///
/// # Errors
/// If the file cannot be read.
pub fn read(path: &Path, first: ArticleKey) -> Result<Vec<Labelled>, String> {
    let text = unpacked(path)?;
    let labels: BTreeMap<String, String> = text
        .lines()
        .filter_map(|it| serde_json::from_str::<serde_json::Value>(it).ok())
        .filter_map(|it| Some((it["id"].as_str()?.to_owned(), it["story"].as_str()?.to_owned())))
        .collect();
    let source = ingest::Source { name: "articles.jsonl", bytes: text.as_bytes() };
    let limits = ingest::Config { max_bytes: 1 << 30, max_body_bytes: 8 << 20 };
    let articles = ingest::read(&source, &limits).map_err(|it| it.to_string())?.articles;
    let half = articles.len() / 2;
    let mut articles = articles.into_iter();
    let halves: [Vec<article::Article>; 2] =
        [articles.by_ref().take(half).collect(), articles.collect()];
    let mut labelled: Vec<Labelled> = std::thread::scope(|scope| {
        let running = halves.map(|it| {
            let labels = &labels;
            scope.spawn(move || it.into_iter().map(|it| one(it, labels)).collect::<Vec<_>>())
        });
        running.into_iter().flat_map(|it| it.join().unwrap_or_default()).collect()
    });
    for (key, it) in (first..).zip(&mut labelled) {
        it.key = key;
    }
    Ok(labelled)
}

fn one(article: article::Article, labels: &BTreeMap<String, String>) -> Labelled {
    let words: Vec<&str> = article.body.split_whitespace().take(LEAD_WORDS).collect();
    let lead = format!("{}. {}", article.title, words.join(" "));
    let id = article.id.clone();
    let story = labels.get(&id).cloned();
    Labelled { key: 0, id, story, lead, profile: gather::profile(&text::read(article)) }
}

fn unpacked(path: &Path) -> Result<String, String> {
    let file = std::fs::File::open(path).map_err(|it| format!("{}: {it}", path.display()))?;
    let mut text = String::new();
    flate2::read::MultiGzDecoder::new(file)
        .read_to_string(&mut text)
        .map_err(|it| format!("{}: {it}", path.display()))?;
    Ok(text)
}

/// The order of a stream: undated articles first, then by time; of equals by key.
pub fn sort(articles: &mut [&Labelled]) {
    articles.sort_by_key(|it| (it.profile.published, it.key));
}
