//! The few figures that every report tells of itself, as a file of the `report` crate.

use serde_json::{Value, json};

use std::collections::BTreeMap;

use super::Table;

/// Where the `report` crate keeps them.
pub const MEASURED: &str = "crates/report/assets/measured.json";

/// The file's content, from the table of links and differences over labelled events, and precision and
/// recall by lens.
///
/// # Errors
/// If the table lacks one of the figures.
pub fn measured(
    table: &Table,
    n_events: usize,
    lenses: &BTreeMap<&str, (f64, f64)>,
    n_lens_events: usize,
) -> Result<String, String> {
    let rounded = |it: f64| (it * 1000.0).round() / 1000.0;
    let lenses: BTreeMap<&str, Value> = lenses
        .iter()
        .map(|(lens, (precision, recall))| {
            (*lens, json!({ "precision": rounded(*precision), "recall": rounded(*recall) }))
        })
        .collect();
    let figure = |name: String| {
        let found = table.figures.iter().find(|it| it.name == name);
        let value = found.ok_or_else(|| format!("{} has no figure {name}", table.title))?.value;
        Ok::<f64, String>(rounded(value))
    };
    let rate = |mode: &str, what: &str| {
        Ok::<Value, String>(json!({
            "precision": figure(format!("{mode}: {what} precision"))?,
            "recall": figure(format!("{mode}: {what} recall"))?,
            "f1": figure(format!("{mode}: {what} F1"))?,
        }))
    };
    let rates = |mode: &str| {
        Ok::<Value, String>(json!({
            "links": rate(mode, "links")?,
            "differences": rate(mode, "differences")?,
        }))
    };
    let all = json!({
        "n_events": n_events,
        "standard": rates("default")?,
        "fast": rates("--fast")?,
        "n_lens_events": n_lens_events,
        "lenses": lenses,
    });
    let text = serde_json::to_string_pretty(&all).map_err(|it| it.to_string())?;
    Ok(text + "\n")
}
