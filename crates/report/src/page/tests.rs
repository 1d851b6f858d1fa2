//! What a reader of the page meets.
