//! View model, then HTML, terminal text, Markdown, JSON, CSV.
