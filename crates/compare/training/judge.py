"""Trains the judge of differences: boosted trees, one model for each family of kinds.

    judge.py TELLINGS OUT_DIR [--more TELLINGS WEIGHT]... [--fast]

TELLINGS is what `tellings` of the `tests` package writes about the links that the program finds in gold/train, right and wrong ones, by
trees that have not seen their event; OUT_DIR gets value.bin, who.bin, wording.bin, source.bin and contradiction.bin; with
--fast fast-value.bin and so on, for links that no network has read. --more adds tellings of stories labelled once (`encode/training/labels`), each row
with this weight; their readers note other shares of differences, so their log-odds start as far from those of gold/train as the shares of each
family do. What `slots.py` learned is part of the evidence: it comes first. Every figure printed is out of fold of gold/train: of each family AP,
best F1 and the precision and recall at some probabilities, then all families pooled and pairs of sentences that differ at all. What only some
readings of an event see is neither right nor wrong.
"""
import argparse, os, sys

import lightgbm as lgb
import numpy as np

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../cluster/training"))
from train import export  # the same form of trees

FAMILIES = ["value", "who", "wording", "source", "contradiction"]
FOLDS, SEED, ROUNDS = 3, 20310304, 300
PARAMS = dict(objective="binary", learning_rate=0.04, num_leaves=8, min_data_in_leaf=60, feature_fraction=0.4, bagging_fraction=0.8,
              bagging_freq=1, lambda_l2=10.0, max_bin=127, verbose=-1, seed=SEED, deterministic=True, num_threads=1)


def best(p, y):
    o = np.argsort(-p, kind="stable"); right = np.cumsum(y[o]); shown = np.arange(1, len(y) + 1)
    f = 2 * right / (shown + y.sum()); i = f.argmax()
    return (right / shown * y[o]).sum() / y.sum(), f[i], p[o][i]


def log_odds(share):
    return np.log(share / (1 - share))


def table(path):
    """The rows of a file of `tellings`."""
    with open(path, "rb") as f:
        width = int(f.readline()); return np.frombuffer(f.read(), "<f4").reshape(-1, width)


def read(path):
    """Folds, labels of each family, and evidence."""
    t = table(path)
    return t[:, 0].astype(int), t[:, 1:6].astype(int), t[:, 6:]


def grow(k, y, x, more):
    """For family `k` the log-odds that trees start from and the trees, of these rows and of `more`: labels, evidence and weight of other stories."""
    use = y[:, k] >= 0
    start, parts = log_odds(y[use, k].mean()), []
    for labels, evidence, weight in [(y[use], x[use], 1.0), *more]:
        n, share = len(labels), (labels[:, k] == 1).mean()
        parts.append((evidence, labels[:, k], np.full(n, weight), np.full(n, log_odds(share))))
    values, labels, weights, starts = map(np.concatenate, zip(*parts))
    return start, lgb.train(PARAMS, lgb.Dataset(values, labels, weight=weights, init_score=starts), ROUNDS)


def out_of_fold(fold, y, x, more):
    """For each row and family the probability by trees that have not seen the row's fold."""
    p = np.zeros(y.shape)
    for f in range(FOLDS):
        for k in range(len(FAMILIES)):
            start, trees = grow(k, y[fold != f], x[fold != f], more)
            p[fold == f, k] = 1 / (1 + np.exp(-start - trees.predict(x[fold == f], raw_score=True)))
    return p


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("tellings"); ap.add_argument("out"); ap.add_argument("--fast", action="store_true")
    ap.add_argument("--more", nargs=2, action="append", default=[]); o = ap.parse_args()
    fold, y, x = read(o.tellings)
    more = [(*read(path)[1:], float(weight)) for path, weight in o.more]
    p = out_of_fold(fold, y, x, more)
    for k, family in enumerate(FAMILIES):
        start, trees = grow(k, y, x, more)
        export(trees, os.path.join(o.out, ("fast-" if o.fast else "") + family + ".bin"), start)
        at = " ".join("%.2f:P%.2f R%.2f" % (c, y[p[:, k] >= c, k].mean() if (p[:, k] >= c).any() else 0, y[p[:, k] >= c, k].sum() / y[:, k].sum())
                      for c in (0.2, 0.3, 0.4, 0.5, 0.6))
        y[:, k] = y[:, k].clip(0)
        print("%-14s n %4d  AP %.3f  best F1 %.3f at %.2f   %s" % (family, y[:, k].sum(), *best(p[:, k], y[:, k]), at))
    print("typed, pooled: AP %.3f  best F1 %.3f at %.2f" % best(p.ravel(), y.ravel()))
    any_y = y.any(1).astype(int); any_p = 1 - np.prod(1 - p, axis=1)
    print("any: AP %.3f  best F1 %.3f at %.2f; all %.3f" % (*best(any_p, any_y), 2 * any_y.mean() / (1 + any_y.mean())))
    for c in (0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5):
        s = p >= c; d = s.any(1)
        tp, td = (s & (y == 1)).sum(), (d & (any_y == 1)).sum()
        f = lambda tp, shown, gold: 2 * tp / (shown + gold)
        print("shown at %.2f: typed P %.3f R %.3f F1 %.3f   any P %.3f R %.3f F1 %.3f" % (c, tp / s.sum(), tp / y.sum(), f(tp, s.sum(), y.sum()), td / d.sum(), td / any_y.sum(), f(td, d.sum(), any_y.sum())))


if __name__ == "__main__":
    main()
