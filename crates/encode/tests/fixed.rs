//! What a caller of the encoder without a network relies on.

use encode::{Encoding, Input, StaticEncoder, align, weigh_together};

const COUNCIL: &str =
    "The Marrow Bay council voted 7 to 2 on Tuesday to close the old harbour bridge.";
const COUNCIL_AGAIN: &str =
    "Marrow Bay's harbour bridge will be shut after a 7-2 vote of the town council.";
const BAKERY: &str = "A new bakery in Tilford sells forty kinds of rye bread.";

fn encode(texts: &[&str]) -> Vec<Encoding> {
    let inputs: Vec<Input<'_>> = texts.iter().map(|text| Input { context: "", glosses: &[], text }).collect();
    StaticEncoder::standard().encode(&inputs)
}

#[test]
fn a_paraphrase_is_closer_than_another_subject() {
    let encodings = encode(&[COUNCIL, COUNCIL_AGAIN, BAKERY]);
    let (same, other) = (align(&encodings[0], &encodings[1]), align(&encodings[0], &encodings[2]));
    assert!(same.cosine > other.cosine + 0.2, "{same:?} {other:?}");
    assert!(same.lhs_in_rhs > other.lhs_in_rhs + 0.2, "{same:?} {other:?}");
}

#[test]
fn words_of_like_meaning_are_closer_than_others() {
    let encodings = encode(&["shut", "closed", "banana"]);
    assert!(
        align(&encodings[0], &encodings[1]).cosine
            > align(&encodings[0], &encodings[2]).cosine + 0.1
    );
}

#[test]
fn empty_texts_and_odd_scripts_do_no_harm() {
    let encodings = encode(&["", " \n", "☃ 北京 Ωmega \u{fffd}", COUNCIL]);
    assert!(encodings[0].tokens.is_empty() && encodings[1].tokens.is_empty());
    assert!(encodings.iter().flat_map(|encoding| &encoding.vector).all(|value| value.is_finite()));
}

#[test]
fn a_word_that_every_sentence_holds_loses_weight_in_their_company() {
    let texts = ["Quell resigned.", "Quell denied it.", "Quell left by boat."];
    let mut encodings = encode(&texts);
    let before = encodings[0].weights.clone();
    weigh_together(&mut encodings);
    assert!(encodings[0].weights[0] < before[0], "{before:?} {:?}", encodings[0].weights);
    assert!((encodings[0].weights.iter().sum::<f32>() - 1.0).abs() < 1e-5);
    assert!(
        encodings.iter().flat_map(|encoding| &encoding.weights).all(|weight| weight.is_finite())
    );
}

#[test]
fn a_table_of_another_size_than_it_says_is_refused() {
    assert!(StaticEncoder::from_table(&[1, 0, 0]).is_err());
    assert!(StaticEncoder::from_table(&[255; 64]).is_err());
}
