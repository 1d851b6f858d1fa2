//! On which rung each sentence of an article stands.

use std::collections::BTreeSet;

use article::TextRange;
use claim::{Attribution, EntityKind, SourceKind};
use text::{Gender, RoleWord};

use super::{Rung, Step, is_misread};
use crate::reading::{Lens, Place};
use crate::sheet::{Line, Sheet, Story};

/// Bytes of a source that are shown; a longer one is a misread clause.
const MAX_SOURCE: usize = 60;
/// Words of "the scholars", "many strategists": a longer one may be a clause.
const MAX_PLURAL: usize = 4;
/// Words in marks from which on they are somebody's statement.
const MIN_QUOTED: usize = 4;
/// Letters of an outlet's name, without "the" and "news", that are enough to know it by.
const MIN_OUTLET: usize = 3;

/// The steps of one article, sentence by sentence.
pub(super) fn climb(story: &Story<'_>, article_idx: usize, sheet: &Sheet<'_>) -> Vec<Step> {
    let article = Article::of(sheet);
    let mut steps: Vec<Step> = Vec::with_capacity(sheet.lines.len());
    for line in &sheet.lines {
        let step = article.step(story, article_idx, line, &steps);
        steps.push(step);
    }
    article.sign(&mut steps);
    steps
}

struct Article<'a> {
    sheet: &'a Sheet<'a>,
    /// For each entity whether it is a human being with a name.
    people: Vec<bool>,
    /// The outlet's own name and that of its site, letters alone.
    own_names: Vec<String>,
}

impl<'a> Article<'a> {
    fn of(sheet: &'a Sheet<'a>) -> Self {
        let article = &sheet.claims.document.article;
        let site = article.url.as_deref().and_then(site);
        // "CNN (Web News)".
        let bare = article.outlet.split('(').next().unwrap_or_default();
        let own_names = [Some(letters(bare)), site].into_iter().flatten();
        let people = people(sheet);
        // "With Fox" is no interview with the outlet where a Vicente Fox is about.
        let is_person = |name: &String| {
            let mut told = sheet.claims.entities.iter().zip(&people);
            told.any(|(it, is)| *is && letters(surname(it)) == *name)
        };
        let own_names = own_names.filter(|it| it.len() >= MIN_OUTLET && !is_person(it)).collect();
        Self { sheet, people, own_names }
    }

    fn step(
        &self,
        story: &Story<'_>,
        article_idx: usize,
        line: &Line<'_>,
        before: &[Step],
    ) -> Step {
        let hits = story.find(Lens::Sourcing, article_idx, line.place);
        let of = |rung: Rung| {
            let hit = hits.iter().find(|it| it.group.name == rung.name())?;
            Some(Step { rung, shown: Some(line.range(hit.tokens.clone())) })
        };
        if let Some(step) = of(Rung::Witnessed).or_else(|| self.told_us(line)) {
            return step;
        }
        self.by_source(line, before)
            .or_else(|| of(Rung::Document))
            .or_else(|| self.runs_on(line, before))
            .unwrap_or(Step { rung: Rung::None, shown: None })
    }

    /// The step of a sentence that says who says so.
    fn by_source(&self, line: &Line<'_>, before: &[Step]) -> Option<Step> {
        let attribution = self.sheet.claim(line)?.attribution.as_ref()?;
        // "The Herald reported" in the Herald's own article.
        let is_own =
            |it: &&Attribution| it.kind == SourceKind::Media && self.is_own(self.source(it));
        let it = Some(attribution)
            .filter(|it| self.is_someone(it) && !is_misread(self.sheet, line, it) && !is_own(it))?;
        let lies_here = |it: &TextRange| {
            line.tokens.first().zip(line.tokens.last()).is_some_and(|(first, last)| {
                first.range.start <= it.start && it.end <= last.range.end && !it.is_empty()
            })
        };
        let is_short = |it: &TextRange| it.len() <= MAX_SOURCE;
        let shown = match it.source {
            Some(source) => Some(source).filter(is_short).filter(lies_here),
            None => Some(it.verb).filter(lies_here),
        };
        // A quote that runs on stands where it was begun.
        let told = it.source.filter(|it| !lies_here(it)).and_then(|it| self.sentence_of(it));
        let begun = told.and_then(|it| before.get(it)).filter(|it| it.rung != Rung::None);
        let rung = begun.map_or_else(|| self.rung(it, before), |it| it.rung);
        Some(Step { rung, shown })
    }

    fn sentence_of(&self, range: TextRange) -> Option<usize> {
        let sentences = &self.sheet.claims.document.sentences;
        let idx = sentences.partition_point(|it| it.range.end <= range.start);
        (idx < sentences.len()).then_some(idx)
    }

    fn rung(&self, it: &Attribution, before: &[Step]) -> Rung {
        let last = || before.last().map_or(Rung::None, |it| it.rung);
        match it.kind {
            _ if self.is_person(it) => Rung::Named,
            _ if self.speaks_for(it) => Rung::Unnamed,
            SourceKind::Named => Rung::Named,
            SourceKind::Office if self.is_titled(it) => Rung::Named,
            SourceKind::Office => Rung::Office,
            SourceKind::Document => Rung::Document,
            SourceKind::Media => Rung::Media,
            SourceKind::Unnamed => match self.pronoun(it) {
                Some(Pronoun::Person) if it.entity_idx.is_none() && last() == Rung::Unnamed => {
                    Rung::Unnamed
                }
                Some(Pronoun::Person) => Rung::Named,
                // "They said": whoever spoke right before.
                Some(Pronoun::Several) => match last() {
                    Rung::None => Rung::Unnamed,
                    rung => rung,
                },
                // "It said": the body or the paper before.
                Some(Pronoun::Thing) => match last() {
                    rung @ (Rung::Document | Rung::Media) => rung,
                    _ => Rung::Office,
                },
                None => Rung::Unnamed,
            },
        }
    }

    fn source(&self, it: &Attribution) -> &'a str {
        it.source.map_or("", |it| self.sheet.claims.document.article.text(it))
    }

    /// True if the source is a person with a name: told to be one, or written with a name at its end.
    fn is_person(&self, it: &Attribution) -> bool {
        let lexicon = self.sheet.claims.document.lexicon;
        // A lone capital may be owed to the start of the sentence ("Critics"); "supporters of Cole" are
        // not Cole.
        let is_joined = |word: &str| {
            lexicon.prepositions.contains(word)
                || lexicon.name_particles.contains(word)
                || lexicon.date_prepositions.contains(word)
        };
        let (before, last) = self.source(it).rsplit_once(' ').unwrap_or_default();
        // "Director of the Port Ann Cole".
        let given = before.rsplit(' ').next().unwrap_or("").to_lowercase();
        let is_several = before.split(' ').next().is_some_and(|it| it.ends_with('s'));
        let has_given = lexicon.given_names.contains(&given) && !is_several;
        let ends_in_name = it.kind == SourceKind::Unnamed
            && (has_given || !before.split(' ').any(is_joined))
            && last.starts_with(char::is_uppercase)
            && last.ends_with(char::is_lowercase)
            && !lexicon.role_words.contains(&last.to_lowercase());
        ends_in_name
            || it.kind != SourceKind::Media
                && !self.speaks_for(it)
                && it.entity_idx.is_some_and(|it| self.people.get(it) == Some(&true))
    }

    /// "A spokesman for the ministry": a person who has no name.
    fn speaks_for(&self, it: &Attribution) -> bool {
        let lexicon = self.sheet.claims.document.lexicon;
        let speaks = |word: &str| {
            matches!(lexicon.role_words.get(&word.to_lowercase()), Some(RoleWord::Speaker))
        };
        it.kind != SourceKind::Named && self.source(it).split(' ').any(speaks)
    }

    /// "The senator" in an article that names people: one of them.
    fn is_titled(&self, it: &Attribution) -> bool {
        let lexicon = self.sheet.claims.document.lexicon;
        let lower = self.source(it).to_lowercase();
        let first = lower.split(' ').next().unwrap_or("");
        let is_title = |word: &str| {
            lexicon.titles.contains(word)
                && matches!(lexicon.role_words.get(word), Some(RoleWord::Official))
        };
        let head = lower.split(" of ").next().unwrap_or("").rsplit(' ').next().unwrap_or("");
        let owns = lower.contains("’s ") || lower.contains("'s ");
        lexicon.definite_articles.contains(first)
            && is_title(head)
            && !owns
            && self.people.contains(&true)
    }

    fn pronoun(&self, it: &Attribution) -> Option<Pronoun> {
        let lexicon = self.sheet.claims.document.lexicon;
        let pronoun = lexicon.pronouns.get(&self.source(it).to_lowercase())?;
        Some(match pronoun.gender {
            Some(Gender::Neuter) => Pronoun::Thing,
            Some(_) => Pronoun::Person,
            None => Pronoun::Several,
        })
    }

    /// A source without a name counts if it says what it is: "officials", "a person familiar with the
    /// matter", "the scholars". "The event" is a misread clause.
    fn is_someone(&self, it: &Attribution) -> bool {
        let lexicon = self.sheet.claims.document.lexicon;
        let source = self.source(it).to_lowercase();
        let is_several = || {
            let words: Vec<&str> = source.split_whitespace().collect();
            words.len() <= MAX_PLURAL && words.iter().any(|it| it.len() > 3 && it.ends_with('s'))
        };
        let pronoun = lexicon.pronouns.get(&source).filter(|it| it.person == 3);
        it.kind != SourceKind::Unnamed
            || pronoun.is_some()
            || is_several()
            || source
                .split(|it: char| !it.is_alphanumeric())
                .any(|it| lexicon.role_words.contains(it) || lexicon.unnamed_phrases.contains(it))
    }

    /// "Told the Chronicle", "the Chronicle has learned", in the Chronicle.
    fn told_us(&self, line: &Line<'_>) -> Option<Step> {
        let lexicon = self.sheet.claims.document.lexicon;
        let claim = self.sheet.claim(line).filter(|_| !self.own_names.is_empty())?;
        let own = claim.names.iter().filter(|it| !it.is_anaphor).find_map(|name| {
            let first = line.tokens.iter().position(|it| name.range.contains(it.range))?;
            let last = line.tokens.iter().rposition(|it| name.range.contains(it.range))?;
            let is_quoted = line.is_quoted[first];
            (!is_quoted && self.is_own(line.words(name.range))).then_some((first, last))
        });
        let (first, last) = own?;
        let mut before = first.checked_sub(1);
        if before.is_some_and(|it| lexicon.definite_articles.contains(line.lower(it))) {
            before = before.and_then(|it| it.checked_sub(1));
        }
        let verb = before.filter(|it| {
            let is_to = lexicon.prepositions.contains(line.lower(*it));
            !is_to && lexicon.say_verbs.get(line.lower(*it)).is_some_and(|it| &*it.lemma == "tell")
        });
        let learned = line.lower(last + 1);
        let asked = before.is_some_and(|it| {
            lexicon.prepositions.contains(line.lower(it))
                && (0..it).rev().take(3).any(|it| lexicon.witness_words.contains(line.lower(it)))
        });
        let has_learned = lexicon.witness_words.contains(learned)
            || lexicon.auxiliaries.contains(learned)
                && lexicon.witness_words.contains(line.lower(last + 2));
        let from = if has_learned { Some(first) } else { verb.or(before.filter(|_| asked)) }?;
        Some(Step { rung: Rung::Witnessed, shown: Some(line.range(from..last + 1)) })
    }

    /// True for the outlet's own name.
    fn is_own(&self, name: &str) -> bool {
        let name = letters(name);
        name.len() >= MIN_OUTLET && self.own_names.contains(&name)
    }

    /// Words in marks without a verb of saying belong to whoever the sentence before is from; so does
    /// what follows a colon.
    fn runs_on(&self, line: &Line<'_>, before: &[Step]) -> Option<Step> {
        let Place::Sentence(sentence_idx) = line.place else { return None };
        let last = before.last().filter(|it| !matches!(it.rung, Rung::None | Rung::Media))?;
        let sentences = &self.sheet.claims.document.sentences;
        let (here, there) = (&sentences[sentence_idx], &sentences[sentence_idx - 1]);
        let claim = self.sheet.claim(line)?;
        let is_speech =
            claim.quotes.iter().any(|it| !it.is_scare) && line.n_quoted_words() >= MIN_QUOTED;
        let is_near = here.paragraph == there.paragraph
            || here.paragraph == there.paragraph + 1 && line.is_quoted.get(1) == Some(&true);
        let begins_anew = claim.names.first().is_some_and(|it| {
            !it.is_anaphor && it.range.start == line.tokens[0].range.start && !line.is_quoted[0]
        });
        (is_speech && is_near && !begins_anew).then_some(Step { rung: last.rung, shown: None })
    }

    /// A post is signed below: "— Ann Cole (@anncole)".
    fn sign(&self, steps: &mut [Step]) {
        let sentences = &self.sheet.claims.document.sentences;
        for (idx, line) in self.sheet.lines.iter().enumerate() {
            let is_signed = (2..line.tokens.len()).any(|at| {
                line.lower(at).starts_with('@')
                    && line.lower(at - 1) == "("
                    && (0..at).rev().take(8).any(|it| matches!(line.lower(it), "—" | "–"))
            });
            if !is_signed {
                continue;
            }
            let paragraph = sentences[idx].paragraph;
            let of_post = (0..=idx).rev().take_while(|it| sentences[*it].paragraph == paragraph);
            for at in of_post {
                if steps[at].rung == Rung::None {
                    steps[at].rung = Rung::Named;
                }
            }
        }
    }
}

enum Pronoun {
    /// "She".
    Person,
    /// "They".
    Several,
    /// "It".
    Thing,
}

/// For each entity whether it is a human being: told to be one, with a title or a first name, or one
/// whom "he" or "she" stands for.
fn people(sheet: &Sheet<'_>) -> Vec<bool> {
    let claims = sheet.claims;
    let lexicon = claims.document.lexicon;
    let is_body = |it: &claim::Entity| {
        matches!(it.kind, EntityKind::Organization | EntityKind::Place)
            || lexicon.role_words.contains(&it.name.to_lowercase())
    };
    let mut people: Vec<bool> = claims
        .entities
        .iter()
        .map(|it| {
            let first = it.name.split(' ').next().unwrap_or("").to_lowercase();
            it.kind == EntityKind::Person
                || !is_body(it) && (!it.roles.is_empty() || lexicon.given_names.contains(&first))
        })
        .collect();
    for mention in claims.claims.iter().flat_map(|it| &it.names).filter(|it| it.is_anaphor) {
        let written = claims.document.article.text(mention.range).to_lowercase();
        let gender = lexicon.pronouns.get(&written).and_then(|it| it.gender);
        let stands_for = &claims.entities[mention.entity_idx];
        if gender.is_some_and(|it| it != Gender::Neuter) && !is_body(stands_for) {
            people[mention.entity_idx] = true;
        }
    }
    // "Cole" beside an "Ann Cole" that the names were not joined with.
    let told = claims.entities.iter().zip(&people).filter(|(_, is_person)| **is_person);
    let surnames: BTreeSet<String> = told.map(|(it, _)| surname(it).to_lowercase()).collect();
    for (entity, is_person) in claims.entities.iter().zip(&mut people) {
        *is_person |= entity.kind == EntityKind::Unknown
            && !entity.name.contains(' ')
            && surnames.contains(&surname(entity).to_lowercase());
    }
    people
}

/// The last word of a name.
fn surname(entity: &claim::Entity) -> &str {
    entity.name.rsplit(' ').next().unwrap_or("")
}

/// "chronicle" of `https://www.chronicle.example/news`.
fn site(url: &str) -> Option<String> {
    let host = url.split("//").nth(1)?.split('/').next()?;
    let mut parts = host.rsplit('.');
    parts.next()?;
    parts.next().map(letters)
}

/// A name by its letters alone, without "the".
fn letters(name: &str) -> String {
    let lower = name.to_lowercase();
    let lower = lower.strip_prefix("the ").unwrap_or(&lower);
    let letters: String = lower.chars().filter(|it| it.is_alphanumeric()).collect();
    letters.strip_prefix("the").map_or(letters.clone(), str::to_owned)
}
