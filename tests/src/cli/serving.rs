//! The app as a user starts it, and what outlives it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};

use super::program::{Folder, HERALD, POST, program};

/// How often and how long a job is asked whether it is done.
const PAUSE: Duration = Duration::from_millis(50);
const MAX_PAUSES: usize = 2400;

/// A running app.
struct App {
    child: Child,
    url: String,
}

impl App {
    /// Starts it in a folder on a free port and reads where it is.
    fn start(folder: &Folder, arguments: &[&str]) -> Self {
        let mut child = Command::new(program())
            .args(["serve", "--port", "0", "--threads", "1"])
            .args(arguments)
            .current_dir(folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let stdout = child.stdout.as_mut().expect("it was asked for");
        let mut url = String::new();
        BufReader::new(stdout).read_line(&mut url).expect("it prints where it is");
        Self { child, url: url.trim().to_owned() }
    }

    fn address(&self) -> &str {
        let rest = self.url.strip_prefix("http://").unwrap_or_else(|| panic!("{:?}", self.url));
        rest.trim_end_matches('/')
    }

    /// Status and body of an answer.
    fn ask(&self, method: &str, path: &str, csrf: &str, body: &str) -> (u16, Value) {
        let mut stream = TcpStream::connect(self.address()).expect("it listens");
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nX-CSRF-Token: {csrf}\r\nConnection: close\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            self.address(),
            body.len()
        );
        stream.write_all(request.as_bytes()).expect("it reads");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("it answers");
        let (head, body) = answer.split_once("\r\n\r\n").expect("a head and a body");
        let status = head.split(' ').nth(1).and_then(|it| it.parse().ok()).expect("a status");
        (status, serde_json::from_str(body).unwrap_or(Value::Null))
    }

    fn get(&self, path: &str) -> Value {
        self.ask("GET", path, "", "").1
    }

    /// Sends a story off; gives the job.
    fn compare(&self) -> String {
        let csrf = self.get("/api/session")["csrf_token"].as_str().expect("a token").to_owned();
        let order = json!({
            "articles": [{ "outlet": "Herald", "body": HERALD }, { "outlet": "Post", "body": POST }],
            "settings": { "mode": "fast", "lenses": [], "page_language": "en" },
        });
        let (status, job) = self.ask("POST", "/api/compare", &csrf, &order.to_string());
        assert_eq!(status, 202, "{job}");
        job["id"].as_str().expect("a job has a name").to_owned()
    }

    fn wait(&self, job: &str) {
        for _ in 0..MAX_PAUSES {
            let job = self.get(&format!("/api/jobs/{job}"));
            if job["state"] == "done" {
                return;
            }
            assert!(job["state"] == "waiting" || job["state"] == "running", "{job}");
            std::thread::sleep(PAUSE);
        }
        panic!("the comparison was never done");
    }

    fn n_kept(&self) -> u64 {
        self.get("/api/comparisons")["n_all"].as_u64().expect("a number")
    }

    /// Ends it without a word.
    fn kill(mut self) {
        self.child.kill().expect("it runs");
        self.child.wait().expect("it ends");
    }
}

impl Drop for App {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn comparisons_outlive_an_app_that_is_killed() {
    let folder = Folder::new("killed");
    let arguments = ["--library", "library.db"];
    let app = App::start(&folder, &arguments);
    app.wait(&app.compare());
    app.kill();
    let app = App::start(&folder, &arguments);
    assert_eq!(app.n_kept(), 1);
    // This one is killed at work.
    app.compare();
    app.kill();
    let app = App::start(&folder, &arguments);
    let before = app.n_kept();
    assert!(before == 1 || before == 2, "what was done is whole, what was not is gone");
    app.wait(&app.compare());
    assert_eq!(app.n_kept(), before + 1);
}

#[cfg(unix)]
#[test]
fn an_app_that_is_asked_to_end_ends_well() {
    let folder = Folder::new("ended");
    for signal in ["-TERM", "-INT"] {
        let mut app = App::start(&folder, &["--no-library"]);
        assert!(
            app.url.starts_with("http://127.0.0.1:") && !app.url.contains(":0/"),
            "{}",
            app.url
        );
        let id = app.child.id().to_string();
        let sent = Command::new("kill").args([signal, &id]).status().expect("there is a kill");
        assert!(sent.success());
        assert!(app.child.wait().expect("it ends").success(), "{signal}");
    }
}

#[test]
fn an_app_that_others_reach_needs_a_token_and_never_prints_it() {
    let folder = Folder::new("reached");
    let run = folder.run(&["serve", "--port", "0", "--address", "0.0.0.0", "--no-library"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("token"), "{}", run.stderr);
    let arguments = ["--address", "0.0.0.0", "--no-library", "--token-file", "token"];
    let mut app = App::start(&folder, &arguments);
    let token = std::fs::read_to_string(folder.path().join("token")).expect("it was made");
    assert_eq!(token.trim().len(), 32);
    assert_eq!(app.ask("GET", "/api/comparisons", "", "").0, 401);
    app.child.kill().expect("it runs");
    let mut said = app.url.clone();
    let stderr = app.child.stderr.as_mut().expect("it was asked for");
    stderr.read_to_string(&mut said).expect("it can be read");
    assert!(!said.contains(token.trim()), "{said}");
}

#[test]
fn a_library_that_is_none_is_left_alone() {
    let folder = Folder::new("none").with("notes.txt", "These are my notes, ".repeat(99));
    let run = folder.run(&["serve", "--port", "0", "--library", "notes.txt"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("notes.txt"), "{}", run.stderr);
}
