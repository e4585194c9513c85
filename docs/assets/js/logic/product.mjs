// C = A @ B in steps, without a page. A matrix is an array of rows. Every view adds up the same
// small products A[i][p] * B[p][j], each in an order of its own.

import { sliceAt } from "./cube.mjs";

export const VIEWS = {
  entries: "row · column",
  columns: "weighted columns",
  rows: "weighted rows",
  layers: "outer products",
  cube: "cube",
};

export function sizesOf(a, b) {
  return { m: a.length, k: a[0].length, inner: b.length, n: b[0].length };
}

export function product(a, b) {
  return a.map((row) => b[0].map((_, j) => tidy(row.reduce((sum, x, p) => sum + x * b[p][j], 0))));
}

// 0.1 + 0.2 is 0.3 to a reader; what a binary fraction adds is far behind the point
export function tidy(number) {
  return Number(number.toPrecision(12)) + 0;
}

export function stepCount(view, a, b) {
  const { m, k, n } = sizesOf(a, b);
  return { entries: m * n, columns: n * k, rows: m * k, layers: k, cube: m + k + n }[view];
}

// After `step` steps (0: nothing yet). `c` is C so far, undefined where no sum has begun. `i`, `j`,
// `p` name the row of A, the column of B and the place on the inner axis that the last step was
// about; undefined means all of them. `line` says what was added up.
export function stateAt(view, a, b, step) {
  const { k, n } = sizesOf(a, b);
  const none = { c: a.map(() => Array(n).fill(undefined)), line: "" };
  if (step < 1) return none;
  if (view === "cube") return sliced(a, b, step);
  const last = step - 1;
  const c = partial(a, b, (i, j) => {
    if (view === "entries") return i * n + j <= last ? k : 0;
    if (view === "columns") return clamp(step - j * k, k);
    if (view === "rows") return clamp(step - i * k, k);
    return step;
  });
  const place = {
    entries: { i: Math.floor(last / n), j: last % n },
    columns: { j: Math.floor(last / k), p: last % k },
    rows: { i: Math.floor(last / k), p: last % k },
    layers: { p: last },
  }[view];
  return { c, ...place, line: lines[view](a, b, place, c) };
}

// The step after which the entry C[i][j] is complete
export function stepOf(view, a, b, i, j) {
  const { k, n } = sizesOf(a, b);
  const whole = { entries: i * n + j + 1, columns: (j + 1) * k, rows: (i + 1) * k, layers: k };
  return whole[view] ?? i + 1;
}

// Of the cube: the slices along the rows, the inner axis and the columns, each axis anew
function sliced(a, b, step) {
  const { m, k, n } = sizesOf(a, b);
  const { axis, index } = sliceAt([m, k, n], step);
  const place = { [["i", "p", "j"][axis]]: index };
  const terms = [(i) => (i <= index ? k : 0), () => index + 1, (_, j) => (j <= index ? k : 0)];
  const c = partial(a, b, terms[axis]);
  const line = [
    () => `cube[${index}, :, :] adds up to row ${index} of C: ${list(c[index])}`,
    () => `cube[:, ${index}, :] is column ${list(column(a, index))} times row ${list(b[index])}`,
    () => `cube[:, :, ${index}] adds up to column ${index} of C: ${list(column(c, index))}`,
  ][axis]();
  return { c, ...place, line };
}

function clamp(count, most) {
  return Math.max(0, Math.min(count, most));
}

// Each entry with the first terms(i, j) of its products added up
function partial(a, b, terms) {
  return a.map((row, i) =>
    b[0].map((_, j) => {
      const count = terms(i, j);
      if (!count) return undefined;
      return tidy(row.slice(0, count).reduce((sum, x, p) => sum + x * b[p][j], 0));
    }),
  );
}

const lines = {
  entries(a, b, { i, j }, c) {
    const terms = a[i].map((x, p) => `${signed(x)}·${signed(b[p][j])}`);
    return `${terms.join(" + ")} = ${number(c[i][j])}`;
  },
  columns(a, b, { j, p }, c) {
    const terms = b.slice(0, p + 1).map((row, q) => `${signed(row[j])}·${list(column(a, q))}`);
    return `${terms.join(" + ")} = ${list(column(c, j))}`;
  },
  rows(a, b, { i, p }, c) {
    const terms = b.slice(0, p + 1).map((row, q) => `${signed(a[i][q])}·${list(row)}`);
    return `${terms.join(" + ")} = ${list(c[i])}`;
  },
  layers(a, b, { p }) {
    const names = a[0].slice(0, p + 1).map((_, q) => `layer ${q}`);
    const layer = `column ${list(column(a, p))} times row ${list(b[p])}`;
    return `C = ${names.join(" + ")}: ${layer}`;
  },
};

function column(matrix, j) {
  return matrix.map((row) => row[j]);
}

function list(numbers) {
  return `[${numbers.map(number).join("\u00a0")}]`; // one line breaks between lists only
}

// As it stands in a cell: a true minus sign, and no more digits than a reader wants
export function number(value) {
  return String(Number(value.toPrecision(6))).replace("-", "−");
}

function signed(value) {
  return value < 0 ? `(${number(value)})` : number(value);
}

// Why the inner sizes do not fit, and what NumPy and PyTorch say; undefined where they are equal
export function mismatch(a, b) {
  const { m, k, inner, n } = sizesOf(a, b);
  if (k === inner) return undefined;
  return {
    why:
      `A has ${count(k, "column")}, B has ${count(inner, "row")}. ` +
      "Each row of A meets each column of B pair by pair, so both need the same length.",
    messages: [
      {
        library: "NumPy",
        code: "a @ b",
        error:
          "ValueError: matmul: Input operand 1 has a mismatch in its core dimension 0, with " +
          `gufunc signature (n?,k),(k,m?)->(n?,m?) (size ${inner} is different from ${k})`,
      },
      {
        library: "PyTorch",
        code: "a @ b",
        error:
          "RuntimeError: mat1 and mat2 shapes cannot be multiplied " +
          `(${m}x${k} and ${inner}x${n})`,
      },
    ],
  };
}

function count(number, word) {
  return `${number} ${word}${number === 1 ? "" : "s"}`;
}

// The matrix with another size: what was there stays, new cells are 1, 2, 3, … in turn
export function resized(matrix, rows, columns) {
  return Array.from({ length: rows }, (_, i) =>
    Array.from({ length: columns }, (_, j) => matrix[i]?.[j] ?? ((i + j) % 3) + 1),
  );
}

// What a reader typed into a cell; undefined if it is no number
export function parseNumber(text) {
  const bare = text.trim().replace("−", "-").replace(",", ".");
  return /^-?(\d+\.?\d*|\.\d+)$/.test(bare) ? tidy(Number(bare)) : undefined;
}
