//! Signs and turns of phrase that several formats share.

use std::collections::BTreeSet;

use crate::catalogue::Catalogue;
use crate::passage::Sole;
use crate::view::{Difference, Fact, Line, Suspected, View};
use crate::visible::visible;

/// Sides of a difference that a line shows; every format but JSON and CSV then says how many more.
pub(crate) const MAX_SIDES: usize = 6;
/// Places that a list of sources shows before it says how many more there are.
pub(crate) const MAX_SOURCES: usize = 8;
/// Words of a side that are shown; of more the middle is left out.
const MAX_SIDE_WORDS: usize = 18;
/// The signs around words that differ.
pub(crate) const OPEN: &str = "‹";
/// The other one.
pub(crate) const CLOSE: &str = "›";
/// The sign of what is told alike, but perhaps not quite.
const NEAR: &str = "≈";

/// `"Three articles about one event"`; figures where the catalogue has no word.
pub(crate) fn title(words: &Catalogue, n_articles: usize) -> String {
    let key = format!("title.of_{n_articles}");
    let spelled = words.say(&key);
    if spelled == key {
        words.fill("title.of_n", &[("n", &n_articles.to_string())])
    } else {
        spelled.to_owned()
    }
}

/// The sign of a verdict.
pub(crate) fn sign(verdict: compare::Verdict) -> &'static str {
    match verdict {
        compare::Verdict::Agreed => "=",
        compare::Verdict::Differs => "≠",
        compare::Verdict::Unsure => "?",
        compare::Verdict::Sole => "·",
    }
}

/// `0.547 -> "55"`.
pub(crate) fn percent(share: f64) -> String {
    format!("{:.0}", share.clamp(0.0, 1.0) * 100.0)
}

/// A confidence in percent, never rounded up: what is unsure does not read like what is sure.
pub(crate) fn confidence_percent(confidence: f64) -> String {
    format!("{:.0}", (confidence.clamp(0.0, 1.0) * 100.0 + 1e-6).floor())
}

/// Articles in which a fact was not found, in words; `None` if all state it, or if it is too small a
/// matter to say so.
pub(crate) fn omission(view: &View, words: &Catalogue, fact: &Fact) -> Option<String> {
    let name = |(idx, stance): &(usize, compare::Stance)| {
        let label = visible(&view.articles[*idx].label);
        let key = match stance {
            compare::Stance::OmitsPartial => "fact.omitted_partial",
            compare::Stance::OmitsEarlier => "fact.omitted_earlier",
            compare::Stance::OmitsShort => "fact.omitted_short",
            _ => return label,
        };
        words.fill(key, &[("article", &label)])
    };
    // Of an article that may tell it nothing is said.
    let is_sure = |it: &&(usize, compare::Stance)| it.1 != compare::Stance::OmitsUnsure;
    let omitting: Vec<String> = fact.omitted_by().iter().filter(is_sure).map(name).collect();
    (fact.is_major && !omitting.is_empty())
        .then(|| words.fill("fact.omitted", &[("articles", &omitting.join(", "))]))
}

/// The sentences that may tell too what one article alone was found to tell; `None` without any.
fn perhaps_in(view: &View, words: &Catalogue, facts: &[usize]) -> Option<String> {
    let hints: BTreeSet<(usize, usize)> =
        facts.iter().flat_map(|it| view.facts[*it].hints.iter().copied()).collect();
    let places: Vec<String> = hints
        .into_iter()
        .map(|(article, sentence)| visible(&view.source_of(article, sentence)))
        .collect();
    (!places.is_empty()).then(|| words.fill("fact.perhaps_in", &[("places", &places.join(", "))]))
}

/// What is said beside a sentence that only one article has: who is quoted with it, and where another may tell the same.
pub(crate) fn sole_notes(view: &View, words: &Catalogue, it: &Sole) -> Vec<String> {
    let said_by =
        it.speaker.as_deref().map(|it| words.fill("fact.said_by", &[("name", &visible(it))]));
    said_by.into_iter().chain(perhaps_in(view, words, &it.facts)).collect()
}

/// A stance as keys and classes name it: `stance.omits_partial`.
pub(crate) fn stance_key(stance: compare::Stance) -> &'static str {
    match stance {
        compare::Stance::States => "states",
        compare::Stance::Differs => "differs",
        compare::Stance::Omits => "omits",
        compare::Stance::OmitsPartial => "omits_partial",
        compare::Stance::OmitsEarlier => "omits_earlier",
        compare::Stance::OmitsShort => "omits_short",
        compare::Stance::OmitsUnsure => "omits_unsure",
    }
}

/// The catalogue's key for a kind.
pub(crate) fn kind_key(kind: compare::Kind) -> &'static str {
    match kind {
        compare::Kind::Number => "kind.number",
        compare::Kind::Precision => "kind.precision",
        compare::Kind::Date => "kind.date",
        compare::Kind::Name => "kind.name",
        compare::Kind::Attribution => "kind.attribution",
        compare::Kind::Certainty => "kind.certainty",
        compare::Kind::Quote => "kind.quote",
        compare::Kind::Label => "kind.label",
        compare::Kind::Agency => "kind.agency",
        compare::Kind::Contradiction => "kind.contradiction",
    }
}

/// How many independent origins state a fact, where they are fewer than the articles that do.
pub(crate) fn few_origins(words: &Catalogue, fact: &Fact) -> Option<String> {
    let n_stating = fact.stances.len() - fact.omitted_by().len();
    (fact.n_origins < n_stating).then(|| words.count("count.origins", fact.n_origins))
}

/// True of a fact told alike, but perhaps not quite: something is suspected, or the line quoted says more than others do.
/// All its sentences are shown.
pub(crate) fn is_near(fact: &Fact) -> bool {
    fact.verdict == compare::Verdict::Agreed && !(fact.differences.is_empty() && fact.is_alike)
}

/// The sign of a fact: one told alike, but perhaps not quite, is not shown as if all were.
pub(crate) fn fact_sign(fact: &Fact) -> &'static str {
    if is_near(fact) { NEAR } else { sign(fact.verdict) }
}

/// What is said above the facts of a verdict.
pub(crate) fn section_note(view: &View, words: &Catalogue, verdict: compare::Verdict) -> String {
    let note = words.say(&format!("section.{}_note", verdict.name())).to_owned();
    let has_near = view.of(verdict).any(|it| is_near(&view.facts[it]));
    if has_near { format!("{note} {}", words.say("section.near_note")) } else { note }
}

/// In what tellings may differ, where only the words of one side are known; or that they do, where no words are;
/// `None` where the differences shown say it all.
pub(crate) fn suspected(view: &View, words: &Catalogue, fact: &Fact) -> Option<String> {
    let only = |it: Suspected<'_>| {
        let side = it.told_alone?;
        let member = fact.members[side.member];
        let place = visible(&view.source_of(member.article, member.sentence));
        let kind = words.say(suspected_key(it.kind));
        let parts = [("kind", kind), ("place", &place), ("words", &short(&side.text))];
        Some(words.fill("fact.told_alone", &parts))
    };
    let kinds: Vec<String> = fact.suspected().into_iter().filter_map(only).collect();
    if !kinds.is_empty() {
        return Some(words.fill("fact.suspected", &[("kinds", &kinds.join("; "))]));
    }
    let is_untold =
        fact.verdict == compare::Verdict::Differs && fact.told_differences().next().is_none();
    is_untold.then(|| words.say("fact.untold").to_owned())
}

/// The catalogue's key for that in which tellings may differ.
fn suspected_key(kind: compare::Kind) -> &'static str {
    match kind {
        compare::Kind::Number => "suspected.number",
        compare::Kind::Precision => "suspected.precision",
        compare::Kind::Date => "suspected.date",
        compare::Kind::Name => "suspected.name",
        compare::Kind::Attribution => "suspected.attribution",
        compare::Kind::Certainty => "suspected.certainty",
        compare::Kind::Quote => "suspected.quote",
        compare::Kind::Label => "suspected.label",
        compare::Kind::Agency => "suspected.agency",
        compare::Kind::Contradiction => "suspected.contradiction",
    }
}

/// What sort of difference it is, and whether both sides can be true where that says anything: "number · conflict".
pub(crate) fn head(words: &Catalogue, it: &Difference) -> String {
    let kind = words.say(difference_key(it));
    told_relation(it).map_or_else(
        || kind.to_owned(),
        |it| words.fill("fact.difference", &[("kind", kind), ("relation", words.say(it))]),
    )
}

/// The catalogue's key for the relation; `None` where it says nothing: two names for one thing, two speakers and
/// two ways to show a doer are always compatible, unless they conflict; and of two ways to give a speaker's words
/// "both cannot be true" says too much where "a" stands for "any".
pub(crate) fn told_relation(it: &Difference) -> Option<&'static str> {
    let says_nothing = match it.kind {
        compare::Kind::Label | compare::Kind::Attribution | compare::Kind::Agency => {
            it.relation == compare::Relation::Compatible
        }
        kind => kind == compare::Kind::Quote,
    };
    (!says_nothing).then(|| relation_key(it.relation))
}

/// The catalogue's key for what sort of difference it is; one that is not sure is "perhaps" one.
pub(crate) fn difference_key(it: &Difference) -> &'static str {
    if it.is_sure { kind_key(it.kind) } else { perhaps_key(it.kind) }
}

/// The same of a kind that is only suspected.
pub(crate) fn perhaps_key(kind: compare::Kind) -> &'static str {
    match kind {
        compare::Kind::Number => "perhaps.number",
        compare::Kind::Precision => "perhaps.precision",
        compare::Kind::Date => "perhaps.date",
        compare::Kind::Name => "perhaps.name",
        compare::Kind::Attribution => "perhaps.attribution",
        compare::Kind::Certainty => "perhaps.certainty",
        compare::Kind::Quote => "perhaps.quote",
        compare::Kind::Label => "perhaps.label",
        compare::Kind::Agency => "perhaps.agency",
        compare::Kind::Contradiction => "perhaps.contradiction",
    }
}

/// What an editor did to something and noted on it, each in a phrase: "corrected by an editor:
/// verdict set (“their own words”)".
pub(crate) fn corrections(view: &View, words: &Catalogue, marks: &[usize]) -> Vec<String> {
    let phrase = |idx: &usize| {
        let it = view.corrections.list.get(*idx)?;
        let note = visible(it.note.trim());
        if matches!(it.act, correction::Act::Note { .. }) {
            return Some(words.fill("correction.noted", &[("note", &note)]));
        }
        let what = words.say(correction_key(&it.act));
        let what = match note.as_str() {
            "" => what.to_owned(),
            _ => words.fill("correction.why", &[("what", what), ("note", &note)]),
        };
        Some(words.fill("correction.mark", &[("what", &what)]))
    };
    marks.iter().filter_map(phrase).collect()
}

/// The catalogue's key for what was done.
fn correction_key(act: &correction::Act) -> &'static str {
    match act {
        correction::Act::Same { .. } => "correction.same",
        correction::Act::NotSame { .. } => "correction.not_same",
        correction::Act::Merge { .. } => "correction.merge",
        correction::Act::Split { .. } => "correction.split",
        correction::Act::Kind { .. } => "correction.kind",
        correction::Act::Dismiss { .. } => "correction.dismiss",
        correction::Act::Add { .. } => "correction.add",
        correction::Act::Verdict { .. } | correction::Act::Note { .. } => "correction.verdict",
    }
}

/// The catalogue's key for a relation.
pub(crate) fn relation_key(relation: compare::Relation) -> &'static str {
    match relation {
        compare::Relation::Conflict => "relation.conflict",
        compare::Relation::Compatible => "relation.compatible",
        compare::Relation::Updated => "relation.updated",
    }
}

/// `“at least 107” / “over 100”`, in the order of articles; with the sentence of each side where
/// not every member of the fact has one, or where `is_named` asks for it.
pub(crate) fn sides(
    view: &View,
    words: &Catalogue,
    fact: &Fact,
    difference: &Difference,
    is_named: bool,
) -> String {
    // Sides with the same words are one.
    let mut groups: Vec<(&str, Vec<(usize, usize)>)> = Vec::new();
    for it in &difference.sides {
        let place = fact.members[it.member].place();
        match groups.iter_mut().find(|known| known.0 == it.text) {
            Some(known) => known.1.push(place),
            None => groups.push((&it.text, vec![place])),
        }
    }
    let is_named = is_named
        || difference.sides.len() < fact.members.len()
        || groups.len() < difference.sides.len();
    let group = |(text, places): &(&str, Vec<(usize, usize)>)| match is_named {
        true => format!("{} “{}”", sources(view, words, places), short(text)),
        false => format!("“{}”", short(text)),
    };
    let mut shown: Vec<String> = groups.iter().take(MAX_SIDES).map(group).collect();
    if groups.len() > MAX_SIDES {
        shown.push(words.count("count.more", groups.len() - MAX_SIDES));
    }
    shown.join(" / ")
}

/// `"Herald 3, 4 · Post 2"`: where a fact is stated; of many places the first few.
pub(crate) fn sources(view: &View, words: &Catalogue, places: &[(usize, usize)]) -> String {
    let mut text = String::new();
    let mut last = None;
    for (article, sentence) in places.iter().take(MAX_SOURCES) {
        if last == Some(article) {
            text.push_str(&format!(", {}", sentence + 1));
        } else {
            text.push_str(if last.is_some() { " · " } else { "" });
            text.push_str(&visible(&view.source_of(*article, *sentence)));
        }
        last = Some(article);
    }
    if places.len() > MAX_SOURCES {
        let more = words.count("count.more", places.len() - MAX_SOURCES);
        text.push_str(&format!(" · {more}"));
    }
    text
}

/// The same of a line of the summary, with those who tell a part of it alone: `"Herald 3 · in part: Post 2"`.
pub(crate) fn sources_of_line(view: &View, words: &Catalogue, line: &Line) -> String {
    let whole = sources(view, words, &line.sources);
    if line.in_part.is_empty() {
        return whole;
    }
    let part = words.fill("line.in_part", &[("places", &sources(view, words, &line.in_part))]);
    format!("{whole} · {part}")
}

/// The words of a side, the middle left out where they are many.
pub(crate) fn short(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let shown = if words.len() > MAX_SIDE_WORDS {
        let (first, last) = (&words[..MAX_SIDE_WORDS - 6], &words[words.len() - 5..]);
        format!("{} … {}", first.join(" "), last.join(" "))
    } else {
        words.join(" ")
    };
    visible(&shown)
}
