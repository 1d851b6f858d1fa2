//! One entry of a feed.

use article::{Article, Completeness, Moment};

use crate::cruft::sift;
use crate::draft::{Draft, host};
use crate::lines::{split, tidy};
use crate::{head, html};

/// Words from which the content of an entry may be the whole article.
const WHOLE_WORDS: usize = 120;

/// What a feed says of one article.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entry {
    /// Where the article is, as written; may be relative.
    pub url: String,
    /// The headline, as plain text.
    pub title: String,
    /// When it was published.
    pub published: Option<Moment>,
    /// When it was last changed.
    pub modified: Option<Moment>,
    /// Who wrote it.
    pub author: Option<String>,
    /// A teaser, as plain text; may be empty.
    pub summary: String,
    /// The text that the feed carries, as plain text with a line for each paragraph; may be empty.
    pub content: String,
}

impl Entry {
    /// The article as far as the feed carries it, for when its page cannot be read; `None` if the
    /// feed has no more than a teaser. `url` is its full address, `outlet` the feed's title.
    #[must_use]
    pub fn article(&self, url: &str, outlet: &str) -> Option<Article> {
        let draft = Draft {
            title: self.title.clone(),
            byline: self.author.clone(),
            published: self.published,
            modified: self.modified,
            url: Some(url.to_owned()),
            outlet: match outlet.is_empty() {
                true => host(url).unwrap_or_default(),
                false => outlet.to_owned(),
            },
            ..Draft::default()
        };
        let (found, lines) = head::take_head_lines(split(&self.content), &draft.title);
        let mut sifted = sift(lines);
        let mut draft = draft.or(found);
        head::take_repeated_headline(&mut sifted.kept, &mut draft);
        let body = sifted.body();
        if body.split_whitespace().count() < WHOLE_WORDS {
            return None;
        }
        let mut article = draft.finish(body, sifted.completeness(), sifted.warnings());
        if !article.is_partial() {
            let reason = "only the text in the feed was read".to_owned();
            article.completeness = Completeness::Partial(reason);
        }
        Some(article)
    }
}

/// One line of plain text, of markup or text with entities.
pub(super) fn line(text: &str) -> String {
    if text.contains(['<', '&']) { tidy(&html::fragment_text(text)) } else { tidy(text) }
}

/// Plain text with a line for each paragraph, of markup or plain text.
pub(super) fn paragraphs(text: &str) -> String {
    let text = text.trim();
    if text.contains(['<', '&']) { html::fragment_text(text) } else { text.to_owned() }
}
