//! The worksheet asks, the teacher key answers.

use super::view;
use crate::Language;
use crate::invented::{Invented, bridge};
use compare::{Kind, Relation, Verdict};

#[test]
fn the_worksheet_gives_no_answers_and_the_key_does() {
    let page = bridge().view(&[0]).html(Language::English);
    let (sheet, key) = (view(&page, "worksheet"), view(&page, "key"));
    assert!(!sheet.contains("<mark>"), "no differing word is marked");
    for answer in ["criticized", "A dozen", "not found", "data-fact", "✓"] {
        assert!(!sheet.contains(answer), "{answer} is an answer");
    }
    for answer in ["criticized", "<b>A dozen</b>", "<b>Twelve</b>", "both can be true", "✓"] {
        assert!(key.contains(answer), "{answer} is missing");
    }
}

#[test]
fn a_gap_stands_where_the_figures_differ() {
    let page = bridge().view(&[0]).html(Language::English);
    let gaps = view(&page, "worksheet").split("class=\"gaps\"").nth(1).expect("gaps");
    let gaps = gaps.split("</ol>").next().expect("they end");
    assert!(gaps.contains("<span class=\"gap\">") && gaps.contains("people were hurt when"));
    assert!(!gaps.contains("At least 12"), "the words of the gap are not told: {gaps}");
    assert_eq!(gaps.matches("class=\"blank\"").count(), 3, "one for each article");
}

#[test]
fn statements_of_the_sheet_are_told_by_all_by_some_and_by_one() {
    let page = bridge().view(&[0]).html(Language::English);
    let key = view(&page, "key").split("class=\"ticks\"").nth(1).expect("a table");
    let key = key.split("</table>").next().expect("it ends");
    for fact in ["F1", "F3", "F8"] {
        assert!(key.contains(&format!("data-fact=\"{fact}\"")), "{fact}");
    }
    assert!(!key.contains("data-fact=\"F4\""), "what is unsure has no right answer");
    let row = key.split("data-fact=\"F3\"").nth(1).expect("a row");
    let row = row.split("</tr>").next().expect("it ends");
    assert_eq!(row.matches("<b>≠</b>").count(), 2, "two tell it differently");
    assert!(row.contains("not found; a part of the article is missing"), "{row}");
}

#[test]
fn where_no_figures_contrast_words_are_asked_for() {
    let story = |relation| {
        Invented::new()
            .article("Herald", "", &["The striking dockers left the harbour at noon."])
            .article("Post", "", &["The angry mob left the harbour at noon."])
            .fact(Verdict::Differs, &[(0, 0, ""), (1, 0, "")])
            .difference(Kind::Label, relation, &[(0, "striking dockers", ""), (1, "angry mob", "")])
    };
    let page = story(Relation::Compatible).view(&[]).html(Language::English);
    let sheet = view(&page, "worksheet");
    assert!(sheet.contains("Words that contrast") && !sheet.contains("Figures that contrast"));
    let key = view(&page, "key");
    assert!(key.contains("others write: “angry mob” (B)"), "{key}");
}

#[test]
fn one_article_has_no_sheets() {
    let one = Invented::new().article("Herald", "", &["It rained."]).view(&[]);
    let page = one.html(Language::English);
    assert!(!page.contains("id=\"worksheet\"") && !page.contains("id=\"key\""));
}
