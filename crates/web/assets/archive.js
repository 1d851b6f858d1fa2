// The archive: its stories by day, searched, and why the articles of one belong together.

import { get, session } from "./api.js";
import { excerpt, figures } from "./rows.js";
import { byId, make } from "./dom.js";
import { count, language, say } from "./words.js";

const N_PAGE = 30;
// Outlets that a row names before it says how many more there are.
const N_OUTLETS = 8;
const SIZES = [1, 2, 3, 5, 10];
const form = () => document.querySelector("#archive form");
let shown = [];
let about = null;
let n_asked = 0;
let pause;

/** Wires the page; called once. */
export function prepare() {
  form().elements.min_articles.append(...SIZES.map((n) => make("option", { value: n, selected: n === 2 }, n === 1 ? say("archive.min_1") : say("archive.min_n", { n }))));
  const later = () => { clearTimeout(pause); pause = setTimeout(() => list(0), 250); };
  form().addEventListener("input", later);
  form().addEventListener("submit", (event) => { event.preventDefault(); clearTimeout(pause); list(0); });
  byId("stories-more").addEventListener("click", () => list(shown.length));
  byId("stories-clear").addEventListener("click", () => { form().reset(); form().elements.min_articles.value = 1; list(0); form().elements.q.focus(); });
}

/** Shows the stories from the latest on. */
export async function show() {
  if (!session.has_archive) {
    byId("stories-found").textContent = say("archive.none");
    form().hidden = true;
    return;
  }
  if (!about) {
    about = await get("/api/archive");
    byId("outlets").replaceChildren(...about.outlets.map((value) => make("option", { value })));
    for (const name of ["from", "to"]) Object.assign(form().elements[name], { min: about.first_day ?? "", max: about.last_day ?? "" });
  }
  if (!shown.length) await list(0);
}

const isWhole = (asked) => [...asked.keys()].every((it) => it === "min_articles" && asked.get(it) === "1");

async function list(offset) {
  const asked = new URLSearchParams([...new FormData(form())].filter(([, value]) => value.trim()));
  const own = ++n_asked;
  let page;
  try {
    page = await get(`/api/archive/stories?${asked}&limit=${N_PAGE}&offset=${offset}`);
  } catch (error) {
    byId("stories-found").textContent = error.message;
    return;
  }
  // A later question was asked in the meantime.
  if (own !== n_asked) return;
  shown = offset ? [...shown, ...page.stories] : page.stories;
  byId("days").replaceChildren(...days(shown));
  byId("stories-more").hidden = shown.length >= page.n_all;
  byId("stories-clear").hidden = isWhole(asked);
  const empty = about.n_stories ? "archive.unfound" : "archive.empty";
  byId("stories-found").textContent = page.n_all ? count(isWhole(asked) ? "archive.all" : "archive.found", page.n_all) : say(empty);
}

const when = (day, style = "full") => new Date(`${day}T12:00`).toLocaleDateString(language, { dateStyle: style });

/** The stories under the day of their last article. */
function days(stories) {
  const groups = [];
  for (const it of stories) {
    if (!groups.length || groups.at(-1).day !== it.last_day) groups.push({ day: it.last_day, stories: [] });
    groups.at(-1).stories.push(it);
  }
  return groups.map((it) => make("section", { class: "day" },
    make("h3", {}, it.day ? make("time", { dateTime: it.day }, when(it.day)) : say("archive.no_day")),
    make("ul", { class: "comparisons" }, it.stories.map(row))));
}

function row(it) {
  const notes = [count("archive.articles", it.n_articles)];
  if (it.topic) notes.push(say("archive.about", { topic: it.topic }));
  if (it.first_day !== it.last_day) notes.push(say("archive.since", { date: when(it.first_day, "medium") }));
  if (!it.counts) notes.push(say("archive.uncompared"));
  return make("li", { class: "comparison" },
    make("h4", { dir: "auto" }, make("a", { href: `/archive/stories/${it.story}` }, it.title)),
    make("p", { class: "outlets" }, it.outlets.slice(0, N_OUTLETS).map((outlet) => make("bdi", {}, outlet)),
      it.n_outlets > N_OUTLETS && make("span", { class: "meta" }, say("archive.more_outlets", { n: it.n_outlets - N_OUTLETS }))),
    excerpt(it.excerpt),
    it.counts && figures(it.counts),
    make("p", { class: "meta" }, notes.join(" · ")),
    it.n_articles > 1 && why(it));
}

/** A fold that asks for the articles when it is first opened. */
function why(it) {
  const place = make("div", {});
  const fold = make("details", { class: "more" }, make("summary", {}, say("archive.why"), make("span", { class: "unseen" }, `: ${it.title}`)), place);
  fold.addEventListener("toggle", async () => {
    if (!fold.open || place.childElementCount) return;
    try {
      const story = await get(`/api/archive/stories/${it.story}`);
      const left = story.n_articles - story.articles.length;
      place.replaceChildren(
        make("ol", { class: "members" }, story.articles.map(member)),
        ...story.merged.map((old) => make("p", { class: "note" }, say("archive.merged", old))),
        left > 0 ? make("p", { class: "note" }, say("archive.not_shown", { n: left })) : "",
        story.is_changed ? make("p", { class: "flag" }, say("archive.changed")) : "");
    } catch (error) {
      place.textContent = error.message;
    }
  });
  return fold;
}

function member(it) {
  const notes = [];
  if (it.published) notes.push(when(it.published.slice(0, 10), "medium"));
  notes.push(count("article.words", it.n_words));
  if (it.repeats) notes.push(say("archive.repeats", { percent: Math.round(100 * it.repeats.likeness) }));
  if (it.n_duplicates) notes.push(count("archive.duplicates", it.n_duplicates));
  if (it.n_versions) notes.push(count("archive.versions", it.n_versions));
  const link = /^https?:\/\//i.test(it.url ?? "") && make("a", { href: it.url, rel: "noreferrer noopener", target: "_blank" }, say("article.original"), make("span", { class: "unseen" }, `: ${it.outlet}`));
  return make("li", {},
    make("p", {}, make("b", {}, make("bdi", {}, it.outlet)), " ", make("span", { class: "told", dir: "auto" }, it.title)),
    make("p", { class: "meta" }, notes.join(" · "), link && [" · ", link]),
    make("p", { class: "meta" }, it.why === null ? say("archive.first") : reason(it.why)),
    it.partial && make("p", { class: "flag" }, say("article.partial", { reason: it.partial })));
}

/** Why an article stands in a story, as the archive tells it in one line, in words for a reader. */
function reason(why) {
  const found = /^([\d.]+)(?:; [\d.]+ with article \d+)?(?:; names: (.*?))?(?:; words: (.*?))?; (?:([\d.]+) days apart|days apart unknown)$/.exec(why);
  if (!found) return make("span", { lang: "en" }, why);
  const [, sure, names, words] = found;
  const parts = [say("archive.sure", { percent: Math.round(100 * sure) })];
  if (names) parts.push(say("archive.names", { names: names.split(", ").join(" · ") }));
  if (words) parts.push(say("archive.words", { words: words.split(", ").join(" · ") }));
  return parts.join("; ");
}
