// <channel-scale>: the painted bay of the chapter `broadcasting`, (256, 256, 3), times three numbers,
// (3,), that a reader turns. One dot is written out: the same three numbers multiply all of them.

import { h } from "../../kit/dom.js";
import { Exported } from "../../kit/exported.js";
import { block } from "../../kit/grid.js";
import { COLOURS, colourBars, write } from "../../kit/hand/bars.js";
import { Past } from "../../kit/hand/past.js";
import { bytesOf, lightsOf, lit, paintAs } from "../../kit/pixels.js";
import { speaker } from "../../kit/speaker.js";

const SIDE = 256; // of the picture; the export holds every second row and column
const EVENING = [1, 0.6, 0.4];
const NOON = [1, 1, 1];
const ARROWS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
const FAR = 16; // rows or columns at a key press
let kept = { now: EVENING, dot: [40, 92], past: new Past() }; // the theme may draw a page anew

class ChannelScale extends Exported {
  static source = "broadcasting/bay.json";

  build({ shape: [rows], bytes }) {
    this.classList.add("stage");
    Object.assign(this, kept, { side: rows, pixels: lightsOf(bytesOf(bytes)) });
    this.noon = this.picture("A", "a", "picture", "the bay at noon");
    this.result = this.picture("C", "c", "picture * scale", "the bay, scaled");
    this.rows = ["a", "b", "c"].map((role) => row(role));
    this.bars = colourBars(this, 0.05, { Noon: NOON, Evening: EVENING });
    this.told = speaker();
    this.place = h("p", { class: "scale-dot" });
    this.replaceChildren(
      this.noon.whole,
      h("div", { class: "scale-one" }, this.place, ...this.rows.map(({ made }) => made)),
      this.result.whole,
      h(
        "div",
        { class: "scale-bars" },
        ...this.bars.rows,
        h("div", { class: "lab-tools" }, ...this.bars.tools),
      ),
      ladder(),
      this.told.place,
    );
    paintAs(this.noon.canvas, this.pixels, lit);
    this.show();
  }

  // A picture on which a reader points at a dot
  picture(letter, role, name, label) {
    const canvas = h("canvas", {
      width: this.side,
      height: this.side,
      tabindex: "0",
      role: "application",
      "aria-roledescription": "picture of 256 by 256 dots",
      "aria-label": label,
      "aria-description": "Arrow keys move to another dot.",
    });
    const mark = h("i", { class: "scale-mark" });
    const point = ({ clientX, clientY }) => {
      const { left, top, width, height } = canvas.getBoundingClientRect();
      this.look([(clientY - top) / height, (clientX - left) / width].map((part) => part * SIDE));
    };
    canvas.addEventListener(
      "pointermove",
      (event) => event.pointerType === "mouse" && point(event),
    );
    canvas.addEventListener("click", point);
    canvas.addEventListener("keydown", (event) => {
      const arrow = ARROWS[event.key];
      if (!arrow || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      this.look(this.dot.map((each, axis) => each + arrow[axis] * (event.shiftKey ? 2 : FAR)));
    });
    const shape = h("span", {}, `${letter}  (${SIDE}, ${SIDE}, 3)`);
    const title = h("figcaption", { class: role }, shape, h("code", {}, name));
    return {
      canvas,
      mark,
      whole: h("figure", { class: `scale-picture ${role}` }, title, h("div", {}, canvas, mark)),
    };
  }

  look(place) {
    const inside = (each) => Math.min(SIDE - 2, Math.max(0, 2 * Math.floor(each / 2)));
    this.dot = place.map(inside);
    this.show();
  }

  show() {
    const { now, dot, past } = this;
    kept = { now, dot, past };
    const scaled = (lights) => lights.map((light, n) => light * now[n]);
    paintAs(this.result.canvas, this.pixels, (lights) => lit(scaled(lights)));
    const colours = this.pixels[(dot[0] / 2) * this.side + dot[1] / 2];
    const results = scaled(colours);
    [colours, now, results].forEach((numbers, n) => this.rows[n].put(numbers));
    this.place.textContent = `the dot [${dot.join(", ")}]`;
    for (const { mark } of [this.noon, this.result]) {
      mark.style.top = `${(100 * dot[0]) / SIDE}%`;
      mark.style.left = `${(100 * dot[1]) / SIDE}%`;
    }
    this.bars.mark();
    const times = COLOURS.map((name, n) => `${name} × ${write(now[n])}`).join(", ");
    this.told.say(
      `Axis −1, the colours, is 3 in both. B lacks the rows and the columns, so each dot gets the same: ` +
        `${times}. The dot [${dot.join(", ")}] is now ${results.map(write).join(", ")}.`,
    );
  }
}

// Three numbers of a dot, or of the scale, as cells
function row(role) {
  const cells = [];
  const cell = (_, column) => {
    cells[column] = h("span", { class: "cell", "--digits": 4 });
    return cells[column];
  };
  const name = { a: "A", b: "× B  scale (3,)", c: "= C" }[role];
  const made = block({ role, name, rows: 1, columns: COLOURS.length, cell });
  const put = (numbers) =>
    numbers.forEach((number, n) => {
      cells[n].textContent = write(number);
    });
  return { made, put };
}

// The shapes right-aligned, and below each axis what becomes of it
function ladder() {
  const rungs = [
    ["A", "256", "256", "3"],
    ["B", "", "", "3"],
    ["", "1⇢256", "1⇢256", "="],
    ["C", "256", "256", "3"],
  ];
  const roles = ["a", "b", "", "c"];
  const size = (text, n, at) =>
    h(
      "span",
      { class: `${at ? "size" : "letter"} ${roles[n]} ${text || !at ? "" : "missing"}` },
      text,
    );
  const names = ["", "rows", "columns", "colours"].map((name) => h("small", {}, name));
  const label =
    "Shapes, right-aligned: A 256, 256, 3; B 3. Rows and columns stretch, the colours are equal.";
  return h(
    "div",
    { class: "scale-ladder", role: "img", "aria-label": label },
    ...names,
    ...rungs.flatMap((rung, n) => rung.map((text, at) => size(text, n, at))),
  );
}

customElements.define("channel-scale", ChannelScale);
