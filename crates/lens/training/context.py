"""Trains the weights by which `context` tells what a sentence is for.

    cargo build --release -p tests --bin lenses
    target/release/lenses signs ../shared signs.jsonl
    python crates/lens/training/context.py signs.jsonl crates/lens/weights/context.en.tsv

Needs numpy and scikit-learn; takes some minutes. Cross-validation leaves out whole events; nothing is drawn
by chance.
"""
import json, sys

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

SORTS = ["reported", "background", "history", "law", "consequence", "opinion", "judgement"]
LEAST_EVENTS = 4  # a sign of fewer events is left out
LEAST_LIKELY = 0.5  # that of `purpose.rs`
STRENGTH = 0.1  # inverse of the regularisation
LEAST_WEIGHT = 3  # hundredths; a sign that speaks for and against no sort as much as this is left out


def model():
    return LogisticRegression(C=STRENGTH, max_iter=200, fit_intercept=False)


def rates(label, said):
    shown, there = said != 0, label != 0
    right = ((said == label) & there).sum()
    p, r = right / max(1, shown.sum()), right / there.sum()
    return f"right {np.mean(said == label):.3f}, more than reported: P {p:.3f} R {r:.3f} F1 {2 * p * r / max(1e-9, p + r):.3f}"


def decide(prob):
    best = prob.argmax(1)
    return np.where(prob.max(1) >= LEAST_LIKELY, best, 0)


def main(path, out):
    rows = [json.loads(line) for line in open(path)]
    event = np.array([it["event"] for it in rows])
    label = np.array([SORTS.index(it["sort"]) for it in rows])
    events = {}
    for it in rows:
        for sign in it["signs"]: events.setdefault(sign, set()).add(it["event"])
    names = sorted(it for it, where in events.items() if len(where) >= LEAST_EVENTS and "\t" not in it)
    place = {it: n for n, it in enumerate(names)}
    pairs = [(n, place[it]) for n, row in enumerate(rows) for it in row["signs"] if it in place]
    x = csr_matrix((np.ones(len(pairs)), tuple(np.array(pairs).T)), (len(rows), len(names)))
    print(len(rows), "sentences of", len(set(event)), "events,", len(names), "signs")
    prob = np.zeros((len(rows), len(SORTS)))
    for train, test in GroupKFold(8).split(x, label, event):
        prob[test] = model().fit(x[train], label[train]).predict_proba(x[test])
    said = decide(prob)
    print(rates(label, said))
    for n, name in enumerate(SORTS):
        p, r = np.mean(label[said == n] == n) if (said == n).any() else 0, np.mean(said[label == n] == n)
        print(f"   {name}: P {p:.3f} R {r:.3f} of {np.sum(label == n)}")
    weights = model().fit(x, label).coef_.T
    weights = np.round(weights * 100).astype(int)
    with open(out, "w") as f:
        f.write("# sign\t" + "\t".join(SORTS) + "; hundredths, made by training/context.py\n")
        for name, row in zip(names, weights):
            if np.abs(row).max() >= LEAST_WEIGHT: f.write(name + "\t" + "\t".join(map(str, row)) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
