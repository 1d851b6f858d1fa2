//! What a stage could not do, said to the reader.

/// Something lost, odd or unsure about one article. Stages do not fail: they give less and warn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// What sort of thing it is.
    pub kind: WarningKind,
    /// One sentence for the reader, with figures where there are any.
    pub text: String,
}

/// The sorts of warnings, in the order of the pipeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WarningKind {
    /// The character set was guessed, or some bytes had none.
    Charset,
    /// Lines of page furniture were dropped.
    Cruft,
    /// A part of the article is missing.
    Partial,
    /// Headline, date, outlet or another field is missing or unreadable.
    Metadata,
    /// The language is unknown, unsupported or not the declared one.
    Language,
    /// A limit was reached and a simpler way was taken.
    Limit,
    /// The article is a copy of another one, or nearly so.
    Copy,
    /// Nothing could be read from the text.
    Empty,
    /// An editor's correction that no longer fits.
    Correction,
}

impl WarningKind {
    /// Those that an article can bring along; a correction is one of a comparison.
    pub const OF_ARTICLES: [Self; 8] = [
        Self::Charset,
        Self::Cruft,
        Self::Partial,
        Self::Metadata,
        Self::Language,
        Self::Limit,
        Self::Copy,
        Self::Empty,
    ];

    /// The one of [`Self::OF_ARTICLES`] that has this name.
    #[must_use]
    pub fn of_article(name: &str) -> Option<Self> {
        Self::OF_ARTICLES.into_iter().find(|it| it.name() == name)
    }

    /// The name used in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Charset => "charset",
            Self::Cruft => "cruft",
            Self::Partial => "partial",
            Self::Metadata => "metadata",
            Self::Language => "language",
            Self::Limit => "limit",
            Self::Copy => "copy",
            Self::Empty => "empty",
            Self::Correction => "correction",
        }
    }
}

impl Warning {
    /// A warning of `kind` that says `text`.
    #[must_use]
    pub fn new(kind: WarningKind, text: impl Into<String>) -> Self {
        Self { kind, text: text.into() }
    }
}
