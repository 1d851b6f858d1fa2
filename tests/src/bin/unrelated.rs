//! Shows every fact that the program sees with confidence in stories that are none.
//!
//! `unrelated EVENTS_DIR [--fast] [--pairs N] [--seed N] [--least CONFIDENCE]`: draws pairs of articles of
//! different events, compares each pair, prints what is held to be one fact, and a count.

use std::path::Path;

use pipeline::{Config, Models};
use tests::{gold, predict, unrelated};

#[expect(clippy::print_stdout, reason = "a measuring program speaks on standard output")]
fn main() -> Result<(), String> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let folder = words.first().ok_or("unrelated EVENTS_DIR [--fast] [--pairs N] [--seed N]")?;
    let after =
        |name: &str| words.iter().position(|it| it == name).and_then(|it| words.get(it + 1));
    let number =
        |name: &str, usual: f64| after(name).and_then(|it| it.parse().ok()).unwrap_or(usual);
    let (models, config) = match words.iter().any(|it| it == "--fast") {
        true => (Models::fast(), Config::fast()),
        false => (Models::standard(2), Config::standard()),
    };
    let events = gold::events(Path::new(folder))?;
    let stories: Vec<Vec<article::Article>> = events
        .iter()
        .map(|it| match it.articles.iter().all(|it| it.file.is_some()) {
            true => predict::files(&Path::new(folder).join(&it.event), it),
            false => predict::articles(it),
        })
        .collect();
    let lengths: Vec<usize> = stories.iter().map(Vec::len).collect();
    let n_pairs = number("--pairs", 200.0) as usize;
    let pairs = unrelated::drawn(&lengths, n_pairs, number("--seed", 1.0) as u64);
    let (mut n_stories, mut n_facts) = (0, 0);
    for pair in &pairs {
        let article = |it: (usize, usize)| stories[it.0][it.1].clone();
        let story = vec![article(pair[0]), article(pair[1])];
        let least = number("--least", unrelated::SURE);
        let found = unrelated::facts(story, &models, &config, least);
        n_stories += usize::from(!found.is_empty());
        n_facts += found.len();
        for it in found {
            let names = pair.map(|it| events[it.0].event.as_str()).join(" + ");
            println!("{:.2} {names}\n    {}", it.confidence, it.sentences.join("\n    "));
        }
    }
    println!("{n_facts} facts in {n_stories} of {} stories of two unrelated articles", pairs.len());
    Ok(())
}
