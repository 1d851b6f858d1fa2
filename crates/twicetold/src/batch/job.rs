//! Jobs: what is asked for, told while it is done, and summed up at the end.

use anyhow::Context as _;
use archive::{Archive, Done, Progress, Settings, Unwatched, comparison::Manner};

use super::progress::{Bar, JsonLines};
use crate::args::batch::{AddArguments, JobArguments, ResumeArguments};
use crate::exit::Status;
use crate::output;

/// Bad records told at the end of a job; `archive rejects` lists all.
const MAX_TOLD: usize = 20;

pub(crate) fn add(arguments: &AddArguments) -> anyhow::Result<Status> {
    let settings = settings(&arguments.job);
    let progress = progress(&arguments.job);
    let path = &arguments.archive.archive;
    let done = match arguments.dry_run {
        true => archive::dry_run(path, &arguments.files, settings.n_threads, &*progress)?,
        false => archive::add(&Archive::open(path)?, &arguments.files, settings, &*progress)?,
    };
    drop(progress);
    sum_up(&done, &arguments.job, arguments.dry_run)
}

pub(crate) fn resume(arguments: &ResumeArguments) -> anyhow::Result<Status> {
    let path = &arguments.archive.archive;
    if !path.exists() {
        return Err(archive::Error::Missing { archive: path.clone() }.into());
    }
    let progress = progress(&arguments.job);
    let done = archive::resume(&Archive::open(path)?, settings(&arguments.job), &*progress)?;
    drop(progress);
    sum_up(&done, &arguments.job, false)
}

pub(crate) fn settings(arguments: &JobArguments) -> Settings {
    let n_cores = std::thread::available_parallelism().map_or(1, usize::from);
    Settings {
        manner: if arguments.standard { Manner::Standard } else { Manner::Fast },
        n_threads: arguments.jobs.unwrap_or(n_cores).min(crate::plan::MAX_THREADS),
    }
}

pub(crate) fn progress(arguments: &JobArguments) -> Box<dyn Progress> {
    match (arguments.quiet, arguments.json_progress) {
        (true, _) => Box::new(Unwatched),
        (_, true) => Box::new(JsonLines::new()),
        _ => Box::new(Bar::new()),
    }
}

/// A record that could not be read, in one line.
pub(crate) fn reject(file: &str, place: &str, reason: &str) -> String {
    let place = if place.is_empty() { String::new() } else { format!("{place}: ") };
    let line = format!("{file}: {place}{reason}");
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn sum_up(done: &Done, arguments: &JobArguments, is_dry: bool) -> anyhow::Result<Status> {
    for (path, reason) in &done.unreadable {
        output::complain(&format!("{}: {reason}", path.display()));
    }
    for (file, place, reason) in done.rejects.iter().take(MAX_TOLD) {
        output::complain(&reject(file, place, reason));
    }
    let n_untold = done.counts.rejects.saturating_sub(MAX_TOLD as u64);
    if n_untold > 0 {
        let all = if is_dry { "" } else { "; `twicetold archive rejects` lists all" };
        output::complain(&format!("{n_untold} more records could not be read{all}"));
    }
    if arguments.json_progress {
        let counts = done.counts;
        let line = serde_json::json!({
            "done": {
                "records": counts.records, "articles": counts.articles,
                "duplicates": counts.duplicates, "versions": counts.versions,
                "rejects": counts.rejects, "compared": done.n_compared,
                "files_known": done.n_known_files, "files_unreadable": done.unreadable.len(),
            }
        });
        output::Output::standard()
            .write(format!("{line}\n").as_bytes())
            .context("standard output")?;
    } else if !arguments.quiet {
        output::Output::standard().write(summary(done, is_dry).as_bytes())?;
    }
    Ok(if done.unreadable.is_empty() { Status::Alike } else { Status::Trouble })
}

fn summary(done: &Done, is_dry: bool) -> String {
    let counts = done.counts;
    let verb = if is_dry { "would be added" } else { "added" };
    let mut line = format!("{} {verb}", several(counts.articles, "article"));
    for (n, noun) in [
        (counts.versions, "later version"),
        (counts.duplicates, "duplicate"),
        (counts.rejects, "bad record"),
    ] {
        if n > 0 {
            line.push_str(&format!(", {}", several(n, noun)));
        }
    }
    if done.n_known_files > 0 {
        line.push_str(&format!(", {} read before", several(done.n_known_files as u64, "file")));
    }
    match (is_dry, done.n_compared) {
        (true, _) => line.push_str("; nothing was written\n"),
        (_, 1) => line.push_str("; 1 story compared\n"),
        (_, n) => line.push_str(&format!("; {n} stories compared\n")),
    }
    line
}

fn several(n: u64, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}
