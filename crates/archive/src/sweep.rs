//! Waiting articles get their stories: one sweep through time, with `gather` to decide.
//!
//! The sweep's place and the gatherer's memory are written in the same transaction as the stories,
//! so that a job that was killed goes on as if nothing had happened. Articles older than those
//! gathered before are swept with their surroundings: what lies around them is recalled, not
//! decided anew.

use std::collections::BTreeSet;

use gather::{Change, Gatherer, Likeness, Profile};
use rusqlite::{Connection, OptionalExtension as _, params};

use crate::keep::{DAY, UNDATED};
use crate::pipe::Crew;
use crate::progress::{Progress, Stage};
use crate::{Archive, Error, load, story};

/// Articles fetched together.
const FETCHED_TOGETHER: usize = 256;
/// Articles after which the work is written down, at least.
const MIN_BETWEEN_SAVES: usize = 2_000;
/// Bytes of the gatherer's memory for each further article between two savings: what is written
/// stays in proportion to what was done.
const BYTES_OF_STATE: usize = 4 << 10;
/// Bytes of a part of the memory: SQLite copies a value several times while it writes it.
const PART_BYTES: usize = 1 << 20;

/// What is known of an article when its story is decided.
pub struct Profiled {
    /// The article.
    pub article: i64,
    /// Its place in time; the least number there is if nothing tells.
    pub time: i64,
    /// Its story, if that was decided before.
    pub story: Option<i64>,
    /// What `gather` weighs.
    pub profile: Profile,
    /// Its language.
    pub language: &'static str,
    /// Its sentences.
    pub n_sentences: usize,
}

/// An article fetched to be read.
pub struct Fetched {
    /// The article.
    pub key: i64,
    /// Its place in time.
    pub time: i64,
    /// Its story, if that was decided before.
    pub story: Option<i64>,
    /// The article itself.
    pub article: article::Article,
}

/// Reads what tells the story of an article: one row in, one row out.
#[must_use]
pub fn profile(row: Fetched) -> Profiled {
    let Fetched { key, time, story, article } = row;
    let document = text::read(article);
    let mut profile = gather::profile(&document);
    profile.published = (time != UNDATED).then_some(time);
    Profiled {
        article: key,
        time,
        story,
        profile,
        language: document.language,
        n_sentences: document.sentences.len(),
    }
}

/// Where a sweep stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place {
    /// What is recalled lies from here …
    recall_from: i64,
    /// … to here; nothing is, if this is smaller.
    recall_to: i64,
    /// Everything up to this time and article is done with.
    time: i64,
    article: i64,
}

/// Finds the stories of all waiting articles.
pub(crate) fn run(archive: &Archive, crew: &Crew, progress: &dyn Progress) -> Result<(), Error> {
    let n_waiting =
        archive.ask(
            archive.db.query_row("SELECT count(*) FROM waiting", [], |it| it.get::<_, i64>(0)),
        )?;
    if n_waiting == 0 {
        return Ok(());
    }
    progress.begin(Stage::Gathering, Some(n_waiting.unsigned_abs()));
    let mut n_done = 0;
    loop {
        let mut sweep = match Sweep::resumed(archive)? {
            Some(sweep) => sweep,
            None => match Sweep::planned(archive)? {
                Some(sweep) => sweep,
                None => break,
            },
        };
        sweep.go(archive, crew, &mut |n| {
            n_done += n;
            progress.at(n_done);
        })?;
    }
    progress.end();
    Ok(())
}

struct Sweep {
    place: Place,
    gatherer: Gatherer,
}

impl Sweep {
    /// The sweep that was broken off.
    fn resumed(archive: &Archive) -> Result<Option<Self>, Error> {
        let text = archive.ask(state::<String>(&archive.db, "sweep"))?;
        let Some(text) = text else { return Ok(None) };
        let numbers: Vec<i64> = text.split(' ').filter_map(|it| it.parse().ok()).collect();
        let [recall_from, recall_to, time, article] = numbers[..] else {
            return Err(damaged(archive, format!("the sweep's place is {text:?}")));
        };
        let place = Place { recall_from, recall_to, time, article };
        Ok(Some(Self { place, gatherer: remembered(archive, "sweep memory")? }))
    }

    /// A sweep over all that waits; `None` if nothing does.
    fn planned(archive: &Archive) -> Result<Option<Self>, Error> {
        let db = &archive.db;
        let waits = archive
            .ask(db.prepare("SELECT 1 FROM waiting LIMIT 1").and_then(|mut it| it.exists([])))?;
        if !waits {
            return Ok(None);
        }
        let dated: (Option<i64>, Option<i64>) = archive.ask(db.query_row(
            "SELECT min(time), max(time) FROM waiting WHERE time > ?",
            [UNDATED],
            |it| Ok((it.get(0)?, it.get(1)?)),
        ))?;
        let frontier = archive.ask(state::<i64>(db, "frontier"))?;
        let start = Place { recall_from: 0, recall_to: -1, time: UNDATED, article: i64::MIN };
        let (place, gatherer) = match (dated, frontier) {
            ((Some(first), Some(last)), Some(frontier)) if first < frontier => {
                #[expect(clippy::cast_possible_truncation, reason = "a window is some days")]
                let window = gather::Config::standard().window_days.ceil() as i64 * DAY;
                let place = Place {
                    recall_from: first.saturating_sub(window),
                    recall_to: last.saturating_add(window),
                    ..start
                };
                (place, Gatherer::new(gather::Config::standard()))
            }
            _ => (start, remembered(archive, "memory")?),
        };
        Ok(Some(Self { place, gatherer }))
    }

    /// Goes through time to the end. `done` hears how many waiting articles have their story.
    fn go(
        &mut self,
        archive: &Archive,
        crew: &Crew,
        done: &mut dyn FnMut(u64),
    ) -> Result<(), Error> {
        let reader = Archive::read(archive.path())?;
        let mut at = self.place;
        let fetch = move || {
            let rows = reader.ask(fetch(&reader.db, &at))?;
            if let Some(last) = rows.last() {
                (at.time, at.article) = (last.time, last.key);
            }
            Ok((!rows.is_empty()).then_some(rows))
        };
        let work = |rows: Vec<Fetched>| {
            use rayon::prelude::*;
            rows.into_par_iter().map(profile).collect::<Vec<_>>()
        };
        let mut touched = BTreeSet::new();
        let mut n_unsaved = 0;
        let mut enough = MIN_BETWEEN_SAVES;
        archive.ask(archive.db.execute_batch("BEGIN IMMEDIATE"))?;
        crew.pipe(fetch, work, |rows| {
            let n_new = rows.iter().filter(|it| it.story.is_none()).count();
            for row in rows {
                archive.ask(self.place(&archive.db, row, &mut touched))?;
            }
            n_unsaved += n_new;
            done(n_new as u64);
            if n_unsaved >= enough {
                enough = MIN_BETWEEN_SAVES + self.save(archive, &mut touched)? / BYTES_OF_STATE;
                n_unsaved = 0;
            }
            Ok(())
        })?;
        self.end(archive, &mut touched)
    }

    /// Decides the story of one article, or recalls it.
    fn place(
        &mut self,
        db: &Connection,
        row: Profiled,
        touched: &mut BTreeSet<i64>,
    ) -> rusqlite::Result<()> {
        (self.place.time, self.place.article) = (row.time, row.article);
        let key = row.article.unsigned_abs();
        if let Some(story) = row.story {
            self.gatherer.recall(story.unsigned_abs(), key, &row.profile);
            return Ok(());
        }
        let changes = self.gatherer.push(key, &row.profile);
        for change in &changes {
            apply(db, change, &row, touched)?;
        }
        db.prepare_cached("DELETE FROM waiting WHERE time = ? AND article = ?")?
            .execute([row.time, row.article])?;
        Ok(())
    }

    /// Writes down what was found; says how many bytes the gatherer's memory has.
    fn save(&self, archive: &Archive, touched: &mut BTreeSet<i64>) -> Result<usize, Error> {
        let Place { recall_from, recall_to, time, article } = self.place;
        let place = format!("{recall_from} {recall_to} {time} {article}");
        let db = &archive.db;
        let write = || {
            for story in std::mem::take(touched) {
                story::refresh(db, story)?;
            }
            set_state(db, "sweep", place)?;
            let n_bytes = keep(db, "sweep memory", &self.gatherer)?;
            db.execute_batch("COMMIT; BEGIN IMMEDIATE")?;
            Ok(n_bytes)
        };
        archive.ask(write())
    }

    fn end(&self, archive: &Archive, touched: &mut BTreeSet<i64>) -> Result<(), Error> {
        let db = &archive.db;
        let frontier = archive.ask(state::<i64>(db, "frontier"))?;
        let last = self.place.time.max(self.place.recall_to);
        let mut write = || {
            for story in std::mem::take(touched) {
                story::refresh(db, story)?;
            }
            // A sweep through the past leaves the memory of the present as it is.
            if self.place.time > UNDATED && frontier.is_none_or(|it| last >= it) {
                keep(db, "memory", &self.gatherer)?;
                set_state(db, "frontier", frontier.unwrap_or(UNDATED).max(self.place.time))?;
            }
            db.execute("DELETE FROM state WHERE name = 'sweep'", [])?;
            forget(db, "sweep memory")?;
            db.execute_batch("COMMIT")
        };
        archive.ask(write())
    }
}

/// The next articles in time: waiting ones, and those to recall.
fn fetch(db: &Connection, at: &Place) -> rusqlite::Result<Vec<Fetched>> {
    const WAITING: &str = "SELECT time, article, NULL AS story FROM waiting
         WHERE (time, article) > (?1, ?2)";
    const ORDER: &str = "ORDER BY 1, 2 LIMIT ?3";
    let row = |it: &rusqlite::Row<'_>| Ok((it.get(0)?, it.get(1)?, it.get(2)?));
    let rows: Vec<(i64, i64, Option<i64>)> = if at.recall_to < at.recall_from {
        db.prepare_cached(&format!("{WAITING} {ORDER}"))?
            .query_map(params![at.time, at.article, FETCHED_TOGETHER], row)?
            .collect::<rusqlite::Result<_>>()?
    } else {
        db.prepare_cached(&format!(
            "{WAITING} UNION ALL SELECT time, article, story FROM membership
             WHERE (time, article) > (?1, ?2) AND time BETWEEN ?4 AND ?5 {ORDER}"
        ))?
        .query_map(
            params![at.time, at.article, FETCHED_TOGETHER, at.recall_from, at.recall_to],
            row,
        )?
        .collect::<rusqlite::Result<_>>()?
    };
    let mut fetched = Vec::with_capacity(rows.len());
    for (time, key, story) in rows {
        let article = load::article(db, key)?.unwrap_or_else(|| article::Article::of(""));
        fetched.push(Fetched { key, time, story, article });
    }
    Ok(fetched)
}

/// Writes down one thing that `gather` found.
fn apply(
    db: &Connection,
    change: &Change,
    row: &Profiled,
    touched: &mut BTreeSet<i64>,
) -> rusqlite::Result<()> {
    match change {
        Change::Founded { story, .. } => {
            touched.insert(member(db, *story, row, None)?);
        }
        Change::Joined { story, why, .. } => {
            touched.insert(member(db, *story, row, Some(why.to_string()))?);
        }
        Change::Duplicate { article, of, likeness } => {
            let likeness = match likeness {
                Likeness::Exact => 1.0,
                Likeness::Near(share) => f64::from(*share),
            };
            db.prepare_cached("UPDATE membership SET repeats = ?, likeness = ? WHERE article = ?")?
                .execute(params![of.cast_signed(), likeness, article.cast_signed()])?;
        }
        // Versions were told by their address when they were kept; this one was found too far
        // from the earlier text to be one.
        Change::Version { .. } => {}
        Change::Merged { from, into, why } => {
            let (from, into) = (from.cast_signed(), into.cast_signed());
            db.prepare_cached("UPDATE membership SET story = ? WHERE story = ?")?
                .execute([into, from])?;
            db.prepare_cached("INSERT OR REPLACE INTO merged VALUES (?, ?, ?)")?
                .execute(params![from, into, why.to_string()])?;
            touched.extend([from, into]);
        }
        Change::Moved { article, from, into, why } => {
            // A story's number is its first article's.
            let why = (article != into).then(|| why.to_string());
            db.prepare_cached("UPDATE membership SET story = ?, why = ? WHERE article = ?")?
                .execute(params![into.cast_signed(), why, article.cast_signed()])?;
            touched.extend([from.cast_signed(), into.cast_signed()]);
        }
    }
    Ok(())
}

fn member(
    db: &Connection,
    story: u64,
    row: &Profiled,
    why: Option<String>,
) -> rusqlite::Result<i64> {
    let story = story.cast_signed();
    db.prepare_cached(
        "INSERT OR REPLACE INTO membership
         (article, story, time, language, n_words, n_sentences, why) VALUES (?, ?, ?, ?, ?, ?, ?)",
    )?
    .execute(params![
        row.article,
        story,
        row.time,
        row.language,
        row.profile.n_words,
        row.n_sentences,
        why,
    ])?;
    Ok(story)
}

/// A gatherer with the memory kept under a name, or with none.
fn remembered(archive: &Archive, name: &str) -> Result<Gatherer, Error> {
    let config = gather::Config::standard();
    match archive.ask(parts(&archive.db, name))? {
        None => Ok(Gatherer::new(config)),
        Some(bytes) => {
            Gatherer::from_bytes(config, &bytes).map_err(|it| damaged(archive, it.to_string()))
        }
    }
}

fn damaged(archive: &Archive, reason: String) -> Error {
    Error::Damaged { archive: archive.path().to_owned(), reason }
}

/// A value kept under a name.
fn state<T: rusqlite::types::FromSql>(db: &Connection, name: &str) -> rusqlite::Result<Option<T>> {
    db.query_row("SELECT value FROM state WHERE name = ?", [name], |it| it.get(0)).optional()
}

fn set_state(
    db: &Connection,
    name: &str,
    value: impl rusqlite::types::ToSql,
) -> rusqlite::Result<usize> {
    db.execute("INSERT OR REPLACE INTO state VALUES (?, ?)", params![name, value])
}

/// What is kept under a name in parts, put together.
fn parts(db: &Connection, name: &str) -> rusqlite::Result<Option<Vec<u8>>> {
    let Some(mut bytes) = state::<Vec<u8>>(db, name)? else { return Ok(None) };
    for n in 1.. {
        let Some(part) = state::<Vec<u8>>(db, &part(name, n))? else { break };
        bytes.extend(part);
    }
    Ok(Some(bytes))
}

/// Keeps what a gatherer knows under a name, in parts; says how many bytes that are.
fn keep(db: &Connection, name: &str, gatherer: &Gatherer) -> rusqlite::Result<usize> {
    set_parts(db, name, |put| gatherer.to_parts(PART_BYTES, put))
}

/// Keeps the parts that `give` puts, one after the other, under a name.
fn set_parts<T>(
    db: &Connection,
    name: &str,
    give: impl FnOnce(&mut dyn FnMut(&[u8]) -> rusqlite::Result<()>) -> rusqlite::Result<T>,
) -> rusqlite::Result<T> {
    forget(db, name)?;
    let mut n = 0;
    give(&mut |bytes| {
        set_state(db, &part(name, n), bytes)?;
        n += 1;
        Ok(())
    })
}

/// Removes what is kept under a name, with all its parts.
fn forget(db: &Connection, name: &str) -> rusqlite::Result<usize> {
    db.execute("DELETE FROM state WHERE name = ?1 OR name GLOB ?1 || ' [0-9]*'", [name])
}

/// The name of a part.
fn part(name: &str, n: usize) -> String {
    if n == 0 { name.to_owned() } else { format!("{name} {n}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_memory_is_kept_in_parts_and_a_shorter_one_leaves_nothing_of_it() {
        let db = Connection::open_in_memory().expect("a database in memory");
        db.execute_batch("CREATE TABLE state (name TEXT PRIMARY KEY, value) WITHOUT ROWID")
            .expect("a table");
        let long: Vec<u8> = (0..2 * PART_BYTES + 7).map(|it| it as u8).collect();
        let set = |name: &str, bytes: &[u8]| {
            set_parts(&db, name, |put| bytes.chunks(PART_BYTES).try_for_each(put))
                .expect("written");
        };
        set("sweep memory", &long);
        set("memory", &long[1..]);
        assert_eq!(parts(&db, "sweep memory"), Ok(Some(long.clone())));
        set("memory", b"short");
        assert_eq!(parts(&db, "memory"), Ok(Some(b"short".to_vec())));
        assert_eq!(parts(&db, "sweep memory"), Ok(Some(long)));
        forget(&db, "sweep memory").expect("removed");
        assert_eq!(parts(&db, "sweep memory"), Ok(None));
        assert_eq!(db.query_row("SELECT count(*) FROM state", [], |it| it.get(0)), Ok(1));
    }
}
