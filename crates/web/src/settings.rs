//! How comparisons are made: what a reader may choose.

use serde::{Deserialize, Serialize};

/// The choices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Settings {
    /// With the language model or without.
    pub(crate) mode: Mode,
    /// Names of the lenses to look through.
    pub(crate) lenses: Vec<String>,
    /// ISO 639-1 code of the language of the words that nobody published: those of the app and of
    /// its reports.
    pub(crate) page_language: String,
}

/// How thoroughly articles are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Mode {
    /// With the language model.
    Standard,
    /// By words, names and figures only.
    Fast,
}

impl Settings {
    /// What goes without saying: the language model and every lens.
    pub(crate) fn standard(language: report::Language) -> Self {
        Self {
            mode: Mode::Standard,
            lenses: lens::Lens::ALL.iter().map(|it| it.name().to_owned()).collect(),
            page_language: language.code().to_owned(),
        }
    }

    /// Each lens once, in the order in which they are shown; or what is wrong with the choices.
    pub(crate) fn checked(mut self) -> Result<Self, String> {
        if let Some(unknown) = self.lenses.iter().find(|it| !is_lens(it)) {
            let names = lens::Lens::ALL.map(lens::Lens::name).join(", ");
            return Err(format!("there is no lens {unknown:?}; there are {names}"));
        }
        if self.lenses.len() > lens::Lens::ALL.len() {
            return Err("each lens is named once".to_owned());
        }
        if language(&self.page_language).is_none() {
            let known = report::Language::ALL.map(report::Language::code).join(", ");
            return Err(format!("the page language is one of: {known}"));
        }
        let chosen = std::mem::take(&mut self.lenses);
        let all = lens::Lens::ALL.iter().map(|it| it.name().to_owned());
        self.lenses = all.filter(|it| chosen.contains(it)).collect();
        Ok(self)
    }

    /// The language of the report's own words.
    pub(crate) fn language(&self) -> report::Language {
        language(&self.page_language).unwrap_or(report::Language::English)
    }

    /// The settings of the stages.
    pub(crate) fn pipeline(&self) -> pipeline::Config {
        let mut config = match self.mode {
            Mode::Standard => pipeline::Config::standard(),
            Mode::Fast => pipeline::Config::fast(),
        };
        config.lens.lenses = self.lenses.iter().filter_map(|it| lens::Lens::named(it)).collect();
        config
    }
}

fn language(code: &str) -> Option<report::Language> {
    report::Language::ALL.into_iter().find(|it| it.code() == code)
}

fn is_lens(name: &str) -> bool {
    lens::Lens::ALL.iter().any(|it| it.name() == name)
}

#[cfg(test)]
mod tests {
    //! Choices are brought in order or refused.

    use super::*;

    #[test]
    fn lenses_are_kept_once_in_the_order_in_which_they_are_shown() {
        let lenses = ["agency", "labels", "agency"].map(str::to_owned).to_vec();
        let settings = Settings { lenses, ..Settings::standard(report::Language::English) }
            .checked()
            .expect("all known");
        let shown: Vec<_> = lens::Lens::ALL.iter().map(|it| it.name()).collect();
        assert_eq!(settings.lenses.len(), 2);
        let place = |name: &str| shown.iter().position(|it| *it == name);
        assert!(place(&settings.lenses[0]) < place(&settings.lenses[1]));
    }

    #[test]
    fn unknown_lenses_and_languages_are_refused_by_name() {
        let lenses = vec!["truth".to_owned()];
        let answer = Settings { lenses, ..Settings::standard(report::Language::English) }.checked();
        assert!(answer.is_err_and(|it| it.contains("truth")));
        let page_language = "tlh".to_owned();
        assert!(
            Settings { page_language, ..Settings::standard(report::Language::English) }
                .checked()
                .is_err()
        );
    }
}
