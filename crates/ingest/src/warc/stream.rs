//! The unpacked bytes of a file, in sections within which records follow each other.
//!
//! A plain file is one section. A gzip file has a new one where a member begins with a record, and
//! behind damage. A record never reaches over the end of its section, so that one that is too
//! short does not eat into the next.

use std::io::{BufRead, ErrorKind};

use super::members::{Members, Piece, stopped};

/// Bytes that are read at once of a plain file.
const PIECE: usize = 16 << 10;

/// Why a section ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum End {
    /// Another gzip member begins with a record.
    Boundary,
    /// What follows of a gzip member was lost, and why.
    Damage(String),
    /// A gzip member ended as it should, and what follows it was lost.
    Gap(String),
    /// The file can no longer be read, and why.
    Stopped(String),
    /// The file is at its end.
    File,
}

/// The bytes not yet read, and where they come from.
pub(super) struct Stream<R: BufRead> {
    input: Input<R>,
    /// Bytes of this section that were read from the file; those from `start` on are unread.
    buffer: Vec<u8>,
    start: usize,
    /// Bytes of the file, unpacked, before the first unread one.
    offset: u64,
    /// Where the section's first gzip member begins in the file.
    section_start: Option<u64>,
    /// Set when the section has no more bytes than the buffer.
    end: Option<End>,
    /// The first bytes of the next section.
    ahead: Vec<u8>,
    /// Tells what begins a record.
    is_start: fn(&[u8]) -> bool,
}

enum Input<R: BufRead> {
    Plain { reader: R, is_spent: bool },
    Gzip(Members<R>),
}

impl<R: BufRead> Stream<R> {
    /// A file, told by its first byte to be gzip or not.
    pub(super) fn new(mut reader: R, is_start: fn(&[u8]) -> bool) -> Self {
        let is_gzip = reader.fill_buf().is_ok_and(|it| it.first() == Some(&0x1f));
        let input = match is_gzip {
            true => Input::Gzip(Members::new(reader)),
            false => Input::Plain { reader, is_spent: false },
        };
        Self {
            input,
            buffer: Vec::new(),
            start: 0,
            offset: 0,
            section_start: None,
            end: None,
            ahead: Vec::new(),
            is_start,
        }
    }

    /// The unread bytes at hand.
    pub(super) fn unread(&self) -> &[u8] {
        &self.buffer[self.start..]
    }

    /// Why the section ends behind the bytes at hand; `None` if more may follow.
    pub(super) fn end(&self) -> Option<&End> {
        self.end.as_ref()
    }

    /// Where the next unread byte stands, for a reader of the file.
    pub(super) fn place(&self) -> String {
        match &self.input {
            Input::Plain { .. } => format!("byte {}", self.offset),
            Input::Gzip(_) => {
                let start = self.section_start.unwrap_or_else(|| self.input.start());
                format!("gzip member at byte {start}")
            }
        }
    }

    /// Sets what begins a record.
    pub(super) fn set_start(&mut self, is_start: fn(&[u8]) -> bool) {
        self.is_start = is_start;
    }

    /// Brings at least `n` unread bytes to hand if the section has them.
    pub(super) fn want(&mut self, n: usize) -> &[u8] {
        while self.unread().len() < n && self.end.is_none() {
            self.fill();
        }
        self.unread()
    }

    /// Passes over `n` of the bytes at hand.
    pub(super) fn consume(&mut self, n: usize) {
        self.start = (self.start + n).min(self.buffer.len());
        self.offset += n as u64;
    }

    /// Goes to the next section; false at the end of the file.
    pub(super) fn advance(&mut self) -> bool {
        if self.end.take() == Some(End::File) {
            self.end = Some(End::File);
            return false;
        }
        self.buffer = std::mem::take(&mut self.ahead);
        self.start = 0;
        self.section_start = (!self.buffer.is_empty()).then(|| self.input.start());
        true
    }

    /// Reads one piece more.
    fn fill(&mut self) {
        self.buffer.drain(..self.start);
        self.start = 0;
        let mut piece = self.input.next();
        let is_behind_member = piece == Piece::MemberEnd;
        while piece == Piece::MemberEnd {
            piece = self.input.next();
        }
        match piece {
            // The section goes on unless the next member begins with a record.
            Piece::Bytes(bytes) if is_behind_member && (self.is_start)(&bytes) => {
                self.ahead = bytes;
                self.end = Some(End::Boundary);
            }
            Piece::Bytes(bytes) => {
                self.section_start.get_or_insert(self.input.start());
                self.buffer.extend_from_slice(&bytes);
            }
            Piece::Damage(reason) if is_behind_member => self.end = Some(End::Gap(reason)),
            Piece::Damage(reason) => self.end = Some(End::Damage(reason)),
            Piece::Stopped(reason) => self.end = Some(End::Stopped(reason)),
            Piece::MemberEnd | Piece::End => self.end = Some(End::File),
        }
    }
}

impl<R: BufRead> Input<R> {
    fn next(&mut self) -> Piece {
        let Input::Plain { reader, is_spent } = self else {
            let Input::Gzip(members) = self else { return Piece::End };
            return members.next();
        };
        if *is_spent {
            return Piece::End;
        }
        loop {
            match reader.fill_buf() {
                Ok([]) => return Piece::End,
                Ok(bytes) => {
                    let piece = bytes[..bytes.len().min(PIECE)].to_vec();
                    reader.consume(piece.len());
                    return Piece::Bytes(piece);
                }
                Err(err) if err.kind() == ErrorKind::Interrupted => {}
                Err(err) => {
                    // What cannot be read now will not be read later.
                    *is_spent = true;
                    return stopped(&err);
                }
            }
        }
    }

    /// Where the gzip member at hand begins.
    fn start(&self) -> u64 {
        match self {
            Input::Plain { .. } => 0,
            Input::Gzip(members) => members.start(),
        }
    }
}
