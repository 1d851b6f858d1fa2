"""From stories as `pairs` of the `tests` package writes them to arrays for training the pair model.

    prepare.py OUT.npz --tokenizer tokenizer.json --events events.jsonl EVENTS_DIR --stories stories.jsonl neus.jsonl --conflict vitaminc.jsonl.gz
               --measured EVENTS_DIR

Events whose name begins with Z are those of `labels/`: they belong to no fold and weigh less. A story that shares two headlines with one of
them is left out of the unlabelled ones. So are stories with text of a labelled event, with a label of their own or without: teachers that have
seen the event's labels would tell them to what ships, which is to be measured on it. What holds text of an event of --measured is left out too.

A sentence is its word pieces (at most 96) and its context: what its pronouns stand for ("he : Ann Ray"), then the end of the sentence
before (of the headline, for the first), at most 12 and 20 pieces. A pair is two sentences with a label (1 one fact, 0 not, -1 unknown). A stated row is a labelled fact's own wording, a sentence
of its story, and whether that sentence states it.
"""
import argparse, glob, gzip, itertools, json

import numpy as np
from tokenizers import Tokenizer

from labels.join import shingles

KINDS = ["number", "precision", "date", "name", "attribution", "certainty", "quote", "label", "agency", "contradiction"]
FAMILIES = ["value", "who", "wording", "source", "contradiction"]
FAMILY = dict(number=0, precision=0, date=0, name=1, agency=2, label=2, quote=2, attribution=3, certainty=3, contradiction=4)
OWN, NAMES, BEFORE = 96, 12, 20
FOLDS = 3
GOLD, SILVER, NOISY = 0, 1, 2  # kinds of story: labelled with care, not labelled, labelled once
LEAST, STRIDE = 0.004, 20  # of the pairs of a noisy story that are unlikely and not linked only every 20th is kept
N_LIKELY, N_REST = 240, 60  # pairs of an unlabelled story that are kept: the likeliest, and some of the others at random
N_OTHERS = 3  # sentences a fact that do not state it


class Flat:
    """Ragged rows in one array."""
    def __init__(self): self.values, self.ends = [], [0]
    def add(self, row): self.values.extend(row); self.ends.append(len(self.values))
    def arrays(self, name): return {name: np.array(self.values, dtype=np.uint16), name + "_ends": np.array(self.ends, dtype=np.int32)}


def main():
    ap = argparse.ArgumentParser(); ap.add_argument("out"); ap.add_argument("--tokenizer"); ap.add_argument("--events", nargs=2)
    ap.add_argument("--stories", nargs="*", default=[]); ap.add_argument("--conflict"); ap.add_argument("--measured")
    o = ap.parse_args()
    tok = Tokenizer.from_file(o.tokenizer); tok.no_truncation(); tok.no_padding()
    own, ctx = Flat(), Flat()
    story_first, story_kind, story_fold, names = [0], [], [], []
    pairs, kinds, tags, conflict, facts, stated, told = [], [], [], [], [], [], set()
    headlines = {}  # the labelled stories that each headline stands in
    rng = np.random.default_rng(7)

    def pieces(text): return tok.encode(text, add_special_tokens=False)

    def sentences(articles):
        """Adds the sentences of a story; gives for each article its first number and the encodings."""
        out = []
        for a in articles:
            first, encs, before = len(own.ends) - 1, [], pieces(a["title"] or "").ids
            for s in a["sentences"]:
                e = pieces(s["text"])
                own.add(e.ids[:OWN])
                who = []
                for b, t, name in s["stands_for"]:
                    word = s["text"].encode()[b:t].decode(errors="ignore")
                    p = pieces(f"{word} : {name} ;").ids
                    if len(who) + len(p) <= NAMES: who += p
                ctx.add(who + before[-BEFORE:])
                before = e.ids
                encs.append((s, e))
            out.append((first, encs))
        return out

    for path in glob.glob(f"{o.measured}/*.json"): told.update(*(shingles(a["sentences"]) for a in json.load(open(path))["articles"]))

    def is_told(story):
        return any(len(words & told) > 0.1 * len(words) for words in (shingles(x["text"] for x in it["sentences"]) for it in story["articles"]))

    def is_taken(story):
        shared = [n for title in {it["title"] for it in story["articles"]} for n in headlines.get(title, ())]
        return len(shared) > len(set(shared))

    def state(clusters, arts, fold):
        """Rows of facts: every member, the sentences nearest in words, and one at random."""
        every = [(first + i, set(x["covers"]), set(e.ids)) for first, encs in arts for i, (x, e) in enumerate(encs)]
        n_with = {}
        for _, _, ids in every:
            for p in ids: n_with[p] = n_with.get(p, 0) + 1
        for c in clusters:
            if not c.get("fact"): continue
            e = pieces(c["fact"])
            near = lambda ids: sum(1 / n_with[p] for p in ids & set(e.ids))
            rows, others = [], []
            for n, covers, ids in every:
                if covers & set(c["members"]): rows.append((n, 1))
                else: others.append((-near(ids), n))
            others.sort()
            if others: rows += [(n, 0) for n in sorted({n for _, n in others[:N_OTHERS - 1]} | {others[rng.integers(len(others))][1]})]
            facts.append((e.ids[:OWN], rows, fold))

    for idx, line in enumerate(open(o.events[0])):
        s = json.loads(line)
        noisy = s["story"].startswith("Z")
        gold = json.load(open(f"{o.events[1]}/{s['story']}.json"))
        if noisy and is_told(s): continue
        if noisy:
            for title in {it["title"] for it in s["articles"]}: headlines.setdefault(title, []).append(idx)
        else: told.update(*(shingles(x["text"] for x in a["sentences"]) for a in s["articles"]))
        clusters = gold["annotations"][0]["clusters"]
        arts = sentences(s["articles"])
        links, diffs = set(), {}
        for c in clusters:
            for x in itertools.combinations(sorted(set(c["members"])), 2):
                if x[0][0] != x[1][0]: links.add(x)
            for d in c.get("divergences", []):
                for x in itertools.combinations(sorted(set(d["between"])), 2):
                    if x[0][0] != x[1][0]: diffs.setdefault(x, []).append(d)
        covers = [[x["covers"] for x, _ in encs] for _, encs in arts]
        for at, (a, i, b, j, p) in enumerate(s["pairs"]):
            keys = [tuple(sorted(x)) for x in itertools.product(covers[a][i], covers[b][j])]
            label = int(any(k in links for k in keys))
            if noisy and not label and p < LEAST and at % STRIDE: continue
            n = len(pairs)
            pairs.append((len(story_kind), arts[a][0] + i, arts[b][0] + j, p, label))
            for k in keys:
                for d in diffs.get(k, []):
                    kinds.append((n, KINDS.index(d["kind"])))
                    for side, (art, sent) in enumerate(((a, i), (b, j))):
                        text, enc = arts[art][1][sent][0]["text"], arts[art][1][sent][1]
                        for gid in covers[art][sent]:
                            w = d["words"].get(gid)
                            at = text.find(w) if w else -1
                            if at < 0: continue
                            inside = [t for t, (b0, e0) in enumerate(enc.offsets) if b0 < at + len(w) and e0 > at and t < OWN]
                            if inside: tags.append((n, side, FAMILY[d["kind"]], inside[0], inside[-1] + 1))
        state(clusters, arts, -1 if noisy else idx % FOLDS)
        story_first.append(len(own.ends) - 1); names.append(s["story"])
        story_kind.append(NOISY if noisy else GOLD); story_fold.append(-1 if noisy else idx % FOLDS)
    for path in o.stories:
        for line in open(path):
            s = json.loads(line)
            if is_taken(s) or is_told(s): continue
            arts = sentences(s["articles"])
            likely = sorted(s["pairs"], key=lambda it: -it[4])
            rest = likely[N_LIKELY:]
            rest = [rest[n] for n in sorted(rng.choice(len(rest), min(N_REST, len(rest)), replace=False))]
            for a, i, b, j, p in likely[:N_LIKELY] + rest:
                pairs.append((len(story_kind), arts[a][0] + i, arts[b][0] + j, p, -1))
            story_first.append(len(own.ends) - 1); story_kind.append(SILVER); story_fold.append(-1); names.append(s["story"])
    for ids, rows, fold in facts:
        own.add(ids); ctx.add([])
        stated += [(len(own.ends) - 2, n, label, fold) for n, label in rows]
    if o.conflict:
        cases = {}
        for line in gzip.open(o.conflict, "rt"):
            r = json.loads(line); cases.setdefault((r["page"], r["case_id"]), []).append(r)
        for (page, case), rows in sorted(cases.items()):
            def add(text): e = pieces(text); own.add(e.ids[:OWN]); ctx.add([]); return len(own.ends) - 2
            by_claim = {}
            for r in rows: by_claim.setdefault(r["claim"], []).append(r)
            numbers = {}
            def number(text):
                if text not in numbers: numbers[text] = add(text)
                return numbers[text]
            fold = 0 if sum(map(ord, page)) % 10 == 0 else 1
            said = {}
            for claim, rs in by_claim.items():
                for r in rs:
                    if r["label"] != "NOT ENOUGH INFO": said[(number(claim), number(r["evidence"]))] = (int(r["label"] == "REFUTES"), 0)
                for x, y in itertools.combinations(rs, 2):
                    if "NOT ENOUGH INFO" in (x["label"], y["label"]) or x["evidence"] == y["evidence"]: continue
                    said[(number(x["evidence"]), number(y["evidence"]))] = (int(x["label"] != y["label"]), 1)
            for (x, y), (differ, evidences) in said.items(): conflict.append((x, y, differ, evidences, fold))
    pairs = np.array(pairs, dtype=np.float64)
    arrays = dict(story_first=np.array(story_first, np.int32), story_kind=np.array(story_kind, np.int8), story_fold=np.array(story_fold, np.int8),
                  pair_story=pairs[:, 0].astype(np.int32), pair=pairs[:, 1:3].astype(np.int32), pair_p=pairs[:, 3].astype(np.float16), pair_label=pairs[:, 4].astype(np.int8),
                  kinds=np.array(kinds, np.int32), tags=np.array(tags, np.int32), conflict=np.array(conflict, np.int32).reshape(-1, 5),
                  stated=np.array(stated, np.int32).reshape(-1, 4), names=np.array(names))
    arrays.update(own.arrays("own")); arrays.update(ctx.arrays("ctx"))
    np.savez_compressed(o.out, **arrays)
    print({k: v.shape for k, v in arrays.items()}, "positives", int((arrays["pair_label"] == 1).sum()))


if __name__ == "__main__":
    main()
