//! The words of the report itself, one file a page language (`assets/strings.<code>.toml`).
//!
//! Every word that a reader sees and no outlet published comes from here. `{name}` in an entry is
//! filled in; a number picks between the entries `key_one` and `key_other`.

use crate::language::Language;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The words of one page language, by `section.key`.
#[derive(Debug)]
pub(crate) struct Catalogue {
    /// ISO 639-1 code of the page language.
    pub(crate) code: &'static str,
    entries: BTreeMap<String, String>,
}

static ENGLISH: LazyLock<Catalogue> =
    LazyLock::new(|| Catalogue::read("en", include_str!("../assets/strings.en.toml")));
static SPANISH: LazyLock<Catalogue> =
    LazyLock::new(|| Catalogue::read("es", include_str!("../assets/strings.es.toml")));
static GERMAN: LazyLock<Catalogue> =
    LazyLock::new(|| Catalogue::read("de", include_str!("../assets/strings.de.toml")));

impl Catalogue {
    /// The words of a page language.
    pub(crate) fn of(language: Language) -> &'static Self {
        match language {
            Language::English => &ENGLISH,
            Language::Spanish => &SPANISH,
            Language::German => &GERMAN,
        }
    }

    fn read(code: &'static str, file: &str) -> Self {
        let sections: BTreeMap<String, BTreeMap<String, String>> =
            toml::from_str(file).expect("the catalogues are part of the program and tested");
        let mut entries = BTreeMap::new();
        for (section, words) in sections {
            for (key, text) in words {
                entries.insert(format!("{section}.{key}"), text);
            }
        }
        Self { code, entries }
    }

    /// The entry of a key; the key itself if there is none, so that a gap is seen.
    pub(crate) fn say<'a>(&'a self, key: &'a str) -> &'a str {
        self.entries.get(key).map_or(key, String::as_str)
    }

    /// All entries whose keys begin with `section.`, by key.
    pub(crate) fn section<'a>(
        &'a self,
        section: &'static str,
    ) -> impl Iterator<Item = (&'a str, &'a str)> {
        let entries = self.entries.iter().filter(move |(key, _)| key.starts_with(section));
        entries.map(|(key, text)| (key.as_str(), text.as_str()))
    }

    /// The entry with its `{name}`s filled in.
    pub(crate) fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        let mut text = self.say(key).to_owned();
        for (name, value) in values {
            text = text.replace(&format!("{{{name}}}"), value);
        }
        text
    }

    /// The entry `key_one` or `key_other` with `{n}` filled in: `"1 word"`, `"2 words"`.
    pub(crate) fn count(&self, key: &str, n: usize) -> String {
        let form = if n == 1 { "one" } else { "other" };
        self.fill(&format!("{key}_{form}"), &[("n", &n.to_string())])
    }
}

#[cfg(test)]
mod tests;
