// The feature map: each digit, written as what it is, at the place that its two features give.

import { s } from "../../kit/dom.js";
import { meansOf } from "../../logic/masks.mjs";

const SIZE = 300;
const ROOM = 14; // around the map, for its digits and the names of its axes
const REACH = 16;

export class FeatureMap {
  // `choose(at)` is told at which digit a reader points
  constructor(labels, choose) {
    this.labels = labels;
    const middle = { "text-anchor": "middle" };
    const write = (label, name) => s("text", { class: name, dy: 4, ...middle }, `${label}`);
    this.digits = labels.map((label) => write(label, "map-digit"));
    this.means = Array.from({ length: 10 }, (_, digit) =>
      s("g", { class: "map-mean" }, s("circle", { r: 11 }), write(digit, "")),
    );
    this.ring = s("circle", { class: "map-ring", r: 10 });
    const name = { class: "map-name" };
    this.svg = s(
      "svg",
      { viewBox: `0 0 ${SIZE} ${SIZE + ROOM}`, role: "img" },
      s("rect", { class: "map-ground", width: SIZE, height: SIZE }),
      s("text", { ...name, ...middle, x: SIZE / 2, y: SIZE + ROOM - 2 }, "feature 1 →"),
      s(
        "text",
        { ...name, ...middle, transform: `translate(11 ${SIZE / 2}) rotate(-90)` },
        "feature 2 →",
      ),
      ...this.digits,
      ...this.means,
      this.ring,
    );
    const point = (event) => {
      const at = this.nearest(event);
      if (at !== undefined) choose(at);
    };
    this.svg.addEventListener(
      "pointermove",
      (event) => event.pointerType === "mouse" && point(event),
    );
    this.svg.addEventListener("click", point);
  }

  nearest({ clientX, clientY }) {
    const { x, y } = new DOMPoint(clientX, clientY).matrixTransform(
      this.svg.getScreenCTM().inverse(),
    );
    const far = this.spots.map(([across, up]) => Math.hypot(across - x, up - y));
    const least = Math.min(...far);
    return least < REACH ? far.indexOf(least) : undefined;
  }

  draw(places, pair, at) {
    const spot = ([x, y]) => [
      ROOM + 8 + x * (SIZE - 2 * ROOM - 8),
      SIZE - ROOM - y * (SIZE - 2 * ROOM),
    ];
    const put = (part, [x, y]) =>
      part.setAttribute("transform", `translate(${x.toFixed(1)} ${y.toFixed(1)})`);
    this.spots = places.map(spot);
    this.digits.forEach((digit, n) => {
      put(digit, this.spots[n]);
      digit.classList.toggle("one", this.labels[n] === pair[0]);
      digit.classList.toggle("other", this.labels[n] === pair[1]);
    });
    meansOf(places, this.labels).forEach((mean, digit) => {
      put(this.means[digit], spot(mean));
      this.means[digit].classList.toggle("one", digit === pair[0]);
      this.means[digit].classList.toggle("other", digit === pair[1]);
    });
    put(this.ring, this.spots[at]);
  }
}
