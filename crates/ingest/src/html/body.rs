//! The body of a page: what the reading mode of a browser would show, less the furniture that
//! markup gives away.

use dom_query::Document;
use dom_smoothie::{Config, Readability};

use crate::html::blocks::{self, Block};
use crate::lines::{Line, ends_sentence, is_paragraph, n_words};

/// Elements that never hold article text, removed before the body is looked for. No `form`: some
/// servers wrap whole pages in one.
const FURNITURE: &str = "nav, button, select, figcaption, [role=navigation], [hidden], dialog, \
    [role=dialog], [class*=cookie-], [id*=cookie-], #comments, .comments, #disqus_thread, \
    .comment-list, .comments-area, .comment-body, .comment";

/// Below this many characters of body another way is tried.
const THIN: usize = 600;
/// The page's own article element is believed when its text is this many tenths of what the
/// reading mode found.
const MARKED_TENTHS: usize = 20;
/// The same for the text in the page's own record.
const TOLD_TENTHS: usize = 14;
/// A body from elsewhere must be this many times longer to be believed instead.
const MUCH_LONGER: usize = 2;

/// Reads the lines of the body. `announced` is the text that the page's own record holds, if any.
pub(crate) fn read(document: &Document, title: &str, announced: &str) -> Vec<Line> {
    document.select(FURNITURE).remove();
    if is_deep(document) {
        return paragraphs(document, title);
    }
    let shown = reading_mode(document);
    let mut lines = self::lines(shown, title);
    let marked = marked_up(document, title);
    if size(&marked) * 10 > size(&lines) * MARKED_TENTHS && holds(&marked, &lines) {
        lines = marked;
    }
    if size(&lines) < THIN {
        lines = longer(lines, paragraphs(document, title));
    }
    let told = crate::lines::split(announced);
    if size(&told) * 10 > size(&lines) * TOLD_TENTHS { told } else { lines }
}

/// The page's own article element, of several the one with most text: its paragraphs, headings
/// and list items.
fn marked_up(document: &Document, title: &str) -> Vec<Line> {
    let bodies = document.select("[itemprop=articleBody], article");
    let mut bodies: Vec<Vec<Line>> = bodies
        .nodes()
        .iter()
        .map(|it| {
            let blocks = blocks::read(it).into_iter().filter(|it| {
                is_paragraph(&it.text) || matches!(it.tag.as_str(), "p" | "h2" | "h3")
            });
            lines(blocks.collect(), title)
        })
        .collect();
    bodies.sort_by_key(|it| std::cmp::Reverse(size(it)));
    bodies.into_iter().next().unwrap_or_default()
}

/// True if nearly all of the inner text is in the outer one.
fn holds(outer: &[Line], inner: &[Line]) -> bool {
    let shared: Vec<Line> = inner.iter().filter(|it| outer.contains(it)).cloned().collect();
    size(&shared) * 10 >= size(inner) * 7
}

/// The second if it is much longer.
fn longer(first: Vec<Line>, second: Vec<Line>) -> Vec<Line> {
    if size(&second) > MUCH_LONGER * size(&first) { second } else { first }
}

/// Bytes of running text.
fn size(lines: &[Line]) -> usize {
    lines.iter().filter(|it| is_paragraph(&it.text)).map(|it| it.text.len()).sum()
}

/// Nesting beyond which only paragraphs are looked for: the reading mode takes time that grows
/// with the square of it.
const DEEPEST: usize = 400;

/// True for pages with elements nested beyond all sense.
fn is_deep(document: &Document) -> bool {
    let mut open = vec![(document.root(), 0)];
    while let Some((node, depth)) = open.pop() {
        if depth > DEEPEST {
            return true;
        }
        open.extend(node.children_it(false).map(|it| (it, depth + 1)));
    }
    false
}

/// What the reading mode keeps.
fn reading_mode(document: &Document) -> Vec<Block> {
    let config = Config { disable_json_ld: true, ..Config::default() };
    let content = Readability::with_document(document.clone(), None, Some(config))
        .and_then(|mut it| it.parse())
        .map(|it| it.content.to_string())
        .unwrap_or_default();
    blocks::read(&Document::fragment(content).root())
}

/// Every paragraph of running text on the page, outside of footers and asides.
fn paragraphs(document: &Document, title: &str) -> Vec<Line> {
    document.select("footer, aside").remove();
    let Some(body) = document.body() else { return Vec::new() };
    let blocks = blocks::read(&body).into_iter().filter(|it| is_paragraph(&it.text)).collect();
    lines(blocks, title)
}

/// The blocks that are not furniture, each once.
fn lines(blocks: Vec<Block>, title: &str) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for block in blocks {
        let is_again =
            n_words(&block.text) >= REPEAT_WORDS && lines.iter().any(|it| it.text == block.text);
        if !is_furniture(&block) && !is_again && block.text != title {
            lines.push(Line::new(block.text));
        }
    }
    lines
}

/// Words of the shortest line that is dropped when it comes again.
const REPEAT_WORDS: usize = 6;

/// Blocks that are links and nothing else.
fn is_furniture(block: &Block) -> bool {
    let n_chars = block.text.chars().count();
    !matches!(block.tag.as_str(), "h1" | "h2" | "h3")
        && block.n_linked * 10 > n_chars * 9
        && !ends_sentence(&block.text)
        && n_words(&block.text) < 20
}
