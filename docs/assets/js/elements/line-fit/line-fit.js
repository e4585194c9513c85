// <line-fit>: the thirty points of the chapter `fitting`. Turn the line by hand, or let SGD step: on
// the left the line, on the right the same as a place on the loss map.

import { button } from "../../kit/buttons.js";
import { slider, speaker } from "../../kit/controls.js";
import { h, s } from "../../kit/dom.js";
import { Exported } from "../../kit/exported.js";
import { gradient, leastSquares, loss, safeRate, shuffled, step } from "../../logic/fit.mjs";
import { minus } from "../../logic/numbers.mjs";

const WIDE = 300,
  TALL = 284,
  LEFT = 26,
  FOOT = 36;
const X = [0, 1],
  Y = [-0.5, 6],
  A = [-0.5, 4.5],
  B = [-0.5, 4.5]; // what the two charts show
const BATCH = 5,
  LOST = 1e4,
  ARRIVED = 1.02;
const ACROSS = (value, [low, high]) => LEFT + ((WIDE - LEFT) * (value - low)) / (high - low);
const UP = (value, [low, high]) => (TALL - FOOT) * (1 - (value - low) / (high - low));
const clamp = (value, [low, high]) => Math.min(high, Math.max(low, value));

class LineFit extends Exported {
  static source = "fitting/line.json";

  build([x, y]) {
    Object.assign(this, { x, y });
    const told = (value) => minus(value.toFixed(2));
    this.slopeBar = slider("slope a", { min: A[0], max: A[1], step: 0.01, value: 0 }, told, (a) =>
      this.turn([a, this.p[1]]),
    );
    this.heightBar = slider("height b", { min: B[0], max: B[1], step: 0.01, value: 0 }, told, (b) =>
      this.turn([this.p[0], b]),
    );
    this.rateBar = slider(
      "learning rate",
      { min: 0.05, max: 1, step: 0.01, value: 0.2 },
      told,
      () => {},
    );
    this.told = speaker();
    this.steps = [button("One step", () => this.go(1)), button("One epoch", () => this.go(6))];
    const again = button("Start again", () => this.restart());
    this.replaceChildren(
      h("div", { class: "fit-charts" }, this.lineChart(), this.map()),
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
    this.drawMap();
    this.restart();
  }

  lineChart() {
    this.misses = s("path", { class: "fit-miss" });
    this.line = s("path", { class: "fit-line" });
    this.dots = this.x.map((x, at) =>
      s("circle", { class: "fit-point", r: 4, cx: ACROSS(x, X), cy: UP(this.y[at], Y) }),
    );
    this.grips = X.map(() => grip());
    const svg = s(
      "svg",
      {
        viewBox: `-4 -8 ${WIDE + 12} ${TALL + 12}`,
        role: "img",
        "aria-label": "Thirty points, the line, and how far it misses each point",
      },
      ...axes(X, Y, "x", "y"),
      this.misses,
      this.line,
      ...this.dots,
      ...this.grips,
    );
    this.grips.forEach((part, at) =>
      drag(svg, part, ([, y]) => {
        const ends = [this.p[1], this.p[0] + this.p[1]];
        ends[at] = Y[0] + (1 - y / (TALL - FOOT)) * (Y[1] - Y[0]);
        this.turn([ends[1] - ends[0], ends[0]]);
      }),
    );
    return svg;
  }

  map() {
    this.rings = s("g", { class: "fit-ring" });
    this.cross = s("path", { class: "fit-best" });
    this.trail = s("path", { class: "fit-track" });
    this.here = grip();
    this.away = s("text", { x: WIDE - 6, y: 14, "text-anchor": "end" });
    const inner = s(
      "svg",
      {
        x: LEFT,
        y: 0,
        width: WIDE - LEFT,
        height: TALL - FOOT,
        overflow: "hidden",
        viewBox: `${LEFT} 0 ${WIDE - LEFT} ${TALL - FOOT}`,
      },
      this.rings,
      this.cross,
      this.trail,
    );
    inner.style.overflow = "hidden";
    const svg = s(
      "svg",
      {
        viewBox: `-4 -8 ${WIDE + 12} ${TALL + 12}`,
        role: "img",
        "aria-label": "The map of the loss, with the line as a place on it",
      },
      ...axes(A, B, "slope a", "height b"),
      inner,
      this.here,
      this.away,
    );
    drag(svg, this.here, ([x, y]) =>
      this.turn([
        A[0] + ((x - LEFT) / (WIDE - LEFT)) * (A[1] - A[0]),
        B[0] + (1 - y / (TALL - FOOT)) * (B[1] - B[0]),
      ]),
    );
    return svg;
  }

  // Lines that fit equally badly lie on an ellipse around the best one
  drawMap() {
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
      return place([
        this.best[0] + u * Math.cos(turn) - v * Math.sin(turn),
        this.best[1] + u * Math.sin(turn) + v * Math.cos(turn),
      ]);
    };
    const angles = Array.from({ length: 73 }, (_, at) => (at * Math.PI) / 36);
    for (let high = 0.02; high < 25; high *= 2.15) {
      this.rings.append(
        s("path", { d: `M${angles.map((angle) => point(angle, high)).join("L")}z` }),
      );
    }
    const [x, y] = place(this.best);
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
    const now = this.lossNow(),
      [a, b] = this.p,
      lost = !(now < LOST);
    this.slopeBar.set(clamp(a, A));
    this.heightBar.set(clamp(b, B));
    this.line.setAttribute(
      "d",
      `M${ACROSS(0, X)} ${far(UP(b, Y))}L${ACROSS(1, X)} ${far(UP(a + b, Y))}`,
    );
    this.misses.setAttribute(
      "d",
      this.x
        .map((x, at) => `M${ACROSS(x, X)} ${UP(this.y[at], Y)}V${far(UP(a * x + b, Y))}`)
        .join(""),
    );
    this.dots.forEach((dot, at) => dot.classList.toggle("batch", this.batch.includes(at)));
    put(this.grips[0], [ACROSS(0, X), UP(clamp(b, Y), Y)]);
    put(this.grips[1], [ACROSS(1, X), UP(clamp(a + b, Y), Y)]);
    this.trail.setAttribute("d", `M${this.track.map((p) => place(p).map(far)).join("L")}`);
    const outside = clamp(a, A) !== a || clamp(b, B) !== b;
    this.here.classList.toggle("outside", outside);
    put(this.here, place([clamp(a, A), clamp(b, B)]));
    this.away.textContent = outside ? "off the map" : "";
    this.steps.forEach((each) => {
      each.disabled = lost;
    });
    this.told.say(`${before}loss ${spelled(now)}. ${this.judged(now, lost)}`);
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

const place = ([a, b]) => [ACROSS(a, A), UP(b, B)];
const far = (value) => clamp(value, [-1e5, 1e5]); // as far as a drawing can go
const spelled = (number) =>
  number < 1e4 ? number.toFixed(number < 1 ? 4 : 2) : "beyond all bounds";

function axes(x, y, across, up) {
  const parts = [s("path", { class: "fit-axis", d: `M${LEFT} 0V${TALL - FOOT}H${WIDE}` })];
  for (let at = Math.ceil(x[0]); at <= x[1]; at++) {
    parts.push(
      s("text", { x: ACROSS(at, x), y: TALL - FOOT + 15, "text-anchor": "middle" }, `${at}`),
    );
  }
  for (let at = Math.ceil(y[0]); at <= y[1]; at++) {
    parts.push(s("text", { x: LEFT - 7, y: UP(at, y) + 4, "text-anchor": "end" }, `${at}`));
  }
  parts.push(
    s("text", { x: (WIDE + LEFT) / 2, y: TALL - 3, "text-anchor": "middle" }, across),
    s("text", { x: LEFT + 6, y: 8 }, up),
  );
  return parts;
}

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
    if (!part.hasPointerCapture(event.pointerId)) return;
    const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(
      svg.getScreenCTM().inverse(),
    );
    move([x, y]);
  };
  part.addEventListener("pointerdown", (event) => {
    part.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  part.addEventListener("pointermove", follow);
  // `touch-action` does not hold for a part of a drawing: without this the page would scroll
  part.addEventListener("touchstart", (event) => event.preventDefault(), { passive: false });
}

customElements.define("line-fit", LineFit);
