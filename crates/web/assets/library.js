// The library: what was compared before.

import { get, remove, send } from "./api.js";
import { announce, ask, byId, make } from "./dom.js";
import { excerpt, figures } from "./rows.js";
import { count, language, say } from "./words.js";

const FORMS = ["html", "json", "md", "csv", "txt"];
const N_PAGE = 20;
let shown = [];
let n_asked = 0;
let pause;

/** Wires the page; called once. */
export function prepare() {
  byId("words").addEventListener("input", () => { clearTimeout(pause); pause = setTimeout(() => list(0), 200); });
  document.querySelector("#library form").addEventListener("submit", (event) => { event.preventDefault(); clearTimeout(pause); list(0); });
  byId("more").addEventListener("click", () => list(shown.length));
}

/** Shows the list from its beginning, and what is being made. */
export async function show() {
  await Promise.all([list(0), atWork()]);
}

async function atWork() {
  const place = byId("at-work");
  try {
    const { jobs } = await get("/api/jobs");
    const running = jobs.filter((it) => it.state === "running" || it.state === "waiting");
    place.hidden = running.length === 0;
    place.replaceChildren(count("library.at_work", running.length), ...running.flatMap((it, idx) =>
      [" ", make("a", { href: `#job/${it.id}` }, say("library.follow"), make("span", { class: "unseen" }, ` (${idx + 1})`))]));
  } catch {
    // The list itself tells the trouble.
    place.hidden = true;
  }
}

async function list(offset) {
  const words = byId("words").value.trim();
  const asked = ++n_asked;
  let page;
  try {
    page = await get(`/api/comparisons?${new URLSearchParams({ q: words, limit: N_PAGE, offset })}`);
  } catch (error) {
    byId("found").textContent = error.message;
    return;
  }
  // A later question was asked in the meantime.
  if (asked !== n_asked) return;
  shown = offset ? [...shown, ...page.comparisons] : page.comparisons;
  byId("comparisons").replaceChildren(...shown.map(row));
  byId("more").hidden = shown.length >= page.n_all;
  const key = words ? (page.n_all ? "library.found" : "library.unfound") : page.n_all ? "library.all" : "library.none";
  byId("found").textContent = page.n_all ? count(key, page.n_all) : say(key);
}

const when = (created) => new Date(created).toLocaleString(language, { dateStyle: "medium", timeStyle: "short" });

function row(it) {
  const named = (words) => [words, make("span", { class: "unseen" }, `: ${it.title}`)];
  const forms = FORMS.map((form) =>
    make("a", { href: `/api/comparisons/${it.id}/export/${form}`, download: "", "aria-label": `${say("library.save")} ${form.toUpperCase()}: ${it.title}` }, form.toUpperCase()));
  return make("li", { class: "comparison" },
    make("h3", { dir: "auto" }, make("a", { href: `/comparisons/${it.id}` }, it.title)),
    make("p", { class: "outlets" }, it.outlets.map((outlet, idx) =>
      make("span", { class: `o${idx % 6}` }, make("span", { class: "badge", "aria-hidden": "true" }, String.fromCharCode(65 + idx)), " ", make("bdi", {}, outlet)))),
    excerpt(it.excerpt),
    figures(it.counts),
    make("p", { class: "meta" }, make("time", { dateTime: it.created }, when(it.created)),
      it.settings.mode === "fast" ? ` · ${say("library.fast")}` : "", it.has_corrections ? ` · ${say("library.corrected")}` : ""),
    make("div", { class: "acts" },
      make("span", { class: "forms" }, `${say("library.save")} `, forms),
      make("a", { class: "act", href: `#again/${it.id}` }, named(say("library.again"))),
      make("button", { type: "button", class: "quiet", onclick: () => rename(it) }, named(say("library.rename"))),
      make("button", { type: "button", class: "quiet", onclick: () => forget(it) }, named(say("library.delete")))));
}

async function forget(it) {
  const isSure = await ask({ title: say("ask.delete"), text: say("ask.delete_text", { title: it.title }), yes: say("ask.delete_yes") });
  if (!isSure) return;
  await act(() => remove(`/api/comparisons/${it.id}`), say("deleted"));
  byId("words").focus();
}

async function rename(it) {
  const title = await ask({ title: say("ask.rename"), label: say("ask.rename_label"), value: it.title, yes: say("ask.rename_yes") });
  if (title) await act(() => send("PATCH", `/api/comparisons/${it.id}`, { title }), say("renamed"));
}

async function act(work, words) {
  try {
    await work();
    await show();
    announce(words);
  } catch (error) {
    announce(error.message);
  }
}
