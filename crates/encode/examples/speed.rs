//! How long the encoder takes to load and to encode the sentences given on standard input, one a line.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "an example measures and prints"
)]

use std::io::Read;
use std::time::Instant;

use encode::{Encoder, Input, align};

fn main() {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).expect("standard input is text");
    let lines: Vec<&str> = text.lines().collect();
    let inputs: Vec<Input<'_>> = lines
        .iter()
        .enumerate()
        .map(|(i, text)| Input { context: if i == 0 { "" } else { lines[i - 1] }, text })
        .collect();
    for n_threads in [1, 2] {
        let begin = Instant::now();
        let encoder = Encoder::standard().with_threads(n_threads);
        println!("{n_threads} threads: loaded in {:?}", begin.elapsed());
        for _ in 0..3 {
            let begin = Instant::now();
            let encodings = encoder.encode(&inputs);
            let encoded = begin.elapsed();
            let begin = Instant::now();
            let mut total = 0.0;
            for lhs in &encodings {
                for rhs in &encodings {
                    total += align(lhs, rhs).lhs_in_rhs;
                }
            }
            println!(
                "{} sentences in {encoded:?}, all pairs in {:?} ({total})",
                encodings.len(),
                begin.elapsed()
            );
        }
    }
}
