// The start page: gathering articles and sending them off.

import { get, send, sendBytes, session } from "./api.js";
import * as choices from "./choices.js";
import { announce, byId, make } from "./dom.js";
import { count, say } from "./words.js";

const KEPT = "twicetold-draft";
let articles = [];
let settings = null;
let chosen = null;
let title = null;
let corrections = null;

/** Wires the page; called once. */
export function prepare() {
  byId("paste").addEventListener("submit", (event) => { event.preventDefault(); paste(); });
  byId("fetch").addEventListener("submit", (event) => { event.preventDefault(); fetchAll(); });
  byId("file").addEventListener("change", (event) => { addFiles([...event.target.files]); event.target.value = ""; });
  byId("compare").addEventListener("submit", (event) => { event.preventDefault(); compare(); });
  const isFiles = (event) => event.dataTransfer?.types.includes("Files");
  addEventListener("dragover", (event) => { if (isFiles(event)) { event.preventDefault(); document.body.classList.add("dropping"); } });
  addEventListener("dragleave", (event) => { if (!event.relatedTarget) document.body.classList.remove("dropping"); });
  addEventListener("drop", (event) => {
    if (!isFiles(event)) return;
    event.preventDefault();
    document.body.classList.remove("dropping");
    location.hash = "new";
    addFiles([...event.dataTransfer.files]);
  });
  try { articles = JSON.parse(sessionStorage.getItem(KEPT)) ?? []; } catch { articles = []; }
}

/** Shows the page. */
export async function show() {
  settings ??= await get("/api/settings");
  chosen = choices.show(byId("new-choices"), settings);
  render();
}

/** Forgets the settings chosen here, so that those of the settings page hold again. */
export function forgetSettings() {
  settings = null;
}

/** Brings back the articles of a comparison. */
export async function again(id) {
  const comparison = await get(`/api/comparisons/${id}`);
  articles = comparison.articles;
  settings = comparison.settings;
  title = comparison.title;
  corrections = comparison.has_corrections ? await get(`/api/comparisons/${id}/corrections`) : null;
  keep();
  announce(say(corrections ? "again_corrected" : "again"));
  location.replace("#new");
}

function keep() {
  // A draft too large to keep lives as long as the page.
  try { sessionStorage.setItem(KEPT, JSON.stringify(articles)); } catch { sessionStorage.removeItem(KEPT); }
}

async function paste() {
  const box = byId("pasted");
  if (!box.value.trim()) { box.focus(); return announce(say("nothing_pasted")); }
  const lines = box.value.trim().split(/\s+/);
  if (lines.every((it) => /^https?:\/\/\S+$/i.test(it))) {
    byId("addresses").value = lines.join("\n");
    box.value = "";
    return fetchAll();
  }
  if (await read(`${say("pasted")}.txt`, say("pasted"), new TextEncoder().encode(box.value))) { box.value = ""; box.focus(); }
}

async function addFiles(files) {
  for (const file of files) {
    const most = session.limits.max_file_bytes;
    if (file.size > most) {
      trouble(say("too_large", { name: file.name, megabytes: Math.floor(most / 1e6) }));
    } else {
      await read(file.name, file.name, await file.arrayBuffer());
    }
  }
}

async function fetchAll() {
  const box = byId("addresses");
  const addresses = box.value.split(/\s+/).filter(Boolean);
  if (!addresses.length) { box.focus(); return announce(say("no_address")); }
  const left = [];
  for (const url of addresses) {
    announce(say("fetching", { name: url }));
    if (!(await take(url, send("POST", "/api/articles/fetch", { url })))) left.push(url);
  }
  box.value = left.join("\n");
}

function read(file, name, bytes) {
  announce(say("reading", { name }));
  return take(name, sendBytes(`/api/articles/read?name=${encodeURIComponent(file)}`, bytes));
}

/** Takes what was read; false if nothing was. */
async function take(name, reading) {
  document.body.classList.add("busy");
  try {
    const { articles: found, troubles } = await reading;
    for (const it of troubles) trouble(`${name}: ${it}`);
    const room = session.limits.max_articles - articles.length;
    if (found.length > room) trouble(say("too_many", { n: session.limits.max_articles }));
    articles.push(...found.slice(0, Math.max(0, room)));
    keep();
    render();
    announce(count("added", Math.min(found.length, Math.max(0, room))));
    return true;
  } catch (error) {
    announce("");
    // A pasted text has a file's name for the server only.
    const words = error.message.replace(`${name}.txt`, name);
    trouble(words.includes(name) ? words : `${name}: ${words}`);
    return false;
  } finally {
    document.body.classList.remove("busy");
  }
}

function trouble(words) {
  const item = make("li", { class: "flag" }, make("span", { role: "alert" }, words),
    make("button", { type: "button", class: "quiet", onclick: () => item.remove() }, say("dismiss")));
  byId("troubles").append(item);
}

const letter = (idx) => String.fromCharCode(65 + idx);

function card(article, idx) {
  const name = () => article.outlet || say("article.unnamed", { letter: letter(idx) });
  const field = (label, input) => make("label", { class: "field" }, make("span", {}, label), input);
  const outlet = make("input", { value: article.outlet, maxLength: 300, oninput: (event) => { article.outlet = event.target.value; keep(); } });
  const headline = make("textarea", { class: "headline", rows: 2, maxLength: 2000, dir: "auto", oninput: (event) => { article.title = event.target.value.replace(/\s*\n\s*/g, " "); keep(); } });
  headline.value = article.title;
  const date = make("input", { type: "date", value: article.published?.date ?? "", onchange: (event) => {
    // The time of day went with the day that was read.
    article.published = event.target.value ? { date: event.target.value, instant: null } : null;
    keep();
  } });
  const remove = () => {
    articles.splice(articles.indexOf(article), 1);
    keep();
    render();
    announce(say("removed", { name: name() }));
    byId("articles-title").focus();
  };
  const meta = make("p", { class: "meta" }, count("article.words", article.n_words), article.partial ? "" : [make("br"), say("article.complete")]);
  const link = /^https?:\/\//i.test(article.url ?? "") && make("a", { href: article.url, rel: "noreferrer noopener", target: "_blank" }, say("article.original"));
  return make("li", { class: `card o${idx % 6}` },
    make("p", { class: "card-top" }, make("span", { class: "badge", "aria-hidden": "true" }, letter(idx)),
      make("button", { type: "button", class: "quiet", onclick: remove }, say("article.remove"), make("span", { class: "unseen" }, ` ${name()}`))),
    field(say("article.outlet"), outlet),
    field(say("article.title"), headline),
    make("div", { class: "pair" }, field(say("article.date"), date), meta),
    article.byline && make("p", { class: "meta" }, make("bdi", {}, article.byline)),
    article.partial && make("p", { class: "flag" }, say("article.partial", { reason: article.partial })),
    article.warnings.length > 0 && make("details", { class: "more" }, make("summary", {}, count("article.notes", article.warnings.length)),
      make("ul", {}, article.warnings.map((it) => make("li", {}, it.text)))),
    make("details", { class: "more" }, make("summary", {}, say("article.text")), make("div", { class: "text", dir: "auto", tabIndex: 0, role: "region", "aria-label": `${say("article.text")}: ${name()}` },
      article.body.split(/\n{2,}/).slice(0, 400).map((it) => make("p", {}, it))), link));
}

function render() {
  const n = articles.length;
  byId("articles").replaceChildren(...articles.map(card));
  byId("none-yet").hidden = n > 0;
  byId("ways").classList.toggle("begun", n > 0);
  byId("compare").hidden = n === 0;
  byId("go").textContent = n < 2 ? say("go") : say("go.ready", { n });
  byId("go-note").textContent = n === 0 ? say("go.none") : n === 1 ? say("go.few") : "";
}

async function compare() {
  if (articles.length < 2) return announce(say(articles.length ? "go.few" : "go.none"));
  try {
    const job = await send("POST", "/api/compare", { articles, title, corrections, settings: chosen() });
    settings = null;
    title = null;
    corrections = null;
    location.hash = `job/${job.id}`;
  } catch (error) {
    trouble(error.message);
  }
}

/** Begins anew once a comparison was made. */
export function clear() {
  articles = [];
  byId("troubles").replaceChildren();
  keep();
}
