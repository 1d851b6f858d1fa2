// Views that are not shown at first lie in the page as text; `ready` makes elements of one.
const waiting = new Map(all(".view > noscript:only-child").map((it) => [it.parentElement.id, it.parentElement]));
// What is to be done once a view is there; the files below say it.
const begins = {};
const ready = (id) => {
  const view = waiting.get(id);
  if (!view) return;
  waiting.delete(id);
  view.innerHTML = view.firstElementChild.textContent;
  if (begins[id]) begins[id]();
};
const readyAll = () => {
  for (const id of [...waiting.keys()]) ready(id);
  readings.forEach(annotate);
};
// The element of an id, wherever it waits.
const placeOf = (id) => {
  const note = /^n-(\d+)-/.exec(id);
  if (note && readings[note[1]]) annotate(readings[note[1]]);
  for (const [name, view] of waiting) if (id === name || view.textContent.includes(` id="${id}"`)) ready(name);
  return document.getElementById(id);
};
addEventListener("whole", readyAll);
