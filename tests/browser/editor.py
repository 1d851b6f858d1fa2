"""Walks editor mode in a real browser, by keyboard, and replays what it saved.

    tests/python.sh tests/browser/editor.py target/release/twicetold

Two articles about one event are compared; an editor corrects the comparison on the page, takes
corrections.json away, and compares again with it. A failed check says what a user would have met.
"""

import json
import pathlib
import subprocess
import tempfile

from browser import axe_source, accessible, check, chromium, go, made, opened, program, tab_to

HERALD = (
    "Twelve people were hurt when the old road bridge over the Arn fell in Velm on Monday.\n\n"
    "Mayor Ilse Harding said the bridge had been closed to lorries since the spring.\n\n"
    "Engineers will examine the two remaining pillars this week.\n"
)
POST = (
    "The collapse of the old road bridge over the Arn in Velm on Monday hurt 14 people.\n\n"
    "Mayor Ilse Harding said the bridge had been closed to lorries since the spring.\n\n"
    "Divers searched the river until nightfall.\n"
)


def press(page, selector, key="Enter"):
    tab_to(page, selector)
    page.keyboard.press(key)


def view(page, name):
    """To another view, over its link."""
    page.evaluate("scrollTo(0, 0)")
    page.focus(".skip")
    press(page, f".views a[href='#{name}']")
    page.locator(f"#{name}:not([hidden])").wait_for(state="attached")


def begins(page):
    go(page, "editor")
    check(page.locator(".edit-pick").count() == 0, "nothing to correct with before it is begun")
    press(page, ".edit-toggle")
    check(page.get_attribute(".edit-toggle", "aria-pressed") == "true", "editor mode says that it is on")


def two_sentences_are_not_the_same(page):
    view(page, "side")
    for place in ("0-1", "1-1"):
        press(page, f".column [data-place='{place}']", "Space")
        check(page.evaluate("document.activeElement.getAttribute('aria-pressed')") == "true", f"{place} is picked")
    press(page, ".edit-not-same")
    check("Not the same" in page.inner_text(".edit-status"), "it is said what was done")


def the_rows_show_it_at_once(page):
    """What was not the same stands apart now, with a way back; so does what is merged."""
    view(page, "facts")
    split = page.locator("#facts .fact.edit-made")
    check(split.count() == 1, "the sentence that is another fact has a row of its own")
    home = page.locator("#facts .fact.edit-moved")
    check(home.count() == 1 and home.locator(".members > div").count() == 1, "and is gone from the row it stood in")
    check(home.locator(".told .edited").inner_text() == "changed by you", "which says so while it is closed")
    press(page, "#facts .fact.edit-made .edit-acts button")
    check(page.locator("#facts .edit-made, #facts .edit-moved").count() == 0, "taken back, the rows are as they were")
    check(page.locator("#facts .members > div").count() == 4, "with all their sentences")
    facts = page.locator("#facts .fact").evaluate_all("all => all.map(it => it.id)")
    for fact in facts:
        page.evaluate("it => { document.getElementById(it).open = true }", fact)
        press(page, f"[data-fact='{fact}']", "Space")
    press(page, ".edit-merge")
    check(page.evaluate("document.activeElement.className") == "edit-undo", "the next key can take it back")
    merged = page.locator("#facts .fact.edit-moved .members > div")
    check(merged.count() == 4, f"both facts stand in one row: {merged.count()}")
    check(page.locator("text=Now part of").count() == 1, "and the other one says where it went")
    page.keyboard.press("Enter")
    check(page.locator("#facts .edit-moved").count() == 0, "and it is taken back")
    page.evaluate("() => { for (const it of document.querySelectorAll('#facts .fact')) it.open = false }")
    two_sentences_are_not_the_same(page)


def a_kind_is_changed(page):
    """In the dialog of a fact: Enter in a field leaves it open, Escape closes it and the focus goes back."""
    view(page, "facts")
    fact = "#facts .fact.differs"
    press(page, f"{fact} > summary")
    press(page, f"{fact} .edit-open")
    dialog = page.locator(".edit-dialog")
    tab_to(page, ".edit-dialog .edit-wide")
    page.keyboard.type("</script><b>why</b>")
    page.keyboard.press("Enter")
    check(dialog.evaluate("it => it.open"), "Enter in a field does not close the dialog")
    tab_to(page, ".edit-dialog select")
    page.keyboard.type("Prec")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    check("recision" in dialog.locator(".edit-said").inner_text(), f"it is said what was done: {dialog.locator('.edit-said').inner_text()}")
    page.keyboard.press("Escape")
    focus = page.evaluate("document.activeElement.className")
    check(focus == "edit-open", f"focus goes back to where it came from, not to {focus}")
    check(page.locator(f"{fact} .edit-pending").count() == 1, "the fact shows that it is to be corrected")


def a_note_is_kept_and_one_undone(page):
    view(page, "editor")
    for note in ("a note", "a slip"):
        press(page, "[data-note-article='1']")
        tab_to(page, ".edit-dialog textarea")
        page.keyboard.type(note)
        press(page, ".edit-dialog .edit-body button")
        page.keyboard.press("Escape")
    check(page.locator(".edit-list li").count() == 4, "all four are listed")
    tab_to(page, ".edit-list li:nth-child(4) button")
    page.keyboard.press("Enter")
    check(page.locator(".edit-list li").count() == 3, "one is taken back")
    check(page.evaluate("document.activeElement.closest('.edit-list') !== null"), "the focus stays in the list")


def it_is_saved(page, path):
    page.focus(".skip")
    tab_to(page, "#editor .edit-save")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    check(download.value.suggested_filename == "corrections.json", "the file has its name")
    download.value.save_as(path)
    acts = [it["act"] for it in json.loads(path.read_text(encoding="utf-8"))["corrections"]]
    check(acts == ["not-same", "kind", "note"], f"it holds what was done: {acts}")


def a_file_is_taken_up_again(page, path):
    page.click(".edit-list li:nth-child(1) button")
    check(page.locator(".edit-list li").count() == 2, "one is taken back by mouse")
    page.set_input_files(".edit-load input", path)
    page.locator(".edit-list li").nth(2).wait_for()


def compared(tool, articles, *more):
    run = subprocess.run([tool, "compare", "--fast", *articles, "--format", "json", *more], capture_output=True, text=True)
    check(run.returncode == 1, f"{run.returncode}: {run.stderr}")
    check(not run.stderr.strip(), f"nothing to complain of: {run.stderr}")
    return json.loads(run.stdout)


def the_result_carries_it(tool, articles, path):
    before, after = compared(tool, articles), compared(tool, articles, "--corrections", path)
    kinds = [[it["kind"] for fact in found["facts"] for it in fact["differences"]] for found in (before, after)]
    check("number" in kinds[0] and "precision" not in kinds[0], f"before: {kinds[0]}")
    check("precision" in kinds[1] and "number" not in kinds[1], f"after: {kinds[1]}")
    agreed = [[fact for fact in found["facts"] if fact["verdict"] == "agreed"] for found in (before, after)]
    check(len(agreed[0]) == 1 and not agreed[1], "what is not the same is no longer held to agree")
    page = made(tool, path.with_name("after.html"), articles, "--corrections", path)
    check("a note" in page.read_text(encoding="utf-8"), "the note stands in the report")
    return page


def the_report_shows_it(browser, page_file):
    page = opened(browser, page_file, bypass_csp=True)
    page.evaluate(axe_source())
    for name in ("overview", "facts", "editor"):
        go(page, name)
        accessible(page, f"{name}, corrected")
    check(page.locator("#editor .edit-list li").count() == 3, "all three corrections are listed")
    check("<b>why</b>" in page.text_content("#facts"), "a reason shows as it was typed")


def main():
    tool = program()
    with tempfile.TemporaryDirectory() as name, chromium() as browser:
        folder = pathlib.Path(name)
        (folder / "herald.txt").write_text(HERALD)
        (folder / "post.txt").write_text(POST)
        articles, path = [folder / "herald.txt", folder / "post.txt"], folder / "corrections.json"
        page = opened(browser, made(tool, folder / "before.html", articles))
        begins(page)
        two_sentences_are_not_the_same(page)
        the_rows_show_it_at_once(page)
        a_kind_is_changed(page)
        a_note_is_kept_and_one_undone(page)
        it_is_saved(page, path)
        a_file_is_taken_up_again(page, path)
        the_report_shows_it(browser, the_result_carries_it(tool, articles, path))
    print("editor mode holds")


if __name__ == "__main__":
    main()
