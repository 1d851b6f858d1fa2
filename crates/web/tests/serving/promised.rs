//! What `openapi.json` promises, held against the server.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::client::{Answer, serve, story};
use crate::schema;

fn document() -> Value {
    serde_json::from_str(web::OPENAPI).expect("it is JSON")
}

/// Every operation of the document: path, method in capitals, what is said of it.
fn operations(document: &Value) -> Vec<(String, String, Value)> {
    let mut operations = Vec::new();
    for (path, item) in document["paths"].as_object().expect("there are paths") {
        for (method, operation) in item.as_object().expect("with methods") {
            if method != "parameters" {
                operations.push((path.clone(), method.to_uppercase(), operation.clone()));
            }
        }
    }
    operations
}

/// Fails if an answer is not one that the document tells of.
#[track_caller]
fn check(document: &Value, operation: &Value, answer: &Answer) {
    let said = &operation["responses"][answer.status.to_string()];
    assert!(
        !said.is_null(),
        "{} gave {}: {}",
        operation["operationId"],
        answer.status,
        answer.text()
    );
    let said = match said["$ref"].as_str() {
        Some(name) => document.pointer(&name[1..]).expect("it is there"),
        None => said,
    };
    let Some(kinds) = said["content"].as_object() else {
        assert!(answer.body.is_empty(), "{} says nothing", operation["operationId"]);
        return;
    };
    let kind = answer.header("content-type").expect("it says what it is");
    let kind = kind.split(';').next().unwrap_or(kind);
    let content = kinds.get(kind).unwrap_or_else(|| panic!("{kind} is documented"));
    if kind.ends_with("json") {
        let mistakes = schema::mistakes(document, &content["schema"], &answer.json());
        assert!(mistakes.is_empty(), "{}: {mistakes:?}", operation["operationId"]);
    }
}

#[test]
fn every_route_is_documented_and_every_promise_has_its_route() {
    let document = document();
    let promised: BTreeSet<(String, String)> =
        operations(&document).into_iter().map(|(path, method, _)| (path, method)).collect();
    let routes: BTreeSet<(String, String)> =
        web::api_routes().iter().map(|it| (it.0.to_owned(), it.1.to_owned())).collect();
    assert_eq!(promised, routes);
}

#[test]
fn every_promise_is_kept_for_things_that_exist() {
    let shelf = crate::browsing::Shelved::new("promised");
    let served = shelf.serve();
    let told = shelf.story();
    let document = document();
    let id = served.compared(&story());
    let job = served.get("/api/jobs").json()["jobs"][0]["id"].as_str().expect("a job").to_owned();
    let settings = json!({ "mode": "fast", "lenses": ["labels"], "page_language": "en" });
    let mut operations = operations(&document);
    // Last of all the comparison itself goes.
    operations.sort_by_key(|it| it.1 == "DELETE");
    operations.sort_by_key(|it| it.2["operationId"] == "delete");
    for (path, method, operation) in &operations {
        let name = if path.starts_with("/api/jobs") { &job } else { &id };
        let path = path.replace("{id}", name).replace("{story}", &told);
        let mut path = path.replace("{format}", "json");
        if path.ends_with("/read") {
            path += "?name=a.txt";
        }
        let request = served.write(method, &path);
        let request = match operation["operationId"].as_str().expect("each has a name") {
            "read" => request.bytes(b"Bridge falls\n\nThe bridge fell on Monday."),
            "fetch" => request.json(&json!({ "url": "https://herald.example/bridge" })),
            "compare" => request.json(&json!({ "articles": story(), "settings": settings })),
            "rerun" => request.json(&json!({ "settings": settings })),
            "choose" => request.json(&settings),
            "rename" => request.json(&json!({ "title": "Lesson" })),
            "sign_in" => request.json(&json!({ "token": "" })),
            "correct" | "correct_from_page" => request.json(&json!({ "corrections": [] })),
            _ => request,
        };
        let answer = served.ask(&request);
        assert!(answer.status < 300, "{method} {path}: {} {}", answer.status, answer.text());
        check(&document, operation, &answer);
    }
}

#[test]
fn refusals_are_those_that_are_documented() {
    let served = serve();
    let document = document();
    for (path, method, operation) in &operations(&document) {
        let path = path.replace("{id}", "0123456789abcdef").replace("{format}", "html");
        let path = path.replace("{story}", "7");
        let plain = crate::client::Request::new(method, &path);
        let foreign = crate::client::Request::new(method, &path).header("Host", "evil.example");
        let wrong = served.write(method, &path).json(&json!([false]));
        let kind = served.write(method, &path).header("Content-Type", "text/x-nothing");
        for request in [plain, foreign, wrong, kind] {
            check(&document, operation, &served.ask(&request));
        }
    }
}
