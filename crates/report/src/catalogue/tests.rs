//! The catalogues and the places that ask for their entries fit together, and the catalogues each
//! other.

use super::Catalogue;
use crate::language::Language;
use std::collections::BTreeSet;

/// Every file that asks for words.
const ASKING: [&str; 29] = [
    include_str!("../explanation/text.rs"),
    include_str!("../lenses.rs"),
    include_str!("../limits.rs"),
    include_str!("../markdown.rs"),
    include_str!("../page.rs"),
    include_str!("../page/model/facts.rs"),
    include_str!("../page/model/overview.rs"),
    include_str!("../page/model/sheet.rs"),
    include_str!("../page/model/sheet/glossary.rs"),
    include_str!("../page/model/timeline.rs"),
    include_str!("../page/model/wording.rs"),
    include_str!("../phrases.rs"),
    include_str!("../terminal.rs"),
    include_str!("../terminal/page.rs"),
    include_str!("../../assets/about.html"),
    include_str!("../../assets/class.html"),
    include_str!("../../assets/editor.html"),
    include_str!("../../assets/tray.html"),
    include_str!("../../assets/facts.html"),
    include_str!("../../assets/key.html"),
    include_str!("../../assets/overview.html"),
    include_str!("../../assets/page.html"),
    include_str!("../../assets/passages.html"),
    include_str!("../../assets/read.html"),
    include_str!("../../assets/side.html"),
    include_str!("../../assets/timeline.html"),
    include_str!("../../assets/wording.html"),
    include_str!("../../assets/worksheet.html"),
    include_str!("../../assets/script/class.js"),
];

fn english() -> &'static Catalogue {
    Catalogue::of(Language::English)
}

/// Quoted texts of the form `section.key` or `section.` in the files that ask.
fn asked() -> Vec<&'static str> {
    let sections: Vec<&str> =
        english().entries.keys().filter_map(|it| it.split('.').next()).collect();
    let quoted = ASKING.iter().flat_map(|it| it.split('"'));
    let is_key = |it: &&str| {
        it.split_once('.').is_some_and(|(section, key)| {
            sections.contains(&section)
                && key.chars().all(|it| it.is_ascii_alphanumeric() || it == '_')
        })
    };
    quoted.filter(is_key).collect()
}

/// The `{name}`s of an entry, in order of name.
fn placeholders(entry: &str) -> BTreeSet<&str> {
    let opened = entry.split('{').skip(1);
    opened.map(|it| it.split_once('}').expect("a brace closes").0).collect()
}

#[test]
fn every_key_that_is_asked_for_has_words() {
    let asked = asked();
    assert!(asked.len() > 50, "the files that ask are searched: {}", asked.len());
    for key in asked {
        let entries = &english().entries;
        let is_known = entries.contains_key(key)
            || entries.contains_key(&format!("{key}_one"))
            || (key.ends_with('.') && entries.keys().any(|it| it.starts_with(key)));
        assert!(is_known, "{key} has no entry");
    }
}

#[test]
fn no_entry_is_left_that_nothing_asks_for() {
    let asked = asked();
    let mut unused = Vec::new();
    for key in english().entries.keys() {
        let stem =
            key.trim_end_matches("_one").trim_end_matches("_other").trim_end_matches("_note");
        let section = &key[..=key.find('.').expect("section and key")];
        let is_asked = |it: &&str| *it == key || *it == stem || *it == section;
        let is_formatted = section == "title."
            || section == "made."
            || section == "mode."
            || section == "editor."
            || section == "evidence."
            || section == "told."
            || section.starts_with("lens");
        if !is_formatted && !asked.iter().any(is_asked) {
            unused.push(key);
        }
    }
    assert!(unused.is_empty(), "not used: {unused:?}");
}

#[test]
fn every_page_language_has_the_same_entries_with_the_same_gaps() {
    for language in Language::ALL {
        let catalogue = Catalogue::of(language);
        assert_eq!(catalogue.code, language.code());
        let keys: Vec<&String> = catalogue.entries.keys().collect();
        let expected: Vec<&String> = english().entries.keys().collect();
        assert_eq!(keys, expected, "{language:?}");
        for (key, entry) in &catalogue.entries {
            assert!(!entry.trim().is_empty(), "{language:?} {key} has words");
            let gaps = placeholders(&english().entries[key]);
            assert_eq!(placeholders(entry), gaps, "{language:?} {key}");
        }
    }
}

#[test]
fn no_page_language_keeps_a_sentence_of_another() {
    // Words that are the same in two languages: "original", "compatible", "Name".
    let is_sentence = |it: &str| it.split_whitespace().count() > 4;
    for language in [Language::Spanish, Language::German] {
        for (key, entry) in &Catalogue::of(language).entries {
            let is_left = is_sentence(entry) && *entry == english().entries[key];
            assert!(!is_left, "{language:?} {key} was not translated: {entry}");
        }
    }
}

#[test]
fn a_number_picks_its_form() {
    assert_eq!(english().count("count.words", 1), "1 word");
    assert_eq!(english().count("count.words", 0), "0 words");
    assert_eq!(Catalogue::of(Language::German).count("count.words", 1), "1 Wort");
    assert_eq!(Catalogue::of(Language::Spanish).count("later.hours", 2), "2 horas después");
}
