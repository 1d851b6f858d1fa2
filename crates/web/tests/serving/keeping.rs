//! The library: found again, given away, corrected, made again, deleted; after a restart too.

use std::path::PathBuf;

use serde_json::json;

use crate::client::{config, serve, serve_with, story};

/// A folder that is gone when it is dropped.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        Self(std::env::temp_dir().join(format!("twicetold-{name}-{}", std::process::id())))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[test]
fn the_library_outlives_the_server() {
    let folder = Folder::new("restart");
    let open =
        || serve_with(web::Config { library: Some(folder.0.join("deep/library.db")), ..config() });
    let served = open();
    let id = served.compared(&story());
    let before = served.get(&format!("/api/comparisons/{id}/export/html")).body;
    drop(served);
    let served = open();
    assert_eq!(served.get(&format!("/api/comparisons/{id}/export/html")).body, before);
    assert_eq!(served.get("/api/comparisons?q=divers").json()["n_all"], 1);
}

#[cfg(unix)]
#[test]
fn nobody_else_may_read_the_library() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new("private");
    let file = folder.0.join("library.db");
    let served = serve_with(web::Config { library: Some(file), ..config() });
    served.compared(&story());
    for it in std::fs::read_dir(&folder.0).expect("the folder is there").flatten() {
        let mode = it.metadata().expect("it is there").permissions().mode();
        assert_eq!(mode & 0o077, 0, "{}", it.path().display());
    }
}

#[test]
fn a_comparison_is_given_away_in_every_form() {
    let served = serve();
    let id = served.compared(&story());
    for (form, kind, words) in [
        ("html", "text/html", "<!doctype html>"),
        ("json", "application/json", "\"facts\""),
        ("md", "text/markdown", "Herald"),
        ("csv", "text/csv", "fact,verdict"),
        ("txt", "text/plain", "Herald"),
    ] {
        let answer = served.get(&format!("/api/comparisons/{id}/export/{form}"));
        assert_eq!(answer.status, 200, "{form}");
        assert!(answer.header("content-type").is_some_and(|it| it.starts_with(kind)), "{form}");
        assert!(answer.text().contains(words), "{form}");
        let name = answer.header("content-disposition").expect("it is a file");
        assert!(name.ends_with(&format!("bridge-in-velm-falls-twelve-hurt.{form}\"")), "{name}");
    }
    assert_eq!(served.get(&format!("/api/comparisons/{id}/export/pdf")).status, 404);
    let file = served.get(&format!("/api/comparisons/{id}/export/html")).text();
    assert!(!file.contains("/api/") && !file.contains(&served.csrf), "a file knows no server");
}

#[test]
fn a_comparison_is_renamed_found_and_deleted() {
    let served = serve();
    let id = served.compared(&story());
    let path = format!("/api/comparisons/{id}");
    let rename = served.write("PATCH", &path).json(&json!({ "title": "Lesson 4" }));
    assert_eq!(served.ask(&rename).status, 204);
    assert_eq!(served.get(&path).json()["title"], "Lesson 4");
    assert_eq!(served.get("/api/comparisons?q=lesson").json()["n_all"], 1);
    let found = served.get("/api/comparisons?q=nightfall").json();
    let excerpt = found["comparisons"][0]["excerpt"].as_array().expect("pieces").clone();
    assert!(excerpt.contains(&json!({ "text": "nightfall", "is_found": true })), "{excerpt:?}");
    assert_eq!(served.ask(&served.write("DELETE", &path)).status, 204);
    assert_eq!(served.ask(&served.write("DELETE", &path)).status, 404);
    assert_eq!(served.get(&path).status, 404);
    assert_eq!(served.get("/api/comparisons").json()["n_all"], 0);
}

#[test]
fn the_list_comes_in_pages() {
    let served = serve();
    for _ in 0..3 {
        served.compared(&story());
    }
    let page = |query: &str| served.get(&format!("/api/comparisons?{query}"));
    let first = page("limit=2").json();
    assert_eq!(
        (first["comparisons"].as_array().map(Vec::len), &first["n_all"]),
        (Some(2), &json!(3))
    );
    assert_eq!(page("limit=2&offset=2").json()["comparisons"].as_array().map(Vec::len), Some(1));
    for wrong in ["limit=0", "limit=101", "limit=x", "offset=-1", "limit=1&limit=2", "sort=x"] {
        assert_eq!(page(wrong).status, 422, "{wrong}");
    }
}

#[test]
fn the_same_articles_are_compared_again_with_other_settings() {
    let served = serve();
    let id = served.compared(&story());
    let settings = json!({ "mode": "fast", "lenses": [], "page_language": "es" });
    let again = served.write("POST", &format!("/api/comparisons/{id}/rerun"));
    let answer = served.ask(&again.json(&json!({ "settings": settings })));
    assert_eq!(answer.status, 202, "{}", answer.text());
    let job = answer.json()["id"].as_str().expect("a job").to_owned();
    let last = served.follow(&job).pop().expect("events");
    let other = last["comparison"].as_str().expect("it made something");
    assert_ne!(other, id);
    let made = served.get(&format!("/api/comparisons/{other}")).json();
    let first = served.get(&format!("/api/comparisons/{id}")).json();
    assert_eq!(made["settings"], settings);
    let page = served.get(&format!("/api/comparisons/{other}/export/html")).text();
    assert!(page.contains("<html lang=\"es\""), "in the language asked for");
    assert_eq!(made["articles"], first["articles"]);
    assert_eq!(made["title"], first["title"]);
}

#[test]
fn what_a_person_changed_on_a_card_is_what_is_compared() {
    let served = serve();
    let text = "Bridge falls\n\nTwelve people were hurt when the bridge fell on Monday.\n";
    let mut card = served.read("pasted.txt", text.as_bytes()).json()["articles"][0].clone();
    card["outlet"] = json!("The Velm Courier");
    card["published"] = json!({ "date": "2031-03-04", "instant": null });
    let id = served.compared(&json!([card, story()[1]]));
    let csv = served.get(&format!("/api/comparisons/{id}/export/csv")).text();
    assert!(csv.contains("The Velm Courier,2031-03-04"), "{csv}");
}

#[test]
fn settings_are_kept_and_used() {
    let folder = Folder::new("settings");
    let open =
        || serve_with(web::Config { library: Some(folder.0.join("library.db")), ..config() });
    let served = open();
    assert_eq!(served.get("/api/settings").json()["mode"], "standard");
    let fast = json!({ "mode": "fast", "lenses": ["labels"], "page_language": "en" });
    assert_eq!(served.ask(&served.write("PUT", "/api/settings").json(&fast)).status, 200);
    let wrong = json!({ "mode": "fast", "lenses": ["truth"], "page_language": "en" });
    assert_eq!(served.ask(&served.write("PUT", "/api/settings").json(&wrong)).status, 422);
    drop(served);
    let served = open();
    assert_eq!(served.get("/api/settings").json(), fast);
    let order = json!({ "articles": story() });
    let job = served.ask(&served.write("POST", "/api/compare").json(&order)).json();
    let last = served.follow(job["id"].as_str().expect("a job")).pop().expect("events");
    let id = last["comparison"].as_str().expect("it made something");
    assert_eq!(served.get(&format!("/api/comparisons/{id}")).json()["settings"], fast);
}

#[test]
fn corrections_are_kept_given_back_and_forgotten() {
    let served = serve();
    let id = served.compared(&story());
    let path = format!("/api/comparisons/{id}/corrections");
    assert_eq!(served.get(&path).json(), json!({}));
    let corrections = json!({ "format": "twicetold/corrections", "version": 1, "corrections": [] });
    assert_eq!(served.ask(&served.write("PUT", &path).json(&corrections)).status, 204);
    assert_eq!(served.get(&path).json(), corrections);
    assert_eq!(served.get("/api/comparisons").json()["comparisons"][0]["has_corrections"], true);
    let list = served.write("PUT", &path).json(&json!([]));
    assert_eq!(served.ask(&list).status, 422, "a list is no corrections.json");
    let long = json!({ "note": "a".repeat(1 << 20) });
    assert_eq!(served.ask(&served.write("PUT", &path).json(&long)).status, 413);
    assert_eq!(served.ask(&served.write("DELETE", &path)).status, 204);
    assert_eq!(served.get(&path).json(), json!({}));
    assert_eq!(served.get("/api/comparisons/0123456789abcdef/corrections").status, 404);
}

#[test]
fn corrections_are_replayed_when_a_comparison_is_made_again() {
    let served = serve();
    let id = served.compared(&story());
    let export = |id: &str| served.get(&format!("/api/comparisons/{id}/export/json")).json();
    let article = export(&id)["articles"][0]["key"].clone();
    let note = json!({ "id": "c1", "act": "note", "article": article, "note": "Ask the mayor" });
    let corrections =
        json!({ "format": "twicetold/corrections", "version": 1, "corrections": [note] });
    let path = format!("/api/comparisons/{id}/corrections");
    assert_eq!(served.ask(&served.write("PUT", &path).json(&corrections)).status, 204);
    let rerun = served.write("POST", &format!("/api/comparisons/{id}/rerun"));
    let settings = json!({ "mode": "fast", "lenses": [], "page_language": "en" });
    let job = served.ask(&rerun.json(&json!({ "settings": settings }))).json();
    let last = served.follow(job["id"].as_str().expect("a job")).pop().expect("events");
    let other = last["comparison"].as_str().expect("it made something");
    assert_eq!(export(other)["corrections"]["corrections"][0]["note"], "Ask the mayor");
    let kept = served.get(&format!("/api/comparisons/{other}/corrections")).json();
    assert_eq!(kept, corrections, "and they can be corrected further");
    let wrong = json!({ "articles": story(), "corrections": { "format": "diary" } });
    let job = served.ask(&served.write("POST", "/api/compare").json(&wrong)).json();
    let last = served.follow(job["id"].as_str().expect("a job")).pop().expect("events");
    assert_eq!(last["state"], "failed");
    assert!(last["trouble"].as_str().is_some_and(|it| it.contains("format")), "{last}");
}

#[test]
fn the_report_page_may_keep_its_corrections() {
    let served = serve();
    let id = served.compared(&story());
    let page = served.get(&format!("/comparisons/{id}"));
    let policy = page.header("content-security-policy").expect("there is one");
    assert!(policy.contains("connect-src 'self';"), "{policy}");
    let page = page.text();
    let address = page.split_once("data-corrections-url=\"").expect("it is told where").1;
    let address = address.split('"').next().expect("it ends").to_owned();
    let corrections = json!({ "corrections": [] });
    let address = address.replace("&#x2f;", "/");
    let plain = || crate::client::Request::new("POST", &address).json(&corrections);
    let own = format!("http://{}", served.address);
    assert_eq!(served.ask(&plain().header("Origin", &own)).status, 204);
    assert_eq!(served.ask(&plain()).status, 403, "nobody says that it is our page");
    assert_eq!(served.ask(&plain().header("Origin", "http://evil.example")).status, 403);
    let cross = plain().header("Origin", &own).header("Sec-Fetch-Site", "cross-site");
    assert_eq!(served.ask(&cross).status, 403);
    let guessed = plain().header("Origin", &own).header("X-CSRF-Token", "0123456789abcdef");
    assert_eq!(served.ask(&guessed).status, 403);
    let other = crate::client::Request::new("DELETE", &format!("/api/comparisons/{id}"));
    assert_eq!(served.ask(&other.header("Origin", &own)).status, 403, "for nothing else");
}
