//! What a reader of the text format sees.

use crate::Settings;
use crate::invented::{Invented, bridge};
use compare::{Kind, Relation, Verdict};

const PLAIN: Settings = Settings { width: 72, color: false, side_by_side: false };

#[test]
fn three_articles_read_as_a_diff_made_for_prose() {
    insta::assert_snapshot!(bridge().view(&[0, 1]).text(&PLAIN), @"");
}

fn two() -> Invented {
    Invented::new()
        .article("Herald", "Ferry late", &["The ferry was 20 minutes late.", "It rained."])
        .article("Post", "Ferry on time", &["The ferry came half an hour late.", "Nobody minded."])
        .fact(Verdict::Differs, &[(0, 0, ""), (1, 0, "")])
        .difference(
            Kind::Number,
            Relation::Conflict,
            &[(0, "20 minutes", ""), (1, "half an hour", "")],
        )
        .fact(Verdict::Sole, &[(0, 1, "")])
        .fact(Verdict::Sole, &[(1, 1, "")])
}

#[test]
fn two_articles_stand_side_by_side_aligned_by_fact() {
    let settings = Settings { width: 60, side_by_side: true, ..PLAIN };
    insta::assert_snapshot!(two().view(&[]).text(&settings), @"");
}

#[test]
fn side_by_side_needs_two_articles_and_else_keeps_one_column() {
    let settings = Settings { side_by_side: true, ..PLAIN };
    assert_eq!(bridge().view(&[]).text(&settings), bridge().view(&[]).text(&PLAIN));
}

#[test]
fn colour_adds_nothing_but_escape_sequences() {
    let colored = two().view(&[0]).text(&Settings { color: true, ..PLAIN });
    assert!(colored.contains("\u{1b}[1;33m‹20\u{1b}[0m"), "{colored}");
    let mut plain = String::new();
    let mut rest = colored.as_str();
    while let Some(at) = rest.find('\u{1b}') {
        plain.push_str(&rest[..at]);
        rest = &rest[at + rest[at..].find('m').expect("a whole sequence") + 1..];
    }
    plain.push_str(rest);
    let trimmed: Vec<&str> = plain.lines().map(str::trim_end).collect();
    assert_eq!(trimmed.join("\n") + "\n", two().view(&[0]).text(&PLAIN));
}

#[test]
fn no_line_is_wider_than_asked() {
    for (width, side_by_side) in [(40, false), (72, false), (40, true), (100, true)] {
        let text = two().view(&[0]).text(&Settings { width, color: false, side_by_side });
        let widest = text.lines().map(unicode_width::UnicodeWidthStr::width).max();
        assert!(widest <= Some(width), "{widest:?} > {width}\n{text}");
    }
}

#[test]
fn published_text_cannot_steer_the_terminal() {
    let view = Invented::new()
        .article("He\u{1b}]0;x\u{7}rald", "\u{1b}[2J", &["Red\u{1b}[31m\0 and \u{202e}turned."])
        .fact(Verdict::Sole, &[(0, 0, "")])
        .view(&[0]);
    let text = view.text(&PLAIN);
    assert!(text.chars().all(|it| it == '\n' || !it.is_control()), "{text:?}");
    assert!(text.contains("Red␛[31m␀ and ⟨U+202E⟩turned."), "{text}");
}

#[test]
fn a_story_of_one_article_shows_all_its_sentences() {
    let view = Invented::new()
        .article("Herald", "Rain", &["It rained.", "It stopped."])
        .fact(Verdict::Sole, &[(0, 0, "")])
        .fact(Verdict::Sole, &[(0, 1, "")])
        .view(&[]);
    let text = view.text(&PLAIN);
    assert!(text.starts_with("One article\n"), "{text}");
    assert!(text.contains("It rained.") && text.contains("It stopped."), "{text}");
    assert!(!text.contains("other texts we have"), "{text}");
}

#[test]
fn nothing_to_compare_is_said_and_not_left_blank() {
    let text = Invented::new().view(&[]).text(&PLAIN);
    assert!(text.contains("No sentence could be compared."), "{text}");
}
