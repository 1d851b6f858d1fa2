"""Fits how likely two articles are to be of one event, from what they share.

    train_kinship.py KINSHIPS.csv [COLUMN ...]      (the `kinships` program of the `tests` package writes the file)

Prints the weights for `kinship.rs` and, out of fold, how well they tell one event from two.
"""
import sys

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

table = np.loadtxt(sys.argv[1], delimiter=",")
columns = [int(it) for it in sys.argv[2:]] or list(range(2))
labels, folds, figures = table[:, 0], table[:, 1], table[:, 2:][:, columns]
mean, spread = figures.mean(0), figures.std(0)


def fit(rows):
    return LogisticRegression(C=1.0, class_weight="balanced", max_iter=5000).fit(
        (figures[rows] - mean) / spread, labels[rows])


said = np.zeros(len(labels))
for fold in range(3):
    said[folds == fold] = fit(folds != fold).predict_proba((figures[folds == fold] - mean) / spread)[:, 1]
print(f"{len(labels)} pairs of articles, AUC {roc_auc_score(labels, said):.4f}")
for name, of in [("one event", said[labels == 1]), ("two events", said[labels == 0])]:
    print(name, "percentiles 1 5 10 25 50 75 90 95 99:", *np.round(np.percentile(of, [1, 5, 10, 25, 50, 75, 90, 95, 99]), 3))
model = fit(np.ones(len(labels), bool))
weights = model.coef_[0] / spread
print("bias", round(float(model.intercept_[0] - (weights * mean).sum()), 4))
for column, weight in zip(columns, weights):
    print("weight", column, round(float(weight), 4))
