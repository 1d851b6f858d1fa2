//! The comparison as Markdown, for mail, wikis and notes: the same parts as the text format.
//!
//! Published text is escaped: nothing in it becomes a heading, a link, an image or HTML.

use crate::catalogue::Catalogue;
use crate::language::Language;
use crate::lenses;
use crate::limits::{limits, made};
use crate::passage::{self, Segment};
use crate::phrases::{
    confidence_percent, corrections, fact_sign, few_origins, head, is_near, omission, section_note,
    sides, sole_notes, sources, sources_of_line, suspected, title,
};
use crate::told::told_or_kept;
use crate::unsure::{Chain, chains};
use crate::view::{Difference, Fact, LensRow, View};
use crate::visible::visible;

impl View {
    /// The comparison as Markdown (CommonMark) in a page language, ending with a line feed.
    #[must_use]
    pub fn markdown(&self, language: Language) -> String {
        let words = Catalogue::of(language);
        let mut note = Note { view: self, words, text: String::new() };
        note.head();
        note.summary();
        note.facts(compare::Verdict::Agreed, "section.agreed");
        note.facts(compare::Verdict::Differs, "section.differs");
        note.facts(compare::Verdict::Unsure, "section.unsure");
        note.sole();
        note.sentence_notes();
        note.wording();
        note.ending();
        note.text
    }
}

/// Markdown under construction.
struct Note<'a> {
    view: &'a View,
    words: &'a Catalogue,
    text: String,
}

impl Note<'_> {
    fn head(&mut self) {
        let n = self.view.articles.len();
        let title = title(self.words, n);
        self.line(&format!("# {title}"));
        self.line("");
        for it in &self.view.articles {
            let headline =
                if it.title.is_empty() { self.words.say("fact.no_headline") } else { &it.title };
            let mut parts = vec![format!("**{}**", escaped(&it.label)), escaped(headline)];
            parts.extend(it.byline.as_deref().map(escaped));
            parts.extend(it.published.clone());
            parts.push(self.words.count("count.words", it.n_words));
            if let Some(reason) = &it.partial {
                parts.push(self.words.fill(
                    "fact.partial",
                    &[("reason", &escaped(&told_or_kept(self.words, reason)))],
                ));
            }
            parts.extend(it.url.as_deref().map(escaped));
            self.line(&format!("- {}", parts.join(" · ")));
            self.corrections("  ", &it.corrections);
        }
        let counts = self.view.counts;
        let tallies = [
            ("count.agreed", counts.agreed),
            ("count.differs", counts.differs),
            ("count.unsure", counts.unsure),
            ("count.sole", counts.sole),
        ];
        let tallies = tallies.map(|(key, n)| self.words.count(key, n));
        self.line("");
        self.line(&format!("{}.", tallies.join(", ")));
    }

    fn summary(&mut self) {
        let view = self.view;
        if view.summary.is_empty() {
            return;
        }
        self.heading("section.summary");
        for it in &view.summary {
            let sources = escaped(&sources_of_line(view, self.words, it));
            self.line(&format!("> {} \\[{sources}\\]", escaped(&it.quoted())));
            self.line("");
        }
    }

    fn facts(&mut self, verdict: compare::Verdict, heading: &str) {
        let view = self.view;
        let facts: Vec<usize> = view.of(verdict).collect();
        if facts.is_empty() {
            return;
        }
        self.heading(heading);
        self.line(&format!("*{}*", section_note(view, self.words, verdict)));
        if verdict == compare::Verdict::Differs {
            self.line(&format!("*{}.*", self.words.say("section.relations")));
        }
        self.line("");
        match verdict {
            compare::Verdict::Agreed => facts.iter().for_each(|it| self.agreed(&view.facts[*it])),
            compare::Verdict::Unsure => chains(view).iter().for_each(|it| self.chain(it)),
            _ => facts.iter().for_each(|it| self.differing(&view.facts[*it], None)),
        }
    }

    fn agreed(&mut self, fact: &Fact) {
        if is_near(fact) {
            return self.differing(fact, None);
        }
        let view = self.view;
        let places: Vec<(usize, usize)> = fact.members.iter().map(|it| it.place()).collect();
        let mut note = escaped(&sources(view, self.words, &places));
        if let Some(origins) = few_origins(self.words, fact) {
            note.push_str(&format!("; {origins}"));
        }
        if let Some(omission) = omission(view, self.words, fact) {
            note.push_str(&format!("; {}", escaped(&omission)));
        }
        let words = marked(&passage::excerpt(view, fact, fact.statement));
        self.line(&format!("- {} {words} \\[{note}\\]", fact_sign(fact)));
        self.corrections("  ", &fact.corrections);
    }

    /// What an editor did to it, a point each.
    fn corrections(&mut self, indent: &str, marks: &[usize]) {
        for it in corrections(self.view, self.words, marks) {
            self.line(&format!("{indent}- ✎ {}", escaped(&it)));
        }
    }

    /// Unsure facts, the sentence that they share once above them.
    fn chain(&mut self, chain: &Chain) {
        if let Some((article, sentence)) = chain.shared {
            let source = escaped(&self.view.source_of(article, sentence));
            let words = marked(&passage::whole(self.view, (article, sentence)));
            self.line(&format!("- *{source}*: {words}"));
        }
        for it in &chain.facts {
            self.differing(&self.view.facts[*it], chain.shared);
        }
    }

    /// The members of a fact, all but the one shown above, with how they differ.
    fn differing(&mut self, fact: &Fact, above: Option<(usize, usize)>) {
        let view = self.view;
        self.line(&format!("- {} **{}**", fact_sign(fact), fact.id));
        let members = fact.listed.iter().map(|it| (*it, fact.members[*it]));
        for (member_idx, it) in members.filter(|it| above != Some(it.1.place())) {
            let source = escaped(&view.source_of(it.article, it.sentence));
            let words = marked(&passage::excerpt(view, fact, member_idx));
            self.line(&format!("  - *{source}*: {words}"));
        }
        for it in fact.told_differences() {
            let difference = self.difference(fact, it, false);
            self.line(&format!("  - → {difference}"));
            self.corrections("    ", &it.corrections);
        }
        if let Some(it) = suspected(view, self.words, fact) {
            self.line(&format!("  - → {}", escaped(&it)));
        }
        let mut notes = Vec::new();
        if fact.verdict == compare::Verdict::Unsure {
            let percent = confidence_percent(fact.confidence);
            notes.push(self.words.fill("fact.maybe", &[("percent", &percent)]));
        }
        notes.extend(few_origins(self.words, fact));
        notes.extend(omission(view, self.words, fact).map(|it| escaped(&it)));
        if !notes.is_empty() {
            self.line(&format!("  - {}", notes.join("; ")));
        }
        self.corrections("  ", &fact.corrections);
    }

    fn difference(&self, fact: &Fact, it: &Difference, is_named: bool) -> String {
        let head = head(self.words, it);
        format!("{head}: {}", escaped(&sides(self.view, self.words, fact, it, is_named)))
    }

    fn sole(&mut self) {
        let view = self.view;
        if view.counts.sole == 0 {
            return;
        }
        let key = if view.articles.len() > 1 { "section.sole" } else { "section.alone" };
        self.heading(key);
        for (article_idx, article) in view.articles.iter().enumerate() {
            let told = passage::sole(view, article_idx);
            if told.is_empty() {
                continue;
            }
            self.line(&format!("### {}", escaped(&article.label)));
            self.line("");
            for it in told {
                let notes = sole_notes(view, self.words, &it);
                let more: String = notes.iter().map(|it| format!("; {}", escaped(it))).collect();
                let note = format!("{}{more}", it.sentence + 1);
                self.line(&format!("- {} \\[{note}\\]", marked(&it.segments)));
                for fact_idx in &it.facts {
                    self.corrections("  ", &view.facts[*fact_idx].corrections);
                }
            }
            self.line("");
        }
    }

    /// An editor's notes on sentences, each under its source.
    fn sentence_notes(&mut self) {
        let view = self.view;
        let is_noted =
            |it: &crate::view::Article| it.sentences.iter().any(|it| !it.corrections.is_empty());
        if !view.articles.iter().any(is_noted) {
            return;
        }
        self.heading("section.notes");
        for (article_idx, article) in view.articles.iter().enumerate() {
            for (sentence_idx, it) in article.sentences.iter().enumerate() {
                let source = escaped(&view.source_of(article_idx, sentence_idx));
                for note in corrections(view, self.words, &it.corrections) {
                    self.line(&format!("- ✎ *{source}*: {}", escaped(&note)));
                }
            }
        }
    }

    fn wording(&mut self) {
        let view = self.view;
        self.heading("section.wording");
        for (fact, it) in view.wording_differences() {
            let difference = self.difference(fact, it, true);
            self.line(&format!("- {difference}"));
        }
        for reading in view.lenses.iter().filter(|it| !it.rows.is_empty()) {
            let title = self.words.say(&format!("lens.{}", reading.lens)).to_owned();
            let about = self.words.say(&format!("lens_about.{}", reading.lens)).to_owned();
            self.line("");
            self.line(&format!("### {title}"));
            self.line("");
            self.line(&format!("*{about}*"));
            self.line("");
            for row in &reading.rows {
                self.lens_row(reading.lens, row);
            }
        }
    }

    fn lens_row(&mut self, lens: &str, row: &LensRow) {
        let view = self.view;
        self.line(&format!("- {}", escaped(&lenses::subject(view, self.words, lens, row))));
        let cells = view.articles.iter().zip(&row.cells);
        for (article, cell) in cells.filter(|(_, it)| lenses::is_filled(it)) {
            let mut parts: Vec<String> = lenses::share(cell).into_iter().collect();
            let found = lenses::shown(self.words, lens, cell);
            for it in found.iter().take(lenses::MAX_WORDS) {
                let numbers: Vec<String> =
                    it.sentences.iter().map(|it| (it + 1).to_string()).collect();
                let place = format!(" \\[{}\\]", numbers.join(", "));
                let place = if numbers.is_empty() { "" } else { place.as_str() };
                parts.push(format!("{}{place}", escaped(&it.text)));
            }
            if found.len() > lenses::MAX_WORDS {
                parts.push(self.words.count("count.more", found.len() - lenses::MAX_WORDS));
            }
            self.line(&format!("  - **{}**: {}", escaped(&article.label), parts.join(" · ")));
        }
    }

    fn ending(&mut self) {
        let view = self.view;
        if !view.warnings.is_empty() {
            self.heading("section.warnings");
            for it in &view.warnings {
                let text = escaped(&told_or_kept(self.words, &it.text));
                let text = match it.article {
                    Some(idx) => {
                        let label = escaped(&view.articles[idx].label);
                        self.words.fill("warning.about", &[("article", &label), ("text", &text)])
                    }
                    None => text,
                };
                self.line(&format!("- {text}"));
            }
        }
        self.heading("section.limits");
        for it in limits(view, self.words) {
            self.line(&format!("- {it}"));
        }
        self.heading("section.made");
        for it in made(view, self.words) {
            self.line(&format!("- {}", escaped(&it)));
        }
    }

    fn heading(&mut self, key: &str) {
        if !self.text.ends_with("\n\n") {
            self.line("");
        }
        self.line(&format!("## {}", self.words.say(key)));
        self.line("");
    }

    fn line(&mut self, text: &str) {
        self.text.push_str(text);
        self.text.push('\n');
    }
}

/// Segments in a row, the differing words bold.
fn marked(segments: &[Segment]) -> String {
    let mut text = String::new();
    for it in segments {
        let words = escaped(&it.text);
        let bare = words.trim();
        if it.is_marked && !bare.is_empty() {
            // Bold opens and closes only at words, so outer white space stays outside.
            text.push_str(&words.replacen(bare, &format!("**{bare}**"), 1));
        } else {
            text.push_str(&words);
        }
    }
    text
}

/// Text that Markdown shows as it is, in one line.
fn escaped(text: &str) -> String {
    let mut shown = String::new();
    for it in visible(text).chars() {
        match it {
            '&' => shown.push_str("&amp;"),
            '<' => shown.push_str("&lt;"),
            '>' => shown.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '~' | '|' => {
                shown.push('\\');
                shown.push(it);
            }
            _ => shown.push(it),
        }
    }
    // At the start of a line a dash or a number with a dot would open a list.
    let bare = shown.trim_start();
    let n_digits = bare.bytes().take_while(u8::is_ascii_digit).count();
    match bare.as_bytes().get(n_digits) {
        Some(b'.' | b')') if n_digits > 0 => {
            format!("{}\\{}", &bare[..n_digits], &bare[n_digits..])
        }
        Some(b'-' | b'+' | b'=') if n_digits == 0 => format!("\\{bare}"),
        _ => shown,
    }
}

#[cfg(test)]
mod tests;
