//! Whether two texts agree, on published pairs of one claim and the evidence for or against it.
//!
//! The texts are sentences of an encyclopaedia before and after a revision, nearly word for word the
//! same; each is read as an article of one sentence. A pair in which no fact is found counts as wrong.

use std::collections::BTreeMap;
use std::path::Path;

use article::Article;
use compare::Relation;
use pipeline::{Config, Models};
use serde::Deserialize;

use super::{Table, loaded};

/// Pairs of each sort that are read; they are taken in even steps from all.
const N_PAIRS: usize = 500;

#[derive(Deserialize)]
struct Row {
    case_id: String,
    label: String,
    claim: String,
    evidence: String,
}

/// Two texts and whether they differ.
#[derive(Debug, Clone)]
pub struct Pair {
    /// Both texts.
    pub texts: [String; 2],
    /// True if one speaks for what the other speaks against.
    pub differs: bool,
}

/// What a pair is told to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Told {
    /// No fact joins the two.
    Nothing,
    /// One fact without a difference.
    Alike,
    /// One fact; both can be true.
    Compatible,
    /// One fact; both cannot be true, or one came later.
    Conflict,
}

/// The figures of both pipelines; nothing where the set is not there.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
pub fn conflicts(shared: &Path) -> Option<Table> {
    let (evidence, claims) = pairs(shared)?;
    let mut table = Table::new("Two texts that agree or differ (VitaminC)");
    let runs = [
        ("default", Models::standard(2), Config::standard()),
        ("--fast", Models::fast(), Config::fast()),
    ];
    for (name, models, config) in runs {
        let mut add = |what: &str, pairs: &[Pair], differs: &dyn Fn(Told) -> bool| {
            let is_right = |it: &&Pair| {
                let told = told(it, &models, &config);
                told != Told::Nothing && differs(told) == it.differs
            };
            let n_right = pairs.iter().filter(is_right).count();
            table.add(&format!("{name}: {what}"), n_right as f64 / pairs.len().max(1) as f64);
        };
        add("two evidences of one claim, a difference", &evidence, &|it| it != Told::Alike);
        add("a claim and its evidence, a conflict", &claims, &|it| it == Told::Conflict);
    }
    let n_differing = |pairs: &[Pair]| pairs.iter().filter(|it| it.differs).count();
    table.note = format!(
        "Share told rightly. {} pairs of evidences, {} of which differ (as nearly all do that the set \
         has); {} claims with an evidence, {} of which differ.",
        evidence.len(),
        n_differing(&evidence),
        claims.len(),
        n_differing(&claims)
    );
    Some(table)
}

/// Pairs of evidences of one claim, and claims with an evidence.
#[must_use]
pub fn pairs(shared: &Path) -> Option<(Vec<Pair>, Vec<Pair>)> {
    let rows: Vec<Row> = super::records(&shared.join("data/conflict/vitaminc.jsonl.gz"))?;
    let mut of_claims: BTreeMap<(String, String), Vec<Row>> = BTreeMap::new();
    for row in rows {
        if row.label != "NOT ENOUGH INFO" {
            of_claims.entry((row.case_id.clone(), row.claim.clone())).or_default().push(row);
        }
    }
    let (mut evidence, mut claims) = (Vec::new(), Vec::new());
    for rows in of_claims.values() {
        for (idx, row) in rows.iter().enumerate() {
            claims.push(Pair {
                texts: [row.claim.clone(), row.evidence.clone()],
                differs: row.label == "REFUTES",
            });
            evidence.extend(rows[..idx].iter().filter(|it| it.evidence != row.evidence).map(
                |other| Pair {
                    texts: [other.evidence.clone(), row.evidence.clone()],
                    differs: other.label != row.label,
                },
            ));
        }
    }
    Some((in_steps(evidence), in_steps(claims)))
}

fn in_steps(pairs: Vec<Pair>) -> Vec<Pair> {
    let step = (pairs.len() / N_PAIRS).max(1);
    pairs.into_iter().step_by(step).take(N_PAIRS).collect()
}

/// What the program says of two texts.
#[must_use]
pub fn told(pair: &Pair, models: &Models, config: &Config) -> Told {
    let article = |(idx, body): (usize, &String)| Article {
        id: ["A", "B"][idx].to_owned(),
        outlet: ["one", "other"][idx].to_owned(),
        ..loaded::article(body)
    };
    let articles = pair.texts.iter().enumerate().map(article).collect();
    let comparison = pipeline::run(articles, models, config).comparison;
    let of_fact = |fact: &compare::Fact| match fact.differences.as_slice() {
        [] => Told::Alike,
        some if some.iter().any(|it| it.relation != Relation::Compatible) => Told::Conflict,
        _ => Told::Compatible,
    };
    comparison.facts.iter().map(of_fact).max().unwrap_or(Told::Nothing)
}
