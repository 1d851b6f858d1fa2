// What an editor's corrections change in the grouping, shown at once in the rows of the facts. Verdicts
// and differences follow where the corrections are replayed. This file stands before editor.js.
const isMost = (keys, own) => keys.filter((it) => own.includes(it)).length * 2 > Math.max(keys.length, own.length);
// The facts as groups of sentences after some corrections: `by` says which of them changed a group,
// `into` which other one it went into, `after` which one it left.
const regrouped = (facts, acts) => {
  const groups = facts.map(({ id, keys }) => ({ id, keys: [...keys], by: [], into: null, after: null }));
  const open = (holds) => groups.filter((it) => !it.into && holds(it.keys));
  const nearest = (keys) => open((own) => isMost(keys, own))[0];
  const found = (keys, act, after) => groups.push({ id: null, keys, by: [act], into: null, after });
  const leave = (group, keys, act) => {
    group.keys = group.keys.filter((it) => !keys.includes(it));
    group.by.push(act);
    found(keys, act, group);
  };
  const unite = (first, rest, act) => {
    for (const it of rest) {
      first.keys.push(...it.keys.filter((key) => !first.keys.includes(key)));
      it.into = first;
      it.by.push(act);
    }
    first.by.push(act);
  };
  const does = {
    "merge": (act) => {
      const homes = [...new Set(act.facts.map(nearest).filter(Boolean))].sort((a, b) => b.keys.length - a.keys.length);
      if (!homes.length) return;
      unite(homes[0], homes.slice(1), act);
      for (const key of act.facts.filter((it) => it.length === 1).flat()) if (!homes[0].keys.includes(key)) homes[0].keys.push(key);
    },
    "split": (act) => {
      const home = nearest(act.fact);
      const leaving = home ? act.part.filter((it) => home.keys.includes(it)) : [];
      if (leaving.length && leaving.length < home.keys.length) leave(home, leaving, act);
    },
    "not-same": (act) => {
      const [stays, goes] = [...act.sentences].sort();
      for (const it of open((own) => own.includes(stays) && own.includes(goes))) leave(it, [goes], act);
    },
    "same": (act) => {
      const [a, b] = act.sentences;
      const together = open((own) => own.includes(a) && own.includes(b));
      if (together.length) return together.forEach((it) => it.by.push(act));
      const homes = [a, b].map((key) => open((own) => own.length > 1 && own.includes(key)));
      const alone = [a, b].map((key) => open((own) => own.length === 1 && own[0] === key));
      const [home, other] = homes[0].length === 1 && !homes[1].length ? [homes[0][0], 1] : homes[1].length === 1 && !homes[0].length ? [homes[1][0], 0] : [null, 0];
      if (!home) return found([a, b], act, null);
      home.keys.push([a, b][other]);
      unite(home, alone[other], act);
    },
  };
  for (const it of acts) if (does[it.act]) does[it.act](it);
  return groups.filter((it) => it.by.length);
};
