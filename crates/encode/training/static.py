"""Trains the table of static token vectors: word embeddings of the start model, projected, with a weight per word piece.

    python static.py --data ../../../../shared/gold/train --text ../../../../shared/data/stories/labelled.jsonl.gz \\
        ../../../../shared/data/summary/neus-train.jsonl.gz --start DIR --out OUT --folds 0 1 2 all

Only the projection, the weights and how far each piece's weight strays from its rarity are learned, with the loss of the
network; written are OUT/fold0/static.bin ... OUT/final/static.bin. Folds are as in train.py.
"""
import argparse
import gzip
import json
import math
import os
import random
import struct

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import nn

import events
from train import loss_of, measure_with, prepare, show


COMMONEST_RARE = 5e-5  # share of all text below which word pieces count as equally rare


class Table(nn.Module):
    """A vector and a weight for every word piece."""

    def __init__(self, words, width, count):
        super().__init__()
        share = torch.tensor(count / count.sum(), dtype=torch.float32)[:, None]
        self.register_buffer("words", words - (words * share).sum(0))
        _, spread, axes = torch.linalg.svd(self.words * share.sqrt(), full_matrices=False)
        self.project = nn.Parameter(axes[:width].clone())
        self.register_buffer("rarity", torch.tensor(-0.4 * np.log(count / count.sum() + COMMONEST_RARE), dtype=torch.float32))
        self.stray = nn.Parameter(torch.zeros(len(words)))
        self.lean = nn.Parameter(torch.zeros(words.shape[1]))
        self.mix = nn.Parameter(torch.tensor([3.0, 6.0, 6.0, -9.0]))

    def logits(self, ids):
        return self.rarity[ids] + self.stray[ids] + self.words[ids] @ self.lean

    def encode(self, story):
        ids, keep = story["padded"], story["keep"]
        words = self.words[ids]
        if self.training:
            words = F.dropout(words, 0.1)
        tokens = F.normalize(words @ self.project.T, dim=-1)
        weights = torch.softmax(self.logits(ids).masked_fill(~keep, -1e4), dim=1)
        return F.normalize((tokens * weights[:, :, None]).sum(1), dim=-1), tokens, weights, keep

    def write(self, path):
        with torch.no_grad():
            table = F.normalize(self.words @ self.project.T, dim=-1).numpy()
            weights = (self.rarity + self.stray + self.words @ self.lean).numpy()
        step = np.maximum(np.abs(table).max(1), 1e-6) / 127
        with open(path, "wb") as file:
            file.write(struct.pack("<II", *table.shape))
            file.write(np.stack([step, weights], 1).astype("<f4").tobytes())
            file.write(np.clip(np.round(table / step[:, None]), -127, 127).astype(np.int8).tobytes())


def occurrences(paths, tokenizer, n):
    """How often each word piece occurs in the `text` and `articles` of compressed JSON Lines."""
    count = np.ones(n)
    for path in paths:
        for line in gzip.open(path, "rt"):
            record = json.loads(line)
            for text in record.get("articles") or [record["text"]]:
                count += np.bincount(tokenizer.encode(text, add_special_tokens=False).ids, minlength=n)
    return count


def pad(story):
    story["own"] = [i[f:-1] for i, f in zip(story["ids"], story["first"])]
    longest = max(1, max(map(len, story["own"])))
    story["padded"] = torch.zeros(len(story["own"]), longest, dtype=torch.long)
    story["keep"] = torch.zeros(len(story["own"]), longest, dtype=torch.bool)
    for row, ids in enumerate(story["own"]):
        story["padded"][row, :len(ids)] = torch.tensor(ids, dtype=torch.long)
        story["keep"][row, :len(ids)] = True


def main():
    o = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    o.add_argument("--data", required=True)
    o.add_argument("--text", nargs="+", required=True, help="compressed JSON Lines to count word pieces in")
    o.add_argument("--start", required=True)
    o.add_argument("--out")
    o.add_argument("--folds", nargs="*", default=["all"])
    o.add_argument("--width", type=int, default=64)
    o.add_argument("--epochs", type=float, default=6)
    o.add_argument("--rate", type=float, default=2e-3)
    o.add_argument("--seed", type=int, default=7)
    o.add_argument("--threads", type=int, default=2)
    o = o.parse_args()
    torch.set_num_threads(o.threads)
    tokenizer = Tokenizer.from_file(os.path.join(o.start, "tokenizer.json"))
    tokenizer.no_padding(), tokenizer.no_truncation()
    weights = load_file(os.path.join(o.start, "model.safetensors"))
    words = next(v for k, v in weights.items() if k.endswith("word_embeddings.weight"))
    stories = prepare(events.load(o.data), tokenizer, 0)
    for story in stories:
        pad(story)
    count = occurrences(o.text, tokenizer, len(words))
    for fold in o.folds:
        random.seed(o.seed), np.random.seed(o.seed), torch.manual_seed(o.seed)
        train = [s for i, s in enumerate(stories) if fold == "all" or i % 3 != int(fold)]
        test = [s for i, s in enumerate(stories) if fold != "all" and i % 3 == int(fold)]
        table = Table(words, o.width, count)
        if test:
            print(f"fold {fold} untuned", show(measure_with(table, test, table.encode)), flush=True)
        optimizer = torch.optim.Adam([
            dict(params=[table.project], top=o.rate), dict(params=[table.stray, table.lean], top=o.rate * 5), dict(params=[table.mix], top=0.05)])
        steps = round(o.epochs * len(train))
        order = []
        for step in range(steps):
            if not order:
                order = random.sample(range(len(train)), len(train))
            story = train[order.pop()]
            for group in optimizer.param_groups:
                group["lr"] = group["top"] * min(1.0, (step + 1) / 20) * 0.5 * (1.02 + math.cos(math.pi * step / steps))
            table.train()
            bce, rank = loss_of(table, story, table.encode(story), 3.0)
            optimizer.zero_grad(set_to_none=True)
            (bce + rank + 0.02 * table.stray.pow(2).sum()).backward()
            optimizer.step()
            if test and (step + 1) % (2 * len(train)) == 0:
                print(f"fold {fold} epoch {(step + 1) // len(train)}", show(measure_with(table, test, table.encode)), flush=True)
        if o.out:
            folder = os.path.join(o.out, "final" if fold == "all" else f"fold{fold}")
            os.makedirs(folder, exist_ok=True)
            table.write(os.path.join(folder, "static.bin"))


if __name__ == "__main__":
    main()
