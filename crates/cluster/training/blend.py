"""Weighs the word of the network that reads two sentences together against that of the trees: logistic regression.

    blend.py EVENTS_DIR WORK_DIR [--name standard]

WORK_DIR holds <name>-fold0.bin and so on, as `train.py` writes them: trees that have not seen the events of their fold; the network has seen none.
Prints the three numbers of `cluster::reading::BLEND`, and what each fold's pairs are worth with those of the other two.
"""
import argparse, subprocess

import numpy as np
from sklearn.linear_model import LogisticRegression

from train import FOLDS, read


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("events"); ap.add_argument("work"); ap.add_argument("--name", default="standard")
    ap.add_argument("--features", default="target/release/features")
    args = ap.parse_args()
    parts = []
    for k in range(FOLDS):
        out = f"{args.work}/{args.name}{k}.read"
        subprocess.run([args.features, args.events, out, "--fold", f"{k}/{FOLDS}", "--read", f"{args.work}/{args.name}-fold{k}.bin"], check=True)
        parts.append(read(out)[1:])
    fit = lambda parts: LogisticRegression(C=10).fit(*map(np.concatenate, zip(*parts)))
    show = lambda it: f"base {it.intercept_[0]:.3f}, trees {it.coef_[0, 0]:.3f}, reading {it.coef_[0, 1]:.3f}"
    for k in range(FOLDS):
        print(f"without fold {k}: {show(fit(parts[:k] + parts[k + 1:]))}")
    print(f"all: {show(fit(parts))}; {sum(len(l) for _, l in parts)} pairs read, {sum(l.sum() for _, l in parts)} of them linked")


if __name__ == "__main__":
    main()
