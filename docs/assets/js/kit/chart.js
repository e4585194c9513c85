// A chart: two ranges of numbers as a plane, with one axis below and one on the left.

import { minus } from "../logic/numbers.mjs";
import { s } from "./dom.js";

const WIDE = 300;
const FOOT = 36;

export class Chart {
  // `x` and `y` are what it shows, from and to; `left` is the room for the numbers of y
  constructor(label, { x, y, tall, left }) {
    Object.assign(this, { x, y, left, wide: WIDE - left, high: tall - FOOT });
    const viewBox = `-4 -8 ${WIDE + 12} ${tall + 12}`;
    this.svg = s("svg", { viewBox, role: "img", "aria-label": label });
  }

  across(value) {
    return this.left + this.wide * share(value, this.x);
  }

  up(value) {
    return this.high * (1 - share(value, this.y));
  }

  place([x, y]) {
    return [this.across(x), this.up(y)];
  }

  // The numbers of a place in the drawing
  numbers([across, up]) {
    return [between((across - this.left) / this.wide, this.x), between(1 - up / this.high, this.y)];
  }

  // Both axes with their numbers, and what they are called
  axes(across, up, [nameAcross, nameUp] = [], write = String) {
    const { left, wide, high } = this;
    const middle = { "text-anchor": "middle" };
    const end = { "text-anchor": "end" };
    return s(
      "g",
      {},
      s("path", { class: "fit-axis", d: `M${left} 0V${high}H${WIDE}` }),
      ...across.map((at) =>
        s("text", { x: this.across(at), y: high + 15, ...middle }, minus(`${at}`)),
      ),
      ...up.map((at) => s("text", { x: left - 7, y: this.up(at) + 4, ...end }, write(at))),
      s("text", { x: left + wide / 2, y: high + FOOT - 3, ...middle }, nameAcross ?? ""),
      s("text", { x: left + 6, y: 8 }, nameUp ?? ""),
    );
  }

  // What is drawn within the axes alone
  clipped(...parts) {
    const { left, wide, high } = this;
    const viewBox = `${left} 0 ${wide} ${high}`;
    const inner = s("svg", { x: left, y: 0, width: wide, height: high, viewBox }, ...parts);
    inner.style.overflow = "hidden";
    return inner;
  }
}

export const dot = ([cx, cy]) => s("circle", { class: "fit-point", cx, cy, r: 4 });

// The path of a line through places
export const through = (places) => `M${places.join("L")}`;

const share = (value, [low, high]) => (value - low) / (high - low);
const between = (part, [low, high]) => low + part * (high - low);
