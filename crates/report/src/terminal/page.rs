//! The sections of the text format, from the head to the limits.

use super::lines::{Run, Style, paint, run, wrap};
use super::{Settings, difference_runs, passage_runs, segment_runs};
use crate::catalogue::Catalogue;
use crate::lenses::{self, MAX_WORDS};
use crate::limits::{limits, made};
use crate::passage;
use crate::phrases::{
    CLOSE, OPEN, confidence_percent, corrections, fact_sign, few_origins, is_near, kind_key,
    omission, section_note, sides, sole_notes, sources, sources_of_line, suspected, title,
};
use crate::told::told_or_kept;
use crate::unsure::chains;
use crate::view::{Article, Fact, LensRow, View};
use crate::visible::visible;
use unicode_width::UnicodeWidthStr;

/// Rows of one lens that are shown before it says how many more there are.
const MAX_ROWS: usize = 12;

/// Differences of wording listed again under that heading; all of them stand with their facts.
const MAX_WORDINGS: usize = 12;

/// Text under construction.
pub(super) struct Page<'a> {
    pub(super) view: &'a View,
    pub(super) words: &'a Catalogue,
    pub(super) width: usize,
    /// Columns of the longest name of a sentence: "Herald 12".
    names: usize,
    color: bool,
    side_by_side: bool,
    text: String,
}

impl<'a> Page<'a> {
    pub(super) fn new(view: &'a View, words: &'a Catalogue, settings: &Settings) -> Self {
        Self {
            view,
            words,
            width: settings.width.max(40),
            names: longest_name(view),
            color: settings.color,
            side_by_side: settings.side_by_side && view.articles.len() == 2,
            text: String::new(),
        }
    }

    pub(super) fn write(mut self) -> String {
        self.head();
        self.summary();
        if self.view.facts.is_empty() {
            self.blank();
            self.line(0, &[run(Style::Plain, self.words.say("fact.no_facts"))]);
        } else if self.side_by_side {
            self.columns();
        } else {
            self.agreed();
            self.differing(compare::Verdict::Differs);
            self.differing(compare::Verdict::Unsure);
            self.sole();
        }
        self.sentence_notes();
        self.wording();
        self.warnings();
        self.limits();
        self.text
    }

    fn head(&mut self) {
        let n = self.view.articles.len();
        let title = title(self.words, n);
        self.line(0, &[run(Style::Strong, title)]);
        let view = self.view;
        for it in &view.articles {
            self.blank();
            let headline =
                if it.title.is_empty() { self.words.say("fact.no_headline") } else { &it.title };
            let mut runs = vec![run(Style::Strong, visible(&it.label))];
            runs.push(run(Style::Plain, format!(" · {}", self.about(it))));
            self.line(2, &runs);
            self.line(4, &[run(Style::Plain, visible(headline))]);
            self.corrections(4, &it.corrections);
        }
        self.blank();
        let counts = view.counts;
        let tallies = [
            ("count.agreed", counts.agreed),
            ("count.differs", counts.differs),
            ("count.unsure", counts.unsure),
            ("count.sole", counts.sole),
        ];
        let shown: Vec<String> = tallies
            .into_iter()
            .filter(|(_, n)| *n > 0)
            .map(|(key, n)| self.words.count(key, n))
            .collect();
        if !shown.is_empty() {
            self.line(2, &[run(Style::Strong, shown.join(" · "))]);
        }
    }

    /// Byline, dates, length and what is missing.
    fn about(&self, it: &Article) -> String {
        let mut parts = Vec::new();
        parts.extend(it.byline.as_deref().map(visible));
        parts.push(it.published.clone().unwrap_or_else(|| self.words.say("fact.no_date").into()));
        parts.push(self.words.count("count.words", it.n_words));
        if let Some(reason) = &it.partial {
            parts.push(
                self.words.fill(
                    "fact.partial",
                    &[("reason", &visible(&told_or_kept(self.words, reason)))],
                ),
            );
        }
        let same_origin = self.view.articles.iter().filter(|other| other.origin == it.origin);
        let sharing: Vec<String> =
            same_origin.filter(|other| other.id != it.id).map(|it| visible(&it.label)).collect();
        if !sharing.is_empty() {
            parts.push(self.words.fill("fact.shared", &[("articles", &sharing.join(", "))]));
        }
        parts.join(" · ")
    }

    fn summary(&mut self) {
        let view = self.view;
        if view.summary.is_empty() {
            return;
        }
        self.heading("section.summary", None);
        for it in &view.summary {
            let sources = sources_of_line(view, self.words, it);
            let text = run(Style::Plain, visible(&it.quoted()));
            let runs = [text, run(Style::Faint, format!(" [{sources}]"))];
            self.item("—", &runs);
        }
    }

    fn agreed(&mut self) {
        let view = self.view;
        let facts: Vec<usize> = view.of(compare::Verdict::Agreed).collect();
        if facts.is_empty() {
            return;
        }
        self.heading(
            "section.agreed",
            Some(section_note(view, self.words, compare::Verdict::Agreed)),
        );
        for idx in facts {
            let fact = &view.facts[idx];
            self.blank();
            if is_near(fact) {
                self.told_by(fact, None);
                continue;
            }
            self.item(fact_sign(fact), &passage_runs(view, fact, fact.statement));
            let places: Vec<(usize, usize)> = fact.members.iter().map(|it| it.place()).collect();
            let mut note = sources(view, self.words, &places);
            if let Some(origins) = few_origins(self.words, fact) {
                note.push_str(&format!("; {origins}"));
            }
            if let Some(omission) = omission(view, self.words, fact) {
                note.push_str(&format!("; {omission}"));
            }
            self.line(4, &[run(Style::Faint, format!("[{note}]"))]);
            self.corrections(4, &fact.corrections);
        }
    }

    /// What an editor did to it, a line each.
    pub(super) fn corrections(&mut self, indent: usize, marks: &[usize]) {
        for it in corrections(self.view, self.words, marks) {
            self.item_at(indent, "✎", &[run(Style::Plain, it)]);
        }
    }

    /// Facts with every member on a line of its own, and the differences below.
    fn differing(&mut self, verdict: compare::Verdict) {
        let view = self.view;
        let facts: Vec<usize> = view.of(verdict).collect();
        if facts.is_empty() {
            return;
        }
        if verdict == compare::Verdict::Differs {
            let note =
                self.words.fill("section.differs_note_signs", &[("open", OPEN), ("close", CLOSE)]);
            let legend = self.words.say("section.relations");
            self.heading("section.differs", Some(format!("{note} {legend}.")));
        } else {
            let note = self.words.say("section.unsure_note").to_owned();
            self.heading("section.unsure", Some(note));
        }
        if verdict == compare::Verdict::Unsure {
            for it in chains(view) {
                self.blank();
                if let Some((article, sentence)) = it.shared {
                    let source = visible(&view.source_of(article, sentence));
                    let whole = passage::whole(view, (article, sentence));
                    self.told("", &source, &segment_runs(&whole));
                }
                for idx in it.facts {
                    self.told_by(&view.facts[idx], it.shared);
                }
            }
        } else {
            for idx in facts {
                self.blank();
                self.told_by(&view.facts[idx], None);
            }
        }
    }

    /// The members of a fact, all but the one shown above, with how they differ.
    fn told_by(&mut self, fact: &Fact, above: Option<(usize, usize)>) {
        let view = self.view;
        let mut first = fact_sign(fact);
        for &member_idx in &fact.listed {
            let it = fact.members[member_idx];
            if above != Some(it.place()) {
                let source = visible(&view.source_of(it.article, it.sentence));
                self.told(first, &source, &passage_runs(view, fact, member_idx));
                first = "";
            }
        }
        for it in fact.told_differences() {
            self.item_at(4, "→", &difference_runs(view, self.words, fact, it));
            self.corrections(6, &it.corrections);
        }
        if let Some(it) = suspected(view, self.words, fact) {
            self.item_at(4, "→", &[run(Style::Faint, it)]);
        }
        self.fact_note(fact);
        self.corrections(4, &fact.corrections);
    }

    /// How sure, from how many origins where that are fewer than articles, and who does not have it.
    pub(super) fn fact_note(&mut self, fact: &Fact) {
        let mut notes = Vec::new();
        if fact.verdict == compare::Verdict::Unsure {
            let percent = confidence_percent(fact.confidence);
            notes.push(self.words.fill("fact.maybe", &[("percent", &percent)]));
        }
        notes.extend(few_origins(self.words, fact));
        notes.extend(omission(self.view, self.words, fact));
        if !notes.is_empty() {
            self.line(4, &[run(Style::Faint, format!("[{}]", notes.join("; ")))]);
        }
    }

    fn sole(&mut self) {
        let view = self.view;
        if view.counts.sole == 0 {
            return;
        }
        if view.articles.len() > 1 {
            self.heading("section.sole", Some(self.words.say("section.sole_note").to_owned()));
        } else {
            self.heading("section.alone", None);
        }
        for (article_idx, article) in view.articles.iter().enumerate() {
            let told = passage::sole(view, article_idx);
            if told.is_empty() {
                continue;
            }
            self.blank();
            self.line(2, &[run(Style::Strong, visible(&article.label))]);
            for it in told {
                let mut runs = segment_runs(&it.segments);
                let notes = sole_notes(view, self.words, &it);
                runs.extend(notes.iter().map(|it| run(Style::Faint, format!(" [{it}]"))));
                self.item_at(2, &(it.sentence + 1).to_string(), &runs);
                for fact_idx in &it.facts {
                    self.corrections(4, &view.facts[*fact_idx].corrections);
                }
            }
        }
    }

    /// An editor's notes on sentences, each under its source.
    fn sentence_notes(&mut self) {
        let view = self.view;
        let mut has_heading = false;
        for (article_idx, article) in view.articles.iter().enumerate() {
            for (sentence_idx, it) in article.sentences.iter().enumerate() {
                for note in corrections(view, self.words, &it.corrections) {
                    if !has_heading {
                        self.heading("section.notes", None);
                        has_heading = true;
                    }
                    let source = visible(&view.source_of(article_idx, sentence_idx));
                    self.told("✎", &source, &[run(Style::Plain, note)]);
                }
            }
        }
    }

    fn wording(&mut self) {
        let view = self.view;
        let differences = view.wording_differences();
        if differences.is_empty() && view.lenses.iter().all(|it| it.rows.is_empty()) {
            return;
        }
        self.heading("section.wording", None);
        for (fact, it) in differences.iter().take(MAX_WORDINGS) {
            let kind = run(Style::Strong, self.words.say(kind_key(it.kind)));
            let sides = sides(view, self.words, fact, it, true);
            self.item("→", &[kind, run(Style::Plain, format!(": {sides}"))]);
        }
        if differences.len() > MAX_WORDINGS {
            let more = self.words.count("count.more", differences.len() - MAX_WORDINGS);
            self.item("", &[run(Style::Faint, more)]);
        }
        for reading in view.lenses.iter().filter(|it| !it.rows.is_empty()) {
            self.blank();
            let title = self.words.say(&format!("lens.{}", reading.lens)).to_owned();
            let about = self.words.say(&format!("lens_about.{}", reading.lens)).to_owned();
            self.line(2, &[run(Style::Strong, title)]);
            self.line(2, &[run(Style::Faint, about)]);
            for row in reading.rows.iter().take(MAX_ROWS) {
                self.lens_row(reading.lens, row);
            }
            if reading.rows.len() > MAX_ROWS {
                let more = self.words.count("count.more", reading.rows.len() - MAX_ROWS);
                self.line(4, &[run(Style::Faint, more)]);
            }
        }
    }

    /// What is looked at, and below it each article with its words and their sentences.
    fn lens_row(&mut self, lens: &str, row: &LensRow) {
        let view = self.view;
        let subject = lenses::subject(view, self.words, lens, row);
        self.line(4, &[run(Style::Plain, format!("{subject}:"))]);
        let cells = view.articles.iter().zip(&row.cells);
        for (article, cell) in cells.filter(|(_, it)| lenses::is_filled(it)) {
            let mut parts: Vec<String> = lenses::share(cell).into_iter().collect();
            let found = lenses::shown(self.words, lens, cell);
            for it in found.iter().take(MAX_WORDS) {
                let numbers: Vec<String> =
                    it.sentences.iter().map(|it| (it + 1).to_string()).collect();
                parts.push(match numbers.is_empty() {
                    true => it.text.clone(),
                    false => format!("{} {}", it.text, numbers.join(", ")),
                });
            }
            if found.len() > MAX_WORDS {
                parts.push(self.words.count("count.more", found.len() - MAX_WORDS));
            }
            let name = run(Style::Strong, format!("{}  ", visible(&article.label)));
            self.line(6, &[name, run(Style::Plain, parts.join(" · "))]);
        }
    }

    fn warnings(&mut self) {
        let view = self.view;
        if view.warnings.is_empty() && view.reprints.is_empty() {
            return;
        }
        self.heading("section.warnings", None);
        for it in &view.reprints {
            let (from, to) = (&view.articles[it.from].label, &view.articles[it.to].label);
            let form = if it.n_words == 1 { "fact.reprint_one" } else { "fact.reprint_other" };
            let n = it.n_words.to_string();
            let values = [("n", n.as_str()), ("from", &visible(from)), ("to", &visible(to))];
            self.item("!", &[run(Style::Plain, self.words.fill(form, &values))]);
        }
        for it in &view.warnings {
            let text = visible(&told_or_kept(self.words, &it.text));
            let text = match it.article {
                Some(idx) => {
                    let label = visible(&view.articles[idx].label);
                    self.words.fill("warning.about", &[("article", &label), ("text", &text)])
                }
                None => text,
            };
            self.item("!", &[run(Style::Plain, text)]);
        }
    }

    fn limits(&mut self) {
        self.heading("section.limits", None);
        for it in limits(self.view, self.words) {
            self.item("—", &[run(Style::Plain, it)]);
        }
        self.heading("section.made", None);
        for it in made(self.view, self.words) {
            self.item("—", &[run(Style::Plain, visible(&it))]);
        }
    }

    /// A blank line, the heading, and under it a note.
    pub(super) fn heading(&mut self, key: &str, note: Option<String>) {
        self.blank();
        self.line(0, &[run(Style::Strong, self.words.say(key).to_uppercase())]);
        if let Some(note) = note {
            self.line(0, &[run(Style::Faint, note)]);
        }
    }

    /// A sign and beside it the words.
    pub(super) fn item(&mut self, sign: &str, runs: &[Run]) {
        self.item_at(0, sign, runs);
    }

    fn item_at(&mut self, indent: usize, sign: &str, runs: &[Run]) {
        let hang = indent + 4;
        for (idx, line) in wrap(runs, self.width.saturating_sub(hang)).iter().enumerate() {
            let lead = if idx == 0 { sign } else { "" };
            let style = if lead == "=" { Style::Alike } else { Style::Differing };
            let mut painted = vec![run(Style::Plain, " ".repeat(indent))];
            painted.push(run(style, format!("{lead:>2}  ")));
            painted.extend(line.iter().cloned());
            self.push(&painted);
        }
    }

    /// A sign, who tells it, and the words in a column of their own, so that the words of several
    /// articles stand below each other. Names too long for a column stand before the words.
    fn told(&mut self, sign: &str, source: &str, runs: &[Run]) {
        if self.names > self.width / 3 {
            let mut inline = vec![run(Style::Strong, source), run(Style::Plain, ": ")];
            inline.extend_from_slice(runs);
            return self.item(sign, &inline);
        }
        let hang = 4 + self.names + 2;
        for (idx, line) in wrap(runs, self.width.saturating_sub(hang)).into_iter().enumerate() {
            let (lead, name) = if idx == 0 { (sign, source) } else { ("", "") };
            let rest = self.names.saturating_sub(name.width());
            let mut painted = vec![run(Style::Differing, format!("{lead:>2}  "))];
            painted.push(run(Style::Strong, name));
            painted.push(run(Style::Plain, " ".repeat(rest + 2)));
            painted.extend(line);
            self.push(&painted);
        }
    }

    pub(super) fn line(&mut self, indent: usize, runs: &[Run]) {
        for line in wrap(runs, self.width.saturating_sub(indent)) {
            let mut painted = vec![run(Style::Plain, " ".repeat(indent))];
            painted.extend(line);
            self.push(&painted);
        }
    }

    pub(super) fn push(&mut self, line: &[Run]) {
        self.text.push_str(&paint(line, self.color));
        self.text.push('\n');
    }

    pub(super) fn blank(&mut self) {
        self.text.push('\n');
    }
}

fn longest_name(view: &View) -> usize {
    let members = view.facts.iter().flat_map(|it| &it.members);
    let names = members.map(|it| visible(&view.source_of(it.article, it.sentence)).width());
    names.max().unwrap_or(0)
}
