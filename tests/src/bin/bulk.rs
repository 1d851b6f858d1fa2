//! Measures how archives are filled: `bulk [SIZE…]`, by default 10000 articles; sizes beyond the
//! real articles are made of copies (`bulk 10000 100000 1000000` takes most of an hour).

use std::path::Path;

#[expect(clippy::print_stdout, reason = "a measuring program speaks on standard output")]
fn main() -> Result<(), String> {
    let sizes: Vec<u64> = std::env::args()
        .skip(1)
        .map(|it| it.parse().map_err(|_| format!("{it}: a number of articles is needed")))
        .collect::<Result<_, _>>()?;
    let sizes = if sizes.is_empty() { vec![10_000] } else { sizes };
    let folder = std::env::temp_dir().join(format!("twicetold-bulk-{}", std::process::id()));
    std::fs::create_dir_all(&folder).map_err(|it| it.to_string())?;
    let page = tests::bulk::section(Path::new("target/release/twicetold"), &folder, &sizes, "");
    let _ = std::fs::remove_dir_all(&folder);
    println!("{}", page?);
    Ok(())
}
