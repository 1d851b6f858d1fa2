//! Joins the names of an article that mean the same.

use std::collections::BTreeMap;

use text::{Document, Gender};

use super::likeness::{self, is_initials, is_spelling_of};
use super::run::{Run, is_acronym};

/// Someone or something named in an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity {
    /// The fullest form of the name in the article: "Elena Marsh". Of a country its name in the
    /// article's language, also where only "U.S." or "Russian" is written.
    pub name: String,
    /// What it is, as far as the text tells.
    pub kind: EntityKind,
    /// Titles and roles the article gives it: "Defense Secretary", "mayor".
    pub roles: Vec<String>,
    /// Every other form the article uses for it: "Marsh", "Ms. Marsh".
    pub variants: Vec<String>,
}

/// What a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EntityKind {
    /// A human being.
    Person,
    /// A body: company, court, ministry, party.
    Organization,
    /// A place.
    Place,
    /// Not told by the text.
    Unknown,
}

/// What the joined names give: the entities, the gender each is told to have, and for each run the
/// index of its entity, `None` where it turned out to be no name.
pub(crate) struct Joined {
    pub(crate) entities: Vec<Entity>,
    pub(crate) genders: Vec<Option<Gender>>,
    pub(crate) owners: Vec<Option<usize>>,
}

/// What tells two forms apart: words, country, and the gender of a title before a lone surname.
type Key<'a> = (Vec<String>, Option<&'a str>, Option<Gender>);

/// All runs written with the same words.
struct Form {
    words: Vec<String>,
    country: Option<&'static str>,
    runs: Vec<usize>,
    is_weak: bool,
    is_acronym: bool,
    kind: Option<EntityKind>,
    /// What a title or the first name tells.
    gender: Option<Gender>,
}

/// Joins runs to entities.
pub(crate) fn join(document: &Document, runs: &[Run]) -> Joined {
    let forms = forms(document, runs);
    let mut order: Vec<usize> = (0..forms.len()).collect();
    order.sort_by_key(|&idx| (std::cmp::Reverse(forms[idx].words.len()), forms[idx].runs[0]));
    // Groups of forms, longest first.
    let mut groups: Vec<Vec<usize>> = Vec::new();
    // Runs whose form may belong to several groups are given out one by one.
    let mut shared: Vec<(usize, Vec<usize>)> = Vec::new();
    for form_idx in order {
        let form = &forms[form_idx];
        let candidates = candidates(form, &groups, &forms, runs);
        match candidates[..] {
            [] if form.is_weak && !is_media(document, form) => {}
            [] => groups.push(vec![form_idx]),
            [group_idx] => groups[group_idx].push(form_idx),
            _ => shared.push((form_idx, candidates)),
        }
    }
    let mut owners = vec![None; runs.len()];
    for (group_idx, group) in groups.iter().enumerate() {
        for &form_idx in group {
            for &run_idx in &forms[form_idx].runs {
                owners[run_idx] = Some(group_idx);
            }
        }
    }
    for (form_idx, candidates) in &shared {
        for &run_idx in &forms[*form_idx].runs {
            owners[run_idx] = likeliest(run_idx, candidates, &groups, &forms, runs);
        }
    }
    in_reading_order(document, runs, groups.len(), &owners)
}

/// Whom a surname means that several bear: the one told with that title, else the one whose full
/// name is told most often, else the one named first.
fn likeliest(
    run_idx: usize,
    candidates: &[usize],
    groups: &[Vec<usize>],
    forms: &[Form],
    runs: &[Run],
) -> Option<usize> {
    let roles = &runs[run_idx].roles;
    let members = |group: usize| {
        let runs_of = groups[group].iter().flat_map(|&form| &forms[form].runs);
        runs_of.map(|&run| &runs[run]).filter(|run| run.words.len() > 1)
    };
    let shares_role = |group: usize| {
        members(group)
            .any(|run| run.roles.iter().any(|role| roles.iter().any(|it| is_one_role(it, role))))
    };
    let first = |group: usize| std::cmp::Reverse(forms[groups[group][0]].runs[0]);
    candidates
        .iter()
        .max_by_key(|&&group| (shares_role(group), members(group).count(), first(group)))
        .copied()
}

/// "Vice President" and "President" may be one office told twice.
fn is_one_role(lhs: &str, rhs: &str) -> bool {
    let (lhs, rhs) = (lhs.to_lowercase(), rhs.to_lowercase());
    lhs.ends_with(&rhs) || rhs.ends_with(&lhs)
}

fn is_media(document: &Document, form: &Form) -> bool {
    form.words.len() == 1 && document.lexicon.media_words.contains(&form.words[0])
}

fn forms(document: &Document, runs: &[Run]) -> Vec<Form> {
    let mut by_words: BTreeMap<Key<'_>, usize> = BTreeMap::new();
    let mut forms: Vec<Form> = Vec::new();
    for (run_idx, run) in runs.iter().enumerate() {
        let words = match run.country {
            Some(country) => vec![country.to_owned()],
            None => likeness::words(&run.words.join(" ")),
        };
        if words.is_empty() {
            continue;
        }
        // "Mr. Cole" and "Ms. Cole" are two; with a first name the title is not needed.
        let told = run.gender.filter(|_| words.len() == 1);
        let form_idx = *by_words.entry((words.clone(), run.country, told)).or_insert_with(|| {
            forms.push(Form {
                words,
                country: run.country,
                runs: Vec::new(),
                is_weak: true,
                is_acronym: is_acronym(document.article.text(run.range)),
                kind: None,
                gender: None,
            });
            forms.len() - 1
        });
        let form = &mut forms[form_idx];
        form.runs.push(run_idx);
        form.is_weak &= run.is_weak;
        form.kind = form.kind.or(run.kind);
        form.gender = form.gender.or(run.gender);
    }
    forms
}

/// The groups a form may belong to.
fn candidates(form: &Form, groups: &[Vec<usize>], forms: &[Form], runs: &[Run]) -> Vec<usize> {
    if form.country.is_some() {
        return Vec::new();
    }
    let matches = |test: &dyn Fn(&Form) -> bool| -> Vec<usize> {
        let group_matches = |group: &Vec<usize>| {
            group.iter().any(|&idx| forms[idx].country.is_none() && test(&forms[idx]))
        };
        (0..groups.len()).filter(|&idx| group_matches(&groups[idx])).collect()
    };
    let is_person_like = |other: &Form| {
        !matches!(other.kind, Some(EntityKind::Organization | EntityKind::Place))
            && other.words.len() >= 2
    };
    if let [word] = &form.words[..] {
        let by_initials = matches(&|other| {
            let has_short = other.runs.iter().any(|&run| {
                runs[run].short.as_deref().is_some_and(|short| likeness::words(short) == form.words)
            });
            has_short
                || form.is_acronym
                    && word.chars().count() > 2
                    && other.kind != Some(EntityKind::Person)
                    && is_initials(&other.words, word)
        });
        if !by_initials.is_empty() {
            return by_initials;
        }
        if form.kind != Some(EntityKind::Place) && form.kind != Some(EntityKind::Organization) {
            // A capital that begins a sentence is no sign; only a known person is cut to it.
            let may_be = |other: &Form| {
                is_person_like(other)
                    && (!form.is_weak || other.kind == Some(EntityKind::Person))
                    && (form.gender.is_none()
                        || other.gender.is_none()
                        || form.gender == other.gender)
            };
            let by_surname = matches(&|other| may_be(other) && other.words.last() == Some(word));
            if !by_surname.is_empty() {
                return by_surname;
            }
            let by_given = matches(&|other| {
                may_be(other)
                    && other.words.first() == Some(word)
                    && (other.kind == Some(EntityKind::Person)
                        || form.kind == Some(EntityKind::Person))
            });
            if !by_given.is_empty() {
                return by_given;
            }
            return matches(&|other| {
                other.words.last().is_some_and(|last| is_spelling_of(last, word))
                    && (is_person_like(other) || other.words.len() == 1)
            });
        }
        return Vec::new();
    }
    matches(&|other| {
        let is_body = other.kind == Some(EntityKind::Organization);
        let is_part = other.words.len() > form.words.len()
            && (other.words.ends_with(&form.words) && other.words.len() <= form.words.len() + 2
                || is_person_like(other) && !is_body && same_ends(&other.words, &form.words));
        is_part
            || other.words.len() == form.words.len() && is_one_spelling(&other.words, &form.words)
    })
}

fn same_ends(long: &[String], short: &[String]) -> bool {
    long.first() == short.first() && long.last() == short.last()
}

/// True if one word is spelt otherwise and all else is the same.
fn is_one_spelling(lhs: &[String], rhs: &[String]) -> bool {
    let other = lhs.iter().zip(rhs).filter(|(a, b)| a != b).collect::<Vec<_>>();
    matches!(other[..], [(a, b)] if is_spelling_of(a, b))
}

/// Numbers the groups by first mention and makes entities of them.
fn in_reading_order(
    document: &Document,
    runs: &[Run],
    n_groups: usize,
    groups: &[Option<usize>],
) -> Joined {
    let mut entity_of_group = vec![None; n_groups];
    let mut members: Vec<Vec<&Run>> = Vec::new();
    let mut owners = Vec::with_capacity(runs.len());
    for (run, group) in runs.iter().zip(groups) {
        let Some(group) = *group else {
            owners.push(None);
            continue;
        };
        let entity_idx = *entity_of_group[group].get_or_insert_with(|| {
            members.push(Vec::new());
            members.len() - 1
        });
        members[entity_idx].push(run);
        owners.push(Some(entity_idx));
    }
    let genders = members.iter().map(|runs| runs.iter().find_map(|run| run.gender)).collect();
    let entities = members.iter().map(|runs| entity(document, runs)).collect();
    Joined { entities, genders, owners }
}

fn entity(document: &Document, runs: &[&Run]) -> Entity {
    let text = |run: &Run| document.article.text(run.range).replace(['\n', '\u{a0}'], " ");
    let fullest = runs.iter().rev().max_by_key(|run| run.words.len()).expect("an entity has a run");
    let name = fullest.country.map_or_else(|| text(fullest), str::to_owned);
    let mut roles: Vec<String> = Vec::new();
    let mut variants: Vec<String> = Vec::new();
    for run in runs {
        for role in &run.roles {
            if !roles.iter().any(|known| known.eq_ignore_ascii_case(role)) {
                roles.push(role.clone());
            }
        }
        let variant = text(run);
        if variant != name && !variants.contains(&variant) {
            variants.push(variant);
        }
    }
    Entity { kind: kind(runs, fullest), name, roles, variants }
}

/// The kind most mentions tell; a full name that is later cut to its last word is a person's.
fn kind(runs: &[&Run], fullest: &Run) -> EntityKind {
    let count = |kind| runs.iter().filter(|run| run.kind == Some(kind)).count();
    let told = [EntityKind::Person, EntityKind::Organization, EntityKind::Place]
        .into_iter()
        .map(|kind| (count(kind) + usize::from(fullest.kind == Some(kind)), kind))
        .filter(|(count, _)| *count > 0)
        .max_by_key(|(count, kind)| (*count, *kind == EntityKind::Person));
    if let Some((_, kind)) = told {
        return kind;
    }
    let is_cut = fullest.words.len() == 2
        && runs.iter().any(|run| run.words.len() == 1 && run.words.last() == fullest.words.last());
    if is_cut { EntityKind::Person } else { EntityKind::Unknown }
}
