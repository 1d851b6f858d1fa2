"""The networks: a large teacher, and what ships: a reader of pairs, an encoder of sentences, a table of static vectors.

Teacher and reader give, for a pair: a logit that the two state one fact, one for each kind of difference, one that they cannot both be true,
and for each word piece one logit for each family of differences (is this piece among the words that differ?).
"""
import math

import torch
import torch.nn.functional as F
from torch import nn

N_KINDS, N_FAMILIES = 10, 5
N_OUT = 2 + N_KINDS  # one fact, cannot both be true, kinds


class Layer(nn.Module):
    """A transformer layer with the normalisation after each half (BERT, MPNet)."""
    def __init__(self, width, heads, inner, eps, drop=0.1):
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width); self.out = nn.Linear(width, width)
        self.norm1 = nn.LayerNorm(width, eps=eps)
        self.up = nn.Linear(width, inner); self.down = nn.Linear(inner, width)
        self.norm2 = nn.LayerNorm(width, eps=eps)
        self.drop = nn.Dropout(drop)

    def forward(self, x, mask):
        b, n, w = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, self.heads, w // self.heads).permute(2, 0, 3, 1, 4)
        if x.is_cuda: a = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        else:  # on a processor the steps one by one are faster
            away = mask if mask.is_floating_point() else torch.zeros(mask.shape, dtype=q.dtype).masked_fill_(~mask, -1e4)
            a = torch.softmax((q * (w // self.heads) ** -0.5) @ k.transpose(-1, -2) + away, dim=-1) @ v
        x = self.norm1(x + self.drop(self.out(a.transpose(1, 2).reshape(b, n, w))))
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))


def load_layers(layers, w, name):
    """Fills layers from a checkpoint; `name(i)` gives the names of q, k, v, out, norm1, up, down, norm2 of layer i."""
    for i, layer in enumerate(layers):
        q, k, v, *rest = name(i)
        for end in ("weight", "bias"):
            getattr(layer.qkv, end).data.copy_(torch.cat([w[f"{n}.{end}"] for n in (q, k, v)]))
            for part, n in zip((layer.out, layer.norm1, layer.up, layer.down, layer.norm2), rest):
                getattr(part, end).data.copy_(w[f"{n}.{end}"])


class Head(nn.Module):
    """From the rows of both sentences to what is said of the pair. `side` is 0 for rows of the first, 1 for the second, -1 for neither."""
    def __init__(self, width):
        super().__init__()
        self.mix = nn.Linear(4 * width, width)
        self.say = nn.Linear(width, N_OUT)
        self.tag = nn.Linear(width, N_FAMILIES)
        self.drop = nn.Dropout(0.1)
        nn.init.zeros_(self.tag.bias); self.tag.bias.data.fill_(-2.0)

    def forward(self, h, side):
        of = [(side == s).to(h.dtype) for s in (0, 1)]
        a, b = ((m.unsqueeze(1) @ h).squeeze(1) / m.sum(1, keepdim=True).clamp(min=1) for m in of)
        x = torch.cat([h[:, 0], a + b, (a - b).abs(), a * b], dim=-1)
        return self.say(self.drop(F.gelu(self.mix(x)))), self.tag(h)


class Teacher(nn.Module):
    """all-mpnet-base-v2 over `<s> context </s> first </s> </s> context </s> second </s>`."""
    WIDTH, HEADS, INNER, LAYERS = 768, 12, 3072, 12
    START, END, PAD, SHIFT, BETWEEN = 0, 2, 1, 4, 2  # piece numbers are those of BERT shifted by four

    def __init__(self, w=None):
        super().__init__()
        self.words = nn.Embedding(30527, self.WIDTH); self.places = nn.Embedding(514, self.WIDTH)
        self.norm = nn.LayerNorm(self.WIDTH, eps=1e-5)
        self.bias = nn.Embedding(32, self.HEADS)
        self.layers = nn.ModuleList(Layer(self.WIDTH, self.HEADS, self.INNER, 1e-5) for _ in range(self.LAYERS))
        self.head = Head(self.WIDTH); self.drop = nn.Dropout(0.1)
        if w is not None:
            self.words.weight.data.copy_(w["embeddings.word_embeddings.weight"]); self.places.weight.data.copy_(w["embeddings.position_embeddings.weight"])
            self.norm.weight.data.copy_(w["embeddings.LayerNorm.weight"]); self.norm.bias.data.copy_(w["embeddings.LayerNorm.bias"])
            self.bias.weight.data.copy_(w["encoder.relative_attention_bias.weight"])
            load_layers(self.layers, w, lambda i: [f"encoder.layer.{i}.{n}" for n in (
                "attention.attn.q", "attention.attn.k", "attention.attn.v", "attention.attn.o", "attention.LayerNorm",
                "intermediate.dense", "output.dense", "output.LayerNorm")])

    def distance_bias(self, n):
        place = torch.arange(n, device=self.bias.weight.device)
        away = -(place[None] - place[:, None])
        bucket = (away < 0).long() * 16
        away = away.abs()
        far = 8 + (torch.log(away.clamp(min=1).float() / 8) / math.log(128 / 8) * 8).long()
        bucket = bucket + torch.where(away < 8, away, far.clamp(max=15))
        return self.bias(bucket).permute(2, 0, 1)[None]

    def encode(self, ids, mask):
        n = ids.shape[1]
        x = self.drop(self.norm(self.words(ids) + self.places.weight[2:2 + n]))
        m = self.distance_bias(n) + torch.zeros(mask.shape, device=ids.device).masked_fill(~mask, -1e4)[:, None, None]
        m = m.to(torch.bfloat16 if torch.is_autocast_enabled() else x.dtype).contiguous()
        for layer in self.layers:
            x = layer(x, m)
        return x

    def forward(self, ids, mask, side, types=None):
        return self.head(self.encode(ids, mask), side)


def rounded(words, group=32):
    """Word embeddings in 4-bit steps: whole numbers from -7 to 7, and for each `group` numbers of a row the length of a step (bfloat16)."""
    parts = words.reshape(len(words), -1, group)
    step = (parts.abs().amax(-1, keepdim=True) / 7).clamp(min=1e-6).bfloat16().float()
    return (parts / step).round().clamp(-7, 7).reshape(words.shape), step.squeeze(-1)


class Words(nn.Module):
    """From word pieces to rows: the embeddings of all-MiniLM-L6-v2, those of words in 4-bit steps and never trained, for both networks share them."""
    def __init__(self, w):
        super().__init__()
        whole, step = rounded(w["embeddings.word_embeddings.weight"].float())
        self.register_buffer("words", whole * step.repeat_interleave(whole.shape[1] // step.shape[1], 1), persistent=False)
        self.register_buffer("places", w["embeddings.position_embeddings.weight"].float(), persistent=False)
        self.types = nn.Parameter(w["embeddings.token_type_embeddings.weight"].float().clone())
        self.norm = nn.LayerNorm(self.words.shape[1], eps=1e-12)
        self.norm.weight.data.copy_(w["embeddings.LayerNorm.weight"]); self.norm.bias.data.copy_(w["embeddings.LayerNorm.bias"])

    def forward(self, ids, types):
        return self.norm(self.words[ids] + self.types[types] + self.places[:ids.shape[1]])


class MiniLM(nn.Module):
    """The first `n_layers` of all-MiniLM-L6-v2."""
    WIDTH, HEADS, INNER = 384, 12, 1536

    def __init__(self, w, n_layers, drop=0.0):
        super().__init__()
        self.words = Words(w)
        self.layers = nn.ModuleList(Layer(self.WIDTH, self.HEADS, self.INNER, 1e-12, drop) for _ in range(n_layers))
        load_layers(self.layers, w, lambda i: [f"encoder.layer.{i}.{n}" for n in (
            "attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense", "attention.output.LayerNorm",
            "intermediate.dense", "output.dense", "output.LayerNorm")])

    def encode(self, ids, types, mask):
        x, m = self.words(ids, types), mask[:, None, None, :]
        for layer in self.layers: x = layer(x, m)
        return x


class Reader(MiniLM):
    """Reads two sentences together, each with its context: `[CLS] context [SEP] first [SEP] context [SEP] second [SEP]`."""
    START, END, PAD, SHIFT, BETWEEN = 101, 102, 0, 0, 1  # between the first sentence and the second's context stands one END

    def __init__(self, w, n_layers=6, drop=0.0):
        super().__init__(w, n_layers, drop)
        self.head = Head(self.WIDTH); self.head.drop.p = drop

    def forward(self, ids, mask, side, types):
        return self.head(self.encode(ids, types, mask), side)


class Encoder(MiniLM):
    """Reads one sentence with its context, `[CLS] context [SEP] sentence [SEP]`; two are then compared piece by piece."""
    PROJECTED = 128

    def __init__(self, w, n_layers=3):
        super().__init__(w, n_layers)
        self.project = nn.Linear(self.WIDTH, self.PROJECTED, bias=False); self.importance = nn.Linear(self.WIDTH, 1, bias=False)
        self.blend = nn.Parameter(torch.tensor([6.0, 6.0, 6.0, -9.0]))

    def forward(self, x, own, rare, lhs, rhs):
        """Logits of pairs of rows of `x` [sentence, piece, WIDTH]: cosine of the means, and matches of single pieces both ways. `own` tells
        the sentence's pieces, `rare` how rare each is in its story."""
        mean = (x * own[..., None]).sum(1).float()
        tokens, weights = F.normalize(self.project(x).float(), dim=-1), self.importance(x).squeeze(-1).float()
        return compared(self.blend, mean, (tokens, weights, own, rare), lhs, rhs)


def compared(blend, mean, pieces, lhs, rhs):
    """Logits of pairs of rows: the cosine of their means, and the matches of their pieces, the lesser and the greater."""
    cosine = F.cosine_similarity(mean[lhs], mean[rhs], dim=-1)
    match = matches(*(it.index_select(0, side) for side in (lhs, rhs) for it in pieces))
    return blend[0] * cosine + blend[1] * torch.minimum(*match) + blend[2] * torch.maximum(*match) + blend[3]


def matches(ta, la, ma, ra, tb, lb, mb, rb):
    """Weighted mean over the pieces of one side of the best cosine on the other, both ways."""
    s = (ta @ tb.transpose(1, 2)).masked_fill(~ma[:, :, None], -2).masked_fill(~mb[:, None, :], -2)
    wa, wb = (torch.softmax(l.masked_fill(~m, -1e4), dim=-1) * r for l, m, r in ((la, ma, ra), (lb, mb, rb)))
    wa, wb = (w / w.sum(1, keepdim=True).clamp(min=1e-6) for w in (wa, wb))
    return (s.amax(2) * wa).sum(1), (s.amax(1) * wb).sum(1)


class Table(nn.Module):
    """A vector and a weight for every word piece, whatever stands around it: word embeddings projected, weights that stray from rarity."""
    COMMONEST_RARE = 5e-5  # share of all text below which word pieces count as equally rare

    def __init__(self, words, count, width=64):
        super().__init__()
        share = (count / count.sum()).float()[:, None]
        self.register_buffer("words", words - (words * share).sum(0))
        _, _, axes = torch.linalg.svd(self.words * share.sqrt(), full_matrices=False)
        self.project = nn.Parameter(axes[:width].clone())
        self.register_buffer("rarity", -0.4 * torch.log(share.squeeze(1) + self.COMMONEST_RARE))
        self.stray = nn.Parameter(torch.zeros(len(words))); self.lean = nn.Parameter(torch.zeros(words.shape[1]))
        self.blend = nn.Parameter(torch.tensor([3.0, 6.0, 6.0, -9.0])); self.drop = nn.Dropout(0.1)

    def forward(self, ids, own, rare, lhs, rhs):
        """Logits of pairs of rows of piece numbers."""
        tokens = F.normalize(self.drop(self.words[ids]) @ self.project.T, dim=-1)
        weights = self.rarity[ids] + self.stray[ids] + self.words[ids] @ self.lean
        w = torch.softmax(weights.masked_fill(~own, -1e4), dim=-1)
        mean = (tokens * w[..., None]).sum(1)
        return compared(self.blend, mean, (tokens, weights, own, rare), lhs, rhs)

    @torch.no_grad()
    def write(self, path):
        """The form that `encode::StaticEncoder` reads: two counts, then step and weight of each piece, then the vectors in steps."""
        import struct
        import numpy as np
        table = F.normalize(self.words @ self.project.T, dim=-1).cpu().numpy()
        weights = (self.rarity + self.stray + self.words @ self.lean).cpu().numpy()
        step = np.maximum(np.abs(table).max(1), 1e-6) / 127
        with open(path, "wb") as file:
            file.write(struct.pack("<II", *table.shape))
            file.write(np.stack([step, weights], 1).astype("<f4").tobytes())
            file.write(np.clip(np.round(table / step[:, None]), -127, 127).astype(np.int8).tobytes())
