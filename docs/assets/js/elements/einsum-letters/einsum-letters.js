// Letters for the axes of A, B and C: dragged there, or chosen and put down, or typed. What they
// ask for is worked out in einsum.mjs; this draws it.

import { button } from "../../kit/buttons.js";
import { h } from "../../kit/dom.js";
import { block, digits } from "../../kit/grid.js";
import { einsum, faultOf, lettersOf, loopsOf, toldOf } from "../../logic/einsum.mjs";
import { number } from "../../logic/product.mjs";
import { written } from "../../logic/shapes.mjs";

const LETTERS = "ijkl";
const SHAPES = [
  [2, 3],
  [3, 4],
];
const VALUES = [
  [1, 2, 3, 4, 5, 6],
  [1, 0, 1, 2, 0, 0, 1, -1, 0, 1, 1, 0],
];
const FAR = 6; // pixels, from where on a press is a drag
let last = { a: "ik", b: "kj", c: "ij" }; // the theme may draw a page anew: what the reader had is kept

class EinsumLetters extends HTMLElement {
  connectedCallback() {
    if (this.sentence) return;
    this.classList.add("stage");
    this.letters = { ...last };
    this.chosen = "i";
    this.chips = h(
      "div",
      { class: "chips", role: "group", "aria-label": "Letters" },
      ...[...LETTERS].map((name) => this.chip(name)),
    );
    this.rows = h("div", { class: "operands" });
    this.sentence = h("code", { class: "sentence" });
    this.told = h("p", { class: "told", role: "status" });
    this.ladder = h("div", { class: "letter-ladder" });
    this.result = h("div", { class: "result" });
    this.loops = h("pre", { "aria-label": "The same as loops" });
    this.replaceChildren(
      h(
        "p",
        { class: "about" },
        "Drag a letter onto an axis; or choose it, and press the axis. A second press takes it off C.",
      ),
      this.chips,
      this.rows,
      h("p", { class: "line" }, this.sentence),
      this.told,
      h("div", { class: "views" }, this.ladder, this.result, this.loops),
    );
    this.draw();
  }

  chip(name) {
    const made = button(name, () => this.choose(name), { "data-letter": name });
    made.addEventListener("pointerdown", (event) => this.drag(event, made, name));
    return made;
  }

  choose(name) {
    this.chosen = name;
    for (const chip of this.chips.children) {
      chip.setAttribute("aria-pressed", chip.dataset.letter === name);
    }
  }

  // The chip follows the pointer, and its letter is put where it is let go
  drag(start, chip, name) {
    if (!start.isPrimary) return; // a second finger
    const move = ({ isPrimary, clientX, clientY }) => {
      if (!isPrimary) return;
      const [x, y] = [clientX - start.clientX, clientY - start.clientY];
      if (!chip.dataset.away && Math.hypot(x, y) < FAR) return;
      chip.dataset.away = "";
      chip.style.translate = `${x}px ${y}px`;
      this.mark(this.under(clientX, clientY));
    };
    const end = ({ isPrimary, type, clientX, clientY }) => {
      if (!isPrimary) return;
      const slot = this.under(clientX, clientY);
      const moved = "away" in chip.dataset;
      chip.removeAttribute("data-away");
      chip.style.translate = "";
      this.mark();
      for (const kind of ["pointermove", "pointerup", "pointercancel"]) {
        chip.removeEventListener(kind, kind === "pointermove" ? move : end);
      }
      if (type === "pointerup" && moved && slot) this.put(slot, name);
    };
    this.choose(name);
    chip.setPointerCapture(start.pointerId);
    chip.addEventListener("pointermove", move);
    for (const kind of ["pointerup", "pointercancel"]) chip.addEventListener(kind, end);
  }

  under(x, y) {
    const found = document.elementsFromPoint(x, y).find((each) => each.matches?.("[data-slot]"));
    return this.contains(found ?? null) ? found : undefined;
  }

  mark(slot) {
    for (const each of this.rows.querySelectorAll("[data-slot]")) {
      each.classList.toggle("target", each === slot);
    }
  }

  // `name` in the place of a slot; "" takes an axis of C away
  put(slot, name) {
    const [which, axis] = [slot.dataset.slot[0], Number(slot.dataset.slot[1])];
    const letters = [...this.letters[which]];
    letters[axis] = name;
    this.letters[which] = letters.join("");
    last = { ...this.letters };
    this.draw();
    const kept = this.rows.querySelector(`[data-slot="${which}${axis}"]`);
    (kept ?? this.rows.querySelector(`[data-slot^="${which}"]:last-of-type`)).focus();
  }

  slot(which, axis, size) {
    const name = this.letters[which][axis] ?? "";
    const of = `${which.toUpperCase()}, axis ${axis}`;
    const words = name ? `${of}: ${name}` : `${of}: none, add a letter`;
    const made = button("", () => this.press(made, name), {
      class: name ? "slot" : "slot open",
      "data-slot": `${which}${axis}`,
      "aria-label": size === undefined ? words : `${words}, size ${size}`,
    });
    made.append(h("b", {}, name || "+"), h("small", {}, size === undefined ? "" : `${size}`));
    made.addEventListener("keydown", ({ key }) => {
      if (LETTERS.includes(key)) this.put(made, key);
      if (which === "c" && name && /^(Backspace|Delete)$/.test(key)) this.put(made, "");
    });
    return made;
  }

  // A second press with the letter that stands there takes an axis of C away
  press(slot, name) {
    const again = slot.dataset.slot[0] === "c" && name === this.chosen;
    this.put(slot, again ? "" : this.chosen);
  }

  draw() {
    const { a, b, c } = this.letters;
    const inputs = [a, b];
    const wrong = faultOf(inputs, c, SHAPES);
    const letters = lettersOf(inputs, c, SHAPES);
    const sizeOf = (name) => letters.find((each) => each.name === name)?.size;
    const row = (which, sizes) =>
      h(
        "div",
        { class: `operand ${which}`, role: "group", "aria-label": which.toUpperCase() },
        h("b", { class: "name" }, which.toUpperCase()),
        ...sizes.map((size, axis) => this.slot(which, axis, size)),
      );
    const more = c.length < 4 ? [undefined] : [];
    const right = [...[...c].map(sizeOf), ...more];
    this.rows.replaceChildren(row("a", SHAPES[0]), row("b", SHAPES[1]), row("c", right));
    this.sentence.textContent = `np.einsum("${a},${b}->${c}", a, b)`;
    this.told.textContent = wrong ?? toldOf(inputs, c);
    this.classList.toggle("wrong", Boolean(wrong));
    this.choose(this.chosen);
    this.drawLadder(letters, Boolean(wrong));
    this.drawResult(wrong ? undefined : einsum(inputs, c, SHAPES, VALUES));
    this.loops.textContent = wrong ? "" : loopsOf(inputs, c, SHAPES).join("\n");
  }

  // A column for each letter, as the chapter's figure has it
  drawLadder(letters, wrong) {
    const cell = (role, size) =>
      h("span", { class: `cell ${role} ${size === undefined ? "missing" : ""}` }, `${size ?? ""}`);
    const columns = letters.map(({ name, sizes, size, kept }) => {
      const mark = sizes.includes(undefined) ? `1⇢${size}` : "=";
      return h(
        "div",
        {},
        h("b", {}, name),
        cell("a", sizes[0]),
        cell("b", sizes[1]),
        h("small", {}, kept ? mark : "sum"),
        cell("c", kept ? size : undefined),
      );
    });
    this.ladder.replaceChildren(...(wrong ? [] : columns));
  }

  drawResult(result) {
    if (!result) return this.result.replaceChildren();
    const { shape, values } = result;
    const name = `C ${written(shape)}`;
    if (shape.length > 2) {
      const words = h("div", { class: "c" }, h("b", { class: "name" }, name));
      return this.result.replaceChildren(words, h("p", {}, `${values.length} numbers`));
    }
    const [rows, columns] = [1, 1, ...shape].slice(-2);
    const cell = (i, j) => {
      const text = number(values[i * columns + j]);
      return h("span", { class: "cell", ...digits(text) }, text);
    };
    this.result.replaceChildren(block({ role: "c", name, rows, columns, cell }));
  }
}

customElements.define("einsum-letters", EinsumLetters);
