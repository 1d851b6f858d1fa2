"""Unlabelled stories for training: what an archive has gathered, less what is labelled or measured.

    gathered.py articles.jsonl OUT.jsonl.gz --without FILE_OR_DIR [...]

articles.jsonl is the table `articles` of `twicetold archive export`. Stories of two or more English articles of ordinary length, three
articles of each; then articles that stand alone, each with the two likest others of its days: what is of one topic and yet not of one
event. Articles whose id, address or headline stands among those without are left out.
"""
import argparse, datetime, glob, gzip, json, os, random

from sklearn.feature_extraction.text import TfidfVectorizer

SENTENCES, ARTICLES = range(6, 71), 3
ALONE, DAYS = 1500, 10  # how many of those that stand alone; how far the likest may be


def likest(alone, others):
    """Triples: each of those alone and its two likest others, the likest triples first."""
    day = lambda a: datetime.date.fromisoformat(a["published"][:10]).toordinal() if a["published"] else 0
    words = TfidfVectorizer(sublinear_tf=True, min_df=2, max_df=0.2, stop_words="english")
    table = words.fit_transform(a["text"] for a in others)
    days = [day(a) for a in others]
    triples = {}
    for a in alone:
        like = (table @ words.transform([a["text"]]).T).toarray().ravel()
        near = [n for n in like.argsort()[::-1][:40] if others[n] is not a and abs(days[n] - day(a)) <= DAYS][:2]
        if len(near) == 2: triples.setdefault(frozenset([a["id"], *(others[n]["id"] for n in near)]), (like[near].sum(), [a, *(others[n] for n in near)]))
    return [it for _, it in sorted(triples.values(), key=lambda it: -it[0])[:ALONE]]


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
        def write(name, some):
            for a in some: out.write(json.dumps({"story": name, "title": a["title"], "date": (a["published"] or "")[:10], "text": a["text"]}) + "\n")
        for number in sorted(stories):
            some = stories[number]
            if len(some) == 1: continue
            draw.shuffle(some)
            write(f"a{number:06}", some[:ARTICLES])
        alone = [some[0] for _, some in sorted(stories.items()) if len(some) == 1]
        for n, some in enumerate(likest(alone, [a for _, some in sorted(stories.items()) for a in some])): write(f"b{n:06}", some)


if __name__ == "__main__":
    main()
