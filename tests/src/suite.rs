//! The one integration test of the project.
//!
//! `layers`, `measured` and `tidy` look at the project itself, `corpus` at what is read of the corpus,
//! `story` at small stories told in Markdown, `cli` at the program as a user runs it.

mod cli;
mod corpus;
mod layers;
mod measured;
mod project;
mod story;
mod tidy;
