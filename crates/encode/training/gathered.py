"""Unlabelled stories for training: what an archive has gathered, less what is labelled or measured.

    gathered.py articles.jsonl OUT.jsonl.gz --without FILE_OR_DIR [...]

articles.jsonl is the table `articles` of `twicetold archive export`. Stories of two or more English articles of ordinary length, three
articles of each; articles whose id, address or headline stands among those without are left out.
"""
import argparse, glob, gzip, json, os, random

MOST, SENTENCES, ARTICLES = 800, range(6, 71), 3


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("articles"); ap.add_argument("out"); ap.add_argument("--without", nargs="*", default=[])
    o = ap.parse_args()
    known = set()
    for path in o.without:
        if os.path.isdir(path): rows = [a for f in glob.glob(f"{path}/*.json") for a in json.load(open(f))["articles"]]
        else: rows = map(json.loads, gzip.open(path))
        for a in rows: known |= {a.get("id"), a.get("url"), a["title"]}
    known -= {None, ""}
    stories = {}
    for a in map(json.loads, open(o.articles)):
        usual = a["kind"] == "article" and a["repeats"] is None and a["language"] == "en" and a["sentences"] in SENTENCES
        if usual and not known & {a["id"], a["url"], a["title"]}: stories.setdefault(a["story"], []).append(a)
    draw = random.Random(3)
    with gzip.open(o.out, "wt") as out:
        several = [number for number in sorted(stories) if len(stories[number]) > 1]
        for number in several[:MOST]:
            some = stories[number]; draw.shuffle(some)
            for a in some[:ARTICLES]:
                out.write(json.dumps({"story": f"a{number:06}", "title": a["title"], "date": (a["published"] or "")[:10], "text": a["text"]}) + "\n")


if __name__ == "__main__":
    main()
