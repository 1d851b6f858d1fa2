//! How likely two tellings differ in a way worth an editor's notice, by family of kinds.
//!
//! The rules of `difference` see what is written; the network of `encode` has read both sentences
//! together. Trees over what both say, one model for each family, give the probability. They are
//! trained on the labelled facts of `gold/train` (`training/train.py`).

use std::sync::LazyLock;

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

/// What speaks for a difference between two tellings: for each kind the rate of the surest rule
/// that found one and what the network says; what it says of the pair; for each family the surest
/// mark on the side where it is weaker; and what the sentences hold. Without a reading what the
/// network says is 0.
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^24")]
pub(crate) fn evidence(
    lhs: &Telling<'_>,
    rhs: &Telling<'_>,
    found: &[Found],
    reading: Option<&PairReading>,
) -> Vec<f32> {
    let mut row = Vec::with_capacity(40);
    for kind in KINDS {
        let rates = found.iter().filter(|it| it.kind == kind).map(|it| it.confidence as f32);
        row.push(rates.fold(0.0, f32::max));
    }
    let silent = PairReading::default();
    let said = reading.unwrap_or(&silent);
    row.extend((0..KINDS.len()).map(|it| said.kinds.get(it).copied().unwrap_or(0.0)));
    row.extend([said.same, said.exclusive]);
    for family in Family::ALL {
        let surest = |marks: &[encode::Mark]| {
            let logits = marks.iter().filter_map(|it| it.families.get(family.index()));
            logits.copied().reduce(f32::max).unwrap_or(0.0)
        };
        row.push(surest(&said.lhs_marks).min(surest(&said.rhs_marks)));
    }
    let mut both = |count: &dyn Fn(&Telling<'_>) -> usize| {
        let (a, b) = (count(lhs) as f32, count(rhs) as f32);
        row.extend([a.min(b), a.max(b)]);
    };
    both(&|it| it.words().count());
    both(&|it| it.claim.quantities.len());
    both(&|it| it.claim.dates.len());
    both(&|it| it.claim.names.len());
    both(&|it| it.claim.quotes.len());
    both(&|it| usize::from(it.claim.attribution.is_some()));
    both(&|it| it.claim.hedges.len());
    both(&|it| it.claim.negations.len());
    row.push(lhs.shared_words(rhs) as f32);
    row
}
