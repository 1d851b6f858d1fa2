// Class mode: what the report found stays hidden until every fact is marked.
let tasks = [];
const hushed = all(".views a").filter((it) => !untold.includes(it.hash.slice(1)));
const marked = (task) => (task.querySelector("input:checked") || {}).value;
let score = null;
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const count = () => {
  const n = tasks.filter((it) => !marked(it)).length;
  one(".compare").disabled = n > 0;
  score.textContent = n ? fill(score.dataset.left, { n }) : "";
};
const quiz = (isOn) => {
  root.classList.toggle("quiz", isOn);
  for (const it of hushed) it.parentElement.classList.toggle("hush", isOn);
  one(".begin").hidden = isOn;
  one(".end").hidden = one(".marking").hidden = !isOn;
  if (isOn) light([]);
  count();
  redraw();
};
const compare = () => {
  quiz(false);
  one(".marking").hidden = false;
  const same = tasks.filter((it) => marked(it) === it.dataset.verdict);
  for (const it of tasks) {
    it.querySelector(".answer").open = true;
    it.querySelector(".result").textContent = same.includes(it) ? "✓ " + score.dataset.same : "✗ " + score.dataset.other;
  }
  score.textContent = fill(score.dataset.score, { n: same.length, total: tasks.length });
};
begins.class = () => {
  tasks = all(".task");
  score = one(".score");
  if (!tasks.length) return;
  one(".start").hidden = false;
  one(".begin").addEventListener("click", () => {
    for (const it of all(".answer")) it.open = false;
    for (const it of all(".result")) it.textContent = "";
    for (const it of all(".task input")) it.checked = false;
    quiz(true);
    one(".end").focus();
  });
  one(".end").addEventListener("click", () => { quiz(false); one(".begin").focus(); });
  one(".compare").addEventListener("click", compare);
  for (const it of all(".task input")) it.addEventListener("change", () => { if (root.classList.contains("quiz")) count(); });
};
