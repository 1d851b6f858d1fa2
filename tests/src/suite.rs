//! The one integration test of the project.
//!
//! `brought` compares with another encoder, `layers`, `measured` and `tidy` look at the project itself, `corpus` at what is read of the corpus,
//! `story` at small stories told in Markdown, `strangers` at articles that have nothing to do with each other,
//! `cli` at the program as a user runs it.

mod brought;
mod cli;
mod corpus;
mod layers;
mod measured;
mod project;
mod story;
mod strangers;
mod tidy;
