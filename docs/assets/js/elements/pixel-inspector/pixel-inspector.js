// <pixel-inspector>: a digit of the chapter `digits` and the numbers behind it, under the pointer or
// under a frame that the arrow keys move, on each of the three scales that the chapter has.

import { mean, std } from "../../../exports/digits/ruler.mjs";
import { button } from "../../kit/buttons.js";
import { h } from "../../kit/dom.js";
import { Exported } from "../../kit/exported.js";
import { bytesOf, DARK, paint } from "../../kit/pixels.js";
import { speaker } from "../../kit/speaker.js";
import { minus } from "../../logic/numbers.mjs";

const SIDE = 28,
  AROUND = 2;
const ARROWS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
const SCALES = {
  "0 to 255": (byte) => `${byte}`,
  "0 to 1": (byte) => (byte / 255).toFixed(2),
  normalised: (byte) => minus(((byte / 255 - mean) / std).toFixed(2)),
};
const inside = (at) => Math.min(SIDE - 1, Math.max(0, at));

class PixelInspector extends Exported {
  static source = "digits/digits.json";

  build(digits) {
    this.digits = digits;
    this.place = [12, 12]; // so that it shows the numbers that the chapter prints
    this.scale = "normalised";
    this.picture = h("canvas", {
      width: SIDE,
      height: SIDE,
      class: "lab-pixels",
      tabindex: "0",
      role: "application",
      "aria-roledescription": "picture of 28 by 28 pixels",
      "aria-description": "Arrow keys move the frame by a pixel, with Shift by five.",
    });
    this.frame = h("span", { class: "pix-frame" });
    this.numbers = h("div", { class: "pix-numbers", ...DARK, "aria-hidden": "true" });
    this.told = speaker();
    this.picks = this.digits.map((digit, at) => this.pick(digit, at));
    this.scales = Object.keys(SCALES).map((name) =>
      button(name, () => {
        this.scale = name;
        this.show();
      }),
    );
    this.replaceChildren(
      h("div", { class: "pix-pick", role: "group", "aria-label": "Digit" }, ...this.picks),
      h("div", { class: "pix-picture", ...DARK }, this.picture, this.frame),
      h(
        "div",
        { class: "pix-side" },
        this.numbers,
        h("div", { class: "pix-scales", role: "group", "aria-label": "Scale" }, ...this.scales),
      ),
      this.told.place,
    );
    this.listen();
    this.take(0);
  }

  pick(digit, at) {
    digit.bytes = bytesOf(digit.pixels);
    const small = h("canvas", { width: SIDE, height: SIDE, class: "lab-pixels" });
    paint(small, digit.bytes);
    const chosen = button("", () => this.take(at), {
      "aria-label": `Picture ${at}, a ${digit.label}`,
    });
    chosen.append(small);
    return chosen;
  }

  listen() {
    const point = (event) => {
      const { left, top, width, height } = this.picture.getBoundingClientRect();
      this.place = [
        inside(Math.floor(((event.clientY - top) * SIDE) / height)),
        inside(Math.floor(((event.clientX - left) * SIDE) / width)),
      ];
      this.show();
    };
    // A finger that moves up or down scrolls the page: it points where it taps, or moves across
    this.picture.addEventListener("pointermove", point);
    this.picture.addEventListener("click", point);
    this.picture.addEventListener("keydown", (event) => {
      const arrow = ARROWS[event.key];
      if (!arrow || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      const far = event.shiftKey ? 5 : 1;
      this.place = this.place.map((at, axis) => inside(at + far * arrow[axis]));
      this.show();
    });
  }

  take(at) {
    this.digit = this.digits[at];
    this.number = at;
    this.picks.forEach((each, other) => each.setAttribute("aria-pressed", String(other === at)));
    paint(this.picture, this.digit.bytes);
    this.picture.setAttribute("aria-label", `Picture ${at}, a ${this.digit.label}`);
    this.show();
  }

  show() {
    const [row, column] = this.place,
      write = SCALES[this.scale];
    this.frame.style.top = `${(100 * (row - AROUND)) / SIDE}%`;
    this.frame.style.left = `${(100 * (column - AROUND)) / SIDE}%`;
    this.scales.forEach((each) =>
      each.setAttribute("aria-pressed", String(each.textContent === this.scale)),
    );
    const cells = [];
    for (let down = -AROUND; down <= AROUND; down++) {
      for (let right = -AROUND; right <= AROUND; right++) {
        cells.push(this.cell(row + down, column + right, down === 0 && right === 0));
      }
    }
    this.numbers.replaceChildren(...cells);
    const byte = this.digit.bytes[row * SIDE + column];
    const place = `images[${this.number}, ${row}, ${column}]`;
    this.told.say(`${place}: row ${row}, column ${column} holds ${write(byte)}.`);
  }

  cell(row, column, here) {
    if (row !== inside(row) || column !== inside(column)) return h("span", { class: "outside" });
    const byte = this.digit.bytes[row * SIDE + column];
    const cell = h("span", { class: here ? "here" : "" }, SCALES[this.scale](byte));
    cell.style.background = `rgb(${byte} ${byte} ${byte})`;
    cell.style.color = byte > 127 ? "#000" : "#fff";
    return cell;
  }
}

customElements.define("pixel-inspector", PixelInspector);
