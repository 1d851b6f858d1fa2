//! Gzip as crawls write it: one member a record, so that damage to one leaves the others.

use std::io::{self, BufRead, Read};

use flate2::bufread::GzDecoder;

/// What a gzip member opens with: its mark, and the one method there is.
const MAGIC: [u8; 3] = [0x1f, 0x8b, 8];
/// Bytes that are unpacked at once.
const PIECE: usize = 16 << 10;

/// A piece of unpacked bytes, or why there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// Unpacked bytes, at least one.
    Bytes(Vec<u8>),
    /// The member ended as it should; another may follow.
    MemberEnd,
    /// The rest of the member is lost; the next piece comes from a later member.
    Damage(String),
    /// The file can no longer be read.
    Stopped(String),
    /// Nothing follows.
    End,
}

/// The members of a gzip file, one after the other.
pub(super) struct Members<R: BufRead> {
    state: State<R>,
    /// Where the member at hand begins in the file, in bytes.
    start: u64,
    /// What comes behind the bytes given last.
    held: Option<Piece>,
}

type Member<R> = GzDecoder<io::Chain<io::Cursor<Vec<u8>>, Counted<R>>>;

enum State<R: BufRead> {
    Between(Counted<R>),
    Inside(Box<Member<R>>),
    Done,
}

impl<R: BufRead> Members<R> {
    pub(super) fn new(reader: R) -> Self {
        let state = State::Between(Counted { reader, n_read: 0 });
        Self { state, start: 0, held: None }
    }

    /// Where the member at hand begins in the file.
    pub(super) fn start(&self) -> u64 {
        self.start
    }

    /// What comes next.
    pub(super) fn next(&mut self) -> Piece {
        if let Some(held) = self.held.take() {
            return held;
        }
        match std::mem::replace(&mut self.state, State::Done) {
            State::Done => Piece::End,
            State::Between(mut file) => match seek(&mut file) {
                Ok(Found::Nothing) => Piece::End,
                Ok(Found::Other) => Piece::Damage("bytes that are no gzip member".to_owned()),
                Ok(Found::Member { is_gap }) => {
                    self.start = file.n_read - MAGIC.len() as u64;
                    let opening = io::Cursor::new(MAGIC.to_vec());
                    self.state = State::Inside(Box::new(GzDecoder::new(opening.chain(file))));
                    match is_gap {
                        true => Piece::Damage("bytes that are no gzip member".to_owned()),
                        false => self.next(),
                    }
                }
                Err(err) => stopped(&err),
            },
            State::Inside(mut member) => {
                let (bytes, ending) = unpack(&mut member);
                self.state = match &ending {
                    None => State::Inside(member),
                    Some(Ending::Error(_)) => State::Done,
                    Some(_) => State::Between(member.into_inner().into_inner().1),
                };
                self.held = ending.map(|it| match it {
                    Ending::Sound => Piece::MemberEnd,
                    Ending::Damage(reason) => Piece::Damage(reason.to_owned()),
                    Ending::Error(err) => stopped(&err),
                });
                if bytes.is_empty() { self.next() } else { Piece::Bytes(bytes) }
            }
        }
    }
}

/// How a member ends.
enum Ending {
    Sound,
    Damage(&'static str),
    /// The file can no longer be read.
    Error(io::Error),
}

/// More of a member: as many bytes as there is room for, or up to its end.
fn unpack(member: &mut impl Read) -> (Vec<u8>, Option<Ending>) {
    let mut bytes = vec![0; PIECE];
    let mut n_bytes = 0;
    let ending = loop {
        match member.read(&mut bytes[n_bytes..]) {
            Ok(0) if n_bytes == PIECE => break None,
            Ok(0) => break Some(Ending::Sound),
            Ok(n) => n_bytes += n,
            Err(err) => match err.kind() {
                io::ErrorKind::Interrupted => {}
                io::ErrorKind::UnexpectedEof => {
                    break Some(Ending::Damage("the file ends within its gzip member"));
                }
                io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => {
                    break Some(Ending::Damage("its gzip data is damaged"));
                }
                _ => break Some(Ending::Error(err)),
            },
        }
    };
    bytes.truncate(n_bytes);
    (bytes, ending)
}

/// Said when the file itself fails.
pub(super) fn stopped(err: &io::Error) -> Piece {
    Piece::Stopped(format!("reading stopped: {err}"))
}

/// What stands before the next mark of a member, or the end of the file.
enum Found {
    Member {
        is_gap: bool,
    },
    /// No member, but bytes that are something.
    Other,
    Nothing,
}

/// Goes behind the next mark of a member. Zeros, with which files are filled up, are no gap.
fn seek<R: BufRead>(file: &mut Counted<R>) -> io::Result<Found> {
    let (mut n_matched, mut is_gap) = (0, false);
    loop {
        let bytes = file.fill_buf()?;
        if bytes.is_empty() {
            return Ok(if is_gap || n_matched > 0 { Found::Other } else { Found::Nothing });
        }
        let mut n_used = 0;
        for byte in bytes {
            n_used += 1;
            if *byte == MAGIC[n_matched] {
                n_matched += 1;
                if n_matched == MAGIC.len() {
                    break;
                }
            } else {
                is_gap |= n_matched > 0 || *byte != 0;
                n_matched = usize::from(*byte == MAGIC[0]);
            }
        }
        file.consume(n_used);
        if n_matched == MAGIC.len() {
            return Ok(Found::Member { is_gap });
        }
    }
}

/// A reader that knows how far it is.
struct Counted<R> {
    reader: R,
    n_read: u64,
}

impl<R: BufRead> Read for Counted<R> {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        let n = self.reader.read(room)?;
        self.n_read += n as u64;
        Ok(n)
    }
}

impl<R: BufRead> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.reader.fill_buf()
    }

    fn consume(&mut self, n: usize) {
        self.n_read += n as u64;
        self.reader.consume(n);
    }
}
