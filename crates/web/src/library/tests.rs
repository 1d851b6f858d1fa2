//! What the library keeps, finds and forgets.

use article::Article;

use super::*;

fn made(id: &str, title: &str, body: &str) -> Made {
    Made {
        id: id.to_owned(),
        title: title.to_owned(),
        created: "2031-03-04T09:30:00Z".to_owned(),
        settings: Settings::standard(report::Language::English),
        articles: vec![Record::of(&Article::of(body)), Record::of(&Article::of("It rained."))],
        outlets: vec!["Herald".to_owned(), "Post".to_owned()],
        counts: Counts { agreed: 1, differs: 2, unsure: 3, sole: 4 },
        corrections: None,
        renditions: Format::GIVEN.map(|it| (it, format!("as {}", it.extension()))).to_vec(),
    }
}

fn library() -> Library {
    let library = Library::open(None).expect("memory is there");
    library.add(&made("a", "Bridge falls", "The Café bridge fell.")).expect("kept");
    library.add(&made("b", "Harbour strike", "Dockers went on strike.")).expect("kept");
    library
}

fn found(library: &Library, words: &str) -> Vec<String> {
    let wanted = Wanted { words: words.to_owned(), limit: 10, offset: 0 };
    let (entries, n_all) = library.list(&wanted).expect("listed");
    assert_eq!(entries.len(), n_all);
    entries.into_iter().map(|it| it.id).collect()
}

#[test]
fn the_newest_comparison_stands_first() {
    assert_eq!(found(&library(), ""), ["b", "a"]);
}

#[test]
fn comparisons_are_found_by_words_of_title_outlet_and_text() {
    let library = library();
    assert_eq!(found(&library, "falls"), ["a"]);
    assert_eq!(found(&library, "cafe BRIDGE"), ["a"]);
    assert_eq!(found(&library, "dock"), ["b"]);
    assert_eq!(found(&library, "herald").len(), 2);
    assert!(found(&library, "bridge strike").is_empty());
}

#[test]
fn what_is_typed_is_never_an_operator() {
    let library = library();
    for words in ["\"", "bridge OR", "NEAR(", "title:falls*", "a\0b", "-", "(", "AND AND", "☃"] {
        found(&library, words);
    }
    assert!(found(&library, "☃ !").is_empty());
}

#[test]
fn an_excerpt_marks_what_was_found() {
    let wanted = Wanted { words: "dockers".to_owned(), limit: 1, offset: 0 };
    let (entries, _) = library().list(&wanted).expect("listed");
    let marked: Vec<&Piece> = entries[0].excerpt.iter().filter(|it| it.is_found).collect();
    assert_eq!(marked.len(), 1);
    assert_eq!(marked[0].text, "Dockers");
}

#[test]
fn a_renamed_comparison_is_found_by_its_title_of_now() {
    let library = library();
    assert!(library.rename("a", "Collapse").expect("renamed"));
    assert_eq!(found(&library, "collapse"), ["a"]);
    assert!(found(&library, "falls").is_empty());
    assert!(!library.rename("x", "Nothing").expect("asked"));
}

#[test]
fn every_form_comes_back_as_it_was_written() {
    let library = library();
    for format in Format::GIVEN {
        let (title, text) = library.rendition("a", format).expect("asked").expect("it is there");
        assert_eq!((title.as_str(), text), ("Bridge falls", format!("as {}", format.extension())));
    }
    let (entry, articles) = library.get("a").expect("asked").expect("it is there");
    assert_eq!(entry.counts, Counts { agreed: 1, differs: 2, unsure: 3, sole: 4 });
    assert_eq!(articles[0].body, "The Café bridge fell.");
}

#[test]
fn what_is_deleted_is_in_no_file() {
    let folder = std::env::temp_dir().join(format!("twicetold-library-{}", std::process::id()));
    let path = folder.join("library.db");
    let library = Library::open(Some(&path)).expect("opened");
    let secret = "Quetzalcoatlus nested underneath.";
    library.add(&made("a", "Gone", secret)).expect("kept");
    assert!(library.delete("a").expect("deleted"));
    assert!(!library.delete("a").expect("asked"));
    assert!(found(&library, "").is_empty());
    for file in std::fs::read_dir(&folder).expect("the folder is there").flatten() {
        let bytes = std::fs::read(file.path()).expect("it can be read");
        let needle = b"uetzalcoatlus";
        assert!(!bytes.windows(needle.len()).any(|it| it.eq_ignore_ascii_case(needle)));
    }
    drop(library);
    std::fs::remove_dir_all(folder).expect("ours");
}

#[test]
fn settings_and_corrections_are_kept() {
    let library = library();
    assert_eq!(library.settings().expect("asked"), None);
    let fast = Settings {
        mode: crate::settings::Mode::Fast,
        ..Settings::standard(report::Language::English)
    };
    library.choose(&fast).expect("kept");
    assert_eq!(library.settings().expect("asked"), Some(fast));
    assert_eq!(library.corrections("a").expect("asked"), Some(None));
    assert!(library.correct("a", Some("{}")).expect("kept"));
    assert_eq!(library.corrections("a").expect("asked"), Some(Some("{}".to_owned())));
    assert_eq!(library.corrections("x").expect("asked"), None);
}

#[test]
fn files_of_others_are_left_alone() {
    let folder = std::env::temp_dir().join(format!("twicetold-others-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder can be made");
    let path = folder.join("other.db");
    let other = Connection::open(&path).expect("opened");
    other.execute_batch("CREATE TABLE diary (entry TEXT)").expect("made");
    drop(other);
    let text = folder.join("notes.txt");
    let notes = "Dear diary, today I wrote something that is longer than a header. ".repeat(9);
    std::fs::write(&text, &notes).expect("written");
    for path in [&path, &text] {
        let answer = Library::open(Some(path)).map(|_| ());
        let message = answer.expect_err("refused").to_string();
        assert!(message.contains("name another file"), "{message}");
    }
    assert_eq!(std::fs::read_to_string(&text).expect("read"), notes);
    std::fs::remove_dir_all(folder).expect("ours");
}
