//! Headline, byline, outlet, dates, language and address of a page: from JSON-LD, then meta tags,
//! then what the page shows.

use dom_query::Document;

use crate::dates;
use crate::draft::{Draft, host};
use crate::html::blocks;
use crate::html::linked::{Linked, unescape};
use crate::lines::{Line, n_words, tidy};
use crate::records::join;

/// Reads the page's metadata.
pub(crate) fn read(document: &Document, linked: &Linked) -> Draft {
    let declared = linked.draft.clone();
    let outlet = outlet(document, &declared.outlet);
    let title = title(document, &declared.title, &outlet);
    let byline = byline(document, &declared, &outlet);
    let own = Draft {
        outlet,
        title,
        byline,
        language: language(document),
        url: canonical(document),
        ..Draft::default()
    };
    let dates = Draft {
        published: meta_date(document, PUBLISHED),
        modified: meta_date(document, MODIFIED),
        ..Draft::default()
    };
    let mut draft = own
        .or(Draft { outlet: String::new(), title: String::new(), byline: None, ..declared })
        .or(dates);
    if draft.published.is_none() {
        draft.published = shown_date(document);
    }
    draft
}

const PUBLISHED: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "parsely-pub-date",
    "sailthru.date",
    "datePublished",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.date",
    "dcterms.issued",
    "dc.date",
    "dc.date.created",
    "citation_publication_date",
    "citation_date",
    "article.published",
    "published-date",
    "publish-date",
    "publish_date",
    "pubdate",
    "publication_date",
    "article:published",
    "article:post_date",
    "date",
    "cXenseParse:recs:publishtime",
    "cXenseParse:publishtime",
    "og:published_time",
    "rnews:datePublished",
    "timestamp",
    "last-modified",
    "revision_date",
];
const MODIFIED: &[&str] = &[
    "article:modified_time",
    "og:updated_time",
    "dateModified",
    "dcterms.modified",
    "dc.date.modified",
    "article.updated",
    "last-modified",
    "article:modified",
];
const AUTHOR: &[&str] = &[
    "parsely-author",
    "sailthru.author",
    "author",
    "article:author",
    "dc.creator",
    "dcterms.creator",
    "citation_author",
    "byl",
    "cXenseParse:author",
    "article:author_name",
    "twitter:creator:name",
];

/// The content of the first `<meta>` with one of these names.
fn meta(document: &Document, names: &[&str]) -> Option<String> {
    all_meta(document, names).into_iter().next()
}

/// The contents of all `<meta>` with the first of these names that is there at all.
fn all_meta(document: &Document, names: &[&str]) -> Vec<String> {
    let metas = document.select("meta[content]");
    for name in names {
        let found: Vec<String> = metas
            .nodes()
            .iter()
            .filter(|it| {
                ["property", "name", "itemprop"]
                    .iter()
                    .any(|key| it.attr(key).is_some_and(|it| it.trim().eq_ignore_ascii_case(name)))
            })
            .filter_map(|it| it.attr("content"))
            .map(|it| tidy(&it))
            .filter(|it| !it.is_empty())
            .collect();
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

/// The first date among these.
fn meta_date(document: &Document, names: &[&str]) -> Option<article::Moment> {
    names.iter().find_map(|it| meta(document, &[it]).and_then(|it| dates::read(&it)))
}

/// The headline: what the page gives to those who link to it, else what its record, its first
/// heading or its `<title>` says; without the site's name.
fn title(document: &Document, declared: &str, outlet: &str) -> String {
    let given = |name: &str| meta(document, &[name]).map(|it| unescape(&it));
    let names =
        ["og:title", "twitter:title", "parsely-title", "sailthru.title", "dc.title", "title"];
    let shared = names.iter().find_map(|it| given(it)).unwrap_or_default();
    let mut candidates = vec![shared, unescape(declared)];
    candidates.extend(headings(document));
    candidates.extend(document.select("title").nodes().first().map(|it| tidy(&it.text())));
    candidates.retain(|it| !it.is_empty() && !it.ends_with('…') && !it.ends_with("..."));
    let first = candidates.first().map(|it| without_site(it, outlet, &candidates));
    let first = first.unwrap_or_default();
    // An unescaped quotation mark cuts an attribute short; the heading has the rest.
    let is_rest = |it: &&String| {
        it.strip_prefix(&first).is_some_and(|it| it.trim_start().starts_with(['"', '“', '„']))
    };
    // A label for those who search stands before the headline; the heading is without it.
    let is_bare = |it: &&String| {
        let label = first.strip_suffix(it.as_str()).map(str::trim_end);
        n_words(it) >= 4 && label.is_some_and(|it| it.ends_with(':'))
    };
    let better = candidates.iter().find(is_rest).or_else(|| candidates.iter().find(is_bare));
    better.cloned().unwrap_or(first)
}

/// The lines that the page shows right below its headline, where names and dates stand.
pub(crate) fn below_title(document: &Document, title: &str) -> Vec<Line> {
    let Some(body) = document.body() else { return Vec::new() };
    let blocks = blocks::read(&body);
    let Some(place) = blocks.iter().position(|it| same(&it.text, title)) else {
        return Vec::new();
    };
    let below = blocks.into_iter().skip(place + 1).take(BELOW_TITLE);
    below.map(|it| Line::new(it.text)).collect()
}

/// How many lines below the headline may hold names and dates.
const BELOW_TITLE: usize = 6;

/// The texts of the page's first headings; of one that was never closed only its first line.
fn headings(document: &Document) -> Vec<String> {
    let all = document.select("h1");
    all.nodes()
        .iter()
        .filter_map(|it| blocks::read(it).into_iter().next())
        .map(|it| it.text)
        .filter(|it| n_words(it) >= 2 || it.chars().count() >= 10)
        .take(3)
        .collect()
}

/// A title without ` - The Site` behind it: where the rest is another candidate, the tail names
/// the outlet, or the sign is one that titles do not use.
fn without_site(title: &str, outlet: &str, others: &[String]) -> String {
    for sign in [" | ", " - ", " – ", " — ", " · ", " • ", " :: ", "｜", "：", "|"] {
        let Some((head, tail)) = title.rsplit_once(sign) else { continue };
        let tail_words = tail.to_lowercase();
        let outlet = outlet.to_lowercase();
        let is_site = !outlet.is_empty()
            && (same(tail, &outlet)
                || tail_words.contains(&outlet)
                || outlet.contains(&tail_words));
        let is_other = others.iter().any(|it| same(it, head));
        let is_apart = sign.contains('|') && n_words(tail) <= 4 && n_words(head) >= 3;
        if !head.trim().is_empty() && (is_site || is_other || is_apart) {
            return without_site(head.trim(), &outlet, others);
        }
    }
    title.to_owned()
}

/// Equal but for case and signs.
fn same(lhs: &str, rhs: &str) -> bool {
    let letters = |it: &str| {
        it.chars()
            .filter(|it| it.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect::<String>()
    };
    letters(lhs) == letters(rhs)
}

/// Who published it.
fn outlet(document: &Document, declared: &str) -> String {
    let site = meta(
        document,
        &["og:site_name", "application-name", "cre", "dc.publisher", "article:publisher_name"],
    );
    let named = site.filter(|it| n_words(it) <= 6 && !it.starts_with("http"));
    let declared = Some(declared.to_owned()).filter(|it| !it.is_empty() && !it.starts_with("http"));
    named.or(declared).or_else(|| canonical(document).as_deref().and_then(host)).unwrap_or_default()
}

/// The address the page gives for itself.
fn canonical(document: &Document) -> Option<String> {
    let link = document
        .select("link[rel=canonical]")
        .nodes()
        .first()
        .and_then(|it| it.attr("href"))
        .map(|it| tidy(&it));
    link.filter(|it| it.starts_with("http")).or_else(|| meta(document, &["og:url"]))
}

/// The declared language.
fn language(document: &Document) -> Option<String> {
    let root = document.select("html");
    let root = root.nodes().first();
    let tag =
        root.and_then(|it| it.attr("lang").or_else(|| it.attr("xml:lang"))).map(|it| tidy(&it));
    tag.filter(|it| !it.is_empty())
        .or_else(|| meta(document, &["og:locale", "language", "content-language", "dc.language"]))
        .map(|it| it.replace('_', "-"))
}

/// The byline: a declared one that names people, else what the page shows, else the declared one.
fn byline(document: &Document, declared: &Draft, outlet: &str) -> Option<String> {
    let declared_byline = declared.byline.clone().and_then(|it| clean_byline(&it));
    let is_outlet = |it: &String| same(it, outlet) || same(it, &declared.outlet);
    declared_byline
        .clone()
        .filter(|it| !is_outlet(it))
        .or_else(|| shown_byline(document).filter(|it| !is_outlet(it)))
        .or(declared_byline)
}

/// A byline as the page shows it.
fn shown_byline(document: &Document) -> Option<String> {
    let named = all_meta(document, AUTHOR)
        .into_iter()
        .filter(|it| !it.contains("://") && !it.starts_with('@'))
        .collect::<Vec<_>>();
    if let Some(it) = join(&named) {
        return clean_byline(&it);
    }
    let places = [
        "[itemprop=author] [itemprop=name]",
        "[itemprop=author]",
        "a[rel=author]",
        "[rel=author]",
        ".byline-name",
        ".author-name",
        ".byline a",
        ".byline",
        ".article-author",
        ".author a",
        ".author",
        "[class*=byline] a",
        "[class*=byline]",
        "[class*=author-name]",
        "[class*=authorName]",
    ];
    for place in places {
        let found: Vec<String> = document
            .select(place)
            .nodes()
            .iter()
            .map(|it| tidy(&it.text()))
            .filter(|it| (1..=8).contains(&n_words(it)))
            .take(4)
            .collect();
        let mut names: Vec<String> = Vec::new();
        for name in found {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        if let Some(it) = join(&names).and_then(|it| clean_byline(&it)) {
            return Some(it);
        }
    }
    None
}

/// A byline without `By` and without addresses.
fn clean_byline(text: &str) -> Option<String> {
    let words = crate::rules::words(text);
    let skip = crate::rules::rules().byline_opening(&words).unwrap_or(0);
    let text = text.split_whitespace().skip(skip).collect::<Vec<_>>().join(" ");
    let text = text.trim_matches([',', ';', '|', ' ', '-']).to_owned();
    (!text.is_empty() && !text.contains("://") && n_words(&text) <= 40).then_some(text)
}

/// A date as the page shows it.
fn shown_date(document: &Document) -> Option<article::Moment> {
    let times = document.select("time[datetime], [itemprop=datePublished], abbr.published");
    let declared = times.nodes().iter().find_map(|it| {
        ["datetime", "content", "title"]
            .iter()
            .find_map(|key| it.attr(key).and_then(|it| dates::read(&it)))
            .or_else(|| dates::visible(&tidy(&it.text())))
    });
    declared.or_else(|| {
        document
            .select(
                "time, [class*=date], [class*=Date], [class*=time], [class*=published], [id*=date]",
            )
            .nodes()
            .iter()
            .map(|it| tidy(&it.text()))
            .filter(|it| it.len() < 200)
            .find_map(|it| dates::visible(&it))
    })
}
