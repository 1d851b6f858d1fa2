//! Measures how fast the product is and writes BENCHMARKS.md.
//!
//! `bench`: whole processes of the built `twicetold` (wall seconds and peak memory, median of
//! five after a warm-up), each stage by itself on one story, on two threads, with articles made from
//! the project's own corpus, cut or repeated to forty sentences; and how archives are filled. With
//! `--million` also archives of up to a million articles (most of an hour), with `--python` the usual
//! Python parts beside ours, by the `python3` of the path; without them these figures stay as they were.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use pipeline::{Config, Models};
use tests::{gold, predict};

const RUNS: usize = 5;
const PROGRAM: &str = "target/release/twicetold";

/// Median wall time and peak memory of a process.
struct Process {
    wall: Duration,
    peak_mib: f64,
}

#[expect(clippy::print_stdout, reason = "a measuring program speaks on standard output")]
fn main() -> Result<(), String> {
    if !Path::new(PROGRAM).exists() {
        return Err(format!("{PROGRAM} is not built; run `cargo build --release` first"));
    }
    let folder = std::env::temp_dir().join(format!("twicetold-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder).map_err(|it| it.to_string())?;
    let pair = stories(&folder, 2, 40)?;
    let three = stories(&folder, 3, 30)?;
    let mut page = String::from(
        "# Benchmarks\n\nMade by `cargo build --release && make bench`: whole processes from start \
         to exit, median of five; two threads.\n\n",
    );
    let _ = writeln!(page, "Machine: {}\n", machine());
    page.push_str("| command | seconds | peak MiB |\n| --- | --- | --- |\n");
    for (name, files, flags) in [
        ("`compare`, two articles of 40 sentences", &pair, &["--threads", "2"][..]),
        ("`compare --fast`, the same", &pair, &["--threads", "2", "--fast"][..]),
        ("`compare`, three articles of 30 sentences", &three, &["--threads", "2"][..]),
        ("`compare --fast`, the same", &three, &["--threads", "2", "--fast"][..]),
    ] {
        let it = process(files, flags)?;
        let _ = writeln!(page, "| {name} | {:.3} | {:.0} |", it.wall.as_secs_f64(), it.peak_mib);
    }
    page.push_str("\nOne story of the corpus (three articles), stage by stage, one run after a warm-up:\n\n| stage | milliseconds |\n| --- | --- |\n");
    for (stage, time) in stages()? {
        let _ = writeln!(page, "| {stage} | {:.2} |", time.as_secs_f64() * 1e3);
    }
    let asks = |flag: &str| std::env::args().any(|it| it == flag);
    let former = std::fs::read_to_string("BENCHMARKS.md").unwrap_or_default();
    let beside = side_by_side(asks("--python"), &former)?;
    let mut sizes = vec![10_000];
    if asks("--million") {
        sizes.extend([100_000, 1_000_000]);
    }
    page.push_str(&tests::bulk::section(Path::new(PROGRAM), &folder, &sizes, &former)?);
    page.push_str(&beside);
    println!("{page}");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::write("BENCHMARKS.md", page).map_err(|it| it.to_string())
}

/// The usual Python parts beside ours, or what the former page says of them.
fn side_by_side(is_measured: bool, former: &str) -> Result<String, String> {
    const HEAD: &str = "\nThe same work by the usual Python parts";
    let kept = former.find(HEAD).map_or("", |it| former[it..].trim_end());
    if !is_measured {
        return Ok(format!("{kept}\n"));
    }
    let run = Command::new("python3").arg("tests/bench/side_by_side.py").output();
    let run = run.map_err(|it| format!("python3: {it}"))?;
    let said = String::from_utf8_lossy(&run.stdout);
    if !run.status.success() || said.starts_with("SKIPPED") {
        return Err(format!("{said}{}", String::from_utf8_lossy(&run.stderr)));
    }
    Ok(format!(
        "{HEAD} (trafilatura, pySBD, all-MiniLM-L6-v2, agglomerative clustering; \
         `python3 tests/bench/side_by_side.py`):\n\n```text\n{}\n```\n",
        said.trim_end()
    ))
}

/// Articles of these many sentences as JSON records in files.
fn stories(folder: &Path, n_articles: usize, n_sentences: usize) -> Result<Vec<PathBuf>, String> {
    let events = gold::events(Path::new("corpus/stories"))?;
    let event = events.iter().find(|it| it.event == "port-strike").ok_or("no port-strike story")?;
    let mut files = Vec::new();
    for (idx, article) in event.articles.iter().take(n_articles).enumerate() {
        let sentences: Vec<&str> =
            article.sentences.iter().cycle().take(n_sentences).map(String::as_str).collect();
        let record = serde_json::json!({
            "outlet": article.outlet, "title": article.title, "date": article.date,
            "text": sentences.join(" "),
        });
        let file = folder.join(format!("{n_articles}x{n_sentences}-{idx}.json"));
        std::fs::write(&file, record.to_string()).map_err(|it| it.to_string())?;
        files.push(file);
    }
    Ok(files)
}

fn process(files: &[PathBuf], flags: &[&str]) -> Result<Process, String> {
    let mut walls = Vec::new();
    let mut peak_mib: f64 = 0.0;
    for run in 0..=RUNS {
        let began = Instant::now();
        let mut child = Command::new(PROGRAM)
            .arg("compare")
            .args(flags)
            .args(files)
            .stdout(Stdio::null())
            .spawn()
            .map_err(|it| it.to_string())?;
        let status = format!("/proc/{}/status", child.id());
        while child.try_wait().map_err(|it| it.to_string())?.is_none() {
            peak_mib = peak_mib.max(tests::bulk::peak(&status));
            std::thread::sleep(Duration::from_millis(1));
        }
        // The first run warms the file cache up.
        if run > 0 {
            walls.push(began.elapsed());
        }
    }
    walls.sort();
    Ok(Process { wall: walls[RUNS / 2], peak_mib })
}

fn stages() -> Result<Vec<(&'static str, Duration)>, String> {
    let folder = Path::new("corpus/stories");
    let events = gold::events(folder)?;
    let event = events.iter().find(|it| it.event == "port-strike").ok_or("no port-strike story")?;
    let mut times = Vec::new();
    for is_warm in [false, true] {
        times.clear();
        let mut timed = |name, began: Instant| {
            if is_warm {
                times.push((name, began.elapsed()));
            }
        };
        let began = Instant::now();
        let models = Models::standard(2);
        timed("load the models", began);
        let began = Instant::now();
        let articles = predict::files(&folder.join(&event.event), event);
        timed("ingest", began);
        let began = Instant::now();
        let claims = pipeline::read(articles);
        timed("text and claim", began);
        let began = Instant::now();
        let encodings = models.encode(&claims);
        timed("encode", began);
        let began = Instant::now();
        let config = Config::standard();
        let clustering = cluster::group(&claims, &encodings, models.scorer(), &config.cluster);
        timed("cluster", began);
        let began = Instant::now();
        let comparison = compare::compare(claims, clustering, &config.compare);
        timed("compare", began);
        let began = Instant::now();
        let lines = summary::write(&comparison, &config.summary);
        timed("summary", began);
        let began = Instant::now();
        let lenses = lens::look(&comparison, &encodings, &config.lens);
        timed("lens", began);
        let began = Instant::now();
        let page = report::build(&comparison, &lines, &lenses, &pipeline::making(&models, &config))
            .html(report::Language::English);
        timed("report (html)", began);
        if page.is_empty() {
            return Err("the report is empty".to_owned());
        }
    }
    Ok(times)
}

/// Processor and cores.
fn machine() -> String {
    let text = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = text
        .lines()
        .find_map(|it| it.strip_prefix("model name")?.split_once(": "))
        .map_or("unknown processor", |it| it.1);
    let n_cores = std::thread::available_parallelism().map_or(1, usize::from);
    format!("{model}, {n_cores} cores")
}
