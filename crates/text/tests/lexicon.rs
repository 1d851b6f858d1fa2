//! Language files as their readers see them.

use text::{Lexicon, NumberWord};

#[test]
fn every_language_file_is_read_whole() {
    for code in Lexicon::languages() {
        let lexicon = Lexicon::of(code);
        assert_eq!(lexicon.code, code);
        assert!(lexicon.stop_words.len() > 100, "{code}: stop words");
        for month in 1..=12 {
            assert!(lexicon.months.values().any(|value| *value == month), "{code}: month {month}");
        }
        for day in 1..=7 {
            assert!(lexicon.weekdays.values().any(|value| *value == day), "{code}: weekday {day}");
        }
        for value in 1..=99 {
            let meaning = NumberWord::Cardinal(f64::from(value));
            assert!(lexicon.number_words.values().any(|it| *it == meaning), "{code}: {value}");
        }
    }
}
