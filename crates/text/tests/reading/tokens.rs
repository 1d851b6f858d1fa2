//! Words, numbers and marks.

use text::TokenKind;

use super::article;

#[track_caller]
fn check(body: &str, wanted: &[&str]) {
    let document = text::read(article(body, Some("en")));
    let found: Vec<&str> = (0..document.tokens.len())
        .filter(|token_idx| document.tokens[*token_idx].kind != TokenKind::Space)
        .map(|token_idx| document.token_text(token_idx))
        .collect();
    assert_eq!(found, wanted);
}

#[test]
fn words_keep_inner_marks() {
    check("O’Neil's port-side crew", &["O’Neil's", "port-side", "crew"]);
    check(
        "the U.S.-led talks, 9 a.m. sharp",
        &["the", "U.S.-led", "talks", ",", "9", "a.m.", "sharp"],
    );
    check("a Ph.D. of example.org", &["a", "Ph.D.", "of", "example.org"]);
    check("the COVID-19 ward (F-16)", &["the", "COVID-19", "ward", "(", "F-16", ")"]);
    check("It ended.Next", &["It", "ended", ".", "Next"]);
}

#[test]
fn numbers_keep_their_separators() {
    check(
        "1,200 or 3.5, not 12\u{202f}000.",
        &["1,200", "or", "3.5", ",", "not", "12\u{202f}000", "."],
    );
    check("$3.2m, 51-49, 20th", &["$", "3.2", "m", ",", "51", "-", "49", ",", "20", "th"]);
    check("a 34-year-old", &["a", "34", "-", "year-old"]);
}

#[test]
fn words_are_compared_without_their_typography() {
    let document = text::read(article("Don’t the Dockers’ strikes continue?", Some("en")));
    let words: Vec<(&str, &str, bool)> = document
        .words_of(0)
        .map(|word| (word.lower.as_str(), word.stem.as_str(), word.is_stop))
        .collect();
    assert_eq!(
        words,
        [
            ("don't", "don't", true),
            ("the", "the", true),
            ("dockers", "docker", false),
            ("strikes", "strike", false),
            ("continue", "continu", false)
        ]
    );
}
