//! Who is let in, and what a browser is told.

use serde_json::json;

use crate::client::{Request, config, serve, serve_with, story};

const TOKEN: &str = "correct-horse-battery-staple";

#[test]
fn a_foreign_name_is_refused_whatever_is_asked() {
    let served = serve();
    for host in ["evil.example", "localhost.evil.example", "127.0.0.1:1"] {
        for path in ["/", "/api/session", "/api/comparisons", "/assets/app.js"] {
            let answer = served.ask(&Request::new("GET", path).header("Host", host));
            assert_eq!(answer.status, 403, "{host} {path}");
            assert!(!answer.text().contains(&served.csrf), "nothing is given away");
        }
    }
    let port = served.address.port();
    let local = Request::new("GET", "/").header("Host", &format!("localhost:{port}"));
    assert_eq!(served.ask(&local).status, 200);
}

#[test]
fn only_our_own_pages_may_write() {
    let served = serve();
    let order = json!({ "articles": story() });
    let plain = || Request::new("POST", "/api/compare").json(&order);
    assert_eq!(served.ask(&plain()).status, 403, "no token");
    let wrong = plain().header("X-CSRF-Token", "0123456789abcdef0123456789abcdef");
    assert_eq!(served.ask(&wrong).status, 403, "a wrong token");
    let allowed = || served.write("POST", "/api/compare").json(&order);
    for origin in ["http://evil.example", "null", "http://127.0.0.1:1", ""] {
        let answer = served.ask(&allowed().header("Origin", origin));
        assert_eq!(answer.status, 403, "{origin}");
    }
    assert_eq!(served.ask(&allowed().header("Sec-Fetch-Site", "cross-site")).status, 403);
    assert_eq!(served.get("/api/jobs").json()["jobs"], json!([]), "none of them did anything");
    let own = format!("http://{}", served.address);
    let own = allowed().header("Origin", &own).header("Sec-Fetch-Site", "same-origin");
    assert_eq!(served.ask(&own).status, 202);
}

#[test]
fn every_write_needs_the_token_of_our_pages() {
    let served = serve();
    let id = "0123456789abcdef";
    for (path, method) in web::api_routes() {
        if method == "GET" || path == "/api/session" {
            continue;
        }
        let path = path.replace("{id}", id);
        assert_eq!(served.ask(&Request::new(method, &path)).status, 403, "{method} {path}");
    }
}

#[test]
fn an_address_that_others_reach_needs_a_token() {
    let address = ([0, 0, 0, 0], 0).into();
    let refusal = web::open(web::Config { address, ..config() }).expect_err("refused");
    assert!(refusal.to_string().contains("token"), "{refusal}");
    let token = Some("short".to_owned());
    assert!(web::open(web::Config { address, token, ..config() }).is_err());
    let token = Some(TOKEN.to_owned());
    assert!(web::open(web::Config { address, token, ..config() }).is_ok());
}

#[test]
fn a_server_with_a_token_shows_nothing_without_it() {
    let served = serve_with(web::Config { token: Some(TOKEN.to_owned()), ..config() });
    assert_eq!(served.get("/").status, 200, "the page to sign in on");
    let session = served.get("/api/session").json();
    assert_eq!((&session["is_signed_in"], &session["csrf_token"]), (&json!(false), &json!(null)));
    for (path, method) in web::api_routes() {
        if path == "/api/session" || path == "/api/openapi.json" {
            continue;
        }
        let path = path.replace("{id}", "0123456789abcdef").replace("{format}", "html");
        let path = path.replace("{story}", "7");
        let ours = || served.write(method, &path);
        assert_eq!(served.ask(&ours()).status, 401, "{method} {path}");
        let wrong = ours().header("Authorization", "Bearer correct-horse-battery-stapler");
        assert_eq!(served.ask(&wrong).status, 401, "{method} {path}");
        let right = ours().header("Authorization", &format!("Bearer {TOKEN}"));
        assert_ne!(served.ask(&right).status, 401, "{method} {path}");
    }
    assert_eq!(served.get("/comparisons/0123456789abcdef").status, 401);
    assert_eq!(served.get("/archive/stories/7").status, 401);
}

#[test]
fn whoever_knows_the_token_gets_a_cookie_that_no_script_reads() {
    let served = serve_with(web::Config { token: Some(TOKEN.to_owned()), ..config() });
    let sign_in = |token: &str| {
        served.ask(&Request::new("POST", "/api/session").json(&json!({ "token": token })))
    };
    assert_eq!(sign_in("wrong").status, 401);
    assert_eq!(sign_in("wrong").header("set-cookie"), None);
    let answer = sign_in(TOKEN);
    assert_eq!(answer.status, 204);
    let cookie = answer.header("set-cookie").expect("a cookie");
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
    assert!(!cookie.contains(TOKEN), "the token itself stays here");
    let pair = cookie.split(';').next().expect("there is a first part");
    let with = |cookie: &str| {
        served.ask(&Request::new("GET", "/api/comparisons").header("Cookie", cookie)).status
    };
    assert_eq!(with(&format!("other=1; {pair}")), 200);
    assert_eq!(with("twicetold=guessed"), 401);
    let foreign = Request::new("POST", "/api/session")
        .json(&json!({ "token": TOKEN }))
        .header("Origin", "http://evil.example");
    assert_eq!(served.ask(&foreign).status, 403);
}

#[test]
fn browsers_are_told_to_be_careful_with_every_answer() {
    let served = serve();
    for path in ["/", "/assets/app.css", "/api/session", "/api/nothing", "/nothing", "/..%2f"] {
        let answer = served.get(path);
        let policy = answer.header("content-security-policy").unwrap_or_default();
        assert!(policy.contains("default-src 'none'"), "{path}: {policy}");
        assert!(!policy.contains("unsafe"), "{path}: {policy}");
        assert!(policy.contains("frame-ancestors 'none'"), "{path}: {policy}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{path}");
        assert_eq!(answer.header("referrer-policy"), Some("no-referrer"), "{path}");
        assert_eq!(answer.header("access-control-allow-origin"), None, "{path}");
    }
}

#[test]
fn the_start_page_asks_for_nothing_but_its_own_files() {
    let served = serve();
    let page = served.get("/").text();
    for attribute in ["src=\"http", "href=\"http", "src=\"//", "href=\"//"] {
        assert!(!page.contains(attribute), "no address of another server");
    }
    let mut n_files = 0;
    for part in page.split("\"/assets/").skip(1) {
        let name = part.split('"').next().expect("there is a first part");
        assert_eq!(served.get(&format!("/assets/{name}")).status, 200, "{name}");
        n_files += 1;
    }
    assert!(n_files >= 2);
}
