"""Walks through the app in a real browser, as a teacher would on the first day.

    tests/python.sh tests/browser/app.py target/release/twicetold [FOLDER]

Starts the program on a free port with a library in memory. With a FOLDER, pictures of what was seen
are put there. Ends with status 1 at the first thing that is wrong.
"""

import json
import pathlib
import subprocess
import sys
from contextlib import contextmanager
from functools import partial

from browser import ROOT, accessible, axe_source, check, chromium, fits, go, program, strange, tab_to

STORY = ROOT / "corpus/stories/port-strike"
SIZES = [(1440, 900, "light"), (768, 1024, "dark"), (390, 844, "light")]
HERALD = """Bridge in Velm falls, twelve hurt

Twelve people were hurt when the old road bridge over the Arn fell in Velm on Monday.

Mayor Ilse Harding said the bridge had been closed to lorries since the spring. "We knew it was tired, and we acted too late," she said.

Engineers will examine the two remaining pillars this week.
"""
POST = """14 hurt in Velm bridge collapse

The collapse of the old road bridge in Velm on Monday hurt 14 people, <script>document.title = "run"</script> police said.

Divers searched the river until nightfall. Mayor Ilse Harding said lorries had not been allowed on the bridge since April.
"""


@contextmanager
def served(tool, *more):
    """The address of the app while it runs."""
    app = subprocess.Popen([tool, "serve", "--port", "0", "--no-library", "--threads", "1", *more], stdout=subprocess.PIPE, text=True)
    try:
        yield app.stdout.readline().strip().rstrip("/")
    finally:
        app.terminate()
        app.wait()


def visited(browser, url, **context):
    """The app's first page in a context of its own; what asks for anything but the app is wrong."""
    # axe-core itself is a script that the page's policy would not let in.
    context = browser.new_context(bypass_csp=True, **context)
    context.set_default_timeout(60_000)
    page = context.new_page()
    page.on("request", lambda it: it.url.startswith((url + "/", "data:", "blob:")) or strange.append(it.url))
    page.on("pageerror", lambda it: strange.append(str(it)))
    page.on("response", lambda it: it.status >= 500 and strange.append(f"{it.status} {it.url}"))
    page.goto(url)
    page.wait_for_selector("#new:not([hidden])")
    return page


def looked_at(axe, name, page, what):
    """Does it fit, is it accessible, what does it look like?"""
    if len(sys.argv) > 2:
        folder = pathlib.Path(sys.argv[2])
        folder.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=folder / f"app-{what}-{name}.png", full_page="report" not in what)
    fits(page, f"{what} at {name}")
    page.evaluate(axe)
    accessible(page, f"{what} at {name}")


def paste(page, texts):
    for idx, text in enumerate(texts):
        page.fill("#pasted", text)
        page.click("#paste button")
        page.wait_for_selector(f".card >> nth={idx}")


def a_first_day(page, look):
    look(page, "start")
    paste(page, [HERALD, POST])
    for idx, outlet in enumerate(["Herald", "Post"]):
        page.locator(".card").nth(idx).locator("input").first.fill(outlet)
    page.fill("#pasted", "One line only")
    page.click("#paste button")
    page.wait_for_selector(".troubles li")
    look(page, "articles")
    page.check("input[value=fast]")
    page.click("#go")
    page.wait_for_url("**/comparisons/*")
    page.wait_for_load_state()
    check(page.title() != "run", "no script of an article ran")
    check("14 people" in page.text_content("main"), "the report tells what the articles tell")
    look(page, "report")
    with page.expect_download() as saved:
        page.click("nav[aria-label=App] >> text=CSV")
    check(saved.value.suggested_filename == "bridge-in-velm-falls-twelve-hurt.csv", "an export is named after the story")
    page.click("text=← Library")
    page.wait_for_selector(".comparison")
    page.fill("#words", "nightfall")
    page.wait_for_selector(".excerpt mark")
    look(page, "library")
    page.click("text=Rename")
    page.fill("#ask-input", "Lesson 4")
    look(page, "rename")
    page.click("#ask-yes")
    page.wait_for_selector("text=Lesson 4")
    page.click("text=Run again")
    page.wait_for_selector(".card >> nth=1")
    check(page.input_value(".card input >> nth=0") == "Herald", "what was compared can be compared again")
    page.click(".views >> text=Settings")
    page.wait_for_selector("#choices legend")
    page.check("#choices input[value=standard]")
    page.check("#choices input[value=fast]")
    page.wait_for_selector("text=Saved.")
    look(page, "settings")
    page.click(".views >> text=Library")
    page.wait_for_selector(".comparison")
    page.click("text=Delete")
    page.click("#ask-yes")
    page.wait_for_selector("text=No comparison holds all these words.")


def two_articles_of_the_corpus(page):
    """Whole articles, as they are copied from a page: what is done is told while it goes on."""
    texts = [(STORY / it).read_text(encoding="utf-8") for it in ("carrow-clarion.txt", "meridian-wire.txt")]
    paste(page, texts)
    page.check("input[value=fast]")
    told = []
    page.expose_function("told", lambda stage: told.append(stage))
    page.evaluate("""() => new MutationObserver(() => {
      for (const it of document.querySelectorAll("#stages .current, #stages .done")) window.told(it.textContent);
    }).observe(document.getElementById("stages"), { childList: true })""")
    page.click("#go")
    page.wait_for_url("**/comparisons/*")
    page.wait_for_load_state()
    check(len(set(told)) >= 2, f"the stages are told: {told}")
    check("Puerto Alcaz" in page.text_content("#overview"), "the overview tells the story")
    go(page, "side")
    page.keyboard.press("ArrowRight")
    check(page.locator("#side .lit").count() > 1, "the facts are walked within the app, too")


def an_editor_saves_to_the_app(page, url, look):
    go(page, "editor")
    page.click(".edit-toggle")
    go(page, "side")
    for sentence in page.locator("#side .column .lit").all()[:2]:
        number = sentence.evaluate("it => it.id.replace('s-', '').split('-').map(Number)")
        page.click(f"#side .column [data-place='{number[0]}-{number[1] - 1}']")
    page.click(".edit-not-same")
    look(page, "editing")
    page.click(".edit-tray .edit-save")
    page.wait_for_function("() => document.querySelector('.edit-status').textContent.includes('aved')")
    id = page.url.split("/comparisons/")[1].split("#")[0]
    kept = page.request.get(f"{url}/api/comparisons/{id}/corrections").json()
    check([it["act"] for it in kept["corrections"]] == ["not-same"], f"the app keeps the correction: {json.dumps(kept)[:300]}")
    page.click("text=Run again")
    page.wait_for_selector(".card >> nth=1")
    page.click("#go")
    page.wait_for_url("**/comparisons/*")
    page.wait_for_load_state()
    go(page, "editor")
    check(page.locator("#editor .edit-list li").count() == 1, "and replays it when the comparison is made again")


def by_keyboard(page):
    """From the top of the page to a report without a mouse."""
    for idx, text in enumerate([HERALD, POST]):
        tab_to(page, "#pasted", 60)
        page.keyboard.insert_text(text)
        tab_to(page, "#paste button", 60)
        page.keyboard.press("Enter")
        page.wait_for_selector(f".card >> nth={idx}")
    tab_to(page, "#go", 60)
    page.keyboard.press("Enter")
    page.wait_for_url("**/comparisons/*")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")


def main():
    tool, axe = program(), axe_source()
    with chromium() as browser, served(tool) as url:
        for width, height, scheme in SIZES:
            page = visited(browser, url, viewport={"width": width, "height": height}, color_scheme=scheme)
            a_first_day(page, partial(looked_at, axe, f"{width}-{scheme}"))
            page.context.close()
        page = visited(browser, url, viewport={"width": 1440, "height": 900})
        two_articles_of_the_corpus(page)
        an_editor_saves_to_the_app(page, url, partial(looked_at, axe, "1440-light"))
        by_keyboard(visited(browser, url))
    print("the app holds")


if __name__ == "__main__":
    main()
