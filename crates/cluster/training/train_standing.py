"""Trains the trees for a second look at the likely pairs of a story, `cluster::standing`.

    train_standing.py EVENTS_DIR WORK_DIR OUT_DIR [--name standard]

WORK_DIR holds <name>-fold0.bin and so on, as `train.py` writes them, and gets standing-fold0.bin and so on; OUT_DIR gets standing.bin. What the
look sees is computed by the product itself (`features --look`), with trees that have not seen the event; the network has seen none. The trees
correct the log-odds that a pair has so far. Printed is what each fold's pairs are worth with trees of the other two, before and after: the share
of pairs linked by the labels is taken among those looked at.
"""
import argparse, subprocess

import lightgbm as lgb
import numpy as np

from train import FOLDS, SEED, export, read

PARAMS = dict(objective="binary", learning_rate=0.03, num_leaves=8, min_data_in_leaf=60, feature_fraction=0.4, bagging_fraction=0.7, bagging_freq=1,
              lambda_l2=10.0, verbose=-1, deterministic=True, num_threads=1)
ROUNDS, SEEDS = 100, 4


def fit(values, labels):
    grow = lambda seed: lgb.train(PARAMS | dict(seed=SEED + seed), lgb.Dataset(values, labels, init_score=values[:, 0]), ROUNDS)
    return [grow(it) for it in range(SEEDS)]


def worth(name, scores, labels):
    o = np.argsort(-scores, kind="stable"); right = np.cumsum(labels[o]); shown = np.arange(1, len(o) + 1)
    f = 2 * right / (shown + labels.sum()); at = right[right / shown >= 0.8]
    print(f"{name}: F1 {f.max():.4f}, recall at precision 0.80 {at.max() / labels.sum() if len(at) else 0:.4f}")


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("events"); ap.add_argument("work"); ap.add_argument("out"); ap.add_argument("--name", default="standard")
    ap.add_argument("--features", default="target/release/features"); ap.add_argument("--reuse", action="store_true")
    args = ap.parse_args()
    parts = []
    for k in range(FOLDS):
        out = f"{args.work}/{args.name}{k}.look"
        if not args.reuse:
            subprocess.run([args.features, args.events, out, "--fold", f"{k}/{FOLDS}", "--read", f"{args.work}/{args.name}-fold{k}.bin", "--look", "yes"], check=True)
        parts.append(read(out)[1:])
    corrected = []
    for k in range(FOLDS):
        models = fit(*map(np.concatenate, zip(*(parts[:k] + parts[k + 1:]))))
        export(models, f"{args.work}/standing-fold{k}.bin")
        values, labels = parts[k]
        corrected.append(values[:, 0] + np.mean([it.predict(values, raw_score=True) for it in models], axis=0))
        worth(f"fold {k} before", values[:, 0], labels); worth(f"fold {k} after", corrected[k], labels)
    values, labels = map(np.concatenate, zip(*parts))
    worth("all before", values[:, 0], labels); worth("all after", np.concatenate(corrected), labels)
    export(fit(values, labels), f"{args.out}/standing.bin")


if __name__ == "__main__":
    main()
