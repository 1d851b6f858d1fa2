//! The head of a WARC record: its version and its named fields.

/// The head of one record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Head {
    /// `response`, `revisit`, `warcinfo`, …; in lower case.
    pub(super) kind: String,
    /// Bytes of the block behind the head.
    pub(super) n_bytes: u64,
    /// Names in lower case, and values, in their order.
    fields: Vec<(String, String)>,
}

/// True if a line opens a WARC record.
pub(super) fn opens(line: &[u8]) -> bool {
    matches!(line, [b'W', b'A', b'R', b'C', b'/', major, b'.', minor, ..]
        if major.is_ascii_digit() && minor.is_ascii_digit())
}

impl Head {
    /// Reads the lines before the block, without the empty one that ends them.
    pub(super) fn read(bytes: &[u8]) -> Result<Head, String> {
        let text = String::from_utf8_lossy(bytes);
        let mut fields: Vec<(String, String)> = Vec::new();
        for line in text.lines().skip(1) {
            if line.starts_with([' ', '\t'])
                && let Some((_, value)) = fields.last_mut()
            {
                value.push(' ');
                value.push_str(line.trim());
            } else if let Some((name, value)) = line.split_once(':') {
                fields.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
            } else {
                let start: String = line.chars().take(40).collect();
                return Err(format!("a line of its head has no colon ({start:?})"));
            }
        }
        let mut head = Head { kind: String::new(), n_bytes: 0, fields };
        let length = head.field("content-length").ok_or("its head has no Content-Length")?;
        head.n_bytes =
            length.parse().map_err(|_| format!("its Content-Length is no number ({length:?})"))?;
        let kind = head.field("warc-type").ok_or("its head has no WARC-Type")?;
        head.kind = kind.to_ascii_lowercase();
        Ok(head)
    }

    /// The value of the first field of this name (in lower case).
    pub(super) fn field(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(it, _)| it == name).map(|(_, value)| value.as_str())
    }

    /// An address in a field; some writers leave it in angle brackets.
    pub(super) fn address(&self, name: &str) -> Option<String> {
        let value = self.field(name)?.trim_start_matches('<').trim_end_matches('>');
        (!value.is_empty()).then(|| value.to_owned())
    }
}
