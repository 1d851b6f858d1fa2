//! What the words of a language file mean.

use serde::Deserialize;

/// A shortened word that is followed by a dot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Abbreviation {
    /// True if it is one only when written with a capital ("Sat.", not "sat.").
    pub needs_capital: bool,
}

/// Grammatical or natural gender, where a word tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Gender {
    /// He, Mr.
    Masculine,
    /// She, Ms.
    Feminine,
    /// It.
    Neuter,
}

/// A personal or possessive pronoun.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pronoun {
    /// 1, 2 or 3.
    pub person: u8,
    /// What it tells of the gender.
    #[serde(default)]
    pub gender: Option<Gender>,
    /// True if it stands for more than one ("they", also where it may stand for one).
    #[serde(default)]
    pub plural: bool,
    /// True for "his", "their".
    #[serde(default)]
    pub possessive: bool,
}

/// A word before a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TitleWord {
    /// A form of address that belongs to a man: "Mr".
    Mister,
    /// A form of address that belongs to a woman: "Ms".
    Madam,
    /// A form of address that tells no gender: "Dr", "Rev".
    Address,
    /// An office: "President", "Sen".
    Office,
    /// A rank: "Gen", "Sgt".
    Rank,
}

/// A word of dates and times.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum DateWord {
    /// A day counted from the article's day: "yesterday" is -1.
    Day(i32),
    /// A part of the day, from hour to hour; past 24 it runs into the next day.
    Hours(u8, u8),
    /// Hours of a day counted from the article's day: "tonight" is day 0, "overnight" begins on
    /// day -1.
    Span(i32, u8, u8),
    /// "last", "past", "previous" (-1), "this", "current" (0), "next", "coming" (1), before a unit
    /// or a day.
    Turn(i32),
    /// "earlier this" (early) and "later this" (late), before a unit.
    Within(DatePart),
    /// "ago": what stands before is counted back from the article's day.
    Ago,
    /// "in", "since", "within" before a length of time are told apart by the reader; "hence" and
    /// "from now" count forward.
    Ahead,
    /// "earlier", "before": counted back from another date.
    Earlier,
    /// "later", "after": counted forward from another date.
    Later,
    /// "early", "mid", "late" before a month, unit or part of day.
    Part(DatePart),
    /// A season by its first and last month; the last may be smaller (winter: 12, 2).
    Season(u8, u8),
    /// "a.m." (0) and "p.m." (12): hours to add.
    Clock(u8),
    /// "o'clock", "Uhr", "local time".
    Oclock,
    /// "noon" (12), "midnight" (0).
    Hour(u8),
    /// A day of every year, by month and day: "Christmas Day" (12, 25).
    Feast(u8, u8),
    /// "since": from then until now.
    Since,
    /// "until": up to then.
    Until,
    /// "by": then, or before.
    By,
}

/// A part of a longer time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DatePart {
    /// "early", "the beginning of".
    Early,
    /// "mid", "the middle of".
    Mid,
    /// "late", "the end of".
    Late,
}

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TimeUnit {
    /// 1 s.
    Second,
    /// 60 s.
    Minute,
    /// 3,600 s.
    Hour,
    /// A day; "overnight stay" is not one.
    Day,
    /// Saturday and Sunday.
    Weekend,
    /// Seven days.
    Week,
    /// Two weeks.
    Fortnight,
    /// A month of the calendar.
    Month,
    /// Three months.
    Quarter,
    /// A year.
    Year,
    /// Ten years.
    Decade,
    /// A hundred years.
    Century,
}

/// The order of day and month when a date is written in digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DateOrder {
    /// 31/12/2030.
    DayFirst,
    /// 12/31/2030.
    MonthFirst,
}

/// A number in words.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NumberWord {
    /// "seven": counts as it stands.
    Cardinal(f64),
    /// "hundred", "million", "dozen", "bn": multiplies what stands before.
    Multiple(f64),
    /// "hundreds", "dozens", "several": lowest and highest number it usually means.
    Vague(f64, f64),
    /// "half", "a third": a part of what follows.
    Fraction(f64),
    /// "third": a place in an order.
    Ordinal(f64),
    /// "a" in "a million": one, only before a multiple.
    Article,
    /// "no", "none" before a noun: zero.
    Zero,
}

/// How a word bounds the number beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BoundWord {
    /// "about", "some", "or so".
    About,
    /// "at least", "or more".
    AtLeast,
    /// "more than", "over".
    MoreThan,
    /// "at most", "up to".
    AtMost,
    /// "fewer than", "nearly".
    LessThan,
    /// "exactly".
    Exactly,
    /// "between", "from": opens a range.
    Between,
}

/// A word or sign of money.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Currency {
    /// ISO 4217 code.
    pub code: String,
    /// What one of it is worth in that currency: 0.01 for "cents".
    #[serde(default = "one")]
    pub factor: f64,
}

/// A physical unit: value × `factor` + `offset` is the value in `symbol`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// The symbol that measures of this sort are converted to: "km", "kg", "°C".
    pub symbol: String,
    /// Multiplied with the written value.
    #[serde(default = "one")]
    pub factor: f64,
    /// Added after that.
    #[serde(default)]
    pub offset: f64,
}

fn one() -> f64 {
    1.0
}

/// A verb that gives words or a statement to someone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SayVerb {
    /// Its form in dictionaries: "say" for "said".
    pub lemma: Box<str>,
    /// How the speaker stands to what is said, in the eyes of the writer.
    pub kind: SayKind,
}

/// How a speaker stands to what is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SayKind {
    /// "said", "told", "added".
    Neutral,
    /// "announced", "confirmed": the speaker makes it known.
    Announce,
    /// "claimed", "alleged": the writer keeps a distance.
    Claim,
    /// "admitted", "conceded".
    Admit,
    /// "insisted", "stressed", "argued".
    Insist,
    /// "denied", "rejected": what follows is said to be untrue.
    Deny,
    /// "accused", "blamed", "condemned".
    Accuse,
    /// "warned", "feared".
    Warn,
    /// "asked", "urged", "demanded".
    Ask,
    /// "promised", "vowed".
    Promise,
    /// "believes", "thinks", "hopes".
    Think,
    /// "reported", "published": verbs of media.
    Report,
    /// "shows", "found", "suggests": verbs of documents and studies.
    Show,
}

/// A noun that says who speaks by what they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RoleWord {
    /// Speaks for a body: "spokesman".
    Speaker,
    /// A body with authority: "ministry", "police", "court".
    Office,
    /// Someone in office: "officials", "minister", "mayor".
    Official,
    /// Anyone else by what they do or are: "lawyer", "witness", "residents".
    Person,
    /// Bodies without authority over others: "company", "union", "group".
    Group,
}

/// A word at which a clause begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClauseWord {
    /// "and", "but", "or".
    Coordinator,
    /// "who", "which", "whose".
    Relative,
    /// "that" after a verb of saying.
    Complement,
    /// "while", "after", "because".
    Subordinator,
    /// "if", "unless": what follows is not stated as fact.
    Condition,
}
