//! Which amounts are held against each other.

use super::differences;

#[test]
fn amounts_of_two_things_are_not_held_against_each_other() {
    let pairs = [
        (
            "The club offered him $184 million for eight seasons.",
            "The club offered him $23 million per season.",
        ),
        ("Velm won the final 20-13 on Sunday.", "Velm (10-5) won the final on Sunday."),
        ("Velm won the final after a 15-2 run on Sunday.", "Velm won the final 65-53 on Sunday."),
        (
            "Velm beat Arn just 18 hours earlier.",
            "Velm held on for about 30 minutes before it lost to Arn.",
        ),
    ];
    for (lhs, rhs) in pairs {
        let found = differences(lhs, rhs);
        assert!(found.iter().all(|it| !it.starts_with("number")), "{found:?}");
    }
}

#[test]
fn what_is_no_rounding_is_a_conflict() {
    let found = differences("The fund took in $125 million.", "The fund took in $100 million.");
    assert_eq!(found, ["number conflict: $125 million / $100 million"]);
    let found = differences("The fund took in $1.1 million.", "The fund took in $1.07 million.");
    assert_eq!(found, ["precision compatible: $1.1 million / $1.07 million"]);
    let found =
        differences("Two throws gave Velm a 45-36 lead.", "Velm led 45-35 after two throws.");
    assert_eq!(found, ["number conflict: 45-36 / 45-35"]);
    let found = differences("The vote was 51-49.", "The vote was 52-48.");
    assert_eq!(found, ["number conflict: 51-49 / 52-48"]);
}

#[test]
fn others_injured_are_all_that_were_injured() {
    let found = differences(
        "Four men were killed and at least four others were injured in the blast.",
        "Four men were killed and three were injured in the blast.",
    );
    assert_eq!(found, ["number conflict: at least four / three"]);
}

#[test]
fn minutes_and_years_measure_two_things() {
    let offer = "The mayor offered a three-year extension of the harbour lease on Saturday.";
    let speech = "The mayor offered it in a 13-minute speech on the harbour lease on Saturday.";
    let found = differences(offer, speech);
    assert!(found.iter().all(|it| !it.starts_with("number")), "{found:?}");
    assert!(
        !differences("The siege lasted three years.", "The siege lasted four years.").is_empty()
    );
}

#[test]
fn values_that_can_both_be_true_are_shown_side_by_side() {
    let found = differences(
        "More than 30 nations have rules like these.",
        "At least 30 other countries have such rules.",
    );
    assert_eq!(found, ["precision compatible: More than 30 / At least 30"]);
    let found =
        differences("The two ports made a deal last month.", "The ports agreed on it in February.");
    assert!(found.iter().all(|it| !it.starts_with("date")), "{found:?}");
    let found = differences("The ferry opened in 1972.", "The ferry opened on March 30, 1972.");
    assert_eq!(found, ["precision compatible: 1972 / March 30, 1972"]);
    let found = differences(
        "A man in his 50s was held over the fire.",
        "Jon Vale, 56, was held over the fire.",
    );
    assert_eq!(found, ["precision compatible: 50s / 56"]);
}

#[test]
fn two_tolls_are_two_things_however_near() {
    let found = differences(
        "At least 31 people were killed in the storm.",
        "More than 30 were injured in the storm.",
    );
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn every_weight_of_the_values_is_there() {
    let likely = differences("Some 30 boats sank.", "More than 25 boats sank.");
    let unlikely = differences("Some 30 boats sank.", "Hundreds of men drowned.");
    assert_eq!(likely, ["precision compatible: Some 30 / More than 25"]);
    assert!(unlikely.is_empty(), "{unlikely:?}");
}

#[test]
fn the_last_of_a_row_counts_the_row() {
    let weeks = "Claims for benefits stood above one million for 12 straight weeks.";
    let eleventh = "It was the eleventh consecutive week of claims for benefits above one million.";
    let found = differences(weeks, eleventh);
    assert!(found.iter().any(|it| it == "number conflict: 12 / eleventh"), "{found:?}");
    let twelfth = "It was the 12th consecutive week of claims for benefits above one million.";
    let found = differences(weeks, twelfth);
    assert!(found.iter().all(|it| !it.starts_with("number")), "{found:?}");
}
