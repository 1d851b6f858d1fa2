//! Answers of servers and what is made of them.

use std::io::Write;

use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};

use super::*;

const LIMIT: usize = 1 << 20;
const TEXT: &[u8] = b"<p>The harbour wall of Almara broke on Monday, the port office said.</p>";

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn response(fields: &str, body: &[u8]) -> Vec<u8> {
    [format!("HTTP/1.1 200 OK\r\n{fields}\r\n").as_bytes(), body].concat()
}

#[track_caller]
fn check(fields: &str, body: &[u8], content: &[u8], cut: bool) {
    let bytes = response(fields, body);
    let unpacked = read(&bytes).expect("a head").content(LIMIT).expect("content").owned();
    assert_eq!(String::from_utf8_lossy(&unpacked.bytes), String::from_utf8_lossy(content));
    assert_eq!(unpacked.cut, cut);
}

fn chunked(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    for chunk in bytes.chunks(20) {
        out.extend_from_slice(format!("{:04x};note=1\r\n", chunk.len()).as_bytes());
        out.extend_from_slice(chunk);
        out.extend_from_slice(b"\r\n");
    }
    out.extend_from_slice(b"0\r\n\r\n");
    out
}

#[test]
fn every_coding_is_undone() {
    let mut zlib = ZlibEncoder::new(Vec::new(), Compression::default());
    zlib.write_all(TEXT).unwrap();
    let mut raw = DeflateEncoder::new(Vec::new(), Compression::default());
    raw.write_all(TEXT).unwrap();
    check("", TEXT, TEXT, false);
    check("Transfer-Encoding: chunked\r\n", &chunked(TEXT), TEXT, false);
    check("Content-Encoding: gzip\r\n", &gzip(TEXT), TEXT, false);
    check("Content-Encoding: deflate\r\n", &zlib.finish().unwrap(), TEXT, false);
    check("Content-Encoding: deflate\r\n", &raw.finish().unwrap(), TEXT, false);
    let both = "Transfer-Encoding: Chunked\r\ncontent-encoding : GZIP\r\n";
    check(both, &chunked(&gzip(TEXT)), TEXT, false);
}

#[test]
fn brotli_is_undone() {
    // Small window, not the last block, its length less one in 16 bits, uncompressed; the bytes;
    // an empty last block.
    let head = (u32::try_from(TEXT.len() - 1).unwrap() << 4) | (1 << 20);
    let packed = [&head.to_le_bytes()[..3], TEXT, &[0x03]].concat();
    check("Content-Encoding: br\r\n", &packed, TEXT, false);
}

#[test]
fn a_body_that_is_not_as_its_head_says_is_taken_as_it_is() {
    check("Transfer-Encoding: chunked\r\n", TEXT, TEXT, false);
    check("Content-Encoding: gzip\r\n", TEXT, TEXT, false);
    check("Content-Encoding: deflate\r\n", TEXT, TEXT, false);
    check("Content-Encoding: br\r\n", TEXT, TEXT, false);
}

#[test]
fn a_cut_body_gives_what_there_is_and_says_so() {
    check("Transfer-Encoding: chunked\r\n", &chunked(TEXT)[..54], &TEXT[..26], true);
    check("Content-Length: 500\r\n", TEXT, TEXT, true);
    let packed = gzip(TEXT);
    let bytes = response("Content-Encoding: gzip\r\n", &packed[..packed.len() - 4]);
    assert!(read(&bytes).unwrap().content(LIMIT).unwrap().cut);
}

#[test]
fn a_bomb_is_refused_before_it_fills_the_memory() {
    let bomb = gzip(&vec![b'a'; 8 << 20]);
    let bytes = response("Content-Encoding: gzip\r\n", &bomb);
    let reason = read(&bytes).unwrap().content(LIMIT).unwrap_err();
    assert_eq!(reason, "its content is larger than 1048576 bytes");
    let nested = gzip(&bomb);
    let bytes = response("Content-Encoding: gzip, gzip\r\n", &nested);
    assert!(read(&bytes).unwrap().content(LIMIT).is_err());
}

#[test]
fn heads_of_careless_servers_are_read() {
    let folded = b"HTTP/1.0 404\nServer: a\n b\nX-Odd\xff: 1\nContent-Type :text/html\n\nGone";
    let response = read(folded).expect("a head");
    assert_eq!(response.status, 404);
    assert_eq!(response.field("content-type"), Some("text/html"));
    assert_eq!(response.body, b"Gone");
    assert_eq!(read(b"HTTP/1.1 200 OK\r\nA: b").unwrap_err(), "its HTTP head has no end");
    assert!(read(b"GET / HTTP/1.1\r\n\r\n").is_err());
}
