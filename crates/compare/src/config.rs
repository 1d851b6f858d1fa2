//! The tuned numbers of this stage and the commands that chose them.

/// Settings of [`crate::compare`].
#[derive(Debug, Clone)]
pub struct Config {
    /// Confidence from which on members are said to state one fact; below it the verdict is
    /// `unsure`.
    pub sure_fact: f64,
    /// Confidence from which on a fact without a difference is said to be told alike; below it the verdict is `unsure`: a false
    /// "these two agree" is worse than a miss.
    pub sure_alike: f64,
    /// Least rate of a rule that may speak for itself; see `rates.rs`. What a rule of a lower rate
    /// finds is a hint, shown only where the network looks at the same words.
    pub min_rule: f64,
    /// Confidence from which on a difference is said plainly; below it, it is said with "perhaps",
    /// and not at all within a fact that is unsure itself.
    pub sure_difference: f64,
    /// Least probability by the judge at which a family of kinds is shown, in the order value, who,
    /// wording, source, contradiction.
    pub min_judged: [f64; 5],
    /// True to show what the rules find at their own rates, unjudged: to measure and test them.
    pub rules_alone: bool,
}

impl Config {
    /// Of the facts of confidence 0.47 to 0.5 half of the links are right by the labels of `gold/train`, and of the surer ones
    /// more; of those from 0.75 on all sentences state one fact in 0.93 (`calibrate`, out of fold). Rules speak for themselves
    /// if the labels confirm a third of what they find. Judged differences are shown from where, out
    /// of fold on `gold/train`, half of the linked pairs shown are labelled with a difference, wrong links counted
    /// (`crates/compare/training/judge.py` prints it): what an editor noticed is less than what differs.
    #[must_use]
    pub fn standard() -> Self {
        Self {
            sure_fact: 0.47,
            sure_alike: 0.75,
            min_rule: 0.35,
            sure_difference: 0.5,
            min_judged: [0.19; 5],
            rules_alone: false,
        }
    }
}
