//! A learned probability of a few figures: logistic regression, from a table that `training/` writes.

/// The learned weights of one sort of question.
pub(super) struct Logistic {
    constant: f64,
    weights: Vec<f64>,
}

impl Logistic {
    /// The model of a sort, of a table with lines of sort, figure and weight, parted by tabs; "all" is the constant.
    ///
    /// # Panics
    /// If a figure has no weight.
    pub(super) fn of(table: &str, sort: &str, figures: &[&str]) -> Self {
        let weight = |figure: &str| {
            let mut lines = table.lines().map(|it| it.split('\t').collect::<Vec<_>>());
            lines
                .find(|it| it.len() == 3 && it[0] == sort && it[1] == figure)
                .and_then(|it| it[2].parse().ok())
                .expect("the weights in the repository are whole; a test reads them")
        };
        Self { constant: weight("all"), weights: figures.iter().map(|it| weight(it)).collect() }
    }

    /// The probability for figures in the order of their names.
    pub(super) fn probability(&self, figures: &[f64]) -> f64 {
        let sum: f64 = self.weights.iter().zip(figures).map(|(weight, it)| weight * it).sum();
        1.0 / (1.0 + (-self.constant - sum).exp())
    }
}
