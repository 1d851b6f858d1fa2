#!/usr/bin/env bash
# From data to weights: the network, then the trees that read its figures. Seeds are fixed.
#
#     all.sh SHARED STARTS WORK      (from the project's root; SHARED holds gold and data)
#
# STARTS holds mpnet/model.safetensors (all-mpnet-base-v2, only to train with) and minilm/{model.safetensors,tokenizer.json}
# (all-MiniLM-L6-v2). The teacher and the reader take about five minutes on one H200 and are out of reach of two cores; without an
# accelerator copy WORK/net from an earlier run and start at "trees".
set -euo pipefail
shared="$1" starts="$2" work="$3" here="$(dirname "$0")"
mkdir -p "$work/net" "$work/trees"

cargo build --release --package tests --package twicetold --bins
run() { python3 "$here/$1" "${@:2}"; }

# Pairs of the first step, out of fold, to choose what the networks learn from.
mkdir -p "$work/first" "$work/events"
python3 crates/cluster/training/train.py "$shared/gold/train" "$work/first" "$work/first" --name fast --fast
texts=("$shared/data/stories/labelled.jsonl.gz" "$shared/data/archive/articles-10k.jsonl.gz" "$shared/data/summary/neus-train.jsonl.gz")
run labels/join.py "$work/events" --events "$shared/gold/train" --texts "${texts[@]}"
for words in yes no; do run labels/join.py "$work/once-$words" --words $words --apart "$shared/gold/train" "$shared/gold/dev" --texts "${texts[@]}"; done
target/release/pairs "$work/events" "$work/events.jsonl" --scorers "$work/first"
target/release/pairs "$shared/data/stories/labelled.jsonl.gz" "$work/stories.jsonl"
target/release/pairs "$shared/data/summary/neus-train.jsonl.gz" "$work/neus.jsonl"
target/release/twicetold archive add --archive "$work/archive" --quiet "$shared/data/archive/articles-10k.jsonl.gz"
target/release/twicetold archive export --archive "$work/archive" --table articles --out "$work/articles.jsonl"
run gathered.py "$work/articles.jsonl" "$work/gathered.jsonl.gz" --without "$shared/data/stories/labelled.jsonl.gz" "$shared/gold/train" "$shared/gold/dev"
target/release/pairs "$work/gathered.jsonl.gz" "$work/gathered.jsonl"
run prepare.py "$work/data.npz" --tokenizer "$starts/minilm/tokenizer.json" --events "$work/events.jsonl" "$work/events" \
    --stories "$work/stories.jsonl" "$work/neus.jsonl" "$work/gathered.jsonl" --conflict "$shared/data/conflict/vitaminc.jsonl.gz" \
    --measured "$shared/gold/dev"

# The teacher reads the stories labelled once and says its mind; reader, encoder and table learn from that.
run fit.py convert --start "$starts/mpnet/model.safetensors" --out "$work/mpnet.pt"
run fit.py convert --start "$starts/minilm/model.safetensors" --out "$work/minilm.pt"
run fit.py teacher --data "$work/data.npz" --start "$work/mpnet.pt" --out "$work/net" --epochs 1 --pieces 12000 --rate 5e-5
run fit.py reader --data "$work/data.npz" --start "$work/minilm.pt" --soft "$work/net" --out "$work/net" --epochs 6 --rate 2.5e-4 --drop 0.05
run fit.py encoder --data "$work/data.npz" --start "$work/minilm.pt" --soft "$work/net" --out "$work/net" --epochs 2 --pairs 600 --rate 1.5e-4
run export.py --start "$work/minilm.pt" --encoder "$work/net/encoder.npz" --reader "$work/net/reader.npz" --out crates/encode/weights
for fold in 0 1 2 all; do
    run fit.py table --data "$work/data.npz" --start "$work/minilm.pt" --fold $fold --soft "$work/net" --out "$work/net" --pairs 512
    mkdir -p "$work/net/fold$fold"
    mv "$work/net/static-$fold.bin" "$work/net/fold$fold/static.bin"
done
cp "$work/net/foldall/static.bin" crates/encode/weights/

# Trees: of the links with and without the network, the word of the reader beside theirs, then trees of the differences.
cargo build --release --package tests --bins
tree() { python3 crates/cluster/training/train.py "$shared/gold/train" "$work/trees" crates/cluster/weights "$@"; }
tree --name fast --fast --encoders "$work/net"
tree --name standard --seeds 3 --more "$work/once-yes" 0.3
python3 crates/cluster/training/blend.py "$shared/gold/train" "$work/trees" # its numbers stand in crates/cluster/src/reading.rs
python3 crates/cluster/training/train_standing.py "$shared/gold/train" "$work/trees" crates/cluster/weights --more "$work/once-yes" 0.4
target/release/calibrate "$shared/gold/train" "$work/trees" fast "$work/net"
target/release/calibrate "$shared/gold/train" "$work/trees" standard
target/release/rates "$shared/gold/train" --slots "$work/slots.tsv"
python3 crates/compare/training/slots.py "$work/slots.tsv" crates/compare/weights
cargo build --release --package tests --bins # what is judged hears the slots
tellings() { target/release/tellings "$1" "$work/trees" standard "$work/$2.bin"; }
tellings "$shared/gold/train" tellings; tellings "$work/once-yes" once-yes; tellings "$work/once-no" once-no
rm "$work/once-no.bin.words" # its differences have none
more=(--more "$work/once-yes.bin" 0.5 --more "$work/once-no.bin" 0.25)
python3 crates/compare/training/judge.py "$work/tellings.bin" crates/compare/weights "${more[@]}"
python3 crates/compare/training/rationale.py "$work/tellings.bin" crates/compare/weights "${more[@]}"
target/release/tellings "$shared/gold/train" "$work/trees" fast "$work/tellings-fast.bin" "$work/net"
python3 crates/compare/training/judge.py "$work/tellings-fast.bin" crates/compare/weights --fast

# Gathering: which articles tell one story.
target/release/stories --evidence "$work/evidence"
python3 crates/gather/training/train.py "$work/evidence" crates/gather/weights

# The lens `context`: what a sentence is for.
target/release/lenses signs "$shared" "$work/signs.jsonl"
python3 crates/lens/training/context.py "$work/signs.jsonl" crates/lens/weights/context.en.tsv
