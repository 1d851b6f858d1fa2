//! What an editor changed is seen in every format, and can be worked on in the page.

use crate::invented::bridge;
use crate::{Language, Settings, View};
use correction::{Act, Correction, Corrections, Replayed, Target};
use serde_json::Value;
use std::collections::BTreeSet;

const SCRIPT: &str = include_str!("../assets/editor.js");

fn correction(id: &str, act: Act, note: &str) -> Correction {
    Correction { id: id.to_owned(), act, note: note.to_owned() }
}

/// The second fact was merged, a difference of the first got another kind, a sentence and an article
/// have notes, and one correction found its place no more.
fn view() -> View {
    bridge().corrected(|keys| {
        let fact = keys.sentences([(0, 0), (1, 1)]);
        let sentence = keys.sentence((1, 3));
        let article = keys.article(2).to_owned();
        let verdict = compare::Verdict::Agreed;
        let list = vec![
            correction(
                "c1",
                Act::Merge { facts: vec![fact.clone(), fact.clone()] },
                "one <closing>",
            ),
            correction("c2", Act::Verdict { fact: fact.clone(), to: verdict }, ""),
            correction("c3", Act::Note { on: Target::Sentence { sentence } }, "check the price"),
            correction(
                "c4",
                Act::Note { on: Target::Article { article } },
                "</script> a wire text",
            ),
            correction("c5", Act::Verdict { fact, to: verdict }, "gone"),
        ];
        Replayed {
            corrections: Corrections { articles: Vec::new(), list },
            fits: vec![true, true, true, true, false],
            facts: vec![(1, 0)],
            differences: vec![(0, 0, 1)],
            sentences: vec![((1, 3), 2)],
            articles: vec![(2, 3)],
        }
    })
}

#[test]
fn every_format_marks_what_an_editor_did() {
    let view = view();
    let settings = |side_by_side| Settings {
        width: 200,
        color: false,
        side_by_side,
        language: Language::English,
    };
    let page = view.html(Language::English);
    let texts = [view.text(&settings(false)), view.markdown(Language::English), page, view.csv()];
    for text in &texts {
        assert!(text.contains("corrected by an editor: facts merged"), "{text}");
        assert!(text.contains("corrected by an editor: verdict set"), "{text}");
        assert!(text.contains("one &lt;closing&gt;") || text.contains("one <closing>"), "{text}");
    }
    for text in &texts[..3] {
        assert!(text.contains("check the price") && text.contains("a wire text"), "{text}");
    }
    let german = view.markdown(Language::German);
    assert!(german.contains("von der Redaktion korrigiert: Fakten zusammengelegt"), "{german}");
    let json: Value = serde_json::from_str(&view.json()).expect("it is JSON");
    assert_eq!(json["facts"][1]["corrected"][0]["act"], "merge");
    assert_eq!(json["facts"][0]["differences"][0]["corrected"][0]["id"], "c2");
    assert_eq!(json["articles"][1]["sentences"][3]["corrected"][0]["note"], "check the price");
    assert_eq!(json["articles"][2]["corrected"][0]["id"], "c4");
    assert_eq!(json["facts"][2].get("corrected"), None, "what nobody touched is not marked");
}

#[test]
fn a_comparison_hands_on_all_its_corrections() {
    let view = view();
    let json: Value = serde_json::from_str(&view.json()).expect("it is JSON");
    let file = json["corrections"].to_string();
    assert_eq!(Corrections::read(&file), Ok(view.corrections.clone()));
    assert_eq!(data(&view)["corrections"].as_array().expect("a list").len(), 5);
    let plain: Value = serde_json::from_str(&bridge().view(&[]).json()).expect("it is JSON");
    assert_eq!(plain.get("corrections"), None);
}

/// What the page hands to its script.
fn data(view: &View) -> Value {
    let page = view.html(Language::English);
    let data = page.split("id=\"editor-data\">").nth(1).expect("it is there");
    serde_json::from_str(data.split("</script>").next().expect("it ends")).expect("it is JSON")
}

#[test]
fn no_note_ends_the_data_of_the_page() {
    let data = data(&view());
    assert_eq!(data["corrections"][3]["note"], "</script> a wire text");
    assert_eq!(data["facts"][0][2], serde_json::json!([[0, 0], [1, 1], [2, 0]]));
    let sentence = &data["articles"][0]["sentences"][1];
    let key = format!(
        "{}:{}-{}",
        data["articles"][0]["key"].as_str().expect("a key"),
        sentence[0],
        sentence[1]
    );
    assert_eq!(key, view().articles[0].sentences[1].key);
}

#[test]
fn the_page_lists_what_was_replayed_and_what_no_longer_fits() {
    let page = view().html(Language::English);
    let list = page.split("class=\"edit-list\"").nth(1).expect("a list");
    let items: Vec<&str> =
        list.split("</ol>").next().expect("it ends").split("<li>").skip(1).collect();
    assert_eq!(items.len(), 5);
    let unfit: Vec<bool> = items.iter().map(|it| it.contains("no longer fits")).collect();
    assert_eq!(unfit, [false, false, false, false, true]);
    assert!(page.contains("An editor made 5 corrections and notes here."));
    assert!(
        !bridge().view(&[]).html(Language::English).contains("class=\"frame edited edited-note\"")
    );
}

#[test]
fn the_page_may_send_corrections_only_where_an_app_takes_them() {
    let mut view = bridge().view(&[]);
    let alone = view.html(Language::English);
    assert!(!alone.contains("connect-src") && !alone.contains("data-corrections-url=\""));
    view.corrections_url = Some("/api/stories/7/corrections?\"".to_owned());
    let served = view.html(Language::English);
    assert!(served.contains("connect-src &#x27;self&#x27;"));
    assert!(served.contains(
        "data-corrections-url=\"&#x2f;api&#x2f;stories&#x2f;7&#x2f;corrections?&quot;\""
    ));
}

/// The keys that the script asks for: `say("undo")`, and those chosen between two.
#[test]
fn the_script_of_the_editor_says_nothing_that_has_no_words() {
    let view = bridge().view(&[]);
    let data = data(&view);
    let known: BTreeSet<&str> =
        data["words"].as_object().expect("words").keys().map(String::as_str).collect();
    let mut asked = BTreeSet::new();
    for rest in SCRIPT.split("say(").skip(1) {
        let argument = rest.split([')', ',']).next().unwrap_or("");
        asked.extend(argument.split('"').skip(1).step_by(2).filter(|it| !it.ends_with('.')));
    }
    assert!(asked.len() > 40, "{asked:?}");
    let missing: Vec<&&str> = asked.iter().filter(|it| !known.contains(**it)).collect();
    assert_eq!(missing, Vec::<&&str>::new());
    let templates = [
        include_str!("../assets/editor.html"),
        include_str!("../assets/tray.html"),
        include_str!("../assets/page.html"),
        include_str!("../assets/facts.html"),
    ]
    .concat();
    let idle = |it: &&&str| {
        let stem = it.trim_end_matches("_one").trim_end_matches("_other");
        !it.contains('.') && !asked.contains(**it) && !templates.contains(&format!("editor.{stem}"))
    };
    let idle: Vec<&&str> = known.iter().filter(idle).collect();
    assert_eq!(idle, Vec::<&&str>::new(), "words that nothing says");
}

#[test]
fn gold_data_holds_what_is_said_plainly_and_keeps_the_rest_apart() {
    let event: Value = serde_json::from_str(&view().gold()).expect("it is JSON");
    assert_eq!(event["articles"][0]["sentences"].as_array().expect("a list").len(), 6);
    let reading = &event["annotations"][0];
    assert_eq!(reading["annotator"], "editor");
    let clusters = reading["clusters"].as_array().expect("a list");
    assert_eq!(clusters.len(), 3);
    assert_eq!(clusters[0]["members"], serde_json::json!(["A1", "B2", "C1"]));
    assert_eq!(clusters[1]["note"], "one <closing>");
    let difference = &clusters[0]["divergences"][0];
    assert_eq!(difference["between"], serde_json::json!(["A1", "B2", "C1"]));
    assert_eq!(difference["words"]["B2"], "A dozen");
    assert_eq!(reading["unsure"][0]["members"], serde_json::json!(["A6", "B2"]));
    let only: Vec<&str> = reading["only"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|it| it["outlet"].as_str())
        .collect();
    assert_eq!(only, ["A", "A", "A", "B", "B"]);
    for cluster in clusters {
        for it in cluster["divergences"].as_array().expect("a list") {
            for (place, words) in it["words"].as_object().expect("words") {
                let article = usize::from(place.as_bytes()[0] - b'A');
                let number: usize = place[1..].parse().expect("a number");
                let sentence = &event["articles"][article]["sentences"][number - 1];
                assert!(
                    sentence.as_str().expect("a text").contains(words.as_str().expect("words"))
                );
            }
        }
    }
}

#[test]
fn keys_of_facts_do_not_hang_on_their_numbers() {
    let given = bridge().view(&[]);
    let turned = bridge().edit(|it| it.facts.reverse()).view(&[]);
    let keys = |view: &View| view.facts.iter().map(|it| it.key.clone()).collect::<BTreeSet<_>>();
    assert_eq!(keys(&given).len(), given.facts.len());
    assert_eq!(keys(&given), keys(&turned));
}
