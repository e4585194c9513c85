// One axis of a chart, or of several that share it: what it shows, from and to, as Matplotlib would.

import { fixedTicks, linearTicks, logBetween, logTicks } from "./ticks.mjs";

const TINY = 2.2250738585072014e-308; // the smallest of floats with all their digits

export class Axis {
  constructor(name) {
    Object.assign(this, {
      name,
      view: [0, 1],
      scale: "linear",
      margin: 0.05,
      data: [],
      sticky: [],
    });
    Object.assign(this, { isFree: true, isStale: false, ticks: {} });
  }

  // Values that it should show
  reach(values, { again = true } = {}) {
    for (const value of values) if (Number.isFinite(value)) this.data.push(value);
    this.isStale ||= again;
  }

  // What it shows now, once all it should reach is counted
  get seen() {
    if (this.isStale) this.autoscale();
    this.isStale = false;
    return this.view;
  }

  // Limits as they are; where an end is missing it stays as it is
  limit([low, high], { isFree = false } = {}) {
    const [now, then] = this.seen;
    const ends = [low ?? now, high ?? then];
    const fits = ends.every((end) => this.scale === "linear" || end > 0);
    this.view = fits ? spread(ends, 0.05) : this.view;
    this.isFree = isFree;
  }

  set(name, value) {
    if (name === "lim") return this.limit(value);
    if (name === "margin") Object.assign(this, { margin: value, isStale: true });
    else if (name === "scale") this.rescale(value);
    else if (name === "ticks") this.mark(value);
    else if (name === "ticklabels") this.ticks.labels = value.map(String);
    return undefined;
  }

  rescale(scale) {
    if (!["linear", "log"].includes(scale)) throw new Error(`the page knows no scale "${scale}"`);
    Object.assign(this, { scale, isStale: true, ticks: {} });
  }

  // Ticks at these places, which it then shows all
  mark(places) {
    const [low, high] = this.seen;
    const all = [low, high, ...places];
    const ends = [Math.min(...all), Math.max(...all)];
    Object.assign(this.ticks, { places, labels: undefined });
    this.view = low < high ? ends : ends.toReversed();
  }

  // What the data needs, a margin, and no more than where something ends that may touch the edge
  autoscale() {
    if (!this.isFree) return;
    const positive = this.data.filter((value) => value > 0);
    const least = positive.length ? Math.min(...positive) : 1e-300;
    let [low, high] = this.nonsingular(extent(this.data), least);
    const bounds = !this.margin ? [] : this.stickies(low, high);
    if (this.scale === "log") [low, high] = [low <= 0 ? least : low, high <= 0 ? least : high];
    const [from, to] = [low, high].map((value) => this.place(value));
    const room = (to - from) * this.margin;
    low = this.back(from - room);
    high = this.back(to + room);
    if (bounds[0] !== undefined) low = Math.max(low, bounds[0]);
    if (bounds[1] !== undefined) high = Math.min(high, bounds[1]);
    this.view = this.view[0] <= this.view[1] ? [low, high] : [high, low];
  }

  stickies(low, high) {
    const slack = 1e-5 * Math.abs(high - low);
    const values = this.sticky.filter((value) => this.scale === "linear" || value > 0);
    const sorted = values.toSorted((one, other) => one - other);
    return [
      sorted.findLast((value) => value < low + slack),
      sorted.find((value) => value >= high - slack),
    ];
  }

  nonsingular([low, high], least) {
    if (this.scale === "linear") return spread([low, high], 0.05);
    if (!Number.isFinite(low) || high <= 0) return [1, 10];
    const from = low <= 0 ? least : low;
    if (from !== high) return [from, high];
    const decade = Math.log10(from);
    return [10 ** (Math.ceil(decade) - 1), 10 ** (Math.floor(decade) + 1)];
  }

  // Where a value lies in a linear measure, and back
  place(value) {
    return this.scale === "log" ? Math.log10(value) : value;
  }

  back(place) {
    return this.scale === "log" ? 10 ** place : place;
  }

  // A function that gives which share of the way from the first end to the last one a value lies at
  get shareOf() {
    const [from, to] = this.seen.map((end) => this.place(end));
    return (value) => (this.place(value) - from) / (to - from);
  }

  // The ticks within what is seen, [{at, text}], and what is written at the end of the axis; `room`
  // is how many have room
  ticked(room) {
    const { places, labels, percent, few } = this.ticks;
    const view = this.seen.toSorted((one, other) => one - other);
    const [low, high] = view.map((end) => this.place(end));
    const slack = 1e-10 * (high - low);
    const isSeen = ({ at }) => this.place(at) >= low - slack && this.place(at) <= high + slack;
    const within = ({ ticks, offset }) => ({ ticks: ticks.filter(isSeen), offset });
    if (places) return within(fixedTicks(view, places, labels, percent));
    if (this.scale === "linear") return within(linearTicks(view, room, few, percent));
    const powers = within(logTicks(view, room));
    return powers.ticks.length > 1 ? powers : within(logBetween(view, room));
  }
}

const extent = (values) =>
  values.reduce(([a, b], value) => [Math.min(a, value), Math.max(b, value)], [Infinity, -Infinity]);

// Two ends that differ
export function spread([low, high], expander, tiny = 1e-15) {
  if (!Number.isFinite(low) || !Number.isFinite(high)) return [-expander, expander];
  const largest = Math.max(Math.abs(low), Math.abs(high));
  if (largest < (1e6 / tiny) * TINY) return [-expander, expander];
  if (Math.abs(high - low) > largest * tiny) return [low, high];
  return [low - expander * Math.abs(low), high + expander * Math.abs(high)];
}
