//! From bytes of any kind to articles, or to a sentence that says why not.

use serde_json::json;

use crate::client::{config, page, serve, serve_with};

#[test]
fn pages_texts_and_records_are_read() {
    let served = serve();
    let html = page("Bridge falls", "Twelve people were hurt when the bridge fell.");
    let reading = served.read("herald.html", html.as_bytes()).json();
    assert_eq!(reading["articles"][0]["title"], "Bridge falls");
    assert!(reading["articles"][0]["n_words"].as_u64() > Some(10));
    let text = "Bridge falls\n\nTwelve people were hurt when the bridge fell on Monday.\n";
    let reading = served.read("pasted.txt", text.as_bytes()).json();
    assert_eq!(reading["articles"].as_array().map(Vec::len), Some(1));
    let record = json!({ "title": "One", "text": "The bridge fell on Monday.", "outlet": "Post" });
    let lines = format!("{record}\n{record}\nnot a record\n");
    let reading = served.read("many.jsonl", lines.as_bytes()).json();
    assert_eq!(reading["articles"].as_array().map(Vec::len), Some(2));
    assert_eq!(reading["articles"][1]["outlet"], "Post");
    assert_eq!(reading["troubles"].as_array().map(Vec::len), Some(1), "the bad line is named");
}

#[test]
fn hostile_bytes_are_refused_or_read_as_text() {
    let served = serve();
    let long_line = "All work and no play. ".repeat(50_000);
    let hostile: [(&str, Vec<u8>); 9] = [
        ("empty.txt", Vec::new()),
        ("nul.txt", b"The bridge\0fell on Monday.\n\n\0\0\0".to_vec()),
        ("invalid.txt", b"The bridge \xff\xfe\xc3( fell on Monday, officials said.".to_vec()),
        ("line.txt", long_line.into_bytes()),
        ("binary.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec()),
        ("bomb.gz", b"\x1f\x8b\x08\0\0\0\0\0".to_vec()),
        ("deep.html", "<div>".repeat(20_000).into_bytes()),
        ("deep.json", "[".repeat(100_000).into_bytes()),
        ("..%2F..%2Fetc%2Fpasswd%00%0d%0a", b"The bridge fell on Monday.".to_vec()),
    ];
    for (name, bytes) in hostile {
        let answer = served.read(name, &bytes);
        assert!(matches!(answer.status, 200 | 422), "{name}: {}", answer.status);
        if answer.status == 422 {
            assert!(answer.json()["detail"].as_str().is_some_and(|it| it.len() > 10), "{name}");
        }
    }
    assert_eq!(served.get("/api/session").status, 200, "it still answers");
}

#[test]
fn more_bytes_than_the_limit_are_refused() {
    let limits = web::Limits { max_file_bytes: 1000, ..web::Limits::standard() };
    let served = serve_with(web::Config { limits, ..config() });
    assert_eq!(served.read("long.txt", &[b'a'; 1001]).status, 413);
    let short = b"Bridge falls\n\nThe old bridge fell in Velm on Monday.\n";
    assert_eq!(served.read("short.txt", short).status, 200);
}

#[test]
fn bodies_of_another_kind_are_refused() {
    let served = serve();
    let request = served.write("POST", "/api/articles/read?name=a").json(&json!({}));
    assert_eq!(served.ask(&request).status, 415);
    let request = served.write("PUT", "/api/settings").bytes(b"{}");
    assert_eq!(served.ask(&request).status, 415);
}

#[test]
fn a_page_is_fetched_and_keeps_its_address() {
    let served = serve();
    let fetch = |url: &str| {
        let request = served.write("POST", "/api/articles/fetch").json(&json!({ "url": url }));
        served.ask(&request)
    };
    let reading = fetch("https://herald.example/bridge").json();
    assert_eq!(reading["articles"][0]["url"], "https://herald.example/bridge-falls");
    assert_eq!(fetch("http://10.0.0.1/").status, 403);
    let failed = fetch("https://nowhere.example/");
    assert_eq!(failed.status, 424);
    assert!(failed.text().contains("nobody answers"));
}
