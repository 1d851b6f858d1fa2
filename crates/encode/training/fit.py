"""Trains the teacher and the student of the pair model and measures both on held-out events.

    fit.py convert --start model.safetensors --out start.pt
    fit.py teacher --data data.npz --start mpnet.pt  --fold base --out DIR
    fit.py teacher --data data.npz --start DIR/base.pt --fold K --out DIR
    fit.py student --data data.npz --start minilm.pt --soft DIR --out DIR
    fit.py table   --data data.npz --start minilm.pt --fold K|all --soft DIR --out DIR

Fold K leaves out the labelled events whose place in the sorted list is K modulo 3. The seed is fixed. The teacher learns first from
the stories labelled once, then from the labelled events; in both from the wording of the facts too, and from VitaminC. It says its mind on the
pairs of the stories labelled once or not at all (DIR/softK.npz, DIR/marksK.npz). The student learns from what the teachers said and from the stories labelled once; the labelled events it never
sees, so that all of them can measure it and train what reads its figures. The table of static vectors learns from the labelled events too.
"""
import argparse, math, os, time

import numpy as np
import torch
import torch.nn.functional as F

from networks import N_FAMILIES, N_KINDS, Student, Table, Teacher

SEED = 20260101
FAMILY = np.array([0, 0, 0, 1, 3, 3, 2, 2, 2, 4])  # of each kind
CLS, SEP = 101, 102
DEV = "cuda" if torch.cuda.is_available() else "cpu"
T0 = time.time()
RANK, N_PROCESSES = int(os.environ.get("RANK", 0)), int(os.environ.get("WORLD_SIZE", 1))
N_WORKERS = int(os.environ.get("WORKERS", 3))  # processes that make batches
NOISY = 0.3  # how far the student heeds a label of a story labelled once beside what the teachers say


def log(*a): print(f"[{time.time() - T0:6.1f}]", *a, flush=True)


class Data:
    def __init__(self, path, tiny=0):
        z = np.load(path)
        for k in z.files: setattr(self, k, z[k])
        own, ctx = self.own, self.ctx
        self.sentence = [own[a:b].astype(np.int64) for a, b in zip(self.own_ends[:-1], self.own_ends[1:])]
        self.context = [ctx[a:b].astype(np.int64) for a, b in zip(self.ctx_ends[:-1], self.ctx_ends[1:])]
        order = np.searchsorted(self.pair_story, np.arange(len(self.story_kind) + 1))
        self.pairs_of = [(order[i], order[i + 1]) for i in range(len(self.story_kind))]
        self.kinds_of, self.tags_of = {}, {}
        for n, k in self.kinds: self.kinds_of.setdefault(int(n), set()).add(int(k))
        for n, *t in self.tags: self.tags_of.setdefault(int(n), []).append(tuple(map(int, t)))
        self.gold, self.silver, self.noisy = (np.flatnonzero(self.story_kind == k) for k in range(3))
        # How rare each piece of a sentence is among the sentences of its story, as `encode::weigh_together` counts it.
        self.rarity = [np.ones(len(s), np.float32) for s in self.sentence]
        for a, b in zip(self.story_first[:-1], self.story_first[1:]):
            if b == a: continue
            count = np.bincount(np.concatenate([np.unique(s) for s in self.sentence[a:b]]), minlength=1)
            for n in range(a, b): self.rarity[n] = np.log((b - a + 1) / count[self.sentence[n]]).astype(np.float32)
        self.is_noisy = np.isin(self.pair_story, self.noisy)
        if tiny:
            self.gold, self.silver, self.noisy = self.gold[:tiny * 3], self.silver[:tiny * 3], self.noisy[:tiny * 3]
            self.conflict, self.stated = self.conflict[:60], self.stated[:60]

    def choose(self, story, rng, top, rest):
        """Pairs of a story to learn from: all linked ones, the likeliest `top` and a random `rest` of the others."""
        a, b = self.pairs_of[story]
        idx = np.arange(a, b)
        linked = idx[self.pair_label[a:b] == 1]
        others = idx[self.pair_label[a:b] != 1]
        others = others[np.argsort(-self.pair_p[others].astype(np.float32), kind="stable")]
        far = others[top:]
        if len(far) > rest: far = rng.choice(far, rest, replace=False)
        return np.concatenate([linked, others[:top], far])

    def targets(self, idx, swap, lengths, width, places):
        """Kinds [n, 10] and tags [n, width, 5] of pairs; `places` gives where each side's own pieces begin in its row."""
        kinds = np.zeros((len(idx), N_KINDS), np.float32); tags = np.zeros((len(idx), width, N_FAMILIES), np.float32)
        for r, n in enumerate(idx):
            for k in self.kinds_of.get(int(n), ()): kinds[r, k] = 1
            for side, family, b, e in self.tags_of.get(int(n), ()):
                s = side ^ int(swap[r]); at = places[r][s]
                tags[r, at + b:at + e, family] = 1
        return torch.from_numpy(kinds), torch.from_numpy(tags)


def pad(rows, fill):
    n = max(map(len, rows)); n = (n + 7) // 8 * 8
    out = np.full((len(rows), n), fill, np.int64)
    for r, row in enumerate(rows): out[r, :len(row)] = row
    return out


def teacher_batch(d, pairs, swap):
    rows, sides, places = [], [], []
    for (i, j), s in zip(pairs, swap):
        if s: i, j = j, i
        a, b, ca, cb = d.sentence[i] + 4, d.sentence[j] + 4, d.context[i] + 4, d.context[j] + 4
        rows.append(np.concatenate([[0], ca, [2], a, [2, 2], cb, [2], b, [2]]))
        sides.append(np.concatenate([np.full(len(ca) + 2, -1), np.zeros(len(a), int), np.full(len(cb) + 3, -1), np.ones(len(b), int), [-1]]))
        places.append((len(ca) + 2, len(ca) + len(a) + len(cb) + 5))
    ids, side = pad(rows, 1), pad(sides, -1)
    mask = ids != 1
    return tuple(torch.from_numpy(x) for x in (ids, mask, side)), places


def student_batch(d, pairs, swap):
    """The sentences of the pairs once each, and for each pair where its rows lie among theirs."""
    unique, where = np.unique(pairs, return_inverse=True); where = where.reshape(-1, 2)
    rows, types, first = [], [], []
    for u in unique:
        own, ctx = d.sentence[u], d.context[u]
        rows.append(np.concatenate([[CLS], ctx, [SEP], own, [SEP]]))
        types.append(np.concatenate([np.zeros(len(ctx) + 2, int), np.ones(len(own) + 1, int)])); first.append(len(ctx) + 2)
    ids, types_ = pad(rows, 0), pad(types, 0)
    width = ids.shape[1]
    mask = np.zeros(ids.shape, bool)
    for r, row in enumerate(rows): mask[r, :len(row)] = True
    joined, sides, places, ends = [], [], [], []
    for (x, y), s in zip(where, swap):
        if s: x, y = y, x
        spans = []
        for u in (x, y):
            n = len(rows[u])
            spans.append(np.concatenate([[u * width], u * width + np.arange(first[u], n)]))
        joined.append(np.concatenate(spans)); sides.append(np.concatenate([np.full(len(p), k) for k, p in enumerate(spans)]))
        places.append((1, len(spans[0]) + 1))
    at, side = pad(joined, -1), pad(sides, -1)
    t = torch.from_numpy
    own, rare = np.zeros(ids.shape, bool), np.zeros(ids.shape, np.float32)
    for r, row in enumerate(rows): own[r, first[r]:len(row) - 1] = True; rare[r, first[r]:len(row) - 1] = d.rarity[unique[r]]
    order = where if swap is None else np.where(np.array(swap)[:, None], where[:, ::-1], where)
    return (t(ids), t(types_), t(mask), (t(own), t(rare)), t(at), t(side), t(np.ascontiguousarray(order))), places


def student_forward(m, batch, late=True, n_read=None):
    """What is said of each pair of a batch (of its first `n_read` alone, if given), marks of their pieces, and the match of the lower layers."""
    ids, types, mask, (own, rare), at, side, order = batch
    if isinstance(m, Table): return None, None, m.late(*(v for u in order.T for v in (ids[u], own[u], rare[u])))
    x = m.lower(ids, types, mask)
    flat = x.reshape(-1, x.shape[-1])
    at, side = at[:n_read], side[:n_read]
    said, tags = m.upper(flat[at.clamp(min=0)], side, at >= 0)
    if not late: return said, tags, None
    a, b = order[:, 0], order[:, 1]
    return said, tags, m.late(x[a], own[a], rare[a], x[b], own[b], rare[b])


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
def say(m, d, idx, is_teacher, budget=24000, tags=False):
    """What a model says of pairs, in batches of like length: outputs [n, 12], and if asked tags as a list of [pieces of both, 5]."""
    m.eval()
    length = np.array([len(d.sentence[i]) + len(d.sentence[j]) for i, j in d.pair[idx]]) if len(idx) else np.zeros(0)
    out, late, marks = np.zeros((len(idx), 2 + N_KINDS), np.float32), np.zeros(len(idx), np.float32), [None] * len(idx)
    if is_teacher:
        order = np.argsort(length, kind="stable"); groups, at = [], 0
        while at < len(order):
            n = max(1, min(int(budget // (length[min(at + 256, len(order) - 1)] + 60)), 512)); groups.append(order[at:at + n]); at += n
    else:
        groups = np.array_split(np.arange(len(idx)), max(1, len(idx) // 384))
    groups = [g for g in groups if len(g)]
    read = teacher_batch if is_teacher else student_batch
    for g, (batch, places) in zip(groups, ahead(groups, lambda g: read(d, d.pair[idx[g]], np.zeros(len(g), bool)))):
        batch = on_device(batch)
        with torch.autocast(DEV, torch.bfloat16, enabled=DEV != "cpu"):
            if is_teacher: said, tag = m(*batch); l = said[:, 0]
            else: said, tag, l = student_forward(m, batch)
        if said is not None: out[g] = said.float().cpu().numpy()
        late[g] = l.float().cpu().numpy()
        if tags:
            tag = tag.half().cpu()
            for r, n in enumerate(g):
                i, j = d.pair[idx[n]]; (a, b) = places[r]
                if out[n, 0] > -1.0: marks[n] = torch.cat([tag[r, a:a + len(d.sentence[i])], tag[r, b:b + len(d.sentence[j])]])
    return out, late, marks


def held_out(m, d, fold, is_teacher, out=None, least=0.004):
    """Measures a model on the events of a fold; writes what it says of their pairs."""
    events = [s for s in d.gold if d.story_fold[s] == fold]
    idx = np.concatenate([np.arange(*d.pairs_of[s]) for s in events])
    n_gold = int((d.pair_label[idx] == 1).sum())
    idx = idx[d.pair_p[idx] >= least]
    said, late, _ = say(m, d, idx, is_teacher)
    label = (d.pair_label[idx] == 1).astype(int)
    p = d.pair_p[idx].astype(np.float32).clip(1e-4, 1 - 1e-4); first = np.log(p / (1 - p))
    measure("stage one", first, label, n_gold)
    measure("pair model", said[:, 0], label, n_gold)
    if not is_teacher: measure("lower layers", late, label, n_gold)
    for w in (0.3, 0.6): measure(f"pair model + {w} stage one", said[:, 0] + w * first, label, n_gold)
    if isinstance(m, Table): return
    linked = label == 1
    truth = np.zeros((linked.sum(), N_KINDS), int)
    for r, n in enumerate(idx[linked]):
        for k in d.kinds_of.get(int(n), ()): truth[r, k] = 1
    prob = 1 / (1 + np.exp(-said[linked][:, 2:]))
    any_ = 1 - np.prod(1 - prob, axis=1)
    log("differences of linked pairs: any F1 %.3f (all: %.3f)" % (best_f1(any_, truth.any(1).astype(int)), 2 * truth.any(1).mean() / (1 + truth.any(1).mean())))
    fam_t = np.stack([truth[:, FAMILY == f].any(1) for f in range(5)], 1).astype(int)
    fam_p = np.stack([1 - np.prod(1 - prob[:, FAMILY == f], axis=1) for f in range(5)], 1)
    log("families: " + " ".join(f"{best_f1(fam_p[:, f], fam_t[:, f]):.3f}" for f in range(5)), "typed pooled F1 %.3f" % best_f1(fam_p.ravel(), fam_t.ravel()))
    test = d.conflict[d.conflict[:, 4] == 0]
    if len(test):
        c = conflict_scores(m, d, test, is_teacher); ok = (c > 0) == (test[:, 2] == 1); ev = test[:, 3] == 1
        log(f"VitaminC held-out: evidences {ok[ev].mean():.3f} of {ev.sum()}, claim and evidence {ok[~ev].mean():.3f} of {(~ev).sum()}")
    if out: np.savez_compressed(out, idx=idx, said=said.astype(np.float16), late=late.astype(np.float16))


@torch.no_grad()
def conflict_scores(m, d, rows, is_teacher):
    m.eval(); out = []
    for at in range(0, len(rows), 256):
        p = rows[at:at + 256, :2]; swap = np.zeros(len(p), bool)
        with torch.autocast(DEV, torch.bfloat16):
            if is_teacher: said, _ = m(*on_device(teacher_batch(d, p, swap)[0]))
            else: said, _, _ = student_forward(m, on_device(student_batch(d, p, swap)[0]), late=False)
        out.append(said[:, 1].float().cpu().numpy())
    return np.concatenate(out)


def tag_loss(tags, want, side, weight):
    """Mean over the pieces of both sentences, then over pairs by weight."""
    own = (side >= 0).float()
    loss = F.binary_cross_entropy_with_logits(tags.float(), want, reduction="none", pos_weight=torch.full((N_FAMILIES,), 2.0, device=DEV)).mean(-1)
    per = (loss * own).sum(1) / own.sum(1).clamp(min=1)
    return (per * weight).sum() / weight.sum().clamp(min=1)


def run(m, steps, rates, forward, minutes=None, keep=None):
    """AdamW with warm-up and linear decay; `steps` is a list of jobs, `forward` gives the loss of one. With `minutes` the decay follows the
    clock and training ends with it; `keep` is called now and then to save what there is. Processes started together (`torchrun`) each take
    their share of the jobs and learn from the mean of their gradients."""
    params = [p for ps, _ in rates for p in ps]
    if DEV == "cpu": m.bfloat16()  # all of it: what autocast turns back and forth costs a third of the time
    # What is trained are 32-bit copies, so that small steps are not lost.
    copies = {p: p.detach().float().clone().requires_grad_() if p.dtype != torch.float32 else p for p in params}
    groups = [dict(params=[copies[p] for p in ps], lr=r, peak=r) for ps, r in rates]
    opt = torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98), fused=True)
    total, warm, seen, began = len(steps), max(1, len(steps) // 20), [], time.time()
    for n, job in enumerate(steps):
        m.train()
        left = max(0.0, min((total - n) / max(1, total - warm), 1 - (time.time() - began) / (60 * minutes) if minutes else 1))
        with torch.autocast(DEV, torch.bfloat16, enabled=DEV != "cpu"): loss = forward(job)
        m.zero_grad(set_to_none=True); loss.backward()
        for p, copy in copies.items(): copy.grad = None if p.grad is None else p.grad.to(copy.dtype)
        if N_PROCESSES > 1: left = share_gradients(list(copies.values()), left)
        if left <= 0: break
        for g in opt.param_groups: g["lr"] = g["peak"] * min((n + 1) / warm, left)
        torch.nn.utils.clip_grad_norm_(list(copies.values()), 1.0); opt.step()
        with torch.no_grad():
            for p, copy in copies.items():
                if copy is not p: p.copy_(copy)
        if n % 20 == 0: seen.append(loss.detach().float())
        if n % max(1, total // 40) == 0:
            log(f"step {n}/{total} loss {torch.stack(seen[-20:]).mean().item():.3f}")
            if keep and RANK == 0: keep()
    log(f"ended after {n + 1} of {total} steps")


def share_gradients(params, left):
    """Puts the mean of all processes' gradients into each; gives the mean of what is left of the time."""
    grads = [torch.zeros_like(p) if p.grad is None else p.grad for p in params]
    flat = torch.cat([g.flatten() for g in grads] + [torch.tensor([left])])
    torch.distributed.all_reduce(flat)
    flat /= N_PROCESSES
    at = 0
    for p, g in zip(params, grads): p.grad = flat[at:at + g.numel()].view_as(g); at += g.numel()
    return flat[-1].item()


def write(m, path):
    """What was trained: matrices in 7-bit steps with a scale a row, as the program runs them, the rest in 32 bits."""
    arrays = {}
    for k, v in m.state_dict().items():
        if k.split(".")[0] in ("words", "places", "types"): continue
        v = v.float().cpu().numpy()
        if k.startswith("layers.") and v.ndim == 2:
            s = np.maximum(np.abs(v).max(1), 1e-8) / 63
            arrays[k + "#q"], arrays[k + "#s"] = np.round(v / s[:, None]).astype(np.int8), s.astype(np.float32)
        else: arrays[k] = v
    np.savez_compressed(path, **arrays)


def ahead(jobs, make):
    """Runs `make` on jobs in other processes ahead of the loop; in order."""
    class Made(torch.utils.data.Dataset):
        def __len__(self): return len(jobs)
        def __getitem__(self, n): return make(jobs[n])
    if N_WORKERS == 0: return Made()
    return torch.utils.data.DataLoader(Made(), batch_size=None, num_workers=N_WORKERS, prefetch_factor=6)


def on_device(x):
    if torch.is_tensor(x): return x.to(DEV, non_blocking=True)
    return tuple(map(on_device, x)) if isinstance(x, (tuple, list)) else x


def stated_jobs(d, folds, rng, batch):
    """Batches of facts in their own wording and sentences that state them or do not, of these folds."""
    rows = d.stated[np.isin(d.stated[:, 3], folds)]
    rows = rows[rng.permutation(len(rows))]
    return [("stated", g) for g in np.array_split(rows, max(1, len(rows) // batch))] if len(rows) else []


def train_teacher(o, d):
    is_base = o.fold == "base"
    fold = -1 if is_base else int(o.fold); rng = np.random.default_rng(SEED + fold + 1); torch.manual_seed(SEED)
    start = torch.load(o.start)
    m = Teacher(None if "head.mix.weight" in start else start)
    if "head.mix.weight" in start: m.load_state_dict(start)
    m = m.to(DEV)
    events = [] if is_base else [s for s in d.gold if d.story_fold[s] != fold]
    vc = d.conflict[d.conflict[:, 4] == 1]
    jobs = []
    for epoch in range(o.epochs):
        these = [d.choose(s, rng, o.top, o.rest) for s in events]
        if is_base: these += [d.choose(s, rng, o.top // 2, o.rest // 2) for s in d.noisy]
        idx = np.concatenate(these); rng.shuffle(idx)
        length = np.array([len(d.sentence[i]) + len(d.sentence[j]) for i, j in d.pair[idx]])
        # Batches of like length, in random order.
        block = [b[np.argsort(length[b], kind="stable")] for b in np.array_split(np.arange(len(idx)), max(1, len(idx) // (o.batch * 12)))]
        these = [("gold", idx[g]) for b in block for g in np.array_split(b, max(1, len(b) // o.batch))]
        v = rng.permutation(len(vc))[:o.conflict]
        these += [("vitaminc", vc[g]) for g in np.array_split(v, max(1, len(v) // o.batch))]
        if epoch == 0: these += stated_jobs(d, [-1] if is_base else [k for k in range(3) if k != fold], rng, o.batch)
        jobs += [these[k] for k in rng.permutation(len(these))]

    def make(job):
        kind, idx = job
        swap = np.random.default_rng(int(idx.ravel()[0])).random(len(idx)) < 0.5
        batch, places = teacher_batch(d, d.pair[idx] if kind == "gold" else idx[:, :2], swap)
        if kind != "gold": return kind, batch, torch.from_numpy(idx[:, 2]).float(), (), ()
        label = torch.from_numpy((d.pair_label[idx] == 1).astype(np.float32))
        return kind, batch, label, *d.targets(idx, swap, None, batch[0].shape[1], places)

    def forward(job):
        kind, batch, label, kinds, tags_w = on_device(job)
        said, tags = m(*batch)
        bce = F.binary_cross_entropy_with_logits
        if kind == "vitaminc": return 0.5 * bce(said[:, 1].float(), label)
        if kind == "stated": return 0.5 * bce(said[:, 0].float(), label)
        k = bce(said[:, 2:].float(), kinds, reduction="none").mean(1)
        return bce(said[:, 0].float(), label) + 2.0 * (k * label).sum() / label.sum().clamp(min=1) + 1.0 * tag_loss(tags, tags_w, batch[2], label)

    deep = [p for n, p in m.named_parameters() if not n.startswith("head.")]
    run(m, ahead(jobs, make), [(deep, o.rate), (list(m.head.parameters()), 10 * o.rate)], forward)
    if is_base:
        held_out(m, d, 0, True)
        return torch.save(m.state_dict(), f"{o.tmp}/base.pt")
    idx = np.concatenate([d.choose(s, rng, o.silver, 24) for s in np.concatenate([d.silver, d.noisy])])
    said, _, marks = say(m, d, idx, True, tags=True)
    has = np.array([it is not None for it in marks])
    np.savez_compressed(f"{o.out}/soft{fold}.npz", idx=idx.astype(np.int32), said=said.astype(np.float16), has=has)
    steps = torch.sigmoid(torch.cat([it for it in marks if it is not None]).float()) * 255
    np.savez_compressed(f"{o.out}/marks{fold}.npz", m=(steps.round().to(torch.uint8) // 8).numpy())
    log("silver said", len(idx), "share over 0.5: %.3f" % (said[:, 0] > 0).mean())
    held_out(m, d, fold, True, f"{o.out}/teacher{fold}-heldout.npz")


def soft_labels(d, folder, folds):
    """What the teachers of folds said, the mean of all: probabilities and marks of each pair, and the pairs of each story."""
    heard = {}
    for fold in folds:
        t, steps, at = np.load(f"{folder}/soft{fold}.npz"), np.load(f"{folder}/marks{fold}.npz")["m"], 0
        prob = 1 / (1 + np.exp(-t["said"].astype(np.float32)))
        for n, p, has in zip(t["idx"].tolist(), prob, t["has"]):
            part = None
            if has: size = sum(len(d.sentence[s]) for s in d.pair[n]); part = steps[at:at + size]; at += size
            heard.setdefault(n, []).append((p, part))
    said = {n: np.mean([p for p, _ in all_], axis=0).astype(np.float32) for n, all_ in heard.items()}
    marks = {n: [m for _, m in all_ if m is not None] for n, all_ in heard.items()}
    by_story = {}
    for n in said: by_story.setdefault(int(d.pair_story[n]), []).append(n)
    log("soft labels", len(said))
    return said, marks, by_story


def train_student(o, d):
    fold = -2 if o.fold in (None, "all") else int(o.fold); rng = np.random.default_rng(SEED + 7); torch.manual_seed(SEED)
    is_table = o.what == "table"
    if is_table:
        m = Table(torch.load(o.start)["embeddings.word_embeddings.weight"].float(), torch.from_numpy(np.bincount(d.own, minlength=30522) + 1.0)).to(DEV)
    else:
        m = Student(o.split, torch.load(o.start)).to(DEV)
    said, marks, by_story = soft_labels(d, o.soft, range(3) if fold < 0 else [fold])
    events = [s for s in d.gold if d.story_fold[s] != fold] if is_table else []
    jobs = []
    for epoch in range(o.epochs):
        these = []
        for s in events:
            idx = d.choose(s, rng, o.top, o.rest); rng.shuffle(idx)
            these += [("gold", g) for g in np.array_split(idx, max(1, round(len(idx) / o.batch)))]
        bundle = []
        if epoch < o.silver_epochs:
            for s in rng.permutation(sorted(by_story)):
                bundle += by_story[s]
                if len(bundle) >= o.batch:
                    these += [("silver", g) for g in (np.array_split(bundle, max(1, round(len(bundle) / o.batch))) if is_table else [np.array(bundle)])]; bundle = []
        jobs += [these[k] for k in rng.permutation(len(these))]

    def make(job):
        kind, idx = job
        chance = np.random.default_rng(int(idx.ravel()[0])); swap = chance.random(len(idx)) < 0.5
        if not is_table:  # in front the pairs that the upper layers read: some likely ones and a few others
            idx = idx[chance.permutation(len(idx))]
            likely = np.array([said[int(n)][0] > 0.3 for n in idx])
            front = np.concatenate([np.flatnonzero(likely)[:o.likely], np.flatnonzero(~likely)[:o.others]])
            idx = np.concatenate([idx[front], np.delete(idx, front)])
        batch, places = student_batch(d, d.pair[idx], swap)
        width = batch[4].shape[1]
        label = torch.from_numpy((d.pair_label[idx] == 1).astype(np.float32))
        if kind == "gold": return kind, batch, label, *d.targets(idx, swap, None, width, places), label
        known = torch.from_numpy(d.is_noisy[idx].astype(np.float32)) * NOISY
        told = torch.from_numpy(np.stack([said[int(n)] for n in idx]))
        kinds, tags = d.targets(idx, swap, None, width, places)
        taught = np.zeros((len(idx), width, N_FAMILIES), np.float32); has = np.zeros(len(idx), np.float32)
        for r, n in enumerate(idx):
            if not marks[int(n)] or told[r, 0] < 0.3: continue
            mean = np.mean(marks[int(n)], axis=0) * (8 / 255)
            has[r] = told[r, 0]
            la = len(d.sentence[d.pair[n][0]])
            for s, part in ((0, mean[:la]), (1, mean[la:])):
                at = places[r][s ^ int(swap[r])]; taught[r, at:at + len(part)] = part
        share = known * label  # kinds are labelled where the pair is labelled as linked
        kinds = share[:, None] * kinds + (1 - share[:, None]) * told[:, 2:]
        tags = share[:, None, None] * tags + (1 - share[:, None, None]) * torch.from_numpy(taught)
        return kind, batch, known * label + (1 - known) * told[:, 0], kinds, tags, torch.from_numpy(has)

    def forward(job):
        kind, batch, label, kinds, tags_w, weight = on_device(job)
        n_read = None if is_table else o.likely + o.others
        said, tags, late = student_forward(m, batch, n_read=n_read)
        if is_table: return F.binary_cross_entropy_with_logits(late, label) + 1e-5 * m.stray.pow(2).sum()
        said = said.float(); bce = F.binary_cross_entropy_with_logits
        k = bce(said[:, 2:], kinds[:n_read], reduction="none").mean(1)
        weight = weight[:n_read]
        loss = bce(late.float(), label) + 0.3 * bce(said[:, 0], label[:n_read])
        return loss + (k * weight).sum() / weight.sum().clamp(min=1) + 0.5 * tag_loss(tags, tags_w[:n_read], batch[5][:n_read], weight)

    if is_table:
        run(m, ahead(jobs, make), [([m.project], 2e-3), ([m.stray, m.lean], 1e-2), ([m.blend], 5e-2)], forward)
        if fold >= 0: held_out(m, d, fold, False)
        m.write(f"{o.out}/static-{o.fold}.bin")
        return
    new = [p for n, p in m.named_parameters() if n.split(".")[0] in ("head", "sides", "project", "importance", "blend")]
    # The embeddings stay as they are: fewer numbers to learn from few events, and all models share them.
    old = [p for n, p in m.named_parameters() if n.split(".")[0] in ("layers", "norm")]
    for it in m.modules():
        if isinstance(it, torch.nn.Dropout): it.p = 0.0  # soft labels of pairs seen once or twice need none
    name = f"{o.out}/student-{o.name or o.split}"
    if N_PROCESSES > 1:
        torch.distributed.init_process_group("gloo")
        jobs = jobs[RANK:len(jobs) // N_PROCESSES * N_PROCESSES:N_PROCESSES]
    run(m, ahead(jobs, make), [(old, o.rate), (new, 5 * o.rate)], forward, o.minutes, lambda: write(m, f"{name}.npz"))
    if RANK: return
    write(m, f"{name}.npz")
    for fold in range(3): held_out(m, d, fold, False, f"{name}-heldout{fold}.npz", o.least)
    log("done", name)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("what", choices=["convert", "teacher", "student", "table"]); ap.add_argument("--data"); ap.add_argument("--start"); ap.add_argument("--fold")
    ap.add_argument("--out"); ap.add_argument("--tmp"); ap.add_argument("--soft"); ap.add_argument("--split", type=int, default=3)
    ap.add_argument("--epochs", type=int, default=3); ap.add_argument("--silver-epochs", type=int, default=9); ap.add_argument("--rate", type=float)
    ap.add_argument("--batch", type=int, default=64); ap.add_argument("--top", type=int, default=160); ap.add_argument("--rest", type=int, default=60)
    ap.add_argument("--silver", type=int, default=280); ap.add_argument("--conflict", type=int, default=6000); ap.add_argument("--tiny", type=int, default=0); ap.add_argument("--likely", type=int, default=10); ap.add_argument("--others", type=int, default=3); ap.add_argument("--least", type=float, default=0.004); ap.add_argument("--minutes", type=float); ap.add_argument("--name")
    o = ap.parse_args(); o.tmp = o.tmp or o.out; o.rate = o.rate or (4e-5 if o.what == "teacher" else 1.2e-4)
    torch.backends.cuda.matmul.allow_tf32 = True
    if o.what == "convert":
        from safetensors.torch import load_file
        return torch.save({k.removeprefix("bert."): v for k, v in load_file(o.start).items()}, o.out)
    if o.tiny: Teacher.LAYERS = 1
    d = Data(o.data, o.tiny); log("data", len(d.gold), len(d.silver))
    (train_teacher if o.what == "teacher" else train_student)(o, d)


if __name__ == "__main__":
    main()
