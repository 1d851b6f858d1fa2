//! The archive's stories: listed, filtered, and one of them with all that is kept of it.

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension as _, params_from_iter};

use crate::comparison::{self, Manner};
use crate::{Archive, Changes, Error, job, load, search, version};

/// Which stories are listed.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Not those that ended before this day.
    pub from: Option<jiff::civil::Date>,
    /// Not those that began after this day.
    pub to: Option<jiff::civil::Date>,
    /// Only those with an article of this outlet; case does not matter.
    pub outlet: Option<String>,
    /// Only those with so many articles or more.
    pub min_articles: Option<usize>,
    /// Only those with an article that holds these words.
    pub words: Option<String>,
    /// So many at most.
    pub limit: Option<usize>,
    /// After skipping so many.
    pub offset: usize,
}

/// A story in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its number.
    pub story: i64,
    /// The headline of its first article.
    pub title: String,
    /// The days of its first and last article.
    pub days: Option<(jiff::civil::Date, jiff::civil::Date)>,
    /// Its articles.
    pub n_articles: usize,
    /// Its outlets, by name.
    pub outlets: Vec<String>,
    /// Who or what most of its articles name; empty if the story is not compared.
    pub topic: String,
    /// Facts agreed, differing, unsure and sole, if it is compared.
    pub counts: Option<[usize; 4]>,
}

/// A story with its articles.
#[derive(Debug, Clone)]
pub struct Shown {
    /// As it is listed.
    pub listed: Listed,
    /// True if articles have come since it was compared.
    pub is_changed: bool,
    /// How it was compared.
    pub manner: Option<Manner>,
    /// Stories that went into this one, with the reason.
    pub merged: Vec<(i64, String)>,
    /// In the order of time.
    pub articles: Vec<Member>,
}

/// An article of a story.
#[derive(Debug, Clone)]
pub struct Member {
    /// Its number.
    pub article: i64,
    /// The record's own id; may be empty.
    pub id: String,
    /// Who published it.
    pub outlet: String,
    /// The headline.
    pub title: String,
    /// Where it stands on the web.
    pub url: Option<String>,
    /// When it was published, ISO 8601.
    pub published: Option<String>,
    /// Its language.
    pub language: String,
    /// Its words.
    pub n_words: usize,
    /// Why a part of it is missing, if one is.
    pub partial: Option<String>,
    /// What it shares with the story; `None` for the article that founded it.
    pub why: Option<String>,
    /// The article whose text it has, or nearly so, and how alike they are.
    pub repeats: Option<(i64, f64)>,
    /// How often the same text came again from the same outlet.
    pub n_duplicates: usize,
    /// Later texts at its address.
    pub n_versions: usize,
}

/// One text of an article's history.
#[derive(Debug, Clone)]
pub struct Version {
    /// Its number.
    pub article: i64,
    /// When it was changed, or published; ISO 8601.
    pub time: Option<String>,
    /// What changed from the one before; `None` for the first.
    pub changes: Option<Changes>,
}

impl Archive {
    /// The stories of a filter, the latest first.
    ///
    /// # Errors
    /// If the archive cannot be read, or the words cannot be understood.
    pub fn stories(&self, filter: &Filter) -> Result<Vec<Listed>, Error> {
        let (conditions, values) = filter.conditions()?;
        let limit = filter.limit.and_then(|it| i64::try_from(it).ok()).unwrap_or(-1);
        let text = format!(
            "SELECT story FROM story {conditions}
             ORDER BY last_day DESC, n_articles DESC, story DESC LIMIT {limit} OFFSET {}",
            filter.offset
        );
        let read = || -> rusqlite::Result<Vec<Listed>> {
            let stories = self
                .db
                .prepare(&text)?
                .query_map(params_from_iter(values), |it| it.get(0))?
                .collect::<rusqlite::Result<Vec<i64>>>()?;
            stories.into_iter().filter_map(|it| listed(&self.db, it).transpose()).collect()
        };
        self.ask(read())
    }

    /// How many stories a filter lets through, whatever its limit and offset.
    ///
    /// # Errors
    /// If the archive cannot be read, or the words cannot be understood.
    pub fn n_stories(&self, filter: &Filter) -> Result<usize, Error> {
        let (conditions, values) = filter.conditions()?;
        let text = format!("SELECT count(*) FROM story {conditions}");
        self.ask(self.db.query_row(&text, params_from_iter(values), |it| it.get(0)))
    }

    /// The names of the outlets, by letters, so many at most.
    ///
    /// # Errors
    /// If the archive cannot be read.
    pub fn outlet_names(&self, limit: usize) -> Result<Vec<String>, Error> {
        let read = || {
            self.db
                .prepare("SELECT name FROM outlet ORDER BY name COLLATE NOCASE, name LIMIT ?")?
                .query_map([limit], |it| it.get(0))?
                .collect::<rusqlite::Result<_>>()
        };
        self.ask(read())
    }

    /// The days of the first and the last article of a story.
    ///
    /// # Errors
    /// If the archive cannot be read.
    pub fn days(&self) -> Result<Option<(jiff::civil::Date, jiff::civil::Date)>, Error> {
        let text = "SELECT min(first_day), max(last_day) FROM story";
        let found = self.db.query_row(text, [], |it| Ok((it.get(0)?, it.get(1)?)));
        let (first, last): (Option<i64>, Option<i64>) = self.ask(found)?;
        Ok(first.zip(last).map(|(first, last)| (load::date_of(first), load::date_of(last))))
    }

    /// A story with the texts that are compared, and how it was compared.
    ///
    /// # Errors
    /// If there is no such story.
    pub fn texts(&self, story: i64) -> Result<(comparison::Story, Option<Manner>), Error> {
        let shown = self.story(story)?;
        let texts = self.ask(job::fetch(&self.db, shown.listed.story))?;
        Ok((texts, shown.manner))
    }

    /// A story with its articles; one that was merged is shown as the story it went into.
    ///
    /// # Errors
    /// If there is no such story.
    pub fn story(&self, story: i64) -> Result<Shown, Error> {
        let story = self.ask(resolved(&self.db, story))?;
        let shown = self.ask(shown(&self.db, story))?;
        shown.ok_or(Error::NoStory { story })
    }

    /// The comparison of a story as a report, made anew from the articles: in the manner it was
    /// compared in, or in another.
    ///
    /// # Errors
    /// If there is no such story.
    pub fn report(
        &self,
        story: i64,
        manner: Option<Manner>,
        n_threads: usize,
    ) -> Result<report::View, Error> {
        let (story, own) = self.texts(story)?;
        let comparer = manner.or(own).unwrap_or(Manner::Fast).comparer(n_threads);
        let outcome = comparison::run(&story, &comparer);
        Ok(outcome.view(&comparer.models, &comparer.config))
    }

    /// The records that are not articles: file, place, reason, in the order of reading.
    ///
    /// # Errors
    /// If the archive cannot be read.
    pub fn rejects(&self) -> Result<Vec<(String, String, String)>, Error> {
        self.ask(job::rejects(&self.db, 0, -1))
    }

    /// The texts that stood at an article's address, oldest first, with what changed.
    ///
    /// # Errors
    /// If the archive cannot be read.
    pub fn versions(&self, article: i64) -> Result<Vec<Version>, Error> {
        let read = || -> rusqlite::Result<Vec<Version>> {
            let first: Option<i64> = self
                .db
                .query_row(
                    "SELECT coalesce(of, article) FROM article WHERE article = ?",
                    [article],
                    |it| it.get(0),
                )
                .optional()?;
            let mut versions: Vec<Version> = Vec::new();
            let mut before: Option<article::Article> = None;
            for key in load::versions(&self.db, first.unwrap_or(article))? {
                let Some(text) = load::article(&self.db, key)? else { continue };
                let changes = before.as_ref().map(|it| version::changes(it, &text));
                let time = text.modified.or(text.published).map(|it| it.to_string());
                versions.push(Version { article: key, time, changes });
                before = Some(text);
            }
            Ok(versions)
        };
        self.ask(read())
    }
}

impl Filter {
    /// The filter as SQL that begins with `WHERE`, or nothing, and the values for its gaps.
    fn conditions(&self) -> Result<(String, Vec<Value>), Error> {
        let mut conditions = Vec::new();
        let mut values: Vec<Value> = Vec::new();
        if let Some(from) = self.from {
            conditions.push("last_day >= ?");
            values.push(crate::keep::day_of(from).into());
        }
        if let Some(to) = self.to {
            conditions.push("first_day <= ?");
            values.push(crate::keep::day_of(to).into());
        }
        if let Some(outlet) = &self.outlet {
            conditions.push(
                "story IN (SELECT m.story FROM membership m JOIN article a USING (article)
                 JOIN outlet o USING (outlet) WHERE o.name = ? COLLATE NOCASE)",
            );
            values.push(outlet.clone().into());
        }
        if let Some(n) = self.min_articles {
            conditions.push("n_articles >= ?");
            values.push(i64::try_from(n).unwrap_or(i64::MAX).into());
        }
        if let Some(words) = &self.words {
            conditions.push(
                "story IN (SELECT m.story FROM membership m WHERE m.article IN
                 (SELECT iif(a.kind = 2, a.of, a.article) FROM words JOIN article a
                  ON a.article = words.rowid WHERE words MATCH ?))",
            );
            values.push(search::query(words)?.into());
        }
        let text = match conditions.is_empty() {
            true => String::new(),
            false => format!("WHERE {}", conditions.join(" AND ")),
        };
        Ok((text, values))
    }
}

/// The story that a number stands for: itself, or what it went into.
pub(crate) fn resolved(db: &Connection, mut story: i64) -> rusqlite::Result<i64> {
    // Each merging goes into an older story, so the chain ends.
    while let Some(into) = db
        .query_row("SELECT into_story FROM merged WHERE story = ?", [story], |it| it.get(0))
        .optional()?
    {
        if into == story {
            break;
        }
        story = into;
    }
    Ok(story)
}

fn listed(db: &Connection, story: i64) -> rusqlite::Result<Option<Listed>> {
    let outlets = db
        .prepare_cached(
            "SELECT DISTINCT o.name FROM membership m JOIN article a USING (article)
             JOIN outlet o USING (outlet) WHERE m.story = ? ORDER BY o.name",
        )?
        .query_map([story], |it| it.get(0))?
        .collect::<rusqlite::Result<Vec<String>>>()?;
    db.prepare_cached(
        "SELECT s.title, s.first_day, s.last_day, s.n_articles, c.topic, c.n_agreed, c.n_differs,
         c.n_unsure, c.n_sole FROM story s LEFT JOIN comparison c USING (story) WHERE s.story = ?",
    )?
    .query_row([story], |row| {
        let first: Option<i64> = row.get(1)?;
        let last: Option<i64> = row.get(2)?;
        let counts: [Option<usize>; 4] = [row.get(5)?, row.get(6)?, row.get(7)?, row.get(8)?];
        Ok(Listed {
            story,
            title: row.get(0)?,
            days: first.zip(last).map(|(a, b)| (load::date_of(a), load::date_of(b))),
            n_articles: row.get(3)?,
            outlets: outlets.clone(),
            topic: row.get::<_, Option<String>>(4)?.unwrap_or_default(),
            counts: counts[0].is_some().then(|| counts.map(Option::unwrap_or_default)),
        })
    })
    .optional()
}

fn shown(db: &Connection, story: i64) -> rusqlite::Result<Option<Shown>> {
    let Some(listed) = listed(db, story)? else { return Ok(None) };
    let is_changed =
        db.query_row("SELECT changed FROM story WHERE story = ?", [story], |it| it.get(0))?;
    let manner: Option<String> = db
        .query_row("SELECT manner FROM comparison WHERE story = ?", [story], |it| it.get(0))
        .optional()?;
    let merged = db
        .prepare("SELECT story, why FROM merged WHERE into_story = ? ORDER BY story")?
        .query_map([story], |it| Ok((it.get(0)?, it.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let articles = db
        .prepare(
            "SELECT a.article, a.id, o.name, a.title, a.url, a.published, m.language, m.n_words,
             a.partial, m.why, m.repeats, m.likeness,
             (SELECT count(*) FROM article WHERE of = a.article AND kind = 1),
             (SELECT count(*) FROM article WHERE of = a.article AND kind = 2)
             FROM membership m JOIN article a USING (article) JOIN outlet o USING (outlet)
             WHERE m.story = ? ORDER BY m.time, m.article",
        )?
        .query_map([story], member)?
        .collect::<rusqlite::Result<_>>()?;
    let manner = manner.as_deref().and_then(Manner::named);
    Ok(Some(Shown { listed, is_changed, manner, merged, articles }))
}

fn member(row: &rusqlite::Row<'_>) -> rusqlite::Result<Member> {
    let repeats: Option<i64> = row.get(10)?;
    let likeness: Option<f64> = row.get(11)?;
    Ok(Member {
        article: row.get(0)?,
        id: row.get(1)?,
        outlet: row.get(2)?,
        title: row.get(3)?,
        url: row.get(4)?,
        published: row.get(5)?,
        language: row.get(6)?,
        n_words: row.get(7)?,
        partial: row.get(8)?,
        why: row.get(9)?,
        repeats: repeats.zip(likeness),
        n_duplicates: row.get(12)?,
        n_versions: row.get(13)?,
    })
}
