//! What holds for every text.

use proptest::prelude::*;
use text::{Document, TokenKind};

use super::article;

/// Pieces that texts are made of, among them all that the rules look at.
fn body() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        proptest::sample::select(vec![
            " ",
            "\n\n",
            "\n",
            ".",
            "!",
            "?",
            "…",
            "...",
            "”",
            "“",
            "\"",
            "'",
            "’",
            ")",
            "(",
            "«",
            "»",
            "Mr.",
            "U.S.",
            "a.m.",
            "No.",
            "5",
            "1,200",
            "3.5",
            "Jan.",
            "The",
            "he",
            "said",
            "Selm",
            "a. C.",
            "z. B.",
            "O'Neil",
            "•",
            "—",
            "。",
            "港",
            "ไทย",
            "\u{301}",
            "\u{ad}",
            "\u{a0}",
            "www.",
            "@",
            "'\"",
            "J.",
            "-",
        ])
        .prop_map(str::to_owned),
        ".{0,4}",
        "[a-zA-Z]{1,6} ",
    ];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn language() -> impl Strategy<Value = Option<&'static str>> {
    proptest::sample::select(vec![None, Some("en"), Some("es"), Some("de"), Some("fr"), Some("?")])
}

fn check_laws(document: &Document) {
    let body = &document.article.body;
    let mut end = 0;
    for token in &document.tokens {
        assert_eq!(token.range.start, end, "tokens tile the body");
        assert!(!token.range.is_empty());
        assert!(body.get(token.range.start..token.range.end).is_some());
        end = token.range.end;
    }
    assert_eq!(end, body.len());

    let mut last_end = 0;
    let mut last_paragraph = 0;
    let mut covered = vec![false; document.tokens.len()];
    for (sentence_idx, sentence) in document.sentences.iter().enumerate() {
        assert!(sentence.range.start >= last_end, "sentences do not overlap");
        assert!(!sentence.range.is_empty());
        assert!(sentence.paragraph >= last_paragraph);
        let text = document.sentence_text(sentence_idx);
        assert!(!text.contains('\n'), "no sentence spans two paragraphs");
        assert_eq!(text, text.trim());
        let tokens = document.tokens_of(sentence_idx);
        assert_eq!(tokens[0].range.start, sentence.range.start);
        assert_eq!(tokens[tokens.len() - 1].range.end, sentence.range.end);
        covered[sentence.tokens.clone()].fill(true);
        last_end = sentence.range.end;
        last_paragraph = sentence.paragraph;
    }
    for (token, is_covered) in document.tokens.iter().zip(covered) {
        assert!(
            is_covered || token.kind == TokenKind::Space,
            "all but white space is in a sentence"
        );
    }
}

proptest! {
    #[test]
    fn tokens_tile_the_body_and_sentences_stay_apart(body in body(), language in language()) {
        check_laws(&text::read(article(&body, language)));
    }

    #[test]
    fn any_text_at_all_is_read(body in any::<String>()) {
        check_laws(&text::read(article(&body, None)));
    }
}
