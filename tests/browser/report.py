"""The report page in a real browser: every view, keys, class mode, print, no request, hostile text.

    python tests/browser/report.py target/release/twicetold [axe.min.js]

Makes pages of the project's own corpus with the program given and looks at them in headless
Chromium through Playwright. Ends with status 1 at the first thing that is wrong. With the path of
axe-core's script it also looks for violations of WCAG 2.2 AA in every view, light and dark.
"""

import json
import pathlib
import subprocess
import sys
import tempfile

try:
    from playwright.sync_api import sync_playwright
except ImportError:
    sys.exit("SKIPPED: Playwright is not here (pip install playwright); the page was not looked at")

VIEWS = "overview facts side read wording timeline class worksheet key about".split()
STORY = pathlib.Path("corpus/stories/port-strike")
HOSTILE = (
    "</script><script>window.harmed = 1</script> <img src=x onerror=window.harmed=1> "
    "</style><style>body{display:none}</style> \u202eturned\u2066 {{ 7 * 7 }} \x00 "
)


def check(holds, what):
    if not holds:
        sys.exit(f"wrong: {what}")


def made(program, folder, name, articles, *more):
    """The page of these articles, as a file."""
    page = folder / name
    command = [program, "compare", "--fast", *articles, "--out", page, *more]
    run = subprocess.run(command, capture_output=True, text=True)
    check(page.exists(), f"{name} was not made: {run.stderr}")
    return page


def opened(browser, page_file, **context):
    """The page in a context of its own; any request, error or message of the policy ends the test."""
    page = browser.new_context(**context).new_page()
    address = page_file.as_uri()
    page.on("request", lambda it: check(it.url.split("#")[0] == address, f"asks for {it.url}"))
    page.on("pageerror", lambda it: check(False, f"script: {it}"))
    page.on("console", lambda it: check(it.type != "error", f"console: {it.text}"))
    page.goto(address)
    return page


def go(page, view):
    page.evaluate("view => { location.hash = view }", view)
    page.wait_for_timeout(80)


def every_view_fits(browser, page_file):
    for width in (1440, 768, 390):
        page = opened(browser, page_file, viewport={"width": width, "height": 900})
        for view in VIEWS:
            go(page, view)
            shown = page.evaluate("[...document.querySelectorAll('.view:not([hidden])')].map(it => it.id)")
            check(shown == [view], f"{view} alone is shown, not {shown}")
            wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            check(wider <= 0, f"{view} is {wider} px wider than a window of {width}")


def keys_walk_the_facts(page):
    go(page, "side")
    first = page.text_content(".walked .title a")
    page.keyboard.press("ArrowRight")
    second = page.text_content(".walked .title a")
    check(first != second and page.evaluate("location.hash").startswith("#side-F"), "→ walks on")
    lit = page.evaluate("document.querySelectorAll('#side .s.lit').length")
    check(lit > 1, "the sentences of a fact are lit together")
    page.keyboard.press("ArrowLeft")
    check(page.text_content(".walked .title a") == first, "← walks back")
    check(page.locator(".ribbons path").count() > 0, "ribbons join the columns")


def any_article_is_the_base(page):
    go(page, "side")
    page.click(".bases button[data-base='2']")
    check(page.evaluate("document.querySelector('.column').dataset.idx") == "2", "the base stands first")
    check(page.get_attribute(".bases button[data-base='2']", "aria-pressed") == "true", "and says so")
    page.click(".bases button[data-base='0']")


def class_mode_hides_and_tells(page):
    go(page, "class")
    page.click(".begin")
    for link in ("#facts", "#overview", "#timeline", "#key"):
        check(not page.is_visible(f"a[href='{link}']:visible"), f"{link} is hidden while a class marks")
    for task in page.query_selector_all(".task"):
        task.query_selector("input").check()
    page.click(".compare")
    check(page.is_visible(".task .answer[open]"), "the answers are told at the end")
    check(any(it.isdigit() for it in page.text_content(".score")), "and counted")


def paper_takes_the_open_view(page):
    go(page, "worksheet")
    pages = {}
    for paper in ("a4", "letter"):
        page.check(f"input[name=paper][value={paper}]")
        pages[paper] = page.pdf(prefer_css_page_size=True)
    check(b"594.9" in pages["a4"] and b"612 792" in pages["letter"], "A4 and Letter are printed so")
    one = len(pages["a4"])
    page.evaluate("document.documentElement.classList.add('whole')")
    check(len(page.pdf(prefer_css_page_size=True)) > 2 * one, "everything is printed where asked for")
    page.evaluate("document.documentElement.classList.remove('whole')")
    page.emulate_media(media="print")
    check(not page.is_visible("#key"), "the key is not printed with the worksheet")
    page.emulate_media(media="screen")


def hostile_text_is_text(browser, page_file):
    page = opened(browser, page_file)
    for view in VIEWS:
        go(page, view)
    check(page.evaluate("window.harmed") is None, "no script of an article ran")
    check("<script>window.harmed" in page.text_content("#side"), "it is shown as written")
    check(not {"\u202e", "\x00"} & set(page.text_content("body")), "nothing turns the line")


def axe_finds_nothing(browser, page_file, axe):
    for scheme in ("light", "dark"):
        page = browser.new_context(color_scheme=scheme, bypass_csp=True).new_page()
        page.goto(page_file.as_uri())
        page.evaluate(axe)
        for view in VIEWS:
            go(page, view)
            if view == "facts":
                page.click(".open-all")
            found = page.evaluate(
                "axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })"
            )["violations"]
            told = [(it["id"], it["nodes"][0]["html"]) for it in found]
            check(not told, f"{view}, {scheme}: {told}")


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    program = str(pathlib.Path(sys.argv[1]).resolve())
    articles = sorted(it for it in STORY.iterdir() if it.suffix != ".json")
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = pathlib.Path(name)
        story = made(program, folder, "story.html", articles)
        for idx in range(2):
            record = {"outlet": f"<i>Outlet {idx}</i>", "title": HOSTILE, "text": HOSTILE + "The pier fell. " * 2}
            (folder / f"{idx}.json").write_text(json.dumps(record))
        hostile = made(program, folder, "hostile.html", [folder / "0.json", folder / "1.json"])
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        every_view_fits(browser, story)
        for language in ("es", "de"):
            every_view_fits(browser, made(program, folder, f"{language}.html", articles, "--page-language", language))
        page = opened(browser, story, viewport={"width": 1440, "height": 900})
        keys_walk_the_facts(page)
        any_article_is_the_base(page)
        class_mode_hides_and_tells(page)
        paper_takes_the_open_view(page)
        hostile_text_is_text(browser, hostile)
        if len(sys.argv) > 2:
            axe_finds_nothing(browser, story, pathlib.Path(sys.argv[2]).read_text())
        browser.close()
    print("the page holds")


main()
