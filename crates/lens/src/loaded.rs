//! Loaded words: words that carry a judgement, with a plain word beside them.
//!
//! See `rules/loaded.md`. A row is a group of words; words that every article uses are left out,
//! because they tell nobody apart. Words in quotation marks are the speaker's and are marked so.

use article::TextRange;
use rustc_hash::FxHashSet;

use crate::reading::{Lens, Row, Subject};
use crate::rules::{Hit, Rules};
use crate::sheet::{self, Line, Sheet, Story, share};

/// Groups weaker than this are not shown word by word. Chosen by reading; see `rules/loaded.md`.
pub(crate) const LEAST_SHOWN: f64 = 1.0;
/// The same for words that are a speaker's.
const LEAST_QUOTED: f64 = 2.0;

pub(crate) fn look(story: &Story<'_>) -> Vec<Row> {
    let common = common_words(story);
    let mut rows: Vec<Row> = Vec::new();
    let mut all = Row::new(Subject::Sort("per_sentence".to_owned()), story.n_articles());
    for (article_idx, sheet) in story.sheets.iter().enumerate() {
        let mut n_loaded_lines = 0;
        for line in sheet.all_lines() {
            let mut is_loaded = false;
            for hit in own_words(story.find(Lens::Loaded, article_idx, line.place), line) {
                let mut seen = line.observe(hit.tokens.clone());
                let least = if seen.is_quoted { LEAST_QUOTED } else { LEAST_SHOWN };
                if hit.group.strength < least {
                    continue;
                }
                is_loaded |= !seen.is_quoted;
                if hit.tokens.len() == 1
                    && common.contains(line.tokens[hit.tokens.start].stem.as_str())
                {
                    continue;
                }
                seen.value = hit.plain.map(str::to_owned);
                let subject = Subject::Sort(hit.group.name.clone());
                let row = match rows.iter_mut().position(|it| it.subject == subject) {
                    Some(row_idx) => &mut rows[row_idx],
                    None => {
                        rows.push(Row::new(subject, story.n_articles()));
                        rows.last_mut().expect("pushed right above")
                    }
                };
                row.cells[article_idx].observations.push(seen);
            }
            n_loaded_lines += usize::from(is_loaded);
        }
        all.cells[article_idx].share = Some(share(n_loaded_lines, sheet.lines.len() + 1));
    }
    let order = |row: &Row| {
        let n: usize = row.cells.iter().map(|it| it.observations.len()).sum();
        let Subject::Sort(name) = &row.subject else { return (0, String::new()) };
        (n, name.clone())
    };
    rows.sort_by(|a, b| {
        let ((n_a, name_a), (n_b, name_b)) = (order(a), order(b));
        n_b.cmp(&n_a).then(name_a.cmp(&name_b))
    });
    if !rows.is_empty() {
        rows.push(all);
    }
    rows
}

/// Stems that every article of the story uses.
fn common_words<'a>(story: &'a Story<'_>) -> FxHashSet<&'a str> {
    let stems = |sheet: &'a Sheet<'_>| -> FxHashSet<&'a str> {
        sheet.lines.iter().flat_map(|it| &it.tokens).map(|it| it.stem.as_str()).collect()
    };
    let mut sheets = story.sheets.iter();
    if story.n_articles() < 2 {
        return FxHashSet::default();
    }
    let Some(first) = sheets.next() else { return FxHashSet::default() };
    sheets.fold(stems(first), |mut common, sheet| {
        let here = stems(sheet);
        common.retain(|it| here.contains(it));
        common
    })
}

/// A loaded word of an article.
#[derive(Debug, Clone, PartialEq)]
pub struct LoadedWord {
    /// Index of its sentence.
    pub sentence_idx: usize,
    /// Where it stands in the body.
    pub range: TextRange,
    /// The group of the rules that has it.
    pub group: String,
    /// How heavily the group weighs.
    pub strength: f64,
    /// True if it is quoted: it is a speaker's and not the outlet's.
    pub is_quoted: bool,
}

/// The loaded words of one article by itself, weak ones too.
#[must_use]
pub fn loaded_words(claims: &claim::Claims, rules: &Rules) -> Vec<LoadedWord> {
    let title = sheet::title(&claims.document);
    let sheet = Sheet::new(claims, &title);
    let Some(pack) = rules.of(Lens::Loaded, claims.document.lexicon.code) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for (sentence_idx, line) in sheet.lines.iter().enumerate() {
        for hit in own_words(&pack.find(line), line) {
            found.push(LoadedWord {
                sentence_idx,
                range: line.range(hit.tokens.clone()),
                group: hit.group.name.clone(),
                strength: hit.group.strength,
                is_quoted: line.is_quoted[hit.tokens.start],
            });
        }
    }
    found
}

/// How heavily the loaded words of a sentence weigh: the strengths of their groups, quoted words
/// at half. Zero where nothing was found.
pub(crate) fn weight(story: &Story<'_>, article_idx: usize, line: &Line<'_>) -> f64 {
    own_words(story.find(Lens::Loaded, article_idx, line.place), line)
        .map(|hit| hit.group.strength * if line.is_quoted[hit.tokens.start] { 0.5 } else { 1.0 })
        .sum()
}

/// What was found outside of names: "Radical Party" is called so.
fn own_words<'a>(hits: &'a [Hit<'a>], line: &'a Line<'_>) -> impl Iterator<Item = &'a Hit<'a>> {
    hits.iter().filter(|hit| !hit.tokens.clone().all(|it| line.is_named[it]))
}
