// What can be chosen about a training, and the rate of each step.

export const DEFAULTS = {
  hidden: 256,
  batch: 64,
  seed: 0,
  rate: 1e-3,
  betas: [0.9, 0.999],
  eps: 1e-8,
  decay: 0,
  smoothing: 0,
  epochs: 1,
  schedule: "constant",
  cycle: [1 / 25, 1 / 25e4, 0.3],
  shift: 0,
  bend: true,
  start: "torch",
  softmaxTwice: false,
  shuffledPixels: false,
  wrongLabels: 0,
  weights: undefined,
  order: undefined,
};

// 98 % in four epochs, which take three times as long as one of the book's: larger batches, a high rate
// that comes and goes, a target that is never quite sure. `make bench` measures it.
export const FAST = {
  batch: 256,
  epochs: 4,
  rate: 8e-3,
  schedule: "one-cycle",
  betas: [0.9, 0.98],
  smoothing: 0.1,
};

const whole = (from, to) => [
  (it) => Number.isInteger(it) && it >= from && it <= to,
  `a whole number from ${from} to ${to}`,
];
const between = (from, to) => [(it) => it >= from && it <= to, `a number from ${from} to ${to}`];
const among = (...words) => [(it) => words.includes(it), words.join(" or ")];
const areDigits = (it) => it === undefined || (it.length > 0 && it.every((each) => isDigit(each)));
const [isDigit] = whole(0, 59_999);
const isCycle = ([start, end, up, ...more]) =>
  start >= 0 && end >= 0 && up > 0 && up < 1 && !more.length;
const RULES = {
  hidden: whole(1, 1024),
  batch: whole(1, 1024),
  seed: whole(0, Number.MAX_SAFE_INTEGER),
  rate: between(0, 1e6),
  decay: between(0, 1e6),
  smoothing: between(0, 1),
  epochs: [(it) => it === Infinity || (Number.isInteger(it) && it > 0), "a whole number above 0"],
  schedule: among("constant", "one-cycle"),
  cycle: [
    isCycle,
    "start and end in times of the rate, and the share of the steps between 0 and 1 that go up",
  ],
  shift: whole(0, 27),
  start: among("torch", "zero", "one-over-n"),
  wrongLabels: between(0, 1),
  order: [areDigits, "a list of digits from 0 to 59999"],
};

// The options with what was left out; a RangeError names what cannot be
export function checked(options) {
  for (const [name, value] of Object.entries(options)) {
    if (!Object.hasOwn(DEFAULTS, name)) throw new RangeError(`There is no option "${name}".`);
    const [fits, wanted] = RULES[name] ?? [() => true];
    if (fits(value)) continue;
    const got = typeof value === "object" ? "" : `, not ${value}`;
    throw new RangeError(`${name} is ${wanted}${got}.`);
  }
  const all = { ...DEFAULTS, ...options };
  if (all.schedule === "one-cycle" && all.epochs === Infinity) {
    throw new RangeError("One cycle needs a number of epochs.");
  }
  return all;
}

// The learning rate of a step, counted from 0, of so many. One cycle is PyTorch's OneCycleLR: up from
// its start, then down to its end, both along a cosine; of its three numbers, the last says how long it
// goes up.
export function rateAt({ schedule, rate, cycle = DEFAULTS.cycle }, step, steps) {
  if (schedule === "constant") return rate;
  const [start, end, up] = cycle;
  const top = up * steps - 1,
    last = steps - 1;
  if (step < top) return along(rate * start, rate, step / top);
  return along(rate, rate * end, (step - top) / (last - top));
}

function along(from, to, share) {
  return to + ((from - to) / 2) * (1 + Math.cos(Math.PI * share));
}
