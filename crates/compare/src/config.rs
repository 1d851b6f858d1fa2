//! The tuned numbers of this stage and the commands that chose them.

/// Settings of [`crate::compare`].
#[derive(Debug, Clone)]
pub struct Config {
    /// Confidence from which on members are said to state one fact; below it the verdict is
    /// `unsure`.
    pub sure_fact: f64,
    /// Least confidence of a difference that is shown; see `rates.rs`.
    pub min_difference: f64,
    /// Least probability by the judge at which a family of kinds is shown, in the order value, who,
    /// wording, source, contradiction.
    pub min_judged: [f64; 5],
}

impl Config {
    /// A fact shown as sure is likelier right than wrong. Of differences those are shown of which
    /// the labels confirm a third and more, the least that any rule reaches but the loose ones of
    /// `rates.rs`: what an editor noticed is less than what differs.
    #[must_use]
    pub fn standard() -> Self {
        Self { sure_fact: 0.5, min_difference: 0.35, min_judged: [0.19; 5] }
    }
}
