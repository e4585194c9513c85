// The fields of the shape explorer, one for each shape. A row stays where it is while shapes come and
// go, and so does the focus.

import { button } from "../../kit/buttons.js";
import { h } from "../../kit/dom.js";
import { parseShape, parseShapes, written } from "../../logic/shapes.mjs";

export const LETTERS = "ABDEFG"; // C is the result
export const ROLES = ["a", "b", "other", "other", "other", "other"];

export class Fields {
  // `typed()` is called after each change by the reader, `pasted(event)` before what is pasted arrives
  constructor({ typed, pasted, copy }) {
    Object.assign(this, { typed, pasted });
    this.add = button("+ Add a shape", () => this.more(), { class: "plain" });
    const link = button("Copy link", copy, { class: "plain" });
    this.foot = h("div", { class: "field" }, this.add, link);
    this.place = h("div", { class: "fields" }, this.foot);
  }

  get inputs() {
    return [...this.place.querySelectorAll("input")];
  }

  get texts() {
    return this.inputs.map(({ value }) => value);
  }

  write(texts) {
    const all = texts.slice(0, LETTERS.length);
    while (this.inputs.length < all.length) this.foot.before(this.row(this.inputs.length));
    for (const input of this.inputs.slice(all.length)) input.parentElement.remove();
    this.inputs.forEach((input, n) => {
      input.value = all[n];
    });
    this.add.setAttribute("aria-disabled", all.length === LETTERS.length);
    this.read();
  }

  // The shapes; or, where one cannot be read, which and why
  read() {
    const shapes = [];
    let fault;
    for (const [n, input] of this.inputs.entries()) {
      try {
        shapes.push(parseShape(input.value));
        input.removeAttribute("aria-invalid");
      } catch (error) {
        input.setAttribute("aria-invalid", "true");
        fault ??= { letter: LETTERS[n], why: error.message };
      }
    }
    return fault ? { fault } : { shapes };
  }

  row(n) {
    const input = h("input", {
      type: "text",
      spellcheck: "false",
      autocomplete: "off",
      "aria-label": `Shape of ${LETTERS[n]}`,
      oninput: () => this.typed(),
      onchange: () => this.settle(n),
      onpaste: (event) => this.pasted(event),
    });
    const without = button("×", () => this.leave(n), {
      class: "without",
      "aria-label": `Without ${LETTERS[n]}`,
    });
    const letter = h("b", { class: ROLES[n] }, LETTERS[n]);
    return h("div", { class: "field" }, letter, input, n > 1 ? without : "");
  }

  more() {
    if (this.inputs.length === LETTERS.length) return;
    this.write([...this.texts, "()"]);
    this.typed();
    this.inputs.at(-1).select();
  }

  leave(n) {
    this.write(this.texts.toSpliced(n, 1));
    this.typed();
    this.inputs[n - 1].focus();
  }

  // Several shapes in one field go to a field each
  settle(n) {
    let found = [];
    try {
      found = parseShapes(this.texts[n]);
    } catch {} // it is marked already
    if (found.length < 2) return;
    this.write(this.texts.toSpliced(n, 1, ...found.map((shape) => written(shape))));
    this.typed();
  }
}
