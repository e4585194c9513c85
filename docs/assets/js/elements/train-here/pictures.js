// What a net is like: what eight of its hidden units look for, and what it reads in eight digits.

import { h } from "../../kit/dom.js";
import { paint, paintAs } from "../../kit/pixels.js";
import { SIDE, shares } from "../../logic/digit.mjs";
import { colourMap } from "../../logic/pen/marks/maps.mjs";

const colour = colourMap("cividis", 16); // as the figures colour weights
const canvas = (attributes) =>
  h("canvas", { width: SIDE, height: SIDE, class: "lab-pixels", ...attributes });

// rows: weights of a unit each, (784,), around 0: those for the unit are bright
export class Units {
  constructor(count) {
    const label = (unit) => ({ role: "img", "aria-label": `Weights of hidden unit ${unit}` });
    this.all = Array.from({ length: count }, (_, unit) => canvas(label(unit)));
    this.place = h("div", { class: "train-row" }, ...this.all);
  }

  draw(rows) {
    rows.forEach((weights, unit) => {
      const most = weights.reduce((a, b) => Math.max(a, Math.abs(b)), 1e-9);
      paintAs(this.all[unit], weights, (weight) => colour((1 + weight / most) / 2));
    });
  }
}

export class Digits {
  // pictures: greys, (784,) each, and what their writers meant
  constructor(pictures, labels) {
    this.labels = labels;
    this.all = pictures.map((greys, at) => {
      const picture = canvas({ role: "img", "aria-label": `A hard ${labels[at]}` });
      paint(picture, greys);
      const answer = h("b"),
        rest = h("span");
      return { answer, rest, row: h("div", { role: "listitem" }, picture, answer, rest) };
    });
    this.place = h("div", { class: "train-row", role: "list" }, ...this.all.map(({ row }) => row));
  }

  // scores: ten for each digit
  draw(scores) {
    this.all.forEach(({ answer, rest, row }, at) => {
      const all = shares(scores[at]);
      const read = all.indexOf(Math.max(...all));
      const right = read === this.labels[at];
      row.classList.toggle("wrong", !right);
      write(answer, right ? `${read}` : `✗ ${read}`);
      write(rest, `${Math.round(100 * all[read])} %${right ? "" : `, is ${this.labels[at]}`}`);
    });
  }
}

const write = (place, words) => {
  if (place.textContent !== words) place.textContent = words;
};
