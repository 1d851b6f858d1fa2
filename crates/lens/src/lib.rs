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
mod pattern;
mod prominence;
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
/// nothing gives a reading without rows.
#[must_use]
pub fn look(comparison: &compare::Comparison, config: &Config) -> Vec<Reading> {
    if config.lenses.is_empty() {
        return Vec::new();
    }
    let titles: Vec<text::Document> =
        comparison.articles.iter().map(|it| sheet::title(&it.document)).collect();
    let sheets: Vec<sheet::Sheet<'_>> = comparison
        .articles
        .iter()
        .zip(&titles)
        .map(|(claims, title)| sheet::Sheet::new(claims, title))
        .collect();
    let story = sheet::Story::new(comparison, sheets, &config.rules);
    config
        .lenses
        .iter()
        .map(|lens| Reading {
            lens: *lens,
            rows: match lens {
                Lens::Labels => labels::look(&story),
                Lens::Loaded => loaded::look(&story),
                Lens::Agency => agency::look(&story),
                Lens::Sourcing => sourcing::look(&story),
                Lens::Verbs => verbs::look(&story),
                Lens::Prominence => prominence::look(&story),
                Lens::Headlines => headlines::look(&story),
                Lens::Timeline => timeline::look(&story),
                Lens::Context => context::look(&story),
            },
        })
        .collect()
}
