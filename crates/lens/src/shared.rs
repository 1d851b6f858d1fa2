//! The same person or body in several articles.

use std::collections::BTreeMap;

use claim::EntityKind;

use crate::sheet::Story;

/// From this likeness on two names mean the same.
const ALIKE: f64 = 0.85;

/// Someone or something that several articles name.
pub(crate) struct Shared {
    /// The fullest form of the name.
    pub(crate) name: String,
    /// For each article the index of its entity.
    pub(crate) entities: Vec<Option<usize>>,
    /// How often it is named in all articles.
    pub(crate) n_mentions: usize,
}

/// People, bodies and places that at least two articles name, the most named first. Two names are
/// compared if their last words are equal.
pub(crate) fn entities(story: &Story<'_>) -> Vec<Shared> {
    let n_articles = story.n_articles();
    let mut by_last_word: BTreeMap<String, Vec<Shared>> = BTreeMap::new();
    for (article_idx, sheet) in story.sheets.iter().enumerate() {
        let mut n_mentions = vec![0; sheet.claims.entities.len()];
        let mentions = sheet.claims.claims.iter().flat_map(|it| &it.names);
        for it in mentions.filter(|it| !it.is_anaphor) {
            n_mentions[it.entity_idx] += 1;
        }
        for (entity_idx, entity) in sheet.claims.entities.iter().enumerate() {
            let last = entity.name.rsplit(' ').next().unwrap_or("").to_lowercase();
            if n_mentions[entity_idx] == 0 || last.is_empty() {
                continue;
            }
            let known = by_last_word.entry(last).or_default();
            let home = known.iter_mut().find(|it| {
                it.entities[article_idx].is_none()
                    && claim::name_likeness(&it.name, &entity.name) >= ALIKE
            });
            match home {
                Some(home) => {
                    home.entities[article_idx] = Some(entity_idx);
                    home.n_mentions += n_mentions[entity_idx];
                    if entity.name.len() > home.name.len() {
                        home.name.clone_from(&entity.name);
                    }
                }
                None => {
                    let mut entities = vec![None; n_articles];
                    entities[article_idx] = Some(entity_idx);
                    let name = entity.name.clone();
                    known.push(Shared { name, entities, n_mentions: n_mentions[entity_idx] });
                }
            }
        }
    }
    let mut shared: Vec<Shared> = by_last_word
        .into_values()
        .flatten()
        .filter(|it| it.entities.iter().flatten().count() > 1 || n_articles < 2)
        .collect();
    shared.sort_by(|a, b| b.n_mentions.cmp(&a.n_mentions).then_with(|| a.name.cmp(&b.name)));
    shared
}

impl Shared {
    /// A person if an article tells it to be one, else a body or place if one tells that.
    pub(crate) fn kind(&self, story: &Story<'_>) -> EntityKind {
        let entities = self.entities.iter().zip(&story.sheets);
        let kinds = entities.filter_map(|(it, sheet)| Some(sheet.claims.entities[(*it)?].kind));
        let told = [EntityKind::Person, EntityKind::Organization, EntityKind::Place];
        let is_told = |kind: &EntityKind| kinds.clone().any(|it| it == *kind);
        told.into_iter().find(is_told).unwrap_or(EntityKind::Unknown)
    }
}
