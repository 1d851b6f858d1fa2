//! Prints how fast profiles are read and articles gathered: `../shared/data/archive`, one thread.
#![allow(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a measurement reads files and prints its figures"
)]

use std::io::Read as _;
use std::path::Path;
use std::time::Instant;

use article::Article;

fn main() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data/archive/articles-10k.jsonl.gz");
    let Ok(file) = std::fs::File::open(&path) else {
        println!("nothing to read at {}", path.display());
        return;
    };
    let mut head = Vec::new();
    let read = flate2::read::MultiGzDecoder::new(file).take(16_000_000).read_to_end(&mut head);
    assert!(read.is_ok(), "the archive is readable");
    let head = String::from_utf8_lossy(&head);
    let articles: Vec<Article> =
        head.lines().filter_map(|line| serde_json::from_str(line).ok()).map(article).collect();
    let n_articles = articles.len() as f64;
    let per = |start: Instant| start.elapsed().as_secs_f64() * 1e6 / n_articles;
    let start = Instant::now();
    let documents: Vec<text::Document> = articles.into_iter().map(text::read).collect();
    println!("text::read: {:.0} µs an article", per(start));
    let start = Instant::now();
    let profiles: Vec<gather::Profile> = documents.iter().map(gather::profile).collect();
    println!("gather::profile: {:.0} µs an article", per(start));
    let start = Instant::now();
    let mut gatherer = gather::Gatherer::new(gather::Config::standard());
    let mut n_changes = 0;
    for (key, profile) in (0..).zip(&profiles) {
        n_changes += gatherer.push(key, profile).len();
    }
    println!("push: {:.0} µs an article, {n_changes} changes, all undated", per(start));
    let n_bytes = gatherer.to_bytes().len();
    println!("{} articles in memory, {n_bytes} bytes of state", gatherer.len());
}

fn article(record: serde_json::Value) -> Article {
    let field = |name: &str| record[name].as_str().unwrap_or_default().to_owned();
    let url = Some(field("url"));
    Article { outlet: field("outlet"), title: field("title"), url, ..Article::of(&field("text")) }
}
