//! What a reader is told of the reasons.

use super::Thresholds;
use crate::invented::bridge;
use cluster::{Explanation, Fit, PairReasons, Reason, Weighed};

const THRESHOLDS: Thresholds = Thresholds {
    link: 0.36,
    member: 0.24,
    mean: 0.5,
    sure_fact: 0.5,
    sure_alike: 0.75,
    sure_difference: 0.5,
};

/// One pair of the third fact, linked, by two pieces of evidence.
fn explanation() -> Explanation {
    let mut reasons = vec![Reason { value: 0.0, weight: 0.0 }; cluster::reason_names().len()];
    reasons[0] = Reason { value: 0.81, weight: 3.0 };
    reasons[12] = Reason { value: 4.1, weight: 2.5 };
    let weighed =
        Weighed { probability: 0.62, log_odds: 0.5, reasons, n_better_lhs: 0, n_better_rhs: 2 };
    let pair = PairReasons {
        lhs: 0,
        rhs: 1,
        weighed: Some(weighed),
        linked: Some(0.62),
        words: Vec::new(),
        reading: None,
    };
    let fit = Fit { mean: 0.62, least: 0.62 };
    let (mean, confidence) = (0.62, 0.55);
    Explanation {
        base: -5.0,
        n_pairs: 52,
        pairs: vec![pair],
        members: vec![fit, fit],
        mean,
        one_event: 1.0,
        confidence,
    }
}

#[test]
fn the_text_says_what_speaks_for_a_fact_and_how_much() {
    let view = bridge().view(&[]);
    let explanation = explanation();
    let text = view
        .reasons(2, &explanation, THRESHOLDS)
        .expect("a third fact")
        .text(crate::Language::English);
    for said in [
        "F3: told differently",
        "meaning    +3.00   sentence vectors 0.81 (+3.00)",
        "words      +2.50   rarest shared 4.10 (+2.50)",
        "the average pair of this story has -5.00",
        "2 other sentences there fit Velden Herald 4 better",
        "linked: at or above 0.36",
        "not read together by a network",
        "mean 0.62 comes to a confidence of 0.55",
        "at or above 0.50: said to be one fact",
    ] {
        assert!(text.contains(said), "{said:?} is not in\n{text}");
    }
    assert!(text.find("meaning ") < text.find("words  "), "what weighs most comes first");
    assert!(view.reasons(99, &explanation, THRESHOLDS).is_none());
}

#[test]
fn the_weights_in_the_json_and_the_base_give_the_score() {
    let view = bridge().view(&[]);
    let explanation = explanation();
    let json = view.reasons(2, &explanation, THRESHOLDS).expect("a third fact").json();
    let json: serde_json::Value = serde_json::from_str(&json).expect("it is JSON");
    let pair = &json["pairs"][0];
    assert_eq!(pair["sentences"], serde_json::json!(["A4", "B1"]));
    let weights = pair["evidence"].as_array().expect("a list").iter();
    let sum: f64 = weights.filter_map(|it| it["weight"].as_f64()).sum();
    let base = json["base_log_odds"].as_f64().expect("a number");
    assert!((base + sum - pair["log_odds"].as_f64().expect("a number")).abs() < 1e-9);
    assert_eq!(pair["evidence"][0]["name"], "meaning: sentence vectors");
}
