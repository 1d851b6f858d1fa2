//! Which language an article is taken to be in.

use article::WarningKind;

use super::article;

const ENGLISH: &str = "The harbour at Selm was closed on Monday after a crane fell on two ships. \
    Nobody was hurt, the port authority said, but the work will take at least three weeks.";
const SPANISH: &str = "El puerto de Selma cerró el lunes después de que una grúa cayera sobre dos \
    barcos. Nadie resultó herido, dijo la autoridad portuaria, pero las obras durarán semanas.";
const GERMAN: &str = "Der Hafen von Selm wurde am Montag geschlossen, nachdem ein Kran auf zwei \
    Schiffe gestürzt war. Niemand wurde verletzt, teilte die Hafenbehörde mit.";
const FRENCH: &str = "Le port de Selme a été fermé lundi après la chute d'une grue sur deux \
    bateaux. Personne n'a été blessé, selon les autorités portuaires de la ville.";

#[track_caller]
fn check(body: &str, declared: Option<&str>, language: &str, lexicon: &str, n_warnings: usize) {
    let document = text::read(article(body, declared));
    assert_eq!(document.language, language);
    assert_eq!(document.lexicon.code, lexicon);
    assert_eq!(document.warnings.len(), n_warnings, "{:?}", document.warnings);
    assert!(document.warnings.iter().all(|warning| warning.kind == WarningKind::Language));
}

#[test]
fn the_text_tells_its_language() {
    check(ENGLISH, None, "en", "en", 0);
    check(SPANISH, None, "es", "es", 0);
    check(GERMAN, None, "de", "de", 0);
}

#[test]
fn a_wrong_declaration_is_overruled_and_said() {
    check(SPANISH, Some("en-US"), "es", "es", 1);
    check(GERMAN, Some("de-AT"), "de", "de", 0);
}

#[test]
fn a_language_without_a_lexicon_is_said() {
    check(FRENCH, None, "fr", "und", 1);
    check(FRENCH, Some("fr"), "fr", "und", 1);
}

#[test]
fn short_texts_go_by_declaration_or_stop_words() {
    check("Marsh wins.", Some("de"), "de", "de", 0);
    check("The mayor said that he would not go.", None, "en", "en", 0);
    check("El alcalde dijo que no se irá de la ciudad.", None, "es", "es", 0);
    check("Xylo Brrm Kvatz.", None, "und", "und", 1);
}

#[test]
fn an_article_without_words_needs_no_warning() {
    check("", None, "und", "und", 0);
    check("1234 …", Some("en"), "en", "en", 0);
}
