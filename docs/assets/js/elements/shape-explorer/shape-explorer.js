// The shape explorer: shapes that a reader types, picks or finds in an error message, how they fit,
// and what comes out. The rule is in shapes.mjs, the drawing in picture.js; the state is in
// the address, so that it can be linked: #shape-explorer=2,3;3

import { button, dress, iconButton } from "../../kit/buttons.js";
import { h, still } from "../../kit/dom.js";
import { said } from "../../kit/grid.js";
import {
  axesOf,
  broadcastShapes,
  clashText,
  messages,
  parseMessage,
  parseShape,
  parseShapes,
  written,
} from "../../logic/shapes.mjs";
import { cells, ladder, memoryTable, undrawn } from "./picture.js";

const LETTERS = "ABDEFG"; // C is the result
const ROLES = ["a", "b", "other", "other", "other", "other"];
const EXAMPLES = {
  "a row onto a matrix": [[2, 3], [3]],
  "a column onto a matrix": [
    [2, 3],
    [2, 1],
  ],
  "a column meets a row": [[4, 1], [5]],
  "a single number": [[2, 3], []],
  "a clash": [[2, 3], [2]],
  "three at once": [[3, 1], [1, 4], [4]],
  "three axes": [
    [2, 1, 4],
    [3, 1],
  ],
  "biases onto a batch": [[64, 10], [10]],
  "colours of a picture": [[256, 256, 3], [3]],
  "normalise all digits": [[50000, 784], []],
  "an axis of size 0": [[0, 3], [3]],
};
const STEPS = [
  "Write the shapes right-aligned.",
  "A missing axis counts as 1.",
  "Axis by axis, from the right: equal, or a 1.",
  "The 1s stretch. No copy: the stride is 0.",
  "C fills. Point at a cell: what is behind it?",
];
const PACE = 1100;
const MARK_PACE = 250;
const CELL_PACE = 160;
let last = [[2, 3], [3]]; // the theme may draw a page anew: what the reader had is kept

class ShapeExplorer extends HTMLElement {
  connectedCallback() {
    if (!this.shapes) this.build();
    addEventListener("hashchange", this);
  }

  disconnectedCallback() {
    removeEventListener("hashchange", this);
    this.stop();
  }

  build() {
    this.classList.add("stage");
    this.shapes = fromAddress(this.id) ?? last;
    this.step = STEPS.length;
    this.fields = h("div", { class: "fields" });
    this.note = h("p", { class: "note", role: "status" });
    this.verdict = h("p", { class: "verdict", role: "status" });
    this.pair = h("p", { class: "line", "aria-live": "off" });
    this.about = h(
      "p",
      { class: "told-of-memory" },
      "Along a stretched axis the stride is 0: " +
        "nothing is copied. Strides count numbers, memory is for float32. " +
        "float64 takes twice as much.",
    );
    for (const part of ["rungs", "scene", "more"]) this[part] = h("div", { class: part });
    this.replaceChildren(
      h("div", { class: "asked" }, this.fields, this.offers()),
      this.note,
      this.rungs,
      this.verdict,
      this.controls(),
      this.scene,
      this.pair,
      this.about,
      this.more,
    );
    this.ask();
    this.draw();
  }

  // Examples, and a field for what Python said
  offers() {
    const options = Object.entries(EXAMPLES).map(([name, shapes]) =>
      h("option", { value: name }, `${name}: ${shapes.map((shape) => written(shape)).join(" + ")}`),
    );
    this.examples = h(
      "select",
      {
        onchange: ({ target }) => {
          if (target.value) this.take(EXAMPLES[target.value]);
        },
      },
      h("option", { value: "" }, "Pick one"),
      ...options,
    );
    this.pasted = h("textarea", {
      rows: 2,
      spellcheck: "false",
      placeholder: "ValueError: operands could not be …",
      oninput: () => this.read(),
    });
    return h(
      "div",
      { class: "offers" },
      h("label", {}, "Examples", this.examples),
      h("label", {}, "Or paste an error message", this.pasted),
    );
  }

  // One field for each shape
  ask() {
    const rows = this.shapes.map((shape, n) => {
      const input = h("input", {
        type: "text",
        value: written(shape),
        spellcheck: "false",
        autocomplete: "off",
        "aria-label": `Shape of ${LETTERS[n]}`,
        oninput: ({ target }) => this.type(n, target),
        onchange: ({ target }) => this.settle(n, target),
        onpaste: (event) => this.spread(event),
      });
      const leave = () => {
        this.take(this.shapes.toSpliced(n, 1));
        this.fields.querySelector("input").focus();
      };
      const without = button("×", leave, {
        class: "without",
        "aria-label": `Without ${LETTERS[n]}`,
      });
      return h(
        "div",
        { class: "field" },
        h("b", { class: ROLES[n] }, LETTERS[n]),
        input,
        n > 1 ? without : "",
      );
    });
    const more = () => {
      this.take([...this.shapes, []]);
      [...this.fields.querySelectorAll("input")].at(-1).select();
    };
    const add = button("+ Add a shape", more, { class: "plain" });
    const link = button("Copy link", () => this.copy(), { class: "plain" });
    const full = this.shapes.length === LETTERS.length;
    this.fields.replaceChildren(...rows, h("div", { class: "field" }, full ? "" : add, link));
  }

  take(shapes, note = "") {
    this.shapes = shapes;
    this.note.textContent = note;
    this.ask();
    this.show();
  }

  // While the reader types, what cannot be read yet leaves the rest as it was
  type(n, input) {
    try {
      const shape = parseShape(input.value);
      input.removeAttribute("aria-invalid");
      this.note.textContent = "";
      this.shapes = this.shapes.with(n, shape);
      this.examples.value = "";
      this.show();
    } catch (error) {
      input.setAttribute("aria-invalid", "true");
      this.note.textContent = `${LETTERS[n]}: ${error.message}.`;
    }
  }

  // Several shapes in one field go to a field each
  settle(n, input) {
    const found = attempt(() => parseShapes(input.value));
    if (!(found?.length > 1)) return;
    this.take(this.shapes.toSpliced(n, 1, ...found).slice(0, LETTERS.length));
  }

  spread(event) {
    const text = event.clipboardData.getData("text");
    const found = parseMessage(text);
    if (!found) return;
    event.preventDefault();
    this.pasted.value = text;
    this.read();
  }

  read() {
    const text = this.pasted.value;
    if (!text.trim()) return;
    const found = parseMessage(text) ?? attempt(() => ({ shapes: parseShapes(text), note: "" }));
    this.examples.value = "";
    if (!found) this.note.textContent = "There is no shape in this text that can be read.";
    else if (!found.shapes.length) this.note.textContent = found.note;
    else {
      const shapes = found.shapes.slice(0, LETTERS.length);
      this.take(shapes.length < 2 ? [...shapes, []] : shapes, found.note);
    }
  }

  show() {
    this.stop();
    this.step = STEPS.length;
    this.draw();
    clearTimeout(this.writing);
    this.writing = setTimeout(() => {
      if (this.isConnected) history.replaceState(history.state, "", this.address());
    }, 300);
  }

  // Behind the #, a change of the address neither loads nor scrolls the page
  address() {
    const address = new URL(location);
    address.hash = `${this.id}=${this.shapes.map((shape) => shape.join() || "()").join(";")}`;
    return address;
  }

  // A reader went back, or opened another link to this page
  handleEvent() {
    const shapes = fromAddress(this.id);
    if (shapes) this.take(shapes);
  }

  copy() {
    const copied = navigator.clipboard?.writeText(this.address().href) ?? Promise.reject();
    copied
      .then(
        () => "The link to these shapes is copied.",
        () => "Copy the address of this page.",
      )
      .then((text) => {
        this.note.textContent = text;
      });
  }

  controls() {
    this.play = iconButton("Play", () => (this.timer ? this.stop() : this.run(0)));
    this.back = iconButton("Previous step", () => this.go(this.step - 1));
    this.on = iconButton("Next step", () => this.go(this.step + 1));
    this.told = h("span", { class: "told", role: "status" });
    return h(
      "div",
      { class: "controls", role: "group", "aria-label": "Steps" },
      this.play,
      this.back,
      this.on,
      this.told,
    );
  }

  draw() {
    last = this.shapes;
    const operands = this.shapes.map((shape, n) => ({ letter: LETTERS[n], role: ROLES[n], shape }));
    const axes = axesOf(this.shapes);
    const clash = axes.findLast(({ kind }) => kind === "clash");
    const result = clash ? undefined : axes.map(({ size }) => size);
    const list = this.shapes.map((shape) => written(shape)).join(" + ");
    const impossible = result && !attempt(() => broadcastShapes(...this.shapes));
    this.rungs.replaceChildren(ladder(operands, result));
    this.verdict.textContent = clash
      ? `✗ ${list}: ${clashText(clash)}.`
      : `${list} → ${written(result)}${impossible ? ", too large for any array" : ""}`;
    const without = undrawn(operands, result);
    this.count = clash ? 3 : without ? 4 : STEPS.length;
    this.drawn = without
      ? undefined
      : cells(operands, result, (text) => {
          this.tell(text);
        });
    this.scene.replaceChildren(this.drawn?.picture ?? h("p", { class: "about" }, without));
    const names = operands.map(({ letter }) => letter.toLowerCase());
    const errors = messages(this.shapes, names);
    this.about.hidden = !result || impossible;
    this.more.replaceChildren(
      result && !impossible ? memoryTable(operands, result) : "",
      h("dl", { class: "said" }, ...said(errors)),
    );
    for (const wide of [this.rungs, this.more]) {
      wide.tabIndex = wide.scrollWidth > wide.clientWidth ? 0 : -1;
    }
    this.update();
  }

  tell(text) {
    this.pair.textContent = text;
  }

  go(step) {
    this.stop();
    this.step = Math.max(1, Math.min(step, this.count));
    this.update();
  }

  update() {
    this.step = Math.min(this.step, this.count);
    this.dataset.step = this.step;
    this.told.textContent = `${this.step} of ${this.count}: ${STEPS[this.step - 1]}`;
    this.back.disabled = this.step === 1;
    this.on.disabled = this.step === this.count;
  }

  // The steps one after another; in the last one the cells of C come in, each with its pair
  run(done) {
    dress(this.play, "Pause");
    if (done < this.count) {
      this.step = done + 1;
      this.update();
      const marks = this.step === 3 && !still() ? this.rungs.querySelectorAll(".ladder .mark") : [];
      const wait = PACE + MARK_PACE * Math.max(0, marks.length - 1);
      if (this.step === STEPS.length && this.drawn && !still()) this.fillIn(0);
      else this.timer = setTimeout(() => this.run(this.step), wait);
      return;
    }
    this.stop();
  }

  fillIn(at) {
    const all = [...this.drawn.made.querySelectorAll(".cell")];
    all.forEach((cell, place) => cell.classList.toggle("empty", place > at));
    this.drawn.show(at < all.length ? at : undefined);
    if (at < all.length) this.timer = setTimeout(() => this.fillIn(at + 1), CELL_PACE);
    else this.stop();
  }

  stop() {
    clearTimeout(this.timer);
    this.timer = undefined;
    dress(this.play, "Play");
    this.drawn?.made?.querySelectorAll(".empty").forEach((cell) => cell.classList.remove("empty"));
    this.drawn?.show();
  }
}

function fromAddress(id) {
  const start = `#${id}=`;
  if (!location.hash.startsWith(start)) return undefined;
  const text = location.hash.slice(start.length);
  const shapes = attempt(() => parseShapes(decodeURIComponent(text)));
  return shapes?.length > 1 ? shapes.slice(0, LETTERS.length) : undefined;
}

function attempt(action) {
  try {
    return action();
  } catch {
    return undefined;
  }
}

customElements.define("shape-explorer", ShapeExplorer);
