//! The blocks of an element: one line of text for each paragraph, heading, list item or cell.

use dom_query::NodeRef;

use crate::lines::tidy;

/// One block of text and what it stood in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Block {
    /// The words.
    pub(crate) text: String,
    /// The innermost block element's name.
    pub(crate) tag: String,
    /// Characters of it that are links.
    pub(crate) n_linked: usize,
}

/// Elements that are part of a line.
const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike",
    "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "custom",
];

/// Elements whose text is not shown.
const HIDDEN: &[&str] = &[
    "script", "style", "noscript", "template", "head", "title", "meta", "link", "svg", "iframe",
    "object", "canvas", "audio", "video", "select", "option", "textarea", "input", "button",
    "math",
];

/// Reads the blocks below `root`, in order.
pub(crate) fn read(root: &NodeRef<'_>) -> Vec<Block> {
    let mut reader = Reader { blocks: Vec::new(), open: String::new(), n_linked: 0 };
    reader.walk(root, "div", false, 0);
    reader.close("div");
    reader.blocks
}

/// Collects text until a block ends.
struct Reader {
    blocks: Vec<Block>,
    open: String,
    n_linked: usize,
}

/// Deepest nesting that is followed; what lies deeper is taken as one text.
const DEEPEST: usize = 300;

impl Reader {
    /// Adds everything below `node`.
    fn walk(&mut self, node: &NodeRef<'_>, tag: &str, in_link: bool, depth: usize) {
        for child in node.children_it(false) {
            if child.is_text() {
                let text = child.text();
                if in_link {
                    self.n_linked += text.trim().chars().count();
                }
                self.open.push_str(&text);
                continue;
            }
            let Some(name) = child.node_name() else { continue };
            let name: &str = &name;
            if name == "br" {
                self.line_break(&child, tag);
            } else if HIDDEN.contains(&name) {
                continue;
            } else if depth >= DEEPEST {
                self.open.push_str(&child.text());
            } else if name == "td" || name == "th" {
                // The cells of a row are one line.
                if !self.open.trim().is_empty() {
                    self.open.push_str(" | ");
                }
                self.walk(&child, tag, in_link, depth + 1);
            } else if INLINE.contains(&name) {
                self.walk(&child, tag, in_link || name == "a", depth + 1);
            } else {
                self.close(tag);
                self.walk(&child, name, in_link, depth + 1);
                self.close(name);
            }
        }
    }

    /// Two breaks end a block, one is a blank.
    fn line_break(&mut self, node: &NodeRef<'_>, tag: &str) {
        let mut next = node.next_sibling();
        while let Some(it) = next {
            if it.is_text() && it.text().trim().is_empty() {
                next = it.next_sibling();
                continue;
            }
            if it.node_name().is_some_and(|it| &*it == "br") {
                self.close(tag);
                return;
            }
            break;
        }
        self.open.push(' ');
    }

    /// Ends the open block.
    fn close(&mut self, tag: &str) {
        let text = tidy(&self.open);
        if !text.is_empty() {
            self.blocks.push(Block { text, tag: tag.to_owned(), n_linked: self.n_linked });
        }
        self.open.clear();
        self.n_linked = 0;
    }
}
