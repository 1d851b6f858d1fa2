//! What may be given, and what is said of what cannot be read.

use super::program::{Folder, HERALD, POST, Run};

fn two(name: &str) -> Folder {
    Folder::new(name).with("herald.txt", HERALD).with("post.txt", POST)
}

/// One line of complaint that names the input, and the status for trouble.
#[track_caller]
fn assert_trouble(run: &Run, name: &str) {
    assert_eq!(run.status, 2, "{}", run.stderr);
    let lines: Vec<&str> = run.stderr.lines().filter(|it| it.contains(name)).collect();
    assert_eq!(lines.len(), 1, "one line on {name}: {}", run.stderr);
    assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
}

#[test]
fn articles_that_differ_give_status_1() {
    let run = two("differ").run(&["compare", "herald.txt", "post.txt"]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert!(run.stdout.contains("Twelve") && run.stdout.contains("14"), "{}", run.stdout);
    assert_eq!(run.stderr, "");
}

#[test]
fn two_copies_are_alike_and_said_to_be_copies() {
    let folder = Folder::new("copies").with("a.txt", HERALD).with("b.txt", HERALD);
    let run = folder.run(&["compare", "a.txt", "b.txt", "--format", "json"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let json: serde_json::Value = serde_json::from_str(&run.stdout).expect("it is JSON");
    for fact in json["facts"].as_array().expect("there are facts") {
        assert_eq!(fact["verdict"], "agreed", "{fact}");
        assert_eq!(fact["origins"], 1, "{fact}");
    }
    let kinds: Vec<&str> = json["warnings"]
        .as_array()
        .expect("there are warnings")
        .iter()
        .filter_map(|it| it["kind"].as_str())
        .collect();
    assert!(kinds.contains(&"copy"), "{kinds:?}");
}

#[test]
fn one_article_alone_is_no_comparison() {
    let run = two("alone").run(&["compare", "herald.txt"]);
    assert_trouble(&run, "one article only");
    assert_eq!(run.stdout, "");
}

#[test]
fn standard_input_is_an_article() {
    let run = two("stdin").run_with(&["compare", "herald.txt", "-"], POST, &[]);
    assert_eq!(run.status, 1, "{}", run.stderr);
}

#[test]
fn standard_input_is_read_once() {
    let run = two("stdin-twice").run_with(&["compare", "herald.txt", "-", "-"], POST, &[]);
    assert_trouble(&run, "only once");
}

#[test]
fn a_folder_stands_for_its_files() {
    let folder = two("folder");
    let by_folder = folder.run(&["compare", "."]);
    let by_name = folder.run(&["compare", "./herald.txt", "./post.txt"]);
    assert_eq!(by_folder.status, 1, "{}", by_folder.stderr);
    assert_eq!(by_folder.stdout, by_name.stdout);
}

#[test]
fn an_empty_folder_is_trouble() {
    let folder = two("empty-folder").with("none/.hidden", "x");
    assert_trouble(&folder.run(&["compare", "herald.txt", "none"]), "none");
}

#[test]
fn json_lines_hold_several_articles() {
    let record = |outlet: &str, text: &str| {
        let (title, body) = text.split_once("\n\n").expect("a headline and a body");
        let record = serde_json::json!({
            "outlet": outlet, "title": title, "date": "2031-03-04", "text": body,
        });
        record.to_string()
    };
    let lines = format!("{}\n{}\n", record("Herald", HERALD), record("Post", POST));
    let folder = Folder::new("lines").with("story.jsonl", lines);
    let run = folder.run(&["compare", "story.jsonl", "--format", "json"]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    let json: serde_json::Value = serde_json::from_str(&run.stdout).expect("it is JSON");
    assert_eq!(json["articles"][1]["outlet"], "Post");
    assert_eq!(json["articles"][1]["published"], "2031-03-04");
}

/// Inputs that are no article, by name.
fn bad_inputs() -> Vec<(&'static str, Vec<u8>)> {
    let gzip_start = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0x4b, 0x4c];
    let mut picture = b"\x89PNG\r\n\x1a\n".to_vec();
    picture.extend((0..2000_u32).map(|it| (it * 7 % 256) as u8));
    vec![
        ("empty.txt", Vec::new()),
        ("blank.txt", b" \n\n\t\n".to_vec()),
        ("picture.png", picture),
        ("cut.html.gz", gzip_start),
        ("signs.txt", b"*** --- ***\n\n... !!! 123\n".to_vec()),
        ("menu.txt", b"Home\nNews\nSport\nWeather\n".to_vec()),
        ("feed.xml", b"<?xml version=\"1.0\"?><rss><channel></channel></rss>".to_vec()),
        ("broken.json", b"{\"text\": \"It rained".to_vec()),
        ("other.json", b"{\"rows\": 3}".to_vec()),
    ]
}

#[test]
fn what_is_no_article_gets_one_line_and_stops_nothing() {
    let mut folder = two("bad");
    for (name, bytes) in bad_inputs() {
        folder = folder.with(name, bytes);
    }
    for (name, _) in bad_inputs() {
        let run = folder.run(&["compare", "--fast", "herald.txt", name, "post.txt"]);
        assert_trouble(&run, name);
        assert!(run.stdout.contains("Twelve"), "{name}: the rest is compared");
    }
    let mut arguments = vec!["compare", "--fast", "herald.txt"];
    let bad = bad_inputs();
    arguments.extend(bad.iter().map(|it| it.0));
    arguments.extend(["absent.txt", "post.txt"]);
    let run = folder.run(&arguments);
    assert_eq!(run.status, 2);
    assert_eq!(run.stderr.lines().count(), bad.len() + 1, "{}", run.stderr);
}

#[test]
fn a_file_that_is_not_there_is_trouble() {
    let run = two("absent").run(&["compare", "herald.txt", "absent.txt", "post.txt"]);
    assert_trouble(&run, "absent.txt");
    assert!(run.stderr.contains("No such file"), "{}", run.stderr);
}

#[test]
fn a_huge_file_is_refused_unread() {
    let folder = two("huge");
    let huge = std::fs::File::create(folder.path().join("huge.txt")).expect("it can be written");
    huge.set_len(200 << 20).expect("a file with a hole costs nothing");
    assert_trouble(&folder.run(&["compare", "herald.txt", "huge.txt", "post.txt"]), "huge.txt");
}

#[test]
fn a_small_archive_of_a_huge_file_is_refused() {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    let block = vec![b' '; 1 << 20];
    for _ in 0..65 {
        std::io::Write::write_all(&mut packer, &block).expect("memory");
    }
    let bytes = packer.finish().expect("memory");
    let run = two("bomb").with("bomb.txt.gz", bytes).run(&[
        "compare",
        "--fast",
        "bomb.txt.gz",
        "herald.txt",
        "post.txt",
    ]);
    assert_trouble(&run, "bomb.txt.gz");
    assert!(run.stdout.contains("Twelve"), "the rest is compared: {}", run.stdout);
}

#[test]
fn a_page_that_lies_about_its_charset_is_read_and_says_so() {
    let page = "<html><head><meta charset=\"utf-8\"></head><body><h1>Prozess in D\u{fc}ren vertagt</h1>\
        <p>Der Prozess gegen die fr\u{fc}here B\u{fc}rgermeisterin wurde am Dienstag vertagt. Die \
        Verteidigung hatte l\u{e4}ngere Fristen gefordert.</p></body></html>";
    let bytes: Vec<u8> = page.chars().map(|it| it as u8).collect();
    let run = Folder::new("liar").with("liar.html", bytes).run(&["inspect", "liar.html"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stdout.contains("frühere Bürgermeisterin"), "{}", run.stdout);
    assert!(run.stdout.contains("character set guessed"), "{}", run.stdout);
}

/// A page as it is copied by hand, with what stands around the article.
const COPIED: &str = "Skip to content\nSubscribe\nHarrow Gazette\nNews | Sport | Weather\n\
    Ferry stopped after second engine fire\nBy Ana Ruiz\nPublished March 4, 2031\nShare\nTweet\n\
    The ferry between Harrow and Ansel was stopped on Monday after a second engine fire in a month.\n\
    Related: How safe are our ferries\n\
    Nobody was hurt, said the operator, which blamed a leaking fuel line for the first fire.\n\
    Subscribe to continue reading\nAlready a subscriber? Log in\n\u{a9} 2031 Harrow Gazette\n";

#[test]
fn a_copied_page_shows_its_article_and_tells_what_was_dropped() {
    let run = Folder::new("copied").with("copied.txt", COPIED).run(&["inspect", "copied.txt"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    for expected in [
        "Harrow Gazette",
        "Ferry stopped after second engine fire",
        "Ana Ruiz",
        "2031-03-04",
        "Kept       2 sentences",
        "lines of page furniture dropped",
        "not complete",
    ] {
        assert!(run.stdout.contains(expected), "{expected}: {}", run.stdout);
    }
    assert!(!run.stdout.contains("How safe are our ferries"), "{}", run.stdout);
}

#[test]
fn text_in_another_charset_is_read() {
    let latin: Vec<u8> =
        "Prozess in Düren vertagt\n\nDer Prozess gegen die frühere Bürgermeisterin \
        wurde am Dienstag vertagt. Die Verteidigung hatte längere Fristen gefordert.\n"
            .chars()
            .map(|it| it as u8)
            .collect();
    let run = Folder::new("charset").with("latin.txt", latin).run(&["inspect", "latin.txt"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stdout.contains("frühere Bürgermeisterin"), "{}", run.stdout);
}

#[test]
fn a_summary_takes_one_article() {
    let run = two("summary").run(&["summarize", "herald.txt", "--sentences", "1"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stdout.contains("Twelve people were hurt"), "{}", run.stdout);
    assert!(!run.stdout.contains("pillars"), "{}", run.stdout);
}

#[test]
fn a_summary_of_several_names_its_sources() {
    let run = two("summary-story").run(&["summarize", "herald.txt", "post.txt", "-f", "json"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let json: serde_json::Value = serde_json::from_str(&run.stdout).expect("it is JSON");
    let first = &json["summary"][0];
    assert!(
        HERALD.contains(first["text"].as_str().unwrap_or("?"))
            || POST.contains(first["text"].as_str().unwrap_or("?")),
        "{first}"
    );
    assert!(first["sources"].as_array().is_some_and(|it| !it.is_empty()), "{first}");
}

#[test]
fn inspect_shows_sentences_and_what_they_claim() {
    let run = two("inspect").run(&["inspect", "post.txt"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stdout.contains("Fourteen injured as Velm bridge collapses"), "{}", run.stdout);
    assert!(run.stdout.contains("number") && run.stdout.contains("14"), "{}", run.stdout);
    assert!(run.stdout.contains("source") && run.stdout.contains("Ilse Harding"), "{}", run.stdout);
    let run = two("inspect-json").run(&["inspect", "post.txt", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&run.stdout).expect("it is JSON");
    let body = json["articles"][0]["body"].as_str().expect("a body");
    let sentence = &json["articles"][0]["sentences"][0];
    let place = |it: &str| sentence[it].as_u64().expect("a place") as usize;
    assert!(body[place("start")..place("end")].starts_with("The collapse"), "{sentence}");
}
