//! The settings of every stage.

/// Confidence from which on a fact is sure with an encoder that the confidence was not measured with.
const SURE_OF_BROUGHT: f64 = 0.65;

/// Settings of [`crate::run`].
#[derive(Debug, Clone)]
pub struct Config {
    /// Of the grouping.
    pub cluster: cluster::Config,
    /// Of the comparison.
    pub compare: compare::Config,
    /// Of the summary.
    pub summary: summary::Config,
    /// Of the lenses.
    pub lens: lens::Config,
    /// What an editor changed in an earlier comparison, to be replayed.
    pub corrections: correction::Corrections,
}

impl Config {
    /// The settings that the program runs with unless told otherwise.
    #[must_use]
    pub fn standard() -> Self {
        Self {
            cluster: cluster::Config::standard(),
            compare: compare::Config::standard(),
            summary: summary::Config { length: summary::Length::Sentences(3) },
            lens: lens::Config::standard(),
            corrections: correction::Corrections::default(),
        }
    }

    /// The settings that go with [`crate::Models::fast`].
    #[must_use]
    pub fn fast() -> Self {
        Self { cluster: cluster::Config::fast(), ..Self::standard() }
    }

    /// The settings that go with [`crate::Models::brought`]: nobody measured how right such an
    /// encoder is, so more is called unsure.
    #[must_use]
    pub fn brought() -> Self {
        let fast = Self::fast();
        let compare = compare::Config {
            sure_fact: SURE_OF_BROUGHT,
            sure_alike: SURE_OF_BROUGHT.max(fast.compare.sure_alike),
            ..fast.compare
        };
        Self { compare, ..fast }
    }
}
