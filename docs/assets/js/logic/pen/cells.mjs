// Pictures in cells: a board and the marks on it, as snippets/pictures/pen/cells.py draws them.

import { EDGES, FILLS, INK, PAPER, painted } from "./colours.mjs";
import { bundle, lettering } from "./lettering.mjs";
import { written } from "./numbers.mjs";
import { penOf, rectangle, refuse, shape, sheet, stacked, through } from "./shapes.mjs";
import { arrowPath, filled, hatch, stroked } from "./strokes.mjs";

const PIXEL = 0.72; // points, at 100 pixels an inch
const WIDEST = 7.2; // inches
const ABOVE = { size: 10, weight: "bold", ha: "left", va: "bottom" };
const Z = { face: 1, stroke: 2, words: 3 };

// `scale`: how much smaller its cells are, but not its words
export function drawCells({ kind, width, height, digits, marks, ...rest }, { scale = 1 } = {}) {
  refuse(rest, `a picture of kind "${kind}"`);
  const whole = 72 * Math.min(0.44 * Math.max(1, digits / 5), WIDEST / width);
  const unit = scale * whole;
  const board = { unit, whole, items: [] };
  for (const { kind: name, ...mark } of marks) penOf(PENS, name)(board, mark);
  return sheet(
    width * unit,
    height * unit,
    stacked(board.items).map((item) => item.shape),
  );
}

const add = (board, z, drawn) => board.items.push({ z, shape: drawn });
const edgeOf = (role) => EDGES[role] ?? INK;
const placed = ({ unit }, [x, y]) => [x * unit, y * unit];

function fillOf(role, fill) {
  return { light: FILLS[role] ?? PAPER, strong: edgeOf(role), paper: PAPER, none: "none" }[fill];
}

// The label of a block, then cell by cell
function block(board, { x, y, values, role, text, ghost, fade, digits, style = "solid", ...rest }) {
  refuse(rest, "a block");
  if (text) words(board, { x: x - 0.03, y: y - 0.15, text, role, ...ABOVE });
  values.forEach((numbers, row) =>
    numbers.forEach((value, column) => {
      const own = ghost[row][column] ? "ghost" : style;
      const look = { role, style: own, alpha: fade[row][column] ? 0.45 : 1, digits };
      cell(board, { x: x + column, y: y + row, text: written(value), ...look });
    }),
  );
}

// One cell and its text; (x, y) is its top left corner
function cell(board, { x, y, text, role, style, alpha, digits, ...rest }) {
  refuse(rest, "a cell");
  const [own, copied] = [style === "solid", style === "ghost"];
  const ls = { solid: "-", missing: ":" }[style] ?? "--";
  const [fill, width] = own ? ["light", 2] : ["paper", 1];
  const look = { role, fill, hatched: copied, ls, lw: width * PIXEL, zorder: width, alpha };
  box(board, { x, y, width: 1, height: 1, ...look });
  const usual = copied ? { alpha: 0.8, plate: 2 } : { alpha };
  words(board, { x: x + 0.5, y: y + 0.5, text, digits, ...usual });
}

// Words: so small, too, that `digits` characters would fit in their place
function words(board, { x, y, text, role = "", room = 1, digits = 1, plate = 0, zorder, ...look }) {
  const signs = [...`${text}`].length;
  const size = Math.min(11.4, (1.5 * room * board.whole) / Math.max(digits, signs, 4));
  const usual = { size, ha: "center", va: "center", family: "monospace", color: edgeOf(role) };
  const bbox = plate ? { fc: PAPER, ec: "none", pad: plate } : undefined;
  const { shapes } = lettering(placed(board, [x, y]), text, { bbox, ...usual, ...look });
  if (shapes.length) add(board, zorder ?? Z.words, bundle(shapes));
}

// A rectangle, and its hatch upon it
function box(board, { x, y, width, height, role = "", fill = "light", hatched = false, ...look }) {
  const { zorder = Z.face, ls, alpha = 1, lw = 2 * PIXEL, ...rest } = look;
  refuse(rest, "a box");
  const [corner, end] = [placed(board, [x, y]), placed(board, [x + width, y + height])];
  const bounds = [...corner, ...end];
  const area = filled({ fc: fillOf(role, fill), ec: edgeOf(role), lw, ls, alpha });
  add(board, zorder, rectangle(bounds, area));
  if (!hatched) return;
  const paint = painted("stroke", edgeOf(role), { alpha: 0.45 });
  add(board, Z.face, hatch(bounds, "////", { ...paint, "stroke-width": `${PIXEL}` }));
}

function arrow(
  board,
  { start, end, role = "", bend = 0, gaps, lw = 2 * PIXEL, ls = "-", ...rest },
) {
  refuse(rest, "an arrow");
  const { d } = arrowPath(placed(board, start), placed(board, end), { bend, gaps, lw });
  const look = stroked({ color: edgeOf(role), lw, ls, cap: "round" });
  add(board, Z.words, shape("path", { class: "pen-arrow", d, fill: "none", ...look }));
}

function stroke(board, { points, role = "", lw, ...rest }) {
  refuse(rest, "a stroke");
  const d = through(points.map((point) => placed(board, point)));
  const look = stroked({ color: edgeOf(role), lw });
  add(board, Z.stroke, shape("path", { class: "pen-stroke", d, fill: "none", ...look }));
}

// A side of something with corners
function face(board, { points, role = "", fill = "light", lw = 2 * PIXEL, ...look }) {
  const { zorder = Z.face, ls, alpha, ...rest } = look;
  refuse(rest, "a face");
  const d = through(
    points.map((point) => placed(board, point)),
    true,
  );
  const area = filled({ fc: fillOf(role, fill), ec: edgeOf(role), lw, ls, alpha, join: "round" });
  add(board, zorder, shape("path", { class: "pen-face", d, ...area }));
}

const PENS = { block, cell, words, box, arrow, stroke, face };
