//! What a caller of the encoder relies on.

use std::sync::LazyLock;

use encode::{Encoder, Encoding, Input, PairReader, align, align_parts, best_matches};

static ENCODER: LazyLock<Encoder> = LazyLock::new(Encoder::standard);

const COUNCIL: &str =
    "The Marrow Bay council voted 7 to 2 on Tuesday to close the old harbour bridge.";
const COUNCIL_AGAIN: &str =
    "Marrow Bay's harbour bridge will be shut after a 7-2 vote of the town council.";
const BAKERY: &str = "A new bakery in Tilford sells forty kinds of rye bread.";

fn alone(text: &str) -> Encoding {
    after("", text)
}

fn after(context: &str, text: &str) -> Encoding {
    ENCODER.encode(&[Input { context, glosses: &[], text }]).remove(0)
}

#[test]
fn a_paraphrase_is_closer_than_another_subject() {
    let same = align(&alone(COUNCIL), &alone(COUNCIL_AGAIN));
    let other = align(&alone(COUNCIL), &alone(BAKERY));
    assert!(same.cosine > other.cosine + 0.3, "{same:?} {other:?}");
    assert!(same.lhs_in_rhs > other.lhs_in_rhs + 0.1, "{same:?} {other:?}");
    assert!(same.rhs_in_lhs > other.rhs_in_lhs + 0.1, "{same:?} {other:?}");
}

#[test]
fn a_part_that_is_the_others_whole_statement_is_found() {
    let long = "Traders fear a poor season, and the council voted 7 to 2 to close the old bridge.";
    let (lhs, rhs) = (alone(long), alone("The old bridge will be closed, the council voted."));
    let cut = lhs.offsets.partition_point(|it| it.0 < long.find(" and").unwrap_or(0));
    let parts = [0..cut, cut..lhs.offsets.len()];
    let whole = vec![0..rhs.offsets.len(); 1];
    let (alignment, found) = align_parts(&lhs, &rhs, &parts, &whole);
    assert_eq!(alignment, align(&lhs, &rhs));
    assert!(found.lhs_in_rhs > alignment.lhs_in_rhs + 0.05, "{found:?} {alignment:?}");
    assert!((0.1..0.95).contains(&found.lhs_share), "{found:?}");
    let (_, first_alone) = align_parts(&lhs, &rhs, &parts[..1], &whole);
    assert!(found.both > first_alone.both + 0.05, "{found:?} {first_alone:?}");
    let (_, turned) = align_parts(&rhs, &lhs, &whole, &parts);
    assert_eq!((turned.both, turned.rhs_in_lhs), (found.both, found.lhs_in_rhs));
}

#[test]
fn a_sentence_is_encoded_the_same_alone_and_among_others_on_any_number_of_threads() {
    let texts =
        [COUNCIL, BAKERY, "", COUNCIL_AGAIN, "Yes.", "Mayor Ida Quell said the bridge was unsafe."];
    let inputs: Vec<Input<'_>> =
        texts.iter().map(|text| Input { context: COUNCIL, glosses: &[], text }).collect();
    let together = ENCODER.encode(&inputs);
    for (input, encoding) in inputs.iter().zip(&together) {
        assert_eq!(&ENCODER.encode(&[*input])[0], encoding);
    }
    for n_threads in [1, 2, 5] {
        assert_eq!(Encoder::standard().with_threads(n_threads).encode(&inputs), together);
    }
}

#[test]
fn offsets_point_at_the_words() {
    let text = "Zoë Brandt's café — “Nine Pots” — burned down.";
    let encoding = alone(text);
    let words: Vec<&str> = encoding.offsets.iter().map(|&(start, end)| &text[start..end]).collect();
    assert!(
        words.contains(&"café") && words.contains(&"“") && words.contains(&"burned"),
        "{words:?}"
    );
    assert_eq!(words.first(), Some(&"Zoë"));
    assert_eq!(words.last(), Some(&"."));
}

#[test]
fn weights_sum_to_one_and_every_list_has_one_entry_per_token() {
    let encoding = alone(COUNCIL);
    assert!((encoding.weights.iter().sum::<f32>() - 1.0).abs() < 1e-5);
    assert_eq!(encoding.tokens.len(), encoding.weights.len());
    assert_eq!(encoding.tokens.len(), encoding.offsets.len());
}

#[test]
fn a_very_long_text_is_cut_and_an_empty_one_gives_nothing() {
    let long = alone(&"the ferry left the quay again and ".repeat(2000));
    assert!(long.tokens.len() > 60 && long.tokens.len() < 1000);
    for nothing in ["", "   ", "\u{200b}"] {
        let encoding = after(COUNCIL, nothing);
        assert!(encoding.tokens.is_empty() && encoding.vector.is_empty());
        assert_eq!(align(&encoding, &alone(COUNCIL)).cosine, 0.0);
        assert!(best_matches(&encoding, &alone(COUNCIL)).is_empty());
        assert!(best_matches(&alone(COUNCIL), &encoding).is_empty());
    }
    assert_eq!(ENCODER.encode(&[]), vec![]);
}

#[test]
fn what_stands_before_a_sentence_bears_on_it() {
    let pronoun = "She resigned on Friday.";
    assert_ne!(
        after("Mayor Ida Quell was charged with fraud.", pronoun),
        after("The bakery owner, Lena Ost, won.", pronoun)
    );
}

#[test]
fn each_token_finds_its_counterpart() {
    let (lhs, rhs) = (alone("The bridge was closed."), alone("Officials closed the long bridge."));
    let word = |text: &str, encoding: &Encoding, place: usize| {
        text[encoding.offsets[place].0..encoding.offsets[place].1].to_owned()
    };
    let matches = best_matches(&lhs, &rhs);
    assert_eq!(word("Officials closed the long bridge.", &rhs, matches[1].0), "bridge");
    assert_eq!(word("Officials closed the long bridge.", &rhs, matches[3].0), "closed");
}

#[test]
fn parts_that_are_no_model_are_refused_with_a_reason() {
    let Err(error) = Encoder::from_parts(b"{}", b"") else { panic!("accepted an empty tokenizer") };
    assert!(error.to_string().contains("tokenizer"), "{error}");
    let tokenizer = include_bytes!("../weights/tokenizer.json");
    let Err(error) = Encoder::from_parts(tokenizer, b"not a graph") else {
        panic!("accepted an empty graph")
    };
    assert!(error.to_string().contains("ONNX"), "{error}");
}

#[test]
fn the_embedded_model_is_sound() {
    let parts =
        (include_bytes!("../weights/tokenizer.json"), include_bytes!("../weights/model.onnx"));
    if let Err(error) = Encoder::from_parts(parts.0, parts.1) {
        panic!("{error}");
    }
}

#[test]
fn what_a_pronoun_stands_for_is_read_but_is_no_token_of_the_text() {
    let text = "She said the bridge was unsafe.";
    let encode =
        |glosses: &[String]| ENCODER.encode(&[Input { context: "", glosses, text }]).remove(0);
    let (bare, told) = (encode(&[]), encode(&["She : Mayor Ida Quell ;".to_owned()]));
    assert_ne!(told.vector, bare.vector);
    assert_eq!(told.offsets, bare.offsets);
    let endless = ["she : ".to_owned() + &"Ida Quell ".repeat(50)];
    assert_eq!(encode(&endless), bare, "a gloss that does not fit is left out");
}

#[test]
fn a_pair_is_read_the_same_from_either_side_and_on_any_number_of_threads() {
    let (council, again, bakery) = (alone(COUNCIL), alone(COUNCIL_AGAIN), alone(BAKERY));
    let pairs = [(&council, &again), (&again, &council), (&council, &bakery)];
    let readings: Vec<_> =
        PairReader::standard().read(&pairs).into_iter().map(|it| it.expect("ours")).collect();
    assert_eq!(readings[0].same, readings[1].same);
    assert_eq!(readings[0].lhs_marks, readings[1].rhs_marks);
    assert_eq!(readings[0].lhs_marks.len(), council.tokens.len());
    assert!(readings[0].same > readings[2].same + 1.0, "{readings:?}");
    for n_threads in [1, 2, 5] {
        let reader = PairReader::standard().with_threads(n_threads);
        let others: Vec<_> = reader.read(&pairs).into_iter().flatten().collect();
        assert_eq!(others, readings);
    }
}
