// The product stage: two matrices to edit, B above and C beside A, and their product step by step
// in four views. What a step does is worked out in product.mjs; this draws it.

import { button, dress } from "../../kit/buttons.js";
import { choices } from "../../kit/controls.js";
import { h } from "../../kit/dom.js";
import { block, cellAt, digits, ring, rove, said } from "../../kit/grid.js";
import { changed, matrices } from "../../kit/matrices.js";
import { iconButton } from "../../kit/moves.js";
import {
  brief,
  mismatch,
  number,
  parseNumber,
  resized,
  sizesOf,
  stateAt,
  stepCount,
  stepOf,
  sumOfProducts,
  VIEWS,
} from "../../logic/product.mjs";

const MOST = 5;
const PACE = 1100; // milliseconds a step, of which 300 move
const ABOUT = {
  entries: "A number of C: a row of A meets a column of B, pair by pair.",
  columns: "A column of C: the columns of A, mixed. The weights are a column of B.",
  rows: "A row of C: the rows of B, mixed. The weights are a row of A.",
  layers: "All of C: a column of A times a row of B fills a layer. The layers pile up.",
};
let last = { view: "entries", step: 1 }; // the theme may draw a page anew: what the reader had is kept

class ProductStage extends HTMLElement {
  connectedCallback() {
    if (!this.picture) this.build();
  }

  disconnectedCallback() {
    this.stop();
  }

  build() {
    this.classList.add("stage");
    Object.assign(this, last, { a: matrices.a, b: matrices.b });
    this.resize(asked(this.id));
    this.picture = h("div", { class: "product" });
    this.about = h("p", { class: "about" });
    this.line = h("p", { class: "line", role: "status" });
    this.why = h("div", { class: "why" });
    this.replaceChildren(
      choices("View", VIEWS, this.view, (view) => this.show(view)),
      this.about,
      this.controls(),
      h("div", { class: "scene" }, this.picture),
      this.line,
      this.sizes(),
      this.why,
    );
    this.draw();
  }

  resize([ar, ac, br, bc] = []) {
    if (!ar) return;
    Object.assign(this, { a: resized(this.a, ar, ac), b: resized(this.b, br, bc), step: 1 });
    this.share();
  }

  controls() {
    this.play = iconButton("Play", () => (this.timer ? this.stop() : this.run()));
    this.back = iconButton("Previous step", () => this.go(this.step - 1));
    this.on = iconButton("Next step", () => this.go(this.step + 1));
    this.start = iconButton("From the start", () => this.go(0));
    this.end = iconButton("To the end", () => this.go(Infinity));
    this.told = h("span", { class: "told" });
    return h(
      "div",
      { class: "controls", role: "group", "aria-label": "Steps" },
      this.start,
      this.back,
      this.on,
      this.end,
      this.play,
      this.told,
    );
  }

  sizes() {
    const counts = [
      ["a", "rows"],
      ["a", "columns"],
      ["b", "rows"],
      ["b", "columns"],
    ];
    const [ar, ac, br, bc] = counts.map(([which, axis]) => this.counter(which, axis));
    return h(
      "div",
      { class: "sizes" },
      h("div", { class: "a" }, h("b", {}, "A"), ar, ac),
      h("div", { class: "b" }, h("b", {}, "B"), br, bc),
    );
  }

  // − and + for one size of one matrix
  counter(which, axis) {
    const label = `${axis} of ${which.toUpperCase()}`;
    const size = () => (axis === "rows" ? this[which].length : this[which][0].length);
    const shown = h("output", { "aria-label": label }, `${size()}`);
    const change =
      (by) =>
      ({ target }) => {
        const before = target.getBoundingClientRect().top;
        const now = Math.max(1, Math.min(size() + by, MOST));
        if (now === size()) return;
        const {
          length: rows,
          0: { length: columns },
        } = this[which];
        this[which] = resized(
          this[which],
          axis === "rows" ? now : rows,
          axis === "rows" ? columns : now,
        );
        shown.textContent = now;
        forbid(less, now === 1);
        forbid(more, now === MOST);
        this.stop();
        this.step = 1;
        this.draw();
        this.share();
        // The picture above grows or shrinks, the button stays under the finger
        scrollBy({ top: target.getBoundingClientRect().top - before, behavior: "instant" });
      };
    const changer = (sign, words, by) =>
      button("", change(by), { "data-sign": sign, "aria-label": `${words} ${label}` });
    const [less, more] = [changer("−", "Fewer", -1), changer("+", "More", 1)];
    forbid(less, size() === 1);
    forbid(more, size() === MOST);
    return h("span", { class: "counter" }, axis, less, shown, more);
  }

  // New matrices: all blocks anew
  draw() {
    const { m, k, inner, n } = sizesOf(this.a, this.b);
    const wrong = mismatch(this.a, this.b);
    this.picture.style.setProperty("--across", k + 1 + n);
    this.picture.style.setProperty("--inner", inner);
    this.knee = h("b", {}, wrong ? `${k} ✗ ${inner}` : `${k}`);
    this.blocks = { a: this.editable("a"), b: this.editable("b"), c: this.result(m, n, wrong) };
    this.weights = h("div", { class: "weights", "aria-hidden": "true" });
    this.picture.replaceChildren(
      h("div", { class: wrong ? "knee clash" : "knee" }, this.knee),
      this.blocks.b,
      this.blocks.a,
      this.blocks.c,
    );
    this.why.replaceChildren(
      ...(wrong
        ? [h("p", {}, wrong.why), h("dl", { class: "said" }, ...said(wrong.messages))]
        : []),
    );
    this.update();
  }

  editable(which) {
    const letter = which.toUpperCase();
    const values = this[which];
    const [rows, columns] = [values.length, values[0].length];
    const cell = (row, column) =>
      h("input", {
        type: "text",
        maxlength: 5,
        autocomplete: "off",
        enterkeyhint: "next",
        class: "cell",
        "aria-label": `${letter}, row ${row + 1}, column ${column + 1}`,
        value: number(values[row][column]),
        ...digits(number(values[row][column])),
        oninput: ({ target }) => this.edit(values, row, column, target),
        onblur: ({ target }) => this.settle(values, row, column, target),
        onfocus: ({ target }) => target.select(),
      });
    const name = `${letter} (${rows}, ${columns})`;
    const made = block({ role: which, name, rows, columns, cell });
    // Within a number being written, left and right move the caret
    rove(
      made,
      rows,
      columns,
      ({ key, target }) =>
        /^(Home|End|ArrowLeft|ArrowRight)$/.test(key) &&
        target.selectionEnd - target.selectionStart < target.value.length &&
        target.selectionStart !== (key === "ArrowLeft" ? 0 : target.value.length),
    );
    made.addEventListener("keydown", ({ key, target }) => {
      if (key === "Enter") this.following(made, target).focus();
    });
    return made;
  }

  following(made, target) {
    const cells = [...made.querySelectorAll("input")];
    return cells[(cells.indexOf(target) + 1) % cells.length];
  }

  edit(values, row, column, input) {
    const value = parseNumber(input.value);
    input.toggleAttribute("aria-invalid", value === undefined);
    if (value === undefined) return;
    values[row][column] = value;
    this.update();
    this.share();
  }

  share() {
    Object.assign(matrices, { a: this.a, b: this.b });
    changed();
  }

  // What was no number gives way to the number before it
  settle(values, row, column, input) {
    input.value = number(values[row][column]);
    input.style.setProperty("--digits", Math.max(3, input.value.length));
    input.removeAttribute("aria-invalid");
  }

  result(rows, columns, wrong) {
    const cell = (i, j) =>
      wrong
        ? h("span", { class: "cell none" })
        : button("", () => this.go(stepOf(this.view, this.a, this.b, i, j)), { class: "cell" });
    const name = wrong ? "C: no product" : `C (${rows}, ${columns})`;
    const made = block({ role: "c", name, rows, columns, cell, class: wrong ? "clash" : "" });
    if (!wrong) rove(made, rows, columns);
    return made;
  }

  show(view) {
    this.stop();
    Object.assign(this, { view, step: 1 });
    this.update();
  }

  go(step) {
    this.stop();
    this.step = Math.max(0, Math.min(step, stepCount(this.view, this.a, this.b)));
    this.update();
  }

  run() {
    if (mismatch(this.a, this.b)) return;
    const count = stepCount(this.view, this.a, this.b);
    this.line.setAttribute("aria-live", "off");
    dress(this.play, "Pause");
    this.step = this.step === count ? 1 : this.step + 1;
    this.update();
    if (this.step === count) this.stop();
    else this.timer = setTimeout(() => this.run(), PACE);
  }

  stop() {
    clearTimeout(this.timer);
    this.timer = undefined;
    dress(this.play, "Play");
    this.line.removeAttribute("aria-live");
  }

  update() {
    const { view, step } = this;
    last = { view, step };
    const wrong = mismatch(this.a, this.b);
    const count = stepCount(this.view, this.a, this.b);
    this.picture.dataset.view = wrong ? "none" : this.view;
    this.about.textContent = ABOUT[this.view];
    for (const each of [this.start, this.back]) forbid(each, wrong || this.step === 0);
    for (const each of [this.on, this.end]) forbid(each, wrong || this.step === count);
    forbid(this.play, wrong);
    this.told.textContent = wrong ? "" : `step ${this.step} of ${count}`;
    if (wrong) {
      this.line.textContent = "";
      return this.mark({});
    }
    const state = stateAt(this.view, this.a, this.b, this.step);
    this.line.textContent = state.line || "Nothing of C yet: press Next step.";
    this.fill(state);
    this.mark(state);
  }

  fill({ c, p }) {
    c.forEach((row, i) =>
      row.forEach((text, j) => {
        const cell = cellAt(this.blocks.c, i, j);
        const short = brief(text);
        const more = this.view === "layers" && p !== undefined ? this.added(i, p, j) : "";
        cell.classList.toggle("empty", !text);
        cell.style.setProperty("--digits", Math.max(3, short.length, more.length * 0.7));
        cell.setAttribute("aria-label", `C, row ${i + 1}, column ${j + 1}: ${text || "not yet"}`);
        cell.replaceChildren(short, more && h("small", {}, more));
      }),
    );
  }

  // What the last layer brings to an entry, with its sign
  added(i, p, j) {
    const text = sumOfProducts([this.a[i][p]], [this.b[p][j]]);
    const sign = text.startsWith("−") ? "" : "+";
    return brief(text).replace(/^≈?/, (about) => about + sign);
  }

  // The row, the column or the numbers that the step is about stand out, the rest stands back
  mark({ i, j, p }) {
    const active = {
      entries: { a: [i, undefined], b: [undefined, j], c: [i, j] },
      columns: { a: [undefined, p], b: [p, j], c: [undefined, j] },
      rows: { a: [i, p], b: [p, undefined], c: [i, undefined] },
      layers: { a: [undefined, p], b: [p, undefined], c: [undefined, undefined] },
    }[this.view];
    const idle = [i, j, p].every((each) => each === undefined);
    for (const [which, [row, column]] of Object.entries(active)) {
      ring(this.blocks[which], row, column, idle);
    }
    const pile = this.view === "layers" && !idle ? p : 0;
    const layers = Array.from({ length: pile }, (_, q) => `${4 * q + 4}px ${4 * q + 4}px 0`).map(
      (place) => `${place} 0 var(--paper), ${place} 1px var(--edge)`,
    );
    this.blocks.c.querySelector(".cells").style.boxShadow = layers.join(",");
    this.weigh(idle ? {} : { i, j, p });
  }

  // The weights come over from the other matrix and stand at what they weigh
  weigh({ i, j, p }) {
    const { columns, rows } = {
      columns: this.view === "columns" && j !== undefined,
      rows: this.view === "rows" && i !== undefined,
    };
    const key = `${this.view} ${i} ${j}`;
    if (!columns && !rows) {
      this.weights.remove();
      this.weights.dataset.key = "";
      return;
    }
    const values = columns ? this.b.map((row) => row[j]) : this.a[i];
    const k = values.length;
    const slide = this.weights.dataset.key !== key ? "slide" : "";
    const from = columns ? (q) => [k + 1 + j - q, q - k] : (q) => [q - k, k + 1 + i - q];
    this.weights.className = `weights ${columns ? "b across" : "a down"} ${slide}`;
    this.weights.dataset.key = key;
    this.weights.replaceChildren(
      ...values.map((value, q) =>
        h(
          "span",
          {
            class: q === p ? "now" : q < p ? "" : "rest",
            "--dx": from(q)[0],
            "--dy": from(q)[1],
            "--digits": Math.max(3, number(value).length),
          },
          number(value),
        ),
      ),
    );
    this.blocks[columns ? "a" : "b"].querySelector(".cells").append(this.weights);
  }
}

// The sizes that a link asks for: #product-stage=2,3;2,4
function asked(id) {
  const found = new RegExp(`^#${id}=(\\d),(\\d);(\\d),(\\d)$`).exec(location.hash);
  const sizes = found?.slice(1).map(Number);
  return sizes?.every((size) => size > 0 && size <= MOST) ? sizes : undefined;
}

// Not `disabled`: the focus would fall from the button to the page
function forbid(button, whether) {
  button.setAttribute("aria-disabled", Boolean(whether));
}

customElements.define("product-stage", ProductStage);
