//! Habits that no compiler checks: openings, sizes, names, licences.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::project;

/// Lines a file may have without its tests.
const MAX_FILE_LINES: usize = 600;
/// Lines a function may have.
const MAX_FUNCTION_LINES: usize = 70;

/// A module of such a name tells that a room is missing.
const BANNED_MODULES: &[&str] = &[
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "misc",
    "core",
    "base",
    "types",
    "manager",
    "processor",
    "service",
];

/// Types named with a second word for something the glossary has a word for.
const BANNED_TYPES: &[(&str, &str)] =
    &[("Publisher", "outlet"), ("Newspaper", "outlet"), ("Topic", "story"), ("Event", "story")];

/// Licences under which others' code may be part of the program.
const LICENCES: &[&str] = &[
    "MIT",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "Zlib",
    "0BSD",
    "BSL-1.0",
    "CC0-1.0",
    "MPL-2.0",
    "Unicode-3.0",
    "Unlicense",
];

struct Source {
    path: PathBuf,
    text: String,
}

/// Every Rust file of the project.
fn sources() -> Vec<Source> {
    ["crates", "tests"]
        .iter()
        .flat_map(|it| project::files(it))
        .filter(|it| it.extension().is_some_and(|it| it == "rs"))
        .map(|path| {
            let text = std::fs::read_to_string(&path).expect("a listed file can be read");
            let path = path.strip_prefix(project::root()).expect("it lies within").to_owned();
            Source { path, text }
        })
        .collect()
}

impl Source {
    /// The lines before the file's tests.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines = self.text.lines().enumerate().map(|(idx, it)| (idx + 1, it));
        lines.take_while(|(_, it)| *it != "#[cfg(test)]")
    }

    /// True for files that hold nothing but tests, measurements and examples.
    fn is_test(&self) -> bool {
        let is_named = self.path.file_stem().is_some_and(|it| it == "tests");
        let folders = ["tests", "examples", "benches"];
        is_named || self.path.iter().any(|it| folders.iter().any(|folder| it == *folder))
    }

    fn place(&self, line: usize) -> String {
        format!("{}:{line}", self.path.display())
    }
}

#[track_caller]
fn assert_none(wrong: &[String], rule: &str) {
    assert!(wrong.is_empty(), "{rule}\n  {}", wrong.join("\n  "));
}

#[test]
fn files_open_with_their_duty() {
    let wrong: Vec<String> =
        sources().iter().filter(|it| !it.text.starts_with("//! ")).map(|it| it.place(1)).collect();
    assert_none(&wrong, "a file opens with `//!` and a sentence that says its duty");
}

#[test]
fn files_are_short() {
    let wrong: Vec<String> = sources()
        .iter()
        .filter(|it| it.code().count() > MAX_FILE_LINES)
        .map(|it| it.place(MAX_FILE_LINES))
        .collect();
    assert_none(&wrong, "a file has at most 600 lines without its tests");
}

/// In formatted code a function ends with the first brace at its own indent.
#[test]
fn functions_are_short() {
    let mut wrong = Vec::new();
    for source in sources().iter().filter(|it| !it.is_test()) {
        let mut open: Option<(usize, usize)> = None;
        for (number, line) in source.code() {
            let trimmed = line.trim_start();
            let indent = line.len() - trimmed.len();
            let signature = trimmed.trim_start_matches("pub(crate) ").trim_start_matches("pub ");
            if open.is_none() && signature.starts_with("fn ") {
                open = Some((number, indent));
            }
            if let Some((start, start_indent)) = open
                && indent == start_indent
                && (trimmed == "}" || trimmed.ends_with('}') || trimmed.ends_with(';'))
            {
                if number - start >= MAX_FUNCTION_LINES {
                    wrong.push(source.place(start));
                }
                open = None;
            }
        }
    }
    assert_none(&wrong, "a function has at most 70 lines");
}

#[test]
fn modules_have_a_purpose_in_their_name() {
    let is_banned = |path: &Path| {
        path.iter().any(|it| {
            let name = it.to_string_lossy();
            BANNED_MODULES.contains(&name.trim_end_matches(".rs"))
        })
    };
    let wrong: Vec<String> =
        sources().iter().filter(|it| is_banned(&it.path)).map(|it| it.place(1)).collect();
    assert_none(&wrong, "a module is named by its purpose");
}

#[test]
fn types_use_the_words_of_the_glossary() {
    let mut wrong = Vec::new();
    for source in sources().iter().filter(|it| !it.is_test()) {
        for (number, line) in source.code() {
            let mut words = line.split(|it: char| !it.is_alphanumeric());
            let is_type = words.any(|it| matches!(it, "struct" | "enum" | "trait"));
            let name = words.next().unwrap_or_default();
            if let Some((_, word)) = BANNED_TYPES.iter().find(|it| is_type && it.0 == name) {
                wrong.push(format!("{}: the word is {word}", source.place(number)));
            }
        }
    }
    assert_none(&wrong, "one word per idea, that of the glossary in ARCHITECTURE.md");
}

#[test]
fn exceptions_to_lints_give_their_reason() {
    let mut wrong = Vec::new();
    for source in sources().iter().filter(|it| !it.is_test()) {
        for (number, line) in source.text.lines().enumerate() {
            let line = line.trim_start();
            if line.starts_with("#[allow(") || line.starts_with("#![allow(") {
                wrong.push(source.place(number + 1));
            }
        }
    }
    assert_none(&wrong, "write `expect(lint, reason = …)` and not `allow`");
}

#[test]
fn nothing_is_left_for_later_without_a_test() {
    let marks = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X")];
    let mut wrong = Vec::new();
    for source in &sources() {
        for (number, line) in source.text.lines().enumerate() {
            let comment = line.split_once("//").map_or("", |it| it.1);
            if marks.iter().any(|it| comment.contains(it)) {
                wrong.push(source.place(number + 1));
            }
        }
    }
    assert_none(&wrong, "pin what is wrong with a test and name it in TRICKY.md");
}

#[test]
fn only_tests_unwrap() {
    let mut wrong = Vec::new();
    for source in sources().iter().filter(|it| !it.is_test()) {
        for (number, line) in source.code() {
            if !line.trim_start().starts_with("//") && line.contains(".unwrap()") {
                wrong.push(source.place(number));
            }
        }
    }
    assert_none(&wrong, "write `expect(\"why it cannot happen\")`");
}

#[test]
fn dependencies_may_be_shipped() {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let rustc = Command::new("rustc").arg("-vV").output().expect("cargo came with rustc");
    let version = String::from_utf8_lossy(&rustc.stdout).into_owned();
    let host = version.lines().find_map(|it| it.strip_prefix("host: ")).expect("rustc says it");
    let answer = Command::new(cargo)
        .args(["metadata", "--format-version=1", "--offline", "--filter-platform", host])
        .current_dir(project::root())
        .output()
        .expect("cargo runs these tests");
    assert!(answer.status.success(), "{}", String::from_utf8_lossy(&answer.stderr));
    let metadata: serde_json::Value = serde_json::from_slice(&answer.stdout).expect("it is JSON");
    let mut wrong = Vec::new();
    for package in metadata["packages"].as_array().expect("there are packages") {
        let licence = package["license"].as_str().unwrap_or("none named");
        if !may_ship(licence) {
            wrong.push(format!("{}: {licence}", package["name"]));
        }
    }
    assert_none(&wrong, "a dependency's licence must let the program be shipped");
}

/// True if one of the choices a licence expression offers asks for nothing outside the list.
fn may_ship(expression: &str) -> bool {
    let expression = expression.replace(['(', ')'], " ").replace('/', " OR ");
    expression
        .split(" OR ")
        .any(|choice| choice.split(" AND ").all(|it| LICENCES.contains(&it.trim())))
}

#[test]
fn a_licence_is_one_of_the_choices() {
    assert!(may_ship("MIT OR Apache-2.0"));
    assert!(may_ship("MIT/GPL-3.0"));
    assert!(!may_ship("GPL-3.0"));
    assert!(!may_ship("MIT AND GPL-3.0"));
}
