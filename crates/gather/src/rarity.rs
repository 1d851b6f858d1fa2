//! How rare a term is, learned from the articles seen.

use std::collections::BTreeMap;

use crate::hash::Map;
use crate::{Profile, Term};

/// Texts that a language is taken to have had before the first: a term that no text held is rare
/// even then.
const FIRST_TEXTS: f32 = 1000.0;
/// Terms counted at most; beyond it old counts fade.
const MAX_TERMS: usize = 1_500_000;

/// In how many articles each term was seen.
#[derive(Debug, Clone, Default)]
pub(crate) struct Rarity {
    n_with: Map<u32, u32>,
    /// Articles by language.
    n_texts: BTreeMap<String, u32>,
}

/// What is saved: articles by language, and terms with their counts, sorted.
pub(crate) type Saved = (BTreeMap<String, u32>, Vec<(u32, u32)>);

impl Rarity {
    pub(crate) fn save(&self) -> Saved {
        let mut n_with: Vec<(u32, u32)> = self.n_with.iter().map(|(id, n)| (*id, *n)).collect();
        n_with.sort_unstable();
        (self.n_texts.clone(), n_with)
    }

    pub(crate) fn restore((n_texts, n_with): Saved) -> Self {
        Self { n_with: n_with.into_iter().collect(), n_texts }
    }

    /// Counts an article.
    pub(crate) fn add(&mut self, profile: &Profile) {
        *self.n_texts.entry(profile.language.clone()).or_default() += 1;
        for Term { id, .. } in &profile.terms {
            *self.n_with.entry(*id).or_default() += 1;
        }
        if self.n_with.len() > MAX_TERMS {
            self.fade();
        }
    }

    /// Halves all counts, so that memory stays bounded and the words of today count more.
    fn fade(&mut self) {
        self.n_with.retain(|_, n_with| {
            *n_with /= 2;
            *n_with > 0
        });
        self.n_texts.values_mut().for_each(|it| *it /= 2);
    }

    /// What tells of a term, among the articles of a language, the logarithm of how many there are for each that
    /// holds it.
    pub(crate) fn among(&self, language: &str) -> impl Fn(u32) -> f32 + '_ {
        let n_texts = self.n_texts.get(language).map_or(0.0, |it| *it as f32) + FIRST_TEXTS;
        move |id| {
            let n_with = self.n_with.get(&id).map_or(0.0, |it| *it as f32);
            ((n_texts + 1.0) / (n_with + 1.0)).ln().max(0.0)
        }
    }
}
