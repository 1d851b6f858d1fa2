// Making elements. All text goes in as text, never as markup.

/** The element with an id. */
export const byId = (id) => document.getElementById(id);

/** An element with properties (`class`, `on…`, attributes) and children (nodes or text). */
export function make(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key in element && !key.includes("-") && key !== "list") element[key] = value;
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat().filter((it) => it !== undefined && it !== null && it !== false));
  return element;
}

let silence;

/** Tells something in passing, on the page and to screen readers. */
export function announce(words) {
  const said = byId("said");
  said.textContent = words;
  clearTimeout(silence);
  silence = setTimeout(() => (said.textContent = ""), 6000);
}

/** Asks something in a dialog; the answer is true, the words typed, or null. */
export function ask({ title, text = "", label, value = "", yes }) {
  const dialog = byId("ask");
  byId("ask-title").textContent = title;
  byId("ask-text").textContent = text;
  byId("ask-yes").textContent = yes;
  const field = byId("ask-label");
  const input = byId("ask-input");
  field.hidden = !label;
  input.required = Boolean(label);
  field.firstElementChild.textContent = label ?? "";
  input.value = value;
  dialog.returnValue = "no";
  dialog.showModal();
  if (label) input.select();
  return new Promise((resolve) => {
    const end = () => resolve(dialog.returnValue === "yes" ? (label ? input.value.trim() : true) : null);
    dialog.addEventListener("close", end, { once: true });
  });
}
