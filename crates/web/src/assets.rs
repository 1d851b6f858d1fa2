//! The files of the app, which are part of the program.

/// A file.
pub(crate) struct Asset {
    pub(crate) name: &'static str,
    pub(crate) content_type: &'static str,
    pub(crate) text: &'static str,
}

/// A module of the app's script.
macro_rules! script {
    ($name:literal) => {
        Asset {
            name: $name,
            content_type: "text/javascript; charset=utf-8",
            text: include_str!(concat!("../assets/", $name)),
        }
    };
}

/// The app's words in a language.
const fn words(text: &'static str, name: &'static str) -> Asset {
    Asset { name, content_type: "application/json", text }
}

/// The page that holds the app, with gaps for its words.
pub(crate) const START: Asset = Asset {
    name: "index.html",
    content_type: "text/html; charset=utf-8",
    text: include_str!("../assets/index.html"),
};

/// What that page asks for.
pub(crate) const ALL: [Asset; 17] = [
    Asset { name: "palette.css", content_type: "text/css; charset=utf-8", text: report::PALETTE },
    Asset {
        name: "app.css",
        content_type: "text/css; charset=utf-8",
        text: include_str!("../assets/app.css"),
    },
    Asset {
        name: "icon.svg",
        content_type: "image/svg+xml",
        text: include_str!("../assets/icon.svg"),
    },
    script!("app.js"),
    script!("api.js"),
    script!("archive.js"),
    script!("choices.js"),
    script!("dom.js"),
    script!("draft.js"),
    script!("job.js"),
    script!("library.js"),
    script!("rows.js"),
    script!("settings.js"),
    script!("words.js"),
    words(include_str!("../assets/words.en.json"), "words.en.json"),
    words(include_str!("../assets/words.es.json"), "words.es.json"),
    words(include_str!("../assets/words.de.json"), "words.de.json"),
];
