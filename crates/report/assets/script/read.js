// Annotated: one article to read, the others' differences in its margin. Made of the article's column
// and of the rows of the facts when it is first opened.
const notes = one("#read").dataset;
// Others whose words a note shows, words that it shows of each, facts listed as not found.
const [MOST_OTHERS, MOST_WORDS, MOST_ABSENT] = [2, 18, 24];
const create = (tag, className, ...children) => {
  const it = document.createElement(tag);
  if (className) it.className = className;
  it.append(...children);
  return it;
};
const linkTo = (id, text) => Object.assign(create("a", "", text), { href: "#" + id });
const linkOf = (it) => {
  const link = it.link.cloneNode(true);
  link.classList.add("source");
  return link;
};
const more = (n) => create("p", "note", (n === 1 ? notes.moreOne : notes.moreOther).replace("{n}", n));
const SIGNS = { differs: "≠", agreed: "=", unsure: "?" };
const sign = (verdict) => {
  const it = create("i", "sign", SIGNS[verdict]);
  it.setAttribute("aria-hidden", "true");
  return it;
};
// Where the members of a fact stand: the article, the link to it, the words.
const membersOf = (row) => all(".members > div", row).map((it) => {
  const link = it.querySelector("dt > a");
  return { idx: Number(/^#s-(\d+)-/.exec(link.hash)[1]), link, words: it.querySelector("dd") };
});
// As much of a sentence as a margin has room for: the first words in which it differs, a few around.
const brief = (words) => {
  const copy = words.cloneNode(true);
  const cut = (text, most) => text.split(/(?<=\s)/).slice(0, most).join("").trimEnd();
  const n = copy.textContent.split(/\s+/).length;
  const mark = copy.querySelector("mark");
  if (n <= MOST_WORDS) return [...copy.childNodes];
  if (!mark) return [cut(copy.textContent, MOST_WORDS) + " …"];
  const range = document.createRange();
  range.setStart(copy, 0);
  range.setEndBefore(mark);
  const before = range.toString().split(/(?<=\s)/);
  range.setStartAfter(mark);
  range.setEnd(copy, copy.childNodes.length);
  const after = range.toString();
  const rest = cut(after, MOST_WORDS - 8);
  return [(before.length > 6 ? "… " + before.slice(-5).join("") : before.join("")), mark, rest, rest.length < after.trimEnd().length ? " …" : after.slice(rest.length)];
};
const noteOf = (fact, idx) => {
  const row = document.getElementById(fact);
  const verdict = verdictOf(fact);
  const head = create("p", "head", sign(verdict), " ", linkTo(fact, fact), " " + notes[verdict]);
  const kinds = all(".brief .kind", row).map((it) => it.textContent);
  const conflict = row.querySelector(".relation-conflict");
  if (kinds.length) head.append(": " + kinds.join(", "));
  if (conflict) head.append(" ", create("b", "", `(${conflict.textContent})`));
  const item = create("li", verdict, head);
  item.id = `n-${idx}-${fact}`;
  const others = membersOf(row).filter((it) => it.idx !== idx);
  if (verdict !== "differs") {
    item.append(create("p", "places", ...others.flatMap((it) => [linkOf(it), " "])));
  } else {
    for (const it of others.slice(0, MOST_OTHERS)) {
      const told = create("p", "other o" + it.idx % 6, ...brief(it.words), " ", linkOf(it));
      told.dir = "auto";
      if (it.words.lang) told.lang = it.words.lang;
      item.append(told);
    }
    if (others.length > MOST_OTHERS) item.append(more(others.length - MOST_OTHERS));
  }
  return item;
};
const paragraphOf = (told, idx, noted) => {
  const text = told.cloneNode(true);
  for (const it of all(".edit-pick", text)) it.remove();
  for (const it of all(".s", text)) {
    it.dataset.place = it.id.replace("s-", "");
    it.removeAttribute("id");
    it.classList.remove("lit");
  }
  for (const it of all("sup a", text)) {
    it.removeAttribute("id");
    it.href = `#n-${idx}-${it.textContent}`;
  }
  const own = shared(text).flatMap(factsOf).filter((it, at, list) => list.indexOf(it) === at && !noted.has(it));
  for (const it of own) noted.add(it);
  const paragraph = create("div", "paragraph", text);
  text.lang = told.closest(".body").lang;
  if (own.length) paragraph.append(create("ul", "margin", ...own.map((it) => noteOf(it, idx))));
  return paragraph;
};
// What at least two others tell and this one does not.
const absentOf = (idx) => {
  const rows = all(".fact.differs, .fact.agreed").filter((row) => membersOf(row).every((it) => it.idx !== idx));
  if (!rows.length) return [];
  const items = rows.slice(0, MOST_ABSENT).map((row) => {
    const number = linkTo(row.id, row.id);
    number.className = "number";
    const statement = row.querySelector(".statement").cloneNode(true);
    statement.className = "";
    return create("li", "", number, " ", statement, " ", ...membersOf(row).flatMap((it) => [linkOf(it), " "]));
  });
  const section = create("section", "absent", create("h4", "", notes.absent), create("p", "note", notes.absentNote), create("ul", "", ...items));
  if (rows.length > MOST_ABSENT) section.append(more(rows.length - MOST_ABSENT));
  return [section];
};
const annotate = (reading) => {
  if (reading.dataset.made) return;
  reading.dataset.made = "made";
  ready("facts");
  ready("side");
  const idx = Number(reading.dataset.idx);
  const body = one(`.column[data-idx="${idx}"] .body`);
  const noted = new Set();
  reading.append(...all("p:not(.flag)", body).map((it) => paragraphOf(it, idx, noted)), ...all(".flag", body).map((it) => it.cloneNode(true)), ...absentOf(idx));
};
