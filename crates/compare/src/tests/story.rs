//! What is said of a fact beside the rest of its articles: what they tell elsewhere, what they may tell, what other
//! facts tell already.

use cluster::Member;

use super::*;

#[test]
fn an_amount_that_the_same_article_gives_too_is_another() {
    let lhs = "Holt ran 126 yards on 122 carries. Her longest run was 86 yards.";
    let rhs = "Holt ran 86 yards at once.";
    assert_eq!(differences(lhs, rhs), Vec::<String>::new());
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
    }
    let spelled = differences(
        "The work force at the F.B.I. office in Velm will grow next year.",
        "The workforce at the FBI office in Velm will grow next year.",
    );
    assert_eq!(spelled, Vec::<String>::new(), "two spellings are one");
}

#[test]
fn a_quote_is_held_against_its_nearest_partner() {
    let lhs = "“To pass this bill is to stop a recession at the door,” Holt said.";
    let rhs = "“To lose this bill is to meet a recession at the door,” Holt said. \
               “To pass this bill is to stop a recession at the door,” she added.";
    assert!(!differences(lhs, rhs).iter().any(|it| it.starts_with("quote")));
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
    assert_eq!(stance(cluster::Near::from([(1, 0, 2)])), Stance::OmitsUnsure);
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
