//! Gzip unpacked, with a limit against data that grows without end.

use std::borrow::Cow;
use std::io::Read;

use flate2::read::MultiGzDecoder;

use crate::{Config, Error, Source};

/// Bytes of an opening: enough to tell the form of a file.
const OPENING: u64 = 16;

/// The first bytes, unpacked if they are gzip.
pub(crate) fn opening(bytes: &[u8]) -> Vec<u8> {
    let mut opening = Vec::new();
    if bytes.starts_with(&[0x1f, 0x8b]) {
        // What cannot be unpacked is no opening that is known.
        let _ = MultiGzDecoder::new(bytes).take(OPENING).read_to_end(&mut opening);
    } else {
        opening.extend(bytes.iter().take(OPENING as usize));
    }
    opening
}

/// The source's bytes, unpacked if they are gzip.
pub(crate) fn unpack<'a>(source: &Source<'a>, config: &Config) -> Result<Cow<'a, [u8]>, Error> {
    if !source.bytes.starts_with(&[0x1f, 0x8b]) {
        return Ok(Cow::Borrowed(source.bytes));
    }
    let limit = config.max_bytes;
    let mut unpacked = Vec::new();
    let mut stream = MultiGzDecoder::new(source.bytes).take(limit as u64 + 1);
    if stream.read_to_end(&mut unpacked).is_err() {
        return Err(Error::TruncatedGzip { name: source.name.to_owned() });
    }
    if unpacked.len() > limit {
        return Err(Error::TooLarge { name: source.name.to_owned(), limit });
    }
    Ok(Cow::Owned(unpacked))
}
