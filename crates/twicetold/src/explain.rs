//! `twicetold explain`: why sentences are held to be one fact.

use anyhow::{anyhow, bail};

use crate::args::InspectFormat;
use crate::exit::Status;
use crate::plan::Explain;
use crate::{corrections, output};

/// Compares, finds the fact and writes why it is one.
pub(crate) fn run(explain: &Explain) -> anyhow::Result<Status> {
    let mut config = explain.work.config.clone();
    if let Some(file) = &explain.corrections {
        config.corrections = corrections::read(file)?;
    }
    let (inputs, models) = explain.work.read(&explain.paths)?;
    output::list_troubles(&inputs.troubles);
    if inputs.articles.len() < 2 {
        bail!(
            "a fact is looked for in two articles or more; {} could be read",
            inputs.articles.len()
        );
    }
    let (outcome, found) = pipeline::explain(inputs.articles, &models, &config, &explain.fact);
    let view = outcome.view(&models, &config);
    let thresholds = report::Thresholds {
        link: f64::from(config.cluster.min_link),
        member: f64::from(config.cluster.min_member_link),
        mean: f64::from(config.cluster.min_mean_link),
        sure_fact: config.compare.sure_fact,
        sure_alike: config.compare.sure_alike,
        sure_difference: config.compare.sure_difference,
    };
    let reasons = found.as_ref().and_then(|(idx, it)| view.reasons(*idx, it, thresholds));
    let reasons = reasons.ok_or_else(|| {
        let n = outcome.comparison.facts.len();
        anyhow!("there is no fact {}; this comparison has F1 to F{n}", explain.fact)
    })?;
    let written = match explain.format {
        InspectFormat::Text => reasons.text(explain.page_language),
        InspectFormat::Json => reasons.json(),
    };
    explain.output.write(written.as_bytes())?;
    Ok(if inputs.troubles.is_empty() { Status::Alike } else { Status::Trouble })
}
