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

cargo build --release --package tests --bins
run() { python3 "$here/$1" "${@:2}"; }

# Pairs of the first step, out of fold, to choose what the networks learn from.
python3 crates/cluster/training/train.py "$shared/gold/train" "$work/trees" "$work/trees" --name fast --fast
target/release/pairs "$shared/gold/train" "$work/gold.jsonl" --scorers "$work/trees"
target/release/pairs "$shared/data/stories/labelled.jsonl.gz" "$work/stories.jsonl"
target/release/pairs "$shared/data/summary/neus-train.jsonl.gz" "$work/neus.jsonl"
run prepare.py "$work/data.npz" --tokenizer "$starts/minilm/tokenizer.json" --events "$work/gold.jsonl" "$shared/gold/train" \
    --stories "$work/stories.jsonl" "$work/neus.jsonl" --conflict "$shared/data/conflict/vitaminc.jsonl.gz"

# Three teachers, each without a third of the events; then students of the same folds and one of all.
run fit.py convert --start "$starts/mpnet/model.safetensors" --out "$work/mpnet.pt"
run fit.py convert --start "$starts/minilm/model.safetensors" --out "$work/minilm.pt"
for fold in 0 1 2; do
    run fit.py teacher --data "$work/data.npz" --start "$work/mpnet.pt" --fold $fold --out "$work/net" --epochs 3 --top 200
done
for fold in 0 1 2 all; do
    soft="$work/net/soft$fold.pt"
    if [ "$fold" = all ]; then soft="$work/net/soft0.pt $work/net/soft1.pt $work/net/soft2.pt"; fi
    # shellcheck disable=SC2086
    run fit.py student --data "$work/data.npz" --start "$work/minilm.pt" --fold $fold --split 3 --soft $soft --out "$work/net" \
        --epochs 2 --batch 256 --top 240 --name final
    folder="$work/net/fold$fold"
    if [ "$fold" = all ]; then folder="$work/net/final"; fi
    run export.py "$work/net/student-final-$fold.npz" --start "$work/minilm.pt" --tokenizer "$starts/minilm/tokenizer.json" --out "$folder"
done
cp "$work/net/final/model.onnx" "$work/net/final/pair.onnx" crates/encode/weights/

# Trees: of the links with and without the network, then of the differences.
cargo build --release --package tests --bins
python3 crates/cluster/training/train.py "$shared/gold/train" "$work/trees" crates/cluster/weights --name standard --encoders "$work/net"
python3 crates/cluster/training/train.py "$shared/gold/train" "$work/trees" crates/cluster/weights --name fast --fast
target/release/calibrate "$shared/gold/train" "$work/trees" standard "$work/net"
target/release/calibrate "$shared/gold/train" "$work/trees" fast
target/release/tellings "$shared/gold/train" "$work/tellings.bin" "$work/net"
python3 crates/compare/training/train.py "$work/tellings.bin" crates/compare/weights
python3 crates/compare/training/train.py "$work/tellings.bin" crates/compare/weights --fast
