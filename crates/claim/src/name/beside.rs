//! What stands beside a name: roles, age, short form.

use article::TextRange;
use text::RoleWord;

use super::run::{Finder, is_acronym};

impl Finder<'_> {
    pub(super) fn age_behind(&self, end: usize) -> bool {
        let row = &self.row;
        let Some(comma) = row.skip(end).filter(|&idx| row.is_mark(idx, ",")) else { return false };
        let Some(age) = row.next(comma) else { return false };
        row.plain_number(age).is_some_and(|age| (1..120).contains(&age))
            && row.next(age).is_some_and(|next| matches!(row.lower(next), "," | "." | ")"))
    }

    pub(super) fn role_before(&self, start: usize, may_be_behind_comma: bool) -> Option<String> {
        let row = &self.row;
        let mut prev = row.prev(start)?;
        let has_comma = row.is_mark(prev, ",");
        if has_comma && !may_be_behind_comma {
            return None;
        }
        if has_comma {
            prev = row.prev(prev)?;
        }
        let title = row.lexicon.titles.ending_at(row.tokens, prev, row.start).map(|it| it.tokens);
        let role = row
            .lexicon
            .role_words
            .ending_at(row.tokens, prev, row.start)
            .filter(|it| {
                matches!(it.value, RoleWord::Official | RoleWord::Speaker | RoleWord::Person)
            })
            .map(|it| it.tokens);
        let tokens = title.or(role)?;
        if has_comma {
            let article = row.prev(tokens.start)?;
            if !row.lexicon.definite_articles.contains(row.lower(article)) {
                return None;
            }
        }
        (!row.lower(prev).ends_with('s'))
            .then(|| row.range(tokens))
            .map(|range| self.role_text(range))
    }

    pub(super) fn role_behind(&self, end: usize) -> Option<String> {
        let row = &self.row;
        let comma = row.skip(end).filter(|&idx| row.is_mark(idx, ","))?;
        let mut next = row.next(comma)?;
        let lexicon = row.lexicon;
        if lexicon.definite_articles.contains(row.lower(next))
            || lexicon.indefinite_articles.contains(row.lower(next))
        {
            next = row.next(next)?;
        }
        for _ in 0..3 {
            let found = lexicon.titles.at(row.tokens, next).map(|it| it.tokens.end).or_else(|| {
                lexicon
                    .role_words
                    .at(row.tokens, next)
                    .filter(|it| {
                        matches!(
                            it.value,
                            RoleWord::Official | RoleWord::Speaker | RoleWord::Person
                        )
                    })
                    .map(|it| it.tokens.end)
            });
            if let Some(end) = found {
                // In "the Capitol, the president stood" the role begins something of its own.
                let is_closed = row.skip(end).is_none_or(|after| {
                    !row.is_word(after)
                        || lexicon.name_particles.contains(row.lower(after))
                        || lexicon.date_prepositions.contains(row.lower(after))
                });
                let is_role =
                    !row.is_capital(next) || lexicon.titles.at(row.tokens, next).is_some();
                return (is_closed && is_role).then(|| self.role_text(row.range(next..end)));
            }
            if !row.is_word(next) || row.is_stop(next) {
                return None;
            }
            next = row.next(next)?;
        }
        None
    }

    pub(super) fn short_form(&self, end: usize) -> Option<String> {
        let row = &self.row;
        let open = row.skip(end).filter(|&idx| row.is_mark(idx, "("))?;
        let word = open + 1;
        let is_short =
            row.is_word(word) && is_acronym(row.text(word)) && row.is_mark(word + 1, ")");
        is_short.then(|| row.text(word).to_owned())
    }

    pub(super) fn role_text(&self, range: TextRange) -> String {
        let row = &self.row;
        let words: Vec<&str> = row
            .indexes()
            .filter(|&idx| range.contains(row.tokens[idx].range))
            .map(|idx| row.text(idx))
            .collect();
        words.join(" ").replace(" .", ".")
    }
}
