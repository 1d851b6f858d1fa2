//! How likely two tellings differ in a way worth an editor's notice, by family of kinds.
//!
//! The rules of `difference` see what is written; the network of `encode` has read both sentences
//! together. Trees over what both say, and over how surely the two tell one fact at all, give the probability, one model
//! for each family. They are trained on the facts that the program finds in `gold/train`, the wrong ones among them
//! (`training/judge.py`).

use std::collections::BTreeSet;
use std::sync::LazyLock;

use article::TextRange;
use cluster::Trees;
use encode::PairReading;

use crate::Kind;
use crate::difference::{Found, Telling};

/// Kinds that readers tell apart least: they are judged together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Family {
    /// Amounts and dates.
    Value,
    /// Persons, bodies, places.
    Who,
    /// How a thing is called, quoted, acted.
    Wording,
    /// Who says so, how certainly.
    Source,
    /// Anything else that cannot both be true.
    Contradiction,
}

impl Family {
    /// In the order of the trained models.
    pub(crate) const ALL: [Self; 5] =
        [Self::Value, Self::Who, Self::Wording, Self::Source, Self::Contradiction];

    /// The family of a kind.
    pub(crate) fn of(kind: Kind) -> Self {
        match kind {
            Kind::Number | Kind::Precision | Kind::Date => Self::Value,
            Kind::Name => Self::Who,
            Kind::Label | Kind::Quote | Kind::Agency => Self::Wording,
            Kind::Attribution | Kind::Certainty => Self::Source,
            Kind::Contradiction => Self::Contradiction,
        }
    }

    /// Its place in [`Self::ALL`], and in a mark of the network.
    pub(crate) fn index(self) -> usize {
        self as usize
    }
}

/// The kinds in the order in which the network knows them.
pub(crate) const KINDS: [Kind; 10] = [
    Kind::Number,
    Kind::Precision,
    Kind::Date,
    Kind::Name,
    Kind::Attribution,
    Kind::Certainty,
    Kind::Quote,
    Kind::Label,
    Kind::Agency,
    Kind::Contradiction,
];

/// Reads the models of the files named, in the order of [`Family::ALL`], when first asked.
macro_rules! shipped {
    ($($file:literal),*) => {
        LazyLock::new(|| {
            [$(Trees::from_bytes(include_bytes!(concat!("../weights/", $file)))
                .expect("the weights in the repository are whole; a test reads them")),*]
        })
    };
}

/// The trained models for pairs that the network has read.
static READ: LazyLock<[Trees; 5]> =
    shipped!("value.bin", "who.bin", "wording.bin", "source.bin", "contradiction.bin");
/// Those for other pairs.
static UNREAD: LazyLock<[Trees; 5]> = shipped!(
    "fast-value.bin",
    "fast-who.bin",
    "fast-wording.bin",
    "fast-source.bin",
    "fast-contradiction.bin"
);

/// The probability that the labels see a difference of this family.
pub(crate) fn probability(family: Family, row: &[f32], is_read: bool) -> f64 {
    let trees = if is_read { &READ } else { &UNREAD };
    f64::from(trees[family.index()].probability(row))
}

/// What is known of two linked tellings together: what the network read, and how surely they are of one fact.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bond<'a> {
    /// What the network said of the two, if it has read them.
    pub reading: Option<&'a PairReading>,
    /// Confidence of their link.
    pub link: f64,
    /// Confidence of the fact that both are members of.
    pub fact: f64,
    /// Members of that fact.
    pub n_members: usize,
}

/// What speaks for a difference between two tellings: for each kind the rate of the surest rule
/// that found one and what the network says; what it says of the pair; for each family the surest
/// mark on the side where it is weaker; what the sentences hold and how much of it is the same; and how surely they
/// tell one fact at all. Without a reading what the network says is 0.
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^24")]
pub(crate) fn evidence(
    lhs: &Telling<'_>,
    rhs: &Telling<'_>,
    found: &[Found],
    bond: Bond<'_>,
) -> Vec<f32> {
    let mut row = Vec::with_capacity(64);
    for kind in KINDS {
        let rates = found.iter().filter(|it| it.kind == kind).map(|it| it.confidence as f32);
        row.push(rates.fold(0.0, f32::max));
    }
    let silent = PairReading::default();
    let said = bond.reading.unwrap_or(&silent);
    row.extend((0..KINDS.len()).map(|it| said.kinds.get(it).copied().unwrap_or(0.0)));
    row.extend([said.same, said.exclusive]);
    for family in Family::ALL {
        let surest = |marks: &[encode::Mark]| {
            let logits = marks.iter().filter_map(|it| it.families.get(family.index()));
            logits.copied().reduce(f32::max).unwrap_or(0.0)
        };
        row.push(surest(&said.lhs_marks).min(surest(&said.rhs_marks)));
    }
    let (ours, theirs) = (stems(lhs), stems(rhs));
    let mut both = |figure: &dyn Fn(&Telling<'_>, &Telling<'_>) -> f32| {
        let (a, b) = (figure(lhs, rhs), figure(rhs, lhs));
        row.extend([a.min(b), a.max(b)]);
    };
    both(&|it, _| it.words().count() as f32);
    both(&|it, _| it.claim.quantities.len() as f32);
    both(&|it, _| it.claim.dates.len() as f32);
    both(&|it, _| it.claim.names.len() as f32);
    both(&|it, _| it.claim.quotes.len() as f32);
    both(&|it, _| f32::from(u8::from(it.claim.attribution.is_some())));
    both(&|it, _| it.claim.hedges.len() as f32);
    both(&|it, _| it.claim.negations.len() as f32);
    both(&|it, other| it.topic_words().filter(|word| !other.has_stem(&word.stem)).count() as f32);
    both(&|it, other| n_own_names(it, other) as f32);
    both(&|it, _| {
        let n_quoted = it.words().filter(|word| it.claim.is_quoted(word.range)).count();
        n_quoted as f32 / it.words().count().max(1) as f32
    });
    both(&|it, _| it.sentence_idx as f32);
    both(&|it, _| it.range.len() as f32 / it.claim.range.len().max(1) as f32);
    row.push(lhs.shared_words(rhs) as f32);
    let (shorter, longer) =
        (ours.len().min(theirs.len()).max(1), ours.len().max(theirs.len()).max(1));
    let run = longest_run(&ours, &theirs) as f32;
    let (a, b): (BTreeSet<&str>, BTreeSet<&str>) =
        (ours.into_iter().collect(), theirs.into_iter().collect());
    let (n_shared, n_all) = (a.intersection(&b).count() as f32, a.union(&b).count().max(1) as f32);
    row.extend([run, run / shorter as f32, n_shared / n_all, n_shared / longer as f32]);
    row.extend([log_odds(bond.link), log_odds(bond.fact), bond.n_members as f32]);
    row
}

fn stems<'a>(telling: &Telling<'a>) -> Vec<&'a str> {
    telling.words().map(|it| it.stem.as_str()).collect()
}

/// Names of which the other telling has no word.
fn n_own_names(telling: &Telling<'_>, other: &Telling<'_>) -> usize {
    let is_own = |range: TextRange| {
        telling.words().filter(|it| range.contains(it.range)).all(|it| !other.has_stem(&it.stem))
    };
    telling.claim.names.iter().filter(|it| !it.is_anaphor && is_own(it.range)).count()
}

/// Most words that stand in both one after the other.
fn longest_run(lhs: &[&str], rhs: &[&str]) -> usize {
    let mut longest = 0;
    let mut before = vec![0; rhs.len() + 1];
    for a in lhs {
        let mut here = vec![0; rhs.len() + 1];
        for (at, _) in rhs.iter().enumerate().filter(|it| it.1 == a) {
            here[at + 1] = before[at] + 1;
            longest = longest.max(here[at + 1]);
        }
        before = here;
    }
    longest
}

/// `ln(p / (1 - p))`, for confidences that are neither 0 nor 1 by rounding.
#[expect(clippy::cast_possible_truncation, reason = "a dozen at most")]
fn log_odds(confidence: f64) -> f32 {
    let confidence = confidence.clamp(1e-6, 1.0 - 1e-6);
    (confidence / (1.0 - confidence)).ln() as f32
}
