"""Walks editor mode in a real browser, by mouse and by keyboard: editor.py PAGE OUT

PAGE  a report in English (`--format html`) of two articles that share a fact; OUT  where the page's download is put.
Prints `ok`; an assertion that fails says what a user would have met. CHROMIUM names the browser."""
import json
import os
import sys

from playwright.sync_api import sync_playwright

PAGE, OUT = "file://" + os.path.abspath(sys.argv[1]), sys.argv[2]


def go(page, view):
    page.click(f'.views a[href="#{view}"]')
    page.locator(f"#{view}").wait_for()


def walk(page):
    asked, complaints = [], []
    page.on("request", lambda it: asked.append(it.url))
    page.on("console", lambda it: complaints.append(it.text) if it.type in ("error", "warning") else None)
    page.on("pageerror", lambda it: complaints.append(str(it)))
    page.goto(PAGE + "#editor")
    assert page.locator(".edit-pick").count() == 0, "nothing to correct with before it is begun"
    page.focus(".edit-toggle")
    page.keyboard.press("Enter")
    assert page.get_attribute(".edit-toggle", "aria-pressed") == "true"

    # Two sentences side by side, by keyboard.
    go(page, "side")
    for place in ("0-0", "1-0"):
        page.focus(f'.column [data-place="{place}"]')
        page.keyboard.press("Space")
    page.focus(".edit-not-same")
    page.keyboard.press("Enter")
    assert "Not the same" in page.inner_text(".edit-status"), "it is said what was done"

    # A fact in its dialog, by mouse; Enter in a field does not close it, Escape does.
    go(page, "facts")
    fact = page.locator(".fact").first
    fact.evaluate("it => { it.open = true }")
    fact.locator(".edit-open").click()
    dialog = page.locator(".edit-dialog")
    dialog.locator(".edit-wide").fill("</script><b>why</b>")
    page.keyboard.press("Enter")
    assert dialog.evaluate("it => it.open")
    dialog.locator("input[value=unsure]").check()
    dialog.get_by_role("button", name="Set the verdict").click()
    assert "unsure" in dialog.locator(".edit-said").inner_text()
    page.keyboard.press("Escape")
    focus = page.evaluate("document.activeElement.className")
    assert focus == "edit-open", f"focus goes back to where it came from, not to {focus}"
    assert fact.locator(".edit-pending").count() == 1, "the fact shows that it is to be corrected"

    # A note on an article, then undo and a round by file.
    go(page, "editor")
    page.click('[data-note-article="1"]')
    dialog.locator("textarea").fill("a note")
    dialog.get_by_role("button", name="Add the note").click()
    page.click(".edit-close button")
    with page.expect_download() as download:
        page.click("#editor .edit-save")
    assert download.value.suggested_filename == "corrections.json"
    download.value.save_as(OUT)
    with open(OUT, encoding="utf-8") as file:
        saved = json.load(file)
    assert [it["act"] for it in saved["corrections"]] == ["not-same", "verdict", "note"]
    page.click(".edit-list li:nth-child(1) button")
    assert page.locator(".edit-list li").count() == 2
    page.set_input_files(".edit-load input", OUT)
    page.locator(".edit-list li").nth(2).wait_for()
    assert not complaints, complaints
    outside = [it for it in asked if not it.startswith(("file:", "blob:"))]
    assert not outside, outside


with sync_playwright() as browsers:
    browser = browsers.chromium.launch(executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"])
    walk(browser.new_page())
    browser.close()
print("ok")
