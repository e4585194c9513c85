// The shape explorer: shapes that a reader types, picks or finds in an error message, how they fit,
// and what comes out. The rule is in shapes.mjs, the drawing in picture.js; the state is in
// the address, so that it can be linked: #shape-explorer=2,3;3

import { dress } from "../../kit/buttons.js";
import { h, still } from "../../kit/dom.js";
import { said } from "../../kit/grid.js";
import { iconButton } from "../../kit/moves.js";
import { ROOT } from "../../kit/site.js";
import { readError } from "../../logic/errors/read.mjs";
import {
  axesOf,
  broadcastShapes,
  clashText,
  intoText,
  messages,
  parseShapes,
  written,
} from "../../logic/shapes.mjs";
import { Fields, LETTERS, ROLES } from "./fields.js";
import { cells, ladder, memoryTable, undrawn } from "./picture.js";

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
const INTO = "The first shape is where the result must go: that one cannot stretch.";
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
    this.fields = new Fields({
      typed: () => this.type(),
      pasted: (event) => this.spread(event),
      copy: () => this.copy(),
    });
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
      h("div", { class: "asked" }, this.fields.place, this.offers()),
      this.note,
      this.rungs,
      this.verdict,
      this.controls(),
      this.scene,
      this.pair,
      this.about,
      this.more,
    );
    this.fields.write(this.shapes.map((shape) => written(shape)));
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

  // `into`: the first shape is where the result must go
  take(shapes, note = "", into = false) {
    this.shapes = shapes.slice(0, LETTERS.length);
    this.into = into;
    this.note.textContent = note;
    this.classList.remove("unread");
    this.fields.write(this.shapes.map((shape) => written(shape)));
    this.show();
  }

  // What the fields say now. While one cannot be read, there is nothing that could be shown or linked
  type() {
    const { shapes, fault } = this.fields.read();
    this.examples.value = "";
    this.into = false;
    this.classList.toggle("unread", Boolean(fault));
    this.note.textContent = fault ? `${fault.letter}: ${fault.why}.` : "";
    if (shapes) {
      this.shapes = shapes;
      this.show();
    } else {
      this.stop();
      clearTimeout(this.writing);
      this.verdict.textContent = `The shape of ${fault.letter} cannot be read yet.`;
    }
  }

  spread(event) {
    const text = event.clipboardData.getData("text");
    if (!readError(text)) return;
    event.preventDefault();
    this.pasted.value = text;
    this.read();
  }

  read() {
    const text = this.pasted.value;
    if (!text.trim()) return;
    this.examples.value = "";
    const error = readError(text);
    const shapes = error ? error.explore?.shapes : attempt(() => parseShapes(text));
    if (!shapes) this.note.replaceChildren(...asideOf(error));
    else {
      const into = Boolean(error?.explore.into);
      this.take(shapes.length < 2 ? [...shapes, []] : shapes, into ? INTO : "", into);
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
    if (this.classList.contains("unread")) return this.type(); // says which shape is missing
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
    const operands = this.operands();
    const axes = axesOf(this.shapes, this.into);
    const fault = faultOf(this.shapes, this.into);
    const result = fault ? undefined : axes.map(({ size }) => size);
    const list = operands
      .map(({ sign, shape }) => `${sign} ${written(shape)}`)
      .join(" ")
      .trim();
    const impossible = result && !attempt(() => broadcastShapes(...this.shapes));
    this.rungs.replaceChildren(ladder(operands, axes, result));
    this.verdict.textContent = fault
      ? `✗ ${list}: ${fault}.`
      : `${list} → ${written(result)}${impossible ? ", too large for any array" : ""}`;
    const without = undrawn(operands, result);
    this.count = fault ? 3 : without ? 4 : STEPS.length;
    this.drawn = without
      ? undefined
      : cells(operands, result, (text) => {
          this.tell(text);
        });
    this.scene.replaceChildren(this.drawn?.picture ?? h("p", { class: "about" }, without));
    const names = operands.map(({ letter }) => letter.toLowerCase());
    const errors = this.into ? [] : messages(this.shapes, names);
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

  operands() {
    return this.shapes.map((shape, n) => ({
      letter: LETTERS[n],
      role: ROLES[n],
      shape,
      sign: ["", this.into ? "←" : "+"][n] ?? "+",
      fixed: this.into && n === 0,
    }));
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
    // Not `disabled`: the focus would fall from it to the page
    this.back.setAttribute("aria-disabled", this.step === 1);
    this.on.setAttribute("aria-disabled", this.step === this.count);
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

// Why the shapes give nothing, in words; undefined where they do
function faultOf(shapes, into) {
  const clash = axesOf(shapes).findLast(({ kind }) => kind === "clash");
  if (clash) return clashText(clash);
  const result = axesOf(shapes).map(({ size }) => size);
  return into ? intoText(shapes[0], result) : undefined;
}

function fromAddress(id) {
  const start = `#${id}=`;
  if (!location.hash.startsWith(start)) return undefined;
  const text = location.hash.slice(start.length);
  const shapes = attempt(() => parseShapes(decodeURIComponent(text)));
  return shapes?.length > 1 ? shapes.slice(0, LETTERS.length) : undefined;
}

// Why the shapes stay as they were, and where a message that is about something else is read
function asideOf(error) {
  if (!error) return ["There is no shape in this text that can be read."];
  if (error.unknown) return ["This error is none about shapes that can be read here."];
  const place = new URL(`${error.page}/#${error.section}`, ROOT);
  return [
    `This is about ${error.operation}. ${error.told} ${error.note} `.replace("  ", " "),
    h("a", { href: place.href }, "Read it number by number"),
  ];
}

function attempt(action) {
  try {
    return action();
  } catch {
    return undefined;
  }
}

customElements.define("shape-explorer", ShapeExplorer);
