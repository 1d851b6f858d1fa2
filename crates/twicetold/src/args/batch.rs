//! `twicetold archive` as a user types it.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::{OutputArguments, ReportFormat, at_least_one, page_language};

/// The archive of those who name none.
const ARCHIVE: &str = "archive.twicetold";

/// `twicetold archive`.
#[derive(Debug, Subcommand)]
pub(crate) enum ArchiveCommand {
    /// Read articles in bulk, find which tell one story, compare them
    #[command(after_help = FILES)]
    Add(AddArguments),
    /// Go on with what a job that was broken off has left
    Resume(ResumeArguments),
    /// List stories, the latest first
    Stories(StoriesArguments),
    /// Show a story's articles, why each belongs to it, and what changed in them
    Show(ShowArguments),
    /// Write the comparison of a story
    Report(StoryReportArguments),
    /// Find articles by their words
    #[command(after_help = WORDS)]
    Search(SearchArguments),
    /// Write tables: articles, sentences, facts, differences, lenses
    Export(ExportArguments),
    /// Outlets side by side: numbers with what they rest on
    Outlets(OutletsArguments),
    /// List the records that could not be read, with the reason
    Rejects(RejectsArguments),
}

const FILES: &str = "\
FILES are JSON Lines (plain, .gz, .zst), WARC files, saved pages and texts, and folders of these;
- is standard input. A file that was read before is not read again. A job that was broken off, even
by kill -9, goes on when the same command is given again, or by `twicetold archive resume`.";

const WORDS: &str = "\
All words must be there. \"two words\" must stand together, -word must not be there, word* is the
beginning of a word: `twicetold archive search 'flood \"river bank\" -dam'`.";

/// Which archive.
#[derive(Debug, Args)]
pub(crate) struct ArchiveArguments {
    /// The archive: one file, made if there is none
    #[arg(long, short, value_name = "FILE", default_value = ARCHIVE)]
    pub(crate) archive: PathBuf,
}

/// How a job is done.
#[derive(Debug, Args)]
pub(crate) struct JobArguments {
    /// Compare with the language model; slower
    #[arg(long, conflicts_with = "fast")]
    pub(crate) standard: bool,
    /// Compare words, names and figures only [default]
    #[arg(long)]
    pub(crate) fast: bool,
    /// Threads to work with; the result is the same [default: one for each core]
    #[arg(long, short, visible_alias = "threads", value_name = "N", value_parser = at_least_one)]
    pub(crate) jobs: Option<usize>,
    /// Say nothing but what went wrong
    #[arg(long, short, conflicts_with = "json_progress")]
    pub(crate) quiet: bool,
    /// Tell progress on standard error as one JSON object a line
    #[arg(long)]
    pub(crate) json_progress: bool,
}

/// `twicetold archive add`.
#[derive(Debug, Args)]
pub(crate) struct AddArguments {
    /// Files and folders of articles
    #[arg(required = true, value_name = "FILES")]
    pub(crate) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) archive: ArchiveArguments,
    #[command(flatten)]
    pub(crate) job: JobArguments,
    /// Count what would be added, and write nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
}

/// `twicetold archive resume`.
#[derive(Debug, Args)]
pub(crate) struct ResumeArguments {
    #[command(flatten)]
    pub(crate) archive: ArchiveArguments,
    #[command(flatten)]
    pub(crate) job: JobArguments,
}

/// `twicetold archive stories`.
#[derive(Debug, Args)]
pub(crate) struct StoriesArguments {
    #[command(flatten)]
    pub(crate) archive: ArchiveArguments,
    /// Not those that ended before this day, as in 2031-03-04
    #[arg(long, value_name = "DAY")]
    pub(crate) from: Option<jiff::civil::Date>,
    /// Not those that began after this day
    #[arg(long, value_name = "DAY")]
    pub(crate) to: Option<jiff::civil::Date>,
    /// Only those with an article of this outlet
    #[arg(long, value_name = "NAME")]
    pub(crate) outlet: Option<String>,
    /// Only those with so many articles or more
    #[arg(long, value_name = "N", value_parser = at_least_one)]
    pub(crate) min_articles: Option<usize>,
    /// Only those with an article that holds these words
    #[arg(long, value_name = "WORDS")]
    pub(crate) search: Option<String>,
    /// So many at most
    #[arg(long, short = 'n', value_name = "N", default_value_t = 50)]
    pub(crate) limit: usize,
    /// How to write the list
    #[arg(long, short, value_enum, default_value_t = ListFormat::Text)]
    pub(crate) format: ListFormat,
    #[command(flatten)]
    pub(crate) output: OutputArguments,
}

/// `twicetold archive show`.
#[derive(Debug, Args)]
pub(crate) struct ShowArguments {
    /// The number of a story
    pub(crate) story: i64,
    #[command(flatten)]
    pub(crate) archive: ArchiveArguments,
    /// How to write it
    #[arg(long, short, value_enum, default_value_t = ListFormat::Text)]
    pub(crate) format: ListFormat,
    #[command(flatten)]
    pub(crate) output: OutputArguments,
}

/// `twicetold archive report`.
#[derive(Debug, Args)]
pub(crate) struct StoryReportArguments {
    /// The number of a story
    pub(crate) story: i64,
    #[command(flatten)]
    pub(crate) archive: ArchiveArguments,
    /// How to write the comparison [default: by the name given to --out, else text]
    #[arg(long, short, value_enum)]
    pub(crate) format: Option<ReportFormat>,
    /// Language of the report's own words: en, es or de; articles are never translated
    #[arg(long, value_name = "CODE", value_parser = page_language, default_value = "en")]
    pub(crate) page_language: report::Language,
    /// Compare with the language model
    #[arg(long, conflicts_with = "fast")]
    pub(crate) standard: bool,
    /// Compare words, names and figures only
    #[arg(long)]
    pub(crate) fast: bool,
    #[command(flatten)]
    pub(crate) output: OutputArguments,
}

/// `twicetold archive search`.
#[derive(Debug, Args)]
pub(crate) struct SearchArguments {
    /// The words
    #[arg(required = true, value_name = "WORDS")]
    pub(crate) words: Vec<String>,
    #[command(flatten)]
    pub(crate) archive: ArchiveArguments,
    /// So many at most
    #[arg(long, short = 'n', value_name = "N", default_value_t = 20)]
    pub(crate) limit: usize,
    /// How to write what is found
    #[arg(long, short, value_enum, default_value_t = ListFormat::Text)]
    pub(crate) format: ListFormat,
    #[command(flatten)]
    pub(crate) output: OutputArguments,
}

/// `twicetold archive export`.
#[derive(Debug, Args)]
pub(crate) struct ExportArguments {
    #[command(flatten)]
    pub(crate) archive: ArchiveArguments,
    /// The tables, as in facts,differences [default: all, if --out is a folder]
    #[arg(long, short, value_name = "TABLES", value_delimiter = ',', value_parser = table)]
    pub(crate) table: Vec<archive::export::Table>,
    /// How to write them
    #[arg(long, short, value_enum, default_value_t = TableFormat::Jsonl)]
    pub(crate) format: TableFormat,
    /// A file for one table, a folder for several [default: standard output]
    #[arg(long, short, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// Print what the columns of the tables say
    #[arg(long)]
    pub(crate) columns: bool,
}

/// `twicetold archive outlets`.
#[derive(Debug, Args)]
pub(crate) struct OutletsArguments {
    #[command(flatten)]
    pub(crate) archive: ArchiveArguments,
    /// Only pairs with so many stories in common or more
    #[arg(long, value_name = "N", default_value_t = 5)]
    pub(crate) min_stories: u64,
    /// How to write the numbers
    #[arg(long, short, value_enum, default_value_t = ListFormat::Text)]
    pub(crate) format: ListFormat,
    #[command(flatten)]
    pub(crate) output: OutputArguments,
}

/// `twicetold archive rejects`.
#[derive(Debug, Args)]
pub(crate) struct RejectsArguments {
    #[command(flatten)]
    pub(crate) archive: ArchiveArguments,
    #[command(flatten)]
    pub(crate) output: OutputArguments,
}

/// Forms of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ListFormat {
    /// For a terminal or a plain text file
    Text,
    /// For programs
    Json,
}

/// Forms of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TableFormat {
    /// One JSON object a line
    Jsonl,
    /// For spreadsheets
    Csv,
    /// For data frames; needs a build with `--features parquet`
    Parquet,
}

fn table(written: &str) -> Result<archive::export::Table, String> {
    archive::export::Table::named(written).ok_or_else(|| {
        let names = archive::export::Table::ALL.map(archive::export::Table::name).join(", ");
        format!("there is no such table; there are {names}")
    })
}
