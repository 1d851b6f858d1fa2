//! Every file of ../shared/data/warc, record by record. Skipped, with a line that says so, where
//! the folder is absent.
#![expect(clippy::disallowed_methods, reason = "tests read their files from disk")]

use std::fs::File;
use std::io::{BufReader, Write};
use std::path::{Path, PathBuf};

use ingest::warc::{Config, Record, records};

/// The folder of files, if there is one.
fn folder() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/warc");
    if folder.is_dir() {
        return Some(folder);
    }
    let line = "SKIPPED: ../shared/data/warc is absent, no file of a crawl was read\n";
    // Not caught by the test harness, so that it is seen.
    std::io::stderr().write_all(line.as_bytes()).expect("standard error is open");
    None
}

/// What a file holds, a word a record, with runs of a word counted.
fn table(path: &Path) -> String {
    let file = BufReader::new(File::open(path).expect("a file"));
    let words = records(file, Config::standard()).map(|it| match it {
        Record::Capture(it) if it.cut => "cut-page".to_owned(),
        Record::Capture(_) => "page".to_owned(),
        Record::Revisit(_) => "revisit".to_owned(),
        Record::Passed { what, .. } => what.replace(' ', "-"),
        Record::Reject(it) => format!("[{}: {}]", it.place, it.reason),
    });
    words.collect::<Vec<_>>().join(" ")
}

/// What each file must come to.
const TABLE: &[(&str, &str)] = &[
    (
        "warcio/bad.arc",
        "[record 1, byte 0: its length is no number (\"-1\")] \
         [record 2, byte 134: its length is no number (\"-1\")] \
         [record 3, byte 202: it is no HTTP response] \
         [record 4, byte 262: its length is no number (\"abc\")]",
    ),
    ("warcio/example-bad-non-chunked.warc.gz", "warcinfo warcinfo page request revisit request"),
    ("warcio/example-digest.warc", "request request request request"),
    ("warcio/example-iana.org-chunked.warc", "warcinfo page request"),
    ("warcio/example-resource.warc.gz", "warcinfo warcinfo page"),
    ("warcio/example-space-in-target-uri.warc.gz", "warcinfo resource"),
    ("warcio/example-space-in-url.arc", "filedesc page"),
    (
        "warcio/example-trunc.warc",
        "warcinfo warcinfo [record 3, byte 1197: no record follows behind the 973 bytes it says \
         it has] request",
    ),
    (
        "warcio/example-wget-bad-target-uri.warc.gz",
        "warcinfo request page metadata resource-of-the-crawler resource-of-the-crawler",
    ),
    ("warcio/example-wrong-chunks.warc.gz", "page request"),
    ("warcio/example.arc", "filedesc page"),
    ("warcio/example.arc.gz", "filedesc page"),
    ("warcio/example.warc", "warcinfo warcinfo page request revisit request"),
    ("warcio/example.warc.gz", "warcinfo warcinfo page request revisit request"),
    (
        "warcio/post-test.warc.gz",
        "application/json request application/json request application/json request",
    ),
    ("whirlwind-python/whirlwind.warc", "warcinfo request page metadata"),
    ("whirlwind-python/whirlwind.warc.gz", "warcinfo request page metadata"),
];

#[test]
fn every_record_is_answered() {
    let Some(folder) = folder() else { return };
    for (name, expected) in TABLE {
        assert_eq!(table(&folder.join(name)), *expected, "{name}");
    }
}

#[test]
fn a_file_cut_or_changed_anywhere_is_answered() {
    let Some(folder) = folder() else { return };
    for (name, _) in TABLE {
        let bytes = std::fs::read(folder.join(name)).expect("a file");
        let step = bytes.len() / 97 + 1;
        for at in (0..bytes.len()).step_by(step) {
            let n_cut = records(&bytes[..at], Config::standard()).count();
            assert_eq!(n_cut == 0, at == 0, "{name} cut at {at}");
            let mut changed = bytes.clone();
            changed[at] ^= 0x5a;
            assert!(records(changed.as_slice(), Config::standard()).count() > 0, "{name} at {at}");
        }
    }
}

#[test]
fn pages_of_a_crawl_become_articles_with_text() {
    let Some(folder) = folder() else { return };
    let path = folder.join("whirlwind-python/whirlwind.warc.gz");
    let file = BufReader::new(File::open(path).expect("a file"));
    let mut captures = records(file, Config::standard()).filter_map(|it| match it {
        Record::Capture(capture) => Some(capture),
        _ => None,
    });
    let capture = captures.next().expect("a page");
    let article = capture.article(&ingest::Config::standard()).expect("an article");
    assert_eq!(article.title, "Escopete");
    assert!(article.body.len() > 200, "{}", article.body);
}
