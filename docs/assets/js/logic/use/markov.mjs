// The chapter `markov` without a page: shares that walk on with s @ T, and a thousand people who do.

export const STATES = ["asymptomatic", "symptomatic", "AIDS", "death"];
export const START = [
  [0.9, 0.07, 0.02, 0.01],
  [0, 0.93, 0.05, 0.02],
  [0, 0, 0.85, 0.15],
  [0, 0, 0, 1],
];
export const SHARES = [0.85, 0.1, 0.05, 0];
export const PEOPLE = 1000;
const UNIT = 1e4; // chances have four places: a row sums to 1 in whole numbers of these

// The arrows that are drawn, in the order of T
export const ARROWS = START.flatMap((row, from) =>
  row.flatMap((chance, to) => (chance ? [[from, to]] : [])),
);

// The shares a year later: s @ T
export function yearAfter(shares, chances) {
  return chances[0].map((_, to) =>
    shares.reduce((sum, share, from) => sum + share * chances[from][to], 0),
  );
}

// T with another chance. Its row still sums to 1: what goes elsewhere is taken from those who stay,
// as far as there are some; who stays less goes where others go, in proportion.
export function withChance(chances, from, to, chance) {
  const row = chances[from].map((each) => Math.round(each * UNIT));
  const wanted = Math.max(0, Math.min(Math.round(chance * UNIT), UNIT));
  if (to !== from) {
    const both = row[to] + row[from];
    row[to] = Math.min(wanted, both);
    row[from] = both - row[to];
  } else leave(row, from, UNIT - wanted);
  return chances.with(
    from,
    row.map((each) => each / UNIT),
  );
}

// `rest` for those who leave a state, as they left it before, or evenly where none did
function leave(row, from, rest) {
  const ways = ARROWS.filter(([start, end]) => start === from && end !== from);
  const goes = ways.map(([, end]) => end);
  if (!goes.length) return;
  const before = goes.reduce((sum, end) => sum + row[end], 0);
  const parts = goes.map((end) =>
    Math.floor((rest * (before ? row[end] : 1)) / (before || goes.length)),
  );
  const left = rest - parts.reduce((sum, each) => sum + each, 0);
  parts[parts.indexOf(Math.max(...parts))] += left;
  goes.forEach((end, at) => {
    row[end] = parts[at];
  });
  row[from] = UNIT - rest;
}

// Year by year from 0: the exact shares; how many people went from each state to each; and who is in
// each state, in the order in which they came.
export function lived(chances, years) {
  const goers = goersOf(chances);
  const counts = SHARES.map((share) => Math.round(share * PEOPLE));
  let shares = SHARES;
  let places = counts.map((count, state) => {
    const first = counts.slice(0, state).reduce((sum, each) => sum + each, 0);
    return Array.from({ length: count }, (_, at) => first + at);
  });
  const all = [{ shares, places, moved: chances.map((row) => row.map(() => 0)) }];
  for (let year = 1; year <= years; year += 1) {
    const moved = goers(shares, places);
    places = walk(places, moved);
    shares = yearAfter(shares, chances);
    all.push({ shares, places, moved });
  }
  return all;
}

// A function that says for each year how many go along each arrow. People are whole: over all years
// as many go as the shares say, to the nearest one (of two, to the even one).
function goersOf(chances) {
  const due = chances.map((row) => row.map(() => 0));
  const gone = chances.map((row) => row.map(() => 0));
  return (shares, places) =>
    chances.map((row, from) => {
      let here = places[from].length;
      const leaving = row.map((chance, to) => {
        due[from][to] += PEOPLE * shares[from] * chance;
        if (to === from) return 0;
        const count = Math.min(here, Math.max(0, nearest(due[from][to]) - gone[from][to]));
        gone[from][to] += count;
        here -= count;
        return count;
      });
      return leaving.with(from, here);
    });
}

function nearest(number) {
  const below = Math.floor(number);
  if (Math.abs(number - below - 0.5) > 1e-9) return Math.round(number);
  return below + (below % 2);
}

// Who came first stays first; the last ones leave, and stand last where they arrive
function walk(places, moved) {
  const next = places.map((people, from) => people.slice(0, moved[from][from]));
  places.forEach((people, from) => {
    let at = moved[from][from];
    moved[from].forEach((count, to) => {
      if (to === from) return;
      next[to].push(...people.slice(at, at + count));
      at += count;
    });
  });
  return next;
}

// As the chapter writes chances: .07, with no more places than four
export function written(value) {
  return `${Math.round(value * UNIT) / UNIT}`.replace(/^0\./, ".");
}

// The share of one state as a sum: .85·.07 + .1·.93 + .05·0 + 0·0 = .1525
export function sumOf(shares, chances, to) {
  const terms = shares.map((share, from) => `${written(share)}·${written(chances[from][to])}`);
  const sum = yearAfter(shares, chances)[to];
  const exact = [...shares, sum].every(
    (each) => Math.abs(each * UNIT - Math.round(each * UNIT)) < 1e-6,
  );
  return `${terms.join(" + ")} ${exact ? "=" : "≈"} ${written(sum)}`;
}
