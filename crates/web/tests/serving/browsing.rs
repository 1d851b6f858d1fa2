//! An archive in the app: stories by day, searched, one of them as a report; nothing is written.

use std::path::PathBuf;

use archive::comparison::Manner;
use archive::{Archive, Settings, Unwatched};
use article::{Article, Moment};

use crate::client::{Served, config, serve, serve_with};

/// Three events of May 2031; the first two are told by two outlets each.
const TOLD: [(&str, &str, i8, &str); 5] = [
    (
        "Herald",
        "Bridge in Velm falls, twelve hurt",
        4,
        "Twelve people were hurt when the old road bridge over the Arn fell in Velm on Sunday.\n\n\
         Mayor Ilse Harding said the bridge had been closed to lorries since spring. Engineers will \
         examine the pillars of the Velm bridge this week.",
    ),
    (
        "Post",
        "14 hurt in Velm bridge collapse",
        5,
        "The collapse of the old road bridge over the Arn in Velm on Sunday hurt 14 people.\n\n\
         Mayor Ilse Harding said the bridge had been closed to lorries since spring. Divers \
         searched the Arn below the Velm bridge until nightfall.",
    ),
    (
        "Herald",
        "Harvest of Corland drowned",
        20,
        "Hail and rain drowned the barley harvest of Corland on Monday, farmers said.\n\n\
         The farmers of Corland ask the ministry for 30 million crowns for the barley harvest.",
    ),
    (
        "Post",
        "Corland farmers lose barley harvest",
        20,
        "Farmers in Corland lost the barley harvest to hail and rain on Monday.\n\n\
         The farmers of Corland ask the ministry for 35 million crowns for the barley harvest.",
    ),
    (
        "Post",
        "Opera house <b>opens</b> \u{202e}again",
        28,
        "The opera house of Tarnow opened its doors again with a gala for singers and masons.",
    ),
];

/// An archive in a folder of its own, gone when it is dropped.
pub(crate) struct Shelved(PathBuf);

impl Shelved {
    pub(crate) fn new(name: &str) -> Self {
        let name = format!("twicetold-shelved-{name}-{}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).expect("a place for files");
        let shelved = Self(folder);
        let articles = TOLD.map(|(outlet, title, day, text)| Article {
            outlet: outlet.to_owned(),
            title: title.to_owned(),
            published: Some(Moment::day(jiff::civil::date(2031, 5, day))),
            ..Article::of(text)
        });
        let archive = Archive::open(&shelved.path()).expect("a new archive");
        let settings = Settings { manner: Manner::Fast, n_threads: 1 };
        archive::add_articles(&archive, "test", articles.to_vec(), settings, &Unwatched)
            .expect("they are taken");
        shelved
    }

    fn path(&self) -> PathBuf {
        self.0.join("news.twicetold")
    }

    pub(crate) fn serve(&self) -> Served {
        serve_with(web::Config { archive: Some(self.path()), ..config() })
    }

    /// The number of the story about the bridge.
    pub(crate) fn story(&self) -> String {
        let archive = Archive::read(&self.path()).expect("it is there");
        let filter = archive::Filter { words: Some("bridge".to_owned()), ..Default::default() };
        archive.stories(&filter).expect("it can be read")[0].story.to_string()
    }
}

impl Drop for Shelved {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// The titles of an answer's stories.
fn titles(served: &Served, asked: &str) -> Vec<String> {
    let answer = served.get(&format!("/api/archive/stories?{asked}")).json();
    let stories = answer["stories"].as_array().expect("a list").iter();
    stories.map(|it| it["title"].as_str().expect("a title").to_owned()).collect()
}

#[test]
fn stories_stand_by_day_the_latest_first() {
    let shelved = Shelved::new("days");
    let served = shelved.serve();
    assert_eq!(served.get("/api/session").json()["has_archive"], true);
    let about = served.get("/api/archive").json();
    assert_eq!(about["n_stories"], 3);
    assert_eq!(
        (about["first_day"].as_str(), about["last_day"].as_str()),
        (Some("2031-05-04"), Some("2031-05-28"),)
    );
    assert_eq!(about["outlets"], serde_json::json!(["Herald", "Post"]));
    let all = titles(&served, "");
    assert_eq!(all.len(), 3);
    assert!(all[0].starts_with("Opera") && all[2].starts_with("Bridge"), "{all:?}");
    assert_eq!(titles(&served, "limit=1&offset=2"), [TOLD[0].1]);
    let answer = served.get("/api/archive/stories?limit=1&offset=2").json();
    assert_eq!(answer["n_all"], 3, "the page knows how many there are");
    let bridge = &answer["stories"][0];
    assert_eq!((&bridge["n_articles"], &bridge["last_day"]), (&2.into(), &"2031-05-05".into()));
    assert!(bridge["counts"]["differs"].as_u64().is_some_and(|it| it > 0), "{bridge}");
}

#[test]
fn stories_are_found_by_words_days_outlets_and_size() {
    let shelved = Shelved::new("found");
    let served = shelved.serve();
    for (asked, expected) in [
        ("q=nightfall", vec![TOLD[0].1]),
        ("q=barley+harvest", vec![TOLD[2].1]),
        ("q=%22harvest+barley%22", vec![]),
        ("q=velm+-nightfall&from=2031-05-20", vec![]),
        ("from=2031-05-06&to=2031-05-27", vec![TOLD[2].1]),
        ("outlet=herald", vec![TOLD[2].1, TOLD[0].1]),
        ("min_articles=2&q=opera", vec![]),
        ("q=AND+(%22+NEAR%00", vec![]),
        ("q=-velm", vec![]),
        ("q=%22%22", vec![]),
    ] {
        assert_eq!(titles(&served, asked), expected, "{asked}");
    }
    let found = served.get("/api/archive/stories?q=nightfall").json();
    let excerpt = found["stories"][0]["excerpt"].as_array().expect("pieces").clone();
    let marked: Vec<_> = excerpt.iter().filter(|it| it["is_found"] == true).collect();
    assert_eq!(marked.len(), 1);
    assert_eq!(marked[0]["text"], "nightfall.");
}

#[test]
fn what_is_asked_wrongly_is_refused_with_the_reason() {
    let shelved = Shelved::new("refused");
    let served = shelved.serve();
    for asked in [
        "from=",
        "from=yesterday",
        "to=2031-02-30",
        "from=2031-05-09T12:00",
        "limit=0",
        "limit=101",
        "offset=-1",
        "min_articles=0",
        "day=3",
        "q=a&q=b",
    ] {
        let answer = served.get(&format!("/api/archive/stories?{asked}"));
        assert_eq!(answer.status, 422, "{asked}");
    }
    let long = format!("/api/archive/stories?q={}", "a".repeat(301));
    assert_eq!(served.get(&long).status, 422);
    for path in ["999999", "x", "-1", "99999999999999999999", "1%2f2"] {
        assert_eq!(served.get(&format!("/api/archive/stories/{path}")).status, 404, "{path}");
        assert_eq!(served.get(&format!("/archive/stories/{path}")).status, 404, "{path}");
    }
    let story = shelved.story();
    assert_eq!(served.get(&format!("/api/archive/stories/{story}/export/exe")).status, 404);
}

#[test]
fn a_story_is_told_with_its_articles_and_why_they_are_one() {
    let shelved = Shelved::new("story");
    let served = shelved.serve();
    let story = served.get(&format!("/api/archive/stories/{}", shelved.story())).json();
    assert_eq!(story["manner"], "fast");
    assert_eq!(story["is_changed"], false);
    let articles = story["articles"].as_array().expect("a list");
    assert_eq!(articles.len(), 2);
    assert!(articles[0]["why"].is_null(), "it founded the story");
    assert!(articles[1]["why"].as_str().is_some_and(|it| !it.is_empty()));
}

#[test]
fn a_story_is_a_report_with_a_way_back_that_keeps_no_corrections() {
    let shelved = Shelved::new("report");
    let before = std::fs::read(shelved.path()).expect("it is there");
    let served = shelved.serve();
    let story = shelved.story();
    let answer = served.get(&format!("/archive/stories/{story}"));
    assert_eq!(answer.status, 200);
    let page = answer.text();
    assert!(page.contains("href=\"&#x2f;#archive\""), "it leads back");
    assert!(page.contains("14 people") && page.contains("Twelve</mark> people"), "it compares");
    assert!(!page.contains("data-corrections-url=\""), "an archive is only read");
    for form in ["html", "json", "md", "csv", "txt"] {
        let file = served.get(&format!("/api/archive/stories/{story}/export/{form}"));
        assert_eq!(file.status, 200, "{form}");
        let name = file.header("content-disposition").expect("a name");
        assert!(name.contains(&format!("story-{story}.{form}")), "{name}");
    }
    let german = crate::client::Request::new("GET", &format!("/archive/stories/{story}"))
        .header("Accept-Language", "de");
    let german = served.ask(&german).text();
    assert!(german.contains("← Archiv<") && german.contains("<html lang=\"de\""));
    drop(served);
    assert_eq!(std::fs::read(shelved.path()).expect("it is there"), before, "nothing was written");
}

#[test]
fn a_story_of_one_article_is_a_report_too() {
    let shelved = Shelved::new("alone");
    let served = shelved.serve();
    let answer = served.get("/api/archive/stories?q=opera").json();
    let story = &answer["stories"][0];
    assert!(story["counts"].is_null(), "nothing was compared");
    let page = served.get(&format!("/archive/stories/{}", story["story"]));
    assert_eq!(page.status, 200);
    assert!(page.text().contains("Opera house &lt;b&gt;opens"), "as text");
}

#[test]
fn without_an_archive_there_is_none() {
    let served = serve();
    assert_eq!(served.get("/api/session").json()["has_archive"], false);
    for path in ["/api/archive", "/api/archive/stories", "/api/archive/stories/7"] {
        let answer = served.get(path);
        assert_eq!(answer.status, 404, "{path}");
        assert!(answer.text().contains("--archive"), "it is said how to get one");
    }
}

#[test]
fn a_file_that_is_no_archive_is_refused_in_a_line() {
    let shelved = Shelved::new("other");
    let text = shelved.0.join("notes.txt");
    std::fs::write(&text, "not a database, but long enough to look at").expect("written");
    let gone = shelved.0.join("gone.twicetold");
    for (path, words) in [(&text, "not an archive"), (&gone, "no archive"), (&shelved.0, "folder")]
    {
        let opened = web::open(web::Config { archive: Some(path.clone()), ..config() });
        let line = opened.expect_err("it is no archive").to_string();
        assert!(line.contains(words) && line.contains(&path.display().to_string()), "{line}");
        assert!(!line.contains('\n'), "{line}");
    }
}

#[test]
fn an_empty_archive_says_so() {
    let shelved = Shelved::new("empty");
    let path = shelved.0.join("empty.twicetold");
    drop(Archive::open(&path).expect("a new one"));
    let served = serve_with(web::Config { archive: Some(path), ..config() });
    assert_eq!(served.get("/api/archive").json()["n_stories"], 0);
    assert_eq!(served.get("/api/archive").json()["last_day"], serde_json::Value::Null);
    assert_eq!(titles(&served, "q=bridge"), Vec::<String>::new());
}
