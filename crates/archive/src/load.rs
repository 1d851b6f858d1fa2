//! Articles read back from the archive, as they were kept.

use article::{Article, Completeness, Moment, Warning, WarningKind};
use jiff::{Timestamp, civil};
use rusqlite::{Connection, OptionalExtension as _, Row};

use crate::row::unpack;

const SELECT: &str =
    "SELECT a.id, o.name, a.title, a.byline, a.url, a.day, a.published, a.modified,
    a.declared_language, a.partial, a.warnings, b.text
    FROM article a JOIN outlet o USING (outlet)
    JOIN body b ON b.article = iif(a.kind = 1, a.of, a.article)
    WHERE a.article = ?";

/// An article with its text; a duplicate has that of the article it repeats.
pub(crate) fn article(db: &Connection, key: i64) -> rusqlite::Result<Option<Article>> {
    db.prepare_cached(SELECT)?.query_row([key], read).optional()
}

fn read(row: &Row<'_>) -> rusqlite::Result<Article> {
    let day: Option<i64> = row.get(5)?;
    let published: Option<String> = row.get(6)?;
    let modified: Option<String> = row.get(7)?;
    let warnings: Option<String> = row.get(10)?;
    let packed: Vec<u8> = row.get(11)?;
    Ok(Article {
        id: row.get(0)?,
        outlet: row.get(1)?,
        title: row.get(2)?,
        byline: row.get(3)?,
        url: row.get(4)?,
        published: published.as_deref().and_then(|it| moment(it, day)),
        modified: modified.as_deref().and_then(|it| moment(it, None)),
        declared_language: row.get(8)?,
        body: unpack(&packed),
        completeness: match row.get(9)? {
            Some(reason) => Completeness::Partial(reason),
            None => Completeness::Complete,
        },
        warnings: warnings.iter().flat_map(|it| it.lines()).filter_map(warning).collect(),
    })
}

/// `day` is the outlet's own, which an instant in UTC does not tell.
fn moment(written: &str, day: Option<i64>) -> Option<Moment> {
    if let Ok(date) = written.parse::<civil::Date>()
        && !written.contains('T')
    {
        return Some(Moment::day(date));
    }
    let instant: Timestamp = written.parse().ok()?;
    let date = match day {
        Some(day) => date_of(day),
        None => instant.to_zoned(jiff::tz::TimeZone::UTC).date(),
    };
    Some(Moment { date, instant: Some(instant) })
}

/// The day that many days after 1970-01-01.
pub(crate) fn date_of(day: i64) -> civil::Date {
    let span = jiff::Span::new().try_days(day).unwrap_or_default();
    civil::date(1970, 1, 1).saturating_add(span)
}

fn warning(line: &str) -> Option<Warning> {
    let (name, text) = line.split_once('\t')?;
    Some(Warning::new(WarningKind::of_article(name)?, text))
}

/// The first text at an article's address and those after it, oldest first.
pub(crate) fn versions(db: &Connection, first: i64) -> rusqlite::Result<Vec<i64>> {
    db.prepare_cached(
        "SELECT article FROM article WHERE article = ?1 OR (of = ?1 AND kind = 2)
         ORDER BY coalesce(modified, published, ''), article",
    )?
    .query_map([first], |it| it.get(0))?
    .collect()
}

/// The latest text at an article's address.
pub(crate) fn latest(db: &Connection, first: i64) -> rusqlite::Result<i64> {
    Ok(versions(db, first)?.last().copied().unwrap_or(first))
}
