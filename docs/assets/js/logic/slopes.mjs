// The way through a layer, y = x @ w + b, and back: the paths that make each number of y, and those from
// the slopes of y to each number. A number is [its array, row, column]; b, (m,), counts as one row.

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

export function rowsOf(array, layer) {
  if (array === "b") return [layer.b];
  return array === "y" ? forward(layer) : layer[array];
}

const forward = ({ x, w, b }) =>
  x.map((row) => b.map((bias, j) => row.reduce((sum, each, k) => sum + each * w[k][j], bias)));

// The paths that end at a number of y: forward, each x through its weight, each weight through its x,
// and the bias straight
export function pathsMaking(to, { x }) {
  const [, i, j] = to;
  const pairs = x[i].map((_, k) => [
    ["x", i, k],
    ["w", k, j],
  ]);
  return [
    ...pairs.map(([from, by]) => ({ from, to, by })),
    ...pairs.map(([by, from]) => ({ from, to, by })),
    { from: ["b", 0, j], to },
  ];
}

export const named = ([array, i, j]) => (array === "b" ? `b[${j}]` : `${array}[${i},${j}]`);

// A number of y as a sum, in names and in numbers
export function made([, i, j], layer) {
  const { x, w, b } = layer;
  const names = x[i].map((_, k) => `x[${i},${k}]·w[${k},${j}]`);
  const numbers = x[i].map((each, k) => `${each}·${w[k][j]}`);
  return [
    `y[${i},${j}] = ${[...names, `b[${j}]`].join(" + ")}`,
    minus(`= ${[...numbers, b[j]].join(" + ")} = ${rowsOf("y", layer)[i][j]}`),
  ];
}

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
