//! From a sentence to what it asserts.
//!
//! Takes a [`text::Document`], gives [`Claims`]: for every sentence its quantities, dates, names,
//! quotes, who says so, how certainly, and what it denies. Sees one article at a time; the
//! article's own date resolves "Tuesday". Every range lies inside its sentence, save the source of
//! a quote that runs on.
//! "At least 107 people died, the ministry said on Tuesday." gives the quantity `>= 107` people,
//! the date of that Tuesday, and the attribution "the ministry" with the verb "said".

mod attribution;
mod certainty;
mod claims;
mod clause;
mod credit;
mod date;
mod name;
mod number;
mod quantity;
mod quote;
mod row;

pub use attribution::{Attribution, SourceKind};
pub use certainty::Certainty;
pub use claims::{Claim, Claims, extract, extract_as_of};
pub use credit::{behind_dateline, medium};
pub use date::{DateMention, Grain};
pub use name::{Entity, EntityKind, NameMention, name_likeness};
pub use quantity::{Bound, Quantity, Unit};
pub use quote::Quote;
