//! `twicetold compare`: from inputs to a written comparison.

use std::sync::Arc;

use anyhow::bail;

use crate::args::ReportFormat;
use crate::exit::Status;
use crate::output;
use crate::plan::Compare;
use crate::{corrections, rules};

/// Compares and writes. Inputs that cannot be read are listed after the comparison of the rest.
pub(crate) fn run(compare: &Compare) -> anyhow::Result<Status> {
    let mut config = compare.work.config.clone();
    if let Some(folder) = &compare.rules {
        config.lens.rules = Arc::new(rules::read(folder)?);
    }
    if let Some(file) = &compare.corrections {
        config.corrections = corrections::read(file)?;
    }
    let (inputs, models) = compare.work.read(&compare.paths)?;
    if inputs.articles.len() < 2 {
        output::list_troubles(&inputs.troubles);
        bail!(too_few(inputs.articles.len()));
    }
    let outcome = pipeline::run(inputs.articles, &models, &config);
    let view = outcome.view(&models, &config);
    let settings = report::Settings {
        width: compare.output.width,
        color: compare.output.color,
        side_by_side: compare.side_by_side,
        language: compare.page_language,
    };
    let written = written(&view, compare.format, &settings);
    let result = compare.output.write(written.as_bytes());
    output::list_troubles(&inputs.troubles);
    result?;
    let is_alike = view.counts.differs + view.counts.unsure + view.counts.sole == 0;
    Ok(match (inputs.troubles.is_empty(), is_alike) {
        (false, _) => Status::Trouble,
        (true, true) => Status::Alike,
        (true, false) => Status::Differ,
    })
}

fn too_few(n_articles: usize) -> &'static str {
    match n_articles {
        0 => "no article could be read",
        _ => "one article only; a comparison needs two (`twicetold summarize` takes one)",
    }
}

/// A comparison in the form asked for.
pub(crate) fn written(
    view: &report::View,
    format: ReportFormat,
    settings: &report::Settings,
) -> String {
    match format {
        ReportFormat::Text => view.text(settings),
        ReportFormat::Json => view.json(),
        ReportFormat::Md => view.markdown(settings.language),
        ReportFormat::Html => view.html(settings.language),
        ReportFormat::Csv => view.csv(),
        ReportFormat::Gold => view.gold(),
    }
}
