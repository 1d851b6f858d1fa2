"""Measures an exported model as the program runs it, on events of a fold.

    python check.py --onnx OUT/fold0/model.onnx --tokenizer tokenizer.json --data ../../../../shared/gold/train --fold 0

`match` sums the two directions of the token match; `together` does so with weights scaled by rarity within the story; `mix` adds the
cosine to `together`.
"""
import argparse

import numpy as np
import onnxruntime
from sklearn.metrics import average_precision_score, precision_recall_curve
from tokenizers import Tokenizer

import events
from train import prepare


def unit(x):
    return x / np.maximum(np.linalg.norm(x, axis=-1, keepdims=True), 1e-9)


def main():
    o = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    o.add_argument("--onnx", required=True)
    o.add_argument("--tokenizer", required=True)
    o.add_argument("--data", required=True)
    o.add_argument("--fold", type=int, help="only events of this fold; all without it")
    o.add_argument("--context", type=int, default=16)
    o.add_argument("--threads", type=int, default=2)
    o = o.parse_args()
    tokenizer = Tokenizer.from_file(o.tokenizer)
    tokenizer.no_padding(), tokenizer.no_truncation()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = o.threads
    session = onnxruntime.InferenceSession(o.onnx, options)
    truth, got = [], {"cosine": [], "match": [], "together": [], "mix": []}
    for place, story in enumerate(events.load(o.data)):
        if o.fold is not None and place % 3 != o.fold:
            continue
        prepare([story], tokenizer, o.context)
        vectors, tokens, weights, pieces = [], [], [], []
        for ids, first in zip(story["ids"], story["first"]):
            ids = np.array(ids if len(ids) > first + 1 else ids[:-1] + [100, 102], dtype=np.int32)
            types = (np.arange(len(ids)) >= first).astype(np.int32)
            h, t, w = session.run(None, {"ids": ids, "types": types})
            own = slice(first, len(ids) - 1)
            vectors.append(h[own].sum(0)), tokens.append(unit(t[own])), pieces.append(ids[own])
            w = np.exp(w[own, 0] - w[own, 0].max())
            weights.append(w / w.sum())
        n = len(tokens)
        starts = np.cumsum([0] + [len(t) for t in tokens])[:-1]
        rows = np.concatenate(tokens)
        best = np.maximum.reduceat(rows @ rows.T, starts, axis=1)
        flat, ids = np.concatenate(weights), np.concatenate(pieces)
        found = {}
        for p in pieces:
            for i in set(p.tolist()):
                found[i] = found.get(i, 0) + 1
        scaled = flat * np.log((n + 1) / np.array([found[i] for i in ids.tolist()]))
        scaled /= np.repeat(np.add.reduceat(scaled, starts), np.diff(np.append(starts, len(flat))))
        article = story["article"]
        cross = article[:, None] < article[None]
        truth.append(story["links"][cross])
        v = unit(np.stack(vectors))
        got["cosine"].append((v @ v.T)[cross])
        for name, w in (("match", flat), ("together", scaled)):
            one = np.add.reduceat(best * w[:, None], starts, axis=0)
            got[name].append((one + one.T)[cross])
        got["mix"].append(got["cosine"][-1] + got["together"][-1])
    y = np.concatenate(truth)
    for name, scores in got.items():
        s = np.concatenate(scores)
        p, r, _ = precision_recall_curve(y, s)
        f = (2 * p * r / np.maximum(p + r, 1e-9)).max()
        print(f"{name:9} AP {average_precision_score(y, s):.3f}  F1 {f:.3f}  R@P80 {r[p >= 0.8].max():.3f}")


if __name__ == "__main__":
    main()
