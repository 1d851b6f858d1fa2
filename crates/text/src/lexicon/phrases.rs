//! Words and phrases to look for in a row of tokens.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::token::{self, Piece};
use crate::{Token, TokenKind};

/// Words and phrases, each with what it means. A phrase is compared with the lower-case form of
/// tokens; white space between tokens does not count.
#[derive(Debug, Clone)]
pub struct Phrases<T> {
    by_first: FxHashMap<Box<str>, Vec<Entry<T>>>,
}

/// Words and phrases whose only meaning is to be in the list.
pub type Words = Phrases<()>;

#[derive(Debug, Clone)]
struct Entry<T> {
    rest: Box<[Box<str>]>,
    value: T,
}

/// A phrase found in a row of tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found<'a, T> {
    /// Indexes of its tokens, inner white space included.
    pub tokens: Range<usize>,
    /// What it means.
    pub value: &'a T,
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Self { by_first: FxHashMap::default() }
    }
}

impl<T> Phrases<T> {
    /// The longest phrase that begins at token `token_idx` of `tokens`.
    #[must_use]
    pub fn at(&self, tokens: &[Token], token_idx: usize) -> Option<Found<'_, T>> {
        let first = tokens.get(token_idx)?;
        let entries = self.by_first.get(first.lower.as_str())?;
        entries.iter().find_map(|entry| {
            let end = end_of_rest(&entry.rest, tokens, token_idx + 1)?;
            Some(Found { tokens: token_idx..end, value: &entry.value })
        })
    }

    /// The longest phrase whose last token is `token_idx`; it begins at `earliest` or later.
    #[must_use]
    pub fn ending_at(
        &self,
        tokens: &[Token],
        token_idx: usize,
        earliest: usize,
    ) -> Option<Found<'_, T>> {
        let reach = earliest.max(token_idx.saturating_sub(2 * LONGEST));
        (reach..=token_idx).find_map(|start| {
            let row = &tokens[..=token_idx];
            let entries = self.by_first.get(row[start].lower.as_str())?;
            entries.iter().find_map(|entry| {
                let end = end_of_rest(&entry.rest, row, start + 1)?;
                (end == token_idx + 1).then_some(Found { tokens: start..end, value: &entry.value })
            })
        })
    }

    /// What a single lower-case word means.
    #[must_use]
    pub fn get(&self, lower: &str) -> Option<&T> {
        let entries = self.by_first.get(lower)?;
        entries.iter().find(|entry| entry.rest.is_empty()).map(|entry| &entry.value)
    }

    /// True if a single lower-case word is in the list.
    #[must_use]
    pub fn contains(&self, lower: &str) -> bool {
        self.get(lower).is_some()
    }

    /// What the words and phrases mean, in no particular order.
    pub fn values(&self) -> impl Iterator<Item = &T> {
        self.by_first.values().flatten().map(|entry| &entry.value)
    }

    /// How many words and phrases there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.by_first.values().map(Vec::len).sum()
    }

    /// True if there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_first.is_empty()
    }

    /// Adds a phrase as it would be written. A phrase that is already there keeps its meaning.
    pub(crate) fn add(&mut self, phrase: &str, value: T) {
        let mut words = token::pieces(phrase)
            .filter(|piece| piece.kind != TokenKind::Space)
            .map(|Piece { range, .. }| token::lower(&phrase[range.start..range.end]).into());
        let Some(first) = words.next() else { return };
        let rest: Box<[Box<str>]> = words.collect();
        let entries = self.by_first.entry(first).or_default();
        if entries.iter().any(|entry| entry.rest == rest) {
            return;
        }
        let place = entries.partition_point(|entry| entry.rest.len() >= rest.len());
        entries.insert(place, Entry { rest, value });
    }
}

/// No phrase has more tokens than this (white space not counted).
const LONGEST: usize = 8;

/// One past the last token, if `rest` is what follows.
fn end_of_rest(rest: &[Box<str>], tokens: &[Token], start: usize) -> Option<usize> {
    let mut next = start;
    for word in rest {
        while tokens.get(next)?.kind == TokenKind::Space {
            next += 1;
        }
        if *tokens[next].lower != **word {
            return None;
        }
        next += 1;
    }
    Some(next)
}
