"""The late-interaction sentence model: a BERT encoder with a token projection and token weights.

A pair of sentences is scored from three cheap numbers: the cosine of the mean vectors, and for each
direction the weighted mean over the tokens of one sentence of the best cosine among the tokens of the other.
"""
import json
import math

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import nn

WIDTH, LAYERS, HEADS, INNER, PROJECTED = 384, 6, 12, 1536, 128


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(0.1)

    def forward(self, x, mask=None):
        b, n, _ = x.shape
        q, k, v = self.qkv(x).reshape(b, n, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        if mask is None:
            a = torch.softmax(q @ k.transpose(-1, -2) * (1 / math.sqrt(WIDTH // HEADS)), dim=-1) @ v
        else:
            a = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = self.norm1(x + self.drop(self.out(a.transpose(1, 2).reshape(b, n, WIDTH))))
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    def __init__(self, vocabulary=30522):
        super().__init__()
        self.words = nn.Embedding(vocabulary, WIDTH)
        self.places = nn.Embedding(512, WIDTH)
        self.types = nn.Embedding(2, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.project = nn.Linear(WIDTH, PROJECTED, bias=False)
        self.importance = nn.Linear(WIDTH, 1)
        # cosine, weaker and stronger direction of the token matches, bias
        self.mix = nn.Parameter(torch.tensor([6.0, 6.0, 6.0, -9.0]))

    def lower(self, ids, types, mask=None, depth=LAYERS):
        """Embeddings and the first `depth` layers."""
        x = self.words(ids) + self.types(types) + self.places.weight[:ids.shape[1]]
        return self.upper(self.drop(self.norm(x)), mask, 0, depth)

    def upper(self, x, mask=None, first=0, last=LAYERS):
        """The layers from `first` to before `last`."""
        for layer in self.layers[first:last]:
            x = layer(x, mask)
        return x

    def forward(self, ids, types):
        """What the exported graph computes: hidden states, unit token vectors, raw token weights."""
        h = self.lower(ids, types)
        p = self.project(h)
        p = p / p.pow(2).sum(-1, keepdim=True).sqrt().clamp(min=1e-6)
        return h, p, self.importance(h).squeeze(-1)

    def start_from(self, path):
        """Loads the weights of a BERT checkpoint in the usual naming."""
        w = {k.removeprefix("bert."): v for k, v in load_file(path).items()}
        own = {"words.weight": w["embeddings.word_embeddings.weight"], "places.weight": w["embeddings.position_embeddings.weight"],
               "types.weight": w["embeddings.token_type_embeddings.weight"], "norm.weight": w["embeddings.LayerNorm.weight"],
               "norm.bias": w["embeddings.LayerNorm.bias"]}
        for i in range(LAYERS):
            there, here = f"encoder.layer.{i}.", f"layers.{i}."
            for end in ("weight", "bias"):
                own[here + "qkv." + end] = torch.cat([w[f"{there}attention.self.{n}.{end}"] for n in ("query", "key", "value")])
                own[here + "out." + end] = w[f"{there}attention.output.dense.{end}"]
                own[here + "norm1." + end] = w[f"{there}attention.output.LayerNorm.{end}"]
                own[here + "up." + end] = w[f"{there}intermediate.dense.{end}"]
                own[here + "down." + end] = w[f"{there}output.dense.{end}"]
                own[here + "norm2." + end] = w[f"{there}output.LayerNorm.{end}"]
        self.load_state_dict(own, strict=False)
        return self


def story_scores(model, story, encoded):
    """Pair scores of all sentences of one story: article pair -> (rows, columns, logits, parts)."""
    vectors, tokens, weights, masks = encoded
    out = []
    article = story["article"]
    for a in range(article.max() + 1):
        for b in range(a + 1, article.max() + 1):
            rows = torch.as_tensor((article == a).nonzero()[0])
            cols = torch.as_tensor((article == b).nonzero()[0])
            cosine = vectors[rows] @ vectors[cols].T
            la, lb = int(masks[rows].sum(1).max()), int(masks[cols].sum(1).max())
            ta, tb = tokens[rows, :la], tokens[cols, :lb]
            s = (ta.flatten(0, 1) @ tb.flatten(0, 1).T).reshape(len(rows), la, len(cols), lb)
            s = s.masked_fill(~masks[cols, :lb][None, None], -2.0).masked_fill(~masks[rows, :la][:, :, None, None], -2.0)
            left = (s.amax(3) * weights[rows, :la][:, :, None]).sum(1)
            right = (s.amax(1) * weights[cols, :lb][None]).sum(2)
            low, high = torch.minimum(left, right), torch.maximum(left, right)
            m = model.mix
            out.append((rows, cols, m[0] * cosine + m[1] * low + m[2] * high + m[3], (cosine, left, right)))
    return out
