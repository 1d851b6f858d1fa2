//! The files of the app, which are part of the program.

/// A file.
pub(crate) struct Asset {
    pub(crate) name: &'static str,
    pub(crate) content_type: &'static str,
    pub(crate) text: &'static str,
}

const SCRIPT: &str = "text/javascript; charset=utf-8";

/// The page that holds the app.
pub(crate) const START: Asset = Asset {
    name: "index.html",
    content_type: "text/html; charset=utf-8",
    text: include_str!("../assets/index.html"),
};

/// What that page asks for.
pub(crate) const ALL: [Asset; 7] = [
    Asset {
        name: "app.css",
        content_type: "text/css; charset=utf-8",
        text: include_str!("../assets/app.css"),
    },
    Asset { name: "app.js", content_type: SCRIPT, text: include_str!("../assets/app.js") },
    Asset { name: "api.js", content_type: SCRIPT, text: include_str!("../assets/api.js") },
    Asset { name: "draft.js", content_type: SCRIPT, text: include_str!("../assets/draft.js") },
    Asset { name: "job.js", content_type: SCRIPT, text: include_str!("../assets/job.js") },
    Asset { name: "library.js", content_type: SCRIPT, text: include_str!("../assets/library.js") },
    Asset {
        name: "settings.js",
        content_type: SCRIPT,
        text: include_str!("../assets/settings.js"),
    },
];
