//! Reads a profile from a document.

use std::borrow::Cow;

use article::{Article, Moment};
use text::{Document, Token, TokenKind};

use super::{Profile, Term, TermKind};
use crate::{address, hash, sketch};

/// Terms kept of an article: those of title and lead first, then the most frequent.
const MAX_TERMS: usize = 220;
/// Words of the body that make the lead: the sentences that begin within them.
const LEAD_WORDS: usize = 60;
/// Share of capitals from which on a line is a heading, whose capitals tell no names.
const HEADING: f32 = 0.6;
/// Sights of a term that are counted.
const MAX_COUNT: u16 = 1000;
/// Longest word kept, in bytes: beyond are addresses and the like.
const MAX_WORD: usize = 40;

/// Reads the profile of a document: one pass over its tokens. Never fails; an empty document gives
/// an empty profile, which founds a story of its own.
#[must_use]
pub fn profile(document: &Document) -> Profile {
    let article = &document.article;
    let title = title(document);
    let mut reading = Reading::default();
    reading.line(&title, &title.tokens, Place::Title);
    let mut words = Vec::new();
    for sentence in &document.sentences {
        let place = if words.len() < LEAD_WORDS { Place::Lead } else { Place::Rest };
        let tokens = &document.tokens[sentence.tokens.clone()];
        reading.line(document, tokens, place);
        let counted = tokens.iter().filter(|it| it.is_counted());
        words.extend(counted.map(|it| hash::bytes(0, it.lower.as_bytes())));
    }
    let url = article.url.as_deref();
    Profile {
        outlet: article.outlet.clone(),
        url: url.and_then(address::canonical),
        published: article
            .published
            .or_else(|| url.and_then(address::day).map(Moment::day))
            .map(seconds),
        language: document.language.to_owned(),
        terms: reading.terms(),
        n_words: u32::try_from(words.len()).unwrap_or(u32::MAX),
        content: words.iter().fold(0, |hash, word| hash::and(hash, *word)),
        sketch: sketch::of(&words),
    }
}

/// The title read like a body of its own.
fn title(document: &Document) -> Document {
    text::read(Article {
        declared_language: Some(document.language.to_owned()),
        ..Article::of(&document.article.title)
    })
}

fn seconds(moment: Moment) -> i64 {
    match moment.instant {
        Some(instant) => instant.as_second(),
        None => {
            let noon = moment.date.at(12, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC);
            noon.map_or(0, |it| it.timestamp().as_second())
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Title,
    Lead,
    Rest,
}

/// What a term was seen as so far.
#[derive(Debug, Clone)]
struct Sight<'a> {
    sort: Sort,
    word: Cow<'a, str>,
    count: u16,
    /// How often with a capital, and how often without, where a capital means something.
    n_capital: u16,
    n_small: u16,
    in_title: bool,
    in_lead: bool,
    first: u32,
}

/// What tells equal spellings apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Word,
    Name,
    Number,
}

/// The terms met so far, by number.
#[derive(Debug, Default)]
struct Reading<'a> {
    sights: hash::Map<u32, Sight<'a>>,
}

impl<'a> Reading<'a> {
    fn line(&mut self, document: &'a Document, tokens: &'a [Token], place: Place) {
        let is_capital = |it: &Token| {
            it.kind == TokenKind::Word
                && document.article.body[it.range.start..].starts_with(char::is_uppercase)
        };
        let topics = || tokens.iter().filter(|it| it.kind == TokenKind::Word && !it.is_stop);
        let n_capitals = topics().filter(|it| is_capital(it)).count();
        let is_heading =
            place == Place::Title || n_capitals as f32 > HEADING * topics().count() as f32;
        // A capital tells a name unless it begins a sentence or a quotation.
        let mut is_first = true;
        let mut before: Option<&Token> = None;
        for token in tokens.iter().filter(|it| it.kind != TokenKind::Space) {
            let last = before.take();
            match token.kind {
                TokenKind::Mark => {
                    is_first |= matches!(token.lower.as_str(), "\"" | "“" | ":" | "‘");
                    continue;
                }
                TokenKind::Number if token.lower.len() > 1 => {
                    self.see(Sort::Number, Cow::Borrowed(&token.lower), place);
                }
                TokenKind::Word if !token.is_stop && token.stem.len() > 1 => {
                    let capital = is_capital(token);
                    let sight = self.see(Sort::Word, Cow::Borrowed(&token.stem), place);
                    if let Some(sight) = sight.filter(|_| !is_heading && !is_first) {
                        sight.n_capital += u16::from(capital);
                        sight.n_small += u16::from(!capital);
                    }
                    if capital && !is_heading {
                        if let Some(last) = last {
                            let name = format!("{} {}", plain(&last.lower), plain(&token.lower));
                            self.see(Sort::Name, Cow::Owned(name), place);
                        }
                        before = Some(token);
                    }
                }
                _ => {}
            }
            is_first &= token.kind != TokenKind::Word;
        }
    }

    fn see(&mut self, sort: Sort, word: Cow<'a, str>, place: Place) -> Option<&mut Sight<'a>> {
        if word.len() > MAX_WORD {
            return None;
        }
        let id = (hash::bytes(sort as u64, word.as_bytes()) >> 32) as u32;
        let first = u32::try_from(self.sights.len()).unwrap_or(u32::MAX);
        let (count, n_capital, n_small) = (0, 0, 0);
        let (in_title, in_lead) = (false, false);
        let sight = self.sights.entry(id).or_insert_with(|| Sight {
            sort,
            word,
            count,
            n_capital,
            n_small,
            in_title,
            in_lead,
            first,
        });
        if sight.count == MAX_COUNT {
            return None;
        }
        sight.count += 1;
        sight.in_title |= place == Place::Title;
        sight.in_lead |= place == Place::Lead;
        Some(sight)
    }

    /// The weightiest terms, sorted by number.
    fn terms(self) -> Vec<Term> {
        let mut sights: Vec<(u32, Sight<'_>)> = self.sights.into_iter().collect();
        if sights.len() > MAX_TERMS {
            sights.sort_unstable_by_key(|(_, it)| {
                (std::cmp::Reverse((it.in_title || it.in_lead, it.count)), it.first)
            });
            sights.truncate(MAX_TERMS);
        }
        sights.sort_unstable_by_key(|it| it.0);
        sights.into_iter().map(|(id, it)| it.into_term(id)).collect()
    }
}

impl Sight<'_> {
    fn into_term(self, id: u32) -> Term {
        let kind = match self.sort {
            Sort::Number => TermKind::Number,
            Sort::Name => TermKind::Name,
            Sort::Word if self.n_capital > self.n_small => TermKind::Capital,
            Sort::Word => TermKind::Word,
        };
        let Sight { count, in_title, in_lead, .. } = self;
        Term { id, word: self.word.into_owned(), count, kind, in_title, in_lead }
    }
}

/// A word of a name without the sign of possession.
fn plain(lower: &str) -> &str {
    lower.strip_suffix("'s").or_else(|| lower.strip_suffix('\'')).unwrap_or(lower)
}
