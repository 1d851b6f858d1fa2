//! From bytes to text: byte order marks, declared character sets, and a guess where both fail.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// Text and what was lost on the way.
#[derive(Debug)]
pub(crate) struct Decoded {
    /// The text, without a byte order mark.
    pub(crate) text: String,
    /// Said to the reader if the set was guessed or bytes had no character.
    pub(crate) warning: Option<String>,
}

/// How far into a page its declared character set is looked for.
const DECLARATION_WITHIN: usize = 4096;

/// Decodes by, in this order: byte order mark, two-byte pattern, validity as UTF-8, the set that
/// came with the bytes (`sent`), the page's own declaration, and a guess from the bytes. UTF-8 goes
/// before what is declared because pages that were saved again often declare a set they no longer
/// use.
pub(crate) fn decode(bytes: &[u8], sent: Option<&str>) -> Decoded {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return with(encoding, &bytes[mark..], None);
    }
    if let Some(encoding) = wide(bytes) {
        return with(encoding, bytes, None);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Decoded { text: text.to_owned(), warning: None };
    }
    match sent.and_then(|it| Encoding::for_label(it.as_bytes())).or_else(|| declared(bytes)) {
        Some(encoding) if encoding == UTF_8 && !nearly_utf8(bytes) => guess(bytes),
        Some(encoding) => with(encoding, bytes, None),
        None if nearly_utf8(bytes) => with(UTF_8, bytes, None),
        None => guess(bytes),
    }
}

/// UTF-16 without a mark shows as a zero in every other byte of western text.
pub(crate) fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    if Encoding::for_bom(bytes).is_some_and(|(it, _)| it == UTF_16BE || it == UTF_16LE) {
        return Some(Encoding::for_bom(bytes).map_or(UTF_16LE, |(it, _)| it));
    }
    let probe = &bytes[..bytes.len().min(512) & !1];
    if probe.len() < 8 {
        return None;
    }
    let zeros = |offset: usize| {
        probe.iter().skip(offset).step_by(2).filter(|&&it| it == 0).count() * 10 / (probe.len() / 2)
    };
    match (zeros(0), zeros(1)) {
        (0, 8..) => Some(UTF_16LE),
        (8.., 0) => Some(UTF_16BE),
        _ => None,
    }
}

/// A few damaged bytes in a text that is UTF-8 otherwise.
fn nearly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|it| !it.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > bad * 4
}

/// The set named in `<meta charset=…>`, `<meta http-equiv … charset=…>` or `<?xml encoding=…?>`.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head =
        String::from_utf8_lossy(&bytes[..bytes.len().min(DECLARATION_WITHIN)]).to_ascii_lowercase();
    ["charset", "encoding"].iter().find_map(|key| {
        let rest = &head[head.find(key)? + key.len()..];
        let rest = rest.trim_start().strip_prefix('=')?.trim_start_matches([' ', '"', '\'']);
        let end = rest.find(|it: char| !(it.is_ascii_alphanumeric() || "-_:.".contains(it)))?;
        Encoding::for_label(&rest.as_bytes()[..end])
    })
}

/// Asks the detector.
fn guess(bytes: &[u8]) -> Decoded {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, chardetng::Utf8Detection::Allow);
    with(encoding, bytes, Some(format!("character set guessed as {}", encoding.name())))
}

/// Decodes as `encoding` and counts what had no character.
fn with(encoding: &'static Encoding, bytes: &[u8], note: Option<String>) -> Decoded {
    let (text, is_lossy) = encoding.decode_without_bom_handling(bytes);
    let text = text.into_owned();
    let lost = if is_lossy { text.matches('\u{fffd}').count() } else { 0 };
    let loss = (lost > 0).then(|| {
        let noun = if lost == 1 { "character" } else { "characters" };
        format!("{lost} {noun} could not be read as {}", encoding.name())
    });
    let warning = match (note, loss) {
        (Some(note), Some(loss)) => Some(format!("{note}; {loss}")),
        (note, loss) => note.or(loss),
    };
    Decoded { text, warning }
}
