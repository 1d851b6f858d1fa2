//! Files of crawls, good and damaged, all invented.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;

use super::*;

const PAGE: &str = "<html><head><title>Harbour wall of Almara breaks</title></head><body><article>\
    <h1>Harbour wall of Almara breaks</h1><p>The harbour wall of Almara broke on Monday morning \
    after two days of storm, the port office said.</p><p>Nobody was hurt, but eleven boats sank \
    at their moorings and the fish market stays closed until Friday.</p></article></body></html>";

fn record(kind: &str, url: &str, more: &str, block: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\n\
         WARC-Date: 2031-03-04T09:30:00Z\r\n{more}Content-Length: {}\r\n\r\n",
        block.len()
    );
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

fn answer(head: &str, body: &[u8]) -> Vec<u8> {
    [format!("HTTP/1.1 200 OK\r\n{head}\r\n").as_bytes(), body].concat()
}

fn page(url: &str) -> Vec<u8> {
    record("response", url, "", &answer("Content-Type: text/html\r\n", PAGE.as_bytes()))
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn read(bytes: &[u8]) -> Vec<Record> {
    let small = Config { max_head_bytes: 4096, max_record_bytes: 100_000, max_page_bytes: 50_000 };
    // A reader that brings a few bytes at a time finds every boundary.
    records(std::io::BufReader::with_capacity(37, bytes), small).collect()
}

/// One line for each record: `page URL`, `same URL`, `passed WHAT`, `bad PLACE: REASON`.
fn lines(bytes: &[u8]) -> Vec<String> {
    let line = |it: Record| match it {
        Record::Capture(it) if it.cut => format!("cut page {}", it.url),
        Record::Capture(it) => format!("page {}", it.url),
        Record::Revisit(it) => format!("same {} as {}", it.url, it.first.unwrap_or_default()),
        Record::Passed { what, .. } => format!("passed {what}"),
        Record::Reject(it) => format!("bad {}: {}", it.place, it.reason),
    };
    read(bytes).into_iter().map(line).collect()
}

#[track_caller]
fn check(bytes: &[u8], expected: &[&str]) {
    assert_eq!(lines(bytes), expected);
}

const A: &str = "http://a.example/1";
const B: &str = "http://b.example/2";

#[test]
fn pages_are_read_and_the_rest_is_passed() {
    let picture = answer("Content-Type: image/png\r\n", b"\x89PNG");
    let gone = b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>Gone.</p>";
    let same = "WARC-Refers-To-Target-URI: <http://a.example/1>\r\n";
    let file = [
        record("warcinfo", "", "", b"software: none\r\n"),
        record("request", A, "", b"GET /1 HTTP/1.1\r\n\r\n"),
        page(A),
        record("response", B, "", &picture),
        record("response", B, "", gone),
        record("revisit", B, same, b""),
        record("response", "dns:b.example", "", b"20310304\nb.example. 300 IN A 192.0.2.1\n"),
        record("resource", "<http://b.example/3>", "Content-Type: text/html\r\n", PAGE.as_bytes()),
    ]
    .concat();
    let expected = [
        "passed warcinfo",
        "passed request",
        "page http://a.example/1",
        "passed image/png",
        "passed status 404",
        "same http://b.example/2 as http://a.example/1",
        "passed response that is not HTTP",
        "page http://b.example/3",
    ];
    check(&file, &expected);
    check(&gzip(&file), &expected);
}

#[test]
fn a_capture_becomes_an_article_with_its_address() {
    let records = read(&page(A));
    let [Record::Capture(capture)] = records.as_slice() else { panic!("{records:?}") };
    assert_eq!(capture.captured.unwrap().to_string(), "2031-03-04T09:30:00Z");
    let article = capture.article(&crate::Config::standard()).expect("an article");
    assert_eq!(article.title, "Harbour wall of Almara breaks");
    assert_eq!(article.url.as_deref(), Some(A));
    assert_eq!(article.outlet, "a.example");
    assert!(article.body.starts_with("The harbour wall of Almara broke"));
}

#[test]
fn a_charset_of_the_server_is_used() {
    let text = PAGE.replace("Almara", "Almería");
    let (bytes, ..) = encoding_rs::WINDOWS_1250.encode(&text);
    let block = answer("Content-Type: text/html; charset=\"windows-1250\"\r\n", &bytes);
    let records = read(&record("response", A, "", &block));
    let [Record::Capture(capture)] = records.as_slice() else { panic!("{records:?}") };
    let article = capture.article(&crate::Config::standard()).expect("an article");
    assert_eq!(article.title, "Harbour wall of Almería breaks");
}

#[test]
fn packed_and_chunked_bodies_are_unpacked() {
    let body = gzip(PAGE.as_bytes());
    let mut chunks = format!("{:x}\r\n", body.len()).into_bytes();
    chunks.extend_from_slice(&body);
    chunks.extend_from_slice(b"\r\n0\r\n\r\n");
    let head =
        "Content-Type: text/html\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n";
    let records = read(&record("response", A, "", &answer(head, &chunks)));
    let [Record::Capture(capture)] = records.as_slice() else { panic!("{records:?}") };
    assert_eq!(String::from_utf8_lossy(&capture.bytes), PAGE);
    let cut = record("response", A, "", &answer(head, &chunks[..chunks.len() / 2]));
    check(&cut, &["cut page http://a.example/1"]);
}

#[test]
fn a_page_cut_by_the_crawler_gives_a_partial_article() {
    let block = answer("Content-Type: text/html\r\n", PAGE.as_bytes());
    let records = read(&record("response", A, "WARC-Truncated: length\r\n", &block));
    let [Record::Capture(capture)] = records.as_slice() else { panic!("{records:?}") };
    assert!(capture.article(&crate::Config::standard()).expect("an article").is_partial());
}

#[test]
fn reading_goes_on_behind_a_bad_head() {
    let bad = page(A);
    let no_length = String::from_utf8(page(A)).unwrap().replace("Content-Length", "Length");
    let file = [
        b"WARC/1.0\r\nno colon here\r\nContent-Length: 5\r\n\r\nhello\r\n\r\n".as_slice(),
        no_length.as_bytes(),
        &bad,
    ]
    .concat();
    let found = lines(&file);
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(found[0].starts_with("bad record 1, byte 0: a line of its head has no colon"));
    assert!(found[1].starts_with("bad record 2, byte 55: its head has no Content-Length"));
    assert_eq!(found[2], "page http://a.example/1");
}

#[test]
fn a_wrong_length_costs_one_record() {
    let with_length = |n: usize| {
        let page = String::from_utf8(page(A)).unwrap();
        let at = page.find("Content-Length: ").unwrap() + "Content-Length: ".len();
        let end = at + page[at..].find("\r\n").unwrap();
        format!("{}{n}{}", &page[..at], &page[end..]).into_bytes()
    };
    for wrong in [10, 900, 5000, 50_000] {
        let file = [with_length(wrong), page(B)].concat();
        let found = lines(&file);
        assert_eq!(found.len(), 2, "{wrong}: {found:?}");
        assert!(found[0].starts_with("bad record 1, byte 0: "), "{wrong}: {found:?}");
        assert_eq!(found[1], "page http://b.example/2", "{wrong}");
    }
    let members = [gzip(&with_length(5000)), gzip(&page(B))].concat();
    let found = lines(&members);
    assert!(found[0].ends_with("; the next record begins there"), "{found:?}");
    assert_eq!(found[1], "page http://b.example/2");
}

#[test]
fn a_huge_record_is_passed_over() {
    let huge = record("response", A, "", &answer("", &vec![b'x'; 200_000]));
    let found = lines(&[huge, page(B)].concat());
    assert!(found[0].contains("more than the 100000 that are read"), "{found:?}");
    assert_eq!(found[1], "page http://b.example/2");
    let absurd = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999999999999999\r\n\r\nx";
    assert_eq!(lines(absurd).len(), 1);
    let head = [b"WARC/1.0\r\nA: ".as_slice(), &vec![b'x'; 9000], b"\r\n\r\n", &page(B)].concat();
    let found = lines(&head);
    assert_eq!(found[0], "bad record 1, byte 0: its head is larger than 4096 bytes");
    assert_eq!(found[1], "page http://b.example/2");
}

#[test]
fn a_bomb_costs_one_record() {
    let bomb = gzip(&vec![b'x'; 1 << 20]);
    let block = answer("Content-Type: text/html\r\nContent-Encoding: gzip\r\n", &bomb);
    let found = lines(&[record("response", A, "", &block), page(B)].concat());
    assert!(found[0].ends_with("its content is larger than 50000 bytes"), "{found:?}");
    assert_eq!(found[1], "page http://b.example/2");
}

#[test]
fn damage_to_a_gzip_member_leaves_the_others() {
    let (first, second, third) = (gzip(&page(A)), gzip(&page(A)), gzip(&page(B)));
    for at in [first.len() + 40, first.len() + second.len() / 2, first.len() + second.len() - 6] {
        let mut file = [first.clone(), second.clone(), third.clone()].concat();
        file[at] ^= 0x55;
        let found = lines(&file);
        assert_eq!(found[0], "page http://a.example/1", "{at}: {found:?}");
        assert!(found[1].starts_with("bad record 2, gzip member at byte "), "{at}: {found:?}");
        assert_eq!(found.last().map(String::as_str), Some("page http://b.example/2"), "{at}");
    }
    let lost = [first, b"not gzip at all".to_vec(), third].concat();
    let found = lines(&lost);
    assert_eq!(found[0], "page http://a.example/1");
    assert_eq!(found.last().map(String::as_str), Some("page http://b.example/2"), "{found:?}");
}

#[test]
fn a_file_cut_anywhere_gives_its_whole_records_and_one_reason() {
    let (plain, zipped) = ([page(A), page(B)].concat(), [gzip(&page(A)), gzip(&page(B))].concat());
    let (n_plain, n_zipped) = (page(A).len(), gzip(&page(A)).len());
    for (file, n_first) in [(plain, n_plain), (zipped, n_zipped)] {
        for end in [n_first + 3, n_first + 30, n_first + 170, file.len() - 20] {
            let found = lines(&file[..end]);
            assert_eq!(found[0], "page http://a.example/1", "{end}");
            assert_eq!(found.len(), 2, "{end}: {found:?}");
            assert!(found[1].starts_with("bad record 2, "), "{end}: {found:?}");
        }
    }
}

#[test]
fn arc_files_are_read() {
    let block = answer("Content-Type: text/html\r\n", PAGE.as_bytes());
    let first = "filedesc://invented.arc 0.0.0.0 20310304093000 text/plain 14\n1 0 Invented\n\n\n";
    let line = |url: &str, n: &str| format!("{url} 192.0.2.1 20310304093000 text/html {n}\n");
    let n = block.len().to_string();
    let page = |url: &str| [line(url, &n).as_bytes(), &block, b"\n"].concat();
    let bad = [line(A, "-1").as_bytes(), b"<p>what</p>\n"].concat();
    let file = [first.as_bytes(), &page("http://a.example/?q=two words"), &bad, &page(B)].concat();
    let found = lines(&file);
    assert_eq!(found[0], "passed filedesc");
    assert_eq!(found[1], "page http://a.example/?q=two words");
    assert!(found[2].ends_with("its length is no number (\"-1\")"), "{found:?}");
    assert_eq!(found[3], "page http://b.example/2");
    let members = [gzip(first.as_bytes()), gzip(&page(A)), gzip(&page(B))].concat();
    check(&members, &["passed filedesc", "page http://a.example/1", "page http://b.example/2"]);
}

#[test]
fn a_file_that_cannot_be_read_on_says_so() {
    struct Failing(bool);
    impl std::io::Read for Failing {
        fn read(&mut self, room: &mut [u8]) -> std::io::Result<usize> {
            if self.0 {
                return Err(std::io::Error::other("the disk is gone"));
            }
            self.0 = true;
            let page = page(A);
            room[..page.len()].copy_from_slice(&page);
            Ok(page.len())
        }
    }
    let file = std::io::BufReader::with_capacity(1 << 20, Failing(false));
    let found: Vec<Record> = records(file, Config::standard()).collect();
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(matches!(&found[1], Record::Reject(it) if it.reason.contains("the disk is gone")));
}

#[test]
fn inspect_reads_a_file_of_a_crawl() {
    let file = [gzip(&page(A)), gzip(b"WARC/1.0\r\nbad\r\n\r\n"), gzip(&page(B))].concat();
    let source = crate::Source { name: "invented.warc.gz", bytes: &file };
    let reading = crate::read(&source, &crate::Config::standard()).expect("articles");
    assert_eq!(reading.articles.len(), 2);
    assert_eq!(reading.rejects.len(), 1);
    let empty = crate::Source { name: "x.warc", bytes: b"WARC/1.0\r\nbad\r\n\r\n" };
    let error = crate::read(&empty, &crate::Config::standard()).unwrap_err().to_string();
    assert!(error.starts_with("x.warc: no record of this file holds an article (record 1"));
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..3000)) {
        read(&bytes);
        read(&[b"WARC/1.0\r\n".as_slice(), &bytes].concat());
        read(&[b"filedesc://a 0 20310304093000 text/plain 9\n".as_slice(), &bytes].concat());
    }

    #[test]
    fn changes_to_a_file_never_cost_the_last_record_its_answer(
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20),
        zipped in any::<bool>(),
    ) {
        let pack = |bytes: Vec<u8>| if zipped { gzip(&bytes) } else { bytes };
        let mut file = [pack(page(A)), pack(page(A))].concat();
        for (at, byte) in changes {
            let at = at.index(file.len());
            file[at] = byte;
        }
        prop_assert!(!read(&file).is_empty());
        file.extend(pack(page(B)));
        for record in read(&file) {
            if let Record::Capture(capture) = record {
                let _ = capture.article(&crate::Config::standard());
            }
        }
    }
}
