//! What was seen of feeds and their entries, in two tables of the archive's file.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};

use crate::fetch::Seen;

/// Times are seconds since 1970.
const TABLES: &str = "
CREATE TABLE IF NOT EXISTS feed (
    url TEXT PRIMARY KEY,
    etag TEXT,
    last_modified TEXT,
    asked INTEGER NOT NULL,
    not_before INTEGER NOT NULL,
    n_failures INTEGER NOT NULL,
    trouble TEXT
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS feed_entry (
    url TEXT PRIMARY KEY,
    at INTEGER NOT NULL,
    is_done INTEGER NOT NULL,
    n_failures INTEGER NOT NULL,
    stamp TEXT
) STRICT, WITHOUT ROWID;
";

/// What was seen, kept over the end of the process.
#[derive(Debug)]
pub struct Ledger<'a> {
    db: &'a Connection,
}

/// How a feed does.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Health {
    pub(super) seen: Seen,
    /// When it may be asked again; 0 if it never was.
    pub(super) not_before: i64,
    /// How often it failed since it last gave something.
    pub(super) n_failures: u32,
}

/// What was seen of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tried {
    /// When it was last tried.
    pub(super) at: i64,
    /// It was fetched, or given up.
    pub(super) is_done: bool,
    pub(super) n_failures: u32,
    /// When its feed said that it was last changed.
    pub(super) stamp: Option<String>,
}

impl<'a> Ledger<'a> {
    /// The ledger in a database; its tables are made if they are not there.
    ///
    /// # Errors
    /// If the database cannot be written.
    pub fn new(db: &'a Connection) -> rusqlite::Result<Self> {
        db.execute_batch(TABLES)?;
        Ok(Self { db })
    }

    /// How a feed does.
    pub(super) fn health(&self, url: &str) -> rusqlite::Result<Health> {
        let mut ask = self.db.prepare_cached(
            "SELECT etag, last_modified, not_before, n_failures FROM feed WHERE url = ?1",
        )?;
        let health = ask.query_row([url], |row| {
            let seen = Seen { etag: row.get(0)?, last_modified: row.get(1)? };
            Ok(Health { seen, not_before: row.get(2)?, n_failures: row.get(3)? })
        });
        Ok(health.optional()?.unwrap_or_default())
    }

    /// Notes that a feed answered.
    pub(super) fn feed_is_well(
        &self,
        url: &str,
        seen: &Seen,
        now: Timestamp,
        not_before: i64,
    ) -> rusqlite::Result<()> {
        self.db
            .prepare_cached("REPLACE INTO feed VALUES (?1, ?2, ?3, ?4, ?5, 0, NULL)")?
            .execute(params![url, seen.etag, seen.last_modified, now.as_second(), not_before])?;
        Ok(())
    }

    /// Notes that a feed failed; what was seen of it before stays.
    pub(super) fn feed_failed(
        &self,
        url: &str,
        trouble: &str,
        now: Timestamp,
        not_before: i64,
    ) -> rusqlite::Result<()> {
        self.db
            .prepare_cached(
                "INSERT INTO feed VALUES (?1, NULL, NULL, ?2, ?3, 1, ?4)
                 ON CONFLICT (url) DO UPDATE SET asked = excluded.asked, trouble = excluded.trouble,
                 not_before = excluded.not_before, n_failures = n_failures + 1",
            )?
            .execute(params![url, now.as_second(), not_before, trouble])?;
        Ok(())
    }

    /// What was seen of an entry, if anything was.
    pub(super) fn entry(&self, url: &str) -> rusqlite::Result<Option<Tried>> {
        let mut ask = self.db.prepare_cached(
            "SELECT at, is_done, n_failures, stamp FROM feed_entry WHERE url = ?1",
        )?;
        let tried = ask.query_row([url], |row| {
            let (at, is_done) = (row.get(0)?, row.get(1)?);
            Ok(Tried { at, is_done, n_failures: row.get(2)?, stamp: row.get(3)? })
        });
        tried.optional()
    }

    /// Notes that an entry needs no fetching until its feed says that it changed.
    pub(super) fn entry_is_done(
        &self,
        url: &str,
        stamp: Option<&str>,
        now: Timestamp,
    ) -> rusqlite::Result<()> {
        self.db
            .prepare_cached("REPLACE INTO feed_entry VALUES (?1, ?2, 1, 0, ?3)")?
            .execute(params![url, now.as_second(), stamp])?;
        Ok(())
    }

    /// Notes that an entry's page could not be had.
    pub(super) fn entry_failed(&self, url: &str, now: Timestamp) -> rusqlite::Result<()> {
        self.db
            .prepare_cached(
                "INSERT INTO feed_entry VALUES (?1, ?2, 0, 1, NULL)
                 ON CONFLICT (url) DO UPDATE SET at = excluded.at, n_failures = n_failures + 1",
            )?
            .execute(params![url, now.as_second()])?;
        Ok(())
    }
}
