//! What is said of a fact beside the rest of its articles: what they tell elsewhere, what they may tell, what other
//! facts tell already.

use cluster::Member;

use super::*;

#[test]
fn an_amount_that_the_same_article_gives_too_is_another() {
    let lhs = "The fire killed 126 people in the town of Velm.";
    let rhs = "The fire killed 186 people in the town of Velm.";
    assert!(differences(lhs, rhs)[0].starts_with("number conflict"));
    let both = format!("{lhs} In all 186 people were in the house.");
    assert_eq!(differences(&both, rhs), Vec::<String>::new());
}

#[test]
fn what_is_to_come_for_one_is_done_for_the_other() {
    let plan = "The mayor of Velm is set to sign the harbour treaty with Dorn this week.";
    let found =
        differences(plan, "Ann Cole, the mayor of Velm, signed the harbour treaty with Dorn.");
    assert!(
        found.contains(&"certainty compatible: is set to sign / signed".to_owned()),
        "{found:?}"
    );
    for open in [
        "Ann Cole, the mayor of Velm, will have signed the harbour treaty with Dorn.",
        "Ann Cole, the mayor of Velm, has not signed the harbour treaty with Dorn.",
        "Ann Cole, the mayor of Velm, wants to sign the harbour treaty with Dorn.",
    ] {
        let found = differences(plan, open);
        assert!(!found.iter().any(|it| it.contains("set to sign /")), "{found:?}");
    }
}

#[test]
fn a_doer_told_in_the_next_sentence_is_not_hidden() {
    let hidden = "The clerk was fired on Monday.";
    let shown = "Anna Holt fired the clerk on Monday.";
    assert_eq!(differences(hidden, shown).len(), 1);
    let told = format!("{hidden} Ms. Holt gave no reason.");
    assert_eq!(differences(&told, shown), Vec::<String>::new());
    let of_a_body = "The Harbour Workers Union of Velm fired the clerk on Monday.";
    assert_eq!(differences(hidden, of_a_body), Vec::<String>::new());
}

#[test]
fn words_exchanged_in_a_near_copy_are_told() {
    let cases = [
        (
            "The studio in Velm is a Japanese maker of board games.",
            "The studio in Velm is a French maker of board games.",
            "Japanese / French",
        ),
        (
            "Holt is the aunt of two players who live in Osterby.",
            "Holt is the cousin of two players who live in Osterby.",
            "label compatible: aunt / cousin",
        ),
        (
            "So far there have been 18 recoveries.",
            "So far there have been 25 recoveries.",
            "18 / 25",
        ),
    ];
    for (lhs, rhs, wanted) in cases {
        let found = differences(lhs, rhs);
        assert!(found.iter().any(|it| it.ends_with(wanted)), "{found:?}");
        assert_eq!(differences(rhs, lhs).len(), found.len(), "{lhs} {rhs}");
    }
}

#[test]
fn what_means_the_same_in_a_near_copy_is_no_difference() {
    let cases = [
        ("Twelve people were hurt when the pier fell.", "12 people were hurt when the pier fell."),
        (
            "The town of Velm spent one million crowns on its new harbour.",
            "The town of Velm spent 1,000,000 crowns on its new harbour.",
        ),
        (
            "The storm passed 60 miles off the old harbour of Dorn.",
            "The storm passed 97 kilometres off the old harbour of Dorn.",
        ),
        (
            "The mayor of Velm opened the new harbour on Tuesday.",
            "The mayor of Velm opened the new harbour on March 4.",
        ),
        (
            "The new harbour was paid for by the United States in full.",
            "The new harbour was paid for by the US in full.",
        ),
        (
            "The work force at the F.B.I. office in Velm will grow next year.",
            "The workforce at the FBI office in Velm will grow next year.",
        ),
    ];
    for (lhs, rhs) in cases {
        assert_eq!(differences(lhs, rhs), Vec::<String>::new(), "{lhs} {rhs}");
    }
}

#[test]
fn no_line_quotes_a_sentence_that_an_earlier_one_has_quoted() {
    let claims = read(vec![
        article("Herald", "2031-03-04", "The quay fell. The old quay of Velm fell at noon."),
        article("Post", "2031-03-04", "Velm's old quay fell at noon, and nobody was hurt by it."),
    ]);
    let mut clustering = linked(&claims, 0.9);
    let mut second = clustering.facts[0].clone();
    let range = claims[0].document.sentences[1].range;
    second.members[0] = Member { article_idx: 0, sentence_idx: 1, range };
    let short = claims[0].document.sentences[0].range;
    second.members.push(Member { article_idx: 0, sentence_idx: 0, range: short });
    second.members.sort_unstable();
    clustering.facts.push(second);
    let comparison = compare(claims, clustering, &Config::standard());
    let quoted: Vec<Member> = comparison.facts.iter().map(|it| it.members[it.statement]).collect();
    assert_eq!(quoted.len(), 2);
    assert_ne!(quoted[0], quoted[1]);
}

#[test]
fn a_line_with_an_amount_that_another_article_lacks_is_not_quite_alike() {
    let is_alike = |post: &str| {
        let claims = read(vec![
            article("Herald", "2031-03-04", "The quay fell on 12 cars."),
            article("Post", "2031-03-04", post),
        ]);
        let clustering = linked(&claims, 0.9);
        let comparison = compare(claims, clustering, &Config::standard());
        comparison.facts.iter().find(|it| it.members.len() == 2).expect("the fact").is_alike
    };
    assert!(is_alike("The quay of the old town fell onto a dozen of the cars, 12 in all."));
    assert!(!is_alike("The quay of the old town fell onto the cars that stood below it."));
}

#[test]
fn a_quote_is_held_against_its_nearest_partner() {
    let lhs = "“To pass this bill is to stop a recession at the door,” Holt said.";
    let rhs = "“To lose this bill is to meet a recession at the door,” Holt said. \
               “To pass this bill is to stop a recession at the door,” she added.";
    assert!(!differences(lhs, rhs).iter().any(|it| it.starts_with("quote")));
    let alone = "“To lose this bill is to meet a recession at the door,” Holt said.";
    assert!(differences(lhs, alone).iter().any(|it| it.starts_with("quote")));
}

#[test]
fn what_an_article_may_tell_it_is_not_said_to_lack() {
    let claims = read(vec![
        article("Herald", "2031-03-04", "The ferry hit the pier of Velm at noon."),
        article("Post", "2031-03-04", "At noon the ferry ran into Velm's pier."),
        article("Wire", "2031-03-04", "A boat had trouble landing."),
    ]);
    let stance = |near: cluster::Near| {
        let mut clustering = linked(&claims[..2], 0.9);
        clustering.near = near;
        let comparison = compare(claims.clone(), clustering, &Config::standard());
        comparison.facts.iter().find(|it| it.members.len() == 2).expect("the fact").stances[2]
    };
    assert_eq!(stance(cluster::Near::new()), Stance::Omits);
    let nearest = cluster::Nearest { sentence_idx: 0, probability: 0.2 };
    assert_eq!(stance(cluster::Near::from([((1, 0, 2), nearest)])), Stance::OmitsUnsure);
}

#[test]
fn a_difference_is_told_in_the_surest_of_its_facts_alone() {
    let claims = read(vec![
        article("Herald", "2031-03-04", "The blast hurt 11 people. It was heard in Velm."),
        article("Post", "2031-03-04", "The blast hurt 14 people. It was heard in Velm."),
    ]);
    let mut clustering = linked(&claims, 0.9);
    let mut second = clustering.facts[0].clone();
    for (article_idx, it) in claims.iter().enumerate() {
        let range = it.document.sentences[1].range;
        second.members.push(Member { article_idx, sentence_idx: 1, range });
    }
    second.confidence = 0.8;
    clustering.facts.push(second);
    let config = Config { rules_alone: true, ..Config::standard() };
    let comparison = compare(claims, clustering, &config);
    let told: Vec<usize> = comparison
        .facts
        .iter()
        .filter(|it| !it.differences.is_empty())
        .map(|it| it.members.len())
        .collect();
    assert_eq!(told, [2]);
    let other = comparison.facts.iter().find(|it| it.members.len() == 4).expect("the other fact");
    assert_eq!(other.verdict, Verdict::Agreed);
}

#[test]
fn a_speech_that_two_outlets_quote_is_no_copied_text() {
    let speech = "“We will build the pier again, stone by stone, and whoever says that it cannot be done has not \
                  seen what this town did after the flood,” ";
    let claims = read(vec![
        article("Herald", "2031-03-04", &format!("{speech}said Mayor Ann Ray. Divers went home.")),
        article("Post", "2031-03-04", &format!("{speech}Ray told the crowd. Rain fell all day.")),
    ]);
    let comparison = compare(claims.clone(), linked(&claims, 0.9), &Config::standard());
    assert!(comparison.reprints.is_empty(), "{:?}", comparison.reprints);
    let plain = |it: &str| it.replace(['“', '”'], "");
    let copied = claims.iter().map(|it| {
        article(&it.document.article.outlet, "2031-03-04", &plain(&it.document.article.body))
    });
    let claims = read(copied.collect());
    let comparison = compare(claims.clone(), linked(&claims, 0.9), &Config::standard());
    assert_eq!(comparison.reprints.len(), 1);
}

#[test]
fn the_line_quoted_is_the_one_that_all_tell() {
    let told = "Mayor Ann Ray ordered the old pier of Velm closed on Monday.";
    let claims = read(vec![
        article("Herald", "2031-03-04", "The pier was closed."),
        article("Post", "2031-03-04", told),
        article(
            "Wire",
            "2031-03-04",
            "On Monday Mayor Ann Ray ordered that the old pier in Velm be closed, \
                 which had been built by Dutch masons three hundred years before her time.",
        ),
    ]);
    let comparison = compare(claims[1..].to_vec(), linked(&claims[1..], 0.9), &Config::standard());
    let fact = comparison.facts.iter().find(|it| it.members.len() == 2).expect("the fact");
    assert_eq!(
        fact.members[fact.statement].article_idx, 0,
        "of two the one that says little beside it"
    );
    let comparison = compare(claims.clone(), linked(&claims, 0.9), &Config::standard());
    let fact = comparison.facts.iter().find(|it| it.members.len() == 3).expect("the fact");
    assert_eq!(fact.members[fact.statement].article_idx, 0, "of three what all of them say");
}

#[test]
fn days_of_undated_articles_are_held_against_each_other_where_they_are_told_alike() {
    let undated = |lhs: &str, rhs: &str| dated_differences(("", lhs), ("", rhs));
    let march = "The students will march in Velm on 24 March.";
    assert!(undated(march, "The students will march in Velm on March 24.").is_empty());
    let other = undated(march, "The students will march in Velm on March 25.");
    assert!(other[0].starts_with("date conflict"), "{other:?}");
    let one = "The ferry sank off Velm on Tuesday.";
    assert!(undated(one, "The ferry sank off Velm yesterday.").is_empty());
    assert!(undated(one, "The ferry sank off Velm on Wednesday.")[0].starts_with("date conflict"));
}

#[test]
fn a_toll_that_is_told_as_a_bound_too_leaves_room() {
    let other = "The storm killed 64 people in the hills of Velm.";
    let own = "The storm killed 50 people in the hills of Velm.";
    assert!(differences(own, other)[0].starts_with("number"));
    let bound = format!("{own} More than 50 people were dead by the evening.");
    let found = differences(&bound, other);
    assert!(found.iter().all(|it| !it.contains("conflict")), "{found:?}");
}

#[test]
fn a_doer_is_shown_with_the_whole_name() {
    let found = differences(
        "The vote on the harbour was quickly delayed.",
        "The vote on the harbour was delayed by Council Liberals until Monday.",
    );
    let wanted = "agency compatible: was quickly delayed / was delayed by Council Liberals";
    assert!(found.iter().any(|it| it == wanted), "{found:?}");
}

#[test]
fn words_are_said_to_be_one_articles_alone_only_if_no_member_has_them() {
    let bodies = [
        ("Herald", "The mayor counted 40 ships at the old quay of Velm."),
        ("Post", "The mayor counted ships at the old quay of Velm."),
        ("Wire", "At the quay the mayor of Velm saw 40 ships."),
    ];
    let values = |n_articles: usize| -> Vec<String> {
        let of = |it: &(&str, &str)| article(it.0, "2031-03-04", it.1);
        let claims = read(bodies.iter().take(n_articles).map(of).collect());
        let mut clustering = linked(&claims, 0.9);
        clustering.facts[0].links[0].reading = Some(reading(&claims[0], &claims[1], -0.7));
        let comparison = compare(claims, clustering, &Config::standard());
        let suspected = comparison.facts.into_iter().flat_map(|it| it.differences);
        let sides = suspected.filter(|it| !it.is_located).flat_map(|it| it.between);
        sides.filter_map(|it| it.value).collect()
    };
    assert_eq!(values(2), ["40"]);
    assert_eq!(values(3), Vec::<String>::new());
}

#[test]
fn facts_told_alike_are_the_first_to_choose_their_line() {
    let claims = read(vec![
        article("Herald", "2031-03-04", "The pier of Velm fell at noon on Monday."),
        article(
            "Post",
            "2031-03-04",
            "At noon on Monday the pier of Velm fell. It fell on Monday at noon in Velm.",
        ),
    ]);
    let mut clustering = linked(&claims, 0.9);
    let mut unsure = clustering.facts[0].clone();
    unsure.confidence = 0.4;
    unsure.members[1].sentence_idx = 1;
    unsure.members[1].range = claims[1].document.sentences[1].range;
    clustering.facts.insert(0, unsure);
    let comparison = compare(claims, clustering, &Config::standard());
    let line = |verdict: Verdict| {
        let fact = comparison.facts.iter().find(|it| it.verdict == verdict).expect("a fact");
        let it = fact.members[fact.statement];
        (it.article_idx, it.sentence_idx)
    };
    assert_ne!(line(Verdict::Agreed), line(Verdict::Unsure));
    let alone = compare(
        comparison.articles.clone(),
        linked(&comparison.articles, 0.9),
        &Config::standard(),
    );
    let fact = alone.facts.iter().find(|it| it.members.len() == 2).expect("a fact");
    let it = fact.members[fact.statement];
    assert_eq!(line(Verdict::Agreed), (it.article_idx, it.sentence_idx));
}

#[test]
fn what_could_exceed_a_number_leaves_room_for_more() {
    let found = differences(
        "The death toll of the storm in Velm could exceed 50, officials said.",
        "The death toll of the storm in Velm rose to 64, officials said.",
    );
    assert!(!found.is_empty() && found.iter().all(|it| !it.contains("conflict")), "{found:?}");
}

#[test]
fn one_part_of_a_town_is_no_margin_of_its_dead() {
    let found = differences(
        "At least 19 people were killed in one part of Velm in the slide.",
        "In Velm 38 people were killed in the slide and 37 people are missing.",
    );
    assert!(found.iter().all(|it| !it.contains("one /")), "{found:?}");
}

/// Two articles of one sentence each, linked with this confidence, the parts that they share found.
fn joined(lhs: &str, rhs: &str, confidence: f64) -> Comparison {
    let claims =
        read(vec![article("Herald", "2031-03-04", lhs), article("Post", "2031-03-04", rhs)]);
    let link = Link { lhs: 0, rhs: 1, confidence, reading: None, reasons: Vec::new() };
    let group = cluster::join(&claims, &[(0, 0), (1, 0)], vec![link], &cluster::Config::standard());
    let facts = vec![FactCluster { confidence, ..group }];
    compare(claims, Clustering { facts, ..Clustering::default() }, &Config::standard())
}

#[test]
fn what_a_joined_sentence_adds_is_told_alone() {
    let comparison = joined(
        "Seventeen pupils drowned in the harbour on Monday, and the mayor called on the boat owners to repair their jetties.",
        "Seventeen pupils drowned in the harbour on Monday.",
        0.9,
    );
    let added: Vec<&Fact> =
        comparison.facts.iter().filter(|it| it.verdict == Verdict::Sole).collect();
    let [added] = added.as_slice() else { panic!("one thing is added: {added:?}") };
    let words = comparison.articles[0].document.article.text(added.members[0].range);
    assert!(
        words.starts_with("and the mayor called") || words.starts_with("the mayor called"),
        "{words}"
    );
    assert_eq!(added.stances, [Stance::States, Stance::Omits]);
}

#[test]
fn what_another_sentence_tells_too_is_not_added() {
    let comparison = joined(
        "Seventeen pupils drowned in the harbour on Monday, and the mayor called on the boat owners to repair their jetties.",
        "Seventeen pupils drowned in the harbour on Monday. The boat owners must repair their jetties, the mayor said.",
        0.9,
    );
    let of_herald = |it: &&Fact| it.verdict == Verdict::Sole && it.members[0].article_idx == 0;
    assert_eq!(comparison.facts.iter().filter(of_herald).count(), 0);
}

#[test]
fn to_be_told_alike_a_fact_must_be_surer_than_to_be_one() {
    let verdict = |confidence: f64, rhs: &str| {
        joined("The fire killed 126 people in the town of Velm.", rhs, confidence).facts[0].verdict
    };
    let (alike, other) = (
        "In the town of Velm the fire killed 126 people.",
        "The fire killed 186 people in the town of Velm.",
    );
    assert_eq!(verdict(0.6, alike), Verdict::Unsure);
    assert_eq!(verdict(0.8, alike), Verdict::Agreed);
    assert_eq!(verdict(0.6, other), Verdict::Differs);
}

#[test]
fn a_number_written_out_in_a_quote_is_no_other_wording() {
    let said = |n: &str| {
        format!("“We have built bridges for the last {n} years in this town,” Holt said.")
    };
    assert_eq!(differences(&said("twenty"), &said("20")), Vec::<String>::new());
    let found = differences(&said("twenty"), &said("thirty"));
    assert!(!found.is_empty());
}
