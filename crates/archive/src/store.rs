//! The file: one SQLite database, opened to read or to work on.
//!
//! A job holds a lock file beside the archive, which the system lets go when the process ends,
//! however it ends. Readers are never in a job's way.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use crate::Error;

/// Marks the file as ours: "2tld".
const APPLICATION_ID: i64 = 0x3274_6c64;
/// The form of the tables.
pub(crate) const FORM: i64 = 2;
/// KiB of pages kept in memory by a job.
const CACHE_KIB: i64 = 96 << 10;
/// Pages after which the write-ahead log is written back.
const CHECKPOINT_PAGES: i64 = 8 << 10;
/// Milliseconds to wait for somebody else's short write.
const BUSY_MS: u64 = 5_000;

/// An archive that is open.
#[derive(Debug)]
pub struct Archive {
    pub(crate) path: PathBuf,
    pub(crate) db: Connection,
    /// Held while a job runs; `None` for readers.
    _lock: Option<File>,
}

impl Archive {
    /// Opens an archive to work on it, and makes it if there is none.
    ///
    /// # Errors
    /// If the file is no archive, cannot be written, or another job is at work on it.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let lock = lock(path)?;
        let db = Connection::open(path).map_err(|it| cannot_open(path, it))?;
        let archive = Self { path: path.to_owned(), db, _lock: Some(lock) };
        if archive.is_blank()? {
            archive.create()?;
        } else {
            archive.check()?;
        }
        if archive.ask(archive.db.is_readonly("main"))? {
            return Err(Error::ReadOnly { archive: path.to_owned() });
        }
        archive.set(&[
            ("journal_mode", "WAL"),
            ("synchronous", "NORMAL"),
            ("temp_store", "MEMORY"),
            ("cache_size", &(-CACHE_KIB).to_string()),
            ("wal_autocheckpoint", &CHECKPOINT_PAGES.to_string()),
        ])?;
        // Else a statement whose plan may depend on what is bound is planned anew each time that it is run.
        archive.ask(archive.db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true))?;
        // Writes nothing, yet tells a folder that cannot be written before the work begins.
        archive.ask(archive.db.execute_batch("BEGIN IMMEDIATE; ROLLBACK"))?;
        Ok(archive)
    }

    /// Opens an archive to read from it.
    ///
    /// # Errors
    /// If there is none, or the file is something else.
    pub fn read(path: &Path) -> Result<Self, Error> {
        if !path.exists() {
            return Err(Error::Missing { archive: path.to_owned() });
        }
        let db = Self::reader(path)?;
        let archive = Self { path: path.to_owned(), db, _lock: None };
        archive.check()?;
        Ok(archive)
    }

    /// A connection that only reads. Where the folder cannot be written SQLite cannot share the
    /// file with a writer, and there is none: it is then read as it lies.
    fn reader(path: &Path) -> Result<Connection, Error> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let db = Connection::open_with_flags(path, flags).map_err(|it| cannot_open(path, it))?;
        let probe =
            |db: &Connection| db.query_row("PRAGMA user_version", [], |it| it.get::<_, i64>(0));
        let is_shut_out = |it: &rusqlite::Error| {
            matches!(
                it.sqlite_error_code(),
                Some(rusqlite::ErrorCode::CannotOpen | rusqlite::ErrorCode::ReadOnly)
            )
        };
        match probe(&db) {
            Err(error) if is_shut_out(&error) => {
                let path_of = path
                    .display()
                    .to_string()
                    .replace('%', "%25")
                    .replace('?', "%3f")
                    .replace('#', "%23");
                let flags = flags | OpenFlags::SQLITE_OPEN_URI;
                Connection::open_with_flags(format!("file:{path_of}?immutable=1"), flags)
                    .map_err(|it| cannot_open(path, it))
            }
            _ => Ok(db),
        }
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// SQLite's answer with the archive's name to it.
    pub(crate) fn ask<T>(&self, answer: rusqlite::Result<T>) -> Result<T, Error> {
        answer.map_err(|it| Error::of(&self.path, it))
    }

    /// Does work in one transaction: all of it or nothing.
    pub(crate) fn in_transaction<T>(
        &self,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, Error> {
        let act = || {
            let transaction = self.db.unchecked_transaction()?;
            let result = work(&transaction)?;
            transaction.commit()?;
            Ok(result)
        };
        self.ask(act())
    }

    pub(crate) fn set(&self, pragmas: &[(&str, &str)]) -> Result<(), Error> {
        for (name, value) in pragmas {
            // Some answer with a row, some do not.
            self.ask(self.db.pragma_update_and_check(None, name, value, |_| Ok(())).or_else(
                |error| match error {
                    rusqlite::Error::QueryReturnedNoRows => Ok(()),
                    other => Err(other),
                },
            ))?;
        }
        self.ask(self.db.busy_timeout(std::time::Duration::from_millis(BUSY_MS)))?;
        self.db.set_prepared_statement_cache_capacity(64);
        Ok(())
    }

    /// Whether the file holds nothing yet: it is new, or a job was killed before the tables were made.
    fn is_blank(&self) -> Result<bool, Error> {
        let blank = "SELECT NOT EXISTS (SELECT 1 FROM sqlite_master)
                     AND (SELECT application_id = 0 FROM pragma_application_id)";
        self.ask(self.db.query_row(blank, [], |it| it.get(0)))
    }

    fn create(&self) -> Result<(), Error> {
        self.set(&[("page_size", "8192"), ("journal_mode", "WAL")])?;
        self.in_transaction(|db| {
            db.execute_batch(include_str!("store/schema.sql"))?;
            db.pragma_update(None, "application_id", APPLICATION_ID)?;
            db.pragma_update(None, "user_version", FORM)
        })
    }

    fn check(&self) -> Result<(), Error> {
        let number = |name: &str| {
            self.ask(self.db.query_row(&format!("PRAGMA {name}"), [], |it| it.get::<_, i64>(0)))
        };
        let archive = self.path.clone();
        if number("application_id")? != APPLICATION_ID {
            let reason = "it is another program's SQLite file".to_owned();
            return Err(Error::NotAnArchive { archive, reason });
        }
        match number("user_version")? {
            FORM => Ok(()),
            form => Err(Error::OtherForm { archive, form }),
        }
    }
}

fn cannot_open(path: &Path, source: rusqlite::Error) -> Error {
    if path.is_dir() {
        let reason = "it is a folder".to_owned();
        return Error::NotAnArchive { archive: path.to_owned(), reason };
    }
    match source.sqlite_error_code() {
        Some(rusqlite::ErrorCode::CannotOpen) => Error::ReadOnly { archive: path.to_owned() },
        _ => Error::of(path, source),
    }
}

/// Takes the lock that one job at a time may hold.
fn lock(path: &Path) -> Result<File, Error> {
    let archive = path.to_owned();
    if path.is_dir() {
        return Err(Error::NotAnArchive { archive, reason: "it is a folder".to_owned() });
    }
    if let Some(folder) = path.parent().filter(|it| !it.as_os_str().is_empty() && !it.is_dir()) {
        let source = std::io::Error::from(std::io::ErrorKind::NotFound);
        return Err(Error::file(folder, source));
    }
    let mut name = path.as_os_str().to_owned();
    name.push("-lock");
    let file =
        OpenOptions::new().create(true).truncate(false).write(true).open(PathBuf::from(name));
    let file = file.map_err(|it| match it.kind() {
        std::io::ErrorKind::StorageFull => Error::DiskFull { archive: archive.clone() },
        _ => Error::ReadOnly { archive: archive.clone() },
    })?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(Error::Locked { archive }),
        Err(TryLockError::Error(source)) => Err(Error::file(path, source)),
    }
}
