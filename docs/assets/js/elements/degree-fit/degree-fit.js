// <degree-fit>: the 24 points of the chapter `fitting`, a polynomial of any degree through half of
// them, and what that costs on both halves.

import { button } from "../../kit/buttons.js";
import { Chart, dot, through } from "../../kit/chart.js";
import { slider } from "../../kit/controls.js";
import { h, s } from "../../kit/dom.js";
import { Exported } from "../../kit/exported.js";
import { speaker } from "../../kit/speaker.js";
import { missOf, polynomial, shuffled } from "../../logic/fit.mjs";

const LAST = 11;
const FLOOR = -3; // of the losses, as a power of ten
const ROOF = 3;
const SIZE = { tall: 264, left: 34 };
const DEGREES = Array.from({ length: LAST + 1 }, (_, degree) => degree);
const CURVE = Array.from({ length: 241 }, (_, at) => -1 + at / 120);

class DegreeFit extends Exported {
  static source = "fitting/degrees.json";

  build(dealt) {
    this.dealt = dealt;
    this.degree = slider("degree", { min: 0, max: LAST, step: 1, value: 2 }, String, () =>
      this.show(),
    );
    this.told = speaker();
    this.curve = new Chart("The points and the curve", {
      x: [-1.05, 1.05],
      y: [-0.6, 4.6],
      ...SIZE,
    });
    this.loss = new Chart("Both losses for each degree", {
      x: [0, LAST],
      y: [FLOOR, ROOF],
      ...SIZE,
    });
    this.replaceChildren(
      h("div", { class: "fit-charts" }, this.curve.svg, this.loss.svg),
      this.degree.row,
      h(
        "div",
        { class: "lab-tools" },
        button("Deal the points anew", () => this.deal()),
        button("As in the chapter", () => this.take(this.dealt)),
      ),
      this.told.place,
    );
    this.take(this.dealt);
  }

  // Other halves of the same points
  deal() {
    const [u, v, u2, v2] = this.dealt;
    const all = [...u, ...u2];
    const high = [...v, ...v2];
    const order = shuffled(all.length);
    const [seen, unseen] = [order.slice(0, u.length), order.slice(u.length)];
    const pick = (from, which) => which.map((at) => from[at]);
    this.take([pick(all, seen), pick(high, seen), pick(all, unseen), pick(high, unseen)]);
  }

  take([u, v, u2, v2]) {
    this.seen = [u, v];
    this.unseen = [u2, v2];
    this.curves = DEGREES.map((degree) => polynomial(u, v, degree));
    this.losses = this.curves.map((f) => [missOf(f, u, v), missOf(f, u2, v2)]);
    this.drawLosses();
    this.show();
  }

  show() {
    const degree = this.degree.range.valueAsNumber;
    this.drawCurve(this.curves[degree]);
    this.now.setAttribute("d", `M${this.loss.across(degree)} 0V${this.loss.high}`);
    const [seen, unseen] = this.losses[degree];
    this.told.say(
      `Degree ${degree}: training loss ${spelled(seen)}, validation loss ${spelled(unseen)}. ` +
        this.judged(degree),
    );
  }

  judged(degree) {
    const validation = this.losses.map(([, loss]) => loss);
    const best = validation.indexOf(Math.min(...validation));
    if (degree === best) return "The lowest validation loss of all degrees: choose this one.";
    if (degree < best) return "Too stiff: it misses both halves.";
    return validation[degree] > 2 * validation[best]
      ? "Over-fitted: it bends to the training points, and misses the others."
      : "The training loss fell, the validation loss did not.";
  }

  drawCurve(f) {
    const { curve } = this;
    const places = CURVE.map((u) => {
      const [across, up] = curve.place([u, f(u)]);
      return `${across.toFixed(1)} ${bounded(up).toFixed(1)}`;
    });
    const points = ([u, v], mark) => u.map((each, at) => mark(curve.place([each, v[at]])));
    curve.svg.replaceChildren(
      curve.axes([-1, 0, 1], [0, 1, 2, 3, 4]),
      curve.clipped(s("path", { class: "fit-line", d: through(places) })),
      ...points(this.seen, dot),
      ...points(this.unseen, square),
      ...legend(),
    );
  }

  drawLosses() {
    const height = (loss) => Math.max(FLOOR, Math.min(ROOF, Math.log10(loss)));
    const way = (loss) => Math.sign(Math.log10(loss) - height(loss)); // 0, or where it would be
    const beyond = this.losses.flatMap((pair, degree) =>
      pair.filter(way).map((loss) => arrow(this.loss.place([degree, height(loss)]), way(loss))),
    );
    const [seen, unseen] = [0, 1].map((which) =>
      this.losses.map((pair, degree) => this.loss.place([degree, height(pair[which])])),
    );
    const path = (places) => through(places.map((place) => place.join(" ")));
    this.now = s("path", { class: "fit-now" });
    this.loss.svg.replaceChildren(
      this.loss.axes([0, 3, 6, 9], [-2, 0, 2], ["degree", "loss"], (at) => `${10 ** at}`),
      this.now,
      s("path", { class: "fit-line", d: path(seen) }),
      s("path", { class: "fit-curve-unseen", d: path(unseen) }),
      ...seen.map(dot),
      ...unseen.map(square),
      ...beyond,
    );
  }
}

const bounded = (value) => Math.min(2000, Math.max(-2000, value));
const spelled = (loss) =>
  loss < 1e-6 ? "0" : loss < 100 ? loss.toFixed(3) : Math.round(loss).toLocaleString("en");

const square = ([x, y]) =>
  s("rect", { class: "fit-unseen", x: x - 3.5, y: y - 3.5, width: 7, height: 7 });

// At a point on the edge of the chart: it lies beyond, up or down
function arrow([x, y], way) {
  const d = `M${x - 4} ${y - 8 * way}l4 ${-5 * way}l4 ${5 * way}`;
  return s("path", { class: "fit-beyond", d });
}

function legend() {
  return [
    dot([120, 8]),
    s("text", { x: 130, y: 12 }, "training"),
    square([200, 8]),
    s("text", { x: 210, y: 12 }, "validation"),
  ];
}

customElements.define("degree-fit", DegreeFit);
