// <grey-mix>: the orange digit on blue of the chapter `colour`, (28, 28, 3) @ (3,): a reader turns the
// three numbers, and the digit vanishes or stands out. The sums of its ink and its paper are written.

import { h } from "../../kit/dom.js";
import { Exported } from "../../kit/exported.js";
import { colourBars, write } from "../../kit/hand/bars.js";
import { Past } from "../../kit/hand/past.js";
import { bytesOf, lightsOf, lit, paint, paintAs } from "../../kit/pixels.js";
import { speaker } from "../../kit/speaker.js";

const LUMA = [0.299, 0.587, 0.114]; // Recommendation ITU-R BT.601
const THIRDS = [1 / 3, 1 / 3, 1 / 3];
const APART = 0.05; // of all light: what is nearer than this is hard to see
let kept = { now: LUMA, past: new Past() }; // the theme may draw a page anew

class GreyMix extends Exported {
  static source = "colour/orange.json";

  build({ shape: [rows, columns], bytes }) {
    Object.assign(this, kept, { pixels: lightsOf(bytesOf(bytes)) });
    this.paper = this.pixels[0];
    this.ink = this.pixels.reduce((a, b) => (far(a, this.paper) < far(b, this.paper) ? b : a));
    const before = picture("a", [rows, columns, 3], "an orange digit on blue");
    this.after = picture("c", [rows, columns], "the digit in grey");
    paintAs(before.canvas, this.pixels, lit);
    this.bars = colourBars(this, 0.01, { Luma: LUMA, "A third each": THIRDS });
    this.sums = h("dl", { class: "mix-sums" });
    this.told = speaker();
    this.replaceChildren(
      before.whole,
      h("div", { class: "mix-bars" }, h("p", { class: "name" }, "@ B  (3,)"), ...this.bars.rows),
      this.after.whole,
      this.sums,
      h("div", { class: "lab-tools" }, ...this.bars.tools),
      this.told.place,
    );
    this.show();
  }

  show() {
    const { now, past } = this;
    kept = { now, past };
    const grey = (pixel) => pixel.reduce((sum, light, at) => sum + light * now[at], 0);
    paint(
      this.after.canvas,
      this.pixels.map((pixel) => 255 * grey(pixel)),
    );
    const [ink, paper] = [this.ink, this.paper].map(grey);
    this.sums.replaceChildren(
      ...this.sum("ink", this.ink, ink),
      ...this.sum("paper", this.paper, paper),
    );
    this.bars.mark();
    this.told.say(judged(ink, paper));
  }

  sum(name, pixel, grey) {
    const terms = pixel.map((light, at) => `${write(light)}·${write(this.now[at])}`);
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

const far = (a, b) => Math.hypot(...a.map((light, at) => light - b[at]));

customElements.define("grey-mix", GreyMix);
