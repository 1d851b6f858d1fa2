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

/// Compares on one, two and eight threads and wants the same bytes.
#[track_caller]
fn assert_threads_change_nothing(articles: &[String], more: &[&str]) {
    let on = |threads| compare(articles, &[more, &["--threads", threads]].concat());
    let one = on("1");
    for threads in ["2", "8"] {
        assert!(one == on(threads), "{more:?}: {threads} threads give other bytes than one");
    }
}

#[test]
fn the_number_of_threads_changes_no_byte() {
    let articles = port_strike();
    for format in ["json", "html", "text"] {
        assert_threads_change_nothing(&articles, &["--format", format]);
    }
    assert_threads_change_nothing(&articles, &["--format", "json", "--fast"]);
}

/// Where the labelled events of real coverage lie beside the project.
#[test]
fn the_number_of_threads_changes_no_byte_of_a_real_event() {
    let events = tests::gold::events(&project::root().join("../shared/gold/train"));
    for event in events.unwrap_or_default().iter().step_by(80) {
        let mut folder = Folder::new(&format!("threads-{}", event.event));
        for it in &event.articles {
            let record = serde_json::json!({
                "outlet": it.outlet, "title": it.title, "date": it.date, "text": it.text,
            });
            folder = folder.with(&format!("{}.json", it.id), record.to_string());
        }
        let articles = [folder.path().display().to_string()];
        assert_threads_change_nothing(&articles, &["--format", "json"]);
        assert_threads_change_nothing(&articles, &["--format", "json", "--fast"]);
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
