// Two charts of a training over its batches: the loss, and the accuracy where it was measured. Dashed
// is what the book recorded.

import { Chart, through } from "../../kit/chart.js";
import { h, s } from "../../kit/dom.js";
import { means, thinned } from "../../logic/trainer/lesson.mjs";

const SIZE = { tall: 176, left: 38 };
const LOSS = [0.02, 5].map(Math.log10);
const LOSSES = [0.03, 0.1, 0.3, 1, 3];
// The fewer are read wrong, the more each of them counts: the axis halves what is wrong, step by step
const rise = (accuracy) => -Math.log10(1 - Math.min(accuracy, 0.999));
const RIGHT = [0, 0.993].map(rise);
const SHARES = [0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99];
const STEPS = [200, 500, 1000, 2000, 5000, 10_000, 20_000];
const MOST = 400; // points of a curve

export class Curves {
  // losses: those of the recorded epoch; accuracy: of the recorded net
  constructor(losses, accuracy) {
    Object.assign(this, { recorded: Array.from(losses), accuracy });
    this.place = h("div", { class: "fit-charts" });
  }

  draw({ losses, marks }, batches) {
    if (batches !== this.batches) this.begin(batches);
    this.each.setAttribute("d", this.fall(losses));
    this.mean.setAttribute("d", this.fall(means(losses)));
    const places = marks.map((mark) => this.right.place([mark[0], rise(mark[1])]));
    this.line.setAttribute("d", places.length > 1 ? through(places) : "");
    this.dots.replaceChildren(...places.map(([cx, cy]) => s("circle", { cx, cy, r: 2.5 })));
  }

  // Both charts anew, for so many batches
  begin(batches) {
    this.batches = batches;
    const step = STEPS.find((each) => batches / each < 5) ?? batches;
    this.ticks = Array.from({ length: Math.floor(batches / step) + 1 }, (_, at) => at * step);
    this.place.replaceChildren(this.lossChart(), this.rightChart());
  }

  lossChart() {
    const label = "The loss of each batch, and the mean of a hundred";
    const chart = new Chart(label, { x: [0, this.batches], y: LOSS, ...SIZE });
    this.loss = chart;
    const book = s("path", { class: "train-book", d: this.fall(means(this.recorded)) });
    this.each = s("path", { class: "train-each" });
    this.mean = s("path", { class: "fit-line" });
    const words = (at) => `${Number((10 ** at).toPrecision(1))}`;
    chart.svg.append(
      chart.axes(this.ticks, LOSSES.map(Math.log10), ["batch", "loss"], words),
      chart.clipped(this.each, book, this.mean),
    );
    return chart.svg;
  }

  rightChart() {
    const label = "The share of digits read right";
    const chart = new Chart(label, { x: [0, this.batches], y: RIGHT, ...SIZE });
    this.right = chart;
    const ends = chart.x.map((batch) => chart.place([batch, rise(this.accuracy)]));
    this.line = s("path", { class: "fit-line" });
    this.dots = s("g", { class: "train-dots" });
    const words = (at) => `${Math.round(100 * (1 - 10 ** -at))} %`;
    chart.svg.append(
      chart.axes(this.ticks, SHARES.map(rise), ["batch", "read right"], words),
      s("path", { class: "train-book", d: through(ends) }),
      this.line,
      this.dots,
    );
    return chart.svg;
  }

  fall(losses) {
    const places = thinned(losses, MOST).map(([batch, loss]) =>
      this.loss.place([batch, Math.log10(loss)]),
    );
    return places.length ? through(places) : "";
  }
}
