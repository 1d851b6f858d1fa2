"""Trains the teacher, the reader of pairs, the encoder of sentences and the table of static vectors, and measures them.

    fit.py convert --start model.safetensors --out start.pt
    fit.py teacher --data data.npz --start mpnet.pt  --out DIR
    fit.py reader  --data data.npz --start minilm.pt --soft DIR --out DIR
    fit.py encoder --data data.npz --start minilm.pt --soft DIR --out DIR [--further encoder.npz]
    fit.py table   --data data.npz --start minilm.pt --soft DIR --out DIR --fold K|all

The teacher learns from the stories labelled once, from the wording of their facts and from VitaminC; then it says its mind on the pairs of
the stories labelled once or not at all (DIR/soft.npz, DIR/marks.npz). Reader and encoder learn from that and from the labels of the stories
labelled once. None of the three sees a labelled event, so that all of them can measure them and train what reads their figures. The table
learns from the labelled events too; fold K leaves out those whose place in the sorted list is K modulo 3. The seed is fixed; with --minutes
the rate falls with the clock.
"""
import argparse, time

import numpy as np
import torch
import torch.nn.functional as F

from arrays import DEV, Data, Joined, Marks, Single, batches, numbered
from networks import N_FAMILIES, N_KINDS, Encoder, Reader, Table, Teacher

SEED = 20260101
FAMILY = np.array([0, 0, 0, 1, 3, 3, 2, 2, 2, 4])  # of each kind
NOISY = 0.3  # how far a label of a story labelled once is heeded beside what the teacher says
# Pairs of a story, beside the linked ones: the likeliest, and others at random. What the teacher learns from, what the table learns from of a
# labelled event, and what the teacher is asked about.
ONCE, LABELLED, ASKED = (40, 10), (160, 40), (100, 16)
MARKED = 0.3  # from which probability of one fact on the words that differ are asked for
T0 = time.time()
bce = F.binary_cross_entropy_with_logits


def log(*a): print(f"[{time.time() - T0:6.1f}]", *a, flush=True)


def autocast(): return torch.autocast(DEV, torch.bfloat16, enabled=DEV != "cpu")


def run(m, jobs, groups, loss_of, minutes=None):
    """AdamW with warm-up and linear decay over a list of jobs; `groups` are parameters and their rates."""
    if DEV == "cpu": m.bfloat16()  # all of it: what autocast turns back and forth costs a third of the time
    # What is trained are 32-bit copies, so that small steps are not lost.
    copies = {p: p.detach().float().clone().requires_grad_() if p.dtype != torch.float32 else p for ps, _ in groups for p in ps}
    opt = torch.optim.AdamW([dict(params=[copies[p] for p in ps], lr=r, peak=r) for ps, r in groups], weight_decay=0.01, betas=(0.9, 0.98), fused=True)
    warm, seen, began = max(1, len(jobs) // 20), [], time.time()
    m.train()
    for n, job in enumerate(jobs):
        left = (len(jobs) - n) / max(1, len(jobs) - warm)
        if minutes: left = min(left, 1 - (time.time() - began) / (60 * minutes))
        if left <= 0: break
        for g in opt.param_groups: g["lr"] = g["peak"] * min(1, (n + 1) / warm, left)
        with autocast(): loss = loss_of(job)
        m.zero_grad(set_to_none=True); loss.backward()
        for p, copy in copies.items(): copy.grad = None if p.grad is None else p.grad.to(copy.dtype)
        torch.nn.utils.clip_grad_norm_(copies.values(), 1.0, foreach=True); opt.step()
        with torch.no_grad():
            for p, copy in copies.items():
                if copy is not p: p.copy_(copy)
        if n % 20 == 0: seen.append(loss.detach())
        if n % max(1, len(jobs) // 12) == 0: log(f"step {n}/{len(jobs)} loss {torch.stack(seen[-20:]).mean().item():.3f}")
    for p, copy in copies.items(): p.data = copy.data
    m.float()
    log(f"ended after {n + 1} of {len(jobs)} steps")


def measure(name, score, label, n_gold):
    order = np.argsort(-score, kind="stable"); right = np.cumsum(label[order]); shown = np.arange(1, len(label) + 1)
    p, r = right / shown, right / n_gold
    f = 2 * right / (shown + n_gold); best = f.argmax()
    r80 = r[p >= 0.8].max() if (p >= 0.8).any() else 0
    log(f"{name}: AP {(p * label[order]).sum() / n_gold:.3f} F1 {f[best]:.3f} R@P80 {r80:.3f} (recall of candidates {label.sum() / n_gold:.3f})")


def best_f1(score, gold):
    order = np.argsort(-score); right = np.cumsum(gold[order]); shown = np.arange(1, len(gold) + 1)
    return (2 * right / (shown + gold.sum())).max() if gold.sum() else 0.0


@torch.no_grad()
def say(m, d, idx, n_pieces=48000):
    """Outputs [n, 12] of a teacher or a reader for pairs (numbers of pairs, or pairs of sentences)."""
    m.eval(); out = torch.zeros(len(idx), 2 + N_KINDS)
    length = d.length[idx] if idx.ndim == 1 else d.own.sizes[idx].sum(1)
    for rows in batches(length, n_pieces):
        with autocast(): out[rows] = m(*Joined(d, idx[rows], m))[0].float().cpu()
    return out.numpy()


@torch.no_grad()
def mark(m, d, idx, n_pieces=48000):
    """The marks of pairs, as `Marks` holds them: sizes and values."""
    m.eval()
    sizes = d.own.sizes[d.pair[idx]].sum(1); ends = np.concatenate([[0], np.cumsum(sizes)])
    values = np.zeros((ends[-1], N_FAMILIES), np.uint8)
    for rows in batches(d.length[idx], n_pieces):
        batch = Joined(d, idx[rows], m)
        with autocast(): tags = torch.sigmoid(m(*batch)[1].float())
        flat, at = (tags[batch.side >= 0] * 255).round().to(torch.uint8).cpu().numpy(), 0
        for r in rows: values[ends[r]:ends[r + 1]] = flat[at:at + sizes[r]]; at += sizes[r]
    return sizes, values


def held_out(name, d, fold, said, idx):
    """Measures what was said of the pairs `idx` of the events of a fold."""
    a = [np.arange(*d.pairs_of[s]) for s in d.gold if d.story_fold[s] == fold]
    n_gold = int(d.is_linked[np.concatenate(a)].sum())
    label = d.is_linked[idx].astype(int)
    p = d.pair_p[idx].astype(np.float32).clip(1e-4, 1 - 1e-4); first = np.log(p / (1 - p))
    measure(f"{name}, fold {fold}", said[:, 0], label, n_gold)
    measure(f"{name}, fold {fold}, and 0.6 of the first step", said[:, 0] + 0.6 * first, label, n_gold)
    if said.shape[1] == 1: return
    truth = d.kind[numbered(idx[label == 1])].cpu().numpy()
    prob = 1 / (1 + np.exp(-said[label == 1][:, 2:]))
    any_ = 1 - np.prod(1 - prob, axis=1)
    family = np.stack([truth[:, FAMILY == f].any(1) for f in range(5)], 1).astype(int), np.stack([1 - np.prod(1 - prob[:, FAMILY == f], axis=1) for f in range(5)], 1)
    log(f"    differences of linked pairs: any F1 {best_f1(any_, truth.any(1).astype(int)):.3f}, typed {best_f1(family[1].ravel(), family[0].ravel()):.3f}")


def held_out_read(name, m, d):
    """Measures a network that reads pairs on all labelled events."""
    for fold in range(3): idx = events_of(d, fold); held_out(name, d, fold, say(m, d, idx), idx)


def events_of(d, fold, least=0.004):
    idx = np.concatenate([np.arange(*d.pairs_of[s]) for s in d.gold if d.story_fold[s] == fold])
    return idx[d.pair_p[idx] >= least]


def weighted(loss, weight): return (loss * weight).sum() / weight.sum().clamp(min=1)


def tag_loss(tags, want, side, weight):
    """Mean over the pieces of both sentences, then over pairs by weight."""
    own = (side >= 0).float()
    loss = bce(tags.float(), want, reduction="none", pos_weight=torch.full((N_FAMILIES,), 2.0, device=DEV)).mean(-1)
    return weighted((loss * own).sum(1) / own.sum(1).clamp(min=1), weight)


def flips(n): return torch.rand(n, device=DEV) < 0.5


# The teacher

def teacher(o, d):
    torch.manual_seed(SEED); rng = np.random.default_rng(SEED)
    m = Teacher(torch.load(o.start)).to(DEV)
    conflict, stated = d.conflict[d.conflict[:, 4] == 1], d.stated[d.stated[:, 3] == -1]
    jobs = []
    for epoch in range(o.epochs):
        idx = np.concatenate([d.choose(s, rng, *ONCE) for s in d.noisy]); these = [("pair", idx[g]) for g in batches(d.length[idx], o.pieces, rng)]
        some = conflict[rng.permutation(len(conflict))[:2500]]
        these += [("conflict", some[g]) for g in batches(d.own.sizes[some[:, :2]].sum(1), o.pieces, rng)]
        if epoch == 0: these += [("stated", stated[g]) for g in batches(d.own.sizes[stated[:, :2]].sum(1) + 20, o.pieces, rng)]
        jobs += [these[k] for k in rng.permutation(len(these))]

    def loss_of(job):
        kind, idx = job
        swap = flips(len(idx))
        batch = Joined(d, idx if kind == "pair" else idx[:, :2], m, swap)
        said, tags = m(*batch)
        said = said.float()
        if kind != "pair": return 0.5 * bce(said[:, int(kind == "conflict")], torch.from_numpy(idx[:, 2]).float().to(DEV))
        idx = numbered(idx)
        label = d.label[idx]; want, has = batch.marks(d.marks, idx, swap)
        kinds = bce(said[:, 2:], d.kind[idx].float(), reduction="none").mean(1)
        return bce(said[:, 0], label) + 2.0 * weighted(kinds, label) + tag_loss(tags, want, batch.side, label * has)

    deep = [p for n, p in m.named_parameters() if not n.startswith("head.")]
    run(m, jobs, [(deep, o.rate), (list(m.head.parameters()), 10 * o.rate)], loss_of, o.minutes)
    asked = np.concatenate([d.choose(s, rng, *ASKED) for s in np.concatenate([d.silver, d.noisy])])
    said = 1 / (1 + np.exp(-say(m, d, asked)))
    np.savez_compressed(f"{o.out}/soft.npz", idx=asked.astype(np.int32), said=said.astype(np.float16)); log("asked", len(asked))
    idx = asked[said[:, 0] >= MARKED]
    sizes, values = mark(m, d, idx)
    np.savez_compressed(f"{o.out}/marks.npz", idx=idx.astype(np.int32), sizes=sizes.astype(np.int16), values=values // 8); log("marked", len(idx))
    held_out_read("teacher", m, d)


# What ships

class Soft:
    """What the teacher said, beside the labels of the stories labelled once."""
    def __init__(self, d, folder):
        z, m = np.load(f"{folder}/soft.npz"), np.load(f"{folder}/marks.npz")
        self.idx = z["idx"]
        n, at = len(d.pair), numbered(self.idx)
        self.said = torch.zeros(n, 2 + N_KINDS, device=DEV); self.said[at] = torch.from_numpy(z["said"].astype(np.float32)).to(DEV)
        self.marks = Marks(n, m["idx"], m["sizes"].astype(np.int64), m["values"] * 8)
        # Kinds are labelled where the pair is labelled as linked.
        known = d.known.float() * NOISY
        share = (known * d.label)[:, None]
        self.same = known * d.label + (1 - known) * self.said[:, 0]
        self.kinds = share * d.kind.float() + (1 - share) * self.said[:, 2:]
        log("soft labels", len(self.idx))


def write(m, path):
    """What was trained: matrices of layers in 7-bit steps with a scale a row, as the program runs them, the rest in 32 bits."""
    arrays = {}
    for k, v in m.state_dict().items():
        v = v.float().cpu().numpy()
        if k.startswith("layers.") and v.ndim == 2:
            s = np.maximum(np.abs(v).max(1), 1e-8) / 63
            arrays[k + "#q"], arrays[k + "#s"] = np.round(v / s[:, None]).astype(np.int8), s.astype(np.float32)
        else: arrays[k] = v
    np.savez_compressed(path, **arrays)


def written(path):
    """What `write` wrote."""
    z = np.load(path)
    whole = lambda k: z[k + "#q"].astype(np.float32) * z[k + "#s"][:, None] if k + "#q" in z else z[k].astype(np.float32)
    return {k: torch.from_numpy(whole(k)) for k in {name.split("#")[0] for name in z.files}}


def rates(m, rate):
    old = [p for n, p in m.named_parameters() if n.split(".")[0] in ("layers", "words")]
    new = [p for n, p in m.named_parameters() if n.split(".")[0] not in ("layers", "words")]
    return [(old, rate), (new, 5 * rate)]


def reader(o, d):
    torch.manual_seed(SEED); rng = np.random.default_rng(SEED)
    m, soft = Reader(torch.load(o.start), drop=o.drop).to(DEV), Soft(d, o.soft)
    # Of what is plainly not one fact a share a pass is enough.
    plain = soft.same[numbered(soft.idx)].cpu().numpy() < 0.02
    jobs = []
    for _ in range(o.epochs):
        idx = soft.idx[~plain | (rng.random(len(plain)) < o.plain)]
        jobs += [idx[g] for g in batches(d.length[idx], o.pieces, rng)]

    def loss_of(idx):
        swap = flips(len(idx)); batch = Joined(d, idx, m, swap)
        said, tags = m(*batch)
        said, idx = said.float(), numbered(idx)
        same = soft.same[idx]; want, has = batch.marks(soft.marks, idx, swap)
        weight = same * (same >= MARKED)
        kinds = bce(said[:, 2:], soft.kinds[idx], reduction="none").mean(1)
        exclusive = bce(said[:, 1], soft.said[idx, 1], reduction="none")
        return bce(said[:, 0], same) + weighted(kinds + 0.2 * exclusive, weight) + 0.5 * tag_loss(tags, want, batch.side, weight * has)

    run(m, jobs, rates(m, o.rate), loss_of, o.minutes)
    write(m, f"{o.out}/reader.npz")
    held_out_read("reader", m, d)


def matched(m, d, idx):
    """Logits of pairs by an encoder or a table: every sentence read once."""
    which, at = np.unique(d.pair[idx], return_inverse=True)
    lhs, rhs = numbered(at.reshape(-1, 2).T)
    if isinstance(m, Table):
        batch = Single(d, which, with_context=False)
        return m(batch.ids, batch.own, batch.rare, lhs, rhs)
    # Sentences of like length are read together; what is said of their own pieces is then laid in rows of one length.
    width, rows, order = int(d.own.sizes[which].max()), [], []
    for some in batches(d.own.sizes[which] + d.ctx.sizes[which], 6000):
        batch = Single(d, which[some]); rows.append(batch.cut(m.encode(batch.ids, batch.types, batch.mask), width)); order.append(some)
    back = numbered(np.argsort(np.concatenate(order)))
    x, own, rare = (torch.cat(it).index_select(0, back) for it in zip(*rows))
    return m(x, own, rare, lhs, rhs)


def bundles(d, idx, n_pairs, rng):
    """Pairs by story, several stories together; a large story is parted."""
    story = d.pair_story[idx]; order = np.argsort(story, kind="stable"); idx, story = idx[order], story[order]
    starts = np.flatnonzero(np.r_[True, story[1:] != story[:-1]]); of = np.split(idx, starts[1:])
    of = [part for it in of for part in np.array_split(rng.permutation(it), -(-len(it) // n_pairs))]
    out, cur, size = [], [], 0
    for k in rng.permutation(len(of)):
        if size and size + len(of[k]) > n_pairs: out.append(np.concatenate(cur)); cur, size = [], 0
        cur.append(of[k]); size += len(of[k])
    return out + [np.concatenate(cur)]


@torch.no_grad()
def held_out_matched(name, m, d, folds, n_pairs):
    m.eval()
    for fold in folds:
        idx = events_of(d, fold); said = np.zeros((len(idx), 1), np.float32)
        for at in range(0, len(idx), n_pairs):
            with autocast(): said[at:at + n_pairs, 0] = matched(m, d, idx[at:at + n_pairs]).float().cpu().numpy()
        held_out(name, d, fold, said, idx)


def encoder(o, d):
    torch.manual_seed(SEED); rng = np.random.default_rng(SEED)
    m, soft = Encoder(torch.load(o.start)).to(DEV), Soft(d, o.soft)
    if o.further: m.load_state_dict(written(o.further), strict=False)
    jobs = [it for _ in range(o.epochs) for it in bundles(d, soft.idx, o.pairs, rng)]
    run(m, jobs, rates(m, o.rate), lambda idx: bce(matched(m, d, idx).float(), soft.same[numbered(idx)]), o.minutes)
    write(m, f"{o.out}/encoder.npz")
    held_out_matched("encoder", m, d, range(3), o.pairs)


def table(o, d):
    torch.manual_seed(SEED); rng = np.random.default_rng(SEED)
    fold = None if o.fold == "all" else int(o.fold)
    count = torch.bincount(d.own.values.long().cpu(), minlength=30522) + 1.0
    m, soft = Table(torch.load(o.start)["embeddings.word_embeddings.weight"].float(), count).to(DEV), Soft(d, o.soft)
    gold = [s for s in d.gold if d.story_fold[s] != fold]
    want, jobs = torch.where(torch.isin(torch.from_numpy(d.pair_story).to(DEV), torch.from_numpy(d.gold).to(DEV)), d.label, soft.same), []
    for _ in range(o.epochs):
        these = [it for s in gold for it in bundles(d, d.choose(s, rng, *LABELLED), o.pairs, rng)] + bundles(d, soft.idx, o.pairs, rng)
        jobs += [these[k] for k in rng.permutation(len(these))]
    loss_of = lambda idx: bce(matched(m, d, idx).float(), want[numbered(idx)]) + 1e-5 * m.stray.pow(2).sum()
    run(m, jobs, [([m.project], 2e-3), ([m.stray, m.lean], 1e-2), ([m.blend], 5e-2)], loss_of, o.minutes)
    m.write(f"{o.out}/static-{o.fold}.bin")
    if fold is not None: held_out_matched("table", m, d, [fold], o.pairs)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("what", choices=["convert", "teacher", "reader", "encoder", "table"])
    for name in ("data", "start", "out", "soft", "fold", "further"): ap.add_argument(f"--{name}")
    for name, kind, usual in (("epochs", int, 2), ("rate", float, 2e-4), ("pieces", int, 24000), ("pairs", int, 2500), ("plain", float, 0.5), ("drop", float, 0.0),
                              ("minutes", float, None)):
        ap.add_argument(f"--{name}", type=kind, default=usual)
    o = ap.parse_args()
    torch.backends.cuda.matmul.allow_tf32 = True
    if o.what == "convert":
        from safetensors.torch import load_file
        return torch.save({k.removeprefix("bert."): v for k, v in load_file(o.start).items()}, o.out)
    d = Data(o.data); log("stories", len(d.gold), len(d.noisy), len(d.silver), "pairs", len(d.pair))
    globals()[o.what](o, d)


if __name__ == "__main__":
    main()
