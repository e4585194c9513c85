// <gradient-path>: a layer, y = x @ w + b, each number with its slope below it. Point at one of y, and
// see what made it. Point at another, and see from which slopes of y its own is summed, and what each is
// multiplied by on its way.

import { button } from "../../kit/buttons.js";
import { h, s } from "../../kit/dom.js";
import { block, cellAt, rove } from "../../kit/grid.js";
import { minus } from "../../logic/numbers.mjs";
import {
  made,
  named,
  pathsFrom,
  pathsMaking,
  pathsTo,
  rowsOf,
  slopesOf,
  written,
} from "../../logic/slopes.mjs";

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
const LOOKS = {
  x: ["a", "A x"],
  w: ["b", "B w"],
  b: ["other", "b"],
  y: ["c", "C y"],
  dy: ["c", "dy"],
};
const SLOPED = ["x", "w", "b"];
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
    this.blocks = Object.fromEntries(Object.keys(LOOKS).map((array) => [array, this.block(array)]));
    this.lines = s("svg", { class: "paths", "aria-hidden": "true" });
    this.picture = h("div", { class: "layer" }, ...Object.values(this.blocks), this.lines);
    this.told = h("p", { class: "line", role: "status" });
    this.replaceChildren(
      h("p", { class: "about" }, "y = x @ w + b. Below each number stands its slope."),
      h("div", { class: "scene" }, this.picture),
      this.told,
    );
    this.resized = new ResizeObserver(() => this.draw());
    this.choose(last);
  }

  block(array) {
    const values = rowsOf(array, LAYER);
    const slopes = SLOPED.includes(array) ? slopesOf(array, LAYER) : undefined;
    const [rows, columns] = [values.length, values[0].length];
    const cell = (i, j) => {
      const choose = () => this.choose([array, i, j]);
      const [value, slope] = [values[i][j], slopes?.[i][j] ?? ""].map((each) => minus(`${each}`));
      const spoken = `${named([array, i, j])} is ${value}${slopes ? `, its slope ${slope}` : ""}`;
      const listens = { onclick: choose, onfocus: choose, onpointerenter: choose };
      const shown = button(value, undefined, { class: "cell", "aria-label": spoken, ...listens });
      shown.append(h("small", {}, slope));
      return shown;
    };
    const [role, letter] = LOOKS[array];
    const shape = array === "b" ? `(${columns},)` : `(${rows}, ${columns})`;
    const all = block({ role, name: `${letter} ${shape}`, rows, columns, cell, "data-of": array });
    rove(all, rows, columns);
    return all;
  }

  choose(number) {
    last = number;
    this.chosen = number;
    const [array] = number;
    const way = { y: pathsMaking, dy: pathsFrom }[array] ?? pathsTo;
    this.paths = way(number, LAYER);
    const [names, numbers] =
      { y: made, dy: back }[array]?.(number, LAYER) ?? written(number, LAYER);
    this.told.replaceChildren(names, h("br"), numbers);
    this.mark();
    this.draw();
  }

  // The ends of the paths and the factors on them stand out, the rest stands back
  mark() {
    const lit = new Set(this.paths.flatMap(({ from, to, by }) => [`${from}`, `${to}`, `${by}`]));
    const factors = new Map(this.paths.map(({ from, factor }) => [`${from}`, factor]));
    for (const [array, all] of Object.entries(this.blocks)) {
      for (const cell of all.querySelectorAll(".cell")) {
        const number = `${array},${cell.dataset.at}`;
        cell.classList.toggle("rest", !lit.has(number));
        cell.classList.toggle("end", number === `${this.chosen}`);
        if (array !== "dy") continue;
        const factor = this.chosen[0] === "dy" ? undefined : factors.get(number);
        cell.querySelector("small").textContent = factor === undefined ? "" : minus(`× ${factor}`);
      }
    }
  }

  // From where each path begins to where it ends, each bent a little more than the one before
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
      const [aside, down] = [from[0], to[0]].includes("x") ? [0, bend] : [bend, 0];
      const d = `M${x} ${y}Q${(x + u) / 2 + aside} ${(y + v) / 2 + down} ${u} ${v}`;
      return s("path", { class: `from-${from[0]}`, d });
    });
    this.lines.replaceChildren(...lines);
  }
}

// What a slope of y goes back to
function back(number, layer) {
  const name = named(number);
  const count = pathsFrom(number, layer).length;
  return [`${name} goes back to all that`, `made ${name.slice(1)}: ${count} numbers`];
}

customElements.define("gradient-path", GradientPath);
