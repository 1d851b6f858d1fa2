// Following a comparison while it is made.

import { get, send } from "./api.js";
import { clear } from "./draft.js";
import { byId, make } from "./dom.js";
import { count, say } from "./words.js";

const STAGES = ["reading", "sentences", "grouping", "comparing", "writing"];
const ENDS = ["done", "failed", "cancelled"];
let events = null;

/** Shows a job and follows it. */
export async function show(id) {
  leave();
  render({ id, state: "waiting", stage: null, n_before: 0 });
  try {
    const job = await get(`/api/jobs/${id}`);
    render(job);
    if (ENDS.includes(job.state)) return;
  } catch (error) {
    return end(error.status === 404 ? say("job.gone") : error.message);
  }
  const source = new EventSource(`/api/jobs/${id}/events`);
  events = source;
  source.addEventListener("job", (event) => {
    if (events === source) render(JSON.parse(event.data));
  });
  source.addEventListener("error", () => {
    if (events === source && source.readyState === EventSource.CLOSED) end(say("job.lost"));
    else if (events === source) byId("job-note").textContent = say("job.lost");
  });
}

/** Stops following. */
export function leave() {
  events?.close();
  events = null;
}

function note(job) {
  if (job.state === "waiting") return job.n_before ? count("job.before", job.n_before) : say("job.next");
  if (job.state === "failed") return say("job.failed", { reason: job.trouble });
  return say(`job.${job.state}`);
}

function render(job) {
  const at = job.state === "done" ? STAGES.length : STAGES.indexOf(job.stage);
  byId("job-note").textContent = note(job);
  byId("job-note").classList.toggle("flag", job.state === "failed");
  byId("stages").replaceChildren(...STAGES.map((stage, idx) => {
    const state = idx < at ? "done" : idx === at && job.state === "running" ? "current" : "open";
    return make("li", { class: state, "aria-current": state === "current" ? "step" : null },
      say(`stage.${stage}`), make("span", { class: "unseen" }, `, ${say(`stage.${state}`)}`));
  }));
  if (job.state === "done") {
    leave();
    clear();
    byId("job-acts").replaceChildren(make("a", { class: "button main", href: `/comparisons/${job.comparison}` }, say("job.open")));
    // The way back leads to the library, not to a job that is over.
    history.replaceState(null, "", "#library");
    location.assign(`/comparisons/${job.comparison}`);
  } else if (job.state === "failed" || job.state === "cancelled") {
    leave();
    byId("job-acts").replaceChildren(make("a", { class: "button", href: "#new" }, say("job.back")));
  } else if (!byId("cancel")) {
    const cancel = make("button", { type: "button", id: "cancel", onclick: async () => {
      cancel.disabled = true;
      try { render(await send("POST", `/api/jobs/${job.id}/cancel`, {})); } catch (error) { end(error.message); }
    } }, say("job.cancel"));
    byId("job-acts").replaceChildren(cancel);
  }
}

function end(words) {
  leave();
  byId("job-note").textContent = words;
  byId("job-acts").replaceChildren(
    make("a", { class: "button", href: "#new" }, say("job.back")), make("a", { class: "button", href: "#library" }, say("job.library")));
}
