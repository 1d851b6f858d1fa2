// The app's own words, in the language of its page (words.en.json and its like). `{name}` is filled
// in; `_one` and `_other` go with a number.

/** The language of the page. */
export const language = document.documentElement.lang;
const WORDS = await (await fetch(`/assets/words.${language}.json`)).json();

/** The words of a key with its `{name}`s filled in. */
export function say(key, values = {}) {
  const words = WORDS[key] ?? key;
  return words.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/** The words that go with a number: "1 word", "2 words". */
export function count(key, n) {
  return say(`${key}_${n === 1 ? "one" : "other"}`, { n: n.toLocaleString(language) });
}
