//! `twicetold watch`: rounds over feeds, whose articles are added to an archive.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use archive::Archive;
use archive::fetch::{Fetcher, Limits};
use archive::watch::{Round, Settings, watch};
use ingest::feed::{Subscription, outline};

use crate::args::batch::WatchArguments;
use crate::batch::job;
use crate::exit::Status;
use crate::output::{self, Output};

/// Most bytes of a list of feeds.
const MAX_LIST_BYTES: u64 = 16 << 20;

/// Asks the feeds, once or again and again. A round that fails does not end the watch; with
/// `--once` it does.
pub(crate) fn run(arguments: &WatchArguments) -> anyhow::Result<Status> {
    let may_loopback = arguments.allow_loopback;
    let fetcher = Fetcher::new(Limits { may_loopback, ..Limits::standard() });
    loop {
        let begun = Instant::now();
        match round(arguments, &fetcher) {
            Ok(round) if arguments.once => {
                let is_good = round.troubles.is_empty();
                return Ok(if is_good { Status::Alike } else { Status::Trouble });
            }
            Err(error) if arguments.once => return Err(error),
            Ok(_) => {}
            Err(error) => output::complain(&format!("{error:#}; the next round tries again")),
        }
        std::thread::sleep(arguments.every.saturating_sub(begun.elapsed()).max(PAUSE));
    }
}

/// Shortest time between two rounds, however long a round takes.
const PAUSE: Duration = Duration::from_secs(5);

/// One round. The archive is open no longer, so that other jobs can work on it between two.
fn round(arguments: &WatchArguments, fetcher: &Fetcher) -> anyhow::Result<Round> {
    let feeds = subscriptions(&arguments.feeds)?;
    let archive = Archive::open(&arguments.archive.archive)?;
    let settings = Settings { every: arguments.every, ..Settings::standard() };
    let progress = job::progress(&arguments.job);
    let work = job::settings(&arguments.job);
    let round = watch(&archive, fetcher, &feeds, &settings, work, &*progress)?;
    drop(progress);
    output::list_troubles(&round.troubles);
    let line = match (arguments.job.quiet, arguments.job.json_progress) {
        (true, _) => String::new(),
        (_, true) => format!("{}\n", json(&round)),
        _ => summary(&round),
    };
    Output::standard().write(line.as_bytes())?;
    Ok(round)
}

/// The feeds named, and those in the lists named; each once.
fn subscriptions(named: &[String]) -> anyhow::Result<Vec<Subscription>> {
    let mut feeds: Vec<Subscription> = Vec::new();
    for name in named {
        if name.starts_with("http://") || name.starts_with("https://") {
            feeds.push(Subscription { title: String::new(), url: name.clone() });
            continue;
        }
        let mut bytes = Vec::new();
        File::open(Path::new(name))
            .and_then(|it| it.take(MAX_LIST_BYTES).read_to_end(&mut bytes))
            .with_context(|| format!("{name}: cannot be read"))?;
        feeds.extend(outline(&bytes).map_err(|reason| anyhow::anyhow!("{name}: {reason}"))?);
    }
    let mut seen = std::collections::HashSet::new();
    feeds.retain(|it| seen.insert(it.url.clone()));
    Ok(feeds)
}

fn summary(round: &Round) -> String {
    let feeds = |n: usize| if n == 1 { "1 feed".to_owned() } else { format!("{n} feeds") };
    let waiting = match round.n_waiting {
        0 => String::new(),
        n => format!(", {n} not due yet"),
    };
    format!(
        "{} asked, {} unchanged{waiting}; {} new pages, {} articles added\n",
        feeds(round.n_asked),
        round.n_unchanged,
        round.n_new,
        round.n_articles
    )
}

fn json(round: &Round) -> serde_json::Value {
    serde_json::json!({
        "round": {
            "feeds_asked": round.n_asked, "feeds_unchanged": round.n_unchanged,
            "feeds_not_due": round.n_waiting, "pages_new": round.n_new,
            "articles": round.n_articles, "troubles": round.troubles.len(),
        }
    })
}
