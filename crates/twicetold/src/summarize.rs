//! `twicetold summarize`: the few sentences a reader needs.

mod write;

use anyhow::bail;

use crate::args::SummaryFormat;
use crate::exit::Status;
use crate::output;
use crate::plan::Summarize;

/// Summarizes and writes. Inputs that cannot be read are listed after the summary of the rest.
pub(crate) fn run(summarize: &Summarize) -> anyhow::Result<Status> {
    let (inputs, models) = summarize.work.read(&summarize.paths)?;
    if inputs.articles.is_empty() {
        output::list_troubles(&inputs.troubles);
        bail!("no article could be read");
    }
    let outcome = pipeline::run(inputs.articles, &models, &summarize.work.config);
    let quotes = write::quotes(&outcome.comparison, &outcome.summary);
    let written = match summarize.format {
        SummaryFormat::Text => write::text(&quotes, &outcome.comparison, &summarize.output),
        SummaryFormat::Json => write::json(&quotes, &outcome.comparison),
        SummaryFormat::Md => write::markdown(&quotes, &outcome.comparison),
    };
    let result = summarize.output.write(written.as_bytes());
    output::list_troubles(&inputs.troubles);
    result?;
    Ok(if inputs.troubles.is_empty() { Status::Alike } else { Status::Trouble })
}
