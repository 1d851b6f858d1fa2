//! An article as the API and the library write it.
//!
//! The way from [`article::Article`] to JSON and back loses nothing. What a person changed on a
//! card (outlet, headline, date) comes back in the same form.

use article::{Article, Completeness, Moment, Warning, WarningKind};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};

use crate::config::Limits;

/// Most characters of an outlet's name, a byline or a language.
const MAX_NAME_CHARS: usize = 300;
/// Most characters of a headline, a reason or a warning.
const MAX_LINE_CHARS: usize = 2000;
/// Most characters of an address.
const MAX_URL_CHARS: usize = 4000;
/// Most warnings of one article.
const MAX_WARNINGS: usize = 100;

/// An article in JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Record {
    #[serde(default)]
    pub(crate) outlet: String,
    #[serde(default)]
    pub(crate) title: String,
    #[serde(default)]
    pub(crate) byline: Option<String>,
    #[serde(default)]
    pub(crate) url: Option<String>,
    #[serde(default)]
    pub(crate) published: Option<Time>,
    #[serde(default)]
    pub(crate) modified: Option<Time>,
    /// As the article declares it.
    #[serde(default)]
    pub(crate) language: Option<String>,
    /// Paragraphs, separated by blank lines.
    pub(crate) body: String,
    /// Why a part is missing, if one is.
    #[serde(default)]
    pub(crate) partial: Option<String>,
    #[serde(default)]
    pub(crate) warnings: Vec<Notice>,
    /// Words of the body; what comes in is not looked at.
    #[serde(default, deserialize_with = "whole")]
    pub(crate) n_words: u32,
}

/// When something was published: the day in the outlet's own zone, the instant if it is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Time {
    pub(crate) date: String,
    #[serde(default)]
    pub(crate) instant: Option<String>,
}

/// A warning in JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Notice {
    pub(crate) kind: String,
    pub(crate) text: String,
}

impl Record {
    /// The article in JSON.
    pub(crate) fn of(article: &Article) -> Self {
        let time = |it: Moment| Time {
            date: it.date.to_string(),
            instant: it.instant.map(|it| it.to_string()),
        };
        Self {
            outlet: article.outlet.clone(),
            title: article.title.clone(),
            byline: article.byline.clone(),
            url: article.url.clone(),
            published: article.published.map(time),
            modified: article.modified.map(time),
            language: article.declared_language.clone(),
            n_words: n_words(article),
            body: article.body.clone(),
            partial: match &article.completeness {
                Completeness::Complete => None,
                Completeness::Partial(reason) => Some(reason.clone()),
            },
            warnings: article
                .warnings
                .iter()
                .map(|it| Notice { kind: it.kind.name().to_owned(), text: it.text.clone() })
                .collect(),
        }
    }

    /// The article, without an id; or what is wrong with it.
    pub(crate) fn article(&self, limits: &Limits) -> Result<Article, String> {
        self.check(limits)?;
        let mut warnings = Vec::new();
        for it in &self.warnings {
            let kind = WarningKind::of_article(&it.kind);
            let kind = kind.ok_or_else(|| format!("there is no kind of warning {:?}", it.kind))?;
            warnings.push(Warning::new(kind, it.text.clone()));
        }
        Ok(Article {
            outlet: self.outlet.clone(),
            title: self.title.clone(),
            byline: self.byline.clone(),
            url: self.url.clone(),
            published: self.published.as_ref().map(Time::moment).transpose()?,
            modified: self.modified.as_ref().map(Time::moment).transpose()?,
            declared_language: self.language.clone(),
            completeness: match &self.partial {
                None => Completeness::Complete,
                Some(reason) => Completeness::Partial(reason.clone()),
            },
            warnings,
            ..Article::of(&self.body)
        })
    }

    fn check(&self, limits: &Limits) -> Result<(), String> {
        let optional = |it: &Option<String>| it.clone().unwrap_or_default();
        within("outlet", &self.outlet, MAX_NAME_CHARS)?;
        within("title", &self.title, MAX_LINE_CHARS)?;
        within("byline", &optional(&self.byline), MAX_NAME_CHARS)?;
        within("url", &optional(&self.url), MAX_URL_CHARS)?;
        within("language", &optional(&self.language), MAX_NAME_CHARS)?;
        within("partial", &optional(&self.partial), MAX_LINE_CHARS)?;
        within("body", &self.body, limits.max_body_chars)?;
        if self.warnings.len() > MAX_WARNINGS {
            return Err(format!("an article has at most {MAX_WARNINGS} warnings"));
        }
        for it in &self.warnings {
            within("warning", &it.text, MAX_LINE_CHARS)?;
        }
        if self.body.is_empty() {
            return Err("an article needs a body".to_owned());
        }
        Ok(())
    }
}

impl Time {
    fn moment(&self) -> Result<Moment, String> {
        let wrong = |what: &str, written: &str| format!("{written:?} is no {what}");
        let date = (self.date.len() == "2031-03-04".len())
            .then(|| self.date.parse().ok())
            .flatten()
            .ok_or_else(|| wrong("date such as 2031-03-04", &self.date))?;
        let instant = match &self.instant {
            None => None,
            Some(it) => {
                Some(it.parse().map_err(|_| wrong("time such as 2031-03-04T09:30:00Z", it))?)
            }
        };
        Ok(Moment { date, instant })
    }
}

/// A whole number, which JSON may also write as `367.0`.
fn whole<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    let number = f64::deserialize(deserializer)?;
    if number.fract() != 0.0 || !(0.0..=f64::from(u32::MAX)).contains(&number) {
        return Err(D::Error::custom(format!("{number} is no count of words")));
    }
    Ok(number as u32)
}

fn within(what: &str, text: &str, max_chars: usize) -> Result<(), String> {
    // No text has more characters than bytes.
    if text.len() > max_chars && text.chars().count() > max_chars {
        return Err(format!("the {what} is too long: at most {max_chars} characters"));
    }
    Ok(())
}

/// Words and numbers of the body, as the report counts them.
fn n_words(article: &Article) -> u32 {
    let document = text::read(Article::of(&article.body));
    u32::try_from(document.n_words()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    //! There and back.

    use super::*;

    #[test]
    fn an_article_comes_back_as_it_went() {
        let article = Article {
            outlet: "The Herald".to_owned(),
            title: "Bridge falls".to_owned(),
            byline: Some("Ana Ruiz".to_owned()),
            url: Some("https://herald.example/1".to_owned()),
            published: Some(Moment {
                date: "2031-03-05".parse().expect("a date"),
                instant: Some("2031-03-04T23:30:00Z".parse().expect("an instant")),
            }),
            declared_language: Some("en".to_owned()),
            completeness: Completeness::Partial("a teaser".to_owned()),
            warnings: WarningKind::OF_ARTICLES.map(|it| Warning::new(it, "so it is")).to_vec(),
            ..Article::of("The bridge fell on Monday.\n\nNobody was hurt.")
        };
        let record = Record::of(&article);
        assert_eq!(record.n_words, 8);
        let json = serde_json::to_string(&record).expect("it can be written");
        let back: Record = serde_json::from_str(&json).expect("it can be read");
        assert_eq!(back.article(&Limits::standard()), Ok(article));
    }

    #[test]
    fn what_is_no_date_is_refused() {
        let record = |date: &str| Record {
            published: Some(Time { date: date.to_owned(), instant: None }),
            ..Record::of(&Article::of("It rained."))
        };
        assert!(record("2031-02-29").article(&Limits::standard()).is_err());
        assert!(record("yesterday").article(&Limits::standard()).is_err());
        assert!(record("2032-02-29").article(&Limits::standard()).is_ok());
    }
}
