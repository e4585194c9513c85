// Matrices of cells in the page, as the figures draw them (see grid.css), and how a reader moves
// from cell to cell. Both the shape explorer and the product stage are made of these.

import { h } from "./dom.js";

const MOVES = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  Home: [0, -Infinity],
  End: [0, Infinity],
};

// A block of cells under its name; cell(row, column) makes each one, a button or an input if
// the reader can go there. Of several layers, one stands below the other: their rows count on.
export function block({ role, name, layers = 1, rows, columns, cell, ...attributes }) {
  const grid = h("div", { class: "cells", "--columns": columns, "--rows": rows });
  if (layers > 1) {
    const layer = `repeat(${rows}, var(--cell))`;
    grid.style.gridTemplateRows = Array(layers).fill(layer).join(" 10px ");
  }
  for (let row = 0; row < layers * rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const each = cell(row, column);
      each.dataset.at = `${row},${column}`;
      each.style.gridArea = `${row + Math.floor(row / rows) + 1} / ${column + 1}`;
      grid.append(each);
    }
  }
  const label = h("div", { class: "name" }, name);
  const classes = `block ${role} ${attributes.class ?? ""}`;
  return h("div", { ...attributes, class: classes }, label, grid);
}

export function cellAt(block, row, column) {
  return block.querySelector(`[data-at="${row},${column}"]`);
}

// Arrow keys, Home and End go from cell to cell; one cell at a time is a stop of the Tab key
export function rove(block, rows, columns, stay = () => false) {
  const cells = [...block.querySelectorAll("button[data-at], input[data-at]")];
  const stop = (cell) =>
    cells.forEach((each) => {
      each.tabIndex = each === cell ? 0 : -1;
    });
  stop(cells[0]);
  block.addEventListener("focusin", ({ target }) => cells.includes(target) && stop(target));
  block.addEventListener("keydown", (event) => {
    const move = MOVES[event.key];
    if (!move || !event.target.dataset.at || stay(event)) return;
    const [row, column] = event.target.dataset.at.split(",").map(Number);
    const within = (place, count) => Math.max(0, Math.min(place, count - 1));
    const next = cellAt(block, within(row + move[0], rows), within(column + move[1], columns));
    event.preventDefault();
    next.focus();
  });
}

// Names along a block: above or below it ("along"), or down at its side ("down")
export function names(way, list) {
  const each = list.map((name) => h("span", {}, name));
  return h("div", { class: `names ${way}`, "aria-hidden": "true" }, ...each);
}

// A below on the left, B above, C where they cross, and the inner size once at the knee; beside them
// the names of the inner axis, and those of the rows of A
export function crossing({ a, b, c, inner, people = [] }) {
  const knee = h("div", { class: "bend" }, names("down", inner), h("b", {}, `${inner.length}`));
  return h("div", { class: "crossing" }, knee, b, names("down people", people), a, c);
}

// Rings a row, a column, both undefined: all, or one cell; the other cells stand back. `idle`: no ring
export function ring(block, row, column, idle = false) {
  const grid = block.querySelector(".cells");
  let ring = grid.querySelector(".ring");
  if (!ring) grid.append((ring = h("i", { class: "ring" })));
  ring.hidden = idle;
  for (const cell of grid.querySelectorAll("[data-at]")) {
    const [y, x] = cell.dataset.at.split(",").map(Number);
    cell.classList.toggle("rest", !idle && (y !== (row ?? y) || x !== (column ?? x)));
  }
  if (idle) return;
  const place = {
    "--y": row ?? 0,
    "--x": column ?? 0,
    "--h": row === undefined ? "var(--rows)" : 1,
    "--w": column === undefined ? "var(--columns)" : 1,
  };
  Object.entries(place).forEach(([name, value]) => ring.style.setProperty(name, value));
}

// What NumPy and PyTorch say: the code, and the last line of its traceback
export function said(messages) {
  return messages.flatMap(({ library, code, error }) => [
    h("dt", {}, `${library} `, h("code", {}, code)),
    h("dd", {}, h("code", {}, error)),
  ]);
}

// Long numbers are written smaller, so that every cell keeps its size
export function digits(text) {
  return { "--digits": Math.max(3, text.length) };
}
