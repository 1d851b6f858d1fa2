//! How each outlet tells it: labels, loaded words, agency, sourcing, prominence.
//!
//! Takes a [`compare::Comparison`], gives a [`Wording`] for each article to `report`. One file a
//! lens; each rests on spans of the article, and none of them grades an outlet.
