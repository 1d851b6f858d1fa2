//! How well numbers and dates are read, on published cases with resolved values.
//!
//! A case is right where a quantity or date of the same meaning overlaps the labelled words. What
//! lies outside of news (telephone menus, "the one before the last", sets such as "every Monday",
//! times without a day) is not counted.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::Path;

use article::{Article, Moment, TextRange};
use claim::{Claim, Unit};
use serde_json::Value;

/// What was measured, by language and model (`"English NumberModel number"`).
#[derive(Debug, Clone, Default)]
pub struct Values {
    /// Right and all cases.
    pub counts: BTreeMap<String, Counts>,
    /// The cases that were not right, with what was found instead.
    pub faults: Vec<String>,
}

/// How many labelled values were found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// The labelled words are covered at least in part by a value that is right.
    pub right: usize,
    /// Covered, but another value.
    pub wrong: usize,
    /// Not covered.
    pub missed: usize,
}

impl Counts {
    /// The share that is right.
    #[must_use]
    pub fn share(self) -> f64 {
        self.right as f64 / (self.right + self.wrong + self.missed).max(1) as f64
    }
}

const LANGUAGES: [(&str, &str); 3] = [("English", "en"), ("Spanish", "es"), ("German", "de")];

/// Reads the labelled cases under `shared`; nothing where they are not there.
#[must_use]
pub fn values(shared: &Path) -> Values {
    let mut figures = Values::default();
    let Ok(file) = std::fs::File::open(shared.join("data/values/recognizers.jsonl.gz")) else {
        return figures;
    };
    let mut lines = String::new();
    if flate2::read::GzDecoder::new(file).read_to_string(&mut lines).is_err() {
        return figures;
    }
    for case in lines.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok()) {
        measure(&case, &mut figures);
    }
    figures
}

fn measure(case: &Value, figures: &mut Values) {
    let Some((name, code)) = LANGUAGES.iter().find(|(name, _)| case["lang"] == *name) else {
        return;
    };
    let input = case["input"].as_str().unwrap_or_default();
    let published = case["reference"].as_str().and_then(|it| it.get(..10)?.parse().ok());
    let claims = claim::extract(text::read(article(input, code, published.map(Moment::day))));
    for result in case["results"].as_array().into_iter().flatten() {
        let kind =
            result["TypeName"].as_str().unwrap_or_default().trim_start_matches("datetimeV2.");
        let (Some(range), Some(wanted)) =
            (range(input, result), wanted(kind, &result["Resolution"]))
        else {
            continue;
        };
        let mut found: Vec<String> = Vec::new();
        let mut is_right = false;
        for claim in &claims.claims {
            is_right |= judge(claim, range, &wanted, &mut found);
        }
        let model = case["model"].as_str().unwrap_or_default().trim_end_matches("Model");
        let counts = figures.counts.entry(format!("{name} {model} {kind}")).or_default();
        match (is_right, found.is_empty()) {
            (true, _) => counts.right += 1,
            (false, false) => counts.wrong += 1,
            (false, true) => counts.missed += 1,
        }
        if !is_right {
            let words = &input[range.start..range.end];
            let date = published.map_or(String::new(), |it: jiff::civil::Date| it.to_string());
            figures.faults.push(format!(
                "{name} {kind} {date} [{words}] in [{input}]: wanted {wanted:?}, found {found:?}"
            ));
        }
    }
}

fn article(body: &str, code: &str, published: Option<Moment>) -> Article {
    Article { published, declared_language: Some(code.to_owned()), ..Article::of(body) }
}

/// The labelled words as bytes; the labels count characters, the last one included.
fn range(input: &str, result: &Value) -> Option<TextRange> {
    let offset = |nth: usize| input.char_indices().map(|(at, _)| at).chain([input.len()]).nth(nth);
    let start = usize::try_from(result["Start"].as_u64()?).ok()?;
    let end = usize::try_from(result["End"].as_u64()?).ok()? + 1;
    Some(TextRange::new(offset(start)?, offset(end)?))
}

/// What a label wants.
#[derive(Debug)]
enum Wanted {
    Number(f64),
    Percent(f64),
    Rank(f64),
    Age(f64),
    Money(f64),
    Measure,
    Seconds(f64),
    /// Any of these first moments.
    Start(Vec<String>),
}

fn wanted(kind: &str, resolution: &Value) -> Option<Wanted> {
    let number =
        |field: &str| resolution[field].as_str()?.trim_end_matches('%').parse::<f64>().ok();
    match kind {
        "number" => Some(Wanted::Number(number("value")?)),
        "percentage" => Some(Wanted::Percent(number("value")?)),
        "ordinal" => Some(Wanted::Rank(number("value")?)),
        "age" if resolution["unit"] == "Year" => Some(Wanted::Age(number("value")?)),
        // The labels tell cents as such; ours are parts of the currency.
        "currency" => {
            let unit = resolution["unit"].as_str().unwrap_or_default();
            let is_part = ["Cent", "Penny", "Pence"].iter().any(|it| unit.ends_with(it));
            Some(Wanted::Money(number("value")? * if is_part { 0.01 } else { 1.0 }))
        }
        "dimension" | "temperature" => number("value").map(|_| Wanted::Measure),
        "duration" => {
            let seconds = resolution["values"][0]["value"].as_str()?.parse().ok()?;
            Some(Wanted::Seconds(seconds))
        }
        "date" | "daterange" | "datetime" | "datetimerange" => {
            let starts = resolution["values"].as_array()?.iter().filter_map(|value| {
                let start = value["value"].as_str().or(value["start"].as_str())?;
                Some(start.replace(' ', "T"))
            });
            Some(Wanted::Start(starts.collect()))
                .filter(|it| !matches!(it, Wanted::Start(it) if it.is_empty()))
        }
        _ => None,
    }
}

/// True if the claim holds the wanted value at those words; all that lies there is noted in `found`.
fn judge(claim: &Claim, range: TextRange, wanted: &Wanted, found: &mut Vec<String>) -> bool {
    if let Wanted::Start(starts) = wanted {
        let here: Vec<_> = claim.dates.iter().filter(|it| it.range.overlaps(range)).collect();
        found.extend(here.iter().map(|it| format!("{}..{}", it.start, it.end)));
        return here.iter().any(|date| {
            let start = date.start.to_string();
            starts.iter().any(|wanted| start.starts_with(wanted.as_str()) || start == *wanted)
        });
    }
    let here: Vec<_> = claim.quantities.iter().filter(|it| it.range.overlaps(range)).collect();
    found.extend(here.iter().map(|it| format!("{:?} {}", it.unit, it.value)));
    here.iter().any(|it| {
        let is_near = |value: f64| (it.value - value).abs() <= 1e-3 * value.abs().max(1e-9);
        match wanted {
            Wanted::Number(value) => {
                is_near(*value) || it.unit == Unit::Percent && is_near(value * 100.0)
            }
            Wanted::Percent(value) => it.unit == Unit::Percent && is_near(*value),
            Wanted::Rank(value) => it.unit == Unit::Rank && is_near(*value),
            Wanted::Age(value) => it.unit == Unit::Age && is_near(*value),
            Wanted::Money(value) => matches!(it.unit, Unit::Money(_)) && is_near(*value),
            Wanted::Start(_) => false,
            // Converted to one unit of its sort, so only the sort is compared.
            Wanted::Measure => matches!(it.unit, Unit::Measure(_)),
            Wanted::Seconds(value) => {
                it.unit == Unit::Duration && (it.value - value).abs() <= 0.02 * value.abs()
            }
        }
    })
}
