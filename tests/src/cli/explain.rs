//! Why sentences are held to be one fact.

use serde_json::Value;

use super::program::{Folder, HERALD, POST};

fn folder(name: &str) -> Folder {
    Folder::new(name).with("herald.txt", HERALD).with("post.txt", POST)
}

/// The first fact that both tell: its id and key.
fn shared(folder: &Folder) -> (String, String) {
    let run = folder.run(&["compare", "herald.txt", "post.txt", "--format", "json"]);
    let json: Value = serde_json::from_str(&run.stdout).expect("it is JSON");
    let mut facts = json["facts"].as_array().expect("facts").iter();
    let fact = facts.find(|it| it["verdict"] != "sole").expect("both tell of the bridge");
    let word = |name: &str| fact[name].as_str().expect("a word").to_owned();
    (word("id"), word("key"))
}

#[test]
fn the_evidence_of_a_fact_adds_up_to_its_score() {
    let folder = folder("explain");
    let (id, key) = shared(&folder);
    let run = folder.run(&["explain", &id, "herald.txt", "post.txt", "--format", "json"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let json: Value = serde_json::from_str(&run.stdout).expect("it is JSON");
    assert_eq!(json["key"], key.as_str());
    let base = json["base_log_odds"].as_f64().expect("a number");
    for pair in json["pairs"].as_array().expect("pairs") {
        let evidence = pair["evidence"].as_array().expect("evidence");
        let sum: f64 = evidence.iter().filter_map(|it| it["weight"].as_f64()).sum();
        let log_odds = pair["log_odds"].as_f64().expect("a number");
        assert!((base + sum - log_odds).abs() < 1e-3, "{base} + {sum} is not {log_odds}");
        let probability = pair["probability"].as_f64().expect("a number");
        assert!((1.0 / (1.0 + (-log_odds).exp()) - probability).abs() < 1e-4);
        assert!(pair["read"]["same"].as_f64().is_some(), "the network read the two together");
    }
    // The key finds the same fact when the articles stand in another order.
    let turned = folder.run(&["explain", &key, "post.txt", "herald.txt"]);
    assert_eq!(turned.status, 0, "{}", turned.stderr);
    assert!(turned.stdout.contains(&key) && turned.stdout.contains("meaning"), "{}", turned.stdout);
}

#[test]
fn a_fact_that_is_not_there_is_refused_with_those_that_are() {
    let run = folder("explain-none").run(&["explain", "F99", "herald.txt", "post.txt", "--fast"]);
    assert_eq!(run.status, 2);
    assert!(
        run.stderr.contains("there is no fact F99") && run.stderr.contains("F1 to F"),
        "{}",
        run.stderr
    );
}
