//! What a reader sees of two sentences that state the same fact, and of whole stories.

use article::{Article, Completeness, Moment};
use claim::Claims;
use cluster::{Clustering, FactCluster, Link, Member};

use super::*;

mod amount;
mod story;

pub(crate) fn article(outlet: &str, date: &str, body: &str) -> Article {
    Article {
        id: outlet.to_owned(),
        outlet: outlet.to_owned(),
        published: date.parse().ok().map(Moment::day),
        declared_language: Some("en".to_owned()),
        ..Article::of(body)
    }
}

pub(crate) fn read(articles: Vec<Article>) -> Vec<Claims> {
    articles.into_iter().map(|it| claim::extract(text::read(it))).collect()
}

/// Links the first sentences of all articles into one fact of this confidence.
pub(crate) fn linked(articles: &[Claims], confidence: f64) -> Clustering {
    let members: Vec<Member> = articles
        .iter()
        .enumerate()
        .map(|(article_idx, it)| Member {
            article_idx,
            sentence_idx: 0,
            range: it.document.sentences[0].range,
        })
        .collect();
    let links = (0..members.len())
        .flat_map(|lhs| (lhs + 1..members.len()).map(move |rhs| (lhs, rhs)))
        .map(|(lhs, rhs)| Link { lhs, rhs, confidence, reading: None, reasons: Vec::new() })
        .collect();
    Clustering {
        facts: vec![FactCluster { members, confidence, links }],
        near: cluster::Near::new(),
        warnings: Vec::new(),
    }
}

/// Kind, relation and words of every difference that the rules see between two sentences of one day.
fn differences(lhs: &str, rhs: &str) -> Vec<String> {
    dated_differences(("2031-03-04", lhs), ("2031-03-04", rhs))
}

fn dated_differences(lhs: (&str, &str), rhs: (&str, &str)) -> Vec<String> {
    let claims = read(vec![article("Herald", lhs.0, lhs.1), article("Post", rhs.0, rhs.1)]);
    let clustering = linked(&claims, 0.9);
    let config = Config { rules_alone: true, ..Config::standard() };
    let comparison = compare(claims, clustering, &config);
    let fact = comparison.facts.iter().find(|it| it.members.len() == 2).expect("the linked fact");
    let words = |side: &Side| {
        let member = fact.members[side.member];
        comparison.articles[member.article_idx].document.article.text(side.range)
    };
    fact.differences
        .iter()
        .map(|it| {
            let sides: Vec<&str> = it.between.iter().map(words).collect();
            format!("{} {}: {}", it.kind.name(), it.relation.name(), sides.join(" / "))
        })
        .collect()
}

#[test]
fn counts_that_cannot_both_be_true_conflict() {
    assert_eq!(
        differences(
            "Eleven people were hurt at the quay.",
            "The blast hurt 14 people at the quay."
        ),
        ["number conflict: Eleven / 14"]
    );
}

#[test]
fn vague_amounts_do_not_rule_each_other_out() {
    let found = differences(
        "Thousands of workers went unpaid in March.",
        "Hundreds of thousands of workers went unpaid in March.",
    );
    assert!(found.iter().all(|it| !it.contains("conflict")), "{found:?}");
}

#[test]
fn a_misread_clause_is_no_source() {
    let long = "A failure to pass a package like the harbour deal announced last week would close the quay.";
    let plain = "The package and the harbour deal would close the quay.";
    let found = differences(long, plain);
    assert!(found.iter().all(|it| !it.starts_with("attribution")), "{found:?}");
}

#[test]
fn what_both_deny_is_no_conflict() {
    let plain = "The brothers feel betrayed by the old mayor.";
    let denied = "The mayor rejected claims that the brothers feel betrayed by him.";
    let conflict = |found: Vec<String>| found.iter().any(|it| it.contains("conflict"));
    assert!(conflict(differences(denied, plain)), "one states it, the other denies it");
    let disputed = "The mayor disputed that the brothers feel betrayed by him.";
    assert!(!conflict(differences(denied, disputed)));
    let meeting = "The meeting with Ann Cole in Dorn was a chance encounter over a beer.";
    let planned = "He denied that the meeting, with Ann Cole, was planned ahead of time.";
    assert!(!conflict(differences(planned, meeting)), "what is denied is not told");
    let charged = "Tom Berg is charged with false statements to the harbour office of Ann Cole.";
    let asked = "Tom Berg was asked by the harbour office of Ann Cole about his talks.";
    assert!(!conflict(differences(charged, asked)), "false statements are the charge");
    let not_asked = "He lied that he did not ask the envoy of Dorn about his talks.";
    let was_asked =
        "He lied in a meeting in which he was asked about the envoy of Dorn and his talks.";
    assert!(!conflict(differences(not_asked, was_asked)), "one asks, the other is asked");
}

#[test]
fn a_hedge_that_both_have_is_no_difference() {
    let lhs = "It could be good for Velm, and it could also be good for the old harbour of Dorn.";
    let rhs = "It could be good for Velm and it could also be good for the old harbour of Dorn.";
    let found = differences(lhs, rhs);
    assert!(!found.iter().any(|it| it.starts_with("certainty")), "{found:?}");
}

#[test]
fn a_bound_that_holds_the_other_count_is_compatible() {
    assert_eq!(
        differences("At least 107 people died.", "Over 100 people died."),
        ["precision compatible: At least 107 / Over 100"]
    );
}

#[test]
fn a_later_and_higher_count_is_an_update() {
    assert_eq!(
        dated_differences(
            ("2031-03-04", "The quake killed 46 people."),
            ("2031-03-05", "The quake killed 112 people."),
        ),
        ["number updated: 46 / 112"]
    );
}

#[test]
fn the_same_count_in_words_and_figures_is_no_difference() {
    assert!(
        differences("Twelve people were hurt.", "Some shouted as 12 people were hurt.").is_empty()
    );
}

#[test]
fn another_day_for_the_same_thing_is_a_date_conflict() {
    let found = differences("The bridge fell on Monday.", "The bridge fell on Sunday.");
    assert!(found.iter().any(|it| it.starts_with("date conflict:")), "{found:?}");
}

#[test]
fn a_changed_word_inside_a_quote_is_shown_with_its_neighbours() {
    let found = differences(
        "\"They had a long pier and a lot of boats there,\" Anna Holt said.",
        "\"They had a long pier and many fast boats there,\" Anna Holt said.",
    );
    assert_eq!(found, ["quote conflict: and a lot of boats / and many fast boats"]);
}

#[test]
fn a_quote_cut_short_at_its_end_is_no_difference() {
    let found = differences(
        "\"They had a long pier and a lot of boats,\" Anna Holt said.",
        "\"They had a long pier,\" Anna Holt said.",
    );
    assert!(!found.iter().any(|it| it.starts_with("quote")), "{found:?}");
}

#[test]
fn a_verb_that_takes_a_stand_is_a_label() {
    let found = differences(
        "Anna Holt said the harbour was safe.",
        "Anna Holt claimed the harbour was safe.",
    );
    assert_eq!(found, ["label compatible: said / claimed"]);
}

#[test]
fn counts_of_other_things_are_not_compared() {
    let sentences = [
        ("The blast killed 12 people.", "The blast injured 30 people."),
        ("Two people drowned when the ferry sank.", "The ferry carried 600 people to the isle."),
        ("Dorn, Velm and 11 other towns were flooded.", "The river flooded 13 towns."),
        ("The blast hurt three men and two women.", "The blast hurt five people."),
        ("The debt rose from $6 billion this year.", "The debt rose by $2 billion this year."),
        ("Drivers wait 10 minutes.", "Drivers wait about 10 minutes."),
        ("The storm passed 60 miles off Dorn.", "The storm passed 97 kilometres off Dorn."),
    ];
    for (lhs, rhs) in sentences {
        assert_eq!(differences(lhs, rhs), Vec::<String>::new(), "{lhs} {rhs}");
    }
}

#[test]
fn a_margin_agrees_with_the_counts_that_it_lies_between() {
    let found = differences(
        "The motion failed by 121 votes to 118.",
        "The motion failed, three votes short.",
    );
    assert!(found.iter().all(|it| it.starts_with("precision compatible")), "{found:?}");
    let found = differences("The motion got 118 votes.", "The motion got three votes.");
    assert!(found.iter().any(|it| it.starts_with("number conflict")), "{found:?}");
}

#[test]
fn of_several_counts_each_answers_to_its_own() {
    assert_eq!(
        differences(
            "The blast in Velm killed 12 people and wounded 30.",
            "The blast in Velm killed 14 people and wounded 30.",
        ),
        ["number conflict: 12 / 14"]
    );
}

#[test]
fn only_what_can_grow_is_updated() {
    assert_eq!(
        dated_differences(
            ("2031-03-04", "The harbour bridge has 12 arches."),
            ("2031-03-05", "The harbour bridge has 14 arches."),
        ),
        ["number conflict: 12 / 14"]
    );
}

#[test]
fn the_day_of_a_statement_is_not_the_day_of_the_event() {
    let sentences = [
        ("The bridge fell, mayor Anna Holt said on Monday.", "The bridge fell on Sunday."),
        ("The bridge fell in the flood of 2019.", "The bridge fell on Sunday."),
    ];
    for (lhs, rhs) in sentences {
        let found = differences(lhs, rhs);
        assert!(!found.iter().any(|it| it.starts_with("date")), "{found:?}");
    }
}

#[test]
fn one_weekday_in_articles_of_one_week_is_one_day() {
    let found = dated_differences(
        ("2031-03-04", "The bridge fell on Monday."),
        ("2031-03-03", "The bridge fell on Monday."),
    );
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn a_hedge_makes_a_difference_only_where_its_verb_is_stated() {
    assert_eq!(
        differences(
            "A heater may have caused the fire in the school.",
            "A heater caused the fire in the school, which stood empty on the day.",
        ),
        ["certainty compatible: may have caused / caused the fire in the school"]
    );
    let other = differences(
        "The fire in the school may spread to the church.",
        "The fire in the school began at noon.",
    );
    assert!(!other.iter().any(|it| it.starts_with("certainty")), "{other:?}");
}

#[test]
fn the_plain_side_of_an_attribution_is_the_words_that_are_said() {
    assert_eq!(
        differences(
            "The driver was drunk when the tram left the rails, police said.",
            "It was cold, and the driver was drunk when the tram left the rails in Velm.",
        ),
        ["attribution compatible: police said / driver was drunk when the tram left the rails"]
    );
}

#[test]
fn another_name_between_the_same_words_is_a_conflict_and_a_spelling_is_none() {
    assert_eq!(
        differences(
            "The wounded were taken to the hospital in Dunmore on foot.",
            "The wounded were taken to the hospital in Velmhaven on foot.",
        ),
        ["name conflict: Dunmore / Velmhaven"]
    );
    assert_eq!(
        differences(
            "The wounded were taken to Karel Zelensky in a van.",
            "The wounded were taken to Karel Zelenskyy in a van.",
        ),
        Vec::<String>::new()
    );
}

#[test]
fn a_verb_negated_on_one_side_is_a_contradiction() {
    assert_eq!(
        differences(
            "The council did not approve the harbour budget on Monday.",
            "The council approved the harbour budget on Monday.",
        ),
        ["contradiction conflict: not approve / approved the harbour budget"]
    );
}

#[test]
fn hyphens_and_marked_cuts_in_a_quote_are_no_difference() {
    let sentences = [
        (
            "\"A state-funded trip to the isle of Dorn is wrong,\" she said.",
            "\"A state funded trip to the isle of Dorn is wrong,\" she said.",
        ),
        (
            "\"We left the old harbour … and went home,\" she said.",
            "\"We left the old harbour at dawn and went home,\" she said.",
        ),
    ];
    for (lhs, rhs) in sentences {
        let found = differences(lhs, rhs);
        assert!(!found.iter().any(|it| it.starts_with("quote")), "{found:?}");
    }
}

#[test]
fn who_acts_is_shown_by_one_and_hidden_by_the_other() {
    assert_eq!(
        differences("The clerk was fired on Monday.", "Anna Holt fired the clerk on Monday."),
        ["agency compatible: was fired / Anna Holt fired"]
    );
    // Neither acts: the one is what "by" belongs to, the other is called so.
    for other in [
        "A blast claimed by Velm Rising killed two.",
        "Anna Holt declared Velm Rising “killed” off.",
    ] {
        let found = differences("Two men were killed in a blast.", other);
        assert!(found.iter().all(|it| !it.starts_with("agency")), "{found:?}");
    }
}

#[test]
fn an_unsure_fact_is_never_called_agreed() {
    let claims = read(vec![
        article("Herald", "2031-03-04", "The bridge fell."),
        article("Post", "2031-03-04", "The bridge fell."),
    ]);
    let clustering = linked(&claims, 0.4);
    let comparison = compare(claims, clustering, &Config::standard());
    assert_eq!(comparison.facts[0].verdict, Verdict::Unsure);
}

#[test]
fn a_missing_fact_in_a_partial_article_is_told_apart() {
    let mut partial = article("Post", "2031-03-04", "Ships waited outside the bay.");
    partial.completeness = Completeness::Partial("subscribers only".to_owned());
    let claims = read(vec![article("Herald", "2031-03-04", "The bridge fell."), partial]);
    let comparison = compare(claims, Clustering::default(), &Config::standard());
    let stances: Vec<_> = comparison.facts.iter().map(|it| it.stances.clone()).collect();
    assert!(stances.contains(&vec![Stance::States, Stance::OmitsPartial]));
    assert!(stances.contains(&vec![Stance::Omits, Stance::States]));
}

#[test]
fn copies_of_one_text_are_one_origin() {
    let body = "The ferry left the quay at dawn with forty people on board and a cargo of salt. \
                Smoke was seen an hour later from the lighthouse, the keeper said, and boats went out.";
    let mut claims = read(vec![
        article("Herald", "2031-03-04", body),
        article("Post", "2031-03-04", body),
        article("Star", "2031-03-04", "Nothing of this was known in the town until noon."),
    ]);
    let clustering = linked(&claims[..2], 0.99);
    let comparison = compare(claims.clone(), clustering, &Config::standard());
    assert_eq!(comparison.origins, [0, 0, 1]);
    let shared = comparison.facts.iter().find(|it| it.members.len() == 2).expect("the linked fact");
    assert_eq!((shared.verdict, shared.n_origins), (Verdict::Agreed, 1));
    assert_eq!(comparison.reprints.len(), 1);
    claims.swap(0, 2);
    assert_eq!(compare(claims, Clustering::default(), &Config::standard()).origins, [0, 1, 1]);
}

#[test]
fn one_sentence_of_a_wire_text_in_two_articles_is_one_origin() {
    let wire = "A ferry with 40 people on board caught fire off the isle of Dorn on Monday night.";
    let lhs = format!("{wire} The mayor of Velm called it the worst night of his life.");
    let rhs = format!("{wire} Nobody answered the telephone at the shipping line on Tuesday.");
    let own = "Forty people were on the ferry that burned off Dorn on Monday night, the line said.";
    for (other, n_origins) in [(rhs.as_str(), 1), (own, 2)] {
        let articles =
            vec![article("Herald", "2031-03-04", &lhs), article("Post", "2031-03-04", other)];
        let claims = read(articles);
        let clustering = linked(&claims, 0.99);
        let comparison = compare(claims, clustering, &Config::standard());
        let fact = comparison.facts.iter().find(|it| it.members.len() == 2).expect("the fact");
        assert_eq!(fact.n_origins, n_origins, "{other}");
    }
}

#[test]
fn an_article_alone_states_everything_solely() {
    let claims = read(vec![article("Herald", "2031-03-04", "The bridge fell. Nobody was hurt.")]);
    let comparison = compare(claims, Clustering::default(), &Config::standard());
    assert!(comparison.facts.iter().all(|it| it.verdict == Verdict::Sole));
    assert_eq!(comparison.facts.len(), 2);
}

/// A reading in which every kind and token has this logit.
fn reading(article_lhs: &Claims, article_rhs: &Claims, logit: f32) -> encode::PairReading {
    let marks = |claims: &Claims| -> Vec<encode::Mark> {
        let start = claims.claims[0].range.start;
        let tokens = claims.document.tokens_of(0).iter();
        tokens
            .map(|it| encode::Mark {
                offsets: (it.range.start - start, it.range.end - start),
                families: vec![logit; 5],
            })
            .collect()
    };
    encode::PairReading {
        same: 3.0,
        exclusive: 0.0,
        kinds: vec![logit; 10],
        lhs_marks: marks(article_lhs),
        rhs_marks: marks(article_rhs),
    }
}

#[test]
fn what_only_the_network_sees_is_a_suspicion() {
    let read_together = |logit| {
        let claims = read(vec![
            article("Herald", "2031-03-04", "The mayor slammed the plan for the old quay."),
            article("Post", "2031-03-04", "The mayor spoke about the plan for the old quay."),
        ]);
        let mut clustering = linked(&claims, 0.9);
        clustering.facts[0].links[0].reading = Some(reading(&claims[0], &claims[1], logit));
        compare(claims, clustering, &Config::standard())
    };
    let fact = |comparison: &Comparison| {
        let is_shared = |it: &&Fact| it.members.len() == 2;
        comparison.facts.iter().find(is_shared).cloned().expect("the linked fact")
    };
    let seen = fact(&read_together(-1.5));
    assert!(!seen.differences.is_empty());
    assert!(seen.differences.iter().all(|it| !it.is_sure && it.between.len() == 2));
    assert!(seen.differences.iter().all(|it| !it.is_located), "{:?}", seen.differences);
    assert!(seen.differences.iter().all(|it| it.confidence < 0.5), "{:?}", seen.differences);
    assert_eq!((seen.verdict, seen.stances[0]), (Verdict::Agreed, Stance::States));
    let unseen = fact(&read_together(-6.0));
    assert!(unseen.differences.is_empty(), "{:?}", unseen.differences);
    assert_eq!(unseen.verdict, Verdict::Agreed);
}

#[test]
fn where_the_words_that_differ_are_likely_they_are_shown_with_perhaps() {
    let claims = read(vec![
        article("Herald", "2031-03-04", "The mayor slammed the plan for the old quay on Monday."),
        article("Post", "2031-03-04", "The mayor spoke about the plan for the old quay on Monday."),
    ]);
    let mut said = reading(&claims[0], &claims[1], -5.0);
    // "label" is the eighth of the kinds, wording the third of the families.
    said.kinds[7] = 2.5;
    for mark in said.lhs_marks.iter_mut().chain(&mut said.rhs_marks) {
        mark.families[2] = if (10..21).contains(&mark.offsets.0) { 2.0 } else { -5.0 };
    }
    let mut clustering = linked(&claims, 0.95);
    clustering.facts[0].links[0].reading = Some(said);
    let comparison = compare(claims, clustering, &Config::standard());
    let differences = comparison.facts.iter().flat_map(|it| &it.differences);
    let labels: Vec<&Difference> = differences.filter(|it| it.kind == Kind::Label).collect();
    let [label] = labels.as_slice() else { panic!("{labels:?}") };
    assert!(label.is_located && !label.is_sure && label.is_likely(), "{label:?}");
    let texts: Vec<&str> =
        comparison.articles.iter().map(|it| it.document.article.body.as_str()).collect();
    let words =
        label.between.iter().zip(texts).map(|(it, text)| &text[it.range.start..it.range.end]);
    assert_eq!(words.collect::<Vec<_>>(), ["slammed", "spoke"]);
}

/// How many origins the fact that all first sentences state has.
fn n_origins(articles: Vec<Article>) -> (usize, Comparison) {
    let claims = read(articles);
    let clustering = linked(&claims, 0.99);
    let comparison = compare(claims, clustering, &Config::standard());
    let fact = comparison.facts.iter().find(|it| it.members.len() > 1).expect("the linked fact");
    (fact.n_origins, comparison)
}

#[test]
fn two_texts_of_one_agency_are_one_origin() {
    let herald =
        "VELM, Dorn (AP) — Two people died when a ferry hit a pier on Monday, police said.";
    let post = "A ferry rammed the pier in Velm on Monday and two passengers were killed.";
    let by = |byline: &str| Article {
        byline: Some(byline.to_owned()),
        ..article("Post", "2031-03-04", post)
    };
    for (byline, expected) in [
        ("The Associated Press", 1),
        ("Ann Ray, Associated Press", 1),
        ("Ann Ray", 2),
        ("Reuters", 2),
    ] {
        let (n, comparison) = n_origins(vec![article("Herald", "2031-03-04", herald), by(byline)]);
        assert_eq!(n, expected, "{byline}");
        let says_so =
            comparison.warnings.iter().any(|(_, it)| it.text.contains("associated press"));
        assert_eq!(says_so, expected == 1, "{byline}");
    }
}

#[test]
fn a_sentence_that_credits_another_outlet_is_no_origin_of_its_own() {
    let herald = "The mayor of Velm took 40,000 crowns from the shipping line.";
    let line = "The shipping line paid the mayor of Velm 40,000 crowns";
    for (post, expected) in [
        (format!("{line}, the Dorn Herald reported on Tuesday."), 1),
        (format!("{line}, as first reported by the Dorn Herald."), 1),
        (format!("{line}, police said on Tuesday."), 2),
        (format!("{line}, the Ansel Courier reported."), 2),
    ] {
        let articles = vec![
            article("Dorn Herald", "2031-03-04", herald),
            article("Post", "2031-03-04", &post),
        ];
        assert_eq!(n_origins(articles).0, expected, "{post}");
    }
}

#[test]
fn two_outlets_that_credit_a_third_are_one_origin() {
    let herald =
        "The mayor of Velm took 40,000 crowns from a shipping line, the Ansel Courier reported.";
    let post = "The Ansel Courier first reported that a shipping line paid the mayor of Velm 40,000 crowns.";
    let articles =
        vec![article("Herald", "2031-03-04", herald), article("Post", "2031-03-04", post)];
    assert_eq!(n_origins(articles).0, 1);
}

#[test]
fn what_could_not_be_told_is_not_said_to_be_left_out() {
    let long = format!(
        "Two men were charged on Friday. {}",
        "The court sat until the evening. ".repeat(20)
    );
    let stance = |other: Article| {
        let claims = read(vec![article("Herald", "2031-03-07", &long), other]);
        let comparison = compare(claims, Clustering::default(), &Config::standard());
        let charged = comparison.facts.iter().find(|it| {
            let text =
                |it: &Member| comparison.articles[it.article_idx].document.article.text(it.range);
            text(&it.members[0]).starts_with("Two men")
        });
        charged.expect("the sole fact").stances[1]
    };
    let whole = "A ferry hit the pier. ".repeat(20);
    assert_eq!(stance(article("Post", "2031-03-08", &whole)), Stance::Omits);
    assert_eq!(stance(article("Post", "2031-03-05", &whole)), Stance::OmitsEarlier);
    let updated = Article {
        modified: "2031-03-09".parse().ok().map(Moment::day),
        ..article("Post", "2031-03-05", &whole)
    };
    assert_eq!(stance(updated), Stance::Omits);
    assert_eq!(stance(article("Post", "2031-03-08", "A ferry hit the pier.")), Stance::OmitsShort);
}

#[test]
fn only_what_two_origins_tell_or_one_tells_first_is_a_loss() {
    let herald = "The ferry burned for a day off Dorn.\n\nIts cook whistled.\n\nThe harbour of Velm was shut by the minister Ida Brandt.";
    let headed = Article {
        title: "Minister Brandt shuts Velm harbour".into(),
        ..article("Herald", "2031-03-04", herald)
    };
    let claims = read(vec![
        headed,
        article("Post", "2031-03-04", "Nothing of this was known in the town until noon."),
    ]);
    let comparison = compare(claims, Clustering::default(), &Config::standard());
    let major: Vec<&str> = comparison
        .facts
        .iter()
        .filter(|it| it.is_major && it.members[0].article_idx == 0)
        .map(|it| comparison.articles[0].document.article.text(it.members[0].range))
        .collect();
    assert_eq!(
        major,
        [
            "The ferry burned for a day off Dorn.",
            "The harbour of Velm was shut by the minister Ida Brandt."
        ]
    );
}
