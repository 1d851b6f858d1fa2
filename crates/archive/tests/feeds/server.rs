//! A web server on a port of this machine that does whatever a test wants.

use std::io::{BufRead, BufReader, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// A question as it came.
#[derive(Debug, Clone)]
pub(crate) struct Question {
    /// Path and query.
    pub(crate) path: String,
    /// Lines of the head in lower case.
    pub(crate) head: Vec<String>,
}

impl Question {
    /// The value of a field.
    pub(crate) fn field(&self, name: &str) -> Option<&str> {
        self.head.iter().find_map(|it| it.strip_prefix(&format!("{name}: ")))
    }
}

/// A server at work until the test's process ends.
pub(crate) struct Server {
    port: u16,
    log: Arc<Mutex<Vec<Question>>>,
}

impl Server {
    /// Starts one that answers each question on a thread of its own.
    pub(crate) fn start(
        answer: impl Fn(&Question, &mut TcpStream) + Send + Sync + 'static,
    ) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = listener.local_addr().expect("bound").port();
        let log = Arc::new(Mutex::new(Vec::new()));
        let (answer, kept) = (Arc::new(answer), Arc::clone(&log));
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(mut stream) = stream else { continue };
                let (answer, log) = (Arc::clone(&answer), Arc::clone(&kept));
                std::thread::spawn(move || {
                    let Some(question) = read(&stream) else { return };
                    log.lock().expect("not poisoned").push(question.clone());
                    answer(&question, &mut stream);
                    let _ = stream.shutdown(Shutdown::Both);
                });
            }
        });
        Server { port, log }
    }

    /// The full address of a path.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// The questions so far, by path, without those for `robots.txt`.
    pub(crate) fn asked(&self) -> Vec<String> {
        let log = self.log.lock().expect("not poisoned");
        log.iter().map(|it| it.path.clone()).filter(|it| it != "/robots.txt").collect()
    }

    /// The last question for a path.
    pub(crate) fn last(&self, path: &str) -> Question {
        let log = self.log.lock().expect("not poisoned");
        log.iter().rev().find(|it| it.path == path).expect("it was asked").clone()
    }
}

fn read(stream: &TcpStream) -> Option<Question> {
    stream.set_read_timeout(Some(Duration::from_secs(5))).ok()?;
    let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
    let path = lines.next()?.split(' ').nth(1)?.to_owned();
    let head = lines.take_while(|it| !it.is_empty()).map(|it| {
        let (name, value) = it.split_once(": ").unwrap_or((&it, ""));
        format!("{}: {value}", name.to_ascii_lowercase())
    });
    Some(Question { path, head: head.collect() })
}

/// Sends a whole answer.
pub(crate) fn send(stream: &mut TcpStream, status: &str, head: &str, body: &[u8]) {
    let length = body.len();
    let head =
        format!("HTTP/1.1 {status}\r\n{head}Content-Length: {length}\r\nConnection: close\r\n\r\n");
    // The client may have gone away; that is its right.
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body));
}

/// Sends a page.
pub(crate) fn page(stream: &mut TcpStream, body: &str) {
    send(stream, "200 OK", "Content-Type: text/html; charset=utf-8\r\n", body.as_bytes());
}

/// Sends a piece again and again, until the client goes away.
pub(crate) fn endless(stream: &mut TcpStream, head: &str, piece: &[u8], pause: Duration) {
    let mut sent = stream.write_all(format!("HTTP/1.1 200 OK\r\n{head}").as_bytes());
    while sent.is_ok() {
        std::thread::sleep(pause);
        sent = stream.write_all(piece);
    }
}
