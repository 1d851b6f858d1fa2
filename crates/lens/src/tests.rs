//! What a user notices through each lens, of invented articles.

use std::sync::Arc;

use article::{Article, Completeness, Moment};
use claim::Claims;
use cluster::{Clustering, FactCluster, Link, Member};

use super::*;

mod words;

/// Outlet, day, headline, body.
type Told = (&'static str, &'static str, &'static str, &'static str);

fn read((outlet, date, title, body): &Told) -> Claims {
    claim::extract(text::read(Article {
        id: (*outlet).to_owned(),
        outlet: (*outlet).to_owned(),
        title: (*title).to_owned(),
        byline: None,
        url: None,
        published: date.parse().ok().map(Moment::day),
        modified: None,
        declared_language: Some("en".to_owned()),
        body: (*body).to_owned(),
        completeness: Completeness::Complete,
        warnings: Vec::new(),
    }))
}

/// The articles compared; the sentences of each entry, by article, state one fact.
fn compared(told: &[Told], facts: &[&[usize]]) -> compare::Comparison {
    let articles: Vec<Claims> = told.iter().map(read).collect();
    let fact = |sentences: &&[usize]| {
        let members: Vec<Member> = sentences
            .iter()
            .enumerate()
            .map(|(article_idx, sentence_idx)| Member {
                article_idx,
                sentence_idx: *sentence_idx,
                range: articles[article_idx].document.sentences[*sentence_idx].range,
            })
            .collect();
        let links =
            vec![Link { lhs: 0, rhs: 1, confidence: 0.9, reading: None, reasons: Vec::new() }];
        FactCluster { members, confidence: 0.9, links }
    };
    let facts = facts.iter().map(fact).collect();
    let clustering = Clustering { facts, near: cluster::Near::new(), warnings: Vec::new() };
    compare::compare(articles, clustering, &compare::Config::standard())
}

/// Every row as `subject: Outlet "words" (sort, value)`, one string.
fn seen_with(lens: Lens, rules: Arc<Rules>, comparison: &compare::Comparison) -> String {
    let config = Config { lenses: vec![lens], rules };
    let mut text = String::new();
    for row in &look(comparison, &[], &config)[0].rows {
        let subject = match &row.subject {
            Subject::Sort(it) | Subject::Name(it) => it.clone(),
            Subject::Fact(_) => "fact".to_owned(),
        };
        text.push_str(&format!("{subject}:"));
        for (claims, cell) in comparison.articles.iter().zip(&row.cells) {
            let article = &claims.document.article;
            for it in &cell.observations {
                let words = match it.place {
                    Place::Title => &article.title[it.range.start..it.range.end],
                    Place::Sentence(_) => article.text(it.range),
                };
                let value = it.value.as_deref().unwrap_or("");
                let quoted = if it.is_quoted { " quoted" } else { "" };
                text.push_str(&format!(" {} \"{words}\"", article.outlet));
                if !it.sort.is_empty() || !value.is_empty() || it.is_quoted {
                    text.push_str(format!(" ({} {value}{quoted})", it.sort).as_str());
                }
            }
        }
        text.push('\n');
    }
    text
}

fn seen(lens: Lens, told: &[Told], facts: &[&[usize]]) -> String {
    seen_with(lens, Rules::shipped(), &compared(told, facts))
}

#[track_caller]
fn assert_has(text: &str, part: &str) {
    assert!(text.contains(part), "{part:?} is not in\n{text}");
}

#[track_caller]
fn assert_lacks(text: &str, part: &str) {
    assert!(!text.contains(part), "{part:?} is in\n{text}");
}

#[test]
fn labels_set_side_by_side_what_each_calls_a_person() {
    let told = [
        (
            "Herald",
            "",
            "",
            "Police in Velden arrested the financier Tomas Orlov on Friday. Orlov said nothing.",
        ),
        (
            "Post",
            "",
            "",
            "Tomas Orlov, a convicted fraudster, was arrested in Velden. Orlov said nothing.",
        ),
    ];
    let text = seen(Lens::Labels, &told, &[]);
    assert_has(&text, "Tomas Orlov: Herald \"financier\" Post \"a convicted fraudster\"");
}

#[test]
fn labels_for_one_crowd_differ_and_quoted_ones_are_left_out() {
    let told = [
        (
            "Herald",
            "",
            "",
            "Protesters filled the square in Velden. The mayor called them “rioters”.",
        ),
        ("Post", "", "", "Rioters filled the square in Velden. The mayor was away."),
    ];
    let text = seen(Lens::Labels, &told, &[]);
    assert_has(&text, "people in the street: Herald \"Protesters\" Post \"Rioters\"");
    assert_lacks(&text, "Herald \"rioters\"");
}

#[test]
fn labels_that_are_the_same_are_no_row() {
    let told = [
        ("Herald", "", "", "Protesters filled the square in Velden."),
        ("Post", "", "", "A protester was seen on the roof in Velden."),
    ];
    assert_eq!(seen(Lens::Labels, &told, &[]), "");
}

#[test]
fn loaded_words_stand_beside_a_plain_word() {
    let told = [
        ("Herald", "", "", "The mayor slammed the plan on Monday."),
        ("Post", "", "", "The mayor opposed the plan on Monday."),
    ];
    assert_has(&seen(Lens::Loaded, &told, &[]), "Herald \"slammed\" ( criticized)");
}

#[test]
fn loaded_words_are_read_in_their_context() {
    let told = [
        (
            "Herald",
            "",
            "",
            "The bus slammed into a wall. A tropical storm surge followed. Radical surgery saved him.",
        ),
        ("Post", "", "", "The bus hit a wall."),
    ];
    assert_eq!(seen(Lens::Loaded, &told, &[]), "");
}

#[test]
fn loaded_words_of_a_speaker_are_marked_as_quoted() {
    let told = [
        ("Herald", "", "", "“These thugs have no place in our town,” the mayor said."),
        ("Post", "", "", "The mayor spoke."),
    ];
    assert_has(&seen(Lens::Loaded, &told, &[]), "\"thugs\" ( suspects quoted)");
    let post = "Make no mistake: These thugs sank our pier. — Ann Cole (@anncole) March 30, 2031";
    let told = [("Herald", "", "", post), ("Post", "", "", "The mayor spoke.")];
    let text = seen(Lens::Loaded, &told, &[]);
    assert_has(&text, "\"thugs\" ( suspects quoted)");
    assert!(!text.contains("Make no mistake"), "{text}");
}

#[test]
fn agency_shows_who_is_hidden_where_another_article_shows_them() {
    let told = [
        ("Herald", "", "", "Two men were shot in Velden on Friday night."),
        ("Post", "", "", "Police shot two men in Velden on Friday night."),
    ];
    let text = seen(Lens::Agency, &told, &[&[0, 0]]);
    assert_has(&text, "fact: Herald \"were shot\" (hidden ) Post \"Police shot\" (shown )");
}

#[test]
fn agency_lets_a_passive_with_its_doer_pass() {
    let told = [
        (
            "Herald",
            "",
            "",
            "Two men were fatally shot by police in Velden. Shots rang out at noon.",
        ),
        ("Post", "", "", "Two men were later arrested in Velden."),
    ];
    let text = seen(Lens::Agency, &told, &[]);
    assert_has(&text, "passive: Post \"were later arrested\"");
    assert_has(&text, "phrases that hide the doer: Herald \"Shots rang out\"");
    assert_lacks(&text, "fatally");
}

#[test]
fn lenses_look_at_spanish_and_german_too() {
    let told = [
        (
            "Heraldo",
            "",
            "",
            "El alcalde arremetió contra los vecinos el lunes. Dos hombres fueron detenidos durante la noche.",
        ),
        (
            "Bote",
            "",
            "",
            "Der Bürgermeister wetterte am Montag gegen die Nachbarn. In der Nacht fielen Schüsse, es fielen Schüsse im Tal.",
        ),
    ];
    let comparison = {
        let mut articles: Vec<Claims> = Vec::new();
        for (it, language) in told.iter().zip(["es", "de"]) {
            let mut article = read(it).document.article;
            article.declared_language = Some(language.to_owned());
            articles.push(claim::extract(text::read(article)));
        }
        compare::compare(articles, Clustering::default(), &compare::Config::standard())
    };
    let loaded = seen_with(Lens::Loaded, Rules::shipped(), &comparison);
    assert_has(&loaded, "Heraldo \"arremetió\" ( criticó) Bote \"wetterte\" ( kritisierte)");
    let agency = seen_with(Lens::Agency, Rules::shipped(), &comparison);
    assert_has(&agency, "passive: Heraldo \"fueron detenidos\"");
    assert_has(&agency, "Bote \"es fielen Schüsse\"");
}

#[test]
fn sourcing_tells_the_rung_and_the_plural_without_anyone() {
    let told = [
        (
            "Herald",
            "",
            "",
            "Critics say the plan will fail. The plan has two parts. It starts in May. Nobody signed it.",
        ),
        (
            "Post",
            "",
            "",
            "“The plan is sound,” Mayor Ines Kolb said. Officials said it starts in May.",
        ),
    ];
    let text = seen(Lens::Sourcing, &told, &[]);
    assert_has(&text, "plural: Herald \"Critics\" (none_shown )");
    let accused = "Critics say that Mayor Ines Kolb has no plan. The mayor has many friends in Dorn. Kolb said the plan is sound.";
    let told = [("Herald", "", "", accused), ("Post", "", "", "The plan starts in May.")];
    assert_has(&seen(Lens::Sourcing, &told, &[]), "plural: Herald \"Critics\" (none_shown )");
    assert_has(&text, "named: Post");
    let config = Config { lenses: vec![Lens::Sourcing], rules: Rules::shipped() };
    let comparison = compared(&told, &[]);
    for cells in look(&comparison, &[], &config)[0].rows.iter().take(1).map(|it| &it.cells) {
        assert_eq!(cells.len(), 2);
    }
}

#[test]
fn sourcing_knows_what_the_outlet_was_told_and_who_goes_on() {
    let told = [
        (
            "Herald",
            "",
            "",
            "Mayor Ines Kolb told the Herald the plan is sound. “It starts in May. Nobody will lose a berth.”",
        ),
        (
            "Post",
            "",
            "",
            "A spokesman for the port said the plan is sound. Mayor Ines Kolb told the Herald it starts in May. \
             The mayor said it ends in June.",
        ),
    ];
    let comparison = compared(&told, &[]);
    let sorts = crate::sentence_sorts(&comparison, &[], &Rules::shipped());
    let rungs: Vec<&str> = sorts.iter().flatten().map(|it| it.rung).collect();
    assert_eq!(rungs, ["witnessed", "witnessed", "witnessed", "unnamed", "named", "named"]);
}

#[test]
fn sourcing_shares_add_up_to_the_whole_article() {
    let told = [
        (
            "Herald",
            "",
            "",
            "Police said two men fled. The men were not found. Documents show a debt.",
        ),
        ("Post", "", "", "Two men fled, according to the Herald."),
    ];
    let config = Config { lenses: vec![Lens::Sourcing], rules: Rules::shipped() };
    let readings = look(&compared(&told, &[]), &[], &config);
    for article_idx in 0..2 {
        let sum: f64 = readings[0].rows.iter().filter_map(|it| it.cells[article_idx].share).sum();
        assert!((sum - 1.0).abs() < 1e-9, "{sum}");
    }
}

#[test]
fn verbs_that_doubt_stand_beside_verbs_that_do_not() {
    let told = [
        (
            "Herald",
            "",
            "",
            "Ines Kolb claimed that the bridge was safe. “We checked it,” Ines Kolb claimed.",
        ),
        (
            "Post",
            "",
            "",
            "Ines Kolb said that the bridge was safe. “We checked it,” Ines Kolb said.",
        ),
    ];
    let text = seen(Lens::Verbs, &told, &[]);
    assert_has(&text, "doubts the speaker: Herald \"Ines Kolb claimed\" ( said)");
    assert_has(&text, "Ines Kolb: Herald \"claimed\" (doubts the speaker ) Post \"said\"");
}

#[test]
fn verbs_show_words_of_distance() {
    let told = [
        ("Herald", "", "", "The so-called expert allegedly left the town."),
        ("Post", "", "", "The expert left the town."),
    ];
    assert_has(&seen(Lens::Verbs, &told, &[]), "keeps a distance: Herald \"so-called\"");
}

#[test]
fn prominence_tells_a_lead_from_a_last_paragraph() {
    let told = [
        (
            "Herald",
            "",
            "",
            "The bridge was closed for a year.\n\nIt rained.\n\nBoats passed.\n\nNobody came.",
        ),
        (
            "Post",
            "",
            "",
            "It rained all day.\n\nBoats passed.\n\nNobody came.\n\nThe bridge was closed for a year.",
        ),
    ];
    let text = seen(Lens::Prominence, &told, &[&[0, 3]]);
    assert_has(&text, "(lead 1/4)");
    assert_has(&text, "(paragraph 4/4)");
}

#[test]
fn headlines_that_say_more_than_their_text_are_shown() {
    let told = [
        ("Herald", "", "Onslaught hits Velden bridge", "The bridge in Velden was closed."),
        (
            "Post",
            "",
            "Velden closes its ‘rotten bridge’",
            "The bridge in Velden was closed, rotten as it is.",
        ),
    ];
    let text = seen(Lens::Headlines, &told, &[]);
    assert_has(&text, "headline: Herald \"Onslaught hits Velden bridge\" Post");
    // "Hits" is only another word; what Post quotes its text does not have so.
    assert_has(&text, "beyond: Herald \"Onslaught\" Post \"rotten bridge\" (  quoted)");
    let quoted =
        [("Post", "", "Velden closes its ‘rotten bridge’", "It was a rotten bridge, he said.")];
    assert_lacks(&seen(Lens::Headlines, &quoted, &[]), "beyond");
}

#[test]
fn timeline_names_the_first_only_where_days_tell() {
    let told = [
        ("Herald", "2031-03-04", "", "The bridge was closed for a year."),
        ("Post", "2031-03-06", "", "The bridge was closed for a year."),
    ];
    assert_has(&seen(Lens::Timeline, &told, &[&[0, 0]]), "first: Herald");
    // A paper's next morning is no day later than a site's last evening.
    let next_day = [told[0], ("Post", "2031-03-05", "", told[1].3)];
    assert_eq!(seen(Lens::Timeline, &next_day, &[&[0, 0]]), "");
    let same_day = [told[0], ("Post", "2031-03-04", "", told[1].3)];
    assert_eq!(seen(Lens::Timeline, &same_day, &[&[0, 0]]), "");
}

#[test]
fn context_parts_opinion_from_report() {
    let told = [
        (
            "Herald",
            "2031-03-04",
            "",
            "The council met on Monday. Nothing came of it. “This is unacceptable and we should stop it,” Ines Kolb said.",
        ),
        ("Post", "2031-03-04", "", "The council met on Monday."),
    ];
    let text = seen(Lens::Context, &told, &[]);
    assert_has(&text, "opinion: Herald");
    assert_has(&text, "reported:");
}

/// A story in which every lens sees something.
const STORY: [Told; 2] = [
    (
        "Herald",
        "2031-03-04",
        "Outrage as radical mob storms Velden",
        "Rioters were arrested in Velden. “Thugs,” Mayor Ines Kolb claimed.\n\nCritics say it was “planned”.",
    ),
    (
        "Post",
        "2031-03-05",
        "Velden police arrest protesters",
        "Police arrested the protesters in Velden. Mayor Ines Kolb said it was “planned” long ago.",
    ),
];

#[test]
fn every_observation_lies_in_its_text() {
    let comparison = compared(&STORY, &[&[0, 0]]);
    let mut n_seen = 0;
    for reading in look(&comparison, &[], &Config::standard()) {
        for row in &reading.rows {
            assert_eq!(row.cells.len(), 2);
            for (claims, cell) in comparison.articles.iter().zip(&row.cells) {
                let article = &claims.document.article;
                for it in &cell.observations {
                    let text = match it.place {
                        Place::Title => &article.title,
                        Place::Sentence(sentence_idx) => {
                            let sentence = claims.document.sentences[sentence_idx].range;
                            assert!(sentence.contains(it.range), "{it:?}");
                            &article.body
                        }
                    };
                    assert!(
                        text.get(it.range.start..it.range.end).is_some_and(|it| !it.is_empty())
                    );
                    n_seen += 1;
                }
            }
        }
    }
    assert!(n_seen > 10, "{n_seen}");
}

#[test]
fn the_order_of_articles_changes_no_finding() {
    let there = compared(&STORY, &[&[0, 0]]);
    let back = compared(&[STORY[1], STORY[0]], &[&[0, 0]]);
    let config = Config::standard();
    for (lhs, rhs) in look(&there, &[], &config).iter().zip(&look(&back, &[], &config)) {
        let cells = |reading: &Reading, article_idx: usize| {
            let mut found: Vec<String> = reading
                .rows
                .iter()
                .map(|it| format!("{:?} {:?}", it.subject, it.cells[article_idx]))
                .collect();
            found.sort();
            found
        };
        assert_eq!(cells(lhs, 0), cells(rhs, 1), "{}", lhs.lens.name());
    }
}

#[test]
fn switched_off_lenses_see_nothing() {
    let config = Config { lenses: vec![Lens::Agency], rules: Rules::shipped() };
    let readings = look(&compared(&STORY, &[]), &[], &config);
    assert_eq!(readings.iter().map(|it| it.lens.name()).collect::<Vec<_>>(), ["agency"]);
}

#[test]
fn a_newsroom_adds_and_replaces_rules() {
    let own = r#"
lens = "loaded"
language = "en"

[[group]]
name = "house style"
words = "held: ~blether, {palaver} !tree"

[[group]]
name = "attack for criticism"
words = ""
"#;
    let rules = Rules::shipped().extended(&[("own.toml", own)]).expect("it is sound");
    let told = [
        ("Herald", "", "", "They blethered on. The mayor slammed it. A palaver tree stood there."),
        ("Post", "", "", "They talked."),
    ];
    let text = seen_with(Lens::Loaded, Arc::new(rules), &compared(&told, &[]));
    assert_has(&text, "house style: Herald \"blethered\" ( held)");
    assert_lacks(&text, "slammed");
    assert_lacks(&text, "palaver");
}

#[track_caller]
fn error(content: &str) -> String {
    let wrong = Rules::shipped().extended(&[("own.toml", content)]).expect_err("it is not sound");
    wrong.to_string()
}

#[test]
fn a_mistake_in_a_rule_file_is_named_with_its_line() {
    let head = "lens = \"loaded\"\nlanguage = \"en\"\n\n[[group]]\nname = \"x\"\n";
    assert_eq!(
        error(&format!("{head}words = \"\"\"\nfine,\na {{b\n\"\"\"\n")),
        "own.toml:8: `a {b` has braces that do not pair"
    );
    assert_eq!(
        error(&format!("{head}words = \"!a\"\n")),
        "own.toml:6: `!a` must show a word first"
    );
    assert!(
        error("lens = \"truth\"\nlanguage = \"en\"\n")
            .starts_with("own.toml:1: `truth` is no lens")
    );
    assert!(error("lens = \"loaded\"\nlanguage = \"xx\"\n").starts_with("own.toml:2: `xx` is no"));
    assert!(
        error(&format!("{head}word = \"a\"\n")).starts_with("own.toml:6: unknown field `word`")
    );
    assert!(error("lens = ").starts_with("own.toml:1: "));
}

#[test]
fn every_lens_has_its_public_page() {
    const PAGES: [&str; 9] = [
        include_str!("../rules/headlines.md"),
        include_str!("../rules/labels.md"),
        include_str!("../rules/loaded.md"),
        include_str!("../rules/agency.md"),
        include_str!("../rules/sourcing.md"),
        include_str!("../rules/verbs.md"),
        include_str!("../rules/prominence.md"),
        include_str!("../rules/timeline.md"),
        include_str!("../rules/context.md"),
    ];
    let index = include_str!("../rules/README.md");
    for (lens, page) in Lens::ALL.iter().zip(PAGES) {
        assert!(index.contains(&format!("| `{0}` |", lens.name())), "{}", lens.name());
        let says = page.to_lowercase();
        assert!(says.contains("measured"), "{} says what was measured", lens.name());
    }
}

#[test]
fn the_shipped_rules_are_read() {
    let rules = Rules::shipped();
    assert!(rules.n_patterns(Lens::Loaded, "en") > 500);
    for language in ["en", "es", "de"] {
        for lens in [Lens::Labels, Lens::Loaded, Lens::Agency, Lens::Verbs] {
            assert!(rules.n_patterns(lens, language) > 0, "{} {language}", lens.name());
        }
    }
}
