//! scratch
use std::path::Path;
use std::time::Instant;
use tests::stories;
fn main() -> Result<(), String> {
    let shared = Path::new("../shared/data");
    let labelled = stories::read(&shared.join("stories/labelled.jsonl.gz"), 0)?;
    let others = stories::read(&shared.join("archive/articles-10k.jsonl.gz"), 100_000)?;
    let st = encode::StaticEncoder::standard();
    let mini = encode::Encoder::standard().with_threads(2);
    let began = Instant::now();
    for (name, set) in [("lab", &labelled), ("oth", &others)] {
        let inputs: Vec<encode::Input> = set
            .iter()
            .map(|it| encode::Input { context: "", glosses: &[], text: &it.lead })
            .collect();
        let mut out = Vec::new();
        for it in st.encode(&inputs) {
            let mut v = it.vector;
            v.resize(64, 0.0);
            out.extend(v.iter().flat_map(|x| x.to_le_bytes()));
        }
        std::fs::write(format!("/tmp/g/static.{name}"), &out).unwrap();
        eprintln!("static {} {:?}", set.len(), began.elapsed());
    }
    let inputs: Vec<encode::Input> = labelled
        .iter()
        .map(|it| encode::Input { context: "", glosses: &[], text: &it.lead })
        .collect();
    let mut out = Vec::new();
    for it in mini.encode(&inputs) {
        let mut v = it.vector;
        v.resize(384, 0.0);
        out.extend(v.iter().flat_map(|x| x.to_le_bytes()));
    }
    std::fs::write("/tmp/g/mini.lab", &out).unwrap();
    eprintln!("mini {:?}", began.elapsed());
    Ok(())
}
