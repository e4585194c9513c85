// <grey-mix>: the orange digit on blue of the chapter `colour`, (28, 28, 3) @ (3,): a reader turns the
// three numbers, and the digit vanishes or stands out. The sums of its ink and its paper are written.

import { button } from "../../kit/buttons.js";
import { slider, speaker } from "../../kit/controls.js";
import { h } from "../../kit/dom.js";
import { Exported } from "../../kit/exported.js";
import { bytesOf, paint } from "../../kit/pixels.js";

const COLOURS = ["red", "green", "blue"];
const LUMA = [0.299, 0.587, 0.114]; // Recommendation ITU-R BT.601
const THIRDS = [1 / 3, 1 / 3, 1 / 3];
const APART = 0.05; // of all light: what is nearer than this is hard to see
let kept = { mix: LUMA, past: [] }; // the theme may draw a page anew

const write = (number) => number.toFixed(2);

class GreyMix extends Exported {
  static source = "colour/orange.json";

  build({ shape: [rows, columns], bytes }) {
    Object.assign(this, kept, { pixels: pixelsOf(bytesOf(bytes)) });
    this.paper = this.pixels[0];
    this.ink = this.pixels.reduce((a, b) => (far(a, this.paper) < far(b, this.paper) ? b : a));
    const before = picture("a", [rows, columns, 3], "an orange digit on blue");
    this.after = picture("c", [rows, columns], "the digit in grey");
    paintColours(before.canvas, this.pixels);
    this.bars = COLOURS.map((name, at) => this.bar(name, at));
    this.sums = h("dl", { class: "mix-sums" });
    this.undoes = button("Undo", () => this.undo());
    this.told = speaker();
    this.replaceChildren(
      before.whole,
      h(
        "div",
        { class: "mix-bars" },
        h("p", { class: "name" }, "@ B  (3,)"),
        ...this.bars.map(({ row }) => row),
      ),
      this.after.whole,
      this.sums,
      h(
        "div",
        { class: "lab-tools" },
        button("Luma", () => this.turn(LUMA)),
        button("A third each", () => this.turn(THIRDS)),
        this.undoes,
      ),
      this.told.place,
    );
    this.show();
  }

  bar(name, at) {
    const limits = { min: 0, max: 1, step: 0.01, value: this.mix[at] };
    const bar = slider(name, limits, write, (value) => {
      if (!this.turning) this.remember();
      this.turning = true;
      this.mix = this.mix.with(at, value);
      this.show();
    });
    bar.range.addEventListener("change", () => {
      this.turning = false;
    });
    return bar;
  }

  remember() {
    this.past = [...this.past, this.mix].slice(-99);
  }

  turn(mix) {
    this.remember();
    this.mix = mix;
    this.show();
  }

  undo() {
    if (!this.past.length) return;
    this.mix = this.past.at(-1);
    this.past = this.past.slice(0, -1);
    this.show();
  }

  show() {
    const { mix, past } = this;
    kept = { mix, past };
    const grey = (pixel) => pixel.reduce((sum, light, at) => sum + light * mix[at], 0);
    paint(
      this.after.canvas,
      this.pixels.map((pixel) => 255 * grey(pixel)),
    );
    const [ink, paper] = [this.ink, this.paper].map(grey);
    this.sums.replaceChildren(
      ...this.sum("ink", this.ink, ink),
      ...this.sum("paper", this.paper, paper),
    );
    this.bars.forEach((bar, at) => bar.set(mix[at]));
    this.undoes.setAttribute("aria-disabled", !past.length); // the focus stays
    this.told.say(judged(ink, paper));
  }

  sum(name, pixel, grey) {
    const terms = pixel.map((light, at) => `${write(light)}·${write(this.mix[at])}`);
    return [h("dt", {}, name), h("dd", {}, `${terms.join(" + ")} = ${write(grey)}`)];
  }
}

function judged(ink, paper) {
  if (Math.min(ink, paper) >= 1) return "Both are white: more light than 1 is not to be had.";
  const apart = Math.abs(Math.min(ink, 1) - Math.min(paper, 1));
  const greys = `Ink and paper are ${write(apart)} apart`;
  if (apart < APART) return `${greys}: the digit has vanished. Which three numbers bring it back?`;
  return `${greys}: the ${ink > paper ? "ink" : "paper"} is brighter.`;
}

function picture(role, shape, label) {
  const [height, width] = shape;
  const canvas = h("canvas", { width, height, role: "img", "aria-label": label });
  const title = h("figcaption", {}, `${role.toUpperCase()}  (${shape.join(", ")})`);
  return { canvas, whole: h("figure", { class: role }, title, canvas) };
}

// Bytes, three a pixel, as lists of three lights from 0 to 1
function pixelsOf(bytes) {
  const light = (at) => bytes[at] / 255;
  return Array.from({ length: bytes.length / 3 }, (_, n) =>
    [0, 1, 2].map((at) => light(3 * n + at)),
  );
}

function paintColours(canvas, pixels) {
  const context = canvas.getContext("2d");
  const image = context.createImageData(canvas.width, canvas.height);
  pixels.forEach((pixel, n) => image.data.set([...pixel.map((light) => 255 * light), 255], 4 * n));
  context.putImageData(image, 0, 0);
}

const far = (a, b) => Math.hypot(...a.map((light, at) => light - b[at]));

customElements.define("grey-mix", GreyMix);
