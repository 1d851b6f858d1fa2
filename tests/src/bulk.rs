//! How fast and in how much memory an archive is filled: real articles, and many more made of them.
//!
//! Copies have shifted dates and shuffled sentences: as many words, names and stories as in the
//! originals, and no text twice.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;
use rayon::prelude::*;
use serde_json::Value;

/// The real articles.
pub const SHARED: &str = "../shared/data/archive/articles-10k.jsonl.gz";
/// Days between an article and its copy: more than any window in which stories are looked for.
const SHIFT_DAYS: i64 = 17;
/// Sentences of a paragraph of a copy.
const PARAGRAPH: usize = 3;
/// Lines read together.
const BATCH: usize = 512;

/// What a job took.
#[derive(Debug, Clone, Copy)]
pub struct Run {
    /// Articles in the file.
    pub n_articles: u64,
    /// From start to exit.
    pub wall: Duration,
    /// Peak resident memory.
    pub peak_mib: f64,
    /// Size of the archive.
    pub archive_mib: f64,
    /// Stories that were compared.
    pub n_compared: u64,
}

impl Run {
    /// Articles a second.
    #[must_use]
    pub fn rate(&self) -> f64 {
        self.n_articles as f64 / self.wall.as_secs_f64()
    }
}

/// The section of BENCHMARKS.md on archives, for files of these many articles; of other sizes it keeps the rows of the
/// `former` page.
///
/// # Errors
/// If a file cannot be read or written, or a job fails.
pub fn section(
    program: &Path,
    folder: &Path,
    sizes: &[u64],
    former: &str,
) -> Result<String, String> {
    if !Path::new(SHARED).exists() {
        return Ok(format!("\nArchives: not measured, {SHARED} is not there.\n"));
    }
    let mut page = String::from(
        "\nArchives, two threads, `--fast`; real articles of 975 words on average, and copies of them with shifted dates and shuffled sentences:\n\n",
    );
    let (n, wall) = reading(Path::new(SHARED))?;
    let rate = n as f64 / wall.as_secs_f64();
    let _ = writeln!(
        page,
        "Reading, splitting and tokenising alone, {n} articles from gzip JSON Lines: {rate:.0} articles/s.\n"
    );
    page.push_str("| `archive add --jobs 2` | articles/s | seconds | peak MiB | archive MiB | stories compared |\n| --- | --- | --- | --- | --- | --- |\n");
    for n_articles in sizes {
        let file = grown(Path::new(SHARED), folder, *n_articles)?;
        let run = job(program, &file, folder, *n_articles)?;
        let _ = writeln!(
            page,
            "| {n_articles} articles | {:.0} | {:.1} | {:.0} | {:.0} | {} |",
            run.rate(),
            run.wall.as_secs_f64(),
            run.peak_mib,
            run.archive_mib,
            run.n_compared
        );
        if file != Path::new(SHARED) {
            let _ = std::fs::remove_file(&file);
        }
    }
    for (n_articles, row) in former.lines().filter_map(|it| Some((size(it)?, it))) {
        if !sizes.contains(&n_articles) {
            let _ = writeln!(page, "{row}");
        }
    }
    Ok(page)
}

/// The number of articles of a row.
fn size(row: &str) -> Option<u64> {
    row.strip_prefix("| ")?.split_once(" articles |")?.0.parse().ok()
}

/// Reads, splits and tokenises every article of a file, on two threads; nothing is kept.
///
/// # Errors
/// If the file cannot be read.
pub fn reading(file: &Path) -> Result<(u64, Duration), String> {
    let source = File::open(file).map_err(|it| it.to_string())?;
    let mut lines = BufReader::with_capacity(1 << 20, MultiGzDecoder::new(source)).split(b'\n');
    let config = ingest::Config::standard();
    // The words of the languages and the rules are read once in a process.
    let _ = ingest::record(b"{\"text\": \"Two trains met at Oster.\"}", &config).map(text::read);
    pipeline::on_threads(2, || {
        let began = Instant::now();
        let mut n_articles = 0;
        loop {
            let batch: Vec<Vec<u8>> = lines
                .by_ref()
                .take(BATCH)
                .collect::<Result<_, _>>()
                .map_err(|it| it.to_string())?;
            if batch.is_empty() {
                return Ok((n_articles, began.elapsed()));
            }
            let read = |line: &Vec<u8>| {
                ingest::record(line, &config).map(text::read).map(|it| it.tokens.len())
            };
            n_articles += batch.par_iter().map(read).filter(Result::is_ok).count() as u64;
        }
    })
}

/// A file of so many articles: the given one, its first part, or it and copies of it.
///
/// # Errors
/// If a file cannot be read or written.
pub fn grown(file: &Path, folder: &Path, n_articles: u64) -> Result<PathBuf, String> {
    let said = |it: std::io::Error| it.to_string();
    let source = BufReader::new(MultiGzDecoder::new(File::open(file).map_err(said)?));
    let records: Vec<Value> = source
        .lines()
        .map(|it| {
            it.map_err(said).and_then(|it| serde_json::from_str(&it).map_err(|it| it.to_string()))
        })
        .collect::<Result<_, _>>()?;
    if n_articles == records.len() as u64 {
        return Ok(file.to_owned());
    }
    let sentences: Vec<Vec<String>> = records.par_iter().map(sentences).collect();
    let to = folder.join(format!("articles-{n_articles}.jsonl.gz"));
    let out = BufWriter::with_capacity(1 << 20, File::create(&to).map_err(said)?);
    let mut out = GzEncoder::new(out, Compression::fast());
    let mut n_left = usize::try_from(n_articles).map_err(|it| it.to_string())?;
    let mut copy = 0;
    while n_left > 0 {
        let n = n_left.min(records.len());
        let lines: Vec<String> = (0..n)
            .into_par_iter()
            .map(|idx| {
                if copy == 0 {
                    records[idx].to_string()
                } else {
                    copied(&records[idx], &sentences[idx], copy)
                }
            })
            .collect();
        for line in lines {
            out.write_all(line.as_bytes()).and_then(|()| out.write_all(b"\n")).map_err(said)?;
        }
        n_left -= n;
        copy += 1;
    }
    out.finish().and_then(|mut it| it.flush()).map_err(said)?;
    Ok(to)
}

fn sentences(record: &Value) -> Vec<String> {
    let document = text::read(article::Article::of(record["text"].as_str().unwrap_or_default()));
    (0..document.sentences.len()).map(|it| document.sentence_text(it).to_owned()).collect()
}

/// The copy of that number.
fn copied(record: &Value, sentences: &[String], copy: u64) -> String {
    let mut record = record.clone();
    let mut order: Vec<usize> = (0..sentences.len()).collect();
    let mut dice = copy.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ sentences.len() as u64;
    for idx in (1..order.len()).rev() {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        order.swap(idx, usize::try_from(dice >> 33).unwrap_or(0) % (idx + 1));
    }
    let paragraphs: Vec<String> = order
        .chunks(PARAGRAPH)
        .map(|it| it.iter().map(|it| sentences[*it].as_str()).collect::<Vec<_>>().join(" "))
        .collect();
    record["text"] = paragraphs.join("\n\n").into();
    for (field, joint) in [("id", "-"), ("url", "?copy=")] {
        if let Some(written) = record[field].as_str() {
            record[field] = format!("{written}{joint}{copy}").into();
        }
    }
    let day = record["date"]
        .as_str()
        .and_then(|it| it.get(..10))
        .and_then(|it| it.parse::<jiff::civil::Date>().ok());
    if let Some(day) = day {
        let span = jiff::Span::new().days(SHIFT_DAYS * copy.cast_signed());
        record["date"] = day.saturating_add(span).to_string().into();
    }
    record.to_string()
}

/// Adds a file to an archive of its own with the built program.
///
/// # Errors
/// If the program fails.
pub fn job(program: &Path, file: &Path, folder: &Path, n_articles: u64) -> Result<Run, String> {
    let archive = folder.join("bulk.archive");
    let remove = || {
        for ending in ["", "-wal", "-shm", "-lock"] {
            let _ = std::fs::remove_file(format!("{}{ending}", archive.display()));
        }
    };
    remove();
    let began = Instant::now();
    let mut child = Command::new(program)
        .args(["archive", "add", "--quiet", "--fast", "--jobs", "2", "--archive"])
        .args([archive.as_path(), file])
        .stdout(Stdio::null())
        .spawn()
        .map_err(|it| it.to_string())?;
    let status = format!("/proc/{}/status", child.id());
    let mut peak_mib: f64 = 0.0;
    let ended = loop {
        if let Some(ended) = child.try_wait().map_err(|it| it.to_string())? {
            break ended;
        }
        peak_mib = peak_mib.max(peak(&status));
        std::thread::sleep(Duration::from_millis(50));
    };
    let wall = began.elapsed();
    if !ended.success() {
        return Err(format!("`archive add` ended with {ended}"));
    }
    let n_compared = ::archive::Archive::read(&archive)
        .and_then(|it| it.digests())
        .map_err(|it| it.to_string())?
        .iter()
        .find(|it| it.table == "comparison")
        .map_or(0, |it| it.n_rows);
    let bytes = std::fs::metadata(&archive).map_err(|it| it.to_string())?.len();
    remove();
    Ok(Run {
        n_articles,
        wall,
        peak_mib,
        archive_mib: bytes as f64 / f64::from(1 << 20),
        n_compared,
    })
}

/// Peak resident memory in MiB as the kernel tells it; 0 where it does not.
#[must_use]
pub fn peak(status: &str) -> f64 {
    let text = std::fs::read_to_string(status).unwrap_or_default();
    let line = text.lines().find_map(|it| it.strip_prefix("VmHWM:"));
    let kib = line.and_then(|it| it.trim().trim_end_matches(" kB").parse::<f64>().ok());
    kib.unwrap_or(0.0) / 1024.0
}
