"""Writes the trained student as two ONNX graphs with 8-bit weights.

    export.py student.npz --start minilm.pt --tokenizer tokenizer.json --out FOLDER

`model.onnx` reads one sentence with its context: ids and types [pieces] to hidden [pieces, 384], tokens [pieces, 128] and weights [pieces].
`pair.onnx` reads the rows of two sentences: rows [n, 384] and side [n] (0 or 1) to said [12] and marks [n, 5]. No batches: the
scale of the 8-bit activations is taken over one run, so a text gets the same numbers whatever is read beside it. Weights are quantised
per output channel to 7 bits, because processors without VNNI add pairs of products in 16 bits and would overflow with 8.
"""
import argparse, os, shutil

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

WIDTH, LAYERS, HEADS, GRID = 384, 6, 12, 63


class Graph:
    def __init__(self, weights, exact):
        self.w, self.exact, self.nodes, self.constants, self.count = weights, exact, [], {}, 0

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
        return x if self.exact else tuple(self.op("DynamicQuantizeLinear", x, n=3))

    def linear(self, x, name, weight, bias):
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
        return self.op("Add", y, self.constant(name + ".b", bias.astype(np.float32)))

    def plain(self, x, name, out=None):
        """A small linear step in 32 bits."""
        y = self.op("MatMul", x, self.constant(name + ".w", self.w[name + ".weight"].T))
        return self.op("Add", y, self.constant(name + ".b", self.w[name + ".bias"]), name=out)

    def norm(self, x, name):
        return self.op("LayerNormalization", x, self.constant(name + ".weight", self.w[name + ".weight"]),
                       self.constant(name + ".bias", self.w[name + ".bias"]), axis=-1, epsilon=1e-12)

    def layers(self, x, numbers):
        w, split, join = self.w, self.sizes(-1, HEADS, WIDTH // HEADS), self.sizes(-1, WIDTH)
        root = np.float32((WIDTH // HEADS) ** -0.5)
        for i in numbers:
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


def lower(w, split, exact):
    """One sentence with its context."""
    g = Graph(w, exact)
    words = w["words.weight"]
    step = np.maximum(np.abs(words).max(1), 1e-8) / 127
    table = np.clip(np.round(words / step[:, None]), -127, 127).astype(np.int8)
    if exact:
        x = g.op("Gather", g.constant("words", words), "ids", axis=0)
    else:
        x = g.op("Cast", g.op("Gather", g.constant("words", table), "ids", axis=0), to=TensorProto.FLOAT)
        x = g.op("Mul", x, g.op("Unsqueeze", g.op("Gather", g.constant("words.s", step.astype(np.float32)), "ids", axis=0), g.sizes(-1)))
    place = g.op("Slice", g.constant("places", w["places.weight"][:192]), g.sizes(0), g.op("Shape", "ids"), g.constant("first", np.array([0], dtype=np.int64)))
    x = g.op("Add", g.op("Add", x, place), g.op("Gather", g.constant("types.table", w["types.weight"]), "types", axis=0))
    x = g.layers(g.norm(x, "norm"), range(split))
    g.op("Identity", x, name="hidden")
    g.op("MatMul", x, g.constant("project.w", w["project.weight"].T), name="tokens")
    g.op("MatMul", x, g.constant("importance.w", w["importance.weight"].T), name="weights")
    i32, f32 = TensorProto.INT32, TensorProto.FLOAT
    return g.model("sentence", [("ids", i32, ["n"]), ("types", i32, ["n"])],
                   [("hidden", f32, ["n", WIDTH]), ("tokens", f32, ["n", w["project.weight"].shape[0]]), ("weights", f32, ["n", 1])])


def upper(w, split, exact):
    """The rows of two sentences together."""
    g = Graph(w, exact)
    x = g.op("Add", "rows", g.op("Gather", g.constant("sides", w["sides.weight"]), "side", axis=0))
    x = g.layers(x, range(split, LAYERS))
    second = g.op("Unsqueeze", g.op("Cast", "side", to=TensorProto.FLOAT), g.sizes(0))
    first = g.op("Sub", g.constant("one", np.ones((1, 1), dtype=np.float32)), second)
    means = []
    for mask in (first, second):
        total = g.op("ReduceSum", mask, g.sizes(1), keepdims=1)
        means.append(g.op("Div", g.op("MatMul", mask, x), total))
    a, b = means
    head = g.op("Gather", x, g.constant("start", np.array([0], dtype=np.int64)), axis=0)
    y = g.op("Concat", head, g.op("Add", a, b), g.op("Abs", g.op("Sub", a, b)), g.op("Mul", a, b), axis=-1)
    g.plain(g.op("Gelu", g.plain(y, "head.mix")), "head.say", "said")
    g.plain(x, "head.tag", "marks")
    i32, f32 = TensorProto.INT32, TensorProto.FLOAT
    return g.model("pair", [("rows", f32, ["n", WIDTH]), ("side", i32, ["n"])],
                   [("said", f32, [1, w["head.say.weight"].shape[0]]), ("marks", f32, ["n", w["head.tag.weight"].shape[0]])])


def read(path, start):
    """Weights as `fit.py` writes them, with the embeddings that stayed as they were."""
    z, w = np.load(path), {}
    for k in z.files:
        if k.endswith("#q"): w[k[:-2]] = z[k].astype(np.float32) * z[k[:-2] + "#s"][:, None]
        elif not k.endswith("#s"): w[k] = z[k].astype(np.float32)
    s = torch.load(start)
    for ours, theirs in (("words", "word"), ("places", "position"), ("types", "token_type")):
        w[ours + ".weight"] = s[f"embeddings.{theirs}_embeddings.weight"].float().numpy()
    return w


def main():
    o = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    o.add_argument("weights"); o.add_argument("--start", required=True); o.add_argument("--tokenizer", required=True); o.add_argument("--out", required=True)
    o.add_argument("--split", type=int, default=3); o.add_argument("--exact", action="store_true", help="keep 32-bit floats, to see what the 8 bits cost")
    o = o.parse_args()
    w = read(o.weights, o.start)
    os.makedirs(o.out, exist_ok=True)
    onnx.save(lower(w, o.split, o.exact), os.path.join(o.out, "model.onnx"))
    onnx.save(upper(w, o.split, o.exact), os.path.join(o.out, "pair.onnx"))
    shutil.copy(o.tokenizer, os.path.join(o.out, "tokenizer.json"))


if __name__ == "__main__":
    main()
