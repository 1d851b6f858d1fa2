//! A comparison with a sentence encoder of the user's own, here the tiny one of `crates/encode/tests/tiny`.

use pipeline::{Config, Models};

use crate::project;

fn models() -> Models {
    let folder = project::root().join("crates/encode/tests/tiny");
    let names = ["tokenizer.json", "model.onnx", "1_Pooling/config.json", "modules.json"];
    let names: Vec<String> = names.iter().map(|it| (*it).to_owned()).collect();
    let mut read = |name: &str| std::fs::read(folder.join(name)).map_err(|it| it.to_string());
    let encoder = encode::Encoder::brought(&names, &mut read).unwrap_or_else(|it| panic!("{it}"));
    Models::brought("tiny", encoder, 2)
}

fn article(outlet: &str, text: &str) -> article::Article {
    article::Article { outlet: outlet.to_owned(), ..article::Article::of(text) }
}

fn story() -> Vec<article::Article> {
    vec![
        article(
            "Herald",
            "The Velden council voted 7 to 2 on Tuesday to close the old harbour bridge.\n\n\
             Mayor Ida Quell said the bridge was unsafe for lorries.\n\n\
             A ferry will carry 400 people a day from Friday.\n\n\
             Shop owners on the quay fear for their trade.",
        ),
        article(
            "Post",
            "The old harbour bridge will close after the Velden council voted 7 to 2 on Tuesday.\n\n\
             \"It is unsafe for lorries,\" Mayor Ida Quell said.\n\n\
             The town had put off repairs since 2019.\n\n\
             From Friday a ferry will carry 400 people a day.",
        ),
    ]
}

#[test]
fn a_story_is_compared_with_an_encoder_of_ones_own() {
    let (models, config) = (models(), Config::brought());
    let outcome = pipeline::run(story(), &models, &config);
    let together = |words: &str| {
        outcome.comparison.facts.iter().any(|fact| {
            let texts = fact.members.iter().map(|it| {
                let document = &outcome.comparison.articles[it.article_idx].document;
                document.sentence_text(it.sentence_idx)
            });
            fact.members.len() > 1 && texts.clone().all(|it| it.contains(words))
        })
    };
    assert!(together("council voted"), "the lead is told twice");
    assert!(together("ferry will carry"), "the ferry is told twice");
    let making = pipeline::making(&models, &config);
    assert_eq!((making.mode.name(), making.encoder.as_deref()), ("brought", Some("tiny")));
    assert!(making.sure_fact > pipeline::making(&Models::fast(), &Config::fast()).sure_fact);
}

#[test]
fn the_order_of_the_articles_changes_nothing_with_an_encoder_of_ones_own() {
    let (models, config) = (models(), Config::brought());
    let confidences = |story: Vec<article::Article>| {
        let facts = pipeline::run(story, &models, &config).comparison.facts;
        let mut all: Vec<String> = facts.iter().map(|it| format!("{:.6}", it.confidence)).collect();
        all.sort();
        all
    };
    let turned = story().into_iter().rev().collect();
    assert_eq!(confidences(story()), confidences(turned));
}
