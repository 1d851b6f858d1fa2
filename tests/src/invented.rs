//! An invented archive of any size: records of several outlets on events that never were, with
//! copies, later versions and bad records among them. The same numbers give the same bytes.

use std::fmt::Write as _;

const PLACES: [&str; 24] = [
    "Oster",
    "Velmar",
    "Quint Bay",
    "Hollin",
    "Marrow Hill",
    "Tessaly",
    "Ardwick",
    "Brenn",
    "Corvale",
    "Dunmere",
    "Estwick",
    "Farrow",
    "Galden",
    "Harrowgate",
    "Ivelle",
    "Jorvik Point",
    "Kestrel",
    "Lorne",
    "Midvale",
    "Norbury",
    "Orchard Ness",
    "Pellam",
    "Quarrow",
    "Ravenna Falls",
];
const PEOPLE: [&str; 24] = [
    "Elena Marsh",
    "Tom Berg",
    "Ana Ruiz",
    "Li Wei",
    "Samuel Okoro",
    "Greta Lund",
    "Ivo Petrov",
    "Nadia Haddad",
    "Peter Crane",
    "Maria Sol",
    "Jonas Falk",
    "Ruth Adler",
    "Omar Sayed",
    "Clara Voss",
    "Henrik Dahl",
    "Lucia Ferro",
    "David Stone",
    "Amina Diallo",
    "Karl Brandt",
    "Sofia Lindgren",
    "Martin Hale",
    "Irene Papas",
    "Victor Lang",
    "Paula Reyes",
];
const THINGS: [(&str, &str, &str); 12] = [
    ("bridge", "collapsed", "engineers"),
    ("factory", "burned down", "firefighters"),
    ("ferry", "ran aground", "sailors"),
    ("dam", "overflowed", "farmers"),
    ("train", "derailed", "passengers"),
    ("hospital", "was evacuated", "patients"),
    ("refinery", "exploded", "workers"),
    ("school", "was closed", "teachers"),
    ("harbour", "was blocked", "dockers"),
    ("mine", "was flooded", "miners"),
    ("stadium", "was searched", "players"),
    ("library", "was robbed", "librarians"),
];
const OUTLETS: [&str; 5] = ["Herald", "Evening Post", "Daily Courier", "The Ledger", "Radio Nine"];

/// Numbers that look like chance and are not.
struct Dice(u64);

impl Dice {
    fn throw(&mut self, n: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % n
    }
}

/// What happened, as every outlet knows it.
struct Happening {
    place: &'static str,
    mayor: &'static str,
    witness: &'static str,
    thing: (&'static str, &'static str, &'static str),
    day: u64,
    n_hurt: usize,
    n_helpers: usize,
    cost: usize,
}

/// JSON Lines: one to four outlets on each of `n_stories` events.
#[must_use]
pub fn archive(n_stories: usize) -> String {
    let mut dice = Dice(20_310_304);
    let mut lines = String::new();
    for number in 0..n_stories {
        let it = Happening {
            place: PLACES[dice.throw(PLACES.len())],
            mayor: PEOPLE[dice.throw(PEOPLE.len())],
            witness: PEOPLE[dice.throw(PEOPLE.len())],
            thing: THINGS[dice.throw(THINGS.len())],
            day: number as u64 / 3,
            n_hurt: 3 + dice.throw(60),
            n_helpers: 40 + dice.throw(400),
            cost: 2 + dice.throw(90),
        };
        let n_outlets = 1 + dice.throw(4);
        for (outlet_idx, outlet) in OUTLETS.iter().enumerate().take(n_outlets) {
            let line = record(&it, number, outlet_idx, outlet, "");
            lines.push_str(&line);
            if dice.throw(12) == 0 {
                lines.push_str(&line);
            }
            if dice.throw(12) == 0 {
                let later = " The road will stay shut until Friday, the council added.";
                lines.push_str(&record(&it, number, outlet_idx, outlet, later));
            }
        }
        match dice.throw(20) {
            0 => lines.push_str("{\"id\": \"broken\", \"text\": \n"),
            1 => lines.push_str("{\"id\": \"empty\", \"title\": \"No text at all\"}\n"),
            _ => {}
        }
    }
    lines
}

fn record(it: &Happening, number: usize, outlet_idx: usize, outlet: &str, more: &str) -> String {
    let Happening { place, mayor, witness, thing, n_helpers, cost, .. } = it;
    let (what, happened, who) = thing;
    let n_hurt = it.n_hurt + usize::from(outlet_idx == 1) * 2;
    let day = jiff::civil::date(2031, 1, 1).saturating_add(jiff::Span::new().days(it.day as i64));
    let title = match outlet_idx {
        0 => format!("{n_hurt} hurt as {what} at {place} {happened}"),
        1 => format!("The {what} of {place} {happened}, {n_hurt} injured"),
        2 => format!("{place} in shock over its {what}"),
        3 => format!("{mayor} promises help after {place} {what} {happened}"),
        _ => format!("What we know about the {what} at {place}"),
    };
    let mut text = String::new();
    let _ = write!(
        text,
        "The {what} at {place} {happened} on the morning of {day}, and {n_hurt} people were hurt. \
         More than {n_helpers} {who} and helpers came to {place}, the mayor {mayor} said.\n\n"
    );
    let _ = match outlet_idx {
        0 => write!(
            text,
            "“We heard a noise like thunder, and then the {what} was gone,” said {witness}, who \
             lives nearby. The damage is put at ${cost} million."
        ),
        1 => write!(
            text,
            "{witness} told this paper that the noise “was like thunder”. The cost may reach \
             ${cost} million, officials said. Critics slammed the council for its slow answer."
        ),
        2 => write!(
            text,
            "Nobody in {place} had expected that the {what} could fail. The council had looked at \
             it in the autumn and found nothing. The damage is put at ${cost} million."
        ),
        _ => write!(
            text,
            "{mayor} denied that warnings had been ignored. The repair of the {what} will take two \
             years, and the {who} of {place} want to be heard."
        ),
    };
    text.push_str(more);
    let record = serde_json::json!({
        "id": format!("{number}-{outlet_idx}"), "outlet": outlet, "title": title,
        "date": day.to_string(), "text": text,
        "url": format!("https://{}.example/{number}/{what}", outlet.to_lowercase().replace(' ', "-")),
    });
    format!("{record}\n")
}
