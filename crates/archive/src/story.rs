//! What the archive keeps of a story beside its articles: dates, counts, a headline.

use rusqlite::{Connection, params};

/// Takes a story's data from its articles, and has it compared anew if it holds two or more. A
/// story without articles, gone into another one, is removed.
pub(crate) fn refresh(db: &Connection, story: i64) -> rusqlite::Result<()> {
    let (n_articles, n_outlets, first_day, last_day): (i64, i64, Option<i64>, Option<i64>) = db
        .prepare_cached(
            "SELECT count(*), count(DISTINCT outlet), min(day), max(day)
             FROM membership JOIN article USING (article) WHERE story = ?",
        )?
        .query_row([story], |it| Ok((it.get(0)?, it.get(1)?, it.get(2)?, it.get(3)?)))?;
    if n_articles == 0 {
        db.prepare_cached("DELETE FROM story WHERE story = ?")?.execute([story])?;
        return forget(db, story);
    }
    let is_worth_comparing = n_articles > 1 && compared(db, story)?.len() > 1;
    if !is_worth_comparing {
        forget(db, story)?;
    }
    db.prepare_cached(
        "INSERT OR REPLACE INTO story VALUES (?1, (
            SELECT title FROM membership JOIN article USING (article)
            WHERE story = ?1 ORDER BY title = '', time, article LIMIT 1
         ), ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![
        story,
        first_day,
        last_day,
        n_articles,
        n_outlets,
        is_worth_comparing
    ])?;
    Ok(())
}

/// The articles of a story that are compared, in their order of time: all but those that repeat
/// another one of the same outlet.
pub(crate) fn compared(db: &Connection, story: i64) -> rusqlite::Result<Vec<i64>> {
    db.prepare_cached(
        "SELECT m.article FROM membership m JOIN article a ON a.article = m.article
         LEFT JOIN article r ON r.article = m.repeats
         WHERE m.story = ? AND (r.article IS NULL OR r.outlet <> a.outlet OR NOT EXISTS
            (SELECT 1 FROM membership s WHERE s.article = m.repeats AND s.story = m.story))
         ORDER BY m.time, m.article",
    )?
    .query_map([story], |it| it.get(0))?
    .collect()
}

/// Tables that hold the comparison of a story.
pub(crate) const COMPARISON_TABLES: [&str; 8] =
    ["comparison", "compared", "fact", "member", "side", "seen", "reprint", "line"];

/// Removes the comparison of a story.
pub(crate) fn forget(db: &Connection, story: i64) -> rusqlite::Result<()> {
    if !db.prepare_cached("SELECT 1 FROM comparison WHERE story = ?")?.exists([story])? {
        return Ok(());
    }
    for table in COMPARISON_TABLES {
        db.prepare_cached(&format!("DELETE FROM {table} WHERE story = ?"))?.execute([story])?;
    }
    Ok(())
}
