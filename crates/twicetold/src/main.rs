//! The command line of twicetold.
//!
//! `args` is what a user types, `plan` what follows from it; `compare`, `summarize`, `explain`, `inspect`,
//! `batch`, `watch` and `serve` carry it out. Files, the environment and the terminal are touched here and in no other crate;
//! what a story means is decided in every other crate and not here.
#![expect(
    clippy::disallowed_methods,
    reason = "the command line is where files are read and written"
)]

mod args;
mod batch;
mod compare;
mod corrections;
mod encoder;
mod exit;
mod explain;
mod input;
mod inspect;
mod layout;
mod output;
mod plan;
mod rules;
mod serve;
mod summarize;
mod watch;

use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use args::Arguments;
use exit::Status;
use plan::{Plan, Printed};

fn main() -> ExitCode {
    let plan = plan::plan(Arguments::parse());
    let status = match run(&plan) {
        Ok(status) => status,
        Err(error) if output::is_broken_pipe(&error) => Status::Alike,
        Err(error) => {
            output::complain(&format!("{error:#}"));
            Status::Trouble
        }
    };
    status.into()
}

fn run(plan: &Plan) -> anyhow::Result<Status> {
    match plan {
        Plan::Compare(it) => it.work.on_threads(|| compare::run(it)),
        Plan::Summarize(it) => it.work.on_threads(|| summarize::run(it)),
        Plan::Explain(it) => it.work.on_threads(|| explain::run(it)),
        Plan::Inspect(it) => inspect::run(it),
        Plan::Archive(it) => batch::run(it),
        Plan::Watch(it) => watch::run(it),
        Plan::Serve(it) => serve::run(it),
        Plan::Print(printed, output) => {
            output.write(&print(printed)?)?;
            Ok(Status::Alike)
        }
    }
}

/// What the argument parser knows how to write about itself.
fn print(printed: &Printed) -> anyhow::Result<Vec<u8>> {
    let mut command = Arguments::command();
    let mut out = Vec::new();
    match printed {
        Printed::Completions(shell) => {
            clap_complete::generate(*shell, &mut command, "twicetold", &mut out);
        }
        Printed::Manual(about) => {
            command.build();
            let about = about.as_deref().and_then(|it| command.find_subcommand(it));
            clap_mangen::Man::new(about.unwrap_or(&command).clone()).render(&mut out)?;
        }
    }
    Ok(out)
}
