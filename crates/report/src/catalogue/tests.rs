//! The catalogue and the places that ask for its entries fit together.

use super::ENGLISH;

/// Every file that asks for words.
const ASKING: [&str; 20] = [
    include_str!("../explanation/text.rs"),
    include_str!("../lenses.rs"),
    include_str!("../markdown.rs"),
    include_str!("../page/model/facts.rs"),
    include_str!("../page/model/overview.rs"),
    include_str!("../page/model/wording.rs"),
    include_str!("../phrases.rs"),
    include_str!("../terminal.rs"),
    include_str!("../terminal/page.rs"),
    include_str!("../../assets/about.html"),
    include_str!("../../assets/class.html"),
    include_str!("../../assets/editor.html"),
    include_str!("../../assets/tray.html"),
    include_str!("../../assets/facts.html"),
    include_str!("../../assets/overview.html"),
    include_str!("../../assets/page.html"),
    include_str!("../../assets/passages.html"),
    include_str!("../../assets/read.html"),
    include_str!("../../assets/side.html"),
    include_str!("../../assets/wording.html"),
];

/// Quoted texts of the form `section.key` or `section.` in the files that ask.
fn asked() -> Vec<&'static str> {
    let sections: Vec<&str> =
        ENGLISH.entries.keys().filter_map(|it| it.split('.').next()).collect();
    let quoted = ASKING.iter().flat_map(|it| it.split('"'));
    let is_key = |it: &&str| {
        it.split_once('.').is_some_and(|(section, key)| {
            sections.contains(&section)
                && key.chars().all(|it| it.is_ascii_alphanumeric() || it == '_')
        })
    };
    quoted.filter(is_key).collect()
}

#[test]
fn every_key_that_is_asked_for_has_words() {
    let asked = asked();
    assert!(asked.len() > 50, "the files that ask are searched: {}", asked.len());
    for key in asked {
        let is_known = ENGLISH.entries.contains_key(key)
            || ENGLISH.entries.contains_key(&format!("{key}_one"))
            || (key.ends_with('.') && ENGLISH.entries.keys().any(|it| it.starts_with(key)));
        assert!(is_known, "{key} has no entry");
    }
}

#[test]
fn no_entry_is_left_that_nothing_asks_for() {
    let asked = asked();
    for key in ENGLISH.entries.keys() {
        let stem =
            key.trim_end_matches("_one").trim_end_matches("_other").trim_end_matches("_note");
        let section = &key[..=key.find('.').expect("section and key")];
        let is_asked = |it: &&str| *it == key || *it == stem || *it == section;
        let is_formatted = section == "title." || section == "editor." || section == "evidence." || section.starts_with("lens");
        assert!(is_formatted || asked.iter().any(is_asked), "{key} is not used");
    }
}

#[test]
fn a_number_picks_its_form() {
    assert_eq!(ENGLISH.count("count.words", 1), "1 word");
    assert_eq!(ENGLISH.count("count.words", 0), "0 words");
}
