// Editor mode: marks what is wrong in the report, shows in the rows of the facts what that changes and
// saves it as corrections.json. What the facts come to is worked out where that file is replayed.
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const one = (selector, within = document) => within.querySelector(selector);
const root = document.documentElement;
const data = JSON.parse(one("#editor-data").textContent);
data.facts = data.facts.map(([id, verdict, members, differences]) => ({ id, verdict, members, differences: differences.map(([kind, sides]) => ({ kind, sides })) }));
const say = (key, values = {}) => (data.words[key] || key).replace(/\{(\w+)\}/g, (_, name) => values[name]);
const make = (tag, values = {}, ...children) => {
  const it = document.createElement(tag);
  for (const [name, value] of Object.entries(values)) {
    if (name in it) it[name] = value;
    else it.setAttribute(name, value);
  }
  it.append(...children);
  return it;
};
const button = (text, press, values = {}) => {
  const it = make("button", { type: "button", textContent: text, ...values });
  it.addEventListener("click", press);
  return it;
};

// What things are called, here and in the file.
const keyOf = ([article, sentence]) => data.articles[article].key + ":" + data.articles[article].sentences[sentence].join("-");
const placeOf = new Map();
data.articles.forEach((it, article) => it.sentences.forEach((_, sentence) => placeOf.set(keyOf([article, sentence]), [article, sentence])));
const nameOf = ([article, sentence]) => data.articles[article].label + " " + (sentence + 1);
const nameOfKey = (key) => placeOf.has(key) ? nameOf(placeOf.get(key)) : say("elsewhere");
const spanOf = ([article, sentence]) => document.getElementById("s-" + article + "-" + (sentence + 1));
const factKeys = (fact) => [...new Set(fact.members.map(keyOf))].sort();
const factById = new Map(data.facts.map((it) => [it.id, it]));
const nameOfFact = (keys) => {
  const own = data.facts.find((it) => factKeys(it).join() === [...keys].sort().join());
  return own ? own.id : "{" + keys.map(nameOfKey).join(", ") + "}";
};
const namedDifference = (it) => ({ kind: it.kind, sides: it.sides.map(([article, sentence, start, end]) => ({ sentence: keyOf([article, sentence]), start, end })) });
const wordsAt = ([article, sentence, start, end]) => {
  const from = data.articles[article].sentences[sentence][0];
  const bytes = new TextEncoder().encode(spanOf([article, sentence]).textContent);
  return new TextDecoder().decode(bytes.slice(start - from, end - from));
};

let list = data.corrections.map((it) => ({ ...it }));
let saved = JSON.stringify(list);
let picked = [];
let pickedFacts = [];
let isOn = false;
const tray = one(".edit-tray");
const dialog = one(".edit-dialog");
const announce = (text) => {
  const place = dialog.open ? one(".edit-said", dialog) : one(tray.hidden ? "#editor .edit-said" : ".edit-status");
  for (const it of all(".edit-status, .edit-said")) it.textContent = it === place ? text : "";
};

// The list of corrections.
const add = (act, note) => {
  const n = 1 + Math.max(0, ...list.map((it) => Number((/^c(\d+)$/.exec(it.id) || [])[1]) || 0));
  const it = { id: "c" + n, ...act };
  if (note && note.trim()) it.note = note.trim();
  list.push(it);
  render();
  announce(say("noted", { what: describe(it) }));
};
const undo = (it, place) => {
  const at = list.indexOf(it);
  list = list.filter((other) => other !== it);
  render();
  announce(say("undone", { what: describe(it) }));
  const rest = all(".edit-list button");
  const next = place && document.contains(place) ? place : rest[Math.min(at, rest.length - 1)] || one(".edit-heading");
  next.focus();
};
const describe = (it) => {
  const pair = () => it.sentences.map(nameOfKey).join(" · ");
  const fact = it.fact && nameOfFact(it.fact);
  const difference = () => fact + ", " + say("kind." + it.difference.kind);
  const what = {
    "same": () => say("did_same", { what: pair() }),
    "not-same": () => say("did_not_same", { what: pair() }),
    "merge": () => say("did_merge", { what: it.facts.map(nameOfFact).join(" + ") }),
    "split": () => say("did_split", { fact, what: it.part.map(nameOfKey).join(", ") }),
    "kind": () => say("did_kind", { what: difference(), to: say("kind." + it.to) }),
    "dismiss": () => say("did_dismiss", { what: difference() }),
    "add": () => say("did_add", { what: difference() }),
    "verdict": () => say("did_verdict", { fact, to: say("verdict." + it.to) }),
    "note": () => say("did_note", { what: it.difference ? difference() : fact || (it.sentence && nameOfKey(it.sentence)) || (data.articles.find((article) => article.key === it.article) || { label: say("elsewhere") }).label }),
  }[it.act];
  return (what ? what() : it.act) + (it.note ? " “" + it.note + "”" : "");
};
const touches = (it, fact) => {
  const own = factKeys(fact);
  if (it.fact) return isMost(it.fact, own);
  if (it.facts) return it.facts.some((keys) => isMost(keys, own));
  if (it.sentences) return it.sentences.every((key) => own.includes(key));
  return Boolean(it.sentence) && own.includes(it.sentence);
};
// Those that the report does not know yet.
const fresh = () => list.filter((it) => !data.corrections.some((old) => old.id === it.id && JSON.stringify(old) === JSON.stringify(it)));
const undoButton = (it, place) => button(say("undo"), () => undo(it, place), { "aria-label": say("undo_what", { what: describe(it) }) });
const render = () => {
  one(".edit-list").replaceChildren(...list.map((it) => make("li", {}, describe(it), " ", undoButton(it))));
  one(".edit-none").hidden = list.length > 0;
  one(".edit-count").textContent = say(list.length === 1 ? "count_one" : "count_other", { n: list.length });
  one(".edit-undo").disabled = !fresh().length;
  restore();
  if (!isOn) return;
  const groups = regrouped(data.facts.map((it) => ({ id: it.id, keys: factKeys(it) })), fresh());
  for (const it of groups) regroup(it);
  for (const fact of data.facts) {
    const pending = fresh().filter((it) => touches(it, fact) || groups.some((group) => group.id === fact.id && group.by.includes(it)));
    const place = one("#" + fact.id);
    if (pending.length && place) tell(place, pending);
  }
};

// The rows of the facts as they were, to be put back when the corrections change again.
let kept = [];
const restore = () => {
  for (const it of all(".edit-pending, .edit-made")) it.remove();
  for (const [own, other] of kept.reverse()) other.replaceWith(own);
  kept = [];
  for (const it of all(".edit-moved")) it.classList.remove("edit-moved");
};
const replace = (own, other) => {
  if (!own) return;
  own.replaceWith(other);
  kept.push([own, other]);
};
// Says at a row what was done to it, with a way to take it back.
const tell = (row, pending) => {
  const summary = one("summary", row);
  const lines = pending.map((it) => make("p", {}, "✎ " + describe(it) + " ", undoButton(it, summary)));
  const place = one(".opened .edit-fact", row);
  if (!place) return row.append(make("div", { className: "edit-pending" }, ...lines));
  place.after(make("div", { className: "edit-pending" }, ...lines));
  one(".told", row).append(make("span", { className: "edited edit-made", textContent: say("changed") }));
};
const memberRow = (key) => {
  const place = placeOf.get(key);
  if (!place) return "";
  const link = make("a", { href: "#s-" + place[0] + "-" + (place[1] + 1), className: place[0] > 5 ? "o" + place[0] % 6 : "" }, make("b", { textContent: letterOf(place[0]) }), " " + nameOf(place));
  const span = spanOf(place);
  return make("div", {}, make("dt", {}, link, pickButton(place)), make("dd", { dir: "auto", textContent: span.textContent }));
};
const letterOf = (article) => article < 26 ? String.fromCharCode(65 + article) : "•";
const cells = (keys) => make("span", { className: "stances", "aria-hidden": "true" }, ...data.articles.map((it, at) => keys.some((key) => (placeOf.get(key) || [])[0] === at) ? make("u", { textContent: letterOf(at) + " ✎" }) : make("i", { textContent: "–" })));
const regroup = (group) => {
  const row = group.id && one("#" + group.id);
  const members = () => make("dl", { className: "members" }, ...group.keys.map(memberRow));
  if (!group.id) return found(group, members());
  if (!row) return;
  if (group.into) {
    const place = group.into.id || nameOfFact(group.into.keys);
    row.append(make("p", { className: "note edit-made", textContent: say("now_in", { fact: place }) }));
  }
  if (!row.matches("details")) return;
  row.classList.add("edit-moved");
  if (group.into) replace(one(".members", row), make("dl", { className: "members" }));
  else replace(one(".members", row), members());
  replace(one(".stances", row), cells(group.into ? [] : group.keys));
  one(".opened", row).append(make("p", { className: "note edit-made", textContent: say("live") }));
};
// A fact that the report does not have: what was split off, or two sentences that are the same.
const found = (group, members) => {
  const lines = group.by.map((it) => make("p", {}, "✎ " + describe(it) + " ", undoButton(it)));
  const first = placeOf.get(group.keys[0]);
  const row = make("details", { className: "fact edit-made", open: true },
    make("summary", {}, make("span", { className: "told" }, make("span", { className: "statement", dir: "auto", textContent: first ? spanOf(first).textContent : "" }), make("span", { className: "edited", textContent: say("new_fact") })), cells(group.keys)),
    make("div", { className: "opened" }, make("div", { className: "edit-acts" }, ...lines), members, make("p", { className: "note", textContent: say("live") })));
  const after = group.after && group.after.id && one("#" + group.after.id);
  if (after && after.matches("details")) after.after(row);
  else (one("#facts .group .fact") || one("#facts .group > *:last-child")).before(row);
};

// Sentences and facts that are picked.
const same = (a, b) => a[0] === b[0] && a[1] === b[1];
const pick = (place) => {
  picked = picked.some((it) => same(it, place)) ? picked.filter((it) => !same(it, place)) : [...picked.slice(-1), place];
  showPicked();
};
const pickFact = (id) => {
  pickedFacts = pickedFacts.includes(id) ? pickedFacts.filter((it) => it !== id) : [...pickedFacts, id];
  showPicked();
};
const showPicked = () => {
  const names = [...picked.map(nameOf), ...pickedFacts];
  one(".edit-picked").textContent = names.length ? say("picked", { what: names.join(" · ") }) : say("pick_hint");
  for (const it of all(".edit-pick")) {
    const isPicked = it.dataset.fact ? pickedFacts.includes(it.dataset.fact) : picked.some((place) => place.join("-") === it.dataset.place);
    it.setAttribute("aria-pressed", isPicked);
  }
  const isPair = picked.length === 2;
  one(".edit-same").disabled = !isPair;
  one(".edit-not-same").disabled = !isPair;
  one(".edit-merge").disabled = pickedFacts.length + (pickedFacts.length === 1 && picked.length === 1) < 2;
  one(".edit-note").disabled = picked.length !== 1;
  one(".edit-clear").disabled = !names.length;
  if (names.length) announce(one(".edit-picked").textContent);
};
const clear = () => { picked = []; pickedFacts = []; showPicked(); };

// The buttons beside the sentences and facts.
const pickButton = (place) => make("button", { type: "button", textContent: "✎", className: "edit-pick", "aria-label": say("pick", { what: nameOf(place) }), "aria-pressed": "false", "data-place": place.join("-") });
const linked = (link) => {
  const [, article, number] = /^#s-(\d+)-(\d+)$/.exec(link.hash) || [];
  return article === undefined ? null : [Number(article), Number(number) - 1];
};
// The numbers of its facts stay beside a sentence.
const behind = (it) => it.nextElementSibling && it.nextElementSibling.matches("sup") ? it.nextElementSibling : it;
const equip = () => {
  for (const it of all("#side .s[id]")) {
    const [, article, number] = /^s-(\d+)-(\d+)$/.exec(it.id);
    behind(it).after(pickButton([Number(article), Number(number) - 1]));
  }
  for (const it of all("#read .s[data-place]")) {
    const [article, number] = it.dataset.place.split("-").map(Number);
    behind(it).after(pickButton([article, number - 1]));
  }
  for (const it of all("#facts .members dt > a, #facts .only li > a.number")) {
    const place = linked(it);
    if (place) it.after(pickButton(place));
  }
  for (const it of all("#facts .fact")) {
    const fact = factById.get(it.id);
    if (!fact) continue;
    const tools = make("div", { className: "edit-fact" },
      button(say("correct", { what: fact.id }), () => openFact(fact), { className: "edit-open" }),
      make("button", { type: "button", textContent: say("pick_fact", { what: fact.id }), className: "edit-pick", "aria-pressed": "false", "data-fact": fact.id }));
    one(".opened", it).prepend(tools);
  }
};
const turn = (on) => {
  isOn = on;
  root.classList.toggle("editing", on);
  tray.hidden = !on;
  one(".edit-articles").hidden = !on;
  const toggle = one(".edit-toggle");
  toggle.setAttribute("aria-pressed", on);
  toggle.textContent = say(on ? "end" : "begin");
  restore();
  for (const it of all(".edit-pick, .edit-fact")) it.remove();
  if (on) {
    // All views are there before they are equipped.
    dispatchEvent(new Event("whole"));
    equip();
  }
  render();
  clear();
  dispatchEvent(new Event("resize"));
  announce(say(on ? "is_on" : "is_off"));
};

// The dialog for one thing.
const open = (title, ...body) => {
  one("#edit-dialog-title").textContent = title;
  one(".edit-body", dialog).replaceChildren(...body);
  if (!dialog.open) dialog.showModal();
  announce("");
  one("#edit-dialog-title").focus();
};
const field = (label, control) => make("label", {}, label, " ", control);
const choice = (names, section, value) => {
  const it = make("select");
  for (const name of names) it.append(make("option", { value: name, textContent: say(section + name) }));
  if (value) it.value = value;
  return it;
};
const openNote = (title, target) => {
  const text = make("textarea", { rows: 4 });
  open(title, field(say("note"), text), button(say("note_add"), () => {
    if (!text.value.trim()) return announce(say("note_empty"));
    add({ act: "note", ...target }, text.value);
    text.value = "";
  }));
};
const openFact = (fact) => {
  const keys = factKeys(fact);
  const why = make("input", { type: "text", className: "edit-wide" });
  const act = (what) => { add({ ...what }, why.value); why.value = ""; };
  open(say("correct", { what: fact.id }), field(say("why"), why), verdictPart(fact, keys, act), splitPart(fact, keys, act), ...fact.differences.map((it, at) => differencePart(it, at, keys, act)), addPart(fact, keys, act),
    button(say("note_keep"), () => why.value.trim() ? act({ act: "note", fact: keys }) : announce(say("note_empty"))));
};
const verdictPart = (fact, keys, act) => {
  const radios = ["agreed", "differs", "unsure"].map((name) => make("label", {}, make("input", { type: "radio", name: "edit-verdict", value: name, checked: name === fact.verdict }), " ", say("verdict." + name)));
  const set = () => {
    const chosen = one("input[name=edit-verdict]:checked", dialog);
    if (chosen) act({ act: "verdict", fact: keys, to: chosen.value });
  };
  return make("fieldset", {}, make("legend", { textContent: say("verdict") }), make("div", { className: "edit-row" }, ...radios, button(say("verdict_set"), set)));
};
const splitPart = (fact, keys, act) => {
  const boxes = fact.members.map((place) => make("label", {}, make("input", { type: "checkbox", value: keyOf(place) }), " ", make("b", { textContent: nameOf(place) }), " ", spanOf(place).textContent));
  const part = make("fieldset", {}, make("legend", { textContent: say("split") }), ...boxes);
  part.append(button(say("split_do"), () => {
    const leaving = all("input:checked", part).map((it) => it.value);
    if (!leaving.length || leaving.length === keys.length) return announce(say("split_some"));
    act({ act: "split", fact: keys, part: leaving });
  }));
  return part;
};
const differencePart = (it, at, keys, act) => {
  const difference = namedDifference(it);
  const kind = choice(data.kinds, "kind.", it.kind);
  const said = it.sides.map((side) => nameOf(side) + " “" + wordsAt(side) + "”").join(" / ");
  const legend = make("legend", { textContent: say("difference", { n: at + 1, kind: say("kind." + it.kind) }) });
  return make("fieldset", {}, legend, make("p", { textContent: said }), make("div", { className: "edit-row" },
    field(say("kind"), kind),
    button(say("kind_set"), () => kind.value === it.kind ? announce(say("kind_same")) : act({ act: "kind", fact: keys, difference, to: kind.value })),
    button(say("dismiss"), () => act({ act: "dismiss", fact: keys, difference })),
    button(say("note_difference"), () => openNote(say("note_on", { on: fact(keys) + ", " + say("kind." + it.kind) }), { fact: keys, difference }))));
};
const fact = (keys) => nameOfFact(keys);
// Byte offsets of words in a sentence; null where they do not stand in it.
const locate = (place, words) => {
  const [start, end] = data.articles[place[0]].sentences[place[1]];
  const text = spanOf(place).textContent;
  const encoder = new TextEncoder();
  const at = text.indexOf(words);
  if (at < 0 || !words || encoder.encode(text).length !== end - start) return null;
  const from = start + encoder.encode(text.slice(0, at)).length;
  return { sentence: keyOf(place), start: from, end: from + encoder.encode(words).length };
};
const addPart = (fact, keys, act) => {
  const kind = choice(data.kinds, "kind.");
  const relation = choice(["compatible", "conflict", "updated"], "relation.");
  const members = fact.members;
  const other = Math.max(1, members.findIndex((it) => it[0] !== members[0][0]));
  const sides = [0, other].map((chosen, n) => {
    const who = make("select");
    members.forEach((place, at) => who.append(make("option", { value: at, textContent: nameOf(place), selected: at === chosen })));
    const words = make("input", { type: "text" });
    return { who, words, row: make("div", { className: "edit-row" }, field(say("side", { n: n + 1 }), who), field(say("side_words", { n: n + 1 }), words)) };
  });
  return make("fieldset", {}, make("legend", { textContent: say("add") }), make("div", { className: "edit-row" }, field(say("kind"), kind), field(say("relation"), relation)), ...sides.map((it) => it.row),
    button(say("add_do"), () => {
      const found = sides.map((it) => locate(members[Number(it.who.value)], it.words.value.trim()));
      const articles = sides.map((it) => members[Number(it.who.value)][0]);
      if (found.includes(null)) return announce(say("add_where"));
      if (articles[0] === articles[1]) return announce(say("add_two"));
      act({ act: "add", fact: keys, difference: { kind: kind.value, sides: found }, relation: relation.value });
    }));
};

// The file.
const file = () => {
  const articles = data.articles.map(({ key, outlet, title }) => ({ key, outlet, title }));
  for (const it of data.named) if (!articles.some((own) => own.key === it.key)) articles.push(it);
  return JSON.stringify({ format: "twicetold/corrections", version: 1, articles, corrections: list }, null, 2) + "\n";
};
const url = root.dataset.correctionsUrl;
const done = () => { saved = JSON.stringify(list); announce(say("saved")); };
const save = async () => {
  if (url) {
    try {
      const answer = await fetch(url, { method: "POST", headers: { "Content-Type": "application/json" }, body: file() });
      if (!answer.ok) throw new Error(String(answer.status));
      done();
    } catch (error) { announce(say("save_failed", { reason: error.message })); }
    return;
  }
  const address = URL.createObjectURL(new Blob([file()], { type: "application/json" }));
  const link = make("a", { href: address, download: "corrections.json" });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
  done();
};
const load = async (input) => {
  let read;
  try { read = JSON.parse(await input.files[0].text()); } catch { return announce(say("load_failed")); }
  input.value = "";
  const isWhole = (it) => it && typeof it.act === "string" && typeof it.id === "string";
  if (!read || read.format !== "twicetold/corrections" || read.version !== 1 || !Array.isArray(read.corrections) || !read.corrections.every(isWhole)) return announce(say("load_failed"));
  const bare = ({ id, ...rest }) => JSON.stringify(rest);
  const isNew = (it) => !list.some((own) => bare(own) === bare(it));
  const news = read.corrections.filter(isNew);
  for (const it of news) list.push(list.some((own) => own.id === it.id) ? { ...it, id: it.id + "-" + (list.length + 1) } : it);
  for (const it of read.articles || []) if (!data.named.some((own) => own.key === it.key)) data.named.push(it);
  if (!isOn) turn(true);
  render();
  announce(say(news.length === 1 ? "loaded_one" : "loaded_other", { n: news.length }));
};

// The page copies rows of facts with their buttons, so the click is caught above them.
document.addEventListener("click", (event) => {
  const it = event.target.closest(".edit-pick");
  if (!it) return;
  if (it.dataset.fact) pickFact(it.dataset.fact);
  else pick(it.dataset.place.split("-").map(Number));
});
const pairOf = () => picked.map(keyOf);
// The button that was pressed cannot be pressed again; the next one is that which takes it back.
const goOn = () => { clear(); one(".edit-undo").focus(); };
one(".edit-same").addEventListener("click", () => { add({ act: "same", sentences: pairOf() }); goOn(); });
one(".edit-not-same").addEventListener("click", () => { add({ act: "not-same", sentences: pairOf() }); goOn(); });
one(".edit-merge").addEventListener("click", () => {
  const facts = pickedFacts.map((id) => factKeys(factById.get(id)));
  if (facts.length === 1) facts.push([keyOf(picked[0])]);
  add({ act: "merge", facts });
  goOn();
});
one(".edit-note").addEventListener("click", () => openNote(say("note_on", { on: nameOf(picked[0]) }), { sentence: keyOf(picked[0]) }));
one(".edit-clear").addEventListener("click", clear);
one(".edit-undo").addEventListener("click", () => { const last = fresh().at(-1); if (last) undo(last, one(".edit-undo")); });
one(".edit-toggle").addEventListener("click", () => turn(!isOn));
one(".edit-stop").addEventListener("click", () => { turn(false); location.hash = "editor"; });
for (const it of all(".edit-save")) it.addEventListener("click", save);
one(".edit-load input").addEventListener("change", (event) => load(event.target));
for (const it of all("[data-note-article]")) {
  const article = data.articles[Number(it.dataset.noteArticle)];
  it.addEventListener("click", () => openNote(say("note_on", { on: article.label }), { article: article.key }));
}
// The page walks the facts with the arrow keys; in a field they move the cursor.
for (const it of [dialog, tray]) it.addEventListener("keydown", (event) => event.stopPropagation());
one(".edit-close button").addEventListener("click", () => dialog.close());
addEventListener("beforeunload", (event) => { if (JSON.stringify(list) !== saved) event.preventDefault(); });
for (const it of all(".edit-switch, .edit-files, .edit-nav")) it.hidden = false;
render();
