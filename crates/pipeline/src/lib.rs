//! The whole flow in one function, and its settings.
