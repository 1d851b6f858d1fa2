//! Why there is no page: one line with the address, the reason and what to do.

use std::fmt;
use std::io;
use std::net::IpAddr;
use std::time::Duration;

use super::Limits;
use super::address::Private;

/// Why an address gave no page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// The address that was asked for, or to which a redirect led.
    pub url: String,
    /// What is wrong.
    pub fault: Fault,
}

/// What is wrong with an address or its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// Not an address of the web.
    Address(String),
    /// An address of this machine or its own network.
    Private(IpAddr),
    /// The name leads nowhere.
    Unknown,
    /// The server's `robots.txt` forbids it, or cannot be had.
    Robots,
    /// An answer other than a page.
    Status {
        /// As the server gave it.
        status: u16,
        /// When it says to come again.
        retry: Option<Duration>,
    },
    /// More redirects than this.
    Redirects(usize),
    /// Nothing that can be read, such as `image/png`.
    NoText(String),
    /// More bytes than this.
    TooLarge(usize),
    /// The content cannot be unpacked.
    Content(String),
    /// Not done within this time.
    Timeout(Duration),
    /// The connection failed or was cut.
    Connection(String),
    /// The server cannot prove that it is who it says.
    Certificate(String),
    /// The answer is not HTTP, or its head is too large.
    Protocol(String),
}

impl Trouble {
    pub(super) fn new(url: &str, fault: Fault) -> Self {
        Self { url: url.trim().chars().take(300).collect(), fault }
    }

    /// True if such an address is never asked, whatever the server would say.
    #[must_use]
    pub fn is_refusal(&self) -> bool {
        matches!(self.fault, Fault::Address(_) | Fault::Private(_) | Fault::Robots)
    }

    /// True if the same answer is to be expected at any time.
    #[must_use]
    pub fn is_final(&self) -> bool {
        matches!(
            self.fault,
            Fault::Address(_)
                | Fault::Private(_)
                | Fault::Robots
                | Fault::NoText(_)
                | Fault::TooLarge(_)
                | Fault::Status { status: 400..=407 | 410..=417 | 451, .. }
        )
    }

    /// When to come again, if the server said so.
    #[must_use]
    pub fn retry(&self) -> Option<Duration> {
        match self.fault {
            Fault::Status { retry, .. } => retry,
            _ => None,
        }
    }
}

impl Fault {
    /// The same, of an address to which another one led.
    pub(super) fn behind_redirect(self) -> Self {
        match self {
            Fault::Address(reason) => {
                Fault::Address(format!("it sends on to another address, and there {reason}"))
            }
            other => other,
        }
    }

    /// What the client says.
    pub(super) fn of(err: &ureq::Error, limits: &Limits) -> Self {
        match err {
            ureq::Error::Timeout(ureq::Timeout::Connect | ureq::Timeout::Resolve) => {
                Fault::Timeout(limits.connect_timeout.min(limits.timeout))
            }
            ureq::Error::Timeout(_) => Fault::Timeout(limits.timeout),
            ureq::Error::HostNotFound => Fault::Unknown,
            ureq::Error::Other(inner) => match inner.downcast_ref::<Private>() {
                Some(Private(address)) => Fault::Private(*address),
                None => Fault::Connection(inner.to_string()),
            },
            ureq::Error::Io(err) => Fault::of_io(err, limits),
            ureq::Error::Rustls(err) => Fault::Certificate(err.to_string()),
            ureq::Error::Tls(reason) => Fault::Certificate((*reason).to_owned()),
            ureq::Error::BadUri(reason) => Fault::Address(reason.clone()),
            ureq::Error::Http(err) => Fault::Address(err.to_string()),
            ureq::Error::LargeResponseHeader(..) => {
                let limit = limits.max_head_bytes;
                Fault::Protocol(format!("the head of its answer is larger than {limit} bytes"))
            }
            other => Fault::Protocol(other.to_string()),
        }
    }

    /// What the system says, or the client in its words.
    pub(super) fn of_io(err: &io::Error, limits: &Limits) -> Self {
        if let Some(inner) = err.get_ref().and_then(|it| it.downcast_ref::<ureq::Error>())
            && !matches!(inner, ureq::Error::Io(_))
        {
            return Fault::of(inner, limits);
        }
        if let Some(inner) = err.get_ref().and_then(|it| it.downcast_ref::<rustls::Error>()) {
            return Fault::Certificate(inner.to_string());
        }
        match err.kind() {
            io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock => Fault::Timeout(limits.timeout),
            io::ErrorKind::UnexpectedEof => Fault::Connection("it was cut".to_owned()),
            _ if err.to_string().contains("failed to lookup address") => Fault::Unknown,
            _ => Fault::Connection(err.to_string()),
        }
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.url, self.fault)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::Address(reason) => {
                write!(f, "this address is not fetched: {reason}; give one of a public web page")
            }
            Fault::Private(address) => write!(
                f,
                "{address} is not an address of the public internet and is not fetched; save the \
                 page and give the file"
            ),
            Fault::Unknown => {
                write!(f, "no such host is known; check the address and the connection")
            }
            Fault::Robots => write!(
                f,
                "the site's robots.txt does not let programs fetch it; save the page in a browser \
                 and give the file"
            ),
            Fault::Status { status: status @ 401..=403, .. } => write!(
                f,
                "the server does not let us read it (status {status}); save the page in a browser \
                 and give the file"
            ),
            Fault::Status { status: status @ (404 | 410), .. } => {
                write!(f, "there is no such page (status {status}); check the address")
            }
            Fault::Status { status, .. } => {
                write!(f, "the server gave no page (status {status}); try again later")
            }
            Fault::Redirects(n) => {
                write!(f, "it sends on more than {n} times; give the address where it ends")
            }
            Fault::NoText(kind) => write!(f, "this is {kind}, not a page of text"),
            Fault::TooLarge(limit) => write!(f, "it is larger than {limit} bytes and was left"),
            Fault::Content(reason) => write!(f, "{reason}; try again later or save the page"),
            Fault::Timeout(after) => {
                write!(f, "not done after {} s; try again later", after.as_secs_f64())
            }
            Fault::Connection(reason) => {
                write!(f, "the connection failed ({reason}); try again later")
            }
            Fault::Certificate(reason) => write!(
                f,
                "the server cannot prove who it is ({reason}); check the address and this \
                 machine's clock and certificates"
            ),
            Fault::Protocol(reason) => write!(f, "its answer cannot be read: {reason}"),
        }
    }
}

impl std::error::Error for Trouble {}
