//! Whether two archives hold the same: a digest of each table.

use std::fmt::Write as _;

use rusqlite::types::ValueRef;
use sha2::{Digest as _, Sha256};

use crate::{Archive, Error};

/// Tables and the order of their rows. Where files lie is not compared.
const TABLES: [(&str, &str); 17] = [
    ("state", "SELECT * FROM state ORDER BY name"),
    ("input", "SELECT input, size, head, position, records, done FROM input ORDER BY input"),
    ("reject", "SELECT * FROM reject ORDER BY reject"),
    ("outlet", "SELECT * FROM outlet ORDER BY outlet"),
    ("article", "SELECT * FROM article ORDER BY article"),
    ("body", "SELECT * FROM body ORDER BY article"),
    ("waiting", "SELECT * FROM waiting ORDER BY time, article"),
    ("membership", "SELECT * FROM membership ORDER BY article"),
    ("story", "SELECT * FROM story ORDER BY story"),
    ("merged", "SELECT * FROM merged ORDER BY story"),
    ("comparison", "SELECT * FROM comparison ORDER BY story"),
    ("compared", "SELECT * FROM compared ORDER BY story, place"),
    ("fact", "SELECT * FROM fact ORDER BY story, fact"),
    ("member", "SELECT * FROM member ORDER BY story, fact, member"),
    ("side", "SELECT * FROM side ORDER BY story, fact, difference, side"),
    ("seen", "SELECT * FROM seen ORDER BY story, seen"),
    ("line", "SELECT * FROM line ORDER BY story, line"),
];

/// The digest of one table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableDigest {
    /// The table.
    pub table: String,
    /// Its rows.
    pub n_rows: u64,
    /// SHA-256 of all rows in their order, in hex.
    pub sha256: String,
}

impl Archive {
    /// A digest of each table: two jobs have done the same if these are the same.
    ///
    /// # Errors
    /// If the archive cannot be read.
    pub fn digests(&self) -> Result<Vec<TableDigest>, Error> {
        let mut digests = Vec::new();
        for (table, text) in TABLES {
            digests.push(self.ask(self.digest(table, text))?);
        }
        let vocabulary = "CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary
            USING fts5vocab('main', 'words', 'col')";
        self.ask(self.db.execute_batch(vocabulary))?;
        let text = "SELECT * FROM temp.vocabulary ORDER BY term, col";
        digests.push(self.ask(self.digest("words", text))?);
        Ok(digests)
    }

    fn digest(&self, table: &str, text: &str) -> rusqlite::Result<TableDigest> {
        let mut sha = Sha256::new();
        let mut n_rows = 0;
        let mut statement = self.db.prepare(text)?;
        let n_columns = statement.column_count();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            n_rows += 1;
            for column in 0..n_columns {
                match row.get_ref(column)? {
                    ValueRef::Null => sha.update(b"0"),
                    ValueRef::Integer(it) => sha.update(it.to_le_bytes()),
                    ValueRef::Real(it) => sha.update(it.to_le_bytes()),
                    ValueRef::Text(it) | ValueRef::Blob(it) => {
                        sha.update(it.len().to_le_bytes());
                        sha.update(it);
                    }
                }
            }
        }
        let mut sha256 = String::new();
        for byte in sha.finalize() {
            write!(sha256, "{byte:02x}").expect("writing to a String does not fail");
        }
        Ok(TableDigest { table: table.to_owned(), n_rows, sha256 })
    }
}
