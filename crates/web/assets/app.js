// The app: which view the address names.

import * as archive from "./archive.js";
import { begin, send, session } from "./api.js";
import { announce, byId } from "./dom.js";
import * as draft from "./draft.js";
import * as job from "./job.js";
import * as library from "./library.js";
import * as settings from "./settings.js";
import { say } from "./words.js";

const VIEWS = { new: draft.show, library: library.show, archive: archive.show, settings: settings.show, job: job.show, again: draft.again, "sign-in": () => byId("token").focus() };
let isFirst = true;

async function route() {
  let [name, id] = location.hash.slice(1).split("/");
  if (name === "content") return;
  if (!(name in VIEWS)) name = "new";
  if (!session.is_signed_in) name = "sign-in";
  if (name !== "job") job.leave();
  if (name !== "again") {
    for (const it of document.querySelectorAll("main .view")) it.hidden = it.id !== name;
    for (const it of document.querySelectorAll(".views a")) {
      it.toggleAttribute("aria-current", false);
      if (it.hash === `#${name}`) it.setAttribute("aria-current", "page");
    }
    document.body.className = `at-${name}`;
    byId("heading").textContent = say(`title.${name}`);
    document.title = name === "new" ? "twicetold" : `${say(`title.${name}`)} · twicetold`;
  }
  try {
    await VIEWS[name](id);
  } catch (error) {
    announce(error.message);
    if (name === "again") location.replace("#library");
  }
  // A reader who followed a link goes on reading where the new view begins.
  if (!isFirst && name !== "again" && name !== "sign-in") byId("content").focus({ preventScroll: true });
  if (!isFirst) scrollTo(0, 0);
  isFirst = false;
}

document.querySelector("#sign-in form").addEventListener("submit", async (event) => {
  event.preventDefault();
  try {
    await send("POST", "/api/session", { token: byId("token").value });
    byId("token").value = "";
    await start();
  } catch (error) {
    announce(error.message);
  }
});

async function start() {
  const { version } = await begin();
  byId("version").textContent = version;
  byId("to-archive").hidden = !session.has_archive;
  if (session.is_signed_in && location.hash === "#sign-in") location.replace("#new");
  await route();
}

draft.prepare();
library.prepare();
archive.prepare();
addEventListener("hashchange", () => session && route());
start().catch((error) => announce(error.message));
