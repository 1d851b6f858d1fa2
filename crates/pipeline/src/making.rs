//! What a comparison was made with, for the report to say; and the way to the report.

use crate::{Config, Models, Outcome};

impl Outcome {
    /// What every format of the report shows of it; `models` and `config` are those it was made with.
    #[must_use]
    pub fn view(&self, models: &Models, config: &Config) -> report::View {
        report::build_corrected(
            &self.comparison,
            &self.summary,
            &self.lenses,
            &self.replayed,
            &making(models, config),
        )
    }
}

/// What [`crate::run`] compares with, given these models and settings.
#[must_use]
pub fn making(models: &Models, config: &Config) -> report::Making {
    let shipped = lens::Rules::shipped();
    report::Making {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        mode: mode(models),
        encoder: models.brought_name().map(str::to_owned),
        min_link: config.cluster.least_confidence(),
        sure_fact: config.compare.sure_fact,
        sure_alike: config.compare.sure_alike,
        sure_difference: config.compare.sure_difference,
        has_own_rules: !std::sync::Arc::ptr_eq(&config.lens.rules, &shipped),
    }
}

fn mode(models: &Models) -> report::Mode {
    match (models.brought_name(), models.has_network()) {
        (Some(_), _) => report::Mode::Brought,
        (None, true) => report::Mode::Standard,
        (None, false) => report::Mode::Fast,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_says_what_it_was_made_with() {
        let fast = making(&Models::fast(), &Config::fast());
        assert_eq!(fast.mode, report::Mode::Fast);
        assert!(!fast.has_own_rules);
        let mut config = Config::fast();
        config.lens.rules = std::sync::Arc::new((*lens::Rules::shipped()).clone());
        assert!(making(&Models::fast(), &config).has_own_rules);
    }
}
