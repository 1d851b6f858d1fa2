//! How often the program is right, as measured: a few figures from `assets/measured.json`.
//!
//! `make eval` writes that file together with EVALUATION.md, from the same run; a test holds the
//! two equal. Nothing here is computed from the story at hand.

use crate::making::Mode;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The figures of both modes on labelled events that nothing was trained on.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Measured {
    /// How many events.
    pub n_events: usize,
    /// With the language model.
    pub standard: Rates,
    /// Without.
    pub fast: Rates,
    /// How many events measured the lenses.
    pub n_lens_events: usize,
    /// What the lenses see of what readers see, by the lens's name; those not measured are left out.
    pub lenses: BTreeMap<String, LensRate>,
}

/// How often a lens is right: shares from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
pub struct LensRate {
    /// Of what it shows, the share that readers see too.
    pub precision: f64,
    /// Of what readers see, the share that it shows.
    pub recall: f64,
}

/// The figures of one mode.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
pub struct Rates {
    /// Pairs of sentences held to state the same fact.
    pub links: Rate,
    /// Differences between such sentences.
    pub differences: Rate,
}

/// How often what was shown is labelled, and what is labelled was shown: shares from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
pub struct Rate {
    /// Of those shown, the share that is labelled.
    pub precision: f64,
    /// Of those labelled, the share that was shown.
    pub recall: f64,
    /// The harmonic mean of both.
    pub f1: f64,
}

static MEASURED: LazyLock<Measured> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../assets/measured.json"))
        .expect("the file is part of the program and tested")
});

/// The figures that this program was last measured with.
#[must_use]
pub fn measured() -> &'static Measured {
    &MEASURED
}

impl Measured {
    /// The figures of a mode, if it was measured.
    #[must_use]
    pub fn of(&self, mode: Mode) -> Option<Rates> {
        match mode {
            Mode::Standard => Some(self.standard),
            Mode::Fast => Some(self.fast),
            Mode::Brought => None,
        }
    }
}
