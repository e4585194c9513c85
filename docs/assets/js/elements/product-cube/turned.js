// The drawing of the cube: turned by dragging and by the arrow keys, cut where the view says.

import { h, s, still } from "../../kit/dom.js";
import { drags } from "../../kit/hand/finger.js";
import { frame, sidesOf, turned } from "../../logic/cube.mjs";
import { brief, number, sumOfProducts } from "../../logic/product.mjs";

const GAP = 0.6; // between the pieces, of a brick's side
const ROOM = 0.92; // few places need the whole frame: there the corners stand out a little
const SPEED = 0.5; // degrees for a pixel of dragging
const KEYS = {
  ArrowLeft: [-15, 0],
  ArrowRight: [15, 0],
  ArrowUp: [0, -15],
  ArrowDown: [0, 15],
};
const MOVING = 350; // milliseconds
const SMALLEST = 0.13; // of a brick's side: a number below that is not written

export class Turned {
  constructor(look) {
    this.first = look;
    this.now = { ...look, gaps: [0, 0, 0] };
    this.svg = s("svg", { class: "cube", "aria-hidden": "true" });
    this.place = h(
      "div",
      {
        class: "turned",
        tabindex: "0",
        role: "application",
        "aria-roledescription": "cube",
        "aria-description": "Arrow keys turn it, Home turns it back.",
        onkeydown: (event) => this.press(event),
      },
      this.svg,
    );
    this.listen();
  }

  fill(a, b) {
    this.numbers = {
      a: ([i, p]) => number(a[i][p]),
      b: ([, p, j]) => number(b[p][j]),
      c: ([i, p, j]) => sumOfProducts([a[i][p]], [b[p][j]]),
    };
    this.shape = [a.length, b.length, b[0].length];
    this.place.setAttribute("aria-label", `Cube (${this.shape.join(", ")}) of small products`);
    const [wide, high] = frame(this.shape, GAP).map((side) => side * ROOM);
    this.svg.setAttribute("viewBox", `${-wide / 2} ${-high / 2} ${wide} ${high}`);
  }

  // Taken apart along some axes; the piece at `place` stands out
  cut(axes, place) {
    this.chosen = place;
    this.move({ gaps: [0, 1, 2].map((axis) => (axes.includes(axis) ? GAP : 0)) });
  }

  // The short way round
  turn({ yaw, pitch }) {
    const around = ((((yaw - this.now.yaw + 180) % 360) + 360) % 360) - 180;
    this.move({ yaw: this.now.yaw + around, pitch });
  }

  move(to) {
    const from = this.now;
    this.to = { ...from, ...this.to, ...to };
    const started = performance.now();
    const step = (time) => {
      const part = still() ? 1 : Math.min(1, Math.max(0, (time - started) / MOVING));
      const eased = part * part * (3 - 2 * part);
      const between = (a, b) => a + (b - a) * eased;
      this.now = {
        yaw: between(from.yaw, this.to.yaw),
        pitch: between(from.pitch, this.to.pitch),
        gaps: from.gaps.map((gap, axis) => between(gap, this.to.gaps[axis])),
      };
      this.draw();
      if (part < 1) this.frame = requestAnimationFrame(step);
      else this.to = undefined;
    };
    this.stop();
    step(started);
  }

  stop() {
    cancelAnimationFrame(this.frame);
  }

  by(yaw, pitch) {
    const to = Math.max(-90, Math.min(this.now.pitch + pitch, 90));
    this.to = { ...this.to, yaw: this.now.yaw + yaw, pitch: to };
    Object.assign(this.now, { yaw: this.now.yaw + yaw, pitch: to });
    this.draw();
  }

  press(event) {
    const way = KEYS[event.key];
    if (!way && event.key !== "Home") return;
    event.preventDefault();
    if (way) this.by(...way);
    else this.turn(this.first);
  }

  // A finger beside the cube scrolls the page, one on it turns it; a second one is ignored
  listen() {
    const { svg } = this;
    let last;
    svg.addEventListener("touchstart", (event) => event.target !== svg && event.preventDefault(), {
      passive: false,
    });
    drags(svg, {
      begin: (event) => {
        if (event.pointerType === "touch" && event.target === svg) return false;
        last = event;
        this.place.focus({ preventScroll: true });
        event.preventDefault();
      },
      move: (event) => {
        this.by(SPEED * (event.clientX - last.clientX), SPEED * (event.clientY - last.clientY));
        last = event;
      },
    });
  }

  draw() {
    const axes = turned(this.now);
    const sides = sidesOf(this.shape, this.now.gaps, axes).flatMap((side) => this.side(side));
    this.svg.replaceChildren(...sides);
  }

  // A side in the colour of its matrix, with the number that stands on it; through what is not
  // of the piece a reader sees the piece
  side({ role, place, points }) {
    const apart = this.chosen.some((index, axis) => index !== undefined && index !== place[axis]);
    const look = apart ? `${role} rest` : role;
    const made = [s("polygon", { class: look, points: points.join(" ") })];
    if (apart) return made;
    const text = brief(this.numbers[role](place));
    const size = sizeOf(text, points);
    if (size < SMALLEST) return made;
    const [x, y] = [0, 1].map((way) => (points[0][way] + points[2][way]) / 2);
    return [...made, s("text", { x, y: y + 0.35 * size, "font-size": size }, text)];
  }
}

// How high a number may be on a side, which is seen aslant
function sizeOf(text, [a, b, c]) {
  const [u, v] = [
    [b[0] - a[0], b[1] - a[1]],
    [c[0] - b[0], c[1] - b[1]],
  ];
  const area = Math.abs(u[0] * v[1] - u[1] * v[0]);
  const narrow = area / Math.max(Math.hypot(...u), Math.hypot(...v), 1e-9);
  return Math.min(0.4, 0.72 * narrow, (1.35 * narrow) / text.length);
}
