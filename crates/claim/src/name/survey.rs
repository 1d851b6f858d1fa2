//! How an article writes its words: which are seen in small letters, which only with a capital.

use std::collections::{BTreeMap, BTreeSet};

use text::{Document, TokenKind};

use crate::row::Row;

/// A language is taken to write all nouns with capitals when more than this share of the words
/// inside of sentences has one. News in English has 10 to 20 %, in German 30 to 40 %.
const NOUN_CAPITALS: f64 = 0.27;

/// No judgement on that share with fewer words than this.
const FEWEST_WORDS: usize = 40;

pub(crate) struct Survey<'a> {
    /// Words seen in small letters.
    small: BTreeSet<&'a str>,
    /// Words with a capital inside of a sentence, and how often.
    inner_capitals: BTreeMap<&'a str, usize>,
    /// True where a capital says no more than that a word is a noun.
    pub(crate) has_noun_capitals: bool,
    /// Sentences in which nearly all words have capitals: headlines.
    title_case: BTreeSet<usize>,
}

impl<'a> Survey<'a> {
    pub(crate) fn of(document: &'a Document) -> Self {
        let mut survey = Self {
            small: BTreeSet::new(),
            inner_capitals: BTreeMap::new(),
            has_noun_capitals: false,
            title_case: BTreeSet::new(),
        };
        let (mut n_inner, mut n_capital) = (0, 0);
        for sentence_idx in 0..document.sentences.len() {
            let row = Row::of(document, sentence_idx);
            let words: Vec<usize> = row.indexes().filter(|&idx| row.is_word(idx)).collect();
            let capitals = words.iter().filter(|&&idx| row.is_capital(idx)).count();
            let small_content =
                words.iter().filter(|&&idx| !row.is_capital(idx) && !row.is_stop(idx)).count();
            if words.len() >= 5 && small_content == 0
                || words.len() >= 8 && capitals * 10 >= words.len() * 8
            {
                survey.title_case.insert(sentence_idx);
                continue;
            }
            for &idx in &words {
                let lower = bare(row.lower(idx));
                if !row.is_capital(idx) {
                    survey.small.insert(lower);
                    n_inner += 1;
                } else if !begins(&row, idx) {
                    *survey.inner_capitals.entry(lower).or_default() += 1;
                    n_inner += 1;
                    n_capital += 1;
                }
            }
        }
        let is_noun_language = document.lexicon.ordinal_dot;
        survey.has_noun_capitals = is_noun_language
            || n_inner >= FEWEST_WORDS
                && f64::from(n_capital) > NOUN_CAPITALS * n_inner as f64 * 1.2;
        survey
    }

    /// True if the word is also written in small letters in this article.
    pub(crate) fn is_small(&self, lower: &str) -> bool {
        self.small.contains(bare(lower))
    }

    /// How often the word has a capital that no sentence begins with.
    pub(crate) fn n_inner_capitals(&self, lower: &str) -> usize {
        self.inner_capitals.get(bare(lower)).copied().unwrap_or(0)
    }

    pub(crate) fn is_title_case(&self, sentence_idx: usize) -> bool {
        self.title_case.contains(&sentence_idx)
    }
}

/// A word without the ending of possession.
pub(crate) fn bare(lower: &str) -> &str {
    lower.strip_suffix("'s").unwrap_or(lower)
}

/// True if a capital is owed at this token: at the start of the sentence, of a quote, after a
/// colon or a bullet.
pub(crate) fn begins(row: &Row<'_>, idx: usize) -> bool {
    match row.prev(idx) {
        None => true,
        Some(prev) => {
            row.kind(prev) == Some(TokenKind::Mark)
                && (matches!(
                    row.lower(prev),
                    ":" | "•" | "*" | "·" | "?" | "!" | "…" | "—" | "–" | "-" | "(" | "["
                ) && !(row.is_dash(prev)
                    && prev + 1 == idx
                    && row.is_word(prev.saturating_sub(1)))
                    || row.lexicon.quote_marks.iter().any(|(open, close)| {
                        row.lower(prev).starts_with(*open) && (open != close || row.is_tight(prev))
                    })
                    || row.lower(prev) == "."
                        && row.prev(prev).is_none_or(|word| !row.is_capital(word)))
        }
    }
}
