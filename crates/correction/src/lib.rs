//! What an editor changed in a comparison, replayed.
//!
//! Takes [`Corrections`] (a file `corrections.json`, see [`SCHEMA`]) and applies them: those that
//! say what belongs together to a [`cluster::Clustering`] before it is compared
//! ([`Corrections::regroup`]), the others to the [`compare::Comparison`] ([`Replay::amend`]).
//! Everything is named by [`Keys`] that come from the texts themselves, so that a correction finds
//! its place again with other settings, in another order of articles and under other file names.
//! "These two are not the same" takes a fact apart before anyone looks for differences in it; what
//! finds its place no longer is said in a warning, and the rest is replayed all the same.

mod amend;
mod key;
mod record;
mod regroup;
mod replay;

pub use key::Keys;
pub use record::{Act, Correction, Corrections, DifferenceKey, Error, Named, SideKey, Target};
pub use replay::{Replay, Replayed};

/// The JSON Schema (draft 2020-12) of `corrections.json`.
pub const SCHEMA: &str = include_str!("../assets/corrections.schema.json");

#[cfg(test)]
mod tests;
