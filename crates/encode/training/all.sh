#!/usr/bin/env bash
# From data to weights: the network, then the trees that read its figures. Seeds are fixed.
#
#     all.sh SHARED STARTS WORK      (from the project's root; SHARED holds gold and data)
#
# STARTS holds mpnet/model.safetensors (all-mpnet-base-v2, only to train with) and minilm/{model.safetensors,tokenizer.json}
# (all-MiniLM-L6-v2). The networks take about 15 minutes on one H200 and are out of reach of two cores; without an accelerator
# copy WORK/net from an earlier run and start at "trees".
set -euo pipefail
shared="$1" starts="$2" work="$3" here="$(dirname "$0")"
mkdir -p "$work/net" "$work/trees"

cargo build --release --package tests --package twicetold --bins
run() { python3 "$here/$1" "${@:2}"; }

# Pairs of the first step, out of fold, to choose what the networks learn from.
mkdir -p "$work/first" "$work/events"
python3 crates/cluster/training/train.py "$shared/gold/train" "$work/first" "$work/first" --name fast --fast
run labels/join.py "$shared/data/stories/labelled.jsonl.gz" "$work/events" "$shared/gold/train"
target/release/pairs "$work/events" "$work/events.jsonl" --scorers "$work/first"
target/release/pairs "$shared/data/stories/labelled.jsonl.gz" "$work/stories.jsonl"
target/release/pairs "$shared/data/summary/neus-train.jsonl.gz" "$work/neus.jsonl"
target/release/twicetold archive add --archive "$work/archive" --quiet "$shared/data/archive/articles-10k.jsonl.gz"
target/release/twicetold archive export --archive "$work/archive" --table articles --out "$work/articles.jsonl"
run gathered.py "$work/articles.jsonl" "$work/gathered.jsonl.gz" --without "$shared/data/stories/labelled.jsonl.gz" "$shared/gold/train" "$shared/gold/dev"
target/release/pairs "$work/gathered.jsonl.gz" "$work/gathered.jsonl"
run prepare.py "$work/data.npz" --tokenizer "$starts/minilm/tokenizer.json" --events "$work/events.jsonl" "$work/events" \
    --stories "$work/stories.jsonl" "$work/neus.jsonl" "$work/gathered.jsonl" --conflict "$shared/data/conflict/vitaminc.jsonl.gz"

# A teacher of the stories labelled once, then three, each without a third of the events; then the student, which sees none of them.
run fit.py convert --start "$starts/mpnet/model.safetensors" --out "$work/mpnet.pt"
run fit.py convert --start "$starts/minilm/model.safetensors" --out "$work/minilm.pt"
run fit.py teacher --data "$work/data.npz" --start "$work/mpnet.pt" --fold base --out "$work/net" --epochs 2 --top 200 --batch 96 --rate 5e-5 --conflict 4000
for fold in 0 1 2; do
    run fit.py teacher --data "$work/data.npz" --start "$work/net/base.pt" --fold $fold --out "$work/net" --epochs 3 --top 200 --conflict 3000 --silver 100
done
run fit.py student --data "$work/data.npz" --start "$work/minilm.pt" --soft "$work/net" --out "$work/net" --epochs 2 --batch 60 --rate 1.5e-4 --name final
run export.py "$work/net/student-final.npz" --start "$work/minilm.pt" --tokenizer "$starts/minilm/tokenizer.json" --out "$work/net/final"
cp "$work/net/final/model.onnx" "$work/net/final/pair.onnx" crates/encode/weights/
for fold in 0 1 2 all; do
    run fit.py table --data "$work/data.npz" --start "$work/minilm.pt" --fold $fold --soft "$work/net" --out "$work/net" --epochs 2 --batch 512 --top 240
    mkdir -p "$work/net/fold$fold"
    mv "$work/net/static-$fold.bin" "$work/net/fold$fold/static.bin"
done
cp "$work/net/foldall/static.bin" crates/encode/weights/

# Trees: of the links with and without the network, then of the differences.
cargo build --release --package tests --bins
tree() { python3 crates/cluster/training/train.py "$shared/gold/train" "$work/trees" crates/cluster/weights "$@"; }
tree --name fast --fast --encoders "$work/net"
tree --name standard --seeds 3
target/release/calibrate "$shared/gold/train" "$work/trees" fast "$work/net"
target/release/calibrate "$shared/gold/train" "$work/trees" standard
target/release/tellings "$shared/gold/train" "$work/tellings.bin"
python3 crates/compare/training/train.py "$work/tellings.bin" crates/compare/weights
python3 crates/compare/training/train.py "$work/tellings.bin" crates/compare/weights --fast

# Gathering: which articles tell one story.
target/release/stories --evidence "$work/evidence"
python3 crates/gather/training/train.py "$work/evidence" crates/gather/weights

# The lens `context`: what a sentence is for.
target/release/lenses signs "$shared" "$work/signs.jsonl"
python3 crates/lens/training/context.py "$work/signs.jsonl" crates/lens/weights/context.en.tsv
