//! What follows from the arguments.
//!
//! The second of two levels: `args` is what was typed, a [`Plan`] is what to build, with every
//! default filled in and the environment and terminal asked.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use crate::args::batch::{ArchiveCommand, WatchArguments};
use crate::args::{
    Arguments, Command, CompareArguments, ExplainArguments, InspectArguments, InspectFormat,
    LengthArguments, LensArguments, ReportFormat, ServeArguments, SummarizeArguments,
    SummaryFormat, WorkArguments,
};
use crate::encoder;
use crate::input::{self, Inputs};
use crate::output::Output;

/// Quoted sentences of a summary whose length was not given.
const SUMMARY_SENTENCES: usize = 5;

/// Sorts of evidence that a page shows for each fact.
const REASONS: usize = 3;

/// More threads than this only cost time and memory, whatever was asked for.
pub(crate) const MAX_THREADS: usize = 256;

/// What to do.
pub(crate) enum Plan {
    /// Compare a story.
    Compare(Compare),
    /// Summarize a story or an article.
    Summarize(Summarize),
    /// Say why sentences are one fact.
    Explain(Explain),
    /// Show what was read.
    Inspect(Inspect),
    /// Work on an archive.
    Archive(ArchiveCommand),
    /// Add what feeds link to.
    Watch(WatchArguments),
    /// Open the app.
    Serve(Serve),
    /// Write what the argument parser knows of itself.
    Print(Printed, Output),
}

/// A comparison to make.
pub(crate) struct Compare {
    /// Where the articles are.
    pub(crate) paths: Vec<PathBuf>,
    /// How to write it.
    pub(crate) format: ReportFormat,
    /// Two articles beside each other.
    pub(crate) side_by_side: bool,
    /// The language of the report's own words.
    pub(crate) page_language: report::Language,
    /// Where to write it.
    pub(crate) output: Output,
    /// Where rule files for the lenses are.
    pub(crate) rules: Option<PathBuf>,
    /// Where corrections are.
    pub(crate) corrections: Option<PathBuf>,
    /// How to read and compare.
    pub(crate) work: Work,
}

/// Reasons to give.
pub(crate) struct Explain {
    /// The fact's id or key.
    pub(crate) fact: String,
    /// Where the articles are.
    pub(crate) paths: Vec<PathBuf>,
    /// How to write it.
    pub(crate) format: InspectFormat,
    /// The language of the program's own words.
    pub(crate) page_language: report::Language,
    /// Where corrections are.
    pub(crate) corrections: Option<PathBuf>,
    /// Where to write it.
    pub(crate) output: Output,
    /// How to read and compare.
    pub(crate) work: Work,
}

/// A summary to make.
pub(crate) struct Summarize {
    /// Where the articles are.
    pub(crate) paths: Vec<PathBuf>,
    /// How to write it.
    pub(crate) format: SummaryFormat,
    /// Where to write it.
    pub(crate) output: Output,
    /// How to read and compare, and how long the summary may be.
    pub(crate) work: Work,
}

/// How articles are read and compared.
#[derive(Clone)]
pub(crate) struct Work {
    /// The settings.
    pub(crate) config: pipeline::Config,
    /// Which trained parts.
    model: Model,
    /// Threads to work with.
    n_threads: usize,
}

/// With which trained parts sentences are compared.
#[derive(Clone)]
enum Model {
    /// Those that ship with the program.
    Standard,
    /// Those that do without the language model.
    Fast,
    /// An encoder in a folder of the user's.
    Brought(PathBuf),
}

impl Work {
    /// Does all of a command's work on the threads asked for.
    pub(crate) fn on_threads<R: Send>(&self, work: impl FnOnce() -> R + Send) -> R {
        pipeline::on_threads(self.n_threads, work)
    }

    /// Reads the inputs and meanwhile loads the models.
    ///
    /// # Errors
    /// If an encoder of the user's own cannot be used.
    pub(crate) fn read(&self, paths: &[PathBuf]) -> anyhow::Result<(Inputs, pipeline::Models)> {
        let models = || match &self.model {
            Model::Standard => Ok(pipeline::Models::standard(self.n_threads)),
            Model::Fast => Ok(pipeline::Models::fast()),
            Model::Brought(folder) => encoder::read(folder, self.n_threads),
        };
        let (inputs, models) =
            rayon::join(|| input::read(paths, &ingest::Config::standard()), models);
        Ok((inputs, models?))
    }
}

/// Articles to show as they are read.
pub(crate) struct Inspect {
    /// Where the articles are.
    pub(crate) paths: Vec<PathBuf>,
    /// How to write it.
    pub(crate) format: InspectFormat,
    /// Where to write it.
    pub(crate) output: Output,
}

/// An app to open.
pub(crate) struct Serve {
    /// Where to listen.
    pub(crate) address: SocketAddr,
    /// Further names it goes by.
    pub(crate) hosts: Vec<String>,
    /// Where the token is.
    pub(crate) token_file: Option<PathBuf>,
    /// Where comparisons are kept.
    pub(crate) library: Library,
    /// The archive to show.
    pub(crate) archive: Option<PathBuf>,
    /// In the browser too.
    pub(crate) open: bool,
    /// Threads for each comparison.
    pub(crate) n_threads: usize,
}

/// Where comparisons are kept.
pub(crate) enum Library {
    /// In this file.
    File(PathBuf),
    /// In memory, as asked.
    Memory,
    /// Nobody knows: the environment names no folder for a user's data.
    Homeless,
}

/// What the argument parser can write.
#[derive(Debug, Clone)]
pub(crate) enum Printed {
    /// Completions for a shell.
    Completions(clap_complete::Shell),
    /// The manual page of a command, or of the program.
    Manual(Option<String>),
}

/// Works out what to do.
pub(crate) fn plan(arguments: Arguments) -> Plan {
    match arguments.command {
        Command::Compare(it) => Plan::Compare(compare(it)),
        Command::Summarize(it) => Plan::Summarize(summarize(it)),
        Command::Explain(it) => Plan::Explain(explain(it)),
        Command::Inspect(it) => Plan::Inspect(inspect(it)),
        Command::Archive { command } => Plan::Archive(command),
        Command::Watch(it) => Plan::Watch(it),
        Command::Serve(it) => Plan::Serve(serve(it)),
        Command::Completions { shell } => {
            Plan::Print(Printed::Completions(shell), Output::standard())
        }
        Command::Man { about } => Plan::Print(Printed::Manual(about), Output::standard()),
    }
}

fn compare(arguments: CompareArguments) -> Compare {
    let by_name = arguments.output.out.as_deref().and_then(format_of);
    let mut work = work(&arguments.work);
    work.config.lens.lenses = lenses(&arguments.lenses);
    let format = arguments.format.or(by_name).unwrap_or(ReportFormat::Text);
    if format == ReportFormat::Html {
        work.config.cluster.n_reasons = REASONS;
    }
    Compare {
        paths: arguments.articles,
        format,
        side_by_side: arguments.side_by_side,
        page_language: arguments.page_language,
        output: Output::new(&arguments.output),
        rules: arguments.lenses.rules,
        corrections: arguments.corrections,
        work,
    }
}

fn summarize(arguments: SummarizeArguments) -> Summarize {
    let by_name = arguments.output.out.as_deref().and_then(|it| match extension(it).as_str() {
        "json" => Some(SummaryFormat::Json),
        "md" | "markdown" => Some(SummaryFormat::Md),
        _ => None,
    });
    let mut work = work(&arguments.work);
    work.config.summary = summary::Config { length: length(&arguments.length) };
    work.config.lens.lenses = Vec::new();
    Summarize {
        paths: arguments.articles,
        format: arguments.format.or(by_name).unwrap_or(SummaryFormat::Text),
        output: Output::new(&arguments.output),
        work,
    }
}

fn explain(arguments: ExplainArguments) -> Explain {
    let mut work = work(&arguments.work);
    work.config.lens.lenses = Vec::new();
    Explain {
        fact: arguments.fact,
        page_language: arguments.page_language,
        paths: arguments.articles,
        format: arguments.format,
        corrections: arguments.corrections,
        output: Output::new(&arguments.output),
        work,
    }
}

fn inspect(arguments: InspectArguments) -> Inspect {
    Inspect {
        paths: arguments.articles,
        format: arguments.format,
        output: Output::new(&arguments.output),
    }
}

fn serve(arguments: ServeArguments) -> Serve {
    let library = match (arguments.library, arguments.no_library) {
        (_, true) => Library::Memory,
        (Some(file), false) => Library::File(file),
        (None, false) => data_folder()
            .map_or(Library::Homeless, |it| Library::File(it.join("twicetold").join("library.db"))),
    };
    Serve {
        address: SocketAddr::new(arguments.address, arguments.port),
        hosts: arguments.host,
        token_file: arguments.token_file,
        library,
        archive: arguments.archive,
        open: arguments.open,
        n_threads: n_threads(arguments.threads),
    }
}

/// Where the system wants a user's data.
fn data_folder() -> Option<PathBuf> {
    let folder =
        |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|it| it.is_absolute());
    if cfg!(windows) {
        return folder("APPDATA");
    }
    if cfg!(target_os = "macos") {
        return folder("HOME").map(|it| it.join("Library").join("Application Support"));
    }
    folder("XDG_DATA_HOME").or_else(|| folder("HOME").map(|it| it.join(".local").join("share")))
}

/// As many threads as were asked for, or one for each core.
fn n_threads(asked: Option<usize>) -> usize {
    let n_cores = std::thread::available_parallelism().map_or(1, usize::from);
    asked.unwrap_or(n_cores).min(MAX_THREADS)
}

fn work(arguments: &WorkArguments) -> Work {
    let model = match (&arguments.encoder, arguments.fast) {
        (Some(folder), _) => Model::Brought(folder.clone()),
        (None, true) => Model::Fast,
        (None, false) => Model::Standard,
    };
    Work {
        config: match model {
            Model::Standard => pipeline::Config::standard(),
            Model::Fast => pipeline::Config::fast(),
            Model::Brought(_) => pipeline::Config::brought(),
        },
        model,
        n_threads: n_threads(arguments.threads),
    }
}

/// The lenses asked for, each once, in the order in which they are shown.
fn lenses(arguments: &LensArguments) -> Vec<lens::Lens> {
    let is_on = |it: &lens::Lens| match &arguments.lens {
        Some(lenses) => lenses.contains(it),
        None => !arguments.no_lens,
    };
    lens::Lens::ALL.into_iter().filter(is_on).collect()
}

fn length(arguments: &LengthArguments) -> summary::Length {
    match (arguments.sentences, arguments.share, arguments.words) {
        (_, Some(share), _) => summary::Length::Share(share),
        (_, _, Some(n_words)) => summary::Length::Words(n_words),
        (n_sentences, None, None) => {
            summary::Length::Sentences(n_sentences.unwrap_or(SUMMARY_SENTENCES))
        }
    }
}

/// The form of a comparison that a file's name asks for.
pub(crate) fn format_of(path: &Path) -> Option<ReportFormat> {
    match extension(path).as_str() {
        "json" => Some(ReportFormat::Json),
        "md" | "markdown" => Some(ReportFormat::Md),
        "html" | "htm" => Some(ReportFormat::Html),
        "csv" => Some(ReportFormat::Csv),
        _ => None,
    }
}

fn extension(path: &Path) -> String {
    path.extension().map(|it| it.to_string_lossy().to_lowercase()).unwrap_or_default()
}
