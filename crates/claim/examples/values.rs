//! Prints how well numbers and dates are read in labelled cases (`../shared`), and, with a part of
//! a set's name as the argument, the cases that are not right.
#![allow(clippy::print_stdout, reason = "a measurement prints its figures")]

use std::path::Path;

#[allow(
    unreachable_pub,
    clippy::disallowed_methods,
    reason = "the module is public where it lives"
)]
#[path = "../../../tests/src/eval/values.rs"]
mod values;

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let figures = values::values(&root);
    for (name, counts) in &figures.counts {
        println!(
            "{name:<40} {:.3}  right {:>4} wrong {:>4} missed {:>4}",
            counts.share(),
            counts.right,
            counts.wrong,
            counts.missed
        );
    }
    if let Some(part) = std::env::args().nth(1) {
        figures.faults.iter().filter(|it| it.starts_with(&part)).for_each(|it| println!("{it}"));
    }
}
