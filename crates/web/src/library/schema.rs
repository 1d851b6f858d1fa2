//! The tables of the library, and how older files are brought up to them.

use rusqlite::{Connection, Result};

/// What is added to a file at each version, from an empty one on.
const STEPS: [&str; 1] = ["
    CREATE TABLE comparison (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        title TEXT NOT NULL,
        created TEXT NOT NULL,
        outlets TEXT NOT NULL,
        counts TEXT NOT NULL,
        settings TEXT NOT NULL,
        articles BLOB NOT NULL,
        corrections TEXT
    ) STRICT;
    CREATE TABLE rendition (
        comparison INTEGER NOT NULL REFERENCES comparison (number) ON DELETE CASCADE,
        format TEXT NOT NULL,
        packed BLOB NOT NULL,
        PRIMARY KEY (comparison, format)
    ) STRICT;
    CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
    CREATE VIRTUAL TABLE search USING fts5 (
        title, outlets, text, tokenize = 'unicode61 remove_diacritics 2'
    );
    INSERT INTO search (search, rank) VALUES ('secure-delete', 1);
"];

/// `twic` in ASCII: tells a library from other databases.
const APPLICATION_ID: i64 = 0x7477_6963;

/// Makes the tables of a new file, or brings those of an older one up. The answer is why the file
/// cannot be used, if it cannot.
pub(super) fn prepare(connection: &mut Connection) -> Result<Option<String>> {
    let number = |connection: &Connection, name: &str| {
        connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0))
    };
    connection.busy_timeout(std::time::Duration::from_secs(5))?;
    let version = usize::try_from(number(connection, "user_version")?).unwrap_or(usize::MAX);
    let n_tables: i64 =
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    let is_ours = number(connection, "application_id")? == APPLICATION_ID;
    if !is_ours && n_tables > 0 {
        return Ok(Some("it is the database of another program; name another file".to_owned()));
    }
    if version > STEPS.len() {
        return Ok(Some("a newer twicetold wrote it; update this one".to_owned()));
    }
    // What is written outlives the process; what is deleted is overwritten.
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "secure_delete", true)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    let transaction =
        connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    // Another process may have made them in the meantime.
    let version = usize::try_from(number(&transaction, "user_version")?).unwrap_or(usize::MAX);
    for step in STEPS.iter().skip(version) {
        transaction.execute_batch(step)?;
    }
    transaction.pragma_update(None, "user_version", i64::try_from(STEPS.len()).unwrap_or(0))?;
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.commit()?;
    Ok(None)
}
