"""Trains the trees for a second look at the likely pairs of a story, `cluster::standing`.

    train_standing.py EVENTS_DIR WORK_DIR OUT_DIR [--name standard] [--more EVENTS_DIR WEIGHT]

WORK_DIR holds <name>-fold0.bin and so on, as `train.py` writes them, and gets standing-fold0.bin and so on; OUT_DIR gets standing.bin. What the
look sees is computed by the product itself (`features --look`), with trees that have not seen the event; the network has seen none. The trees
correct the log-odds that a pair has so far. Printed is what each fold's pairs are worth with trees of the other two, before and after: the share
of pairs linked by the labels is taken among those looked at. --more adds stories labelled once, parted and looked at in the same way; their readers link
another share of what is looked at, so their log-odds start as far apart as makes the shares come true.
"""
import argparse, subprocess

import lightgbm as lgb
import numpy as np

from train import FOLDS, SEED, export, read

PARAMS = dict(objective="binary", learning_rate=0.03, num_leaves=8, min_data_in_leaf=60, feature_fraction=0.4, bagging_fraction=0.7, bagging_freq=1,
              lambda_l2=10.0, verbose=-1, deterministic=True, num_threads=1)
ROUNDS, SEEDS = 300, 4


def base(values, labels):
    """What is to be added to the log-odds of these pairs so that their probabilities sum to what is linked: Newton's method."""
    it = 0.0
    for _ in range(50):
        p = 1 / (1 + np.exp(-values[:, 0] - it)); it += (labels.sum() - p.sum()) / (p * (1 - p)).sum()
    return it


def fit(events, more, weight):
    """The correcting trees, a model for each seed, of the folds of events and of `more`."""
    parts = [tuple(map(np.concatenate, zip(*folds))) for folds in (events, more) if folds]
    starts = [v[:, 0] + base(v, l) - base(*parts[0]) for v, l in parts]
    weights = np.concatenate([np.full(len(l), w) for (_, l), w in zip(parts, (1.0, weight))])
    values, labels = map(np.concatenate, zip(*parts)); start = np.concatenate(starts)
    grow = lambda seed: lgb.train(PARAMS | dict(seed=SEED + seed), lgb.Dataset(values, labels, weight=weights, init_score=start), ROUNDS)
    return [grow(it) for it in range(SEEDS)]


def worth(name, scores, labels):
    o = np.argsort(-scores, kind="stable"); right = np.cumsum(labels[o]); shown = np.arange(1, len(o) + 1)
    f = 2 * right / (shown + labels.sum()); at = right[right / shown >= 0.8]
    print(f"{name}: F1 {f.max():.4f}, recall at precision 0.80 {at.max() / labels.sum() if len(at) else 0:.4f}")


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("events"); ap.add_argument("work"); ap.add_argument("out"); ap.add_argument("--name", default="standard")
    ap.add_argument("--features", default="target/release/features"); ap.add_argument("--reuse", action="store_true")
    ap.add_argument("--more", nargs=2, default=[None, 0])
    args = ap.parse_args()

    def looks(events, name):
        for k in range(FOLDS):
            out = f"{args.work}/{name}{k}.look"
            if not args.reuse:
                subprocess.run([args.features, events, out, "--fold", f"{k}/{FOLDS}", "--read", f"{args.work}/{args.name}-fold{k}.bin", "--look", "yes"], check=True)
            yield read(out)[1:]

    once, weight = args.more[0], float(args.more[1])
    parts, more = list(looks(args.events, args.name)), list(looks(once, args.name + "-once")) if once else []
    corrected = []
    for k in range(FOLDS):
        models = fit(parts[:k] + parts[k + 1:], more[:k] + more[k + 1:], weight)
        export(models, f"{args.work}/standing-fold{k}.bin")
        values, labels = parts[k]
        corrected.append(values[:, 0] + np.mean([it.predict(values, raw_score=True) for it in models], axis=0))
        worth(f"fold {k} before", values[:, 0], labels); worth(f"fold {k} after", corrected[k], labels)
    values, labels = map(np.concatenate, zip(*parts))
    worth("all before", values[:, 0], labels); worth("all after", np.concatenate(corrected), labels)
    export(fit(parts, more, weight), f"{args.out}/standing.bin")


if __name__ == "__main__":
    main()
