//! Writes the evidence of every pair of sentences that the program links, for training the judge of differences.
//!
//! `tellings EVENTS_DIR SCORERS_DIR NAME OUT [ENCODERS_DIR]`: facts are found as the product finds them, in event number N
//! by the trees `SCORERS_DIR/NAME-fold<N modulo 3>.bin` and the encoder `ENCODERS_DIR/fold<N modulo 3>` (or the one that
//! ships), which have not seen it (`standard`, or `fast` without the networks); so wrong links are among them. Rows of
//! little-endian `f32`: fold, for each family of differences a 1 or 0 for what the labels see (-1 where only some
//! readings do), then the evidence; a first line says how many numbers a row has. `OUT.words` holds for each word of each
//! pair that the network has read: number of the row in `OUT`, side (0 or 1), for each family 1 if the labels mark the word, else 0
//! (-1 where they see a difference and mark no word of the sentence), then what is known of the word.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::Path;

use article::TextRange;
use cluster::Config;
use tests::{gold, predict};

const N_FOLDS: usize = 3;
const FAMILIES: [&str; 5] = ["value", "who", "wording", "source", "contradiction"];

fn main() -> Result<(), String> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [events, scorers, name, out, encoders @ ..] = words.as_slice() else {
        return Err("tellings EVENTS_DIR SCORERS_DIR NAME OUT [ENCODERS_DIR]".into());
    };
    let is_fast = name == "fast";
    let config = if is_fast { Config::fast() } else { Config::standard() };
    let mut models = Vec::new();
    for fold in 0..N_FOLDS {
        let scorer = tests::scorer_of_fold(Path::new(scorers), name, fold)?;
        let folder = encoders.first().map(|it| Path::new(it).join(format!("fold{fold}")));
        models.push(tests::models(folder.as_deref(), is_fast, scorer)?);
    }
    let (mut rows, mut words) = (Vec::new(), Vec::new());
    for (idx, event) in gold::events(Path::new(events))?.iter().enumerate() {
        add(event, idx % N_FOLDS, &models[idx % N_FOLDS], &config, &mut rows, &mut words);
    }
    write(out, &rows)?;
    write(&format!("{out}.words"), &words)
}

fn write(path: &str, rows: &[Vec<f32>]) -> Result<(), String> {
    let say = |it: std::io::Error| format!("{path}: {it}");
    let mut file = std::io::BufWriter::new(std::fs::File::create(path).map_err(say)?);
    writeln!(file, "{}", rows.first().map_or(0, Vec::len)).map_err(say)?;
    for value in rows.iter().flatten() {
        file.write_all(&value.to_le_bytes()).map_err(say)?;
    }
    Ok(())
}

fn add(
    event: &gold::Event,
    fold: usize,
    models: &pipeline::Models,
    config: &Config,
    rows: &mut Vec<Vec<f32>>,
    words: &mut Vec<Vec<f32>>,
) {
    let claims = pipeline::read(predict::articles(event));
    let covered = predict::covered(event, &claims);
    let encodings = models.encode(&claims);
    let clustering = cluster::group(&claims, &encodings, models.scorer(), config);
    let readings: Vec<_> = event.annotations.iter().map(gold::Annotation::differences).collect();
    for fact in &clustering.facts {
        let mut rationales = compare::rationales(&claims, fact);
        for (lhs, rhs, evidence) in compare::evidence(&claims, fact) {
            let ends = [lhs, rhs].map(|it| &fact.members[it]);
            let ids = ends.map(|it| covered[it.article_idx][it.sentence_idx].as_slice());
            let pairs = gold::cross(&ids.concat());
            let label = |family: &&'static str| {
                let sees = |reading: &&BTreeSet<(gold::IdPair, &str)>| {
                    pairs.iter().any(|it| reading.contains(&(it.clone(), *family)))
                };
                gold::label(readings.iter().filter(sees).count(), readings.len())
            };
            let mut row = vec![fold as f32];
            row.extend(FAMILIES.iter().map(label));
            row.extend(evidence);
            let at = rationales.iter().position(|it| it.between == [lhs, rhs]);
            let told = at.map(|it| rationales.swap_remove(it).words);
            for (side, told) in told.into_iter().flatten().enumerate() {
                let document = &claims[ends[side].article_idx].document;
                let sentence = document.sentences[ends[side].sentence_idx].range;
                let text = document.article.text(sentence);
                let marks = FAMILIES.map(|it| marked(event, &pairs, ids[side], it, text));
                for (range, known) in told {
                    let mut word = vec![rows.len() as f32, side as f32];
                    word.extend(marks.iter().map(|it| is_marked(it.as_deref(), sentence, range)));
                    word.extend(known);
                    words.push(word);
                }
            }
            rows.push(row);
        }
    }
}

/// 1 for a word of a sentence that the labels mark, 0 for another, -1 where they see a difference and mark nothing.
fn is_marked(marks: Option<&[TextRange]>, sentence: TextRange, word: TextRange) -> f32 {
    let place = TextRange::new(word.start - sentence.start, word.end - sentence.start);
    match marks {
        None => 0.0,
        Some([]) => -1.0,
        Some(marks) => f32::from(u8::from(marks.iter().any(|it| it.overlaps(place)))),
    }
}

/// Where in a sentence the labels mark words of a difference of this family between these pairs; `None` if they see none.
fn marked(
    event: &gold::Event,
    pairs: &BTreeSet<gold::IdPair>,
    ids: &[String],
    family: &str,
    text: &str,
) -> Option<Vec<TextRange>> {
    let found = event.annotations.iter().flat_map(|it| &it.clusters).flat_map(|it| &it.divergences);
    let is_between = |it: &&gold::Divergence| {
        pairs.iter().any(|(a, b)| it.between.contains(a) && it.between.contains(b))
    };
    let mut of_family =
        found.filter(|it| gold::family(&it.kind) == family).filter(is_between).peekable();
    of_family.peek()?;
    let words = of_family.flat_map(|it| ids.iter().filter_map(|id| it.words.get(id)));
    let place = |it: &String| {
        let start = text.find(it.as_str()).filter(|_| !it.is_empty())?;
        Some(TextRange::new(start, start + it.len()))
    };
    Some(words.filter_map(place).collect())
}
