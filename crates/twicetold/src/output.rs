//! Where results go, and what the place they go to can show.

use std::{
    env, fs,
    io::{self, IsTerminal, Write},
    path::PathBuf,
};

use anyhow::Context;

use crate::args::{Color, OutputArguments};

/// Columns to write where no terminal says how many it has.
const WIDTH_WITHOUT_TERMINAL: usize = 100;
/// Columns beyond which prose is hard to read.
const MAX_WIDTH: usize = 120;

/// Where a result goes and how it may look.
#[derive(Debug, Clone)]
pub(crate) struct Output {
    /// A file, or standard output.
    file: Option<PathBuf>,
    /// Whether colours may be used.
    pub(crate) color: bool,
    /// Columns to write.
    pub(crate) width: usize,
}

impl Output {
    /// What the arguments, the environment and the terminal come to.
    pub(crate) fn new(arguments: &OutputArguments) -> Self {
        let is_terminal = arguments.out.is_none() && io::stdout().is_terminal();
        let terminal_width =
            terminal_size::terminal_size().filter(|_| is_terminal).map(|it| usize::from(it.0.0));
        Self {
            file: arguments.out.clone(),
            color: match arguments.color {
                Color::Always => true,
                Color::Never => false,
                Color::Auto => is_terminal && environment_allows_color(),
            },
            width: arguments
                .width
                .or(terminal_width.map(|it| it.clamp(20, MAX_WIDTH)))
                .unwrap_or(WIDTH_WITHOUT_TERMINAL),
        }
    }

    /// Plain, to standard output.
    pub(crate) fn standard() -> Self {
        Self { file: None, color: false, width: WIDTH_WITHOUT_TERMINAL }
    }

    /// Writes the whole result.
    pub(crate) fn write(&self, result: &[u8]) -> anyhow::Result<()> {
        match &self.file {
            Some(file) => fs::write(file, result)
                .with_context(|| format!("cannot write to {}", file.display())),
            None => {
                let mut stdout = io::stdout().lock();
                stdout.write_all(result)?;
                stdout.flush()?;
                Ok(())
            }
        }
    }
}

fn environment_allows_color() -> bool {
    let no_color = env::var_os("NO_COLOR").is_some_and(|it| !it.is_empty());
    let is_dumb = env::var_os("TERM").is_some_and(|it| it == "dumb");
    !no_color && !is_dumb
}

/// Lists what could not be read, a line each.
pub(crate) fn list_troubles(troubles: &[String]) {
    for trouble in troubles {
        complain(trouble);
    }
}

/// One line for the user on standard error.
pub(crate) fn complain(message: &str) {
    // Nobody is left to be told that standard error is closed.
    let _ = writeln!(io::stderr(), "twicetold: {message}");
}

/// True if the reader of our output went away, as `head` does.
pub(crate) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|it| it.downcast_ref::<io::Error>())
        .any(|it| it.kind() == io::ErrorKind::BrokenPipe)
}
