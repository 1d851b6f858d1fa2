"""Walks through an archive in the app in a real browser: by day, by search, by keyboard.

    tests/python.sh tests/browser/archive.py target/release/twicetold [FOLDER]

Makes an archive of the project's own corpus and of articles invented here, and serves it. With a
FOLDER, pictures of what was seen are put there. Ends with status 1 at the first thing that is wrong.
"""

import json
import pathlib
import subprocess
import tempfile
from functools import partial

from app import looked_at, served, visited
from browser import ROOT, axe_source, check, chromium, program, tab_to

STORIES = ROOT / "corpus/stories"
SIZES = [(1440, 900, "light"), (768, 1024, "dark"), (390, 844, "light")]
TOWNS = ("Velm", "Corland", "Tarnow", "Ostrau", "Lindqvist", "Marrow")


def records():
    """The articles of the corpus, and many short ones about nothing else, one or two a day."""
    for at, folder in enumerate(sorted(it for it in STORIES.iterdir() if it.is_dir())):
        for path in sorted(folder.glob("*.txt")):
            lines = path.read_text(encoding="utf-8").splitlines()
            # What stands above the headline is the page's, not the article's.
            at_title = next(idx for idx, it in enumerate(lines) if len(it.split()) > 5)
            title, text = lines[at_title], "\n".join(lines[at_title + 1 :])
            yield {"outlet": path.stem.replace("-", " ").title(), "title": title.strip(), "date": f"2031-03-{1 + at:02}", "text": text.strip()}
    for at in range(45):
        town = TOWNS[at % len(TOWNS)]
        yield {"outlet": "Gazette", "title": f"Notice {at} of {town}", "date": f"2031-04-{1 + at % 30:02}", "text": f"The town of {town} mends road number {at} from tomorrow on, the council said in its notice {at * 7}."}


def made(tool, folder, articles):
    file, archive = folder / "articles.jsonl", folder / "news.twicetold"
    file.write_text("\n".join(json.dumps(it) for it in articles), encoding="utf-8")
    run = subprocess.run([tool, "archive", "add", "--archive", archive, "--quiet", file], capture_output=True, text=True)
    check(run.returncode == 0, f"an archive is made: {run.stderr}")
    return archive


def at_archive(page):
    page.click(".views >> text=Archive")
    page.wait_for_selector(".day .comparison")


def a_day_in_the_archive(page, look):
    at_archive(page)
    days = page.locator(".day time").evaluate_all("all => all.map(it => it.dateTime)")
    check(days == sorted(days, reverse=True) and len(days) > 1, f"the days run backwards: {days}")
    check(page.locator(".day .comparison").count() > 3, "stories of two articles or more stand first")
    look(page, "archive")
    page.click(".day summary >> nth=0")
    page.wait_for_selector(".members li >> nth=1")
    check(page.locator(".members li").first.inner_text().count("the first of the story") == 1, "why they are one story is told")
    look(page, "archive-why")
    page.select_option("#archive [name=min_articles]", "1")
    page.wait_for_function("() => document.querySelectorAll('.day .comparison').length === 30")
    page.click("#stories-more")
    page.wait_for_function("() => document.querySelectorAll('.day .comparison').length > 30")
    page.fill("#archive [name=q]", "\"road number\" -council")
    page.wait_for_selector("text=No story fits.")
    look(page, "archive-empty")
    page.fill("#archive [name=q]", "strike")
    page.wait_for_selector(".excerpt mark")
    look(page, "archive-search")
    page.click(".comparison h4 a >> nth=0")
    page.wait_for_selector("#overview")
    look(page, "archive-report")
    with page.expect_download() as saved:
        page.click("nav[aria-label=App] >> text=CSV")
    check(saved.value.suggested_filename.startswith("story-"), "it can be taken away")
    page.click("text=← Archive")
    page.wait_for_selector(".day .comparison")


def by_keyboard(page):
    """From the top of the page to a report without a mouse."""
    at_archive(page)
    page.focus(".skip")
    tab_to(page, "#archive [name=q]", 40)
    page.keyboard.insert_text("strike")
    page.keyboard.press("Enter")
    page.wait_for_selector(".excerpt mark")
    tab_to(page, ".comparison h4 a", 40)
    tab_to(page, ".comparison summary", 10)
    page.keyboard.press("Enter")
    page.wait_for_selector(".members li")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/archive/stories/*")


def in_german(browser, url):
    """The app and its reports in the language that the browser asks for, and in the one chosen."""
    page = visited(browser, url, locale="de-DE")
    check(page.get_attribute("html", "lang") == "de", "the browser asks for German")
    page.click(".views >> text=Archiv")
    page.wait_for_selector(".day .comparison")
    words = page.inner_text("main")
    check("Artikel" in words and "article" not in words.lower().replace("articles@", ""), "the archive speaks German")
    page.click(".comparison h4 a >> nth=0")
    page.wait_for_selector("text=← Archiv")
    check(page.get_attribute("html", "lang") == "de", "so does the report")
    page.click("text=← Archiv")
    page.click(".views >> text=Einstellungen")
    page.select_option("#choices select", "es")
    page.wait_for_selector("text=Ajustes")
    check(page.get_attribute("html", "lang") == "es", "the language chosen is spoken")
    page.select_option("#choices select", "en")
    page.wait_for_selector("text=Language of the app")


def main():
    tool, axe = program(), axe_source()
    with tempfile.TemporaryDirectory() as name, chromium() as browser:
        folder = pathlib.Path(name)
        archive = made(tool, folder, records())
        with served(tool, "--archive", archive) as url:
            for width, height, scheme in SIZES:
                page = visited(browser, url, viewport={"width": width, "height": height}, color_scheme=scheme)
                a_day_in_the_archive(page, partial(looked_at, axe, f"{width}-{scheme}"))
                page.context.close()
            by_keyboard(visited(browser, url))
            in_german(browser, url)
        run = subprocess.run([tool, "serve", "--port", "0", "--no-library", "--archive", folder / "articles.jsonl"], capture_output=True, text=True)
        check(run.returncode != 0 and "not an archive" in run.stderr and run.stderr.count("\n") == 1, f"another file is refused in a line: {run.stderr}")
    print("the archive holds")


if __name__ == "__main__":
    main()
