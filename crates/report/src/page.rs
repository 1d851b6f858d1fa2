//! The comparison as one self-contained page.
//!
//! The templates, the style sheets and the scripts are files in `assets`; they stand inside the page,
//! which asks the network for nothing: its Content-Security-Policy allows these two texts by their
//! hashes and nothing else. Without script every part is shown one below the other, but for the
//! notes in the margin of the annotated article. With it, all views but the first lie in the page as
//! text (in `noscript`, which costs a browser next to nothing) until they are first shown; the
//! annotated article is made of its column and of the rows of the facts. A fact's row has the fact's
//! id (`F3`), a sentence the places of its article and of itself (`s-0-4`), a column `data-article`.

mod model;

use crate::catalogue::Catalogue;
use crate::language::Language;
use crate::view::{Article, View};
use minijinja::value::Kwargs;
use minijinja::{AutoEscape, Environment, Error, context};
use sha2::{Digest, Sha256};

/// What the look of the page begins with, for an app that wants to look the same: colours, letters,
/// the plain parts of a page, in CSS.
pub const PALETTE: &str = include_str!("../assets/style/palette.css");

/// The style sheet: these files one after the other.
const STYLE: &str = concat!(
    include_str!("../assets/style/palette.css"),
    include_str!("../assets/style/page.css"),
    include_str!("../assets/style/timeline.css"),
    include_str!("../assets/style/sheet.css"),
    include_str!("../assets/style/print.css"),
);
/// The script: these files one after the other, in one function of their own.
const SCRIPT: &str = concat!(
    "\"use strict\";\n(() => {\n",
    include_str!("../assets/script/start.js"),
    include_str!("../assets/script/ready.js"),
    include_str!("../assets/script/address.js"),
    include_str!("../assets/script/side.js"),
    include_str!("../assets/script/read.js"),
    include_str!("../assets/script/keys.js"),
    include_str!("../assets/script/class.js"),
    include_str!("../assets/script/print.js"),
    include_str!("../assets/script/begin.js"),
    "})();\n",
);
/// Editor mode has a style sheet and a script of its own.
const EDITOR_STYLE: &str = include_str!("../assets/editor.css");
const EDITOR_SCRIPT: &str = concat!(
    "\"use strict\";\n(() => {\n",
    include_str!("../assets/editor-live.js"),
    include_str!("../assets/editor.js"),
    "})();\n",
);
const TEMPLATES: [(&str, &str); 14] = [
    ("page", include_str!("../assets/page.html")),
    ("passages", include_str!("../assets/passages.html")),
    ("overview", include_str!("../assets/overview.html")),
    ("facts", include_str!("../assets/facts.html")),
    ("side", include_str!("../assets/side.html")),
    ("read", include_str!("../assets/read.html")),
    ("wording", include_str!("../assets/wording.html")),
    ("timeline", include_str!("../assets/timeline.html")),
    ("class", include_str!("../assets/class.html")),
    ("editor", include_str!("../assets/editor.html")),
    ("tray", include_str!("../assets/tray.html")),
    ("worksheet", include_str!("../assets/worksheet.html")),
    ("key", include_str!("../assets/key.html")),
    ("about", include_str!("../assets/about.html")),
];

impl View {
    /// The comparison as an HTML page in a page language, ending with a line feed.
    #[must_use]
    pub fn html(&self, language: Language) -> String {
        let words = Catalogue::of(language);
        let mut environment = environment(words);
        environment.add_global("turns", self.articles.iter().any(turns));
        let page = environment.get_template("page").expect("added above");
        let context = context! {
            version => self.making.version.as_str(),
            style => STYLE,
            script => SCRIPT,
            editor_style => EDITOR_STYLE,
            editor_script => EDITOR_SCRIPT,
            links => minijinja::Value::from(minijinja::value::Serde(&self.links)),
            corrections_url => self.corrections_url.as_deref(),
            policy => policy(self.corrections_url.is_some()),
            story => minijinja::Value::from(minijinja::value::Serde(model::story(self, words))),
        };
        page.render(context).expect("the templates are part of the program and tested")
    }
}

fn environment(words: &'static Catalogue) -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    let syntax = minijinja::syntax::SyntaxConfig::builder()
        .trim_blocks(true)
        .lstrip_blocks(true)
        .keep_trailing_newline(true)
        .build()
        .expect("only white space differs from the default");
    environment.set_syntax(syntax);
    for (name, source) in TEMPLATES {
        environment
            .add_template(name, source)
            .expect("the templates are part of the program and tested");
    }
    // Macros that are imported see globals only.
    environment.add_global("lang", words.code);
    environment.add_function("say", move |key: &str, values: Kwargs| say(words, key, &values));
    environment.add_function("count", move |key: &str, n: usize| words.count(key, n));
    environment
}

fn say(words: &Catalogue, key: &str, values: &Kwargs) -> Result<String, Error> {
    let names: Vec<&str> = values.args().collect();
    let mut filled: Vec<(&str, String)> = Vec::new();
    for name in names {
        let value: minijinja::Value = values.get(name)?;
        filled.push((name, value.to_string()));
    }
    let pairs: Vec<(&str, &str)> =
        filled.iter().map(|(name, value)| (*name, value.as_str())).collect();
    Ok(words.fill(key, &pairs))
}

/// True if an article holds letters that run from right to left.
fn turns(article: &Article) -> bool {
    let is_turning = |it: char| matches!(u32::from(it), 0x590..=0x8FF | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFC | 0x10800..=0x10FFF | 0x1E800..=0x1EFFF);
    [&article.label, &article.title, &article.body].iter().any(|it| it.contains(is_turning))
}

/// Only the style sheets and the scripts of the page itself, told by their hashes; the network only
/// where an app serves the page and takes corrections.
fn policy(is_served: bool) -> String {
    let hash = |it: &str| format!("'sha256-{}'", base64(&Sha256::digest(it.as_bytes())));
    format!(
        "default-src 'none'; style-src {} {}; script-src {} {}; {}base-uri 'none'; form-action 'none'",
        hash(STYLE),
        hash(EDITOR_STYLE),
        hash(SCRIPT),
        hash(EDITOR_SCRIPT),
        if is_served { "connect-src 'self'; " } else { "" },
    )
}

fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let group = chunk.iter().fold(0, |sum: u32, it| sum << 8 | u32::from(*it))
            << (8 * (3 - chunk.len()));
        for place in 0..4 {
            if place > chunk.len() {
                text.push('=');
            } else {
                let digit = group >> (18 - 6 * place) & 63;
                text.push(char::from(ALPHABET[digit as usize]));
            }
        }
    }
    text
}

#[cfg(test)]
mod tests;
