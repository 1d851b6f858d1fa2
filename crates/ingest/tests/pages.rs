//! Each folder of `corpus/pages` is a test: a source and what must be read from it.
#![expect(clippy::disallowed_methods, reason = "tests read their corpus from disk")]

use std::fs;
use std::path::Path;

use article::Article;
use ingest::{Config, Error, Source};
use serde_json::Value;

fn read(name: &str, bytes: &[u8]) -> Result<ingest::Reading, Error> {
    ingest::read(&Source { name, bytes }, &Config::standard())
}

fn only(name: &str, bytes: &[u8]) -> Article {
    let mut reading = read(name, bytes).expect("an article");
    assert_eq!(reading.articles.len(), 1, "{name}");
    reading.articles.remove(0)
}

/// A field as the expected files write it.
fn field(article: &Article, name: &str) -> String {
    let moment = |it: Option<article::Moment>| it.map(|it| it.to_string()).unwrap_or_default();
    match name {
        "title" => article.title.clone(),
        "outlet" => article.outlet.clone(),
        "byline" => article.byline.clone().unwrap_or_default(),
        "url" => article.url.clone().unwrap_or_default(),
        "language" => article.declared_language.clone().unwrap_or_default(),
        "published" => moment(article.published),
        "modified" => moment(article.modified),
        "partial" => article.is_partial().to_string(),
        _ => panic!("no such field: {name}"),
    }
}

#[test]
fn pages_are_read_as_their_folders_say() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/pages");
    let mut folders: Vec<_> =
        fs::read_dir(root).expect("the corpus").map(|it| it.expect("a folder").path()).collect();
    folders.sort();
    assert!(folders.len() >= 8);
    let mut complaints = Vec::new();
    for folder in folders {
        let slug = folder.file_name().and_then(|it| it.to_str()).unwrap_or("").to_owned();
        let source = ["source.html", "source.txt"]
            .iter()
            .find_map(|it| fs::read(folder.join(it)).ok())
            .expect("a source");
        let article = only(&slug, &source);
        let body = fs::read_to_string(folder.join("expected.txt")).expect("expected.txt");
        if article.body != body.trim_end() {
            complaints.push(format!("{slug}: body\n{}", article.body));
        }
        let fields = fs::read_to_string(folder.join("expected.json")).expect("expected.json");
        let fields: Value = serde_json::from_str(&fields).expect("JSON");
        for (name, value) in fields.as_object().expect("an object") {
            let expected = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            let found = field(&article, name);
            if found != expected {
                complaints.push(format!("{slug}: {name}: {found:?} instead of {expected:?}"));
            }
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

#[test]
fn a_copied_page_says_what_was_dropped() {
    let source = include_bytes!("../corpus/pages/copied-en/source.txt");
    let article = only("copied.txt", source);
    let cruft = article.warnings.iter().find(|it| it.kind == article::WarningKind::Cruft);
    let text = &cruft.expect("a warning").text;
    assert!(text.contains("lines of page furniture dropped"), "{text}");
    assert!(text.contains("navigation") && text.contains("sharing"), "{text}");
}

#[test]
fn bad_input_gets_one_clear_line_each() {
    let check = |name: &str, bytes: &[u8], expected: &str| {
        let message = read(name, bytes).expect_err("no article").to_string();
        assert!(message.starts_with(name) && message.contains(expected), "{message}");
        assert!(!message.contains('\n'), "{message}");
    };
    check("empty.txt", b"", "empty");
    check("blank.txt", b" \n\t\n", "empty");
    check("page.pdf", b"%PDF-1.7 \x00\x01", "PDF");
    check("noise.bin", &[0, 1, 2, 3, 0, 255, 7, 8], "binary");
    check("short.gz", b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\x4b", "gzip");
    check("menu.txt", b"Home\nNews\nSport\nWeather\n", "no sentence");
    check("menu.html", b"<html><body><nav>Home</nav></body></html>", "no sentence");
    check("bad.json", b"{\"title\": \"A\",\n \"text\": }", "not valid JSON");
    check("none.json", b"[{\"title\": \"A\"}]", "text");
    check("feed.xml", b"<?xml version=\"1.0\"?><rss><channel></channel></rss>", "feed");
}

#[test]
fn a_source_beyond_the_limit_is_refused() {
    let config = Config { max_bytes: 1000, ..Config::standard() };
    let bytes = vec![b'a'; 1001];
    let error = ingest::read(&Source { name: "big.txt", bytes: &bytes }, &config);
    assert_eq!(error, Err(Error::TooLarge { name: "big.txt".to_owned(), limit: 1000 }));
}

#[test]
fn gzip_that_grows_beyond_the_limit_is_refused() {
    use std::io::Write;
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packer.write_all(&vec![b'a'; 1 << 20]).expect("memory");
    let bytes = packer.finish().expect("memory");
    let config = Config { max_bytes: 1 << 16, ..Config::standard() };
    let error = ingest::read(&Source { name: "bomb.gz", bytes: &bytes }, &config);
    assert!(matches!(error, Err(Error::TooLarge { .. })), "{error:?}");
}

#[test]
fn bad_lines_are_rejected_and_good_ones_kept() {
    let bytes = b"{\"id\":\"a1\",\"source\":\"Harrow News\",\"headline\":\"Buses\",\"date_publish\":\"2031-03-04 09:30:00\",\"maintext\":\"The council met on Monday.\"}\n{oops\n{\"title\":\"no text\"}\n{\"publisher\":{\"name\":\"Wire\"},\"authors\":[\"Ana Ruiz\",\"Tom Berg\"],\"content\":[\"One thing happened.\",\"Then another did.\"]}\n";
    let reading = read("two.jsonl", bytes).expect("two articles");
    assert_eq!(reading.articles.len(), 2);
    let first = &reading.articles[0];
    assert_eq!((first.id.as_str(), first.outlet.as_str()), ("a1", "Harrow News"));
    assert_eq!(first.published.map(|it| it.to_string()).as_deref(), Some("2031-03-04"));
    let second = &reading.articles[1];
    assert_eq!(second.byline.as_deref(), Some("Ana Ruiz and Tom Berg"));
    assert_eq!(second.body, "One thing happened.\n\nThen another did.");
    let places: Vec<&str> = reading.rejects.iter().map(|it| it.place.as_str()).collect();
    assert_eq!(places, ["line 2", "line 3"]);
}

#[test]
fn text_in_other_charsets_is_read() {
    let text = "Streit um Brücke\n\nDie Prüfer fanden am Montag drei größere Risse in der Brücke über die Ansel.\n";
    let (legacy, _, _) = encoding_rs::WINDOWS_1252.encode(text);
    let article = only("legacy.txt", &legacy);
    assert!(article.body.contains("größere Risse"), "{}", article.body);
    assert!(article.warnings.iter().any(|it| it.kind == article::WarningKind::Charset));
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert!(only("wide.txt", &wide).body.contains("größere Risse"));
}

#[test]
fn damaged_characters_are_counted() {
    let mut bytes = "Café owners met. ".repeat(30).into_bytes();
    bytes.extend_from_slice(b"The caf\xe9 was closed on Monday.\n");
    let article = only("damaged.txt", &bytes);
    let warning = article.warnings.iter().find(|it| it.kind == article::WarningKind::Charset);
    assert!(warning.is_some_and(|it| it.text.starts_with("1 character could not be read")));
}

#[test]
fn a_quote_that_sounds_like_an_appeal_stays() {
    let text = "Mayor asks for calm\n\n“Sign up for the shelters now,” the mayor told residents on Sunday night.\n\n“Your support means everything,” said a nurse at the clinic in the harbour.\n";
    let article = only("quotes.txt", text.as_bytes());
    assert!(article.body.contains("Sign up for the shelters"), "{}", article.body);
    assert!(article.body.contains("Your support means"), "{}", article.body);
}

#[test]
fn a_file_of_one_sentence_a_line_keeps_its_lines() {
    let rows: Vec<String> = (10..20)
        .map(|it| format!("In ward {it} the count was finished late on Monday night."))
        .collect();
    let text = format!("Counts in all wards\n\n{}\n", rows.join("\n"));
    assert_eq!(only("rows.txt", text.as_bytes()).body, rows.join("\n\n"));
}

#[test]
fn a_paragraph_that_stands_twice_is_kept_once() {
    let row = "The ferry caught fire on Monday near the harbour, the council of Harrow said.";
    let text = format!("A headline about the ferry fire\n{row}\n{row}\n{row}\n");
    assert_eq!(only("again.txt", text.as_bytes()).body, row);
}

#[test]
fn a_text_without_stops_keeps_its_lines() {
    let rows: Vec<String> = (10..16)
        .map(|it| format!("the count in ward {it} was finished late on monday night again"))
        .collect();
    let text = format!("Counts in all wards\n\nThe counts are in.\n\n{}\n", rows.join("\n\n"));
    assert!(only("stops.txt", text.as_bytes()).body.ends_with(&rows.join("\n\n")));
}

#[test]
fn speech_and_posts_without_a_stop_stay() {
    let text = "Mayor resigns after audit\n\nThe mayor of Harrow resigned on Monday after an audit of the harbour fund.\n\n\"There is no reason to make the workers pay for this,\" she said\n\nWe will not rest until the fund is whole — Ida Kroll (@idakroll) March 4, 2031\n\nA new election is due within 60 days, the council said on Monday night.\n";
    let article = only("speech.txt", text.as_bytes());
    assert!(article.body.contains("no reason to make the workers"), "{}", article.body);
    assert!(article.body.contains("until the fund is whole"), "{}", article.body);
}

#[test]
fn a_page_nested_beyond_all_sense_is_still_read() {
    let text = "The council met on Monday night and voted for the plan.";
    let page = format!("<html><body>{}<p>{text}</p>", "<div>".repeat(3000));
    assert_eq!(only("deep.html", page.as_bytes()).body, text);
}

#[test]
fn a_headline_glued_to_the_first_paragraph_is_cut_off() {
    let title = "Old pier of Velm falls";
    let body = |first: String| {
        let record = serde_json::json!({"outlet": "Herald", "title": title, "text": format!("{first}\n\nIt was shut.")});
        only("news.json", record.to_string().as_bytes()).body
    };
    let deck = "The council had closed it in the spring.";
    for section in ["", "Velm harbour "] {
        assert_eq!(body(format!("{section}{title} {deck}")), format!("{deck}\n\nIt was shut."));
    }
    let sentence = format!("{title} into ruin each time that a storm comes.");
    assert_eq!(body(sentence.clone()), format!("{sentence}\n\nIt was shut."));
}

/// The kept lines of a record whose text has these paragraphs.
fn kept(paragraphs: &[&str]) -> Vec<String> {
    let record = serde_json::json!({"outlet": "Herald", "title": "Pier falls", "text": paragraphs.join("\n\n")});
    let article = only("news.json", record.to_string().as_bytes());
    article.body.split("\n\n").map(str::to_owned).collect()
}

#[test]
fn what_stands_between_the_paragraphs_of_a_record_is_no_text() {
    let text = "The old pier of Velm fell into the harbour on Monday, and nobody was hurt.";
    let more = "The council had closed it in the spring, after divers found rotten piles below.";
    for furniture in [
        "The pier of Velm at dawn, July 1, 2031. Courtesy Ann Ray",
        "CLOSE More than a hundred people came to see the ruin. Many took pictures home.",
        "Crowds at the pier AP The mayor at the pier Getty Images Divers at work AP",
        "What Ray said:Mayor Ann Ray voted against the new pier in the spring",
        "What we learned:5 things to know about the ruin of Velm",
        "More:CPA asked for the accounts of the harbour office",
        "With Post wires",
        "“QUEEN OF PIERS”",
        "Herald Harbour Correspondent Rob Loe contributed.",
        "Divers and 'rotten piles'",
        "In Velm:'It will be missed', says Mayor Ann Ray of the old pier.",
        "⦁ This article is based in part on wire-service reports.",
        "Story continues",
    ] {
        assert_eq!(kept(&[text, furniture, more]), [text, more], "{furniture}");
    }
    assert_eq!(kept(&["Ann Ray and Rob Loe", text, more]), [text, more]);
    let names = "Ann Ray and Rob Loe were the first to see it go down.";
    assert_eq!(kept(&[names, text, more]), [names, text, more]);
    let (first, second) = ("What happened to the pier?", "Who will pay for it?");
    let last = "The port wants the money for a new one from the fund, which is all but empty.";
    assert_eq!(kept(&[text, first, more, second, last]), [text, more, last]);
    let said = "Ray said:“It will be missed.”";
    assert_eq!(kept(&[text, said, more]), [text, said, more]);
    // A lone question may be the writer's own.
    assert_eq!(kept(&[text, first, more]), [text, first, more]);
    let offices = "It was told by an AP reporter and the AFP office, and later by the Getty Trust.";
    assert_eq!(kept(&[text, offices]), [text, offices]);
}

#[test]
fn links_that_a_page_hides_behind_a_name_are_cut_out() {
    let copied = "Rep. Ann Ray Ann Lee RayPier bill stalls in the council Ray under fire over piles MORE (Dorn) \
                  said on Monday that she wants MORE money for the old pier of Velm.";
    let wanted =
        "Rep. Ann Ray (Dorn) said on Monday that she wants MORE money for the old pier of Velm.";
    assert_eq!(kept(&[copied]), [wanted]);
    let glued = "Mayor Ann Ray Ann (Annie) Lee RayMORE on Sunday contradicted Rob Loe Robert John LoePier bill stalls \
                 Loe under fire MORE by saying so. Tom BergTom BergDorn votes again MORE was glad.";
    let wanted = "Mayor Ann Ray on Sunday contradicted Rob Loe by saying so. Tom Berg was glad.";
    assert_eq!(kept(&[glued]), [wanted]);
    let suffix =
        "It met Rob Loe Jr. Robert (Rob) John LoeLoe Jr's book sells well MORE and Tom Berg.";
    assert_eq!(kept(&[suffix]), ["It met Rob Loe Jr. and Tom Berg."]);
}
