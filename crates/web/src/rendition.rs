//! The forms in which a comparison is kept and given away.

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;

/// Columns of the comparison as plain text.
const TEXT_COLUMNS: usize = 100;

/// One form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Html,
    Json,
    Markdown,
    Csv,
    Text,
    /// The page as the app shows it: with a line above it and a place for corrections.
    Page,
}

impl Format {
    /// Those that are given away.
    pub(crate) const GIVEN: [Self; 5] =
        [Self::Html, Self::Json, Self::Markdown, Self::Csv, Self::Text];

    /// The name in an address and at the end of a file's name.
    pub(crate) fn extension(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Json => "json",
            Self::Markdown => "md",
            Self::Csv => "csv",
            Self::Text => "txt",
            Self::Page => "page",
        }
    }

    /// The form of that name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::GIVEN.into_iter().find(|it| it.extension() == name)
    }

    /// What the web calls it.
    pub(crate) fn content_type(self) -> &'static str {
        match self {
            Self::Html | Self::Page => "text/html; charset=utf-8",
            Self::Json => "application/json",
            Self::Markdown => "text/markdown; charset=utf-8",
            Self::Csv => "text/csv; charset=utf-8",
            Self::Text => "text/plain; charset=utf-8",
        }
    }

    /// Writes a comparison in this form.
    pub(crate) fn write(self, view: &report::View, language: report::Language) -> String {
        let settings =
            report::Settings { width: TEXT_COLUMNS, color: false, side_by_side: false, language };
        match self {
            Self::Html | Self::Page => view.html(language),
            Self::Json => view.json(),
            Self::Markdown => view.markdown(language),
            Self::Csv => view.csv(),
            Self::Text => view.text(&settings),
        }
    }
}

/// A text made small, for keeping.
pub(crate) fn pack(text: &str) -> std::io::Result<Vec<u8>> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::default());
    packer.write_all(text.as_bytes())?;
    packer.finish()
}

/// What [`pack`] was given.
pub(crate) fn unpack(bytes: &[u8]) -> std::io::Result<String> {
    let mut text = String::new();
    GzDecoder::new(bytes).read_to_string(&mut text)?;
    Ok(text)
}
