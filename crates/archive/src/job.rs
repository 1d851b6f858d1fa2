//! Jobs: files read, stories found, stories compared; each stage can be killed and goes on.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use rayon::prelude::*;
use rusqlite::{OptionalExtension as _, params};

use crate::comparison::{self, Manner};
use crate::input::{self, Batch, Input, Stream};
use crate::keep::{Counts, Keeper, Tally};
use crate::pipe::Crew;
use crate::progress::{Progress, Stage};
use crate::row::{self, Content, Outcome, Record};
use crate::{Archive, Error, load, story, sweep};

/// Records after which what was read is written down, at least.
const BETWEEN_SAVES: usize = 2_000;
/// Stories compared together at most.
const COMPARED_TOGETHER: usize = 32;
/// Pairs of sentences that they have at most, if they are several: a pair takes some 340 bytes while its story is
/// weighed, and all of these may be at work at once.
const PAIRS_TOGETHER: usize = 1_500_000;
/// Bytes of a sentence, about, by which pairs are counted before a text is read; and sentences of a story that are
/// weighed at most.
const SENTENCE: usize = 120;
const MOST_SENTENCES: usize = 1_500;

/// How a job is done.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// How stories are compared.
    pub manner: Manner,
    /// Threads; the result is the same.
    pub n_threads: usize,
}

/// What a job did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Done {
    /// What was read.
    pub counts: Counts,
    /// Files that had been read to their end before.
    pub n_known_files: usize,
    /// Files that cannot be read, with the reason.
    pub unreadable: Vec<(PathBuf, String)>,
    /// Records that are not articles: file, place, reason; of this job, in the order of reading.
    pub rejects: Vec<(String, String, String)>,
    /// Stories compared.
    pub n_compared: u64,
}

/// Rejects that a job lists; the others stand in the archive.
const MAX_LISTED: i64 = 1_000;

/// Reads files into an archive, finds the stories and compares those that are new or changed.
///
/// # Errors
/// If the archive cannot be worked on. What was done until then is kept.
pub fn add(
    archive: &Archive,
    paths: &[PathBuf],
    settings: Settings,
    progress: &dyn Progress,
) -> Result<Done, Error> {
    let crew = Crew::new(settings.n_threads);
    let mut done = Done::default();
    let inputs = identified(paths, &mut done);
    read(archive, inputs, &crew, progress, &mut done)?;
    finish(archive, &crew, settings, progress, &mut done)?;
    Ok(done)
}

/// Goes on with what an earlier job left: files not read to their end, articles without a story,
/// stories not compared.
///
/// # Errors
/// As [`add`].
pub fn resume(
    archive: &Archive,
    settings: Settings,
    progress: &dyn Progress,
) -> Result<Done, Error> {
    let left = archive.ask(
        archive.db.prepare("SELECT path FROM input WHERE NOT done ORDER BY input").and_then(
            |mut it| it.query_map([], |it| it.get(0))?.collect::<Result<Vec<String>, _>>(),
        ),
    )?;
    let paths: Vec<PathBuf> = left.into_iter().map(PathBuf::from).collect();
    add(archive, &paths, settings, progress)
}

/// Takes articles that were read elsewhere, such as from the pages of a feed; finds their stories
/// and compares. `origin` names where they come from, in the lists of the archive.
///
/// # Errors
/// As [`add`].
pub fn add_articles(
    archive: &Archive,
    origin: &str,
    articles: Vec<article::Article>,
    settings: Settings,
    progress: &dyn Progress,
) -> Result<Done, Error> {
    let crew = Crew::new(settings.n_threads);
    let mut done = Done::default();
    let name: Arc<str> = Arc::from(origin);
    let config = ingest::Config::standard();
    let outcomes: Vec<Outcome> = crew.install(|| {
        articles
            .into_par_iter()
            .map(|it| {
                let place = it.url.clone().unwrap_or_default();
                let content = Content::Article(Box::new(it));
                row::read(Record { name: name.clone(), place, content }, &config)
            })
            .collect()
    });
    done.counts = archive.in_transaction(|db| {
        db.execute(
            "INSERT OR IGNORE INTO input (path, size, head, done) VALUES (?, 0, 0, 1)",
            [origin],
        )?;
        let input = db.query_row(
            "SELECT input FROM input WHERE path = ? AND size = 0 AND head = 0",
            [origin],
            |it| it.get(0),
        )?;
        let mut keeper = Keeper::new(db)?;
        for outcome in &outcomes {
            keeper.keep(input, outcome)?;
        }
        Ok(keeper.counts)
    })?;
    finish(archive, &crew, settings, progress, &mut done)?;
    Ok(done)
}

/// Counts what [`add`] would keep, and writes nothing. `archive` is there or not.
///
/// # Errors
/// If there is a file at `archive` that is none.
pub fn dry_run(
    archive: &Path,
    paths: &[PathBuf],
    n_threads: usize,
    progress: &dyn Progress,
) -> Result<Done, Error> {
    let archive = if archive.exists() { Some(Archive::read(archive)?) } else { None };
    let crew = Crew::new(n_threads);
    let mut done = Done::default();
    let inputs: Vec<Input> = identified(paths, &mut done);
    let names: Vec<String> = inputs.iter().map(|it| it.path.display().to_string()).collect();
    let mut tally = Tally::new(archive.as_ref().map(|it| &it.db));
    let starts = inputs.into_iter().enumerate().map(|(idx, it)| (idx, it, Default::default()));
    through(&crew, starts.collect(), progress, |input, batch| {
        for outcome in &batch.outcomes {
            let added = tally.add(outcome);
            match &archive {
                Some(archive) => archive.ask(added)?,
                None => drop(added),
            }
            for (place, reason) in &outcome.rejects {
                if (done.rejects.len() as i64) < MAX_LISTED {
                    done.rejects.push((names[input].clone(), place.clone(), reason.clone()));
                }
            }
        }
        Ok(tally.counts.articles)
    })?;
    done.counts = tally.counts;
    Ok(done)
}

/// The files of the user's names; what cannot be read goes to `done`.
fn identified(paths: &[PathBuf], done: &mut Done) -> Vec<Input> {
    let mut inputs = Vec::new();
    for file in input::files(paths) {
        let identified = match file {
            Ok(path) => input::identify(&path).map_err(|it| (path, it)),
            Err(unreadable) => Err(unreadable),
        };
        match identified {
            Ok(input) => inputs.push(input),
            Err((path, error)) => {
                let message = error.to_string();
                let reason = message.split(" (os error").next().unwrap_or(&message).to_owned();
                done.unreadable.push((path, reason));
            }
        }
    }
    inputs
}

/// A batch read.
struct Worked {
    outcomes: Vec<Outcome>,
    position: u64,
    n_records: u64,
    is_last: bool,
}

/// Reads the records of files on all threads. `put` gets each batch with the index of its file, in
/// order, and says how many articles there are so far.
fn through(
    crew: &Crew,
    inputs: Vec<(usize, Input, input::Position)>,
    progress: &dyn Progress,
    mut put: impl FnMut(usize, Worked) -> Result<u64, Error>,
) -> Result<(), Error> {
    let sizes: Option<u64> =
        inputs.iter().map(|(_, it, _)| (it.path.as_os_str() != "-").then_some(it.size)).sum();
    progress.begin(Stage::Reading, sizes);
    let n_read = Arc::new(AtomicU64::new(0));
    let mut stream = Stream::new(inputs, n_read.clone());
    let config = ingest::Config::standard();
    crew.pipe(
        || Ok(stream.next()),
        |batch: Batch| {
            let Batch { input, records, position, n_records, is_last } = batch;
            let outcomes = records.into_par_iter().map(|it| row::read(it, &config)).collect();
            (input, Worked { outcomes, position, n_records, is_last })
        },
        |(input, worked)| {
            let n_articles = put(input, worked)?;
            progress.at(n_read.load(Ordering::Relaxed));
            progress.articles(n_articles);
            Ok(())
        },
    )?;
    progress.end();
    Ok(())
}

/// Reads files into the archive, each from where it was left.
fn read(
    archive: &Archive,
    inputs: Vec<Input>,
    crew: &Crew,
    progress: &dyn Progress,
    done: &mut Done,
) -> Result<(), Error> {
    let db = &archive.db;
    let last_reject: i64 =
        archive
            .ask(db.query_row("SELECT coalesce(max(reject), 0) FROM reject", [], |it| it.get(0)))?;
    let mut ids = BTreeMap::new();
    let mut starts = Vec::new();
    for input in inputs {
        let (id, at, is_done) = archive.in_transaction(|db| register(db, &input))?;
        if is_done {
            done.n_known_files += 1;
        } else if !ids.values().any(|it| *it == id) {
            ids.insert(starts.len(), id);
            starts.push((starts.len(), input, at));
        }
    }
    if starts.is_empty() {
        return Ok(());
    }
    let begin = || db.execute_batch("BEGIN IMMEDIATE");
    archive.ask(begin())?;
    let mut keeper = archive.ask(Keeper::new(db))?;
    let mut n_unsaved = 0;
    through(crew, starts, progress, |input, worked| {
        n_unsaved += worked.outcomes.len();
        let keep = || {
            for outcome in &worked.outcomes {
                keeper.keep(ids[&input], outcome)?;
            }
            db.prepare_cached(
                "UPDATE input SET position = ?, records = ?, done = ? WHERE input = ?",
            )?
            .execute(params![
                worked.position,
                worked.n_records,
                worked.is_last,
                ids[&input]
            ])?;
            if n_unsaved >= BETWEEN_SAVES {
                n_unsaved = 0;
                db.execute_batch("COMMIT; BEGIN IMMEDIATE")?;
            }
            Ok(keeper.counts.articles)
        };
        archive.ask(keep_all(keep))
    })?;
    archive.ask(db.execute_batch("COMMIT"))?;
    done.counts = keeper.counts;
    done.rejects = archive.ask(rejects(db, last_reject, MAX_LISTED))?;
    Ok(())
}

/// Names the type of a closure's answer.
fn keep_all<T>(work: impl FnOnce() -> rusqlite::Result<T>) -> rusqlite::Result<T> {
    work()
}

/// The number of an input, how far it was read, and whether nothing of it is left.
fn register(
    db: &rusqlite::Connection,
    input: &Input,
) -> rusqlite::Result<(i64, input::Position, bool)> {
    let path = match input.path.canonicalize() {
        Ok(path) => path.display().to_string(),
        Err(_) => input.path.display().to_string(),
    };
    let key = params![path, input.size, input.head];
    let known = db
        .prepare_cached(
            "SELECT input, position, records, done FROM input
             WHERE path = ? AND size = ? AND head = ?",
        )?
        .query_row(key, |it| {
            let at = input::Position { position: it.get(1)?, n_records: it.get(2)? };
            Ok((it.get(0)?, at, it.get(3)?))
        })
        .optional()?;
    if let Some(known) = known {
        return Ok(known);
    }
    db.prepare_cached("INSERT INTO input (path, size, head) VALUES (?, ?, ?)")?.execute(key)?;
    Ok((db.last_insert_rowid(), input::Position::default(), false))
}

/// Records that are not articles, behind the one numbered `after`, `limit` at most (-1: all).
pub(crate) fn rejects(
    db: &rusqlite::Connection,
    after: i64,
    limit: i64,
) -> rusqlite::Result<Vec<(String, String, String)>> {
    db.prepare(
        "SELECT path, place, reason FROM reject JOIN input USING (input)
             WHERE reject > ? ORDER BY reject LIMIT ?",
    )?
    .query_map(params![after, limit], |it| Ok((it.get(0)?, it.get(1)?, it.get(2)?)))?
    .collect()
}

/// The stages behind the reading.
fn finish(
    archive: &Archive,
    crew: &Crew,
    settings: Settings,
    progress: &dyn Progress,
    done: &mut Done,
) -> Result<(), Error> {
    sweep::run(archive, crew, progress)?;
    done.n_compared = compare(archive, crew, settings, progress)?;
    Ok(())
}

/// Compares every story that is new or changed.
fn compare(
    archive: &Archive,
    crew: &Crew,
    settings: Settings,
    progress: &dyn Progress,
) -> Result<u64, Error> {
    let n_changed: u64 = archive.ask(archive.db.query_row(
        "SELECT count(*) FROM story WHERE changed",
        [],
        |it| it.get(0),
    ))?;
    if n_changed == 0 {
        return Ok(0);
    }
    progress.begin(Stage::Comparing, Some(n_changed));
    let comparer = settings.manner.comparer(settings.n_threads);
    let reader = Archive::read(archive.path())?;
    let mut last = i64::MIN;
    let mut n_done = 0;
    crew.pipe(
        move || {
            let stories = reader.ask(changed(&reader.db, last))?;
            last = stories.last().map_or(last, |it| it.story);
            Ok((!stories.is_empty()).then_some(stories))
        },
        |stories: Vec<comparison::Story>| {
            let rows = stories.par_iter().map(|it| comparison::compare(it, &comparer));
            rows.collect::<Vec<_>>()
        },
        |rows| {
            archive.in_transaction(|db| {
                rows.iter().try_for_each(|it| comparison::write(db, it, settings.manner))
            })?;
            n_done += rows.len() as u64;
            progress.at(n_done);
            Ok(())
        },
    )?;
    progress.end();
    Ok(n_done)
}

/// The next stories that are to be compared.
fn changed(db: &rusqlite::Connection, after: i64) -> rusqlite::Result<Vec<comparison::Story>> {
    let stories = db
        .prepare_cached(
            "SELECT story FROM story WHERE changed AND story > ? ORDER BY story LIMIT ?",
        )?
        .query_map(params![after, COMPARED_TOGETHER], |it| it.get(0))?
        .collect::<rusqlite::Result<Vec<i64>>>()?;
    let mut n_pairs = 0;
    let mut fetched = Vec::new();
    for story in stories {
        let story = fetch(db, story)?;
        n_pairs += pairs_of(&story);
        if n_pairs > PAIRS_TOGETHER && !fetched.is_empty() {
            break;
        }
        fetched.push(story);
    }
    Ok(fetched)
}

/// Pairs of sentences that a story has, about.
fn pairs_of(story: &comparison::Story) -> usize {
    let n_bytes: usize = story.articles.iter().map(|(_, _, it)| it.body.len()).sum();
    let n_sentences = (n_bytes / SENTENCE).min(MOST_SENTENCES);
    n_sentences * n_sentences / 2
}

/// A story with the articles to compare: of each its latest text.
pub(crate) fn fetch(db: &rusqlite::Connection, story: i64) -> rusqlite::Result<comparison::Story> {
    let mut articles = Vec::new();
    for key in story::compared(db, story)? {
        let text_of = load::latest(db, key)?;
        if let Some(article) = load::article(db, text_of)? {
            articles.push(Some((key, text_of, article)));
        }
    }
    let outlets: Vec<String> =
        articles.iter().flatten().map(|(_, _, it)| it.outlet.clone()).collect();
    let chosen = comparison::chosen(&outlets);
    let n_left_out = outlets.len() - chosen.len();
    let articles = chosen.into_iter().filter_map(|it| articles[it].take()).collect();
    Ok(comparison::Story { story, articles, n_left_out })
}

#[cfg(test)]
mod tests;
