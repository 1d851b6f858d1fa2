"""The report page in a real browser: every view, keys, class mode, print, no request, hostile text.

    tests/python.sh tests/browser/report.py target/release/twicetold

Makes pages with the program given, of the project's own corpus and of texts invented here, and
looks at them in headless Chromium. Ends with status 1 at the first thing that is wrong.
"""

import io
import json
import pathlib
import tempfile
import time
import unicodedata

from pypdf import PdfReader

from browser import ROOT, SCHEMES, WIDTHS, accessible, axe_source, check, chromium, fits, go, made, opened, program, tab_to

VIEWS = "overview facts side read wording timeline class worksheet key editor about".split()
STORY = ROOT / "corpus/stories/port-strike"
HOSTILE = (
    "</script><script>window.harmed = 1</script> <img src=x onerror=window.harmed=1> "
    "</style><style>body{display:none}</style> \u202eturned\u2066 {{ 7 * 7 }} \x00 "
)
ARABIC = (
    ("صحيفة الميناء", "إصابة 12 شخصا في انهيار جسر", "أصيب 12 شخصا عندما انهار جسر قديم في مدينة سالم يوم الاثنين. وقال العمدة إن الجسر أغلق منذ الربيع."),
    ("بريد الوادي", "إصابة 14 شخصا في سالم", "أصيب 14 شخصا عندما انهار جسر قديم في مدينة سالم يوم الاثنين. وبحث الغواصون في النهر حتى الليل."),
)
# A sentence that each view tells and no other does, as a selector.
TOLD_BY = {
    "overview": "#overview > h3", "facts": "#facts .matrix-head .note", "side": "#side h2", "read": "#read > .note",
    "wording": "#wording h3", "timeline": "#timeline > .note", "class": "#class .lead", "worksheet": "#worksheet .do",
    "key": "#key > .note", "about": "#about .prose",
}  # fmt: skip


def every_view_fits(browser, page_file, widths=WIDTHS, views=VIEWS):
    for width in widths:
        page = opened(browser, page_file, viewport={"width": width, "height": 900})
        for view in views:
            go(page, view)
            shown = page.evaluate("[...document.querySelectorAll('.view:not([hidden])')].map(it => it.id)")
            check(shown == [view], f"{view} alone is shown, not {shown}")
            fits(page, f"{page_file.stem}, {view} at {width}")
        page.context.close()


def twice_as_large(browser, page_file):
    """A laptop's window at 200 %, and at 400 %, which is a phone's width."""
    for zoom in (2, 4):
        page = opened(browser, page_file, viewport={"width": 1280 // zoom, "height": 1024 // zoom}, device_scale_factor=zoom)
        for view in VIEWS:
            go(page, view)
            fits(page, f"{view} at {zoom}00 %")
        page.context.close()


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


def keys_open_the_facts(page):
    page.reload()
    tab_to(page, ".skip", 1)
    page.keyboard.press("Enter")
    check(page.evaluate("document.activeElement.id") == "content", "the first key skips to the content")
    go(page, "facts")
    tab_to(page, "#facts .fact > summary")
    id_of = "document.activeElement.closest('.fact').id"
    first = page.evaluate(id_of)
    page.keyboard.press("ArrowDown")
    second = page.evaluate(id_of)
    check(first != second, "↓ goes to the next fact")
    page.keyboard.press("Enter")
    check(page.is_visible(f"#{second} .members") and not page.is_visible(f"#{first} .members"), "Enter opens the one in focus")
    tab_to(page, f"#{second} a[href='#side-{second}']")
    page.keyboard.press("Enter")
    page.locator("#side:not([hidden])").wait_for()
    check(page.text_content(".walked .title a").endswith(second), "its link leads into the texts")
    page.go_back()
    page.locator("#facts:not([hidden])").wait_for()


def any_article_is_the_base(page):
    go(page, "side")
    page.click(".bases button[data-base='2']")
    check(page.evaluate("document.querySelector('.column').dataset.idx") == "2", "the base stands first")
    check(page.get_attribute(".bases button[data-base='2']", "aria-pressed") == "true", "and says so")
    page.click(".bases button[data-base='0']")


def the_margin_tells_what_the_others_have(page):
    """The annotated article is made when it is opened; an address within it leads there."""
    go(page, "read")
    reading = page.locator(".reading:not([hidden])")
    check(reading.count() == 1, "one article is read at a time")
    note = reading.locator(".margin li.differs").first
    own = reading.get_attribute("data-idx")
    others = note.locator(".source").evaluate_all("all => all.map(it => it.hash)")
    check(others and all(not it.startswith(f"#s-{own}-") for it in others), f"a note tells of the others: {others}")
    check(note.locator(".other").count() > 0 and note.locator(".head .sign").inner_text() == "≠", "in their words")
    fact = note.get_attribute("id").split("-")[2]
    check(reading.locator(f"sup a[href='#n-{own}-{fact}']").count() > 0, "the number in the text leads to it")
    absent = reading.locator(".absent li a.number").evaluate_all("all => all.map(it => it.textContent)")
    check(not set(absent) & set(reading.locator("sup a").all_inner_texts()), "what it tells is not called missing")
    page.evaluate("history.replaceState(null, '', '#')")
    page.reload()
    page.evaluate(f"location.hash = 'n-1-{fact}'")
    page.locator("#read:not([hidden])").wait_for(state="attached")
    check(page.locator("#read-1:not([hidden])").count() == 1, "an address within a margin opens its article")


def places_are_found_in_views_not_yet_shown(browser, page_file):
    page = opened(browser, page_file, viewport={"width": 1440, "height": 900})
    check(page.locator(".fact").count() == 0, "a view is made when it is first shown")
    fact = page.evaluate("/id=\"(F[0-9]+)\"/.exec(document.querySelector('#facts').textContent)[1]")
    for address, view in ((fact, "facts"), (f"side-{fact}", "side"), ("s-1-2", "side"), ("differs", "facts"), (f"task-{fact}", "class")):
        if address.startswith("task") and f'id="{address}"' not in page.content():
            continue
        page = opened(browser, page_file, viewport={"width": 1440, "height": 900})
        page.evaluate("it => { location.hash = it }", address)
        page.locator(f"#{view}:not([hidden])").wait_for(state="attached")
        check(page.locator(f"#{address}").count() == 1, f"{address} is found in {view}")


def everything_is_told_without_script(browser, page_file):
    page = opened(browser, page_file, java_script_enabled=False)
    text = page.inner_text("main")
    with_script = opened(browser, page_file)
    for view in ("facts", "side", "wording", "timeline", "class", "about"):
        go(with_script, view)
        line = with_script.locator(f"#{view} h2").first.inner_text()
        check(line in text, f"{view} is there: {line}")
    go(with_script, "side")
    for it in with_script.locator("#side .s").all()[:40]:
        check(it.text_content() in page.text_content("#side"), "every sentence is there")
    check("scripts" in page.inner_text("#read .flag"), "what is not there is said")


def class_mode_hides_and_tells(page):
    go(page, "class")
    tab_to(page, ".begin")
    page.keyboard.press("Enter")
    for link in ("#facts", "#overview", "#timeline", "#key", "#editor"):
        check(not page.is_visible(f"a[href='{link}']:visible"), f"{link} is hidden while a class marks")
    tells = ".task .answer, #side sup, #side .legend, #side .density, #side .walk, #side .ribbons"
    for view in ("class", "side"):
        go(page, view)
        check(page.locator(tells).locator("visible=true").count() == 0, f"{view} tells no verdict")
    marks = "[...document.querySelectorAll('#side .s, #side mark')].map(it => getComputedStyle(it)).every(it => it.textDecorationLine === 'none' && it.borderBottomStyle === 'none')"
    check(page.evaluate(marks), "no line under a sentence tells it")
    page.keyboard.press("ArrowRight")
    check(page.locator("#side .lit").count() == 0, "nor does a key")
    for view in ("facts", "key", "editor"):
        page.evaluate("view => { location.hash = view }", view)
        page.wait_for_timeout(100)
        check(not page.is_visible(f"#{view}"), f"nor does the address #{view}")
    go(page, "class")
    check(page.is_disabled(".compare"), "nothing is told before all is marked")
    tab_to(page, ".to-texts")
    for task in page.query_selector_all(".task"):
        # Its link into the text comes first.
        tab_to(page, f"#{task.get_attribute('id')} input", 2)
        page.keyboard.press("Space")
    page.keyboard.press("Tab")
    check(page.evaluate("document.activeElement.matches('.compare:enabled')"), "the last one leads to the comparison")
    page.keyboard.press("Enter")
    check(page.is_visible(".task .answer[open]"), "the answers are told at the end")
    check(any(it.isdigit() for it in page.text_content(".score")), "and counted")
    go(page, "facts")
    check(page.is_visible("#facts"), "and the other views are there again")


def printed(page):
    """What stands on the paper, without white space, and the size of its first sheet."""
    pdf = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    # Ligatures are letters again.
    text = unicodedata.normalize("NFKC", "".join(it.extract_text() for it in pdf.pages))
    return "".join(text.split()), [round(it) for it in pdf.pages[0].mediabox[2:]]


def paper_takes_the_open_view(page):
    words = "it => it.firstElementChild ? it.firstChild.textContent : it.textContent"
    for view in TOLD_BY:
        go(page, view)
    told = {view: "".join(unicodedata.normalize("NFKC", page.locator(it).first.evaluate(words)).split()) for view, it in TOLD_BY.items()}
    for view in told:
        go(page, view)
        paper, _ = printed(page)
        check(told[view] in paper, f"{view} is printed: {told[view]}")
        for other in (it for it in told if it != view):
            # The headings of two views are words of a sentence elsewhere.
            alone = len(told[other]) > 20
            check(not alone or told[other] not in paper, f"{other} is not printed with {view}")
    go(page, "worksheet")
    for paper, size in (("a4", [595, 842]), ("letter", [612, 792])):
        page.check(f"input[name=paper][value={paper}]")
        check(printed(page)[1] == size, f"{paper} is printed so, not {printed(page)[1]}")
    page.evaluate("document.documentElement.classList.add('whole')")
    whole, _ = printed(page)
    page.evaluate("document.documentElement.classList.remove('whole')")
    check(all(it in whole for it in told.values()), "everything is printed where asked for")


def hostile_text_is_text(browser, page_file):
    page = opened(browser, page_file)
    for view in VIEWS:
        go(page, view)
    check(page.evaluate("window.harmed") is None, "no script of an article ran")
    check("<script>window.harmed" in page.text_content("#side"), "it is shown as written")
    shown = page.evaluate("() => { for (const it of document.querySelectorAll('script, style')) it.remove(); return document.body.textContent }")
    check(not {"\u202e", "\x00"} & set(shown), "nothing turns the line")


def arabic_runs_from_the_right(browser, page_file):
    every_view_fits(browser, page_file, (1440, 390))
    page = opened(browser, page_file)
    for view, places in {"side": ".column h3, .column .body p", "read": ".reading:not([hidden]) h3, .reading:not([hidden]) .paragraph > p"}.items():
        go(page, view)
        ways = set(page.locator(f"#{view}").locator(places).evaluate_all("all => all.map(it => getComputedStyle(it).direction)"))
        check(ways == {"rtl"}, f"{view} sets Arabic from the right, not {ways}")
    check(page.evaluate("getComputedStyle(document.body).direction") == "ltr", "the page around it stays as it was")


def axe_finds_nothing(browser, page_file):
    axe = axe_source()
    for width in WIDTHS:
        for scheme in SCHEMES:
            # axe itself is a script that the page's policy would not let in.
            page = opened(browser, page_file, viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
            page.evaluate(axe)
            for view in VIEWS:
                go(page, view)
                if view == "facts":
                    page.click(".open-all")
                accessible(page, f"{view} at {width}, {scheme}")
            page.click(".edit-toggle") if page.is_visible(".edit-toggle") else go(page, "editor") or page.click(".edit-toggle")
            for view in ("facts", "side", "editor"):
                go(page, view)
                accessible(page, f"{view} while editing at {width}, {scheme}")
            page.context.close()


def many_sentences(folder):
    """Six articles of eighty sentences each; every outlet leaves out half of what happened, and counts otherwise."""
    firsts = "Arlen Bettina Corwin Dagny Emmet Fenna Gustav Hedda Ivo Jorun Kasper Liv".split()
    lasts = "Tovik Marsh Oduya Pell Quist Rademaker Sund Thorne Ulmer Vance Wexel Yarrow".split()
    acts = "closed a bakery|opened a clinic|sold a barge|repaired a bell tower|painted a tunnel|found a violin|planted an orchard|lost a lawsuit|bought a printing press|flooded a cellar|measured a glacier|trained a choir"
    tails = "before {n} guests|for {n} crowns|after {n} rainy days|with {n} apprentices|on platform {n}|against the vote of {n} councillors|near milestone {n}|to the sound of {n} drums|{n} years after her uncle|despite {n} complaints|using {n} ladders|as {n} cameras ran".split("|")
    told = [f"{first} {last} {acts.split('|')[(at + idx) % 12]} {tails[(5 * at + 7 * idx) % 12]}." for at, first in enumerate(firsts) for idx, last in enumerate(lasts)]
    for outlet in range(6):
        own = [it.format(n=20 + at + outlet % 3) for at, it in enumerate(told) if (at * 7 + outlet * 5) % 12 < 7][:80]
        record = {"outlet": f"Outlet {outlet}", "title": f"A day in Velm, told by {outlet}", "text": "\n\n".join(own)}
        (folder / f"many-{outlet}.json").write_text(json.dumps(record))
    return sorted(folder.glob("many-*.json"))


def opens_in(browser, page_file):
    page = opened(browser, page_file, viewport={"width": 1440, "height": 900})
    took = page.evaluate("() => { const it = performance.getEntriesByType('navigation')[0]; return it.loadEventEnd - it.startTime }")
    size = page_file.stat().st_size
    print(f"six articles of eighty sentences: {size / 1e6:.2f} MB, loaded in {took:.0f} ms")
    check(size < 1e6, f"{size} bytes are more than a megabyte")


def pages(tool, folder):
    """The pages that are looked at, by name."""
    articles = sorted(it for it in STORY.iterdir() if it.name != "gold.json")
    for idx in range(2):
        record = {"outlet": f"<i>Outlet {idx}</i>", "title": HOSTILE, "text": HOSTILE + "The pier fell. " * 2}
        (folder / f"hostile-{idx}.json").write_text(json.dumps(record))
    for idx, (outlet, title, text) in enumerate(ARABIC):
        (folder / f"arabic-{idx}.json").write_text(json.dumps({"outlet": outlet, "title": title, "text": text}))
    return {
        "story": made(tool, folder / "story.html", articles),
        "es": made(tool, folder / "es.html", articles, "--page-language", "es"),
        "de": made(tool, folder / "de.html", articles, "--page-language", "de"),
        "hostile": made(tool, folder / "hostile.html", sorted(folder.glob("hostile-*.json"))),
        "arabic": made(tool, folder / "arabic.html", sorted(folder.glob("arabic-*.json"))),
        "many": made(tool, folder / "many.html", many_sentences(folder)),
    }


def main():
    tool = program()
    with tempfile.TemporaryDirectory() as name, chromium() as browser:
        made_of = pages(tool, pathlib.Path(name))
        for it in ("story", "es", "de"):
            every_view_fits(browser, made_of[it])
        twice_as_large(browser, made_of["story"])
        page = opened(browser, made_of["story"], viewport={"width": 1440, "height": 900})
        keys_open_the_facts(page)
        keys_walk_the_facts(page)
        any_article_is_the_base(page)
        the_margin_tells_what_the_others_have(page)
        places_are_found_in_views_not_yet_shown(browser, made_of["story"])
        everything_is_told_without_script(browser, made_of["story"])
        class_mode_hides_and_tells(page)
        paper_takes_the_open_view(page)
        hostile_text_is_text(browser, made_of["hostile"])
        arabic_runs_from_the_right(browser, made_of["arabic"])
        opens_in(browser, made_of["many"])
        started = time.monotonic()
        axe_finds_nothing(browser, made_of["story"])
        print(f"axe-core found nothing in {len(VIEWS) + 3} views at 3 widths, light and dark ({time.monotonic() - started:.0f} s)")
    print("the page holds")


if __name__ == "__main__":
    main()
