//! What a user notices through the lenses of words: verbs, marks, agency, labels.

use super::*;

/// What one article alone says through a lens.
fn alone(lens: Lens, title: &'static str, body: &'static str) -> String {
    seen(lens, &[("Herald", "", title, body), ("Post", "", "", "It rained.")], &[])
}

#[test]
fn verbs_are_told_from_deeds_and_nouns() {
    let gives = [
        "The plan was criticized by two unions.",
        "The letter argues, though, that the bridge is safe.",
        "Residents have long maintained that the bridge shook.",
        "She left the room, insisting that the bridge is safe.",
    ];
    for body in gives {
        assert!(!alone(Lens::Verbs, "", body).is_empty(), "{body}");
    }
    let gives_none = [
        "The flood claimed more than 30 lives.",
        "Two men were admitted to the hospital.",
        "Last-minute warnings from the port did not help.",
        "The company maintains a wide road.",
        "The judge dismissed the case.",
        "No union has criticized the plan.",
        "The list of contenders was long.",
    ];
    for body in gives_none {
        assert_eq!(alone(Lens::Verbs, "", body), "", "{body}");
    }
}

#[test]
fn verbs_and_doubt_are_seen_in_headlines() {
    let text = alone(Lens::Verbs, "Kolb Slams Plan That May Fail", "Ines Kolb spoke of the plan.");
    assert_has(&text, "makes it an attack: Herald \"Kolb Slams\"");
    assert_has(&text, "doubt: Herald \"May\"");
}

#[test]
fn marks_are_no_speech() {
    let shown = [
        "Vincent \"The Brick\" Kolb died.",
        "They entered the so-called \"free harbor\" at noon.",
        "Two teams built the \"alternative\" bridge last year.",
    ];
    for body in shown {
        assert_has(&alone(Lens::Verbs, "", body), "marks: Herald");
    }
    let not_shown = [
        "Ines Kolb called the plan and all who had drawn it up in the last two years “foolish.”",
        "The plan is “foolish” in all its parts.",
        "They sang all of “The Long River” at noon.",
        "“Stop!” They left the bridge and the harbor at noon.",
    ];
    for body in not_shown {
        assert_lacks(&alone(Lens::Verbs, "", body), "marks:");
    }
}

#[test]
fn agency_passes_over_what_did_not_happen_and_doers_named_nearby() {
    let text = alone(
        Lens::Agency,
        "",
        "Two men were shot. He should be fired. No one was killed. Four were arrested after police \
         came. Two were killed in a car crash. The plan was to hit the wall.",
    );
    assert_has(&text, "\"were shot\"");
    for words in ["fired", "killed", "arrested", "hit"] {
        assert_lacks(&text, words);
    }
}

#[test]
fn labels_stand_on_either_side_of_a_name() {
    let told = [
        (
            "Herald",
            "",
            "",
            "The mayor of Dunmore, Ines Kolb, spoke. Then Ines Kolb left with Bruno Aster, a lawyer.",
        ),
        (
            "Post",
            "",
            "",
            "Ines Kolb (D-Dunmore), a failed developer, spoke. Harbor spokesman Bruno Aster left.",
        ),
    ];
    let text = seen(Lens::Labels, &told, &[]);
    assert_has(&text, "Herald \"mayor of Dunmore\" Post \"a failed developer\"");
    assert_has(&text, "\"a lawyer\"");
    assert_has(&text, "\"Harbor spokesman\"");
}

#[test]
fn a_verb_stands_with_the_whole_name_of_who_speaks() {
    let body =
        "The plan comes after the Harbor Council admitted on Tuesday that its bridge is old.";
    assert_has(&alone(Lens::Verbs, "", body), "\"Harbor Council admitted\"");
}
