//! The reasons as text.

use super::{Family, Reasons, families, probability};
use crate::catalogue::Catalogue;
use crate::language::Language;
use crate::phrases::{confidence_percent, corrections, kind_key, percent};
use crate::visible::visible;
use cluster::{PairReasons, Weighed};
use std::fmt::Write;

/// Pieces of evidence named with their sort.
const MAX_PARTS: usize = 3;
/// A piece of evidence that adds less is not named.
const MIN_WEIGHT: f64 = 0.05;
/// Probability from which on the network is said to see a kind of difference.
const MIN_KIND: f64 = 0.25;

impl Reasons<'_> {
    /// The reasons in words and figures, in a page language, ending with a line feed.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        let words = Catalogue::of(language);
        let mut text = String::new();
        let verdict = words.say(&format!("verdict.{}", self.fact.verdict.name())).to_owned();
        let percent = confidence_percent(self.fact.confidence);
        let values = [("id", self.fact.id.as_str()), ("verdict", &verdict), ("percent", &percent)];
        line(&mut text, &words.fill("explain.head", &values));
        line(&mut text, &words.fill("explain.key", &[("key", &self.fact.key)]));
        for (idx, it) in self.fact.members.iter().enumerate() {
            let sentence = &self.view.articles[it.article].sentences[it.sentence];
            let body = &self.view.articles[it.article].body;
            let said = body.get(sentence.start..sentence.end).unwrap_or("");
            line(&mut text, &format!("  {}  {}", visible(&self.source(idx)), visible(said)));
        }
        if self.explanation.pairs.is_empty() {
            line(&mut text, "");
            line(&mut text, words.say("explain.sole"));
        }
        for it in &self.explanation.pairs {
            line(&mut text, "");
            self.pair_text(words, it, &mut text);
        }
        if !self.explanation.pairs.is_empty() {
            line(&mut text, "");
            self.grouping(words, &mut text);
            self.verdict(words, &mut text);
            self.method(words, &mut text);
        }
        text
    }

    fn pair_text(&self, words: &Catalogue, it: &PairReasons, text: &mut String) {
        let (lhs, rhs) = (visible(&self.source(it.lhs)), visible(&self.source(it.rhs)));
        line(text, &format!("{lhs} · {rhs}"));
        let Some(weighed) = &it.weighed else {
            return line(text, &format!("  {}", words.say("explain.unweighed")));
        };
        let values = [
            ("probability", format!("{:.2}", weighed.probability)),
            ("log_odds", format!("{:+.2}", weighed.log_odds)),
            ("base", format!("{:+.2}", self.explanation.base)),
        ];
        line(text, &format!("  {}", words.fill("explain.score", &borrowed(&values))));
        for family in families(it).iter().filter(|it| it.weight.abs() >= MIN_WEIGHT) {
            line(text, &family_line(family));
        }
        let shared: Vec<String> =
            it.words.iter().map(|word| visible(self.words(it.lhs, word.lhs))).collect();
        let shared = match shared.is_empty() {
            true => words.say("explain.no_words").to_owned(),
            false => words.fill("explain.words", &[("words", &shared.join(" · "))]),
        };
        line(text, &format!("  {shared}"));
        line(text, &format!("  {}", rivals(words, weighed, (&lhs, &rhs))));
        line(text, &format!("  {}", self.link(words, it, weighed)));
        self.reading(words, it, text);
    }

    /// Whether the two are linked, and if not what holds them together.
    fn link(&self, words: &Catalogue, it: &PairReasons, weighed: &Weighed) -> String {
        let (key, limit) = match it.linked {
            Some(said) if (said - weighed.probability).abs() > 1e-6 => ("explain.by_editor", 0.0),
            _ if weighed.probability >= self.thresholds.link => {
                ("explain.linked", self.thresholds.link)
            }
            Some(_) => ("explain.held", self.thresholds.member),
            None => ("explain.not_linked", self.thresholds.member),
        };
        words.fill(key, &[("limit", &format!("{limit:.2}"))])
    }

    /// What the pair network read.
    fn reading(&self, words: &Catalogue, it: &PairReasons, text: &mut String) {
        let Some(reading) = &it.reading else {
            return line(text, &format!("  {}", words.say("explain.unread")));
        };
        let share = |logit: f32| percent(probability(logit));
        let values = [("same", share(reading.same)), ("exclusive", share(reading.exclusive))];
        line(text, &format!("  {}", words.fill("explain.read", &borrowed(&values))));
        let mut kinds: Vec<(f64, &str)> = compare::read_kinds()
            .iter()
            .zip(&reading.kinds)
            .map(|(kind, logit)| (probability(*logit), words.say(kind_key(*kind))))
            .filter(|it| it.0 >= MIN_KIND)
            .collect();
        kinds.sort_by(|a, b| b.0.total_cmp(&a.0));
        let kinds: Vec<String> =
            kinds.iter().map(|(share, kind)| format!("{kind} {} %", percent(*share))).collect();
        let kinds = match kinds.is_empty() {
            true => words.say("explain.no_kinds").to_owned(),
            false => words.fill("explain.kinds", &[("kinds", &kinds.join(", "))]),
        };
        line(text, &format!("  {kinds}"));
    }

    fn grouping(&self, words: &Catalogue, text: &mut String) {
        line(text, words.say("explain.grouping"));
        let mean = format!("{:.2}", self.thresholds.mean);
        let least = format!("{:.2}", self.thresholds.member);
        line(
            text,
            &format!("  {}", words.fill("explain.rule", &[("mean", &mean), ("least", &least)])),
        );
        for (idx, it) in self.explanation.members.iter().enumerate() {
            let values = [
                ("source", visible(&self.source(idx))),
                ("mean", format!("{:.2}", it.mean)),
                ("least", format!("{:.2}", it.least)),
            ];
            line(text, &format!("  {}", words.fill("explain.fit", &borrowed(&values))));
            let place = self.fact.members[idx];
            let sentence = &self.view.articles[place.article].sentences[place.sentence];
            let others: Vec<&str> = (sentence.facts.iter())
                .map(|it| self.view.facts[*it].id.as_str())
                .filter(|it| *it != self.fact.id)
                .collect();
            if !others.is_empty() {
                let also = words.fill("explain.also", &[("facts", &others.join(", "))]);
                line(text, &format!("    {also}"));
            }
        }
    }

    fn verdict(&self, words: &Catalogue, text: &mut String) {
        line(text, "");
        line(text, words.say("explain.verdict"));
        let values = [
            ("mean", format!("{:.2}", self.explanation.mean)),
            ("confidence", format!("{:.2}", self.explanation.confidence)),
        ];
        line(text, &format!("  {}", words.fill("explain.calibrated", &borrowed(&values))));
        let sure = match self.fact.differences.is_empty() {
            true => self.thresholds.sure_alike,
            false => self.thresholds.sure_fact,
        };
        let limit = format!("{sure:.2}");
        let key = match self.explanation.confidence >= sure {
            true => "explain.sure",
            false => "explain.unsure",
        };
        line(text, &format!("  {}", words.fill(key, &[("limit", &limit)])));
        let n = self.fact.differences.len();
        let n_sure = self.fact.differences.iter().filter(|it| it.is_sure).count();
        let values = [
            ("n", n.to_string()),
            ("sure", n_sure.to_string()),
            ("limit", format!("{:.2}", self.thresholds.sure_difference)),
        ];
        let key = if n == 0 { "explain.alike" } else { "explain.differences" };
        line(text, &format!("  {}", words.fill(key, &borrowed(&values))));
        for it in corrections(self.view, words, &self.fact.corrections) {
            line(text, &format!("  ✎ {it}"));
        }
    }

    fn method(&self, words: &Catalogue, text: &mut String) {
        line(text, "");
        let n = self.explanation.n_pairs.to_string();
        line(text, &words.fill("explain.method", &[("n", &n)]));
    }
}

/// "meaning +3.21   sentence vectors 0.83 (+1.20), …"
fn family_line(family: &Family) -> String {
    let parts = family.parts.iter().filter(|it| it.2.abs() >= MIN_WEIGHT).take(MAX_PARTS);
    let parts: Vec<String> = parts
        .map(|(name, value, weight)| match name.as_str() {
            "" => format!("{value:.2} ({weight:+.2})"),
            _ => format!("{name} {value:.2} ({weight:+.2})"),
        })
        .collect();
    format!("    {:<10} {:+.2}   {}", family.name, family.weight, parts.join(", "))
}

/// One-to-one pressure: whether each is the other's best.
fn rivals(words: &Catalogue, it: &Weighed, (lhs, rhs): (&str, &str)) -> String {
    if it.n_better_lhs + it.n_better_rhs == 0 {
        return words.say("explain.best").to_owned();
    }
    let values = [
        ("lhs", lhs.to_owned()),
        ("rhs", rhs.to_owned()),
        ("n_lhs", it.n_better_rhs.to_string()),
        ("n_rhs", it.n_better_lhs.to_string()),
    ];
    words.fill("explain.rivals", &borrowed(&values))
}

fn borrowed<'a, const N: usize>(values: &'a [(&'a str, String); N]) -> [(&'a str, &'a str); N] {
    values.each_ref().map(|(name, value)| (*name, value.as_str()))
}

fn line(text: &mut String, it: &str) {
    writeln!(text, "{it}").expect("writing to a String does not fail");
}
