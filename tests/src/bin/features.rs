//! Writes the evidence of every sentence pair of labelled events, for training the scorer.
//!
//! `features EVENTS_DIR OUT [--encoder DIR] [--fold K/N] [--fast yes] [--read TREES [--look yes]]`: the first line
//! names the columns, parted by tabs; then come rows of little-endian `f32`: label (1 if the gold
//! sentences covered share a fact, -1 if only some readings say so), then the evidence. `DIR` holds
//! `static.bin`; with `--fold K/N` only the events whose index modulo N is K are written. With
//! `--read TREES` there is a row for each pair that the network reads because these trees hold it
//! likely: label, the log-odds of the trees, the log-odds of the network; with `--look yes` for each pair that gets a
//! second look: label, and what that sees.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::PathBuf;

use cluster::{Scorer, Trees};
use pipeline::Models;
use tests::{gold, predict};

/// A scorer without trees: the evidence is what is wanted.
const NO_TREES: [u8; 4] = [0; 4];

struct Args {
    events: PathBuf,
    out: PathBuf,
    encoder: Option<PathBuf>,
    fold: Option<(usize, usize)>,
    fast: bool,
    read: Option<Trees>,
    look: bool,
}

fn main() -> Result<(), String> {
    let args = args()?;
    let no_trees = Trees::from_bytes(&NO_TREES).ok_or("no trees are a model too")?;
    let scorer = match args.read.clone() {
        Some(trees) => Scorer::new(trees).with_reader(tests::reader(None)?),
        None => Scorer::new(no_trees),
    };
    let models = tests::models(args.encoder.as_deref(), args.fast, scorer)?;
    let mut out =
        std::io::BufWriter::new(std::fs::File::create(&args.out).map_err(|it| it.to_string())?);
    let columns = match &args.read {
        Some(_) if args.look => {
            (1..=cluster::STANDING_WIDTH).map(|it| it.to_string()).collect::<Vec<_>>().join("\t")
        }
        Some(_) => "trees\treading".to_owned(),
        None => cluster::evidence_names().join("\t"),
    };
    writeln!(out, "label\t{columns}").map_err(|it| it.to_string())?;
    for (idx, event) in gold::events(&args.events)?.iter().enumerate() {
        if args.fold.is_some_and(|(k, n)| idx % n != k) {
            continue;
        }
        out.write_all(&rows(event, &models, &args)).map_err(|it| it.to_string())?;
    }
    Ok(())
}

fn rows(event: &gold::Event, models: &Models, args: &Args) -> Vec<u8> {
    let claims = pipeline::read(predict::articles(event));
    let covered = predict::covered(event, &claims);
    let encodings = models.encode(&claims);
    let readings: Vec<_> = event.annotations.iter().map(gold::Annotation::links).collect();
    let mut rows = Vec::new();
    let pairs = cluster::weigh(&claims, &encodings, models.scorer());
    let lengths: Vec<usize> = encodings.iter().map(Vec::len).collect();
    let looks: BTreeMap<usize, Vec<f32>> = match args.look {
        true => cluster::standings(&pairs, &lengths).into_iter().collect(),
        false => BTreeMap::new(),
    };
    for (idx, pair) in pairs.iter().enumerate() {
        let mut n_said = 0usize;
        for reading in &readings {
            let shares = covered[pair.lhs.0][pair.lhs.1].iter().any(|a| {
                covered[pair.rhs.0][pair.rhs.1].iter().any(|b| {
                    let key = if a < b { (a.clone(), b.clone()) } else { (b.clone(), a.clone()) };
                    reading.contains(&key)
                })
            });
            n_said += usize::from(shares);
        }
        let label = gold::label(n_said, readings.len());
        let columns = match (&args.read, &pair.reading) {
            (Some(_), _) if args.look => match looks.get(&idx) {
                Some(look) => look.clone(),
                None => continue,
            },
            (Some(trees), Some(said)) => vec![trees.log_odds(&pair.evidence), said.same],
            (Some(_), None) => continue,
            (None, _) => pair.evidence.to_vec(),
        };
        rows.extend([label].iter().chain(&columns).flat_map(|it| it.to_le_bytes()));
    }
    rows
}

fn args() -> Result<Args, String> {
    let usage = "features EVENTS_DIR OUT [--encoder DIR] [--fold K/N] [--fast yes] [--read TREES [--look yes]]";
    let mut words = std::env::args().skip(1);
    let (Some(events), Some(out)) = (words.next(), words.next()) else { return Err(usage.into()) };
    let (events, out) = (events.into(), out.into());
    let mut args =
        Args { events, out, encoder: None, fold: None, fast: false, read: None, look: false };
    while let Some(flag) = words.next() {
        let value = words.next().ok_or(usage)?;
        match flag.as_str() {
            "--encoder" => args.encoder = Some(value.into()),
            "--fold" => {
                let (k, n) = value.split_once('/').ok_or(usage)?;
                let number = |it: &str| it.parse::<usize>().map_err(|it| it.to_string());
                args.fold = Some((number(k)?, number(n)?));
            }
            "--fast" => args.fast = value == "yes",
            "--look" => args.look = value == "yes",
            "--read" => {
                let trees = std::fs::read(&value).map_err(|it| format!("{value}: {it}"))?;
                args.read = Some(Trees::from_bytes(&trees).ok_or("the trees are damaged")?);
            }
            _ => return Err(usage.into()),
        }
    }
    Ok(args)
}
