//! What a sentence is for, by its signs and their learned weights.
//!
//! Multinomial logistic regression over words, pairs of words and a few signs of the whole sentence;
//! names are one sign, so that nothing is learned about anybody. Trained by `training/context.py` on
//! sentences labelled by reading; `rules/context.md` has the measure.

use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};
use text::TokenKind;

use crate::loaded;
use crate::reading::Lens;
use crate::sheet::{Line, Story, share};
use crate::sourcing;

/// What a sentence may be for, in the order in which the sorts are shown.
pub(crate) const SORTS: [&str; 7] =
    ["reported", "background", "history", "law", "consequence", "opinion", "judgement"];
/// A sort that is less likely than this is not told apart from "reported".
const LEAST_LIKELY: f32 = 0.4;
/// A date this many days before publication is old; one of so many is recent.
const DAYS_OLD: i32 = 300;
const DAYS_RECENT: i32 = 7;

/// Something that a sentence has, and the token that shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sign {
    pub(crate) name: String,
    pub(crate) token_idx: Option<usize>,
}

/// What a sentence is held to be for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Purpose {
    pub(crate) sort: &'static str,
    /// The token that speaks most for it.
    pub(crate) token_idx: Option<usize>,
}

/// How much each sign speaks for each sort.
pub(crate) struct Weights {
    of: FxHashMap<&'static str, [f32; SORTS.len()]>,
}

impl Weights {
    /// The weights of a language, if there are any.
    pub(crate) fn of(code: &str) -> Option<&'static Self> {
        static ENGLISH: OnceLock<Weights> = OnceLock::new();
        (code == "en")
            .then(|| ENGLISH.get_or_init(|| Self::read(include_str!("../weights/context.en.tsv"))))
    }

    /// A line is a sign and its weights in hundredths.
    fn read(text: &'static str) -> Self {
        let of = text.lines().filter(|it| !it.starts_with('#')).filter_map(|line| {
            let mut fields = line.split('\t');
            let name = fields.next()?;
            let mut weights = [0.0; SORTS.len()];
            for weight in &mut weights {
                *weight = fields.next()?.parse::<f32>().ok()? / 100.0;
            }
            Some((name, weights))
        });
        Self { of: of.collect() }
    }

    /// The likeliest sort; shown may be the tokens that `tells` is true of.
    pub(crate) fn judge(&self, signs: &[Sign], tells: impl Fn(usize) -> bool) -> Purpose {
        let mut sums = [0.0; SORTS.len()];
        for weights in signs.iter().filter_map(|it| self.of.get(it.name.as_str())) {
            for (sum, weight) in sums.iter_mut().zip(weights) {
                *sum += weight;
            }
        }
        let most = sums.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let whole: f32 = sums.iter().map(|it| (it - most).exp()).sum();
        let best = sums.iter().position(|it| *it >= most).unwrap_or(0);
        if best == 0 || 1.0 / whole < LEAST_LIKELY {
            return Purpose { sort: SORTS[0], token_idx: None };
        }
        let shown = signs.iter().filter(|it| it.token_idx.is_some_and(&tells));
        let weight = |it: &&Sign| self.of.get(it.name.as_str()).map_or(0.0, |it| it[best] - it[0]);
        let strongest = shown.max_by(|a, b| weight(a).total_cmp(&weight(b)));
        Purpose { sort: SORTS[best], token_idx: strongest.and_then(|it| it.token_idx) }
    }
}

/// The signs of a sentence, each once.
pub(crate) fn signs(story: &Story<'_>, article_idx: usize, line: &Line<'_>) -> Vec<Sign> {
    let mut seen = FxHashSet::default();
    let mut signs = Vec::new();
    let mut add = |name: String, token_idx: Option<usize>| {
        if seen.insert(name.clone()) {
            signs.push(Sign { name, token_idx });
        }
    };
    add("all".to_owned(), None);
    let mut before = "start".to_owned();
    for idx in 0..line.tokens.len() {
        let word = symbol(line, idx);
        if word == "name" && before == "name" {
            continue;
        }
        add(format!("w {word}"), Some(idx));
        add(format!("b {before} {word}"), Some(idx));
        if line.is_quoted[idx] {
            add(format!("q {word}"), Some(idx));
        }
        before = word;
    }
    of_whole(story, article_idx, line).into_iter().for_each(|it| add(it, None));
    signs
}

/// A word in lower case; names, numbers and years each as one.
fn symbol(line: &Line<'_>, idx: usize) -> String {
    let token = line.tokens[idx];
    match token.kind {
        _ if line.is_named[idx] => "name".to_owned(),
        TokenKind::Number if token.lower.len() == 4 && token.lower.starts_with(['1', '2']) => {
            "year".to_owned()
        }
        TokenKind::Number => "number".to_owned(),
        _ => token.lower.to_string(),
    }
}

/// Signs of the whole sentence.
fn of_whole(story: &Story<'_>, article_idx: usize, line: &Line<'_>) -> Vec<String> {
    let sheet = &story.sheets[article_idx];
    let quoted = |line: &Line<'_>| match share(line.n_quoted_words(), line.n_words()) {
        it if it >= 0.8 => "whole",
        it if it >= 0.4 => "most",
        it if it > 0.0 => "some",
        _ => "none",
    };
    let rung = |line: &Line<'_>| sourcing::rung(story, article_idx, line);
    let line_idx = sheet.lines.iter().position(|it| it.place == line.place).unwrap_or(0);
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
    let mut signs = vec![
        format!("quoted {}", quoted(line)),
        format!("rung {}", rung(line)),
        format!("quoted {} rung {}", quoted(line), rung(line)),
        format!("place {place}"),
        format!("length {length}"),
        format!("loaded {loaded}"),
    ];
    if let Some(before) = line_idx.checked_sub(1).map(|it| &sheet.lines[it]) {
        signs.push(format!("before quoted {} rung {}", quoted(before), rung(before)));
    }
    for hit in story.find(Lens::Context, article_idx, line.place) {
        signs.push(format!("rule {}", hit.group.name));
    }
    let document = &sheet.claims.document;
    let Some(claim) = sheet.claim(line) else { return signs };
    if let Some(it) = &claim.attribution {
        let verb = document.article.text(it.verb).to_lowercase();
        let kind = document.lexicon.say_verbs.get(&verb).map(|it| it.kind);
        signs.push(kind.map_or_else(|| "say other".to_owned(), |it| format!("say {it:?}")));
    }
    if !claim.hedges.is_empty() {
        signs.push("hedged".to_owned());
    }
    let published = document.article.published.map(|it| it.date);
    for date in &claim.dates {
        let days = published.and_then(|it| date.end.date().until(it).ok()).map(|it| it.get_days());
        signs.push(match days {
            Some(it) if it >= DAYS_OLD => "date old".to_owned(),
            Some(it) if it > DAYS_RECENT => "date past".to_owned(),
            Some(it) if it < 0 => "date ahead".to_owned(),
            Some(_) => "date recent".to_owned(),
            None => "date".to_owned(),
        });
    }
    signs
}
