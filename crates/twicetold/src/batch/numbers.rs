//! Outlets side by side, as text.

use std::fmt::Write as _;

use archive::outlets::{Outlets, Pair, Share};

/// Weeks and topics told; `--format json` has all.
const MAX_COVERAGE: usize = 40;

pub(crate) fn text(outlets: &Outlets) -> String {
    let mut out = String::from(
        "Shares with their number of cases and a 95 % interval (Wilson). They describe the texts in \
         this archive and grade nobody.\n",
    );
    if outlets.pairs.is_empty() {
        out.push_str("\nno two outlets have enough stories in common; see --min-stories\n");
    }
    outlets.pairs.iter().for_each(|it| pair(&mut out, it));
    out.push_str("\nEach outlet\n");
    for it in outlets.outlets.iter().filter(|it| it.n_compared > 0) {
        let _ = writeln!(
            out,
            "  {}: {} articles in {} stories, {} compared",
            it.outlet, it.n_articles, it.n_stories, it.n_compared
        );
        row(&mut out, "first of all", &it.first);
        for (sort, share) in &it.sourcing {
            row(&mut out, &format!("words sourced: {sort}"), share);
        }
    }
    let n = outlets.coverage.len();
    let _ = writeln!(
        out,
        "\nCoverage by week and topic (the latest {} of {n} rows)",
        n.min(MAX_COVERAGE)
    );
    for it in outlets.coverage.iter().rev().take(MAX_COVERAGE) {
        let _ = writeln!(
            out,
            "  {}  {}  {}: {} articles, {} stories",
            it.week, it.topic, it.outlet, it.n_articles, it.n_stories
        );
    }
    out
}

fn pair(out: &mut String, it: &Pair) {
    let _ = writeln!(out, "\n{} and {}: {} stories in common", it.lhs, it.rhs, it.n_stories);
    row(out, "facts of both told alike", &it.agreed);
    row(out, "facts of both told with a difference", &it.differing);
    for (kind, share) in &it.kinds {
        row(out, &format!("  difference of {kind}"), share);
    }
    row(out, &format!("facts found in {} only", it.lhs), &it.lhs_only);
    row(out, &format!("facts found in {} only", it.rhs), &it.rhs_only);
    row(out, &format!("{} first", it.lhs), &it.lhs_first);
    row(out, &format!("{} first", it.rhs), &it.rhs_first);
    row(out, &format!("{} reprints from {}", it.rhs, it.lhs), &it.rhs_reprints);
    row(out, &format!("{} reprints from {}", it.lhs, it.rhs), &it.lhs_reprints);
}

fn row(out: &mut String, name: &str, it: &Share) {
    if it.n == 0 {
        let _ = writeln!(out, "    {name:<44} no cases");
        return;
    }
    let _ = writeln!(
        out,
        "    {name:<44} {:>5.1} %  ({:.1}–{:.1} %, n = {})",
        it.share * 100.0,
        it.low * 100.0,
        it.high * 100.0,
        it.n
    );
}
