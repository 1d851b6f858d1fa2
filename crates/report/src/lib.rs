//! View model, then HTML, terminal text, Markdown, JSON, CSV.
//!
//! Takes a [`compare::Comparison`], the lines of its summary and what the lenses saw, gives a
//! [`View`] that can be shown in every format:
//! `report::build(&comparison, &lines, &lenses, &making).text(&settings)`. Shows what the stages
//! found and adds no judgement; published text is always shown as text, whatever it contains.

mod assembly;
mod catalogue;
mod comparison_json;
#[cfg(test)]
mod edited;
mod explanation;
mod gold;
#[cfg(test)]
mod invented;
mod language;
mod lenses;
mod limits;
mod making;
mod markdown;
mod measured;
mod page;
mod passage;
mod phrases;
mod table;
mod terminal;
mod timing;
mod told;
mod unsure;
mod view;
mod visible;

pub use assembly::{build, build_corrected};
pub use comparison_json::SCHEMA;
pub use explanation::{Reasons, Thresholds};
pub use language::Language;
pub use making::{Making, Mode};
pub use measured::{LensRate, Measured, Rate, Rates, measured};
pub use page::PALETTE;
pub use table::COLUMNS;
pub use terminal::Settings;
pub use view::{
    Article, Counts, Difference, Fact, LensCell, LensReading, LensRow, LensSubject, LensWords,
    Line, Link, Member, Reprint, Sentence, Side, View, Warning,
};
