// Print: the view that is open, unless everything is asked for; the paper is chosen by a class.
const choice = one(".print-choice");
const papers = all("input[name=paper]", choice);
const onPaper = () => {
  for (const it of papers) root.classList.toggle("paper-" + it.value, it.checked);
};
// Where people print on Letter, that is the paper to begin with.
if (/-(US|CA|MX|CO|CL|PH)$/i.test(navigator.language)) papers.find((it) => it.value === "letter").checked = true;
for (const it of papers) it.addEventListener("change", onPaper);
onPaper();
// What is folded on the screen is told on paper, and folded again afterwards.
let opened = [];
const unfold = () => {
  if (root.classList.contains("whole")) readyAll();
  const isAsked = (it) => root.classList.contains("whole") || !it.closest(".view") || !it.closest(".view").hidden;
  opened = all("details:not(.answer):not([open])").filter(isAsked);
  for (const it of opened) it.open = true;
};
const fold = () => {
  for (const it of opened) it.open = false;
  opened = [];
  root.classList.remove("whole");
};
addEventListener("beforeprint", unfold);
addEventListener("afterprint", fold);
one(".print-this").addEventListener("click", () => print());
one(".print-all").addEventListener("click", () => { root.classList.add("whole"); print(); });
choice.hidden = false;
