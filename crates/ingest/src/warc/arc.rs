//! ARC, the form before WARC: a line of fields before each block.

/// What the first record of a file is named, in the place of an address.
const FILE: &str = "filedesc:";
/// Digits of a date: year to second. Some writers give more.
const DATE_DIGITS: std::ops::RangeInclusive<usize> = 8..=18;

/// True if bytes open an ARC file.
pub(super) fn opens(bytes: &[u8]) -> bool {
    bytes.starts_with(b"filedesc://")
}

/// The line before a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) url: String,
    /// `20140216050221`.
    pub(super) date: String,
    pub(super) content_type: String,
    /// What the line says of the block's length.
    length: String,
}

/// Reads a line `address IP date type length`, or the longer one of version 2; addresses may hold
/// spaces.
pub(super) fn line(bytes: &[u8]) -> Option<Line> {
    let text = String::from_utf8_lossy(bytes);
    let pieces: Vec<&str> = text.trim_end().split(' ').collect();
    let is_date =
        |it: &&str| DATE_DIGITS.contains(&it.len()) && it.bytes().all(|byte| byte.is_ascii_digit());
    let date_idx = pieces.iter().skip(2).position(is_date)? + 2;
    let url = pieces[..date_idx - 1].join(" ");
    let scheme = url.split(':').next()?;
    let is_scheme = !scheme.is_empty()
        && scheme.len() < url.len()
        && scheme.bytes().all(|it| it.is_ascii_alphanumeric() || b"+-.".contains(&it));
    let content_type = pieces.get(date_idx + 1)?;
    let length = pieces.last().filter(|_| pieces.len() > date_idx + 2)?;
    is_scheme.then(|| Line {
        date: pieces[date_idx].to_owned(),
        content_type: (*content_type).to_owned(),
        length: (*length).to_owned(),
        url,
    })
}

/// True if a line opens a record.
pub(super) fn is_start(bytes: &[u8]) -> bool {
    let end = bytes.iter().position(|it| *it == b'\n').unwrap_or(bytes.len());
    line(&bytes[..end]).is_some()
}

impl Line {
    /// Bytes of the block.
    pub(super) fn n_bytes(&self) -> Result<u64, String> {
        self.length.parse().map_err(|_| format!("its length is no number ({:?})", self.length))
    }

    /// True for the record that describes the file.
    pub(super) fn is_file(&self) -> bool {
        self.url.starts_with(FILE)
    }
}
