//! The comparison as text for a terminal, a pipe or a file: a diff made for prose.
//!
//! Agreed facts once, differing facts as aligned lines with the differing words marked, then what
//! only one article has, how each words it, and what the reader must know. Every line carries the
//! outlet and the number of its sentence. Signs carry the meaning; colour only repeats it.

mod columns;
mod lines;
mod page;
#[cfg(test)]
mod tests;

use crate::catalogue::Catalogue;
use crate::language::Language;
use crate::passage::{self, Segment};
use crate::phrases::{CLOSE, OPEN, head, sides};
use crate::view::{Difference, Fact, View};
use crate::visible::visible;
use lines::{Run, Style, run};

/// How text is laid out.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Columns of a line; fewer than 40 count as 40.
    pub width: usize,
    /// Whether escape sequences for colour may be used.
    pub color: bool,
    /// Two columns aligned by fact, where the story has two articles; else one column.
    pub side_by_side: bool,
    /// The language of the report's own words.
    pub language: Language,
}

impl View {
    /// The comparison as text, ending with a line feed.
    #[must_use]
    pub fn text(&self, settings: &Settings) -> String {
        page::Page::new(self, Catalogue::of(settings.language), settings).write()
    }
}

/// A member's words, the differing ones between signs.
fn passage_runs(view: &View, fact: &Fact, member_idx: usize) -> Vec<Run> {
    segment_runs(&passage::excerpt(view, fact, member_idx))
}

fn segment_runs(segments: &[Segment]) -> Vec<Run> {
    let mut runs = Vec::new();
    for it in segments {
        let text = visible(&it.text);
        if it.is_marked {
            runs.push(run(Style::Differing, format!("{OPEN}{text}{CLOSE}")));
        } else {
            runs.push(run(if it.is_stated { Style::Plain } else { Style::Faint }, text));
        }
    }
    runs
}

/// `number · compatible: “at least 107” / “over 100”`.
fn difference_runs(view: &View, words: &Catalogue, fact: &Fact, it: &Difference) -> Vec<Run> {
    let head = head(words, it);
    let sides = sides(view, words, fact, it, false);
    vec![run(Style::Strong, head), run(Style::Plain, format!(": {sides}"))]
}
