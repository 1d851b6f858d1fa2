"""The arrays of `prepare.py` on the device that trains, and batches of sentences and of pairs made there."""
import numpy as np
import torch

from networks import N_FAMILIES, N_KINDS

DEV = "cuda" if torch.cuda.is_available() else "cpu"
GOLD, SILVER, NOISY = 0, 1, 2  # kinds of story, as `prepare.py` numbers them


def numbered(idx):
    """Numbers of rows or pairs, on the device."""
    return torch.from_numpy(np.ascontiguousarray(idx, dtype=np.int64)).to(DEV)


class Ragged:
    """Rows of unequal length in one array."""
    def __init__(self, values, ends):
        self.values = torch.from_numpy(values.astype(np.int32)).to(DEV)
        self.sizes, self.firsts = np.diff(ends), ends[:-1]  # on the processor, where batches are chosen
        self.size, self.first = numbered(self.sizes), numbered(self.firsts)


class Marks:
    """For some pairs, a number from 0 to 255 for each family of differences and each word piece, the first sentence's and then the second's."""
    def __init__(self, n_pairs, idx, sizes, values):
        self.first = torch.full((n_pairs,), -1, dtype=torch.int64, device=DEV)
        self.first[numbered(idx)] = numbered(np.concatenate([[0], np.cumsum(sizes)[:-1]]))
        self.values = torch.from_numpy(values).to(DEV)


class Data:
    def __init__(self, path):
        z = np.load(path)
        for k in z.files: setattr(self, k, z[k])
        self.own, self.ctx = Ragged(self.own, self.own_ends), Ragged(self.ctx, self.ctx_ends)
        order = np.searchsorted(self.pair_story, np.arange(len(self.story_kind) + 1))
        self.pairs_of = [(order[i], order[i + 1]) for i in range(len(self.story_kind))]
        self.gold, self.silver, self.noisy = (np.flatnonzero(self.story_kind == k) for k in range(3))
        self.length = self.own.sizes[self.pair].sum(1) + self.ctx.sizes[self.pair].sum(1)
        self.is_linked = self.pair_label == 1
        on = lambda it: torch.from_numpy(it).to(DEV)
        self.label, self.known = on(self.is_linked.astype(np.float32)), on(np.isin(self.pair_story, self.noisy))
        kinds = np.zeros((len(self.pair), N_KINDS), np.uint8); kinds[tuple(self.kinds.T)] = 1
        self.kind = on(kinds)
        self.marks = self.labelled_marks()
        self.rare = self.rarity()

    def labelled_marks(self):
        """Linked pairs have marks, none where no difference is labelled; those whose differences were labelled without words have not."""
        idx = np.flatnonzero(self.is_linked & ~np.isin(np.arange(len(self.pair)), np.setdiff1d(self.kinds[:, 0], self.tags[:, 0])))
        sizes = self.own.sizes[self.pair[idx]].sum(1)
        first = dict(zip(idx.tolist(), np.concatenate([[0], np.cumsum(sizes)]).tolist()))
        values = np.zeros((sizes.sum(), N_FAMILIES), np.uint8)
        for n, side, family, begin, end in self.tags:
            if n not in first: continue
            at = first[n] + side * self.own.sizes[self.pair[n, 0]]
            values[at + begin:at + end, family] = 255
        return Marks(len(self.pair), idx, sizes, values)

    def rarity(self):
        """How rare each piece of a sentence is among the sentences of its story, as `encode::weigh_together` counts it."""
        values, out = self.own.values.cpu().numpy(), np.ones(len(self.own.values), np.float32)
        for a, b in zip(self.story_first[:-1], self.story_first[1:]):
            if b == a: continue
            rows = [values[self.own_ends[n]:self.own_ends[n + 1]] for n in range(a, b)]
            count = np.bincount(np.concatenate([np.unique(it) for it in rows]), minlength=1)
            flat = slice(self.own_ends[a], self.own_ends[b])
            out[flat] = np.log((b - a + 1) / count[values[flat]])
        return torch.from_numpy(out).to(DEV)

    def choose(self, story, rng, top, rest):
        """Pairs of a story to learn from: all linked ones, the likeliest `top` and a random `rest` of the others."""
        a, b = self.pairs_of[story]
        idx = np.arange(a, b)
        linked, others = idx[self.is_linked[a:b]], idx[~self.is_linked[a:b]]
        others = others[np.argsort(-self.pair_p[others].astype(np.float32), kind="stable")]
        far = others[top:]
        if len(far) > rest: far = rng.choice(far, rest, replace=False)
        return np.concatenate([linked, others[:top], far])


def batches(length, n_pieces, rng=None):
    """Places of rows of like length, so many that a batch holds about `n_pieces`; in random order if `rng` is given."""
    order = np.arange(len(length)) if rng is None else rng.permutation(len(length))
    blocks = [order] if rng is None else np.array_split(order, max(1, int(length.sum()) // (n_pieces * 12)))
    out = []
    for block in blocks:
        block = block[np.argsort(length[block], kind="stable")]
        ends, at = length[block], 0
        while at < len(block):
            n = max(1, n_pieces // (int(ends[at]) + 8))
            n = max(1, min(n, n_pieces // (int(ends[min(at + n, len(block)) - 1]) + 8)))
            out.append(block[at:at + n]); at += n
    return out if rng is None else [out[k] for k in rng.permutation(len(out))]


def put(at, first, size, flat, begin):
    """Which places `at` of rows lie in a part of `size` from `first`, and what `flat` holds for them from `begin` on."""
    inside = (at >= first[:, None]) & (at < (first + size)[:, None])
    return inside, flat[(begin[:, None] + at - first[:, None]).clamp(0, len(flat) - 1)]


class Joined:
    """Pairs as a network reads them, both sentences in one row: `ids`, `mask`, `side` (0 first, 1 second sentence, -1 neither), `types`."""
    def __init__(self, d, idx, form, swap=None):
        pairs = d.pair[idx] if idx.ndim == 1 else idx
        width = int((d.own.sizes[pairs].sum(1) + d.ctx.sizes[pairs].sum(1)).max()) + 4 + form.BETWEEN
        self.at = torch.arange((width + 7) // 8 * 8, device=DEV)[None]
        pairs = numbered(pairs)
        if swap is not None: pairs = torch.where(swap[:, None], pairs.flip(1), pairs)
        a, b = pairs[:, 0], pairs[:, 1]
        one = torch.ones_like(a)
        parts = [(d.ctx, a, one), (d.own, a, 2 + d.ctx.size[a])]
        parts.append((d.ctx, b, parts[1][2] + d.own.size[a] + form.BETWEEN)); parts.append((d.own, b, parts[2][2] + d.ctx.size[b] + 1))
        self.firsts = parts[1][2], parts[3][2]
        n = parts[3][2] + d.own.size[b] + 1
        self.mask = self.at < n[:, None]
        self.ids = torch.where(self.mask, form.END, form.PAD); self.ids[:, 0] = form.START
        for rows, which, first in parts:
            inside, values = put(self.at, first, rows.size[which], rows.values, rows.first[which])
            self.ids = torch.where(inside, values.long() + form.SHIFT, self.ids)
        self.own = [(self.at >= first[:, None]) & (self.at < (first + d.own.size[which])[:, None]) for first, which in zip(self.firsts, (a, b))]
        self.side = self.own[1].long() - (~(self.own[0] | self.own[1])).long()
        self.types = ((self.at >= (parts[2][2])[:, None]) & self.mask).long()
        self.sizes = d.own.size[a], d.own.size[b]

    def __iter__(self): return iter((self.ids, self.mask, self.side, self.types))

    def marks(self, marks, idx, swap):
        """Marks of these pairs, from 0 to 1, [pair, place, family], and which pairs have any."""
        begin = marks.first[idx]
        has = begin >= 0
        begin = begin.clamp(min=0)
        out = torch.zeros(*self.ids.shape, N_FAMILIES, device=DEV)
        for first, size, other, is_first in zip(self.firsts, self.sizes, reversed(self.sizes), (True, False)):
            # Marks stand in the order of the pair, whichever of the two is read first.
            from_ = begin + torch.where(swap == is_first, other, torch.zeros_like(other))
            inside, values = put(self.at, first, size, marks.values, from_)
            out = torch.where(inside[..., None], values.float() / 255, out)
        return out * has[:, None, None], has


class Single:
    """Sentences with their contexts, `[CLS] context [SEP] sentence [SEP]`: `ids`, `types`, `mask`, and of the sentence's own pieces which they
    are (`own`) and how rare. Without contexts, `ids` are the sentences' own alone."""
    def __init__(self, d, which, with_context=True):
        width = int((d.own.sizes[which] + (d.ctx.sizes[which] + 3 if with_context else 0)).max())
        at = torch.arange((width + 7) // 8 * 8, device=DEV)[None]
        which = numbered(which)
        self.first = d.ctx.size[which] + 2 if with_context else torch.zeros_like(which)
        self.own, own = put(at, self.first, d.own.size[which], d.own.values, d.own.first[which])
        self.rare = put(at, self.first, d.own.size[which], d.rare, d.own.first[which])[1]
        if not with_context: self.ids = torch.where(self.own, own.long(), 0); return
        self.mask = at < (self.first + d.own.size[which] + 1)[:, None]
        before, ctx = put(at, torch.ones_like(which), d.ctx.size[which], d.ctx.values, d.ctx.first[which])
        ids = torch.where(self.mask, 102, 0); ids[:, 0] = 101
        self.ids = torch.where(self.own, own.long(), torch.where(before, ctx.long(), ids))
        self.types = ((at >= self.first[:, None]) & self.mask).long()

    def cut(self, x, width):
        """Of rows [sentence, place, number], and of `own` and `rare`, the places of the sentences' own pieces, the first of `width`."""
        at = (self.first[:, None] + torch.arange(width, device=DEV)).clamp(max=x.shape[1] - 1)
        own = torch.arange(width, device=DEV) < self.own.sum(1, keepdim=True)
        return x.gather(1, at[..., None].expand(-1, -1, x.shape[2])), own, self.rare.gather(1, at)
