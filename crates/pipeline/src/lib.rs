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
    /// What an editor's corrections changed.
    pub replayed: correction::Replayed,
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
    compared(articles, models, config, watch).map(|it| it.0)
}

/// The whole flow, and why the members of one fact are held to state the same: of the fact of this
/// id (`F3`) or key, if there is one; with its index.
#[must_use]
pub fn explain(
    articles: Vec<Article>,
    models: &Models,
    config: &Config,
    fact: &str,
) -> (Outcome, Option<(usize, cluster::Explanation)>) {
    let go_on = |_| ControlFlow::Continue(());
    let (outcome, encodings) =
        compared(articles, models, config, &go_on).expect("nobody stopped it");
    let comparison = &outcome.comparison;
    let explanation = outcome.find(fact).map(|idx| {
        let it = &comparison.facts[idx];
        let parts = (it.members.as_slice(), it.links.as_slice());
        let (claims, scorer) = (&comparison.articles, models.scorer());
        (idx, cluster::explain(claims, &encodings, scorer, &config.cluster, parts))
    });
    (outcome, explanation)
}

fn compared(
    articles: Vec<Article>,
    models: &Models,
    config: &Config,
    watch: &dyn Fn(Stage) -> ControlFlow<()>,
) -> Option<(Outcome, Vec<Vec<encode::Encoding>>)> {
    watch(Stage::Reading).continue_value()?;
    let claims = read(articles);
    watch(Stage::Encoding).continue_value()?;
    let encodings = models.encode(&claims);
    watch(Stage::Grouping).continue_value()?;
    let mut clustering = cluster::group(&claims, &encodings, models.scorer(), &config.cluster);
    let replay = config.corrections.regroup(&claims, &mut clustering, &config.cluster);
    // What an editor put together has not been read together yet.
    cluster::read(&mut clustering, &encodings, models.scorer());
    watch(Stage::Comparing).continue_value()?;
    let mut comparison = compare::compare(claims, clustering, &config.compare);
    let replayed = replay.amend(&mut comparison);
    let summary = summary::write(&comparison, &config.summary);
    let lenses = lens::look(&comparison, &encodings, &config.lens);
    Some((Outcome { comparison, summary, lenses, replayed }, encodings))
}

impl Outcome {
    /// Index of the fact of this id (`F3`, `f3`) or key (`f-3fa9c2d1e04b`).
    #[must_use]
    pub fn find(&self, fact: &str) -> Option<usize> {
        let keys = correction::Keys::of(&self.comparison.articles);
        let place = |it: &cluster::Member| (it.article_idx, it.sentence_idx);
        self.comparison.facts.iter().position(|it| {
            it.id.eq_ignore_ascii_case(fact) || keys.fact(it.members.iter().map(place)) == fact
        })
    }
}

/// The first half of the flow: what each article asserts, in the order given. Articles without an
/// id are named A, B, C … One without a date is read as of the day on which the others were published, the middle one.
#[must_use]
pub fn read(mut articles: Vec<Article>) -> Vec<claim::Claims> {
    naming::name(&mut articles);
    let mut days: Vec<_> = articles.iter().filter_map(|it| Some(it.published?.date)).collect();
    days.sort_unstable();
    let as_of = days.get(days.len() / 2);
    let extract = |it| match as_of {
        Some(day) => claim::extract_as_of(text::read(it), *day),
        None => claim::extract(text::read(it)),
    };
    articles.into_par_iter().map(extract).collect()
}
