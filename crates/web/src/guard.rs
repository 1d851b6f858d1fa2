//! Who may ask for what.
//!
//! Every request passes here. A page elsewhere on the web can make a browser send requests to
//! this server: by a name that it lets point here (told by `Host`), or by a form or script (told
//! by `Origin` and by the token that only our own pages know). Where others can reach the server,
//! a visitor must also know its token.

use std::net::{IpAddr, SocketAddr};

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::problem::Problem;
use crate::routes::Shared;
use crate::secret;

/// The header that every request which changes something must have.
pub(crate) const CSRF_HEADER: &str = "x-csrf-token";
/// The cookie of a visitor who knew the token.
const COOKIE: &str = "twicetold";

/// What this server's own pages may do; the report's page brings its own.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
    connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const HEADERS: [(HeaderName, &str); 7] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (header::CACHE_CONTROL, "no-store"),
];

/// What is known of who may come in.
pub(crate) struct Gate {
    /// Where the server listens.
    pub(crate) address: SocketAddr,
    /// Further names by which it may be addressed, in lower case.
    pub(crate) hosts: Vec<String>,
    /// What a visitor must know, if anything.
    pub(crate) token: Option<String>,
    /// What the browser of a visitor who knew the token brings along.
    pub(crate) session: String,
    /// What only our own pages know.
    pub(crate) csrf: String,
}

/// Lets a request through or refuses it; adds the headers that keep a browser careful.
pub(crate) async fn watch(State(app): State<Shared>, request: Request, next: Next) -> Response {
    let refusal = app.gate.refusal(request.method(), request.uri(), request.headers());
    let mut response = match refusal {
        Some(problem) => problem.into_response(),
        None => next.run(request).await,
    };
    for (name, value) in HEADERS {
        let headers = response.headers_mut();
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}

impl Gate {
    /// Why a request is refused, if it is.
    fn refusal(&self, method: &Method, uri: &Uri, headers: &HeaderMap) -> Option<Problem> {
        let path = uri.path();
        let forbidden = |detail: &str| Some(Problem::new(StatusCode::FORBIDDEN, detail));
        let host = single(headers, &header::HOST).unwrap_or_default();
        if !self.is_ours(host) {
            return forbidden("this server does not go by that name (see --host)");
        }
        let is_read = matches!(*method, Method::GET | Method::HEAD);
        if !is_read {
            if !is_own_origin(headers, host) {
                return forbidden("only this server's own pages may ask for that");
            }
            let is_sign_in = path == "/api/session" && method == Method::POST;
            if !is_sign_in && !self.is_from_our_page(path, headers) {
                return forbidden("the header X-CSRF-Token is missing or old: reload the page");
            }
        }
        if !is_public(method, path) && !self.is_known(headers) {
            let detail = "this server asks for its token: sign in on its start page";
            return Some(Problem::new(StatusCode::UNAUTHORIZED, detail));
        }
        None
    }

    /// True if a request brings what only our own pages know. The report's page, which is kept and
    /// knows nothing of this server, may bring the browser's word instead that it is ours: an
    /// `Origin`, which was looked at before.
    fn is_from_our_page(&self, path: &str, headers: &HeaderMap) -> bool {
        match single(headers, &HeaderName::from_static(CSRF_HEADER)) {
            Some(token) => secret::is_same(token, &self.csrf),
            None => path.ends_with("/corrections") && headers.contains_key(header::ORIGIN),
        }
    }

    /// True if a `Host` names this server: by an address, `localhost` or a name it was given.
    fn is_ours(&self, host: &str) -> bool {
        let (name, port) = match host.rsplit_once(':') {
            Some((name, port)) if !port.contains(']') => (name, Some(port)),
            _ => (host, None),
        };
        let name = name.to_ascii_lowercase();
        // Behind another server the port is that server's; on our own it must be ours.
        if self.hosts.contains(&name) {
            return true;
        }
        let is_port = port.unwrap_or("80").parse() == Ok(self.address.port());
        let bare = name.strip_prefix('[').and_then(|it| it.strip_suffix(']')).unwrap_or(&name);
        let is_name = match bare.parse::<IpAddr>() {
            // No foreign name points to a bare address.
            Ok(address) => {
                let listens = self.address.ip();
                address == listens
                    || listens.is_unspecified()
                    || (address.is_loopback() && listens.is_loopback())
            }
            Err(_) => {
                name == "localhost"
                    && (self.address.ip().is_loopback() || self.address.ip().is_unspecified())
            }
        };
        is_port && is_name
    }

    /// True if no token is needed, or it was brought as a header or by the cookie.
    pub(crate) fn is_known(&self, headers: &HeaderMap) -> bool {
        let Some(token) = &self.token else { return true };
        let bearer = single(headers, &header::AUTHORIZATION).and_then(|it| {
            let (scheme, rest) = it.split_once(' ')?;
            scheme.eq_ignore_ascii_case("bearer").then(|| rest.trim())
        });
        if bearer.is_some_and(|it| secret::is_same(it, token)) {
            return true;
        }
        let cookies = headers.get_all(header::COOKIE).iter().filter_map(|it| it.to_str().ok());
        let mut sessions = cookies
            .flat_map(|it| it.split(';'))
            .filter_map(|it| it.trim().strip_prefix(COOKIE)?.strip_prefix('='));
        sessions.any(|it| secret::is_same(it, &self.session))
    }

    /// The cookie for a visitor who knew the token.
    pub(crate) fn cookie(&self) -> String {
        format!("{COOKIE}={}; HttpOnly; SameSite=Strict; Path=/", self.session)
    }
}

/// What may be seen without the token: the program's own files, which hold nobody's data.
fn is_public(method: &Method, path: &str) -> bool {
    let is_read = matches!(*method, Method::GET | Method::HEAD);
    let is_file = path == "/" || path.starts_with("/assets/") || path == "/api/openapi.json";
    (is_read && is_file) || path == "/api/session"
}

/// True if a browser says that one of our pages asks, or if no browser asks.
fn is_own_origin(headers: &HeaderMap, host: &str) -> bool {
    let site = single(headers, &HeaderName::from_static("sec-fetch-site"));
    if site.is_some_and(|it| !matches!(it, "same-origin" | "none")) {
        return false;
    }
    match headers.contains_key(header::ORIGIN) {
        false => true,
        true => single(headers, &header::ORIGIN)
            .and_then(|it| it.strip_prefix("http://").or_else(|| it.strip_prefix("https://")))
            .is_some_and(|it| it.eq_ignore_ascii_case(host)),
    }
}

/// The value of a header that stands once and is text.
fn single<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next()?.to_str().ok()?;
    values.next().is_none().then_some(value)
}

#[cfg(test)]
mod tests {
    //! Which names and origins are ours.

    use super::*;

    fn gate(address: &str) -> Gate {
        Gate {
            address: address.parse().expect("an address"),
            hosts: vec!["reading-room.local".to_owned()],
            token: None,
            session: "s".to_owned(),
            csrf: "c".to_owned(),
        }
    }

    #[test]
    fn a_server_of_this_machine_goes_by_its_own_names_only() {
        let gate = gate("127.0.0.1:7007");
        for ours in ["127.0.0.1:7007", "localhost:7007", "LOCALHOST:7007", "[::1]:7007"] {
            assert!(gate.is_ours(ours), "{ours}");
        }
        for foreign in [
            "",
            "evil.example",
            "evil.example:7007",
            "127.0.0.1",
            "127.0.0.1:80",
            "10.0.0.1:7007",
            "localhost.evil.example:7007",
            "localhost:7007:7007",
            "127.0.0.1.evil.example:7007",
        ] {
            assert!(!gate.is_ours(foreign), "{foreign}");
        }
        assert!(gate.is_ours("reading-room.local"));
    }

    #[test]
    fn a_server_of_every_address_goes_by_bare_addresses() {
        let gate = gate("0.0.0.0:80");
        assert!(gate.is_ours("192.168.1.7"));
        assert!(!gate.is_ours("rebound.example"));
    }

    #[test]
    fn only_our_own_pages_may_write() {
        let headers = |pairs: &[(&'static str, &'static str)]| {
            let mut headers = HeaderMap::new();
            for (name, value) in pairs {
                headers.append(*name, HeaderValue::from_static(value));
            }
            headers
        };
        let is_own = |pairs: &[(&'static str, &'static str)]| {
            is_own_origin(&headers(pairs), "localhost:7007")
        };
        assert!(is_own(&[("origin", "http://localhost:7007")]));
        assert!(is_own(&[]));
        assert!(!is_own(&[("origin", "null")]));
        assert!(!is_own(&[("origin", "http://evil.example")]));
        assert!(!is_own(&[("origin", "http://localhost:7008")]));
        assert!(!is_own(&[("sec-fetch-site", "cross-site")]));
        assert!(!is_own(&[("origin", "http://localhost:7007"), ("origin", "http://a.example")]));
    }
}
