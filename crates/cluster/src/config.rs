//! The tuned numbers of this stage and the command that chose them.

/// Settings of [`crate::group`].
#[derive(Debug, Clone)]
pub struct Config {
    /// Least probability at which two sentences are linked at all. A fact of links that
    /// are hardly likelier is shown as unsure.
    pub min_link: f32,
    /// Least probability that a member of a group may have with any member of another article.
    pub min_member_link: f32,
    /// Least mean probability of a member with the members of other articles.
    pub min_mean_link: f32,
    /// Least mean probability of a member with the others of other articles; one of less is set apart as doubtful
    /// (`calibrate`).
    pub min_core_link: f32,
    /// From this probability on a sentence of another article may state the same: of that article it is not said that
    /// it lacks what this one tells (`calibrate`).
    pub min_near: f32,
    /// Most sentences of a story that are weighed pair by pair; the rest of the longest articles
    /// is left out with a warning.
    pub max_sentences: usize,
    /// Sorts of evidence kept with each link for the reader, the weightiest first; each story takes
    /// some ten milliseconds more for them.
    pub n_reasons: usize,
    /// Least probability that two articles tell of one event; a fact between those of less is held to be
    /// `strangers` sure, unless it is as sure as `sure_alone`. Chosen so that 200 pairs of unrelated
    /// articles of `gold/train` have no sure fact (`unrelated`); one in 14 pairs of one event is
    /// below it.
    pub min_kinship: f64,
    /// Confidence of a fact between articles that are hardly of one event, at most.
    pub strangers: f64,
    /// Confidence from which on a fact stands whatever its articles have in common.
    pub sure_alone: f64,
    /// What a fact's mean probability comes to: pairs of what the trees say and how often that was right out of fold,
    /// rising; between them a straight line. Of the default model each is the lower end of the share, over which it lies
    /// in nine of ten draws of events (`calibrate`): careful readers link less than the labels of `gold/train`.
    pub reliability: &'static [(f64, f64)],
}

impl Config {
    /// The numbers of the default model, chosen on `gold/train` by cross-validation: within 0.012 of the
    /// best F1 of the links and 0.005 of the highest recall at precision 0.80, the highest precision
    /// (`calibrate`; see `make model`).
    #[must_use]
    pub fn standard() -> Self {
        Self {
            min_link: 0.40,
            min_member_link: 0.30,
            min_mean_link: 0.60,
            min_core_link: 0.80,
            min_near: 0.15,
            max_sentences: 1500,
            n_reasons: 0,
            min_kinship: 0.5,
            strangers: 0.45,
            sure_alone: 0.85,
            reliability: &[
                (0.43, 0.36),
                (0.47, 0.45),
                (0.53, 0.46),
                (0.58, 0.50),
                (0.62, 0.54),
                (0.68, 0.60),
                (0.73, 0.67),
                (0.78, 0.71),
                (0.83, 0.78),
                (0.88, 0.80),
                (0.93, 0.87),
                (0.98, 0.98),
            ],
        }
    }

    /// The numbers of the model without the transformer, chosen in the same way, and of what is
    /// within 0.005 of the best F1 the highest recall at precision 0.80.
    #[must_use]
    pub fn fast() -> Self {
        Self {
            min_link: 0.32,
            min_member_link: 0.18,
            min_mean_link: 0.50,
            min_core_link: 0.0,
            sure_alone: 0.9,
            reliability: &[
                (0.36, 0.30),
                (0.45, 0.40),
                (0.53, 0.48),
                (0.58, 0.53),
                (0.63, 0.55),
                (0.68, 0.64),
                (0.73, 0.68),
                (0.78, 0.76),
                (0.83, 0.83),
                (0.88, 0.90),
                (0.93, 0.96),
                (0.98, 0.99),
            ],
            ..Self::standard()
        }
    }

    /// The confidence of a fact whose links are no likelier than they must be.
    #[must_use]
    pub fn least_confidence(&self) -> f64 {
        self.confidence(f64::from(self.min_link))
    }

    /// The confidence of a fact whose links have this mean probability.
    pub(crate) fn confidence(&self, mean: f64) -> f64 {
        let (mut from, mut to) = ((0.0, 0.0), (1.0, 1.0));
        for point in self.reliability {
            if point.0 <= mean {
                from = *point;
            } else {
                to = *point;
                break;
            }
        }
        let share = (mean - from.0) / (to.0 - from.0).max(f64::EPSILON);
        (from.1 + share * (to.1 - from.1)).clamp(0.0, 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn confidence_rises_with_what_the_trees_say() {
        for config in [Config::standard(), Config::fast()] {
            let said: Vec<f64> =
                (0..=100).map(|it| config.confidence(f64::from(it) / 100.0)).collect();
            assert!(said.windows(2).all(|it| it[0] <= it[1]), "{said:?}");
            assert!((said[0], said[100]) == (0.0, 1.0));
        }
    }
}
