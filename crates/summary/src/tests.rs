//! Behaviour of summaries.
