//! Files as they come: packed, cut off, in folders.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::shelf::{BRIDGE_HERALD, HARVEST, Shelf, three};

fn gzip(text: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

/// A zstd frame that holds the bytes as they are, as the format allows.
fn zstd(text: &str) -> Vec<u8> {
    let mut frame = vec![0x28, 0xb5, 0x2f, 0xfd, 0xa0];
    frame.extend(u32::try_from(text.len()).unwrap().to_le_bytes());
    let block = u32::try_from(text.len()).unwrap() << 3 | 1;
    frame.extend(&block.to_le_bytes()[..3]);
    frame.extend(text.as_bytes());
    frame
}

#[test]
fn packed_and_plain_lines_give_the_same_articles() {
    for (name, bytes) in [
        ("news.jsonl", three().into_bytes()),
        ("news.jsonl.gz", gzip(&three())),
        ("news.jsonl.zst", zstd(&three())),
        ("two-members.gz", [gzip(&three()), gzip("\n")].concat()),
        ("two-frames.jsonl.zst", [zstd(&three()), zstd("\n")].concat()),
        ("no-name-that-tells", three().into_bytes()),
    ] {
        let shelf = Shelf::new("packed");
        let done = shelf.add(&[shelf.write(name, bytes)]);
        assert_eq!(
            (done.counts.articles, done.counts.rejects),
            (3, 0),
            "{name}: {:?}",
            done.rejects
        );
    }
}

#[test]
fn a_file_that_breaks_off_gives_what_came_before_and_tells_where() {
    let shelf = Shelf::new("cut");
    // Random-looking text does not pack, so that half of the bytes hold about half of the lines.
    let lines: String = (0..400_u64)
        .map(|it| {
            let noise = format!("{:x}", it.wrapping_mul(0x9e37_79b9_7f4a_7c15));
            three()
                .replace("Velmar", &format!("Velmar {noise}"))
                .replace("example/", &format!("example/{noise}/"))
        })
        .collect();
    let whole = gzip(&lines);
    let done = shelf.add(&[shelf.write("cut.jsonl.gz", &whole[..whole.len() / 2])]);
    assert!(done.counts.articles > 300, "{}", done.counts.articles);
    assert_eq!(done.counts.rejects, 1);
    let (_, place, reason) = &done.rejects[0];
    assert!(place.starts_with("after line ") && reason.contains("cut off"), "{place}: {reason}");
}

#[test]
fn a_folder_stands_for_the_pages_and_texts_within() {
    let shelf = Shelf::new("folder");
    let page = format!(
        "<!doctype html><html><head><title>Velmar bridge collapses</title></head><body><article>\
         <h1>Velmar bridge collapses</h1><p>{}</p></article></body></html>",
        BRIDGE_HERALD.replace("\n\n", "</p><p>")
    );
    shelf.write("pages/a.html", page);
    shelf.write("pages/deep/er/b.txt", format!("Olives as never before\n\n{HARVEST}\n"));
    shelf.write("pages/.hidden", "not looked at");
    shelf.write("pages/empty.html", "");
    let done = shelf.add(&[shelf.path("pages"), shelf.path("nowhere")]);
    assert_eq!((done.counts.articles, done.counts.rejects), (2, 1), "{:?}", done.rejects);
    assert_eq!(done.unreadable.len(), 1);
    assert!(done.rejects[0].0.ends_with("empty.html"));
}

#[test]
fn the_captures_of_a_crawl_are_read_and_the_rest_is_passed_over() {
    let shelf = Shelf::new("crawl");
    let page = format!(
        "<html><head><title>Velmar bridge collapses</title></head><body><article><h1>Velmar bridge \
         collapses</h1><p>{BRIDGE_HERALD}</p></article></body></html>"
    );
    let http = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}");
    let response = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://herald.example/velmar\r\n\
         WARC-Date: 2031-03-04T10:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n\
         Content-Length: {}\r\n\r\n{http}\r\n\r\n",
        http.len()
    );
    let request = "WARC/1.0\r\nWARC-Type: request\r\nWARC-Target-URI: https://herald.example/velmar\r\n\
                   WARC-Date: 2031-03-04T10:00:00Z\r\nContent-Length: 2\r\n\r\nno\r\n\r\n";
    let file = [gzip(request), gzip(&response)].concat();
    let done = shelf.add(&[shelf.write("crawl.warc.gz", file)]);
    assert_eq!((done.counts.articles, done.counts.rejects), (1, 0), "{:?}", done.rejects);
    let hits = shelf.archive().search("velmar \"oster council\"", 5).unwrap();
    assert_eq!(hits[0].title, "Velmar bridge collapses");
    assert!(shelf.archive().search("velmar -bridge", 5).unwrap().is_empty());
}
