//! From the text of a language file to a lexicon.

use std::collections::BTreeMap;

use super::Lexicon;
use super::phrases::{Phrases, Words};
use super::raw::{self, Forms, Groups};
use super::words::{Abbreviation, DateOrder, NumberWord, SayKind, SayVerb};

/// Reads a language file. The files are part of the program and tests read them all.
pub(super) fn lexicon(code: &'static str, file: &str) -> Lexicon {
    let raw: raw::File = toml::from_str(file)
        .unwrap_or_else(|error| panic!("languages/{code}.toml is not well formed: {error}"));
    let raw::File { sentences, names, dates, numbers, sources, certainty, determiners, .. } = raw;
    Lexicon {
        code,
        name: raw.name,
        quote_marks: entries(&sentences.quotes).filter_map(pair).collect(),
        abbreviations: abbreviations(&sentences.abbreviations),
        abbreviations_may_end: abbreviations(&sentences.abbreviations_may_end),
        abbreviations_before_number: abbreviations(&sentences.abbreviations_before_number),
        ordinal_dot: sentences.ordinal_dot,
        stop_words: words(&raw.stop_words),
        definite_articles: words(&determiners.definite),
        indefinite_articles: words(&determiners.indefinite),
        demonstratives: words(&determiners.demonstrative),
        pronouns: forms(&raw.pronouns),
        titles: groups(&raw.titles),
        given_names: groups(&names.given),
        name_particles: words(&names.particles),
        organization_words: words(&names.organizations),
        place_words: words(&names.places),
        countries: countries(&names.countries),
        openers: words(&names.openers),
        date_order: dates.order.unwrap_or(DateOrder::DayFirst),
        months: numbered_lines(&dates.months),
        weekdays: numbered_lines(&dates.weekdays),
        date_words: forms(&dates.words),
        time_units: groups(&dates.units),
        date_prepositions: words(&dates.prepositions),
        date_joins: words(&dates.joins),
        decimal_mark: numbers.decimal_mark.unwrap_or('.'),
        number_words: number_words(&numbers),
        ordinal_endings: words(&numbers.ordinal_endings),
        number_joins: words(&numbers.joins),
        range_joins: words(&numbers.range_joins),
        decimal_words: words(&numbers.decimal_words),
        minus_words: words(&numbers.minus),
        bounds_before: groups(&numbers.bounds_before),
        bounds_after: groups(&numbers.bounds_after),
        percent_words: words(&numbers.percent),
        point_words: words(&numbers.points),
        age_before: words(&numbers.age_before),
        age_after: words(&numbers.age_after),
        counter_words: words(&numbers.counters),
        rest_words: words(&numbers.rest),
        in_a_row: words(&numbers.in_a_row),
        rate_words: words(&numbers.rates),
        length_words: words(&numbers.lengths),
        toll_words: numbered_lines(&numbers.tolls),
        currencies: forms(&raw.money),
        measures: forms(&raw.measures),
        say_verbs: say_verbs(&raw.say),
        source_prepositions: words(&sources.prepositions),
        role_words: groups(&sources.roles),
        document_words: words(&sources.documents),
        media_words: words(&sources.media),
        first_reports: words(&sources.first_reports),
        unnamed_phrases: words(&sources.unnamed),
        hedges: words(&certainty.hedges),
        expectations: words(&certainty.expectations),
        negators: words(&certainty.negators),
        denials: words(&certainty.denials),
        other_senses: words(&certainty.other_senses),
        clause_words: groups(&raw.clauses),
        loaded_words: countries(&raw.wording.loaded),
        passive_auxiliaries: words(&raw.wording.passive_auxiliaries),
        auxiliaries: words(&raw.wording.auxiliaries),
        prepositions: words(&raw.wording.prepositions),
        adding_verbs: words(&raw.wording.adding_verbs),
        bare_say_verbs: words(&raw.wording.bare_say_verbs),
        witness_words: words(&raw.wording.witness_words),
        linking_words: words(&raw.wording.linking_words),
        agent_prepositions: words(&raw.wording.agent_prepositions),
        gerund_endings: entries(&raw.wording.gerund_endings).map(Into::into).collect(),
        participle_endings: entries(&raw.wording.participle_endings).map(Into::into).collect(),
        stemmer: raw.stemmer,
    }
}

/// The entries of a list.
fn entries(list: &str) -> impl Iterator<Item = &str> {
    list.split([',', '\n']).map(str::trim).filter(|entry| !entry.is_empty())
}

/// The lines of a list that hold entries.
fn lines(list: &str) -> impl Iterator<Item = &str> {
    list.lines().filter(|line| !line.trim().is_empty())
}

fn pair(entry: &str) -> Option<(char, char)> {
    let mut chars = entry.chars();
    Some((chars.next()?, chars.next()?))
}

fn words(list: &str) -> Words {
    let mut words = Words::default();
    entries(list).for_each(|entry| words.add(entry, ()));
    words
}

/// An entry with a capital is an abbreviation only with a capital.
fn abbreviations(list: &str) -> Phrases<Abbreviation> {
    let mut phrases = Phrases::default();
    for entry in entries(list) {
        let needs_capital = entry.starts_with(char::is_uppercase);
        phrases.add(entry, Abbreviation { needs_capital });
    }
    phrases
}

fn groups<K: Copy>(groups: &Groups<K>) -> Phrases<K> {
    let mut phrases = Phrases::default();
    for (meaning, list) in groups {
        entries(list).for_each(|entry| phrases.add(entry, *meaning));
    }
    phrases
}

fn forms<V: Clone>(forms: &Forms<V>) -> Phrases<V> {
    let mut phrases = Phrases::default();
    for (list, meaning) in forms {
        entries(list).for_each(|entry| phrases.add(entry, meaning.clone()));
    }
    phrases
}

/// Line by line: the first line means 1.
fn numbered_lines(list: &str) -> Phrases<u8> {
    let mut phrases = Phrases::default();
    for (number, line) in (1..).zip(lines(list)) {
        entries(line).for_each(|entry| phrases.add(entry, number));
    }
    phrases
}

/// Line by line: the first entry is what all of the line mean.
fn countries(list: &str) -> Phrases<Box<str>> {
    let mut phrases = Phrases::default();
    for line in lines(list) {
        let name = entries(line).next().unwrap_or_default();
        entries(line).for_each(|entry| phrases.add(entry, name.into()));
    }
    phrases
}

/// Line by line: the first form is the lemma.
fn say_verbs(groups: &Groups<SayKind>) -> Phrases<SayVerb> {
    let mut phrases = Phrases::default();
    for (kind, list) in groups {
        for line in lines(list) {
            let lemma = entries(line).next().unwrap_or_default();
            for entry in entries(line) {
                phrases.add(entry, SayVerb { lemma: lemma.into(), kind: *kind });
            }
        }
    }
    phrases
}

/// All numbers in words. Where a word has two meanings the first added stays.
fn number_words(numbers: &raw::Numbers) -> Phrases<NumberWord> {
    let mut phrases = Phrases::default();
    let mut add_all = |forms: &Forms<f64>, meaning: fn(f64) -> NumberWord| {
        for (list, value) in forms {
            entries(list).for_each(|entry| phrases.add(entry, meaning(*value)));
        }
    };
    add_all(&numbers.cardinals, NumberWord::Cardinal);
    add_all(&numbers.multiples, NumberWord::Multiple);
    add_all(&numbers.ordinals, NumberWord::Ordinal);
    add_all(&numbers.fractions, NumberWord::Fraction);
    for (list, (low, high)) in &numbers.vague {
        entries(list).for_each(|entry| phrases.add(entry, NumberWord::Vague(*low, *high)));
    }
    entries(&numbers.zero).for_each(|entry| phrases.add(entry, NumberWord::Zero));
    entries(&numbers.one_before_multiple).for_each(|entry| phrases.add(entry, NumberWord::Article));
    add_compounds(numbers, &mut phrases);
    phrases
}

/// Adds "twenty-one" to "ninety-nine", and "twenty-first" where ordinals join the same way.
fn add_compounds(numbers: &raw::Numbers, phrases: &mut Phrases<NumberWord>) {
    let flat = |forms: &Forms<f64>| -> Vec<(String, f64)> {
        let each = forms
            .iter()
            .flat_map(|(list, value)| entries(list).map(|entry| (entry.to_owned(), *value)));
        each.collect()
    };
    let cardinals = flat(&numbers.cardinals);
    let own_units: BTreeMap<u8, Vec<String>> = {
        let mut units: BTreeMap<u8, Vec<String>> = BTreeMap::new();
        for (unit, value) in flat(&numbers.compound_units) {
            units.entry(value as u8).or_default().push(unit);
        }
        units
    };
    let is_unit = |value: f64| (1.0..10.0).contains(&value);
    let mut units: Vec<(String, NumberWord)> = Vec::new();
    for (unit, value) in cardinals.iter().filter(|(_, value)| is_unit(*value)) {
        if !own_units.contains_key(&(*value as u8)) {
            units.push((unit.clone(), NumberWord::Cardinal(*value)));
        }
    }
    for (value, names) in own_units {
        let unit = |name: String| (name, NumberWord::Cardinal(f64::from(value)));
        units.extend(names.into_iter().map(unit));
    }
    for (ordinal, value) in flat(&numbers.ordinals).into_iter().filter(|(_, value)| is_unit(*value))
    {
        units.push((ordinal, NumberWord::Ordinal(value)));
    }
    let tens =
        cardinals.iter().filter(|(_, value)| (20.0..100.0).contains(value) && value % 10.0 == 0.0);
    for (ten, ten_value) in tens {
        for (unit, meaning) in &units {
            let meaning = match meaning {
                NumberWord::Ordinal(value) => NumberWord::Ordinal(ten_value + value),
                NumberWord::Cardinal(value) => NumberWord::Cardinal(ten_value + value),
                other => *other,
            };
            for pattern in entries(&numbers.compounds) {
                // Only the last part of an ordinal shows that it is one.
                if matches!(meaning, NumberWord::Ordinal(_)) && !pattern.ends_with("{unit}") {
                    continue;
                }
                phrases.add(&pattern.replace("{tens}", ten).replace("{unit}", unit), meaning);
            }
        }
    }
}
