// Messages of products: np.dot, @ and its gufuncs, mm, bmm, mv, einsum. No page here.

import { written } from "../../shapes.mjs";
import {
  aligned,
  alone,
  dotAxes,
  layerMends,
  meeting,
  product,
  productAxes,
  productMends,
} from "../products.mjs";
import { pattern, plain, rows, shape } from "./words.mjs";

const DOT = "shapes-not-aligned";
const CORE = "mismatch-in-its-core-dimension";
const MATS = "mat1-and-mat2-shapes-cannot-be-multiplied";
const FOLDED = "mat1-and-mat2-after-conv-and-flatten";
const PILES = "dot-or-matmul-on-a-pile";
const BMM = "expected-size-for-batch2-of-bmm";
const EINSUM = "einsum-subscript-does-not-broadcast";
const MATMUL = "(n?,k),(k,m?)->(n?,m?)";
const REMAPPED = /(\((?:\d+,?)*\))->(\((?:(?:\d+|newaxis),?)*\))/g;

const differ = (left, right, a = "the last axis of a", b = "the first but one from the end of b") =>
  `The inner sizes differ: ${left}, ${a}, and ${right}, ${b}.`;

function pair(a, b, { operation, section, columns = productAxes(a, b), names = ["a", "b"] }) {
  const inner = columns.find(({ label }) => label === "inner");
  const told =
    inner.mark === "✗"
      ? differ(inner.sizes[0], inner.sizes[1], `the last axis of ${names[0]}`, innerOf(b, names[1]))
      : "The inner sizes are equal. What stands in front does not broadcast.";
  return {
    operation,
    section,
    rows: rows(...names),
    columns,
    told,
    mends: productMends(a, b, names),
    stage: a.length === 2 && b.length === 2 ? [a, b] : undefined,
  };
}

const innerOf = (b, name) =>
  b.length > 1 ? `axis ${b.length - 2} of ${name}` : `the only axis of ${name}`;

// mat1 and mat2 are matrices: what stands in front of a pile is folded into their first size
function mats(...sizes) {
  const [rowsOf, inner, wanted, out] = sizes.map(Number);
  const transposed = inner === out;
  return {
    ...pair([rowsOf, inner], [wanted, out], {
      operation: "a product of two matrices, or a Linear",
      section: transposed ? MATS : FOLDED,
    }),
    mends: transposed
      ? productMends([rowsOf, inner], [wanted, out], ["x", "W"])
      : layerMends([rowsOf, inner], [wanted, out]),
    note: "If a is a pile, such as (64, 28, 28), PyTorch folds all its axes but the last into the first of these numbers.",
  };
}

// A gufunc names its axes by letters: (n?,k),(k,m?)->(n?,m?). Of its operands only two sizes are told
function gufunc(operand, axis, signature, size, other) {
  const operands = signature
    .split("->")[0]
    .match(/\([^)]*\)/g)
    .map((names) => names.match(/\w+/g) ?? []);
  const letter = operands[operand][axis];
  const first = operands.findIndex((names) => names.includes(letter));
  const letters = [...new Set(operands.flat())];
  const columns = letters.map((name) => {
    const sizes = operands.map((names) => (names.includes(name) ? null : undefined));
    if (name !== letter) return alone(name, ...sizes);
    sizes[operand] = Number(size);
    sizes[first] = Number(other);
    return meeting(name, ...sizes);
  });
  const names = [..."abcdef"].slice(0, operands.length);
  const mends = signature === MATMUL ? ["a @ b.T", "a.T @ b", "b @ a"] : [];
  return {
    operation: signature === MATMUL ? "a product, a @ b" : "a small product, repeated over piles",
    section: CORE,
    rows: rows(...names),
    columns,
    told: `${letter} stands for one size, and it is ${other} in ${names[first]} and ${size} in ${names[operand]}.`,
    note: "NumPy tells only these two sizes. Print a.shape and b.shape.",
    mends: mends.map((code) => ({ code, when: "if its inner axes are equal" })),
  };
}

// (2,3)->(2,newaxis,3): an operand with its axes in the order of the result
function remapped(said, requested) {
  const found = [...said.matchAll(REMAPPED)].map(([, own, order]) => [
    shape(own),
    order.match(/\d+|newaxis/g).map((size) => (size === "newaxis" ? 1 : Number(size))),
  ]);
  const shapes = found.map(([own]) => own);
  const core = found.every(([, order]) => /1,1$/.test(order.join()) && requested);
  if (core && shapes.length === 2) {
    return pair(...shapes, { operation: "a product of piles, a @ b", section: PILES });
  }
  const columns = aligned(found.map(([, order]) => order)).map((column, n, { length }) => ({
    ...column,
    sizes: found.map(([, order]) =>
      order.at(n - length) === 1 ? undefined : order[order.length + n - length],
    ),
    label: `letter ${n + 1}`,
  }));
  const clash = columns.find(({ mark }) => mark === "✗");
  const sizes = clash?.sizes.filter((size) => size !== undefined) ?? [];
  return {
    operation: "einsum",
    section: EINSUM,
    rows: rows(...[..."abdefg"].slice(0, shapes.length)),
    columns,
    told: `One letter has two sizes: ${[...new Set(sizes)].join(" and ")}.`,
    note: `The operands are ${shapes.map((each) => written(each)).join(" and ")}. Here their axes stand in the order of the letters.`,
    mends: [],
  };
}

function letter(name, size, operand, seen) {
  return {
    operation: "einsum",
    section: EINSUM,
    rows: rows("an operand before", `operand ${operand}`),
    columns: [meeting(name, Number(seen), Number(size))],
    told: `The letter ${name} is ${seen} at first, and ${size} in operand ${operand}, counted from 0.`,
    mends: [],
  };
}

// batch2 should be [5, 3], and is [5, 2]: what batch1 is follows from it
function piles(pile, inner, own, ownInner) {
  const [n, k, m, l] = [pile, inner, own, ownInner].map(Number);
  return {
    operation: "a product of two piles of matrices, bmm",
    section: BMM,
    rows: rows("batch1", "batch2"),
    columns: [
      meeting("pile", n, m),
      alone("rows", null),
      meeting("inner", k, l),
      alone("columns", undefined, null),
    ],
    told:
      n === m
        ? differ(k, l, "axis 2 of batch1", "axis 1 of batch2")
        : `One pile holds ${n} matrices, the other ${m}.`,
    mends:
      n === m
        ? [{ code: "torch.bmm(batch1, batch2.mT)", when: `if axis 2 of batch2 is ${k}` }]
        : [],
  };
}

const vector = (_got, height, width, size) =>
  pair([Number(height), Number(width)], [Number(size)], {
    operation: "a matrix times a vector, mv",
    section: BMM,
    names: ["mat", "vec"],
  });

const RANKS =
  "It wants another number of axes. mm takes two matrices, bmm two piles, mv a matrix and a vector.";

export const PRODUCTS = [
  [
    pattern("shapes {T} and {T} not aligned"),
    (left, right) => {
      const [a, b] = [shape(left), shape(right)];
      const found = pair(a, b, {
        operation: "a product, np.dot",
        section: DOT,
        columns: dotAxes(a, b),
      });
      return product(a, b)
        ? { ...found, told: "np.dot takes these in another way than @." }
        : found;
    },
  ],
  [
    pattern(
      "Input operand {N} has a mismatch in its core dimension {N}, with gufunc signature {…} (size {N} is different from {N})",
    ),
    (operand, axis, size, other, said) =>
      gufunc(operand, axis, /signature (\S+)/.exec(said)[1], size, other),
  ],
  [
    /does not have enough dimensions \(has/,
    () =>
      plain(
        "a product, a @ b",
        CORE,
        "One of the operands is a single number. @ wants at least a vector on each side, and * takes numbers.",
      ),
  ],
  [/mat1 and mat2 shapes cannot be multiplied \((\d+)x(\d+) and (\d+)x(\d+)\)/, mats],
  [/size mismatch, m1: \[(\d+) x (\d+)\], m2: \[(\d+) x (\d+)\]/, mats],
  [
    /\[original->remapped\]: \([\d,]*\)->\(/,
    (said) => remapped(said, /requested shape/.test(said)),
  ],
  [
    pattern(
      "subscript {W} has size {N} for operand {N} which does not broadcast with previously seen size {N}",
    ),
    letter,
  ],
  [
    /dimensions in operand \d+ for collapsing index '(\w)' don't match \((\d+) != (\d+)\)/,
    (name, one, other) =>
      plain(
        "einsum",
        EINSUM,
        `The letter ${name} has two sizes in one operand: ${one} and ${other}.`,
      ),
  ],
  [
    /subscripts.*operand|operand has more dimensions than subscripts|einstein sum/,
    () => plain("einsum", EINSUM, "There must be as many letters for an operand as it has axes."),
  ],
  [pattern("first two dimensions of batch2 tensor to be: [{N}, {N}] but got: [{N}, {N}]"), piles],
  [/size mismatch, got input \((\d+)\), mat \((\d+)x(\d+)\), vec \((\d+)\)/, vector],
  [
    pattern("inconsistent tensor size, expected tensor [{N}] and src [{N}]"),
    (a, b) =>
      pair([Number(a)], [Number(b)], { operation: "a product of two vectors, dot", section: BMM }),
  ],
  [
    /must be a (?:matrix|3D tensor|vector)|1D tensors expected|vector \+ matrix @ vector expected|to be at least 1D/,
    () => plain("a product of a fixed number of axes", BMM, RANKS),
  ],
  [
    /must have the same dtype|to have the same dtype/,
    () =>
      plain(
        "a product of two types of numbers",
        MATS,
        "This is about dtypes, not about shapes: make both float32, by x.float().",
      ),
  ],
];
