//! What a reader of the page meets, and what a hostile article cannot do to it.

use super::{EDITOR_SCRIPT, EDITOR_STYLE, SCRIPT, STYLE, base64};
use crate::Language;
use crate::invented::{Invented, bridge};
use compare::{Kind, Relation, Verdict};

mod sheets;
mod timeline;

/// The view of this id, up to the next one.
fn view<'a>(page: &'a str, id: &str) -> &'a str {
    let rest = page.split(&format!("<section id=\"{id}\" class=\"view")).nth(1).expect("the view");
    rest.split("<section id=\"")
        .next()
        .expect("it ends")
        .split("<footer class=\"frame")
        .next()
        .expect("it ends")
}

#[test]
fn the_page_holds_every_sentence_and_every_view() {
    let view = bridge().view(&[0, 1]);
    let page = view.html(Language::English);
    for id in [
        "overview", "facts", "side", "read", "wording", "about", "F1", "F9", "s-0-1", "s-2-2",
        "side-F1", "read-0", "read-2",
    ] {
        assert!(page.contains(&format!("id=\"{id}\"")), "{id}");
    }
    assert!(page.contains("<mark>At least 12</mark>"), "differing words are marked");
    assert!(page.contains("the page ends with a paywall"), "what is missing is said");
    assert!(page.contains("Tarn &amp; Sons"), "text is escaped");
    assert_eq!(page, view.html(Language::English));
}

#[test]
fn what_a_lens_saw_stands_with_links_to_its_sentences() {
    let page = bridge().view(&[0]).html(Language::English);
    let table = page.split("class=\"glance lens\"").nth(1).expect("a table for the first lens");
    let table = table.split("</table>").next().expect("it ends");
    assert!(table.contains("attack for criticism"));
    assert!(
        table.contains(
            "<bdi>“raged against” (criticized)</bdi> <a class=\"source\" href=\"#s-1-1\""
        )
    );
    assert!(page.contains("offices and bodies"));
}

#[test]
fn a_row_of_the_matrix_says_in_signs_and_words_who_tells_it_how() {
    let page = bridge().view(&[0]).html(Language::English);
    let row = page.split("id=\"F3\"").nth(1).expect("a row for the third fact");
    let row = row.split("</summary>").next().expect("it ends");
    for cell in ["A ≠", "B ≠", "–"] {
        assert!(row.contains(&format!(">{cell}</")), "{cell}");
    }
    let (_, said) = row.split_once("states it differently: ").expect("it is said in words, too");
    assert!(said.contains("Velden Herald"));
    assert!(!said.contains("Northern Wire"), "it does not tell it");
}

#[test]
fn every_view_but_the_first_lies_as_text_until_it_is_shown() {
    let page = bridge().view(&[0, 1]).html(Language::English);
    for id in ["facts", "side", "wording", "timeline", "class", "worksheet", "key"] {
        let view = view(&page, id);
        assert!(view.split('>').nth(1).is_some_and(|it| it.starts_with("<noscript")), "{id}");
        assert_eq!(view.matches("noscript").count(), 2, "{id}: nothing within ends it early");
    }
    assert!(!view(&page, "overview").contains("noscript"));
}

#[test]
fn a_class_judges_the_sentence_before_it_sees_what_was_found() {
    let page = bridge().view(&[0]).html(Language::English);
    let task = page.split("id=\"task-F1\"").nth(1).expect("a task for the first fact");
    let (question, answer) = task.split_once("class=\"answer\"").expect("both parts");
    assert!(question.contains("At least 12") && !question.contains("<mark>"));
    assert_eq!(question.matches("type=\"radio\" name=\"task-F1\"").count(), 3);
    assert!(answer.contains("<mark>A dozen</mark>"));
    assert!(!page.contains("id=\"task-F4\""), "what is unsure has no right answer");
    let one =
        Invented::new().article("Herald", "", &["It rained."]).view(&[]).html(Language::English);
    assert!(!one.contains("id=\"class\""), "one article leaves nothing to compare");
}

#[test]
fn no_id_is_given_twice_and_every_link_in_the_page_arrives() {
    let page = bridge().view(&[0, 1]).html(Language::English);
    let values = |attribute: &str| {
        let mut found: Vec<String> = Vec::new();
        for rest in page.split(attribute).skip(1) {
            found.push(rest.split('"').next().unwrap_or("").to_owned());
        }
        found
    };
    let ids = values(" id=\"");
    let mut unique = ids.clone();
    unique.sort();
    unique.dedup();
    assert_eq!(ids.len(), unique.len());
    for target in values("href=\"#") {
        assert!(ids.contains(&target), "#{target}");
    }
}

#[test]
fn the_page_asks_the_network_for_nothing() {
    let page = bridge().view(&[0]).html(Language::English);
    assert!(page.contains("default-src &#x27;none&#x27;"), "a strict policy");
    for asking in ["src=", "@import", "url(", "<link", "<iframe", "<form", "style=\"", " onclick"] {
        assert!(!page.contains(asking), "{asking}");
    }
    assert_eq!(page.matches("<style>").count(), 2);
    assert_eq!(page.matches("<script>").count(), 2);
    for text in [STYLE, SCRIPT, EDITOR_STYLE, EDITOR_SCRIPT] {
        assert!(!text.contains("</"), "nothing ends them early");
    }
}

#[test]
fn a_hostile_article_shows_as_text() {
    let text = "</script><script>alert(1)</script> <img onerror=x> {{ 7 * 7 }} {% raw %} \u{202e}x\0 ]]> -->";
    let view = Invented::new()
        .article("<i>Herald</i>", "\"><svg onload=x>", &[text])
        .edit(|it| {
            it.articles[0].document.article.url = Some("javascript:alert(1)".to_owned());
            it.articles[0].document.article.byline = Some("</style><b>".to_owned());
        })
        .article("Post", "", &[text])
        .fact(Verdict::Agreed, &[(0, 0, ""), (1, 0, "")])
        .fact(Verdict::Differs, &[(0, 0, ""), (1, 0, "")])
        .difference(
            Kind::Label,
            Relation::Conflict,
            &[(0, "<img onerror=x>", ""), (1, "</script><script>", "")],
        )
        .fact(Verdict::Unsure, &[(0, 0, ""), (1, 0, "")])
        .fact(Verdict::Sole, &[(1, 0, "")])
        .view(&[0]);
    let page = view.html(Language::English);
    assert_eq!(page.matches("<script").count(), 3);
    assert_eq!(page.matches("</script").count(), 3);
    assert_eq!(page.matches("</style").count(), 2);
    for tag in ["<img", "<svg onload", "<i>", "<b></", "javascript:", "\0", "\u{202e}"] {
        assert!(!page.contains(tag), "{tag:?}");
    }
    assert!(page.contains("{{ 7 * 7 }} {% raw %} ⟨U+202E⟩x␀"), "shown as written");
}

#[test]
fn a_story_of_nothing_and_of_one_article_still_make_a_page() {
    assert!(
        Invented::new()
            .view(&[])
            .html(Language::English)
            .contains("No sentence could be compared.")
    );
    let one =
        Invented::new().article("Herald", "", &["It rained."]).fact(Verdict::Sole, &[(0, 0, "")]);
    assert!(one.view(&[]).html(Language::English).contains("It rained."));
}

#[test]
fn base64_is_that_of_everyone_else() {
    for (bytes, text) in
        [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")]
    {
        assert_eq!(base64(bytes.as_bytes()), text);
    }
    assert_eq!(base64(&[0xff, 0xfe, 0xfb]), "//77");
}

#[test]
fn the_page_speaks_the_language_asked_for_and_leaves_articles_in_theirs() {
    let story = bridge().view(&[0]);
    for (language, words) in [
        (Language::German, "Überblick"),
        (Language::Spanish, "Resumen"),
        (Language::English, "Overview"),
    ] {
        let page = story.html(language);
        let code = language.code();
        assert!(page.contains(&format!("<html lang=\"{code}\" dir=\"ltr\">")), "{code}");
        assert!(page.contains(words), "{code}");
        // Where the page speaks another language than the article, the article's words say so.
        let told = view(&page, "facts");
        assert_eq!(told.contains("lang=\"en\""), language != Language::English, "{code}");
    }
}

#[test]
fn text_from_right_to_left_is_shown_so() {
    let page = Invented::new()
        .article("الصحيفة", "انهيار جسر", &["انهار الجسر صباح السبت."])
        .edit(|it| it.articles[0].document.language = "ar")
        .article("Post", "Bridge falls", &["The bridge fell on Saturday."])
        .fact(Verdict::Agreed, &[(0, 0, ""), (1, 0, "")])
        .view(&[0])
        .html(Language::English);
    assert!(
        page.contains("lang=\"ar\" dir=\"auto\">انهار الجسر"),
        "its own language and direction"
    );
    assert!(page.contains("<bdi>الصحيفة</bdi>"), "a name does not turn the words around it");
}

#[test]
fn every_item_says_in_its_attributes_what_it_is_about() {
    let page = bridge().view(&[0]).html(Language::English);
    for (id, attributes) in [
        ("facts", ["id=\"F1\"", "href=\"#s-1-2\"", "href=\"#side-F2\""]),
        ("side", ["data-article=\"A\"", "id=\"s-0-1\"", "id=\"side-F1\" href=\"#F1\""]),
        ("read", ["id=\"read-1\"", "data-idx=\"2\"", "href=\"#read-0\""]),
    ] {
        for it in attributes {
            assert!(view(&page, id).contains(it), "{id}: {it}");
        }
    }
}

#[test]
fn a_fact_says_where_it_is_told_and_what_joins_it() {
    let page = bridge().view(&[0]).html(Language::English);
    let row = page.split("<details class=\"fact agreed\" id=\"F2\"").nth(1).expect("a row");
    let row = row.split("</details>").next().expect("it ends");
    assert!(row.contains("¶ 2 of 5"), "prominence: {row}");
    assert!(row.contains("93 % sure") && row.contains("3 origins"), "{row}");
    assert!(row.contains("words in common: ") && row.contains("rust"), "{row}");
}

#[test]
fn six_long_articles_make_a_page_of_less_than_a_megabyte() {
    let sentence = |article: usize, at: usize| {
        format!(
            "At least {} people of house {at} were hurt when the old footbridge over the river Orla \
             gave way on Saturday morning, spokesman number {article} of the fire service said.",
            article + at
        )
    };
    let mut story = Invented::new();
    for article in 0..6 {
        let sentences: Vec<String> = (0..80).map(|it| sentence(article, it)).collect();
        let sentences: Vec<&str> = sentences.iter().map(String::as_str).collect();
        story = story.article(&format!("Outlet {article}"), "Footbridge gives way", &sentences);
    }
    for at in 0..80 {
        let telling: Vec<(usize, usize, &str)> =
            (0..6).filter(|it| (at + it) % 3 != 0).map(|it| (it, at, "")).collect();
        let verdict = if at % 2 == 0 { Verdict::Differs } else { Verdict::Agreed };
        story = story.fact(verdict, &telling);
        if at % 2 == 0 {
            let sides: Vec<(usize, &str, &str)> =
                (0..telling.len()).map(|it| (it, "At least", "")).collect();
            story = story.difference(Kind::Number, Relation::Conflict, &sides);
        }
    }
    let page = story.view(&[0, 2, 4]).html(Language::English);
    assert!(page.len() < 1_000_000, "{} bytes", page.len());
}

#[test]
fn a_line_of_a_megabyte_is_shown_as_text() {
    let line = "<b>long</b> ".repeat(90_000);
    let page = Invented::new()
        .article("Herald", "", &[&line])
        .fact(Verdict::Sole, &[(0, 0, "")])
        .view(&[])
        .html(Language::English);
    assert!(page.contains("&lt;b&gt;long&lt;&#x2f;b&gt;") && !page.contains("<b>long"));
}
