//! The library: comparisons in an embedded database.
//!
//! A comparison is kept with the articles as they were read, its settings, the corrections that
//! somebody made and every form in which it can be given away. What is deleted is overwritten.

mod schema;
mod search;
#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "what lies in files is what is tested")]
mod tests;

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::record::Record;
use crate::rendition::{self, Format};
use crate::settings::Settings;
pub(crate) use search::{Piece, Wanted};

/// Comparisons on disk or in memory.
pub(crate) struct Library {
    connection: Mutex<Connection>,
}

/// Why the library gave no answer. Says nothing of what is in it.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Trouble {
    #[error("the database: {0}")]
    Database(#[from] rusqlite::Error),
    #[error("a damaged entry: {0}")]
    Entry(#[from] serde_json::Error),
    #[error("a damaged entry: {0}")]
    Packed(#[from] std::io::Error),
}

/// A comparison to keep.
pub(crate) struct Made {
    pub(crate) id: String,
    pub(crate) title: String,
    /// RFC 3339, in UTC.
    pub(crate) created: String,
    pub(crate) settings: Settings,
    pub(crate) articles: Vec<Record>,
    /// What each article is called.
    pub(crate) outlets: Vec<String>,
    pub(crate) counts: Counts,
    /// The corrections that were replayed, if any were.
    pub(crate) corrections: Option<String>,
    pub(crate) renditions: Vec<(Format, String)>,
}

/// Facts by verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Counts {
    pub(crate) agreed: usize,
    pub(crate) differs: usize,
    pub(crate) unsure: usize,
    pub(crate) sole: usize,
}

/// A comparison as a list shows it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Entry {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) created: String,
    pub(crate) outlets: Vec<String>,
    pub(crate) counts: Counts,
    pub(crate) settings: Settings,
    pub(crate) has_corrections: bool,
    /// Where what was searched for stands; empty if nothing was.
    pub(crate) excerpt: Vec<Piece>,
}

/// What is selected for an [`Entry`].
const ENTRY: &str = "comparison.id, comparison.title, comparison.created, comparison.outlets,
    comparison.counts, comparison.settings, comparison.corrections IS NOT NULL";
/// How many columns that is.
const N_ENTRY_COLUMNS: usize = 7;

impl Library {
    /// Opens a file, which is made if there is none; without one the library lives in memory.
    pub(crate) fn open(path: Option<&Path>) -> Result<Self, Error> {
        let Some(path) = path else {
            return Self::prepare(Connection::open_in_memory())
                .map_err(|reason| Error::Library { path: "in memory".into(), reason });
        };
        let refuse = |reason: String| Error::Library { path: path.to_owned(), reason };
        if let Some(folder) = path.parent().filter(|it| !it.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder).map_err(|it| refuse(it.to_string()))?;
        }
        keep_private(path).map_err(|it| refuse(it.to_string()))?;
        Self::prepare(Connection::open(path)).map_err(refuse)
    }

    fn prepare(connection: rusqlite::Result<Connection>) -> Result<Self, String> {
        let plain = |it: rusqlite::Error| match it.sqlite_error_code() {
            Some(rusqlite::ErrorCode::NotADatabase) => {
                "it is no database; name another file".to_owned()
            }
            _ => it.to_string(),
        };
        let mut connection = connection.map_err(plain)?;
        match schema::prepare(&mut connection).map_err(plain)? {
            Some(reason) => Err(reason),
            None => Ok(Self { connection: Mutex::new(connection) }),
        }
    }

    fn with<R>(
        &self,
        work: impl FnOnce(&mut Connection) -> Result<R, Trouble>,
    ) -> Result<R, Trouble> {
        // A transaction that panicked was rolled back.
        work(&mut self.connection.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Keeps a comparison.
    pub(crate) fn add(&self, made: &Made) -> Result<(), Trouble> {
        let articles = rendition::pack(&serde_json::to_string(&made.articles)?)?;
        let mut packed = Vec::new();
        for (format, text) in &made.renditions {
            packed.push((format.extension(), rendition::pack(text)?));
        }
        self.with(|connection| {
            let transaction = connection.transaction()?;
            transaction.execute(
                "INSERT INTO comparison (id, title, created, outlets, counts, settings, articles,
                 corrections) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                params![
                    made.id,
                    made.title,
                    made.created,
                    serde_json::to_string(&made.outlets)?,
                    serde_json::to_string(&made.counts)?,
                    serde_json::to_string(&made.settings)?,
                    articles,
                    made.corrections,
                ],
            )?;
            let number = transaction.last_insert_rowid();
            for (format, packed) in &packed {
                transaction.execute(
                    "INSERT INTO rendition (comparison, format, packed) VALUES (?, ?, ?)",
                    params![number, format, packed],
                )?;
            }
            search::add(&transaction, number, made)?;
            transaction.commit()?;
            Ok(())
        })
    }

    /// A page of the list, newest or most fitting first, and how many there are in all.
    pub(crate) fn list(&self, wanted: &Wanted) -> Result<(Vec<Entry>, usize), Trouble> {
        self.with(|connection| search::list(connection, wanted))
    }

    /// One comparison with its articles.
    pub(crate) fn get(&self, id: &str) -> Result<Option<(Entry, Vec<Record>)>, Trouble> {
        self.with(|connection| {
            let sql = format!("SELECT {ENTRY}, articles FROM comparison WHERE id = ?");
            let found = connection
                .query_row(&sql, [id], |row| Ok((RawEntry::read(row)?, row.get(N_ENTRY_COLUMNS)?)))
                .optional()?;
            let Some((raw, articles)): Option<(RawEntry, Vec<u8>)> = found else {
                return Ok(None);
            };
            let articles = serde_json::from_str(&rendition::unpack(&articles)?)?;
            Ok(Some((raw.entry(Vec::new())?, articles)))
        })
    }

    /// A comparison in one of its forms, with its title.
    pub(crate) fn rendition(
        &self,
        id: &str,
        format: Format,
    ) -> Result<Option<(String, String)>, Trouble> {
        self.with(|connection| {
            let found: Option<(String, Vec<u8>)> = connection
                .query_row(
                    "SELECT title, packed FROM comparison
                     JOIN rendition ON rendition.comparison = comparison.number
                     WHERE id = ? AND format = ?",
                    [id, format.extension()],
                    |row| Ok((row.get(0)?, row.get(1)?)),
                )
                .optional()?;
            let Some((title, packed)) = found else { return Ok(None) };
            Ok(Some((title, rendition::unpack(&packed)?)))
        })
    }

    /// Gives a comparison another title. False if there is no such comparison.
    pub(crate) fn rename(&self, id: &str, title: &str) -> Result<bool, Trouble> {
        self.with(|connection| {
            let transaction = connection.transaction()?;
            let number: Option<i64> = transaction
                .query_row(
                    "UPDATE comparison SET title = ? WHERE id = ? RETURNING number",
                    [title, id],
                    |row| row.get(0),
                )
                .optional()?;
            let Some(number) = number else { return Ok(false) };
            transaction
                .execute("UPDATE search SET title = ? WHERE rowid = ?", params![title, number])?;
            transaction.commit()?;
            Ok(true)
        })
    }

    /// Deletes a comparison for good. False if there is no such comparison.
    pub(crate) fn delete(&self, id: &str) -> Result<bool, Trouble> {
        self.with(|connection| {
            let transaction = connection.transaction()?;
            let number: Option<i64> = transaction
                .query_row("DELETE FROM comparison WHERE id = ? RETURNING number", [id], |row| {
                    row.get(0)
                })
                .optional()?;
            let Some(number) = number else { return Ok(false) };
            transaction.execute("DELETE FROM search WHERE rowid = ?", [number])?;
            transaction.commit()?;
            // So that the log of changes does not keep what was deleted.
            connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
            Ok(true)
        })
    }

    /// The corrections of a comparison; `Some(None)` if nobody made any.
    pub(crate) fn corrections(&self, id: &str) -> Result<Option<Option<String>>, Trouble> {
        self.with(|connection| {
            let sql = "SELECT corrections FROM comparison WHERE id = ?";
            Ok(connection.query_row(sql, [id], |row| row.get(0)).optional()?)
        })
    }

    /// Keeps the corrections of a comparison instead of earlier ones, or removes them. False if
    /// there is no such comparison.
    pub(crate) fn correct(&self, id: &str, corrections: Option<&str>) -> Result<bool, Trouble> {
        self.with(|connection| {
            let sql = "UPDATE comparison SET corrections = ? WHERE id = ?";
            Ok(connection.execute(sql, params![corrections, id])? > 0)
        })
    }

    /// The reader's choices, if they were ever changed. Choices that this version does not know
    /// count as never made.
    pub(crate) fn settings(&self) -> Result<Option<Settings>, Trouble> {
        self.with(|connection| {
            let sql = "SELECT value FROM setting WHERE name = 'settings'";
            let value: Option<String> =
                connection.query_row(sql, [], |row| row.get(0)).optional()?;
            let settings = value.and_then(|it| serde_json::from_str::<Settings>(&it).ok());
            Ok(settings.and_then(|it| it.checked().ok()))
        })
    }

    /// Keeps the reader's choices.
    pub(crate) fn choose(&self, settings: &Settings) -> Result<(), Trouble> {
        let value = serde_json::to_string(settings)?;
        self.with(|connection| {
            let sql = "INSERT INTO setting (name, value) VALUES ('settings', ?)
                       ON CONFLICT (name) DO UPDATE SET value = excluded.value";
            connection.execute(sql, [value])?;
            Ok(())
        })
    }
}

/// An entry as its row has it.
struct RawEntry {
    id: String,
    title: String,
    created: String,
    outlets: String,
    counts: String,
    settings: String,
    has_corrections: bool,
}

impl RawEntry {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            title: row.get(1)?,
            created: row.get(2)?,
            outlets: row.get(3)?,
            counts: row.get(4)?,
            settings: row.get(5)?,
            has_corrections: row.get(6)?,
        })
    }

    fn entry(self, excerpt: Vec<Piece>) -> Result<Entry, Trouble> {
        Ok(Entry {
            outlets: serde_json::from_str(&self.outlets)?,
            counts: serde_json::from_str(&self.counts)?,
            settings: serde_json::from_str(&self.settings)?,
            id: self.id,
            title: self.title,
            created: self.created,
            has_corrections: self.has_corrections,
            excerpt,
        })
    }
}

/// Makes the file so that nobody else may read it, where the system knows such rights.
fn keep_private(path: &Path) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}
