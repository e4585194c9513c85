// A cycle of the learning rate that a reader bends: {start, peak, end}, three rates, and `up`, the share
// of the steps that it goes up. The net is trained with it as snippets/fast.py does by its recipe.

import { percent } from "./lesson.mjs";
import { rateAt } from "./options.mjs";

export const DIGITS = 50_000;
export const MOST = 0.012; // the highest rate that can be chosen
export const LEAST = 1e-4; // the lowest peak
export const SHORTEST = 0.02; // of `up`, and of what is left after it
const RECIPE = { epochs: 2, batch: 64, betas: [0.9, 0.98], smoothing: 0.05, decay: 0.01 };
export const FIRST = { start: 0.003 / 25, peak: 0.003, end: 0.003 / 25e4, up: 0.3 };
export const A_STEP = 1e-4;

export const EPOCH = Math.ceil(DIGITS / RECIPE.batch); // steps: the last batch is smaller
export const STEPS = RECIPE.epochs * EPOCH;

// The options of a training with this cycle
export function optionsOf({ start, peak, end, up }) {
  const cycle = [start / peak, end / peak, up];
  return { ...RECIPE, schedule: "one-cycle", rate: peak, cycle };
}

// [step, rate] of so many places along the cycle, the first and the last step among them
export function places(state, count = 120) {
  const options = optionsOf(state);
  const steps = Array.from({ length: count }, (_, at) =>
    Math.round((at * (STEPS - 1)) / (count - 1)),
  );
  return steps.map((step) => [step, rateAt(options, step, STEPS)]);
}

const within = (value, [low, high]) => Math.min(high, Math.max(low, value));

// The state with one of its numbers as near to `value` as it may be
export function bent(state, name, value) {
  const limits = { start: [0, MOST], peak: [LEAST, MOST], end: [0, MOST] };
  return { ...state, [name]: within(value, limits[name] ?? [SHORTEST, 1 - SHORTEST]) };
}

export const topOf = ({ up }) => up * STEPS - 1;

export const write = (rate) =>
  rate >= 1e-6 || rate === 0 ? `${Number(rate.toPrecision(2))}` : rate.toExponential(1);

const isFirst = (state) => Object.keys(FIRST).every((name) => state[name] === FIRST[name]);

export function told(state) {
  const { start, peak, end } = state;
  const whose = isFirst(state) ? "The recipe's own cycle" : "Your cycle";
  return (
    `${whose}: from ${write(start)} up to ${write(peak)} at step ${Math.round(topOf(state)) + 1}, ` +
    `then down to ${write(end)} at step ${STEPS}. An epoch has ${EPOCH} steps.`
  );
}

// What came of a training, beside the one before
export function outcome({ accuracy, seconds }, before) {
  if (accuracy < 0.2)
    return `It reads ${percent(accuracy)}: the steps were too long, it learned nothing.`;
  const now = `It reads ${(100 * accuracy).toFixed(2)} % of 10,000 digits that it never saw, after ${seconds.toFixed(1)} s of training.`;
  if (!before) return now;
  const apart = 100 * Math.abs(accuracy - before.accuracy);
  const luck = apart < 0.2 ? " So little may be luck: another seed moves it by as much." : "";
  return `${now} The cycle before: ${(100 * before.accuracy).toFixed(2)} %.${luck}`;
}
