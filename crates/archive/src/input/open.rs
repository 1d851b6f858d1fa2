//! What a file is, told by its opening bytes, and how to read on from a place in it.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::bufread::MultiGzDecoder;

use super::frames::Frames;
use crate::row;

/// Bytes that tell one file from another and show what it is.
const HEAD: usize = 64 << 10;
/// Bytes read from a file at a time.
const BUFFER: usize = 256 << 10;

/// What the records of a file are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// One JSON object a line.
    Lines,
    /// The captures of a crawl.
    Warc,
    /// The file is one record for `ingest` to look at.
    Whole,
}

/// A file to read.
#[derive(Debug, Clone)]
pub(crate) struct Input {
    /// Where it is; `-` is standard input.
    pub(crate) path: PathBuf,
    /// Its size in bytes; 0 for standard input.
    pub(crate) size: u64,
    /// Hash of its first bytes.
    pub(crate) head: i64,
    /// What its records are.
    pub(crate) form: Form,
    /// The opening bytes of standard input, which cannot be read twice.
    opening: Arc<[u8]>,
}

/// Looks at the opening of a file.
pub(crate) fn identify(path: &Path) -> io::Result<Input> {
    let is_stdin = path.as_os_str() == "-";
    let mut opening = Vec::new();
    let mut size = 0;
    if is_stdin {
        io::stdin().lock().take(HEAD as u64).read_to_end(&mut opening)?;
    } else {
        let file = File::open(path)?;
        size = file.metadata()?.len();
        file.take(HEAD as u64).read_to_end(&mut opening)?;
    }
    let mut digest = row::hash(&[&size.to_string()]);
    for chunk in opening.chunks(8) {
        // Order matters: a rotation between the steps.
        let bytes: [u8; 8] = std::array::from_fn(|it| chunk.get(it).copied().unwrap_or(0));
        digest = (digest.rotate_left(7) ^ i64::from_le_bytes(bytes)).wrapping_mul(0x0100_0000_01b3);
    }
    let form = form(path, &opening);
    let opening = if is_stdin { Arc::from(opening) } else { Arc::from(Vec::new()) };
    Ok(Input { path: path.to_owned(), size, head: digest, form, opening })
}

fn form(path: &Path, opening: &[u8]) -> Form {
    let mut text = Vec::new();
    // The opening of packed data breaks off; what came before that is enough.
    let mut unpacked = decoded(Box::new(Cursor::new(opening.to_vec())));
    if let Ok(unpacked) = &mut unpacked {
        let mut part = [0; 4096];
        while let Ok(n @ 1..) = unpacked.read(&mut part) {
            text.extend_from_slice(&part[..n]);
            if text.len() >= HEAD {
                break;
            }
        }
    }
    if ingest::warc::is_archive(&text) {
        return Form::Warc;
    }
    let name = path.file_name().map(|it| it.to_string_lossy().to_lowercase()).unwrap_or_default();
    if [".jsonl", ".ndjson", ".jsonlines"].iter().any(|it| name.contains(it)) {
        return Form::Lines;
    }
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&text).trim_ascii_start();
    if text.first() != Some(&b'{') {
        return Form::Whole;
    }
    let mut lines = text.split(|it| *it == b'\n').map(<[u8]>::trim_ascii);
    let is_closed = lines.next().is_some_and(|it| it.ends_with(b"}"));
    match lines.find(|it| !it.is_empty()) {
        Some(second) if is_closed && second.first() == Some(&b'{') => Form::Lines,
        // A first line longer than what was looked at, in a file too long to be one record.
        None if text.len() >= HEAD / 2 && !is_closed => Form::Lines,
        _ => Form::Whole,
    }
}

/// The file's text, whatever it is packed with. WARC files are left packed: their reader goes
/// from member to member.
fn decoded(mut source: Box<dyn BufRead + Send>) -> io::Result<Box<dyn Read + Send>> {
    let opening = source.fill_buf()?;
    Ok(match opening {
        [0x1f, 0x8b, ..] => Box::new(MultiGzDecoder::new(source)),
        [0x28, 0xb5, 0x2f, 0xfd, ..] => Box::new(Frames::new(source)),
        _ => Box::new(source),
    })
}

impl Input {
    /// The file from its start, unpacked unless it is a WARC file. `n_read` counts its bytes as
    /// they lie on the disk.
    pub(crate) fn open(&self, n_read: &Arc<AtomicU64>) -> io::Result<Box<dyn BufRead + Send>> {
        let source: Box<dyn Read + Send> = if self.path.as_os_str() == "-" {
            Box::new(Cursor::new(self.opening.clone()).chain(io::stdin()))
        } else {
            Box::new(File::open(&self.path)?)
        };
        let counted = Counted { source, n_read: n_read.clone() };
        let source = Box::new(BufReader::with_capacity(BUFFER, counted));
        match self.form {
            Form::Warc => Ok(source),
            _ => Ok(Box::new(BufReader::with_capacity(BUFFER, decoded(source)?))),
        }
    }

    /// The file's name for messages.
    pub(crate) fn name(&self) -> Arc<str> {
        Arc::from(self.path.display().to_string())
    }
}

struct Counted<R> {
    source: R,
    n_read: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = self.source.read(out)?;
        self.n_read.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}
