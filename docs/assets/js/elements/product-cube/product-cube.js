// <product-cube>: the block of small products behind A @ B. A reader turns it by dragging it, and
// cuts it as each of the four views of the product does. Its numbers are those of the product stage.

import { button } from "../../kit/buttons.js";
import { choices } from "../../kit/controls.js";
import { h } from "../../kit/dom.js";
import { block, cellAt, ring } from "../../kit/grid.js";
import { matrices } from "../../kit/matrices.js";
import { iconButton } from "../../kit/moves.js";
import { CUTS, indexOf, pieceAt, piecesOf } from "../../logic/cube.mjs";
import { brief, mismatch, pieceStateAt, sizesOf, stateAt, VIEWS } from "../../logic/product.mjs";
import { ladder } from "./ladder.js";
import { Turned } from "./turned.js";

const ABOUT = {
  whole: "A is the side of the block, B its top. Each cell holds a small product of the two.",
  entries: "A rod from back to front: a row of A meets a column of B, and gives a number of C.",
  columns: "An upright slab: the columns of A, each times its weight on top, give a column of C.",
  rows: "A flat slab: the rows of B, each times its weight at the side, give a row of C.",
  layers:
    "A layer: a column of A times a row of B. Summed along the inner axis, all layers give C.",
};
const PIECES = { entries: "a rod", columns: "a slab", rows: "a slab", layers: "a layer" };
const LOOKS = {
  corner: { yaw: 35, pitch: 27 },
  a: { yaw: 90, pitch: 0 },
  b: { yaw: 0, pitch: 90 },
  c: { yaw: 0, pitch: 0 },
};
let last = { view: "entries", piece: 6 }; // the theme may draw a page anew: what the reader had is kept

class ProductCube extends HTMLElement {
  connectedCallback() {
    if (!this.turned) this.build();
    this.hear = () => this.take();
    matrices.addEventListener("change", this.hear);
    this.take();
  }

  disconnectedCallback() {
    matrices.removeEventListener("change", this.hear);
    this.turned.stop();
  }

  build() {
    this.classList.add("stage");
    Object.assign(this, last);
    this.turned = new Turned(LOOKS.corner);
    this.about = h("p", { class: "about" });
    this.line = h("p", { class: "line", role: "status" });
    this.beside = h("div", { class: "beside" });
    this.replaceChildren(
      choices("Cut", { whole: "whole", ...VIEWS }, this.view, (view) => this.cut(view)),
      this.about,
      h("div", { class: "block-and-shapes" }, this.turned.place, this.beside),
      this.looks(),
      this.steps(),
      this.line,
    );
  }

  // From where to look at it: straight at A, at B, at the front, or at all three
  looks() {
    const look = (name, words) =>
      button(words, () => this.turned.turn(LOOKS[name]), { class: name, "data-look": name });
    return h(
      "div",
      { class: "looks", role: "group", "aria-label": "Look at the cube" },
      h("span", {}, "Drag it, use the arrow keys, or look at"),
      look("corner", "corner"),
      look("a", "A, from the left"),
      look("b", "B, from above"),
      look("c", "C, from the front"),
    );
  }

  steps() {
    this.back = iconButton("Previous step", () => this.go(this.piece - 1));
    this.on = iconButton("Next step", () => this.go(this.piece + 1));
    this.told = h("span", { class: "told" });
    return h(
      "div",
      { class: "controls", role: "group", "aria-label": "Pieces of the cube" },
      this.back,
      this.on,
      this.told,
    );
  }

  // The numbers of the stage; while its sizes do not fit, the cube stays as it was
  take() {
    const { a, b } = matrices;
    if (this.shape && mismatch(a, b)) return;
    const { m, k, n } = sizesOf(a, b);
    Object.assign(this, { a: structuredClone(a), b: structuredClone(b), shape: [m, k, n] });
    this.turned.fill(this.a, this.b);
    const cell = () => h("span", { class: "cell" });
    this.c = block({ role: "c", name: `C (${m}, ${n})`, rows: m, columns: n, cell });
    this.ladder = ladder(this.shape);
    this.beside.replaceChildren(this.ladder.table, this.c);
    this.go(this.piece);
  }

  cut(view) {
    this.view = view;
    this.go(0);
  }

  go(piece) {
    const count = piecesOf(this.shape, this.view);
    this.piece = Math.max(0, Math.min(piece, count - 1));
    last = { view: this.view, piece: this.piece };
    this.about.textContent = ABOUT[this.view];
    const whole = this.view === "whole";
    this.told.textContent = whole ? "" : `piece ${this.piece + 1} of ${count}`;
    // Not `disabled`: the focus would fall from the button to the page
    this.back.setAttribute("aria-disabled", this.piece === 0);
    this.on.setAttribute("aria-disabled", this.piece === count - 1);
    const place = pieceAt(this.shape, this.view, this.piece);
    this.turned.cut(CUTS[this.view], place);
    this.ladder.mark(place);
    this.sum(whole, place);
  }

  // C as far as the pieces up to this one give it
  sum(whole, place) {
    const { a, b } = this;
    const count = a[0].length;
    const { c, line } = whole
      ? stateAt("layers", a, b, count)
      : pieceStateAt(this.view, a, b, this.piece);
    c.forEach((row, i) =>
      row.forEach((text, j) => {
        const cell = cellAt(this.c, i, j);
        const short = brief(text);
        cell.textContent = short;
        cell.classList.toggle("empty", !text);
        cell.style.setProperty("--digits", Math.max(3, short.length));
      }),
    );
    ring(this.c, place[0], place[2], whole);
    const products = this.shape.join(" · ");
    this.line.textContent = whole
      ? `${products} = ${this.shape.reduce((x, y) => x * y)} small products`
      : `cube[${indexOf(place).join(", ")}] is ${PIECES[this.view]}: ${line}`;
  }
}

customElements.define("product-cube", ProductCube);
