// <loss-toggle>: one regression, whose labels a reader turns from (N,) to (N, 1) and back: the table of
// errors, the loss and the line follow.

import { button } from "../../kit/buttons.js";
import { Chart, dot, through } from "../../kit/chart.js";
import { choices, slider } from "../../kit/controls.js";
import { h, s } from "../../kit/dom.js";
import { block } from "../../kit/grid.js";
import { speaker } from "../../kit/speaker.js";
import {
  errors,
  lossOf,
  meanOf,
  POINTS,
  STEPS,
  TRUTH,
  trained,
  variance,
} from "../../logic/misfit/pairs.mjs";
import { minus } from "../../logic/numbers.mjs";

const COUNT = POINTS.x.length;
const FLAT = variance(POINTS.y);
const SIZE = { tall: 220, left: 26 };
const LABELS = { row: `y is (${COUNT},)`, column: `y is (${COUNT}, 1)` };
const TRACKS = { row: trained(false), column: trained(true) };
const LOSSES = Object.fromEntries(
  Object.entries(TRACKS).map(([key, track]) => [
    key,
    track.map((line) => lossOf(line, paired(key))),
  ]),
);
// The theme may draw a page anew: what the reader chose is kept
let last = { labels: "row", step: STEPS, perfect: false };

function paired(labels) {
  return labels === "column";
}

class LossToggle extends HTMLElement {
  connectedCallback() {
    if (!this.table) this.build();
  }

  build() {
    this.classList.add("stage", "lab");
    Object.assign(this, last);
    const step = { min: 0, max: STEPS, step: 1, value: this.step };
    this.steps = slider("step", step, String, (at) => this.turn({ step: at, perfect: false }));
    this.ideal = button("Perfect predictions", () => this.turn({ perfect: !this.perfect }));
    this.told = speaker();
    this.fit = new Chart("The points and the line", { x: [-1.2, 1.2], y: [-2, 6], ...SIZE });
    this.loss = new Chart("The loss of each step", { x: [0, STEPS], y: [0, 9], ...SIZE });
    this.table = h("div", { class: "errors" });
    this.replaceChildren(
      choices("Shape of the labels", LABELS, this.labels, (labels) => this.turn({ labels })),
      h("div", { class: "fit-charts" }, this.fit.svg, this.loss.svg),
      this.table,
      this.steps.row,
      h("div", { class: "lab-tools" }, this.ideal),
      this.told.place,
    );
    this.show();
  }

  turn(change) {
    Object.assign(this, change);
    this.show();
  }

  get line() {
    return this.perfect ? TRUTH : TRACKS[this.labels][this.step];
  }

  show() {
    last = { labels: this.labels, step: this.step, perfect: this.perfect };
    this.ideal.setAttribute("aria-pressed", this.perfect);
    this.drawFit();
    this.drawLoss();
    this.tabulate();
    this.told.say(this.words());
  }

  drawFit() {
    const { fit, line } = this;
    const ends = [-1.2, 1.2].map((x) => fit.place([x, line[0] * x + line[1]]));
    fit.svg.replaceChildren(
      fit.axes([-1, 0, 1], [0, 2, 4], ["x", "y"], String),
      fit.clipped(s("path", { class: "fit-line", d: through(ends) })),
      ...POINTS.x.map((x, at) => dot(fit.place([x, POINTS.y[at]]))),
    );
  }

  drawLoss() {
    const { loss, labels } = this;
    const path = (key) => through(LOSSES[key].map((each, at) => loss.place([at, each])));
    const level = (height, words) => [
      s("path", { class: "level", d: through([0, STEPS].map((at) => loss.place([at, height]))) }),
      s("text", { x: 292, y: loss.up(height) - 5, "text-anchor": "end" }, words),
    ];
    loss.svg.replaceChildren(
      loss.axes([0, 10, 20, 30, 40], [0, 2, 4, 6, 8], ["step", "loss"]),
      s("path", { class: "other-run", d: path(paired(labels) ? "row" : "column") }),
      s("path", { class: "fit-line", d: path(labels) }),
      ...level(FLAT, "variance of y"),
      ...(this.perfect && !paired(labels) ? level(2 * FLAT, "perfect predictions") : []),
      dot(loss.place([this.perfect ? STEPS : this.step, lossOf(this.line, paired(labels))])),
    );
  }

  // prediction - y as a table; the errors of pairs that belong together are framed
  tabulate() {
    const own = paired(this.labels);
    const rows = errors(this.line, own);
    const width = own ? 1 : COUNT;
    const cell = (row, column) => {
      const mine = own || row === column;
      return h("div", { class: mine ? "cell own" : "cell" }, brief(rows[row][column]));
    };
    const name = `C: prediction - y (${COUNT}, ${width})`;
    const table = block({ role: "c", name, rows: COUNT, columns: width, cell });
    table.setAttribute("aria-hidden", "true"); // the words below tell it
    const code = `((prediction - ${own ? "y[:, None]" : "y"}) ** 2).mean()`;
    const shapes = `(${COUNT}, 1) - ${own ? `(${COUNT}, 1)` : `(${COUNT},)`} → (${COUNT}, ${width})`;
    const now = h("b", {}, lossOf(this.line, own).toFixed(3));
    this.table.replaceChildren(
      table,
      h("div", { class: "mean" }, h("code", {}, code), h("code", {}, shapes), now),
    );
  }

  words() {
    const own = paired(this.labels);
    const loss = lossOf(this.line, own).toFixed(3);
    const told = own
      ? `Each prediction meets its own label: ${COUNT} errors, loss ${loss}.`
      : `Each prediction meets every label: ${COUNT ** 2} errors, loss ${loss}.`;
    if (this.perfect) {
      return own
        ? `${told} The predictions are perfect.`
        : `${told} The predictions are perfect, and that is twice the variance of y. Nothing is raised.`;
    }
    if (this.step < STEPS) return `${told} Step ${this.step}.`;
    return own
      ? `${told} The line goes through all points.`
      : `${told} That is the variance of y. The line lies level at ${meanOf(POINTS.y).toFixed(1)}, the mean of y. Nothing is raised.`;
  }
}

const brief = (value) => minus(value.toFixed(1)).replace(/^−0\.0$/, "0.0");

customElements.define("loss-toggle", LossToggle);
