//! A server in this process, and a client that says exactly what a test wants said.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use serde_json::{Value, json};

/// Longest time that a test waits for an answer before it fails.
const PATIENCE: Duration = Duration::from_secs(120);

/// A server that runs while this lives.
pub(crate) struct Served {
    pub(crate) address: SocketAddr,
    pub(crate) csrf: String,
    stopper: web::Stopper,
    thread: Option<JoinHandle<()>>,
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

/// A request in the making.
pub(crate) struct Request {
    method: String,
    path: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

/// Pages that no network is asked for.
pub(crate) struct Shelf;

impl web::Fetch for Shelf {
    fn fetch(&self, url: &str) -> Result<web::Fetched, web::FetchTrouble> {
        match url {
            "https://herald.example/bridge" => Ok(web::Fetched {
                url: "https://herald.example/bridge-falls".to_owned(),
                bytes: page("Bridge falls", "Twelve people were hurt when the bridge fell.").into(),
                content_type: Some("text/html".to_owned()),
            }),
            "http://10.0.0.1/" => {
                Err(web::FetchTrouble::Refused("this is an address of a private net".to_owned()))
            }
            _ => Err(web::FetchTrouble::Failed(format!("{url}: nobody answers"))),
        }
    }
}

/// A web page with an article.
pub(crate) fn page(title: &str, sentence: &str) -> String {
    let more = "The road to the harbour will stay closed until engineers have looked at it. \
        Buses take another way for the time being, the town said on Tuesday evening.";
    format!(
        "<!doctype html><html><head><title>{title}</title></head><body><article><h1>{title}</h1>\
         <p>{sentence}</p><p>{more}</p></article></body></html>"
    )
}

/// What a server is opened with unless a test says otherwise.
pub(crate) fn config() -> web::Config {
    web::Config {
        address: ([127, 0, 0, 1], 0).into(),
        hosts: Vec::new(),
        token: None,
        library: None,
        archive: None,
        n_threads: 1,
        fetch: Arc::new(Shelf),
        limits: web::Limits::standard(),
    }
}

pub(crate) fn serve() -> Served {
    serve_with(config())
}

pub(crate) fn serve_with(config: web::Config) -> Served {
    let token = config.token.clone();
    let server = web::open(config).expect("a free port of this machine");
    let (address, stopper) = (server.address(), server.stopper());
    let thread = std::thread::spawn(|| server.run());
    let mut served = Served { address, csrf: String::new(), stopper, thread: Some(thread) };
    let mut asked = Request::new("GET", "/api/session");
    if let Some(token) = token {
        asked = asked.header("Authorization", &format!("Bearer {token}"));
    }
    let session = served.ask(&asked).json();
    served.csrf = session["csrf_token"].as_str().expect("we may write").to_owned();
    served
}

impl Drop for Served {
    fn drop(&mut self) {
        self.stopper.stop();
        let ended = self.thread.take().map(JoinHandle::join);
        assert!(std::thread::panicking() || matches!(ended, Some(Ok(()))), "it ends in order");
    }
}

impl Request {
    pub(crate) fn new(method: &str, path: &str) -> Self {
        Self {
            method: method.to_owned(),
            path: path.to_owned(),
            headers: Vec::new(),
            body: Vec::new(),
        }
    }

    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(crate) fn json(mut self, value: &Value) -> Self {
        self.body = value.to_string().into_bytes();
        self.header("Content-Type", "application/json")
    }

    pub(crate) fn bytes(mut self, bytes: &[u8]) -> Self {
        self.body = bytes.to_vec();
        self.header("Content-Type", "application/octet-stream")
    }

    fn has(&self, name: &str) -> bool {
        self.headers.iter().any(|it| it.0.eq_ignore_ascii_case(name))
    }
}

impl Served {
    /// Sends a request as it is; only `Host` and the length are added where they are missing.
    pub(crate) fn ask(&self, request: &Request) -> Answer {
        let mut stream = self.send(request);
        let mut bytes = Vec::new();
        // A server that refuses a long body may close while it is still being sent.
        let _ = stream.read_to_end(&mut bytes);
        Answer::read(&bytes)
    }

    /// Sends a request; the answer is still to be read.
    pub(crate) fn send(&self, request: &Request) -> TcpStream {
        let mut stream = TcpStream::connect(self.address).expect("it listens");
        stream.set_read_timeout(Some(PATIENCE)).expect("a time is given");
        let mut head = format!("{} {} HTTP/1.1\r\n", request.method, request.path);
        if !request.has("Host") {
            head += &format!("Host: {}\r\n", self.address);
        }
        for (name, value) in &request.headers {
            head += &format!("{name}: {value}\r\n");
        }
        head += &format!("Content-Length: {}\r\nConnection: close\r\n\r\n", request.body.len());
        stream.write_all(head.as_bytes()).expect("it reads");
        let _ = stream.write_all(&request.body);
        stream
    }

    /// Ends the server, as Ctrl-C does.
    pub(crate) fn stop(&self) {
        self.stopper.stop();
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.ask(&Request::new("GET", path))
    }

    /// A request that may write.
    pub(crate) fn write(&self, method: &str, path: &str) -> Request {
        Request::new(method, path).header("X-CSRF-Token", &self.csrf)
    }

    /// What is read in a file.
    pub(crate) fn read(&self, name: &str, bytes: &[u8]) -> Answer {
        let path = format!("/api/articles/read?name={name}");
        self.ask(&self.write("POST", &path).bytes(bytes))
    }

    /// Sends articles off; gives the job's name.
    pub(crate) fn compare(&self, articles: &Value) -> String {
        let settings = json!({ "mode": "fast", "lenses": ["labels"], "page_language": "en" });
        let order = json!({ "articles": articles, "settings": settings });
        let answer = self.ask(&self.write("POST", "/api/compare").json(&order));
        assert_eq!(answer.status, 202, "{}", answer.text());
        answer.json()["id"].as_str().expect("a job has a name").to_owned()
    }

    /// Every event of a job until it ends.
    pub(crate) fn follow(&self, job: &str) -> Vec<Value> {
        let stream = self.send(&Request::new("GET", &format!("/api/jobs/{job}/events")));
        let mut events = Vec::new();
        for line in BufReader::new(stream).lines() {
            let line = line.expect("the stream goes on until the job ends");
            if let Some(data) = line.strip_prefix("data: ") {
                events.push(serde_json::from_str(data).expect("an event is a job"));
            }
        }
        events
    }

    /// Compares articles; gives the comparison's name.
    pub(crate) fn compared(&self, articles: &Value) -> String {
        let events = self.follow(&self.compare(articles));
        let last = events.last().expect("a job has events");
        assert_eq!(last["state"], "done", "{last}");
        last["comparison"].as_str().expect("it made something").to_owned()
    }
}

impl Answer {
    fn read(bytes: &[u8]) -> Self {
        let end = bytes.windows(4).position(|it| it == b"\r\n\r\n");
        let end = end.unwrap_or_else(|| panic!("no answer: {}", String::from_utf8_lossy(bytes)));
        let head = String::from_utf8(bytes[..end].to_vec()).expect("heads are text");
        let mut lines = head.split("\r\n");
        let first = lines.next().expect("there is a first line");
        let status = first.split(' ').nth(1).and_then(|it| it.parse().ok()).expect("a status");
        let headers: Vec<(String, String)> = lines
            .filter_map(|it| it.split_once(": "))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
            .collect();
        let mut answer = Self { status, headers, body: bytes[end + 4..].to_vec() };
        if answer.header("transfer-encoding") == Some("chunked") {
            answer.body = unchunked(&answer.body);
        }
        answer
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|it| it.0 == name).map(|it| it.1.as_str())
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|it| panic!("{it}: {}", self.text()))
    }
}

fn unchunked(mut bytes: &[u8]) -> Vec<u8> {
    let mut whole = Vec::new();
    while let Some(end) = bytes.windows(2).position(|it| it == b"\r\n") {
        let length = std::str::from_utf8(&bytes[..end]).expect("a length is text");
        let length = usize::from_str_radix(length, 16).expect("a length is hexadecimal");
        if length == 0 {
            break;
        }
        whole.extend_from_slice(&bytes[end + 2..end + 2 + length]);
        bytes = &bytes[end + 2 + length + 2..];
    }
    whole
}

/// Two invented articles about one event.
pub(crate) fn story() -> Value {
    json!([
        {
            "outlet": "Herald",
            "title": "Bridge in Velm falls, twelve hurt",
            "body": "Twelve people were hurt when the old road bridge fell in Velm on Monday.\n\n\
                     Mayor Ilse Harding said the bridge had been closed to lorries since spring.",
        },
        {
            "outlet": "Post",
            "title": "14 hurt in Velm bridge collapse",
            "body": "The collapse of the old road bridge in Velm on Monday hurt 14 people.\n\n\
                     Divers searched the river until nightfall.",
        },
    ])
}
