//! Stories: which articles of a stream tell one event (`../shared/data/stories`, `archive`).

use std::collections::BTreeMap;
use std::path::Path;

use encode::{Encoder, Input};
use gather::{Change, Config, Gatherer, Profile};

use super::Table;
use super::linkage::{Likeness, Match, cut};
use crate::stories::{self, Labelled};

/// Days apart beyond which the baselines take two dated articles to tell two events.
const BASELINE_DAYS: f64 = 3.0;
const DAY: f64 = 86_400.0;
/// Steps of the search for the baselines' best least likeness.
const STEPS: usize = 100;

/// The labelled stories alone and among the other articles; empty where they are not at hand.
///
/// # Errors
/// If a file that is there cannot be read.
pub fn gathering(shared: &Path) -> Result<Vec<Table>, String> {
    let labelled = shared.join("data/stories/labelled.jsonl.gz");
    let others = shared.join("data/archive/articles-10k.jsonl.gz");
    if !labelled.exists() {
        return Ok(Vec::new());
    }
    let labelled = stories::read(&labelled, 0)?;
    let mut alone: Vec<&Labelled> = labelled.iter().collect();
    stories::sort(&mut alone);
    let mut table = Table::new("Stories gathered, the labelled articles alone");
    add(&mut table, "gather", Match::of(&alone, &gathered(&alone)));
    let weights = Weights::of(&alone);
    let tfidf = |a: usize, b: usize| weights.cosine(a, b);
    add(&mut table, "TF-IDF, three days, average link, at its best", best(&alone, tfidf));
    let vectors = vectors(&alone);
    let meaning = |a: usize, b: usize| dot(&vectors[a], &vectors[b]);
    add(
        &mut table,
        "MiniLM (ours) of title and lead, average link, at its best",
        best(&alone, meaning),
    );
    table.note = format!(
        "{} articles of {} stories made by editors, {} of them undated. The baselines see all articles at once and \
         are given the least likeness that suits them best on these very stories; an undated article may join any.",
        alone.len(),
        alone.iter().map(|it| &it.story).collect::<std::collections::BTreeSet<_>>().len(),
        alone.iter().filter(|it| it.profile.published.is_none()).count(),
    );
    let mut tables = vec![table];
    if others.exists() {
        let others = stories::read(&others, 100_000)?;
        let mut mixed: Vec<&Labelled> = labelled.iter().chain(&others).collect();
        stories::sort(&mut mixed);
        let mut table = Table::new("Stories gathered, the same among 10,000 other articles");
        add(&mut table, "gather", Match::of(&mixed, &gathered(&mixed)));
        tables.push(table);
    }
    Ok(tables)
}

fn add(table: &mut Table, name: &str, reached: Match) {
    table.add(&format!("{name}: B-cubed F1"), reached.b_cubed);
    table.add(&format!("{name}: pairwise F1"), reached.pairwise());
    table.add(&format!("{name}: pairs precision"), reached.precision);
    table.add(&format!("{name}: pairs recall"), reached.recall);
}

/// The story of each article after the whole stream.
fn gathered(articles: &[&Labelled]) -> BTreeMap<u64, u64> {
    let mut gatherer = Gatherer::new(Config::standard());
    let mut story_of = BTreeMap::new();
    for it in articles {
        for change in gatherer.push(it.key, &it.profile) {
            match change {
                Change::Founded { story, article, .. } | Change::Joined { story, article, .. } => {
                    story_of.insert(article, story);
                }
                Change::Moved { article, into, .. } => {
                    story_of.insert(article, into);
                }
                Change::Merged { from, into, .. } => {
                    story_of.values_mut().filter(|it| **it == from).for_each(|it| *it = into);
                }
                Change::Duplicate { .. } | Change::Version { .. } => {}
            }
        }
    }
    story_of
}

/// Average link at the least likeness with the highest sum of both F1.
fn best(articles: &[&Labelled], likeness: impl Fn(usize, usize) -> f32) -> Match {
    let n = articles.len();
    let is_near = |a: usize, b: usize| match (time(articles[a]), time(articles[b])) {
        (Some(a), Some(b)) => (a - b).abs() <= BASELINE_DAYS * DAY,
        _ => true,
    };
    let joints = Likeness::new(n, |a, b| if is_near(a, b) { likeness(a, b) } else { 0.0 }).joints();
    let mut best = Match::default();
    for step in 1..STEPS {
        let groups = cut(n, &joints, step as f32 / STEPS as f32);
        let group = articles.iter().zip(&groups).map(|(it, group)| (it.key, *group as u64));
        let reached = Match::of(articles, &group.collect());
        if reached.b_cubed + reached.pairwise() > best.b_cubed + best.pairwise() {
            best = reached;
        }
    }
    best
}

fn time(article: &Labelled) -> Option<f64> {
    article.profile.published.map(|it| it as f64)
}

/// Plain TF-IDF with the counts of all articles.
struct Weights(Vec<Vec<(u32, f32)>>);

impl Weights {
    fn of(articles: &[&Labelled]) -> Self {
        let mut n_with: BTreeMap<u32, f32> = BTreeMap::new();
        for term in articles.iter().flat_map(|it| &it.profile.terms) {
            *n_with.entry(term.id).or_default() += 1.0;
        }
        let n = articles.len() as f32;
        let weigh = |profile: &Profile| {
            let mut row: Vec<(u32, f32)> = profile
                .terms
                .iter()
                .map(|it| (it.id, (1.0 + f32::from(it.count).ln()) * (n / n_with[&it.id]).ln()))
                .collect();
            let length = row.iter().map(|it| it.1 * it.1).sum::<f32>().sqrt().max(1e-9);
            row.iter_mut().for_each(|it| it.1 /= length);
            row
        };
        Self(articles.iter().map(|it| weigh(&it.profile)).collect())
    }

    fn cosine(&self, a: usize, b: usize) -> f32 {
        let (mut lhs, mut rhs) = (&self.0[a][..], &self.0[b][..]);
        let mut sum = 0.0;
        while let (Some(a), Some(b)) = (lhs.first(), rhs.first()) {
            if a.0 == b.0 {
                sum += a.1 * b.1;
            }
            if a.0 <= b.0 {
                lhs = &lhs[1..];
            }
            if b.0 <= a.0 {
                rhs = &rhs[1..];
            }
        }
        sum
    }
}

fn vectors(articles: &[&Labelled]) -> Vec<Vec<f32>> {
    let input = |text| Input { context: "", glosses: &[], text };
    let inputs: Vec<Input<'_>> = articles.iter().map(|it| input(it.lead.as_str())).collect();
    Encoder::standard().encode(&inputs).into_iter().map(|it| it.vector).collect()
}

fn dot(lhs: &[f32], rhs: &[f32]) -> f32 {
    lhs.iter().zip(rhs).map(|(a, b)| a * b).sum()
}
