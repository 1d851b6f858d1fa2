//! Tables and lists out of an archive.

use std::path::Path;
use std::sync::{Arc, Mutex};

use archive::export::{self, Format, Kind, Table};
use archive::{Archive, Filter};
use serde_json::Value;

use crate::shelf::{Shelf, three};

/// Bytes written by an export.
#[derive(Clone, Default)]
struct Sink(Arc<Mutex<Vec<u8>>>);

impl std::io::Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn exported(archive: &Archive, table: Table, format: Format) -> Vec<u8> {
    let sink = Sink::default();
    export::export(archive, table, format, Box::new(sink.clone()), Path::new("memory")).unwrap();
    sink.0.lock().unwrap().clone()
}

fn rows(archive: &Archive, table: Table) -> Vec<Value> {
    let text = String::from_utf8(exported(archive, table, Format::Jsonl)).unwrap();
    text.lines().map(|it| serde_json::from_str(it).unwrap()).collect()
}

fn filled(name: &str) -> Shelf {
    let shelf = Shelf::new(name);
    shelf.add(&[shelf.write("news.jsonl", three() + &three())]);
    shelf
}

#[test]
fn every_column_is_documented_and_written_as_documented() {
    let shelf = filled("columns");
    for table in Table::ALL {
        let rows = rows(&shelf.archive(), table);
        assert!(!rows.is_empty(), "{} has rows", table.name());
        for row in &rows {
            let row = row.as_object().unwrap();
            assert_eq!(row.len(), table.columns().len());
            for column in table.columns() {
                let cell =
                    row.get(column.name).unwrap_or_else(|| panic!("{} is written", column.name));
                let fits = match column.kind {
                    Kind::Text => cell.is_string(),
                    Kind::Whole => cell.is_i64(),
                    Kind::Real => cell.is_number(),
                    Kind::Flag => cell.is_boolean(),
                };
                assert!(fits || cell.is_null(), "{} {}: {cell}", table.name(), column.name);
            }
        }
        let csv = String::from_utf8(exported(&shelf.archive(), table, Format::Csv)).unwrap();
        let names: Vec<&str> = table.columns().iter().map(|it| it.name).collect();
        assert_eq!(csv.lines().next(), Some(names.join(",").as_str()));
        assert_eq!(csv::Reader::from_reader(csv.as_bytes()).records().count(), rows.len());
        let described = export::describe();
        assert!(names.iter().all(|it| described.contains(&format!("| `{it}` |"))));
    }
}

#[test]
fn the_page_on_tables_is_the_one_the_program_prints() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("TABLES.md");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&page, export::describe()).unwrap();
    }
    assert_eq!(
        std::fs::read_to_string(page).unwrap(),
        export::describe(),
        "UPDATE=1 writes it anew"
    );
}

#[test]
fn facts_have_a_row_for_each_article_and_words_that_stand_in_its_text() {
    let shelf = filled("facts");
    let archive = shelf.archive();
    let articles = rows(&archive, Table::Articles);
    let text_of = |article: &Value| {
        let row = articles.iter().find(|it| it["article"] == *article).unwrap();
        row["text"].as_str().unwrap().to_owned()
    };
    let facts = rows(&archive, Table::Facts);
    for row in &facts {
        if let Some(words) = row["text"].as_str() {
            let text = text_of(&row["text_of"]);
            let (start, end) = (row["start"].as_u64().unwrap(), row["end"].as_u64().unwrap());
            let range = usize::try_from(start).unwrap()..usize::try_from(end).unwrap();
            assert_eq!(&text[range], words);
        } else {
            assert!(row["stance"].as_str().unwrap().starts_with("omits"), "{row}");
        }
    }
    let number = rows(&archive, Table::Differences);
    assert!(
        number
            .iter()
            .any(|it| it["kind"] == "number"
                && it["text"].as_str().is_some_and(|it| it.contains("14"))),
        "{number:?}"
    );
}

#[test]
fn a_duplicate_is_a_row_without_a_text_of_its_own() {
    let shelf = filled("duplicate-row");
    let articles = rows(&shelf.archive(), Table::Articles);
    assert_eq!(articles.len(), 6);
    let duplicate = &articles[3];
    assert_eq!(
        (&duplicate["kind"], &duplicate["of"], &duplicate["text"]),
        (&"duplicate".into(), &1.into(), &Value::Null)
    );
    let sentences = rows(&shelf.archive(), Table::Sentences);
    assert!(
        sentences.iter().all(|it| it["article"].as_i64().unwrap() <= 3),
        "its sentences are not told twice"
    );
}

#[test]
fn stories_are_filtered_by_day_outlet_size_and_words() {
    let shelf = filled("filter");
    let archive = shelf.archive();
    let titles = |filter: &Filter| -> Vec<String> {
        archive.stories(filter).unwrap().into_iter().map(|it| it.title).collect()
    };
    let day = |it: &str| Some(it.parse().unwrap());
    let olives = ["Olives as never before".to_owned()];
    assert_eq!(titles(&Filter { from: day("2031-03-05"), ..Filter::default() }), olives);
    assert_eq!(titles(&Filter { to: day("2031-03-04"), ..Filter::default() }).len(), 1);
    assert_eq!(
        titles(&Filter { outlet: Some("evening post".to_owned()), ..Filter::default() }).len(),
        1
    );
    assert_eq!(titles(&Filter { words: Some("harvest".to_owned()), ..Filter::default() }), olives);
    assert_eq!(titles(&Filter { min_articles: Some(3), ..Filter::default() }).len(), 0);
    assert_eq!(
        titles(&Filter { limit: Some(1), ..Filter::default() }),
        olives,
        "the latest comes first"
    );
}

#[test]
fn outlets_are_told_with_their_cases_and_an_interval() {
    let shelf = filled("outlets");
    let outlets = shelf.archive().outlets(1).unwrap();
    let pair = &outlets.pairs[0];
    assert_eq!(
        (pair.lhs.as_str(), pair.rhs.as_str(), pair.n_stories),
        ("Evening Post", "Herald", 1)
    );
    let both = pair.agreed.n;
    assert!(both > 0 && pair.agreed.n_of + pair.differing.n_of == both as f64);
    assert!(pair.agreed.low <= pair.agreed.share && pair.agreed.share <= pair.agreed.high);
    assert_eq!(pair.lhs_first.n, 0, "both came on one day: nobody is said to be first");
    let herald = outlets.outlets.iter().find(|it| it.outlet == "Herald").unwrap();
    assert_eq!((herald.n_articles, herald.n_compared), (2, 1));
    let whole: f64 = herald.sourcing.values().map(|it| it.share).sum();
    assert!((whole - 1.0).abs() < 0.02, "the shares of an article are its whole: {whole}");
    assert_eq!(outlets.coverage[0].week, "2031-03-03", "weeks begin on Monday");
}
