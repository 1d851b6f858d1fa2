"""Trains the sentence model on labelled events and measures it on events held out.

    python train.py --data ../../../../shared/gold/train --start DIR --out OUT --folds 0 1 2 all

DIR holds model.safetensors and tokenizer.json of all-MiniLM-L6-v2. Fold k leaves out the events whose place in
the sorted list of names is k modulo 3. The seed is fixed; what is written is OUT/fold0/model.pt ... OUT/final/model.pt.
"""
import argparse
import math
import os
import random
import time

import numpy as np
import torch
import torch.nn.functional as F
from sklearn.metrics import average_precision_score, precision_recall_curve
from tokenizers import Tokenizer

import events
from model import Encoder, story_scores

CLS, SEP = 101, 102


def prepare(stories, tokenizer, context, longest=64):
    """Adds to every story its token ids and types, sentence by sentence."""
    for story in stories:
        before = tokenizer.encode_batch([c for c in story["contexts"]], add_special_tokens=False)
        own = tokenizer.encode_batch(story["texts"], add_special_tokens=False)
        story["ids"], story["first"] = [], []
        for b, o in zip(before, own):
            head = [CLS] + (b.ids[-context:] if context else []) + ([SEP] if context else [])
            story["ids"].append(head + o.ids[:longest] + [SEP])
            story["first"].append(len(head))
    return stories


def arrange(model, story, context, frozen, chunk=32):
    """Pads the sentences of a story in groups of like length and runs the layers that stay as they are, once."""
    ids, first = story["ids"], story["first"]
    order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
    longest = max(1, max(len(i) - f - 1 for i, f in zip(ids, first)))
    story["groups"] = []
    for at in range(0, len(order), chunk):
        group = order[at:at + chunk]
        n = max(len(ids[i]) for i in group)
        x = torch.zeros(len(group), n, dtype=torch.long)
        types = torch.zeros_like(x)
        mask = torch.zeros(len(group), n, dtype=torch.bool)
        pick = torch.zeros(len(group), longest, dtype=torch.long)
        keep = torch.zeros(len(group), longest, dtype=torch.bool)
        for row, i in enumerate(group):
            k, f = len(ids[i]), first[i]
            x[row, :k] = torch.tensor(ids[i])
            if context:
                types[row, f:k] = 1
            mask[row, :k] = True
            pick[row, :k - f - 1] = torch.arange(f, k - 1)
            keep[row, :k - f - 1] = True
        mask = mask[:, None, None, :]
        with torch.no_grad():
            story["groups"].append((model.lower(x, types, mask, frozen), mask, pick, keep))
    story["back"] = torch.empty(len(order), dtype=torch.long)
    story["back"][torch.tensor(order)] = torch.arange(len(order))


def encode(model, story, frozen):
    """Vectors, token vectors, token weights and masks of a story's sentences."""
    vectors, tokens, logits, masks = [], [], [], []
    for x, mask, pick, keep in story["groups"]:
        h = model.upper(x, mask, frozen)
        h = h.gather(1, pick[:, :, None].expand(-1, -1, h.shape[2]))
        vectors.append((h * keep[:, :, None]).sum(1))
        tokens.append(F.normalize(model.project(h), dim=-1))
        logits.append(model.importance(h).squeeze(-1).masked_fill(~keep, -1e4))
        masks.append(keep)
    back = story["back"]
    weights = torch.softmax(torch.cat(logits)[back], dim=1)
    return F.normalize(torch.cat(vectors)[back], dim=-1), torch.cat(tokens)[back], weights, torch.cat(masks)[back]


def loss_of(model, story, encoded, positive):
    """Weighted cross-entropy over every cross-outlet pair, and a softmax over each row and column that has a link."""
    blocks = story_scores(model, story, encoded)
    logits = torch.cat([b[2].reshape(-1) for b in blocks])
    links = torch.as_tensor(story["links"])
    target = torch.cat([links[b[0]][:, b[1]].reshape(-1) for b in blocks])
    n = target.sum()
    weight = 1 + (positive - 1) * target
    bce = (F.binary_cross_entropy_with_logits(logits, target, reduction="none") * weight).sum() / (n * positive + 10)
    rank, count = 0.0, 0
    for rows, cols, score, _ in blocks:
        y = links[rows][:, cols]
        for s, t in ((score, y), (score.T, y.T)):
            has = t.sum(1) > 0
            if has.any():
                s, t = s[has], t[has]
                rank = rank - (torch.logsumexp(s.masked_fill(t == 0, -1e4), 1) - torch.logsumexp(s, 1)).sum()
                count += int(has.sum())
    return bce, rank / max(count, 1)


def measure(model, stories, frozen):
    return measure_with(model, stories, lambda story: encode(model, story, frozen))


def measure_with(model, stories, encode_story):
    """Average precision, best F1 and recall at precision 0.8 over all cross-outlet pairs, by each score."""
    model.eval()
    got = {"score": [], "cosine": [], "match": []}
    truth = []
    with torch.no_grad():
        for story in stories:
            links = torch.as_tensor(story["links"])
            for rows, cols, logits, (c, l, r) in story_scores(model, story, encode_story(story)):
                truth.append(links[rows][:, cols].reshape(-1).numpy())
                for k, v in (("score", logits), ("cosine", c), ("match", torch.maximum(l, r) + torch.minimum(l, r))):
                    got[k].append(v.reshape(-1).numpy())
    y = np.concatenate(truth)
    out = {}
    for k, v in got.items():
        s = np.concatenate(v)
        p, r, _ = precision_recall_curve(y, s)
        f = 2 * p * r / np.maximum(p + r, 1e-9)
        out[k] = (average_precision_score(y, s), f.max(), r[p >= 0.8].max())
    return out


def show(figures):
    return "  ".join(f"{k}: AP {a:.3f} F1 {f:.3f} R@P80 {r:.3f}" for k, (a, f, r) in figures.items())


def warm_heads(model, stories, context):
    """Starts the projection at the principal directions of the hidden states, the weights at log rarity."""
    model.eval()
    count = np.ones(model.words.num_embeddings)
    total = 0
    for story in stories:
        for i, f in zip(story["ids"], story["first"]):
            count[np.unique(np.array(i[f:-1], dtype=int))] += 1
            total += 1
    hidden, rare = [], []
    with torch.no_grad():
        for story in stories[:6]:
            for i, f in zip(story["ids"], story["first"]):
                x = torch.tensor([i])
                t = torch.zeros_like(x)
                if context:
                    t[0, f:] = 1
                hidden.append(model.lower(x, t)[0, f:-1])
                rare.append(torch.tensor(np.log(total / count[np.array(i[f:-1], dtype=int)]), dtype=torch.float32))
        h, y = torch.cat(hidden), torch.cat(rare)
        y = 0.4 * (y - y.mean())
        _, _, v = torch.linalg.svd(h - h.mean(0), full_matrices=False)
        model.project.weight.copy_(v[: model.project.out_features])
        one = torch.cat([h, torch.ones(len(h), 1)], 1)
        w = torch.linalg.solve(one.T @ one + 10 * torch.eye(one.shape[1]), one.T @ y)
        model.importance.weight.copy_(w[:-1][None])
        model.importance.bias.copy_(w[-1:])


def fit(stories, fold, start, o):
    """Trains on the stories outside the fold (`None`: on all) and measures inside it."""
    random.seed(o.seed), np.random.seed(o.seed), torch.manual_seed(o.seed)
    train = [s for i, s in enumerate(stories) if fold is None or i % 3 != fold]
    test = [s for i, s in enumerate(stories) if i % 3 == fold]
    model = Encoder().start_from(start)
    warm_heads(model, train, o.context)
    if test:
        print(f"fold {fold} untuned  ", show(measure(model, test, o.frozen)), flush=True)
    for part in (model.words, model.places, model.types, model.norm, *model.layers[:o.frozen]):
        part.requires_grad_(False)
    groups = [dict(params=list(layer.parameters()), top=o.rate * o.decay ** above, weight_decay=0.01)
              for above, layer in enumerate(reversed(model.layers[o.frozen:]))]
    groups.append(dict(params=[model.project.weight, *model.importance.parameters()], top=o.rate * 4, weight_decay=0.0))
    groups.append(dict(params=[model.mix], top=0.03, weight_decay=0.0))
    optimizer = torch.optim.AdamW(groups, lr=o.rate)
    steps, step, began, order, recent = round(o.epochs * len(train)), 0, time.time(), [], []
    while step < steps:
        if not order:
            order = list(range(len(train)))
            random.shuffle(order)
            if step and test and o.each:
                print(f"fold {fold} epoch {step // len(train)} ", show(measure(model, test, o.frozen)), flush=True)
        story = train[order.pop()]
        model.train()
        for g in optimizer.param_groups:
            warm = min(1.0, (step + 1) / (0.08 * steps))
            g["lr"] = g["top"] * warm * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * step / steps)))
        bce, rank = loss_of(model, story, encode(model, story, o.frozen), o.positive)
        optimizer.zero_grad(set_to_none=True)
        (bce + o.rank * rank).backward()
        torch.nn.utils.clip_grad_norm_([p for g in groups for p in g["params"]], 1.0)
        optimizer.step()
        recent.append((bce.item(), rank.item()))
        step += 1
        if step % 48 == 0:
            b, r = np.mean(recent[-48:], axis=0)
            mix = [round(x, 2) for x in model.mix.tolist()]
            print(f"step {step}/{steps}  bce {b:.3f} rank {r:.3f}  {time.time() - began:.0f} s  mix {mix}", flush=True)
    if test:
        print(f"fold {fold} tuned    ", show(measure(model, test, o.frozen)), flush=True)
    return model


def main():
    o = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    o.add_argument("--data", required=True)
    o.add_argument("--start", required=True)
    o.add_argument("--out")
    o.add_argument("--folds", nargs="*", default=["all"], help="0, 1, 2 or all, one after the other")
    o.add_argument("--epochs", type=float, default=1.5)
    o.add_argument("--rate", type=float, default=2e-4)
    o.add_argument("--decay", type=float, default=0.85, help="learning rate of each layer relative to the one above")
    o.add_argument("--context", type=int, default=16, help="word pieces of the text before")
    o.add_argument("--positive", type=float, default=3.0, help="weight of a linked pair in the cross-entropy")
    o.add_argument("--rank", type=float, default=1.0, help="weight of the softmax over rows and columns")
    o.add_argument("--frozen", type=int, default=3, help="lowest layers that stay as they are")
    o.add_argument("--seed", type=int, default=7)
    o.add_argument("--cache", help="file that keeps the output of the frozen layers for the next run with the same settings")
    o.add_argument("--threads", type=int, default=2)
    o.add_argument("--each", action="store_true", help="measure after every epoch")
    o = o.parse_args()
    torch.set_num_threads(o.threads)
    tokenizer = Tokenizer.from_file(os.path.join(o.start, "tokenizer.json"))
    tokenizer.no_padding(), tokenizer.no_truncation()
    start = os.path.join(o.start, "model.safetensors")
    stories = prepare(events.load(o.data), tokenizer, o.context)
    lower = Encoder().start_from(start).eval()
    if o.cache and os.path.exists(o.cache):
        stories = torch.load(o.cache, weights_only=False)
    else:
        for story in stories:
            arrange(lower, story, o.context, o.frozen)
        if o.cache:
            torch.save(stories, o.cache)
    for fold in o.folds:
        model = fit(stories, None if fold == "all" else int(fold), start, o)
        if o.out:
            folder = os.path.join(o.out, "final" if fold == "all" else f"fold{fold}")
            os.makedirs(folder, exist_ok=True)
            torch.save(model.state_dict(), os.path.join(folder, "model.pt"))


if __name__ == "__main__":
    main()
