//! What a reader would expect to be understood, in invented sentences.

mod said;

use article::{Article, Moment, TextRange};
use claim::{Bound, Certainty, Claims, EntityKind, Unit};
use jiff::civil::date;

/// Published on Wednesday, 5 March 2031.
fn read(body: &str) -> Claims {
    read_in(body, "en")
}

fn read_in(body: &str, language: &str) -> Claims {
    claim::extract(text::read(Article {
        id: "A".to_owned(),
        outlet: "The Harbour Herald".to_owned(),
        published: Some(Moment::day(date(2031, 3, 5))),
        declared_language: Some(language.to_owned()),
        ..Article::of(body)
    }))
}

fn words(claims: &Claims, range: TextRange) -> &str {
    claims.document.article.text(range)
}

/// "words unit low..high noun" of each quantity.
fn quantities(body: &str, language: &str) -> Vec<String> {
    let claims = read_in(body, language);
    let quantities = claims.claims.iter().flat_map(|claim| &claim.quantities);
    quantities
        .map(|it| {
            let unit = match &it.unit {
                Unit::Money(code) => code.clone(),
                Unit::Measure(symbol) => symbol.clone(),
                unit => format!("{unit:?}").to_lowercase(),
            };
            let noun = it.noun.map_or(String::new(), |noun| format!(" {}", words(&claims, noun)));
            format!("{} | {unit} {}..{}{noun}", words(&claims, it.range), it.low, it.high)
        })
        .collect()
}

#[track_caller]
fn check_quantities(language: &str, cases: &[(&str, &[&str])]) {
    for (body, wanted) in cases {
        assert_eq!(quantities(body, language), *wanted, "{body}");
    }
}

#[test]
fn amounts_keep_their_bound_unit_and_noun() {
    check_quantities(
        "en",
        &[
            ("At least 107 people died.", &["At least 107 | count 107..inf people"]),
            ("A group of four or five sailors left.", &["four or five | count 4..5 sailors"]),
            ("A man in his 50s was held.", &["50s | age 50..59"]),
            ("She is in her mid-50s.", &["mid-50s | age 54..56"]),
            ("She is in her late 20s.", &["late 20s | age 27..29"]),
            ("More than 30 boats sank.", &["More than 30 | count 30..inf boats"]),
            ("A dozen sailors were hurt.", &["A dozen | count 12..12 sailors"]),
            ("Some 15,000 troops arrived.", &["Some 15,000 | count 12750..17250 troops"]),
            ("The repair will cost $3.2 million.", &["$3.2 million | USD 3200000..3200000"]),
            ("The bridge cost 3.2m euros to build.", &["3.2m euros | EUR 3200000..3200000"]),
            (
                "About 12 percent of the voters agreed.",
                &["About 12 percent | percent 10.2..13.8 voters"],
            ),
            ("The council voted 51-49 for the plan.", &["51-49 | score 51..49"]),
            ("The driver, a 34-year-old man, fled.", &["34-year-old | age 34..34"]),
            ("Half of the boats burned.", &["Half of | percent 50..50 boats"]),
            ("Two-thirds of the crew left.", &["Two-thirds | percent 66.6667..66.6667 crew"]),
            ("Between 10 and 12 houses fell.", &["Between 10 and 12 | count 10..12 houses"]),
            ("They waited 10 to 12 hours.", &["10 to 12 hours | duration 36000..43200"]),
            ("Twenty-one ships left port.", &["Twenty-one | count 21..21 ships"]),
            (
                "The deal is worth 1.5 billion dollars.",
                &["1.5 billion dollars | USD 1500000000..1500000000"],
            ),
            ("Up to 40 homes were lost.", &["Up to 40 | count 0..40 homes"]),
            ("Dozens of homes were lost.", &["Dozens of | count 24..96 homes"]),
            (
                "The talks lasted two and a half hours.",
                &["two and a half hours | duration 9000..9000"],
            ),
        ],
    );
}

#[test]
fn fractions_and_amounts_of_two_units_are_one_amount() {
    check_quantities(
        "en",
        &[
            ("Profits fell by two thirds.", &["two thirds | percent 66.6667..66.6667"]),
            ("Three fifths of the crew left.", &["Three fifths | percent 60..60 crew"]),
            ("The cable is 10 1/2 km long.", &["10 1/2 km | km 10.5..10.5"]),
            (
                "The talks lasted 1 hour and 30 minutes.",
                &["1 hour and 30 minutes | duration 5400..5400"],
            ),
            ("It cost 3 dollars 50 cents.", &["3 dollars 50 cents | USD 3.5..3.5"]),
            ("Output fell to -3.2 percent.", &["-3.2 percent | percent -3.2..-3.2"]),
            ("The loan is worth 12 lakh crowns.", &["12 lakh | count 1200000..1200000 crowns"]),
            ("He paid 100 Turkish lira.", &["100 Turkish lira | TRY 100..100"]),
            ("She won by a 134-to-63 vote.", &["134-to-63 | score 134..63"]),
            ("The goal fell with 4: 08 to play.", &[]),
        ],
    );
}

#[test]
fn numbers_in_names_dates_and_addresses_are_no_amounts() {
    let bodies = [
        "The Skylark 737 landed in Dunmore.",
        "It happened on Highway 12.",
        "He was charged under Section 4.",
        "The law was passed in 2030.",
        "Call 555-0100-22 for help.",
        "She arrived at 9:30 a.m. on Tuesday.",
    ];
    for body in bodies {
        assert_eq!(quantities(body, "en"), Vec::<String>::new(), "{body}");
    }
}

#[test]
fn decimals_follow_the_language() {
    check_quantities(
        "es",
        &[
            (
                "Al menos 1.200 personas huyeron de la ciudad.",
                &["Al menos 1.200 | count 1200..inf personas"],
            ),
            (
                "El precio subió un 3,5 por ciento en la ciudad.",
                &["3,5 por ciento | percent 3.5..3.5"],
            ),
        ],
    );
    check_quantities(
        "de",
        &[
            (
                "Mindestens 1.200 Menschen flohen aus der Stadt.",
                &["Mindestens 1.200 | count 1200..inf Menschen"],
            ),
            ("Der Preis stieg um 3,5 Prozent in der Stadt.", &["3,5 Prozent | percent 3.5..3.5"]),
        ],
    );
}

/// "words | start..end" of each date.
fn dates(body: &str, language: &str) -> Vec<String> {
    let claims = read_in(body, language);
    let dates = claims.claims.iter().flat_map(|claim| &claim.dates);
    let short = |moment: jiff::civil::DateTime| {
        let text = moment.to_string();
        let text = text.strip_suffix("T00:00:00").unwrap_or(&text);
        text.strip_suffix(":00").unwrap_or(text).to_owned()
    };
    dates
        .map(|it| format!("{} | {}..{}", words(&claims, it.range), short(it.start), short(it.end)))
        .collect()
}

#[track_caller]
fn check_dates(language: &str, cases: &[(&str, &[&str])]) {
    for (body, wanted) in cases {
        assert_eq!(dates(body, language), *wanted, "{body}");
    }
}

#[test]
fn dates_of_two_parts_are_one_date() {
    check_dates(
        "en",
        &[
            ("It fell in the last week of July.", &["last week of July | 2030-07-25..2030-08-01"]),
            (
                "It fell in the first week of May 2030.",
                &["first week of May 2030 | 2030-05-01..2030-05-08"],
            ),
            ("He served from 1966 to 1978.", &["1966 to 1978 | 1966-01-01..1979-01-01"]),
            (
                "The port is shut from June to August 2030.",
                &["June to August 2030 | 2030-06-01..2030-09-01"],
            ),
            ("It opens on Christmas Day 2030.", &["Christmas Day 2030 | 2030-12-25..2030-12-26"]),
            ("They sold Christmas trees.", &[]),
            ("The ferry sank on Tuesday the 4th.", &["Tuesday the 4th | 2031-03-04..2031-03-05"]),
            ("On Tuesday 12 sailors drowned.", &["Tuesday | 2031-03-04..2031-03-05"]),
            (
                "The road was shut from 2 to 4 p.m. on Tuesday.",
                &["2 to 4 p.m. on Tuesday | 2031-03-04T14:00..2031-03-04T16:00"],
            ),
            ("He is in his early 20s.", &[]),
            (
                "The court sits on March 4, 8, 11 and 15.",
                &["March 4, 8, 11 and 15 | 2031-03-04..2031-03-16"],
            ),
            ("On March 4, 8 sailors drowned.", &["March 4 | 2031-03-04..2031-03-05"]),
        ],
    );
    check_dates(
        "de",
        &[("Die Fähre sank am 22.02. im Hafen.", &["22.02. | 2031-02-22..2031-02-23"])],
    );
    check_dates(
        "es",
        &[(
            "El barco se hundió el cuatro de febrero.",
            &["cuatro de febrero | 2031-02-04..2031-02-05"],
        )],
    );
}

#[test]
fn dates_are_resolved_against_the_day_of_publication() {
    check_dates(
        "en",
        &[
            ("The ferry sank on Tuesday.", &["Tuesday | 2031-03-04..2031-03-05"]),
            ("The ferry will sail again on Friday.", &["Friday | 2031-03-07..2031-03-08"]),
            ("The ferry sank on Friday.", &["Friday | 2031-02-28..2031-03-01"]),
            ("By Monday it had sunk.", &["Monday | 2031-03-03..2031-03-04"]),
            (
                "The port is shut in the January to March quarter.",
                &["January | 2031-01-01..2031-02-01", "March | 2031-03-01..2031-04-01"],
            ),
            // The day after the article's own is to come.
            ("By Thursday it had sunk.", &["Thursday | 2031-03-06..2031-03-07"]),
            ("The port is shut until Monday.", &["Monday | 2031-03-10..2031-03-11"]),
            ("The two boats are likely to race in April.", &["April | 2031-04-01..2031-05-01"]),
            ("A deal was signed in March with Ana Cruz.", &["March | 2031-03-01..2031-04-01"]),
            ("The two boats raced in April.", &["April | 2030-04-01..2030-05-01"]),
            // As some archives part the marks from the words.
            (
                "The blast came at 2: 53 p. m. on Tuesday.",
                &["2: 53 p. m. on Tuesday | 2031-03-04T14:53..2031-03-04T14:54"],
            ),
            ("It happened in late December.", &["late December | 2030-12-22..2031-01-01"]),
            ("It happened earlier this month.", &["earlier this month | 2031-03-01..2031-03-06"]),
            ("It was built two years ago.", &["two years ago | 2029-01-01..2030-01-01"]),
            ("It was closed last week.", &["last week | 2031-02-24..2031-03-03"]),
            ("She took office Jan. 3.", &["Jan. 3 | 2031-01-03..2031-01-04"]),
            ("She took office in March 2030.", &["March 2030 | 2030-03-01..2030-04-01"]),
            ("It was common in the 1990s.", &["1990s | 1990-01-01..2000-01-01"]),
            (
                "The blast came at 9:30 a.m. ET Tuesday.",
                &["9:30 a.m. ET Tuesday | 2031-03-04T09:30..2031-03-04T09:31"],
            ),
            ("The fire burned overnight.", &["overnight | 2031-03-04T20:00..2031-03-05T06:00"]),
            (
                "He left yesterday morning.",
                &["yesterday morning | 2031-03-04T05:00..2031-03-04T12:00"],
            ),
            ("She was born on 12 May 1988.", &["12 May 1988 | 1988-05-12..1988-05-13"]),
            ("The vote is on March 12-14.", &["March 12-14 | 2031-03-12..2031-03-15"]),
        ],
    );
}

#[test]
fn this_weekend_is_the_one_before_on_a_monday_if_it_is_over() {
    for (body, day) in [
        ("The ferry sank this weekend.", date(2031, 3, 1)),
        ("The ferry will sail this weekend.", date(2031, 3, 8)),
    ] {
        let article = Article {
            published: Some(Moment::day(date(2031, 3, 3))),
            declared_language: Some("en".to_owned()),
            ..Article::of(body)
        };
        let claims = claim::extract(text::read(article));
        assert_eq!(claims.claims[0].dates[0].start.date(), day, "{body}");
    }
}

#[test]
fn without_a_date_of_publication_a_date_that_needs_it_is_assumed() {
    let body = "The ferry sank on 24 March. It was built on 12 May 1988. It had sailed on Tuesday.";
    let undated = Article { declared_language: Some("en".to_owned()), ..Article::of(body) };
    let claims = claim::extract_as_of(text::read(undated), date(2031, 3, 26));
    let dates: Vec<(String, bool)> = claims
        .claims
        .iter()
        .flat_map(|it| &it.dates)
        .map(|it| (it.start.date().to_string(), it.is_assumed))
        .collect();
    let wanted = [("2031-03-24", true), ("1988-05-12", false), ("2031-03-25", true)];
    assert_eq!(dates, wanted.map(|(day, is_assumed)| (day.to_owned(), is_assumed)));
    assert!(read(body).claims.iter().flat_map(|it| &it.dates).all(|it| !it.is_assumed));
}

#[test]
fn verbs_and_first_names_are_no_dates() {
    for body in [
        "You may march on the town hall.",
        "April Stone spoke.",
        "The sun shone.",
        "Jan Cole spoke.",
        "She held up a copy of USA Today.",
        "They had come for the March for Life.",
        "They had come for the Harbour Peoples March.",
    ] {
        assert_eq!(dates(body, "en"), Vec::<String>::new(), "{body}");
    }
}

#[test]
fn spanish_and_german_dates_are_read() {
    check_dates(
        "es",
        &[
            ("El barco se hundió el martes en el puerto.", &["martes | 2031-03-04..2031-03-05"]),
            (
                "La ley se aprobó el 3 de enero de 2030.",
                &["3 de enero de 2030 | 2030-01-03..2030-01-04"],
            ),
        ],
    );
    check_dates(
        "de",
        &[
            ("Das Schiff sank am Dienstag im Hafen.", &["Dienstag | 2031-03-04..2031-03-05"]),
            (
                "Das Gesetz wurde am 3. Januar 2030 beschlossen.",
                &["3. Januar 2030 | 2030-01-03..2030-01-04"],
            ),
        ],
    );
}

/// "name (variants)" of each entity.
fn entities(claims: &Claims) -> Vec<String> {
    claims
        .entities
        .iter()
        .map(|it| {
            if it.variants.is_empty() {
                it.name.clone()
            } else {
                format!("{} ({})", it.name, it.variants.join(", "))
            }
        })
        .collect()
}

#[test]
fn one_person_under_many_names_is_one() {
    let claims = read(
        "Defense Secretary Elena Marsh met Tom Berg, the mayor of Dunmore, in the capital. Marsh's visit was her first. \
         Mr. Berg thanked Ms. Marsh, and he showed her the port.",
    );
    assert_eq!(entities(&claims), ["Elena Marsh (Marsh)", "Tom Berg (Berg)", "Dunmore"]);
    assert_eq!(claims.entities[0].roles[0], "Defense Secretary");
    assert_eq!(claims.entities[0].kind, EntityKind::Person);
    assert_eq!(claims.entities[1].roles[0], "mayor");
}

#[test]
fn a_title_of_several_words_is_no_part_of_the_name() {
    let claims = read("At the time, Secretary of State Rex Holm said he was glad. Holm left Velm.");
    let found = entities(&claims);
    assert!(found.iter().any(|it| it.starts_with("Rex Holm")), "{found:?}");
    assert!(found.iter().all(|it| !it.contains("State")), "{found:?}");
}

#[test]
fn a_body_and_its_short_form_are_one() {
    let claims = read(
        "The Harbour Safety Agency (HSA) closed the pier. Boats must wait, the HSA said. Later the agency opened it again.",
    );
    assert_eq!(entities(&claims), ["Harbour Safety Agency (HSA)"]);
    assert_eq!(claims.entities[0].kind, EntityKind::Organization);
    let last = claims.claims[2].names.first().expect("the agency is known");
    assert!(last.is_anaphor && words(&claims, last.range) == "the agency");
}

#[test]
fn capitals_at_the_start_of_a_sentence_are_no_names() {
    let claims = read(
        "Police closed the road. Witnesses saw smoke. Meanwhile, boats left. However, none sank.",
    );
    assert_eq!(entities(&claims), Vec::<String>::new());
}

#[test]
fn he_who_said_so_is_named_nearest_and_not_in_his_own_words() {
    let cases = [
        (
            "Mr. Tom Berg has a boat. The pier would be safe, said Carl Loe, 27, who came as a boy.\n\n“We hope so,” he said.",
            "Carl Loe",
        ),
        (
            "Carl Loe teaches law. “It is hard to think that Chief Justice Tom Berg was not behind it,” he said.",
            "Carl Loe",
        ),
        (
            "Mr. Tom Berg held up a paper with the headline “Berg Acquitted.”\n\n“I am sorry,” Berg said.",
            "Tom Berg",
        ),
    ];
    for (body, speaker) in cases {
        let claims = read(body);
        let last = claims.claims.last().unwrap().attribution.as_ref().unwrap();
        assert_eq!(claims.entities[last.entity_idx.unwrap()].name, speaker, "{body}");
    }
}

#[test]
fn pronouns_with_two_likely_persons_stay_open() {
    let claims = read("Tom Berg and Paul Stone left. His car was found.");
    assert!(claims.claims[1].names.iter().all(|it| !it.is_anaphor));
}

#[test]
fn a_call_is_no_part_of_a_name() {
    let found = entities(&read("Uh Ron Dale said no. Breaking Velm news: Ann Cole won."));
    assert!(found.iter().all(|it| !it.contains("Uh") && !it.contains("Breaking")), "{found:?}");
}

/// "source / verb / kind" of a sentence.
fn said(claims: &Claims, sentence_idx: usize) -> Option<String> {
    let it = claims.claims[sentence_idx].attribution.as_ref()?;
    let source = it.source.map_or("-", |source| words(claims, source));
    Some(format!("{source} / {} / {:?}", words(claims, it.verb), it.kind))
}

#[test]
fn quotes_keep_their_speaker_over_sentences_and_paragraphs() {
    let claims = read(
        "“We lost the boat. We lost the nets,” said Ann Cole, a fisher.\n\n“Nobody helped us when the water came in.”\n\n\
         The mayor called it a “minor” loss.",
    );
    let speakers: Vec<Option<&str>> = claims
        .claims
        .iter()
        .flat_map(|claim| &claim.quotes)
        .map(|quote| quote.speaker.map(|speaker| words(&claims, speaker)))
        .collect();
    assert_eq!(speakers, [Some("Ann Cole"), Some("Ann Cole"), Some("Ann Cole"), None]);
    assert!(claims.claims[3].quotes[0].is_scare);
}

#[test]
fn a_nickname_is_no_quote() {
    let n_quotes = |body: &str| read(body).claims.iter().map(|it| it.quotes.len()).sum::<usize>();
    assert_eq!(n_quotes("Harry “Rick” Hearns, a guard, walked home."), 0);
    assert_eq!(n_quotes("They founded the “Free Harbour” Movement of Velm."), 1);
}

#[test]
fn an_articles_text_begins_behind_its_dateline() {
    let begins =
        |body: &str| claim::behind_dateline(&read(body).document).map(|it| body[it..].to_owned());
    let text = "The ferry sank.";
    let head = "OSTERBY, Dorn, March 4 (Wire) — ";
    assert_eq!(begins(&format!("{head}{text}")).as_deref(), Some(text));
    assert_eq!(begins("Harbour Street - the old one - is closed."), None);
}

#[test]
fn a_quote_in_mixed_marks_ends_where_it_is_closed() {
    let claims = read("“We lost the \"good\" boat,\" Ann Cole said. The pier burned.");
    assert_eq!(said(&claims, 0).as_deref(), Some("Ann Cole / said / Named"));
    assert_eq!(words(&claims, claims.claims[0].quotes[0].range), "We lost the \"good\" boat,");
    assert_eq!(claims.claims[1].quotes, []);
}

#[test]
fn a_quote_behind_a_colon_is_spoken_by_the_subject_before_it() {
    let claims =
        read("Ann Cole spoke to the press on Monday:\n\n“We lost the boat. We lost the nets.”");
    assert_eq!(said(&claims, 1).as_deref(), Some("Ann Cole /  / Named"));
    assert_eq!(said(&claims, 2).as_deref(), Some("Ann Cole /  / Named"));
}

#[test]
fn certainty_is_told_apart_from_attribution() {
    let cases = [
        ("The pier burned down.", Certainty::Plain),
        ("The pier may burn down.", Certainty::Hedged),
        ("The pier was allegedly set on fire.", Certainty::Hedged),
        ("The pier will be rebuilt.", Certainty::Expected),
        ("The mayor denied that the pier was unsafe.", Certainty::Denied),
        ("There is no evidence that the pier was unsafe.", Certainty::Denied),
        ("The court rejected the appeal.", Certainty::Plain),
        ("He was charged with false statements about the pier.", Certainty::Plain),
        ("The blast claimed the lives of two divers.", Certainty::Plain),
        ("He spoke of the military might of the town.", Certainty::Plain),
        ("He said that report was false.", Certainty::Denied),
    ];
    for (body, certainty) in cases {
        assert_eq!(read(body).claims[0].certainty, certainty, "{body}");
    }
}

#[test]
fn a_sentence_falls_into_its_statements() {
    let cases: [(&str, &[&str]); 4] = [
        (
            "The ferry hit the northern pier, and the crew left the burning deck.",
            &["The ferry hit the northern pier", "and the crew left the burning deck"],
        ),
        (
            "The captain, Ann Cole, left the burning ship first.",
            &["The captain, Ann Cole, left the burning ship first"],
        ),
        (
            "The northern pier burned down on Tuesday, the mayor said.",
            &["The northern pier burned down on Tuesday"],
        ),
        (
            "The old pier burned down; the new pier stands unharmed.",
            &["The old pier burned down", "the new pier stands unharmed"],
        ),
    ];
    for (body, wanted) in cases {
        let claims = read(body);
        let clauses: Vec<&str> =
            claims.claims[0].clauses.iter().map(|it| words(&claims, *it)).collect();
        assert_eq!(clauses, wanted, "{body}");
    }
}

#[test]
fn spellings_of_one_name_are_alike() {
    assert!(claim::name_likeness("Elena Marsh", "Marsh") >= 0.9);
    assert!(claim::name_likeness("Harbour Safety Agency", "HSA") >= 0.9);
    assert!(claim::name_likeness("Tarek Walenski", "Tarek Walensky") >= 0.9);
    assert!(claim::name_likeness("Tom Berg", "Ana Berg") == 0.0);
    assert!(claim::name_likeness("Müller", "Muller") == 1.0);
}

#[test]
fn bounds_are_told() {
    let claims = read("Nearly 40 boats and fewer than 10 cars were lost.");
    let bounds: Vec<Bound> = claims.claims[0].quantities.iter().map(|it| it.bound).collect();
    assert_eq!(bounds, [Bound::LessThan, Bound::LessThan]);
}
