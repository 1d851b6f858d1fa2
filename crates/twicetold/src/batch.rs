//! `twicetold archive`: jobs over an archive, and what is read from it.

mod job;
mod lists;
mod numbers;
mod progress;
mod tables;

use std::path::Path;

use archive::{Archive, comparison::Manner};

use crate::args::ReportFormat;
use crate::args::batch::{ArchiveCommand, ListFormat, StoryReportArguments};
use crate::exit::Status;
use crate::output::Output;

/// Carries out a command.
pub(crate) fn run(command: &ArchiveCommand) -> anyhow::Result<Status> {
    match command {
        ArchiveCommand::Add(it) => return job::add(it),
        ArchiveCommand::Resume(it) => return job::resume(it),
        ArchiveCommand::Export(it) => tables::run(it)?,
        ArchiveCommand::Report(it) => report(it)?,
        ArchiveCommand::Stories(it) => {
            let filter = archive::Filter {
                from: it.from,
                to: it.to,
                outlet: it.outlet.clone(),
                min_articles: it.min_articles,
                words: it.search.clone(),
                limit: Some(it.limit),
                offset: 0,
            };
            let stories = Archive::read(&it.archive.archive)?.stories(&filter)?;
            write(Output::new(&it.output), it.format, &lists::stories(&stories, it.format))?;
        }
        ArchiveCommand::Show(it) => {
            let archive = Archive::read(&it.archive.archive)?;
            let shown = archive.story(it.story)?;
            let mut histories = Vec::new();
            for article in shown.articles.iter().filter(|it| it.n_versions > 0) {
                histories.push((article.article, archive.versions(article.article)?));
            }
            let written = lists::story(&shown, &histories, it.format);
            write(Output::new(&it.output), it.format, &written)?;
        }
        ArchiveCommand::Search(it) => {
            let hits = Archive::read(&it.archive.archive)?.search(&it.words.join(" "), it.limit)?;
            write(Output::new(&it.output), it.format, &lists::hits(&hits, it.format))?;
        }
        ArchiveCommand::Outlets(it) => {
            let outlets = Archive::read(&it.archive.archive)?.outlets(it.min_stories)?;
            let written = match it.format {
                ListFormat::Text => numbers::text(&outlets),
                ListFormat::Json => serde_json::to_string_pretty(&outlets)? + "\n",
            };
            write(Output::new(&it.output), it.format, &written)?;
        }
        ArchiveCommand::Rejects(it) => {
            let rejects = Archive::read(&it.archive.archive)?.rejects()?;
            let lines: String = rejects
                .iter()
                .map(|(file, place, reason)| job::reject(file, place, reason) + "\n")
                .collect();
            Output::new(&it.output).write(lines.as_bytes())?;
        }
    }
    Ok(Status::Alike)
}

fn write(output: Output, format: ListFormat, written: &str) -> anyhow::Result<()> {
    let is_text = format == ListFormat::Text;
    let shown = if is_text { plain(written) } else { written.to_owned() };
    output.write(shown.as_bytes())
}

/// Published text without what would steer a terminal.
fn plain(text: &str) -> String {
    text.chars().filter(|it| *it == '\n' || !it.is_control()).collect()
}

fn report(arguments: &StoryReportArguments) -> anyhow::Result<()> {
    let archive = Archive::read(&arguments.archive.archive)?;
    let manner = match (arguments.standard, arguments.fast) {
        (true, _) => Some(Manner::Standard),
        (_, true) => Some(Manner::Fast),
        _ => None,
    };
    let n_threads = std::thread::available_parallelism().map_or(1, usize::from);
    let view = archive.report(arguments.story, manner, n_threads)?;
    let output = Output::new(&arguments.output);
    let by_name = arguments.output.out.as_deref().and_then(format_of);
    let written = match arguments.format.or(by_name).unwrap_or(ReportFormat::Text) {
        ReportFormat::Text => view.text(&report::Settings {
            width: output.width,
            color: output.color,
            side_by_side: false,
            language: arguments.page_language,
        }),
        ReportFormat::Json => view.json(),
        ReportFormat::Md => view.markdown(arguments.page_language),
        ReportFormat::Html => view.html(arguments.page_language),
        ReportFormat::Csv => view.csv(),
    };
    output.write(written.as_bytes())
}

fn format_of(path: &Path) -> Option<ReportFormat> {
    crate::plan::format_of(path)
}
