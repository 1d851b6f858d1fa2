// Makes the page handier where scripts run: one view at a time, facts joined across the articles,
// keys to walk them. Everything is in the page without it. The files of this folder are put one
// after the other into one function; this one comes first, begin.js starts what they describe.
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const one = (selector) => document.querySelector(selector);
const root = document.documentElement;
const views = all(".view");
const readings = all(".reading");
const side = one("#side");
// Views that tell nothing of what the report found, once class mode has hidden it in them.
const untold = ["side", "class", "worksheet", "about"];
const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
root.classList.add("scripted");
