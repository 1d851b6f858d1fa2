"""Writes the trained encoder and reader as ONNX graphs with 8-bit weights, and the word embeddings that both share.

    export.py --start minilm.pt --encoder encoder.npz --reader reader.npz --out FOLDER

`words.bin` holds the embedding of every word piece in 4-bit steps. `model.onnx` reads one sentence with its context: rows of embeddings
[pieces, 384] and types [pieces] to hidden [pieces, 384], tokens [pieces, 128] and weights [pieces]. `pair.onnx` reads two sentences with
their contexts in one row, rows and types, and which pieces are the first's and the second's own, [1, pieces] each, to said [12] and marks
[pieces, 5]. No batches: the scale of the 8-bit activations is taken over one run, so a text gets the same numbers whatever is read beside
it. Weights are quantised per output channel to 7 bits, because processors without VNNI add pairs of products in 16 bits and would overflow
with 8.
"""
import argparse, os, struct

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from fit import written
from networks import rounded

WIDTH, HEADS, GRID, PLACES = 384, 12, 63, 272
I32, F32 = TensorProto.INT32, TensorProto.FLOAT


class Graph:
    def __init__(self, weights):
        self.w, self.nodes, self.constants, self.count = weights, [], {}, 0

    def constant(self, name, value):
        if name not in self.constants:
            self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def sizes(self, *sizes):
        return self.constant("sizes" + "_".join(map(str, sizes)), np.array(sizes, dtype=np.int64))

    def op(self, kind, *inputs, n=1, name=None, **attributes):
        self.count += 1
        outputs = [name or f"x{self.count}"] if n == 1 else [f"x{self.count}_{i}" for i in range(n)]
        self.nodes.append(helper.make_node(kind, list(inputs), outputs, **attributes))
        return outputs[0] if n == 1 else outputs

    def quantise(self, x):
        return tuple(self.op("DynamicQuantizeLinear", x, n=3))

    def linear(self, x, name, weight, bias):
        """x times weight transposed, plus bias; `x` comes from `quantise`."""
        q, scale, zero = x
        step = np.maximum(np.abs(weight).max(1), 1e-8) / GRID
        w = np.clip(np.round(weight / step[:, None]), -GRID, GRID).astype(np.int8).T
        y = self.op("MatMulInteger", q, self.constant(name + ".w", w), zero, self.constant(f"zero{len(step)}", np.zeros(len(step), dtype=np.int8)))
        y = self.op("Cast", y, to=TensorProto.FLOAT)
        y = self.op("Mul", y, self.op("Mul", scale, self.constant(name + ".s", step.astype(np.float32))))
        return self.op("Add", y, self.constant(name + ".b", bias.astype(np.float32)))

    def plain(self, x, name, out=None):
        """A small linear step in 32 bits."""
        y = self.op("MatMul", x, self.constant(name + ".w", self.w[name + ".weight"].T))
        return self.op("Add", y, self.constant(name + ".b", self.w[name + ".bias"]), name=out)

    def norm(self, x, name):
        return self.op("LayerNormalization", x, self.constant(name + ".weight", self.w[name + ".weight"]),
                       self.constant(name + ".bias", self.w[name + ".bias"]), axis=-1, epsilon=1e-12)

    def embedded(self):
        """Rows of word embeddings with their places and types."""
        place = self.op("Slice", self.constant("places", self.w["places"][:PLACES]), self.sizes(0), self.op("Shape", "types"), self.sizes(0))
        x = self.op("Add", "rows", self.op("Add", place, self.op("Gather", self.constant("types.table", self.w["words.types"]), "types", axis=0)))
        return self.norm(x, "words.norm")

    def layers(self, x, n):
        w, split, join = self.w, self.sizes(-1, HEADS, WIDTH // HEADS), self.sizes(-1, WIDTH)
        root = np.float32((WIDTH // HEADS) ** -0.5)
        for i in range(n):
            p = f"layers.{i}."
            a, parts = self.quantise(x), []
            for j, name in enumerate("qkv"):
                rows, scale = slice(j * WIDTH, (j + 1) * WIDTH), root if name == "q" else np.float32(1)
                y = self.linear(a, p + name, w[p + "qkv.weight"][rows] * scale, w[p + "qkv.bias"][rows] * scale)
                parts.append(self.op("Transpose", self.op("Reshape", y, split), perm=[1, 2, 0] if name == "k" else [1, 0, 2]))
            q, k, v = parts
            y = self.op("MatMul", self.op("Softmax", self.op("MatMul", q, k), axis=-1), v)
            y = self.op("Reshape", self.op("Transpose", y, perm=[1, 0, 2]), join)
            x = self.norm(self.op("Add", x, self.linear(self.quantise(y), p + "out", w[p + "out.weight"], w[p + "out.bias"])), p + "norm1")
            y = self.op("Gelu", self.linear(self.quantise(x), p + "up", w[p + "up.weight"], w[p + "up.bias"]))
            x = self.norm(self.op("Add", x, self.linear(self.quantise(y), p + "down", w[p + "down.weight"], w[p + "down.bias"])), p + "norm2")
        return x

    def model(self, name, inputs, outputs):
        value = helper.make_tensor_value_info
        graph = helper.make_graph(self.nodes, name, [value(*i) for i in inputs], [value(*o) for o in outputs], list(self.constants.values()))
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], producer_name="training/export.py")
        model.ir_version = 9
        onnx.checker.check_model(model)
        return model


def sentence(w):
    """One sentence with its context."""
    g = Graph(w)
    x = g.layers(g.embedded(), 3)
    g.op("Identity", x, name="hidden")
    g.op("MatMul", x, g.constant("project.w", w["project.weight"].T), name="tokens")
    g.op("MatMul", x, g.constant("importance.w", w["importance.weight"].T), name="weights")
    return g.model("sentence", [("rows", F32, ["n", WIDTH]), ("types", I32, ["n"])],
                   [("hidden", F32, ["n", WIDTH]), ("tokens", F32, ["n", w["project.weight"].shape[0]]), ("weights", F32, ["n", 1])])


def pair(w):
    """Two sentences, each with its context."""
    g = Graph(w)
    x = g.layers(g.embedded(), 6)
    a, b = (g.op("Div", g.op("MatMul", mask, x), g.op("ReduceSum", mask, g.sizes(1), keepdims=1)) for mask in ("first", "second"))
    head = g.op("Gather", x, g.constant("start", np.array([0], dtype=np.int64)), axis=0)
    y = g.op("Concat", head, g.op("Add", a, b), g.op("Abs", g.op("Sub", a, b)), g.op("Mul", a, b), axis=-1)
    y = g.op("Gelu", g.linear(g.quantise(y), "head.mix", w["head.mix.weight"], w["head.mix.bias"]))
    g.plain(y, "head.say", "said")
    g.plain(x, "head.tag", "marks")
    return g.model("pair", [("rows", F32, ["n", WIDTH]), ("types", I32, ["n"]), ("first", F32, [1, "n"]), ("second", F32, [1, "n"])],
                   [("said", F32, [1, w["head.say.weight"].shape[0]]), ("marks", F32, ["n", w["head.tag.weight"].shape[0]])])


def words(start, path):
    """The form that `encode::words` reads: how many word pieces, how many numbers each and how many share a step; then the steps (bfloat16),
    then the numbers, two in a byte, the first in the lower half, each plus 8."""
    group = 32
    whole, step = rounded(start["embeddings.word_embeddings.weight"].float(), group)
    halves = (whole.numpy() + 8).astype(np.uint8).reshape(len(whole), -1, 2)
    with open(path, "wb") as file:
        file.write(struct.pack("<III", *whole.shape, group))
        file.write((step.numpy().astype("<f4").view("<u4") >> 16).astype("<u2").tobytes())
        file.write((halves[..., 0] | halves[..., 1] << 4).tobytes())


def read(path, start):
    """Weights as `fit.py` writes them, with the places that stayed as they were."""
    w = {name: it.numpy() for name, it in written(path).items()}
    return w | {"places": start["embeddings.position_embeddings.weight"].float().numpy()}


def main():
    o = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    o.add_argument("--start", required=True); o.add_argument("--encoder"); o.add_argument("--reader"); o.add_argument("--out", required=True)
    o = o.parse_args()
    os.makedirs(o.out, exist_ok=True)
    start = torch.load(o.start)
    words(start, os.path.join(o.out, "words.bin"))
    if o.encoder: onnx.save(sentence(read(o.encoder, start)), os.path.join(o.out, "model.onnx"))
    if o.reader: onnx.save(pair(read(o.reader, start)), os.path.join(o.out, "pair.onnx"))


if __name__ == "__main__":
    main()
