//! Two articles in two columns, aligned by fact.
//!
//! Between the columns stands the sign of the verdict: `=` alike, `≠` differing, `?` unsure, `<`
//! and `>` only on that side.

use super::lines::{Run, Style, run, width_of, wrap};
use super::page::Page;
use super::{difference_runs, passage_runs};
use crate::phrases::{fact_sign, suspected};
use crate::view::Fact;
use crate::visible::visible;

/// Columns of the gap that holds the sign.
const GAP: usize = 5;

impl Page<'_> {
    /// All facts in the order of the comparison.
    pub(super) fn columns(&mut self) {
        let column = (self.width - GAP) / 2;
        let view = self.view;
        self.blank();
        let names = [0, 1].map(|it| vec![run(Style::Strong, visible(&view.articles[it].label))]);
        self.pair(column, " ", &names[0], &names[1]);
        self.push(&[run(Style::Faint, "─".repeat(column * 2 + GAP))]);
        for (fact_idx, fact) in view.facts.iter().enumerate() {
            let sides = [0, 1].map(|article| self.side(fact, article));
            let sign = match (fact.verdict, sides[0].is_empty(), sides[1].is_empty()) {
                (compare::Verdict::Sole, false, true) => "<",
                (compare::Verdict::Sole, true, false) => ">",
                _ => fact_sign(fact),
            };
            self.pair(column, sign, &sides[0], &sides[1]);
            for it in fact.told_differences() {
                self.line(4, &difference_runs(view, self.words, fact, it));
                self.corrections(6, &it.corrections);
            }
            if let Some(it) = suspected(view, self.words, fact) {
                self.line(4, &[run(Style::Faint, it)]);
            }
            if fact.verdict == compare::Verdict::Unsure {
                self.fact_note(fact);
            }
            self.corrections(4, &fact.corrections);
            if fact_idx + 1 < view.facts.len() {
                self.blank();
            }
        }
    }

    /// What one article says of a fact, with the numbers of its sentences.
    fn side(&self, fact: &Fact, article: usize) -> Vec<Run> {
        let mut runs = Vec::new();
        for (member_idx, it) in fact.members.iter().enumerate() {
            if it.article == article {
                let lead = if runs.is_empty() { "" } else { " " };
                runs.push(run(Style::Strong, format!("{lead}{} ", it.sentence + 1)));
                runs.extend(passage_runs(self.view, fact, member_idx));
            }
        }
        runs
    }

    fn pair(&mut self, column: usize, sign: &str, left: &[Run], right: &[Run]) {
        let (left, right) = (wrap(left, column), wrap(right, column));
        for idx in 0..left.len().max(right.len()) {
            let mut line: Vec<Run> = left.get(idx).cloned().unwrap_or_default();
            let rest = column.saturating_sub(width_of(&line));
            let sign = if idx == 0 { sign } else { " " };
            line.push(run(Style::Plain, " ".repeat(rest)));
            let style = if sign == "=" { Style::Alike } else { Style::Differing };
            line.push(run(style, format!("  {sign}  ")));
            line.extend(right.get(idx).cloned().unwrap_or_default());
            self.push(&line);
        }
    }
}
