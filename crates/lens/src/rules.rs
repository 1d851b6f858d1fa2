//! The rules of the lenses: words and patterns in data files that a newsroom can extend.
//!
//! A file is for one lens and one language: `loaded.en.toml`. A file given beside the shipped ones
//! adds its groups to them; a group of the same name takes the shipped one's place, and one
//! without words switches it off.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use serde::Deserialize;
use text::Lexicon;
use toml::Spanned;

use crate::pattern::{Found, Index, Pattern};
use crate::reading::Lens;
use crate::sheet::Line;

/// The files that ship with the program.
const SHIPPED: [(&str, &str); 15] = [
    ("labels.en.toml", include_str!("../rules/labels.en.toml")),
    ("labels.es.toml", include_str!("../rules/labels.es.toml")),
    ("labels.de.toml", include_str!("../rules/labels.de.toml")),
    ("loaded.en.toml", include_str!("../rules/loaded.en.toml")),
    ("loaded.es.toml", include_str!("../rules/loaded.es.toml")),
    ("loaded.de.toml", include_str!("../rules/loaded.de.toml")),
    ("agency.en.toml", include_str!("../rules/agency.en.toml")),
    ("agency.es.toml", include_str!("../rules/agency.es.toml")),
    ("agency.de.toml", include_str!("../rules/agency.de.toml")),
    ("sourcing.en.toml", include_str!("../rules/sourcing.en.toml")),
    ("verbs.en.toml", include_str!("../rules/verbs.en.toml")),
    ("verbs.es.toml", include_str!("../rules/verbs.es.toml")),
    ("verbs.de.toml", include_str!("../rules/verbs.de.toml")),
    ("context.en.toml", include_str!("../rules/context.en.toml")),
    ("context.es.toml", include_str!("../rules/context.es.toml")),
];

static STANDARD: LazyLock<Arc<Rules>> = LazyLock::new(|| {
    let rules = Rules::default().extended(&SHIPPED);
    Arc::new(rules.expect("the rules are part of the program and tested"))
});

/// The rules of all lenses and languages.
#[derive(Debug, Clone, Default)]
pub struct Rules {
    packs: BTreeMap<(Lens, String), Pack>,
}

/// What is wrong in a rule file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleError {
    /// The file's name as given.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong there.
    pub text: String,
}

/// The rules of one lens in one language.
#[derive(Debug, Clone, Default)]
pub(crate) struct Pack {
    groups: Vec<Group>,
    index: Index,
}

/// Words and patterns of one sort.
#[derive(Debug, Clone)]
pub(crate) struct Group {
    /// What readers see.
    pub(crate) name: String,
    /// How heavily one of them weighs, from 0.
    pub(crate) strength: f64,
    /// Where they count.
    pub(crate) scope: Scope,
    /// The patterns, each with a plain word for what it finds.
    entries: Vec<(Pattern, Option<Box<str>>)>,
}

/// What a rule found in a line.
pub(crate) struct Hit<'a> {
    /// The group it belongs to.
    pub(crate) group: &'a Group,
    /// A plain word for it.
    pub(crate) plain: Option<&'a str>,
    /// The tokens of the line.
    pub(crate) tokens: std::ops::Range<usize>,
}

/// Where the words of a group count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Scope {
    /// Everywhere.
    #[default]
    Everywhere,
    /// Only beside other words of the group in the same fact.
    Fact,
    /// Only as the verb of an attribution.
    Attribution,
    /// Nowhere: what they match is left alone by the other groups.
    Never,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPack {
    lens: Spanned<String>,
    language: Spanned<String>,
    #[serde(default)]
    group: Vec<RawGroup>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawGroup {
    name: Spanned<String>,
    #[serde(default = "one")]
    strength: f64,
    #[serde(default)]
    scope: Scope,
    words: Spanned<String>,
}

fn one() -> f64 {
    1.0
}

impl std::fmt::Display for RuleError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.text)
    }
}

impl std::error::Error for RuleError {}

impl Rules {
    /// The rules that ship with the program.
    ///
    /// # Panics
    /// Never: the files are part of the program, and a test reads them.
    #[must_use]
    pub fn shipped() -> Arc<Self> {
        Arc::clone(&STANDARD)
    }

    /// These rules with those of more files, given by name and content, in order.
    ///
    /// # Errors
    /// Says file and line of the first mistake.
    pub fn extended(&self, files: &[(&str, &str)]) -> Result<Self, RuleError> {
        let mut rules = self.clone();
        for (file, content) in files {
            let wrong = |at: usize, text: String| RuleError {
                file: (*file).to_owned(),
                line: line_at(content, at),
                text,
            };
            let raw: RawPack = toml::from_str(content).map_err(|it| {
                wrong(it.span().map_or(0, |span| span.start), it.message().to_owned())
            })?;
            let lens = Lens::named(raw.lens.get_ref()).ok_or_else(|| {
                let names = Lens::ALL.map(Lens::name).join(", ");
                let text = format!("`{}` is no lens; there are {names}", raw.lens.get_ref());
                wrong(raw.lens.span().start, text)
            })?;
            let language = raw.language.get_ref().as_str();
            if !Lexicon::languages().any(|it| it == language) {
                let text = format!("`{language}` is no language that can be read");
                return Err(wrong(raw.language.span().start, text));
            }
            let pack = rules.packs.entry((lens, language.to_owned())).or_default();
            for group in &raw.group {
                pack.put(group, Lexicon::of(language), content)
                    .map_err(|(at, text)| wrong(at, text))?;
            }
            pack.index = Index::of(&pack.groups);
        }
        Ok(rules)
    }

    /// The rules of a lens in a language.
    pub(crate) fn of(&self, lens: Lens, language: &str) -> Option<&Pack> {
        self.packs.get(&(lens, language.to_owned()))
    }

    /// How many patterns a lens has in a language.
    #[must_use]
    pub fn n_patterns(&self, lens: Lens, language: &str) -> usize {
        self.of(lens, language).map_or(0, |it| it.index.len())
    }
}

impl Group {
    /// The patterns, each with a plain word for what it finds.
    pub(crate) fn entries(&self) -> impl Iterator<Item = &(Pattern, Option<Box<str>>)> {
        self.entries.iter()
    }
}

impl Pack {
    /// Adds a group or puts it in the place of the one with its name; of a mistake where in the
    /// file it stands.
    fn put(
        &mut self,
        raw: &RawGroup,
        lexicon: &Lexicon,
        content: &str,
    ) -> Result<(), (usize, String)> {
        let name = raw.name.get_ref().trim();
        if name.is_empty() {
            return Err((raw.name.span().start, "a group needs a name".to_owned()));
        }
        let start = raw.words.span().start;
        let mut entries = Vec::new();
        for line in raw.words.get_ref().lines() {
            let (plain, written) = line.split_once(':').unwrap_or(("", line));
            let plain = Some(plain.trim()).filter(|it| !it.is_empty());
            for written in written.split(',').map(str::trim).filter(|it| !it.is_empty()) {
                let pattern = Pattern::read(written, lexicon).map_err(|text| {
                    let at = content[start..].find(written).map_or(start, |it| start + it);
                    (at, text)
                })?;
                entries.push((pattern, plain.map(Into::into)));
            }
        }
        let group =
            Group { name: name.to_owned(), strength: raw.strength, scope: raw.scope, entries };
        match self.groups.iter_mut().find(|it| it.name == name) {
            Some(known) => *known = group,
            None => self.groups.push(group),
        }
        Ok(())
    }

    /// What the rules find in a line; groups that count nowhere only keep others away.
    pub(crate) fn find(&self, line: &Line<'_>) -> Vec<Hit<'_>> {
        let mut hits = Vec::new();
        for Found { group_idx, plain, tokens } in self.index.find(line) {
            let group = &self.groups[group_idx];
            if group.scope != Scope::Never {
                hits.push(Hit { group, plain, tokens });
            }
        }
        hits
    }
}

fn line_at(content: &str, at: usize) -> usize {
    content.bytes().take(at).filter(|it| *it == b'\n').count() + 1
}
