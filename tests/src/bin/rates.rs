//! How often each rule of the differences is right, on facts put together by the labels.
//!
//! `rates EVENTS_DIR`: every labelled fact is compared as if the grouping had been perfect; a line
//! for each rule (kind, relation and rate in use): how often it spoke, how often the labels confirm
//! a difference of any kind, and one of the same family, between the same sentences.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use cluster::{Clustering, FactCluster, Link, Member};
use tests::{gold, predict};

#[expect(clippy::print_stdout, reason = "a measuring program speaks on standard output")]
fn main() -> Result<(), String> {
    let folder = std::env::args().nth(1).ok_or("rates EVENTS_DIR")?;
    let mut rules: BTreeMap<String, (usize, usize, usize)> = BTreeMap::new();
    for event in gold::events(Path::new(&folder))? {
        let claims = pipeline::read(predict::articles(&event));
        let clustering = labelled(&event, &predict::covered(&event, &claims), &claims);
        let config = compare::Config { min_difference: 0.0, ..compare::Config::standard() };
        let comparison = compare::compare(claims, clustering, &config);
        let covered = predict::covered(&event, &comparison.articles);
        let typed: BTreeSet<_> =
            event.annotations.iter().flat_map(gold::Annotation::differences).collect();
        let any: BTreeSet<_> = typed.iter().map(|it| it.0.clone()).collect();
        for fact in &comparison.facts {
            for it in &fact.differences {
                let ids: Vec<String> = it
                    .between
                    .iter()
                    .map(|side| fact.members[side.member])
                    .flat_map(|it| covered[it.article_idx][it.sentence_idx].clone())
                    .collect();
                let family = gold::family(it.kind.name());
                let pairs = gold::cross(&ids);
                let rule =
                    format!("{} {} {:.3}", it.kind.name(), it.relation.name(), it.confidence);
                let counts = rules.entry(rule).or_default();
                counts.0 += 1;
                counts.1 += usize::from(pairs.iter().any(|it| any.contains(it)));
                counts.2 +=
                    usize::from(pairs.iter().any(|it| typed.contains(&(it.clone(), family))));
            }
        }
    }
    println!("{:<36} {:>6} {:>6} {:>6}", "rule", "spoke", "any", "typed");
    for (rule, (n, any, typed)) in rules {
        let share = |k: usize| {
            f64::from(u32::try_from(k).unwrap_or(0)) / f64::from(u32::try_from(n).unwrap_or(1))
        };
        println!("{rule:<36} {n:>6} {:>6.2} {:>6.2}", share(any), share(typed));
    }
    Ok(())
}

/// The labelled facts as a clustering over the program's own sentences.
fn labelled(
    event: &gold::Event,
    covered: &[Vec<Vec<String>>],
    claims: &[claim::Claims],
) -> Clustering {
    let mut facts = Vec::new();
    for cluster in &event.annotations[0].clusters {
        let mut members = Vec::new();
        for (article_idx, sentences) in covered.iter().enumerate() {
            for (sentence_idx, ids) in sentences.iter().enumerate() {
                if ids.iter().any(|it| cluster.members.contains(it)) {
                    let range = claims[article_idx].document.sentences[sentence_idx].range;
                    members.push(Member { article_idx, sentence_idx, range });
                }
            }
        }
        let links: Vec<Link> = (0..members.len())
            .flat_map(|lhs| (lhs + 1..members.len()).map(move |rhs| (lhs, rhs)))
            .filter(|(lhs, rhs)| members[*lhs].article_idx != members[*rhs].article_idx)
            .map(|(lhs, rhs)| Link { lhs, rhs, confidence: 1.0 })
            .collect();
        if !links.is_empty() {
            facts.push(FactCluster { members, confidence: 1.0, links });
        }
    }
    Clustering { facts, warnings: Vec::new() }
}
