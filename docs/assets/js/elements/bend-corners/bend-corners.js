// <bend-corners>: a small net, y = Σ v · relu(w · x + b) + c, whose hidden units are corners that a
// reader drags until the curve fits. Without the bend it is a straight line, whatever is dragged.

import { button } from "../../kit/buttons.js";
import { Chart, dot, through } from "../../kit/chart.js";
import { h, s, still } from "../../kit/dom.js";
import { draggable, handle, put } from "../../kit/hand/handles.js";
import { Past } from "../../kit/hand/past.js";
import { speaker } from "../../kit/speaker.js";
import {
  added,
  FIRST,
  FROM,
  grown,
  learned,
  lossOf,
  moved,
  POINTS,
  shrunk,
  straightLoss,
  TO,
  terms,
  turned,
  valueAt,
  wakes,
} from "../../logic/corners.mjs";
import { minus } from "../../logic/numbers.mjs";

const X = [FROM, TO];
const Y = [-2.5, 2.5];
const SIZE = { tall: 250, left: 26 };
const WHOLES = [-2, -1, 0, 1, 2];
const LEVERS = [0.6, 0.4, 0.8, 0.3]; // how far from its corner a slope is held, away from other corners
const APART = 0.25;
const LAST = TO - 0.3; // a corner needs room for its slope
const MOST = 6;
const STEEPEST = 20;
const STEPS = 400;
const A_FRAME = 5;
const FITS = 0.03;
let kept = { net: FIRST, bend: true, past: new Past() }; // the theme may draw a page anew: it is still there

const clamp = (value, [low, high]) => Math.min(high, Math.max(low, value));
const write = (value) => minus(value.toFixed(1)).replace(/^−0\.0$/, "0.0");
const side = ({ w }) => (w < 0 ? -1 : 1);

class BendCorners extends HTMLElement {
  connectedCallback() {
    if (!this.built) this.build();
  }

  disconnectedCallback() {
    this.rest();
  }

  build() {
    this.built = true;
    this.classList.add("lab");
    Object.assign(this, kept);
    this.told = speaker();
    this.formula = h("p", { class: "bend-formula" });
    this.drawFit();
    this.drawUnits();
    this.replaceChildren(
      h("div", { class: "fit-charts" }, this.fit.svg, this.parts.svg),
      this.formula,
      this.tools(),
      this.told.place,
    );
    this.make();
  }

  tools() {
    this.more = button("Add a unit", () => this.count(grown(this.net)));
    this.fewer = button("Remove one", () => this.count(shrunk(this.net)));
    this.learn = button("Let it learn", () => (this.timer ? this.rest() : this.descend()));
    this.straight = button("Without the bend", () => {
      this.rest();
      this.bend = !this.bend;
      this.show();
    });
    this.undoes = button("Undo", () => this.undo());
    const again = button("Start again", () => this.count(FIRST));
    const all = [this.straight, this.more, this.fewer, this.learn, this.undoes, again];
    return h("div", { class: "lab-tools" }, ...all);
  }

  drawFit() {
    const fit = new Chart("The points, and the curve with its corners", { x: X, y: Y, ...SIZE });
    fit.svg.setAttribute("role", "group"); // its handles are for everybody
    this.curve = s("path", { class: "fit-line" });
    this.loss = s("text", { class: "bend-loss", x: 296, y: 8, "text-anchor": "end" });
    this.grips = s("g");
    fit.svg.append(
      fit.axes(WHOLES, WHOLES, ["x", "y"], write0),
      ...POINTS.x.map((x, at) => dot(fit.place([x, POINTS.y[at]]))),
      fit.clipped(this.curve),
      this.loss,
      this.grips,
    );
    this.fit = fit;
    this.handles = [];
    draggable(
      fit.svg,
      () => this.handles.flat(),
      () => {
        this.gesture = {}; // a new one: the next change can be undone by itself
      },
    );
  }

  drawUnits() {
    this.parts = new Chart("What each unit adds", { x: X, y: Y, ...SIZE });
    this.parts.svg.classList.add("bend-parts");
    this.hinges = s("g");
    this.parts.svg.append(
      this.hinges,
      this.parts.axes(WHOLES, WHOLES, ["x", "what each unit adds"], write0),
    );
  }

  // Another number of units: all handles and hinges anew
  count(net) {
    if (net.units.length < 1 || net.units.length > MOST) return;
    this.remember({});
    this.net = net;
    this.make();
  }

  make() {
    this.handles = this.net.units.map((_, at) => [this.corner(at), this.slope(at)]);
    this.grips.replaceChildren(...this.handles.flat().map(({ part }) => part));
    this.lines = this.net.units.map(() => s("path", { class: "bend-hinge" }));
    this.tags = this.net.units.map((_, at) => tag(at));
    this.hinges.replaceChildren(this.parts.clipped(...this.lines), ...this.tags);
    this.show();
  }

  corner(at) {
    const to = (place) => this.change(moved(this.net, at, clamp(place, [FROM, LAST])));
    const shape = [s("circle", { class: "handle-grip", r: 9 }), tag(at)];
    const made = handle(`corner of unit ${at + 1}`, "corner", shape, {
      key: (steps) => to(wakes(this.net.units[at]) + steps / 10),
      drag: ([across]) => to(this.fit.numbers([across, 0])[0]),
    });
    return this.minded(made, at, [FROM, LAST]);
  }

  slope(at) {
    const shape = [s("path", { class: "handle-grip", d: "M0 -8L8 0L0 8L-8 0z" })];
    const made = handle(`slope that unit ${at + 1} adds`, "slope", shape, {
      key: (steps) => {
        const unit = this.net.units[at];
        const v = clamp(unit.v + steps / 10 / unit.w, [-STEEPEST, STEEPEST]);
        this.change({ ...this.net, units: this.net.units.with(at, { ...unit, v }) });
      },
      drag: ([, up]) => {
        const y = clamp(this.fit.numbers([0, up])[1], Y);
        this.change(turned(this.net, at, [this.lever(at), y], this.bend));
      },
    });
    return this.minded(made, at, [-STEEPEST, STEEPEST]);
  }

  // A hand on a handle shows its unit; each visit by keyboard can be undone by itself
  minded(made, at, [low, high]) {
    made.part.setAttribute("aria-valuemin", low);
    made.part.setAttribute("aria-valuemax", high);
    made.part.addEventListener("focus", () => {
      this.gesture = {};
      this.lines.forEach((line, other) => line.classList.toggle("chosen", other === at));
    });
    made.part.addEventListener("blur", () => this.lines[at]?.classList.remove("chosen"));
    return made;
  }

  lever(at) {
    const corners = this.net.units.map(wakes);
    const place = (far) => clamp(clamp(corners[at], X) + side(this.net.units[at]) * far, X);
    const free = (x) => corners.every((each) => Math.abs(each - x) > APART);
    return LEVERS.map(place).find(free) ?? place(LEVERS[0]);
  }

  change(net) {
    this.remember(this.gesture);
    this.net = net;
    this.show();
  }

  // What a gesture began from, to undo it
  remember(gesture) {
    this.rest();
    if (gesture !== this.done) this.past.keep(this.net);
    this.done = gesture;
  }

  undo() {
    this.rest();
    const before = this.past.back(this.net);
    if (!before) return;
    this.done = undefined;
    this.net = before;
    this.make();
  }

  // Downhill from where the reader is
  descend() {
    this.remember({});
    this.learn.textContent = "Stop";
    let [left, rate] = [STEPS, 0.02];
    const go = () => {
      for (let at = 0; at < (still() ? STEPS : A_FRAME) && left > 0; at += 1, left -= 1) {
        [this.net, rate] = learned(this.net, this.bend, rate);
      }
      if (left > 0) this.timer = requestAnimationFrame(go);
      else this.rest();
      this.show();
    };
    this.timer = requestAnimationFrame(go);
  }

  rest() {
    cancelAnimationFrame(this.timer);
    this.timer = undefined;
    if (this.learn) this.learn.textContent = "Let it learn";
  }

  show() {
    kept = { net: this.net, bend: this.bend, past: this.past };
    const { net, bend, fit } = this;
    const loss = lossOf(net, bend);
    const at = (x) => fit.place([x, valueAt(net, x, bend)]);
    const stops = [...X, ...net.units.map(wakes)].filter((x) => x >= FROM && x <= TO);
    this.curve.setAttribute("d", through(stops.sort((a, b) => a - b).map(at)));
    this.loss.textContent = `loss ${loss.toFixed(3)}`;
    net.units.forEach((unit, n) => this.showUnit(unit, n));
    this.formula.replaceChildren("y = ", ...written(net, bend));
    this.straight.setAttribute("aria-pressed", !bend);
    const { length } = net.units;
    for (const [each, off] of [
      [this.more, length === MOST],
      [this.fewer, length === 1],
      [this.undoes, !this.past.some(net)],
    ]) {
      each.setAttribute("aria-disabled", off); // the focus stays
    }
    this.told.say(bend ? bent(net, loss) : flat(net, loss));
  }

  showUnit(unit, n) {
    const [corner, slope] = this.handles[n];
    const { fit, parts, net, bend } = this;
    const inside = (x) => {
      const [across, up] = fit.place([x, valueAt(net, x, bend)]);
      return [across, clamp(up, [0, fit.high])];
    };
    const place = wakes(unit);
    put(corner, inside(clamp(place, X)));
    put(slope, inside(this.lever(n)));
    tell(corner, place, `at ${write(place)}`);
    tell(slope, unit.v * unit.w, write(unit.v * unit.w));
    const stops = [FROM, clamp(place, X), TO];
    const path = stops.map((x) => parts.place([x, clamp(added(unit, x, bend), [-99, 99])]));
    this.lines[n].setAttribute("d", through(path));
    const [x, y] = parts.place([this.lever(n), added(unit, this.lever(n), bend)]);
    const [across, up] = [clamp(x, [parts.left, 290]), clamp(y, [12, parts.high - 8])];
    this.tags[n].setAttribute("transform", `translate(${across} ${up})`);
  }
}

const tag = (at) => s("text", { class: "bend-tag", "text-anchor": "middle", dy: 4 }, `${at + 1}`);

const write0 = (value) => minus(`${value}`);

function tell({ part }, now, words) {
  part.setAttribute("aria-valuenow", now.toFixed(2));
  part.setAttribute("aria-valuetext", words);
}

// A formula breaks between its terms alone
function written(net, bend) {
  return terms(net, bend, write).map((term, at) => {
    const signed = term.startsWith("−") ? `− ${term.slice(1)}` : `+ ${term}`;
    return h("span", {}, `${at ? signed : term} `);
  });
}

const many = ({ units: { length } }) => (length === 1 ? "One unit" : `${length} units`);

function bent(net, loss) {
  const misses = POINTS.x.map((x, at) => Math.abs(valueAt(net, x, true) - POINTS.y[at]));
  const worst = POINTS.x[misses.indexOf(Math.max(...misses))];
  const judged = loss < FITS ? "That fits." : `It misses most near x = ${write(worst)}.`;
  const corners = net.units.length === 1 ? "one corner" : `${net.units.length} corners`;
  return `${many(net)}, ${corners}: loss ${loss.toFixed(3)}. ${judged}`;
}

const flat = (net, loss) =>
  `${many(net)}, one straight line: loss ${loss.toFixed(3)}. ` +
  `No straight line gets below ${straightLoss().toFixed(3)}, however many units make it.`;

customElements.define("bend-corners", BendCorners);
