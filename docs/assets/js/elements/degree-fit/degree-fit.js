// <degree-fit>: the 24 points of the chapter `fitting`, a polynomial of any degree through half of
// them, and what that costs on both halves.

import { button } from "../../kit/buttons.js";
import { slider, speaker } from "../../kit/controls.js";
import { h, s } from "../../kit/dom.js";
import { Exported } from "../../kit/exported.js";
import { missOf, polynomial, shuffled } from "../../logic/fit.mjs";
import { minus } from "../../logic/numbers.mjs";

const WIDE = 300,
  TALL = 264,
  LEFT = 34,
  FOOT = 36,
  LAST = 11,
  FLOOR = -3,
  ROOF = 3;
const U = [-1.05, 1.05],
  V = [-0.6, 4.6];
const ACROSS = (value, [low, high]) => LEFT + ((WIDE - LEFT) * (value - low)) / (high - low);
const UP = (value, [low, high]) => (TALL - FOOT) * (1 - (value - low) / (high - low));
const DEGREES = Array.from({ length: LAST + 1 }, (_, degree) => degree);

class DegreeFit extends Exported {
  static source = "fitting/degrees.json";

  build(dealt) {
    this.dealt = dealt;
    this.degree = slider("degree", { min: 0, max: LAST, step: 1, value: 2 }, String, () =>
      this.show(),
    );
    this.told = speaker();
    this.curveChart = chart("The points and the curve");
    this.lossChart = chart("Both losses for each degree");
    this.replaceChildren(
      h("div", { class: "fit-charts" }, this.curveChart, this.lossChart),
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
    const all = [...u, ...u2],
      high = [...v, ...v2],
      order = shuffled(all.length);
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
    const degree = this.degree.range.valueAsNumber,
      f = this.curves[degree];
    const across = Array.from({ length: 241 }, (_, at) => -1 + at / 120);
    const curve = across.map(
      (u) => `${ACROSS(u, U).toFixed(1)} ${bounded(UP(f(u), V)).toFixed(1)}`,
    );
    const points = ([u, v], kind) => u.map((each, at) => mark(kind, ACROSS(each, U), UP(v[at], V)));
    this.curveChart.replaceChildren(
      frame(U, V, [-1, 0, 1], [0, 1, 2, 3, 4]),
      clip(s("path", { class: "fit-line", d: `M${curve.join("L")}` })),
      ...points(this.seen, "seen"),
      ...points(this.unseen, "unseen"),
      ...legend(),
    );
    this.now.setAttribute("d", `M${ACROSS(degree, [0, LAST])} 0V${TALL - FOOT}`);
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

  drawLosses() {
    const range = [0, LAST],
      height = (loss) => UP(Math.max(FLOOR, Math.min(ROOF, Math.log10(loss))), [FLOOR, ROOF]);
    const path = (which) =>
      `M${this.losses
        .map((pair, degree) => `${ACROSS(degree, range)} ${height(pair[which])}`)
        .join("L")}`;
    const marks = (which, kind) =>
      this.losses.map((pair, degree) => mark(kind, ACROSS(degree, range), height(pair[which])));
    this.now = s("path", { class: "fit-now" });
    this.lossChart.replaceChildren(
      frame(range, [FLOOR, ROOF], [0, 3, 6, 9], [-2, 0, 2], (at) => `${10 ** at}`),
      this.now,
      s("path", { class: "fit-line", d: path(0) }),
      s("path", { class: "fit-curve-unseen", d: path(1) }),
      ...marks(0, "seen"),
      ...marks(1, "unseen"),
      s("text", { x: LEFT + 6, y: 8 }, "loss"),
      s("text", { x: (WIDE + LEFT) / 2, y: TALL - 3, "text-anchor": "middle" }, "degree"),
    );
  }
}

const bounded = (value) => Math.min(2000, Math.max(-2000, value));
const spelled = (loss) =>
  loss < 1e-6 ? "0" : loss < 100 ? loss.toFixed(3) : Math.round(loss).toLocaleString("en");

function chart(label) {
  return s("svg", { viewBox: `-4 -8 ${WIDE + 12} ${TALL + 12}`, role: "img", "aria-label": label });
}

function frame(x, y, across, up, write = String) {
  return s(
    "g",
    {},
    s("path", { class: "fit-axis", d: `M${LEFT} 0V${TALL - FOOT}H${WIDE}` }),
    ...across.map((at) =>
      s("text", { x: ACROSS(at, x), y: TALL - FOOT + 15, "text-anchor": "middle" }, minus(`${at}`)),
    ),
    ...up.map((at) =>
      s("text", { x: LEFT - 7, y: UP(at, y) + 4, "text-anchor": "end" }, write(at)),
    ),
  );
}

function clip(part) {
  const inner = s(
    "svg",
    {
      x: LEFT,
      y: 0,
      width: WIDE - LEFT,
      height: TALL - FOOT,
      viewBox: `${LEFT} 0 ${WIDE - LEFT} ${TALL - FOOT}`,
    },
    part,
  );
  inner.style.overflow = "hidden";
  return inner;
}

function mark(kind, x, y) {
  return kind === "seen"
    ? s("circle", { class: "fit-point", cx: x, cy: y, r: 4 })
    : s("rect", { class: "fit-unseen", x: x - 3.5, y: y - 3.5, width: 7, height: 7 });
}

function legend() {
  return [
    mark("seen", 120, 8),
    s("text", { x: 130, y: 12 }, "training"),
    mark("unseen", 200, 8),
    s("text", { x: 210, y: 12 }, "validation"),
  ];
}

customElements.define("degree-fit", DegreeFit);
