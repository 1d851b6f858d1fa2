//! Which addresses may be asked, by their words and by the machines behind them.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;
use url::Url;

use super::{Fault, Trouble};

/// Longest address, in bytes.
const MAX_BYTES: usize = 4096;
/// Ports at which web servers listen.
const PORTS: [u16; 4] = [80, 443, 8080, 8443];

/// An address as a person gives it; `example.org/page` is taken as `https`.
pub(super) fn parse(written: &str, may_loopback: bool) -> Result<Url, Trouble> {
    let text = written.trim();
    let trouble = |fault: Fault| Trouble::new(written, fault);
    let refused = |reason: &str| trouble(Fault::Address(reason.to_owned()));
    if text.len() > MAX_BYTES {
        return Err(refused("it is longer than 4096 bytes"));
    }
    let url = match text.contains("://") {
        true => Url::parse(text),
        false => Url::parse(&format!("https://{text}")),
    };
    let url = url.map_err(|err| trouble(Fault::Address(format!("it cannot be read ({err})"))))?;
    check(url, may_loopback).map_err(trouble)
}

/// An address by its words: its scheme, host and port, without the part behind `#`.
pub(super) fn check(mut url: Url, may_loopback: bool) -> Result<Url, Fault> {
    let refused = |reason: String| Err(Fault::Address(reason));
    if !matches!(url.scheme(), "http" | "https") {
        return refused(format!("the scheme is {:?}, not http or https", url.scheme()));
    }
    if url.as_str().len() > MAX_BYTES {
        return refused(format!("it is longer than {MAX_BYTES} bytes"));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return refused("a name or password stands in it".to_owned());
    }
    let own_address = match url.host() {
        None => return refused("no host is named".to_owned()),
        Some(url::Host::Ipv4(it)) => Some(IpAddr::V4(it)),
        Some(url::Host::Ipv6(it)) => Some(IpAddr::V6(it)),
        Some(url::Host::Domain(_)) => None,
    };
    if let Some(address) = own_address.filter(|it| !may_ask(*it, may_loopback)) {
        return Err(Fault::Private(address));
    }
    let port = url.port_or_known_default().unwrap_or(0);
    if !may_loopback && !PORTS.contains(&port) {
        return refused(format!("port {port} is not one of the web"));
    }
    url.set_fragment(None);
    Ok(url)
}

/// True for addresses that the whole world reaches, and for this machine if that is allowed.
pub(super) fn may_ask(address: IpAddr, may_loopback: bool) -> bool {
    if may_loopback && (address.is_loopback()) {
        return true;
    }
    match address {
        IpAddr::V4(it) => is_public(it),
        IpAddr::V6(it) => is_public_v6(it),
    }
}

/// False for what the registry of special addresses (RFC 6890 and its successors) lists.
fn is_public(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    !matches!(
        (a, b, c),
        (0 | 10 | 127 | 224..=255, _, _)
            | (100, 64..=127, _)
            | (169, 254, _)
            | (172, 16..=31, _)
            | (192, 0, 0 | 2)
            | (192, 88, 99)
            | (192, 168, _)
            | (198, 18 | 19, _)
            | (198, 51, 100)
            | (203, 0, 113)
    )
}

/// True for global unicast without the ranges that carry an address of IPv4 or none at all. The
/// one exception is the prefix by which networks without IPv4 reach the rest of the world.
fn is_public_v6(address: Ipv6Addr) -> bool {
    let segments = address.segments();
    match segments {
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] => {
            let [a, b] = high.to_be_bytes();
            let [c, d] = low.to_be_bytes();
            is_public(Ipv4Addr::new(a, b, c, d))
        }
        [0x2001, 0..=0x1ff | 0xdb8, ..] | [0x2002, ..] | [0x3fff, 0..=0xfff, ..] => false,
        [first, ..] => (0x2000..=0x3fff).contains(&first),
    }
}

/// Resolves names, and gives addresses only if all of them may be asked.
#[derive(Debug)]
pub(super) struct Checked {
    inner: DefaultResolver,
    may_loopback: bool,
}

impl Checked {
    pub(super) fn new(may_loopback: bool) -> Self {
        Self { inner: DefaultResolver::default(), may_loopback }
    }
}

impl Resolver for Checked {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let addresses = self.inner.resolve(uri, config, timeout)?;
        match addresses.iter().find(|it| !may_ask(it.ip(), self.may_loopback)) {
            Some(private) => Err(ureq::Error::Other(Box::new(Private(private.ip())))),
            None => Ok(addresses),
        }
    }
}

/// Said by the resolver of an address that may not be asked.
#[derive(Debug)]
pub(super) struct Private(pub(super) IpAddr);

impl fmt::Display for Private {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} is not an address of the public internet", self.0)
    }
}

impl std::error::Error for Private {}

#[cfg(test)]
mod tests {
    //! Addresses that may and may not be asked.

    use super::*;

    #[track_caller]
    fn refused(url: &str) -> String {
        parse(url, false).expect_err(url).fault.to_string()
    }

    #[test]
    fn addresses_of_this_machine_and_its_network_are_refused() {
        for address in [
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "100.127.255.255",
            "127.0.0.1",
            "127.9.9.9",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.1",
            "192.0.2.1",
            "192.168.1.1",
            "198.18.0.1",
            "198.51.100.7",
            "203.0.113.9",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::ffff:8.8.8.8",
            "::8.8.8.8",
            "fe80::1",
            "fc00::1",
            "fd12::1",
            "ff02::1",
            "2001:db8::1",
            "2001::1",
            "2002:7f00:1::1",
            "64:ff9b::10.0.0.1",
            "64:ff9b:1::1",
            "fec0::1",
            "3fff::1",
            "100::1",
        ] {
            assert!(!may_ask(address.parse().unwrap(), false), "{address}");
        }
        for address in [
            "8.8.8.8",
            "100.63.0.1",
            "100.128.0.1",
            "172.15.0.1",
            "172.32.0.1",
            "192.1.2.3",
            "223.255.255.255",
            "2606:4700::1111",
            "2a00:1450::1",
            "64:ff9b::8.8.8.8",
        ] {
            assert!(may_ask(address.parse().unwrap(), false), "{address}");
        }
        assert!(may_ask("127.0.0.1".parse().unwrap(), true));
        assert!(!may_ask("10.0.0.1".parse().unwrap(), true));
        assert!(!may_ask("::ffff:127.0.0.1".parse().unwrap(), true));
    }

    #[test]
    fn disguised_addresses_are_refused() {
        for url in [
            "http://127.1/",
            "http://2130706433/",
            "http://0x7f.1/",
            "http://0177.0.0.1/",
            "http://[::1]/",
            "http://[::ffff:127.0.0.1]/",
            "http://[::ffff:7f00:1]/",
            "http://①②⑦.⓪.⓪.①/",
            "http://169.254.169.254/latest/meta-data",
        ] {
            assert!(refused(url).contains("not an address of the public internet"), "{url}");
        }
    }

    #[test]
    fn addresses_that_are_not_of_the_web_are_refused() {
        assert!(refused("file:///etc/passwd").contains("not http or https"));
        assert!(refused("ftp://example.org/").contains("not http or https"));
        assert!(refused("http://user:word@example.org/").contains("name or password"));
        assert!(refused("http://example.org:22/").contains("port 22"));
        assert!(refused("http://").contains("cannot be read"));
        assert!(refused(&format!("http://example.org/{}", "a".repeat(5000))).contains("4096"));
    }

    #[test]
    fn addresses_are_taken_as_people_write_them() {
        let url = parse(" example.org/Wall?a=1#part ", false).expect("an address");
        assert_eq!(url.as_str(), "https://example.org/Wall?a=1");
        let url = parse("http://münchen.example/ü", false).expect("an address");
        assert_eq!(url.as_str(), "http://xn--mnchen-3ya.example/%C3%BC");
    }
}
