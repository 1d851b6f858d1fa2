//! Prints what the articles of a story assert, sentence by sentence: `claims FILE [LETTER]`, where
//! the file is JSON with a list `articles` of `outlet`, `title`, `date`, `text`.
#![allow(clippy::print_stdout, clippy::disallowed_methods, reason = "a debugging view")]

use article::{Article, Moment};

fn main() {
    let mut args = std::env::args().skip(1);
    let path = args.next().expect("a file");
    let letter = args.next();
    let file: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(path).expect("a readable file"))
            .expect("JSON");
    for record in file["articles"].as_array().expect("articles") {
        let field = |name: &str| record[name].as_str().unwrap_or_default().to_owned();
        if letter.as_ref().is_some_and(|letter| *letter != field("id")) {
            continue;
        }
        print(Article {
            id: field("id"),
            outlet: field("outlet"),
            title: field("title"),
            published: field("date").get(..10).and_then(|date| date.parse().ok()).map(Moment::day),
            ..Article::of(&field("text"))
        });
    }
}

fn print(article: Article) {
    println!("##### {} {} {:?}", article.id, article.title, article.published.map(|it| it.date));
    let document = text::read(article);
    let start = std::time::Instant::now();
    let bytes = document.article.body.len();
    let claims = claim::extract(document);
    println!("{} bytes in {:?}", bytes, start.elapsed());
    let text = |range| claims.document.article.text(range);
    for claim in &claims.claims {
        println!("\n{}", text(claim.range));
        if claim.clauses.len() > 1 {
            let clauses: Vec<&str> = claim.clauses.iter().map(|it| text(*it)).collect();
            println!("  clauses {clauses:?}");
        }
        for it in &claim.quantities {
            println!(
                "  quantity {:?} {:?} {:?} {}..{} of {:?}",
                text(it.range),
                it.unit,
                it.bound,
                it.low,
                it.high,
                it.noun.map(text)
            );
        }
        for it in &claim.dates {
            println!("  date {:?} {} .. {} {:?}", text(it.range), it.start, it.end, it.grain);
        }
        let names: Vec<String> = claim
            .names
            .iter()
            .map(|it| {
                let sign = if it.is_anaphor { "~" } else { "" };
                format!("{sign}{}={}", text(it.range), claims.entities[it.entity_idx].name)
            })
            .collect();
        if !names.is_empty() {
            println!("  names {}", names.join(" | "));
        }
        for it in &claim.quotes {
            println!(
                "  quote {:?} by {:?} {:?} scare {}",
                text(it.range),
                it.speaker.map(text),
                it.entity_idx.map(|idx| &claims.entities[idx].name),
                it.is_scare
            );
        }
        if let Some(it) = &claim.attribution {
            println!(
                "  said {:?} by {:?} {:?} {:?}",
                text(it.verb),
                it.source.map(text),
                it.entity_idx.map(|idx| &claims.entities[idx].name),
                it.kind
            );
        }
        if claim.certainty != claim::Certainty::Plain || !claim.negations.is_empty() {
            let words = |ranges: &[article::TextRange]| {
                ranges.iter().map(|it| text(*it)).collect::<Vec<_>>().join("|")
            };
            println!(
                "  {:?} hedges {} negations {}",
                claim.certainty,
                words(&claim.hedges),
                words(&claim.negations)
            );
        }
    }
    println!("\nentities:");
    for it in &claims.entities {
        println!("  {:?} {} roles {:?} variants {:?}", it.kind, it.name, it.roles, it.variants);
    }
}
