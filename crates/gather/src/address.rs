//! What an address tells: whether two are one page, and the day of publication.

use jiff::civil::{Date, date};

/// Parameters that name a campaign or a reader, not a page.
const CAMPAIGN: &[&str] = &[
    "utm_", "fbclid", "gclid", "cid", "mod", "ref", "ref_src", "smid", "smtyp", "ocid", "src",
    "source", "cmpid", "mc_", "ito", "icid", "ncid", "xtor", "at_", "partner", "emc", "share",
];
const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
/// Years in which a page of the web may have been published.
const YEARS: std::ops::RangeInclusive<i16> = 1995..=2099;

/// An address without what does not change the page: scheme, `www.` and the like, the host's case,
/// campaign parameters, fragment, the last slash. `None` if nothing is left to tell pages apart.
pub(crate) fn canonical(url: &str) -> Option<String> {
    let url = url.trim();
    let url = url.split_once("://").map_or(url, |it| it.1);
    let url = url.split('#').next().unwrap_or(url);
    let (path, query) = url.split_once('?').unwrap_or((url, ""));
    let (host, path) = path.split_once('/').unwrap_or((path, ""));
    let host = host.to_ascii_lowercase();
    let host = ["www.", "m.", "amp.", "mobile."]
        .iter()
        .find_map(|it| host.strip_prefix(it))
        .unwrap_or(&host);
    let path = path.trim_end_matches('/').trim_end_matches("/amp");
    let mut parameters: Vec<&str> = query.split('&').filter(|it| tells_page(it)).collect();
    parameters.sort_unstable();
    if host.is_empty() || path.is_empty() && parameters.is_empty() {
        return None;
    }
    let mut canonical = format!("{host}/{path}");
    if !parameters.is_empty() {
        canonical.push('?');
        canonical.push_str(&parameters.join("&"));
    }
    Some(canonical)
}

fn tells_page(parameter: &str) -> bool {
    let name = parameter.split('=').next().unwrap_or(parameter).to_ascii_lowercase();
    let is_campaign = |it: &str| if it.ends_with('_') { name.starts_with(it) } else { name == it };
    !name.is_empty() && !CAMPAIGN.iter().any(|it| is_campaign(it))
}

/// The day of publication that an address bears: `/2031/mar/5/`, `/2031/03/05/`, `/2031-03-05-`,
/// `/20310305/`, or seconds since 1970 in its last number.
pub(crate) fn day(url: &str) -> Option<Date> {
    let path = url.split_once("://").map_or(url, |it| it.1);
    let path = path.split(['?', '#']).next().unwrap_or(path);
    let parts: Vec<&str> = path.split(['/', '-', '_', '.']).collect();
    let spelled = parts.windows(3).find_map(|it| {
        let month = it[1].get(..3).map(str::to_ascii_lowercase).and_then(|word| {
            let is_month = it[1].bytes().all(|byte| byte.is_ascii_alphabetic());
            is_month.then(|| MONTHS.iter().position(|month| *month == word))?
        });
        let month = match month {
            Some(month) => i8::try_from(month + 1).ok()?,
            None => short(it[1])?,
        };
        of(long(it[0])?, month, short(it[2])?)
    });
    spelled.or_else(|| parts.iter().find_map(|it| joined(it))).or_else(|| seconds(parts.last()?))
}

/// A year of four digits.
fn long(part: &str) -> Option<i16> {
    (part.len() == 4).then(|| part.parse().ok())?
}

/// A month or day of one or two digits.
fn short(part: &str) -> Option<i8> {
    ((1..=2).contains(&part.len())).then(|| part.parse().ok())?
}

fn of(year: i16, month: i8, day: i8) -> Option<Date> {
    YEARS.contains(&year).then(|| Date::new(year, month, day).ok())?
}

fn joined(part: &str) -> Option<Date> {
    if part.len() != 8 || !part.bytes().all(|it| it.is_ascii_digit()) {
        return None;
    }
    of(long(&part[..4])?, short(&part[4..6])?, short(&part[6..])?)
}

/// Some systems number their pages by the second, with a digit before it.
fn seconds(part: &str) -> Option<Date> {
    let digits = match part.len() {
        10 => part,
        11 => part.get(1..)?,
        _ => return None,
    };
    let is_number = digits.bytes().all(|it| it.is_ascii_digit());
    let seconds = is_number.then(|| digits.parse::<i64>().ok())??;
    let day = date(1970, 1, 1).checked_add(jiff::Span::new().days(seconds / 86_400)).ok()?;
    (2008..=2099).contains(&day.year()).then_some(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn campaign_and_scheme_do_not_make_another_page() {
        let page = canonical("https://www.example.org/a/story/?utm_source=x&id=7#top");
        assert_eq!(page.as_deref(), Some("example.org/a/story?id=7"));
        assert_eq!(page, canonical("http://Example.org/a/story?id=7&fbclid=abc"));
        assert_ne!(page, canonical("http://example.org/a/story?id=8"));
    }

    #[test]
    fn a_front_page_is_no_article() {
        assert_eq!(canonical("https://example.org/"), None);
    }

    #[test]
    fn the_day_is_read_from_the_address() {
        for (url, day) in [
            ("http://e.org/news/2031/mar/5/a-fire/", Some(date(2031, 3, 5))),
            ("https://e.org/2031/03/05/a-fire.html", Some(date(2031, 3, 5))),
            ("https://e.org/a-fire-2031-03-05", Some(date(2031, 3, 5))),
            ("https://e.org/a/20310305/fire", Some(date(2031, 3, 5))),
            ("https://e.org/a-fire-1515600823?mod=x", Some(date(2018, 1, 10))),
            ("https://e.org/a-fire-11515600823", Some(date(2018, 1, 10))),
            ("https://e.org/a-fire-123", None),
            ("https://e.org/2031/13/45/a", None),
        ] {
            assert_eq!(super::day(url), day, "{url}");
        }
    }
}
