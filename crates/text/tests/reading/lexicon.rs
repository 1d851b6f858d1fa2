//! Language files as their readers see them.

use text::{BoundWord, Lexicon, NumberWord};

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

#[test]
fn phrases_are_found_in_text() {
    let document =
        text::read(super::article("At least forty-two dockers, he said, no longer work.", None));
    let lexicon = document.lexicon;
    let bound = lexicon.bounds_before.at(&document.tokens, 0).expect("a bound");
    assert_eq!((bound.tokens, bound.value), (0..3, &BoundWord::AtLeast));
    assert_eq!(lexicon.number_words.get("forty-two"), Some(&NumberWord::Cardinal(42.0)));
    let said = document.tokens.iter().position(|token| token.lower == "said").expect("a verb");
    let verb = lexicon.say_verbs.at(&document.tokens, said).expect("a verb of saying");
    assert_eq!(&*verb.value.lemma, "say");
    let longer = document.tokens.iter().position(|token| token.lower == "longer").expect("a word");
    let negator = lexicon.negators.ending_at(&document.tokens, longer, 0).expect("a negator");
    assert_eq!(negator.tokens, longer - 2..longer + 1);
}

#[test]
fn numbers_in_words_join_as_each_language_joins_them() {
    let number = |code: &str, phrase: &str| {
        let document = text::read(super::article(phrase, Some(code)));
        let lexicon = Lexicon::of(code);
        let found = lexicon.number_words.at(&document.tokens, 0).map(|found| *found.value);
        (found, document.tokens.len())
    };
    assert_eq!(number("en", "ninety-nine").0, Some(NumberWord::Cardinal(99.0)));
    assert_eq!(number("en", "twenty-first").0, Some(NumberWord::Ordinal(21.0)));
    assert_eq!(number("es", "treinta y un").0, Some(NumberWord::Cardinal(31.0)));
    assert_eq!(number("de", "einundvierzig").0, Some(NumberWord::Cardinal(41.0)));
    assert_eq!(number("en", "several").0, Some(NumberWord::Vague(3.0, 9.0)));
}

#[test]
fn an_unknown_tag_gives_the_lexicon_of_unknown_languages() {
    assert_eq!(Lexicon::of("tlh").code, "und");
    assert_eq!(Lexicon::of("").code, "und");
    assert_eq!(Lexicon::of("EN-gb").code, "en");
    assert_eq!(Lexicon::of("spa").code, "es");
}
