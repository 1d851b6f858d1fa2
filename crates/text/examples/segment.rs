//! Prints how well sentences are found in labelled text (`../shared`), and, with the name of a set
//! as the argument, where they are not. A second argument is another folder of that form.
#![allow(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a measurement reads files and prints its figures"
)]

use std::path::Path;

#[path = "../../../tests/src/eval/segment.rs"]
#[allow(unreachable_pub, reason = "the module belongs to the `tests` package")]
mod segment;

fn main() {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let root = std::env::args().nth(2).map_or(shared, Into::into);
    let figures = segment::segmentation(&root);
    let set = std::env::args().nth(1);
    for (name, counts) in &figures.boundaries {
        println!(
            "{name:<20} f1 {:.4}  right {:>6} extra {:>5} missed {:>5}",
            counts.f1(),
            counts.right,
            counts.extra,
            counts.missed
        );
    }
    for (name, (right, all)) in &figures.hard_cases {
        println!("hard cases {name:<12} {right} of {all}");
    }
    for fault in figures.faults.iter().filter(|fault| Some(&fault.set) == set.as_ref()) {
        println!("{} {}", if fault.is_missed { "missed" } else { "extra " }, fault.around);
    }
}
