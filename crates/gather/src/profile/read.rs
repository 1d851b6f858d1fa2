//! Reads a profile from a document.

use std::collections::BTreeMap;

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
/// Longest word kept, in bytes: beyond are addresses and the like.
const MAX_WORD: usize = 40;

/// Reads the profile of a document: one pass over its tokens. Never fails; an empty document gives
/// an empty profile, which founds a story of its own.
#[must_use]
pub fn profile(document: &Document) -> Profile {
    let article = &document.article;
    let mut reading = Reading::default();
    let title = title(document);
    reading.line(&title, &title.tokens, Place::Title);
    let mut words = Vec::new();
    for sentence in &document.sentences {
        let place = if words.len() < LEAD_WORDS { Place::Lead } else { Place::Rest };
        let tokens = &document.tokens[sentence.tokens.clone()];
        reading.line(document, tokens, place);
        let is_word = |it: &&Token| matches!(it.kind, TokenKind::Word | TokenKind::Number);
        words.extend(tokens.iter().filter(is_word).map(|it| hash::bytes(0, it.lower.as_bytes())));
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
#[derive(Debug, Default, Clone, Copy)]
struct Sight {
    count: u16,
    /// How often with a capital, and how often without, where a capital means something.
    n_capital: u16,
    n_small: u16,
    in_title: bool,
    in_lead: bool,
    first: u32,
}

#[derive(Debug, Default)]
struct Reading {
    /// Stems, names and numbers; the flags tell which.
    sights: BTreeMap<(Sort, String), Sight>,
    n_seen: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sort {
    Word,
    Name,
    Number,
}

impl Reading {
    fn line(&mut self, document: &Document, tokens: &[Token], place: Place) {
        let is_capital = |it: &Token| {
            it.kind == TokenKind::Word
                && document.article.body[it.range.start..].starts_with(char::is_uppercase)
        };
        let n_words = tokens.iter().filter(|it| it.kind == TokenKind::Word && !it.is_stop).count();
        let n_capitals = tokens.iter().filter(|it| is_capital(it) && !it.is_stop).count();
        let is_heading = place == Place::Title || n_capitals as f32 > HEADING * n_words as f32;
        let mut is_first = true;
        let mut before: Option<&Token> = None;
        for token in tokens {
            match token.kind {
                TokenKind::Space => continue,
                TokenKind::Mark => {
                    is_first |= matches!(token.lower.as_str(), "\"" | "“" | ":" | "‘");
                    before = None;
                    continue;
                }
                TokenKind::Number if token.lower.len() > 1 => {
                    self.see(Sort::Number, token.lower.clone(), place);
                }
                TokenKind::Word if !token.is_stop && token.stem.len() > 1 => {
                    let capital = is_capital(token);
                    let sight = self.see(Sort::Word, token.stem.clone(), place);
                    if let Some(sight) = sight
                        && !is_heading
                        && !is_first
                    {
                        let n_times = if capital { &mut sight.n_capital } else { &mut sight.n_small };
                        *n_times = n_times.saturating_add(1);
                    }
                    if capital
                        && !is_heading
                        && let Some(before) = before
                    {
                        let name = format!("{} {}", plain(&before.lower), plain(&token.lower));
                        self.see(Sort::Name, name, place);
                    }
                    before = capital.then_some(token);
                    is_first = false;
                    continue;
                }
                _ => {}
            }
            is_first &= token.kind != TokenKind::Word;
            before = None;
        }
    }

    fn see(&mut self, sort: Sort, word: String, place: Place) -> Option<&mut Sight> {
        if word.len() > MAX_WORD {
            return None;
        }
        self.n_seen += 1;
        let first = self.n_seen;
        let sight = self.sights.entry((sort, word)).or_insert(Sight { first, ..Sight::default() });
        sight.count = sight.count.saturating_add(1);
        sight.in_title |= place == Place::Title;
        sight.in_lead |= place == Place::Lead;
        Some(sight)
    }

    /// The weightiest terms, sorted by number.
    fn terms(self) -> Vec<Term> {
        let mut sights: Vec<((Sort, String), Sight)> = self.sights.into_iter().collect();
        sights.sort_by_key(|(_, it)| {
            (std::cmp::Reverse((it.in_title || it.in_lead, it.count)), it.first)
        });
        sights.truncate(MAX_TERMS);
        let mut terms: Vec<Term> = sights.into_iter().map(term).collect();
        terms.sort_by_key(|it| it.id);
        terms.dedup_by_key(|it| it.id);
        terms
    }
}

fn term(((sort, word), sight): ((Sort, String), Sight)) -> Term {
    let kind = match sort {
        Sort::Number => TermKind::Number,
        Sort::Name => TermKind::Name,
        Sort::Word if sight.n_capital > sight.n_small => TermKind::Capital,
        Sort::Word => TermKind::Word,
    };
    let id = (hash::bytes(sort as u64, word.as_bytes()) >> 32) as u32;
    let Sight { count, in_title, in_lead, .. } = sight;
    Term { id, word, count, kind, in_title, in_lead }
}

/// A word of a name without the sign of possession.
fn plain(lower: &str) -> &str {
    lower.strip_suffix("'s").or_else(|| lower.strip_suffix('\'')).unwrap_or(lower)
}
