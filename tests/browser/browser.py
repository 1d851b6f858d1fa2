"""What the checks in a browser share: finding one, making a page, opening it with the world shut out."""

import os
import pathlib
import shutil
import subprocess
import sys
from contextlib import contextmanager

from playwright.sync_api import sync_playwright

ROOT = pathlib.Path(__file__).resolve().parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# What a page did that it must not do; looked at wherever a check is made.
strange = []
WIDTHS = (1440, 768, 390)
SCHEMES = ("light", "dark")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def check(holds, what):
    if strange:
        sys.exit(f"wrong: {strange}")
    if not holds:
        sys.exit(f"wrong: {what}")


def program():
    """The program to look at: the first argument."""
    if len(sys.argv) < 2:
        sys.exit(sys.modules["__main__"].__doc__)
    return str(pathlib.Path(sys.argv[1]).resolve())


@contextmanager
def chromium():
    """The system's Chromium, headless. Without one the script ends: loudly, and well unless REQUIRE_BROWSER=1."""
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if not path:
        print("SKIPPED: no Chromium is here (CHROMIUM=path names one); nothing was looked at", file=sys.stderr)
        sys.exit(os.environ.get("REQUIRE_BROWSER") == "1")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()
    check(True, "nothing strange")


def made(program, page, articles, *more):
    """The page of these articles, written to the path `page`."""
    command = [program, "compare", "--fast", *articles, "--out", page, *more]
    run = subprocess.run(command, capture_output=True, text=True)
    check(page.exists(), f"{page.name} was not made: {run.stderr}")
    return page


def opened(browser, page_file, **context):
    """The page in a context of its own; any request, error or message of the policy ends the test."""
    context = browser.new_context(**context)
    context.set_default_timeout(20_000)
    page = context.new_page()
    address = page_file.as_uri()
    own = lambda url: url.split("#")[0] == address or url.startswith("blob:")
    # Whatever it asks for beside itself is refused, and told of.
    page.route(lambda url: not own(url), lambda route: route.abort())
    page.on("request", lambda it: own(it.url) or strange.append(f"asks for {it.url}"))
    page.on("pageerror", lambda it: strange.append(f"script: {it}"))
    page.on("console", lambda it: it.type in ("error", "warning") and strange.append(f"console: {it.text}"))
    page.goto(address)
    return page


def go(page, view):
    """To the view of this name, as a link of its address leads there."""
    page.evaluate("view => { location.hash = view }", view)
    page.locator(f"#{view}:not([hidden])").wait_for(state="attached")
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def fits(page, what):
    """Nothing is wider than the window."""
    wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    check(wider <= 0, f"{what} is {wider} px too wide")


def axe_source():
    """axe-core, which looks for barriers; it comes with a package of its own."""
    import axe_playwright_python

    return (pathlib.Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


def accessible(page, what):
    """axe-core, already in the page, finds no violation."""
    found = page.evaluate("rules => axe.run(document, { runOnly: rules, resultTypes: ['violations'] })", RULES)["violations"]
    told = [(it["id"], len(it["nodes"]), it["nodes"][0]["html"][:200], it["nodes"][0].get("failureSummary", "")[:300]) for it in found]
    check(not told, f"{what}: {told}")


def tab_to(page, selector, most=400):
    """Presses Tab until the focus is at what the selector names."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("it => document.activeElement.matches(it)", selector):
            return
    check(False, f"the keyboard does not reach {selector}")
