// Where an axis has ticks, and what they say: as few round numbers as have room, as Matplotlib chooses.

import { minus } from "../../numbers.mjs";

const MOST = 9; // intervals
const STEPS = [0.1, 0.2, 0.25, 0.5, 1, 2, 2.5, 5, 10, 20];
const POWERS = [-5, 6]; // from these powers of ten on they are written at the end of the axis
const FEW = 0.4; // of a decade: so little of it that each of its multiples is told
const SAVED = 4; // an offset must save so many digits
const SUPERSCRIPTS = { "-": "⁻", ...Object.fromEntries([..."⁰¹²³⁴⁵⁶⁷⁸⁹"].entries()) };

export const power = (exponent) =>
  `10${[...`${exponent}`].map((sign) => SUPERSCRIPTS[sign]).join("")}`;

// Ticks where they are wanted; labels that were given go to the places in order
export function fixedTicks(view, places, labels, percent) {
  if (labels) return { ticks: places.map((at, k) => ({ at, text: labels[k] ?? "" })), offset: "" };
  return percent ? inPercent(places) : told(places, view);
}

export function linearTicks(view, room, few, percent) {
  const places = steps(view, few ?? Math.min(Math.max(room, 1), MOST));
  return percent ? inPercent(places) : told(places, view);
}

function inPercent(places) {
  return {
    ticks: places.map((at) => ({ at, text: `${minus(rounded(100 * at, 0))}%` })),
    offset: "",
  };
}

// Multiples of a round step, one beyond each end
function steps([low, high], count) {
  const size = high - low;
  const middle = (low + high) / 2;
  const offset =
    Math.abs(middle) / size < 100
      ? 0
      : Math.sign(middle) * 10 ** Math.floor(Math.log10(Math.abs(middle)));
  const scale = 10 ** Math.floor(Math.log10(size / count));
  const [from, to] = [low - offset, high - offset];
  const enough = STEPS.findIndex((step) => step * scale >= (to - from) / count);
  for (let k = enough < 0 ? STEPS.length - 1 : enough; k >= 0; k -= 1) {
    const step = STEPS[k] * scale;
    const first = divided(from, step)[0] * step;
    const [start, end] = edges(from - first, to - first, step, offset);
    const ticks = Array.from({ length: end - start + 1 }, (_, n) => (n + start) * step + first);
    const shown = ticks.filter((tick) => tick >= from && tick <= to).length;
    if (shown >= 2 || k === 0) return ticks.map((tick) => tick + offset);
  }
  return [];
}

// The last multiple of a step below a value, and the first above the other; what is all but one, is one
function edges(low, high, step, offset) {
  const digits = offset ? Math.log10(Math.abs(offset) / step) : -Infinity;
  const slack = Math.min(0.4999, Math.max(1e-10, 10 ** (digits - 12)));
  const [d, m] = divided(low, step);
  const [e, n] = divided(high, step);
  return [Math.abs(m / step - 1) < slack ? d + 1 : d, Math.abs(n / step) < slack ? e : e + 1];
}

// How often a step goes into a value, and the rest: as Python divides floats
function divided(value, step) {
  const rest = value % step;
  const whole = Math.round((value - rest) / step);
  return rest < 0 ? [whole - 1, rest + step] : [whole, rest];
}

// Powers of ten, and what lies outside of them on either side
export function logTicks(view, room) {
  let wanted = Math.min(Math.max(room, 2), MOST);
  const [from, to] = view.map(Math.log10);
  const [first, last] = [Math.ceil(from), Math.floor(to)];
  const count = last - first + 1;
  wanted = Math.min(wanted, Math.ceil(count / (Math.floor(count / (wanted + 1)) + 1)));
  let exponents;
  if (wanted <= 0) exponents = [first - 1, last + 1];
  else if (wanted === 1) {
    const middle = Math.round((from + to) / 2);
    const stride = Math.max(middle - first + 1, last + 1 - middle);
    exponents = [middle - stride, middle, middle + stride];
  } else exponents = decades(first, last, count, wanted);
  return {
    ticks: exponents.map((each) => ({ at: 10 ** each, text: power(each), isPower: true })),
    offset: "",
  };
}

// Multiples of powers of ten, where hardly one of these is in sight
export function logBetween(view, room) {
  const [from, to] = view.map(Math.log10);
  const digits = to - from > FEW ? [1, 2, 3, 4, 6] : [1, 2, 3, 4, 5, 6, 7, 8, 9];
  const ticks = [];
  for (let exponent = Math.floor(from); exponent <= to; exponent += 1) {
    for (const digit of digits) {
      const text = digit === 1 ? power(exponent) : `${digit}×${power(exponent)}`;
      ticks.push({ at: digit * 10 ** exponent, text, isPower: true });
    }
  }
  const seen = ticks.filter(({ at }) => at >= view[0] && at <= view[1]);
  return seen.length > 1 ? { ticks, offset: "" } : linearTicks(view, room);
}

function decades(first, last, count, wanted) {
  let stride = Math.floor((count - 1) / (wanted - 1));
  if (stride < count / wanted) stride = Math.floor(count / wanted);
  const low = Math.max(count - stride * wanted, 0);
  const high = Math.min(count - stride * (wanted - 1), stride);
  let offset = ((-first % stride) + stride) % stride;
  if (offset < low || offset >= high) offset = low;
  const found = [];
  for (let each = first + offset - stride; each < last + stride + 1; each += stride)
    found.push(each);
  return found;
}

// Numbers with as many decimals as tell them apart; what they share stands at the end of the axis
function told(places, view) {
  if (!places.length) return { ticks: [], offset: "" };
  const seen = places.filter((at) => at >= view[0] && at <= view[1]);
  const offset = offsetOf(seen);
  const magnitude = magnitudeOf(seen, offset, view);
  const scaled = (at) => (at - offset) / 10 ** magnitude;
  const decimals = decimalsOf(places.map(scaled), view.map(scaled));
  const text = (at) => minus(rounded(Math.abs(scaled(at)) < 1e-8 ? 0 : scaled(at), decimals));
  const shift = offset ? `${offset > 0 ? "+" : ""}${scientific(offset)}` : "";
  return {
    ticks: places.map((at) => ({ at, text: text(at) })),
    offset: minus(`${magnitude ? `1e${magnitude}` : ""}${shift}`),
  };
}

function offsetOf(seen) {
  const [low, high] = [Math.min(...seen), Math.max(...seen)];
  if (!seen.length || low === high || (low <= 0 && high >= 0)) return 0;
  const [small, large] = [low, high].map(Math.abs).sort((one, other) => one - other);
  const parts = (value, power) => divided(value, 10 ** power)[0];
  const top = Math.ceil(Math.log10(large));
  let shared = top;
  while (parts(small, shared) === parts(large, shared)) shared -= 1;
  shared += 1;
  if ((large - small) / 10 ** shared <= 1e-2) {
    shared = top;
    while (parts(large, shared) - parts(small, shared) <= 1) shared -= 1;
    shared += 1;
  }
  const whole = parts(large, shared);
  return whole >= 10 ** (SAVED - 1) ? Math.sign(low) * whole * 10 ** shared : 0;
}

function magnitudeOf(seen, offset, view) {
  const largest = Math.max(0, ...seen.map(Math.abs));
  const size = offset ? view[1] - view[0] : largest;
  if (!seen.length || !size) return 0;
  const power = Math.floor(Math.log10(size));
  return power <= POWERS[0] || power >= POWERS[1] ? power : 0;
}

function decimalsOf(places, view) {
  const all = places.length < 2 ? [...places, ...view] : places;
  const range = Math.max(...all) - Math.min(...all) || Math.max(...all.map(Math.abs)) || 1;
  const power = Math.floor(Math.log10(range));
  let decimals = Math.max(0, 3 - power);
  const far = () => Math.max(...places.map((at) => Math.abs(at - Number(rounded(at, decimals)))));
  while (decimals >= 0 && far() < 1e-3 * 10 ** power) decimals -= 1;
  return decimals + 1;
}

// With so many decimals; a half goes to the even neighbour, as in Python
function rounded(value, decimals) {
  if (decimals > 0) return value.toFixed(decimals);
  const whole = Math.floor(value);
  const half = value - whole === 0.5;
  return `${half ? whole + (Math.abs(whole) % 2) : Math.round(value)}`;
}

function scientific(value) {
  const exponent = Math.floor(Math.log10(Math.abs(value)));
  const significand = Number((value / 10 ** exponent).toPrecision(10));
  return exponent ? `${significand}e${exponent}` : `${significand}`;
}
