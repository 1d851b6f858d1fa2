//! Tests of the whole, its measurements and benches.
//!
//! The library part is what the measuring programs in `src/bin` share.

pub mod eval;
pub mod gold;
pub mod predict;
