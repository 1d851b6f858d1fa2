// Side by side: the sentences of one fact are joined, and the other columns follow.
let columns = [];
let sentences = [];
// The numbers beside a sentence name its facts.
const factsOf = (it) => {
  const numbers = it.nextElementSibling;
  return numbers && numbers.matches("sup") ? all("a", numbers).map((link) => link.textContent) : [];
};
const shared = (within) => all(".s", within).filter((it) => it.nextElementSibling && it.nextElementSibling.matches("sup"));
let facts = [];
const walked = () => [...new Set(sentences.flatMap(factsOf))];
let order = [];
// Where a walk begins: what is told differently is what a reader came for.
const beginning = () => order.find((it) => verdictOf(it) === "differs") || order[0];
const verdictOf = (fact) => ["differs", "agreed", "unsure"].find((it) => document.getElementById(fact).classList.contains(it));
let tellings = new Map();
const told = (fact) => {
  if (!tellings.size) {
    for (const it of sentences) for (const own of factsOf(it)) tellings.set(own, [...(tellings.get(own) || []), it]);
  }
  return tellings.get(fact) || [];
};
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
  const parts = all(".members, .brief, .differences", row).map((it) => it.cloneNode(true));
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
let svg = null;
const element = (name, values) => {
  const it = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const key of Object.keys(values)) it.setAttribute(key, values[key]);
  return it;
};
const draw = () => {
  if (!svg) return;
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
// Any article can be the one to read from: it stands first, and the facts are walked in its order.
const readFrom = (idx) => {
  const given = [...columns].sort((a, b) => a.dataset.idx - b.dataset.idx);
  const base = given[idx];
  for (const it of [base, ...given.filter((it) => it !== base)]) svg.parentElement.append(it);
  columns = all(".column");
  sentences = shared(side);
  tellings = new Map();
  order = walked();
  for (const it of all(".bases button")) it.setAttribute("aria-pressed", String(Number(it.dataset.base) === idx));
  if (current) walkTo(current, null, "instant");
  else draw();
};
let isDue = false;
const redraw = () => {
  if (isDue) return;
  isDue = true;
  requestAnimationFrame(() => { isDue = false; draw(); });
};
addEventListener("resize", redraw);
begins.side = () => {
  // Its walk shows the rows of the facts.
  ready("facts");
  columns = all(".column");
  sentences = shared(side);
  const told = new Set(sentences.flatMap(factsOf));
  facts = all(".fact").map((it) => it.id).filter((it) => told.has(it));
  order = walked();
  svg = one(".ribbons");
  for (const it of all(".bases button")) it.addEventListener("click", () => readFrom(Number(it.dataset.base)));
  // The strip above an article leads to the sentence at the place that is clicked.
  for (const strip of all(".density svg")) {
    strip.addEventListener("click", (event) => {
      const box = strip.getBoundingClientRect();
      const spans = all(".s", strip.closest(".column"));
      const total = spans.reduce((sum, it) => sum + it.textContent.length, 0);
      let left = (event.clientX - box.left) / box.width * total;
      const found = spans.find((it) => (left -= it.textContent.length) <= 0);
      if (found) location.hash = "#" + found.id;
    });
  }
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
    for (const it of all(".walk, .hint, .bases")) it.hidden = false;
    one(".walk .back").addEventListener("click", () => step(-1));
    one(".walk .on").addEventListener("click", () => step(1));
  }
};
