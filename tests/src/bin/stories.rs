//! Measures `gather`, and writes the evidence its scorer is trained on.

use std::io::Write as _;
use std::path::Path;
use std::time::Instant;

use gather::{Config, Gatherer};
use tests::stories::{self, Labelled};

#[expect(clippy::print_stdout, reason = "a measuring program speaks on standard output")]
fn main() -> Result<(), String> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let shared = Path::new("../shared/data");
    let began = Instant::now();
    let labelled = stories::read(&shared.join("stories/labelled.jsonl.gz"), 0)?;
    println!("read {} in {:?}", labelled.len(), began.elapsed());
    let others = stories::read(&shared.join("archive/articles-10k.jsonl.gz"), 100_000)?;
    println!("read {} in {:?}", others.len(), began.elapsed());
    if let Some(out) = args.first() {
        let labels: Vec<(u64, &str, bool)> = labelled
            .iter()
            .map(|it| (it.key, it.story.as_deref().unwrap_or(""), it.profile.published.is_some()))
            .collect();
        let json = serde_json::to_string(&(&labels, gather::EVIDENCE_NAMES))
            .map_err(|it| it.to_string())?;
        std::fs::write(format!("{out}.json"), json).map_err(|it| it.to_string())?;
        let mut alone: Vec<&Labelled> = labelled.iter().collect();
        dump(&mut alone, &format!("{out}.alone"))?;
        let mut mixed: Vec<&Labelled> = labelled.iter().chain(&others).collect();
        dump(&mut mixed, &format!("{out}.mixed"))?;
        println!("dumped {:?}", began.elapsed());
    }
    Ok(())
}

fn dump(articles: &mut [&Labelled], out: &str) -> Result<(), String> {
    stories::sort(articles);
    let mut gatherer = Gatherer::new(Config::standard());
    let mut file =
        std::io::BufWriter::new(std::fs::File::create(out).map_err(|it| it.to_string())?);
    for it in articles {
        for (old, row) in gatherer.weigh(&it.profile) {
            let mut bytes = (it.key as f32).to_le_bytes().to_vec();
            bytes.extend((old as f32).to_le_bytes());
            bytes.extend(row.iter().flat_map(|it| it.to_le_bytes()));
            file.write_all(&bytes).map_err(|it| it.to_string())?;
        }
        gatherer.push(it.key, &it.profile);
    }
    Ok(())
}
