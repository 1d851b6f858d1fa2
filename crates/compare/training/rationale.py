"""Trains what says in which words of two sentences a difference lies: boosted trees over words, and how surely the words they choose are right.

    rationale.py TELLINGS OUT_DIR [--more TELLINGS WEIGHT]...

TELLINGS and what --more adds are what `judge.py` was given; the words are read from TELLINGS.words, where there is such a file. The trees
learn from pairs in which readers marked words of both sentences for a difference of the family. A side's words are then the run with
most to gain (`compare/src/difference/rationale.rs`), and a logistic regression over what the judge says and the mean log-odds of both
runs tells how likely readers note such a difference at these words: half of the words shown are theirs and a quarter of theirs is shown, on both
sides. OUT_DIR gets rationale-value.bin and so on and rationale.tsv: family, figure, weight; "all" is the constant.
Every figure printed is out of fold of gold/train.
"""
import argparse, os

import lightgbm as lgb
import numpy as np
from sklearn.linear_model import LogisticRegression

import judge
from judge import FOLDS, SEED, export

FAMILIES = ["value", "wording", "source"]  # of names and contradictions too few words are found again
ROUNDS = 200
PARAMS = dict(objective="binary", learning_rate=0.05, num_leaves=15, min_data_in_leaf=40, feature_fraction=0.4, bagging_fraction=0.7, bagging_freq=1,
              lambda_l2=5.0, verbose=-1, seed=SEED, deterministic=True, num_threads=1)
LEAST, LONGEST = -0.6, 12  # as in rationale.rs: log-odds from which a word gains, and words of a run
N_LABELS = len(judge.FAMILIES)
STOP = 63  # the column that says that a word carries no topic


class Words:
    """Words of a file of tellings: the row of their pair, side, labels and evidence; runs of words of one side."""
    def __init__(self, path):
        t = judge.table(path + ".words")
        self.pair, self.side, self.labels, self.values = t[:, 0].astype(int), t[:, 1].astype(int), t[:, 2:2 + N_LABELS].astype(int), t[:, 2 + N_LABELS:]
        ends = np.flatnonzero(np.diff(self.pair * 2 + self.side)) + 1
        self.sides = list(zip(np.r_[0, ends], np.r_[ends, len(t)]))

    def marked(self, k):
        """Which words belong to pairs with marked words of family `k` on both sides."""
        has = np.zeros((self.pair.max() + 1, 2), bool)
        np.logical_or.at(has, (self.pair, self.side), self.labels[:, k] == 1)
        return has.all(1)[self.pair]


def run(gains):
    """First and last word of the run that gains most."""
    best = (-np.inf, 0, 0)
    for first in range(len(gains)):
        for length, gain in enumerate(np.cumsum(gains[first:first + LONGEST])):
            best = max(best, (gain, -first, first + length))
    return -best[1], best[2]


def chosen(words, log_odds, k):
    """For each pair the mean log-odds of the runs chosen, the lower first, and whether both are right."""
    sides = {}
    for a, b in words.sides:
        first, last = run(log_odds[a:b] - LEAST)
        topic, marked = words.values[a:b, STOP] == 0, words.labels[a:b, k] == 1
        shown = (np.arange(b - a) >= first) & (np.arange(b - a) <= last) & topic
        both, marked = (shown & marked).sum(), (marked & topic).sum()
        right = both >= 0.5 * max(1, shown.sum()) and both >= 0.25 * max(1, marked)
        sides.setdefault(words.pair[a], []).append((log_odds[a:b][first:last + 1].mean(), right))
    pairs = {pair: it for pair, it in sides.items() if len(it) == 2}
    means = np.array([sorted(mean for mean, _ in it) for it in pairs.values()])
    return np.array(list(pairs)), means, np.array([all(right for _, right in it) for it in pairs.values()]).astype(int)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("tellings"); ap.add_argument("out"); ap.add_argument("--more", nargs=2, action="append", default=[]); o = ap.parse_args()
    fold, y, x = judge.read(o.tellings)
    judged = judge.out_of_fold(fold, y, x, [(*judge.read(path)[1:], float(weight)) for path, weight in o.more])
    words, others = Words(o.tellings), [Words(path) for path, _ in o.more if os.path.exists(path + ".words")]
    lines = ["# family\tfigure\tweight; made by training/rationale.py\n"]
    for family in FAMILIES:
        k = judge.FAMILIES.index(family)

        def grow(rows):
            use = rows & words.marked(k)
            parts = [(words.values[use], words.labels[use, k] == 1)] + [(it.values[it.marked(k)], it.labels[it.marked(k), k] == 1) for it in others]
            return lgb.train(PARAMS, lgb.Dataset(np.concatenate([it[0] for it in parts]), np.concatenate([it[1] for it in parts]).astype(int)), ROUNDS)

        log_odds = np.zeros(len(words.pair))
        for f in range(FOLDS):
            here = fold[words.pair] == f
            log_odds[here] = grow(~here).predict(words.values[here], raw_score=True)
        use, right = words.marked(k), words.labels[:, k] == 1
        print("%-8s words of %d pairs: AP %.3f, best F1 %.3f at %.2f" % (family, len(set(words.pair[use])), *judge.best(log_odds[use], right[use].astype(int))))
        pairs, means, good = chosen(words, log_odds, k)
        p = judged[pairs, k].clip(1e-4, 1 - 1e-4)
        figures = np.column_stack([judge.log_odds(p), means])
        fit = lambda rows: LogisticRegression(max_iter=3000).fit(figures[rows], good[rows])
        said = np.zeros(len(pairs))
        for f in range(FOLDS):
            here = fold[pairs] == f
            said[here] = fit(~here).predict_proba(figures[here])[:, 1]
        labelled = y[pairs, k] == 1
        print("         both sides right %d of %d; " % (good.sum(), labelled.sum()) + " ".join(
            "%.2f: %d, right %.2f, labelled %.2f" % (c, (said >= c).sum(), good[said >= c].mean(), labelled[said >= c].mean()) for c in (0.2, 0.25, 0.3, 0.35, 0.4)))
        model = fit(slice(None))
        lines += ["%s\t%s\t%.3f\n" % (family, name, it) for name, it in zip(("all", "judged", "lower", "higher"), (model.intercept_[0], *model.coef_[0]))]
        export(grow(np.ones(len(words.pair), bool)), os.path.join(o.out, f"rationale-{family}.bin"))
    with open(os.path.join(o.out, "rationale.tsv"), "w") as f:
        f.writelines(lines)


if __name__ == "__main__":
    main()
