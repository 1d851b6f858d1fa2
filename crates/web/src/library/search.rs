//! Finding comparisons by the words of their articles.

use rusqlite::{Connection, Transaction, params};
use serde::Serialize;

use super::{ENTRY, Entry, Made, N_ENTRY_COLUMNS, RawEntry, Trouble};

/// Signs that no article holds in the database, around the words found.
const FOUND: [char; 2] = ['\u{1}', '\u{2}'];
/// Words searched for at a time; further ones are not looked at.
const MAX_WORDS: usize = 16;

/// Which comparisons are wanted.
#[derive(Debug, Clone, Default)]
pub(crate) struct Wanted {
    /// Words that must stand in them; all of them if there are none.
    pub(crate) words: String,
    /// At most this many.
    pub(crate) limit: usize,
    /// Without this many at the front.
    pub(crate) offset: usize,
}

/// A piece of an excerpt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Piece {
    pub(crate) text: String,
    /// True for a word that was searched for.
    pub(crate) is_found: bool,
}

/// Makes a comparison findable by its title, its outlets and all the words of its articles.
pub(super) fn add(transaction: &Transaction<'_>, number: i64, made: &Made) -> Result<(), Trouble> {
    let texts: Vec<String> =
        made.articles.iter().map(|it| format!("{}\n{}", it.title, it.body)).collect();
    let unmarked = |it: &str| it.replace(FOUND, " ");
    transaction.execute(
        "INSERT INTO search (rowid, title, outlets, text) VALUES (?, ?, ?, ?)",
        params![
            number,
            unmarked(&made.title),
            unmarked(&made.outlets.join(", ")),
            unmarked(&texts.join("\n"))
        ],
    )?;
    Ok(())
}

/// A page of the list and the length of all of it.
pub(super) fn list(
    connection: &Connection,
    wanted: &Wanted,
) -> Result<(Vec<Entry>, usize), Trouble> {
    let limit = i64::try_from(wanted.limit).unwrap_or(i64::MAX);
    let offset = i64::try_from(wanted.offset).unwrap_or(i64::MAX);
    let mut raw: Vec<(RawEntry, String)> = Vec::new();
    let n_all: i64;
    if let Some(expression) = expression(&wanted.words) {
        let sql = "SELECT count(*) FROM search WHERE search MATCH ?";
        n_all = connection.query_row(sql, [&expression], |row| row.get(0))?;
        let sql = format!(
            "SELECT {ENTRY}, snippet(search, -1, char(1), char(2), '…', 24)
             FROM search JOIN comparison ON comparison.number = search.rowid
             WHERE search MATCH ?1 ORDER BY search.rank, search.rowid DESC LIMIT ?2 OFFSET ?3"
        );
        let mut statement = connection.prepare(&sql)?;
        let mut rows = statement.query(params![expression, limit, offset])?;
        while let Some(row) = rows.next()? {
            raw.push((RawEntry::read(row)?, row.get(N_ENTRY_COLUMNS)?));
        }
    } else if wanted.words.trim().is_empty() {
        n_all = connection.query_row("SELECT count(*) FROM comparison", [], |row| row.get(0))?;
        let sql = format!("SELECT {ENTRY} FROM comparison ORDER BY number DESC LIMIT ?1 OFFSET ?2");
        let mut statement = connection.prepare(&sql)?;
        let mut rows = statement.query([limit, offset])?;
        while let Some(row) = rows.next()? {
            raw.push((RawEntry::read(row)?, String::new()));
        }
    } else {
        n_all = 0;
    }
    let entries = raw.into_iter().map(|(raw, excerpt)| raw.entry(pieces(&excerpt)));
    Ok((entries.collect::<Result<_, _>>()?, usize::try_from(n_all).unwrap_or(0)))
}

/// What FTS5 is asked for: every word, the last one also as a beginning. Nothing that a reader
/// types is taken for an operator. `None` if no word is in it.
fn expression(words: &str) -> Option<String> {
    let words: Vec<&str> = words
        .split(|it: char| !it.is_alphanumeric())
        .filter(|it| !it.is_empty())
        .take(MAX_WORDS)
        .collect();
    let quoted: Vec<String> = words.iter().map(|it| format!("\"{it}\"")).collect();
    (!quoted.is_empty()).then(|| format!("{}*", quoted.join(" ")))
}

/// Cuts an excerpt at the signs around what was found.
fn pieces(excerpt: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for (idx, part) in excerpt.split(FOUND[0]).enumerate() {
        let (found, rest) = match (idx, part.split_once(FOUND[1])) {
            (0, _) | (_, None) => ("", part),
            (_, Some(cut)) => cut,
        };
        for (text, is_found) in [(found, true), (rest, false)] {
            if !text.is_empty() {
                pieces.push(Piece { text: text.to_owned(), is_found });
            }
        }
    }
    pieces
}
