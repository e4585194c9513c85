// The marks of places on a chart, named as Matplotlib names them.

import { dressed, painted } from "../colours.mjs";
import { shape, short, through } from "../shapes.mjs";

const turns = (count, radius, first = 0) =>
  Array.from({ length: count }, (_, k) => {
    const angle = 2 * Math.PI * (k / count) + first;
    return [radius * Math.sin(angle), -radius * Math.cos(angle)];
  });
const star = (inner) => {
  const [long, close] = [turns(5, 0.5), turns(5, 0.5 * inner, Math.PI / 5)];
  return long.flatMap((point, k) => [point, close[k]]);
};
const turnedBy = (points, angle) => {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return points.map(([x, y]) => [cos * x - sin * y, sin * x + cos * y]);
};

const SQUARE = [
  [-0.5, -0.5],
  [0.5, -0.5],
  [0.5, 0.5],
  [-0.5, 0.5],
];
const TRIANGLE = [
  [0, -0.5],
  [0.5, 0.5],
  [-0.5, 0.5],
];
const FILLED_X = [
  [-0.25, -0.5],
  [0, -0.25],
  [0.25, -0.5],
  [0.5, -0.25],
  [0.25, 0],
  [0.5, 0.25],
  [0.25, 0.5],
  [0, 0.25],
  [-0.25, 0.5],
  [-0.5, 0.25],
  [-0.25, 0],
  [-0.5, -0.25],
];
const DIAMOND = turnedBy(SQUARE, Math.PI / 4);
// Corners for a size of 1
const SHAPES = {
  s: SQUARE,
  D: DIAMOND,
  d: DIAMOND.map(([x, y]) => [0.6 * x, y]),
  "^": TRIANGLE,
  v: turnedBy(TRIANGLE, Math.PI),
  "<": turnedBy(TRIANGLE, -Math.PI / 2),
  ">": turnedBy(TRIANGLE, Math.PI / 2),
  X: FILLED_X,
  "*": star(0.381966),
  p: turns(5, 0.5),
  h: turns(6, 0.5),
};
// Lines alone, each from point to point
const SIGNS = {
  "+": [
    [
      [-0.5, 0],
      [0.5, 0],
    ],
    [
      [0, -0.5],
      [0, 0.5],
    ],
  ],
  x: [
    [
      [-0.5, -0.5],
      [0.5, 0.5],
    ],
    [
      [-0.5, 0.5],
      [0.5, -0.5],
    ],
  ],
  "|": [
    [
      [0, -0.5],
      [0, 0.5],
    ],
  ],
  _: [
    [
      [-0.5, 0],
      [0.5, 0],
    ],
  ],
};
const ROUND = { o: 1, ".": 0.5, ",": 0.1 }; // how much of the size they take

export const isMarker = (marker) => !["", " ", "none", "None", null, undefined].includes(marker);

// A function that gives the shape of a marker at a place. size: points; fc, ec, lw: of the marker
export function stamp(marker, { size, fc, ec, lw, alpha = 1, ground }) {
  const edge =
    lw && ec !== "none"
      ? { ...painted("stroke", ec, { alpha, ground }), "stroke-width": short(lw) }
      : { stroke: "none" };
  const area = painted("fill", fc, { alpha, ground });
  if (ROUND[marker]) {
    const look = dressed({ class: "pen-dot" }, area, edge, {
      r: short((ROUND[marker] * size) / 2),
    });
    return ([x, y]) => shape("circle", { ...look, cx: short(x), cy: short(y) });
  }
  const at = (points, [x, y]) => points.map(([dx, dy]) => [x + size * dx, y + size * dy]);
  if (SHAPES[marker]) {
    const look = dressed({ class: "pen-dot" }, area, edge, { "stroke-linejoin": "miter" });
    return (place) => shape("path", { ...look, d: through(at(SHAPES[marker], place), true) });
  }
  if (!SIGNS[marker]) throw new Error(`the page knows no marker "${marker}"`);
  const look = { class: "pen-dot", fill: "none", ...edge };
  return (place) =>
    shape("path", { ...look, d: SIGNS[marker].map((line) => through(at(line, place))).join("") });
}
