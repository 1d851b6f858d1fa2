// The rows of the facts, and the first look at the address.
const openAll = (isOpen) => { for (const it of all(".fact")) it.open = isOpen; };
begins.facts = () => {
  for (const it of all(".all")) it.hidden = false;
  for (const it of all(".open-all")) it.addEventListener("click", () => openAll(true));
  for (const it of all(".close-all")) it.addEventListener("click", () => openAll(false));
};
// A browser goes to the place in the address by itself until the page is loaded.
addEventListener("load", () => requestAnimationFrame(show));
show();
