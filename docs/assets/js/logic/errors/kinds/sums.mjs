// Messages of what broadcasts: a + b and its like, and what goes into a target. No page here.

import { axesOf, clashText, intoText, written } from "../../shapes.mjs";
import { sumMends, targetMends } from "../fits.mjs";
import { aligned, meeting } from "../products.mjs";
import { LIST, list, pattern, plain, rows, shape, shapesIn } from "./words.mjs";

const SUM = "operands-could-not-be-broadcast-together";
const TARGET = "could-not-broadcast-input-array";
const INDEX = "too-many-indices-for-array";
const BROKEN_OFF = "The message breaks off before its second shape: paste the whole line.";
const LISTED = new RegExp(`${LIST}`, "g");

function sum(shapes, operation = "a sum, or another operation place by place", section = SUM) {
  if (shapes.length < 2) return plain(operation, section, BROKEN_OFF);
  const clash = axesOf(shapes).findLast(({ kind }) => kind === "clash");
  return {
    operation,
    section,
    rows: rows(..."abdefg".slice(0, shapes.length)),
    columns: aligned(shapes),
    told: clash ? `Right-aligned, ${clashText(clash)}.` : "Right-aligned, these shapes fit.",
    mends: shapes.length === 2 && section === SUM ? sumMends(...shapes) : [],
    explore: { shapes },
  };
}

// `what` goes where a shape is fixed. `wanted`: what NumPy would make if it could grow
function target(fixed, value, { operation, grown = false }) {
  const result = axesOf([fixed, value]).map(({ size }) => size);
  const clash = axesOf([fixed, value]).findLast(({ kind }) => kind === "clash");
  const why = clash
    ? `Right-aligned, ${clashText(clash)}`
    : (intoText(fixed, result)?.replace("what", "What") ?? "These shapes fit");
  return {
    operation,
    section: TARGET,
    rows: rows("target", grown ? "result" : "value"),
    columns: aligned([fixed, value], true),
    told: `${why}. A target cannot grow.`,
    mends: grown
      ? [{ code: "a = a + b", gives: written(value), when: "a new array, which may be larger" }]
      : targetMends(fixed, value),
    explore: { shapes: [fixed, value], into: true },
  };
}

// PyTorch tells two sizes and an axis, counted from the left of the result: no more is known
function twoSizes(a, b, axis) {
  return {
    operation: "a sum, or another operation place by place",
    section: SUM,
    rows: rows("a", "b"),
    columns: [meeting(`axis ${axis} of the result`, Number(a), Number(b))],
    told: `${a} and ${b} differ, and neither is 1, so neither stretches.`,
    note: "PyTorch tells only these two sizes. Print a.shape and b.shape, and line them up from the right.",
    mends: [],
  };
}

// The target of an expand: -1 stands for the size that is there
function expanded(wanted, own) {
  const sizes = list(wanted);
  return sizes.map((size, axis) => (size === -1 ? own.at(axis - sizes.length) : size));
}

const PUT = { operation: "a value that is put into a target" };
const GROW = { operation: "an operation in place", grown: true };

export const SUMS = [
  [
    pattern("could not broadcast input array from shape {T} into shape {T}"),
    (from, into) => target(shape(into), shape(from), PUT),
  ],
  [
    pattern("value array of shape {T} could not be broadcast to indexing result of shape {T}"),
    (from, into) => target(shape(into), shape(from), PUT),
  ],
  [
    pattern("value tensor of shape {L} cannot be broadcast to indexing result of shape {L}"),
    (from, into) => target(list(into), list(from), PUT),
  ],
  [
    pattern("output operand with shape {T} doesn't match the broadcast shape {T}"),
    (own, result) => target(shape(own), shape(result), GROW),
  ],
  [
    pattern("output with shape {L} doesn't match the broadcast shape {L}"),
    (own, result) => target(list(own), list(result), GROW),
  ],
  [
    pattern("Target sizes: {L}. Tensor sizes: {L}"),
    (wanted, own) => target(expanded(wanted, list(own)), list(own), PUT),
  ],
  [
    pattern("expand({…}{{L}}, size={L})"),
    (own, wanted) => target(expanded(wanted, list(own)), list(own), PUT),
  ],
  [
    // np.broadcast_to: one shape, and the one that was asked for
    pattern("[original->remapped]: {T} and requested shape {T}"),
    (own, wanted) => target(shape(wanted), shape(own), PUT),
  ],
  [
    pattern("indexing arrays could not be broadcast together with shapes {…}$"),
    (said) => sum(shapesIn(said), "index arrays, which broadcast with each other", INDEX),
  ],
  [
    pattern("indexing tensors could not be broadcast together with shapes {…}$"),
    (said) =>
      sum(said.match(LISTED).map(list), "index tensors, which broadcast with each other", INDEX),
  ],
  [/could not be broadcast together with shapes? (?!.*->).*/, (said) => sum(shapesIn(said))],
  [
    pattern("Mismatch is between arg {N} with shape {T} and arg {N} with shape {T}"),
    (_first, a, _second, b) => sum([shape(a), shape(b)]),
  ],
  [
    pattern("tensor a ({N}) must match the size of tensor b ({N}) at non-singleton dimension {N}"),
    twoSizes,
  ],
  [
    pattern("target size (torch.Size({L})) that is different to the input size (torch.Size({L}))"),
    (wanted, input) => loss(list(input), list(wanted)),
  ],
  [
    pattern("Target size (torch.Size({L})) must be the same as input size (torch.Size({L}))"),
    (wanted, input) => loss(list(input), list(wanted)),
  ],
  [
    /cannot broadcast a non-scalar to a scalar array/,
    () =>
      plain(
        "a value that is put into a target",
        TARGET,
        "The target has no axes, and cannot grow.",
      ),
  ],
];

// A loss between two shapes that broadcast: no error, and a wrong number
function loss(input, wanted) {
  const found = sum([input, wanted], "a loss that compares place by place", undefined);
  const columns = found.columns.map(({ mark }) => mark);
  const fits = !columns.includes("✗");
  return {
    ...found,
    page: "silent-bugs",
    section: "the-loss-does-not-go-down-n-against-n-1",
    rows: rows("input", "target"),
    told: fits ? "They fit, and that is the bug: each prediction meets every label." : found.told,
    mends: targetMends(input, wanted).map((mend) => ({
      ...mend,
      code: mend.code.replace("value", "target"),
    })),
  };
}
