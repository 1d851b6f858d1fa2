//! One page from a server, well-behaved or not. Limits are short, so that nothing waits long.

use std::io::Write;
use std::net::TcpStream;
use std::time::{Duration, Instant};

use archive::fetch::{Fault, Fetcher, Limits, Page, Seen, Trouble, USER_AGENT};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::server::{Question, Server, endless, page, send};

/// Limits for servers of this machine.
pub(crate) fn short() -> Limits {
    Limits {
        max_bytes: 100_000,
        max_head_bytes: 8 << 10,
        max_redirects: 3,
        timeout: Duration::from_millis(1500),
        connect_timeout: Duration::from_millis(1500),
        pause: Duration::ZERO,
        may_loopback: true,
        ..Limits::standard()
    }
}

pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

/// A server without a `robots.txt`.
fn server(answer: impl Fn(&Question, &mut TcpStream) + Send + Sync + 'static) -> Server {
    Server::start(move |question, stream| match question.path.as_str() {
        "/robots.txt" => send(stream, "404 Not Found", "", b""),
        _ => answer(question, stream),
    })
}

fn fetch(server: &Server) -> Result<Page, Trouble> {
    Fetcher::new(short()).fetch(&server.url("/page"))
}

#[track_caller]
fn fault(server: &Server) -> Fault {
    let begun = Instant::now();
    let trouble = fetch(server).expect_err("no page");
    assert!(begun.elapsed() < Duration::from_secs(10), "it hung");
    assert!(trouble.to_string().starts_with("http://127.0.0.1:"), "{trouble}");
    trouble.fault
}

#[test]
fn a_page_comes_with_what_the_server_says_of_it() {
    let server = server(|question, stream| {
        let head = "Content-Type: text/html; charset=utf-8\r\nETag: \"v1\"\r\n\
            Content-Encoding: gzip\r\nLast-Modified: Tue, 04 Mar 2031 09:30:00 GMT\r\n";
        match question.path.as_str() {
            "/page" => send(stream, "302 Found", "Location: /there?a=1#b\r\n", b""),
            _ => send(stream, "200 OK", head, &gzip(b"<p>The wall broke.</p>")),
        }
    });
    let page = fetch(&server).expect("a page");
    assert_eq!(page.url, server.url("/there?a=1"));
    assert_eq!(page.bytes, b"<p>The wall broke.</p>");
    assert_eq!(page.content_type.as_deref(), Some("text/html; charset=utf-8"));
    assert_eq!(page.etag.as_deref(), Some("\"v1\""));
    assert_eq!(page.last_modified.as_deref(), Some("Tue, 04 Mar 2031 09:30:00 GMT"));
    let question = server.last("/there?a=1");
    assert_eq!(question.field("user-agent"), Some(USER_AGENT));
    assert_eq!(question.field("cookie"), None);
}

#[test]
fn a_page_seen_before_is_not_sent_again() {
    let server = server(|question, stream| match question.field("if-none-match") {
        Some("\"v1\"") => send(stream, "304 Not Modified", "", b""),
        _ => page(stream, "new"),
    });
    let fetcher = Fetcher::new(short());
    let seen = Seen { etag: Some("\"v1\"".to_owned()), last_modified: None };
    let page = fetcher.fetch_since(&server.url("/page"), &seen).expect("an answer");
    assert_eq!((page.status, page.bytes.len()), (304, 0));
    assert_eq!(fetcher.fetch(&server.url("/page")).expect("a page").bytes, b"new");
}

#[test]
fn robots_txt_is_asked_once_and_obeyed() {
    let server = Server::start(|question, stream| match question.path.as_str() {
        "/robots.txt" => page(stream, "User-agent: *\nDisallow: /private\n"),
        "/out" => send(stream, "301 Moved", "Location: /private/2\r\n", b""),
        _ => page(stream, "hello"),
    });
    let fetcher = Fetcher::new(short());
    assert!(fetcher.fetch(&server.url("/open")).is_ok());
    let trouble = fetcher.fetch(&server.url("/private/1")).expect_err("it is forbidden");
    assert!(trouble.is_refusal() && trouble.fault == Fault::Robots, "{trouble}");
    let trouble = fetcher.fetch(&server.url("/out")).expect_err("it is forbidden");
    assert_eq!(trouble.fault, Fault::Robots);
    assert_eq!(server.asked(), ["/open", "/out"]);
}

#[test]
fn robots_txt_that_fails_forbids_everything() {
    let server = Server::start(|question, stream| match question.path.as_str() {
        "/robots.txt" => send(stream, "503 Unavailable", "", b""),
        _ => page(stream, "hello"),
    });
    assert_eq!(fault(&server), Fault::Robots);
    assert!(server.asked().is_empty());
}

#[test]
fn hosts_are_not_hurried() {
    let server = server(|_, stream| page(stream, "hello"));
    let fetcher = Fetcher::new(Limits { pause: Duration::from_millis(150), ..short() });
    let begun = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| fetcher.fetch(&server.url("/page")).expect("a page"));
        }
    });
    assert!(begun.elapsed() >= Duration::from_millis(300));
}

#[test]
fn private_addresses_are_not_asked() {
    let server = server(|_, stream| page(stream, "secret"));
    let fetcher = Fetcher::new(Limits { may_loopback: false, ..short() });
    let port_80 = fetcher.fetch("http://127.0.0.1/page").expect_err("refused");
    assert!(matches!(port_80.fault, Fault::Private(_)), "{port_80}");
    // The name is only known to lead to this machine once it is resolved.
    let named = fetcher.fetch("http://localhost:8080/page").expect_err("refused");
    assert!(matches!(named.fault, Fault::Private(_)), "{named}");
    assert!(named.is_refusal());
    assert!(server.asked().is_empty());
}

#[test]
fn a_redirect_to_a_private_address_is_not_followed() {
    for target in [
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/",
        "//192.168.1.1/x",
        "http://[fd00::1]/",
        "http://[::ffff:10.0.0.1]/",
    ] {
        let head = format!("Location: {target}\r\n");
        let server = server(move |_, stream| send(stream, "302 Found", &head, b""));
        let fault = fault_of_redirect(&server);
        assert!(matches!(fault, Fault::Private(_)), "{target}: {fault:?}");
    }
    for target in ["file:///etc/passwd", "gopher://a.example/", "http://a:b@example.org/"] {
        let head = format!("Location: {target}\r\n");
        let server = server(move |_, stream| send(stream, "302 Found", &head, b""));
        let fault = fault_of_redirect(&server);
        assert!(matches!(fault, Fault::Address(_)), "{target}: {fault:?}");
    }
}

fn fault_of_redirect(server: &Server) -> Fault {
    fetch(server).expect_err("it is refused").fault
}

#[test]
fn a_redirect_loop_ends() {
    let server = server(|_, stream| send(stream, "302 Found", "Location: /page\r\n", b""));
    assert_eq!(fault(&server), Fault::Redirects(3));
    assert_eq!(server.asked().len(), 4);
}

#[test]
fn slow_servers_are_left() {
    let silent = server(|_, _| std::thread::sleep(Duration::from_secs(3)));
    assert!(matches!(fault(&silent), Fault::Timeout(_)));
    let dripping = server(|_, stream| {
        endless(stream, "Content-Type: text/html\r\n\r\n", b"x", Duration::from_millis(50));
    });
    assert!(matches!(fault(&dripping), Fault::Timeout(_)));
    let dripping_head =
        server(|_, stream| endless(stream, "", b"A: b\r\n", Duration::from_millis(50)));
    assert!(matches!(fault(&dripping_head), Fault::Timeout(_)));
}

#[test]
fn endless_pages_are_left() {
    let server = server(|_, stream| {
        endless(stream, "Content-Type: text/html\r\n\r\n", &[b'x'; 4096], Duration::ZERO);
    });
    assert_eq!(fault(&server), Fault::TooLarge(100_000));
}

#[test]
fn a_bomb_is_not_unpacked() {
    let bomb = gzip(&vec![b'x'; 50 << 20]);
    assert!(bomb.len() < 100_000);
    let server = server(move |_, stream| {
        send(stream, "200 OK", "Content-Type: text/html\r\nContent-Encoding: gzip\r\n", &bomb);
    });
    let Fault::Content(reason) = fault(&server) else { panic!("another fault") };
    assert!(reason.contains("larger than 100000 bytes"), "{reason}");
}

#[test]
fn huge_heads_are_left() {
    let one = server(|_, stream| {
        send(stream, "200 OK", &format!("X-Long: {}\r\n", "x".repeat(100_000)), b"hello");
    });
    assert!(matches!(fault(&one), Fault::Protocol(_) | Fault::Connection(_)));
    let many = server(|_, stream| {
        send(stream, "200 OK", &"X-Short: y\r\n".repeat(5000), b"hello");
    });
    assert!(matches!(fault(&many), Fault::Protocol(_) | Fault::Connection(_)));
}

#[test]
fn cut_connections_and_nonsense_are_told() {
    let cut = server(|_, stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nhello");
    });
    assert!(matches!(fault(&cut), Fault::Connection(_)));
    let cut_head = server(|_, stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Le");
    });
    assert!(matches!(fault(&cut_head), Fault::Connection(_) | Fault::Protocol(_)));
    let nonsense = server(|_, stream| {
        let _ = stream.write_all(b"\x00\xff hello\r\n\r\n");
    });
    assert!(matches!(fault(&nonsense), Fault::Protocol(_) | Fault::Connection(_)));
    let cut_gzip = server(|_, stream| {
        let packed = gzip(&b"The wall broke on Monday. ".repeat(500));
        send(stream, "200 OK", "Content-Encoding: gzip\r\n", &packed[..packed.len() / 2]);
    });
    assert!(matches!(fault(&cut_gzip), Fault::Content(_)));
}

#[test]
fn films_and_missing_pages_are_told() {
    let film = server(|_, stream| {
        endless(stream, "Content-Type: video/mp4\r\n\r\n", &[0; 4096], Duration::ZERO);
    });
    assert_eq!(fault(&film), Fault::NoText("video/mp4".to_owned()));
    let gone = server(|_, stream| send(stream, "410 Gone", "", b"gone"));
    assert_eq!(fault(&gone), Fault::Status { status: 410, retry: None });
    let busy = server(|_, stream| send(stream, "429 Busy", "Retry-After: 90\r\n", b""));
    let retry = Some(Duration::from_secs(90));
    assert_eq!(fault(&busy), Fault::Status { status: 429, retry });
    let closing = Server::start(|_, _| {});
    assert!(Fetcher::new(short()).fetch(&closing.url("/page")).is_err());
}
