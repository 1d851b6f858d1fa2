//! Small stories told in Markdown, with the comparison expected of each.
//!
//! A file of `tests/suite` holds prose, fenced articles (```` ```article outlet=Herald ````) and
//! one fenced comparison. `UPDATE=1 make test` writes what the program finds into the file; the
//! difference is then read by whoever changed the program. A comparison has one line for each
//! fact, or for each difference of a fact that differs:
//!
//! ```text
//! agreed   Herald "The bridge fell on Monday."  Post "On Monday the bridge fell."
//! differs  number conflict  Herald "Twelve people"  Post "14 people"
//! sole     Post "It was built by convicts."
//! ```

use std::fmt::Write;
use std::fs;

use article::{Article, Completeness, Moment};

use crate::project;

/// A file of `tests/suite`, taken apart.
struct Case {
    articles: Vec<Article>,
    /// The fenced comparison, and where it stands in the file.
    expected: std::ops::Range<usize>,
}

#[test]
fn stories_come_out_as_written() {
    let models = pipeline::Models::standard(1);
    let update = std::env::var_os("UPDATE").is_some();
    let mut wrong = String::new();
    let files = project::files("tests/suite");
    assert!(!files.is_empty(), "the stories are gone");
    for file in files {
        let text = fs::read_to_string(&file).expect("a listed file can be read");
        let case = parse(&text).unwrap_or_else(|it| panic!("{}: {it}", file.display()));
        let outcome = pipeline::run(case.articles, &models, &pipeline::Config::standard());
        let found = lines(&outcome.comparison);
        if found == text[case.expected.clone()] {
            continue;
        }
        if update {
            let mut text = text.clone();
            text.replace_range(case.expected, &found);
            fs::write(&file, text).expect("the project's files can be written");
        } else {
            let expected = &text[case.expected];
            writeln!(wrong, "{}\nexpected:\n{expected}found:\n{found}", file.display())
                .expect("a string takes everything");
        }
    }
    assert!(wrong.is_empty(), "{wrong}`UPDATE=1 make test` writes what was found into the files");
}

fn parse(text: &str) -> Result<Case, String> {
    let mut articles = Vec::new();
    let mut expected = None;
    // What the fence opened, and where its content starts.
    let mut open: Option<(&str, usize)> = None;
    let mut position = 0;
    for line in text.split_inclusive('\n') {
        let start = position;
        position += line.len();
        let Some(fence) = line.trim_end().strip_prefix("```") else { continue };
        match open.take() {
            None => open = Some((fence, position)),
            Some(("comparison", content)) => expected = Some(content..start),
            Some((info, content)) => {
                if let Some(fields) = info.strip_prefix("article ") {
                    articles.push(article(fields, text[content..start].trim_end())?);
                }
            }
        }
    }
    let expected = expected.ok_or("no ```comparison")?;
    if articles.len() < 2 {
        return Err("a story needs two ```article".to_owned());
    }
    for (idx, article) in articles.iter_mut().enumerate() {
        article.id = char::from(b'A' + idx as u8).to_string();
    }
    Ok(Case { articles, expected })
}

/// Reads `outlet=Herald date=2031-03-04 partial title="The headline"`.
fn article(fields: &str, body: &str) -> Result<Article, String> {
    let mut article = Article {
        id: String::new(),
        outlet: String::new(),
        title: String::new(),
        byline: None,
        url: None,
        published: None,
        modified: None,
        declared_language: None,
        body: body.to_owned(),
        completeness: Completeness::Complete,
        warnings: Vec::new(),
    };
    let (fields, title) = fields.split_once("title=\"").unwrap_or((fields, ""));
    article.title = title.trim_end_matches('"').to_owned();
    for field in fields.split_whitespace() {
        match field.split_once('=') {
            Some(("outlet", name)) => article.outlet = name.to_owned(),
            Some(("date", day)) => {
                let day = day.parse().map_err(|_| format!("no date: {day}"))?;
                article.published = Some(Moment::day(day));
            }
            None if field == "partial" => {
                article.completeness = Completeness::Partial("the rest is for subscribers".into());
            }
            _ => return Err(format!("no field of an article: {field}")),
        }
    }
    Ok(article)
}

/// The comparison in lines; of an agreed fact each article's words, of a differing one those that
/// differ.
fn lines(comparison: &compare::Comparison) -> String {
    let mut out = String::new();
    let quote = |article_idx: usize, range| {
        let article = &comparison.articles[article_idx].document.article;
        let words = article.text(range).split_whitespace().collect::<Vec<_>>().join(" ");
        format!("  {} \"{words}\"", article.outlet)
    };
    for fact in &comparison.facts {
        if fact.differences.is_empty() {
            let members = fact.members.iter().map(|it| quote(it.article_idx, it.range));
            let members: String = members.collect();
            out.push_str(&format!("{:<7}{members}\n", fact.verdict.name()));
        }
        for difference in &fact.differences {
            let sides = difference
                .between
                .iter()
                .map(|it| quote(fact.members[it.member].article_idx, it.range));
            let sides: String = sides.collect();
            let (kind, relation) = (difference.kind.name(), difference.relation.name());
            out.push_str(&format!("{:<7}  {kind} {relation}{sides}\n", fact.verdict.name()));
        }
    }
    out
}
