//! Prints how fast articles are read: `../shared/data/archive`, one thread.
#![allow(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a measurement reads files and prints its figures"
)]

use std::collections::BTreeMap;
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
    let n_bytes: usize = articles.iter().map(|article| article.body.len()).sum();
    let start = Instant::now();
    let _ = text::Lexicon::of("en");
    println!("English lexicon: {:?}", start.elapsed());
    for round in 1..=3 {
        let copies = articles.clone();
        let start = Instant::now();
        let mut n_sentences = 0;
        let mut languages: BTreeMap<&str, usize> = BTreeMap::new();
        for article in copies {
            let document = text::read(article);
            n_sentences += document.sentences.len();
            *languages.entry(document.language).or_default() += 1;
        }
        let took = start.elapsed();
        println!(
            "round {round}: {} articles, {n_bytes} bytes, {n_sentences} sentences in {took:?}: {:?} an article, {:.1} MB/s",
            articles.len(),
            took / articles.len() as u32,
            n_bytes as f64 / took.as_secs_f64() / 1e6
        );
        println!("languages: {languages:?}");
    }
}

fn article(record: serde_json::Value) -> Article {
    Article::of(record["text"].as_str().unwrap_or_default())
}
