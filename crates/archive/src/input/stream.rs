//! The records of one file after the other, in batches.

use std::io::{self, BufRead, Read as _};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use super::{Form, Input};
use crate::row::{Content, Record};

/// Records of a batch.
const BATCH_RECORDS: usize = 256;
/// Bytes of a batch, beside its last record.
const BATCH_BYTES: usize = 4 << 20;
/// Bytes of the longest record.
const MAX_RECORD: usize = 32 << 20;

/// Some records of one file.
pub(crate) struct Batch {
    /// Index of the file.
    pub(crate) input: usize,
    /// In the order of the file.
    pub(crate) records: Vec<Record>,
    /// How far the file is done with when these records are: bytes after decompression, of a
    /// WARC file records.
    pub(crate) position: u64,
    /// Records of the file so far.
    pub(crate) n_records: u64,
    /// True if nothing of the file is left.
    pub(crate) is_last: bool,
}

/// How far a file was read before.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Position {
    pub(crate) position: u64,
    pub(crate) n_records: u64,
}

/// All records of some files.
pub(crate) struct Stream {
    /// Index, file, and where to go on.
    inputs: std::vec::IntoIter<(usize, Input, Position)>,
    current: Option<Reader>,
    n_read: Arc<AtomicU64>,
}

struct Reader {
    idx: usize,
    name: Arc<str>,
    at: Position,
    source: Source,
}

enum Source {
    Lines(Box<dyn BufRead + Send>),
    Warc(Box<ingest::warc::Records<Box<dyn BufRead + Send>>>),
    Whole(Box<dyn BufRead + Send>),
    /// The file cannot be read at all.
    Broken(io::Error),
}

impl Stream {
    /// The records behind the given positions. `n_read` counts bytes of the files.
    pub(crate) fn new(inputs: Vec<(usize, Input, Position)>, n_read: Arc<AtomicU64>) -> Self {
        Self { inputs: inputs.into_iter(), current: None, n_read }
    }
}

impl Iterator for Stream {
    type Item = Batch;

    fn next(&mut self) -> Option<Batch> {
        let mut reader = match self.current.take() {
            Some(reader) => reader,
            None => {
                let (idx, input, at) = self.inputs.next()?;
                Reader::new(idx, &input, at, &self.n_read)
            }
        };
        let batch = reader.batch();
        if !batch.is_last {
            self.current = Some(reader);
        }
        Some(batch)
    }
}

impl Reader {
    fn new(idx: usize, input: &Input, at: Position, n_read: &Arc<AtomicU64>) -> Self {
        let source = input.open(n_read).and_then(|mut it| match input.form {
            Form::Lines => {
                io::copy(&mut (&mut it).take(at.position), &mut io::sink())?;
                Ok(Source::Lines(it))
            }
            Form::Warc => {
                let mut records = ingest::warc::records(it, ingest::warc::Config::standard());
                for _ in 0..at.position {
                    if records.next().is_none() {
                        break;
                    }
                }
                Ok(Source::Warc(Box::new(records)))
            }
            Form::Whole => Ok(Source::Whole(it)),
        });
        Self { idx, name: input.name(), at, source: source.unwrap_or_else(Source::Broken) }
    }

    fn batch(&mut self) -> Batch {
        let mut records = Vec::new();
        let mut n_bytes = 0;
        let mut is_last = false;
        while !is_last && records.len() < BATCH_RECORDS && n_bytes < BATCH_BYTES {
            match self.record() {
                Ok(Some((place, content, n))) => {
                    n_bytes += n;
                    records.push(Record { name: self.name.clone(), place, content });
                }
                Ok(None) => is_last = true,
                Err(reason) => {
                    let place = self.place();
                    let content = Content::Broken(reason);
                    records.push(Record { name: self.name.clone(), place, content });
                    is_last = true;
                }
            }
        }
        let Position { position, n_records } = self.at;
        Batch { input: self.idx, records, position, n_records, is_last }
    }

    /// Where reading stopped.
    fn place(&self) -> String {
        match self.source {
            Source::Lines(_) => format!("after line {}", self.at.n_records),
            _ => String::new(),
        }
    }

    /// The next record with its place and length; a blank line is none. An error ends the file.
    fn record(&mut self) -> Result<Option<(String, Content, usize)>, String> {
        loop {
            let at = &mut self.at;
            match &mut self.source {
                Source::Lines(source) => {
                    let (line, n) = line(source).map_err(|it| broken(&it))?;
                    if n == 0 {
                        return Ok(None);
                    }
                    at.position += n as u64;
                    at.n_records += 1;
                    let place = format!("line {}", at.n_records);
                    if n > MAX_RECORD {
                        let reason = format!("the line is longer than {} MiB", MAX_RECORD >> 20);
                        return Ok(Some((place, Content::Broken(reason), 0)));
                    }
                    if !line.trim_ascii().is_empty() {
                        return Ok(Some((place, Content::Line(line), n)));
                    }
                }
                Source::Warc(records) => {
                    let Some(record) = records.next() else { return Ok(None) };
                    at.position += 1;
                    at.n_records += 1;
                    match record {
                        ingest::warc::Record::Capture(it) => {
                            let n = it.bytes.len();
                            return Ok(Some((it.place.clone(), Content::Capture(Box::new(it)), n)));
                        }
                        ingest::warc::Record::Reject(it) => {
                            return Ok(Some((it.place, Content::Broken(it.reason), 0)));
                        }
                        ingest::warc::Record::Revisit(_) | ingest::warc::Record::Passed { .. } => {}
                    }
                }
                Source::Whole(source) => {
                    if at.position > 0 {
                        return Ok(None);
                    }
                    at.position = 1;
                    at.n_records = 1;
                    let limit = ingest::Config::standard().max_bytes as u64 + 1;
                    let mut bytes = Vec::new();
                    source.take(limit).read_to_end(&mut bytes).map_err(|it| broken(&it))?;
                    let n = bytes.len();
                    return Ok(Some((String::new(), Content::Whole(bytes), n)));
                }
                Source::Broken(error) => {
                    return Err(broken(error));
                }
            }
        }
    }
}

/// A line with its end, and how long it is in the file; one that is too long comes empty.
fn line(source: &mut dyn BufRead) -> io::Result<(Vec<u8>, usize)> {
    let mut line = Vec::new();
    source.take(MAX_RECORD as u64 + 1).read_until(b'\n', &mut line)?;
    let mut n = line.len();
    if n > MAX_RECORD && line.last() != Some(&b'\n') {
        line = Vec::new();
        loop {
            let buffer = source.fill_buf()?;
            if buffer.is_empty() {
                break;
            }
            let end = buffer.iter().position(|it| *it == b'\n');
            let n_taken = end.map_or(buffer.len(), |it| it + 1);
            source.consume(n_taken);
            n += n_taken;
            if end.is_some() {
                break;
            }
        }
    }
    Ok((line, n))
}

fn broken(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => {
            "the packed data is cut off or damaged; fetch the file again".to_owned()
        }
        _ => {
            let message = error.to_string();
            message.split(" (os error").next().unwrap_or(&message).to_owned()
        }
    }
}
