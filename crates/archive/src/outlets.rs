//! Outlets side by side over the whole archive: numbers with what they rest on, never a grade.
//!
//! Every share comes with its number of cases and a 95 % interval (Wilson's score interval, with
//! the number of cases as sample size). Facts of one story are not independent of each other, so
//! the true uncertainty is larger where few stories stand behind many facts; the number of stories
//! stands beside each.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;
use serde::Serialize;

use crate::{Archive, Error, load};

/// 97.5 % quantile of the normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// A share of cases.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Share {
    /// Cases of which it is so.
    pub n_of: f64,
    /// Cases.
    pub n: u64,
    /// The share; 0 without cases.
    pub share: f64,
    /// Lower end of the 95 % interval.
    pub low: f64,
    /// Upper end of the 95 % interval.
    pub high: f64,
}

impl Share {
    /// `n_of` of `n` cases, with Wilson's interval.
    #[must_use]
    pub fn of(n_of: f64, n: u64) -> Self {
        if n == 0 {
            return Self { n_of, n, share: 0.0, low: 0.0, high: 1.0 };
        }
        let cases = n as f64;
        let share = n_of / cases;
        let z2 = Z * Z;
        let middle = share + z2 / (2.0 * cases);
        let half = Z * (share * (1.0 - share) / cases + z2 / (4.0 * cases * cases)).max(0.0).sqrt();
        let scale = 1.0 + z2 / cases;
        Self {
            n_of,
            n,
            share,
            low: ((middle - half) / scale).max(0.0),
            high: ((middle + half) / scale).min(1.0),
        }
    }
}

/// Everything counted about the outlets of an archive.
#[derive(Debug, Clone, Serialize)]
pub struct Outlets {
    /// Pairs with a story in common, those with most first.
    pub pairs: Vec<Pair>,
    /// What each outlet has, by name.
    pub outlets: Vec<Outlet>,
    /// Articles of an outlet on a topic in a week.
    pub coverage: Vec<Coverage>,
}

/// Two outlets in the stories that both tell.
#[derive(Debug, Clone, Serialize)]
pub struct Pair {
    /// By name.
    pub lhs: String,
    /// By name, after `lhs`.
    pub rhs: String,
    /// Stories with articles of both.
    pub n_stories: u64,
    /// Of the facts that both state: told alike.
    pub agreed: Share,
    /// Of the facts that both state: told with a difference between the two.
    pub differing: Share,
    /// Of the facts that one or both state: stated by the first alone. Articles of which a part is
    /// missing, that appeared before the fact was known, are much shorter or may state it are not counted.
    pub lhs_only: Share,
    /// Of the same: stated by the second alone.
    pub rhs_only: Share,
    /// Of the stories whose times tell: the first outlet had it first.
    pub lhs_first: Share,
    /// Of the same: the second outlet had it first.
    pub rhs_first: Share,
    /// Of the stories: the second outlet's article shares a passage with an earlier one of the
    /// first, word for word.
    pub rhs_reprints: Share,
    /// Of the stories: the first outlet's article shares a passage with an earlier one of the
    /// second.
    pub lhs_reprints: Share,
    /// Of the facts that both state: differences of each kind between the two.
    pub kinds: BTreeMap<String, Share>,
}

/// One outlet.
#[derive(Debug, Clone, Serialize)]
pub struct Outlet {
    /// Its name.
    pub outlet: String,
    /// Its articles.
    pub n_articles: u64,
    /// Its stories.
    pub n_stories: u64,
    /// Its articles in compared stories.
    pub n_compared: u64,
    /// Of the stories told by others too: it alone was first.
    pub first: Share,
    /// Share of an article's words that rest on each sort of source, the mean over its articles;
    /// the cases are articles, which makes the interval a wide one.
    pub sourcing: BTreeMap<String, Share>,
}

/// Articles of an outlet on a topic in a week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// The Monday that begins the week.
    pub week: String,
    /// Who or what the stories are about.
    pub topic: String,
    /// The outlet.
    pub outlet: String,
    /// Its articles.
    pub n_articles: u64,
    /// Its stories.
    pub n_stories: u64,
}

/// What is counted for a pair.
#[derive(Default)]
struct Tally {
    n_stories: u64,
    both: u64,
    agreed: u64,
    differing: u64,
    either: u64,
    lhs_only: u64,
    rhs_only: u64,
    timed: u64,
    lhs_first: u64,
    rhs_first: u64,
    rhs_reprints: u64,
    lhs_reprints: u64,
    kinds: BTreeMap<String, u64>,
}

/// A compared story as far as outlets are concerned.
struct Told {
    /// By place: outlet, and the time as ISO 8601.
    places: Vec<(i64, Option<String>)>,
    outlets: Vec<i64>,
}

impl Archive {
    /// Counts what the comparisons say of the outlets. Of pairs only those with `min_stories`
    /// stories in common are given.
    ///
    /// # Errors
    /// If the archive cannot be read.
    pub fn outlets(&self, min_stories: u64) -> Result<Outlets, Error> {
        self.ask(count(&self.db, min_stories))
    }
}

fn count(db: &Connection, min_stories: u64) -> rusqlite::Result<Outlets> {
    let mut names: BTreeMap<i64, String> = BTreeMap::new();
    let mut statement = db.prepare("SELECT outlet, name FROM outlet")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let name: String = row.get(1)?;
        names.insert(row.get(0)?, if name.is_empty() { "(unknown)".to_owned() } else { name });
    }
    let mut tallies: BTreeMap<(i64, i64), Tally> = BTreeMap::new();
    let mut firsts: BTreeMap<i64, (u64, u64)> = BTreeMap::new();
    let mut stories = db.prepare("SELECT story FROM comparison ORDER BY story")?;
    let mut rows = stories.query([])?;
    while let Some(row) = rows.next()? {
        let story = row.get(0)?;
        let told = told(db, story)?;
        times(&told, &mut tallies, &mut firsts);
        facts(db, story, &told, &mut tallies)?;
        reprints(db, story, &told, &mut tallies)?;
    }
    Ok(Outlets {
        pairs: pairs(tallies, &names, min_stories),
        outlets: outlets(db, &names, &firsts)?,
        coverage: coverage(db)?,
    })
}

fn told(db: &Connection, story: i64) -> rusqlite::Result<Told> {
    let places = db
        .prepare_cached(
            "SELECT a.outlet, a.published FROM compared c JOIN article a USING (article)
             WHERE c.story = ? ORDER BY c.place",
        )?
        .query_map([story], |it| Ok((it.get(0)?, it.get(1)?)))?
        .collect::<rusqlite::Result<Vec<(i64, Option<String>)>>>()?;
    let outlets: BTreeSet<i64> = places.iter().map(|it| it.0).collect();
    Ok(Told { places, outlets: outlets.into_iter().collect() })
}

impl Told {
    /// Pairs of outlets, the smaller number first.
    fn pairs(&self) -> impl Iterator<Item = (i64, i64)> + '_ {
        let after = |idx: usize| self.outlets[idx + 1..].iter();
        self.outlets
            .iter()
            .enumerate()
            .flat_map(move |(idx, lhs)| after(idx).map(|rhs| (*lhs, *rhs)))
    }

    fn outlet(&self, place: usize) -> Option<i64> {
        self.places.get(place).map(|it| it.0)
    }

    /// When an outlet's first article was published.
    fn first(&self, outlet: i64) -> Option<&str> {
        self.places.iter().filter(|it| it.0 == outlet).filter_map(|it| it.1.as_deref()).min()
    }
}

/// Who is earlier: by instant where both have one, else by day; `None` where that does not tell.
fn earlier(lhs: &str, rhs: &str) -> Option<std::cmp::Ordering> {
    let days = (lhs.get(..10)?, rhs.get(..10)?);
    let order = if lhs.len() > 10 && rhs.len() > 10 { lhs.cmp(rhs) } else { days.0.cmp(days.1) };
    order.is_ne().then_some(order)
}

fn times(
    told: &Told,
    tallies: &mut BTreeMap<(i64, i64), Tally>,
    firsts: &mut BTreeMap<i64, (u64, u64)>,
) {
    for (lhs, rhs) in told.pairs() {
        let tally = tallies.entry((lhs, rhs)).or_default();
        tally.n_stories += 1;
        let order = told.first(lhs).zip(told.first(rhs)).and_then(|(a, b)| earlier(a, b));
        if let Some(order) = order {
            tally.timed += 1;
            *(if order.is_lt() { &mut tally.lhs_first } else { &mut tally.rhs_first }) += 1;
        }
    }
    if told.outlets.len() < 2 {
        return;
    }
    for outlet in &told.outlets {
        let others = || told.outlets.iter().filter(|it| *it != outlet);
        let order = |other: &i64| {
            told.first(*outlet).zip(told.first(*other)).and_then(|(a, b)| earlier(a, b))
        };
        let orders: Vec<_> = others().map(order).collect();
        // Somebody's time must tell for the story to be a case.
        if orders.iter().any(Option::is_some) {
            let first = firsts.entry(*outlet).or_default();
            first.1 += 1;
            first.0 += u64::from(orders.iter().all(|it| it.is_some_and(std::cmp::Ordering::is_lt)));
        }
    }
}

fn facts(
    db: &Connection,
    story: i64,
    told: &Told,
    tallies: &mut BTreeMap<(i64, i64), Tally>,
) -> rusqlite::Result<()> {
    let mut sides =
        db.prepare_cached("SELECT difference, kind, place FROM side WHERE story = ? AND fact = ?")?;
    let mut facts =
        db.prepare_cached("SELECT fact, verdict, stances FROM fact WHERE story = ? ORDER BY fact")?;
    let mut rows = facts.query([story])?;
    while let Some(row) = rows.next()? {
        let (fact, verdict, stances): (i64, String, String) =
            (row.get(0)?, row.get(1)?, row.get(2)?);
        // What is not sure is not counted either way.
        if verdict == "unsure" {
            continue;
        }
        let mut differences: BTreeMap<i64, (String, BTreeSet<i64>)> = BTreeMap::new();
        if verdict == "differs" {
            let mut rows = sides.query([story, fact])?;
            while let Some(row) = rows.next()? {
                let kind: String = row.get(1)?;
                let it = differences.entry(row.get(0)?).or_insert((kind, BTreeSet::new()));
                it.1.extend(told.outlet(row.get(2)?));
            }
        }
        let letters: Vec<char> = stances.chars().collect();
        let of = |outlet: i64, wanted: &[char]| {
            told.places
                .iter()
                .zip(&letters)
                .any(|(it, letter)| it.0 == outlet && wanted.contains(letter))
        };
        for (lhs, rhs) in told.pairs() {
            let tally = tallies.entry((lhs, rhs)).or_default();
            let states = (of(lhs, &['s', 'd']), of(rhs, &['s', 'd']));
            if states == (true, true) {
                tally.both += 1;
                let between: Vec<&String> = differences
                    .values()
                    .filter(|(_, who)| who.contains(&lhs) && who.contains(&rhs))
                    .map(|(kind, _)| kind)
                    .collect();
                *(if between.is_empty() { &mut tally.agreed } else { &mut tally.differing }) += 1;
                for kind in between.into_iter().collect::<BTreeSet<_>>() {
                    *tally.kinds.entry(kind.clone()).or_default() += 1;
                }
            }
            let silent = if states.0 { rhs } else { lhs };
            let is_excused = of(silent, &['p', 'e', 'h']);
            match states {
                (true, true) => tally.either += 1,
                (true, false) if !is_excused => {
                    tally.either += 1;
                    tally.lhs_only += 1;
                }
                (false, true) if !is_excused => {
                    tally.either += 1;
                    tally.rhs_only += 1;
                }
                _ => {}
            }
        }
    }
    Ok(())
}

fn reprints(
    db: &Connection,
    story: i64,
    told: &Told,
    tallies: &mut BTreeMap<(i64, i64), Tally>,
) -> rusqlite::Result<()> {
    let mut statement =
        db.prepare_cached("SELECT DISTINCT from_place, to_place FROM reprint WHERE story = ?")?;
    let mut rows = statement.query([story])?;
    let mut seen = BTreeSet::new();
    while let Some(row) = rows.next()? {
        let (from, to) = (told.outlet(row.get(0)?), told.outlet(row.get(1)?));
        let Some((from, to)) = from.zip(to).filter(|(from, to)| from != to) else { continue };
        if seen.insert((from, to)) {
            let tally = tallies.entry((from.min(to), from.max(to))).or_default();
            *(if from < to { &mut tally.rhs_reprints } else { &mut tally.lhs_reprints }) += 1;
        }
    }
    Ok(())
}

fn pairs(
    tallies: BTreeMap<(i64, i64), Tally>,
    names: &BTreeMap<i64, String>,
    min_stories: u64,
) -> Vec<Pair> {
    let share = |n_of: u64, n: u64| Share::of(n_of as f64, n);
    let pair = |((lhs, rhs), it): ((i64, i64), Tally)| Pair {
        lhs: names[&lhs].clone(),
        rhs: names[&rhs].clone(),
        n_stories: it.n_stories,
        agreed: share(it.agreed, it.both),
        differing: share(it.differing, it.both),
        lhs_only: share(it.lhs_only, it.either),
        rhs_only: share(it.rhs_only, it.either),
        lhs_first: share(it.lhs_first, it.timed),
        rhs_first: share(it.rhs_first, it.timed),
        rhs_reprints: share(it.rhs_reprints, it.n_stories),
        lhs_reprints: share(it.lhs_reprints, it.n_stories),
        kinds: it.kinds.into_iter().map(|(kind, n)| (kind, share(n, it.both))).collect(),
    };
    let ordered = |it: Pair| if it.lhs <= it.rhs { it } else { swapped(it) };
    let mut pairs: Vec<Pair> = tallies
        .into_iter()
        .filter(|(_, it)| it.n_stories >= min_stories)
        .map(pair)
        .map(ordered)
        .collect();
    pairs.sort_by(|a, b| {
        let by_stories = b.n_stories.cmp(&a.n_stories);
        by_stories.then_with(|| (&a.lhs, &a.rhs).cmp(&(&b.lhs, &b.rhs)))
    });
    pairs
}

fn swapped(it: Pair) -> Pair {
    Pair {
        lhs: it.rhs,
        rhs: it.lhs,
        lhs_only: it.rhs_only,
        rhs_only: it.lhs_only,
        lhs_first: it.rhs_first,
        rhs_first: it.lhs_first,
        rhs_reprints: it.lhs_reprints,
        lhs_reprints: it.rhs_reprints,
        ..it
    }
}

fn outlets(
    db: &Connection,
    names: &BTreeMap<i64, String>,
    firsts: &BTreeMap<i64, (u64, u64)>,
) -> rusqlite::Result<Vec<Outlet>> {
    let mut counts: BTreeMap<i64, (u64, u64)> = BTreeMap::new();
    let mut statement = db.prepare(
        "SELECT a.outlet, count(*), count(DISTINCT m.story)
         FROM membership m JOIN article a USING (article) GROUP BY a.outlet",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        counts.insert(row.get(0)?, (row.get(1)?, row.get(2)?));
    }
    let mut compared: BTreeMap<i64, u64> = BTreeMap::new();
    let mut statement = db.prepare(
        "SELECT a.outlet, count(*) FROM compared c JOIN article a USING (article) GROUP BY a.outlet",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        compared.insert(row.get(0)?, row.get(1)?);
    }
    let mut sourcing: BTreeMap<i64, BTreeMap<String, f64>> = BTreeMap::new();
    let mut statement = db.prepare(
        "SELECT a.outlet, s.subject, sum(s.share) FROM seen s
         JOIN compared c USING (story, place) JOIN article a USING (article)
         WHERE s.lens = 'sourcing' AND s.about = 'sort' AND s.share IS NOT NULL
         GROUP BY a.outlet, s.subject",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        sourcing.entry(row.get(0)?).or_default().insert(row.get(1)?, row.get(2)?);
    }
    let outlet = |(outlet, (n_articles, n_stories)): (i64, (u64, u64))| {
        let n_compared = compared.get(&outlet).copied().unwrap_or(0);
        let (n_first, n) = firsts.get(&outlet).copied().unwrap_or((0, 0));
        let shares = sourcing.get(&outlet).into_iter().flatten();
        Outlet {
            outlet: names[&outlet].clone(),
            n_articles,
            n_stories,
            n_compared,
            first: Share::of(n_first as f64, n),
            sourcing: shares
                .map(|(sort, sum)| (sort.clone(), Share::of(*sum, n_compared)))
                .collect(),
        }
    };
    let mut outlets: Vec<Outlet> = counts.into_iter().map(outlet).collect();
    outlets.sort_by(|a, b| a.outlet.cmp(&b.outlet));
    Ok(outlets)
}

/// 1970-01-01 was a Thursday: days since the Monday before, in whole weeks.
fn coverage(db: &Connection) -> rusqlite::Result<Vec<Coverage>> {
    let mut statement = db.prepare(
        "SELECT (a.day + 3) / 7 AS week, c.topic, o.name, count(*), count(DISTINCT m.story)
         FROM membership m JOIN article a USING (article) JOIN outlet o USING (outlet)
         JOIN comparison c USING (story)
         WHERE a.day IS NOT NULL AND a.day >= 0 AND c.topic <> ''
         GROUP BY week, c.topic, o.name ORDER BY week, c.topic, o.name",
    )?;
    let rows = statement.query_map([], |row| {
        let week: i64 = row.get(0)?;
        Ok(Coverage {
            week: load::date_of(week * 7 - 3).to_string(),
            topic: row.get(1)?,
            outlet: row.get(2)?,
            n_articles: row.get(3)?,
            n_stories: row.get(4)?,
        })
    })?;
    rows.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_is_wilsons() {
        // 8 of 10: Wilson (1927) gives 0.490 to 0.943.
        let share = Share::of(8.0, 10);
        assert!((share.low - 0.490).abs() < 0.001 && (share.high - 0.943).abs() < 0.001);
        assert_eq!((Share::of(0.0, 0).low, Share::of(0.0, 0).high), (0.0, 1.0));
    }

    #[test]
    fn a_day_does_not_tell_who_was_first_on_it() {
        assert_eq!(earlier("2031-03-04", "2031-03-04T09:00:00Z"), None);
        assert!(
            earlier("2031-03-04T08:00:00Z", "2031-03-04T09:00:00Z").is_some_and(|it| it.is_lt())
        );
        assert!(earlier("2031-03-05", "2031-03-04T09:00:00Z").is_some_and(|it| it.is_gt()));
    }
}
