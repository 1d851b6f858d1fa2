//! Words looked up in all texts of the archive.

use rusqlite::OptionalExtension as _;

use crate::{Archive, Error, load};

/// Bytes of text shown around the words found.
const SHOWN: usize = 180;
/// Articles of a story in which an excerpt is looked for.
const MAX_SEARCHED: usize = 40;

/// An article that holds the words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Its number.
    pub article: i64,
    /// Its story, once that is found.
    pub story: Option<i64>,
    /// Who published it.
    pub outlet: String,
    /// The headline.
    pub title: String,
    /// When it was published, ISO 8601.
    pub published: Option<String>,
    /// The words in their surroundings.
    pub excerpt: String,
}

impl Archive {
    /// The articles that hold all words, the best first: those in which the words are frequent
    /// and rare elsewhere (BM25), in headlines above all. `"two words"` must stand together,
    /// `-word` must not be there, `word*` is the beginning of a word.
    ///
    /// # Errors
    /// If the words cannot be understood.
    pub fn search(&self, words: &str, limit: usize) -> Result<Vec<Hit>, Error> {
        let query = query(words)?;
        let read = || -> rusqlite::Result<Vec<Hit>> {
            let found = self
                .db
                .prepare(
                    "SELECT words.rowid, iif(a.kind = 2, a.of, a.article) FROM words
                     JOIN article a ON a.article = words.rowid
                     WHERE words MATCH ?1 ORDER BY bm25(words, 5.0, 1.0), words.rowid LIMIT ?2",
                )?
                .query_map(rusqlite::params![query, limit], |it| Ok((it.get(0)?, it.get(1)?)))?
                .collect::<rusqlite::Result<Vec<(i64, i64)>>>()?;
            let wanted = wanted(words);
            found.into_iter().filter_map(|it| self.hit(it, &wanted).transpose()).collect()
        };
        self.ask(read())
    }

    /// The text around the words in the first article of a story that holds one of them, in
    /// pieces: true for a word that was looked for. Empty if none holds any.
    ///
    /// # Errors
    /// If the archive cannot be read.
    pub fn excerpt(&self, story: i64, words: &str) -> Result<Vec<(String, bool)>, Error> {
        let wanted = wanted(words);
        let read = || -> rusqlite::Result<Vec<(String, bool)>> {
            let members = self
                .db
                .prepare_cached(
                    "SELECT article FROM membership WHERE story = ? ORDER BY time, article",
                )?
                .query_map([story], |it| it.get(0))?
                .collect::<rusqlite::Result<Vec<i64>>>()?;
            for article in members.into_iter().take(MAX_SEARCHED) {
                let text_of = load::latest(&self.db, article)?;
                let Some(text) = load::article(&self.db, text_of)? else { continue };
                if text.body.split_whitespace().any(|it| is_wanted(it, &wanted)) {
                    return Ok(marked(&excerpt(&text.body, &wanted), &wanted));
                }
            }
            Ok(Vec::new())
        };
        self.ask(read())
    }

    fn hit(
        &self,
        (text_of, first): (i64, i64),
        wanted: &[String],
    ) -> rusqlite::Result<Option<Hit>> {
        let Some(article) = load::article(&self.db, text_of)? else { return Ok(None) };
        let story = self
            .db
            .prepare_cached("SELECT story FROM membership WHERE article = ?")?
            .query_row([first], |it| it.get(0))
            .optional()?;
        Ok(Some(Hit {
            article: text_of,
            story,
            excerpt: excerpt(&article.body, wanted),
            published: article.published.map(|it| it.to_string()),
            outlet: article.outlet,
            title: article.title,
        }))
    }
}

/// A user's words as a query of FTS5: `flood "river bank" -dam* -> "flood" "river bank" NOT "dam"*`.
pub(crate) fn query(words: &str) -> Result<String, Error> {
    let mut wanted = Vec::new();
    let mut unwanted = Vec::new();
    let mut rest = words.trim();
    while !rest.is_empty() {
        let is_unwanted = rest.len() > 1 && rest.starts_with('-');
        rest = if is_unwanted { &rest[1..] } else { rest };
        let (term, after) = match rest.strip_prefix('"') {
            Some(inner) => inner.split_once('"').unwrap_or((inner, "")),
            None => rest.split_once(char::is_whitespace).unwrap_or((rest, "")),
        };
        let star = if term.ends_with('*') { "*" } else { "" };
        if term.contains(char::is_alphanumeric) {
            let quoted = format!("\"{}\"{star}", term.trim_end_matches('*').replace('"', "\"\""));
            if is_unwanted { unwanted.push(quoted) } else { wanted.push(quoted) }
        }
        rest = after.trim_start();
    }
    if wanted.is_empty() {
        let reason = "give at least one word that is to be there".to_owned();
        return Err(Error::Query { reason });
    }
    let mut query = wanted.join(" AND ");
    for it in unwanted {
        query = format!("({query}) NOT {it}");
    }
    Ok(query)
}

/// The words to show, in lower case.
fn wanted(words: &str) -> Vec<String> {
    words
        .split_whitespace()
        .filter(|it| !it.starts_with('-'))
        .map(|it| it.trim_matches(|ch: char| !ch.is_alphanumeric()).to_lowercase())
        .filter(|it| !it.is_empty())
        .collect()
}

/// True for one of the words, or a longer word that begins with one.
fn is_wanted(word: &str, wanted: &[String]) -> bool {
    let word = word.trim_matches(|it: char| !it.is_alphanumeric()).to_lowercase();
    wanted.iter().any(|it| word == *it || (it.len() > 3 && word.starts_with(it.as_str())))
}

/// An excerpt in pieces: true for the words.
fn marked(excerpt: &str, wanted: &[String]) -> Vec<(String, bool)> {
    let mut pieces: Vec<(String, bool)> = Vec::new();
    for word in excerpt.split_inclusive(char::is_whitespace) {
        let bare = word.trim_end();
        for (text, is_found) in [(bare, is_wanted(bare, wanted)), (&word[bare.len()..], false)] {
            match pieces.last_mut() {
                Some(last) if !last.1 && !is_found => last.0.push_str(text),
                _ if text.is_empty() => {}
                _ => pieces.push((text.to_owned(), is_found)),
            }
        }
    }
    pieces
}

/// The text around the first of the words, or its beginning.
fn excerpt(body: &str, wanted: &[String]) -> String {
    let words: Vec<(usize, &str)> = body
        .split_whitespace()
        .map(|it| (it.as_ptr() as usize - body.as_ptr() as usize, it))
        .collect();
    let at = words.iter().position(|(_, it)| is_wanted(it, wanted)).unwrap_or(0);
    let Some((middle, _)) = words.get(at) else { return String::new() };
    let from = middle.saturating_sub(SHOWN / 2);
    let begin = words.iter().position(|(start, _)| *start >= from).unwrap_or(0);
    let mut shown = String::new();
    for (_, word) in &words[begin..] {
        if shown.len() + word.len() > SHOWN && !shown.is_empty() {
            shown.push_str(" …");
            break;
        }
        if !shown.is_empty() {
            shown.push(' ');
        }
        shown.push_str(word);
    }
    if begin > 0 { format!("… {shown}") } else { shown }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_a_query_that_cannot_break() {
        let query = |it| query(it).expect("it can be understood");
        assert_eq!(query("flood dam"), "\"flood\" AND \"dam\"");
        assert_eq!(query("\"river bank\" fl*"), "\"river bank\" AND \"fl\"*");
        assert_eq!(query("flood -dam"), "(\"flood\") NOT \"dam\"");
        assert_eq!(query("AND ( flood"), "\"AND\" AND \"flood\"");
        assert!(super::query("-dam").is_err());
        assert!(super::query("  ").is_err());
    }

    #[test]
    fn the_excerpt_holds_the_word() {
        let body = format!(
            "{} the Flood came at night. {}",
            "Rain fell. ".repeat(60),
            "More. ".repeat(60)
        );
        let excerpt = excerpt(&body, &["flood".to_owned()]);
        assert!(excerpt.contains("Flood came"), "{excerpt}");
        assert!(excerpt.starts_with('…') && excerpt.ends_with('…'));
        let pieces = marked(&excerpt, &["flood".to_owned()]);
        assert_eq!(
            pieces.iter().map(|it| it.0.as_str()).collect::<String>(),
            excerpt,
            "nothing is lost"
        );
        let found: Vec<&str> = pieces.iter().filter(|it| it.1).map(|it| it.0.as_str()).collect();
        assert_eq!(found, ["Flood"]);
    }
}
