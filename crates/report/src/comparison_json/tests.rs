//! What another program may rely on in the JSON format.

use super::SCHEMA;
use crate::invented::{Invented, bridge};
use compare::Verdict;
use serde_json::{Value, json};

#[test]
fn the_output_fits_its_schema() {
    let schema: Value = serde_json::from_str(SCHEMA).expect("the schema is JSON");
    for view in [bridge().view(&[0, 1]), Invented::new().view(&[])] {
        let output: Value = serde_json::from_str(&view.json()).expect("the output is JSON");
        let mut faults = Vec::new();
        check(&schema, &schema, &output, "", &mut faults);
        assert_eq!(faults, Vec::<String>::new());
    }
}

#[test]
fn the_check_of_the_schema_finds_faults() {
    let schema: Value = serde_json::from_str(SCHEMA).expect("the schema is JSON");
    let mut output: Value = serde_json::from_str(&bridge().view(&[0]).json()).expect("JSON");
    output["version"] = json!(2);
    output["facts"][0]["verdict"] = json!("maybe");
    output["facts"][0]["confidence"] = json!(1.5);
    output["facts"][0]["stances"]["A"] = json!("denies");
    output["facts"][1]["members"] = json!([]);
    output["articles"][0]["sha256"] = json!("12");
    output["articles"][1].as_object_mut().expect("an object").remove("body");
    let mut faults = Vec::new();
    check(&schema, &schema, &output, "", &mut faults);
    let places: Vec<&str> = faults.iter().filter_map(|it| it.split(':').next()).collect();
    assert_eq!(
        places,
        [
            "/articles/0/sha256",
            "/articles/1",
            "/facts/0/confidence",
            "/facts/0/stances/A",
            "/facts/0/verdict",
            "/facts/1/members",
            "/version",
        ]
    );
}

#[test]
fn what_a_lens_saw_leads_back_to_the_words() {
    let output: Value = serde_json::from_str(&bridge().view(&[0]).json()).expect("JSON");
    let row = &output["lenses"][0]["rows"][0];
    assert_eq!(row["subject"], "attack for criticism");
    assert_eq!(row["articles"]["A"]["words"], json!([]));
    let seen = &row["articles"]["B"]["words"][0];
    let body = output["articles"][1]["body"].as_str().expect("a text");
    let at = |key: &str| usize::try_from(seen[key].as_u64().expect("an offset")).expect("small");
    assert_eq!(&body[at("start")..at("end")], "raged against");
    assert_eq!((&seen["value"], &seen["sentence"]), (&json!("criticized"), &json!("B1")));
    assert_eq!(output["lenses"][1]["rows"][0]["subject"], "F1");
}

#[test]
fn every_offset_leads_back_to_the_words() {
    let output: Value = serde_json::from_str(&bridge().view(&[0]).json()).expect("JSON");
    let articles = output["articles"].as_array().expect("a list");
    let body_of = |sentence: &Value| {
        let id = sentence.as_str().expect("a sentence id");
        let article = articles.iter().find(|it| id.starts_with(it["id"].as_str().expect("an id")));
        article.expect("an article")["body"].as_str().expect("a body")
    };
    let cut = |place: &Value| {
        let offset = |key: &str| {
            usize::try_from(place[key].as_u64().expect("an offset")).expect("a small one")
        };
        &body_of(&place["sentence"])[offset("start")..offset("end")]
    };
    let fact = &output["facts"][0];
    assert_eq!(fact["statement"], json!(cut(&fact["members"][0])));
    let sides = fact["differences"][0]["between"].as_array().expect("a list");
    assert_eq!(sides.len(), 3);
    for side in sides {
        assert_eq!(side["text"], json!(cut(side)));
    }
    assert_eq!(sides[0]["value"], json!(">=12"));
}

#[test]
fn an_omission_in_a_partial_article_says_so() {
    let output: Value = serde_json::from_str(&bridge().view(&[]).json()).expect("JSON");
    let fact = &output["facts"][2];
    assert_eq!(fact["stances"], json!({"A": "differs", "B": "differs", "C": "omits"}));
    assert_eq!(fact["omits_why"], json!({"C": "partial"}));
    assert_eq!(output["articles"][2]["completeness"], json!("partial"));
}

#[test]
fn the_hash_is_that_of_the_body() {
    let view = Invented::new()
        .article("Herald", "", &["abc"])
        .fact(Verdict::Sole, &[(0, 0, "")])
        .view(&[]);
    assert_eq!(
        view.articles[0].sha256,
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    );
}

#[test]
fn an_id_that_ends_in_a_digit_keeps_its_sentences_apart() {
    let view = Invented::new()
        .article("Herald", "", &["One.", "Two."])
        .edit(|it| it.articles[0].document.article.id = "E1".to_owned())
        .view(&[]);
    let ids: Vec<&str> = view.articles[0].sentences.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(ids, ["E1.1", "E1.2"]);
}

/// Checks those keywords of JSON Schema that the schema uses; any other one is an error here.
fn check(root: &Value, schema: &Value, value: &Value, at: &str, faults: &mut Vec<String>) {
    let rules = schema.as_object().expect("a schema is an object");
    for (keyword, rule) in rules {
        let fits = match keyword.as_str() {
            "$schema" | "$defs" | "title" | "description" => true,
            "$ref" => {
                let path = rule.as_str().and_then(|it| it.strip_prefix('#')).expect("a local ref");
                let target = root.pointer(path).expect("the ref leads somewhere");
                check(root, target, value, at, faults);
                true
            }
            "type" => {
                let names = rule.as_array().cloned().unwrap_or_else(|| vec![rule.clone()]);
                names.iter().any(|it| is_of_type(value, it.as_str().expect("a type")))
            }
            "const" => value == rule,
            "enum" => rule.as_array().expect("a list").contains(value),
            "minimum" => value.as_f64().is_none_or(|it| it >= rule.as_f64().expect("a number")),
            "maximum" => value.as_f64().is_none_or(|it| it <= rule.as_f64().expect("a number")),
            "minLength" => length(value).is_none_or(|it| it >= rule.as_u64().expect("a number")),
            "maxLength" => length(value).is_none_or(|it| it <= rule.as_u64().expect("a number")),
            "minItems" => {
                let n_items = value.as_array().map(|it| it.len() as u64);
                n_items.is_none_or(|it| it >= rule.as_u64().expect("a number"))
            }
            "required" => {
                let names = rule.as_array().expect("a list").iter().filter_map(Value::as_str);
                names.clone().all(|it| value.get(it).is_some())
            }
            "items" => {
                for (idx, it) in value.as_array().into_iter().flatten().enumerate() {
                    check(root, rule, it, &format!("{at}/{idx}"), faults);
                }
                true
            }
            "properties" => {
                for (name, rule) in rule.as_object().expect("an object") {
                    if let Some(it) = value.get(name) {
                        check(root, rule, it, &format!("{at}/{name}"), faults);
                    }
                }
                true
            }
            "additionalProperties" => {
                let known = rules.get("properties").and_then(Value::as_object);
                for (name, it) in value.as_object().into_iter().flatten() {
                    if !known.is_some_and(|known| known.contains_key(name)) {
                        check(root, rule, it, &format!("{at}/{name}"), faults);
                    }
                }
                true
            }
            other => panic!("this check does not know the keyword {other}"),
        };
        if !fits {
            faults.push(format!("{at}: {keyword} {rule}"));
        }
    }
}

fn length(value: &Value) -> Option<u64> {
    value.as_str().map(|it| it.chars().count() as u64)
}

fn is_of_type(value: &Value, name: &str) -> bool {
    match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_u64() || value.is_i64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        other => panic!("this check does not know the type {other}"),
    }
}
