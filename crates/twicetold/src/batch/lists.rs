//! Stories, a story and what a search found, for people and for programs.

use std::fmt::Write as _;

use archive::{Hit, Listed, Member, Shown, Version};
use serde_json::{Value, json};

use crate::args::batch::ListFormat;

/// Outlets named in a line.
const MAX_OUTLETS: usize = 6;

pub(crate) fn stories(stories: &[Listed], format: ListFormat) -> String {
    if format == ListFormat::Json {
        return stories.iter().map(|it| format!("{}\n", listed(it))).collect();
    }
    if stories.is_empty() {
        return "no story found\n".to_owned();
    }
    stories.iter().map(|it| line(it) + "\n").collect()
}

/// `S12  2031-03-04  3 articles  Bridge falls at Oster  (Herald, Post)  2 agreed, 1 differs`.
fn line(story: &Listed) -> String {
    let days = match story.days {
        None => "no date   ".to_owned(),
        Some((first, last)) if first == last => first.to_string(),
        Some((first, last)) => format!("{first} – {last}"),
    };
    let noun = if story.n_articles == 1 { "article" } else { "articles" };
    let mut line =
        format!("{:>7}  {days}  {} {noun}  {}", story.story, story.n_articles, story.title);
    let named: Vec<&str> = story.outlets.iter().take(MAX_OUTLETS).map(|it| known(it)).collect();
    let more = story.outlets.len().saturating_sub(MAX_OUTLETS);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let _ = write!(line, "  ({}{more})", named.join(", "));
    if let Some([agreed, differs, unsure, sole]) = story.counts {
        let _ = write!(
            line,
            "  facts: {agreed} agreed, {differs} differ, {unsure} unsure, {sole} sole"
        );
    }
    line
}

fn known(outlet: &str) -> &str {
    if outlet.is_empty() { "unknown outlet" } else { outlet }
}

fn listed(story: &Listed) -> Value {
    let [agreed, differs, unsure, sole] = story.counts.map_or([None; 4], |it| it.map(Some));
    json!({
        "story": story.story, "title": story.title,
        "first_day": story.days.map(|it| it.0.to_string()),
        "last_day": story.days.map(|it| it.1.to_string()),
        "articles": story.n_articles, "outlets": story.outlets, "topic": story.topic,
        "agreed": agreed, "differs": differs, "unsure": unsure, "sole": sole,
    })
}

pub(crate) fn story(
    shown: &Shown,
    histories: &[(i64, Vec<Version>)],
    format: ListFormat,
) -> String {
    if format == ListFormat::Json {
        let mut value = listed(&shown.listed);
        value["changed_since_compared"] = json!(shown.is_changed);
        value["manner"] = json!(shown.manner.map(archive::comparison::Manner::name));
        value["merged"] =
            shown.merged.iter().map(|(it, why)| json!({"story": it, "why": why})).collect();
        value["members"] = shown.articles.iter().map(member).collect();
        value["histories"] = histories
            .iter()
            .map(|(article, it)| json!({"article": article, "versions": it.iter().map(version).collect::<Vec<_>>()}))
            .collect();
        return format!("{value:#}\n");
    }
    let mut out = line(&shown.listed) + "\n";
    if shown.is_changed {
        out.push_str(
            "  articles have come since it was compared; run `twicetold archive resume`\n",
        );
    }
    for (merged, why) in &shown.merged {
        let _ = writeln!(out, "  story {merged} went into it: {why}");
    }
    for article in &shown.articles {
        out.push_str(&told(article));
        for (_, history) in histories.iter().filter(|(it, _)| *it == article.article) {
            history.iter().for_each(|it| out.push_str(&changed(it)));
        }
    }
    out
}

fn told(it: &Member) -> String {
    let published = it.published.as_deref().unwrap_or("no date");
    let mut out = format!(
        "\n  article {}  {}  {published}\n    {}\n",
        it.article,
        known(&it.outlet),
        it.title
    );
    if let Some(url) = &it.url {
        let _ = writeln!(out, "    {url}");
    }
    if let Some(reason) = &it.partial {
        let _ = writeln!(out, "    not complete: {reason}");
    }
    match &it.why {
        Some(why) => {
            let _ = writeln!(out, "    here because: {why}");
        }
        None => out.push_str("    the story began with it\n"),
    }
    if let Some((of, likeness)) = it.repeats {
        let _ = writeln!(out, "    repeats article {of} ({:.0} % of its words)", likeness * 100.0);
    }
    if it.n_duplicates > 0 {
        let _ = writeln!(out, "    came again {} times with the same text", it.n_duplicates);
    }
    out
}

fn changed(version: &Version) -> String {
    let time = version.time.as_deref().unwrap_or("no date");
    let mut out = format!("    version {}  {time}\n", version.article);
    let Some(changes) = &version.changes else { return out };
    if let Some((before, after)) = &changes.title {
        let _ = writeln!(out, "      - headline: {before}\n      + headline: {after}");
    }
    for it in &changes.removed {
        let _ = writeln!(out, "      - {it}");
    }
    for it in &changes.added {
        let _ = writeln!(out, "      + {it}");
    }
    if changes.is_empty() {
        out.push_str("      nothing that a reader sees\n");
    }
    out
}

fn member(it: &Member) -> Value {
    json!({
        "article": it.article, "id": it.id, "outlet": it.outlet, "title": it.title, "url": it.url,
        "published": it.published, "language": it.language, "words": it.n_words,
        "partial": it.partial, "why": it.why, "repeats": it.repeats.map(|it| it.0),
        "likeness": it.repeats.map(|it| it.1), "duplicates": it.n_duplicates,
        "versions": it.n_versions,
    })
}

fn version(it: &Version) -> Value {
    let changes = it.changes.as_ref().map(|it| {
        json!({
            "title": it.title.as_ref().map(|(before, after)| [before, after]),
            "removed": it.removed, "added": it.added,
        })
    });
    json!({"article": it.article, "time": it.time, "changes": changes})
}

pub(crate) fn hits(hits: &[Hit], format: ListFormat) -> String {
    if format == ListFormat::Json {
        let hit = |it: &Hit| {
            json!({
                "article": it.article, "story": it.story, "outlet": it.outlet, "title": it.title,
                "published": it.published, "excerpt": it.excerpt,
            })
        };
        return hits.iter().map(|it| format!("{}\n", hit(it))).collect();
    }
    if hits.is_empty() {
        return "nothing found\n".to_owned();
    }
    let mut out = String::new();
    for it in hits {
        let story = it.story.map_or(String::new(), |it| format!("story {it}, "));
        let published = it.published.as_deref().unwrap_or("no date");
        let _ = writeln!(
            out,
            "{}  ({story}article {}, {}, {published})\n    {}",
            it.title,
            it.article,
            known(&it.outlet),
            it.excerpt
        );
    }
    out
}
