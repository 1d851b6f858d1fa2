//! The app's own words, one file a language: for its page, and for the line above a report.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use axum::http::{HeaderMap, header};
use report::Language;

type Words = BTreeMap<String, String>;

/// Most parts of an `Accept-Language` that are looked at.
const MAX_TONGUES: usize = 20;

static ENGLISH: LazyLock<Words> = LazyLock::new(|| read(include_str!("../assets/words.en.json")));
static SPANISH: LazyLock<Words> = LazyLock::new(|| read(include_str!("../assets/words.es.json")));
static GERMAN: LazyLock<Words> = LazyLock::new(|| read(include_str!("../assets/words.de.json")));

fn read(file: &str) -> Words {
    serde_json::from_str(file).expect("the words are part of the program and tested")
}

fn all(language: Language) -> &'static Words {
    match language {
        Language::English => &ENGLISH,
        Language::Spanish => &SPANISH,
        Language::German => &GERMAN,
    }
}

/// The words of a key; the key itself if there are none, so that a gap is seen.
pub(crate) fn say(language: Language, key: &'static str) -> &'static str {
    all(language).get(key).map_or(key, String::as_str)
}

/// A page of the app in a language: every `{{key}}` becomes its words, `{{language}}` its code.
pub(crate) fn fill(page: &str, language: Language) -> String {
    let mut filled = String::with_capacity(page.len() * 2);
    for (idx, part) in page.split("{{").enumerate() {
        let (key, rest) = part.split_once("}}").filter(|_| idx > 0).unwrap_or(("", part));
        match key {
            "language" => filled.push_str(language.code()),
            _ => filled.push_str(all(language).get(key).map_or(key, String::as_str)),
        }
        filled.push_str(rest);
    }
    filled
}

/// The language that a browser asks for, of those there are; English if it asks for none of them.
pub(crate) fn asked(headers: &HeaderMap) -> Language {
    let written = headers.get(header::ACCEPT_LANGUAGE).and_then(|it| it.to_str().ok());
    let mut best: Option<(f64, Language)> = None;
    for part in written.unwrap_or("").split(',').take(MAX_TONGUES) {
        let (name, weight) = part.split_once(';').unwrap_or((part, ""));
        let weight = weight.trim().strip_prefix("q=").map_or(Some(1.0), |it| it.parse().ok());
        let (Some(language), Some(weight)) = (Language::named(name.trim()), weight) else {
            continue;
        };
        if weight > best.map_or(0.0, |it| it.0) {
            best = Some((weight, language));
        }
    }
    best.map_or(Language::English, |it| it.1)
}

#[cfg(test)]
mod tests {
    //! Every language has every word, and the one asked for is found.

    use axum::http::HeaderValue;

    use super::*;

    /// The names in braces, in order.
    fn gaps(text: &str) -> Vec<&str> {
        let mut gaps: Vec<&str> =
            text.split('{').skip(1).filter_map(|it| Some(it.split_once('}')?.0)).collect();
        gaps.sort_unstable();
        gaps
    }

    #[test]
    fn every_language_has_every_word_with_the_same_gaps() {
        for language in Language::ALL {
            let words = all(language);
            assert!(words.keys().eq(ENGLISH.keys()), "{language:?}");
            for (key, text) in words {
                assert_eq!(gaps(text), gaps(&ENGLISH[key]), "{language:?} {key}");
                assert!(!text.contains(['<', '>', '&', '"']), "{key} is no markup: {text}");
            }
        }
    }

    #[test]
    fn the_page_has_words_for_every_gap_in_every_language() {
        let page = crate::assets::START.text;
        for part in page.split("{{").skip(1) {
            let key = part.split_once("}}").expect("it ends").0;
            assert!(key == "language" || ENGLISH.contains_key(key), "{key}");
        }
        for language in Language::ALL {
            let filled = fill(page, language);
            assert!(!filled.contains("{{") && !filled.contains("}}"));
            assert!(filled.starts_with("<!doctype html>"));
            assert!(filled.contains(&format!("<html lang=\"{}\">", language.code())));
        }
        assert!(fill(page, Language::German).contains("Neuer Vergleich"));
    }

    #[test]
    fn a_browser_gets_the_language_it_likes_best_of_those_there_are() {
        let asked = |written: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_LANGUAGE, HeaderValue::from_static(written));
            super::asked(&headers)
        };
        assert_eq!(asked("de-AT,de;q=0.9,en;q=0.8"), Language::German);
        assert_eq!(asked("fr-CA, en;q=0.2, es-MX;q=0.7"), Language::Spanish);
        assert_eq!(asked("fr, de;q=0"), Language::English);
        assert_eq!(asked("*;q=x,,;;"), Language::English);
        assert_eq!(super::asked(&HeaderMap::new()), Language::English);
    }
}
