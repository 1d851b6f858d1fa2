//! An editor's corrections, from a file to every later comparison of the same texts.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::program::{Folder, HERALD, POST};

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).expect("it is JSON")
}

fn compared(folder: &Folder, more: &[&str]) -> Value {
    let run = folder.run(&[&["compare", "--format", "json"], more].concat());
    assert_eq!(run.status, 1, "{}", run.stderr);
    parsed(&run.stdout)
}

/// The key of the sentence that holds these words.
fn key<'a>(comparison: &'a Value, words: &str) -> &'a str {
    for article in comparison["articles"].as_array().expect("articles") {
        let body = article["body"].as_str().expect("a body");
        for it in article["sentences"].as_array().expect("sentences") {
            let at = |it: &Value| usize::try_from(it.as_u64().expect("a place")).expect("small");
            if body[at(&it["start"])..at(&it["end"])].contains(words) {
                return it["key"].as_str().expect("a key");
            }
        }
    }
    panic!("no sentence says {words:?}");
}

/// What each correction was marked on: verdicts of facts by the correction's id.
fn corrected(comparison: &Value) -> BTreeMap<String, Value> {
    let mut marks = BTreeMap::new();
    for fact in comparison["facts"].as_array().expect("facts") {
        for it in fact["corrected"].as_array().into_iter().flatten() {
            marks.insert(it["id"].as_str().expect("an id").to_owned(), fact["verdict"].clone());
        }
    }
    marks
}

fn file(corrections: &Value) -> String {
    json!({"format": "twicetold/corrections", "version": 1, "corrections": corrections}).to_string()
}

#[test]
fn corrections_find_their_place_under_other_names_in_another_order_and_mode() {
    let folder = Folder::new("corrected").with("herald.txt", HERALD).with("post.txt", POST);
    let given = compared(&folder, &["herald.txt", "post.txt"]);
    let pair = [key(&given, "Engineers"), key(&given, "warned the town")];
    let banned = [key(&given, "closed to lorries"), key(&given, "Lorries had not")];
    let corrections = file(&json!([
        {"id": "c1", "act": "same", "sentences": pair, "note": "both on the road agency"},
        {"id": "c2", "act": "not-same", "sentences": banned},
        {"id": "c3", "act": "note", "sentence": key(&given, "tired"), "note": "a fine quote"},
        {"id": "c4", "act": "note", "article": "0000000000000000", "note": "another story"},
    ]));
    let folder = Folder::new("renamed")
        .with("one.txt", POST)
        .with("two.txt", HERALD)
        .with("corrections.json", corrections);
    let more = ["one.txt", "two.txt", "--corrections", "corrections.json", "--fast"];
    let later = compared(&folder, &more);
    let verdict = corrected(&later)["c1"].as_str().map(str::to_owned).expect("it is marked");
    assert!(["agreed", "differs"].contains(&verdict.as_str()), "sure, as the editor is: {verdict}");
    for fact in later["facts"].as_array().expect("facts") {
        let members = fact["members"].as_array().expect("members").iter();
        let n_articles = members.map(|it| &it["sentence"]).filter(|it| {
            let ids = [key_id(&later, banned[0]), key_id(&later, banned[1])];
            ids.contains(&it.as_str().expect("an id").to_owned())
        });
        assert!(n_articles.count() < 2, "{fact}");
    }
    let warnings: Vec<&str> = (later["warnings"].as_array().expect("warnings").iter())
        .filter(|it| it["kind"] == "correction")
        .filter_map(|it| it["text"].as_str())
        .collect();
    assert_eq!(warnings.len(), 1, "{warnings:?}");
    assert!(warnings[0].starts_with("Correction c4 (note) was left out"), "{warnings:?}");

    // What is saved from the corrected comparison gives the same comparison.
    let again = folder.with("again.json", later["corrections"].to_string());
    let more = ["one.txt", "two.txt", "--corrections", "again.json", "--fast"];
    assert_eq!(later, compared(&again, &more));
}

/// The id of the sentence of a key.
fn key_id(comparison: &Value, key: &str) -> String {
    let articles = comparison["articles"].as_array().expect("articles").iter();
    let mut sentences = articles.flat_map(|it| it["sentences"].as_array().expect("sentences"));
    let sentence = sentences.find(|it| it["key"] == key).expect("the keys are the same");
    sentence["id"].as_str().expect("an id").to_owned()
}

#[test]
fn no_corrections_change_nothing() {
    let folder = Folder::new("uncorrected")
        .with("herald.txt", HERALD)
        .with("post.txt", POST)
        .with("none.json", file(&json!([])));
    for format in ["json", "html", "text", "md", "csv", "gold"] {
        let plain = ["compare", "herald.txt", "post.txt", "--fast", "--format", format];
        let replayed = [plain.as_slice(), &["--corrections", "none.json"]].concat();
        assert!(folder.run(&plain).stdout == folder.run(&replayed).stdout, "{format}");
    }
}

#[test]
fn a_damaged_file_of_corrections_is_named_with_the_place() {
    let folder = Folder::new("damaged")
        .with("herald.txt", HERALD)
        .with("post.txt", POST)
        .with("wrong.json", file(&json!([{"id": "c1", "act": "burn"}])))
        .with("other.json", "{}");
    for (name, said) in
        [("wrong.json", "correction 1 (c1)"), ("other.json", "`format`"), ("gone.json", "")]
    {
        let run = folder.run(&["compare", "herald.txt", "post.txt", "--corrections", name]);
        assert_eq!(run.status, 2);
        assert!(run.stderr.contains(name) && run.stderr.contains(said), "{}", run.stderr);
        assert_eq!(run.stdout, "");
    }
}

#[test]
fn gold_data_reads_as_labelled_events_do() {
    let folder = Folder::new("gold").with("herald.txt", HERALD).with("post.txt", POST);
    let run = folder.run(&["compare", "herald.txt", "post.txt", "--format", "gold"]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    let folder = Folder::new("gold-read").with("event.json", &run.stdout);
    let events = tests::gold::events(folder.path()).expect("the folder can be read");
    assert_eq!(events.len(), 1);
    assert_eq!(events[0].articles.len(), 2);
}
