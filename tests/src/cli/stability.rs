//! Same input, same bytes; another order of articles, the same verdicts.

use std::collections::BTreeSet;

use super::program::{Folder, program};
use crate::project;

fn port_strike() -> Vec<String> {
    project::files("corpus/stories/port-strike")
        .into_iter()
        .filter(|it| it.extension().is_some_and(|it| it == "txt"))
        .map(|it| it.display().to_string())
        .collect()
}

fn compare(articles: &[String], more: &[&str]) -> String {
    let mut arguments = vec!["compare"];
    arguments.extend(articles.iter().map(String::as_str));
    arguments.extend(more);
    let run = Folder::new(&format!("stable{}", more.join(""))).run(&arguments);
    assert_eq!(run.status, 1, "{}", run.stderr);
    run.stdout
}

#[test]
fn the_number_of_threads_changes_no_byte() {
    let articles = port_strike();
    for format in ["json", "html", "text"] {
        let one = compare(&articles, &["--format", format, "--threads", "1"]);
        for threads in ["2", "8"] {
            let more = compare(&articles, &["--format", format, "--threads", threads]);
            assert!(one == more, "{format}: {threads} threads give other bytes than one");
        }
    }
}

/// Facts as sets of the sentences' words, with what they came to.
fn verdicts(json: &str) -> BTreeSet<(String, BTreeSet<String>)> {
    let json: serde_json::Value = serde_json::from_str(json).expect("it is JSON");
    let mut sentences = std::collections::BTreeMap::new();
    for article in json["articles"].as_array().expect("articles") {
        let body = article["body"].as_str().expect("a body");
        for sentence in article["sentences"].as_array().expect("sentences") {
            let place = |it: &str| sentence[it].as_u64().expect("a place") as usize;
            let words = &body[place("start")..place("end")];
            sentences.insert(sentence["id"].as_str().expect("an id").to_owned(), words.to_owned());
        }
    }
    let facts = json["facts"].as_array().expect("facts");
    facts
        .iter()
        .map(|fact| {
            let members = fact["members"].as_array().expect("members");
            let words = members
                .iter()
                .map(|it| sentences[it["sentence"].as_str().expect("an id")].clone())
                .collect();
            (fact["verdict"].as_str().expect("a verdict").to_owned(), words)
        })
        .collect()
}

#[test]
fn the_order_of_articles_changes_no_verdict() {
    let mut articles = port_strike();
    let given = verdicts(&compare(&articles, &["--format", "json"]));
    for _ in 1..articles.len() {
        articles.rotate_left(1);
        let rotated = verdicts(&compare(&articles, &["--format", "json"]));
        let changed: Vec<_> = given.symmetric_difference(&rotated).collect();
        assert!(changed.is_empty(), "{changed:#?}");
    }
    articles.reverse();
    let reversed = verdicts(&compare(&articles, &["--format", "json"]));
    assert!(given == reversed, "reversed");
}

#[test]
fn the_program_starts_without_the_project() {
    let run = Folder::new("elsewhere").run(&["--version"]);
    assert_eq!(run.status, 0, "{} {}", program().display(), run.stderr);
}
