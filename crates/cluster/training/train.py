"""Trains the boosted trees of the scorer, from labelled events to weights.

    train.py EVENTS_DIR WORK_DIR OUT_DIR [--encoders DIR] [--name standard] [--more EVENTS_DIR WEIGHT]

EVENTS_DIR  labelled events (gold/train); WORK_DIR  scratch; OUT_DIR  gets <name>.bin.
--encoders DIR holds fold0 fold1 fold2 (model.onnx, pair.onnx and tokenizer.json, or static.bin), each
trained without the events of its fold, so that the scorer learns from what the encoder gives on
events it has not seen; without it the shipped encoder is used for all. --more adds stories labelled
once (`encode/training/labels`), each pair with this weight, parted into folds as the events are.

The evidence is computed by the product itself (the `features` program of the `tests` package), so
training and use cannot drift apart. Every figure printed is out of fold of EVENTS_DIR.
"""
import argparse, os, struct, subprocess

import lightgbm as lgb
import numpy as np

FOLDS = 3
SEED = 20310304
PARAMS = dict(objective="binary", learning_rate=0.03, num_leaves=12, min_data_in_leaf=80,
              feature_fraction=0.3, bagging_fraction=0.8, bagging_freq=1, lambda_l2=5.0,
              max_bin=127, verbose=-1, seed=SEED, deterministic=True, num_threads=1)
ROUNDS = 500


def features(args, events, name, fold):
    out = f"{args.work}/{name}{fold}.evidence"
    command = [args.features, events, out, "--fold", f"{fold}/{FOLDS}"]
    if args.fast:
        command += ["--fast", "yes"]
    if args.encoders:
        command += ["--encoder", os.path.join(args.encoders, f"fold{fold}")]
    if not (args.reuse and os.path.exists(out)):
        subprocess.run(command, check=True)
    return read(out)


def read(path):
    with open(path, "rb") as f:
        names = f.readline().decode().rstrip("\n").split("\t")
        table = np.frombuffer(f.read(), dtype="<f4").reshape(-1, len(names))
    table = table[table[:, 0] >= 0]
    return names[1:], table[:, 1:], table[:, 0].astype(int)


def thinned(values, labels):
    """All linked pairs and the likelier of the others; of the rest a share, with more weight."""
    meaning = values[:, 3] + values[:, 7]
    near = meaning >= np.quantile(meaning, 0.7)
    keep = (labels == 1) | near | (np.random.default_rng(SEED).random(len(labels)) < 0.15)
    weights = np.where((labels == 1) | near, 1.0, 1 / 0.15)
    return values[keep], labels[keep], weights[keep]


def export(model, path, start=None):
    """The trees in the form that `cluster::Trees` reads; of several models the mean, their trees in turn. `start` is the log-odds that they
    add to, if they do not hold it themselves."""
    models = model if isinstance(model, list) else [model]
    grown = [[t["tree_structure"] for t in it.dump_model()["tree_info"]] for it in models]
    trees = [tree for turn in zip(*grown) for tree in turn]
    if start is not None: trees = [{"leaf_value": start * len(models)}] + trees
    out = [struct.pack("<I", len(trees))]
    for tree in trees:
        nodes = []

        def walk(node):
            at = len(nodes)
            nodes.append(None)
            if "leaf_value" in node:
                nodes[at] = struct.pack("<HfHH", 0xFFFF, node["leaf_value"] / len(models), 0, 0)
            else:
                left, right = walk(node["left_child"]), walk(node["right_child"])
                nodes[at] = struct.pack("<HfHH", node["split_feature"], node["threshold"], left, right)
            return at

        walk(tree)
        out += [struct.pack("<H", len(nodes))] + nodes
    with open(path, "wb") as f:
        f.write(b"".join(out))


def fit(events, more, weight, n_seeds=1):
    """A model for each seed, of the folds of events and of `more`."""
    parts = [thinned(*map(np.concatenate, zip(*folds))) for folds in (events, more) if folds]
    values, labels, weights = (np.concatenate(it) for it in zip(*parts))
    weights[len(parts[0][0]):] *= weight
    train = lambda seed: lgb.train(PARAMS | dict(seed=SEED + seed), lgb.Dataset(values, labels, weight=weights), ROUNDS)
    return [train(it) for it in range(n_seeds)]


def predict(models, values):
    return 1 / (1 + np.exp(-np.mean([it.predict(values, raw_score=True) for it in models], axis=0)))


def report(name, probabilities, labels):
    order = np.argsort(-probabilities, kind="stable")
    right = np.cumsum(labels[order])
    shown = np.arange(1, len(labels) + 1)
    gold = labels.sum()
    precision, recall = right / shown, right / gold
    f1 = 2 * right / (shown + gold)
    best = f1.argmax()
    r80 = recall[precision >= 0.8].max() if (precision >= 0.8).any() else 0.0
    ap = (precision * labels[order]).sum() / gold
    bins = np.minimum((probabilities * 10).astype(int), 9)
    ece = sum(abs((probabilities[bins == b] - labels[bins == b]).sum()) for b in range(10)) / len(labels)
    print(f"{name}: pairs AP {ap:.3f}  F1 {f1[best]:.3f} at p >= {probabilities[order][best]:.3f}"
          f"  R@P80 {r80:.3f}  ECE {ece:.4f}", flush=True)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("events"); ap.add_argument("work"); ap.add_argument("out")
    ap.add_argument("--encoders"); ap.add_argument("--name", default="standard")
    ap.add_argument("--fast", action="store_true", help="evidence without the transformer")
    ap.add_argument("--reuse", action="store_true", help="take evidence that WORK_DIR already holds")
    ap.add_argument("--seeds", type=int, default=1, help="models whose mean is taken")
    ap.add_argument("--more", nargs=2, default=[None, 0])
    ap.add_argument("--features", default="target/release/features")
    args = ap.parse_args()
    os.makedirs(args.work, exist_ok=True)
    parts = [features(args, args.events, args.name, k) for k in range(FOLDS)]
    columns = parts[0][0]
    parts = [(values, labels) for _, values, labels in parts]
    once, weight = args.more[0], float(args.more[1])
    more = [features(args, once, args.name + "-once", k)[1:] for k in range(FOLDS)] if once else []
    probabilities = []
    for k in range(FOLDS):
        model = fit(parts[:k] + parts[k + 1:], more[:k] + more[k + 1:], weight, args.seeds)
        export(model, f"{args.work}/{args.name}-fold{k}.bin")
        probabilities.append(predict(model, parts[k][0]))
    report(args.name, np.concatenate(probabilities), np.concatenate([l for _, l in parts]))
    final = fit(parts, more, weight, args.seeds)
    export(final, f"{args.out}/{args.name}.bin")
    gain = sum(it.feature_importance("gain") for it in final)
    for i in np.argsort(-gain)[:25]:
        print(f"    {gain[i] / gain.sum():.3f} {columns[i]}")


if __name__ == "__main__":
    main()
