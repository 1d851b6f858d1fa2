//! The measurements, one file a set.

pub mod conflict;
pub mod extract;
pub mod gathering;
pub mod lenses;
mod linkage;
pub mod loaded;
mod measured;
pub mod parts;
mod ranks;
pub mod segment;
pub mod summary;
mod unrelated;
pub mod values;

pub use measured::{MEASURED, measured};
use std::io::Read as _;
use std::path::Path;

use flate2::read::MultiGzDecoder;
pub use unrelated::strangers;

/// The figures of one set.
#[derive(Debug, Default)]
pub struct Table {
    /// What was measured on what.
    pub title: String,
    /// In the order in which they are shown.
    pub figures: Vec<Figure>,
    /// A line below the table.
    pub note: String,
}

/// One figure.
#[derive(Debug)]
pub struct Figure {
    /// What it is.
    pub name: String,
    /// Usually a share.
    pub value: f64,
    /// True for errors.
    pub lower_is_better: bool,
}

/// The records of a gzip JSON Lines file, without those of another form; `None` where it is not there.
fn records<T: serde::de::DeserializeOwned>(path: &Path) -> Option<Vec<T>> {
    let mut text = String::new();
    MultiGzDecoder::new(std::fs::File::open(path).ok()?).read_to_string(&mut text).ok()?;
    Some(text.lines().filter_map(|it| serde_json::from_str(it).ok()).collect())
}

impl Table {
    /// An empty table.
    #[must_use]
    pub fn new(title: &str) -> Self {
        Self { title: title.to_owned(), ..Self::default() }
    }

    /// Adds a figure of which more is better.
    pub fn add(&mut self, name: &str, value: f64) {
        self.figures.push(Figure { name: name.to_owned(), value, lower_is_better: false });
    }

    /// Adds a figure of which less is better.
    pub fn add_lower(&mut self, name: &str, value: f64) {
        self.figures.push(Figure { name: name.to_owned(), value, lower_is_better: true });
    }
}

/// Every set of the shared data that measures a single stage.
#[must_use]
pub fn sets(shared: &Path) -> Vec<Table> {
    let extract::Extraction { benchmark, fields, countries } = extract::extraction(shared);
    let mut tables = Vec::new();
    tables.extend(benchmark.map(|it| bodies("Body of a page (article-extraction benchmark)", &it)));
    tables.extend(countries.map(|it| bodies("Body of a page (outlets of many countries)", &it)));
    tables.extend(fields.map(|it| page_fields(&it)));
    tables.extend([segments(shared), read_values(shared)]);
    tables.extend(conflict::conflicts(shared));
    tables.extend(loaded::loaded(shared));
    tables.push(summary::roundups(shared));
    tables
}

fn bodies(title: &str, score: &extract::BodyScore) -> Table {
    let mut table = Table::new(title);
    table.add("precision", score.precision);
    table.add("recall", score.recall);
    table.add("F1", score.f1);
    table.note = format!("{} pages, {} refused.", score.n_pages, score.n_refused);
    table
}

fn page_fields(score: &extract::FieldScore) -> Table {
    let mut table = Table::new("Fields of a page (outlets of many countries)");
    table.add("headline, letter by letter", score.title);
    table.add("headline, four of five words", score.title_alike);
    table.add("date", score.date);
    table.add("authors", score.author);
    table.note = format!("{} pages.", score.n_pages);
    table
}

fn segments(shared: &Path) -> Table {
    let figures = segment::segmentation(shared);
    let mut table = Table::new("Sentence boundaries");
    let names = [
        ("gold paragraphs", "gold/train, paragraphs as published"),
        ("gold stops", "gold/train, joined, a line end where a text has no stop"),
        ("gold", "gold/train, joined by spaces alone"),
        ("pud en", "news and encyclopaedia, English"),
        ("pud es", "the same, Spanish"),
        ("pud de", "the same, German"),
    ];
    for (set, name) in names {
        if let Some(boundaries) = figures.boundaries.get(set) {
            table.add(&format!("{name}: boundary F1"), boundaries.f1());
        }
    }
    table
}

fn read_values(shared: &Path) -> Table {
    let mut table = Table::new("Amounts and dates (Recognizers-Text)");
    for (set, counts) in values::values(shared).counts {
        table.add(&set, counts.share());
    }
    table.note = "Share of cases whose words are found with the right value; the cases are \
                  sentences said to an assistant, not news."
        .to_owned();
    table
}
