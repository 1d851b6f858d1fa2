"""Reads the labelled events: sentences with what stands before them, and which pairs share a fact."""
import glob
import json
import os

import numpy as np


def load(folder):
    """Every event of a folder, sorted by name, as dicts of texts, contexts, article numbers and links."""
    events = []
    for path in sorted(glob.glob(os.path.join(folder, "*.json"))):
        raw = json.load(open(path))
        texts, contexts, article, ids = [], [], [], {}
        for number, source in enumerate(raw["articles"]):
            before = source["title"] or ""
            for place, sentence in enumerate(source["sentences"], 1):
                ids[f"{source['id']}{place}"] = len(texts)
                texts.append(sentence)
                contexts.append(before)
                article.append(number)
                before = sentence
        links = np.zeros((len(texts), len(texts)), dtype=np.float32)
        for cluster in raw["annotations"][0]["clusters"]:
            members = [ids[m] for m in cluster["members"] if m in ids]
            for a in members:
                for b in members:
                    if article[a] != article[b]:
                        links[a, b] = 1.0
        events.append(dict(name=raw["event"], texts=texts, contexts=contexts, article=np.array(article), links=links))
    return events
