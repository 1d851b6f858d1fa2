//! What is told of published pairs of texts that agree or differ: `conflicts SHARED [--fast]`.
//!
//! A line for each: whether the two differ, what is told of them, and both texts.
#![expect(clippy::print_stdout, reason = "a program for people who measure")]

use std::path::Path;

use pipeline::{Config, Models};
use tests::eval::conflict;

fn main() -> Result<(), String> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let shared = args.first().ok_or("conflicts SHARED [--fast]")?;
    let (models, config) = match args.iter().any(|it| it == "--fast") {
        true => (Models::fast(), Config::fast()),
        false => (Models::standard(2), Config::standard()),
    };
    let (evidence, claims) =
        conflict::pairs(Path::new(shared)).ok_or(format!("{shared}: no data/conflict there"))?;
    for (sort, pairs) in [("evidence", evidence), ("claim", claims)] {
        for it in pairs {
            let told = conflict::told(&it, &models, &config);
            let [one, other] = &it.texts;
            println!("{sort}\t{}\t{told:?}\t{one}\t{other}", it.differs);
        }
    }
    Ok(())
}
