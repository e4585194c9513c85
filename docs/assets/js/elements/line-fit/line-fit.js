// <line-fit>: the thirty points of the chapter `fitting`. Turn the line by hand, or let SGD step: on
// the left the line, on the right the same as a place on the loss map.

import { button } from "../../kit/buttons.js";
import { Chart, dot, through } from "../../kit/chart.js";
import { slider } from "../../kit/controls.js";
import { h, s } from "../../kit/dom.js";
import { Exported } from "../../kit/exported.js";
import { speaker } from "../../kit/speaker.js";
import { gradient, leastSquares, loss, safeRate, shuffled, step } from "../../logic/fit.mjs";
import { minus } from "../../logic/numbers.mjs";

const X = [0, 1];
const Y = [-0.5, 6];
const A = [-0.5, 4.5]; // what the map shows of slope and height
const B = [-0.5, 4.5];
const SIZE = { tall: 284, left: 26 };
const BATCH = 5;
const LOST = 1e4;
const ARRIVED = 1.02;
const inside = (value, [low, high]) => value >= low && value <= high;
const clamp = (value, [low, high]) => Math.min(high, Math.max(low, value));

class LineFit extends Exported {
  static source = "fitting/line.json";

  build([x, y]) {
    Object.assign(this, { x, y });
    this.p = [0, 0];
    // A slider whose number lies beyond it stands at its end, which is another number
    const bar = (name, [min, max], value, now, moved) => {
      const told = (at) =>
        inside(now() ?? at, [min, max]) ? minus(at.toFixed(2)) : "off the scale";
      return slider(name, { min, max, step: 0.01, value }, told, moved);
    };
    const slope = () => this.p[0];
    const height = () => this.p[1];
    this.slopeBar = bar("slope a", A, 0, slope, (a) => this.turn([a, height()]));
    this.heightBar = bar("height b", B, 0, height, (b) => this.turn([slope(), b]));
    this.rateBar = bar("learning rate", [0.05, 1], 0.2, () => undefined);
    this.told = speaker();
    this.steps = [button("One step", () => this.go(1)), button("One epoch", () => this.go(6))];
    const again = button("Start again", () => this.restart());
    this.drawLine();
    this.drawMap();
    this.replaceChildren(
      h("div", { class: "fit-charts" }, this.chart.svg, this.map.svg),
      h(
        "div",
        { class: "fit-sliders" },
        this.slopeBar.row,
        this.heightBar.row,
        this.rateBar.row,
        h("div", { class: "lab-tools" }, ...this.steps, again),
      ),
      this.told.place,
    );
    this.best = leastSquares(
      this.x.map((each) => [each, 1]),
      this.y,
    );
    this.lowest = loss(this.best, this.x, this.y);
    this.drawRings();
    this.restart();
  }

  drawLine() {
    const label = "Thirty points, the line, and how far it misses each point";
    const chart = new Chart(label, { x: X, y: Y, ...SIZE });
    this.misses = s("path", { class: "fit-miss" });
    this.line = s("path", { class: "fit-line" });
    this.dots = this.x.map((x, at) => dot(chart.place([x, this.y[at]])));
    this.grips = X.map(grip);
    chart.svg.append(
      chart.axes(wholes(X), wholes(Y), ["x", "y"]),
      chart.clipped(this.misses, this.line),
      ...this.dots,
      ...this.grips,
    );
    this.grips.forEach((part, at) =>
      drag(chart.svg, part, (place) => {
        const ends = [this.p[1], this.p[0] + this.p[1]];
        ends[at] = chart.numbers(place)[1];
        this.turn([ends[1] - ends[0], ends[0]]);
      }),
    );
    this.chart = chart;
  }

  drawMap() {
    const label = "The map of the loss, with the line as a place on it";
    const map = new Chart(label, { x: A, y: B, ...SIZE });
    this.rings = s("g", { class: "fit-ring" });
    this.cross = s("path", { class: "fit-best" });
    this.trail = s("path", { class: "fit-track" });
    this.here = grip();
    this.away = s("text", { x: map.across(A[1]) - 6, y: 14, "text-anchor": "end" });
    map.svg.append(
      map.axes(wholes(A), wholes(B), ["slope a", "height b"]),
      map.clipped(this.rings, this.cross, this.trail),
      this.here,
      this.away,
    );
    drag(map.svg, this.here, (place) => this.turn(map.numbers(place)));
    this.map = map;
  }

  // Lines that fit equally badly lie on an ellipse around the best one
  drawRings() {
    const mean = (f) => this.x.reduce((sum, each) => sum + f(each), 0) / this.x.length;
    const aa = mean((x) => x * x),
      ab = mean((x) => x);
    const turn = Math.atan2(2 * ab, aa - 1) / 2,
      apart = Math.hypot((aa - 1) / 2, ab);
    const [steep, flat] = [(aa + 1) / 2 + apart, (aa + 1) / 2 - apart];
    const point = (angle, high) => {
      const [u, v] = [
        Math.cos(angle) * Math.sqrt(high / steep),
        Math.sin(angle) * Math.sqrt(high / flat),
      ];
      return this.map.place([
        this.best[0] + u * Math.cos(turn) - v * Math.sin(turn),
        this.best[1] + u * Math.sin(turn) + v * Math.cos(turn),
      ]);
    };
    const angles = Array.from({ length: 73 }, (_, at) => (at * Math.PI) / 36);
    for (let high = 0.02; high < 25; high *= 2.15) {
      const ring = through(angles.map((angle) => point(angle, high)));
      this.rings.append(s("path", { d: `${ring}z` }));
    }
    const [x, y] = this.map.place(this.best);
    this.cross.setAttribute("d", `M${x - 5} ${y - 5}l10 10m0-10l-10 10`);
  }

  restart() {
    const seed = { now: 1 };
    this.random = () => (seed.now = (seed.now * 48271) % 2147483647) / 2147483647;
    this.waiting = [];
    this.turn([0, 0]);
  }

  // The line as a hand put it
  turn([a, b]) {
    this.p = [clamp(a, A), clamp(b, B)];
    this.track = [this.p];
    this.batch = [];
    this.show(`Slope ${minus(this.p[0].toFixed(2))}, height ${minus(this.p[1].toFixed(2))}: `);
  }

  go(count) {
    for (let done = 0; done < count && this.lossNow() < LOST; done++) {
      if (!this.waiting.length) this.waiting = shuffled(this.x.length, this.random);
      this.batch = this.waiting.splice(0, BATCH);
      this.p = step(this.p, this.x, this.y, this.batch, this.rateBar.range.valueAsNumber);
      this.track.push(this.p);
    }
    this.show(`${this.track.length - 1} ${this.track.length === 2 ? "step" : "steps"}: `);
  }

  lossNow() {
    return loss(this.p, this.x, this.y);
  }

  show(before) {
    const now = this.lossNow();
    const lost = !(now < LOST);
    this.showLine();
    this.showPlace();
    this.steps.forEach((each) => each.setAttribute("aria-disabled", lost)); // the focus stays
    this.told.say(`${before}loss ${spelled(now)}. ${this.judged(now, lost)}`);
  }

  showLine() {
    const [a, b] = this.p;
    const { chart } = this;
    const height = (y) => far(chart.up(y));
    const ends = X.map((x) => [x, a * x + b]);
    this.line.setAttribute("d", through(ends.map(([x, y]) => [chart.across(x), height(y)])));
    const misses = this.x.map((x, at) => {
      const [across, up] = chart.place([x, this.y[at]]);
      return `M${across} ${up}V${height(a * x + b)}`;
    });
    this.misses.setAttribute("d", misses.join(""));
    this.dots.forEach((each, at) => each.classList.toggle("batch", this.batch.includes(at)));
    ends.forEach(([x, y], at) => put(this.grips[at], chart.place([x, clamp(y, Y)])));
  }

  // The same as a place on the map
  showPlace() {
    const [a, b] = this.p;
    const there = [clamp(a, A), clamp(b, B)];
    this.slopeBar.set(a);
    this.heightBar.set(b);
    this.trail.setAttribute("d", through(this.track.map((p) => this.map.place(p).map(far))));
    const outside = there[0] !== a || there[1] !== b;
    this.here.classList.toggle("outside", outside);
    put(this.here, this.map.place(there));
    this.away.textContent = outside ? "off the map" : "";
  }

  judged(now, lost) {
    const rate = this.rateBar.range.valueAsNumber,
      safe = safeRate(this.x);
    if (lost) {
      return (
        `It exploded: at the rate ${rate} each step leaps across the valley and lands farther up. ` +
        `Start again with less than ${safe.toFixed(1)}.`
      );
    }
    const walked = this.track.length > 1;
    if (walked && now > 2 * loss(this.track[0], this.x, this.y))
      return "It climbs: the steps are too long.";
    if (now < ARRIVED * this.lowest)
      return `That is as good as the best fit, ${this.lowest.toFixed(4)}.`;
    const [down, up] = gradient(this.p, this.x, this.y).map((slope) => (slope < 0 ? "up" : "down"));
    return walked ? "" : `To go downhill, turn a ${down} and b ${up}.`;
  }
}

const wholes = ([low, high]) =>
  Array.from({ length: Math.floor(high) - Math.ceil(low) + 1 }, (_, at) => Math.ceil(low) + at);
const far = (value) => clamp(value, [-1e5, 1e5]); // as far as a drawing can go
const spelled = (number) =>
  number < 1e4 ? number.toFixed(number < 1 ? 4 : 2) : "beyond all bounds";

// A handle, with a larger ring around it that a finger hits
function grip() {
  return s(
    "g",
    {},
    s("circle", { class: "fit-grip", r: 7 }),
    s("circle", { class: "fit-hit", r: 20 }),
  );
}

const put = (part, [x, y]) => part.setAttribute("transform", `translate(${x} ${y})`);

function drag(svg, part, move) {
  const follow = (event) => {
    if (!event.isPrimary || !part.hasPointerCapture(event.pointerId)) return;
    const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(
      svg.getScreenCTM().inverse(),
    );
    move([x, y]);
  };
  part.addEventListener("pointerdown", (event) => {
    if (!event.isPrimary) return; // a second finger
    part.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  part.addEventListener("pointermove", follow);
  // `touch-action` does not hold for a part of a drawing: without this the page would scroll
  part.addEventListener("touchstart", (event) => event.preventDefault(), { passive: false });
}

customElements.define("line-fit", LineFit);
