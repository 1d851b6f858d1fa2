//! The rows of each table, in the order of the archive.

use std::collections::BTreeMap;

use rusqlite::{Connection, Row, params};

use super::{Cell, Table};
use crate::{Archive, Error, load};

/// Articles or stories fetched together.
const FETCHED_TOGETHER: i64 = 200;

type Put<'a> = &'a mut dyn FnMut(Vec<Cell>) -> Result<(), Error>;

/// Gives every row of a table.
pub(super) fn each(archive: &Archive, table: Table, put: Put<'_>) -> Result<(), Error> {
    let keys = match table {
        Table::Articles => "SELECT article FROM article WHERE article > ? ORDER BY article LIMIT ?",
        Table::Sentences => "SELECT article FROM body WHERE article > ? ORDER BY article LIMIT ?",
        _ => "SELECT story FROM comparison WHERE story > ? ORDER BY story LIMIT ?",
    };
    let db = &archive.db;
    let mut last = i64::MIN;
    loop {
        let keys = archive.ask(keys_after(db, keys, last))?;
        let Some(end) = keys.last() else { return Ok(()) };
        last = *end;
        use rayon::prelude::*;
        if table == Table::Sentences {
            let mut articles = Vec::with_capacity(keys.len());
            for key in keys {
                articles.extend(archive.ask(load::article(db, key))?.map(|it| (key, it)));
            }
            let rows: Vec<Vec<Vec<Cell>>> =
                articles.into_par_iter().map(|(key, it)| sentences(key, it)).collect();
            for row in rows.into_iter().flatten() {
                put(row)?;
            }
            continue;
        }
        for key in keys {
            let rows = match table {
                Table::Articles | Table::Sentences => article(db, key),
                Table::Facts => Texts::of(db, key).and_then(|it| facts(db, &it)),
                Table::Differences => Texts::of(db, key).and_then(|it| differences(db, &it)),
                Table::Lenses => Texts::of(db, key).and_then(|it| lenses(db, &it)),
            };
            for row in archive.ask(rows)? {
                put(row)?;
            }
        }
    }
}

fn keys_after(db: &Connection, text: &str, after: i64) -> rusqlite::Result<Vec<i64>> {
    db.prepare_cached(text)?.query_map(params![after, FETCHED_TOGETHER], |it| it.get(0))?.collect()
}

fn article(db: &Connection, key: i64) -> rusqlite::Result<Vec<Vec<Cell>>> {
    let mut statement = db.prepare_cached(
        "SELECT a.article, a.kind, a.of, m.story, a.id, o.name, a.title, a.byline, a.url,
         a.published, a.modified, m.language, m.n_words, m.n_sentences, a.partial, m.repeats,
         m.likeness, i.path, a.place, b.text
         FROM article a JOIN outlet o USING (outlet) JOIN input i USING (input)
         LEFT JOIN membership m USING (article) LEFT JOIN body b USING (article)
         WHERE a.article = ?",
    )?;
    let row = |row: &Row<'_>| -> rusqlite::Result<Vec<Cell>> {
        let kind = ["article", "duplicate", "version"][row.get::<_, usize>(1)?.min(2)];
        let packed: Option<Vec<u8>> = row.get(19)?;
        let mut cells =
            vec![whole(row, 0)?, Cell::Text(kind.to_owned()), whole(row, 2)?, whole(row, 3)?];
        for column in 4..=11 {
            cells.push(text(row, column)?);
        }
        cells.extend([
            whole(row, 12)?,
            whole(row, 13)?,
            text(row, 14)?,
            whole(row, 15)?,
            real(row, 16)?,
        ]);
        cells.extend([text(row, 17)?, text(row, 18)?]);
        cells.push(packed.map_or(Cell::Empty, |it| Cell::Text(crate::row::unpack(&it))));
        Ok(cells)
    };
    statement.query_map([key], row)?.collect()
}

fn sentences(key: i64, article: article::Article) -> Vec<Vec<Cell>> {
    let document = text::read(article);
    let row = |(idx, it): (usize, &text::Sentence)| {
        vec![
            Cell::Whole(key),
            number(idx + 1),
            number(it.paragraph + 1),
            number(it.range.start),
            number(it.range.end),
            number(document.words_of(idx).count()),
            Cell::Text(document.sentence_text(idx).to_owned()),
        ]
    };
    document.sentences.iter().enumerate().map(row).collect()
}

/// The texts that a story's rows point into.
struct Texts {
    story: i64,
    /// By place: article, version read, and the text.
    articles: BTreeMap<usize, (i64, i64, article::Article)>,
}

impl Texts {
    fn of(db: &Connection, story: i64) -> rusqlite::Result<Self> {
        let mut articles = BTreeMap::new();
        let mut statement = db.prepare_cached(
            "SELECT place, article, text_of FROM compared WHERE story = ? ORDER BY place",
        )?;
        let mut rows = statement.query([story])?;
        while let Some(row) = rows.next()? {
            let (place, key, text_of) = (row.get(0)?, row.get(1)?, row.get(2)?);
            if let Some(article) = load::article(db, text_of)? {
                articles.insert(place, (key, text_of, article));
            }
        }
        Ok(Self { story, articles })
    }

    /// Article, version, outlet.
    fn who(&self, place: usize) -> [Cell; 3] {
        match self.articles.get(&place) {
            Some((key, text_of, article)) => {
                [Cell::Whole(*key), Cell::Whole(*text_of), Cell::Text(article.outlet.clone())]
            }
            None => [Cell::Empty, Cell::Empty, Cell::Empty],
        }
    }

    fn words(&self, place: usize, start: usize, end: usize, in_title: bool) -> Cell {
        let article = self.articles.get(&place).map(|it| &it.2);
        let text = article.map(|it| if in_title { &it.title } else { &it.body });
        text.and_then(|it| it.get(start..end)).map_or(Cell::Empty, |it| Cell::Text(it.to_owned()))
    }
}

fn facts(db: &Connection, texts: &Texts) -> rusqlite::Result<Vec<Vec<Cell>>> {
    let mut out = Vec::new();
    let mut members = db.prepare_cached(
        "SELECT member, place, sentence, start, end FROM member
         WHERE story = ? AND fact = ? ORDER BY member",
    )?;
    let mut facts = db.prepare_cached(
        "SELECT fact, verdict, confidence, n_origins, statement, stances FROM fact
         WHERE story = ? ORDER BY fact",
    )?;
    let mut rows = facts.query([texts.story])?;
    while let Some(row) = rows.next()? {
        let fact: i64 = row.get(0)?;
        let statement: usize = row.get(4)?;
        let stances: String = row.get(5)?;
        let members = members
            .query_map([texts.story, fact], |it| {
                Ok([it.get(0)?, it.get(1)?, it.get(2)?, it.get(3)?, it.get(4)?])
            })?
            .collect::<rusqlite::Result<Vec<[usize; 5]>>>()?;
        for (place, letter) in stances.chars().enumerate() {
            let mut head = vec![
                Cell::Whole(texts.story),
                Cell::Whole(fact),
                text(row, 1)?,
                real(row, 2)?,
                whole(row, 3)?,
            ];
            head.extend(texts.who(place));
            head.push(Cell::Text(stance(letter).to_owned()));
            let own: Vec<&[usize; 5]> = members.iter().filter(|it| it[1] == place).collect();
            if own.is_empty() {
                let nothing = std::iter::repeat_n(Cell::Empty, 3);
                let cells = head.into_iter().chain(nothing).chain([Cell::Flag(false), Cell::Empty]);
                out.push(cells.collect());
                continue;
            }
            for [member, _, sentence, start, end] in own {
                let mut cells = head.clone();
                cells.extend([number(sentence + 1), number(*start), number(*end)]);
                cells.push(Cell::Flag(*member == statement));
                cells.push(texts.words(place, *start, *end, false));
                out.push(cells);
            }
        }
    }
    Ok(out)
}

fn stance(letter: char) -> &'static str {
    match letter {
        's' => compare::Stance::States.name(),
        'd' => compare::Stance::Differs.name(),
        'p' => compare::Stance::OmitsPartial.name(),
        'e' => compare::Stance::OmitsEarlier.name(),
        'h' => compare::Stance::OmitsShort.name(),
        'u' => compare::Stance::OmitsUnsure.name(),
        _ => compare::Stance::Omits.name(),
    }
}

fn differences(db: &Connection, texts: &Texts) -> rusqlite::Result<Vec<Vec<Cell>>> {
    let mut statement = db.prepare_cached(
        "SELECT fact, difference, side, kind, relation, confidence, is_sure, is_located,
         place, sentence, start, end, value FROM side WHERE story = ? ORDER BY fact, difference, side",
    )?;
    let row = |row: &Row<'_>| -> rusqlite::Result<Vec<Cell>> {
        let (place, start, end) = (row.get(8)?, row.get(10)?, row.get(11)?);
        let mut cells =
            vec![Cell::Whole(texts.story), whole(row, 0)?, whole(row, 1)?, whole(row, 2)?];
        cells.extend([text(row, 3)?, text(row, 4)?, real(row, 5)?]);
        cells.extend([Cell::Flag(row.get(6)?), Cell::Flag(row.get(7)?)]);
        cells.extend(texts.who(place));
        cells.extend([number(row.get::<_, usize>(9)? + 1), number(start), number(end)]);
        cells.extend([texts.words(place, start, end, false), text(row, 12)?]);
        Ok(cells)
    };
    statement.query_map([texts.story], row)?.collect()
}

fn lenses(db: &Connection, texts: &Texts) -> rusqlite::Result<Vec<Vec<Cell>>> {
    let mut statement = db.prepare_cached(
        "SELECT lens, about, subject, place, share, sentence, start, end, sort, value, is_quoted
         FROM seen WHERE story = ? ORDER BY seen",
    )?;
    let row = |row: &Row<'_>| -> rusqlite::Result<Vec<Cell>> {
        let place = row.get(3)?;
        let sentence: Option<usize> = row.get(5)?;
        let mut cells = vec![Cell::Whole(texts.story), text(row, 0)?, text(row, 1)?, text(row, 2)?];
        cells.extend(texts.who(place));
        cells.push(real(row, 4)?);
        let range: Option<(usize, usize)> =
            row.get::<_, Option<usize>>(6)?.zip(row.get::<_, Option<usize>>(7)?);
        match range {
            Some((start, end)) => {
                cells.push(sentence.map_or(Cell::Empty, |it| number(it + 1)));
                cells.extend([number(start), number(end)]);
                cells.push(texts.words(place, start, end, sentence.is_none()));
                cells.extend([text(row, 8)?, text(row, 9)?, Cell::Flag(row.get(10)?)]);
            }
            None => cells.extend(std::iter::repeat_n(Cell::Empty, 7)),
        }
        Ok(cells)
    };
    statement.query_map([texts.story], row)?.collect()
}

fn number(it: usize) -> Cell {
    Cell::Whole(i64::try_from(it).unwrap_or(i64::MAX))
}

fn whole(row: &Row<'_>, column: usize) -> rusqlite::Result<Cell> {
    Ok(row.get::<_, Option<i64>>(column)?.map_or(Cell::Empty, Cell::Whole))
}

fn real(row: &Row<'_>, column: usize) -> rusqlite::Result<Cell> {
    Ok(row.get::<_, Option<f64>>(column)?.map_or(Cell::Empty, Cell::Real))
}

fn text(row: &Row<'_>, column: usize) -> rusqlite::Result<Cell> {
    Ok(row.get::<_, Option<String>>(column)?.map_or(Cell::Empty, Cell::Text))
}
