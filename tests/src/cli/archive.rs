//! Archives as a user runs them: jobs killed and resumed, lists and tables on standard output.

use std::process::{Command, Stdio};
use std::time::Duration;

use super::program::{Folder, program};

fn filled(name: &str, n_stories: usize) -> Folder {
    let folder = Folder::new(name).with("news.jsonl", tests::invented::archive(n_stories));
    let run = folder.run(&["archive", "add", "news.jsonl", "--quiet"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_eq!(run.stdout, "");
    folder
}

fn digests(folder: &Folder, name: &str) -> Vec<archive::TableDigest> {
    let archive = archive::Archive::read(&folder.path().join(name)).expect("it is an archive");
    archive.digests().expect("it can be read")
}

#[test]
fn a_job_killed_again_and_again_comes_to_the_same_tables() {
    let folder = filled("killed", 400);
    let wanted = digests(&folder, "archive.twicetold");
    let mut n_killed = 0;
    for millis in [15, 40, 80, 130, 200, 300] {
        let mut job = Command::new(program())
            .args(["archive", "add", "news.jsonl", "--quiet", "--archive", "killed"])
            .current_dir(folder.path())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        std::thread::sleep(Duration::from_millis(millis));
        n_killed += usize::from(job.try_wait().expect("it can be asked").is_none());
        job.kill().expect("it may have ended, and can be asked");
        job.wait().expect("it is gone");
    }
    let run = folder.run(&["archive", "add", "news.jsonl", "--archive", "killed"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(n_killed > 0, "at least the first must be caught at work");
    assert_eq!(digests(&folder, "killed"), wanted);
}

#[test]
fn a_job_sums_up_what_it_did_and_tells_what_it_could_not_read() {
    let text = tests::invented::archive(3) + "{\"title\": \"nothing\"}\n";
    let folder = Folder::new("sums").with("news.jsonl", text);
    let run = folder.run(&["archive", "add", "news.jsonl", "--dry-run"]);
    assert!(run.stdout.contains("nothing was written"), "{}", run.stdout);
    let run = folder.run(&["archive", "add", "news.jsonl", "absent.jsonl", "--json-progress"]);
    assert_eq!(run.status, 2, "one file is not there");
    assert!(run.stderr.contains("absent.jsonl: "), "{}", run.stderr);
    assert!(run.stderr.contains("no text field"), "{}", run.stderr);
    let done: serde_json::Value = serde_json::from_str(&run.stdout).expect("it is JSON");
    assert!(done["done"]["articles"].as_u64() > Some(2), "{done}");
    assert!(run.stderr.lines().any(|it| it.starts_with('{') && it.contains("\"reading\"")));
    let run = folder.run(&["archive", "add", "news.jsonl"]);
    assert!(run.stdout.starts_with("0 articles added, 1 file read before"), "{}", run.stdout);
}

#[test]
fn stories_are_listed_shown_and_reported() {
    let folder = filled("listed", 12);
    let run = folder.run(&["archive", "stories", "--min-articles", "2", "--format", "json"]);
    let first = run.stdout.lines().next().expect("there is a story");
    let story: serde_json::Value = serde_json::from_str(first).expect("it is JSON");
    let number = story["story"].to_string();
    let run = folder.run(&["archive", "show", &number]);
    assert!(run.stdout.contains("the story began with it"), "{}", run.stdout);
    assert!(run.stdout.contains("here because: "), "{}", run.stdout);
    let run = folder.run(&["archive", "report", &number, "--out", "story.html"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let page = std::fs::read_to_string(folder.path().join("story.html")).expect("it was written");
    assert!(page.contains(story["title"].as_str().expect("it has one")));
    let run = folder.run(&["archive", "search", "noise", "thunder", "-n", "1", "--format", "json"]);
    assert!(run.stdout.contains("thunder"), "{}", run.stdout);
    let run = folder.run(&["archive", "show", "999999"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("there is no story 999999"), "{}", run.stderr);
}

#[test]
fn tables_go_to_a_folder_or_to_standard_output() {
    let folder = filled("tables", 6);
    let run = folder.run(&["archive", "export", "--out", "tables", "--format", "csv"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    for table in archive::export::Table::ALL {
        let file = folder.path().join("tables").join(format!("{}.csv", table.name()));
        assert!(std::fs::metadata(&file).is_ok_and(|it| it.len() > 50), "{}", file.display());
    }
    let run = folder.run(&["archive", "export", "--table", "facts"]);
    assert!(run.stdout.lines().all(|it| serde_json::from_str::<serde_json::Value>(it).is_ok()));
    let run = folder.run(&["archive", "outlets", "--min-stories", "1"]);
    assert!(run.stdout.contains("n = ") && run.stdout.contains('–'), "{}", run.stdout);
}

#[test]
fn without_an_archive_the_way_to_one_is_told() {
    let run = Folder::new("none").run(&["archive", "stories"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("archive add"), "{}", run.stderr);
}
