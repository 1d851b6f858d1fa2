//! How results look: formats, colours, widths, help.

use super::program::{Folder, HERALD, POST};

fn two(name: &str) -> Folder {
    Folder::new(name).with("herald.txt", HERALD).with("post.txt", POST)
}

/// How things look does not hang on the language model, and without it they look so sooner.
const COMPARE: [&str; 4] = ["compare", "--fast", "herald.txt", "post.txt"];

fn with<'a>(more: &[&'a str]) -> Vec<&'a str> {
    COMPARE.iter().chain(more).copied().collect()
}

#[test]
fn colour_is_for_terminals_or_on_request() {
    let folder = two("colour");
    let has_color = |arguments: &[&str], env: &[(&str, &str)]| {
        folder.run_with(&with(arguments), "", env).stdout.contains('\u{1b}')
    };
    assert!(!has_color(&[], &[]), "a pipe is no terminal");
    assert!(has_color(&["--color", "always"], &[]));
    assert!(has_color(&["--color", "always"], &[("NO_COLOR", "1")]), "the request is later");
    assert!(!has_color(&["--color", "never"], &[]));
    assert!(!has_color(&["--color", "auto"], &[("NO_COLOR", "1")]));
}

#[test]
fn colour_adds_no_words() {
    let folder = two("colour-words");
    let plain = folder.run(&COMPARE).stdout;
    let colored = folder.run(&with(&["--color", "always"])).stdout;
    let mut bare = String::new();
    for (idx, part) in colored.split("\u{1b}[").enumerate() {
        bare.push_str(if idx == 0 { part } else { part.split_once('m').expect("a colour ends").1 });
    }
    assert_eq!(bare, plain);
}

#[test]
fn lines_keep_the_width_asked_for() {
    for width in ["60", "80", "120"] {
        let run = two(&format!("width{width}")).run(&with(&["--width", width]));
        let most = run.stdout.lines().map(|it| it.chars().count()).max().unwrap_or(0);
        assert!(most <= width.parse().expect("a number"), "{most} columns of {width}");
    }
}

#[test]
fn every_format_shows_both_sides() {
    let folder = two("formats");
    for format in ["text", "json", "md", "html", "csv"] {
        let run = folder.run(&with(&["--format", format]));
        assert_eq!(run.status, 1, "{format}: {}", run.stderr);
        assert!(run.stdout.contains("Twelve people"), "{format}: {}", run.stdout);
        assert!(run.stdout.contains("14 people"), "{format}: {}", run.stdout);
    }
    let run = folder.run(&with(&["--side-by-side"]));
    assert!(run.stdout.contains("14 people"), "{}", run.stdout);
}

#[test]
fn a_quotation_that_stands_alone_is_told_with_its_speaker() {
    let held = "The pier was shut on Monday.\n\n\
        “The piles are rotten,” said Anna Holt, the harbour master. “Nobody may walk there. It could fall.”\n";
    let folder = Folder::new("speaker").with("herald.txt", held).with("post.txt", POST);
    for (format, note) in [
        ("text", "[said by Anna Holt]"),
        ("md", "said by Anna Holt"),
        ("html", ">said by Anna Holt<"),
    ] {
        let shown = folder.run(&with(&["--format", format])).stdout;
        // Once for both of her sentences, and not beside the one that says so itself.
        assert_eq!(shown.matches(note).count(), 1, "{format}: {shown}");
    }
}

#[test]
fn lenses_are_chosen_and_switched_off() {
    let folder = two("lenses");
    let all = folder.run(&with(&[])).stdout;
    assert!(all.contains("  Headlines") || all.contains("  Where it comes from"), "{all}");
    let one = folder.run(&with(&["--lens", "sourcing"])).stdout;
    assert!(one.contains("  Where it comes from") && !one.contains("  Fact, background"), "{one}");
    let none = folder.run(&with(&["--no-lens"])).stdout;
    assert!(!none.contains("  Where it comes from"), "{none}");
    let wrong = folder.run(&with(&["--lens", "truth"]));
    assert_eq!(wrong.status, 2);
    assert!(wrong.stderr.contains("sourcing"), "the lenses there are: {}", wrong.stderr);
}

#[test]
fn rules_of_ones_own_are_read_and_their_mistakes_named() {
    let rules = "lens = \"loaded\"\nlanguage = \"en\"\n[[group]]\nname = \"house style\"\nwords = \"piers: pillars\"\n";
    let folder = two("rules")
        .with("own/loaded.toml", rules)
        .with("bad/loaded.toml", format!("{rules}word = 1\n"))
        .with("none/readme.txt", "");
    let compare = |rules: &str| folder.run(&with(&["--rules", rules]));
    let run = compare("own");
    assert!(
        run.stdout.contains("house style") && run.stdout.contains("“pillars” (piers)"),
        "{}",
        run.stdout
    );
    let run = compare("bad");
    assert_eq!((run.status, run.stdout.as_str()), (2, ""));
    assert!(run.stderr.contains("loaded.toml:6: unknown field `word`"), "{}", run.stderr);
    assert_eq!(compare("none").status, 2);
}

#[test]
fn a_page_is_complete_in_itself() {
    let page = two("page").run(&with(&["--format", "html"])).stdout;
    assert!(page.starts_with("<!doctype html>") || page.starts_with("<!DOCTYPE html>"));
    for outside in ["src=\"http", "href=\"http", "@import", "url(http"] {
        assert!(!page.contains(outside), "{outside}");
    }
}

#[test]
fn out_writes_a_file_in_the_form_of_its_name() {
    let folder = two("out");
    let run = folder.run(&with(&["--out", "report.html"]));
    assert_eq!((run.status, run.stdout.as_str()), (1, ""), "{}", run.stderr);
    let page = std::fs::read_to_string(folder.path().join("report.html")).expect("it is written");
    assert!(page.contains("</html>"));
    let run = folder.run(&with(&["--out", "no/such/folder.txt"]));
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("cannot write to no/such/folder.txt"), "{}", run.stderr);
}

#[test]
fn help_tells_the_exit_statuses() {
    let run = two("help").run(&["compare", "--help"]);
    assert_eq!(run.status, 0);
    assert!(run.stdout.contains("Exit status: 0"), "{}", run.stdout);
}

#[test]
fn a_mistyped_flag_is_trouble() {
    let run = two("flag").run(&with(&["--colour"]));
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("--colour"), "{}", run.stderr);
    for wrong in [["--width", "0"], ["--threads", "0"], ["--format", "pdf"]] {
        assert_eq!(two("flag-value").run(&with(&wrong)).status, 2, "{wrong:?}");
    }
}

#[test]
fn completions_and_manual_come_from_the_program() {
    let folder = two("shell");
    let run = folder.run(&["completions", "bash"]);
    assert!(run.stdout.contains("--side-by-side"), "{}", run.stdout);
    let run = folder.run(&["man"]);
    assert!(run.stdout.contains(".TH twicetold"), "{}", run.stdout);
    let run = folder.run(&["man", "compare"]);
    assert!(run.stdout.contains("side\\-by\\-side"), "{}", run.stdout);
}

#[cfg(unix)]
#[test]
fn a_reader_who_leaves_is_no_trouble() {
    use std::process::{Command, Stdio};
    let folder = two("pipe");
    let mut child = Command::new(super::program::program())
        .args(with(&["--format", "html"]))
        .current_dir(folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("the program ends");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
}
