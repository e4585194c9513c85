// One mask as a board: its weights are squares over a digit, a filled one for it, a hollow one against
// it. It is painted with mouse, finger or pen, or by a brush that arrow keys move.

import { button } from "../../kit/buttons.js";
import { h, s } from "../../kit/dom.js";
import { drags } from "../../kit/hand/finger.js";
import { DARK, paint } from "../../kit/pixels.js";
import { SIDE, THICK } from "../../logic/masks.mjs";

const ARROWS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
const HELP =
  "Paint weights with mouse, finger or pen. With the keyboard: arrow keys move the brush, Space paints, " +
  "plus, minus and 0 choose what, Backspace takes the last stroke back.";
const inside = (at) => Math.min(SIDE - 1, Math.max(0, at));

export class Board {
  // `stroke(from, to, begins)` paints, `press(key)` answers the other keys, `clear()` empties the mask
  constructor(number, { stroke, press, clear, moved }) {
    Object.assign(this, { stroke, press, moved, at: [13, 13] });
    this.digit = h("canvas", { width: SIDE, height: SIDE, class: "lab-pixels" });
    this.pros = s("path", { class: "mask-for" });
    this.cons = s("path", { class: "mask-against" });
    const wide = 2 * THICK + 1;
    this.brush = s("rect", { class: "mask-tip", width: wide, height: wide });
    const weights = s("svg", { viewBox: `0 0 ${SIDE} ${SIDE}` }, this.pros, this.cons, this.brush);
    this.place = h(
      "div",
      {
        class: "mask-board",
        tabindex: "0",
        role: "application",
        "aria-label": `Mask ${number}`,
        "aria-roledescription": "board of 28 by 28 weights",
        "aria-description": HELP,
        ...DARK,
      },
      this.digit,
      weights,
    );
    this.sum = h("span", { class: "mask-sum" });
    const empties = button("Clear", clear, { "aria-label": `Clear mask ${number}` });
    this.whole = h(
      "div",
      { class: "mask-one" },
      h("b", {}, `mask ${number}`),
      empties,
      this.place,
      this.sum,
    );
    this.listen();
    this.show();
  }

  listen() {
    const { place } = this;
    const paints = (event, begins) => {
      const to = this.pixel(event);
      this.stroke(begins ? to : this.at, to, begins);
      this.at = to;
      this.show();
    };
    drags(place, {
      begin: (event) => paints(event, true),
      move: (event) => paints(event, false),
    });
    place.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const arrow = ARROWS[event.key];
      if (arrow) this.travel(arrow, event.shiftKey ? 5 : 1);
      else if (event.key === " ") this.stroke(this.at, this.at, !event.repeat);
      else if (!this.press(event.key)) return;
      event.preventDefault();
    });
  }

  pixel({ clientX, clientY }) {
    const { left, top, width, height } = this.place.getBoundingClientRect();
    const parts = [(clientY - top) / height, (clientX - left) / width];
    return parts.map((part) => inside(Math.floor(part * SIDE)));
  }

  travel(arrow, far) {
    this.at = this.at.map((each, axis) => inside(each + far * arrow[axis]));
    this.show();
    this.moved(`row ${this.at[0]}, column ${this.at[1]}`);
  }

  show() {
    this.brush.setAttribute("x", this.at[1] - THICK);
    this.brush.setAttribute("y", this.at[0] - THICK);
  }

  // The weights, and the digit below them with what they make of it
  draw(mask, digit, sum) {
    const [pros, cons] = ["", ""].map((_, against) => {
      const squares = [];
      mask.forEach((weight, at) => {
        const [x, y] = [at % SIDE, Math.floor(at / SIDE)];
        if (against ? weight < 0 : weight > 0) {
          squares.push(against ? `M${x}.2 ${y}.2h.6v.6h-.6z` : `M${x}.1 ${y}.1h.8v.8h-.8z`);
        }
      });
      return squares.join("");
    });
    this.pros.setAttribute("d", pros);
    this.cons.setAttribute("d", cons);
    paint(
      this.digit,
      digit.map((grey) => 190 * grey),
    );
    this.sum.textContent = sum;
  }
}
