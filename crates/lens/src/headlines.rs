//! Headlines: side by side, and what they say that their own text does not.
//!
//! See `rules/headlines.md`. A word of the headline is held to be in the text if its stem, its
//! country, its number or its first letters stand there.

use rustc_hash::FxHashSet;
use text::{Lexicon, NumberWord, Token, TokenKind};

use crate::reading::{Lens, Observation, Place, Row, Subject};
use crate::sheet::{Line, Sheet, Story};
use crate::{loaded, marks};

/// Words that share this many letters at the start are one word here: "resign", "resignation".
const ALIKE_LETTERS: usize = 5;
/// Words in marks that a text must have word for word.
const LEAST_QUOTED: usize = 2;

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
            beyond.cells[article_idx].observations = absent(story, article_idx);
        }
    }
    [headlines, beyond].into_iter().filter(Row::is_filled).collect()
}

/// Stretches of the headline whose words do not stand in the text.
fn absent(story: &Story<'_>, article_idx: usize) -> Vec<Observation> {
    let sheet = &story.sheets[article_idx];
    let loaded = story.find(Lens::Loaded, article_idx, Place::Title);
    let lexicon = sheet.claims.document.lexicon;
    let body = Body::of(sheet, lexicon);
    let line = &sheet.title;
    let mut found: Vec<std::ops::Range<usize>> = Vec::new();
    for (idx, token) in line.tokens.iter().enumerate() {
        let is_loaded = || {
            let found = loaded.iter().find(|it| it.tokens.contains(&idx));
            found.is_some_and(|it| it.group.strength >= loaded::LEAST_SHOWN)
                || lexicon.loaded_words.get(&token.lower).is_some_and(|it| **it != *token.lower)
        };
        let is_weighty = match token.kind {
            TokenKind::Number => true,
            TokenKind::Word => !token.is_stop && is_loaded(),
            TokenKind::Space | TokenKind::Mark => false,
        };
        if !is_weighty || body.has(token, lexicon) {
            continue;
        }
        match found.last_mut() {
            Some(last) if last.end == idx => last.end = idx + 1,
            _ => found.push(idx..idx + 1),
        }
    }
    found.extend(misquoted(sheet));
    found.sort_by_key(|it| (it.start, std::cmp::Reverse(it.end)));
    found.dedup_by(|later, first| later.end <= first.end);
    found.into_iter().map(|it| line.observe(it)).collect()
}

/// Quoted words of a headline that do not stand in the text one after the other.
fn misquoted(sheet: &Sheet<'_>) -> Vec<std::ops::Range<usize>> {
    let words = |line: &Line<'_>, tokens: std::ops::Range<usize>| -> Vec<String> {
        let words = tokens.filter(|it| line.is_word(*it));
        words.map(|it| line.lower(it).to_owned()).collect()
    };
    let body: Vec<String> =
        sheet.lines.iter().flat_map(|it| words(it, 0..it.tokens.len())).collect();
    let title = &sheet.title;
    let absent = |tokens: std::ops::Range<usize>| {
        let wanted = words(title, tokens.clone());
        let (first, last) = (
            tokens.clone().find(|it| title.is_word(*it))?,
            tokens.rev().find(|it| title.is_word(*it))?,
        );
        (wanted.len() >= LEAST_QUOTED && !body.windows(wanted.len()).any(|it| it == wanted))
            .then_some(first..last + 1)
    };
    marks::quoted(title).into_iter().filter_map(absent).collect()
}

/// What a body holds.
struct Body<'a> {
    stems: FxHashSet<&'a str>,
    starts: FxHashSet<&'a str>,
    countries: FxHashSet<&'a str>,
    initials: FxHashSet<String>,
    /// Numbers written as words.
    numbers: FxHashSet<String>,
}

impl<'a> Body<'a> {
    fn of(sheet: &'a Sheet<'_>, lexicon: &'static Lexicon) -> Self {
        let mut body = Self {
            stems: FxHashSet::default(),
            starts: FxHashSet::default(),
            countries: FxHashSet::default(),
            initials: FxHashSet::default(),
            numbers: FxHashSet::default(),
        };
        let mut seen = FxHashSet::default();
        for token in sheet.lines.iter().flat_map(|it| &it.tokens) {
            if !seen.insert(token.lower.as_str()) {
                continue;
            }
            body.stems.extend([token.stem.as_str(), token.lower.as_str()]);
            body.starts.extend(start(token));
            if let Some(NumberWord::Cardinal(it)) = lexicon.number_words.get(&token.lower) {
                body.numbers.insert(it.to_string());
            }
            // The parts of "port-side" and what stands before an apostrophe.
            body.stems.extend(token.lower.split(['-', '\'', '.']));
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
            || start(token).is_some_and(|it| self.starts.contains(it))
            || self.numbers.contains(token.lower.as_str())
            || self.initials.contains(&token.lower.replace('.', ""))
            || country.is_some_and(|it| self.countries.contains(&**it))
            || lexicon.say_verbs.contains(&token.lower)
            || is_counted()
            || parts.peek().is_some() && parts.all(has_part)
    }
}

/// The first letters of a word that is long enough.
fn start(token: &Token) -> Option<&str> {
    let is_word = token.kind == TokenKind::Word;
    let (end, _) = token.lower.char_indices().nth(ALIKE_LETTERS).filter(|_| is_word)?;
    token.lower.get(..end)
}
