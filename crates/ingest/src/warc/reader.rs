//! From a file to its records, one after the other, whatever stands between them.
//!
//! | what is found | what is made of it |
//! | --- | --- |
//! | a head and a block that ends where a record may end | the record |
//! | a head that cannot be read | a reject; on from the next line that opens a record |
//! | a block that the file ends within | the record if it holds a whole answer, else a reject |
//! | a block that ends elsewhere | a reject; on from a record within it, or the next one behind |
//! | a block that is too large | a reject; passed over without being kept |
//! | bytes that belong to no record | a reject with their number |
//! | damaged or missing gzip data | a reject; on from the next member |

use std::io::BufRead;

use super::capture::{self, Stored};
use super::head::Head;
use super::stream::{End, Stream};
use super::{Config, Record, arc, head};
use crate::{Reject, dates};

/// Bytes of a line that are looked at to see whether it opens a record.
const LINE: usize = 4 << 10;

/// The records of a WARC or ARC file, plain or gzip, in the order of the file.
pub fn records<R: BufRead>(reader: R, config: Config) -> Records<R> {
    let stream = Stream::new(reader, head::opens);
    Records { stream, config, n_records: 0, is_arc: None, is_reported: false }
}

/// The records of a file; see [`records`].
pub struct Records<R: BufRead> {
    stream: Stream<R>,
    config: Config,
    /// Records and rejects so far.
    n_records: u64,
    /// Known from the first line on.
    is_arc: Option<bool>,
    /// The record given last was a reject.
    is_reported: bool,
}

/// Why there is no record, and whether the stream already stands where the next may begin.
struct Fault {
    reason: String,
    is_behind: bool,
}

/// The block of a record.
struct Block {
    bytes: Vec<u8>,
    /// Why it may not be whole.
    doubt: Option<String>,
}

impl<R: BufRead> Iterator for Records<R> {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        let there = self.seek()?;
        let is_start = there.is_ok() && self.at_start();
        self.n_records += 1;
        let place = format!("record {}, {}", self.n_records, self.stream.place());
        let record = match there {
            Err(loss) => reject(place, loss),
            Ok(()) if !is_start => {
                let n_skipped = self.resync();
                reject(place, format!("{n_skipped} bytes that belong to no record"))
            }
            Ok(()) => match self.record(&place) {
                Ok(Some(stored)) => capture::sort(stored, &self.config),
                Ok(None) => Record::Passed { place, what: "filedesc".to_owned() },
                Err(fault) => {
                    if !fault.is_behind {
                        self.resync();
                    }
                    reject(place, fault.reason)
                }
            },
        };
        self.is_reported = matches!(record, Record::Reject(_));
        Some(record)
    }
}

fn reject(place: String, reason: String) -> Record {
    Record::Reject(Reject { place, reason })
}

impl<R: BufRead> Records<R> {
    /// Goes to the next byte that is not an empty line; `None` at the end of the file, an error
    /// where something was lost that no reject has spoken of.
    fn seek(&mut self) -> Option<Result<(), String>> {
        loop {
            let unread = self.stream.want(1);
            let n_empty = unread.iter().take_while(|it| matches!(it, b'\r' | b'\n')).count();
            let is_found = n_empty < unread.len();
            self.stream.consume(n_empty);
            if is_found {
                return Some(Ok(()));
            }
            let loss = match self.stream.end() {
                Some(End::Damage(reason) | End::Stopped(reason)) if !self.is_reported => {
                    Some(reason.clone())
                }
                Some(End::Gap(reason)) => Some(reason.clone()),
                _ => None,
            };
            let is_over = self.stream.end().is_some() && !self.stream.advance();
            match loss {
                Some(loss) => return Some(Err(loss)),
                None if is_over => return None,
                None => {}
            }
        }
    }

    /// True if the stream stands where a record begins.
    fn at_start(&mut self) -> bool {
        let opening = self.stream.want(LINE);
        let is_arc = *self.is_arc.get_or_insert_with(|| arc::opens(opening));
        if is_arc {
            self.stream.set_start(arc::is_start);
        }
        self.opens(self.stream.unread())
    }

    fn opens(&self, bytes: &[u8]) -> bool {
        let bytes = &bytes[..bytes.len().min(LINE)];
        if self.is_arc == Some(true) { arc::is_start(bytes) } else { head::opens(bytes) }
    }

    /// True for bytes of which more would open a record, or no bytes.
    fn may_open(&self, bytes: &[u8]) -> bool {
        self.is_arc == Some(true) || b"WARC/1.0".starts_with(bytes)
    }

    /// Passes over lines until one opens a record or the section ends; says how many bytes.
    fn resync(&mut self) -> usize {
        let mut n_skipped = 0;
        loop {
            let line = self.stream.want(LINE);
            let line = &line[..line.len().min(LINE)];
            let n = line.iter().position(|it| *it == b'\n').map_or(line.len(), |it| it + 1);
            n_skipped += n;
            self.stream.consume(n);
            let next = self.stream.want(LINE);
            if next.is_empty() || self.opens(self.stream.unread()) {
                return n_skipped;
            }
        }
    }

    /// The record at which the stream stands; `None` for the one that describes an ARC file.
    fn record(&mut self, place: &str) -> Result<Option<Stored>, Fault> {
        let resync = |reason: String| Fault { reason, is_behind: false };
        if self.is_arc == Some(true) {
            let line = self.take_line().map_err(resync)?;
            let line = arc::line(&line).ok_or_else(|| resync("its line is cut off".to_owned()))?;
            let n_bytes = line.n_bytes().map_err(resync)?;
            let block = self.block(n_bytes)?;
            return Ok((!line.is_file()).then(|| Stored {
                place: place.to_owned(),
                kind: "response".to_owned(),
                date: dates::read(line.date.get(..14).unwrap_or(&line.date)),
                content_type: Some(line.content_type),
                url: line.url,
                first: None,
                truncated: None,
                block: block.bytes,
                doubt: block.doubt,
            }));
        }
        let bytes = self.take_head().map_err(resync)?;
        let head = Head::read(&bytes).map_err(resync)?;
        let block = self.block(head.n_bytes)?;
        Ok(Some(Stored {
            place: place.to_owned(),
            url: head.address("warc-target-uri").unwrap_or_default(),
            date: head.field("warc-date").and_then(dates::read),
            content_type: head.field("content-type").map(str::to_owned),
            first: head.address("warc-refers-to-target-uri"),
            truncated: head.field("warc-truncated").map(str::to_owned),
            kind: head.kind,
            block: block.bytes,
            doubt: block.doubt,
        }))
    }

    /// The line of an ARC record.
    fn take_line(&mut self) -> Result<Vec<u8>, String> {
        let unread = self.stream.want(self.config.max_head_bytes.min(LINE));
        let end = unread.iter().position(|it| *it == b'\n').ok_or("its line has no end")?;
        let line = unread[..end].to_vec();
        self.stream.consume(end + 1);
        Ok(line)
    }

    /// The lines of a WARC head up to the empty one.
    fn take_head(&mut self) -> Result<Vec<u8>, String> {
        let mut n_wanted = LINE;
        loop {
            let n_max = self.config.max_head_bytes;
            let unread = self.stream.want(n_wanted.min(n_max));
            let unread = &unread[..unread.len().min(n_max)];
            if let Some((n_lines, n_all)) = head_end(unread) {
                let lines = unread[..n_lines].to_vec();
                self.stream.consume(n_all);
                return Ok(lines);
            }
            if unread.len() == n_max {
                return Err(format!("its head is larger than {n_max} bytes"));
            }
            if unread.len() < n_wanted {
                return Err(format!("its head has no end; {}", self.why_it_ends()));
            }
            n_wanted *= 2;
        }
    }

    /// The block of a record, if another record or the end of the section follows it.
    fn block(&mut self, n_bytes: u64) -> Result<Block, Fault> {
        let n_max = self.config.max_record_bytes;
        let Ok(n_block) = usize::try_from(n_bytes).map(|it| it.min(n_max + 1)) else {
            return Err(self.too_large(n_bytes));
        };
        if n_block > n_max {
            return Err(self.too_large(n_bytes));
        }
        let n_found = self.stream.want(n_block).len().min(n_block);
        if n_found == n_block && self.ends_at(n_block) {
            return Ok(self.take_block(n_block, None));
        }
        let reason = match n_found < n_block {
            true => format!(
                "its length is {n_block} bytes, but there are {n_found}; {}",
                self.why_it_ends()
            ),
            false => match self.stream.end() {
                Some(End::Damage(reason)) => reason.clone(),
                _ => format!("no record follows behind the {n_block} bytes it says it has"),
            },
        };
        let n_own = self.within(n_found).unwrap_or(n_found);
        if n_own == n_found && n_found < n_block && self.stream.end() == Some(&End::File) {
            return Ok(self.take_block(n_found, Some(reason)));
        }
        self.stream.consume(n_own);
        Err(Fault { reason, is_behind: n_own < n_found || n_found < n_block })
    }

    fn take_block(&mut self, n: usize, doubt: Option<String>) -> Block {
        let bytes = self.stream.unread()[..n].to_vec();
        self.stream.consume(n);
        Block { bytes, doubt }
    }

    /// True if `n` bytes on there is nothing but the end of the section or a record.
    fn ends_at(&mut self, n: usize) -> bool {
        self.stream.want(n + LINE);
        let after = &self.stream.unread()[n..];
        let n_empty = after.iter().take_while(|it| matches!(it, b'\r' | b'\n')).count();
        let after = &after[n_empty..];
        match self.stream.end() {
            // The sum behind the bytes of this record is wrong, or they are not all there.
            Some(End::Damage(_)) if after.is_empty() => false,
            // The next record is cut off within its first line.
            Some(_) if !after.contains(&b'\n') && self.may_open(after) => true,
            _ => self.opens(after),
        }
    }

    /// Where within the next `n` bytes another record opens behind an empty line.
    fn within(&self, n: usize) -> Option<usize> {
        let block = &self.stream.unread()[..n];
        let starts = block.iter().enumerate().filter(|(_, it)| **it == b'\n').map(|it| it.0 + 1);
        let is_behind_empty =
            |at: &usize| matches!(&block[..*at], [.., b'\n', b'\n'] | [.., b'\n', b'\r', b'\n']);
        starts.filter(is_behind_empty).find(|at| self.opens(&block[*at..]))
    }

    /// Passes over a block that is too large to keep.
    fn too_large(&mut self, n_bytes: u64) -> Fault {
        let mut n_left = n_bytes;
        while n_left > 0 {
            let n_unread = self.stream.want(1).len();
            if n_unread == 0 {
                break;
            }
            let n = usize::try_from(n_left).unwrap_or(usize::MAX).min(n_unread);
            self.stream.consume(n);
            n_left -= n as u64;
        }
        let reason = format!(
            "its length is {n_bytes} bytes, more than the {} that are read",
            self.config.max_record_bytes
        );
        Fault { reason, is_behind: true }
    }

    fn why_it_ends(&self) -> String {
        match self.stream.end() {
            Some(End::Damage(reason) | End::Gap(reason) | End::Stopped(reason)) => reason.clone(),
            Some(End::Boundary) => "the next record begins there".to_owned(),
            _ => "the file ends there".to_owned(),
        }
    }
}

/// How many bytes the lines of a head take, without and with the empty line that ends them.
fn head_end(bytes: &[u8]) -> Option<(usize, usize)> {
    let ends = bytes.iter().enumerate().filter(|(_, it)| **it == b'\n');
    ends.map(|(idx, _)| idx + 1).find_map(|idx| match &bytes[idx..] {
        [b'\r', b'\n', ..] => Some((idx, idx + 2)),
        [b'\n', ..] => Some((idx, idx + 1)),
        _ => None,
    })
}
