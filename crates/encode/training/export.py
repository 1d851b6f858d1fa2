"""Writes a trained model as an ONNX graph with 8-bit weights.

    python export.py --weights OUT/model.pt --tokenizer tokenizer.json --out FOLDER

The graph takes the ids and types of one sequence (no batch: the scale of the 8-bit activations is taken over one
sequence, so a sentence gets the same numbers whatever is encoded beside it) and gives hidden states, token vectors and raw
token weights. Weights are quantised per output channel to 7 bits, because processors without VNNI add pairs of products
in 16 bits and would overflow with 8.
"""
import argparse
import os
import shutil

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from model import HEADS, LAYERS, WIDTH

GRID = 63


class Graph:
    def __init__(self, exact=False):
        self.nodes, self.constants, self.exact, self.count = [], {}, exact, 0

    def constant(self, name, value):
        if name not in self.constants:
            self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def op(self, kind, *inputs, n=1, name=None, **attributes):
        self.count += 1
        outputs = [name or f"x{self.count}"] if n == 1 else [f"x{self.count}_{i}" for i in range(n)]
        self.nodes.append(helper.make_node(kind, list(inputs), outputs, **attributes))
        return outputs[0] if n == 1 else outputs

    def quantise(self, x):
        return x if self.exact else tuple(self.op("DynamicQuantizeLinear", x, n=3))

    def linear(self, x, name, weight, bias=None):
        """x times weight transposed, plus bias; `x` comes from `quantise`."""
        if self.exact:
            y = self.op("MatMul", x, self.constant(name + ".w", weight.T.astype(np.float32)))
        else:
            q, scale, zero = x
            step = np.maximum(np.abs(weight).max(1), 1e-8) / GRID
            w = np.clip(np.round(weight / step[:, None]), -GRID, GRID).astype(np.int8).T
            y = self.op("MatMulInteger", q, self.constant(name + ".w", w), zero, self.constant(f"zero{len(step)}", np.zeros(len(step), dtype=np.int8)))
            y = self.op("Cast", y, to=TensorProto.FLOAT)
            y = self.op("Mul", y, self.op("Mul", scale, self.constant(name + ".s", step.astype(np.float32))))
        return y if bias is None else self.op("Add", y, self.constant(name + ".b", bias.astype(np.float32)))


def build(weights, exact=False):
    w = {k: v.float().numpy() for k, v in weights.items()}
    g = Graph(exact)

    def shape(name, *sizes):
        return g.constant(name, np.array(sizes, dtype=np.int64))

    def norm(x, name):
        return g.op("LayerNormalization", x, g.constant(name + ".weight", w[name + ".weight"]),
                    g.constant(name + ".bias", w[name + ".bias"]), axis=-1, epsilon=1e-12)

    words = w["words.weight"]
    step = np.maximum(np.abs(words).max(1), 1e-8) / 127
    table = np.clip(np.round(words / step[:, None]), -127, 127).astype(np.int8)
    if exact:
        x = g.op("Gather", g.constant("words", words), "ids", axis=0)
    else:
        x = g.op("Cast", g.op("Gather", g.constant("words", table), "ids", axis=0), to=TensorProto.FLOAT)
        x = g.op("Mul", x, g.op("Unsqueeze", g.op("Gather", g.constant("words.s", step.astype(np.float32)), "ids", axis=0), shape("last", -1)))
    n = g.op("Shape", "ids")
    place = g.op("Slice", g.constant("places", w["places.weight"]), shape("nought", 0), n, shape("first", 0))
    x = g.op("Add", x, place)
    x = g.op("Add", x, g.op("Gather", g.constant("types.table", w["types.weight"]), "types", axis=0))
    x = norm(x, "norm")
    split, join = shape("split", -1, HEADS, WIDTH // HEADS), shape("join", -1, WIDTH)
    root = np.float32((WIDTH // HEADS) ** -0.5)
    for i in range(LAYERS):
        p = f"layers.{i}."
        a = g.quantise(x)
        parts = []
        for j, name in enumerate("qkv"):
            rows = slice(j * WIDTH, (j + 1) * WIDTH)
            scale = root if name == "q" else np.float32(1)
            y = g.linear(a, p + name, w[p + "qkv.weight"][rows] * scale, w[p + "qkv.bias"][rows] * scale)
            y = g.op("Reshape", y, split)
            parts.append(g.op("Transpose", y, perm=[1, 2, 0] if name == "k" else [1, 0, 2]))
        q, k, v = parts
        y = g.op("MatMul", g.op("Softmax", g.op("MatMul", q, k), axis=-1), v)
        y = g.op("Reshape", g.op("Transpose", y, perm=[1, 0, 2]), join)
        x = norm(g.op("Add", x, g.linear(g.quantise(y), p + "out", w[p + "out.weight"], w[p + "out.bias"])), p + "norm1")
        y = g.op("Gelu", g.linear(g.quantise(x), p + "up", w[p + "up.weight"], w[p + "up.bias"]))
        y = g.linear(g.quantise(y), p + "down", w[p + "down.weight"], w[p + "down.bias"])
        x = norm(g.op("Add", x, y), p + "norm2")
    g.op("Identity", x, name="hidden")
    g.op("MatMul", x, g.constant("project.w", w["project.weight"].T), name="tokens")
    g.op("MatMul", x, g.constant("importance.w", w["importance.weight"].T), name="weights")
    ids = [helper.make_tensor_value_info(k, TensorProto.INT32, ["n"]) for k in ("ids", "types")]
    out = [helper.make_tensor_value_info(k, TensorProto.FLOAT, ["n", s]) for k, s in
           (("hidden", WIDTH), ("tokens", w["project.weight"].shape[0]), ("weights", 1))]
    graph = helper.make_graph(g.nodes, "sentence", ids, out, list(g.constants.values()))
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], producer_name="training/export.py")
    model.ir_version = 9
    onnx.checker.check_model(model)
    return model


def main():
    o = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    o.add_argument("--weights", required=True)
    o.add_argument("--tokenizer", required=True)
    o.add_argument("--out", required=True)
    o.add_argument("--exact", action="store_true", help="keep 32-bit floats, to see what the 8 bits cost")
    o = o.parse_args()
    os.makedirs(o.out, exist_ok=True)
    onnx.save(build(torch.load(o.weights, map_location="cpu"), o.exact), os.path.join(o.out, "model.onnx"))
    shutil.copy(o.tokenizer, os.path.join(o.out, "tokenizer.json"))


if __name__ == "__main__":
    main()
