//! The measurements, one file a set.

pub mod segment;
pub mod summary;

use std::path::Path;

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
    vec![segments(shared), summary::roundups(shared)]
}

fn segments(shared: &Path) -> Table {
    let figures = segment::segmentation(shared);
    let mut table = Table::new("Sentence boundaries");
    for (set, boundaries) in &figures.boundaries {
        table.add(&format!("{set}: boundary F1"), boundaries.f1());
    }
    table
}
