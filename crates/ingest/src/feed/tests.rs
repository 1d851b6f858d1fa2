//! Feeds as outlets write them, and as they break; all invented.

use proptest::prelude::*;

use super::*;

/// A line for each entry, then the warnings.
fn lines(text: &str) -> Vec<String> {
    let feed = read(text.as_bytes(), None).expect("a feed");
    let entry = |it: &Entry| {
        let moment = it.published.or(it.modified).map(|it| it.to_string()).unwrap_or_default();
        let author = it.author.as_deref().unwrap_or_default();
        format!("{} | {} | {moment} | {author} | {} | {}", it.url, it.title, it.summary, it.content)
    };
    feed.entries.iter().map(entry).chain(feed.warnings.iter().map(|it| format!("! {it}"))).collect()
}

const RSS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="x" xmlns:content="y" xmlns:media="z"><channel>
<title>Harrow &amp; Almara Gazette</title><link>https://gazette.example/</link>
<atom:link rel="self" href="https://gazette.example/rss"/>
<image><title>Logo</title></image>
<item><title><![CDATA[Harbour wall &#8220;gone&#8221;]]></title>
<link>https://gazette.example/1</link><guid isPermaLink="false">77</guid>
<pubDate>Tue, 04 Mar 2031 09:30:00 +0100</pubDate><dc:creator>Ana Ruiz</dc:creator>
<media:title>not this</media:title>
<description>&lt;p&gt;Eleven boats sank.&lt;/p&gt;</description>
<content:encoded><![CDATA[<p>The wall broke.</p><p>Nobody was hurt.</p>]]></content:encoded></item>
<item><title>Fish market closed</title><guid>https://gazette.example/2</guid>
<author>desk@gazette.example (Tom Berg)</author></item>
<item><title>No address</title></item>
</channel></rss>"#;

#[test]
fn rss_is_read() {
    assert_eq!(read(RSS.as_bytes(), None).unwrap().title, "Harrow & Almara Gazette");
    assert_eq!(
        lines(RSS),
        [
            "https://gazette.example/1 | Harbour wall “gone” | 2031-03-04T08:30:00Z | Ana Ruiz \
             | Eleven boats sank. | The wall broke.\n\nNobody was hurt.",
            "https://gazette.example/2 | Fish market closed |  | Tom Berg |  | ",
            "! 1 entries without an address were left out",
        ]
    );
}

#[test]
fn atom_is_read() {
    let feed = r#"<feed xmlns="http://www.w3.org/2005/Atom"><title type="html">The &lt;b&gt;Post</title>
        <link href="https://post.example/"/><entry><title>Wall breaks</title>
        <link rel="enclosure" href="https://post.example/a.mp3"/>
        <link rel="alternate" href="https://post.example/wall?a=1&amp;b=2"/>
        <id>tag:post.example,2031:1</id><updated>2031-03-04T10:00:00Z</updated>
        <author><name>Li Wei</name><email>li@post.example</email></author>
        <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>It <b>broke</b> &amp;
        sank.</p><p>At dawn.</p></div></content></entry></feed>"#;
    assert_eq!(read(feed.as_bytes(), None).unwrap().title, "The Post");
    assert_eq!(
        lines(feed),
        ["https://post.example/wall?a=1&b=2 | Wall breaks | 2031-03-04T10:00:00Z | Li Wei |  \
          | It broke & sank.\n\nAt dawn."]
    );
}

#[test]
fn json_feed_and_rdf_are_read() {
    let json = r#"{"version":"https://jsonfeed.org/version/1.1","title":"Post","items":[
        {"id":"1","url":"https://post.example/1","title":"Wall","content_html":"<p>It broke.</p>",
         "date_published":"2031-03-04T10:00:00Z","authors":[{"name":"Li Wei"}]},{"id":"2"}]}"#;
    assert_eq!(
        lines(json),
        [
            "https://post.example/1 | Wall | 2031-03-04T10:00:00Z | Li Wei |  | It broke.",
            "! 1 entries without an address were left out",
        ]
    );
    let rdf = r#"<rdf:RDF xmlns="http://purl.org/rss/1.0/"><channel><title>Post</title></channel>
        <item><title>Wall</title><link> https://post.example/1 </link>
        <dc:date>2031-03-04</dc:date></item></rdf:RDF>"#;
    assert_eq!(lines(rdf), ["https://post.example/1 | Wall | 2031-03-04 |  |  | "]);
}

#[test]
fn a_feed_that_breaks_off_gives_what_came_before() {
    let whole = lines(RSS);
    let at = RSS.find("<guid>https").unwrap();
    let found = lines(&RSS[..at]);
    assert_eq!(found[0], whole[0]);
    let broken = RSS.replace("<item><title>Fish", "<item><title <<>Fish");
    assert_eq!(lines(&broken)[0], whole[0]);
}

#[test]
fn careless_xml_is_read() {
    let careless = "\n\nWarning: something\n<rss><channel><title>A & B</title>\
        <item><title>Fish & chips &nbsp; caf&eacute;</title><link>https://a.example/?x=1&y=2</link>\
        <item><title>Next</b></title><link>https://a.example/2</link></item></channel>";
    assert_eq!(
        lines(careless),
        [
            "https://a.example/?x=1&y=2 | Fish & chips café |  |  |  | ",
            "https://a.example/2 | Next |  |  |  | ",
        ]
    );
}

#[test]
fn what_is_no_feed_is_told() {
    let error = |it: &str| read(it.as_bytes(), None).unwrap_err();
    assert!(error("<html><body><p>Hello</p></body></html>").contains("it begins with <html>"));
    assert_eq!(error("  "), "this is empty, not a feed");
    assert_eq!(error("hello"), "this is plain text, not a feed");
    assert!(error("{\"a\":1}").contains("no list of \"items\""));
    assert!(error("{\"a\":").contains("neither XML nor valid JSON"));
}

#[test]
fn text_in_the_feed_makes_a_partial_article() {
    let paragraph = |n: usize| {
        format!(
            "The port office said that {n} metres of the wall broke on day {n} of the storm. At \
             least {n} boats sank at mooring {n}, and the market in hall {n} stays closed until \
             the engineers have looked at every stone of the wall and the quay beside it."
        )
    };
    let content = (2..8).map(paragraph).collect::<Vec<_>>().join("\n\n");
    let entry = Entry { title: "Wall breaks".to_owned(), content, ..Entry::default() };
    let article = entry.article("https://post.example/1", "Post").expect("an article");
    assert!(article.is_partial());
    assert_eq!((article.outlet.as_str(), article.title.as_str()), ("Post", "Wall breaks"));
    let teaser = Entry { content: "The wall broke.".to_owned(), ..entry };
    assert_eq!(teaser.article("https://post.example/1", "Post"), None);
}

#[test]
fn opml_gives_each_feed_once() {
    let list = br#"<opml version="2.0"><body><outline text="News">
        <outline type="rss" text="Gazette" xmlUrl="https://gazette.example/rss?a=1&amp;b=2"/>
        <outline text="Post" title="The Post" xmlURL="https://post.example/atom"></outline>
        </outline><outline text="again" xmlUrl="https://post.example/atom"/></body></opml>"#;
    let feeds = outline(list).expect("feeds");
    let feeds: Vec<(&str, &str)> =
        feeds.iter().map(|it| (it.title.as_str(), it.url.as_str())).collect();
    assert_eq!(
        feeds,
        [
            ("Gazette", "https://gazette.example/rss?a=1&b=2"),
            ("The Post", "https://post.example/atom"),
        ]
    );
    assert!(outline(b"<opml><body/></opml>").unwrap_err().contains("names no feed"));
    assert!(outline(RSS.as_bytes()).unwrap_err().contains("no OPML"));
    assert!(outline(b"\x00\xff").is_err());
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
        let _ = read(&bytes, None);
        let _ = outline(&bytes);
    }

    #[test]
    fn no_change_to_a_feed_makes_it_panic(
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..30),
    ) {
        let mut bytes = RSS.as_bytes().to_vec();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let _ = read(&bytes, None);
        let _ = outline(&bytes);
    }
}
