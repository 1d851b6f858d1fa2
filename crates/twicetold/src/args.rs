//! The command line as a user types it.
//!
//! As close to the flags as possible; what follows from them is worked out in `plan`.

pub(crate) mod batch;

use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Where articles about one event agree, and where they differ.
#[derive(Debug, Parser)]
#[command(name = "twicetold", version, about, after_help = EXAMPLES, max_term_width = 100)]
pub(crate) struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXAMPLES: &str = "\
Examples:
  twicetold compare herald.html post.txt
  twicetold compare articles/ --out report.html
  twicetold summarize herald.html post.txt --sentences 5
  twicetold explain F3 herald.html post.txt
  twicetold inspect herald.html
  twicetold archive add news-2031.jsonl.gz
  twicetold serve --open

An article is a saved web page, a text copied from a page, or a JSON record; a JSON Lines or WARC
file holds several. `-` reads standard input; a folder stands for its files.

Exit status: 0 the articles tell it alike, 1 they differ, 2 something could not be done.";

const STATUS: &str = "\
Exit status: 0 every fact is told alike by all articles; 1 the articles differ, or one tells what
another leaves out; 2 an article could not be read (the others are still compared) or nothing
could be done.";

const SERVING: &str = "\
The app is for this computer alone unless --address says otherwise; then every visitor must know
the token of --token-file. It speaks plain HTTP: over a network that you do not trust, put it
behind a server that encrypts, and name that server with --host. Ctrl-C ends it.

An archive (--archive) is shown by day, searched, and story by story; a job may go on adding to it.
The app speaks the language of its settings; before one was chosen, that of the browser.";

const WATCH: &str = "\
Feeds are RSS, Atom or JSON Feed. A feed is asked only for what has changed; the page of each new
entry is fetched once, as its site's robots.txt allows, with a pause between two pages of one host.
A feed that fails is tried again later, ever more rarely. Lists are read anew before each round.

Exit status of --once: 0 all feeds were read, 2 something could not be read (the others are added).";

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Show sentence by sentence where articles agree and where they differ
    #[command(after_help = STATUS)]
    Compare(CompareArguments),
    /// Quote the few sentences a reader needs, of one article or of several
    Summarize(SummarizeArguments),
    /// Say why sentences are held to be one fact: the evidence and its weight
    Explain(ExplainArguments),
    /// Show what was read in an article: its data, its sentences, what they claim
    Inspect(InspectArguments),
    /// Work on an archive: many articles, found to be stories and compared, in one file
    Archive {
        /// What to do with it.
        #[command(subcommand)]
        command: batch::ArchiveCommand,
    },
    /// Add what feeds link to, to an archive, again and again
    #[command(after_help = WATCH)]
    Watch(batch::WatchArguments),
    /// Open the app: paste, drop or fetch articles in a browser, keep what was compared
    #[command(after_help = SERVING)]
    Serve(ServeArguments),
    /// Print completions for a shell
    Completions {
        /// The shell to complete for
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    Man {
        /// The command to describe [default: the program as a whole]
        #[arg(value_parser = [
            "compare", "summarize", "explain", "inspect", "archive", "watch", "serve", "completions",
        ])]
        about: Option<String>,
    },
}

/// `twicetold compare`.
#[derive(Debug, Args)]
pub(crate) struct CompareArguments {
    /// Two articles or more: files, folders, or - for standard input
    #[arg(required = true, value_name = "ARTICLE")]
    pub(crate) articles: Vec<PathBuf>,
    /// How to write the comparison [default: by the name given to --out, else text]
    #[arg(long, short, value_enum)]
    pub(crate) format: Option<ReportFormat>,
    /// Put two articles beside each other (text only)
    #[arg(long)]
    pub(crate) side_by_side: bool,
    /// Replay an editor's corrections, as editor mode of the web page saves them
    #[arg(long, value_name = "FILE")]
    pub(crate) corrections: Option<PathBuf>,
    /// Language of the report's own words: en, es or de; articles are never translated
    #[arg(long, value_name = "CODE", value_parser = page_language, default_value = "en")]
    pub(crate) page_language: report::Language,
    #[command(flatten)]
    pub(crate) lenses: LensArguments,
    #[command(flatten)]
    pub(crate) output: OutputArguments,
    #[command(flatten)]
    pub(crate) work: WorkArguments,
}

/// Through which lenses the wording is looked at.
#[derive(Debug, Args)]
pub(crate) struct LensArguments {
    /// Lenses to look through, as in labels,agency: headlines, labels, loaded, agency, sourcing,
    /// verbs, prominence, timeline, context [default: all]
    #[arg(long, value_name = "LENSES", value_delimiter = ',', value_parser = lens)]
    pub(crate) lens: Option<Vec<lens::Lens>>,
    /// Look through no lens
    #[arg(long, conflicts_with_all = ["lens", "rules"])]
    pub(crate) no_lens: bool,
    /// Folder of rule files (*.toml) that add to or replace the words the lenses look for
    #[arg(long, value_name = "DIR")]
    pub(crate) rules: Option<PathBuf>,
}

/// `twicetold summarize`.
#[derive(Debug, Args)]
pub(crate) struct SummarizeArguments {
    /// One article, or several about one event: files, folders, or - for standard input
    #[arg(required = true, value_name = "ARTICLE")]
    pub(crate) articles: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) length: LengthArguments,
    /// How to write the summary [default: by the name given to --out, else text]
    #[arg(long, short, value_enum)]
    pub(crate) format: Option<SummaryFormat>,
    #[command(flatten)]
    pub(crate) output: OutputArguments,
    #[command(flatten)]
    pub(crate) work: WorkArguments,
}

/// How long a summary may be.
#[derive(Debug, Args)]
#[group(multiple = false)]
pub(crate) struct LengthArguments {
    /// At most this many sentences [default: 5]
    #[arg(long, short = 'n', value_name = "N", value_parser = at_least_one)]
    pub(crate) sentences: Option<usize>,
    /// At most this share of an average article's sentences, as in 20%
    #[arg(long, value_name = "SHARE", value_parser = share)]
    pub(crate) share: Option<f64>,
    /// At most this many words
    #[arg(long, value_name = "N", value_parser = at_least_one)]
    pub(crate) words: Option<usize>,
}

/// `twicetold explain`.
#[derive(Debug, Args)]
pub(crate) struct ExplainArguments {
    /// The fact, by its id in the report (F3) or its key in the JSON (f-3fa9c2d1e04b)
    #[arg(value_name = "FACT")]
    pub(crate) fact: String,
    /// The articles that were compared: files, folders, or - for standard input
    #[arg(required = true, value_name = "ARTICLE")]
    pub(crate) articles: Vec<PathBuf>,
    /// How to write the reasons
    #[arg(long, short, value_enum, default_value_t = InspectFormat::Text)]
    pub(crate) format: InspectFormat,
    /// Language of the program's own words: en, es or de
    #[arg(long, value_name = "CODE", value_parser = page_language, default_value = "en")]
    pub(crate) page_language: report::Language,
    /// Replay an editor's corrections first
    #[arg(long, value_name = "FILE")]
    pub(crate) corrections: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) output: OutputArguments,
    #[command(flatten)]
    pub(crate) work: WorkArguments,
}

/// `twicetold inspect`.
#[derive(Debug, Args)]
pub(crate) struct InspectArguments {
    /// The article: a file, or - for standard input
    #[arg(required = true, value_name = "ARTICLE")]
    pub(crate) articles: Vec<PathBuf>,
    /// How to write what was read
    #[arg(long, short, value_enum, default_value_t = InspectFormat::Text)]
    pub(crate) format: InspectFormat,
    #[command(flatten)]
    pub(crate) output: OutputArguments,
}

/// Where the result goes and how it looks.
#[derive(Debug, Args)]
pub(crate) struct OutputArguments {
    /// Write to this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// When to use colour; NO_COLOR=1 turns it off too
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = Color::Auto)]
    pub(crate) color: Color,
    /// Columns of text to write [default: the terminal's, 100 without one]
    #[arg(long, value_name = "COLUMNS", value_parser = width)]
    pub(crate) width: Option<usize>,
}

/// `twicetold serve`.
#[derive(Debug, Args)]
pub(crate) struct ServeArguments {
    /// Port to listen on; 0 takes a free one
    #[arg(long, value_name = "PORT", default_value_t = 7007)]
    pub(crate) port: u16,
    /// Address to listen on; one that others can reach needs --token-file
    #[arg(long, value_name = "ADDRESS", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    pub(crate) address: IpAddr,
    /// File with the token that visitors must know; made with a new one if there is none
    #[arg(long, value_name = "FILE")]
    pub(crate) token_file: Option<PathBuf>,
    /// Further name by which browsers may address the app, as in reading-room.local
    #[arg(long, value_name = "NAME")]
    pub(crate) host: Vec<String>,
    /// File that keeps the comparisons [default: twicetold/library.db among your data]
    #[arg(long, value_name = "FILE", conflicts_with = "no_library")]
    pub(crate) library: Option<PathBuf>,
    /// Keep nothing: comparisons end with the app
    #[arg(long)]
    pub(crate) no_library: bool,
    /// Show the stories of this archive too, as `twicetold archive` makes one; it is only read
    #[arg(long, short, value_name = "FILE")]
    pub(crate) archive: Option<PathBuf>,
    /// Open the app in the browser
    #[arg(long)]
    pub(crate) open: bool,
    /// Threads for each comparison [default: one for each core]
    #[arg(long, value_name = "N", value_parser = at_least_one)]
    pub(crate) threads: Option<usize>,
}

/// How the work is done.
#[derive(Debug, Args)]
pub(crate) struct WorkArguments {
    /// Compare words, names and figures only, without the language model
    #[arg(long)]
    pub(crate) fast: bool,
    /// Sentence encoder of your own, for other languages: a folder with tokenizer.json and an ONNX
    /// model, as sentence-transformers lays it out; what it finds is called sure less readily
    #[arg(long, value_name = "DIR", conflicts_with = "fast")]
    pub(crate) encoder: Option<PathBuf>,
    /// Threads to work with; the result is the same [default: one for each core]
    #[arg(long, value_name = "N", value_parser = at_least_one)]
    pub(crate) threads: Option<usize>,
}

/// Forms of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    /// For a terminal or a plain text file
    Text,
    /// For programs
    Json,
    /// Markdown
    #[value(alias = "markdown")]
    Md,
    /// One web page, complete in itself
    Html,
    /// A table with one row for each sentence of each fact
    Csv,
    /// Labelled data: facts and differences in the form that programs are scored against
    Gold,
}

/// Forms of a summary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SummaryFormat {
    /// For a terminal or a plain text file
    Text,
    /// For programs
    Json,
    /// Markdown
    #[value(alias = "markdown")]
    Md,
}

/// Forms of what was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum InspectFormat {
    /// For a terminal or a plain text file
    Text,
    /// For programs
    Json,
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

fn lens(written: &str) -> Result<lens::Lens, String> {
    lens::Lens::named(written).ok_or_else(|| {
        let names = lens::Lens::ALL.map(lens::Lens::name).join(", ");
        format!("there is no such lens; there are {names}")
    })
}

pub(crate) fn page_language(written: &str) -> Result<report::Language, String> {
    report::Language::named(written).ok_or_else(|| {
        let codes = report::Language::ALL.map(report::Language::code).join(", ");
        format!("the report has no words in this language; there are {codes}")
    })
}

fn at_least_one(written: &str) -> Result<usize, String> {
    match written.parse() {
        Ok(0) | Err(_) => Err("a whole number from 1 up is needed".to_owned()),
        Ok(number) => Ok(number),
    }
}

fn width(written: &str) -> Result<usize, String> {
    match written.parse() {
        Ok(columns @ 20..=1000) => Ok(columns),
        _ => Err("a whole number from 20 to 1000 is needed".to_owned()),
    }
}

/// `"20%" -> 0.2`, `"0.2" -> 0.2`.
fn share(written: &str) -> Result<f64, String> {
    let number = match written.strip_suffix('%') {
        Some(percent) => percent.trim().parse::<f64>().map(|it| it / 100.0),
        None => written.parse(),
    };
    match number {
        Ok(share) if share > 0.0 && share <= 1.0 => Ok(share),
        _ => Err("a share such as 20% or 0.2 is needed, at most 100%".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    //! What may be typed.

    use super::*;

    #[test]
    fn a_share_is_percent_or_fraction() {
        assert_eq!(share("20%"), Ok(0.2));
        assert_eq!(share("0.2"), Ok(0.2));
        assert!(share("20").is_err());
        assert!(share("0%").is_err());
        assert!(share("NaN").is_err());
    }

    #[test]
    fn lenses_are_named_or_switched_off() {
        let typed = ["twicetold", "compare", "a", "b", "--lens", "labels,agency"];
        assert!(Arguments::try_parse_from(typed).is_ok());
        let typed = ["twicetold", "compare", "a", "b", "--lens", "truth"];
        assert!(Arguments::try_parse_from(typed).is_err());
        let typed = ["twicetold", "compare", "a", "b", "--lens", "labels", "--no-lens"];
        assert!(Arguments::try_parse_from(typed).is_err());
    }

    #[test]
    fn one_length_may_be_given() {
        let typed = ["twicetold", "summarize", "a", "--words", "9", "--sentences", "2"];
        assert!(Arguments::try_parse_from(typed).is_err());
        assert!(Arguments::try_parse_from(&typed[..5]).is_ok());
    }

    #[test]
    fn every_flag_is_declared_soundly() {
        <Arguments as clap::CommandFactory>::command().debug_assert();
    }
}
