//! What a user who brings an encoder relies on.

use std::collections::BTreeMap;

use encode::{Encoder, Encoding, Input, align};

type Files = BTreeMap<String, Vec<u8>>;

const BRIDGE: &str = "The town council voted on Tuesday to close the old harbour bridge.";
const AGAIN: &str = "The old harbour bridge will be shut, the council voted.";
const BAKERY: &str = "A new bakery sells forty kinds of rye bread.";

/// The files of `tests/tiny`, which `make.py` there makes.
fn tiny() -> Files {
    let files: [(&str, &[u8]); 5] = [
        ("tokenizer.json", include_bytes!("tiny/tokenizer.json")),
        ("model.onnx", include_bytes!("tiny/model.onnx")),
        ("modules.json", include_bytes!("tiny/modules.json")),
        ("sentence_bert_config.json", include_bytes!("tiny/sentence_bert_config.json")),
        ("1_Pooling/config.json", include_bytes!("tiny/1_Pooling/config.json")),
    ];
    files.into_iter().map(|(name, bytes)| (name.to_owned(), bytes.to_vec())).collect()
}

fn with(mut files: Files, name: &str, bytes: impl AsRef<[u8]>) -> Files {
    files.insert(name.to_owned(), bytes.as_ref().to_vec());
    files
}

fn without(mut files: Files, name: &str) -> Files {
    files.remove(name);
    files
}

fn load(files: &Files) -> Result<Encoder, String> {
    let names: Vec<String> = files.keys().cloned().collect();
    let mut read = |name: &str| files.get(name).cloned().ok_or_else(|| "it is gone".to_owned());
    Encoder::brought(&names, &mut read).map_err(|it| it.to_string())
}

fn encode(encoder: &Encoder, texts: &[&str]) -> Vec<Encoding> {
    let input = |text| Input { context: "Before it.", glosses: &[], text };
    encoder.encode(&texts.iter().map(|it| input(it)).collect::<Vec<_>>())
}

#[track_caller]
fn refused(files: &Files, told: &[&str]) {
    let Err(error) = load(files) else { panic!("accepted: {told:?}") };
    for words in told {
        assert!(error.contains(words), "{words}: {error}");
    }
}

#[test]
fn a_brought_encoder_tells_what_is_alike() {
    let encoder = load(&tiny()).unwrap_or_else(|it| panic!("{it}"));
    let said = encode(&encoder, &[BRIDGE, AGAIN, BAKERY, "", "   "]);
    let (same, other) = (align(&said[0], &said[1]), align(&said[0], &said[2]));
    assert!(same.cosine > other.cosine + 0.2, "{same:?} {other:?}");
    assert!(same.rhs_in_lhs > other.rhs_in_lhs, "{same:?} {other:?}");
    assert!(said[3].tokens.is_empty() && said[4].vector.is_empty());
    for encoding in &said[..3] {
        let length: f32 = encoding.vector.iter().map(|it| it * it).sum();
        assert!((length - 1.0).abs() < 1e-4, "vectors have length 1: {length}");
        assert_eq!(encoding.tokens.len(), encoding.offsets.len());
    }
}

#[test]
fn a_text_is_encoded_the_same_alone_and_among_others_on_any_number_of_threads() {
    let texts = [BRIDGE, BAKERY, "", AGAIN];
    let one = load(&tiny()).expect("it is sound").with_threads(1);
    let together = encode(&one, &texts);
    for (text, encoding) in texts.iter().zip(&together) {
        assert_eq!(&encode(&one, &[text])[0], encoding);
    }
    assert_eq!(encode(&load(&tiny()).expect("it is sound").with_threads(3), &texts), together);
}

#[test]
fn the_settings_beside_it_are_followed() {
    let pooling = |mode: &str| {
        let json = format!("{{\"pooling_mode_{mode}\": true}}");
        let encoder = load(&with(tiny(), "1_Pooling/config.json", json)).expect("it is sound");
        encode(&encoder, &[BRIDGE]).remove(0).vector
    };
    assert_ne!(pooling("mean_tokens"), pooling("cls_token"));
    assert_ne!(pooling("mean_tokens"), pooling("max_tokens"));
    assert_ne!(pooling("cls_token"), pooling("lasttoken"));
    let short = with(tiny(), "sentence_bert_config.json", r#"{"max_seq_length": 8}"#);
    let encoding = encode(&load(&short).expect("it is sound"), &[BRIDGE]).remove(0);
    assert_eq!(encoding.tokens.len(), 6, "eight, the start and the end among them");
}

#[test]
fn the_graph_is_found_where_exports_put_it() {
    let graph = tiny()["model.onnx"].clone();
    for name in ["onnx/model.onnx", "onnx/model_quantized.onnx", "onnx/model_qint8_avx512.onnx"] {
        let files = with(without(tiny(), "model.onnx"), name, &graph);
        assert!(load(&files).is_ok(), "{name}");
    }
}

#[test]
fn what_is_missing_is_named_with_what_to_do() {
    refused(
        &without(tiny(), "tokenizer.json"),
        &["tokenizer.json: it is missing", "save_pretrained"],
    );
    let bare = without(tiny(), "model.onnx");
    refused(&bare, &["model.onnx: it is missing", "optimum-cli export onnx"]);
    let weights = with(bare.clone(), "model.safetensors", "x");
    refused(&weights, &["model.safetensors is not run here", "optimum-cli export onnx"]);
    refused(&with(bare, "onnx/model_fp16.onnx", "x"), &["onnx/model_fp16.onnx", "32-bit or 8-bit"]);
}

#[test]
fn what_does_not_fit_is_refused_with_the_file() {
    refused(&with(tiny(), "tokenizer.json", "{}"), &["tokenizer.json: "]);
    refused(&with(tiny(), "model.onnx", "no graph"), &["model.onnx: ", "is it whole"]);
    let cut = &tiny()["model.onnx"][..2000];
    refused(&with(tiny(), "model.onnx", cut), &["model.onnx: "]);
    let other = include_bytes!("../weights/tokenizer.json");
    refused(&with(tiny(), "tokenizer.json", other), &["model.onnx: ", "of one model?"]);
    let unknown = replaced(&tiny()["model.onnx"], b"LayerNormalization", b"LairNormalizationX");
    refused(
        &with(tiny(), "model.onnx", unknown),
        &["model.onnx: ", "LairNormalizationX", "does not know"],
    );
    let input = replaced(&tiny()["model.onnx"], b"token_type_ids", b"token_side_ids");
    refused(&with(tiny(), "model.onnx", input), &["model.onnx: ", "token_side_ids"]);
    let dense = r#"[{"type": "sentence_transformers.models.Dense", "path": "2_Dense"}]"#;
    refused(&with(tiny(), "modules.json", dense), &["Dense", "sentence_embedding"]);
}

fn replaced(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    assert_eq!(from.len(), to.len(), "a graph says how long its names are");
    let mut bytes = bytes.to_vec();
    for at in 0..bytes.len() - from.len() {
        if bytes[at..].starts_with(from) {
            bytes[at..at + to.len()].copy_from_slice(to);
        }
    }
    bytes
}
