// The choices that go with a comparison: how thoroughly, which lenses, which page language.

import { session } from "./api.js";
import { make } from "./dom.js";
import { say } from "./words.js";

let n_forms = 0;

/** Fills `place` with the choices; gives a function that reads them. `isOpen` shows all of them. */
export function show(place, settings, { isOpen = false, onchange = () => {} } = {}) {
  const name = `mode-${++n_forms}`;
  const modes = ["standard", "fast"].map((mode) =>
    make("label", { class: "choice" },
      make("input", { type: "radio", name, value: mode, checked: settings.mode === mode, onchange }),
      make("span", {}, make("b", {}, say(`mode.${mode}`)), " ", make("small", {}, say(`mode.${mode}_note`)))));
  const lenses = session.lenses.map((lens) =>
    make("label", { class: "choice" },
      make("input", { type: "checkbox", value: lens, checked: settings.lenses.includes(lens), onchange: () => { tell(); onchange(); } }),
      make("span", {}, make("b", {}, say(`lens.${lens}`)), " ", make("small", {}, say(`lens.${lens}_note`)))));
  const boxes = lenses.map((it) => it.firstElementChild);
  const language = make("select", { onchange }, session.page_languages.map((code) =>
    make("option", { value: code, selected: code === settings.page_language }, say(`language.${code}`))));
  const summary = make("summary", {});
  const tell = () => {
    const n = boxes.filter((it) => it.checked).length;
    const lenses = say("lenses.chosen", { n, all: boxes.length });
    summary.textContent = `${lenses} · ${say("report_in", { language: language.selectedOptions[0]?.textContent ?? "" })}`;
  };
  tell();
  language.addEventListener("change", tell);
  const lensField = make("fieldset", { class: "lens-choices" },
    make("legend", {}, say("lenses"), " ", make("small", {}, say("lenses_note"))), lenses);
  const languageField = make("label", { class: "language" }, make("span", {}, say("page_language")), language);
  place.replaceChildren(
    make("fieldset", { class: "modes" }, make("legend", {}, say("mode")), modes),
    ...(isOpen ? [lensField, languageField] : [make("details", { class: "more" }, summary, lensField, languageField)]));
  return () => ({
    mode: place.querySelector(`input[name="${name}"]:checked`)?.value ?? "standard",
    lenses: boxes.filter((it) => it.checked).map((it) => it.value),
    page_language: language.value || settings.page_language,
  });
}
