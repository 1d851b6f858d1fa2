//! Places in a body of text.

/// A stretch of an article's body: byte offsets, end exclusive, on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextRange {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl TextRange {
    /// The range from `start` to `end`; an inverted pair gives the empty range at `start`.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end: end.max(start) }
    }

    /// Length in bytes.
    #[must_use]
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// True if no byte lies in it.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// True if `inner` lies wholly inside.
    #[must_use]
    pub fn contains(self, inner: TextRange) -> bool {
        self.start <= inner.start && inner.end <= self.end
    }

    /// True if the two share at least one byte.
    #[must_use]
    pub fn overlaps(self, other: TextRange) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest range that holds both.
    #[must_use]
    pub fn join(self, other: TextRange) -> TextRange {
        TextRange { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The same range moved right by `offset` bytes.
    #[must_use]
    pub fn shifted(self, offset: usize) -> TextRange {
        TextRange { start: self.start + offset, end: self.end + offset }
    }
}
