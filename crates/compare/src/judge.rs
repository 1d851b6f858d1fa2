//! How likely two tellings differ in a way worth an editor's notice, by family of kinds.
//!
//! The rules of `difference` see what is written; the network of `encode` has read both sentences
//! together. Trees over what both say, one model for each family, give the probability. They are
//! trained on the labelled facts of `gold/train` (`training/train.py`).

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

/// The trained models, one a family.
#[derive(Debug)]
pub(crate) struct Judge([Trees; 5]);

impl Judge {
    /// What ships with the program.
    pub(crate) fn standard() -> Self {
        let read = |bytes: &[u8]| {
            Trees::from_bytes(bytes).expect("the weights in the repository are whole; a test reads them")
        };
        Self([
            read(include_bytes!("../weights/value.bin")),
            read(include_bytes!("../weights/who.bin")),
            read(include_bytes!("../weights/wording.bin")),
            read(include_bytes!("../weights/source.bin")),
            read(include_bytes!("../weights/contradiction.bin")),
        ])
    }

    /// The probability that the labels see a difference of this family.
    pub(crate) fn probability(&self, family: Family, row: &[f32]) -> f64 {
        f64::from(self.0[family.index()].probability(row))
    }
}

/// What speaks for a difference between two tellings: for each kind the rate of the surest rule
/// that found one and what the network says; what it says of the pair; for each family the surest
/// mark on the side where it is weaker; and what the sentences hold.
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^24")]
pub(crate) fn evidence(
    lhs: &Telling<'_>,
    rhs: &Telling<'_>,
    found: &[Found],
    reading: &PairReading,
) -> Vec<f32> {
    let mut row = Vec::with_capacity(40);
    for kind in KINDS {
        let rates = found.iter().filter(|it| it.kind == kind).map(|it| it.confidence as f32);
        row.push(rates.fold(0.0, f32::max));
    }
    row.extend((0..KINDS.len()).map(|it| reading.kinds.get(it).copied().unwrap_or(0.0)));
    row.extend([reading.same, reading.exclusive]);
    for family in Family::ALL {
        let surest = |marks: &[encode::Mark]| {
            let logits = marks.iter().filter_map(|it| it.families.get(family.index()));
            logits.copied().fold(f32::MIN, f32::max).max(-20.0)
        };
        row.push(surest(&reading.lhs_marks).min(surest(&reading.rhs_marks)));
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
