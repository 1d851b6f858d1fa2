//! The line above a report's page inside the app: back to where it came from, and every form.

use report::{Language, Link};

use crate::rendition::Format;
use crate::words::say;

/// Where the corrections of a comparison are kept.
pub(crate) fn corrections_url(id: &str) -> String {
    format!("/api/comparisons/{id}/corrections")
}

/// The line above a comparison of the library.
pub(crate) fn of_comparison(id: &str, language: Language) -> Vec<Link> {
    let mut links = vec![
        link(say(language, "report.library"), "/#library"),
        link(say(language, "nav.new"), "/#new"),
        link(say(language, "library.again"), &format!("/#again/{id}")),
    ];
    links.extend(forms(&format!("/api/comparisons/{id}"), language));
    links
}

/// The line above a story of the archive.
pub(crate) fn of_story(story: i64, language: Language) -> Vec<Link> {
    let mut links = vec![link(say(language, "report.archive"), "/#archive")];
    links.extend(forms(&format!("/api/archive/stories/{story}"), language));
    links
}

fn forms(address: &str, language: Language) -> Vec<Link> {
    let mut links = vec![Link { words: say(language, "report.save").to_owned(), address: None }];
    links.extend(Format::GIVEN.iter().map(|it| {
        let form = it.extension();
        link(&form.to_uppercase(), &format!("{address}/export/{form}"))
    }));
    links
}

fn link(words: &str, address: &str) -> Link {
    Link { words: words.to_owned(), address: Some(address.to_owned()) }
}
