// The address: a view, or any place in one; the view that holds the place is shown.
const mark = (links, isCurrent) => {
  for (const it of links) {
    if (isCurrent(it)) it.setAttribute("aria-current", "page");
    else it.removeAttribute("aria-current");
  }
};
const show = () => {
  let id = location.hash.slice(1);
  try { id = decodeURIComponent(id); } catch { /* as it stands */ }
  let place = placeOf(id);
  let view = (place && (place.closest(".view") || views.find((it) => !it.hidden))) || views[0];
  if (root.classList.contains("quiz") && !untold.includes(view.id)) {
    place = null;
    view = one("#class");
  }
  ready(view.id);
  for (const it of views) it.hidden = it !== view;
  root.classList.toggle("inner", view !== views[0]);
  mark(all(".views a"), (it) => it.hash === "#" + (view.dataset.under || view.id));
  const here = one(".views [aria-current]");
  if (here) one(".views ul").scrollLeft = here.offsetLeft - 16;
  if (view.id === "read") {
    const reading = (place && place.closest(".reading")) || readings.find((it) => !it.hidden) || readings[0];
    if (reading) annotate(reading);
    for (const it of readings) it.hidden = it !== reading;
    mark(all(".picks a"), (it) => reading && it.hash === "#" + reading.id);
    if (place === reading) return scrollTo({ top: 0, behavior: "instant" });
  }
  if (!place || !place.closest(".view")) return;
  if (place.matches("details")) place.open = true;
  if (place === view) scrollTo({ top: 0, behavior: "instant" });
  else if (view !== side) place.scrollIntoView({ block: place.closest(".paragraph") ? "center" : "start", behavior: "instant" });
  if (view === side) {
    const sentence = place.closest(".s") || (place.closest("sup") || {}).previousElementSibling;
    requestAnimationFrame(draw);
    if (!sentence) {
      const fact = current || beginning();
      return walkTo(fact, fact && told(fact)[0], "instant");
    }
    const fact = id.startsWith("side-") ? id.slice(5) : factsOf(sentence)[0];
    if (rolls(bodyOf(sentence))) {
      one(".walk").scrollIntoView({ block: "start", behavior: "instant" });
      roll(sentence, bodyOf(sentence).clientHeight / 4, "instant");
    } else {
      sentence.scrollIntoView({ block: "center", behavior: "instant" });
    }
    if (fact) walkTo(fact, sentence, "instant");
    else showAlone(sentence);
  }
};
// Who follows a link reads on from where it leads.
const follow = () => {
  show();
  let place = document.getElementById(location.hash.slice(1));
  if (!place || !place.closest(".view")) return;
  if (place.matches(".view, .reading")) place = place.querySelector("h2, h3");
  if (place.matches("details")) place = place.querySelector("summary");
  if (place.tabIndex < 0) place.tabIndex = -1;
  place.focus({ preventScroll: true });
};
addEventListener("hashchange", follow);
