// <gradient-path>: a layer, y = x @ w + b, each number with its slope below it. Point at one, and
// see from which slopes of y its own is summed, and what each is multiplied by on its way.

import { button } from "../../kit/buttons.js";
import { h, s } from "../../kit/dom.js";
import { block, cellAt, rove } from "../../kit/grid.js";
import { minus } from "../../logic/numbers.mjs";
import { named, pathsFrom, pathsTo, rowsOf, slopesOf, written } from "../../logic/slopes.mjs";

// The layer of the chapter `backward`
const LAYER = {
  x: [
    [1, 2, 3],
    [4, 5, 6],
  ],
  w: [
    [1, 0, 1, 2],
    [0, 0, 1, -1],
    [0, 1, 1, 0],
  ],
  b: [10, 20, 30, 40],
  dy: [
    [1, 0, -1, 2],
    [0, 3, 1, -1],
  ],
};
const LOOKS = { x: ["a", "A x"], w: ["b", "B w"], b: ["other", "b"], dy: ["c", "C dy"] };
let last = ["w", 1, 2]; // the theme may draw a page anew: what the reader had is kept

class GradientPath extends HTMLElement {
  connectedCallback() {
    if (!this.picture) this.build();
    this.resized.observe(this.picture);
  }

  disconnectedCallback() {
    this.resized.disconnect();
  }

  build() {
    this.classList.add("stage");
    this.blocks = Object.fromEntries(Object.keys(LOOKS).map((array) => [array, this.made(array)]));
    this.lines = s("svg", { class: "paths", "aria-hidden": "true" });
    this.picture = h("div", { class: "layer" }, ...Object.values(this.blocks), this.lines);
    this.told = h("p", { class: "line", role: "status" });
    this.replaceChildren(
      h("p", { class: "about" }, "y = x @ w + b. Each number has its slope below it."),
      h("div", { class: "scene" }, this.picture),
      this.told,
    );
    this.resized = new ResizeObserver(() => this.draw());
    this.choose(last);
  }

  made(array) {
    const values = rowsOf(array, LAYER);
    const slopes = array === "dy" ? undefined : slopesOf(array, LAYER);
    const [rows, columns] = [values.length, values[0].length];
    const cell = (i, j) => {
      const choose = () => this.choose([array, i, j]);
      const [value, slope] = [values[i][j], slopes?.[i][j] ?? ""].map((each) => minus(`${each}`));
      const spoken = `${named([array, i, j])} is ${value}${slopes ? `, its slope ${slope}` : ""}`;
      const listens = { onclick: choose, onfocus: choose, onpointerenter: choose };
      const made = button(value, undefined, { class: "cell", "aria-label": spoken, ...listens });
      made.append(h("small", {}, slope));
      return made;
    };
    const [role, letter] = LOOKS[array];
    const shape = array === "b" ? `(${columns},)` : `(${rows}, ${columns})`;
    const made = block({ role, name: `${letter} ${shape}`, rows, columns, cell, "data-of": array });
    rove(made, rows, columns);
    return made;
  }

  choose(number) {
    last = number;
    const back = number[0] === "dy";
    this.chosen = number;
    this.paths = back ? pathsFrom(number, LAYER) : pathsTo(number, LAYER);
    const text = back
      ? [
          `${named(number)} goes back to all that`,
          `made ${named(number).slice(1)}: ${this.paths.length} numbers`,
        ]
      : written(number, LAYER);
    this.told.replaceChildren(text[0], h("br"), text[1]);
    this.mark(back);
    this.draw();
  }

  // The ends of the paths and the factors on them stand out, the rest stands back
  mark(back) {
    const lit = new Set(this.paths.flatMap(({ from, to, by }) => [`${from}`, `${to}`, `${by}`]));
    const factors = new Map(this.paths.map(({ from, factor }) => [`${from}`, factor]));
    for (const [array, made] of Object.entries(this.blocks)) {
      for (const cell of made.querySelectorAll(".cell")) {
        const number = `${array},${cell.dataset.at}`;
        cell.classList.toggle("rest", !lit.has(number));
        cell.classList.toggle("end", number === `${this.chosen}`);
        if (array !== "dy") continue;
        const factor = back ? undefined : factors.get(number);
        cell.querySelector("small").textContent = factor === undefined ? "" : minus(`× ${factor}`);
      }
    }
  }

  // From each slope of y to where it goes, each bent a little more than the one before
  draw() {
    const home = this.picture.getBoundingClientRect();
    const middle = ([array, i, j]) => {
      const { x, y, width, height } = cellAt(this.blocks[array], i, j).getBoundingClientRect();
      return [x - home.x + width / 2, y - home.y + height / 2];
    };
    const lines = this.paths.map(({ from, to }, n) => {
      const [x, y] = middle(from);
      const [u, v] = middle(to);
      const bend = 8 + 10 * n;
      const [aside, down] = to[0] === "x" ? [0, bend] : [bend, 0];
      return s("path", { d: `M${x} ${y}Q${(x + u) / 2 + aside} ${(y + v) / 2 + down} ${u} ${v}` });
    });
    this.lines.replaceChildren(...lines);
  }
}

customElements.define("gradient-path", GradientPath);
