//! From the names a user gives to articles.
//!
//! Files, folders and standard input are read here and nowhere else. What cannot be read does not
//! stop the rest: it becomes one line in [`Inputs::troubles`].

use std::{
    fs,
    io::{self, Read},
    path::{Path, PathBuf},
};

use article::Article;
use rayon::prelude::*;

/// What came of the inputs.
#[derive(Debug, Default)]
pub(crate) struct Inputs {
    /// In the order given.
    pub(crate) articles: Vec<Article>,
    /// What could not be read and why, a line each, in the order given.
    pub(crate) troubles: Vec<String>,
}

/// Reads every input; `-` is standard input, which can be named once. Files are read side by side.
pub(crate) fn read(paths: &[PathBuf], config: &ingest::Config) -> Inputs {
    let parts: Vec<Inputs> = places(paths).par_iter().map(|it| it.read(config)).collect();
    let mut inputs = Inputs::default();
    for part in parts {
        inputs.articles.extend(part.articles);
        inputs.troubles.extend(part.troubles);
    }
    inputs
}

/// Where bytes are, or why there are none.
enum Place {
    Stdin,
    File(PathBuf),
    Refused(String, String),
}

/// The places that the user's names come to, in order.
fn places(paths: &[PathBuf]) -> Vec<Place> {
    let mut places = Vec::new();
    let mut stdin_was_read = false;
    for path in paths {
        if path.as_os_str() == "-" {
            places.push(match stdin_was_read {
                true => refused("-", "standard input can be read only once"),
                false => Place::Stdin,
            });
            stdin_was_read = true;
        } else if path.is_dir() {
            let name = path.display().to_string();
            match files_of(path) {
                Ok(files) if files.is_empty() => {
                    places.push(refused(&name, "the folder holds no files"));
                }
                Ok(files) => places.extend(files.into_iter().map(Place::File)),
                Err(error) => places.push(refused(&name, &plain(&error))),
            }
        } else {
            places.push(Place::File(path.clone()));
        }
    }
    places
}

fn refused(name: &str, reason: &str) -> Place {
    Place::Refused(name.to_owned(), reason.to_owned())
}

impl Place {
    fn read(&self, config: &ingest::Config) -> Inputs {
        let mut inputs = Inputs::default();
        match self {
            Place::Stdin => inputs.add("-", read_all(&mut io::stdin().lock(), config), config),
            Place::File(path) => inputs.add_file(path, config),
            Place::Refused(name, reason) => inputs.refuse(name, reason),
        }
        inputs
    }
}

impl Inputs {
    fn add_file(&mut self, path: &Path, config: &ingest::Config) {
        let bytes = fs::File::open(path).and_then(|mut it| {
            // The length is asked first, so that a huge file costs no memory.
            if it.metadata()?.len() > config.max_bytes as u64 {
                return Ok(None);
            }
            read_all(&mut it, config)
        });
        self.add(&path.display().to_string(), bytes, config);
    }

    /// Adds the articles of one input; `None` stands for one that is too large.
    fn add(&mut self, name: &str, bytes: io::Result<Option<Vec<u8>>>, config: &ingest::Config) {
        let reading = match bytes {
            Ok(Some(bytes)) => ingest::read(&ingest::Source { name, bytes: &bytes }, config),
            Ok(None) => {
                Err(ingest::Error::TooLarge { name: name.to_owned(), limit: config.max_bytes })
            }
            Err(error) => return self.refuse(name, &plain(&error)),
        };
        match reading {
            Ok(reading) => {
                for reject in reading.rejects {
                    self.refuse(name, &format!("{}: {}", reject.place, reject.reason));
                }
                for article in reading.articles {
                    // Without a letter there is no sentence to compare.
                    if article.body.contains(char::is_alphabetic) {
                        self.articles.push(article);
                    } else {
                        self.refuse(name, "no sentence was found in it");
                    }
                }
            }
            Err(error) => self.troubles.push(one_line(&error.to_string())),
        }
    }

    fn refuse(&mut self, name: &str, reason: &str) {
        self.troubles.push(one_line(&format!("{name}: {reason}")));
    }
}

/// The files of a folder by name; hidden files and folders within are left out.
fn files_of(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let is_hidden = entry.file_name().to_string_lossy().starts_with('.');
        if !is_hidden && entry.path().is_file() {
            files.push(entry.path());
        }
    }
    files.sort();
    Ok(files)
}

/// Everything there is to read, or `None` if that is more than the limit.
fn read_all(reader: &mut dyn Read, config: &ingest::Config) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    reader.take(config.max_bytes as u64 + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() <= config.max_bytes).then_some(bytes))
}

/// The system's message without its number: "No such file or directory".
fn plain(error: &io::Error) -> String {
    let message = error.to_string();
    message.split(" (os error").next().unwrap_or(&message).to_owned()
}

fn one_line(message: &str) -> String {
    message.split_whitespace().collect::<Vec<_>>().join(" ")
}
