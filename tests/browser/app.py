"""Walks through the app in a real browser, as a teacher would on the first day.

Usage: tests/browser/app.py [PROGRAM]

Wants Python's playwright, a Chromium (CHROMIUM, or chromium in PATH) and, for the check of
accessibility, axe-core (AXE names axe.min.js, or the package axe_playwright_python brings it).
Skips loudly without the first two, and says so without the third. SHOTS names a folder for
pictures.
"""

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HERALD = """Bridge in Velm falls, twelve hurt

Twelve people were hurt when the old road bridge over the Arn fell in Velm on Monday.

Mayor Ilse Harding said the bridge had been closed to lorries since the spring. "We knew it was tired, and we acted too late," she said.

Engineers will examine the two remaining pillars this week.
"""
POST = """14 hurt in Velm bridge collapse

The collapse of the old road bridge in Velm on Monday hurt 14 people, <script>document.title = "run"</script> police said.

Divers searched the river until nightfall. Mayor Ilse Harding said lorries had not been allowed on the bridge since April.
"""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def axe_source():
    if named := os.environ.get("AXE"):
        return Path(named).read_text(encoding="utf-8")
    spec = importlib.util.find_spec("axe_playwright_python")
    if spec and spec.submodule_search_locations:
        return (Path(spec.submodule_search_locations[0]) / "axe.min.js").read_text(encoding="utf-8")
    print("SKIPPED: accessibility was not checked, for axe-core is not here (AXE=axe.min.js)", file=sys.stderr)
    return None


def main():
    program = sys.argv[1] if len(sys.argv) > 1 else str(ROOT / "target/release/twicetold")
    browser = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not browser or not importlib.util.find_spec("playwright"):
        print("SKIPPED: the app was not seen in a browser, for playwright or Chromium is not installed", file=sys.stderr)
        return 0
    app = subprocess.Popen([program, "serve", "--port", "0", "--no-library", "--threads", "1"], stdout=subprocess.PIPE, text=True)
    try:
        url = app.stdout.readline().strip().rstrip("/")
        walk(url, browser, axe_source())
    finally:
        app.terminate()
        app.wait()
    print("the app was walked through")
    return 0


def walk(url, browser, axe):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        for width, height, scheme in [(1440, 900, "light"), (768, 1024, "dark"), (390, 844, "light")]:
            # axe itself is a script that the page's policy would not let in.
            context = chromium.new_context(viewport={"width": width, "height": height}, color_scheme=scheme, bypass_csp=axe is not None)
            page = context.new_page()
            page.set_default_timeout(60_000)
            strange = []
            page.on("request", lambda it: it.url.startswith((url + "/", "data:", "blob:")) or strange.append(it.url))
            page.on("pageerror", lambda it: strange.append(str(it)))
            look = Look(page, axe, f"{width}-{scheme}")
            first_day(page, url, look)
            assert not strange, strange
            context.close()
        by_keyboard(chromium, url)
        chromium.close()


class Look:
    """Looks at a page: is it accessible, does it fit, what does it look like?"""

    def __init__(self, page, axe, name):
        self.page, self.axe, self.name = page, axe, name

    def at(self, view):
        page = self.page
        if folder := os.environ.get("SHOTS"):
            Path(folder).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=f"{folder}/app-{view}-{self.name}.png", full_page=view != "report")
        too_wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert too_wide <= 0, f"{view} at {self.name} is {too_wide} px too wide"
        if self.axe:
            page.evaluate(self.axe)
            found = page.evaluate("rules => axe.run(document, { runOnly: rules })", RULES)["violations"]
            told = [(it["id"], it["help"], it["nodes"][0]["html"][:160]) for it in found]
            assert not told, f"{view} at {self.name}: {told}"


def first_day(page, url, look):
    page.goto(url)
    page.wait_for_selector("#new:not([hidden])")
    look.at("start")
    for idx, text in enumerate([HERALD, POST]):
        page.fill("#pasted", text)
        page.click("#paste button")
        page.wait_for_selector(f".card >> nth={idx}")
    for idx, outlet in enumerate(["Herald", "Post"]):
        page.locator(".card").nth(idx).locator("input").first.fill(outlet)
    page.fill("#pasted", "One line only")
    page.click("#paste button")
    page.wait_for_selector(".troubles li")
    look.at("articles")
    page.check("input[value=fast]")
    page.click("#go")
    page.wait_for_url("**/comparisons/*")
    page.wait_for_load_state()
    assert page.title() != "run", "an article's script ran"
    assert "14 people" in page.text_content("main")
    # The report's page itself is looked at by its own test.
    with page.expect_download() as saved:
        page.click("nav[aria-label=App] >> text=CSV")
    assert saved.value.suggested_filename == "bridge-in-velm-falls-twelve-hurt.csv"
    page.click("text=← Library")
    page.wait_for_selector(".comparison")
    page.fill("#words", "nightfall")
    page.wait_for_selector(".excerpt mark")
    look.at("library")
    page.click("text=Rename")
    page.fill("#ask-input", "Lesson 4")
    look.at("rename")
    page.click("#ask-yes")
    page.wait_for_selector("text=Lesson 4")
    page.click("text=Run again")
    page.wait_for_selector(".card >> nth=1")
    assert page.input_value(".card input >> nth=0") == "Herald"
    page.click(".views >> text=Settings")
    page.wait_for_selector("#choices legend")
    page.check("#choices input[value=standard]")
    page.check("#choices input[value=fast]")
    page.wait_for_selector("text=Saved.")
    look.at("settings")
    page.click(".views >> text=Library")
    page.wait_for_selector(".comparison")
    page.click("text=Delete")
    page.click("#ask-yes")
    page.wait_for_selector("text=No comparison holds all these words.")


def by_keyboard(chromium, url):
    """From the top of the page to a report without a mouse."""
    page = chromium.new_page()
    page.set_default_timeout(60_000)
    page.goto(url)
    page.wait_for_selector("#new:not([hidden])")

    def go_to(selector):
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("it => document.activeElement?.matches(it)", selector):
                return
        raise AssertionError(f"the keyboard does not reach {selector}")

    for idx, text in enumerate([HERALD, POST]):
        go_to("#pasted")
        page.keyboard.insert_text(text)
        go_to("#paste button")
        page.keyboard.press("Enter")
        page.wait_for_selector(f".card >> nth={idx}")
    go_to("#go")
    page.keyboard.press("Enter")
    page.wait_for_url("**/comparisons/*")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.close()


if __name__ == "__main__":
    sys.exit(main())
