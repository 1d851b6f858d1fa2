//! Chunks, gzip, deflate and brotli undone, with a limit against data that grows without end.

use std::borrow::Cow;
use std::io::{self, Read};

use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

/// Digits of the longest chunk length: 2⁶⁴ has sixteen.
const MAX_LENGTH_DIGITS: usize = 16;
/// Bytes of a brotli window that is read at once.
const BROTLI_BUFFER: usize = 16 << 10;

/// Content without its coding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unpacked<'a> {
    /// What was unpacked; as given if there was nothing to undo.
    pub bytes: Cow<'a, [u8]>,
    /// The end is missing.
    pub cut: bool,
}

impl Unpacked<'_> {
    /// The same, without a tie to the packed bytes.
    pub(super) fn owned(self) -> Unpacked<'static> {
        Unpacked { bytes: Cow::Owned(self.bytes.into_owned()), cut: self.cut }
    }
}

/// Undoes a `Content-Encoding` (`gzip`, `deflate`, `br`, or several, the last applied first).
/// Bytes that are not in the coding named are taken as they are: crawlers unpack and forget to say.
///
/// # Errors
///
/// In a few words, when the content is larger than `limit` bytes or its coding is not known.
pub fn unpack<'a>(packed: &'a [u8], coding: &str, limit: usize) -> Result<Unpacked<'a>, String> {
    let mut unpacked = Unpacked { bytes: Cow::Borrowed(packed), cut: false };
    let names: Vec<String> = coding.split(',').map(|it| it.trim().to_ascii_lowercase()).collect();
    for name in names.iter().rev() {
        let bytes = unpacked.bytes.as_ref();
        let next = match name.as_str() {
            "" | "identity" | "none" | "utf-8" | "chunked" => None,
            "gzip" | "x-gzip" => gzip(bytes, limit)?,
            "deflate" => deflate(bytes, limit)?,
            "br" => brotli(bytes, limit)?,
            other => return Err(format!("its content is packed as {other:?}, which is not read")),
        };
        if let Some(next) = next {
            unpacked = Unpacked { cut: unpacked.cut || next.cut, ..next };
        }
    }
    if unpacked.bytes.len() > limit {
        return Err(too_large(limit));
    }
    Ok(unpacked)
}

fn gzip(bytes: &[u8], limit: usize) -> Result<Option<Unpacked<'static>>, String> {
    if !bytes.starts_with(&[0x1f, 0x8b]) {
        return Ok(None);
    }
    drain(MultiGzDecoder::new(bytes), limit).map(Some)
}

/// Servers send `deflate` with a zlib head, as the standard says, or without.
fn deflate(bytes: &[u8], limit: usize) -> Result<Option<Unpacked<'static>>, String> {
    let has_head = matches!(bytes, [first, second, ..]
        if first & 0x0f == 8 && (u16::from(*first) * 256 + u16::from(*second)) % 31 == 0);
    let found = match has_head {
        true => drain(ZlibDecoder::new(bytes), limit)?,
        false => drain(DeflateDecoder::new(bytes), limit)?,
    };
    Ok((!found.bytes.is_empty()).then_some(found))
}

/// Brotli has no mark to know it by: what does not unpack at all was not packed.
fn brotli(bytes: &[u8], limit: usize) -> Result<Option<Unpacked<'static>>, String> {
    if bytes.trim_ascii_start().starts_with(b"<") {
        return Ok(None);
    }
    let found = drain(brotli_decompressor::Decompressor::new(bytes, BROTLI_BUFFER), limit)?;
    Ok((!found.bytes.is_empty()).then_some(found))
}

/// Everything that can be read, up to the limit.
fn drain(reader: impl Read, limit: usize) -> Result<Unpacked<'static>, String> {
    let mut reader = reader.take(limit as u64 + 1);
    let mut bytes = Vec::new();
    let mut room = [0; 16 << 10];
    let cut = loop {
        match reader.read(&mut room) {
            Ok(0) => break false,
            Ok(n) => bytes.extend_from_slice(&room[..n]),
            Err(err) if err.kind() == io::ErrorKind::Interrupted => {}
            Err(_) => break true,
        }
    };
    if bytes.len() > limit {
        Err(too_large(limit))
    } else {
        Ok(Unpacked { bytes: bytes.into(), cut })
    }
}

fn too_large(limit: usize) -> String {
    format!("its content is larger than {limit} bytes")
}

/// Undoes the chunks of a transfer; a body that is not in chunks is taken as it is.
pub(super) fn dechunk(body: &[u8]) -> Unpacked<'_> {
    let mut rest = body;
    let mut bytes = Vec::new();
    let mut cut = true;
    while let Some((n_bytes, after)) = chunk_length(rest) {
        if n_bytes == 0 {
            cut = false;
            break;
        }
        let chunk = after.get(..n_bytes).unwrap_or(after);
        bytes.extend_from_slice(chunk);
        rest = &after[chunk.len()..];
        if chunk.len() < n_bytes {
            break;
        }
        rest = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).unwrap_or(rest);
    }
    match bytes.is_empty() && cut {
        true => Unpacked { bytes: Cow::Borrowed(body), cut: false },
        false => Unpacked { bytes: Cow::Owned(bytes), cut },
    }
}

/// The length that a chunk opens with, and what follows its line.
fn chunk_length(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let end = bytes.iter().take(MAX_LENGTH_DIGITS + 256).position(|it| *it == b'\n')?;
    let line = std::str::from_utf8(&bytes[..end]).ok()?;
    let digits = line.split(';').next()?.trim();
    if digits.is_empty() || digits.len() > MAX_LENGTH_DIGITS || digits.starts_with('+') {
        return None;
    }
    Some((usize::from_str_radix(digits, 16).ok()?, &bytes[end + 1..]))
}
