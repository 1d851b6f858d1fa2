//! The one client that asks other servers for pages, and its manners.
//!
//! A page is asked for only by `http` or `https`, at the ports of the web, at an address that the
//! whole world can reach, if the server's `robots.txt` does not forbid it, and after a pause since
//! the last page of the same host. All that is checked again at each redirect. The connection goes
//! to the address that was checked, so that a name cannot lead elsewhere between the two. Every
//! size and time has a limit in [`Limits`]. No cookie is kept, nothing is sent but the address, who
//! asks, and what was seen before.
#![expect(clippy::disallowed_methods, reason = "pauses and time limits need a clock")]

mod address;
mod hosts;
mod robots;
mod trouble;

pub use trouble::{Fault, Trouble};

use std::sync::Arc;
use std::time::{Duration, Instant};

use ureq::tls::{RootCerts, TlsConfig};
use ureq::unversioned::transport::DefaultConnector;
use url::Url;

use address::Checked;
use hosts::Hosts;
use robots::Robots;

/// Who asks. The first word is the name that `robots.txt` may speak of.
pub const USER_AGENT: &str = concat!(
    "twicetold/",
    env!("CARGO_PKG_VERSION"),
    " (compares news articles for one reader; obeys robots.txt as \"twicetold\")"
);
/// What is taken, best first.
const ACCEPT: &str = "text/html, application/xhtml+xml, application/rss+xml, \
    application/atom+xml, application/feed+json, text/plain;q=0.8, */*;q=0.5";
/// Codings that can be undone.
const ACCEPT_ENCODING: &str = "gzip, br";
/// Bytes of a `robots.txt` that are read; the rest does not count.
const ROBOTS_BYTES: usize = 512 << 10;

/// The limits of asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Most bytes of a page, as sent and as unpacked.
    pub max_bytes: usize,
    /// Most bytes of the head of an answer.
    pub max_head_bytes: usize,
    /// Most redirects on the way to a page.
    pub max_redirects: usize,
    /// Longest time for one page, redirects included, pauses and `robots.txt` not.
    pub timeout: Duration,
    /// Longest time until a connection stands.
    pub connect_timeout: Duration,
    /// Shortest time between two pages of one host.
    pub pause: Duration,
    /// Longest pause that a `robots.txt` can ask for.
    pub max_pause: Duration,
    /// How long a `robots.txt` is believed.
    pub robots_age: Duration,
    /// Lets this machine's own servers be asked, at any port. For tests.
    pub may_loopback: bool,
}

impl Limits {
    /// 10 MiB and 30 seconds for a page, five redirects, a second between pages of a host.
    #[must_use]
    pub fn standard() -> Self {
        Self {
            max_bytes: 10 << 20,
            max_head_bytes: 64 << 10,
            max_redirects: 5,
            timeout: Duration::from_secs(30),
            connect_timeout: Duration::from_secs(10),
            pause: Duration::from_secs(1),
            max_pause: Duration::from_secs(30),
            robots_age: Duration::from_secs(60 * 60),
            may_loopback: false,
        }
    }
}

/// What a server gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Where it was found, after all redirects.
    pub url: String,
    /// The page without transfer and content codings; empty if it has not changed.
    pub bytes: Vec<u8>,
    /// As the server gave it, such as `text/html; charset=utf-8`.
    pub content_type: Option<String>,
    /// The server's mark of this version, for the next time.
    pub etag: Option<String>,
    /// When it was last changed, as the server writes it, for the next time.
    pub last_modified: Option<String>,
    /// 200, or 304 if it is as it was seen before.
    pub status: u16,
}

/// What was seen of a page before.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Seen {
    /// [`Page::etag`] of the last time.
    pub etag: Option<String>,
    /// [`Page::last_modified`] of the last time.
    pub last_modified: Option<String>,
}

/// The client. One for all threads; two of them never hurry the same host.
#[derive(Debug)]
pub struct Fetcher {
    agent: ureq::Agent,
    limits: Limits,
    hosts: Hosts,
}

/// An answer as it came.
struct Answer {
    status: u16,
    head: ureq::http::HeaderMap,
    body: ureq::Body,
}

impl Fetcher {
    /// A client that has asked nobody yet.
    #[must_use]
    pub fn new(limits: Limits) -> Self {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let tls = TlsConfig::builder()
            // The certificates that this machine trusts: schools have their own.
            .root_certs(RootCerts::PlatformVerifier)
            .unversioned_rustls_crypto_provider(provider)
            .build();
        let config = ureq::Agent::config_builder()
            .tls_config(tls)
            // A proxy would resolve names itself, unchecked.
            .proxy(None)
            .http_status_as_error(false)
            .max_redirects(0)
            .user_agent(USER_AGENT)
            .accept(ACCEPT)
            .accept_encoding(ACCEPT_ENCODING)
            .max_response_header_size(limits.max_head_bytes)
            .timeout_resolve(Some(limits.connect_timeout))
            .timeout_connect(Some(limits.connect_timeout))
            .build();
        let resolver = Checked::new(limits.may_loopback);
        let agent = ureq::Agent::with_parts(config, DefaultConnector::default(), resolver);
        Self { agent, limits, hosts: Hosts::new() }
    }

    /// The page at an address.
    ///
    /// # Errors
    /// If the address may not be asked, or gives no page.
    pub fn fetch(&self, url: &str) -> Result<Page, Trouble> {
        self.fetch_since(url, &Seen::default())
    }

    /// The page at an address, or status 304 without its bytes if it is as it was seen before.
    ///
    /// # Errors
    /// If the address may not be asked, or gives no page.
    pub fn fetch_since(&self, url: &str, seen: &Seen) -> Result<Page, Trouble> {
        let mut at = address::parse(url, self.limits.may_loopback)?;
        let mut left = self.limits.timeout;
        for _ in 0..=self.limits.max_redirects {
            self.wait_for(&at)?;
            let begun = Instant::now();
            let answer = self.ask(&at, seen, left)?;
            match redirect(&at, &answer) {
                Some(target) => {
                    let next =
                        target
                            .and_then(|it| address::check(it, self.limits.may_loopback))
                            .map_err(|fault| Trouble::new(at.as_str(), fault.behind_redirect()))?;
                    at = next;
                }
                None => return self.page(&at, answer),
            }
            left = left.saturating_sub(begun.elapsed());
        }
        Err(Trouble::new(url, Fault::Redirects(self.limits.max_redirects)))
    }

    /// Waits until the host may be asked again, if it may be asked for this page at all.
    fn wait_for(&self, at: &Url) -> Result<(), Trouble> {
        let origin = at.origin().ascii_serialization();
        let robots = match self.hosts.robots(&origin) {
            Some(robots) => robots,
            None => {
                let robots = Arc::new(self.ask_robots(at)?);
                self.hosts.keep(&origin, &robots, self.limits.robots_age);
                robots
            }
        };
        if !robots.allow(at.as_str()) {
            return Err(Trouble::new(at.as_str(), Fault::Robots));
        }
        let asked = robots.pause().unwrap_or_default().min(self.limits.max_pause);
        let pause = asked.max(self.limits.pause);
        std::thread::sleep(self.hosts.reserve(&origin, pause));
        Ok(())
    }

    /// What a host's `robots.txt` says. As the standard has it, one that is not there allows
    /// everything, and one that the server fails to give forbids everything.
    fn ask_robots(&self, page: &Url) -> Result<Robots, Trouble> {
        let mut at = page.clone();
        at.set_path("/robots.txt");
        at.set_query(None);
        let mut left = self.limits.timeout;
        for _ in 0..=self.limits.max_redirects {
            let begun = Instant::now();
            let answer = self.ask(&at, &Seen::default(), left)?;
            match redirect(&at, &answer) {
                Some(target) => {
                    let target = target.and_then(|it| address::check(it, self.limits.may_loopback));
                    let Ok(target) = target else { return Ok(Robots::none()) };
                    at = target;
                }
                None => {
                    return Ok(match answer.status {
                        200..=299 => Robots::read(&robots_text(answer)),
                        429 | 500.. => Robots::unavailable(),
                        _ => Robots::none(),
                    });
                }
            }
            left = left.saturating_sub(begun.elapsed());
        }
        Ok(Robots::none())
    }

    /// One question to one server.
    fn ask(&self, at: &Url, seen: &Seen, left: Duration) -> Result<Answer, Trouble> {
        let trouble = |err: ureq::Error| Trouble::new(at.as_str(), Fault::of(&err, &self.limits));
        let mut request = self.agent.get(at.as_str());
        if let Some(etag) = &seen.etag {
            request = request.header("If-None-Match", etag);
        }
        if let Some(date) = &seen.last_modified {
            request = request.header("If-Modified-Since", date);
        }
        let request = request.config().timeout_global(Some(left.max(Duration::from_millis(1))));
        let (head, body) = request.build().call().map_err(trouble)?.into_parts();
        Ok(Answer { status: head.status.as_u16(), head: head.headers, body })
    }

    /// The page in the last answer.
    fn page(&self, at: &Url, answer: Answer) -> Result<Page, Trouble> {
        let trouble = |fault: Fault| Trouble::new(at.as_str(), fault);
        let field = |name: &str| answer.head.get(name).and_then(|it| it.to_str().ok());
        let content_type = field("content-type").map(str::to_owned);
        let mut page = Page {
            url: at.as_str().to_owned(),
            bytes: Vec::new(),
            etag: field("etag").map(str::to_owned),
            last_modified: field("last-modified").map(str::to_owned),
            content_type,
            status: answer.status,
        };
        match answer.status {
            200 => {}
            304 => return Ok(page),
            status => {
                let retry = field("retry-after").and_then(|it| it.trim().parse().ok());
                let retry = retry.map(Duration::from_secs);
                return Err(trouble(Fault::Status { status, retry }));
            }
        }
        if let Some(kind) = page.content_type.as_deref().and_then(no_text) {
            return Err(trouble(Fault::NoText(kind)));
        }
        let coding = field("content-encoding").unwrap_or_default().to_owned();
        let sent = self.drain(answer.body, self.limits.max_bytes).map_err(trouble)?;
        if sent.len() > self.limits.max_bytes {
            return Err(trouble(Fault::TooLarge(self.limits.max_bytes)));
        }
        let content = ingest::http::unpack(&sent, &coding, self.limits.max_bytes)
            .map_err(|reason| trouble(Fault::Content(reason)))?;
        if content.cut {
            return Err(trouble(Fault::Content("its content is damaged or cut off".to_owned())));
        }
        page.bytes = content.bytes.into_owned();
        Ok(page)
    }

    /// The bytes of a body, one more than the limit at most.
    fn drain(&self, body: ureq::Body, limit: usize) -> Result<Vec<u8>, Fault> {
        use std::io::Read;
        let mut bytes = Vec::new();
        let reader = body.into_with_config().limit(limit as u64 + 2).reader();
        match reader.take(limit as u64 + 1).read_to_end(&mut bytes) {
            Ok(_) => Ok(bytes),
            Err(err) => Err(Fault::of_io(&err, &self.limits)),
        }
    }
}

/// What can be read of a `robots.txt`.
fn robots_text(answer: Answer) -> String {
    use std::io::Read;
    let coding = answer.head.get("content-encoding").and_then(|it| it.to_str().ok());
    let coding = coding.unwrap_or_default().to_owned();
    let mut bytes = Vec::new();
    // A part of it is better than none.
    let _ = answer.body.into_reader().take(ROBOTS_BYTES as u64).read_to_end(&mut bytes);
    let text = ingest::http::unpack(&bytes, &coding, ROBOTS_BYTES).map(|it| it.bytes.into_owned());
    String::from_utf8_lossy(&text.unwrap_or_default()).into_owned()
}

/// Where an answer sends on to, if it does.
fn redirect(at: &Url, answer: &Answer) -> Option<Result<Url, Fault>> {
    if !matches!(answer.status, 301 | 302 | 303 | 307 | 308) {
        return None;
    }
    let target = answer.head.get("location")?;
    let target = String::from_utf8_lossy(target.as_bytes());
    let joined = at.join(target.trim());
    Some(joined.map_err(|err| Fault::Address(format!("{:?} is no address ({err})", &*target))))
}

/// The type, if nothing of it can be read.
fn no_text(content_type: &str) -> Option<String> {
    let name = content_type.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
    let families = ["image/", "video/", "audio/", "font/", "model/"];
    let names = ["application/pdf", "application/zip", "application/octet-stream"];
    let is_none = families.iter().any(|it| name.starts_with(it)) || names.contains(&name.as_str());
    is_none.then_some(name)
}
