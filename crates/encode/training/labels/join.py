"""Joins the labels of stories.jsonl and more.jsonl with the texts they are about: labelled events in the form of the gold events.

    join.py OUT_DIR [--events EVENTS_DIR] --texts FILE.jsonl.gz [...] [--apart EVENTS_DIR ... --words yes|no]

The texts: articles (id, outlet, title, date, url, text) and roundups of leads (articles: "TITLE=> … ARTICLE=> …"), whose leads go by
the name of the file, the line and the place in it, from 0. One file a story, Z0001.json and so on; the events of EVENTS_DIR are copied beside
them, first in order, so that folds of them stay what they are. With --apart stories are left out of which an article shares more than one
in twenty of its runs of eight words with these events, and with --words no others are joined than those with a difference whose words are labelled, or
those without.
"""
import argparse, glob, gzip, json, os, shutil


def articles_of(paths):
    """Articles by the name that the labels give them."""
    out = {}
    for path in paths:
        name = os.path.basename(path).split(".")[0]
        for n, line in enumerate(gzip.open(path, "rt")):
            row = json.loads(line)
            if "articles" not in row: out[row["id"]] = row; continue
            for k, lead in enumerate(row["articles"]):
                title = lead.partition("ARTICLE=> ")[0].removeprefix("TITLE=> ").strip().removesuffix(".")
                out[f"{name}/{n}/{k}"] = {"outlet": "ABC"[k], "title": title, "date": None, "url": None, "text": lead}
    return out


def event(row, articles, name):
    texts, forms = {}, []
    for part in row["articles"]:
        article = articles[part["source"]]
        sentences = [article["text"][start:end] for start, end in part["sentences"]]
        texts.update({f"{part['id']}{n + 1}": it for n, it in enumerate(sentences)})
        forms.append({"id": part["id"], **{key: article[key] for key in ("outlet", "title", "date", "url", "text")}, "sentences": sentences})
    clusters = []
    for n, fact in enumerate(row["clusters"]):
        differences = [{"kind": it["kind"], "between": it["between"], "note": "",
                        "words": {member: texts[member][start:end] for member, (start, end) in it["words"].items()}} for it in fact["divergences"]]
        clusters.append({"id": n + 1, "fact": fact["fact"], "members": fact["members"], "divergences": differences})
    annotation = {"annotator": "reader", "clusters": clusters, "only": [], "noise": row["noise"]}
    return {"event": name, "origin": row["story"], "articles": forms, "annotations": [annotation]}


def shingles(sentences):
    """Every eight words in a row."""
    words = " ".join(sentences).lower().split()
    return {tuple(words[n:n + 8]) for n in range(len(words) - 7)}


def is_apart(event, told):
    of = [shingles(it["sentences"]) for it in event["articles"]]
    return not any(len(it & told) > 0.05 * max(1, len(it)) for it in of)


def has_words(event):
    return any(it["words"] for fact in event["annotations"][0]["clusters"] for it in fact["divergences"])


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("out"); ap.add_argument("--events"); ap.add_argument("--texts", nargs="+")
    ap.add_argument("--apart", nargs="*", default=[]); ap.add_argument("--words", choices=("yes", "no"))
    o = ap.parse_args()
    os.makedirs(o.out, exist_ok=True)
    for path in sorted(glob.glob(f"{o.events}/*.json")) if o.events else (): shutil.copy(path, o.out)
    told = set()
    for folder in o.apart:
        for path in glob.glob(f"{folder}/*.json"): told.update(*(shingles(it["sentences"]) for it in json.load(open(path))["articles"]))
    articles, here = articles_of(o.texts), os.path.dirname(os.path.abspath(__file__))
    rows = [line for name in ("stories", "more") for line in open(f"{here}/{name}.jsonl")]
    for n, line in enumerate(rows):
        joined = event(json.loads(line), articles, f"Z{n + 1:04}")
        if o.words and has_words(joined) != (o.words == "yes") or not is_apart(joined, told): continue
        with open(f"{o.out}/{joined['event']}.json", "w") as file: json.dump(joined, file, ensure_ascii=False)


if __name__ == "__main__":
    main()
