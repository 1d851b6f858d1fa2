//! What was read in one article: its data, its sentences, what each claims.
//!
//! The debugging view. A [`Reading`] is filled from a document and its claims and then written as
//! text or JSON; both say the same.

mod details;
mod json;
mod text;

pub(crate) use details::Detail;

use claim::Claims;

use crate::args::InspectFormat;
use crate::exit::Status;
use crate::plan::Inspect;
use crate::{input, output};

/// One article as it was read.
pub(crate) struct Reading {
    claims: Claims,
    /// For each sentence what was found in it.
    details: Vec<Vec<Detail>>,
}

/// Reads and writes. Inputs that cannot be read are listed after the rest.
pub(crate) fn run(inspect: &Inspect) -> anyhow::Result<Status> {
    let inputs = input::read(&inspect.paths, &ingest::Config::standard());
    let readings: Vec<Reading> = pipeline::read(inputs.articles).into_iter().map(reading).collect();
    let written = match inspect.format {
        InspectFormat::Text => text::write(&readings, inspect.output.width),
        InspectFormat::Json => json::write(&readings),
    };
    let result = if readings.is_empty() {
        Err(anyhow::anyhow!("no article could be read"))
    } else {
        inspect.output.write(written.as_bytes())
    };
    output::list_troubles(&inputs.troubles);
    result?;
    Ok(if inputs.troubles.is_empty() { Status::Alike } else { Status::Trouble })
}

fn reading(claims: Claims) -> Reading {
    let details = claims.claims.iter().map(|it| details::details(&claims, it)).collect();
    Reading { claims, details }
}

impl Reading {
    /// What was lost or odd, from every stage that saw the article.
    fn warnings(&self) -> impl Iterator<Item = &article::Warning> {
        let document = &self.claims.document;
        document.article.warnings.iter().chain(&document.warnings)
    }
}
