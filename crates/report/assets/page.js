// Makes the page handier where scripts run: one view at a time, facts lit up across the articles,
// keys to walk them. Everything is in the page without it.
"use strict";
(() => {
  const views = [...document.querySelectorAll(".view")];
  const links = [...document.querySelectorAll(".views a")];
  document.documentElement.classList.add("scripted");

  // Shows the view that holds the place named in the address.
  const show = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    const place = document.getElementById(id);
    const view = (place && place.closest(".view")) || views[0];
    for (const it of views) it.hidden = it !== view;
    document.documentElement.classList.toggle("inner", view !== views[0]);
    for (const it of links) {
      if (it.hash === "#" + view.id) it.setAttribute("aria-current", "page");
      else it.removeAttribute("aria-current");
    }
    if (!place) return;
    if (place.matches("details")) place.open = true;
    if (place === view) window.scrollTo({ top: 0, behavior: "instant" });
    else place.scrollIntoView({ block: place.matches(".s") ? "center" : "start", behavior: "instant" });
  };
  window.addEventListener("hashchange", show);

  // Lights up every sentence of the facts that a sentence states.
  const sentences = [...document.querySelectorAll(".s[data-facts]")];
  const factsOf = (it) => it.dataset.facts.split(" ");
  const light = (sentence) => {
    const facts = sentence ? factsOf(sentence) : [];
    for (const it of sentences) it.classList.toggle("lit", factsOf(it).some((fact) => facts.includes(fact)));
  };
  for (const it of sentences) {
    it.addEventListener("mouseenter", () => light(it));
    it.addEventListener("mouseleave", () => light(null));
    it.addEventListener("click", () => { location.hash = factsOf(it)[0]; });
  }

  // j and k walk the facts.
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !"jk".includes(event.key)) return;
    const summaries = [...document.querySelectorAll(".view:not([hidden]) .fact > summary")];
    if (!summaries.length) return;
    const at = summaries.indexOf(document.activeElement);
    const next = event.key === "j" ? Math.min(at + 1, summaries.length - 1) : Math.max(at - 1, 0);
    summaries[next].focus();
  });

  window.addEventListener("beforeprint", () => {
    for (const it of document.querySelectorAll("details")) it.open = true;
  });
  show();
})();
