// What the rows of the library and of the archive have in common.

import { make } from "./dom.js";
import { say } from "./words.js";

const VERDICTS = ["differs", "agreed", "unsure", "sole"];

/** Where what was searched for stands; nothing if nothing was. */
export function excerpt(pieces) {
  return pieces.length > 0 && make("p", { class: "excerpt", dir: "auto" }, pieces.map((it) => it.is_found ? make("mark", {}, it.text) : it.text));
}

/** How many facts came to what. */
export function figures(counts) {
  return make("div", { class: "figures" }, bar(counts), make("p", { class: "meta" }, VERDICTS.map((verdict) => say(`count.${verdict}`, { n: counts[verdict] })).join(" · ")));
}

/** A strip of the verdicts; its figures stand beside it in words. */
function bar(counts) {
  const all = VERDICTS.reduce((sum, it) => sum + counts[it], 0) || 1;
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  for (const [key, value] of Object.entries({ class: "bar", viewBox: "0 0 1000 8", preserveAspectRatio: "none", "aria-hidden": "true" })) svg.setAttribute(key, value);
  let x = 0;
  for (const verdict of VERDICTS) {
    const width = (counts[verdict] / all) * 1000;
    const part = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    for (const [key, value] of Object.entries({ class: `fill-${verdict}`, x, y: 0, width, height: 8 })) part.setAttribute(key, value);
    svg.append(part);
    x += width;
  }
  return svg;
}
