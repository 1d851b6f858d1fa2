//! Measures `gather` alone, or writes the evidence that its weights are trained on.
//!
//! `stories [--shared DIR] [--evidence OUT]`: prints the figures that `eval` prints of stories. With
//! `--evidence` it writes `OUT.json` (key, story and whether it is dated of each labelled article;
//! the names of the columns), `OUT.alone` and `OUT.mixed` (rows of little-endian `f32`: new key, old
//! key, evidence) for `crates/gather/training/train.py` instead.

use std::io::Write as _;
use std::path::Path;

use gather::{Config, Gatherer};
use tests::eval::gathering;
use tests::stories::{self, Labelled};

#[expect(clippy::print_stdout, reason = "a measuring program speaks on standard output")]
fn main() -> Result<(), String> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let flag = |name: &str| {
        args.iter().position(|it| it == name).and_then(|it| args.get(it + 1)).map(String::as_str)
    };
    let shared = Path::new(flag("--shared").unwrap_or("../shared"));
    if let Some(out) = flag("--evidence") {
        return evidence(shared, out);
    }
    let tables = gathering::gathering(shared)?;
    if tables.is_empty() {
        println!("SKIPPED: {} holds no labelled stories", shared.display());
    }
    for table in tables {
        println!("{}", table.title);
        for figure in &table.figures {
            println!("  {:<70} {:.3}", figure.name, figure.value);
        }
        println!("  {}", table.note);
    }
    Ok(())
}

fn evidence(shared: &Path, out: &str) -> Result<(), String> {
    let labelled = stories::read(&shared.join("data/stories/labelled.jsonl.gz"), 0)?;
    let others = stories::read(&shared.join("data/archive/articles-10k.jsonl.gz"), 100_000)?;
    let labels: Vec<(u64, &str, bool)> = labelled
        .iter()
        .filter_map(|it| Some((it.key, it.story.as_deref()?, it.profile.published.is_some())))
        .collect();
    let json = serde_json::to_string(&(&labels, gather::EVIDENCE_NAMES));
    let json = json.map_err(|it| it.to_string())?;
    std::fs::write(format!("{out}.json"), json).map_err(|it| format!("{out}.json: {it}"))?;
    rows(labelled.iter().collect(), &format!("{out}.alone"))?;
    rows(labelled.iter().chain(&others).collect(), &format!("{out}.mixed"))
}

fn rows(mut articles: Vec<&Labelled>, path: &str) -> Result<(), String> {
    stories::sort(&mut articles);
    let mut gatherer = Gatherer::new(Config::standard());
    let failed = |it: std::io::Error| format!("{path}: {it}");
    let mut out = std::io::BufWriter::new(std::fs::File::create(path).map_err(failed)?);
    for it in articles {
        for (old, row) in gatherer.weigh(&it.profile) {
            let numbers = [it.key as f32, old as f32].into_iter().chain(row);
            let bytes: Vec<u8> = numbers.flat_map(f32::to_le_bytes).collect();
            out.write_all(&bytes).map_err(failed)?;
        }
        gatherer.push(it.key, &it.profile);
    }
    Ok(())
}
