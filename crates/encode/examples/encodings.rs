//! How long the encoder takes to load and to encode the sentences given on standard input, one a line.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "an example measures and prints"
)]

use std::io::Read;
use std::time::{Duration, Instant};

use encode::{Encoder, Encoding, Input, StaticEncoder, align};

fn main() {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).expect("standard input is text");
    let lines: Vec<&str> = text.lines().collect();
    let inputs: Vec<Input<'_>> = lines
        .iter()
        .enumerate()
        .map(|(i, text)| Input {
            context: if i == 0 { "" } else { lines[i - 1] },
            glosses: &[],
            text,
        })
        .collect();
    let begin = Instant::now();
    let table = StaticEncoder::standard();
    println!("static table: loaded in {:?}", begin.elapsed());
    let begin = Instant::now();
    println!("{} sentences in {:?}", table.encode(&inputs).len(), begin.elapsed());
    let encodings = table.encode(&inputs);
    let fastest = (0..20).map(|_| all_pairs(&encodings).1).min().unwrap_or_default();
    println!("all pairs of them in {fastest:?}");
    for n_threads in [1, 2] {
        let begin = Instant::now();
        let encoder = Encoder::standard().with_threads(n_threads);
        println!("{n_threads} threads: loaded in {:?}", begin.elapsed());
        for _ in 0..3 {
            let begin = Instant::now();
            let encodings = encoder.encode(&inputs);
            let encoded = begin.elapsed();
            let (total, compared) = all_pairs(&encodings);
            let n_sentences = encodings.len();
            println!("{n_sentences} sentences in {encoded:?}, all pairs in {compared:?} ({total})");
        }
    }
}

fn all_pairs(encodings: &[Encoding]) -> (f32, Duration) {
    let begin = Instant::now();
    let pairs = encodings.iter().flat_map(|lhs| encodings.iter().map(move |rhs| (lhs, rhs)));
    (pairs.map(|(lhs, rhs)| align(lhs, rhs).lhs_in_rhs).sum(), begin.elapsed())
}
