"""Trains what says whether two values that can both be true are told of the same: logistic regressions of a few figures.

    cargo build --release -p tests --bin rates
    target/release/rates ../shared/gold/train --slots SLOTS
    slots.py SLOTS OUT_DIR

OUT_DIR gets slots.tsv: sort of values, figure, weight; "all" is the constant. A pair of values is right if the labels note a
difference of a value at their words. Every figure printed is out of fold, whole events left out: of each sort AP, then at
some probabilities the share that is right and the share of the right ones found.
"""
import os, sys

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

FOLDS, STRENGTH = 5, 0.1  # inverse of the regularisation, over figures of variance 1


def fit(x, y):
    """Constant and weights for the figures as they are."""
    scale = StandardScaler().fit(x)
    model = LogisticRegression(C=STRENGTH, max_iter=2000).fit(scale.transform(x), y)
    weights = model.coef_[0] / scale.scale_
    return model.intercept_[0] - (weights * scale.mean_).sum(), weights


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    rows = [line.rstrip("\n").split("\t") for line in open(sys.argv[1])]
    lines = ["# sort\tfigure\tweight; made by training/slots.py\n"]
    for sort in ("amounts", "dates"):
        here = [row for row in rows if row[0] == sort]
        event, y = (np.array([int(row[k]) for row in here]) for k in (1, 2))
        names = [it.split("=")[0] for it in here[0][3:]]
        x = np.array([[float(it.split("=")[1]) for it in row[3:]] for row in here])
        p = np.zeros(len(y))
        for fold in range(FOLDS):
            out = event % FOLDS == fold
            constant, weights = fit(x[~out], y[~out])
            p[out] = 1 / (1 + np.exp(-constant - x[out] @ weights))
        order = np.argsort(-p, kind="stable")
        ap = (np.cumsum(y[order]) / np.arange(1, len(y) + 1) * y[order]).sum() / y.sum()
        at = " ".join("%.2f:P%.2f R%.2f" % (c, y[p >= c].mean(), y[p >= c].sum() / y.sum()) for c in (0.3, 0.4, 0.5, 0.6, 0.7))
        print("%-8s n %d, right %d  AP %.3f   %s" % (sort, len(y), y.sum(), ap, at))
        constant, weights = fit(x, y)
        lines += ["%s\t%s\t%.3f\n" % (sort, name, it) for name, it in zip(["all"] + names, [constant, *weights])]
    with open(os.path.join(sys.argv[2], "slots.tsv"), "w") as f:
        f.writelines(lines)


if __name__ == "__main__":
    main()
