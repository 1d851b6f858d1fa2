//! How well the words shown for a difference are those that readers marked.
//!
//! `words EVENTS_DIR [--show FAMILY | --parts]`: of every difference shown between two sentences for which readers
//! marked words of the same family, the share of words that are the readers' and the share of the
//! readers' words that are shown; by family, with and without "perhaps". `--show` prints them. `--parts`
//! measures the parts of sentences that state a fact in place of it.
#![expect(clippy::print_stdout, reason = "a program for people who measure")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use pipeline::{Config, Models};
use tests::gold::{self, Event};
use tests::predict;

#[derive(Default)]
struct Count {
    n: usize,
    n_shared: usize,
    n_shown: usize,
    n_marked: usize,
}

fn main() -> Result<(), String> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let folder = args.first().ok_or("words EVENTS_DIR [--show FAMILY]")?;
    let shown_family = args.iter().position(|it| it == "--show").and_then(|it| args.get(it + 1));
    if args.iter().any(|it| it == "--parts") {
        let table = tests::eval::parts::parts(Path::new(folder), "parts");
        let figures = table.iter().flat_map(|it| &it.figures);
        figures.for_each(|it| println!("{}: {:.3}", it.name, it.value));
        table.iter().for_each(|it| println!("{}", it.note));
        return Ok(());
    }
    let (models, config) = (Models::standard(2), Config::standard());
    let mut counts: BTreeMap<(&str, bool), Count> = BTreeMap::new();
    for event in gold::events(Path::new(folder))? {
        let outcome = pipeline::run(predict::articles(&event), &models, &config);
        let covered = predict::covered(&event, &outcome.comparison.articles);
        let marked = marked(&event);
        for fact in &outcome.comparison.facts {
            for difference in &fact.differences {
                let family = gold::family(difference.kind.name());
                let sides: Vec<(BTreeSet<&str>, BTreeSet<String>, String)> = difference
                    .between
                    .iter()
                    .map(|side| {
                        let member = &fact.members[side.member];
                        let ids: BTreeSet<&str> = covered[member.article_idx][member.sentence_idx]
                            .iter()
                            .map(String::as_str)
                            .collect();
                        let document = &outcome.comparison.articles[member.article_idx].document;
                        let text = document.article.text(side.range);
                        (ids, words(text), text.to_owned())
                    })
                    .collect();
                let wanted = marked.iter().find(|it| {
                    it.0 == family
                        && it.1.len() > 1
                        && sides
                            .iter()
                            .filter(|side| it.1.keys().any(|id| side.0.contains(id.as_str())))
                            .count()
                            > 1
                });
                let Some((_, wanted)) = wanted else { continue };
                let count = counts.entry((family, difference.is_sure)).or_default();
                for (ids, shown, text) in &sides {
                    let Some((_, readers)) = wanted.iter().find(|it| ids.contains(it.0.as_str()))
                    else {
                        continue;
                    };
                    let readers_words = words(readers);
                    count.n += 1;
                    count.n_shared += shown.intersection(&readers_words).count();
                    count.n_shown += shown.len();
                    count.n_marked += readers_words.len();
                    if shown_family.is_some_and(|it| it == family) {
                        println!("{}\t{text}\t{readers}", event.event);
                    }
                }
            }
        }
    }
    for ((family, is_sure), it) in counts {
        #[expect(clippy::cast_precision_loss, reason = "word counts are far below 2^52")]
        let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
        println!(
            "{family} {}: {} sides, words shown that readers marked {:.3}, marked that are shown {:.3}",
            if is_sure { "sure" } else { "perhaps" },
            it.n,
            share(it.n_shared, it.n_shown),
            share(it.n_shared, it.n_marked)
        );
    }
    Ok(())
}

/// Family and words by sentence of every labelled difference.
fn marked(event: &Event) -> Vec<(&'static str, BTreeMap<String, String>)> {
    let found = event.annotations.iter().flat_map(|it| &it.clusters).flat_map(|it| &it.divergences);
    found.map(|it| (gold::family(&it.kind), it.words.clone())).collect()
}

fn words(text: &str) -> BTreeSet<String> {
    let document = text::read(article::Article {
        declared_language: Some("en".to_owned()),
        ..article::Article::of(text)
    });
    document.tokens.iter().filter(|it| it.is_topic()).map(|it| it.stem.to_string()).collect()
}
