// The block of small products, drawn in the corner where A and B meet if one folds them back.

import { s } from "../../kit/dom.js";
import { bricks, frame, sliceAt } from "../../logic/cube.mjs";

const GAP = 0.75; // between slices, of a brick's side

export class Cube {
  // `shape` is [rows, inner, columns]
  constructor(shape) {
    this.shape = shape;
    this.svg = s("svg", { class: "cube", "aria-hidden": "true" });
  }

  // Cut as the step says, the slice that it is about in the colour of C; whole at step 0
  cut(step) {
    const slice = sliceAt(this.shape, step);
    const gaps = this.shape.map((_, axis) => (axis === slice?.axis ? GAP : 0));
    const [left, top, wide, high] = frame(this.shape, slice?.axis, GAP);
    this.svg.setAttribute("viewBox", `${left - 0.1} ${top - 0.1} ${wide + 0.2} ${high + 0.2}`);
    const faces = bricks(this.shape, gaps).flatMap(({ place, sides }) =>
      Object.entries(sides).map(([role, points]) => {
        const chosen = slice && place[slice.axis] === slice.index;
        const look = slice ? (chosen ? "c" : "rest") : role;
        return s("polygon", { class: look, points: points.join(" ") });
      }),
    );
    this.svg.replaceChildren(...faces);
  }
}
