// Messages of shapes that are made anew, of arrays that are joined, and of indices. No page here.

import { written } from "../../shapes.mjs";
import { reshapeMends } from "../fits.mjs";
import { aligned, alone, meeting } from "../products.mjs";
import { list, pattern, plain, rows } from "./words.mjs";

const RESHAPE = "cannot-reshape-array-of-size";
const JOIN = "all-input-arrays-must-have-the-same-shape";
const INDEX = "too-many-indices-for-array";

function reshape(count, wanted, note = "") {
  const size = wanted.reduce((all, each) => all * each, 1);
  const counted = wanted.includes(-1);
  return {
    operation: "a reshape",
    section: RESHAPE,
    rows: rows("new shape"),
    columns: wanted.map((each, axis) => alone(`axis ${axis}`, each)),
    told: counted
      ? `${count} is no multiple of ${-size}, so no whole number stands for the -1.`
      : `There are ${count} numbers, and ${written(wanted)} holds ${size}. A reshape keeps them all.`,
    note,
    mends: reshapeMends(Number(count), wanted),
  };
}

// NumPy writes newaxis for a -1, and leaves one out that stands in front: (-1, 3) is told as (3)
function reshapeOfNumpy(count, said) {
  const wanted = /into shape (\(.*\))/.exec(said)[1];
  const sizes = wanted.match(/\d+|newaxis/g) ?? [];
  const shape = sizes.map((size) => (size === "newaxis" ? -1 : Number(size)));
  if (/^\(\d+\)$/.test(wanted)) shape.unshift(-1);
  const size = shape.reduce((all, each) => all * each, 1);
  const maybe = !shape.includes(-1) && size > 1 && count % size > 0;
  return reshape(
    count,
    shape,
    maybe ? "If you wrote a -1 in front: NumPy leaves it out of its message." : "",
  );
}

function joined(axis, first, one, second, other) {
  return {
    operation: "arrays that are joined",
    section: JOIN,
    rows: rows(`array ${one}`, `array ${second}`),
    columns: [meeting(`axis ${axis}`, Number(first), Number(other))],
    told: `All sizes but that of the joined axis must be equal. On axis ${axis} they are ${first} and ${other}.`,
    mends: [{ code: `axis=${axis}`, when: "if all other sizes are equal" }],
  };
}

function stacked(left, first, right, second) {
  const shapes = [list(left), list(right)];
  return {
    operation: "arrays that are stacked",
    section: JOIN,
    rows: rows(`entry ${first}`, `entry ${second}`),
    columns: aligned(shapes).map((column) => ({
      ...column,
      mark: new Set(column.sizes).size > 1 ? "✗" : "=",
    })),
    told: "A stack wants equal shapes. Here nothing stretches.",
    mends: [],
  };
}

const ranks = (one, first, other, second) =>
  plain(
    "arrays that are joined",
    JOIN,
    `One has ${first} axes, another ${second} (arrays ${one} and ${other}). Give both as many, by [None] or [:, None].`,
  );

function masked(axis, size, own) {
  return {
    operation: "an index of True and False",
    section: INDEX,
    rows: rows("array", "mask"),
    columns: [meeting(`axis ${axis}`, Number(size), Number(own))],
    told: `A mask holds one True or False for each place: ${size} on axis ${axis}, and here it has ${own}.`,
    mends: [],
  };
}

function maskOfTensor(mask, _at, tensor) {
  const [own, shapeOf] = [list(mask), list(tensor)];
  const axis = own.findIndex((size, at) => size !== shapeOf[at]);
  return {
    ...masked(axis, shapeOf[axis], own[axis]),
    rows: rows("tensor", "mask"),
    columns: shapeOf.map((size, at) => meeting(`axis ${at}`, size, own[at])),
  };
}

const outside = (index, axis, size) =>
  plain(
    "an index",
    INDEX,
    `Axis ${axis} has ${size} places. Counted from 0, the last one is ${size - 1}, and ${index} is behind it.`,
  );

const tooMany = (axes, indices) =>
  plain(
    "an index",
    INDEX,
    `The array has ${axes} ${Number(axes) === 1 ? "axis" : "axes"}${indices ? `, and ${indices} indices were given` : ""}. An index before may have dropped one: a slice keeps it, x[:1] instead of x[0].`,
  );

const noAxis = (axis, axes) =>
  plain(
    "an axis that is named",
    INDEX,
    `There are ${axes} axes. Counted from 0, there is no axis ${axis}.`,
  );

export const PLACES = [
  [pattern("cannot reshape array of size {N} into shape {…}$"), reshapeOfNumpy],
  [
    /shape '(\[[-\d, ]*\])' is invalid for input of size (\d+)/,
    (wanted, count) => reshape(count, list(wanted)),
  ],
  [
    /view size is not compatible|unflatten/,
    () =>
      plain(
        "a view of the same memory",
        RESHAPE,
        "The count may fit, but the numbers do not lie in memory in that order.",
        [{ code: "x.reshape(…)", when: "it copies where it must" }],
      ),
  ],
  [
    pattern(
      "along dimension {N}, the array at index {N} has size {N} and the array at index {N} has size {N}",
    ),
    (axis, one, first, second, other) => joined(axis, first, one, second, other),
  ],
  [
    pattern("Expected size {N} but got size {N} for tensor number {N} in the list"),
    (first, other, number) => ({
      ...joined("?", first, 0, number, other),
      columns: [meeting("an axis", Number(first), Number(other))],
      told: `All sizes but that of the joined axis must be equal. Here ${first} meets ${other}.`,
      mends: [],
    }),
  ],
  [
    pattern(
      "the array at index {N} has {N} dimension(s) and the array at index {N} has {N} dimension(s)",
    ),
    ranks,
  ],
  [/same number of dimensions: got (\d+) and (\d+)/, (first, second) => ranks(0, first, 1, second)],
  [
    /to be equal size, but got (\[[\d, ]*\]) at entry (\d+) and (\[[\d, ]*\]) at entry (\d+)/,
    stacked,
  ],
  [
    /all input arrays must have the same shape/,
    () =>
      plain(
        "arrays that are stacked",
        JOIN,
        "A stack wants equal shapes. NumPy does not tell them: print the shape of each.",
      ),
  ],
  [
    /inhomogeneous shape|expected sequence of length \d+ at dim \d+/,
    () =>
      plain(
        "a list of lists",
        JOIN,
        "Its rows have different lengths, so it is no grid of numbers.",
      ),
  ],
  [
    /along axis (\d+); size of axis is (\d+) but size of corresponding boolean axis is (\d+)/,
    masked,
  ],
  [
    pattern(
      "The shape of the mask {L} at index {N} does not match the shape of the indexed tensor {L}",
    ),
    maskOfTensor,
  ],
  [/index (-?\d+) is out of bounds for (?:axis|dimension) (\d+) with size (\d+)/, outside],
  [/array is (\d+)-dimensional, but (\d+) were indexed/, tooMany],
  [/too many indices for tensor of dimension (\d+)/, tooMany],
  [/axis (-?\d+) is out of bounds for array of dimension (\d+)/, noAxis],
  [
    /Dimension out of range \(expected to be in range of \[-?\d+, (-?\d+)\], but got (-?\d+)\)/,
    (last, axis) => noAxis(axis, Number(last) + 1),
  ],
  [
    /axes don't match array|desired ordering of dimensions/,
    () => plain("the order of the axes", INDEX, "Each axis must be named once, and no other."),
  ],
];
