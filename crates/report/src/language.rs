//! The language of the report's own words; what outlets published is never translated.

/// A page language that the report has a catalogue of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// `en`
    English,
    /// `es`
    Spanish,
    /// `de`
    German,
}

impl Language {
    /// Every page language.
    pub const ALL: [Self; 3] = [Self::English, Self::Spanish, Self::German];

    /// Its ISO 639-1 code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Spanish => "es",
            Self::German => "de",
        }
    }

    /// Its name in the language itself.
    #[must_use]
    pub fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Spanish => "español",
            Self::German => "Deutsch",
        }
    }

    /// The page language of a code; a region after it does not matter: `"de-AT" -> German`.
    #[must_use]
    pub fn named(code: &str) -> Option<Self> {
        let code = code.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        Self::ALL.into_iter().find(|it| it.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn a_region_does_not_hide_the_language() {
        assert_eq!(Language::named("de-AT"), Some(Language::German));
        assert_eq!(Language::named("ES"), Some(Language::Spanish));
        assert_eq!(Language::named("xx"), None);
    }
}
