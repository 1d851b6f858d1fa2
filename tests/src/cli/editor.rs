//! Editor mode in a real browser, and what it saves replayed.

use std::process::Command;

use super::program::{Folder, HERALD, POST};
use crate::project;

/// A Python that has playwright, and a browser for it; `PYTHON` and `CHROMIUM` name others.
fn python() -> Option<String> {
    let python = std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let found = Command::new(&python).args(["-c", "import playwright"]).output().ok()?;
    let chromium = std::env::var("CHROMIUM").unwrap_or_else(|_| "/usr/bin/chromium".to_owned());
    (found.status.success() && std::path::Path::new(&chromium).exists()).then_some(python)
}

#[test]
#[expect(clippy::print_stderr, reason = "what was not tested is said aloud")]
fn what_an_editor_saves_in_the_browser_is_replayed() {
    let Some(python) = python() else {
        eprintln!("SKIPPED: no Python with playwright, or no Chromium: editor mode was not walked");
        return;
    };
    let folder = Folder::new("editor").with("herald.txt", HERALD).with("post.txt", POST);
    let compare = ["compare", "herald.txt", "post.txt", "--out", "report.html"];
    assert_eq!(folder.run(&compare).status, 1);
    let walked = Command::new(python)
        .arg(project::root().join("tests/browser/editor.py"))
        .args(["report.html", "corrections.json"])
        .current_dir(folder.path())
        .output()
        .expect("it starts");
    assert!(walked.status.success(), "{}", String::from_utf8_lossy(&walked.stderr));
    let compare = ["compare", "herald.txt", "post.txt", "--corrections", "corrections.json"];
    let run = folder.run(&compare);
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert!(run.stdout.contains("editor’s note: “a note”"), "{}", run.stdout);
}
