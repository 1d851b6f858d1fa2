//! The corpus against itself: what is read of each file is what its labels were written for.

use std::fs;

use tests::gold;

use crate::project;

/// The stories' labels with their folders.
fn stories() -> Vec<(std::path::PathBuf, gold::Event)> {
    project::files("corpus/stories")
        .into_iter()
        .filter(|it| it.file_name().is_some_and(|it| it == "gold.json"))
        .map(|path| {
            let json = fs::read(&path).expect("a listed file can be read");
            let event = serde_json::from_slice(&json)
                .unwrap_or_else(|it| panic!("{}: {it}", path.display()));
            (path.parent().expect("a file lies in a folder").to_owned(), event)
        })
        .collect()
}

/// Words and marks without regard to white space, which pages and their copies lay out anew.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What is read of an article's file.
fn body(folder: &std::path::Path, article: &gold::GoldArticle) -> Result<String, String> {
    let name = article.file.as_deref().ok_or("its file is not named")?;
    let bytes = fs::read(folder.join(name)).map_err(|it| format!("{name}: {it}"))?;
    let source = ingest::Source { name, bytes: &bytes };
    let reading =
        ingest::read(&source, &ingest::Config::standard()).map_err(|it| it.to_string())?;
    match reading.articles.as_slice() {
        [article] => Ok(flat(&article.body)),
        articles => Err(format!("{name}: {} articles read of it", articles.len())),
    }
}

#[test]
fn there_are_stories() {
    assert!(stories().len() >= 10, "the issue of a useful corpus: at least ten stories");
}

#[test]
fn every_labelled_sentence_is_read_of_its_file() {
    let mut wrong = Vec::new();
    for (folder, event) in stories() {
        for article in &event.articles {
            match body(&folder, article) {
                Err(reason) => wrong.push(format!("{}: {reason}", event.event)),
                Ok(body) => wrong.extend(
                    article
                        .sentences
                        .iter()
                        .filter(|it| !body.contains(&flat(it)))
                        .map(|it| format!("{} {}: missing: {it}", event.event, article.id)),
                ),
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Words of page furniture, headlines in the wrong place and captions that are still read as text
/// in the whole corpus. Each is a fault; this number only falls.
const MAX_FURNITURE_WORDS: usize = 168;

#[test]
fn no_more_page_furniture_is_read_as_text() {
    let mut wrong = Vec::new();
    let mut n_words = 0;
    for (folder, event) in stories() {
        for article in &event.articles {
            let Ok(mut body) = body(&folder, article) else { continue };
            for sentence in &article.sentences {
                body = body.replacen(&flat(sentence), "", 1);
            }
            let rest = flat(&body);
            n_words += rest.split(' ').filter(|it| !it.is_empty()).count();
            if !rest.is_empty() {
                wrong.push(format!("{} {}: left over: {rest}", event.event, article.id));
            }
        }
    }
    assert!(n_words <= MAX_FURNITURE_WORDS, "{n_words} words:\n{}", wrong.join("\n"));
}

#[test]
fn labels_point_at_sentences_and_words_that_exist() {
    let mut wrong = Vec::new();
    for (_, event) in stories() {
        let sentence = |id: &str| {
            let article = event.articles.iter().find(|it| id.starts_with(&it.id))?;
            let number: usize = id[article.id.len()..].parse().ok()?;
            article.sentences.get(number.checked_sub(1)?)
        };
        for annotation in &event.annotations {
            for cluster in &annotation.clusters {
                for member in &cluster.members {
                    if sentence(member).is_none() {
                        wrong.push(format!("{}: no sentence {member}", event.event));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
