//! What a reader of stories would notice, on invented articles.

use std::collections::BTreeMap;

use article::{Article, Moment};
use gather::{Change, Config, Gatherer, Likeness, Profile, StoryId};
use jiff::civil::{Date, date};

const BRIDGE: [&str; 2] = [
    "The Halden bridge in Port Velm collapsed on Tuesday morning after a barge struck its eastern \
     pillar, and eleven people were taken to hospital. Mayor Ines Okoro closed the harbour and said \
     the barge, the Silver Heron, had lost its steering. Divers searched the Velm river until dusk, \
     while engineers measured the western span for cracks and ferries carried commuters across.",
    "Eleven people were injured in Port Velm when the barge Silver Heron rammed the Halden bridge and \
     brought down its eastern span. Mayor Ines Okoro ordered the harbour shut as divers searched the \
     Velm river. The barge's owner, Tarn Shipping, said its steering had failed; engineers feared for \
     the western pillar, and ferries took commuters over the water instead of the bridge.",
];
const BAKERS: &str = "Bakers in Lornmouth won the right to open at four in the morning after a court \
     set aside a rule of 1911 about night work. The guild of bakers, led by Pell Arvid, had argued \
     that dough does not wait. Judge Samira Holt agreed, noting that milkmen and printers had long \
     been free to start earlier. Neighbours who had complained about ovens and vans may appeal.";
const ORCHARD: &str = "A late frost ruined two thirds of the apple blossom in the Sarn valley, growers \
     said, and cider makers expect dear fruit in autumn. Orchards on the northern slope escaped \
     because fog settled there overnight. The growers' union, chaired by Wilma Trask, asked the \
     ministry of farming for loans and for money to buy candles and wind machines next spring.";

fn profile(outlet: &str, url: &str, day: Option<Date>, title: &str, body: &str) -> Profile {
    gather::profile(&text::read(Article {
        outlet: outlet.to_owned(),
        title: title.to_owned(),
        url: (!url.is_empty()).then(|| url.to_owned()),
        published: day.map(Moment::day),
        declared_language: Some("en".to_owned()),
        ..Article::of(body)
    }))
}

fn day(day: i8) -> Option<Date> {
    Some(date(2031, 5, day))
}

fn bridge(idx: usize, on: Option<Date>) -> Profile {
    let titles = ["Barge brings down Halden bridge in Port Velm", "Halden bridge falls, 11 hurt"];
    let outlets = ["Velm Courier", "The Lantern"];
    profile(outlets[idx], "", on, titles[idx], BRIDGE[idx])
}

fn bakers(on: Option<Date>) -> Profile {
    profile("The Lantern", "", on, "Court frees Lornmouth's bakers", BAKERS)
}

fn orchard(on: Option<Date>) -> Profile {
    profile("Sarn Echo", "", on, "Frost ruins apple blossom in the Sarn valley", ORCHARD)
}

fn gatherer() -> Gatherer {
    Gatherer::new(Config::standard())
}

/// Puts all in order and gives the story of each article after the last.
fn stories(gatherer: &mut Gatherer, stream: &[Profile]) -> BTreeMap<u64, StoryId> {
    let mut story_of = BTreeMap::new();
    for (key, profile) in (1..).zip(stream) {
        for change in gatherer.push(key, profile) {
            match change {
                Change::Founded { story, article, .. } | Change::Joined { story, article, .. } => {
                    assert_eq!(article, key);
                    assert!(story_of.insert(article, story).is_none(), "one place a push");
                }
                Change::Moved { article, into, .. } => _ = story_of.insert(article, into),
                Change::Merged { from, into, .. } => {
                    story_of.values_mut().filter(|it| **it == from).for_each(|it| *it = into);
                }
                Change::Duplicate { .. } | Change::Version { .. } => {}
            }
        }
    }
    story_of
}

#[test]
fn two_tellings_of_one_event_are_one_story_and_others_stay_apart() {
    let stream = [bridge(0, day(6)), bakers(day(6)), orchard(day(6)), bridge(1, day(6))];
    let found = stories(&mut gatherer(), &stream);
    assert_eq!(found, BTreeMap::from([(1, 1), (2, 2), (3, 3), (4, 1)]));
}

#[test]
fn a_story_tells_why_an_article_joined_it() {
    let mut gatherer = gatherer();
    gatherer.push(10, &bridge(0, day(6)));
    let changes = gatherer.push(11, &bridge(1, day(7)));
    let [Change::Joined { story: 10, article: 11, why }] = &changes[..] else {
        panic!("{changes:?}");
    };
    assert!(why.probability >= Config::standard().min_mean);
    assert_eq!(why.nearest, Some(10));
    assert_eq!(why.days_apart, Some(1.0));
    assert!(why.names.iter().any(|it| it.contains("heron")), "{why}");
    assert!(why.words.iter().any(|it| it == "barg" || it == "diver"), "{why}");
    assert!(why.to_string().contains("1.0 days apart"), "{why}");
}

#[test]
fn an_undated_article_joins_a_dated_one_and_others_without_a_date_do_not_fall_together() {
    let stream = [bridge(0, None), bakers(None), orchard(None), bridge(1, day(6))];
    let found = stories(&mut gatherer(), &stream);
    assert_eq!(found[&4], found[&1]);
    assert_ne!(found[&1], found[&2]);
    assert_ne!(found[&2], found[&3]);
}

#[test]
fn the_same_words_months_later_are_another_story() {
    let later = Some(date(2031, 9, 6));
    let found = stories(&mut gatherer(), &[bridge(0, day(6)), bridge(1, later)]);
    assert_ne!(found[&1], found[&2]);
}

#[test]
fn copies_are_told_and_belong_to_the_story_of_their_original() {
    let mut gatherer = gatherer();
    gatherer.push(1, &bridge(0, day(6)));
    let copy = profile("Daily Reprint", "", day(6), "A barge and a bridge", BRIDGE[0]);
    let changes = gatherer.push(2, &copy);
    assert!(matches!(changes[0], Change::Joined { story: 1, article: 2, .. }), "{changes:?}");
    let exact = Change::Duplicate { article: 2, of: 1, likeness: Likeness::Exact };
    assert_eq!(changes[1], exact);
    let shortened = BRIDGE[0].replace("Divers", "Frogmen");
    let near = profile("Harbour Post", "", day(7), "Bridge falls", &shortened);
    let changes = gatherer.push(3, &near);
    let told = changes.iter().any(|it| {
        matches!(it, Change::Duplicate { article: 3, of: 1, likeness: Likeness::Near(share) } if *share > 0.6)
    });
    assert!(told, "of the first, not of a copy: {changes:?}");
}

#[test]
fn another_text_at_one_address_is_a_version() {
    let mut gatherer = gatherer();
    let first = profile("Sarn Echo", "https://echo.example/frost", day(6), "Frost", ORCHARD);
    gatherer.push(1, &first);
    let more = format!("{ORCHARD} On Wednesday the ministry promised loans of up to 9,000 crowns.");
    let url = "http://www.echo.example/frost?utm_source=letter";
    let changes = gatherer.push(2, &profile("Sarn Echo", url, day(7), "Frost: loans", &more));
    assert!(matches!(changes[0], Change::Joined { story: 1, .. }), "{changes:?}");
    let is_version = |it: &Change| matches!(it, Change::Version { article: 2, of: 1, .. });
    assert!(changes.iter().any(is_version), "{changes:?}");
    assert!(!changes.iter().any(|it| matches!(it, Change::Duplicate { .. })), "{changes:?}");
}

#[test]
fn a_restored_gatherer_goes_on_as_the_first_would_have() {
    let stream = [bridge(0, None), bakers(day(5)), orchard(day(6)), bridge(1, day(6))];
    let mut first = gatherer();
    stories(&mut first, &stream);
    let bytes = first.to_bytes();
    let mut second = Gatherer::from_bytes(Config::standard(), &bytes).expect("its own bytes");
    assert_eq!(second.to_bytes(), bytes);
    let more = [bakers(day(6)), bridge(0, day(7)), orchard(None), bridge(1, day(20))];
    for (key, profile) in (100..).zip(&more) {
        assert_eq!(first.push(key, profile), second.push(key, profile));
    }
    assert_eq!(first.to_bytes(), second.to_bytes());
    assert_eq!(first.stories(), second.stories());
}

#[test]
fn damaged_bytes_are_answered() {
    let mut gatherer = gatherer();
    gatherer.push(1, &bridge(0, day(6)));
    let bytes = gatherer.to_bytes();
    assert!(Gatherer::from_bytes(Config::standard(), &bytes[..bytes.len() - 1]).is_err());
    assert!(Gatherer::from_bytes(Config::standard(), &[&bytes[..], &[0]].concat()).is_err());
}

#[test]
fn what_is_known_goes_out_in_parts_until_one_is_refused() {
    let mut gatherer = gatherer();
    gatherer.push(1, &bridge(0, day(6)));
    let bytes = gatherer.to_bytes();
    let mut parts: Vec<Vec<u8>> = Vec::new();
    let n = gatherer.to_parts(100, |part| -> Result<(), ()> {
        parts.push(part.to_vec());
        Ok(())
    });
    assert_eq!((n, parts.concat()), (Ok(bytes.len()), bytes));
    assert!(parts.len() > 1 && parts[..parts.len() - 1].iter().all(|it| it.len() == 100));
    let mut n_asked = 0;
    let refused = gatherer.to_parts(100, |_| {
        n_asked += 1;
        if n_asked == 2 { Err("full") } else { Ok(()) }
    });
    assert_eq!((refused, n_asked), (Err("full"), 2));
}

#[test]
fn old_articles_leave_memory() {
    let mut gatherer = gatherer();
    gatherer.push(1, &bridge(0, day(6)));
    gatherer.push(2, &bakers(None));
    gatherer.push(3, &orchard(day(25)));
    assert_eq!(gatherer.len(), 2, "the undated one waits, the old one left");
    let small = Config { max_undated: 1, ..Config::standard() };
    let mut gatherer = Gatherer::new(small);
    for key in 0..5 {
        gatherer.push(key, &bakers(None));
        gatherer.push(100 + key, &orchard(None));
    }
    assert!(gatherer.len() <= 3, "{}", gatherer.len());
}

#[test]
fn a_key_pushed_twice_changes_nothing() {
    let mut gatherer = gatherer();
    gatherer.push(1, &bridge(0, day(6)));
    let before = gatherer.to_bytes();
    assert_eq!(gatherer.push(1, &bridge(0, day(6))), []);
    assert_eq!(gatherer.to_bytes(), before);
}

#[test]
fn recalled_articles_take_late_ones_into_their_stories() {
    let mut gatherer = gatherer();
    gatherer.recall(77, 1, &bridge(0, day(6)));
    let changes = gatherer.push(2, &bridge(1, day(6)));
    assert!(matches!(changes[0], Change::Joined { story: 77, .. }), "{changes:?}");
}

#[test]
fn a_story_that_everybody_tells_stays_one() {
    let words =
        ["ferry", "crane", "pilot", "rope", "siren", "buoy", "tide", "quay", "hull", "mast"];
    let telling = |it: usize| {
        let beside: Vec<&str> =
            (0..25).map(|n| words[(it * 7 + n * n * (it % 3 + 1)) % 10]).collect();
        let body = format!("{} Seen from here: {}.", BRIDGE[it % 2], beside.join(" "));
        profile(&format!("Outlet {it}"), "", day(6), "Halden bridge in Port Velm falls", &body)
    };
    let stream: Vec<Profile> = (0..160).map(telling).collect();
    let found = stories(&mut gatherer(), &stream);
    assert!(found.values().all(|it| *it == 1), "{found:?}");
}

#[test]
fn an_empty_article_founds_a_story_of_its_own() {
    let empty = Profile::default();
    let found = stories(&mut gatherer(), &[empty.clone(), empty]);
    assert_ne!(found[&1], found[&2]);
}
