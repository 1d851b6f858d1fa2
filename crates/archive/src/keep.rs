//! Rows kept: what is the same again, what is a later text at one address, what is new.
//!
//! One row after the other in the order of the files, so that the archive comes out the same
//! however the work was cut into batches.

use std::collections::{HashMap, HashSet};

use article::{Article, Completeness};
use rusqlite::{Connection, OptionalExtension as _, params};

use crate::row::{Outcome, Row, unpack};
use crate::version;

/// `waiting.time` of an article that nothing dates: these are gathered first.
pub(crate) const UNDATED: i64 = i64::MIN;
/// Seconds of a day.
pub(crate) const DAY: i64 = 86_400;

/// How many records came to what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Records looked at.
    pub records: u64,
    /// Articles that are new.
    pub articles: u64,
    /// The same text again from the same outlet.
    pub duplicates: u64,
    /// Later texts at an address that is known.
    pub versions: u64,
    /// Records that are not articles.
    pub rejects: u64,
}

/// Writes rows into an archive, within transactions of the caller's.
pub(crate) struct Keeper<'a> {
    db: &'a Connection,
    next: i64,
    outlets: HashMap<String, i64>,
    /// Seconds since 1970 a day from now.
    tomorrow: i64,
    /// What was kept since the keeper was made.
    pub(crate) counts: Counts,
}

/// What a row turned out to be.
enum Kind {
    New,
    Duplicate(i64),
    Version(i64),
}

impl<'a> Keeper<'a> {
    /// Goes on behind the last article.
    pub(crate) fn new(db: &'a Connection) -> rusqlite::Result<Self> {
        let last: i64 =
            db.query_row("SELECT coalesce(max(article), 0) FROM article", [], |it| it.get(0))?;
        let mut outlets = HashMap::new();
        let mut statement = db.prepare("SELECT name, outlet FROM outlet")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            outlets.insert(row.get(0)?, row.get(1)?);
        }
        let tomorrow = jiff::Timestamp::now().as_second() + DAY;
        Ok(Self { db, next: last + 1, outlets, tomorrow, counts: Counts::default() })
    }

    /// Keeps what was read of one record.
    pub(crate) fn keep(&mut self, input: i64, outcome: &Outcome) -> rusqlite::Result<()> {
        for row in &outcome.rows {
            self.row(input, row)?;
        }
        for (place, reason) in &outcome.rejects {
            self.db
                .prepare_cached("INSERT INTO reject (input, place, reason) VALUES (?, ?, ?)")?
                .execute(params![input, place, reason])?;
        }
        self.counts.records += 1;
        self.counts.rejects += outcome.rejects.len() as u64;
        Ok(())
    }

    fn row(&mut self, input: i64, row: &Row) -> rusqlite::Result<()> {
        let kind = self.kind(row)?;
        let key = self.next;
        self.next += 1;
        self.article(key, input, row, &kind)?;
        match kind {
            Kind::New => {
                self.body(key, row)?;
                let time = self.time(row).unwrap_or(UNDATED);
                self.db
                    .prepare_cached("INSERT INTO waiting (time, article) VALUES (?, ?)")?
                    .execute([time, key])?;
                self.counts.articles += 1;
            }
            Kind::Version(of) => {
                self.body(key, row)?;
                // The story's comparison was of an earlier text.
                self.db
                    .prepare_cached(
                        "UPDATE story SET changed = 1 WHERE n_articles > 1 AND story =
                         (SELECT story FROM membership WHERE article = ?)",
                    )?
                    .execute([of])?;
                self.counts.versions += 1;
            }
            Kind::Duplicate(_) => self.counts.duplicates += 1,
        }
        Ok(())
    }

    /// When a row was published. Addresses hold numbers that look like times; one of the future is
    /// none.
    fn time(&self, row: &Row) -> Option<i64> {
        row.time.filter(|it| !row.is_time_of_address || *it < self.tomorrow)
    }

    fn kind(&self, row: &Row) -> rusqlite::Result<Kind> {
        let same: Option<i64> = self
            .db
            .prepare_cached(
                "SELECT article FROM article WHERE content = ? ORDER BY article LIMIT 1",
            )?
            .query_row([row.content], |it| it.get(0))
            .optional()?;
        if let Some(same) = same {
            return Ok(Kind::Duplicate(same));
        }
        let Some(address) = row.address else { return Ok(Kind::New) };
        let mut first = self.db.prepare_cached(
            "SELECT article FROM article WHERE address = ? AND kind = 0 ORDER BY article LIMIT 8",
        )?;
        let firsts =
            first.query_map([address], |it| it.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()?;
        for first in firsts {
            if version::is_one_page(&latest_body(self.db, first)?, &row.article.body) {
                return Ok(Kind::Version(first));
            }
        }
        Ok(Kind::New)
    }

    fn article(&mut self, key: i64, input: i64, row: &Row, kind: &Kind) -> rusqlite::Result<()> {
        let (kind, of) = match kind {
            Kind::New => (0, None),
            Kind::Duplicate(of) => (1, Some(*of)),
            Kind::Version(of) => (2, Some(*of)),
        };
        let article: &Article = &row.article;
        let outlet = self.outlet(&article.outlet)?;
        let partial = match &article.completeness {
            Completeness::Complete => None,
            Completeness::Partial(reason) => Some(reason),
        };
        let day = match article.published {
            Some(it) => Some(day_of(it.date)),
            None => self.time(row).map(|it| it.div_euclid(DAY)),
        };
        self.db
            .prepare_cached(
                "INSERT INTO article VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            )?
            .execute(params![
                key,
                kind,
                of,
                article.id,
                outlet,
                article.title,
                article.byline,
                article.url,
                day,
                article.published.map(|it| it.to_string()),
                article.modified.map(|it| it.to_string()),
                article.declared_language,
                partial,
                warnings(article),
                row.content,
                row.address,
                input,
                row.place,
            ])?;
        Ok(())
    }

    fn body(&self, key: i64, row: &Row) -> rusqlite::Result<()> {
        self.db
            .prepare_cached("INSERT INTO body (article, text) VALUES (?, ?)")?
            .execute(params![key, row.packed])?;
        self.db
            .prepare_cached("INSERT INTO words (rowid, title, body) VALUES (?, ?, ?)")?
            .execute(params![key, row.article.title, row.article.body])?;
        Ok(())
    }

    fn outlet(&mut self, name: &str) -> rusqlite::Result<i64> {
        if let Some(outlet) = self.outlets.get(name) {
            return Ok(*outlet);
        }
        self.db.execute("INSERT INTO outlet (name) VALUES (?)", [name])?;
        let outlet = self.db.last_insert_rowid();
        self.outlets.insert(name.to_owned(), outlet);
        Ok(outlet)
    }
}

/// Days since 1970-01-01.
pub(crate) fn day_of(date: jiff::civil::Date) -> i64 {
    let epoch = jiff::civil::date(1970, 1, 1);
    epoch.until(date).map_or(0, |it| i64::from(it.get_days()))
}

/// Kind and text of each warning, a line each; `None` if there are none.
fn warnings(article: &Article) -> Option<String> {
    let lines: Vec<String> =
        article.warnings.iter().map(|it| format!("{}\t{}", it.kind.name(), it.text)).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// The text of the latest version of an article.
fn latest_body(db: &Connection, first: i64) -> rusqlite::Result<String> {
    let packed: Vec<u8> = db
        .prepare_cached(
            "SELECT text FROM body WHERE article = (SELECT max(article) FROM article
             WHERE article = ?1 OR (of = ?1 AND kind = 2))",
        )?
        .query_row([first], |it| it.get(0))?;
    Ok(unpack(&packed))
}

/// What a dry run counts: the same as a [`Keeper`], writing nothing. Whether a text at a known
/// address is a version or another article is not looked into; it counts as a version.
pub(crate) struct Tally<'a> {
    db: Option<&'a Connection>,
    contents: HashSet<i64>,
    addresses: HashSet<i64>,
    /// What would be kept.
    pub(crate) counts: Counts,
}

impl<'a> Tally<'a> {
    /// Counts against an archive, if there is one.
    pub(crate) fn new(db: Option<&'a Connection>) -> Self {
        Self { db, contents: HashSet::new(), addresses: HashSet::new(), counts: Counts::default() }
    }

    /// Counts what was read of one record.
    pub(crate) fn add(&mut self, outcome: &Outcome) -> rusqlite::Result<()> {
        self.counts.records += 1;
        self.counts.rejects += outcome.rejects.len() as u64;
        for row in &outcome.rows {
            let is_known = |column: &str, hash: i64| match self.db {
                Some(db) => db
                    .prepare_cached(&format!("SELECT 1 FROM article WHERE {column} = ? LIMIT 1"))?
                    .exists([hash]),
                None => Ok(false),
            };
            let is_same = is_known("content", row.content)? || self.contents.contains(&row.content);
            let is_version = match row.address {
                Some(it) => is_known("address", it)? || self.addresses.contains(&it),
                None => false,
            };
            self.contents.insert(row.content);
            self.addresses.extend(row.address);
            match (is_same, is_version) {
                (true, _) => self.counts.duplicates += 1,
                (false, true) => self.counts.versions += 1,
                (false, false) => self.counts.articles += 1,
            }
        }
        Ok(())
    }
}
