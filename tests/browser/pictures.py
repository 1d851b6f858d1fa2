"""Takes the pictures that the README shows, of an invented story of the corpus.

    tests/python.sh tests/browser/pictures.py target/release/twicetold

They are put into crates/report/pictures.
"""

import pathlib
import subprocess
import tempfile

from browser import ROOT, check, chromium, go, opened, program

STORY = ROOT / "corpus/stories/port-strike"
FOLDER = ROOT / "crates/report/pictures"
# What a README can carry; bytes.
MOST = 300_000


def overview(page):
    go(page, "overview")


def facts(page):
    go(page, "facts")
    page.click("#facts .fact >> nth=0")
    page.mouse.move(0, 0)


def side(page):
    go(page, "side")


def in_class(page):
    go(page, "class")
    page.click(".begin")
    for task, mark in enumerate(("sole", "differs", "sole")):
        page.check(f".task >> nth={task} >> input[value={mark}]")
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")


def main():
    tool = program()
    articles = sorted(it for it in STORY.iterdir() if it.name != "gold.json")
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name, chromium() as browser:
        # The whole model, as a reader would run it.
        page_file = pathlib.Path(name) / "story.html"
        subprocess.run([tool, "compare", *articles, "--out", page_file], check=False, capture_output=True)
        for take in (overview, facts, side, in_class):
            page = opened(browser, page_file, viewport={"width": 1280, "height": 1000}, reduced_motion="reduce")
            take(page)
            page.wait_for_timeout(300)
            path = FOLDER / f"{take.__name__.removeprefix('in_')}.png"
            page.screenshot(path=path)
            check(path.stat().st_size < MOST, f"{path.name} has {path.stat().st_size} bytes")
            print(path.relative_to(ROOT), path.stat().st_size)
            page.context.close()


if __name__ == "__main__":
    main()
