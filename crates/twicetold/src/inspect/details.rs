//! What was found in a sentence, one line each.

use article::TextRange;
use claim::{Bound, Certainty, Claim, Claims, EntityKind, Grain, SourceKind, Unit};

/// One thing found in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Detail {
    /// What it is: `number`, `date`, `name`, `quote`, `source`, `hedge`, `negation`, `certainty`.
    pub(crate) kind: &'static str,
    /// The words it stands in.
    pub(crate) range: TextRange,
    /// What they were taken to mean.
    pub(crate) meaning: String,
}

/// Everything found in a sentence, in the order of its words.
pub(crate) fn details(claims: &Claims, claim: &Claim) -> Vec<Detail> {
    let article = &claims.document.article;
    let entity = |idx: usize| claims.entities.get(idx);
    let mut details = Vec::new();
    let mut add = |kind, range, meaning| details.push(Detail { kind, range, meaning });
    for it in &claim.quantities {
        add("number", it.range, quantity(it, it.noun.map(|noun| article.text(noun))));
    }
    for it in &claim.dates {
        add("date", it.range, date(it));
    }
    for it in &claim.names {
        let name = entity(it.entity_idx).map_or(String::new(), |entity| {
            format!("{} ({})", entity.name, entity_kind(entity.kind))
        });
        add("name", it.range, name);
    }
    for it in &claim.quotes {
        let speaker = match (it.entity_idx.and_then(entity), it.speaker) {
            _ if it.is_scare => "words set apart, no speech".to_owned(),
            (Some(entity), _) => format!("says {}", entity.name),
            (None, Some(speaker)) => format!("says {}", article.text(speaker)),
            (None, None) => "no speaker found".to_owned(),
        };
        add("quote", it.range, speaker);
    }
    if let Some(it) = &claim.attribution {
        let name = it.entity_idx.and_then(entity).map(|entity| entity.name.as_str());
        let source = name.or(it.source.map(|range| article.text(range))).unwrap_or("nobody named");
        add("source", it.verb, format!("{source} ({})", source_kind(it.kind)));
    }
    for &it in &claim.hedges {
        add("hedge", it, String::new());
    }
    for &it in &claim.negations {
        add("negation", it, String::new());
    }
    if claim.certainty != Certainty::Plain {
        add("certainty", claim.range, certainty(claim.certainty).to_owned());
    }
    details.sort_by_key(|it| (it.range.start, it.range.end));
    details
}

fn quantity(quantity: &claim::Quantity, noun: Option<&str>) -> String {
    let value = quantity.value;
    let bounded = match quantity.bound {
        Bound::Exact => format!("{value}"),
        Bound::About => format!("about {value}"),
        Bound::AtLeast => format!("at least {value}"),
        Bound::MoreThan => format!("more than {value}"),
        Bound::AtMost => format!("at most {value}"),
        Bound::LessThan => format!("less than {value}"),
        Bound::Between => format!("{} to {}", quantity.low, quantity.high),
    };
    let unit = match &quantity.unit {
        Unit::Count => noun.unwrap_or_default(),
        Unit::Money(currency) => currency,
        Unit::Percent => "per cent",
        Unit::Points => "percentage points",
        Unit::Age => "years of age",
        Unit::Rank => "in order",
        Unit::Score => "score",
        Unit::Duration => "seconds",
        Unit::Measure(symbol) => symbol,
    };
    format!("{bounded} {unit}").trim_end().to_owned()
}

/// An interval is shown with its last day, as people say it.
fn date(mention: &claim::DateMention) -> String {
    if mention.is_assumed {
        return "day not known: the article has no date".to_owned();
    }
    let start = mention.start.date();
    let last = mention.end.date().yesterday().unwrap_or(start);
    let grain = match mention.grain {
        Grain::Time => return format!("{} (time)", mention.start),
        Grain::PartOfDay => return format!("{start} (part of day)"),
        Grain::Day => "day",
        Grain::Week => "week",
        Grain::Month => "month",
        Grain::Year => "year",
        Grain::Decade => "decade",
    };
    if last <= start {
        format!("{start} ({grain})")
    } else {
        format!("{start} to {last} ({grain})")
    }
}

fn entity_kind(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "person",
        EntityKind::Organization => "organization",
        EntityKind::Place => "place",
        EntityKind::Unknown => "unknown",
    }
}

fn source_kind(kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::Named => "by name",
        SourceKind::Office => "office",
        SourceKind::Document => "document",
        SourceKind::Media => "media",
        SourceKind::Unnamed => "unnamed",
    }
}

fn certainty(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Plain => "plain",
        Certainty::Hedged => "hedged",
        Certainty::Expected => "expected",
        Certainty::Denied => "denied",
    }
}
