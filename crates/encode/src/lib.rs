//! From text to numbers: the sentence model, its tokenizer and its weights.
//!
//! A sentence and what stands before it go in; a vector of the whole sentence, a vector for each of its tokens and the
//! importance of each token come out. [`align`] then compares two sentences without running the model again, so the
//! cost of a story grows with its sentences, and all their pairs are cheap. The few pairs that matter a [`PairReader`]
//! reads once more, both sentences together.
//!
//! Nothing here knows what news is. The same text gives the same bytes, alone or among others, on any number of threads.

mod alignment;
mod bert;
#[cfg(feature = "brought")]
mod brought;
mod encoder;
mod encoding;
mod fixed;
#[cfg(feature = "brought")]
mod habits;
mod looked_up;
mod pair;
mod runtime;
mod wordpieces;
mod words;

pub use alignment::{Alignment, PartsMatch, align, align_parts, best_matches};
pub use encoder::{Encoder, Error};
pub use encoding::{Encoding, Input, TokenVectors, weigh_together};
pub use fixed::StaticEncoder;
pub use looked_up::align_looked_up;
pub use pair::{Mark, PairReader, PairReading};
