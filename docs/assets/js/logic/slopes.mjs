// The way back through a layer, y = x @ w + b: the paths from the slopes of y to each number.
// A number is [its array, row, column]; b, (m,), counts as one row.

import { minus } from "./numbers.mjs";

// The paths that end at `to`: each comes from a number of dy, and on its way is multiplied by the
// `factor`, which is the number `by`, or 1
export function pathsTo(to, { x, w, dy }) {
  const [array, row, column] = to;
  const path = (i, j, factor, by) => ({ from: ["dy", i, j], to, factor, by });
  if (array === "w") return x.map((each, i) => path(i, column, each[row], ["x", i, row]));
  if (array === "x") return dy[row].map((_, j) => path(row, j, w[column][j], ["w", column, j]));
  return dy.map((_, i) => path(i, column, 1));
}

// The paths that begin at a number of dy: to a row of x, a column of w, and a bias
export function pathsFrom([, row, column], layer) {
  const ends = [
    ...layer.x[0].map((_, k) => ["x", row, k]),
    ...layer.w.map((_, k) => ["w", k, column]),
    ["b", 0, column],
  ];
  const begins = ({ from: [, i, j] }) => i === row && j === column;
  return ends.flatMap((to) => pathsTo(to, layer).filter(begins));
}

// Multiply along each path, then add up all paths
export const slopeOf = (paths, { dy }) =>
  paths.reduce((sum, { from: [, i, j], factor }) => sum + factor * dy[i][j], 0);

// The slopes of all numbers of an array, in its shape
export const slopesOf = (array, layer) =>
  rowsOf(array, layer).map((row, i) =>
    row.map((_, j) => slopeOf(pathsTo([array, i, j], layer), layer)),
  );

export const rowsOf = (array, layer) => (array === "b" ? [layer.b] : layer[array]);

export const named = ([array, i, j]) => (array === "b" ? `b[${j}]` : `${array}[${i},${j}]`);

// The slope of a number as a sum, in names and in numbers
export function written(to, layer) {
  const paths = pathsTo(to, layer);
  const times = (by, text) => (by ? `${text}·` : "");
  const names = paths.map(({ from, by }) => times(by, by && named(by)) + named(from));
  const numbers = paths.map(({ from: [, i, j], by, factor }) => times(by, factor) + layer.dy[i][j]);
  return [
    `d${named(to)} = ${names.join(" + ")}`,
    minus(`= ${numbers.join(" + ")} = ${slopeOf(paths, layer)}`),
  ];
}
