//! The figures that every report tells of itself are those of EVALUATION.md.

use crate::project;

/// The value of a row in the section of EVALUATION.md about labelled events.
fn row(name: &str) -> Option<f64> {
    let page = project::read("EVALUATION.md");
    let section = page.split("\n## ").find(|it| it.contains("gold/dev"))?;
    let line = section.lines().find(|it| it.starts_with(&format!("| {name} |")))?;
    line.rsplit('|').nth(1)?.trim().parse().ok()
}

#[test]
fn a_report_tells_the_figures_of_the_evaluation() {
    let measured = report::measured();
    for (name, rates) in [("default", measured.standard), ("--fast", measured.fast)] {
        for (what, rate) in [("links", rates.links), ("differences", rates.differences)] {
            let same = |figure: &str, value: f64| {
                let row = row(&format!("{name}: {what} {figure}"));
                assert!(
                    row.is_none_or(|it| (it - value).abs() < 0.0005),
                    "{name}: {what} {figure} is {value} in measured.json and {row:?} in \
                     EVALUATION.md; `make eval` writes both"
                );
                row.is_some()
            };
            assert!(same("F1", rate.f1), "EVALUATION.md has the F1 of {name} {what}");
            same("precision", rate.precision);
            same("recall", rate.recall);
            let sum = rate.precision + rate.recall;
            let mean = if sum > 0.0 { 2.0 * rate.precision * rate.recall / sum } else { 0.0 };
            assert!((mean - rate.f1).abs() < 0.002, "{name} {what}: the three belong together");
        }
    }
}
