// Arrow keys: left and right walk the facts side by side, up and down the rows of the facts.
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const focus = document.activeElement;
  if (!side.hidden && (event.key === "ArrowLeft" || event.key === "ArrowRight")) {
    if (focus && focus.closest("nav")) return;
    event.preventDefault();
    step(event.key === "ArrowRight" ? 1 : -1);
  } else if (focus && focus.matches(".fact > summary") && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
    const rows = all(".fact > summary");
    const next = rows[rows.indexOf(focus) + (event.key === "ArrowDown" ? 1 : -1)];
    if (next) { event.preventDefault(); next.focus(); }
  }
});
