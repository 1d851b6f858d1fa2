//! Jobs: nothing lost, nothing doubled, whatever is given and however often.

use std::fs;

use archive::{Archive, Error, Unwatched};

use crate::shelf::{BRIDGE_HERALD, Shelf, record, settings, three};

#[test]
fn articles_on_one_event_become_a_story_and_are_compared() {
    let shelf = Shelf::new("story");
    let done = shelf.add(&[shelf.write("news.jsonl", three())]);
    assert_eq!((done.counts.articles, done.n_compared), (3, 1));
    let stories = shelf.archive().stories(&archive::Filter::default()).unwrap();
    assert_eq!(stories.len(), 2);
    let bridge = stories.iter().find(|it| it.n_articles == 2).expect("the bridge is one story");
    assert_eq!(bridge.outlets, ["Evening Post", "Herald"]);
    let [agreed, differs, ..] = bridge.counts.expect("it is compared");
    assert!(agreed + differs > 0, "{:?}", bridge.counts);
    let view = shelf.archive().report(bridge.story, None, 1).unwrap();
    assert_eq!(
        (view.counts.agreed, view.counts.differs),
        (agreed, differs),
        "the report is of the same facts"
    );
}

#[test]
fn a_file_is_read_once_however_often_it_is_given() {
    let shelf = Shelf::new("once");
    let file = shelf.write("news.jsonl", three());
    shelf.add(std::slice::from_ref(&file));
    let before = shelf.archive().digests().unwrap();
    let done = shelf.add(&[file.clone(), file]);
    assert_eq!((done.counts.articles, done.counts.duplicates), (0, 0));
    assert_eq!(shelf.archive().digests().unwrap(), before);
}

#[test]
fn the_same_articles_from_another_file_are_duplicates() {
    let shelf = Shelf::new("duplicates");
    shelf.add(&[shelf.write("news.jsonl", three())]);
    let done = shelf.add(&[shelf.write("again.jsonl", three() + "\n")]);
    assert_eq!((done.counts.articles, done.counts.duplicates, done.n_compared), (0, 3, 0));
    let stories = shelf.archive().stories(&archive::Filter::default()).unwrap();
    let bridge = stories.iter().find(|it| it.n_articles == 2).expect("still of two articles");
    let shown = shelf.archive().story(bridge.story).unwrap();
    assert!(
        shown.articles.iter().all(|it| it.n_duplicates == 1),
        "each is known to have come again"
    );
}

#[test]
fn a_later_text_at_an_address_is_a_version_with_its_changes() {
    let shelf = Shelf::new("versions");
    shelf.add(&[shelf.write("news.jsonl", three())]);
    let later = BRIDGE_HERALD.replace("twelve people were hurt", "thirteen people were hurt");
    let url = "https://www.herald.example/velmar-bridge?utm_source=x";
    let line =
        record("Herald", "Velmar bridge collapses, thirteen hurt", "2031-03-04", url, &later);
    let done = shelf.add(&[shelf.write("later.jsonl", line)]);
    assert_eq!((done.counts.articles, done.counts.versions, done.n_compared), (0, 1, 1));
    let archive = shelf.archive();
    let stories = archive.stories(&archive::Filter::default()).unwrap();
    let bridge = stories.iter().find(|it| it.n_articles == 2).expect("no article was added");
    let shown = archive.story(bridge.story).unwrap();
    let herald = shown.articles.iter().find(|it| it.outlet == "Herald").unwrap();
    let history = archive.versions(herald.article).unwrap();
    let changes = history[1].changes.as_ref().expect("the second differs from the first");
    assert!(changes.removed[0].contains("twelve") && changes.added[0].contains("thirteen"));
    assert_eq!(changes.title.as_ref().unwrap().1, "Velmar bridge collapses, thirteen hurt");
    let view = archive.report(bridge.story, None, 1).unwrap();
    assert!(
        view.articles.iter().any(|it| it.body.contains("thirteen")),
        "the latest text is compared"
    );
}

#[test]
fn bad_records_are_listed_with_place_and_reason_and_stop_nothing() {
    let shelf = Shelf::new("bad");
    let text = format!(
        "{{\"text\": \n{}[1, 2]\n{{\"title\": \"no text\"}}\n\n{}",
        three(),
        record("Post", "x", "", "", "—")
    );
    let done = shelf.add(&[shelf.write("news.jsonl", text)]);
    assert_eq!((done.counts.articles, done.counts.rejects), (3, 4));
    let places: Vec<&str> = done.rejects.iter().map(|it| it.1.as_str()).collect();
    assert_eq!(places, ["line 1", "line 5", "line 6", "line 8"]);
    assert!(done.rejects[0].2.contains("JSON"), "{:?}", done.rejects[0]);
    assert!(done.rejects[2].2.contains("no text"), "{:?}", done.rejects[2]);
    assert_eq!(shelf.archive().rejects().unwrap().len(), 4, "they stay listed");
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let (one, four) = (Shelf::new("one"), Shelf::new("four"));
    let text = three().repeat(2) + &three().replace("2031", "2032").replace("Velmar", "Tessaly");
    for (shelf, n_threads) in [(&one, 1), (&four, 4)] {
        shelf.add_on(&[shelf.write("news.jsonl", &text)], n_threads);
    }
    assert_eq!(one.archive().digests().unwrap(), four.archive().digests().unwrap());
}

#[test]
fn a_dry_run_counts_and_writes_nothing() {
    let shelf = Shelf::new("dry");
    let file = shelf.write("news.jsonl", three().repeat(2) + "no record\n");
    let path = shelf.path("a.archive");
    let done = archive::dry_run(&path, std::slice::from_ref(&file), 2, &Unwatched).unwrap();
    assert_eq!((done.counts.articles, done.counts.duplicates, done.counts.rejects), (3, 3, 1));
    assert!(!path.exists());
    let kept = shelf.add(&[file]);
    assert_eq!(kept.counts, done.counts, "it tells what the job will do");
}

#[test]
fn an_article_that_comes_late_joins_its_story_and_no_number_changes() {
    let shelf = Shelf::new("late");
    let lines: Vec<String> = three().lines().map(|it| format!("{it}\n")).collect();
    let later = record(
        "Ledger",
        "A comet over Norbury",
        "2031-06-01",
        "",
        "A comet was seen over Norbury on Sunday night. Astronomers had not expected it.",
    );
    shelf.add(&[shelf.write("first.jsonl", lines[0].clone() + &lines[2] + &later)]);
    let before = shelf.archive().stories(&archive::Filter::default()).unwrap();
    let done = shelf.add(&[shelf.write("second.jsonl", &lines[1])]);
    assert_eq!(done.n_compared, 1);
    let after = shelf.archive().stories(&archive::Filter::default()).unwrap();
    let numbers = |it: &[archive::Listed]| it.iter().map(|it| it.story).collect::<Vec<_>>();
    assert_eq!(numbers(&before), numbers(&after));
    assert!(after.iter().any(|it| it.n_articles == 2), "{after:?}");
}

#[test]
fn a_job_that_is_at_work_keeps_others_out() {
    let shelf = Shelf::new("locked");
    let _first = Archive::open(&shelf.path("a.archive")).unwrap();
    let second = Archive::open(&shelf.path("a.archive"));
    assert!(matches!(second, Err(Error::Locked { .. })), "{second:?}");
}

#[test]
fn an_archive_whose_making_was_broken_off_is_made() {
    let shelf = Shelf::new("begun");
    let path = shelf.path("a.archive");
    // What a job leaves that is killed before the tables are made: a file with a header.
    let begun = rusqlite::Connection::open(&path).unwrap();
    begun.pragma_update(None, "journal_mode", "WAL").unwrap();
    drop(begun);
    assert!(fs::metadata(&path).unwrap().len() > 0);
    let archive = Archive::open(&path).expect("it is made");
    assert_eq!(archive.stories(&archive::Filter::default()).unwrap().len(), 0);
}

#[test]
fn another_programs_database_is_told_and_left_alone() {
    let shelf = Shelf::new("theirs");
    let path = shelf.path("a.archive");
    let theirs = rusqlite::Connection::open(&path).unwrap();
    theirs.execute_batch("CREATE TABLE recipe (name TEXT)").unwrap();
    let opened = Archive::open(&path);
    assert!(matches!(opened, Err(Error::NotAnArchive { .. })), "{opened:?}");
    let n_tables = "SELECT count(*) FROM sqlite_master";
    assert_eq!(theirs.query_row(n_tables, [], |it| it.get::<_, i64>(0)).unwrap(), 1);
}

#[test]
fn what_is_no_archive_is_told_and_left_alone() {
    let shelf = Shelf::new("foreign");
    let text =
        shelf.write("a.txt", "A text of somebody, long enough to be none of ours.".repeat(40));
    let opened = Archive::open(&text);
    assert!(matches!(opened, Err(Error::NotAnArchive { .. })), "{opened:?}");
    assert!(fs::read_to_string(&text).unwrap().starts_with("A text of somebody"));
    let folder = Archive::open(&shelf.path(""));
    assert!(matches!(folder, Err(Error::NotAnArchive { .. })), "{folder:?}");
    let missing = Archive::read(&shelf.path("none.archive"));
    assert!(matches!(missing, Err(Error::Missing { .. })), "{missing:?}");
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_is_told_and_can_still_be_read() {
    use std::os::unix::fs::PermissionsExt as _;
    let shelf = Shelf::new("read-only");
    shelf.add(&[shelf.write("news.jsonl", three())]);
    let folder = shelf.path("");
    fs::remove_file(shelf.path("a.archive-lock")).unwrap();
    fs::set_permissions(shelf.path("a.archive"), fs::Permissions::from_mode(0o444)).unwrap();
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o555)).unwrap();
    let is_root = fs::write(shelf.path("probe"), "").is_ok();
    let opened = Archive::open(&shelf.path("a.archive"));
    let read = Archive::read(&shelf.path("a.archive"))
        .and_then(|it| it.stories(&archive::Filter::default()));
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!(read.unwrap().len(), 2);
    if is_root {
        eprintln!("SKIPPED: the superuser may write everywhere");
        return;
    }
    assert!(matches!(opened, Err(Error::ReadOnly { .. })), "{opened:?}");
}

#[test]
fn articles_of_a_feed_are_kept_as_those_of_a_file() {
    let shelf = Shelf::new("feed");
    let archive = Archive::open(&shelf.path("a.archive")).unwrap();
    let read = |text: String| {
        let source = ingest::Source { name: "news.jsonl", bytes: text.as_bytes() };
        ingest::read(&source, &ingest::Config::standard()).unwrap().articles
    };
    let add = |text| {
        archive::add_articles(&archive, "feed", read(text), settings(2), &Unwatched).unwrap()
    };
    assert_eq!(add(three()).counts.articles, 3);
    assert_eq!(add(three()).counts.duplicates, 3);
}
