//! Headlines: side by side, and what they say that their own text does not.
//!
//! See `rules/headlines.md`. A word of the headline is held to be in the text if its stem, its
//! country, its number or its first letters stand there.

use std::collections::BTreeSet;

use text::{Lexicon, NumberWord, Token, TokenKind};

use crate::reading::{Observation, Place, Row, Subject};
use crate::sheet::{Sheet, Story};

/// Words that share this many letters at the start are one word here: "resign", "resignation".
const ALIKE_LETTERS: usize = 5;

pub(crate) fn look(story: &Story<'_>) -> Vec<Row> {
    let mut headlines = Row::new(Subject::Sort("headline".to_owned()), story.n_articles());
    let mut beyond = Row::new(Subject::Sort("beyond".to_owned()), story.n_articles());
    for (article_idx, sheet) in story.sheets.iter().enumerate() {
        let n_tokens = sheet.title.tokens.len();
        if n_tokens == 0 {
            continue;
        }
        let whole = Observation::at(Place::Title, sheet.title.range(0..n_tokens));
        headlines.cells[article_idx].observations.push(whole);
        if !sheet.claims.document.article.is_partial() {
            beyond.cells[article_idx].observations = absent(sheet);
        }
    }
    [headlines, beyond].into_iter().filter(Row::is_filled).collect()
}

/// Stretches of the headline whose words do not stand in the text.
fn absent(sheet: &Sheet<'_>) -> Vec<Observation> {
    let lexicon = sheet.claims.document.lexicon;
    let body = Body::of(sheet, lexicon);
    let line = &sheet.title;
    let mut found: Vec<std::ops::Range<usize>> = Vec::new();
    for (idx, token) in line.tokens.iter().enumerate() {
        let is_topic = match token.kind {
            TokenKind::Number => true,
            TokenKind::Word => !token.is_stop && token.lower.chars().count() > 2,
            TokenKind::Space | TokenKind::Mark => false,
        };
        if !is_topic || body.has(token, lexicon) {
            continue;
        }
        match found.last_mut() {
            Some(last) if last.end == idx => last.end = idx + 1,
            _ => found.push(idx..idx + 1),
        }
    }
    found.into_iter().map(|it| line.observe(it)).collect()
}

/// What a body holds.
struct Body<'a> {
    stems: BTreeSet<&'a str>,
    starts: BTreeSet<String>,
    countries: BTreeSet<&'a str>,
    initials: BTreeSet<String>,
}

impl<'a> Body<'a> {
    fn of(sheet: &'a Sheet<'_>, lexicon: &'static Lexicon) -> Self {
        let mut body = Self {
            stems: BTreeSet::new(),
            starts: BTreeSet::new(),
            countries: BTreeSet::new(),
            initials: BTreeSet::new(),
        };
        for token in sheet.lines.iter().flat_map(|it| &it.tokens) {
            body.stems.insert(&token.stem);
            body.stems.insert(&token.lower);
            body.starts.extend(start(token));
            // The parts of "port-side" and what stands before an apostrophe.
            for part in token.lower.split(['-', '\'', '.']) {
                body.stems.insert(part);
            }
            let country = lexicon.countries.get(&token.lower);
            body.countries.extend(country.map(|it| &**it));
        }
        for entity in &sheet.claims.entities {
            let country = lexicon.countries.get(&entity.name.to_lowercase());
            body.countries.extend(country.map(|it| &**it));
            let words = entity.name.split_whitespace();
            let firsts: String = words.filter_map(|it| it.chars().next()).collect();
            body.initials.insert(firsts.to_lowercase());
        }
        body
    }

    fn has(&self, token: &Token, lexicon: &Lexicon) -> bool {
        let country = lexicon.countries.get(&token.lower);
        let is_counted = || match lexicon.number_words.get(&token.lower) {
            Some(NumberWord::Cardinal(value)) => self.stems.contains(value.to_string().as_str()),
            Some(_) => true,
            None => false,
        };
        let mut parts = token.lower.split(['-', '\'', '.']).filter(|it| it.len() > 1).peekable();
        let has_part = |part: &str| {
            self.stems.contains(part) || self.stems.contains(lexicon.stem(part).as_str())
        };
        self.stems.contains(token.stem.as_str())
            || self.stems.contains(token.lower.as_str())
            || start(token).is_some_and(|it| self.starts.contains(&it))
            || self.initials.contains(&token.lower.replace('.', ""))
            || country.is_some_and(|it| self.countries.contains(&**it))
            || lexicon.say_verbs.contains(&token.lower)
            || is_counted()
            || parts.peek().is_some() && parts.all(has_part)
    }
}

/// The first letters of a word that is long enough.
fn start(token: &Token) -> Option<String> {
    let is_long = token.kind == TokenKind::Word && token.lower.chars().count() > ALIKE_LETTERS;
    is_long.then(|| token.lower.chars().take(ALIKE_LETTERS).collect())
}
