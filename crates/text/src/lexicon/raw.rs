//! The form of a language file. Lists are strings, with commas or line ends between the entries.

use std::collections::BTreeMap;

use rust_stemmers::Algorithm;
use serde::Deserialize;

use super::words::{
    BoundWord, ClauseWord, Currency, DateOrder, DateWord, Gender, Measure, Pronoun, RoleWord,
    SayKind, TimeUnit, TitleWord,
};

/// A list: entries parted by commas or line ends.
pub(super) type List = String;

/// Lists by what their entries mean.
pub(super) type Groups<K> = BTreeMap<K, List>;

/// Meanings by the list of words that have it.
pub(super) type Forms<V> = BTreeMap<List, V>;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub(super) name: String,
    #[serde(default)]
    pub(super) stemmer: Option<Algorithm>,
    pub(super) sentences: Sentences,
    #[serde(default)]
    pub(super) stop_words: List,
    #[serde(default)]
    pub(super) titles: Groups<TitleWord>,
    #[serde(default)]
    pub(super) names: Names,
    #[serde(default)]
    pub(super) pronouns: Forms<Pronoun>,
    #[serde(default)]
    pub(super) determiners: Determiners,
    #[serde(default)]
    pub(super) dates: Dates,
    #[serde(default)]
    pub(super) numbers: Numbers,
    #[serde(default)]
    pub(super) money: Forms<Currency>,
    #[serde(default)]
    pub(super) measures: Forms<Measure>,
    #[serde(default)]
    pub(super) say: Groups<SayKind>,
    #[serde(default)]
    pub(super) sources: Sources,
    #[serde(default)]
    pub(super) certainty: CertaintyLists,
    #[serde(default)]
    pub(super) clauses: Groups<ClauseWord>,
    #[serde(default)]
    pub(super) wording: Wording,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Sentences {
    /// Pairs of characters: "“”".
    pub(super) quotes: List,
    pub(super) abbreviations: List,
    pub(super) abbreviations_may_end: List,
    pub(super) abbreviations_before_number: List,
    pub(super) ordinal_dot: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Names {
    pub(super) given: Groups<Gender>,
    pub(super) particles: List,
    pub(super) organizations: List,
    pub(super) places: List,
    /// A line is a country: its name, then adjectives and other names.
    pub(super) countries: List,
    #[serde(default)]
    pub(super) openers: List,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Determiners {
    pub(super) definite: List,
    pub(super) indefinite: List,
    pub(super) demonstrative: List,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Dates {
    pub(super) order: Option<DateOrder>,
    /// Twelve lines.
    pub(super) months: List,
    /// Seven lines, Monday first.
    pub(super) weekdays: List,
    pub(super) words: Forms<DateWord>,
    pub(super) units: Groups<TimeUnit>,
    pub(super) prepositions: List,
    pub(super) joins: List,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Numbers {
    pub(super) decimal_mark: Option<char>,
    pub(super) cardinals: Forms<f64>,
    pub(super) ordinals: Forms<f64>,
    pub(super) ordinal_endings: List,
    pub(super) multiples: Forms<f64>,
    pub(super) vague: Forms<(f64, f64)>,
    pub(super) fractions: Forms<f64>,
    pub(super) one_before_multiple: List,
    pub(super) zero: List,
    /// How tens and units join: "{tens}-{unit}".
    pub(super) compounds: List,
    /// Units inside compounds where they differ from cardinals.
    pub(super) compound_units: Forms<f64>,
    pub(super) joins: List,
    pub(super) decimal_words: List,
    pub(super) minus: List,
    pub(super) range_joins: List,
    pub(super) bounds_before: Groups<BoundWord>,
    pub(super) bounds_after: Groups<BoundWord>,
    pub(super) percent: List,
    pub(super) points: List,
    pub(super) age_before: List,
    pub(super) age_after: List,
    pub(super) counters: List,
    pub(super) rest: List,
    pub(super) in_a_row: List,
    pub(super) rates: List,
    pub(super) lengths: List,
    /// A line for each sort of toll.
    pub(super) tolls: List,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Sources {
    pub(super) prepositions: List,
    pub(super) roles: Groups<RoleWord>,
    pub(super) documents: List,
    pub(super) media: List,
    pub(super) first_reports: List,
    pub(super) unnamed: List,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct CertaintyLists {
    pub(super) hedges: List,
    pub(super) expectations: List,
    pub(super) negators: List,
    pub(super) denials: List,
    pub(super) other_senses: List,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Wording {
    /// A line is a plain word, then loaded words for the same.
    pub(super) loaded: List,
    pub(super) passive_auxiliaries: List,
    pub(super) auxiliaries: List,
    pub(super) witness_words: List,
    pub(super) linking_words: List,
    pub(super) adding_verbs: List,
    pub(super) bare_say_verbs: List,
    pub(super) prepositions: List,
    pub(super) agent_prepositions: List,
    pub(super) participle_endings: List,
    pub(super) gerund_endings: List,
}
