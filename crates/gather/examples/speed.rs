//! Prints how fast profiles are read and articles gathered, and what memory it takes: articles of
//! `../shared/data/archive`, each again and again some weeks later with a part of its words
//! exchanged; one thread. `speed [ARTICLES]`, 100,000 unless said otherwise.
#![allow(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a measurement reads files and prints its figures"
)]

use std::io::Read as _;
use std::path::Path;
use std::time::Instant;

use article::{Article, Moment};
use gather::{Config, Gatherer, Profile};

/// Days by which each copy comes later.
const SHIFT: i64 = 37;
const DAY: i64 = 86_400;

fn main() {
    let n_wanted = std::env::args().nth(1).and_then(|it| it.parse().ok()).unwrap_or(100_000);
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
    let per = |start: Instant, n: usize| start.elapsed().as_secs_f64() * 1e6 / n as f64;
    let n_articles = articles.len();
    let start = Instant::now();
    let documents: Vec<text::Document> = articles.into_iter().map(text::read).collect();
    println!("text::read: {:.0} µs an article", per(start, n_articles));
    let start = Instant::now();
    let profiles: Vec<Profile> = documents.iter().map(gather::profile).collect();
    println!("gather::profile: {:.0} µs an article", per(start, n_articles));
    drop(documents);
    let mut stream: Vec<(Option<i64>, usize, u32)> = (0..n_wanted)
        .map(|it| {
            let (idx, round) = (it % n_articles, (it / n_articles) as u32);
            let time = profiles[idx].published.map(|time| time + i64::from(round) * SHIFT * DAY);
            (time, idx, round)
        })
        .collect();
    stream.sort_unstable();
    println!("{:.0} MiB before gathering", peak());
    let mut gatherer = Gatherer::new(Config::standard());
    let (mut n_joined, mut most) = (0, 0);
    let start = Instant::now();
    for (key, (time, idx, round)) in (0..).zip(&stream) {
        let profile = copy(&profiles[*idx], *time, *round);
        let changes = gatherer.push(key, &profile);
        n_joined += usize::from(matches!(changes[0], gather::Change::Joined { .. }));
        most = most.max(gatherer.len());
    }
    let each = per(start, n_wanted);
    println!("push: {each:.0} µs an article, {:.0} articles/s", 1e6 / each);
    println!("{n_wanted} articles, {n_joined} joined a story; at most {most} in memory");
    println!("{:.0} MiB at the peak, {} bytes of state", peak(), gatherer.to_bytes().len());
}

/// A later copy with a fifth of its terms exchanged.
fn copy(profile: &Profile, time: Option<i64>, round: u32) -> Profile {
    let mut copy = Profile { published: time, url: None, ..profile.clone() };
    copy.content ^= u64::from(round);
    copy.sketch.iter_mut().for_each(|it| *it ^= round);
    for it in copy.terms.iter_mut().filter(|it| it.id % 5 == round % 5) {
        it.id = it.id.wrapping_add(round.wrapping_mul(0x9e37_79b9));
    }
    copy.terms.sort_by_key(|it| it.id);
    copy.terms.dedup_by_key(|it| it.id);
    copy
}

fn article(record: serde_json::Value) -> Article {
    let field = |name: &str| record[name].as_str().unwrap_or_default().to_owned();
    let published = field("date").parse().ok().map(Moment::day);
    Article {
        outlet: field("outlet"),
        title: field("title"),
        published,
        ..Article::of(&field("text"))
    }
}

/// Peak resident memory in MiB as the kernel tells it; 0 where it does not.
fn peak() -> f64 {
    let text = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = text.lines().find_map(|it| it.strip_prefix("VmHWM:"));
    let kib = line.and_then(|it| it.trim().trim_end_matches(" kB").parse::<f64>().ok());
    kib.unwrap_or(0.0) / 1024.0
}
