"""Trains the weights by which `context` tells what a sentence is for.

    cargo build --release -p tests --bin lenses
    target/release/lenses signs ../shared signs.jsonl
    python crates/lens/training/context.py signs.jsonl crates/lens/weights

Needs numpy and scikit-learn; takes some minutes. Cross-validation leaves out whole events; nothing is drawn
by chance. First the weights of the words and signs alone (`context.en.tsv`), then how these are heard beside the
vector by which the encoder reads the sentence (`context.vector.tsv`): from what the words say of events that they
were not learned from.
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
SCALE = 4  # of the vector, whose length is 1: how far it is heard
LEAST_WEIGHT = 3  # hundredths; a sign that speaks for and against no sort as much as this is left out


def model():
    return LogisticRegression(C=STRENGTH, max_iter=2000, fit_intercept=False)


def rates(label, said):
    shown, there = said != 0, label != 0
    right = ((said == label) & there).sum()
    p, r = right / max(1, shown.sum()), right / there.sum()
    return f"right {np.mean(said == label):.3f}, more than reported: P {p:.3f} R {r:.3f} F1 {2 * p * r / max(1e-9, p + r):.3f}"


def decide(prob):
    best = prob.argmax(1)
    return np.where(prob.max(1) >= LEAST_LIKELY, best, 0)


def left_out(x, label, event):
    """What is said of each event by weights learned from the others."""
    prob = np.zeros((len(label), len(SORTS)))
    for train, test in GroupKFold(8).split(x, label, event):
        prob[test] = model().fit(x[train], label[train]).predict_proba(x[test])
    return prob


def show(name, label, prob):
    said = decide(prob)
    print(name, rates(label, said))
    for n, sort in enumerate(SORTS):
        p, r = np.mean(label[said == n] == n) if (said == n).any() else 0, np.mean(said[label == n] == n)
        print(f"   {sort}: P {p:.3f} R {r:.3f} of {np.sum(label == n)}")


def write(path, names, weights, unit, least=0):
    with open(path, "w") as f:
        f.write("# sign\t" + "\t".join(SORTS) + f"; in 1/{unit}, made by training/context.py\n")
        for name, row in zip(names, np.round(weights * unit).astype(int)):
            if np.abs(row).max() >= least: f.write(name + "\t" + "\t".join(map(str, row)) + "\n")


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
    prob = left_out(x, label, event)
    show("words", label, prob)
    write(f"{out}/context.en.tsv", names, model().fit(x, label).coef_.T, 100, LEAST_WEIGHT)

    width = max(len(it["vector"]) for it in rows)
    vector = np.array([it["vector"] or [0.0] * width for it in rows])
    both = np.hstack([np.log(prob), np.ones((len(rows), 1)), vector * SCALE])
    show("words and vector", label, left_out(both, label, event))
    weights = model().fit(both, label).coef_.T
    weights[len(SORTS) + 1:] *= SCALE
    write(f"{out}/context.vector.tsv", SORTS + ["all"] + list(map(str, range(width))), weights, 1000)


if __name__ == "__main__":
    main(*sys.argv[1:])
