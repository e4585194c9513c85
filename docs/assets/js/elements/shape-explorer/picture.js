// The pictures of the shape explorer: the ladder of shapes, the cells that stretch, the table of
// memory. All take the operands [{ letter, role, shape }] and, where they fit, the shape `result`.

import { button } from "../../kit/buttons.js";
import { h } from "../../kit/dom.js";
import { block, digits, rove } from "../../kit/grid.js";
import { axesOf, bytesText, cellKind, markOf, memory, written } from "../../logic/shapes.mjs";

const MOST = { columns: 8, rows: 12, cells: 60 };

// One column for each axis, right-aligned, and what became of it underneath
export function ladder(operands, result) {
  const axes = axesOf(operands.map(({ shape }) => shape));
  const letters = h(
    "div",
    { class: "axis letters", "aria-hidden": "true" },
    h("small"),
    h(
      "div",
      { class: "sizes" },
      ...operands.map(({ letter, role }) => h("b", { class: role }, letter)),
    ),
    h("span", { class: "mark" }),
    result ? h("b", { class: "c" }, "C") : "",
  );
  const columns = axes.map((axis) => {
    const said = operands.map(({ letter }, n) => `${letter} ${axis.sizes[n] ?? "missing"}`);
    const sizes = operands.map(({ role }, n) =>
      size(axis.sizes[n], role, cellKind(axis, axis.sizes[n])),
    );
    return h(
      "div",
      {
        class: `axis ${axis.kind}`,
        role: "listitem",
        "--from": -1 - axis.fromRight,
        "aria-label": `axis ${axis.number}: ${said.join(", ")}: ${axis.kind}`,
      },
      h("small", {}, `axis ${axis.number}`),
      h("div", { class: "sizes" }, ...sizes),
      h("span", { class: "mark" }, markOf(axis)),
      result ? size(axis.size, "c", "solid") : "",
    );
  });
  const made = h(
    "div",
    { class: "ladder", role: "list", "aria-label": "The shapes right-aligned" },
    ...columns,
  );
  return h("div", { class: "ladder-frame" }, letters, made);
}

function size(number, role, kind) {
  return h("span", { class: `size ${role} ${kind}` }, number ?? "");
}

// Why there is no picture of cells; undefined where there is one
export function undrawn(operands, result) {
  const shapes = result ? [result] : operands.map(({ shape }) => shape);
  if (shapes.some((shape) => shape.includes(0))) {
    return "There are no cells to draw: an axis of size 0 leaves none.";
  }
  const large = shapes.some((shape) => {
    const { layers, rows, columns } = laid(shape);
    return (
      shape.length > 3 ||
      columns > MOST.columns ||
      layers * rows > MOST.rows ||
      layers * rows * columns > MOST.cells
    );
  });
  return large ? "Small shapes of up to three axes are drawn here, cell by cell." : undefined;
}

function laid(shape) {
  const [layers, rows, columns] = [...Array(Math.max(0, 3 - shape.length)).fill(1), ...shape];
  return { layers, rows, columns };
}

// A + B = C in cells; told(text) says which pair is behind the cell of C that the reader is at
export function cells(operands, result, told) {
  const drawn = operands.map((operand, n) => stretched(operand, n, result ?? operand.shape));
  const terms = drawn.map((each, n) => term(n ? "+" : "", each));
  if (!result) {
    const nothing = block({
      role: "c",
      name: "C: none",
      rows: 2,
      columns: 3,
      class: "clash",
      cell: () => h("span", { class: "cell none" }),
    });
    return { picture: h("div", { class: "sum" }, ...terms, term("=", nothing)), show() {} };
  }
  const { layers, rows, columns } = laid(result);
  const values = operands.map(({ shape }, n) => valuesOf(shape, n, result));
  const sums = values[0].map((_, at) => values.reduce((sum, each) => sum + each[at].value, 0));
  const text = (at) => `${values.map((each) => each[at].value).join(" + ")} = ${sums[at]}`;
  const show = (at) => {
    drawn
      .concat(made)
      .forEach((each) =>
        each
          .querySelectorAll("[data-at]")
          .forEach((cell, place) => cell.classList.toggle("pair", place === at)),
      );
    told(at === undefined ? "" : text(at));
  };
  const made = block({
    role: "c",
    name: `C ${written(result)}`,
    layers,
    rows,
    columns,
    cell: (row, column) => {
      const at = row * columns + column;
      const enter = () => show(at);
      return button(`${sums[at]}`, enter, {
        class: "cell",
        "aria-label": `C: ${text(at)}`,
        ...digits(`${sums[at]}`),
        onfocus: enter,
        onpointerenter: enter,
      });
    },
  });
  made.addEventListener("pointerleave", () => show());
  made.addEventListener("focusout", () => show());
  rove(made, layers * rows, columns);
  return { picture: h("div", { class: "sum" }, ...terms, term("=", made)), show, made };
}

function term(sign, drawn) {
  return h("div", { class: "term" }, h("span", { class: "sign" }, sign), drawn);
}

// The first operand counts 1, 2, 3, the second 10, 20, 30: a sum shows where it comes from.
// For each cell of the result its value, and how far from its source it lies.
function valuesOf(shape, n, result) {
  const own = laid(shape);
  const full = laid(result);
  const all = [];
  for (let layer = 0; layer < full.layers; layer += 1) {
    for (let row = 0; row < full.rows; row += 1) {
      for (let column = 0; column < full.columns; column += 1) {
        const [l, r, c] = [layer % own.layers, row % own.rows, column % own.columns];
        const place = (l * own.rows + r) * own.columns + c;
        const away = { layers: layer - l, rows: row - r, columns: column - c };
        all.push({ value: (place + 1) * 10 ** n, away });
      }
    }
  }
  return all;
}

function stretched({ letter, role, shape }, n, target) {
  const { layers, rows, columns } = laid(target);
  const own = laid(shape);
  const values = valuesOf(shape, n, target);
  const arrived = written(shape) === written(target);
  const name = `${letter} ${written(shape)}${arrived ? "" : ` → ${written(target)}`}`;
  const cell = (row, column) => {
    const { value, away } = values[row * columns + column];
    const ghost = away.layers || away.rows || away.columns;
    return h(
      "span",
      {
        class: `cell ${ghost ? "ghost" : ""}`,
        "--dx": away.columns,
        "--dy": away.rows + away.layers * rows,
        ...digits(`${value}`),
      },
      h("i", {}, `${value}`),
    );
  };
  const made = block({ role, name, layers, rows, columns, cell });
  const grid = made.querySelector(".cells");
  if (layers > own.layers) grid.append(h("i", { class: "way down" }));
  else if (rows > own.rows) {
    for (let layer = 0; layer < layers; layer += 1) {
      const way = h("i", { class: "way down" });
      way.style.gridArea = `${layer * (rows + 1) + 1} / 1 / span ${rows} / -1`;
      grid.append(way);
    }
  }
  if (columns > own.columns) grid.append(h("i", { class: "way right" }));
  return made;
}

// What each operand holds, what a full copy would take, and the strides that make it needless
export function memoryTable(operands, result) {
  const head = ["shape", "strides", "holds", "full copy"].map((text) => h("th", {}, text));
  const line = (letter, role, shape, { strides, held, copied }, made) =>
    h(
      "tr",
      {},
      h("th", { class: role, scope: "row" }, `${letter} ${written(shape)}`),
      h("td", {}, written(strides)),
      h("td", {}, bytesText(held)),
      h("td", {}, made ? "new" : strides.includes(0) && copied > held ? bytesText(copied) : "–"),
    );
  const rows = operands.map(({ letter, role, shape }) =>
    line(letter, role, shape, memory(shape, result)),
  );
  rows.push(line("C", "c", result, memory(result, result), true));
  return h(
    "table",
    { class: "memory", "aria-label": "Memory" },
    h("thead", {}, h("tr", {}, ...head)),
    h("tbody", {}, ...rows),
  );
}
