"""Trains the weights of a pair of articles and of a link among its rivals: `train.py EVIDENCE FOLDER`.

EVIDENCE is what `stories --evidence EVIDENCE` wrote: EVIDENCE.json (labels of the keys, names of the columns) and rows
of float32 (new key, old key, evidence) for the labelled articles alone and among the others. Prints what the weights of
one half of the stories reach on the other half, by threshold, then writes the weights of all to OUT.
"""

import collections
import hashlib
import heapq
import json
import sys

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

# Keys from here on are of articles in no labelled story.
UNLABELLED = 100_000
# An unlabelled article may tell a labelled story all the same, so such a pair counts little as an example of "apart".
UNLABELLED_WEIGHT = 0.1
# The labelled stories never hold two articles of one outlet: that is how the editors chose, not how news is. Learned
# freely the weight would forbid it; so it is set, and only asks such a pair for more evidence.
SET = {"is_one_outlet": -2.0}
THRESHOLDS = np.arange(0.14, 0.64, 0.04)
# Links below are not kept (MIN_KEPT in gatherer.rs); what has no link counts as one of this.
LEAST = 0.02
RIVALS = ["own", "best_other", "least_other", "common"]


def half(story):
    return hashlib.md5(story.encode()).digest()[0] % 2


def load(path, width):
    rows = np.fromfile(path, dtype="<f4").reshape(-1, 2 + width)
    return rows[:, 0].astype(int), rows[:, 1].astype(int), rows[:, 2:]


def average_link(keys, pairs, threshold):
    near = collections.defaultdict(dict)
    for (a, b), p in pairs.items():
        near[a][b] = near[b][a] = p
    groups = {key: [key] for key in keys}
    heap = [(-p, a, b) for (a, b), p in pairs.items() if p >= threshold]
    heapq.heapify(heap)
    while heap:
        mean, a, b = heapq.heappop(heap)
        if a not in groups or b not in groups or b not in near[a]:
            continue
        if abs(near[a][b] / (len(groups[a]) * len(groups[b])) + mean) > 1e-9:
            continue
        groups[a] += groups.pop(b)
        near[a].pop(b)
        for other, p in near.pop(b).items():
            if other != a:
                near[other].pop(b, None)
                near[a][other] = near[a].get(other, 0) + p
        for other, p in near[a].items():
            near[other][a] = p
            mean = p / (len(groups[a]) * len(groups[other]))
            if mean >= threshold:
                heapq.heappush(heap, (-mean, a, other))
    return groups.values()


def scores(groups, story, keys):
    """B-cubed F1; pairwise F1, precision and recall of the articles `keys` among all labelled ones."""
    group_of = {key: idx for idx, group in enumerate(groups) for key in group}
    found, gold = collections.defaultdict(set), collections.defaultdict(set)
    for key in story:
        found[group_of[key]].add(key)
        gold[story[key]].add(key)
    precision = recall = both = n_found = n_gold = 0
    for key in keys:
        mine, right = found[group_of[key]], gold[story[key]]
        n_both = len(mine & right)
        precision += n_both / len(mine) / len(keys)
        recall += n_both / len(right) / len(keys)
        both, n_found, n_gold = both + n_both - 1, n_found + len(mine) - 1, n_gold + len(right) - 1
    p, r = both / max(n_found, 1), both / n_gold
    return np.array([2 * precision * recall / (precision + recall), 2 * p * r / max(p + r, 1e-9), p, r])


def examples(sets, story, side):
    """Rows, labels and weights of the pairs whose labelled articles are all of the other half."""
    rows, labels, weights = [], [], []
    for a, b, x in sets.values():
        known = (a < UNLABELLED) & (b < UNLABELLED)
        may = lambda key: key >= UNLABELLED or half(story[key]) != side
        keep = ((a < UNLABELLED) | (b < UNLABELLED)) & np.array([may(i) and may(j) for i, j in zip(a, b)])
        rows.append(x[keep])
        labels.append(np.array([story.get(i) == story.get(j) for i, j in zip(a[keep], b[keep])]) & known[keep])
        weights.append(np.where(known[keep], 1.0, UNLABELLED_WEIGHT))
    return np.vstack(rows), np.concatenate(labels), np.concatenate(weights)


def fit(names, rows, labels, weights):
    """Weights of all columns and the offset; those set are kept out of the fit."""
    free = [idx for idx, name in enumerate(names) if name not in SET]
    model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=3000))
    model.fit(rows[:, free], labels, logisticregression__sample_weight=weights)
    scaler, regression = model[0], model[1]
    fitted = np.array([SET.get(name, 0.0) for name in names])
    fitted[free] = regression.coef_[0] / scaler.scale_
    return fitted, regression.intercept_[0] - (fitted[free] * scaler.mean_).sum()


def probability(fitted, rows):
    weights, offset = fitted
    return 1 / (1 + np.exp(-(rows @ weights + offset)))


def rivals(a, b, p):
    """Of each link kept its log-odds, the highest and the lowest of the best others of both ends, and the best article
    that both ends are linked to."""
    odds = np.log(p / (1 - p))
    least = np.log(LEAST / (1 - LEAST))
    links = collections.defaultdict(dict)
    for i, j, value in zip(a, b, odds):
        links[i][j] = links[j][i] = value
    best = {key: sorted(((value, other) for other, value in of.items()), reverse=True)[:2] for key, of in links.items()}
    rows = np.empty((len(a), len(RIVALS)))
    for idx, (i, j) in enumerate(zip(a, b)):
        others = [next((value for value, key in best[end] if key != but), least) for end, but in ((i, j), (j, i))]
        small, large = sorted((links[i], links[j]), key=len)
        common = max((min(value, large[key]) for key, value in small.items() if key in large), default=least)
        rows[idx] = odds[idx], max(others), min(others), common
    return rows


def kept(fitted, a, b, x):
    p = np.clip(probability(fitted, x), 0, 0.999)
    keep = p >= LEAST
    return a[keep], b[keep], rivals(a[keep], b[keep], p[keep])


def write(path, names, fitted):
    weights, offset = fitted
    with open(path, "w") as file:
        file.write(f"offset {offset:.5f}\n")
        for name, weight in zip(names, weights):
            file.write(f"{name} {weight:.5f}\n")


def main():
    path, folder = sys.argv[1:]
    labels, names = json.load(open(path + ".json"))
    story = {key: name for key, name, _ in labels}
    sets = {name: load(f"{path}.{name}", len(names)) for name in ("alone", "mixed")}
    for name, (a, b, _) in sets.items():
        n = sum(i in story and story[i] == story.get(j) for i, j in zip(a, b))
        print(f"{name}: {len(a)} pairs weighed, {n} of one story")
    totals = {name: np.zeros((len(THRESHOLDS), 4)) for name in sets}
    for side in (0, 1):
        pair = fit(names, *examples(sets, story, side))
        links = {name: kept(pair, *rows) for name, rows in sets.items()}
        link = fit(RIVALS, *examples(links, story, side))
        keys = [key for key in story if half(story[key]) == side]
        for name, (a, b, x) in links.items():
            pairs = {(min(i, j), max(i, j)): q for i, j, q in zip(a, b, probability(link, x))}
            every = set(story) | set(a) | set(b)
            for idx, threshold in enumerate(THRESHOLDS):
                totals[name][idx] += scores(list(average_link(every, pairs, threshold)), story, keys) / 2
    print("held-out halves: least mean | alone B-cubed, pairwise F1 (precision, recall) | among the others the same")
    for idx, threshold in enumerate(THRESHOLDS):
        told = " | ".join("%.3f %.3f (%.3f %.3f)" % tuple(totals[name][idx]) for name in sets)
        print(f"{threshold:.2f} | {told}")
    pair = fit(names, *examples(sets, story, None))
    links = {name: kept(pair, *rows) for name, rows in sets.items()}
    write(folder + "/pair.txt", names, pair)
    write(folder + "/link.txt", RIVALS, fit(RIVALS, *examples(links, story, None)))


if __name__ == "__main__":
    main()
