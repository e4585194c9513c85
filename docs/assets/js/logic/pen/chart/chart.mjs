// A chart: its two axes, what lies on it, and what is written around it. Its marks are added by their
// pens; then all is drawn for a box on the paper.

import { around, refuse } from "../shapes.mjs";
import { Axis } from "./axis.mjs";

const SIDES = ["left", "right", "bottom", "top"];
const FLIPS = { x: ["x"], y: ["y"], xy: ["x", "y"] };

export class Chart {
  constructor(shared = {}) {
    Object.assign(this, { x: new Axis("x"), y: new Axis("y"), ...shared });
    Object.assign(this, { items: [], images: [], titles: {}, labels: { x: "", y: "" } });
    Object.assign(this, { isOn: true, isLight: false, aspect: "auto", legend: undefined });
    this.spines = { left: true, bottom: true, right: false, top: false };
    this.tick = { x: { length: 3.5 }, y: { length: 3.5 } };
    this.isWritten = { x: true, y: true }; // whether its ticks have their labels
    this.grid = {};
    this.turn = 0; // how many lines were given a colour of their own
  }

  add(item) {
    this.items.push(item);
  }

  // What `axes.set` would be told, in the order of the words
  set(words) {
    const { title_loc: loc, inverted, ...rest } = words;
    for (const [name, value] of Object.entries(rest)) this.say(name, value, loc);
    for (const axis of FLIPS[inverted] ?? []) this.flip(this[axis]);
  }

  say(name, value, loc = "center") {
    const [, axis, word] = /^([xy])(\w+)$/.exec(name) ?? [];
    if (name === "title") this.titles[loc] = { text: value };
    else if (name === "aspect") this.aspect = value === "equal" ? 1 : value;
    else if (word === "label") this.labels[axis] = value;
    else if (["lim", "margin", "scale", "ticks", "ticklabels"].includes(word))
      this[axis].set(word, value);
    else refuse({ [name]: value }, "a chart");
  }

  flip(axis) {
    const [low, high] = axis.seen;
    axis.view = [high, low];
  }

  show(sides, isVisible) {
    for (const side of sides ?? SIDES) this.spines[side] = isVisible;
  }

  // The box within another in which a step along x is as long as one along y, if it must be
  shaped([left, top, right, bottom]) {
    if (this.aspect === "auto") return [left, top, right, bottom];
    const [wide, high] = [this.x, this.y].map(({ seen }) => Math.abs(seen[1] - seen[0]));
    const ratio = (this.aspect * high) / wide;
    const width = Math.min(right - left, (bottom - top) / ratio);
    const [across, up] = [(right - left - width) / 2, (bottom - top - width * ratio) / 2];
    return [left + across, top + up, right - across, bottom - up];
  }

  // The chart in a box: where its values lie, and on which ground
  plane(box) {
    const [left, top, right, bottom] = box;
    const [shareX, shareY] = [this.x.shareOf, this.y.shareOf];
    const across = (value) => left + (right - left) * shareX(value);
    const up = (value) => bottom - (bottom - top) * shareY(value);
    const place = ([x, y]) => [across(x), up(y)];
    const images = this.images.map(([x0, x1, y0, y1]) =>
      around([place([x0, y0]), place([x1, y1])].map(([x, y]) => [x, y, x, y])),
    );
    const over = (inner) => images.some((image) => contains(image, inner));
    const ground = (inner) => (this.isLight ? "light" : over(inner) ? "picture" : "paper");
    return {
      box,
      across,
      up,
      place,
      ground,
      holds: (point) => contains(box, [...point, ...point]),
    };
  }
}

const SLACK = 1e-6;
const contains = (outer, inner) =>
  outer[0] - SLACK <= inner[0] &&
  outer[1] - SLACK <= inner[1] &&
  inner[2] <= outer[2] + SLACK &&
  inner[3] <= outer[3] + SLACK;
