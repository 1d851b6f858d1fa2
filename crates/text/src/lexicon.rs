//! What belongs to a language: its words by what they mean, read from one data file each.
//!
//! A new language is a new file in `languages/` and a line in [`LANGUAGES`].

mod build;
mod phrases;
mod raw;
mod words;

use std::sync::OnceLock;

use rust_stemmers::{Algorithm, Stemmer};

pub use phrases::{Found, Phrases, Words};
pub use words::{
    Abbreviation, BoundWord, ClauseWord, Currency, DateOrder, DatePart, DateWord, Gender, Measure,
    NumberWord, Pronoun, RoleWord, SayKind, SayVerb, TimeUnit, TitleWord,
};

/// A language that has a file.
struct Language {
    /// ISO 639-1 code.
    code: &'static str,
    /// ISO 639-3 code, as the language detector gives it.
    long_code: &'static str,
    file: &'static str,
}

/// The file for text in an unknown language stands first.
const LANGUAGES: [Language; 4] = [
    Language { code: "und", long_code: "und", file: include_str!("../languages/und.toml") },
    Language { code: "en", long_code: "eng", file: include_str!("../languages/en.toml") },
    Language { code: "es", long_code: "spa", file: include_str!("../languages/es.toml") },
    Language { code: "de", long_code: "deu", file: include_str!("../languages/de.toml") },
];

static LEXICONS: [OnceLock<Lexicon>; LANGUAGES.len()] =
    [const { OnceLock::new() }; LANGUAGES.len()];

/// What belongs to a language, read from one data file (`languages/<code>.toml`). All words and
/// phrases are compared in lower case.
#[derive(Debug)]
pub struct Lexicon {
    /// ISO 639-1 code; `"und"` for the lexicon of unknown languages.
    pub code: &'static str,
    /// Its name in English.
    pub name: String,

    /// Opening and closing quote marks, as pairs.
    pub quote_marks: Vec<(char, char)>,
    /// Abbreviations without their dot that do not end a sentence: "mr", "gov".
    pub abbreviations: Phrases<Abbreviation>,
    /// Abbreviations that may end a sentence: "inc", "jr".
    pub abbreviations_may_end: Phrases<Abbreviation>,
    /// Abbreviations before a number: "no", "art".
    pub abbreviations_before_number: Phrases<Abbreviation>,
    /// True if "3." is an ordinal.
    pub ordinal_dot: bool,

    /// Words that carry no topic.
    pub stop_words: Words,
    /// "the".
    pub definite_articles: Words,
    /// "a", "an".
    pub indefinite_articles: Words,
    /// "this", "those".
    pub demonstratives: Words,
    /// "he", "their".
    pub pronouns: Phrases<Pronoun>,

    /// Words before a name, without their dot.
    pub titles: Phrases<TitleWord>,
    /// Common first names, by whom they are given to.
    pub given_names: Phrases<Gender>,
    /// Lower-case words inside of names: "de", "van", "bin".
    pub name_particles: Words,
    /// Words in names of bodies: "corp", "university", "ministry".
    pub organization_words: Words,
    /// Calls and headings that stand before a name at the start of a sentence and are no part of it: "uh", "breaking".
    pub openers: Words,
    /// Words in names of places: "river", "province".
    pub place_words: Words,
    /// Names of countries and their adjectives, each with the country's name: "russian" gives
    /// "Russia".
    pub countries: Phrases<Box<str>>,

    /// The order of day and month in digits.
    pub date_order: DateOrder,
    /// Month names and their abbreviations (with and without dot): 1 to 12.
    pub months: Phrases<u8>,
    /// Names of weekdays and their abbreviations: 1 (Monday) to 7.
    pub weekdays: Phrases<u8>,
    /// "yesterday", "last", "ago", "morning", "early".
    pub date_words: Phrases<DateWord>,
    /// "hour", "days", "decade".
    pub time_units: Phrases<TimeUnit>,
    /// Words before a date that belong to it: "on", "in".
    pub date_prepositions: Words,
    /// Words inside of a date: "of" in "the 3rd of March", "de" in "3 de marzo".
    pub date_joins: Words,

    /// The mark before decimals; the other one of '.' and ',' groups thousands.
    pub decimal_mark: char,
    /// Numbers in words. A lone noun such as "second" or "score" may mean something else.
    pub number_words: Phrases<NumberWord>,
    /// Endings of ordinals in digits: "th", "st".
    pub ordinal_endings: Words,
    /// Words inside of a number: "and" in "two hundred and ten".
    pub number_joins: Words,
    /// Words for the decimal mark: "point" in "five point two".
    pub decimal_words: Words,
    /// Words before a number below zero: "minus".
    pub minus_words: Words,
    /// Words and marks between the ends of a range: "to", "-".
    pub range_joins: Words,
    /// "at least", "nearly", before the number.
    pub bounds_before: Phrases<BoundWord>,
    /// "or more", "at most", after the number.
    pub bounds_after: Phrases<BoundWord>,
    /// "percent", "%".
    pub percent_words: Words,
    /// "percentage points".
    pub point_words: Words,
    /// Words of age before the number: "aged", "age".
    pub age_before: Words,
    /// Words of age after the number: "years old", "year-old" (a hyphen may stand between).
    pub age_after: Words,
    /// Words that may stand between a number and the noun it counts: "of", "other", "more".
    pub counter_words: Words,
    /// Words beside a number that count what is left beside others: "other", "another", "more".
    pub rest_words: Words,
    /// "consecutive", "straight": the eleventh week of these is the last of eleven.
    pub in_a_row: Words,
    /// Words behind an amount that is told for each of something: "per", "each".
    pub rate_words: Words,
    /// Words before an amount of time that tells how long something lasted: "for".
    pub length_words: Words,
    /// Words for what a running count is of, in all their forms, each with its sort: "killed" and
    /// "deaths" have one, "injured" and "wounds" another.
    pub toll_words: Phrases<u8>,
    /// Words and signs of money: "dollars", "$", "cents".
    pub currencies: Phrases<Currency>,
    /// Words and symbols of physical units: "miles", "kg".
    pub measures: Phrases<Measure>,

    /// Verbs of saying in all their forms.
    pub say_verbs: Phrases<SayVerb>,
    /// "according to", "citing".
    pub source_prepositions: Words,
    /// Nouns for who speaks: "spokesman", "police", "residents".
    pub role_words: Phrases<RoleWord>,
    /// Papers that state things: "indictment", "court papers".
    pub document_words: Words,
    /// Media and words for them: "newspaper", "news agency".
    pub media_words: Words,
    /// "first reported": that an outlet told it before others.
    pub first_reports: Words,
    /// Phrases for sources without a name: "familiar with the matter".
    pub unnamed_phrases: Words,

    /// "may", "allegedly", "is believed to".
    pub hedges: Words,
    /// "will", "plans to", "is expected to".
    pub expectations: Words,
    /// "not", "never", "without".
    pub negators: Words,
    /// "denied", "no evidence": what is spoken of is said to be untrue.
    pub denials: Words,
    /// Phrases in which a verb of saying, a hedge or a denial means another thing: "claimed responsibility", "false statements".
    pub other_senses: Words,
    /// Words at which a clause begins.
    pub clause_words: Phrases<ClauseWord>,

    /// Loaded words, each with a plain word for the same thing; the plain words stand for
    /// themselves: "slammed" gives "criticized".
    pub loaded_words: Phrases<Box<str>>,
    /// "was", "been": before a participle they make a passive.
    pub passive_auxiliaries: Words,
    /// "has", "would", "is": a phrase that holds one is a clause.
    pub auxiliaries: Words,
    /// "with", "to", "against": a statement does not begin with one.
    pub prepositions: Words,
    /// Verbs of saying that before a number say how much more there is: "added 14 points".
    pub adding_verbs: Words,
    /// Verbs of saying that pass nothing on unless "that" or a quote follows: "spoke", "replied".
    pub bare_say_verbs: Words,
    /// Beside an outlet's own name they say that it was told itself: "interview", "learned".
    pub witness_words: Words,
    /// "also", "however", "the same": near its start they tie a sentence to what stands before it.
    pub linking_words: Words,
    /// "by": after a passive it shows who acts.
    pub agent_prepositions: Words,
    /// How a past participle may end: "ed", "en".
    pub participle_endings: Vec<Box<str>>,
    /// Endings of verbs that go along with what the subject does: "saying", "diciendo".
    pub gerund_endings: Vec<Box<str>>,

    stemmer: Option<Algorithm>,
}

impl Lexicon {
    /// The lexicon of a language by its BCP 47 tag or ISO 639 code (`"en"`, `"en-GB"`, `"eng"`);
    /// the lexicon of unknown languages (`"und"`) if it has none of its own.
    #[must_use]
    pub fn of(tag: &str) -> &'static Self {
        let primary = tag.split(['-', '_']).next().unwrap_or(tag);
        let language_idx = LANGUAGES
            .iter()
            .position(|language| {
                primary.eq_ignore_ascii_case(language.code)
                    || primary.eq_ignore_ascii_case(language.long_code)
            })
            .unwrap_or(0);
        let Language { code, file, .. } = LANGUAGES[language_idx];
        LEXICONS[language_idx].get_or_init(|| build::lexicon(code, file))
    }

    /// The codes of the languages that have a lexicon of their own.
    pub fn languages() -> impl Iterator<Item = &'static str> {
        LANGUAGES.iter().skip(1).map(|language| language.code)
    }

    /// The stem of a lower-case word; the word itself where the language has no stemmer.
    #[must_use]
    pub fn stem(&self, lower: &str) -> String {
        match self.stemmer {
            Some(algorithm) => Stemmer::create(algorithm).stem(lower).into_owned(),
            None => lower.to_owned(),
        }
    }
}
