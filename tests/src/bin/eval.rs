//! Measures the product, writes EVALUATION.md and fails below the pinned floors.
//!
//! Writes `crates/report/assets/measured.json` too: the few figures that every report tells.
//!
//! `eval [--shared DIR] [--pin]`. The project's own corpus is always measured; the labelled sets
//! of DIR (default `../shared`) where they exist, else a loud line says what was skipped and
//! EVALUATION.md stays as it is. `--pin` raises the floors in `tests/floors.json` to what was
//! reached; it never lowers one.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use pipeline::{Config, Models, Outcome};
use tests::eval::{self, Table};
use tests::gold::{self, Event, Score};
use tests::predict;

const FLOORS: &str = "tests/floors.json";
/// How far below the figure reached a floor is pinned, so that rounding does not fail a build.
const SLACK: f64 = 0.005;

#[expect(clippy::print_stdout, reason = "a measuring program speaks on standard output")]
fn main() -> Result<(), String> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let shared = args.iter().position(|it| it == "--shared").and_then(|it| args.get(it + 1));
    let shared = Path::new(shared.map_or("../shared", String::as_str));
    let corpus_folder = Path::new("corpus/stories");
    let mut tables = vec![corpus(corpus_folder)?, strange_corpus(corpus_folder)?];
    let has_shared = shared.join("gold").exists();
    let (mut n_events, mut n_lens_events) = (0, 0);
    let mut lens_rates = BTreeMap::new();
    if has_shared {
        let (table, n) = dev(shared)?;
        tables.insert(0, table);
        n_events = n;
        tables.push(strange_events(shared)?);
        let title = "Which part of a sentence states a fact that readers name, gold/dev";
        tables.extend(eval::parts::parts(&shared.join("gold/dev"), title));
        tables.extend(eval::sets(shared));
        let found = eval::lenses::lenses(shared, eval::lenses::Half::Measured)?;
        (lens_rates, n_lens_events) = (found.by_lens, found.n_events);
        tables.push(found.table);
        tables.extend(eval::gathering::gathering(shared)?);
    } else {
        println!(
            "SKIPPED: {} is not here; only the project's own corpus is measured",
            shared.display()
        );
    }
    let page = page(&tables);
    println!("{page}");
    if has_shared {
        write(Path::new("EVALUATION.md"), &page)?;
        write(
            Path::new(eval::MEASURED),
            &eval::measured(&tables[0], n_events, &lens_rates, n_lens_events)?,
        )?;
    }
    hold(&tables, args.iter().any(|it| it == "--pin"))
}

/// Runs both pipelines on the events of a folder.
fn links(prefix: &str, events: &[Event], read: impl Fn(&Event) -> Vec<article::Article>) -> Table {
    let mut table = Table::new(prefix);
    let runs = [
        ("default", Models::standard(2), Config::standard()),
        ("--fast", Models::fast(), Config::fast()),
    ];
    for (name, models, config) in runs {
        let mut score = Score::default();
        let [mut lacking, mut alone, mut added, mut alike] = [gold::Tally::default(); 4];
        for event in events {
            let Outcome { comparison, .. } = pipeline::run(read(event), &models, &config);
            score.add(event, &predict::predicted(event, &comparison));
            let [of_shared, of_sole, of_rest] = predict::omissions(event, &comparison);
            lacking.add(of_shared);
            alone.add(of_sole);
            added.add(of_rest);
            alike.add(predict::alike(event, &comparison));
        }
        table.add(&format!("{name}: links precision"), score.links.precision());
        table.add(&format!("{name}: links recall"), score.links.recall());
        table.add(&format!("{name}: links F1"), score.links.f1());
        table.add(&format!("{name}: links recall at precision 0.80"), score.recall_at(0.8));
        table.add_lower(&format!("{name}: links calibration error"), score.calibration_error());
        table.add(&format!("{name}: differences precision"), score.differences.precision());
        table.add(&format!("{name}: differences recall"), score.differences.recall());
        table.add(&format!("{name}: differences F1"), score.differences.f1());
        table.add(&format!("{name}: typed differences F1"), score.typed.f1());
        table.add(
            &format!("{name}: differences F1 over found links"),
            score.differences_linked.f1(),
        );
        table.add(
            &format!("{name}: typed differences F1 over found links"),
            score.typed_linked.f1(),
        );
        table.add(
            &format!("{name}: \"not found\" of a shared fact, precision"),
            lacking.precision(),
        );
        table.add(&format!("{name}: \"not found\" of a shared fact, recall"), lacking.recall());
        table.add(&format!("{name}: told in one article alone, precision"), alone.precision());
        table.add(&format!("{name}: what a sentence adds alone, precision"), added.precision());
        table.add(&format!("{name}: told alike, all of it one fact"), alike.precision());
    }
    table
}

fn dev(shared: &Path) -> Result<(Table, usize), String> {
    let events = gold::events(&shared.join("gold/dev"))?;
    let title = format!("Same facts and differences, gold/dev ({} events)", events.len());
    Ok((links(&title, &events, predict::articles), events.len()))
}

fn corpus(folder: &Path) -> Result<Table, String> {
    let events = gold::events(folder)?;
    let title = format!("Same facts and differences, own corpus ({} stories)", events.len());
    Ok(links(&title, &events, |event| predict::files(&folder.join(&event.event), event)))
}

/// Stories of two unrelated articles of the project's own corpus.
fn strange_corpus(folder: &Path) -> Result<Table, String> {
    let read = |event: &Event| predict::files(&folder.join(&event.event), event);
    let stories: Vec<_> = gold::events(folder)?.iter().map(read).collect();
    Ok(eval::strangers("Stories of two unrelated articles, own corpus", &stories))
}

/// The same of labelled events. A few of them are chapters of one affair, so a fact may be rightly seen.
fn strange_events(shared: &Path) -> Result<Table, String> {
    let stories: Vec<_> =
        gold::events(&shared.join("gold/train"))?.iter().map(predict::articles).collect();
    Ok(eval::strangers("Stories of two unrelated articles, gold/train", &stories))
}

fn page(tables: &[Table]) -> String {
    let mut page = String::from(
        "# Evaluation\n\nMade by `make eval`; the floors below which it fails stand in \
         `tests/floors.json`. All shares are from 0 to 1.\n",
    );
    for table in tables {
        let _ = writeln!(page, "\n## {}\n\n| figure | value |\n| --- | --- |", table.title);
        for figure in &table.figures {
            let _ = writeln!(page, "| {} | {:.3} |", figure.name, figure.value);
        }
        if !table.note.is_empty() {
            let _ = writeln!(page, "\n{}", table.note);
        }
    }
    page
}

/// Fails if a figure is worse than its floor; with `pin` raises the floors.
#[expect(clippy::print_stdout, reason = "a measuring program speaks on standard output")]
fn hold(tables: &[Table], pin: bool) -> Result<(), String> {
    let text = std::fs::read_to_string(FLOORS).unwrap_or_else(|_| "{}".to_owned());
    let mut floors: BTreeMap<String, f64> =
        serde_json::from_str(&text).map_err(|it| format!("{FLOORS}: {it}"))?;
    let mut below = Vec::new();
    for (table, figure) in tables.iter().flat_map(|it| it.figures.iter().map(move |f| (it, f))) {
        let name = format!("{}: {}", table.title, figure.name);
        let sign = if figure.lower_is_better { -1.0 } else { 1.0 };
        if let Some(floor) = floors.get(&name)
            && sign * figure.value < sign * floor
        {
            below.push(format!("{name}: {:.3}, floor {floor:.3}", figure.value));
        }
        if pin {
            let reached = ((figure.value - sign * SLACK) * 1000.0).round() / 1000.0;
            let floor = floors.entry(name).or_insert(reached);
            if sign * reached > sign * *floor {
                *floor = reached;
            }
        }
    }
    if pin {
        let text = serde_json::to_string_pretty(&floors).map_err(|it| it.to_string())?;
        write(Path::new(FLOORS), &(text + "\n"))?;
    }
    if below.is_empty() {
        println!("all {} floors hold", floors.len());
        Ok(())
    } else {
        Err(format!("below the floor:\n{}", below.join("\n")))
    }
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    std::fs::write(path, text).map_err(|it| format!("{}: {it}", path.display()))
}
