//! What the stages say of the articles, said in the page language.
//!
//! Warnings and the reasons why a part of an article is missing come from stages that speak English
//! alone. The section `told` of the English catalogue has the forms of their sentences; a sentence
//! of one of these forms is said by the entry of the same key in another language. Where the name of
//! a gap begins with `part` (one thing, or several after commas or semicolons), its words are said
//! in that language too; where it is `n` it holds digits.

use crate::catalogue::Catalogue;
use crate::language::Language;

/// The sentence in the page language; `None` where the catalogue has no such sentence, so that it
/// stays in English.
pub(crate) fn told(words: &Catalogue, text: &str) -> Option<String> {
    let english = Catalogue::of(Language::English);
    let (key, values) =
        english.section("told.").find_map(|(key, form)| Some((key, gaps(form, text)?)))?;
    let values: Vec<(&str, String)> = values
        .into_iter()
        .map(|(name, value)| match name.starts_with("part") {
            true => (name, parts(words, value)),
            false => (name, value.to_owned()),
        })
        .collect();
    let values: Vec<(&str, &str)> =
        values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    Some(words.fill(key, &values))
}

/// The same, or the sentence as it stands.
pub(crate) fn told_or_kept(words: &Catalogue, text: &str) -> String {
    told(words, text).unwrap_or_else(|| text.to_owned())
}

/// One thing, or several with commas or semicolons between them.
fn parts(words: &Catalogue, text: &str) -> String {
    if let Some(whole) = told(words, text) {
        return whole;
    }
    for between in ["; ", ", "] {
        if text.contains(between) {
            let each = text.split(between).map(|it| parts(words, it));
            return each.collect::<Vec<_>>().join(between);
        }
    }
    text.to_owned()
}

/// What stands in the gaps of a form, if the text has that form.
fn gaps<'a, 'b>(form: &'a str, text: &'b str) -> Option<Vec<(&'a str, &'b str)>> {
    let mut pieces = form.split('{');
    let mut rest = text.strip_prefix(pieces.next()?)?;
    let mut found = Vec::new();
    let mut pieces = pieces.peekable();
    while let Some(piece) = pieces.next() {
        let (name, after) = piece.split_once('}')?;
        let end = match (after, pieces.peek()) {
            (_, None) => rest.len().checked_sub(after.len()).filter(|_| rest.ends_with(after))?,
            _ => rest.find(after)?,
        };
        let value = &rest[..end];
        if value.is_empty() || (name == "n" && !value.bytes().all(|it| it.is_ascii_digit())) {
            return None;
        }
        found.push((name, value));
        rest = &rest[end + after.len()..];
    }
    rest.is_empty().then_some(found)
}

#[cfg(test)]
mod tests {
    //! Sentences of the stages keep their values and change their language.

    use super::*;

    #[test]
    fn every_form_is_found_by_its_own_sentence() {
        let english = Catalogue::of(Language::English);
        for (key, form) in english.section("told.") {
            let text = form.replace("{n}", "14").replace(['{', '}'], "");
            assert_eq!(told(english, &text).as_deref(), Some(text.as_str()), "{key}");
            let german = told(Catalogue::of(Language::German), &text).expect("it is known");
            assert_eq!(german.contains("14"), text.contains("14"), "{key}: {german}");
            assert!(!german.contains('{'), "{key}: {german}");
        }
    }

    #[test]
    fn a_list_is_said_part_by_part() {
        let text =
            "9 lines of page furniture dropped: navigation (6), related links (2), oddity (1)";
        let german = told(Catalogue::of(Language::German), text).expect("it is known");
        assert!(german.contains("6-mal Navigation") && german.contains("oddity (1)"), "{german}");
        assert!(!german.contains("navigation ("), "{german}");
        let text = "the article is not complete: the rest is behind a paywall";
        let spanish = told(Catalogue::of(Language::Spanish), text).expect("it is known");
        assert!(!spanish.contains("paywall"), "{spanish}");
    }

    #[test]
    fn names_are_kept_as_they_are_even_where_they_are_words_of_ours() {
        let text = "headline and outlet share most of their text; they count as one origin.";
        let german = told(Catalogue::of(Language::German), text).expect("it is known");
        assert!(german.contains("headline") && german.contains("outlet"), "{german}");
    }

    #[test]
    fn what_no_stage_says_stays_as_it_is() {
        let german = Catalogue::of(Language::German);
        for text in ["", "a teaser", "14", "x lines of page furniture dropped: y"] {
            assert_eq!(told(german, text), None, "{text}");
            assert_eq!(told_or_kept(german, text), text);
        }
    }
}
