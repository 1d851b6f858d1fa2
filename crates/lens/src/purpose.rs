//! What a sentence is for, by its signs and their learned weights.
//!
//! Multinomial logistic regression over words, pairs of words and a few signs of the whole sentence;
//! names are one sign, so that nothing is learned about anybody. Where the encoder has read the
//! sentence, its vector is heard beside the words. Trained by `training/context.py` on sentences
//! labelled by reading; `rules/context.md` has the measure.

use std::hash::Hasher as _;
use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use text::TokenKind;

use crate::loaded;
use crate::reading::{Lens, Place};
use crate::sheet::{Line, Sheet, Story, share};
use crate::sourcing;

/// What a sentence may be for, in the order in which the sorts are shown.
pub(crate) const SORTS: [&str; 7] =
    ["reported", "background", "history", "law", "consequence", "opinion", "judgement"];
/// A sort that is less likely than all others together is not told apart from "reported".
const LEAST_LIKELY: f32 = 0.5;
/// A date this many days before publication is old; one of so many is recent.
const DAYS_OLD: i32 = 300;
const DAYS_RECENT: i32 = 7;

/// A number for each sort.
type BySort = [f32; SORTS.len()];

/// How much each sign speaks for each sort.
pub(crate) struct Weights {
    /// By the hash of the sign.
    of: FxHashMap<u64, BySort>,
    /// How what the words say is heard: by each sort that they speak for.
    words: Vec<BySort>,
    /// What is said of any sentence.
    all: BySort,
    /// How much each place of the sentence's vector speaks for each sort.
    vector: Vec<BySort>,
}

impl Weights {
    /// The weights of a language, if there are any.
    pub(crate) fn of(code: &str) -> Option<&'static Self> {
        static ENGLISH: OnceLock<Weights> = OnceLock::new();
        (code == "en").then(|| {
            ENGLISH.get_or_init(|| {
                Self::read(
                    include_str!("../weights/context.en.tsv"),
                    include_str!("../weights/context.vector.tsv"),
                )
            })
        })
    }

    fn read(signs: &str, vector: &str) -> Self {
        let sign = |(sign, weights): (&str, BySort)| {
            (hash(&sign.split(' ').collect::<Vec<_>>()), weights.map(|it| it / 100.0))
        };
        let mut words: Vec<BySort> =
            rows(vector).map(|(_, weights)| weights.map(|it| it / 1000.0)).collect();
        let vector = words.split_off((SORTS.len() + 1).min(words.len()));
        let all = words.pop().unwrap_or_default();
        Self { of: rows(signs).map(sign).collect(), words, all, vector }
    }

    /// The likeliest sort of a sentence.
    pub(crate) fn judge(
        &self,
        story: &Story<'_>,
        article_idx: usize,
        line: &Line<'_>,
    ) -> &'static str {
        let mut sums: BySort = Default::default();
        let mut seen: FxHashSet<u64> = FxHashSet::default();
        signs(story, article_idx, line, &mut |parts| {
            let sign = hash(parts);
            let Some(weights) = self.of.get(&sign).filter(|_| seen.insert(sign)) else { return };
            add_up(&mut sums, weights, 1.0);
        });
        let mut found = logarithms(sums);
        let vector = story.vector(article_idx, line.place);
        if let Some(vector) = vector.filter(|it| it.len() == self.vector.len()) {
            found = logarithms(self.beside(&found, vector));
        }
        let best = (0..SORTS.len()).max_by(|lhs, rhs| found[*lhs].total_cmp(&found[*rhs]));
        best.filter(|it| found[*it].exp() >= LEAST_LIKELY).map_or(SORTS[0], |it| SORTS[it])
    }

    /// What the words say, heard beside the vector.
    fn beside(&self, words: &BySort, vector: &[f32]) -> BySort {
        let mut sums = self.all;
        let heard = words.iter().zip(&self.words).chain(vector.iter().zip(&self.vector));
        heard.for_each(|(value, weights)| add_up(&mut sums, weights, *value));
        sums
    }
}

/// The lines of a table: a sign and its weights.
fn rows(table: &str) -> impl Iterator<Item = (&str, BySort)> {
    table.lines().filter(|it| !it.starts_with('#')).filter_map(|line| {
        let mut fields = line.split('\t');
        let sign = fields.next()?;
        let mut weights: BySort = Default::default();
        for weight in &mut weights {
            *weight = fields.next()?.parse().ok()?;
        }
        Some((sign, weights))
    })
}

fn add_up(sums: &mut BySort, weights: &BySort, times: f32) {
    for (sum, weight) in sums.iter_mut().zip(weights) {
        *sum += weight * times;
    }
}

/// Logarithms of how likely each sort is.
fn logarithms(sums: BySort) -> BySort {
    let most = sums.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let whole: f32 = sums.iter().map(|it| (it - most).exp()).sum();
    sums.map(|it| it - most - whole.ln())
}

/// A sign's hash, of the words that it is written with.
fn hash(parts: &[&str]) -> u64 {
    let mut hasher = FxHasher::default();
    for part in parts {
        hasher.write(part.as_bytes());
        hasher.write_u8(b' ');
    }
    hasher.finish()
}

/// Gives every sign of a sentence to `add`, as the words that it is written with; one may come more than once.
pub(crate) fn signs(
    story: &Story<'_>,
    article_idx: usize,
    line: &Line<'_>,
    add: &mut impl FnMut(&[&str]),
) {
    add(&["all"]);
    let mut before = "start";
    for idx in 0..line.tokens.len() {
        let word = symbol(line, idx);
        if word == "name" && before == "name" {
            continue;
        }
        add(&["w", word]);
        add(&["b", before, word]);
        if line.is_quoted[idx] {
            add(&["q", word]);
        }
        before = word;
    }
    of_whole(story, article_idx, line, add);
}

/// A word in lower case; names, numbers and years each as one.
fn symbol<'a>(line: &Line<'a>, idx: usize) -> &'a str {
    let token: &'a text::Token = line.tokens[idx];
    match token.kind {
        _ if line.is_named[idx] => "name",
        TokenKind::Number if token.lower.len() == 4 && token.lower.starts_with(['1', '2']) => {
            "year"
        }
        TokenKind::Number => "number",
        _ => token.lower.as_str(),
    }
}

/// Signs of the whole sentence.
fn of_whole(story: &Story<'_>, article_idx: usize, line: &Line<'_>, add: &mut impl FnMut(&[&str])) {
    let sheet = &story.sheets[article_idx];
    let quoted = |line: &Line<'_>| match share(line.n_quoted_words(), line.n_words()) {
        it if it >= 0.8 => "whole",
        it if it >= 0.4 => "most",
        it if it > 0.0 => "some",
        _ => "none",
    };
    let rung = |line: &Line<'_>| sourcing::rung(story, article_idx, line);
    let line_idx = match line.place {
        Place::Title => 0,
        Place::Sentence(sentence_idx) => sentence_idx,
    };
    let place = match share(line_idx, sheet.lines.len()) {
        _ if line_idx == 0 => "first",
        it if it < 0.2 => "early",
        it if it < 0.7 => "middle",
        _ => "late",
    };
    let length = match line.n_words() {
        0..=7 => "short",
        8..=20 => "middle",
        _ => "long",
    };
    let loaded = match loaded::weight(story, article_idx, line) {
        it if it >= 4.0 => "heavy",
        it if it >= 1.0 => "light",
        _ => "none",
    };
    let (own_quoted, own_rung) = (quoted(line), rung(line));
    add(&["quoted", own_quoted]);
    add(&["rung", own_rung]);
    add(&["quoted", own_quoted, "rung", own_rung]);
    add(&["place", place]);
    add(&["length", length]);
    add(&["loaded", loaded]);
    if let Some(before) = line_idx.checked_sub(1).map(|it| &sheet.lines[it]) {
        add(&["before", "quoted", quoted(before), "rung", rung(before)]);
    }
    for hit in story.find(Lens::Context, article_idx, line.place) {
        add(&["rule", &hit.group.name]);
    }
    of_claim(sheet, line, add);
}

/// Signs of what is said to be so: by whom, how surely, when.
fn of_claim(sheet: &Sheet<'_>, line: &Line<'_>, add: &mut impl FnMut(&[&str])) {
    let document = &sheet.claims.document;
    let Some(claim) = sheet.claim(line) else { return };
    if let Some(it) = &claim.attribution {
        let verb = document.article.text(it.verb).to_lowercase();
        match document.lexicon.say_verbs.get(&verb) {
            Some(it) => add(&["say", &format!("{:?}", it.kind)]),
            None => add(&["say", "other"]),
        }
    }
    if !claim.hedges.is_empty() {
        add(&["hedged"]);
    }
    let published = document.article.published.map(|it| it.date);
    for date in &claim.dates {
        let days = published.and_then(|it| date.end.date().until(it).ok()).map(|it| it.get_days());
        match days {
            Some(it) if it >= DAYS_OLD => add(&["date", "old"]),
            Some(it) if it > DAYS_RECENT => add(&["date", "past"]),
            Some(it) if it < 0 => add(&["date", "ahead"]),
            Some(_) => add(&["date", "recent"]),
            None => add(&["date"]),
        }
    }
}
