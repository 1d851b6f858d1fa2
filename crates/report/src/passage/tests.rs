//! Which words are shown, and which are marked.

use super::{annotated, around, excerpt, headline, sentence};
use crate::invented::{Invented, bridge};
use compare::{Kind, Relation, Verdict};

fn told(segments: &[super::Segment]) -> String {
    let mut text = String::new();
    for it in segments {
        match (it.is_marked, it.is_stated) {
            (true, _) => text.push_str(&format!("[{}]", it.text)),
            (false, true) => text.push_str(&it.text),
            (false, false) => text.push_str(&format!("({})", it.text)),
        }
    }
    text
}

#[test]
fn a_sentence_shows_what_states_what_differs_and_the_rest() {
    let view = bridge().view(&[]);
    assert_eq!(
        told(&sentence(&view, &view.facts[0], 0)),
        "[At least 12] people were hurt when a footbridge over the Orla gave way( on Saturday morning, )[police said](.)"
    );
}

#[test]
fn an_excerpt_leaves_out_other_clauses_and_says_so() {
    let view = bridge().view(&[]);
    let text: String = excerpt(&view, &view.facts[1], 0).into_iter().map(|it| it.text).collect();
    assert_eq!(text, "… after an inspector found rust in two of its cables.");
}

#[test]
fn in_the_article_all_differences_of_a_sentence_are_marked() {
    let view = Invented::new()
        .article("Herald", "", &["Five men fled on Monday."])
        .article("Post", "", &["Six men fled.", "They fled on Tuesday."])
        .fact(Verdict::Differs, &[(0, 0, "Five men fled"), (1, 0, "")])
        .difference(Kind::Number, Relation::Conflict, &[(0, "Five", ""), (1, "Six", "")])
        .fact(Verdict::Differs, &[(0, 0, ""), (1, 1, "")])
        .difference(Kind::Date, Relation::Conflict, &[(0, "Monday", ""), (1, "Tuesday", "")])
        .view(&[]);
    assert_eq!(told(&annotated(&view, 0, 0)), "[Five] men fled on [Monday].");
}

#[test]
fn headlines_mark_words_that_no_other_headline_has() {
    let marked = headline("Council’s bridge falls", &["The council looks on as bridge falls"]);
    assert_eq!(told(&marked), "Council’s bridge falls");
    assert_eq!(told(&headline("Bridge “falls”", &["Bridge collapses"])), "Bridge [“falls”]");
}

#[test]
fn a_range_inside_a_letter_does_not_break_the_text() {
    let view = Invented::new()
        .article("Herald", "", &["Año nuevo."])
        .fact(Verdict::Sole, &[(0, 0, "")])
        .edit(|it| it.facts[0].members[0].range = article::TextRange::new(0, 2))
        .view(&[]);
    assert!(
        view.text(&crate::Settings {
            width: 60,
            color: false,
            side_by_side: false,
            language: crate::Language::English
        })
        .len()
            > 1
    );
    assert!(view.html(crate::Language::English).contains("<h1>"));
}

#[test]
fn a_side_that_is_the_whole_statement_is_not_marked() {
    let view = Invented::new()
        .article("Herald", "", &["The bridge fell."])
        .article("Post", "", &["The bridge fell, police said."])
        .fact(Verdict::Differs, &[(0, 0, ""), (1, 0, "")])
        .difference(
            Kind::Attribution,
            Relation::Compatible,
            &[(0, "The bridge fell", ""), (1, "police said", "")],
        )
        .view(&[]);
    assert_eq!(told(&sentence(&view, &view.facts[0], 0)), "The bridge fell.");
    assert_eq!(told(&sentence(&view, &view.facts[0], 1)), "The bridge fell, [police said].");
}

#[test]
fn words_at_a_glance_keep_a_few_neighbours_and_say_what_was_cut() {
    let view = bridge().view(&[0]);
    let side = &view.facts[0].differences[1].sides[0];
    let shown = around(&view, (0, 0), (side.start, side.end));
    let text: String = shown.iter().map(|it| it.text.as_str()).collect();
    assert_eq!(text, "…\u{a0}gave way on Saturday morning, police said.");
    assert!(shown.iter().any(|it| it.is_marked && it.text == "police said"));
}
