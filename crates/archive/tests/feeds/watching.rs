//! Feeds of a server, and rounds over them.

use std::net::TcpStream;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use archive::fetch::{Fetcher, Limits};
use archive::watch::{Ledger, Round, Settings, Stop, round};
use article::Article;
use ingest::feed::Subscription;
use jiff::Timestamp;
use rusqlite::Connection;

use crate::fetching::{gzip, short};
use crate::server::{Question, Server, endless, page, send};

const START: i64 = 1_930_000_000;
const HOUR: i64 = 3600;

fn article_page(n: usize) -> String {
    format!(
        "<html><head><title>Wall {n} of the harbour breaks</title></head><body><article><h1>Wall \
         {n} of the harbour breaks</h1><p>The harbour wall {n} of Almara broke on Monday morning \
         after two days of storm, the port office said.</p><p>Nobody was hurt, but eleven boats \
         sank at mooring {n} and the fish market stays closed until Friday.</p></article></body>\
         </html>"
    )
}

fn feed(items: &[&str]) -> String {
    let items = items.iter().map(|it| {
        let date = "Tue, 04 Mar 2031 09:30:00 GMT";
        format!("<item><title>x</title><link>{it}</link><pubDate>{date}</pubDate></item>")
    });
    let items = items.collect::<String>();
    format!("<rss><channel><title>Almara Gazette</title>{items}</channel></rss>")
}

fn rss(stream: &mut TcpStream, body: &str) {
    send(stream, "200 OK", "Content-Type: application/rss+xml\r\n", body.as_bytes());
}

/// Answers a question for an article; false if it is for something else.
fn articles(question: &Question, stream: &mut TcpStream) -> bool {
    let number =
        question.path.strip_prefix("/a/").and_then(|it| it.split('?').next()?.parse().ok());
    if let Some(number) = number {
        page(stream, &article_page(number));
    }
    number.is_some()
}

fn subscriptions(server: &Server, paths: &[&str]) -> Vec<Subscription> {
    let feed = |path: &&str| Subscription { title: String::new(), url: server.url(path) };
    paths.iter().map(feed).collect()
}

/// A watcher with a ledger of its own.
struct Watcher {
    db: Connection,
    fetcher: Fetcher,
    settings: Settings,
    articles: Vec<Article>,
}

impl Watcher {
    fn new() -> Self {
        Self {
            db: Connection::open_in_memory().expect("memory"),
            fetcher: Fetcher::new(Limits { robots_age: Duration::ZERO, ..short() }),
            settings: Settings { n_threads: 4, ..Settings::standard() },
            articles: Vec::new(),
        }
    }

    fn round(&mut self, feeds: &[Subscription], at: i64) -> Round {
        let ledger = Ledger::new(&self.db).expect("tables");
        let now = Timestamp::from_second(START + at).expect("a time");
        let sink = |batch: Vec<Article>| {
            self.articles.extend(batch);
            Ok::<(), String>(())
        };
        round(&self.fetcher, &ledger, feeds, &self.settings, now, sink).expect("a round")
    }

    fn titles(&self) -> Vec<&str> {
        let mut titles: Vec<&str> = self.articles.iter().map(|it| it.title.as_str()).collect();
        titles.sort_unstable();
        titles
    }
}

#[test]
fn new_entries_are_fetched_once() {
    let server = Server::start(|question, stream| match question.path.as_str() {
        "/feed" => rss(stream, &feed(&["/a/1", "/a/2?utm_source=rss", "mailto:x@a.example"])),
        _ if articles(question, stream) => {}
        _ => send(stream, "404 Not Found", "", b""),
    });
    let feeds = subscriptions(&server, &["/feed"]);
    let mut watcher = Watcher::new();
    let first = watcher.round(&feeds, 0);
    assert_eq!((first.n_asked, first.n_new, first.n_articles), (1, 2, 2), "{first:?}");
    let titles = ["Wall 1 of the harbour breaks", "Wall 2 of the harbour breaks"];
    assert_eq!(watcher.titles(), titles);
    let article = &watcher.articles[0];
    assert_eq!(article.published.expect("from the feed").to_string(), "2031-03-04T09:30:00Z");
    assert!(article.url.as_deref().is_some_and(|it| !it.contains("utm_")));
    let early = watcher.round(&feeds, 60);
    assert_eq!((early.n_asked, early.n_waiting), (0, 1));
    let second = watcher.round(&feeds, HOUR);
    assert_eq!((second.n_asked, second.n_new), (1, 0));
    assert_eq!(server.asked().iter().filter(|it| it.starts_with("/a/")).count(), 2);
}

#[test]
fn a_feed_that_has_not_changed_is_not_sent() {
    let server = Server::start(|question, stream| match question.path.as_str() {
        "/feed" if question.field("if-none-match") == Some("\"7\"") => {
            send(stream, "304 Not Modified", "", b"");
        }
        "/feed" => send(stream, "200 OK", "ETag: \"7\"\r\n", feed(&["/a/1"]).as_bytes()),
        _ if articles(question, stream) => {}
        _ => send(stream, "404 Not Found", "", b""),
    });
    let feeds = subscriptions(&server, &["/feed"]);
    let mut watcher = Watcher::new();
    watcher.round(&feeds, 0);
    let second = watcher.round(&feeds, HOUR);
    assert_eq!((second.n_asked, second.n_unchanged, second.n_new), (1, 1, 0));
    assert!(second.troubles.is_empty(), "{second:?}");
}

#[test]
fn bad_feeds_do_not_stop_the_others() {
    let bomb = gzip(&vec![b'x'; 50 << 20]);
    let server = Server::start(move |question, stream| match question.path.as_str() {
        "/slow" => std::thread::sleep(Duration::from_secs(3)),
        "/dripping" => endless(stream, "\r\n", b"<rss>", Duration::from_millis(40)),
        "/endless" => endless(stream, "\r\n", &[b'x'; 4096], Duration::ZERO),
        "/picture" => send(stream, "200 OK", "Content-Type: image/png\r\n", b"\x89PNG"),
        "/page" => page(stream, &article_page(9)),
        "/loop" => send(stream, "302 Found", "Location: /loop\r\n", b""),
        "/private" => send(stream, "302 Found", "Location: http://10.0.0.1/\r\n", b""),
        "/bomb" => send(stream, "200 OK", "Content-Encoding: gzip\r\n", &bomb),
        "/broken" => rss(stream, &feed(&["/a/3"]).replace("</channel>", "<item><title <<")),
        "/cut" => endless_cut(stream),
        "/heads" => send(stream, "200 OK", &"X: y\r\n".repeat(9000), b""),
        "/empty" => rss(stream, ""),
        "/gone" => send(stream, "410 Gone", "", b""),
        "/good" => rss(stream, &feed(&["/a/1", "/missing"])),
        "/also-good" => rss(stream, &feed(&["/a/2", "/a/1"])),
        _ if articles(question, stream) => {}
        _ => send(stream, "404 Not Found", "", b""),
    });
    let bad = [
        "/slow",
        "/dripping",
        "/endless",
        "/picture",
        "/page",
        "/loop",
        "/private",
        "/bomb",
        "/cut",
        "/heads",
        "/empty",
        "/gone",
    ];
    let paths = [&["/good"], bad.as_slice(), &["/broken", "/also-good"]].concat();
    let feeds = subscriptions(&server, &paths);
    let mut watcher = Watcher::new();
    let begun = Instant::now();
    let found = watcher.round(&feeds, 0);
    assert!(begun.elapsed() < Duration::from_secs(30), "it hung");
    assert_eq!(found.n_asked, paths.len());
    let titles = [
        "Wall 1 of the harbour breaks",
        "Wall 2 of the harbour breaks",
        "Wall 3 of the harbour breaks",
    ];
    assert_eq!(watcher.titles(), titles, "{found:?}");
    for path in bad {
        let is_told = |it: &String| it.starts_with(&server.url(path)) || it.contains("10.0.0.1");
        assert!(found.troubles.iter().any(is_told), "{path}: {found:?}");
    }
    assert!(found.troubles.iter().any(|it| it.contains("/missing: there is no such page")));
    // All that failed waits longer than the rest.
    let second = watcher.round(&feeds, 14 * 60);
    assert_eq!(second.n_asked, 3, "{second:?}");
}

fn endless_cut(stream: &mut TcpStream) {
    use std::io::Write;
    let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n<rss><channel>");
}

#[test]
fn a_page_that_fails_is_tried_again_though_its_feed_has_not_changed() {
    let n_asked = AtomicUsize::new(0);
    let server = Server::start(move |question, stream| match question.path.as_str() {
        "/feed" if question.field("if-none-match").is_some() => {
            send(stream, "304 Not Modified", "", b"");
        }
        "/feed" => send(stream, "200 OK", "ETag: \"7\"\r\n", feed(&["/a/1"]).as_bytes()),
        "/a/1" if n_asked.fetch_add(1, Ordering::Relaxed) == 0 => {
            send(stream, "503 Unavailable", "", b"");
        }
        _ if articles(question, stream) => {}
        _ => send(stream, "404 Not Found", "", b""),
    });
    let feeds = subscriptions(&server, &["/feed"]);
    let mut watcher = Watcher::new();
    let first = watcher.round(&feeds, 0);
    assert_eq!((first.n_new, first.n_articles), (1, 0));
    let second = watcher.round(&feeds, HOUR);
    assert_eq!((second.n_new, second.n_articles), (1, 1), "{second:?}");
    let third = watcher.round(&feeds, 2 * HOUR);
    assert_eq!((third.n_unchanged, third.n_new), (1, 0));
}

#[test]
fn what_was_not_taken_is_fetched_again() {
    let server = Server::start(|question, stream| match question.path.as_str() {
        "/feed" => send(stream, "200 OK", "ETag: \"7\"\r\n", feed(&["/a/1"]).as_bytes()),
        _ if articles(question, stream) => {}
        _ => send(stream, "404 Not Found", "", b""),
    });
    let feeds = subscriptions(&server, &["/feed"]);
    let mut watcher = Watcher::new();
    {
        let ledger = Ledger::new(&watcher.db).expect("tables");
        let now = Timestamp::from_second(START).expect("a time");
        let full = |_: Vec<Article>| Err("the disk is full");
        let stop = round(&watcher.fetcher, &ledger, &feeds, &watcher.settings, now, full);
        assert!(matches!(stop, Err(Stop::Sink("the disk is full"))));
    }
    let again = watcher.round(&feeds, HOUR);
    assert_eq!(again.n_articles, 1, "{again:?}");
}

#[test]
fn a_changed_entry_is_fetched_again() {
    let n_asked = AtomicUsize::new(0);
    let server = Server::start(move |question, stream| match question.path.as_str() {
        "/feed" => {
            let hour = n_asked.fetch_add(1, Ordering::Relaxed).min(1);
            let entry = format!(
                "<feed><title>Post</title><entry><link href='/a/1'/><updated>2031-03-04T0{hour}:00:00Z\
                 </updated></entry></feed>"
            );
            send(stream, "200 OK", "", entry.as_bytes());
        }
        _ if articles(question, stream) => {}
        _ => send(stream, "404 Not Found", "", b""),
    });
    let feeds = subscriptions(&server, &["/feed"]);
    let mut watcher = Watcher::new();
    let n_new: Vec<usize> = (0..3).map(|it| watcher.round(&feeds, it * HOUR).n_new).collect();
    assert_eq!(n_new, [1, 1, 0]);
}

#[test]
fn a_long_feed_is_fetched_in_parts() {
    let server = Server::start(|question, stream| match question.path.as_str() {
        "/feed" if question.field("if-none-match").is_some() => {
            send(stream, "304 Not Modified", "", b"");
        }
        "/feed" => {
            let links = ["/a/1", "/a/2", "/a/3", "/a/4", "/a/5"];
            send(stream, "200 OK", "ETag: \"7\"\r\n", feed(&links).as_bytes());
        }
        _ if articles(question, stream) => {}
        _ => send(stream, "404 Not Found", "", b""),
    });
    let feeds = subscriptions(&server, &["/feed"]);
    let mut watcher = Watcher::new();
    watcher.settings.max_new = 2;
    let n_new: Vec<usize> = (0..4).map(|it| watcher.round(&feeds, it * HOUR).n_new).collect();
    assert_eq!(n_new, [2, 2, 1, 0]);
}
