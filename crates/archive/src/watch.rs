//! Feeds watched: what they link to is fetched once, and handed on as articles.
//!
//! [`round`] asks each feed that is due, whether it has changed since the last time; of those that
//! have, the pages that are new are fetched. Feeds and pages are asked side by side, each host
//! with a pause between ([`crate::fetch`]). What fails is tried again later, ever more rarely; one
//! bad feed never stops the others. What was seen is kept in a [`Ledger`], and an entry is marked
//! as seen only after its article was taken, so that nothing is lost when the process ends.

mod entry;
mod ledger;
mod side_by_side;

pub use ledger::Ledger;

use std::collections::HashSet;
use std::fmt;
use std::time::Duration;

use article::Article;
use ingest::feed::{self, Subscription};
use jiff::Timestamp;

use crate::fetch::{Fetcher, Page, Seen, Trouble};
use entry::{Due, Outcome};
use ledger::Health;
use side_by_side::side_by_side;

/// Articles that are handed on at once.
const BATCH: usize = 64;
/// Where the archive says that articles of feeds come from.
const ORIGIN: &str = "feeds";
/// Longest time until a feed that fails is tried again.
const MAX_WAIT: Duration = Duration::from_secs(24 * 60 * 60);

/// How to watch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// Time between two questions to a feed; doubled after each failure, up to a day.
    pub every: Duration,
    /// Most new pages of one feed that are fetched in a round; the others follow in the next.
    pub max_new: usize,
    /// Servers that are asked at the same time.
    pub n_threads: usize,
}

impl Settings {
    /// Every quarter of an hour, 100 pages a feed, eight servers at a time.
    #[must_use]
    pub fn standard() -> Self {
        Self { every: Duration::from_secs(15 * 60), max_new: 100, n_threads: 8 }
    }
}

/// What came of a round.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Round {
    /// Feeds that were asked.
    pub n_asked: usize,
    /// Feeds of these that had not changed.
    pub n_unchanged: usize,
    /// Feeds that were not due, because they were asked lately or failed.
    pub n_waiting: usize,
    /// Pages that were new.
    pub n_new: usize,
    /// Articles handed on.
    pub n_articles: usize,
    /// What failed or was odd, a line each that names the address.
    pub troubles: Vec<String>,
}

/// Why a round could not go on.
#[derive(Debug)]
pub enum Stop<E> {
    /// The ledger cannot be read or written.
    Ledger(rusqlite::Error),
    /// The articles were not taken.
    Sink(E),
}

impl<E> From<rusqlite::Error> for Stop<E> {
    fn from(err: rusqlite::Error) -> Self {
        Stop::Ledger(err)
    }
}

impl<E: fmt::Display> fmt::Display for Stop<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Stop::Ledger(err) => write!(f, "what was seen of the feeds cannot be kept: {err}"),
            Stop::Sink(err) => err.fmt(f),
        }
    }
}

/// Asks the feeds once and adds what is new to an archive, whose stories are found and compared
/// anew where they changed.
///
/// # Errors
/// If the archive cannot be worked on. What was done until then is kept.
pub fn watch(
    archive: &crate::Archive,
    fetcher: &Fetcher,
    feeds: &[Subscription],
    settings: &Settings,
    job: crate::Settings,
    progress: &dyn crate::Progress,
) -> Result<Round, crate::Error> {
    let ledger = archive.ask(Ledger::new(&archive.db))?;
    let sink = |articles: Vec<Article>| {
        crate::add_articles(archive, ORIGIN, articles, job, progress).map(|_| ())
    };
    let now = Timestamp::now();
    round(fetcher, &ledger, feeds, settings, now, sink).map_err(|stop| match stop {
        Stop::Ledger(err) => crate::Error::of(&archive.path, err),
        Stop::Sink(err) => err,
    })
}

/// What a feed gave.
enum Answer {
    Unchanged,
    Feed { page: Page, feed: feed::Feed },
}

/// Asks the feeds once. `sink` takes the articles, in batches; `now` tells what is due.
///
/// # Errors
/// If the ledger cannot be kept or the sink refuses. Feeds and pages that fail are no error; they
/// are listed in [`Round::troubles`].
pub fn round<E>(
    fetcher: &Fetcher,
    ledger: &Ledger<'_>,
    feeds: &[Subscription],
    settings: &Settings,
    now: Timestamp,
    mut sink: impl FnMut(Vec<Article>) -> Result<(), E>,
) -> Result<Round, Stop<E>> {
    let mut round = Round::default();
    let mut due: Vec<(&Subscription, Health)> = Vec::new();
    for feed in feeds {
        let health = ledger.health(&feed.url)?;
        match health.not_before <= now.as_second() {
            true => due.push((feed, health)),
            false => round.n_waiting += 1,
        }
    }
    round.n_asked = due.len();
    let mut lists: Vec<Vec<Due>> = Vec::new();
    let mut read: Vec<Read> = Vec::new();
    let ask = |(feed, health): &(&Subscription, Health)| ask(fetcher, feed, &health.seen);
    side_by_side(
        &due,
        settings.n_threads,
        ask,
        |(feed, health), answer| -> rusqlite::Result<()> {
            let taken = take_feed(ledger, feed, health, answer, settings, now, &mut round)?;
            if let Some((entries, feed)) = taken {
                lists.push(entries);
                read.push(feed);
            }
            Ok(())
        },
    )?;
    let entries = interleaved(lists);
    round.n_new = entries.len();
    let again = take_entries(fetcher, ledger, &entries, settings, now, &mut round, &mut sink)?;
    for Read { url, seen, not_before } in read {
        if !again.contains(&url) {
            ledger.feed_is_well(&url, &seen, now, not_before)?;
        }
    }
    Ok(round)
}

/// A feed that was read. What was seen of it is noted when all its entries are settled: until then
/// it has to be read again.
struct Read {
    url: String,
    seen: Seen,
    not_before: i64,
}

/// Asks one feed.
fn ask(fetcher: &Fetcher, feed: &Subscription, seen: &Seen) -> Result<Answer, Failure> {
    let page = fetcher.fetch_since(&feed.url, seen)?;
    if page.status == 304 {
        return Ok(Answer::Unchanged);
    }
    let charset = page.content_type.as_deref().and_then(ingest::charset_of);
    match feed::read(&page.bytes, charset) {
        Ok(feed) => Ok(Answer::Feed { page, feed }),
        Err(reason) => Err(Failure { line: format!("{}: {reason}", feed.url), wait: None }),
    }
}

/// Why a feed gave nothing, and the least time until it may be asked again.
struct Failure {
    line: String,
    wait: Option<Duration>,
}

impl From<Trouble> for Failure {
    fn from(trouble: Trouble) -> Self {
        let wait = if trouble.is_refusal() { Some(MAX_WAIT) } else { trouble.retry() };
        Self { line: trouble.to_string(), wait }
    }
}

/// Notes what a feed gave; answers with its entries that are to be fetched, if it was read.
fn take_feed(
    ledger: &Ledger<'_>,
    feed: &Subscription,
    health: &Health,
    answer: Result<Answer, Failure>,
    settings: &Settings,
    now: Timestamp,
    round: &mut Round,
) -> rusqlite::Result<Option<(Vec<Due>, Read)>> {
    let next = |wait: Duration| now.as_second().saturating_add_unsigned(wait.as_secs());
    // A minute less, so that a round every quarter of an hour finds each feed due.
    let usual = settings.every.saturating_sub(settings.every / 10);
    match answer {
        Ok(Answer::Unchanged) => {
            round.n_unchanged += 1;
            ledger.feed_is_well(&feed.url, &health.seen, now, next(usual))?;
            Ok(None)
        }
        Ok(Answer::Feed { page, feed: read }) => {
            round.troubles.extend(read.warnings.iter().map(|it| format!("{}: {it}", feed.url)));
            let found = entry::due(ledger, feed, &page.url, read, settings.max_new, now)?;
            ledger.feed_is_well(&feed.url, &Seen::default(), now, next(usual))?;
            // What is left over is found again only if the feed is read again.
            let seen = match found.is_all {
                true => Seen { etag: page.etag, last_modified: page.last_modified },
                false => Seen::default(),
            };
            let not_before = next(usual);
            Ok(Some((found.entries, Read { url: feed.url.clone(), seen, not_before })))
        }
        Err(failure) => {
            let doubled = settings.every.saturating_mul(1 << health.n_failures.min(12));
            let wait = doubled.min(MAX_WAIT).max(failure.wait.unwrap_or_default().min(MAX_WAIT));
            ledger.feed_failed(&feed.url, &failure.line, now, next(wait))?;
            round.troubles.push(failure.line);
            Ok(None)
        }
    }
}

/// One entry of each list, then the next of each, so that no host is asked many times in a row;
/// an entry of two feeds is taken once.
fn interleaved(lists: Vec<Vec<Due>>) -> Vec<Due> {
    let n_rows = lists.iter().map(Vec::len).max().unwrap_or(0);
    let mut lists: Vec<_> = lists.into_iter().map(Vec::into_iter).collect();
    let mut seen = HashSet::new();
    let rows =
        (0..n_rows).flat_map(|_| lists.iter_mut().filter_map(Iterator::next).collect::<Vec<_>>());
    rows.filter(|it| seen.insert(it.url.clone())).collect()
}

/// Fetches the pages of entries and hands on their articles; answers with the feeds of those that
/// are to be tried again.
fn take_entries<E>(
    fetcher: &Fetcher,
    ledger: &Ledger<'_>,
    entries: &[Due],
    settings: &Settings,
    now: Timestamp,
    round: &mut Round,
    sink: &mut impl FnMut(Vec<Article>) -> Result<(), E>,
) -> Result<HashSet<String>, Stop<E>> {
    let mut again = HashSet::new();
    let mut batch: Vec<(&Due, Article)> = Vec::new();
    let mut hand_on = |batch: &mut Vec<(&Due, Article)>,
                       round: &mut Round|
     -> Result<(), Stop<E>> {
        let (dues, articles): (Vec<&Due>, Vec<Article>) = std::mem::take(batch).into_iter().unzip();
        if articles.is_empty() {
            return Ok(());
        }
        round.n_articles += articles.len();
        sink(articles).map_err(Stop::Sink)?;
        for due in dues {
            ledger.entry_is_done(&due.url, due.stamp.as_deref(), now)?;
        }
        Ok(())
    };
    side_by_side(
        entries,
        settings.n_threads,
        |it| it.fetch(fetcher),
        |due, outcome| {
            match outcome {
                Outcome::Article(article) => batch.push((due, *article)),
                Outcome::Never(reason) => {
                    ledger.entry_is_done(&due.url, due.stamp.as_deref(), now)?;
                    round.troubles.push(reason);
                }
                Outcome::Later(reason) => {
                    ledger.entry_failed(&due.url, now)?;
                    again.insert(due.feed.clone());
                    round.troubles.push(reason);
                }
            }
            if batch.len() >= BATCH { hand_on(&mut batch, round) } else { Ok(()) }
        },
    )?;
    hand_on(&mut batch, round)?;
    Ok(again)
}
