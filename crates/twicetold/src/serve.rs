//! `twicetold serve`: the app, until somebody ends it.

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

use anyhow::{Context, bail};

use crate::exit::Status;
use crate::output;
use crate::plan::{Library, Serve};

/// Bytes of a token of our own making, each two characters.
const N_TOKEN_BYTES: usize = 16;

/// Opens the app and serves it.
pub(crate) fn run(serve: &Serve) -> anyhow::Result<Status> {
    let library = match &serve.library {
        Library::File(file) => Some(file.clone()),
        Library::Memory => None,
        Library::Homeless => {
            bail!("no folder for the library: name one with --library, or take --no-library")
        }
    };
    let server = web::open(web::Config {
        address: serve.address,
        hosts: serve.hosts.clone(),
        token: serve.token_file.as_deref().map(token).transpose()?,
        library,
        archive: serve.archive.clone(),
        n_threads: serve.n_threads,
        fetch: Arc::new(archive::fetch::Fetcher::new(archive::fetch::Limits::standard())),
        limits: web::Limits::standard(),
    })?;
    let url = server.url();
    let mut stdout = std::io::stdout().lock();
    writeln!(stdout, "{url}")?;
    stdout.flush()?;
    drop(stdout);
    if serve.open && !open(&url) {
        output::complain(&format!("no browser could be opened: open {url} yourself"));
    }
    server.run();
    Ok(Status::Alike)
}

/// The token in a file; a new one if there is no such file.
fn token(path: &Path) -> anyhow::Result<String> {
    let place = path.display();
    match fs::read_to_string(path) {
        Ok(text) => Ok(text.trim().to_owned()),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let token = web::random_hex(N_TOKEN_BYTES)?;
            let mut options = fs::OpenOptions::new();
            options.write(true).create_new(true);
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            let mut file = options.open(path).with_context(|| format!("cannot make {place}"))?;
            writeln!(file, "{token}").with_context(|| format!("cannot write to {place}"))?;
            output::complain(&format!("made a new token: visitors must know what {place} holds"));
            Ok(token)
        }
        Err(error) => Err(error).with_context(|| format!("cannot read {place}")),
    }
}

/// Asks the system to show an address. False if it knows no way.
fn open(url: &str) -> bool {
    let (program, arguments): (&str, &[&str]) = if cfg!(windows) {
        ("cmd", &["/C", "start", ""])
    } else if cfg!(target_os = "macos") {
        ("open", &[])
    } else {
        ("xdg-open", &[])
    };
    let quiet = Stdio::null;
    let mut command = Command::new(program);
    command.args(arguments).arg(url).stdin(quiet()).stdout(quiet()).stderr(quiet());
    command.spawn().is_ok()
}
