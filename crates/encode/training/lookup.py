"""Writes the table of static vectors that is shipped: word embeddings of the start model, nothing learned.

    python lookup.py --data ../../../../shared/gold/train --start DIR --out ../weights/static.bin

The vector of a word piece is its embedding less the mean one, along the principal directions of the text; its weight
is its rarity over the sentences of the text. Only the text of the events is read, not the labels.
"""
import argparse
import glob
import json
import os
import struct

import numpy as np
from safetensors.numpy import load_file
from tokenizers import Tokenizer


def main():
    o = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    o.add_argument("--data", required=True)
    o.add_argument("--start", required=True)
    o.add_argument("--width", type=int, default=64)
    o.add_argument("--out", required=True)
    o = o.parse_args()
    weights = load_file(os.path.join(o.start, "model.safetensors"))
    words = next(v for k, v in weights.items() if k.endswith("word_embeddings.weight"))
    tokenizer = Tokenizer.from_file(os.path.join(o.start, "tokenizer.json"))
    tokenizer.no_padding(), tokenizer.no_truncation()
    count, total = np.zeros(len(words)), 0
    for path in sorted(glob.glob(os.path.join(o.data, "*.json"))):
        for article in json.load(open(path))["articles"]:
            for cut in tokenizer.encode_batch(article["sentences"], add_special_tokens=False):
                count[np.unique(np.array(cut.ids, dtype=int))] += 1
                total += 1
    rarity = 0.4 * np.log(total / (count + 1))
    share = (count + 0.1)[:, None]
    words = words - (words * share).sum(0) / share.sum()
    _, _, axes = np.linalg.svd(words * np.sqrt(share), full_matrices=False)
    table = words @ axes[:o.width].T
    table /= np.maximum(np.linalg.norm(table, axis=1, keepdims=True), 1e-6)
    step = np.abs(table).max(1) / 127 + 1e-9
    with open(o.out, "wb") as file:
        file.write(struct.pack("<II", *table.shape))
        file.write(np.stack([step, rarity], 1).astype("<f4").tobytes())
        file.write(np.clip(np.round(table / step[:, None]), -127, 127).astype(np.int8).tobytes())


if __name__ == "__main__":
    main()
