// Makes the page handier where scripts run: one view at a time, facts joined across the articles,
// keys to walk them. Everything is in the page without it.
"use strict";
(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const one = (selector) => document.querySelector(selector);
  const root = document.documentElement;
  const views = all(".view");
  const readings = all(".reading");
  const side = one("#side");
  const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  root.classList.add("scripted");

  // The address: a view, or any place in one; the view that holds the place is shown.
  const mark = (links, isCurrent) => {
    for (const it of links) {
      if (isCurrent(it)) it.setAttribute("aria-current", "page");
      else it.removeAttribute("aria-current");
    }
  };
  const show = () => {
    let id = location.hash.slice(1);
    try { id = decodeURIComponent(id); } catch { /* as it stands */ }
    const place = document.getElementById(id);
    const view = (place && (place.closest(".view") || views.find((it) => !it.hidden))) || views[0];
    for (const it of views) it.hidden = it !== view;
    root.classList.toggle("inner", view !== views[0]);
    mark(all(".views a"), (it) => it.hash === "#" + view.id);
    one(".views ul").scrollLeft = one(".views [aria-current]").offsetLeft - 16;
    if (view.id === "read") {
      const reading = (place && place.closest(".reading")) || readings.find((it) => !it.hidden) || readings[0];
      for (const it of readings) it.hidden = it !== reading;
      mark(all(".picks a"), (it) => reading && it.hash === "#" + reading.id);
      if (place === reading) return scrollTo({ top: 0, behavior: "instant" });
    }
    if (!place || !place.closest(".view")) return;
    if (place.matches("details")) place.open = true;
    if (place === view) scrollTo({ top: 0, behavior: "instant" });
    else if (view !== side) place.scrollIntoView({ block: place.closest(".paragraph") ? "center" : "start", behavior: "instant" });
    if (view === side) {
      const sentence = place.closest(".s") || (place.closest("sup") || {}).previousElementSibling;
      requestAnimationFrame(draw);
      if (!sentence) return walkTo(current || order[0], sentences[0], "instant");
      const fact = id.startsWith("side-") ? id.slice(5) : factsOf(sentence)[0];
      if (rolls(bodyOf(sentence))) {
        one(".walk").scrollIntoView({ block: "start", behavior: "instant" });
        roll(sentence, bodyOf(sentence).clientHeight / 4, "instant");
      } else {
        sentence.scrollIntoView({ block: "center", behavior: "instant" });
      }
      if (fact) walkTo(fact, sentence, "instant");
      else showAlone(sentence);
    }
  };
  // Who follows a link reads on from where it leads.
  const follow = () => {
    show();
    let place = document.getElementById(location.hash.slice(1));
    if (!place || !place.closest(".view")) return;
    if (place.matches(".view, .reading")) place = place.querySelector("h2, h3");
    if (place.matches("details")) place = place.querySelector("summary");
    if (place.tabIndex < 0) place.tabIndex = -1;
    place.focus({ preventScroll: true });
  };
  addEventListener("hashchange", follow);

  // Side by side: the sentences of one fact are joined, and the other columns follow.
  const columns = all(".column");
  const sentences = all("#side .s[data-facts]");
  const factsOf = (it) => (it.dataset.facts || "").split(" ").filter(Boolean);
  const facts = all(".fact").map((it) => it.id).filter((id) => sentences.some((it) => factsOf(it).includes(id)));
  const order = sentences.flatMap(factsOf).filter((it, at, list) => list.indexOf(it) === at);
  const verdictOf = (fact) => ["differs", "agreed", "unsure"].find((it) => document.getElementById(fact).classList.contains(it));
  const told = (fact) => sentences.filter((it) => factsOf(it).includes(fact));
  const columnOf = (it) => it.closest(".column");
  const bodyOf = (it) => it.closest(".body");
  const rolls = (body) => body.scrollHeight > body.clientHeight + 1 && getComputedStyle(body).overflowY !== "visible";
  let current = null;

  const roll = (it, top, behavior) => {
    const body = bodyOf(it);
    if (!rolls(body)) return;
    const by = it.getBoundingClientRect().top - body.getBoundingClientRect().top - top;
    body.scrollBy({ top: by, behavior: isCalm ? "instant" : behavior });
  };

  const light = (lit) => {
    for (const it of all("#side .lit")) it.classList.remove("lit");
    for (const it of lit) it.classList.add("lit");
  };

  // A sentence that no other article shares.
  const showAlone = (sentence) => {
    current = null;
    light([sentence]);
    const text = document.createElement("p");
    text.textContent = one(".legend .s.sole").textContent;
    one(".walked").replaceChildren(text);
    draw();
  };

  // Lights up the sentences of a fact; the other columns bring theirs to the height of `from`.
  const walkTo = (fact, from, behavior = "smooth") => {
    if (!fact || !facts.includes(fact) || root.classList.contains("quiz")) return;
    current = fact;
    const members = told(fact);
    light(members);
    describe(fact);
    const anchor = from || members[0];
    const body = bodyOf(anchor);
    let top = anchor.getBoundingClientRect().top - body.getBoundingClientRect().top;
    if (!from || top < 0 || top > body.clientHeight - 60) {
      top = body.clientHeight / 4;
      roll(anchor, top, behavior);
    }
    for (const column of columns) {
      const it = members.find((it) => columnOf(it) === column);
      if (it && column !== columnOf(anchor)) roll(it, top, behavior);
    }
    if (!rolls(body) && !from) anchor.scrollIntoView({ block: "center", behavior: isCalm ? "instant" : "smooth" });
    draw();
  };
  const describe = (fact) => {
    const row = document.getElementById(fact);
    const title = document.createElement("p");
    const link = document.createElement("a");
    link.href = "#" + fact;
    link.textContent = row.closest(".group").querySelector("h3").firstElementChild.textContent + " " + fact;
    title.append(link, " ", row.querySelector(".statement").textContent);
    title.className = "title";
    const parts = all(".members, .differences", row).map((it) => it.cloneNode(true));
    one(".walked").replaceChildren(title, ...parts);
  };
  const step = (by) => {
    if (root.classList.contains("quiz")) return;
    const at = order.indexOf(current);
    const next = order[at < 0 ? 0 : Math.min(Math.max(at + by, 0), order.length - 1)];
    if (next && next !== current) {
      history.replaceState(null, "", "#side-" + next);
      walkTo(next, null);
    }
  };

  // Ribbons between the sentences of a fact in columns that stand side by side.
  const svg = one(".ribbons");
  const element = (name, values) => {
    const it = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const key of Object.keys(values)) it.setAttribute(key, values[key]);
    return it;
  };
  const draw = () => {
    svg.replaceChildren();
    if (side.hidden || columns.length < 2) return;
    const frame = svg.parentElement;
    const zero = frame.getBoundingClientRect();
    const shift = { x: frame.scrollLeft - zero.left, y: -zero.top };
    svg.setAttribute("width", frame.scrollWidth);
    svg.setAttribute("height", frame.clientHeight);
    const boxes = columns.map((it) => it.querySelector(".body").getBoundingClientRect());
    if (boxes[0].right > boxes[1].left + 1) return;
    const reach = (it, box) => {
      const rect = it.getBoundingClientRect();
      const [top, bottom] = [Math.max(rect.top, box.top), Math.min(rect.bottom, box.bottom)];
      return bottom - top > 4 ? [top + shift.y, bottom + shift.y] : null;
    };
    for (const fact of facts) {
      const members = told(fact);
      for (let at = 0; at + 1 < members.length; at += 1) {
        const [left, right] = [columns.indexOf(columnOf(members[at])), columns.indexOf(columnOf(members[at + 1]))];
        // Only the fact at hand is drawn behind a column that does not tell it.
        if (left === right || (right - left > 1 && fact !== current)) continue;
        const from = reach(members[at], boxes[left]);
        const to = reach(members[at + 1], boxes[right]);
        if (from && to) ribbon(fact, [boxes[left].right + shift.x, ...from], [boxes[right].left + shift.x, ...to], right - left > 1);
      }
    }
  };
  const ribbon = (fact, [x0, top0, bottom0], [x1, top1, bottom1], isLong) => {
    const mid = (x0 + x1) / 2;
    const d = `M${x0} ${top0}C${mid} ${top0} ${mid} ${top1} ${x1} ${top1}L${x1} ${bottom1}C${mid} ${bottom1} ${mid} ${bottom0} ${x0} ${bottom0}Z`;
    const classes = verdictOf(fact) + (fact === current ? " current" : "") + (isLong ? " long" : "");
    const path = element("path", { d, class: classes });
    if (fact !== current) return svg.prepend(path);
    const label = element("text", { x: isLong ? x0 + 22 : mid, y: isLong ? (top0 + bottom0) / 2 + 5 : (top0 + bottom0 + top1 + bottom1) / 4 + 5, class: classes });
    label.textContent = { differs: "≠", agreed: "=", unsure: "?" }[verdictOf(fact)];
    svg.append(path, label);
  };
  let isDue = false;
  const redraw = () => {
    if (isDue) return;
    isDue = true;
    requestAnimationFrame(() => { isDue = false; draw(); });
  };
  addEventListener("resize", redraw);
  for (const it of columns) {
    const body = it.querySelector(".body");
    body.tabIndex = 0;
    body.setAttribute("role", "region");
    body.setAttribute("aria-labelledby", it.getAttribute("aria-labelledby"));
    body.addEventListener("scroll", redraw, { passive: true });
  }
  for (const it of sentences) {
    it.addEventListener("click", () => {
      if (root.classList.contains("quiz")) return;
      const own = factsOf(it);
      const next = own[(own.indexOf(current) + 1) % own.length];
      history.replaceState(null, "", "#side-" + next);
      walkTo(next, it);
    });
  }
  if (order.length) {
    for (const it of all(".walk, .hint")) it.hidden = false;
    one(".walk .back").addEventListener("click", () => step(-1));
    one(".walk .on").addEventListener("click", () => step(1));
  }

  // Arrow keys: left and right walk the facts side by side, up and down the rows of the facts.
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const focus = document.activeElement;
    if (!side.hidden && (event.key === "ArrowLeft" || event.key === "ArrowRight")) {
      if (focus && focus.closest("nav")) return;
      event.preventDefault();
      step(event.key === "ArrowRight" ? 1 : -1);
    } else if (focus && focus.matches(".fact > summary") && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      const rows = all(".fact > summary");
      const next = rows[rows.indexOf(focus) + (event.key === "ArrowDown" ? 1 : -1)];
      if (next) { event.preventDefault(); next.focus(); }
    }
  });

  // Class mode: what the report found stays hidden until every fact is marked.
  const tasks = all(".task");
  const hushed = all(".views a").filter((it) => !["#side", "#class", "#about"].includes(it.hash));
  const marked = (task) => (task.querySelector("input:checked") || {}).value;
  const score = one(".score");
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const count = () => {
    const n = tasks.filter((it) => !marked(it)).length;
    one(".compare").disabled = n > 0;
    score.textContent = n ? fill(score.dataset.left, { n }) : "";
  };
  const quiz = (isOn) => {
    root.classList.toggle("quiz", isOn);
    for (const it of hushed) it.parentElement.classList.toggle("hush", isOn);
    one(".begin").hidden = isOn;
    one(".end").hidden = one(".marking").hidden = !isOn;
    if (isOn) light([]);
    count();
    redraw();
  };
  const compare = () => {
    quiz(false);
    one(".marking").hidden = false;
    const same = tasks.filter((it) => marked(it) === it.dataset.verdict);
    for (const it of tasks) {
      it.querySelector(".answer").open = true;
      it.querySelector(".result").textContent = same.includes(it) ? "✓ " + score.dataset.same : "✗ " + score.dataset.other;
    }
    score.textContent = fill(score.dataset.score, { n: same.length, total: tasks.length });
  };
  if (tasks.length) {
    one(".start").hidden = false;
    one(".begin").addEventListener("click", () => {
      for (const it of all(".answer")) it.open = false;
      for (const it of all(".result")) it.textContent = "";
      for (const it of all(".task input")) it.checked = false;
      quiz(true);
      one(".end").focus();
    });
    one(".end").addEventListener("click", () => { quiz(false); one(".begin").focus(); });
    one(".compare").addEventListener("click", compare);
    for (const it of all(".task input")) it.addEventListener("change", () => { if (root.classList.contains("quiz")) count(); });
  }

  for (const it of all(".all")) it.hidden = false;
  const openAll = (isOpen) => { for (const it of all(".fact")) it.open = isOpen; };
  for (const it of all(".open-all")) it.addEventListener("click", () => openAll(true));
  for (const it of all(".close-all")) it.addEventListener("click", () => openAll(false));
  addEventListener("beforeprint", () => { for (const it of all("details:not(.answer)")) it.open = true; });
  // A browser goes to the place in the address by itself until the page is loaded.
  addEventListener("load", () => requestAnimationFrame(show));
  show();
})();
