//! The body of a page: what the reading mode of a browser would show, less the furniture that
//! markup gives away.

use dom_query::Document;
use dom_smoothie::{Config, Readability};

use crate::html::blocks::{self, Block};
use crate::lines::{Line, ends_sentence, n_words};

/// Elements that never hold article text, removed before the body is looked for.
const FURNITURE: &str = "nav, aside.related, form, button, select, figcaption, \
    [role=navigation], [aria-hidden=true] svg, [hidden]";

/// Reads the lines of the body.
pub(crate) fn read(document: Document, title: &str) -> Vec<Line> {
    document.select(FURNITURE).remove();
    let config = Config { disable_json_ld: true, ..Config::default() };
    let content = Readability::with_document(document, None, Some(config))
        .and_then(|mut it| it.parse())
        .map(|it| it.content.to_string())
        .unwrap_or_default();
    let content = Document::fragment(content);
    blocks::read(&content.root())
        .into_iter()
        .filter(|it| !is_furniture(it) && it.text != title)
        .map(|it| Line { text: it.text, after_gap: true })
        .collect()
}

/// Blocks that are links and nothing else.
fn is_furniture(block: &Block) -> bool {
    let n_chars = block.text.chars().count();
    block.tag != "h2"
        && block.n_linked * 10 > n_chars * 9
        && !ends_sentence(&block.text)
        && n_words(&block.text) < 20
}
