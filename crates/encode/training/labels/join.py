"""Joins the labels of stories.jsonl with the texts they are about: labelled events in the form of the gold events.

    join.py ARTICLES.jsonl.gz OUT_DIR [EVENTS_DIR]

ARTICLES holds the articles of the labelled stories (id, outlet, title, date, url, text). One file a story, Z0001.json and so on;
the events of EVENTS_DIR are copied beside them, first in order, so that folds of them stay what they are.
"""
import glob, gzip, json, os, shutil, sys


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
    source, out, *events = sys.argv[1:]
    os.makedirs(out, exist_ok=True)
    for path in sorted(glob.glob(f"{events[0]}/*.json")) if events else []:
        shutil.copy(path, out)
    articles = {it["id"]: it for it in map(json.loads, gzip.open(source))}
    rows = open(os.path.join(os.path.dirname(__file__), "stories.jsonl"))
    for n, line in enumerate(rows):
        name = f"Z{n + 1:04}"
        with open(f"{out}/{name}.json", "w") as file:
            json.dump(event(json.loads(line), articles, name), file, ensure_ascii=False)


if __name__ == "__main__":
    main()
