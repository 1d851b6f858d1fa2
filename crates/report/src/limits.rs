//! What a report cannot tell, in the words of the page language: the same lines in every format.

use crate::catalogue::Catalogue;
use crate::making::Mode;
use crate::measured::{LensRate, Measured, Rate, measured};
use crate::phrases::percent;
use crate::view::View;

/// The lines, weightiest first; the last ones are how often the program is right, as measured.
pub(crate) fn limits(view: &View, words: &Catalogue) -> Vec<String> {
    let mut lines = Vec::new();
    for key in ["limits.truth", "limits.omission", "limits.misses", "limits.bias"] {
        lines.push(words.say(key).to_owned());
    }
    lines.push(rates(words, measured(), view.making.mode));
    lines.extend(lens_rates(view, words, measured()));
    lines
}

/// How often the lenses are right that looked, in one line; nothing if none of them was measured.
fn lens_rates(view: &View, words: &Catalogue, measured: &Measured) -> Option<String> {
    let told = view.lenses.iter().filter_map(|it| {
        let LensRate { precision, recall } = measured.lenses.get(it.lens)?;
        let (precision, recall) = (percent(*precision), percent(*recall));
        Some(format!("{} {precision} ({recall})", words.say(&format!("lens.{}", it.lens))))
    });
    let told: Vec<String> = told.collect();
    let events = measured.n_lens_events.to_string();
    (!told.is_empty())
        .then(|| words.fill("limits.lenses", &[("events", &events), ("lenses", &told.join(" · "))]))
}

/// How the comparison was made: the program, the mode and its thresholds, the lenses.
pub(crate) fn made(view: &View, words: &Catalogue) -> Vec<String> {
    let making = &view.making;
    let name = |it: &crate::view::LensReading| words.say(&format!("lens.{}", it.lens)).to_owned();
    let names: Vec<String> = view.lenses.iter().map(name).collect();
    let lenses = match names.is_empty() {
        true => words.say("made.no_lens").to_owned(),
        false => names.join(" · "),
    };
    let encoder = making.encoder.as_deref().unwrap_or_default();
    let mut lines = vec![
        words.fill("made.by", &[("version", &making.version)]),
        words.fill(&format!("made.{}", making.mode.name()), &[("encoder", encoder)]),
        words.fill(
            "made.thresholds",
            &[
                ("link", &percent(making.min_link)),
                ("fact", &percent(making.sure_fact)),
                ("alike", &percent(making.sure_alike)),
                ("difference", &percent(making.sure_difference)),
            ],
        ),
        words.fill("made.lenses", &[("lenses", &lenses)]),
    ];
    if making.has_own_rules {
        lines.push(words.say("made.own_rules").to_owned());
    }
    lines
}

/// How often a mode is right, in one line.
fn rates(words: &Catalogue, measured: &Measured, mode: Mode) -> String {
    let Some(rates) = measured.of(mode) else { return words.say("limits.unmeasured").to_owned() };
    let share = |it: f64| percent(it);
    let (links, differences) = (rates.links, rates.differences);
    let Rate { precision, recall, f1 } = links;
    words.fill(
        "limits.rates",
        &[
            ("events", &measured.n_events.to_string()),
            ("mode", words.say(&format!("mode.{}", mode.name()))),
            ("link_precision", &share(precision)),
            ("link_recall", &share(recall)),
            ("link_f1", &format!("{f1:.2}")),
            ("difference_precision", &share(differences.precision)),
            ("difference_recall", &share(differences.recall)),
        ],
    )
}

#[cfg(test)]
mod tests {
    //! Every format says how right the mode at hand is, in the words of its page language.

    use super::*;
    use crate::invented::bridge;
    use crate::{Language, Settings};

    fn view(mode: Mode) -> View {
        let mut view = bridge().view(&[0]);
        view.making.mode = mode;
        view
    }

    #[test]
    fn every_format_tells_how_right_its_mode_is() {
        for mode in [Mode::Standard, Mode::Fast] {
            let view = view(mode);
            let rates = measured().of(mode).expect("both were measured");
            let json: serde_json::Value = serde_json::from_str(&view.json()).expect("it is JSON");
            let told = &json["made_with"];
            assert_eq!(told["mode"], mode.name());
            assert_eq!(told["measured"]["links"]["f1"], rates.links.f1);
            assert_eq!(told["measured"]["differences"]["precision"], rates.differences.precision);
            let (lens, rate) = measured().lenses.iter().next().expect("some were measured");
            assert_eq!(told["measured_lenses"][lens]["recall"], rate.recall);
            for language in Language::ALL {
                let settings =
                    Settings { width: 2000, color: false, side_by_side: false, language };
                let texts = [view.text(&settings), view.markdown(language), view.html(language)];
                let line = super::rates(Catalogue::of(language), measured(), mode);
                let lenses = super::lens_rates(&view, Catalogue::of(language), measured());
                let lenses = lenses.expect("a lens looked that was measured");
                assert!(line.contains(&format!("{:.2}", rates.links.f1)), "{line}");
                for text in texts {
                    for line in [&line, &lenses] {
                        assert!(!line.contains('{'), "every gap is filled: {line}");
                        assert!(text.contains(line.as_str()), "{language:?} {mode:?}: {line}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_report_with_an_encoder_of_ones_own_says_that_nobody_measured_it() {
        let mut view = view(Mode::Brought);
        view.making.encoder = Some("my <encoder>".to_owned());
        let json: serde_json::Value = serde_json::from_str(&view.json()).expect("it is JSON");
        assert_eq!(json["made_with"]["mode"], "brought");
        assert_eq!(json["made_with"]["encoder"], "my <encoder>");
        assert!(json["made_with"]["measured"].is_null());
        for language in Language::ALL {
            let settings = Settings { width: 2000, color: false, side_by_side: false, language };
            let unmeasured = Catalogue::of(language).say("limits.unmeasured");
            for text in [view.text(&settings), view.markdown(language), view.html(language)] {
                let text = text.replace("&#x27;", "'");
                assert!(text.contains(unmeasured), "{language:?}: {unmeasured}");
                assert!(text.contains("--encoder"), "{language:?}");
            }
            assert!(!view.html(language).contains("my <encoder>"), "a name is no markup");
        }
    }

    #[test]
    fn a_report_says_how_it_was_made() {
        let words = Catalogue::of(Language::English);
        let mut view = view(Mode::Fast);
        view.making.version = "1.2.3".to_owned();
        view.making.min_link = 0.32;
        view.making.has_own_rules = true;
        let lines = made(&view, words).join("\n");
        for words in
            ["twicetold 1.2.3", "--fast", "from 32 % on", "Loaded words · Where it", "rule files"]
        {
            assert!(lines.contains(words), "{words}: {lines}");
        }
        view.making.mode = Mode::Standard;
        view.lenses.clear();
        let lines = made(&view, words).join("\n");
        assert!(
            !lines.contains("--fast") && lines.contains("Lenses looked through: none."),
            "{lines}"
        );
    }
}
