//! How often each rule of the differences is right, on facts put together by the labels.
//!
//! `rates EVENTS_DIR [KIND | --slots OUT]`: every labelled fact is compared as if the grouping had been perfect.
//! A line for each rule (kind, relation and rate in use): how often it spoke, how often the labels
//! confirm, between the same sentences, a difference of any kind, one of the same family, one of
//! the same kind, and one of the same family at the same words. Then for each kind how many of the
//! labelled differences were told. With a kind, every finding of it is printed with what the labels
//! say, and every labelled one that was missed.
//!
//! With `--slots` the values that can both be true are written to OUT, for `crates/compare/training/slots.py`: a line for
//! each two of them with their sort, the number of the event, 1 if the labels note them as a value told differently and 0
//! if not, and what is known of them as `name=figure`, tab-separated.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use compare::{Comparison, Difference, Fact};
use tests::{gold, predict};

/// What the labels say to the findings of one rule.
#[derive(Default)]
struct Counts {
    spoke: usize,
    any: usize,
    family: usize,
    kind: usize,
    words: usize,
}

/// Findings by rule; of each labelled kind how many there are, and how many of them were told as
/// the same kind and as the same family.
#[derive(Default)]
struct Tallies {
    rules: BTreeMap<String, Counts>,
    told: BTreeMap<String, (usize, usize, usize)>,
}

#[expect(clippy::print_stdout, reason = "a measuring program speaks on standard output")]
fn main() -> Result<(), String> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let (folder, kind, slots) = match words.as_slice() {
        [folder] => (folder, None, None),
        [folder, option, out] if option == "--slots" => (folder, None, Some(out)),
        [folder, kind] if !kind.starts_with("--") => (folder, Some(kind), None),
        _ => return Err("rates EVENTS_DIR [KIND | --slots OUT]".into()),
    };
    let mut tallies = Tallies::default();
    let mut lines: Vec<String> = Vec::new();
    let mut rows = String::new();
    for (idx, event) in gold::events(Path::new(folder))?.into_iter().enumerate() {
        let of_files = predict::files(&Path::new(&folder).join(&event.event), &event);
        let is_corpus = of_files.len() == event.articles.len();
        let claims = pipeline::read(if is_corpus { of_files } else { predict::articles(&event) });
        let clustering = predict::labelled(&event, &claims);
        if slots.is_some() {
            add_slots(&event, idx, &claims, &clustering, &mut rows);
            continue;
        }
        let config =
            compare::Config { min_rule: 0.0, rules_alone: true, ..compare::Config::standard() };
        let comparison = compare::compare(claims, clustering, &config);
        judge(&event, &comparison, &mut tallies, &mut lines);
    }
    if let Some(out) = slots {
        return std::fs::write(out, rows).map_err(|it| format!("{out}: {it}"));
    }
    if let Some(kind) = kind {
        lines.iter().filter(|it| it.starts_with(kind)).for_each(|it| println!("{it}"));
    }
    println!(
        "{:<36} {:>6} {:>6} {:>6} {:>6} {:>6}",
        "rule", "spoke", "any", "typed", "kind", "words"
    );
    for (rule, it) in &tallies.rules {
        let share = |k: usize| ratio(k, it.spoke);
        println!(
            "{rule:<36} {:>6} {:>6.2} {:>6.2} {:>6.2} {:>6.2}",
            it.spoke,
            share(it.any),
            share(it.family),
            share(it.kind),
            share(it.words)
        );
    }
    println!("{:<36} {:>6} {:>6} {:>6}", "labelled", "all", "typed", "kind");
    for (kind, (n, told, family)) in &tallies.told {
        println!("{kind:<36} {n:>6} {:>6.2} {:>6.2}", ratio(*family, *n), ratio(*told, *n));
    }
    Ok(())
}

fn ratio(part: usize, whole: usize) -> f64 {
    f64::from(u32::try_from(part).unwrap_or(0))
        / f64::from(u32::try_from(whole.max(1)).unwrap_or(1))
}

/// Adds a row for each two values of a labelled fact that can both be true.
fn add_slots(
    event: &gold::Event,
    event_idx: usize,
    claims: &[claim::Claims],
    clustering: &cluster::Clustering,
    rows: &mut String,
) {
    let covered = predict::covered(event, claims);
    let labels =
        event.annotations.iter().flat_map(|it| &it.clusters).flat_map(|it| &it.divergences);
    let of_values: Vec<_> = labels.filter(|it| gold::family(&it.kind) == "value").collect();
    for fact in &clustering.facts {
        for slot in compare::slots(claims, fact) {
            let between = slot.between.map(|(member, range)| (fact.members[member], range));
            let ids = between.map(|(it, _)| covered[it.article_idx][it.sentence_idx].as_slice());
            let sides =
                between.map(|(it, range)| claims[it.article_idx].document.article.text(range));
            let pairs = gold::cross(&ids.concat());
            let is_noted = of_values.iter().any(|label| {
                let is_here = gold::cross(&label.between).iter().any(|it| pairs.contains(it));
                is_here && meets(label, &sides)
            });
            let figures: String =
                slot.figures.iter().map(|(name, figure)| format!("\t{name}={figure:.4}")).collect();
            let is_noted = u8::from(is_noted);
            rows.push_str(&format!("{}\t{event_idx}\t{is_noted}{figures}\n", slot.sort));
        }
    }
}

/// One finding, or one side of it, in gold terms.
struct Told<'a> {
    ids: Vec<String>,
    sides: Vec<&'a str>,
    difference: &'a Difference,
}

fn judge(
    event: &gold::Event,
    comparison: &Comparison,
    tallies: &mut Tallies,
    lines: &mut Vec<String>,
) {
    let covered = predict::covered(event, &comparison.articles);
    let labels: Vec<&gold::Divergence> = event
        .annotations
        .iter()
        .flat_map(|it| &it.clusters)
        .flat_map(|it| &it.divergences)
        .collect();
    let findings: Vec<Told<'_>> = comparison
        .facts
        .iter()
        .flat_map(|fact| fact.differences.iter().map(move |it| (fact, it)))
        .map(|(fact, it)| told(comparison, &covered, fact, it))
        .collect();
    for it in &findings {
        let pairs = gold::cross(&it.ids);
        let here: Vec<_> = labels
            .iter()
            .filter(|label| gold::cross(&label.between).iter().any(|pair| pairs.contains(pair)))
            .collect();
        let name = it.difference.kind.name();
        let family = |label: &gold::Divergence| gold::family(&label.kind) == gold::family(name);
        // Of values that can both be true a model says how surely; ten steps are enough.
        let n_digits = if it.difference.kind == compare::Kind::Precision { 1 } else { 3 };
        let (relation, rate) = (it.difference.relation.name(), it.difference.confidence);
        let rule = format!("{name} {relation} {rate:.n_digits$}");
        let counts = tallies.rules.entry(rule).or_default();
        counts.spoke += 1;
        counts.any += usize::from(!here.is_empty());
        counts.family += usize::from(here.iter().any(|label| family(label)));
        counts.kind += usize::from(here.iter().any(|label| label.kind == name));
        let words = here.iter().any(|label| family(label) && meets(label, &it.sides));
        counts.words += usize::from(words);
        lines.push(said(event, it, &here, words));
    }
    for label in labels {
        let pairs = gold::cross(&label.between);
        let here: BTreeSet<&str> = findings
            .iter()
            .filter(|it| gold::cross(&it.ids).iter().any(|pair| pairs.contains(pair)))
            .map(|it| it.difference.kind.name())
            .collect();
        let counts = tallies.told.entry(label.kind.clone()).or_default();
        let is_told = here.contains(label.kind.as_str());
        let is_near = here.iter().any(|it| gold::family(it) == gold::family(&label.kind));
        counts.0 += 1;
        counts.1 += usize::from(is_told);
        counts.2 += usize::from(is_near);
        if !is_near {
            let mut line = format!("{} MISSED {} {:?}", label.kind, event.event, label.words);
            for id in &label.between {
                line += &format!("\n    {id}: {}", sentence(event, id));
            }
            lines.push(line);
        }
    }
}

fn told<'a>(
    comparison: &'a Comparison,
    covered: &[Vec<Vec<String>>],
    fact: &Fact,
    difference: &'a Difference,
) -> Told<'a> {
    let member = |it: &compare::Side| fact.members[it.member];
    let text = |it: &compare::Side| {
        comparison.articles[member(it).article_idx].document.article.text(it.range)
    };
    Told {
        ids: difference
            .between
            .iter()
            .map(member)
            .flat_map(|it| covered[it.article_idx][it.sentence_idx].clone())
            .collect(),
        sides: difference.between.iter().map(text).collect(),
        difference,
    }
}

/// True if the words of two sides or more meet labelled ones.
fn meets(label: &gold::Divergence, sides: &[&str]) -> bool {
    let met = |side: &&&str| {
        label.words.values().any(|words| words.contains(**side) || side.contains(words.as_str()))
    };
    sides.iter().filter(met).count() > 1
}

fn said(event: &gold::Event, it: &Told<'_>, here: &[&&gold::Divergence], words: bool) -> String {
    let mark = if words {
        "RIGHT"
    } else if here.is_empty() {
        "WRONG"
    } else {
        "OTHER"
    };
    let values: Vec<_> = it.difference.between.iter().map(|side| side.value.as_deref()).collect();
    let mut line = format!(
        "{} {mark} {} {} {:.3} {:?} {values:?}",
        it.difference.kind.name(),
        event.event,
        it.difference.relation.name(),
        it.difference.confidence,
        it.sides
    );
    for label in here {
        line += &format!("\n    = {} {:?}", label.kind, label.words);
    }
    for id in &it.ids {
        line += &format!("\n    {id}: {}", sentence(event, id));
    }
    line
}

fn sentence<'a>(event: &'a gold::Event, id: &str) -> &'a str {
    let article = event.articles.iter().find(|it| id.starts_with(&it.id));
    let nth = id.trim_start_matches(|c: char| !c.is_ascii_digit()).parse::<usize>().ok();
    article
        .zip(nth)
        .and_then(|(article, nth)| article.sentences.get(nth.checked_sub(1)?))
        .map_or("", |it| it.as_str())
}
