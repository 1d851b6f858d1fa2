//! From a stream of articles to stories.
//!
//! [`profile()`] reads one article and keeps what tells which event it is about; [`Gatherer`] takes
//! profiles in the order of their time and says at once which story each belongs to. Two articles on
//! one event that use the same rare words and names on the same day become one story; two on one
//! continuing affair stay apart. What is ambiguous stays apart. Every answer carries its evidence.
//!
//! A story bears the key of the article that founded it and keeps it for good; when two turn out to
//! be one, the younger goes into the older and a [`Change::Merged`] says so. `RULES.md` tells every rule.
//!
//! No thread is started here: the same profiles in the same order give the same changes.

mod address;
mod change;
mod config;
mod copies;
mod evidence;
mod gatherer;
mod grouping;
mod hash;
mod held;
mod memory;
mod profile;
mod rarity;
mod rival;
mod scorer;
mod settle;
mod sketch;
mod state;
mod why;

pub use change::{ArticleKey, Change, Likeness, StoryId, Why};
pub use config::Config;
pub use evidence::EVIDENCE_NAMES;
pub use gatherer::Gatherer;
pub use profile::{Profile, Term, TermKind, profile};
pub use state::Damaged;
