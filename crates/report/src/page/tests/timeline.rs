//! Who had it first, whose value changed, in which order it is told; and what is not known of it.

use super::view;
use crate::Language;
use crate::invented::{Invented, bridge};
use article::Moment;
use compare::{Kind, Relation, Verdict};
use jiff::civil::date;

/// The bridge, told in the morning by the first, at noon by the second, and by the third at a time
/// that is not known.
fn timed() -> Invented {
    let at = |text: &str| Moment {
        date: date(2031, 3, 4),
        instant: Some(text.parse().expect("a time")),
    };
    bridge().edit(|it| {
        it.articles[0].document.article.published = Some(at("2031-03-04T09:30:00Z"));
        it.articles[0].document.article.modified = Some(at("2031-03-04T11:00:00Z"));
        it.articles[1].document.article.published = Some(at("2031-03-04T12:40:00Z"));
        it.articles[2].document.article.published = None;
    })
}

#[test]
fn who_was_first_is_said_only_where_the_times_are_known() {
    let page = timed().view(&[0]).html(Language::English);
    let timeline = view(&page, "timeline");
    let firsts = timeline.split("class=\"firsts\"").nth(1).expect("somebody was first");
    let firsts = firsts.split("</div>").next().expect("it ends");
    assert!(
        firsts.contains("data-fact=\"F3\"") && firsts.contains("<b>3 hours later</b>"),
        "{firsts}"
    );
    assert!(!firsts.contains("data-fact=\"F1\""), "the wire's time is not known");
    assert!(timeline.contains("No time is known of Northern Wire"));
    assert!(timeline.contains("For 2 shared facts nobody can be said to be first"));
    assert!(timeline.contains("changed 2031-03-04 11:00 UTC"));
}

#[test]
fn days_without_an_hour_make_nobody_first() {
    let page = bridge().view(&[0]).html(Language::English);
    let timeline = view(&page, "timeline");
    assert!(timeline.contains("hour not known"));
    assert!(timeline.contains("No fact is known to have stood in one article before the others."));
}

#[test]
fn a_value_that_changed_is_told_in_the_order_of_time() {
    let day = |it: i8| Some(Moment::day(date(2031, 3, it)));
    let page = Invented::new()
        .article("Late", "", &["The storm killed 14 people."])
        .article("Early", "", &["The storm killed 9 people."])
        .edit(|it| {
            it.articles[0].document.article.published = day(6);
            it.articles[1].document.article.published = day(4);
        })
        .fact(Verdict::Differs, &[(0, 0, ""), (1, 0, "")])
        .difference(Kind::Number, Relation::Updated, &[(0, "14", "14"), (1, "9", "9")])
        .view(&[])
        .html(Language::English);
    let changes = view(&page, "timeline").split("class=\"changes\"").nth(1).expect("a change");
    let (early, late) = (changes.find("<mark>9</mark>"), changes.find("<mark>14</mark>"));
    assert!(early.is_some() && early < late, "{changes}");
}

#[test]
fn the_order_of_telling_stands_beside_the_order_of_events() {
    let story = bridge().seen(
        lens::Lens::Timeline,
        lens::Subject::Sort("order".to_owned()),
        &[
            (0, 0, "Saturday morning", "", "2031-03-01"),
            (0, 1, "in January", "", "2031-01-01"),
            (0, 2, "Feb. 3", "", "2031-02-03"),
        ],
    );
    let page = story.view(&[0]).html(Language::English);
    let order = view(&page, "timeline").split("class=\"slope\"").nth(1).expect("an order");
    assert!(order.contains("(2031-01-01, back in time)"), "the telling goes back to January");
    assert_eq!(order.matches("back in time").count(), 1);
    let happened: Vec<usize> = ["<li>2031-01-01", "<li>2031-02-03", "<li>2031-03-01"]
        .iter()
        .map(|it| order.find(it).expect("each date once"))
        .collect();
    assert!(happened.is_sorted());
    // The first told is the last that happened: from the first row to the third.
    assert!(order.contains("x1=\"0\" y1=\"16\" x2=\"100\" y2=\"80\""), "{order}");
}
