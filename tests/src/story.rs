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

/// What the articles tell besides, one list for each of them. Whether two sentences state one fact
/// is weighed against all the others of the story; with none the short stories would be like no
/// story that is read. What these paragraphs come to is left out of the comparison.
const BESIDES: [&[&str]; 3] = [
    &[
        "The museum of clocks reopened its upper floor after a winter of repairs.",
        "Rain fell on both banks through the afternoon, and the market closed early.",
        "A choir from the valley sang at the opening of the new library.",
        "Ticket prices on the cable railway rise by a tenth in April.",
        "The harvest of plums was the smallest in eleven years, growers reported.",
        "Two lanes of the ring road stay closed for resurfacing.",
        "\"My grandmother planted that tree,\" said the baker Odo Lind.",
        "The chess club of Ferrin won its third title in a row.",
        "Swimmers found an anchor from the age of sail near the lighthouse.",
        "A survey counted 412 pairs of storks along the lower river.",
    ],
    &[
        "The theatre begins its season with a comedy about two tax inspectors.",
        "Fog held up the morning flights to the islands for an hour.",
        "The brewery on Mill Street will bottle lemonade again.",
        "A bakery prize went to a rye loaf with caraway.",
        "Teachers asked for smaller classes in the first two years.",
        "The zoo has named its young otter after a goalkeeper.",
        "\"We have never had so many bicycles,\" said the dealer Runa Falk.",
        "Cement prices went up by 7 percent over the summer.",
        "The old post office is to become a dance hall.",
        "An amateur photographed a comet from the roof of the stables.",
    ],
    &[
        "The orchestra plays three evenings in the shipyard's great hall.",
        "A late frost hurt the apricots on the southern slopes.",
        "The tailors' guild showed uniforms from four centuries.",
        "Volunteers cleaned the pond behind the tram depot.",
        "The school of gardening takes 26 new pupils in autumn.",
        "\"Nobody can read these old maps any more,\" said the archivist Pell Varga.",
        "A second bookshop opens beside the cathedral.",
        "Anglers complain about the herons at the weir.",
        "The marathon was run on a new course along the canal.",
        "The village of Osk voted to keep its gas lamps.",
    ],
];

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
        for paragraph in BESIDES[idx] {
            article.body.push_str("\n\n");
            article.body.push_str(paragraph);
        }
    }
    Ok(Case { articles, expected })
}

/// Reads `outlet=Herald date=2031-03-04 partial title="The headline"`.
fn article(fields: &str, body: &str) -> Result<Article, String> {
    let mut article = Article::of(body);
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
    let is_beside = |it: &cluster::Member| {
        let words = comparison.articles[it.article_idx].document.sentence_text(it.sentence_idx);
        BESIDES[it.article_idx].contains(&words)
    };
    for fact in comparison.facts.iter().filter(|it| !it.members.iter().all(is_beside)) {
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
