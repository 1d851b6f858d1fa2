//! What a server's `robots.txt` allows us.

use std::time::Duration;

use robotstxt::{DefaultMatcher, RobotsParseHandler, parse_robotstxt};

/// The name by which a `robots.txt` may speak of us.
const NAME: &str = "twicetold";

/// What a server said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Robots {
    /// The rules, and the pause they ask for.
    Rules(String, Option<Duration>),
    /// There is none: everything is allowed.
    None,
    /// The server failed to give it: nothing is allowed for now.
    Unavailable,
}

impl Robots {
    pub(super) fn read(text: &str) -> Self {
        let mut pauses = Pauses::default();
        parse_robotstxt(text, &mut pauses);
        Robots::Rules(text.to_owned(), pauses.own.or(pauses.all))
    }

    pub(super) fn none() -> Self {
        Robots::None
    }

    pub(super) fn unavailable() -> Self {
        Robots::Unavailable
    }

    /// True if the page at an address may be asked for.
    pub(super) fn allow(&self, url: &str) -> bool {
        match self {
            Robots::Rules(text, _) => {
                DefaultMatcher::default().one_agent_allowed_by_robots(text, NAME, url)
            }
            Robots::None => true,
            Robots::Unavailable => false,
        }
    }

    /// The time between two pages that the server asks for.
    pub(super) fn pause(&self) -> Option<Duration> {
        match self {
            Robots::Rules(_, pause) => *pause,
            Robots::None | Robots::Unavailable => None,
        }
    }
}

/// Reads `Crawl-delay`, which the standard does not know and many servers ask for.
#[derive(Debug, Default)]
struct Pauses {
    /// Whom the rules being read are for: us, everybody.
    is_own: bool,
    is_all: bool,
    /// True while the lines that name agents go on.
    is_naming: bool,
    own: Option<Duration>,
    all: Option<Duration>,
}

impl RobotsParseHandler for Pauses {
    fn handle_robots_start(&mut self) {}

    fn handle_robots_end(&mut self) {}

    fn handle_user_agent(&mut self, _line: u32, agent: &str) {
        if !self.is_naming {
            (self.is_own, self.is_all) = (false, false);
        }
        self.is_naming = true;
        self.is_own |= agent.trim().eq_ignore_ascii_case(NAME);
        self.is_all |= agent.trim() == "*";
    }

    fn handle_allow(&mut self, _line: u32, _value: &str) {
        self.is_naming = false;
    }

    fn handle_disallow(&mut self, _line: u32, _value: &str) {
        self.is_naming = false;
    }

    fn handle_sitemap(&mut self, _line: u32, _value: &str) {}

    fn handle_unknown_action(&mut self, _line: u32, action: &str, value: &str) {
        self.is_naming = false;
        if !action.eq_ignore_ascii_case("crawl-delay") {
            return;
        }
        let seconds = value.trim().parse::<f64>().ok();
        let pause = seconds.and_then(|it| Duration::try_from_secs_f64(it).ok());
        if self.is_own {
            self.own = pause;
        } else if self.is_all {
            self.all = pause;
        }
    }
}

#[cfg(test)]
mod tests {
    //! Rules as servers write them.

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_longest_rule_for_us_decides() {
        let robots = Robots::read(
            "User-agent: *\nDisallow: /private\nAllow: /private/open\nCrawl-delay: 7\n\n\
             User-agent: otherbot\nDisallow: /\nCrawl-delay: 90\n",
        );
        assert!(robots.allow("https://a.example/news"));
        assert!(!robots.allow("https://a.example/private/x"));
        assert!(robots.allow("https://a.example/private/open/x"));
        assert_eq!(robots.pause(), Some(Duration::from_secs(7)));
        let own =
            Robots::read("User-agent: Twicetold\nDisallow: /*.html$\n\nUser-agent: *\nDisallow:");
        assert!(!own.allow("https://a.example/a.html"));
        assert!(own.allow("https://a.example/a.html?x"));
    }

    #[test]
    fn what_cannot_be_had_forbids_and_what_is_not_there_allows() {
        assert!(Robots::none().allow("https://a.example/"));
        assert!(!Robots::unavailable().allow("https://a.example/"));
        assert!(Robots::read("<html>not found</html>").allow("https://a.example/"));
    }

    proptest! {
        #[test]
        fn no_rules_make_it_panic(text in "\\PC{0,200}", lines in proptest::collection::vec("(?i)(user-agent|disallow|allow|crawl-delay|sitemap)[: ]{0,2}[*$/%a-zé0-9.#-]{0,20}", 0..12)) {
            for text in [text, lines.join("\n")] {
                let robots = Robots::read(&text);
                robots.allow("https://a.example/a/é?b=%41");
                robots.pause();
            }
        }
    }
}
