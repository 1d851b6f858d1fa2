//! Web pages: metadata from what the page declares, the body from what it shows.

mod blocks;
mod body;
mod linked;
mod metadata;

use article::{Article, Warning, WarningKind};
use dom_query::Document;

use crate::Error;
use crate::cruft::sift;
use crate::draft::Draft;
use crate::head;
use crate::lines::{ends_sentence, is_paragraph};

/// Reads a page; `url` is where it was found, if that is known.
pub(crate) fn read(name: &str, text: &str, url: Option<&str>) -> Result<Article, Error> {
    let document = Document::from(text);
    let linked = linked::read(&document);
    let draft = metadata::read(&document, &linked);
    let below = metadata::below_title(&document, &draft.title);
    let draft = draft.or(head::take_head_lines(below, "").0);
    let lines = body::read(&document, &draft.title, &linked.body);
    let (found, lines) = head::take_head_lines(lines, &draft.title);
    let draft = draft.or(found).or(Draft::at(url));
    let mut sifted = sift(lines);
    sifted.kept.retain(|it| it.text != draft.title);
    if !sifted.kept.iter().any(|it| ends_sentence(&it.text) || is_paragraph(&it.text)) {
        return Err(Error::NoText { name: name.to_owned() });
    }
    if sifted.partial.is_none() && linked.is_locked {
        sifted.partial = linked.missing_part(&sifted.body());
    }
    let mut article = draft.finish(sifted.body(), sifted.completeness(), sifted.warnings());
    if article.body.len() < 200 {
        let text = "very little text found on this page";
        article.warnings.push(Warning::new(WarningKind::Partial, text));
    }
    Ok(article)
}

/// True if a record's text is markup.
pub(crate) fn is_fragment(text: &str) -> bool {
    ["</p>", "<br>", "<br/>", "<br />", "</div>"].iter().any(|it| text.contains(it))
}

/// The text of markup, block elements as lines.
pub(crate) fn fragment_text(text: &str) -> String {
    let document = Document::fragment(text);
    let lines: Vec<String> = blocks::read(&document.root()).into_iter().map(|it| it.text).collect();
    lines.join("\n\n")
}
