"""Joins the labels of stories.jsonl and more.jsonl with the texts they are about: labelled events in the form of the gold events.

    join.py OUT_DIR --events EVENTS_DIR --texts FILE.jsonl.gz [...]

The texts: articles (id, outlet, title, date, url, text) and roundups of leads (articles: "TITLE=> … ARTICLE=> …"), whose leads go by
the name of the file, the line and the place in it, from 0. One file a story, Z0001.json and so on; the events of EVENTS_DIR are copied beside
them, first in order, so that folds of them stay what they are.
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


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("out"); ap.add_argument("--events"); ap.add_argument("--texts", nargs="+")
    o = ap.parse_args()
    os.makedirs(o.out, exist_ok=True)
    for path in sorted(glob.glob(f"{o.events}/*.json")): shutil.copy(path, o.out)
    articles, here = articles_of(o.texts), os.path.dirname(os.path.abspath(__file__))
    rows = [line for name in ("stories", "more") for line in open(f"{here}/{name}.jsonl")]
    for n, line in enumerate(rows):
        name = f"Z{n + 1:04}"
        with open(f"{o.out}/{name}.json", "w") as file: json.dump(event(json.loads(line), articles, name), file, ensure_ascii=False)


if __name__ == "__main__":
    main()
