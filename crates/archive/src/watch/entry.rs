//! One entry of a feed: whether it is new, and the article behind it.

use article::Article;
use ingest::feed::{Entry, Feed, Subscription};
use jiff::Timestamp;
use url::Url;

use super::ledger::Ledger;
use crate::fetch::Fetcher;

/// Times that a page is tried before it is left for good.
const MAX_TRIES: u32 = 3;
/// Seconds after which a page that its feed says was changed is fetched again.
const AGAIN_AFTER: i64 = 10 * 60;

/// An entry whose page is to be fetched.
#[derive(Debug, Clone)]
pub(super) struct Due {
    /// The full address, without what only counts clicks.
    pub(super) url: String,
    /// The address of the feed.
    pub(super) feed: String,
    /// When the feed says that it was last changed, as text.
    pub(super) stamp: Option<String>,
    /// What the feed or the list calls the outlet.
    outlet: String,
    entry: Entry,
}

/// What came of fetching an entry.
#[derive(Debug)]
pub(super) enum Outcome {
    /// The article.
    Article(Box<Article>),
    /// There is none and will be none; why, a line.
    Never(String),
    /// There is none now; why, a line.
    Later(String),
}

/// The entries that are to be fetched.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) entries: Vec<Due>,
    /// False if some were left for the next round.
    pub(super) is_all: bool,
}

/// The entries of a feed that were not seen before, or changed since, at most `max_new`.
pub(super) fn due(
    ledger: &Ledger<'_>,
    feed: &Subscription,
    base: &str,
    read: Feed,
    max_new: usize,
    now: Timestamp,
) -> rusqlite::Result<Found> {
    let base = Url::parse(base).ok();
    let outlet = if feed.title.is_empty() { read.title } else { feed.title.clone() };
    let mut found = Found { entries: Vec::new(), is_all: true };
    for entry in read.entries {
        let Some(url) = base.as_ref().and_then(|it| address(it, &entry.url)) else { continue };
        let stamp = entry.modified.map(|it| it.to_string());
        let is_due = match ledger.entry(&url)? {
            None => true,
            Some(it) if !it.is_done => it.n_failures < MAX_TRIES,
            Some(it) => {
                let is_changed = stamp.is_some() && stamp != it.stamp;
                is_changed && now.as_second() - it.at > AGAIN_AFTER
            }
        };
        if is_due && found.entries.len() == max_new {
            found.is_all = false;
            break;
        }
        if is_due {
            let (feed, outlet) = (feed.url.clone(), outlet.clone());
            found.entries.push(Due { url, feed, stamp, outlet, entry });
        }
    }
    Ok(found)
}

/// The full address of a link, without the part behind `#` and the marks that count clicks.
fn address(base: &Url, link: &str) -> Option<String> {
    let mut url = base.join(link.trim()).ok()?;
    if !matches!(url.scheme(), "http" | "https") {
        return None;
    }
    url.set_fragment(None);
    let is_mark = |name: &str| name.starts_with("utm_") || matches!(name, "fbclid" | "gclid");
    if url.query_pairs().any(|(name, _)| is_mark(&name)) {
        let query = url.query().unwrap_or_default().split('&');
        let kept: Vec<&str> =
            query.filter(|it| !is_mark(it.split('=').next().unwrap_or_default())).collect();
        let kept = kept.join("&");
        url.set_query((!kept.is_empty()).then_some(kept.as_str()));
    }
    Some(url.into())
}

impl Due {
    /// Fetches the page; where that fails, the text in the feed serves if there is enough.
    pub(super) fn fetch(&self, fetcher: &Fetcher) -> Outcome {
        let (reason, is_final) = match fetcher.fetch(&self.url) {
            Ok(page) => {
                let page = ingest::Page {
                    url: &page.url,
                    bytes: &page.bytes,
                    content_type: page.content_type.as_deref(),
                };
                match ingest::page(&page, &ingest::Config::standard()) {
                    Ok(article) => return Outcome::Article(Box::new(self.completed(article))),
                    Err(err) => (err.to_string(), true),
                }
            }
            Err(trouble) => (trouble.to_string(), trouble.is_final()),
        };
        match self.entry.article(&self.url, &self.outlet) {
            Some(article) => Outcome::Article(Box::new(article)),
            None if is_final => Outcome::Never(reason),
            None => Outcome::Later(reason),
        }
    }

    /// The article with what only the feed says of it.
    fn completed(&self, mut article: Article) -> Article {
        if article.title.is_empty() {
            article.title.clone_from(&self.entry.title);
        }
        article.published = article.published.or(self.entry.published).or(self.entry.modified);
        article.byline = article.byline.or_else(|| self.entry.author.clone());
        article
    }
}
