"""Makes the tiny encoder that lies beside this file: random numbers in the layout of a sentence encoder.

    make.py        (needs onnx, numpy and tokenizers; the same bytes each time)

It knows the words of the bridge story below and letters; a text's vector is the mean of random vectors
of its pieces, so texts that share words come out alike, which is all that the tests ask of it.
"""
import json, os

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

WORDS = """the a of to in on and was were by after for at from said it old harbour bridge council town
mayor voted close closed will shut tuesday seven two people workers police fire ferry station bakery
rye bread sells new forty kinds budget school court fined owner""".split()
WIDTH = 16
HERE = os.path.dirname(os.path.abspath(__file__))


def tokenizer():
    letters = "abcdefghijklmnopqrstuvwxyz0123456789.,-'\"?!:"
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *WORDS]
    pieces += [it for it in letters if it not in pieces] + [f"##{it}" for it in letters[:36]]
    it = Tokenizer(models.WordPiece({piece: id for id, piece in enumerate(pieces)}, unk_token="[UNK]"))
    it.normalizer = normalizers.BertNormalizer()
    it.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    it.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    it.add_special_tokens(["[PAD]", "[UNK]", "[CLS]", "[SEP]"])
    it.save(f"{HERE}/tokenizer.json", pretty=False)
    return len(pieces)


def network(n_pieces):
    random = np.random.default_rng(20261126)
    table = random.normal(size=(n_pieces, WIDTH)).astype(np.float32)
    types = random.normal(size=(2, WIDTH)).astype(np.float32) / 10
    mix = random.normal(size=(WIDTH, WIDTH)).astype(np.float32) / WIDTH
    weights = [numpy_helper.from_array(value, name) for name, value in
               [("table", table), ("types", types), ("mix", mix),
                ("scale", np.ones(WIDTH, np.float32)), ("shift", np.zeros(WIDTH, np.float32))]]
    nodes = [
        helper.make_node("Gather", ["table", "input_ids"], ["words"]),
        helper.make_node("Gather", ["types", "token_type_ids"], ["sides"]),
        helper.make_node("Add", ["words", "sides"], ["sum"]),
        helper.make_node("MatMul", ["sum", "mix"], ["mixed"]),
        helper.make_node("Add", ["sum", "mixed"], ["rest"]),
        helper.make_node("LayerNormalization", ["rest", "scale", "shift"], ["normal"]),
        helper.make_node("Unsqueeze", ["attention_mask", "last"], ["mask"]),
        helper.make_node("Cast", ["mask"], ["share"], to=TensorProto.FLOAT),
        helper.make_node("Mul", ["normal", "share"], ["last_hidden_state"]),
    ]
    weights.append(numpy_helper.from_array(np.array([-1], np.int64), "last"))
    shape = ["batch", "sequence"]
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, shape)
              for name in ["input_ids", "attention_mask", "token_type_ids"]]
    output = helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, [*shape, WIDTH])
    graph = helper.make_graph(nodes, "tiny", inputs, [output], weights)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(model)
    onnx.save(model, f"{HERE}/model.onnx")


def settings():
    kind = "sentence_transformers.models."
    modules = [("", "Transformer"), ("1_Pooling", "Pooling"), ("2_Normalize", "Normalize")]
    files = {
        "modules.json": [dict(idx=idx, name=str(idx), path=path, type=kind + name)
                         for idx, (path, name) in enumerate(modules)],
        "sentence_bert_config.json": dict(max_seq_length=64, do_lower_case=False),
        "config.json": dict(hidden_size=WIDTH, max_position_embeddings=128),
        "1_Pooling/config.json": dict(word_embedding_dimension=WIDTH, pooling_mode_cls_token=False,
                                      pooling_mode_mean_tokens=True, pooling_mode_max_tokens=False),
    }
    for name, value in files.items():
        with open(f"{HERE}/{name}", "w") as f:
            f.write(json.dumps(value, indent=1) + "\n")


network(tokenizer())
settings()
