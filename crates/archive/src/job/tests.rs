//! A job that runs out of room goes on when there is some.

use std::fmt::Write as _;

use super::*;
use crate::Unwatched;

fn lines() -> String {
    let mut lines = String::new();
    for idx in 0..1_200 {
        let _ = writeln!(
            lines,
            "{{\"outlet\": \"Herald\", \"title\": \"Report {idx}\", \"date\": \"2031-03-04\", \
             \"text\": \"Report {idx} of the council of Velmar tells of {idx} bridges and {} mills. \
             They were counted in the autumn.\"}}",
            idx * 7
        );
    }
    lines
}

#[test]
fn a_full_disk_is_told_and_the_job_goes_on_where_it_stopped() {
    let folder = std::env::temp_dir().join(format!("twicetold-full-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("news.jsonl");
    std::fs::write(&file, lines()).unwrap();
    let settings = Settings { manner: Manner::Fast, n_threads: 2 };
    let undisturbed = Archive::open(&folder.join("whole.archive")).unwrap();
    add(&undisturbed, std::slice::from_ref(&file), settings, &Unwatched).unwrap();

    let path = folder.join("full.archive");
    let archive = Archive::open(&path).unwrap();
    let n_pages: i64 = archive.db.query_row("PRAGMA page_count", [], |it| it.get(0)).unwrap();
    archive.set(&[("max_page_count", &(n_pages + 60).to_string())]).unwrap();
    let stopped = add(&archive, &[file], settings, &Unwatched);
    assert!(matches!(stopped, Err(Error::DiskFull { .. })), "{stopped:?}");
    drop(archive);

    let archive = Archive::open(&path).unwrap();
    resume(&archive, settings, &Unwatched).unwrap();
    assert_eq!(archive.digests().unwrap(), undisturbed.digests().unwrap());
    drop((archive, undisturbed));
    let _ = std::fs::remove_dir_all(&folder);
}
