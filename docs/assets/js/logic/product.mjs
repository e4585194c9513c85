// C = A @ B in steps, without a page. A matrix is an array of rows. Every view adds up the same
// small products A[i][p] * B[p][j], each in an order of its own.

import { minus } from "./numbers.mjs";

export const VIEWS = {
  entries: "row · column",
  columns: "weighted columns",
  rows: "weighted rows",
  layers: "outer products",
};

export function sizesOf(a, b) {
  return { m: a.length, k: a[0].length, inner: b.length, n: b[0].length };
}

export function stepCount(view, a, b) {
  const { m, k, n } = sizesOf(a, b);
  return { entries: m * n, columns: n * k, rows: m * k, layers: k }[view];
}

// After `step` steps (0: nothing yet). `c` is C so far, as it is written, "" where no sum has begun.
// `i`, `j`, `p` name the row of A, the column of B and the place on the inner axis that the last step
// was about; undefined means all of them. `line` says what was added up.
export function stateAt(view, a, b, step) {
  const { k, n } = sizesOf(a, b);
  if (step < 1) return { c: a.map(() => Array(n).fill("")), line: "" };
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
  return { entries: i * n + j + 1, columns: (j + 1) * k, rows: (i + 1) * k, layers: k }[view];
}

// When a whole piece of the cube is added up: a number, a column, a row, or a layer of C
export function pieceStateAt(view, a, b, piece) {
  const { k } = sizesOf(a, b);
  const inOne = view === "columns" || view === "rows" ? k : 1;
  return stateAt(view, a, b, (piece + 1) * inOne);
}

function clamp(count, most) {
  return Math.max(0, Math.min(count, most));
}

// Each entry with the first terms(i, j) of its products added up
function partial(a, b, terms) {
  return a.map((row, i) =>
    b[0].map((_, j) => {
      const count = terms(i, j);
      return count ? sumOfProducts(row.slice(0, count), column(b, j)) : "";
    }),
  );
}

const lines = {
  entries(a, b, { i, j }, c) {
    const terms = a[i].map((x, p) => `${signed(x)}·${signed(b[p][j])}`);
    return `${terms.join(" + ")} = ${c[i][j]}`;
  },
  columns(a, b, { j, p }, c) {
    const terms = b.slice(0, p + 1).map((row, q) => `${signed(row[j])}·${list(column(a, q))}`);
    return `${terms.join(" + ")} = ${listed(column(c, j))}`;
  },
  rows(a, b, { i, p }, c) {
    const terms = b.slice(0, p + 1).map((row, q) => `${signed(a[i][q])}·${list(row)}`);
    return `${terms.join(" + ")} = ${listed(c[i])}`;
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
  return listed(numbers.map(number));
}

function listed(texts) {
  return `[${texts.join("\u00a0")}]`; // one line breaks between lists only
}

// As a reader typed it, with a true minus sign
export function number(value) {
  return minus(String(value));
}

// The sum of the products xs[p] * ys[p], every digit of it: what is typed has few places, so it is
// a whole number of small units, and whole numbers may be as long as they like
const PLACES = 4;
export function sumOfProducts(xs, ys) {
  const units = (value) => BigInt(Math.round(value * 10 ** PLACES));
  const sum = xs.reduce((total, x, p) => total + units(x) * units(ys[p]), 0n);
  const digits = `${sum < 0n ? -sum : sum}`.padStart(2 * PLACES + 1, "0");
  const part = digits.slice(-2 * PLACES).replace(/0+$/, "");
  return `${sum < 0n ? "−" : ""}${digits.slice(0, -2 * PLACES)}${part && `.${part}`}`;
}

// The same where there is room for few digits: exact, or rounded and with ≈
const ROOM = 7;
export function brief(text) {
  if (text.length <= ROOM) return text;
  const value = Number(text.replace("−", "-"));
  const rounded = [6, 5, 4, 3].map((digits) => String(Number(value.toPrecision(digits))));
  const short = rounded.find((each) => each.length < ROOM && !each.includes("e"));
  return `≈${minus(short ?? value.toExponential(1).replace("+", ""))}`;
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
  return /^-?(\d+\.?\d*|\.\d+)$/.test(bare) ? Number(bare) + 0 : undefined;
}
