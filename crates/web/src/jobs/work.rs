//! One comparison, from the order to the library.

use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};

use archive::comparison::Manner;
use article::Article;

use super::{Order, Progress, Stage};
use crate::config::Limits;
use crate::library::{Counts, Library, Made};
use crate::models;
use crate::rendition::Format;
use crate::report_page;
use crate::secret;
use crate::settings::Mode;

/// Most characters of a title that was not given.
const MAX_TITLE_CHARS: usize = 200;

/// Why a comparison was not made.
enum Stopped {
    Cancelled,
    Failed(String),
}

/// Carries out an order and tells what came of it. One that panics fails and harms no other.
pub(super) fn carry_out(
    order: Order,
    library: &Library,
    limits: &Limits,
    n_threads: usize,
    progress: &Progress,
) {
    let make = AssertUnwindSafe(|| {
        pipeline::on_threads(n_threads, || make(order, limits, n_threads, progress))
    });
    let made = catch_unwind(make).unwrap_or_else(|_| {
        Err(Stopped::Failed("these articles could not be compared: please report it".to_owned()))
    });
    match made {
        Ok(made) => match library.add(&made) {
            Ok(()) if progress.end(Ok(made.id.clone())) => {}
            // It was cancelled while it was written.
            Ok(()) => drop(library.delete(&made.id)),
            Err(trouble) => {
                progress.end(Err(format!("the comparison could not be kept: {trouble}")));
            }
        },
        Err(Stopped::Failed(reason)) => {
            progress.end(Err(reason));
        }
        Err(Stopped::Cancelled) => {}
    }
}

fn make(
    order: Order,
    limits: &Limits,
    n_threads: usize,
    progress: &Progress,
) -> Result<Made, Stopped> {
    let enter = |stage: Stage| match progress.enter(stage) {
        true => Ok(()),
        false => Err(Stopped::Cancelled),
    };
    enter(Stage::Reading)?;
    let articles: Result<Vec<Article>, String> =
        order.articles.iter().map(|it| it.article(limits)).collect();
    let articles = articles.map_err(Stopped::Failed)?;
    check(&articles, limits)?;
    let manner = match order.settings.mode {
        Mode::Standard => Manner::Standard,
        Mode::Fast => Manner::Fast,
    };
    let models = &models::comparer(manner, n_threads).models;
    let watch = |stage: pipeline::Stage| {
        let stage = match stage {
            pipeline::Stage::Reading => Stage::Reading,
            pipeline::Stage::Encoding => Stage::Sentences,
            pipeline::Stage::Grouping => Stage::Grouping,
            pipeline::Stage::Comparing => Stage::Comparing,
        };
        match progress.enter(stage) {
            true => ControlFlow::Continue(()),
            false => ControlFlow::Break(()),
        }
    };
    let mut config = order.settings.pipeline();
    if let Some(written) = &order.corrections {
        config.corrections = correction::Corrections::read(written)
            .map_err(|it| Stopped::Failed(format!("the corrections cannot be replayed: {it}")))?;
    }
    let outcome = pipeline::run_watched(articles, models, &config, &watch);
    let outcome = outcome.ok_or(Stopped::Cancelled)?;
    enter(Stage::Writing)?;
    let mut view = outcome.view(models, &config);
    let language = order.settings.language();
    let failed = |it: std::io::Error| Stopped::Failed(format!("it could not be kept: {it}"));
    let id = secret::random_hex(8).map_err(failed)?;
    let mut renditions = Format::GIVEN.map(|it| (it, it.write(&view, language))).to_vec();
    view.links = report_page::of_comparison(&id, language);
    view.corrections_url = Some(report_page::corrections_url(&id));
    renditions.push((Format::Page, Format::Page.write(&view, language)));
    Ok(Made {
        id,
        title: title(order.title.as_deref(), &view),
        created: now(),
        outlets: view.articles.iter().map(|it| it.label.clone()).collect(),
        counts: Counts {
            agreed: view.counts.agreed,
            differs: view.counts.differs,
            unsure: view.counts.unsure,
            sole: view.counts.sole,
        },
        renditions,
        settings: order.settings,
        corrections: order.corrections,
        articles: order.articles,
    })
}

/// Refuses articles in which there is nothing to compare, or too much.
fn check(articles: &[Article], limits: &Limits) -> Result<(), Stopped> {
    let is_empty = |it: &Article| !it.body.contains(char::is_alphabetic);
    if let Some(idx) = articles.iter().position(is_empty) {
        let reason = format!("no sentence was found in article {}", idx + 1);
        return Err(Stopped::Failed(reason));
    }
    let count = |it: &Article| text::read(it.clone()).sentences.len();
    let n_sentences: usize = articles.iter().map(count).sum();
    let most = limits.max_sentences;
    if n_sentences > most {
        let reason = format!(
            "the articles hold {n_sentences} sentences, and {most} is the most that is compared \
             here: leave an article out or shorten one"
        );
        return Err(Stopped::Failed(reason));
    }
    Ok(())
}

/// The title given, else the first headline, else whose articles they are.
fn title(given: Option<&str>, view: &report::View) -> String {
    let headlines = view.articles.iter().map(|it| it.title.trim());
    let title = given.map(str::trim).into_iter().chain(headlines).find(|it| !it.is_empty());
    let outlets =
        || view.articles.iter().map(|it| it.label.as_str()).collect::<Vec<_>>().join(", ");
    let title = title.map_or_else(outlets, str::to_owned);
    title.chars().take(MAX_TITLE_CHARS).collect()
}

/// RFC 3339 in UTC, to the second.
#[expect(clippy::disallowed_methods, reason = "a comparison is kept with the time it was made")]
fn now() -> String {
    let now = jiff::Timestamp::now();
    jiff::Timestamp::from_second(now.as_second()).unwrap_or(now).to_string()
}
