// The pictures of the shape explorer: the ladder of shapes, the cells that stretch, the table of
// memory. All take the operands [{ letter, role, shape, sign, fixed }], `sign` what stands before it,
// `fixed` where it cannot stretch, and, where they fit, the shape `result`.

import { button } from "../../kit/buttons.js";
import { h } from "../../kit/dom.js";
import { block, digits, rove } from "../../kit/grid.js";
import {
  brief,
  bytesText,
  cellKind,
  excerpt,
  markOf,
  memory,
  rungs,
  source,
  written,
} from "../../logic/shapes.mjs";

// One column for each axis, right-aligned, and what became of it underneath
export function ladder(operands, axes, result) {
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
  const columns = rungs(axes).map((axis) => {
    if (axis.left) return leftOut(axis.left);
    const said = operands.map(({ letter }, n) => `${letter} ${axis.sizes[n] ?? "missing"}`);
    const sizes = operands.map(({ role, fixed }, n) => {
      const kind = cellKind(axis, axis.sizes[n]);
      return size(axis.sizes[n], role, fixed && kind === "one" ? "solid" : kind);
    });
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

function leftOut(axes) {
  const [first, last] = [axes[0].number, axes.at(-1).number];
  const name = `axes ${first} to ${last}: left out here`;
  return h("div", { class: "axis left-out", role: "listitem", "aria-label": name }, "⋯");
}

function size(number, role, kind) {
  return h("span", { class: `size ${role} ${kind}` }, number ?? "");
}

// Why there is no picture of cells; undefined where there is one
export function undrawn(operands, result) {
  const shapes = result ? [result] : operands.map(({ shape }) => shape);
  const none = shapes.some((shape) => shape.includes(0));
  return none ? "There are no cells to draw: an axis of size 0 leaves none." : undefined;
}

// What is drawn of a shape: how many layers, rows and columns, those of ⋯ among them, and its cells
function laid(shape) {
  const parts = excerpt(shape);
  const [layers, rows, columns] = ["layers", "rows", "columns"].map(
    (name) => parts[name].shown + parts[name].more,
  );
  const places = [];
  for (let layer = 0; layer < layers; layer += 1) {
    for (let row = 0; row < rows; row += 1) {
      for (let column = 0; column < columns; column += 1) {
        const at = { layers: layer, rows: row, columns: column };
        const gap = Object.keys(at).some(
          (name) => parts[name].more && at[name] >= parts[name].shown,
        );
        places.push({ layer, row, column, gap });
      }
    }
  }
  return { parts, layers, rows, columns, places, elided: places.some(({ gap }) => gap) };
}

// A + B = C in cells; told(text) says which pair is behind the cell of C that the reader is at
export function cells(operands, result, told) {
  const drawn = operands.map((operand, n) => stretched(operand, n, result ?? operand.shape));
  const terms = drawn.map((each, n) => term(operands[n].sign, each));
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
  const { parts, layers, rows, columns, places, elided } = laid(result);
  const values = operands.map(({ shape }, n) => valuesOf(shape, n, result, places));
  const sums = places.map((_, at) => values.reduce((sum, each) => sum + each[at].value, 0));
  const text = (at) => `${values.map((each) => each[at].value).join(" + ")} = ${sums[at]}`;
  const show = (at) => {
    drawn
      .concat(made)
      .forEach((each) =>
        each
          .querySelectorAll("[data-at]")
          .forEach((cell, place) => cell.classList.toggle("pair", place === at)),
      );
    told(at === undefined || places[at].gap ? "" : text(at));
  };
  const made = block({
    role: "c",
    name: `C ${brief(result)}`,
    layers,
    rows,
    columns,
    cell: (row, column) => {
      const at = row * columns + column;
      if (places[at].gap) return h("span", { class: "cell gap" }, "⋯");
      const enter = () => show(at);
      return button(short(sums[at]), enter, {
        class: "cell",
        "aria-label": `C: ${text(at)}`,
        ...digits(short(sums[at])),
        onfocus: enter,
        onpointerenter: enter,
      });
    },
  });
  made.addEventListener("pointerleave", () => show());
  made.addEventListener("focusout", () => show());
  rove(made, parts.layers.shown * parts.rows.shown, parts.columns.shown);
  trim(made, parts, rows);
  const sum = h("div", { class: "sum" }, ...terms, term("=", made));
  const left = elided ? h("p", { class: "about" }, "⋯ stands for what is not drawn.") : "";
  return { picture: h("div", {}, sum, left), show, made };
}

// Layers that are left out take one row
function trim(made, { layers }, rows) {
  if (!layers.more) return;
  const grid = made.querySelector(".cells");
  for (const cell of grid.querySelectorAll("[data-at]")) {
    if (Number(cell.dataset.at.split(",")[0]) > layers.shown * rows) cell.remove();
  }
  const layer = Array(layers.shown).fill(`repeat(${rows}, var(--cell))`);
  grid.style.gridTemplateRows = [...layer, "var(--cell)"].join(" 10px ");
}

function term(sign, drawn) {
  return h("div", { class: "term" }, h("span", { class: "sign" }, sign), drawn);
}

// The first operand counts 1, 2, 3, the second 10, 20, 30: a sum shows where it comes from.
// For each cell of the result its value, and how far from its source it lies.
function valuesOf(shape, n, result, places) {
  return places.map((place) => {
    const { number, away } = source(shape, result, place);
    return { value: number * 10 ** n, away };
  });
}

// A number that fits into a cell
function short(value) {
  return value < 1e7 ? `${value}` : value.toExponential(1).replace("+", "");
}

function stretched({ letter, role, shape }, n, target) {
  const { parts, layers, rows, columns, places } = laid(target);
  const values = valuesOf(shape, n, target, places);
  const arrived = written(shape) === written(target);
  const name = `${letter} ${brief(shape)}${arrived ? "" : ` → ${brief(target)}`}`;
  const cell = (row, column) => {
    const { value, away } = values[row * columns + column];
    const { gap } = places[row * columns + column];
    const ghost = away.layers || away.rows || away.columns;
    const text = gap ? "⋯" : short(value);
    return h(
      "span",
      {
        class: `cell ${ghost ? "ghost" : ""} ${gap ? "gap" : ""}`,
        "--dx": away.columns,
        "--dy": away.rows + away.layers * rows,
        ...digits(text),
      },
      h("i", {}, text),
    );
  };
  const made = block({ role, name, layers, rows, columns, cell });
  const grid = made.querySelector(".cells");
  const ways = (axis) => values.some(({ away }) => away[axis]);
  if (ways("layers")) grid.append(h("i", { class: "way down" }));
  else if (ways("rows")) {
    for (let layer = 0; layer < parts.layers.shown; layer += 1) {
      const way = h("i", { class: "way down" });
      way.style.gridArea = `${layer * (rows + 1) + 1} / 1 / span ${rows} / -1`;
      grid.append(way);
    }
  }
  if (ways("columns")) grid.append(h("i", { class: "way right" }));
  trim(made, parts, rows);
  return made;
}

// What each operand holds, what a full copy would take, and the strides that make it needless
export function memoryTable(operands, result) {
  const head = ["shape", "strides", "holds", "full copy"].map((text) => h("th", {}, text));
  const line = (letter, role, shape, { strides, held, copied }, made) =>
    h(
      "tr",
      {},
      h("th", { class: role, scope: "row" }, `${letter} ${brief(shape)}`),
      h("td", {}, brief(strides)),
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
