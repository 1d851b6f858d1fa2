//! How each outlet tells it: nine readers, each one file, each with a public page in `rules/`.
//!
//! Takes a [`compare::Comparison`], gives one [`Reading`] for each [`Lens`] that is switched on.
//! An article is compared with the other articles of its story and with no fixed norm; nothing is
//! graded and no outlet is judged. Every [`Observation`] says where its words stand.
//! "Critics slammed the plan" beside "Critics opposed the plan" gives, under `loaded`, the word
//! "slammed" with the plain word "criticized" beside it.

mod agency;
mod context;
mod headlines;
mod labels;
mod loaded;
mod marks;
mod pattern;
mod prominence;
mod purpose;
mod reading;
mod rules;
mod shared;
mod sheet;
mod sourcing;
#[cfg(test)]
mod tests;
mod timeline;
mod verbs;

use std::sync::Arc;

pub use loaded::{LoadedWord, loaded_words};
pub use reading::{Cell, Lens, Observation, Place, Reading, Row, Subject};
pub use rules::{RuleError, Rules};

/// Which lenses look, and by which rules.
#[derive(Debug, Clone)]
pub struct Config {
    /// The lenses that are switched on, in the order in which they are shown.
    pub lenses: Vec<Lens>,
    /// The words and patterns they look for.
    pub rules: Arc<Rules>,
}

impl Config {
    /// All nine lenses with the rules that ship with the program.
    #[must_use]
    pub fn standard() -> Self {
        Self { lenses: Lens::ALL.to_vec(), rules: Rules::shipped() }
    }
}

/// Looks at the telling of a story through every lens that is switched on. A lens that finds
/// nothing gives a reading without rows. `encodings[a][s]` is sentence `s` of article `a`; without
/// them the words alone are heard.
#[must_use]
pub fn look(
    comparison: &compare::Comparison,
    encodings: &[Vec<encode::Encoding>],
    config: &Config,
) -> Vec<Reading> {
    if config.lenses.is_empty() {
        return Vec::new();
    }
    let look_through = |story: &sheet::Story<'_>, lens: Lens| match lens {
        Lens::Labels => labels::look(story),
        Lens::Loaded => loaded::look(story),
        Lens::Agency => agency::look(story),
        Lens::Sourcing => sourcing::look(story),
        Lens::Verbs => verbs::look(story),
        Lens::Prominence => prominence::look(story),
        Lens::Headlines => headlines::look(story),
        Lens::Timeline => timeline::look(story),
        Lens::Context => context::look(story),
    };
    with_story(comparison, encodings, &config.rules, |story| {
        let lenses = config.lenses.iter();
        lenses.map(|lens| Reading { lens: *lens, rows: look_through(story, *lens) }).collect()
    })
}

/// Whose word a sentence is and what it is for, by the keys of `sourcing` and `context`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SentenceSort {
    /// A rung of the ladder: "witnessed", "document", "named", "office", "unnamed", "media", "none".
    pub rung: &'static str,
    /// "reported", "background", "history", "law", "consequence", "opinion", "judgement".
    pub purpose: &'static str,
}

/// The sorts that the shares of `sourcing` and `context` are counted from, by article and sentence.
#[must_use]
pub fn sentence_sorts(
    comparison: &compare::Comparison,
    encodings: &[Vec<encode::Encoding>],
    rules: &Rules,
) -> Vec<Vec<SentenceSort>> {
    with_story(comparison, encodings, rules, |story| {
        let articles = story.sheets.iter().enumerate();
        let sort = |article_idx: usize, line: &sheet::Line<'_>| SentenceSort {
            rung: sourcing::rung(story, article_idx, line),
            purpose: context::purpose(story, article_idx, line),
        };
        articles.map(|(idx, sheet)| sheet.lines.iter().map(|it| sort(idx, it)).collect()).collect()
    })
}

/// The signs by which `context` tells what a sentence is for, by article and sentence; what its weights
/// are trained from.
#[must_use]
pub fn sentence_signs(comparison: &compare::Comparison, rules: &Rules) -> Vec<Vec<Vec<String>>> {
    with_story(comparison, &[], rules, |story| {
        let signs = |article_idx: usize, line: &sheet::Line<'_>| -> Vec<String> {
            let mut found: Vec<String> = Vec::new();
            purpose::signs(story, article_idx, line, &mut |parts| {
                let name = parts.join(" ");
                if !found.contains(&name) {
                    found.push(name);
                }
            });
            found
        };
        let articles = story.sheets.iter().enumerate();
        articles.map(|(idx, sheet)| sheet.lines.iter().map(|it| signs(idx, it)).collect()).collect()
    })
}

/// Lays out a story for the lenses.
fn with_story<T>(
    comparison: &compare::Comparison,
    encodings: &[Vec<encode::Encoding>],
    rules: &Rules,
    look: impl FnOnce(&sheet::Story<'_>) -> T,
) -> T {
    let titles: Vec<text::Document> =
        comparison.articles.iter().map(|it| sheet::title(&it.document)).collect();
    let articles = comparison.articles.iter().zip(&titles);
    let sheets = articles.map(|(claims, title)| sheet::Sheet::new(claims, title)).collect();
    look(&sheet::Story::new(comparison, encodings, sheets, rules))
}
