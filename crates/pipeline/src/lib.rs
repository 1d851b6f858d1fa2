//! The whole flow in one function, and its settings.
//!
//! Articles go in, a comparison with its summary comes out: each article is read by itself, in
//! parallel ([`text::read`], [`claim::extract`], encoding); then the story as a whole is grouped,
//! compared, summed up and looked at through the lenses. No file, clock or environment is touched
//! here, and the same articles give the same bytes on any number of threads: those of
//! [`on_threads`], or one for each core.

mod config;
mod making;
mod models;
mod naming;
mod threads;

use std::ops::ControlFlow;

use article::Article;
use rayon::prelude::*;

pub use config::Config;
pub use making::making;
pub use models::Models;
pub use threads::on_threads;

/// What a story comes to.
#[derive(Debug)]
pub struct Outcome {
    /// The facts and how each article tells them.
    pub comparison: compare::Comparison,
    /// The few sentences a reader needs.
    pub summary: Vec<summary::Line>,
    /// How each article tells it, one reading for each lens that is switched on.
    pub lenses: Vec<lens::Reading>,
}

/// Where [`run_watched`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// What each article asserts is read.
    Reading,
    /// Its sentences are turned into numbers.
    Encoding,
    /// Sentences that state the same are brought together.
    Grouping,
    /// What they tell is compared, summed up and looked at through the lenses.
    Comparing,
}

/// Reads, groups, compares and sums up the articles of one story, and looks at their wording.
#[must_use]
pub fn run(articles: Vec<Article>, models: &Models, config: &Config) -> Outcome {
    let go_on = |_| ControlFlow::Continue(());
    run_watched(articles, models, config, &go_on).expect("nobody stopped it")
}

/// As [`run`], telling `watch` each stage before it begins; `None` if `watch` answers with a
/// break.
pub fn run_watched(
    articles: Vec<Article>,
    models: &Models,
    config: &Config,
    watch: &dyn Fn(Stage) -> ControlFlow<()>,
) -> Option<Outcome> {
    watch(Stage::Reading).continue_value()?;
    let claims = read(articles);
    watch(Stage::Encoding).continue_value()?;
    let encodings = models.encode(&claims);
    watch(Stage::Grouping).continue_value()?;
    let clustering = cluster::group(&claims, &encodings, models.scorer(), &config.cluster);
    watch(Stage::Comparing).continue_value()?;
    let comparison = compare::compare(claims, clustering, &config.compare);
    let summary = summary::write(&comparison, &config.summary);
    let lenses = lens::look(&comparison, &config.lens);
    Some(Outcome { comparison, summary, lenses })
}

/// The first half of the flow: what each article asserts, in the order given. Articles without an
/// id are named A, B, C …
#[must_use]
pub fn read(mut articles: Vec<Article>) -> Vec<claim::Claims> {
    naming::name(&mut articles);
    articles.into_par_iter().map(|it| claim::extract(text::read(it))).collect()
}
