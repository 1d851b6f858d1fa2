//! Jobs: taken, followed, cancelled, refused.

use std::io::Read;

use serde_json::{Value, json};

use crate::client::{Request, config, serve, serve_with, story};

/// Articles of this many sentences, so that comparing them takes a while.
fn long(n_sentences: usize) -> Value {
    let article = |outlet: &str, verb: &str| {
        let body: Vec<String> = (0..n_sentences)
            .map(|it| format!("Village {it} of the valley {verb} the harvest in week {it}."))
            .collect();
        json!({ "outlet": outlet, "title": "Harvest", "body": body.join("\n\n") })
    };
    json!([article("Herald", "brought in"), article("Post", "finished")])
}

#[test]
fn a_comparison_is_followed_to_its_report() {
    let served = serve();
    let job = served.compare(&story());
    let events = served.follow(&job);
    let last = events.last().expect("there are events");
    assert_eq!(last["state"], "done");
    let stages = ["reading", "sentences", "grouping", "comparing", "writing"];
    let place = |it: &Value| stages.iter().position(|stage| it["stage"] == *stage);
    assert!(events.iter().map(place).is_sorted(), "stages come in order: {events:?}");
    assert_eq!(place(last), Some(4));
    let id = last["comparison"].as_str().expect("it made something");
    let page = served.get(&format!("/comparisons/{id}"));
    assert_eq!(page.status, 200);
    let text = page.text();
    assert!(text.contains("Twelve people were hurt") && text.contains("hurt 14 people"));
    assert!(text.contains("href=\"&#x2f;#library\""), "a way back");
    let listed = served.get("/api/comparisons").json();
    assert_eq!(listed["comparisons"][0]["title"], "Bridge in Velm falls, twelve hurt");
    assert_eq!(listed["comparisons"][0]["outlets"], json!(["Herald", "Post"]));
}

#[test]
fn two_jobs_are_made_side_by_side() {
    let served = serve();
    let (first, second) = (served.compare(&long(150)), served.compare(&story()));
    let (short, long) = std::thread::scope(|scope| {
        let long = scope.spawn(|| served.follow(&first));
        let short = served.follow(&second);
        (short, long.join().expect("it is followed"))
    });
    let last = |events: &[Value]| events.last().expect("there are events").clone();
    assert_eq!((&last(&short)["state"], &last(&long)["state"]), (&json!("done"), &json!("done")));
    assert_ne!(last(&short)["comparison"], last(&long)["comparison"]);
    let listed = served.get("/api/comparisons").json();
    assert_eq!(listed["n_all"], 2);
    for it in listed["comparisons"].as_array().expect("a list") {
        let id = it["id"].as_str().expect("a name");
        let exported = served.get(&format!("/api/comparisons/{id}/export/txt")).text();
        let is_harvest = it["title"] == "Harvest";
        assert_eq!(exported.contains("Village"), is_harvest, "neither holds the other's text");
    }
}

#[test]
fn a_cancelled_job_keeps_nothing() {
    let limits = web::Limits { n_workers: 1, ..web::Limits::standard() };
    let served = serve_with(web::Config { limits, ..config() });
    let running = served.compare(&long(400));
    let waiting = served.compare(&story());
    for job in [&waiting, &running] {
        let request = served.write("POST", &format!("/api/jobs/{job}/cancel"));
        assert_eq!(served.ask(&request).json()["state"], "cancelled");
        assert_eq!(served.follow(job).last().expect("how it stands")["state"], "cancelled");
    }
    served.compared(&story());
    assert_eq!(served.get("/api/comparisons").json()["n_all"], 1);
}

#[test]
fn more_jobs_than_may_wait_are_refused() {
    let limits = web::Limits { n_workers: 1, max_waiting: 1, ..web::Limits::standard() };
    let served = serve_with(web::Config { limits, ..config() });
    let order = json!({ "articles": long(400) });
    let statuses: Vec<u16> = (0..4)
        .map(|_| served.ask(&served.write("POST", "/api/compare").json(&order)).status)
        .collect();
    assert!(statuses.contains(&429), "{statuses:?}");
    assert_eq!(statuses[0], 202);
}

#[test]
fn what_cannot_be_compared_is_refused_with_the_reason() {
    let limits = web::Limits { max_sentences: 3, ..web::Limits::standard() };
    let served = serve_with(web::Config { limits, ..config() });
    let ask = |order: Value| {
        let answer = served.ask(&served.write("POST", "/api/compare").json(&order));
        assert_eq!(answer.status, 422, "{}", answer.text());
        answer.json()["detail"].as_str().expect("a reason").to_owned()
    };
    let one = story()[0].clone();
    assert!(ask(json!({ "articles": [one] })).contains("2 to 12"));
    let many = vec![one.clone(); 13];
    assert!(ask(json!({ "articles": many })).contains("2 to 12"));
    let dated = json!({ "body": "It rained.", "published": { "date": "soon" } });
    assert!(ask(json!({ "articles": [one, dated] })).contains("article 2"));
    assert!(ask(json!({ "articles": story(), "truth": true })).contains("truth"));
    let events = served.follow(&served.compare(&story()));
    let last = events.last().expect("there are events");
    assert_eq!(last["state"], "failed");
    assert!(last["trouble"].as_str().is_some_and(|it| it.contains("4 sentences")), "{last}");
}

#[test]
fn a_hostile_article_stands_in_the_report_as_text() {
    let served = serve();
    let hostile = "</script><script>alert(1)</script><img src=x onerror=alert(2)>";
    let articles = json!([
        { "outlet": hostile, "title": hostile, "body": format!("The bridge {hostile} fell.\0") },
        { "outlet": "\u{202e}Post", "title": "", "url": "javascript:alert(3)",
          "body": "The bridge fell on Monday.\u{2028}It was old." },
    ]);
    let id = served.compared(&articles);
    let page = served.get(&format!("/comparisons/{id}"));
    let text = page.text();
    for live in ["<script>alert", "<img", "href=\"javascript:"] {
        assert!(!text.contains(live), "{live}");
    }
    let (head, body) = text.split_once("<title>").expect("the policy stands before any text");
    assert!(head.contains("default-src &#x27;none&#x27;;"), "{head}");
    assert!(head.contains("script-src &#x27;sha256-") && !head.contains("unsafe"), "{head}");
    assert!(!body.contains("http-equiv"));
    let policy = page.header("content-security-policy").expect("there is one");
    assert!(policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe"), "{policy}");
    let name = served.get(&format!("/api/comparisons/{id}/export/html"));
    let name = name.header("content-disposition").expect("a name").to_owned();
    assert!(!name.contains('<'), "{name}");
    let found = served.get("/api/comparisons?q=alert").json();
    assert_eq!(found["comparisons"][0]["title"], hostile, "JSON says it as it is");
}

#[test]
fn a_line_of_a_megabyte_is_compared() {
    let served = serve();
    let line = "word ".repeat(200_000);
    let articles = json!([
        { "outlet": "Herald", "body": line },
        { "outlet": "Post", "body": "The bridge fell on Monday." },
    ]);
    let events = served.follow(&served.compare(&articles));
    assert_eq!(events.last().expect("there are events")["state"], "done");
}

#[test]
fn a_job_that_nobody_knows_is_not_found() {
    let served = serve();
    for path in ["/api/jobs/0123456789abcdef", "/api/jobs/0123456789abcdef/events", "/api/jobs/x"] {
        assert_eq!(served.get(path).status, 404, "{path}");
    }
}

#[test]
fn followers_go_home_when_the_server_ends() {
    let limits = web::Limits { n_workers: 1, ..web::Limits::standard() };
    let served = serve_with(web::Config { limits, ..config() });
    let job = served.compare(&long(400));
    let order = Request::new("GET", &format!("/api/jobs/{job}/events"));
    let mut stream = served.send(&order);
    let mut first = [0; 1];
    stream.read_exact(&mut first).expect("it is followed");
    served.stop();
    let mut rest = Vec::new();
    stream.read_to_end(&mut rest).expect("the stream ends");
}
