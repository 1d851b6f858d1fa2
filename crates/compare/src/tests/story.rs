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
    second.confidence = 0.7;
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
