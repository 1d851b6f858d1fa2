//! Articles of different stories of the corpus, put together: they have no fact in common.

use std::path::Path;

use pipeline::{Config, Models};
use tests::{gold, predict, unrelated};

use crate::project;

/// One pair of articles for each two stories; which ones, changes from pair to pair.
fn strangers() -> Vec<(String, Vec<article::Article>)> {
    let folder = project::root().join("corpus/stories");
    let events = gold::events(&folder).expect("the corpus can be read");
    let read = |it: &gold::Event| predict::files(&folder.join(Path::new(&it.event)), it);
    let stories: Vec<Vec<article::Article>> = events.iter().map(read).collect();
    let mut pairs = Vec::new();
    for lhs in 0..stories.len() {
        for rhs in lhs + 1..stories.len() {
            let one = |of: usize| stories[of][(lhs + rhs) % stories[of].len()].clone();
            let name = format!("{} + {}", events[lhs].event, events[rhs].event);
            pairs.push((name, vec![one(lhs), one(rhs)]));
        }
    }
    pairs
}

#[track_caller]
fn share_nothing(models: &Models, config: Config) {
    let pairs = strangers();
    assert!(pairs.len() >= 45, "ten stories and more: {}", pairs.len());
    let mut found = Vec::new();
    for (name, story) in pairs {
        for it in unrelated::facts(story, models, &config, unrelated::SURE) {
            found.push(format!("{:.2} {name}: {}", it.confidence, it.sentences.join(" | ")));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn articles_of_different_stories_share_no_sure_fact() {
    share_nothing(&Models::standard(2), Config::standard());
}

#[test]
fn articles_of_different_stories_share_no_sure_fact_without_the_language_model() {
    share_nothing(&Models::fast(), Config::fast());
}
