//! The comparison as JSON: one object, described by `assets/comparison.schema.json`.
//!
//! The form is a contract with other programs: names and meanings stay, fields may be added.

use crate::measured::{Rate, measured};
use crate::view::{Article, Difference, Fact, LensCell, LensRow, LensSubject, Line, Member, View};
use serde::Serialize;
use std::collections::BTreeMap;

/// The JSON Schema (draft 2020-12) of the JSON format.
pub const SCHEMA: &str = include_str!("../assets/comparison.schema.json");

#[derive(Serialize)]
struct Whole<'a> {
    format: &'static str,
    version: u32,
    articles: Vec<ArticleForm<'a>>,
    facts: Vec<FactForm<'a>>,
    summary: Vec<LineForm<'a>>,
    lenses: Vec<LensForm<'a>>,
    warnings: Vec<WarningForm<'a>>,
    /// The file that was replayed, whole, so that whoever corrects further loses nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    corrections: Option<&'a correction::Corrections>,
    made_with: MadeForm<'a>,
}

#[derive(Serialize)]
struct ArticleForm<'a> {
    id: &'a str,
    outlet: &'a str,
    title: &'a str,
    byline: Option<&'a str>,
    url: Option<&'a str>,
    published: Option<&'a str>,
    modified: Option<&'a str>,
    language: &'a str,
    completeness: &'static str,
    partial_reason: Option<&'a str>,
    origin: usize,
    words: usize,
    sha256: &'a str,
    key: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    corrected: Vec<CorrectionForm<'a>>,
    body: &'a str,
    sentences: Vec<SentenceForm<'a>>,
}

#[derive(Serialize)]
struct SentenceForm<'a> {
    id: &'a str,
    key: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    corrected: Vec<CorrectionForm<'a>>,
    start: usize,
    end: usize,
    paragraph: usize,
}

#[derive(Serialize)]
struct FactForm<'a> {
    id: &'a str,
    key: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    corrected: Vec<CorrectionForm<'a>>,
    statement: &'a str,
    verdict: &'static str,
    confidence: f64,
    origins: usize,
    members: Vec<MemberForm<'a>>,
    stances: BTreeMap<&'a str, &'static str>,
    omits_why: BTreeMap<&'a str, &'static str>,
    major: bool,
    differences: Vec<DifferenceForm<'a>>,
}

#[derive(Serialize)]
struct MemberForm<'a> {
    sentence: &'a str,
    start: usize,
    end: usize,
}

#[derive(Serialize)]
struct DifferenceForm<'a> {
    key: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    corrected: Vec<CorrectionForm<'a>>,
    kind: &'static str,
    relation: &'static str,
    confidence: f64,
    located: bool,
    between: Vec<SideForm<'a>>,
}

#[derive(Serialize)]
struct SideForm<'a> {
    sentence: &'a str,
    start: usize,
    end: usize,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<&'a str>,
}

/// What an editor did.
#[derive(Serialize)]
struct CorrectionForm<'a> {
    id: &'a str,
    act: &'static str,
    #[serde(skip_serializing_if = "str::is_empty")]
    note: &'a str,
}

#[derive(Serialize)]
struct LineForm<'a> {
    text: &'a str,
    facts: Vec<&'a str>,
    sources: Vec<&'a str>,
    in_part: Vec<&'a str>,
    origins: usize,
}

#[derive(Serialize)]
struct WarningForm<'a> {
    article: Option<&'a str>,
    kind: &'static str,
    text: &'a str,
}

#[derive(Serialize)]
struct MadeForm<'a> {
    version: &'a str,
    mode: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    encoder: Option<&'a str>,
    min_link: f64,
    sure_fact: f64,
    sure_alike: f64,
    sure_difference: f64,
    lenses: Vec<&'static str>,
    own_rules: bool,
    measured: Option<MeasuredForm>,
    measured_lenses: BTreeMap<&'a str, LensRateForm>,
}

#[derive(Serialize)]
struct LensRateForm {
    precision: f64,
    recall: f64,
}

/// How often this mode is right on labelled events, not on this story.
#[derive(Serialize)]
struct MeasuredForm {
    events: usize,
    links: RateForm,
    differences: RateForm,
}

#[derive(Serialize)]
struct RateForm {
    precision: f64,
    recall: f64,
    f1: f64,
}

#[derive(Serialize)]
struct LensForm<'a> {
    lens: &'static str,
    rows: Vec<LensRowForm<'a>>,
}

#[derive(Serialize)]
struct LensRowForm<'a> {
    /// One of `sort`, `name`, `fact`.
    about: &'static str,
    subject: &'a str,
    articles: BTreeMap<&'a str, LensCellForm<'a>>,
}

#[derive(Serialize)]
struct LensCellForm<'a> {
    share: Option<f64>,
    words: Vec<LensWordsForm<'a>>,
}

#[derive(Serialize)]
struct LensWordsForm<'a> {
    /// None for words of the headline.
    sentence: Option<&'a str>,
    start: usize,
    end: usize,
    text: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    sort: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<&'a str>,
    quoted: bool,
}

impl View {
    /// The comparison as pretty-printed JSON, ending with a line feed.
    #[must_use]
    pub fn json(&self) -> String {
        let whole = Whole {
            format: "twicetold/comparison",
            version: 1,
            articles: self.articles.iter().map(|it| article(self, it)).collect(),
            corrections: (!self.corrections.is_empty()).then_some(&self.corrections),
            facts: self.facts.iter().map(|it| fact(self, it)).collect(),
            summary: self.summary.iter().map(|it| line(self, it)).collect(),
            lenses: self
                .lenses
                .iter()
                .map(|it| LensForm {
                    lens: it.lens,
                    rows: it.rows.iter().map(|it| lens_row(self, it)).collect(),
                })
                .collect(),
            warnings: self
                .warnings
                .iter()
                .map(|it| WarningForm {
                    article: it.article.map(|idx| self.articles[idx].id.as_str()),
                    kind: it.kind,
                    text: &it.text,
                })
                .collect(),
            made_with: made(self),
        };
        let mut json = serde_json::to_string_pretty(&whole)
            .expect("strings, numbers and string keys can always be written");
        json.push('\n');
        json
    }
}

fn corrected<'a>(view: &'a View, marks: &[usize]) -> Vec<CorrectionForm<'a>> {
    let marked = marks.iter().filter_map(|it| view.corrections.list.get(*it));
    marked.map(|it| CorrectionForm { id: &it.id, act: it.act.name(), note: &it.note }).collect()
}

fn made(view: &View) -> MadeForm<'_> {
    let it = &view.making;
    let measured = measured();
    MadeForm {
        version: &it.version,
        mode: it.mode.name(),
        encoder: it.encoder.as_deref(),
        min_link: rounded(it.min_link),
        sure_fact: rounded(it.sure_fact),
        sure_alike: rounded(it.sure_alike),
        sure_difference: rounded(it.sure_difference),
        lenses: view.lenses.iter().map(|it| it.lens).collect(),
        own_rules: it.has_own_rules,
        measured: measured.of(it.mode).map(|rates| MeasuredForm {
            events: measured.n_events,
            links: rate(rates.links),
            differences: rate(rates.differences),
        }),
        measured_lenses: measured
            .lenses
            .iter()
            .map(|(lens, it)| {
                (lens.as_str(), LensRateForm { precision: it.precision, recall: it.recall })
            })
            .collect(),
    }
}

fn rate(it: Rate) -> RateForm {
    RateForm { precision: it.precision, recall: it.recall, f1: it.f1 }
}

fn article<'a>(view: &'a View, it: &'a Article) -> ArticleForm<'a> {
    ArticleForm {
        id: &it.id,
        outlet: &it.outlet,
        title: &it.title,
        byline: it.byline.as_deref(),
        url: it.url.as_deref(),
        published: it.published.as_deref(),
        modified: it.modified.as_deref(),
        language: &it.language,
        completeness: if it.partial.is_some() { "partial" } else { "complete" },
        partial_reason: it.partial.as_deref(),
        origin: it.origin,
        words: it.n_words,
        sha256: &it.sha256,
        key: &it.key,
        corrected: corrected(view, &it.corrections),
        body: &it.body,
        sentences: it
            .sentences
            .iter()
            .map(|it| SentenceForm {
                id: &it.id,
                key: &it.key,
                corrected: corrected(view, &it.corrections),
                start: it.start,
                end: it.end,
                paragraph: it.paragraph,
            })
            .collect(),
    }
}

fn fact<'a>(view: &'a View, it: &'a Fact) -> FactForm<'a> {
    let article_id = |idx: usize| view.articles[idx].id.as_str();
    let stances = it.stances.iter().enumerate().take(view.articles.len());
    FactForm {
        id: &it.id,
        key: &it.key,
        corrected: corrected(view, &it.corrections),
        statement: view.member_text(it.members[it.statement]),
        verdict: it.verdict.name(),
        confidence: rounded(it.confidence),
        origins: it.n_origins,
        members: it
            .members
            .iter()
            .map(|member| MemberForm {
                sentence: sentence_id(view, *member),
                start: member.start,
                end: member.end,
            })
            .collect(),
        stances: stances.map(|(idx, stance)| (article_id(idx), stance_word(*stance))).collect(),
        omits_why: it
            .omitted_by()
            .into_iter()
            .filter(|(idx, _)| *idx < view.articles.len())
            .filter_map(|(idx, stance)| Some((article_id(idx), why(stance)?)))
            .collect(),
        major: it.is_major,
        differences: it.differences.iter().map(|found| difference(view, it, found)).collect(),
    }
}

fn difference<'a>(view: &'a View, fact: &'a Fact, it: &'a Difference) -> DifferenceForm<'a> {
    DifferenceForm {
        key: &it.key,
        corrected: corrected(view, &it.corrections),
        kind: it.kind.name(),
        relation: it.relation.name(),
        confidence: rounded(it.confidence),
        located: it.is_located,
        between: it
            .sides
            .iter()
            .map(|side| SideForm {
                sentence: sentence_id(view, fact.members[side.member]),
                start: side.start,
                end: side.end,
                text: &side.text,
                value: side.value.as_deref(),
            })
            .collect(),
    }
}

fn line<'a>(view: &'a View, it: &'a Line) -> LineForm<'a> {
    let id = |(article, sentence): &(usize, usize)| {
        view.articles[*article].sentences[*sentence].id.as_str()
    };
    LineForm {
        text: &it.text,
        facts: it.facts.iter().map(|idx| view.facts[*idx].id.as_str()).collect(),
        sources: it.sources.iter().map(id).collect(),
        in_part: it.in_part.iter().map(id).collect(),
        origins: it.n_origins,
    }
}

fn lens_row<'a>(view: &'a View, it: &'a LensRow) -> LensRowForm<'a> {
    let (about, subject) = match &it.subject {
        LensSubject::Sort(sort) => ("sort", sort.as_str()),
        LensSubject::Name(name) => ("name", name.as_str()),
        LensSubject::Fact(fact_idx) => ("fact", view.facts[*fact_idx].id.as_str()),
    };
    let cell = |(article, cell): (&'a Article, &'a LensCell)| {
        let words = cell.words.iter().map(|it| LensWordsForm {
            sentence: it.sentence.map(|it| article.sentences[it].id.as_str()),
            start: it.start,
            end: it.end,
            text: &it.text,
            sort: &it.sort,
            value: it.value.as_deref(),
            quoted: it.is_quoted,
        });
        let share = cell.share.map(rounded);
        (article.id.as_str(), LensCellForm { share, words: words.collect() })
    };
    LensRowForm {
        about,
        subject,
        articles: view.articles.iter().zip(&it.cells).map(cell).collect(),
    }
}

fn sentence_id(view: &View, member: Member) -> &str {
    &view.articles[member.article].sentences[member.sentence].id
}

/// Every omission under one word; `omits_why` tells them apart.
fn stance_word(stance: compare::Stance) -> &'static str {
    if stance.is_omission() { compare::Stance::Omits.name() } else { stance.name() }
}

/// What keeps an omission from being said plainly.
fn why(stance: compare::Stance) -> Option<&'static str> {
    match stance {
        compare::Stance::OmitsPartial => Some("partial"),
        compare::Stance::OmitsEarlier => Some("earlier"),
        compare::Stance::OmitsShort => Some("short"),
        compare::Stance::OmitsUnsure => Some("unsure"),
        _ => None,
    }
}

/// Three digits: more would claim a precision that calibration does not have.
fn rounded(confidence: f64) -> f64 {
    if confidence.is_finite() { (confidence * 1000.0).round() / 1000.0 } else { 0.0 }
}

#[cfg(test)]
mod tests;
