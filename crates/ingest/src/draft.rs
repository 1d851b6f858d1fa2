//! An article in the making: fields that several sources may fill, the first one wins.

use article::{Article, Completeness, Moment, Warning, WarningKind};

/// What is known so far, beside the body.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Draft {
    pub(crate) id: String,
    pub(crate) outlet: String,
    pub(crate) title: String,
    pub(crate) byline: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) published: Option<Moment>,
    pub(crate) modified: Option<Moment>,
    pub(crate) language: Option<String>,
}

impl Draft {
    /// What an address tells: itself, and the outlet that it suggests.
    pub(crate) fn at(url: Option<&str>) -> Draft {
        Draft {
            url: url.map(str::to_owned),
            outlet: url.and_then(host).unwrap_or_default(),
            ..Draft::default()
        }
    }

    /// Fills what is missing from `other`.
    pub(crate) fn or(self, other: Draft) -> Draft {
        let text = |own: String, other: String| if own.is_empty() { other } else { own };
        Draft {
            id: text(self.id, other.id),
            outlet: text(self.outlet, other.outlet),
            title: text(self.title, other.title),
            byline: self.byline.or(other.byline),
            url: self.url.or(other.url),
            published: self.published.or(other.published),
            modified: self.modified.or(other.modified),
            language: self.language.or(other.language),
        }
    }

    /// The article with this body.
    pub(crate) fn finish(
        self,
        body: String,
        completeness: Completeness,
        mut warnings: Vec<Warning>,
    ) -> Article {
        let missing: Vec<&str> = [
            (self.title.is_empty(), "headline"),
            (self.outlet.is_empty(), "outlet"),
            (self.published.is_none(), "publication date"),
        ]
        .into_iter()
        .filter_map(|(is_missing, name)| is_missing.then_some(name))
        .collect();
        if !missing.is_empty() {
            let text = format!("not found: {}", missing.join(", "));
            warnings.push(Warning::new(WarningKind::Metadata, text));
        }
        Article {
            id: self.id,
            outlet: self.outlet,
            title: self.title,
            byline: self.byline.filter(|it| !it.is_empty()),
            url: self.url.filter(|it| !it.is_empty()),
            published: self.published,
            modified: self.modified,
            declared_language: self.language.filter(|it| !it.is_empty()),
            body,
            completeness,
            warnings,
        }
    }
}

/// The outlet that an address suggests: its host without `www.` and the like.
pub(crate) fn host(url: &str) -> Option<String> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest).trim_start_matches('/');
    let host = rest.split(['/', '?', '#', ':']).next()?.to_lowercase();
    let host = ["www.", "m.", "amp.", "edition.", "mobile."]
        .iter()
        .find_map(|it| host.strip_prefix(it))
        .map_or(host.clone(), str::to_owned);
    (host.contains('.') && !host.contains(' ')).then_some(host)
}
