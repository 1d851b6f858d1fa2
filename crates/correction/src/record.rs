//! The file an editor's corrections are kept in.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use serde_json::Value;

/// What `format` of the file says.
const FORMAT: &str = "twicetold/corrections";
/// What `version` of the file says.
const VERSION: u64 = 1;
/// Corrections a file may hold; a long story has hundreds of sentences, no editor writes more.
const MAX_CORRECTIONS: usize = 10_000;

/// All that an editor changed, in the order of changing.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Corrections {
    /// The articles meant, for people: a file can be read without the story at hand.
    pub articles: Vec<Named>,
    /// What was changed; later ones come on top of earlier ones.
    pub list: Vec<Correction>,
}

/// An article by its key and by what people call it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Named {
    /// See [`crate::Keys`].
    pub key: String,
    /// Who published it.
    #[serde(default)]
    pub outlet: String,
    /// Its headline.
    #[serde(default)]
    pub title: String,
}

/// One change or note.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Correction {
    /// Its name within the file, by which warnings call it.
    pub id: String,
    /// What was done.
    #[serde(flatten)]
    pub act: Act,
    /// Why, in the editor's words; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// What an editor can do. A fact is named by the keys of its sentences.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "kebab-case")]
pub enum Act {
    /// Two sentences of different articles state the same fact.
    Same {
        /// The two.
        sentences: [String; 2],
    },
    /// Two sentences do not state the same fact.
    NotSame {
        /// The two.
        sentences: [String; 2],
    },
    /// Two or more facts are one; a sentence that stands alone may be among them.
    Merge {
        /// Each as its sentences.
        facts: Vec<Vec<String>>,
    },
    /// Some sentences of a fact state another one.
    Split {
        /// The fact.
        fact: Vec<String>,
        /// Those of its sentences that leave it together.
        part: Vec<String>,
    },
    /// A difference is of another kind.
    Kind {
        /// The fact.
        fact: Vec<String>,
        /// As the program called it.
        difference: DifferenceKey,
        /// What it is.
        #[serde(with = "kind_name")]
        to: compare::Kind,
        /// Whether both sides can be true, where that too was wrong.
        #[serde(default, with = "relation_name", skip_serializing_if = "Option::is_none")]
        relation: Option<compare::Relation>,
    },
    /// A difference is none, or not worth notice.
    Dismiss {
        /// The fact.
        fact: Vec<String>,
        /// As the program called it.
        difference: DifferenceKey,
    },
    /// A difference was overlooked.
    Add {
        /// The fact.
        fact: Vec<String>,
        /// What it is and where its words stand.
        difference: DifferenceKey,
        /// Whether both sides can be true; compatible if nothing is said.
        #[serde(default, with = "relation_name", skip_serializing_if = "Option::is_none")]
        relation: Option<compare::Relation>,
    },
    /// A fact comes to something else.
    Verdict {
        /// The fact.
        fact: Vec<String>,
        /// What it comes to: agreed, differs or unsure.
        #[serde(with = "verdict_name")]
        to: compare::Verdict,
    },
    /// Nothing is changed; the note says something.
    Note {
        /// What it is about.
        #[serde(flatten)]
        on: Target,
    },
}

/// What a note is about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Target {
    /// A difference.
    Difference {
        /// The fact.
        fact: Vec<String>,
        /// The difference in it.
        difference: DifferenceKey,
    },
    /// A fact, as its sentences.
    Fact {
        /// The fact.
        fact: Vec<String>,
    },
    /// A sentence.
    Sentence {
        /// Its key.
        sentence: String,
    },
    /// An article.
    Article {
        /// Its key.
        article: String,
    },
}

/// A difference by what it is and where it lies.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DifferenceKey {
    /// Its kind.
    #[serde(with = "kind_name")]
    pub kind: compare::Kind,
    /// Two or more.
    pub sides: Vec<SideKey>,
}

/// One side of a difference.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SideKey {
    /// Key of the sentence.
    pub sentence: String,
    /// First byte of the words in the article's body.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// Why a file is none of corrections.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error(String);

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Error {}

impl Corrections {
    /// Reads the content of a file.
    ///
    /// # Errors
    /// Says the place (`correction 3 (c3)`) and what is wrong there.
    pub fn read(json: &str) -> Result<Self, Error> {
        let said = |it: String| Error(it);
        let whole: Value = serde_json::from_str(json.trim_start_matches('\u{feff}'))
            .map_err(|it| said(format!("it is no JSON: {it}")))?;
        if whole["format"] != FORMAT {
            return Err(said(format!("`format` is not \"{FORMAT}\"; is it another file?")));
        }
        if whole["version"] != VERSION {
            return Err(said(format!(
                "`version` is {}; this program reads version {VERSION}",
                whole["version"]
            )));
        }
        let articles = match &whole["articles"] {
            Value::Null => Vec::new(),
            it => Vec::deserialize(it).map_err(|it| said(format!("`articles`: {it}")))?,
        };
        let Value::Array(items) = &whole["corrections"] else {
            return Err(said("`corrections` is no list".to_owned()));
        };
        if items.len() > MAX_CORRECTIONS {
            return Err(said(format!("it holds more than {MAX_CORRECTIONS} corrections")));
        }
        let mut list: Vec<Correction> = Vec::with_capacity(items.len());
        for (idx, item) in items.iter().enumerate() {
            let place = match item["id"].as_str() {
                Some(id) => format!("correction {} ({id})", idx + 1),
                None => format!("correction {}", idx + 1),
            };
            let it = Correction::deserialize(item).map_err(|it| said(format!("{place}: {it}")))?;
            it.check().map_err(|it| said(format!("{place}: {it}")))?;
            if list.iter().any(|known| known.id == it.id) {
                return Err(said(format!("{place}: another one before it has the same id")));
            }
            list.push(it);
        }
        Ok(Self { articles, list })
    }

    /// The content of a file that reads back as the same.
    #[must_use]
    pub fn write(&self) -> String {
        let mut json = serde_json::to_string_pretty(self).expect("strings and numbers only");
        json.push('\n');
        json
    }

    /// True if nothing was changed or noted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
}

impl Serialize for Corrections {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Whole<'a> {
            format: &'static str,
            version: u64,
            articles: &'a [Named],
            corrections: &'a [Correction],
        }
        Whole {
            format: FORMAT,
            version: VERSION,
            articles: &self.articles,
            corrections: &self.list,
        }
        .serialize(serializer)
    }
}

impl Correction {
    /// What no type says.
    fn check(&self) -> Result<(), String> {
        let few = |what: &str| Err(format!("{what} names fewer than two"));
        match &self.act {
            Act::Same { sentences } | Act::NotSame { sentences }
                if sentences[0] == sentences[1] =>
            {
                Err("`sentences` names one sentence twice".to_owned())
            }
            Act::Merge { facts } if facts.len() < 2 => few("`facts`"),
            Act::Kind { difference, .. }
            | Act::Dismiss { difference, .. }
            | Act::Add { difference, .. }
                if difference.sides.len() < 2 =>
            {
                few("`sides`")
            }
            Act::Verdict { to: compare::Verdict::Sole, .. } => {
                Err("what several articles state cannot be sole: split it instead".to_owned())
            }
            Act::Note { .. } if self.note.trim().is_empty() => Err("`note` is empty".to_owned()),
            _ => Ok(()),
        }
    }
}

impl Act {
    /// The word used in the file and on pages.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Same { .. } => "same",
            Self::NotSame { .. } => "not-same",
            Self::Merge { .. } => "merge",
            Self::Split { .. } => "split",
            Self::Kind { .. } => "kind",
            Self::Dismiss { .. } => "dismiss",
            Self::Add { .. } => "add",
            Self::Verdict { .. } => "verdict",
            Self::Note { .. } => "note",
        }
    }
}

/// Reads a word that must be one of a few.
fn one_of<'de, D: Deserializer<'de>, T>(
    deserializer: D,
    what: &str,
    named: impl Fn(&str) -> Option<T>,
    names: &[&str],
) -> Result<T, D::Error> {
    let word = String::deserialize(deserializer)?;
    named(&word).ok_or_else(|| {
        de::Error::custom(format!("there is no {what} {word:?}; there are {}", names.join(", ")))
    })
}

mod kind_name {
    use super::{Deserializer, Serializer, one_of};
    use compare::Kind;

    pub(super) fn serialize<S: Serializer>(it: &Kind, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(it.name())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(it: D) -> Result<Kind, D::Error> {
        one_of(it, "kind", Kind::named, &Kind::ALL.map(Kind::name))
    }
}

mod verdict_name {
    use super::{Deserializer, Serializer, one_of};
    use compare::Verdict;

    pub(super) fn serialize<S: Serializer>(it: &Verdict, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(it.name())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(it: D) -> Result<Verdict, D::Error> {
        one_of(it, "verdict", Verdict::named, &Verdict::ALL.map(Verdict::name))
    }
}

mod relation_name {
    use super::{Deserializer, Serializer, one_of};
    use compare::Relation;

    #[expect(clippy::ref_option, reason = "serde asks for this form")]
    pub(super) fn serialize<S: Serializer>(
        it: &Option<Relation>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(it.map_or("", Relation::name))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        it: D,
    ) -> Result<Option<Relation>, D::Error> {
        one_of(it, "relation", Relation::named, &Relation::ALL.map(Relation::name)).map(Some)
    }
}
